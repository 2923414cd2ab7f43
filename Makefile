# Jedes Ziel ruft genau einen ratgeber-Befehl; ohne make (Windows): siehe README, "Ohne make".
PYTHON ?= python3
BIN := .venv/bin
RATGEBER := $(BIN)/ratgeber

.DEFAULT_GOAL := working
.PHONY: working help lint test check html vorschau redaktion pdf epub public print handbuch import benchmark editor clean

working: .venv/.bereit          ## richtet ein und baut die Arbeitsfassung (HTML und PDF)
	@$(RATGEBER) build

.venv/.bereit: requirements.lock pyproject.toml tools/ensure_venv.py
	@$(PYTHON) tools/ensure_venv.py

help: .venv/.bereit             ## zeigt diese Übersicht
	@$(RATGEBER) ziele

lint: .venv/.bereit             ## prüft Stil und Typen des Werkzeugs
	@$(RATGEBER) lint

test: .venv/.bereit             ## lässt alle Tests laufen
	@$(RATGEBER) test

check: .venv/.bereit            ## prüft die Kapitel
	@$(RATGEBER) check

html: .venv/.bereit             ## baut die Webfassung nach _build/html
	@$(RATGEBER) build html

vorschau: .venv/.bereit         ## zeigt die Webfassung im Browser und baut bei jedem Speichern neu
	@$(RATGEBER) vorschau

redaktion: .venv/.bereit        ## öffnet die Kapitel zum gemeinsamen Schreiben im Browser
	@$(RATGEBER) redaktion --oeffnen

pdf: .venv/.bereit              ## baut das PDF nach _build/pdf
	@$(RATGEBER) build pdf

epub: .venv/.bereit             ## baut das E-Book (EPUB) nach _build/epub
	@$(RATGEBER) build epub

public: .venv/.bereit           ## baut die öffentliche Fassung nach _build/public: nur, was freigegeben ist
	@$(RATGEBER) public

print: .venv/.bereit            ## baut nach _build/print, was auf Papier kommt: Druckdateien, Heft, Einlegeblatt, Karten
	@$(RATGEBER) print

handbuch: .venv/.bereit         ## baut das Handbuch nach _build/handbuch (HTML und PDF)
	@$(RATGEBER) handbuch

import: .venv/.bereit           ## nimmt einen Word-Beitrag auf: make import DOCX='Beitrag.docx' NACH=schulanfang
	@$(RATGEBER) import "$$DOCX" --nach "$$NACH"

benchmark: .venv/.bereit        ## misst Geschwindigkeit, neben anderen Werkzeugen
	@$(RATGEBER) benchmark

editor: .venv/.bereit           ## baut den Editor der Redaktion neu (nur, wer ihn ändert; braucht npm)
	@$(RATGEBER) editor

clean:                          ## löscht alles Gebaute (_build)
	@$(PYTHON) -c "import shutil; shutil.rmtree('_build', ignore_errors=True)"
