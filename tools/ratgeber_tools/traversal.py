"""The document model's verbs: what lies in it is found and changed here, so that no package walks it by hand."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from typing import TypeAlias

from ratgeber_tools.document import (
    Block,
    CrossReference,
    Emphasis,
    Heading,
    Inline,
    Inlines,
    Link,
    Strikethrough,
    Strong,
    plain_text,
)

#: What holds other inlines.
Holder: TypeAlias = Emphasis | Strong | Strikethrough | Link | CrossReference


def children_of(inline: Inline) -> Inlines:
    """Return the inlines right inside a mark, a link or a reference; nothing for whatever holds none."""
    return inline.children if isinstance(inline, Holder) else ()


def inlines_in(inlines: Iterable[Inline]) -> Iterator[Inline]:
    """Yield every inline at any depth, in reading order, what holds others before them."""
    for inline in inlines:
        yield inline
        yield from inlines_in(children_of(inline))


def map_inlines(inlines: Iterable[Inline], change: Callable[[Inline], Iterable[Inline] | None]) -> Inlines:
    """Return `inlines` with each one exchanged for what `change` makes of it; None keeps it and goes on inside.

    What `change` gives is taken as it is; a mark that becomes empty stays, and `document.normalise_inlines` drops it.
    """
    kept: list[Inline] = []
    for inline in inlines:
        changed = change(inline)
        if changed is not None:
            kept.extend(changed)
        elif isinstance(inline, Holder):
            kept.append(replace(inline, children=map_inlines(inline.children, change)))
        else:
            kept.append(inline)
    return tuple(kept)


def title_heading(blocks: Iterable[Block]) -> Heading | None:
    """Return the heading that is a chapter's title: the first of the first level, None if there is none."""
    return next((block for block in blocks if isinstance(block, Heading) and block.level == 1), None)


def title_of(blocks: Iterable[Block]) -> str:
    """Return the words of the chapter's title, without markup and blanks around them; empty if it has none."""
    heading = title_heading(blocks)
    return plain_text(heading.children).strip() if heading else ""
