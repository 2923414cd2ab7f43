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
    ENCODING = ("zeichensatz", Severity.ERROR, None, "Speichern Sie die Datei im Editor als UTF-8.")
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
    PLACEHOLDER = (
        "platzhalter",
        Severity.ERROR,
        None,
        "Ersetzen Sie den Platzhalter, oder schreiben Sie „bitte erfragen“ und bei wem.",
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
    RECORD_UNKNOWN = (
        "angabe-unbekannt",
        Severity.ERROR,
        None,
        "Berichtigen Sie die Kennung, oder legen Sie den Eintrag an.",
    )
    HARD_TO_READ = (
        "schwer-zu-lesen",
        Severity.WARNING,
        None,
        "Machen Sie aus langen Sätzen zwei, und nehmen Sie kurze Wörter.",
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
        "Kürzen Sie, oder drucken Sie zwei Bände (kommune.yaml: broschuere, baende).",
    )

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
