"""The look of a run: its own formatting, its character style and its paragraph's style, worked into one."""

from __future__ import annotations

from typing import NamedTuple

from ratgeber_tools.findings import Code
from ratgeber_tools.readers.word.drafts import CODE, EMPHASIS, STRIKE, STRONG, SUBSCRIPT, SUPERSCRIPT, Language
from ratgeber_tools.readers.word.languages import language_of
from ratgeber_tools.readers.word.properties import PLAIN, RunProperties
from ratgeber_tools.readers.word.report import Report
from ratgeber_tools.readers.word.styles import Style, Styles
from ratgeber_tools.readers.word.symbols import SYMBOL_FONTS


class Look(NamedTuple):
    """What a reader sees of a run, apart from its text."""

    marks: int
    language: Language | None
    hidden: bool
    symbol_font: str  # empty for an ordinary font
    size: int  # half points
    underlined: bool
    capitals: bool
    coloured: bool  # by the author on the run, not by a style
    highlighted: bool


class RunLooks:
    """Works out looks by a document's styles; `language` is the document's own."""

    def __init__(self, styles: Styles, language: str) -> None:
        self._styles = styles
        self._language = language
        self._plain: dict[str, Look] = {}  # by paragraph style: nearly every run of a document asks

    def plain(self, style: Style) -> Look:
        """Return the look of a run without formatting of its own in a paragraph of `style`."""
        look = self._plain.get(style.id)
        if look is None:
            look = self._plain[style.id] = self.of(style, PLAIN)
        return look

    def of(self, style: Style, properties: RunProperties) -> Look:
        """Return the look of a run with `properties` in a paragraph of `style`."""
        character = self._styles.character(properties.style)
        char, base = character.run, style.run
        own = style.carries_emphasis
        marks = 0
        if _toggle(properties.bold, char.bold, base.bold if own else None):
            marks |= STRONG
        if _toggle(properties.italic, char.italic, base.italic if own else None):
            marks |= EMPHASIS
        if _toggle(properties.strike, char.strike, base.strike if own else None):
            marks |= STRIKE
        raised = properties.raised or char.raised
        if raised == "superscript":
            marks |= SUPERSCRIPT
        elif raised == "subscript":
            marks |= SUBSCRIPT
        if character.is_code:
            marks |= CODE
        font = properties.font or char.font or base.font or ""
        return Look(
            marks,
            language_of(properties, char, self._language),
            _toggle(properties.hidden, char.hidden, base.hidden),
            font if font.lower() in SYMBOL_FONTS else "",
            properties.size or char.size or base.size or self._styles.defaults.size or 20,
            bool(properties.underline if properties.underline is not None else char.underline),
            bool(properties.capitals or char.capitals or base.capitals),
            bool(properties.coloured),
            bool(properties.highlighted or char.highlighted),
        )


def report_lost_look(report: Report, look: Look) -> None:
    """Count what a chapter cannot show: underlining, which reads as a link, and colour, which not everybody sees."""
    if look.underlined:
        report.count(
            Code.FORMATTING_SIMPLIFIED, "Unterstreichung wurde {n}-mal weggelassen; im Web sieht sie wie ein Link aus."
        )
    if look.coloured:
        report.count(
            Code.FORMATTING_SIMPLIFIED,
            "Schriftfarbe wurde {n}-mal weggelassen: Wo die Farbe etwas bedeutet, sagen Sie es mit Worten.",
        )


def _toggle(direct: bool | None, character: bool | None, paragraph: bool | None) -> bool:
    """Direct formatting decides; else styles of two kinds cancel each other out (ISO/IEC 29500-1, 17.7.3)."""
    if direct is not None:
        return direct
    return bool(character) != bool(paragraph)
