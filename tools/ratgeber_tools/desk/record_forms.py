"""What a form about a record sends, as values of its fields: a field's name is its path, `quellen.0.titel`.

What was not sent stays as it was.  A list of groups has a row more than it says, to be filled in or left empty; a row
whose box `quellen.0.-weg` is ticked goes.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import date
from typing import Any, Protocol

from ratgeber_tools.data.dates import format_date
from ratgeber_tools.data.record_edits import Problems
from ratgeber_tools.data.record_fields import RecordField, RecordFieldKind, Typed, without_empty
from ratgeber_tools.data.seen_values import source_mark

OLD_FORM = "Diese Seite ist zu alt. Gehen Sie zurück, und laden Sie sie neu; was Sie getippt haben, steht dort noch."
#: A box that takes a row out.
AWAY = "-weg"
#: More rows no list of ours has, nor a form may send.
_MOST_ROWS = 500


class FieldsSent(Protocol):
    """The fields of a form by name: the values sent under one."""

    def texts(self, name: str) -> list[str]: ...

    @property
    def names(self) -> Sequence[str]: ...


def typed_from(fields: Sequence[RecordField], sent: FieldsSent, base: Mapping[str, Typed]) -> dict[str, Typed]:
    """Return what a form says, made from a record that said `base`."""
    return {field.key: _value(field, field.key, sent, base.get(field.key, field.empty)) for field in fields}


def _value(field: RecordField, path: str, sent: FieldsSent, base: Typed) -> Typed:
    match field.kind:
        case RecordFieldKind.GROUP:
            inner = base if isinstance(base, dict) else {}
            return {
                part.key: _value(part, f"{path}.{part.key}", sent, inner.get(part.key, part.empty))
                for part in field.parts
            }
        case RecordFieldKind.GROUPS:
            rows = _rows(path, sent)
            return base if rows is None else _groups(field, path, sent, rows)
        case RecordFieldKind.LINES:
            typed = sent.texts(path)
            if not typed:
                return base
            return [line for text in typed for each in text.splitlines() if (line := " ".join(each.split()))]
        case RecordFieldKind.NAMED_LIST:
            typed = sent.texts(path)
            return list(dict.fromkeys(filter(None, typed))) if typed else base
        case _:
            typed = sent.texts(path)
            return " ".join(typed[-1].split()) if typed else base


def _rows(path: str, sent: FieldsSent) -> list[int] | None:
    """Return the rows a form has of a list, None if it has nothing of it."""
    pattern = re.compile(rf"{re.escape(path)}\.(\d{{1,4}})\.")
    found = sorted({int(match[1]) for name in sent.names if (match := pattern.match(name))})
    return found[:_MOST_ROWS] or None


def _groups(field: RecordField, path: str, sent: FieldsSent, rows: Sequence[int]) -> Typed:
    groups: list[Typed] = []
    for row in rows:
        if sent.texts(f"{path}.{row}.{AWAY}"):
            continue
        group: dict[str, Typed] = {
            part.key: _value(part, f"{path}.{row}.{part.key}", sent, part.empty) for part in field.parts
        }
        if without_empty(group) is not None:
            groups.append(group)
    return groups


def sources_in(values: Mapping[str, Typed]) -> list[tuple[str, str]]:
    """Return the sources a record says it has: what tells each apart in a form, and its title."""
    rows = values.get("quellen", [])
    assert isinstance(rows, list)
    return [(source_mark(row), str(row["titel"])) for row in rows if isinstance(row, dict)]


def seen_today(values: Mapping[str, Typed], seen: Collection[str], today: date) -> dict[str, Typed]:
    """Return what a form says with today at the sources `seen` again."""
    rows = values.get("quellen")
    if not seen or not isinstance(rows, list):
        return dict(values)
    day = format_date(today)
    return {
        **values,
        "quellen": [
            {**row, "gesehen_am": day} if isinstance(row, dict) and source_mark(row) in seen else row for row in rows
        ],
    }


def prefilled(fields: Sequence[RecordField], given: Mapping[str, str]) -> dict[str, Typed]:
    """Return an empty form with the words `given` for fields that are one text."""
    simple = (RecordFieldKind.TEXT, RecordFieldKind.LONG, RecordFieldKind.DAY, RecordFieldKind.CHOICE)
    named = (*simple, RecordFieldKind.NAMED)
    return {
        field.key: " ".join(given.get(field.key, "").split()) if field.kind in named else field.empty
        for field in fields
    }


def as_text(values: Mapping[str, Typed]) -> str:
    """Return values as a form carries what it was made from."""
    return json.dumps(values, ensure_ascii=False, sort_keys=True)


def from_text(text: str, fields: Sequence[RecordField]) -> dict[str, Typed] | None:
    """Return what a form was made from, None for what is no such text."""
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        return None
    if not isinstance(found, dict) or any(not _fits(field, found.get(field.key)) for field in fields):
        return None
    return {field.key: found[field.key] for field in fields}


def _fits(field: RecordField, value: object) -> bool:
    match field.kind:
        case RecordFieldKind.GROUP:
            return isinstance(value, dict) and all(_fits(part, value.get(part.key)) for part in field.parts)
        case RecordFieldKind.GROUPS:
            return isinstance(value, list) and all(
                isinstance(row, dict) and all(_fits(part, row.get(part.key)) for part in field.parts) for row in value
            )
        case RecordFieldKind.LINES | RecordFieldKind.NAMED_LIST:
            return isinstance(value, list) and all(isinstance(line, str) for line in value)
        case _:
            return isinstance(value, str)


def said(field: RecordField, value: Typed, names: Mapping[str, Mapping[str, str]]) -> str:
    """Return a value in words, as the history and a clash show it; `names` are the records by collection."""
    if isinstance(value, str):
        return dict(field.choices).get(value) or names.get(field.collection, {}).get(value, value)
    if isinstance(value, list):
        return "; ".join(filter(None, (said(field, each, names) for each in value)))
    by_key = {part.key: part for part in field.parts}
    words = (said(by_key[key], each, names) for key, each in value.items() if key in by_key)
    return ", ".join(filter(None, words))


def at_path(fields: Sequence[RecordField], path: str) -> tuple[str, RecordField]:
    """Return the labels of a path, and its field."""
    labels: list[str] = []
    found: RecordField | None = None
    for step in path.split("."):
        if not step.isdigit():
            found = next(field for field in fields if field.key == step)
            labels.append(found.label)
            fields = found.parts
    assert found is not None
    return ", ".join(labels), found


def summary(problems: Problems, fields: Sequence[RecordField]) -> list[tuple[str, str]]:
    """Return each mistake with the path of its field, what concerns none first; for the list above a form."""
    found: list[tuple[str, str]] = []
    for path, sentences in sorted(problems.items(), key=lambda each: bool(each[0])):
        label = f"{at_path(fields, path)[0]}: " if path else ""
        found += [(path, f"{label}{sentence}") for sentence in sentences]
    return found


def shown_form(
    fields: Sequence[RecordField],
    problems: Problems,
    conflicts: Mapping[str, Typed],
    names: Mapping[str, Mapping[str, str]] = {},
    choices: Callable[[str], Sequence[tuple[str, str]]] = lambda _collection: (),
) -> dict[str, Any]:
    """Return what a form's page (`felder.html`) asks for besides the values: what is wrong, what can be chosen.

    `opened` are the paths of what must not be folded: where something is wrong, and all around it.
    """
    paths = [path.split(".") for path in (*problems, *conflicts)]
    return {
        "problems": problems,
        "problem_list": summary(problems, fields),
        "conflicts": {path: said(at_path(fields, path)[1], value, names) for path, value in conflicts.items()},
        "conflict_list": [(path, at_path(fields, path)[0]) for path in conflicts],
        "opened": {".".join(each[:length]) for each in paths for length in range(1, len(each) + 1)},
        "choices": choices,
        "in_words": lambda field, value: said(field, value, names),
    }
