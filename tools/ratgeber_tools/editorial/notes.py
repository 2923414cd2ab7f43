"""What is still open in a chapter: editorial notes and undecided conflicts, with whom they ask."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from ratgeber_tools import dialect
from ratgeber_tools.document import Block, BulletList, Container, OrderedList, Paragraph, plain_text
from ratgeber_tools.guide import Chapter

#: “An das Gesundheitsamt: …”, “An die Netzwerkstelle, zweiter Punkt: …”
_ADDRESSEE = re.compile(r"An (?:das |die |den |alle )?(?P<office>[^:,.?!]{3,80}?)(?:,[^:.?!]{0,80})?: *")


class Note(NamedTuple):
    """One open point: its kind (`offene Frage`, `konflikt`), its words, its 1-based line.

    `addressee` is the office it asks, as typed, empty if it names none.
    """

    kind: str
    words: str
    line: int
    addressee: str = ""


def open_notes(chapter: Chapter) -> Iterator[Note]:
    """Yield the open points of a chapter in reading order; an internal box inside another is part of it."""
    for placed in chapter.blocks:
        block = placed.block
        if isinstance(block, Container) and _is_internal(block.name) and not any(map(_is_internal, placed.within)):
            words = " ".join(" ".join(_texts(block.blocks)).split())
            asked = _ADDRESSEE.match(words)
            yield Note(
                kind=dict(block.options).get("art", "") or dialect.CONTAINERS[block.name].title,
                words=words[asked.end() :] if asked else words,
                line=placed.line,
                addressee=asked["office"].strip() if asked else "",
            )


def _is_internal(name: str) -> bool:
    spec = dialect.CONTAINERS.get(name)
    return spec is not None and spec.internal


def _texts(blocks: tuple[Block, ...]) -> Iterator[str]:
    for block in blocks:
        match block:
            case Paragraph(children=children):
                yield plain_text(children)
            case BulletList(items=items) | OrderedList(items=items):
                for item in items:
                    yield from _texts(item.blocks)
            case Container(blocks=inner):
                yield from _texts(inner)
            case _:
                pass
