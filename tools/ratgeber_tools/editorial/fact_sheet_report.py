"""What became of a fact sheet, as a list for the editors: what to enter, to decide, to ask, and what is confirmed.

Every line that asks for something says where: file and line, and the command that confirms it afterwards.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from ratgeber_tools.data.dates import format_date
from ratgeber_tools.data.records import Key, Records
from ratgeber_tools.editorial.fact_sheet_return import Kind, Outcome, SheetReturn

FOLDER = Path("redaktion", "rueckmeldungen")

#: The keys that hold what parents read, by kind of record; elsewhere the entry as a whole is named.
_VALUE_KEYS = {"facts": ("wert", "einheit", "wortlaut"), "appointments": ("von", "bis", "uhrzeit", "ort")}
_ASKING = (Kind.CHANGED, Kind.DROPPED, Kind.UNCLEAR)


def summary(result: SheetReturn) -> str:
    """Return one sentence with all numbers."""
    counts = [
        f"{number} {words}"
        for kind, words in (
            (Kind.CONFIRMED, "bestätigt"),
            (Kind.ALREADY, "schon bestätigt"),
            (Kind.CHANGED, "geändert"),
            (Kind.DROPPED, "entfällt"),
            (Kind.UNCLEAR, "unklar"),
            (Kind.REMARK, "nur mit Anmerkung"),
            (Kind.EMPTY, "ohne Antwort"),
        )
        if (number := sum(outcome.kind is kind for outcome in result.outcomes))
    ]
    missing = [f"{result.missing} nicht mehr im Blatt"] if result.missing else []
    return ", ".join((*counts, *missing)) + "."


def lines(result: SheetReturn, records: Records, root: Path) -> Iterator[str]:
    """Yield the list as Markdown; `root` is the folder that paths are seen from."""
    office = records.contacts[result.office]
    yield f"# Rückmeldung: {office.name}"
    yield ""
    yield f"Faktenblatt vom {format_date(result.sheet_day)}, beantwortet am {format_date(result.day)}."
    yield summary(result)
    for kind in Kind:
        group = [outcome for outcome in result.outcomes if outcome.kind is kind]
        if group:
            yield from ("", f"## {kind.value}", "")
            for outcome in group:
                yield from _entry(outcome, result, records, root)
    remarks = list(result.remarks)
    if result.missing:
        remarks.append(f"Im Blatt fehlen {result.missing} Einträge, die hinausgingen; gilt als nicht beantwortet.")
    if remarks:
        yield from ("", "## Was sonst im Blatt steht", "")
        yield from (f"- {_literal(remark)}" for remark in remarks)


def _entry(outcome: Outcome, result: SheetReturn, records: Records, root: Path) -> Iterator[str]:
    name = f" (`{outcome.key.identifier}`)" if outcome.key is not None else ""
    text = f": {_literal(outcome.text)}" if outcome.text else ""
    box = "[ ] " if outcome.kind in (*_ASKING, Kind.REMARK) else ""
    yield f"- {box}**{_literal(outcome.title)}**{name}{text}"
    yield from (f"  - Anmerkung: {_literal(remark)}" for remark in outcome.remarks)
    if outcome.key is not None and outcome.kind in _ASKING:
        yield from (f"  - {step}" for step in _steps(outcome, outcome.key, result, records, root))


def _steps(outcome: Outcome, key: Key, result: SheetReturn, records: Records, root: Path) -> Iterator[str]:
    if outcome.kind is Kind.DROPPED:
        yield f"Wo der Eintrag verwendet wird: `ratgeber fakten --verwendung --stelle {result.office}`"
        yield f"Danach entfernen: {_place(key, records, root)}"
        return
    yield f"Eintrag: {_place(key, records, root)}"
    yield from (f"Zeile {number}: `{line}`" for number, line in _value_lines(key, records))
    name = _unique_name(key, records)
    command = f"ratgeber fakten bestaetigen {name} --durch {result.office} --am {format_date(result.day)}"
    yield f"{'Danach' if outcome.kind is Kind.CHANGED else 'Wenn es stimmt'}: `{command}`"


def _place(key: Key, records: Records, root: Path) -> str:
    origin = records.origins[key]
    path = origin.path.relative_to(root) if origin.path.is_relative_to(root) else origin.path
    return f"`{path.as_posix()}:{origin.line}`"


def _value_lines(key: Key, records: Records) -> Iterator[tuple[int, str]]:
    """Yield number (from 1) and words of the lines that hold the value, as they stand in the file."""
    origin = records.origins[key]
    wanted = _VALUE_KEYS.get(key.collection, ())
    source: Sequence[str] = origin.path.read_text(encoding="utf-8-sig").splitlines()
    for number, line in enumerate(source[origin.line :], start=origin.line + 1):
        if line and not line[0].isspace() and not line.startswith("#"):
            return
        match = re.match(r"\s+([a-z_]+):", line)
        if match and match[1] in wanted and len(line) - len(line.lstrip()) == _indent(source[origin.line :]):
            yield number, line.strip().replace("`", "'")


def _indent(source: Sequence[str]) -> int:
    first = next((line for line in source if line.strip() and not line.lstrip().startswith("#")), "")
    return len(first) - len(first.lstrip())


def _unique_name(key: Key, records: Records) -> str:
    namesakes = [other for other, _ in records.attested() if other.identifier == key.identifier]
    return key.identifier if len(namesakes) == 1 else f"{records.origins[key].path.stem}/{key.identifier}"


def _literal(text: str) -> str:
    """Return somebody else's words so that Markdown shows them as they are, on one line."""
    return re.sub(r"([\\`*_\[\]<>#|{}$~])", r"\\\1", " ".join(text.split()))
