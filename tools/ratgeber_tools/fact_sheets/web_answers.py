"""A fact sheet answered on a page of ours: the questions as they went out, and the answers as the filled sheet.

Whoever answers sends words and choices and nothing else: marks and questions are those that were kept with the link.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from ratgeber_tools.fact_sheets.sheets import CHANGED, DROPPED, NAMED, RIGHT
from ratgeber_tools.readers.word.fact_sheets import FilledEntry, FilledSheet, SheetField
from ratgeber_tools.writers.word.fact_sheet import FormField, Sheet

_EMPTY, _TICKED = "☐", "☒"
#: What is chosen, by the label of the field in the Word file that it ticks.
CHOICES: Mapping[str, str] = {RIGHT: "stimmt", CHANGED: "geaendert", NAMED: "geaendert", DROPPED: "entfaellt"}
#: No answer is longer.
LONGEST_WORDS = 2_000


@dataclass(frozen=True, slots=True)
class AskedEntry:
    """A question: `lines` say what the guide has, `uses` where; `fields` are label and whether it has a box."""

    mark: str
    title: str
    lines: tuple[str, ...]
    uses: tuple[str, ...]
    fields: tuple[tuple[str, bool], ...]

    @property
    def is_known(self) -> bool:
        """Whether the guide has a value that can be right."""
        return self.fields[0][1]

    @property
    def shown(self) -> str:
        return "\n".join((self.title, *self.lines, *self.uses))


@dataclass(frozen=True, slots=True)
class AskedSheet:
    """The questions of one office or school, in the sections of its sheet."""

    identity: str
    title: str
    sections: tuple[tuple[str, tuple[AskedEntry, ...]], ...]
    closing: tuple[tuple[str, str], ...]

    def entries(self) -> list[AskedEntry]:
        return [entry for _, entries in self.sections for entry in entries]

    def as_values(self) -> dict[str, Any]:
        """Return it as JSON."""
        return {
            "blatt": self.identity,
            "titel": self.title,
            "teile": [
                [title, [[each.mark, each.title, each.lines, each.uses, each.fields] for each in entries]]
                for title, entries in self.sections
            ],
            "schluss": self.closing,
        }

    @classmethod
    def from_values(cls, values: Mapping[str, Any]) -> AskedSheet:
        """Return what `as_values` gave; raises `KeyError`, `TypeError` or `ValueError` for anything else."""
        sections = tuple(
            (
                str(title),
                tuple(
                    AskedEntry(
                        str(mark), str(name), tuple(map(str, lines)), tuple(map(str, uses)),
                        tuple((str(label), bool(has_box)) for label, has_box in fields),
                    )
                    for mark, name, lines, uses, fields in entries
                ),
            )
            for title, entries in values["teile"]
        )  # fmt: skip
        closing = tuple((str(mark), str(label)) for mark, label in values["schluss"])
        return cls(str(values["blatt"]), str(values["titel"]), sections, closing)


def asked(sheet: Sheet) -> AskedSheet:
    """Return the questions of a sheet that goes out."""
    sections = tuple(
        (
            section.title,
            tuple(
                AskedEntry(entry.mark, entry.title, entry.lines, entry.uses, tuple(map(_as_pair, entry.fields)))
                for entry in section.entries
            ),
        )
        for section in sheet.sections
    )
    return AskedSheet(sheet.identity, sheet.title, sections, sheet.closing)


def answered(sheet: AskedSheet, field: Callable[[str], str]) -> FilledSheet:
    """Return the filled sheet of what was sent: for the question `n` the fields `antwort-n`, `worte-n`, `anmerkung-n`;
    `schluss-…` for those at the end."""
    entries = tuple(
        FilledEntry(entry.mark, entry.shown, tuple(_fields(entry, number, field)))
        for number, entry in enumerate(sheet.entries())
    )
    closing = {mark: _bounded(field(f"schluss-{mark}")) for mark, _ in sheet.closing}
    return FilledSheet(sheet.identity, entries, {mark: words for mark, words in closing.items() if words}, ())


def _fields(entry: AskedEntry, number: int, field: Callable[[str], str]) -> list[SheetField]:
    chosen = field(f"antwort-{number}")
    words, remark = _bounded(field(f"worte-{number}")), _bounded(field(f"anmerkung-{number}"))
    made = []
    for label, has_box in entry.fields:
        if has_box:
            sign = _TICKED if chosen == CHOICES.get(label) else _EMPTY
            typed = f" {words}" if label.endswith(":") and words else ""
            made.append(SheetField(f"{sign} {label}{typed}"))
        else:
            made.append(SheetField(f"{label} {remark}" if label == entry.fields[-1][0] and remark else label))
    return made


def _bounded(words: str) -> str:
    return words.strip()[:LONGEST_WORDS]


def _as_pair(field: FormField) -> tuple[str, bool]:
    return field.label, field.has_box
