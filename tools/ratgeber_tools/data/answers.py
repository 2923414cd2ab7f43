"""The parts of an answer that show a record or a step, wherever in it they stand."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Mapping
from typing import Any, TypeAlias

from ratgeber_tools.data.agenda import DueStep
from ratgeber_tools.data.queries import ShownRecord

AnswerPart: TypeAlias = "ShownRecord[Any] | DueStep"


def parts_of(answer: Any) -> Iterator[AnswerPart]:
    """Look through an answer, however it is built, and yield what it shows or holds back, in its order."""
    if isinstance(answer, ShownRecord | DueStep):
        yield answer
    elif isinstance(answer, Mapping):
        for value in answer.values():
            yield from parts_of(value)
    elif isinstance(answer, tuple | list):
        for value in answer:
            yield from parts_of(value)
    elif dataclasses.is_dataclass(answer):
        for field in dataclasses.fields(answer):
            yield from parts_of(getattr(answer, field.name))
