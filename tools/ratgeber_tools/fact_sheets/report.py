"""What became of a fact sheet, as a list for the editors: what to enter, to decide, to ask, and what is confirmed.

Every line that asks for something says where: file and line, and the command that confirms it afterwards.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from ratgeber_tools.calling import program
from ratgeber_tools.data.dates import format_date
from ratgeber_tools.data.records import Key, Records
from ratgeber_tools.fact_sheets.returned import AnswerKind, SheetOutcome, SheetReturn
from ratgeber_tools.files import read_text

FOLDER = Path("redaktion", "rueckmeldungen")

#: The keys that hold what parents read, by kind of record; elsewhere the entry as a whole is named.
_VALUE_KEYS = {"facts": ("wert", "einheit", "wortlaut"), "appointments": ("von", "bis", "uhrzeit", "ort")}
_ASKING = (AnswerKind.CHANGED, AnswerKind.DROPPED, AnswerKind.UNCLEAR)


def summary(result: SheetReturn) -> str:
    """Return one sentence with all numbers."""
    counts = [
        f"{number} {words}"
        for kind, words in (
            (AnswerKind.CONFIRMED, "bestätigt"),
            (AnswerKind.ALREADY, "schon bestätigt"),
            (AnswerKind.ENTERED, "eingetragen"),
            (AnswerKind.CHANGED, "geändert"),
            (AnswerKind.DROPPED, "entfällt"),
            (AnswerKind.UNCLEAR, "unklar"),
            (AnswerKind.REMARK, "nur mit Anmerkung"),
            (AnswerKind.EMPTY, "ohne Antwort"),
        )
        if (number := sum(outcome.kind is kind for outcome in result.outcomes))
    ]
    missing = [f"{result.missing} nicht mehr im Blatt"] if result.missing else []
    return ", ".join((*counts, *missing)) + "."


def lines(
    result: SheetReturn,
    records: Records,
    root: Path,
    texts: Mapping[Path, str] = MappingProxyType({}),
    *,
    sender: str = "",
) -> Iterator[str]:
    """Yield the list as Markdown; `sender` says how the answer came, and from whom.

    `root` is the folder that paths are seen from; `texts` are data files as they are about to read, so that lines are
    counted in what the editors will see.
    """
    sources = _DataFiles(records, root, texts)
    yield f"# Rückmeldung: {result.school or records.contacts[result.office].name}"
    yield ""
    yield f"Faktenblatt vom {format_date(result.sheet_day)}, beantwortet am {format_date(result.day)}."
    if sender:
        yield f"Eingegangen von: {_literal(sender)}"
    yield summary(result)
    for kind in AnswerKind:
        group = [outcome for outcome in result.outcomes if outcome.kind is kind]
        if group:
            yield from ("", f"## {kind.value}", "")
            for outcome in group:
                yield from _entry(outcome, result, sources)
            if kind is AnswerKind.ENTERED and group[0].key is not None:
                yield f"- [ ] Wenn alles stimmt: `{_confirming(group[0].key, result, records)}`"
    remarks = list(result.remarks)
    if result.missing:
        remarks.append(f"Im Blatt fehlen {result.missing} Einträge, die hinausgingen; gilt als nicht beantwortet.")
    if remarks:
        yield from ("", "## Was sonst im Blatt steht", "")
        yield from (f"- {_literal(remark)}" for remark in remarks)


def _entry(outcome: SheetOutcome, result: SheetReturn, sources: _DataFiles) -> Iterator[str]:
    name = f" (`{outcome.key.identifier}`)" if outcome.key is not None else ""
    text = f": {_literal(outcome.text)}" if outcome.text else ""
    box = "[ ] " if outcome.kind in (*_ASKING, AnswerKind.REMARK) else ""
    yield f"- {box}**{_literal(outcome.title)}**{name}{text}"
    yield from (f"  - Anmerkung: {_literal(remark)}" for remark in outcome.remarks)
    if outcome.key is not None and outcome.kind in _ASKING:
        yield from (f"  - {step}" for step in _steps(outcome, outcome.key, result, sources))


def _steps(outcome: SheetOutcome, key: Key, result: SheetReturn, sources: _DataFiles) -> Iterator[str]:
    if outcome.kind is AnswerKind.DROPPED:
        yield f"Wo der Eintrag verwendet wird: `{program()} fakten --verwendung --stelle {result.office}`"
        yield f"Danach entfernen: {sources.place(key)}"
        return
    yield f"Eintrag: {sources.place(key)}"
    yield from (f"Zeile {number}: `{line}`" for number, line in sources.value_lines(key))
    command = _confirming(key, result, sources.records)
    yield f"{'Danach' if outcome.kind is AnswerKind.CHANGED else 'Wenn es stimmt'}: `{command}`"


def _confirming(key: Key, result: SheetReturn, records: Records) -> str:
    """Return the command by which the office confirms an entry; what a school says, it confirms on another day."""
    name = _unique_name(key, records)
    day = "TT.MM.JJJJ" if result.school else format_date(result.day)
    return f"{program()} fakten bestaetigen {name} --stelle {result.office} --am {day}"


@dataclass(frozen=True, slots=True)
class _DataFiles:
    """The data files, to find an entry and its values in."""

    records: Records
    root: Path
    texts: Mapping[Path, str]

    def place(self, key: Key) -> str:
        path = self.records.origins[key].path
        shown = path.relative_to(self.root) if path.is_relative_to(self.root) else path
        return f"`{shown.as_posix()}:{self._entry(key)[0]}`"

    def value_lines(self, key: Key) -> Iterator[tuple[int, str]]:
        """Yield number (from 1) and words of the lines that hold the value, as they stand in the file."""
        first, entry = self._entry(key)
        wanted = _VALUE_KEYS.get(key.collection, ())
        indents = [len(line) - len(line.lstrip()) for line in entry[1:] if line.strip()[:1] not in ("", "#")]
        for number, line in enumerate(entry[1:], start=first + 1):
            match = re.match(r"( +)([a-z_]+):", line)
            if match and match[2] in wanted and len(match[1]) == indents[0]:
                yield number, line.strip().replace("`", "'")

    def _entry(self, key: Key) -> tuple[int, list[str]]:
        """Return the number (from 1) of an entry's first line, and its lines; without a text of its own, as read."""
        origin = self.records.origins[key]
        text = self.texts.get(origin.path) or read_text(origin.path)
        source = text.splitlines()
        head = re.compile(rf"['\"]?{re.escape(key.identifier)}['\"]?\s*:")
        start = next((index for index, line in enumerate(source) if head.match(line)), origin.line - 1)
        end = next(
            (index for index in range(start + 1, len(source)) if source[index][:1] not in ("", " ", "#", "\t")),
            len(source),
        )
        return start + 1, source[start:end]


def _unique_name(key: Key, records: Records) -> str:
    namesakes = [other for other, _ in records.attested() if other.identifier == key.identifier]
    return key.identifier if len(namesakes) == 1 else f"{records.origins[key].path.stem}/{key.identifier}"


def _literal(text: str) -> str:
    """Return somebody else's words on one line, so that Markdown shows them as they are and a terminal only prints."""
    plain = "".join(sign for sign in " ".join(text.split()) if unicodedata.category(sign) != "Cc")
    return re.sub(r"([\\`*_\[\]<>#|{}$~])", r"\\\1", plain)
