"""A tiny guide with a little of every kind of record, for what a reviewer sees of them."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from ratgeber_tools.data.disclosure import Edition, View
from ratgeber_tools.data.loading import load_records
from ratgeber_tools.findings import Code

DAY = date(2026, 11, 24)
FILES = {
    "kommune.yaml": """amtlicher_name: Stadt Musterstadt
auskunft: buero
redaktion: buero
stichtag: stichtag
foerderhinweise:
  - geber: Land
  - geber: Bund
    wortlaut: Gefördert vom Bund.
    emblem: bilder/bund.png
    emblem_beschreibung: Zeichen des Bundes
""",
    "anlaufstellen.yaml": """buero:
  name: Bildungsbüro
  art: Amt
  telefon: 01234 5-0
  themen: Hort
rat:
  name: Beratung
  art: Beratung
  strasse: Weg 1
  ort: Musterstadt
  oeffnungszeiten: montags 9 bis 12 Uhr
  kosten: keine
""",
    "traeger.yaml": """stadt:
  name: Stadt Musterstadt
  art: öffentlich
verein:
  name: Verein Hilfe
  art: frei
  web: https://verein.example
""",
    "schulen.yaml": """linden:
  name: Lindenschule
  schulform: Grundschule
  traeger: stadt
  stadtteil: Mitte
  strasse: Markt 1
  ort: Musterstadt
  telefon: 01234 6-0
ahorn:
  name: Ahornschule
  schulform: Gymnasium
birken:
  name: Birkenschule
  schulform: Grundschule
  telefon: 01234 7-0
""",
    "schulsozialarbeit.yaml": """an-linden:
  schule: linden
  traeger: verein
  postfach: hilfe@verein.example
  telefon: 01234 8-0
  raum: "12"
  sprechzeiten: [montags, dienstags]
  wochenstunden: 19.5
  schwerpunkte: Streit
  vertretung: an-ahorn
  fachkraft: fachkraft-1
  zustaendig: buero
  beispiele:
    - titel: Pausenlotsen
      anlass: Streit auf dem Hof
      partner: Hort
an-ahorn:
  schule: ahorn
  zustaendig: buero
""",
    "fakten.yaml": """stichtag:
  titel: Stichtag
  wert: 30. Juni
betrag:
  titel: Höchstbetrag
  wert: "2.000"
  einheit: Euro
topf:
  titel: Was noch da ist
  zustaendig: buero
""",
    "termine.yaml": """antrag:
  titel: Antragsfrist
  art: Frist
  bis: 01.03.2027
  foerderung: plus
zweite-frist:
  titel: Zweite Frist
  art: Frist
  bekanntgabe: Das Büro nennt sie im Mai.
  zustaendig: buero
rathaus:
  titel: Im Rathaus
  art: Ausstellung
  von: 01.11.2026
  bis: 30.11.2026
  ort: Rathaus, Foyer
  uhrzeit: 9 bis 17 Uhr
  ausstellung: schau
schulfest:
  titel: Schulfest
  art: Veranstaltung
  von: 01.10.2026
  schule: linden
""",
    "schritte.yaml": """anmelden:
  titel: Anmelden
  thema: schulanfang
  jahr: -1
  monat: Februar
  text: Gehen Sie hin.
warten:
  titel: Brief lesen
  thema: schulanfang
  jahr: 0
  text: Er kommt mit der Post.
  bekanntgabe: Den Tag nennt die Schule.
wechseln:
  titel: Schule wählen
  thema: wechsel
  jahr: 4
""",
    "foerderung.yaml": """plus:
  name: PLUS
  beschreibung: Geld für Ideen.
  wer_beantragt: Schule und Partner.
  fakten: betrag
  fristen: [antrag, zweite-frist]
  schritte:
    - titel: Idee
      text: Wer macht mit?
      fakten: betrag
      termine: antrag
    - titel: Bescheid
      offen: ja
  formulare:
    - titel: Antrag
      datei: antrag.pdf
      version: "2"
      stand: 01.10.2026
  selbstpruefung: Unterschrift da?
  beispiele:
    - titel: Garten
      jahr: "2025"
      schule: Lindenschule
      text: Beete gebaut.
  rest_des_topfes: topf
  zustaendig: buero
""",
    "film.yaml": """leer:
  name: Imagefilm
  zustaendig: buero
voll:
  name: Imagefilm
  titel: Da sein
  beschreibung: Ein Tag an der Schule.
  dauer: 7:30
  datei: film.mp4
  untertitel: [{datei: film.vtt}]
  fremd: {anbieter: Kanal, adresse: "https://kanal.example/film"}
  kapitel: [{ab: 1:05, titel: Der Morgen}]
  wortlaut: [Guten Morgen.]
  rechte: [{was: Musik, inhaber: Verlag, bis: 31.12.2027}]
  einwilligungen: [{zweck: web, erteilt_am: 01.09.2026, bis: 31.07.2027}]
  vorfuehrungen: rat
  zustaendig: buero
""",
    "ausstellung.yaml": """schau:
  name: Wanderausstellung
  titel: Hinsehen
  tafeln:
    - titel: Tafel 1
      text: [Der erste Absatz.]
      bild: {datei: a.png, beschreibung: Ein Haus}
    - titel: Tafel 2
      bild: {datei: b.png, beschreibung: Ein Baum, personen: nein}
  ausleihe: {kosten: keine, anfrage: rat}
  zustaendig: buero
leer:
  name: Zweite Ausstellung
  zustaendig: buero
""",
}


def write_records(folder: Path) -> None:
    """Write the data files into `folder`, the guide's `daten`."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in FILES.items():
        (folder / name).write_text(text, encoding="utf-8")


def view_of(folder: Path) -> View:
    """Return the working edition's view of the records in `folder`; only sources and owners are missing in them."""
    loaded = load_records(folder)
    assert [finding.text for finding in loaded.findings if finding.code is not Code.DATA_MISSING] == []
    return View(loaded.records, Edition.WORKING, DAY)
