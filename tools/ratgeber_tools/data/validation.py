"""What pydantic finds wrong with a tree, in German: one sentence a mistake, with the place it is about.

pydantic's own sentences are English and name types an author does not know; none of them gets through.
"""

from __future__ import annotations

import difflib
from collections.abc import Callable, Iterable, Iterator, Mapping
from enum import Enum
from typing import Any, NamedTuple

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from ratgeber_tools.data.yaml_tree import YamlPlace


class ProblemKind(Enum):
    """What a mistake is, for whoever turns it into a finding."""

    UNKNOWN_KEY = "unknown key"
    MISSING_KEY = "missing key"
    WRONG_VALUE = "wrong value"


class Invalid(NamedTuple):
    """One mistake: its kind, where it is, and what to say about it in German."""

    kind: ProblemKind
    place: YamlPlace
    sentence: str


def explain(error: ValidationError, model: type[BaseModel]) -> Iterator[Invalid]:
    """Yield each mistake of `error`, raised when a tree was validated as `model`."""
    for details in error.errors(include_url=False):
        place = tuple(details["loc"])
        kind, sentence = _KINDS.get(details["type"], (ProblemKind.WRONG_VALUE, _anything))
        yield Invalid(kind, place, sentence(details, place, model))


def problems_of(values: Mapping[str, object], model: type[BaseModel]) -> tuple[str, ...]:
    """Return a sentence for each mistake in values as typed, by their keys; nothing for those that make a record."""
    try:
        model.model_validate(values)
    except ValidationError as error:
        return tuple(invalid.sentence for invalid in explain(error, model))
    return ()


def closest(word: str, choices: Iterable[str]) -> str:
    """Return “ Meinten Sie „…“?” with the choice most like `word`, or nothing if none is alike."""
    by_folded = {choice.casefold(): choice for choice in choices}
    matches = difflib.get_close_matches(word.casefold(), by_folded, n=1, cutoff=0.6)
    return f" Meinten Sie „{by_folded[matches[0]]}“?" if matches else ""


def closest_path(path: str, choices: Iterable[str]) -> str:
    """Return `closest` for file names, whose common end says nothing about likeness."""
    by_stem = {choice.rpartition(".")[0] or choice: choice for choice in choices}
    matches = difflib.get_close_matches(path.removesuffix(".md"), by_stem, n=1, cutoff=0.6)
    return f" Meinten Sie „{by_stem[matches[0]]}“?" if matches else ""


def name_of(place: YamlPlace) -> str:
    """Return a place as an author would say it: “quellen, Eintrag 2, titel”."""
    return ", ".join(f"Eintrag {part + 1}" if isinstance(part, int) else str(part) for part in place)


def _unknown(details: ErrorDetails, place: YamlPlace, model: type[BaseModel]) -> str:
    where = f" (in {name_of(place[:-1])})" if len(place) > 1 else ""
    return f"Den Schlüssel „{place[-1]}“ gibt es hier nicht{where}.{closest(str(place[-1]), _keys_at(model, place))}"


def _missing(details: ErrorDetails, place: YamlPlace, model: type[BaseModel]) -> str:
    where = f" in {name_of(place[:-1])}" if len(place) > 1 else ""
    return f"Es fehlt „{place[-1]}“{where}."


def _choice(details: ErrorDetails, place: YamlPlace, model: type[BaseModel]) -> str:
    expected = str(details.get("ctx", {}).get("expected", "")).replace("'", "").replace(" or ", ", ")
    choices = expected.split(", ")
    value = details["input"]
    if value is None:
        return f"„{name_of(place)}“ hat keinen Wert; möglich sind: {expected}."
    suggestion = closest(value, choices) if isinstance(value, str) else ""
    return f"„{_shown(value)}“ geht bei „{name_of(place)}“ nicht; möglich sind: {expected}.{suggestion}"


def _text(details: ErrorDetails, place: YamlPlace, model: type[BaseModel]) -> str:
    value = details["input"]
    if value is None:
        return f"„{name_of(place)}“ hat keinen Wert."
    if isinstance(value, Mapping):
        return f"„{name_of(place)}“ soll ein Text sein. Enthält er einen Doppelpunkt, gehört er in Anführungszeichen."
    return f"„{name_of(place)}“ soll ein einzelner Text sein, keine Liste."


def _list(details: ErrorDetails, place: YamlPlace, model: type[BaseModel]) -> str:
    return f"„{name_of(place)}“ soll eine Liste sein: je Eintrag eine Zeile, die mit „- “ beginnt."


def _group(details: ErrorDetails, place: YamlPlace, model: type[BaseModel]) -> str:
    return f"„{name_of(place)}“ soll aus Zeilen mit Schlüssel, Doppelpunkt und Wert bestehen."


def _own(details: ErrorDetails, place: YamlPlace, model: type[BaseModel]) -> str:
    return f"„{name_of(place)}“: {details['msg']}"


def _anything(details: ErrorDetails, place: YamlPlace, model: type[BaseModel]) -> str:
    return f"Der Wert „{_shown(details['input'])}“ passt nicht zu „{name_of(place)}“."


#: pydantic's error type -> kind and sentence; `ratgeber` is the type our own validators raise.
_KINDS: dict[str, tuple[ProblemKind, Callable[[ErrorDetails, YamlPlace, type[BaseModel]], str]]] = {
    "extra_forbidden": (ProblemKind.UNKNOWN_KEY, _unknown),
    "missing": (ProblemKind.MISSING_KEY, _missing),
    "enum": (ProblemKind.WRONG_VALUE, _choice),
    "string_type": (ProblemKind.WRONG_VALUE, _text),
    "list_type": (ProblemKind.WRONG_VALUE, _list),
    "tuple_type": (ProblemKind.WRONG_VALUE, _list),
    "model_type": (ProblemKind.WRONG_VALUE, _group),
    "model_attributes_type": (ProblemKind.WRONG_VALUE, _group),
    "dict_type": (ProblemKind.WRONG_VALUE, _group),
    "ratgeber": (ProblemKind.WRONG_VALUE, _own),
}


def _shown(value: Any) -> str:
    text = value if isinstance(value, str) else "…"
    return text if len(text) <= 60 else text[:59] + "…"


def _keys_at(model: type[BaseModel], place: YamlPlace) -> list[str]:
    """Return the keys allowed where the last part of `place` stands."""
    for part in place[:-1]:
        if isinstance(part, int):
            continue
        field = next((field for field in model.model_fields.values() if field.alias == part), None)
        inner = None if field is None else _model_in(field.annotation)
        if inner is None:
            return []
        model = inner
    return [field.alias or name for name, field in model.model_fields.items()]


def _model_in(annotation: Any) -> type[BaseModel] | None:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    for argument in getattr(annotation, "__args__", ()):
        inner = _model_in(argument)
        if inner is not None:
            return inner
    return None
