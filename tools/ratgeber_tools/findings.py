"""Findings: what a person can mend or should look at.  Values, collected and returned, never raised."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum, StrEnum
from pathlib import Path


class Severity(StrEnum):
    """How much a finding matters; only `ERROR` makes a command fail."""

    ERROR = "Fehler"
    WARNING = "Warnung"
    HINT = "Hinweis"


class Treatment(StrEnum):
    """What an import did with the thing a finding is about; the headings of its report."""

    CHANGED = "Geändert"
    DROPPED = "Weggelassen"
    REVIEW = "Bitte ansehen"


class Code(Enum):
    """Every kind of finding: stable id, severity, what an import did, and how to mend it.

    The id is what Sphinx shows as warning subtype and what a chapter may switch off.  `remedy` is one German
    sentence telling an author what to do; it is empty where the finding's own text already says so.
    """

    # Checks of the guide
    NESTED_TOO_DEEP = ("zu-tief-verschachtelt", Severity.ERROR, None, "Lösen Sie die innersten Listen auf.")
    NOT_IN_DIALECT = (
        "baustein-unbekannt",
        Severity.ERROR,
        None,
        "Nehmen Sie einen Baustein oder eine Auszeichnung aus dem Handbuch (Seite „Bausteine“).",
    )
    RAW_MARKUP = ("html-im-text", Severity.ERROR, None, "")
    FENCE_OPEN = ("baustein-offen", Severity.ERROR, None, "")
    CONFLICT_MARKS = (
        "git-konflikt",
        Severity.ERROR,
        None,
        "Behalten Sie eine Fassung, und löschen Sie die Zeilen, die mit <<<<<<<, ======= und >>>>>>> beginnen.",
    )
    NAMES_ALIKE = (
        "dateiname-doppelt",
        Severity.ERROR,
        None,
        "Benennen Sie eine Datei um, und berichtigen Sie, was auf sie verweist.",
    )
    TOOL_MISTAKE = ("werkzeug-fehler", Severity.ERROR, None, "Alles Übrige ist geprüft.")
    ENCODING = ("zeichensatz", Severity.ERROR, None, "Speichern Sie die Datei im Editor als UTF-8.")
    CATALOGUE_UNREADABLE = ("uebersetzung-syntax", Severity.ERROR, None, "")
    TRANSLATION_REFUSED = ("uebersetzung-stelle", Severity.WARNING, None, "Dieser Satz wurde nicht übernommen.")
    TRANSLATION_CONFLICT = ("uebersetzung-zweimal", Severity.WARNING, None, "")
    CATALOGUE_STRAY = ("uebersetzung-ohne-kapitel", Severity.WARNING, None, "")
    TRANSLATION_PLACES = (
        "uebersetzung-angaben",
        Severity.WARNING,
        None,
        "Ergänzen Sie die Stelle; bis dahin steht der Satz auf der Seite deutsch.",
    )
    TRANSLATION_UNCHECKED = (
        "uebersetzung-vier-augen",
        Severity.WARNING,
        None,
        "Lassen Sie ihn von einer anderen Stelle prüfen; bis dahin wird er nicht gedruckt.",
    )
    FRONT_MATTER_SYNTAX = ("kopf-syntax", Severity.ERROR, None, "")
    FRONT_MATTER_UNKNOWN = (
        "kopf-unbekannt",
        Severity.ERROR,
        None,
        "Streichen Sie die Zeile, oder berichtigen Sie den Schlüssel.",
    )
    FRONT_MATTER_VALUE = ("kopf-wert", Severity.ERROR, None, "")
    FRONT_MATTER_MISSING = ("kopf-fehlt", Severity.ERROR, None, "Ergänzen Sie die Angabe im Kopf der Datei.")
    ALT_MISSING = (
        "bild-ohne-alternativtext",
        Severity.ERROR,
        None,
        "Beschreiben Sie in einem Satz, was auf dem Bild zu sehen ist.",
    )
    PICTURE_MISSING = (
        "bild-fehlt",
        Severity.ERROR,
        None,
        "Legen Sie die Bilddatei an diese Stelle, oder berichtigen Sie den Pfad.",
    )
    PICTURE_FORMAT = (
        "bild-unbrauchbar",
        Severity.ERROR,
        None,
        "Speichern Sie das Bild in Ihrem Programm neu, Fotos als JPEG, anderes als PNG oder SVG.",
    )
    FILE_INTERNAL = (
        "datei-intern",
        Severity.ERROR,
        None,
        "Legen Sie die Datei in einen solchen Ordner, oder nehmen Sie den Verweis heraus.",
    )
    HEADING_SKIPPED = ("ueberschrift-ebene", Severity.ERROR, None, "Nehmen Sie die nächsthöhere Überschriftenebene.")
    HEADING_TITLE = (
        "kapitel-titel",
        Severity.ERROR,
        None,
        "Beginnen Sie das Kapitel mit genau einer Überschrift der ersten Ebene (#).",
    )
    TABLE_WITHOUT_HEADER = ("tabelle-ohne-kopfzeile", Severity.ERROR, None, "Geben Sie der Tabelle eine Kopfzeile.")
    TABLE_UNEVEN = (
        "tabelle-raster",
        Severity.ERROR,
        None,
        "Zählen Sie die Zellen nach: Eine verbundene Zelle zählt für jede Spalte und Zeile, die sie überdeckt.",
    )
    BLOCK_MISUSED = ("baustein", Severity.ERROR, None, "")
    KEY_POINTS_TWICE = (
        "wichtigste-doppelt",
        Severity.ERROR,
        None,
        "Behalten Sie entweder „kurz“ im Kopf der Datei oder den Baustein {wichtigste}.",
    )
    TARGET_TWICE = ("ziel-doppelt", Severity.ERROR, None, "Geben Sie einem der beiden Ziele einen anderen Namen.")
    LINK_BROKEN = ("verweis-ins-leere", Severity.ERROR, None, "Berichtigen Sie das Ziel des Verweises.")
    TERM_TWICE = ("wort-doppelt", Severity.ERROR, None, "Streichen Sie eine der beiden Erklärungen.")
    FOOTNOTE = ("fussnote", Severity.ERROR, None, "")
    CONTENTS = ("inhaltsverzeichnis", Severity.ERROR, None, "")
    PLACEHOLDER = (
        "platzhalter",
        Severity.ERROR,
        None,
        "Ersetzen Sie den Platzhalter; was niemand weiß, wird eine leere Angabe in daten/ oder eine Redaktionsnotiz.",
    )
    DRAFT_SENTENCE = (
        "entwurfssatz",
        Severity.WARNING,
        None,
        "Schreiben Sie ihn zu Ende, oder machen Sie eine Redaktionsnotiz daraus; vorher wird nicht freigegeben.",
    )
    CONFLICT_OPEN = (
        "konflikt-offen",
        Severity.WARNING,
        None,
        "Entscheiden Sie sich für eine Fassung, und löschen Sie den Kasten darum herum.",
    )

    ADDRESS_LOST = (
        "adresse-ins-leere",
        Severity.ERROR,
        None,
        "Schreiben Sie hinter den Doppelpunkt, wie das Kapitel jetzt heißt oder welches an seine Stelle getreten ist.",
    )
    SHORT_ADDRESS_TWICE = (
        "kurzadresse-doppelt",
        Severity.ERROR,
        None,
        "Schreiben Sie eine andere als „kurzadresse“ in den Kopf des Kapitels.",
    )

    # Data files
    DATA_SYNTAX = ("daten-syntax", Severity.ERROR, None, "")
    DATA_UNKNOWN = (
        "daten-unbekannt",
        Severity.ERROR,
        None,
        "Streichen Sie die Zeile, oder berichtigen Sie den Schlüssel.",
    )
    DATA_VALUE = ("daten-wert", Severity.ERROR, None, "")
    DATA_MISSING = ("daten-fehlt", Severity.ERROR, None, "Ergänzen Sie die Angabe.")
    DATA_REFERENCE = (
        "daten-verweis",
        Severity.ERROR,
        None,
        "Berichtigen Sie die Kennung, oder legen Sie den Eintrag an.",
    )
    DATA_NEW_VALUE = ("daten-neuer-wert", Severity.WARNING, None, "")
    RECORD_UNKNOWN = (
        "angabe-unbekannt",
        Severity.ERROR,
        None,
        "Berichtigen Sie die Kennung, oder legen Sie den Eintrag an.",
    )
    EMERGENCY_INCOMPLETE = (
        "notfall-ohne-nummer",
        Severity.ERROR,
        None,
        "Tragen Sie die Nummer mit amtlicher Quelle in anlaufstellen.yaml ein; ohne sie entsteht keine Fassung.",
    )
    HARD_TO_READ = (
        "schwer-zu-lesen",
        Severity.WARNING,
        None,
        "Machen Sie aus langen Sätzen zwei, und nehmen Sie kurze Wörter.",
    )
    STACCATO = (
        "abgehackt",
        Severity.HINT,
        None,
        "Verbinden Sie Sätze, die zusammengehören, mit weil, damit, wenn oder denn.",
    )
    ONLY_ASKING = (
        "nur-fragen",
        Severity.HINT,
        None,
        "Schreiben Sie, was gilt; wen man fragt, steht einmal am Ende.",
    )
    DEADLINE_VAGUE = (
        "frist-ohne-tag",
        Severity.HINT,
        None,
        "Nennen Sie einen Tag oder eine Regel, die ihn ergibt, zum Beispiel „ein Monat nach dem Bescheid“.",
    )
    LOCAL_WORDS = (
        "ortsangabe",
        Severity.HINT,
        None,
        "Nehmen Sie die Angabe aus den Daten, dann steht sie an einer Stelle und wird geprüft.",
    )

    # Paper
    LOOSE_SHEET_LONG = (
        "einlegeblatt-zu-lang",
        Severity.ERROR,
        None,
        "Tragen Sie bei Angaben, die länger gelten, ein späteres Ende ein (gueltig_bis), oder streichen Sie welche.",
    )
    WITHOUT_CODES = (
        "druck-ohne-qr",
        Severity.WARNING,
        None,
        "Tragen Sie in kommune.yaml unter „adresse_des_ratgebers“ ein, wo der Ratgeber im Netz steht.",
    )
    BOOKLET_THICK = (
        "heft-zu-dick",
        Severity.WARNING,
        None,
        "Kürzen Sie, drucken Sie zwei Bände (kommune.yaml: broschuere, baende), oder lassen Sie das Heft kleben.",
    )

    # Headings, tables and pictures beyond what a build needs
    HEADING_FORM = ("ueberschrift-form", Severity.HINT, None, "")
    DECISION_TREE = ("entscheidung", Severity.WARNING, None, "")
    TABLE_FORM = ("tabelle-form", Severity.HINT, None, "")
    PICTURE_RECORD = (
        "bild-nachweis",
        Severity.WARNING,
        None,
        "Tragen Sie das Bild in bilder/bilder.yaml ein: urheber, lizenz, herkunft, personen.",
    )
    PICTURE_CONSENT = (
        "bild-einwilligung",
        Severity.ERROR,
        None,
        "Nehmen Sie das Bild heraus, bis eine gültige Einwilligung vorliegt.",
    )
    PICTURE_SIZE = ("bild-groesse", Severity.HINT, None, "")
    PICTURE_UNCLEAN = (
        "bild-aufnahmedaten",
        Severity.HINT,
        None,
        "Wer die Datei selbst hat, sieht sie; speichern Sie das Bild ohne sie.",
    )
    PICTURE_UNUSED = (
        "bild-unbenutzt",
        Severity.HINT,
        None,
        "Löschen Sie die Datei und ihren Eintrag, wenn niemand sie mehr braucht.",
    )

    # Personal data
    MOBILE_NUMBER = (
        "handynummer",
        Severity.WARNING,
        None,
        "Nennen Sie das Telefon der Stelle; ein Diensthandy braucht eine Ausnahme mit Grund.",
    )
    PRIVATE_MAILBOX = (
        "privates-postfach",
        Severity.WARNING,
        None,
        "Nennen Sie das Postfach der Stelle; gehört ihr dieses, braucht es eine Ausnahme mit Grund.",
    )
    PERSON_NAMED = (
        "personenname",
        Severity.WARNING,
        None,
        "Nennen Sie die Stelle oder die Funktion statt der Person.",
    )

    # Language
    SPELLING = (
        "rechtschreibung",
        Severity.HINT,
        None,
        "Berichtigen Sie das Wort, oder tragen Sie es in redaktion/woerter.txt ein.",
    )
    SPELLING_SKIPPED = ("rechtschreibung-ungeprueft", Severity.HINT, None, "")
    SENTENCE_LONG = ("satz-lang", Severity.HINT, None, "Prüfen Sie, ob zwei Sätze daraus werden.")
    SENTENCE_TOO_LONG = ("satz-zu-lang", Severity.WARNING, None, "Machen Sie zwei Sätze daraus.")
    WORD_LONG = (
        "wort-lang",
        Severity.HINT,
        None,
        "Nehmen Sie ein kürzeres Wort, oder erklären Sie es im Glossar.",
    )
    PASSIVE = ("passiv", Severity.HINT, None, "Schreiben Sie, wer es tut.")
    OFFICIALESE = ("amtsdeutsch", Severity.WARNING, None, "")
    GENDER_SIGN = (
        "gendern",
        Severity.WARNING,
        None,
        "Nehmen Sie ein neutrales Wort oder das Paar (siehe Handbuch, Stil).",
    )
    ABBREVIATION = ("abkuerzung", Severity.WARNING, None, "")
    ACRONYM = (
        "kurzwort",
        Severity.HINT,
        None,
        "Schreiben Sie es beim ersten Mal aus, oder führen Sie mit {begriff} zum Glossar.",
    )
    TYPED_VALUE = (
        "getippte-angabe",
        Severity.WARNING,
        None,
        "Legen Sie die Angabe in daten/ an und schreiben Sie die Rolle, dann wird sie bestätigt und läuft ab.",
    )

    # Chapters in Einfache Sprache
    PLAIN_ORIGINAL = (
        "einfach-ohne-original",
        Severity.ERROR,
        None,
        "Nennen Sie im Kopf unter „zu“ das Kapitel, zum Beispiel zu: schulanfang/anmeldung.",
    )
    PLAIN_NOT_COMPARED = ("einfach-unverglichen", Severity.WARNING, None, "")
    PLAIN_OLDER = ("aelter-als-original", Severity.WARNING, None, "")
    EASY_READ_CLAIM = (
        "leichte-sprache",
        Severity.ERROR,
        None,
        "Schreiben Sie „Einfache Sprache“, bis eine Prüfgruppe den Text gelesen hat und das in der Freigabe steht.",
    )
    PLAIN_LINE = ("ein-satz-je-zeile", Severity.HINT, None, "Beginnen Sie mit jedem Satz eine neue Zeile.")
    PLAIN_SENTENCE = ("einfacher-satz", Severity.HINT, None, "")
    PLAIN_WORD = ("einfaches-wort", Severity.HINT, None, "")
    WORD_RARE = ("wort-selten", Severity.HINT, None, "")
    WORD_RARE_SKIPPED = ("wort-selten-ungeprueft", Severity.HINT, None, "")
    TWO_WORDS = ("zwei-woerter", Severity.HINT, None, "Nehmen Sie im ganzen Text dasselbe Wort.")

    # Links to other sites, only on request
    ADDRESS_GONE = (
        "adresse-tot",
        Severity.WARNING,
        None,
        "Suchen Sie die neue Adresse, oder nehmen Sie den Verweis heraus.",
    )
    ADDRESS_MOVED = ("adresse-umgezogen", Severity.HINT, None, "Tragen Sie die neue Adresse ein.")
    ADDRESS_UNANSWERED = (
        "adresse-ohne-antwort",
        Severity.HINT,
        None,
        "Öffnen Sie die Adresse im Browser; stimmt sie, genügt es, später noch einmal zu prüfen.",
    )

    # Exceptions from checks
    EXCEPTION_WITHOUT_REASON = (
        "ausnahme-ohne-grund",
        Severity.ERROR,
        None,
        "Ergänzen Sie „grund“ in einem Satz, oder streichen Sie die Ausnahme.",
    )
    EXCEPTION_IMPOSSIBLE = ("ausnahme-unmoeglich", Severity.ERROR, None, "Streichen oder berichtigen Sie die Ausnahme.")
    EXCEPTION_UNUSED = ("ausnahme-unbenutzt", Severity.HINT, None, "Streichen Sie die Ausnahme.")

    PRESS_PICTURE = ("druck-bild", Severity.ERROR, None, "")
    PRESS_DRAWING = (
        "druck-zeichnung",
        Severity.WARNING,
        None,
        "Speichern Sie die Zeichnung in Ihrem Programm neu als „einfaches SVG“.",
    )
    PRESS_LOW_PICTURE = (
        "druck-bild-unscharf",
        Severity.WARNING,
        None,
        "Nehmen Sie ein größeres Bild, oder drucken Sie es kleiner.",
    )
    PRESS_FINE = ("druck-zu-fein", Severity.WARNING, None, "Melden Sie diese Zeile dem Entwicklungsteam.")
    PRESS_COLOUR = ("druck-farbe", Severity.ERROR, None, "Melden Sie diese Zeile dem Entwicklungsteam.")
    PRESS_INK = ("druck-farbauftrag", Severity.ERROR, None, "Nehmen Sie hellere Farben.")
    PRESS_FONT = ("druck-schrift", Severity.ERROR, None, "Melden Sie diese Zeile dem Entwicklungsteam.")
    PRESS_BOXES = ("druck-rahmen", Severity.ERROR, None, "Melden Sie diese Zeile dem Entwicklungsteam.")
    PRESS_LONE_LINE = ("druck-einzelne-zeile", Severity.WARNING, None, "Kürzen oder verlängern Sie den Absatz.")
    PRESS_HEADING = ("druck-ueberschrift-unten", Severity.WARNING, None, "Kürzen oder verlängern Sie den Text davor.")
    PRESS_OVERFULL = (
        "druck-ueberlauf",
        Severity.WARNING,
        None,
        "Kürzen Sie das Wort, oder teilen Sie die Tabelle in zwei mit weniger Spalten.",
    )
    PRESS_WEB_WORD = (
        "druck-netzwort",
        Severity.WARNING,
        None,
        "Schreiben Sie den Satz so, dass er auch auf Papier stimmt.",
    )
    PRESS_EXTENT = ("druck-umfang", Severity.WARNING, None, "")

    # Word import
    STRUCTURE_REPAIRED = ("import-aufbau", Severity.HINT, Treatment.CHANGED, "")
    FORMATTING_SIMPLIFIED = ("import-gestaltung", Severity.HINT, Treatment.CHANGED, "")
    TEXT_BOX_MOVED = ("import-textfeld", Severity.HINT, Treatment.CHANGED, "")
    INSERTION_ACCEPTED = ("import-einfuegung", Severity.HINT, Treatment.CHANGED, "")
    DELETION_DROPPED = ("import-streichung", Severity.WARNING, Treatment.DROPPED, "")
    COMMENT_REPORTED = ("import-kommentar", Severity.WARNING, Treatment.REVIEW, "")
    CONTENT_DROPPED = ("import-weggelassen", Severity.WARNING, Treatment.DROPPED, "")
    HIDDEN_TEXT_DROPPED = ("import-verborgen", Severity.WARNING, Treatment.DROPPED, "")
    LINK_DROPPED = ("import-adresse", Severity.WARNING, Treatment.DROPPED, "")
    PICTURE_CHANGED = ("import-bild-geaendert", Severity.HINT, Treatment.CHANGED, "")
    PICTURE_DROPPED = ("import-bild-weggelassen", Severity.WARNING, Treatment.DROPPED, "")
    PICTURE_REVIEW = ("import-bild", Severity.WARNING, Treatment.REVIEW, "")
    PART_UNREADABLE = ("import-teil-unlesbar", Severity.WARNING, Treatment.REVIEW, "")
    CONTENT_REVIEW = ("import-ansehen", Severity.WARNING, Treatment.REVIEW, "")
    PROTECTED_CHANGED = ("rundlauf-geschuetzt", Severity.WARNING, Treatment.REVIEW, "")
    MARKS_MISSING = ("rundlauf-marken", Severity.WARNING, Treatment.REVIEW, "")

    def __init__(self, identifier: str, severity: Severity, treatment: Treatment | None, remedy: str) -> None:
        self.identifier = identifier
        self.severity = severity
        self.treatment = treatment
        self.remedy = remedy


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing to mend or to look at.

    `text` is one German sentence.  `path` and `line` (1-based) place it in a text file; `heading` (the heading
    above, empty before the first) and `words` (the words concerned, in full) place it in a Word file, where an
    author knows no lines.
    """

    code: Code
    text: str
    path: Path | None = None
    line: int | None = None
    heading: str = ""
    words: str = ""

    @property
    def severity(self) -> Severity:
        return self.code.severity

    def as_line(self) -> str:
        """Return `path:line: Fehler [code]: text remedy`, the form editors and terminals can jump from."""
        place = "" if self.path is None else f"{self.path}:" + (f"{self.line}:" if self.line is not None else "") + " "
        return f"{place}{self.severity.value} [{self.code.identifier}]: {self.text} {self.code.remedy}".rstrip()


def has_errors(findings: Iterable[Finding]) -> bool:
    """Say whether any finding is severe enough to fail a command."""
    return any(finding.severity is Severity.ERROR for finding in findings)
