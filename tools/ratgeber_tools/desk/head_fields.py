"""The head of a chapter as a form: one field for each value of the record, its kind from there, its label from here.

A value at the desk is as it is typed: a text, a list of texts, or a list of rows of texts (one for each column).  What
it may be says the record (`guide.front_matter`); nothing is refused before somebody has finished typing.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import Enum, StrEnum
from typing import Annotated, Any, TypeAlias, get_args, get_origin

from pydantic import BaseModel, ValidationError

from ratgeber_tools.data.record_edits import in_labels
from ratgeber_tools.data.validation import explain
from ratgeber_tools.data.yaml_tree import Tree
from ratgeber_tools.dialect import AUDIENCE_LABEL, HEAD_KEY_POINTS, HEAD_SOURCES
from ratgeber_tools.guide.booklet import Share
from ratgeber_tools.guide.front_matter import MOST_KEY_POINTS, REQUIRED, STATUS_WORDS, FrontMatter

#: A value as it is typed.
HeadValue: TypeAlias = str | list[str] | list[list[str]]


class HeadKind(StrEnum):
    """How a value is typed."""

    TEXT = "text"
    DAY = "tag"
    CHOICE = "auswahl"
    LINES = "zeilen"
    ROWS = "gruppen"


@dataclass(frozen=True, slots=True)
class HeadField:
    """One value of the head; `choices` are values with their words, `columns` the parts of a row."""

    key: str
    kind: HeadKind
    label: str
    help: str = ""
    choices: tuple[tuple[str, str], ...] = ()
    columns: tuple[HeadField, ...] = ()
    #: Whether it is for everybody, or for those who look after the guide as a whole.
    is_first: bool = True

    @property
    def empty(self) -> HeadValue:
        return [] if self.kind in (HeadKind.LINES, HeadKind.ROWS) else ""

    def as_json(self) -> dict[str, Any]:
        return {
            "key": self.key,
            "kind": self.kind.value,
            "label": self.label,
            "help": self.help,
            "choices": [list(choice) for choice in self.choices],
            "columns": [column.as_json() for column in self.columns],
            "first": self.is_first,
            "required": self.key in REQUIRED,
        }


_SHARE_WORDS = {
    Share.WHOLE: "das ganze Kapitel",
    Share.CORE: "das Wichtigste, erste Schritte, Fristen und ein Kontakt",
    Share.BOX: "das Wichtigste und ein Kontakt",
    Share.NOTHING: "nichts davon",
}
_WORDS: Mapping[Any, str] = {**STATUS_WORDS, **_SHARE_WORDS}

#: Key -> label and help, in the order of the form; the first ones concern everybody who writes.
_LABELS: Mapping[str, tuple[str, str]] = {
    "kurz": (HEAD_KEY_POINTS, f"Höchstens {MOST_KEY_POINTS} kurze Sätze. Sie stehen als Kasten unter dem Titel."),
    "zustaendig": ("Zuständig", f"{REQUIRED['zustaendig'][:1].upper()}{REQUIRED['zustaendig'][1:]}."),
    "mitwirkende": ("Weitere Stellen", "Wer sonst noch mitwirkt."),
    "zielgruppe": (AUDIENCE_LABEL, "Zum Beispiel: alle Eltern."),
    "stand": ("Stand", f"{REQUIRED['stand'][:1].upper()}{REQUIRED['stand'][1:]}."),
    "pruefen_bis": ("Nächste Prüfung bis", "Der Tag, bis zu dem jemand wieder nachsieht."),
    "quellen": (HEAD_SOURCES, "Woher stammt, was im Kapitel steht? Steht am Ende der Seite."),
    "status": ("Bearbeitung", "Wie weit das Kapitel ist. Freigegeben wird anderswo."),
    "kurzheft": ("Im Kurzheft steht", ""),
    "zeichen": ("Zeichen", "Das kleine Bild vor dem Titel. Leer: das Zeichen des Teils."),
    "kurzadresse": ("Kurzadresse", "Zum Weitersagen. Leer: der Name der Datei."),
    "elternhinweis": ("Nach einem Hinweis von Eltern geändert am", "Trägt „Stimmen von Eltern“ ein."),
    "ausnahmen": ("Ausnahmen", "Hinweise, die hier nicht gelten, und warum."),
    "zu": ("Sagt einfacher", "Das Kapitel, das hier in einfacherer Sprache steht. Leer: Es ist selbst ein Original."),
    "beruht_auf": ("Verglichene Sätze", "Sätze des Originals. Sie werden beim Vergleichen eingetragen."),
}
_FOR_EVERYBODY = ("kurz", "zustaendig", "mitwirkende", "zielgruppe", "stand", "pruefen_bis", "quellen")
_COLUMN_LABELS = {
    "titel": "Titel",
    "adresse": "Internetadresse",
    "stand": "Stand",
    "vertrauen": "Woher",
    "code": "Prüfung",
    "worte": "Wörter",
    "grund": "Warum",
}


def _bare(annotation: Any) -> Any:
    """Return a type without what is noted of it, and without None."""
    while True:
        if get_origin(annotation) is Annotated:
            annotation = get_args(annotation)[0]
        elif type(None) in get_args(annotation):
            annotation = next(part for part in get_args(annotation) if part is not type(None))
        else:
            return annotation


def _field(key: str, annotation: Any, label: str) -> HeadField:
    kind = _bare(annotation)
    if get_origin(kind) is tuple:
        inner = _bare(get_args(kind)[0])
        if isinstance(inner, type) and issubclass(inner, BaseModel):
            columns = tuple(
                _field(field.alias or name, field.annotation, _COLUMN_LABELS[field.alias or name])
                for name, field in inner.model_fields.items()
            )
            return HeadField(key, HeadKind.ROWS, label, columns=columns)
        return HeadField(key, HeadKind.LINES, label)
    if isinstance(kind, type) and issubclass(kind, Enum):
        choices = tuple((str(value.value), _WORDS.get(value, str(value.value))) for value in kind)
        return HeadField(key, HeadKind.CHOICE, label, choices=choices)
    return HeadField(key, HeadKind.DAY if kind is date else HeadKind.TEXT, label)


def _fields() -> tuple[HeadField, ...]:
    annotations = {field.alias or name: field.annotation for name, field in FrontMatter.model_fields.items()}
    return tuple(
        replace(_field(key, annotations[key], label), help=sentence, is_first=key in _FOR_EVERYBODY)
        for key, (label, sentence) in _LABELS.items()
    )


FIELDS: tuple[HeadField, ...] = _fields()
BY_KEY: Mapping[str, HeadField] = {field.key: field for field in FIELDS}
_NAMES = {field.alias or name: name for name, field in FrontMatter.model_fields.items()}

# --------------------------------------------------------------------------------------------------- values and YAML


def typed(key: str, value: Tree) -> HeadValue:
    """Return a value of the head's YAML as it is typed in the form; what has no place there is nothing."""
    field = BY_KEY[key]
    match field.kind:
        case HeadKind.LINES:
            try:
                return [
                    " ".join(each.split()) for each in getattr(FrontMatter.model_validate({key: value}), _NAMES[key])
                ]
            except ValidationError:
                return [line for each in _list(value) if (line := _line(each))]
        case HeadKind.ROWS:
            rows = [each for each in _list(value) if isinstance(each, dict)]
            return [[_line(row.get(column.key)) for column in field.columns] for row in rows]
        case HeadKind.CHOICE:
            words = _line(value)
            return next((choice for choice, _ in field.choices if choice.casefold() == words.casefold()), words)
        case _:
            return _line(value)


def as_tree(key: str, value: HeadValue) -> Tree:
    """Return a value of the form as the head's YAML has it."""
    if isinstance(value, str):
        return value
    columns = BY_KEY[key].columns
    rows: list[Tree] = []
    for each in value:
        if isinstance(each, str):
            rows.append(each)
        else:
            rows.append({column.key: words for column, words in zip(columns, each, strict=True)})
    return rows


def _list(value: Tree) -> Sequence[Tree]:
    return value if isinstance(value, list) else [value] if isinstance(value, str) and value else []


def _line(value: Tree) -> str:
    return " ".join(value.split()) if isinstance(value, str) else ""


def problems(key: str, value: HeadValue) -> list[str]:
    """Return a sentence for each mistake in a value as typed."""
    tree = as_tree(key, value)
    if not value:
        return [f"Hier fehlt: {REQUIRED[key]}."] if key in REQUIRED else []
    if isinstance(tree, list):
        tree = [
            {name: words for name, words in each.items() if words} if isinstance(each, dict) else each for each in tree
        ]
    try:
        FrontMatter.model_validate({key: tree})
    except ValidationError as error:
        sentences = (_in_labels(invalid.sentence) for invalid in explain(error, FrontMatter))
        return [sentence.removeprefix(f"„{BY_KEY[key].label}“: ") for sentence in sentences]
    return []


def _in_labels(sentence: str) -> str:
    """Return a sentence of the record's with what people read in place of the keys."""
    return in_labels(sentence, {**_COLUMN_LABELS, **{key: label for key, (label, _) in _LABELS.items()}})
