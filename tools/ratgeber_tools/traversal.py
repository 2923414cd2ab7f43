"""The document model's verbs: what lies in it is found and changed here, so that no package walks it by hand."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import fields, is_dataclass, replace
from typing import Any, TypeAlias, get_args

from ratgeber_tools import document as doc

#: What holds other inlines.
Holder: TypeAlias = doc.Emphasis | doc.Strong | doc.Strikethrough | doc.Link | doc.CrossReference
_HOLDERS = get_args(Holder)


def children_of(inline: doc.Inline) -> doc.Inlines:
    """Return the inlines right inside a mark, a link or a reference; nothing for whatever holds none."""
    return inline.children if isinstance(inline, _HOLDERS) else ()


def inlines_in(inlines: Iterable[doc.Inline]) -> Iterator[doc.Inline]:
    """Yield every inline at any depth, in reading order, what holds others before them."""
    for inline in inlines:
        yield inline
        if type(inline) is not doc.Text and (inner := children_of(inline)):
            yield from inlines_in(inner)


def own_texts(block: doc.Block) -> Iterator[doc.Inlines]:
    """Yield the texts that stand in a block itself, not in blocks it holds: its words, its caption, its terms."""
    match block:
        case doc.Heading(children=text) | doc.Paragraph(children=text):
            yield text
        case doc.Figure(caption=text) | doc.Table(caption=text):
            yield text
        case doc.DefinitionList(items=items):
            yield from (item.term for item in items)
        case _:
            pass


def own_inlines(block: doc.Block) -> Iterator[doc.Inline]:
    """Yield every inline of a block itself, at any depth, a figure's picture first; blocks inside are not entered."""
    if isinstance(block, doc.Figure):
        yield block.image
    for text in own_texts(block):
        yield from inlines_in(text)


def note_labels(value: object) -> tuple[str, ...]:
    """Return the labels of the footnotes that blocks or inlines refer to, each once, in reading order."""
    return tuple(dict.fromkeys(inner.label for inner in values_in(value) if isinstance(inner, doc.NoteReference)))


def map_inlines(
    inlines: Iterable[doc.Inline], change: Callable[[doc.Inline], Iterable[doc.Inline] | None]
) -> doc.Inlines:
    """Return `inlines` with each one exchanged for what `change` makes of it; None keeps it and goes on inside.

    What `change` gives is taken as it is; a mark that becomes empty stays, and `document.normalise_inlines` drops it.
    """
    kept: list[doc.Inline] = []
    for inline in inlines:
        changed = change(inline)
        if changed is not None:
            kept.extend(changed)
        elif isinstance(inline, Holder):
            kept.append(replace(inline, children=map_inlines(inline.children, change)))
        else:
            kept.append(inline)
    return tuple(kept)


def values_in(value: object) -> Iterator[object]:
    """Yield every block, part and inline in `value`, at any depth, in reading order, what holds others before them.

    `value` is one of these or a tuple, however nested; text, numbers and source lines are not yielded.
    """
    waiting = [value]
    while waiting:
        here = waiting.pop()
        if type(here) is tuple:
            waiting.extend(reversed(here))
        elif (names := _names(type(here))) is not None:
            yield here
            waiting.extend(getattr(here, name) for name in reversed(names))


def map_values(value: Any, change: Callable[[Any], Any]) -> Any:
    """Return `value` with every block, part, inline and range of source lines exchanged for what `change` makes of it.

    `change` gets what holds others before them and is then asked about what its answer holds.  Where nothing changes,
    the very same object is returned.
    """
    if type(value) is tuple:
        made = tuple(map_values(inner, change) for inner in value)
        return value if all(new is old for new, old in zip(made, value, strict=True)) else made
    if type(value) is doc.LineRange:
        return change(value)
    if _names(type(value)) is None:
        return value
    new = change(value)
    changes = {
        name: inner
        for name in _names(type(new)) or ()
        if (inner := map_values(old := getattr(new, name), change)) is not old
    }
    return replace(new, **changes) if changes else new


#: Class → its fields, None for what is no part of the model; looking them up anew took half of the time.
_FIELDS: dict[type, tuple[str, ...] | None] = {}


def _names(kind: type) -> tuple[str, ...] | None:
    if kind not in _FIELDS:
        _FIELDS[kind] = tuple(entry.name for entry in fields(kind)) if is_dataclass(kind) else None
    return _FIELDS[kind]


def title_heading(blocks: Iterable[doc.Block]) -> doc.Heading | None:
    """Return the heading that is a chapter's title: the first of the first level, None if there is none."""
    return next((block for block in blocks if isinstance(block, doc.Heading) and block.level == 1), None)


def title_of(blocks: Iterable[doc.Block]) -> str:
    """Return the words of the chapter's title, without markup and blanks around them; empty if it has none."""
    heading = title_heading(blocks)
    return doc.plain_text(heading.children).strip() if heading else ""
