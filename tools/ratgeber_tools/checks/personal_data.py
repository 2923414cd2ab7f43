"""Is something in the guide or its data that belongs to a person: a mobile number, a private mailbox, a name?

Offices and functions are named, persons never (people at schools live in a file outside the repository).  Notes and
heads are searched too: whoever reads the repository reads them.  Sources may quote whom they like.  What is seen as a
person's says `prose.persons`.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from pydantic import BaseModel

from ratgeber_tools.data.places import School
from ratgeber_tools.dialect import head_end
from ratgeber_tools.errors import InputError
from ratgeber_tools.findings import Code, Finding
from ratgeber_tools.guide import Chapter, Guide
from ratgeber_tools.guide.walking import is_code
from ratgeber_tools.prose.persons import PersonalKind, personal_in

_CODES = {
    PersonalKind.MOBILE: Code.MOBILE_NUMBER,
    PersonalKind.MAILBOX: Code.PRIVATE_MAILBOX,
    PersonalKind.NAME: Code.PERSON_NAMED,
}


def check(guide: Guide) -> Iterator[Finding]:
    for chapter in guide:
        for number, line in _lines(chapter):
            yield from personal_data(line, path=chapter.path, line=number)
    records = guide.data.records
    for key, record in records.everything():
        origin = records.origins[key]
        for text in _texts(record):
            yield from personal_data(text, path=origin.path, line=origin.line)


def personal_data(text: str, *, path: Path, line: int) -> Iterator[Finding]:
    """Yield what in `text` belongs to a person."""
    for found in personal_in(text):
        yield Finding(_CODES[found.kind], found.sentence, path=path, line=line)


def require_impersonal(words: str, advice: str) -> None:
    """Raise `InputError` with what in `words` belongs to a person, and `advice`, what to write instead."""
    found = next(personal_in(words), None)
    if found is not None:
        raise InputError(f"{found.sentence} {advice}")


def _lines(chapter: Chapter) -> Iterator[tuple[int, str]]:
    """Yield the lines but code and the head's sources, with their 1-based numbers."""
    hidden: set[int] = set()
    for placed in chapter.blocks:
        if is_code(placed.block):
            hidden.update(range(placed.lines.first, placed.lines.end))
    if chapter.head is not None and "quellen" in chapter.head.lines:
        start = chapter.head.lines["quellen"]
        later = [line for line in chapter.head.lines.values() if line > start]
        fence = (head_end(chapter.lines) or 0) + 1
        hidden.update(range(start - 1, min([*later, fence]) - 1))
    yield from ((index + 1, line) for index, line in enumerate(chapter.lines) if index not in hidden)


def _texts(value: Any, name: str = "") -> Iterator[str]:
    """Yield every text of a record but those of its sources and of what other sources say."""
    if name in ("sources", "contradictions", "absent"):
        return
    if isinstance(value, School):  # a school may be named after somebody
        value = value.model_copy(update={"name": ""})
    if isinstance(value, str):
        yield value
    elif isinstance(value, BaseModel):
        for field in type(value).model_fields:
            yield from _texts(getattr(value, field), field)
    elif isinstance(value, tuple | list):
        for item in value:
            yield from _texts(item, name)
