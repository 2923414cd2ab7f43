"""XML without surprises: no entities, no DTD from outside, no network, bounded depth and text length.

lxml's ordinary limits stay on (256 levels of nesting, 10 MB in one text), so no later step can be driven into deep
recursion or a huge string by a part's mere shape.
"""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from typing import NamedTuple

from lxml import etree

from ratgeber_tools.readers.word.namespaces import MC, UNDERSTOOD_PREFIXES, W, without_strict_names

Element = etree._Element

#: Rows of a top-level table read in one go.
ROWS_AT_ONCE = 256

#: Elements in a block from which it is freed from the bottom up.
_LARGE = 1000
_count_below = etree.XPath("count(descendant::*)")

_DOCUMENT = f"{W}document"
_BODY = f"{W}body"
_TABLE = f"{W}tbl"
_ROW = f"{W}tr"
_OTHER_BLOCKS = (f"{W}p", f"{W}sdt")


class DamagedPartError(Exception):
    """A part cannot be read; the text is a German half-sentence that says why."""


def parse(xml: bytes) -> Element:
    """Return the root element of a part; raises `DamagedPartError`."""
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        dtd_validation=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        root = etree.fromstring(without_strict_names(xml), parser)
    except (etree.XMLSyntaxError, ValueError, LookupError) as error:
        raise DamagedPartError(_reason(error)) from error
    if root is None:
        raise DamagedPartError("ist leer")
    _refuse_entities(root)
    return root


class XmlPiece(NamedTuple):
    """A stretch of the body: a whole block, or (with `rows`) children of a top-level table that is still open."""

    element: Element
    rows: tuple[Element, ...] | None = None


def stream_body(xml: bytes) -> Iterator[XmlPiece]:
    """Yield the children of `w:body` in order, each freed once the caller asks for the next.

    A long top-level table comes in pieces of `ROWS_AT_ONCE` rows before its last piece, the table itself with the
    rows that remain.  So memory is that of one block or some rows, whatever the document's size.
    Raises `DamagedPartError`.
    """
    events = etree.iterparse(
        BytesIO(without_strict_names(xml)),
        events=("start", "end"),
        tag=[_DOCUMENT, _BODY, _TABLE, _ROW, *_OTHER_BLOCKS],
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        remove_comments=True,
        remove_pis=True,
    )
    body: Element | None = None
    root: Element | None = None
    rows = 0
    try:
        for event, element in events:
            if event == "start":
                if root is None:
                    root = element
                    _refuse_entities(element)
                if body is None and element.tag == _BODY:
                    body = element
                continue
            parent = element.getparent()
            if body is None or parent is None:
                continue
            if parent is body:
                rows = 0
                # the parser may already be ahead: children behind `element` are not complete yet
                yield from (XmlPiece(child) for child in _take_until(body, element))
            elif element.tag == _ROW and parent.tag == _TABLE and parent.getparent() is body:
                rows += 1
                if rows >= ROWS_AT_ONCE and body[0] is parent:
                    rows = 0
                    complete = tuple(_children_until(parent, element))
                    yield XmlPiece(parent, complete)
                    for child in complete:
                        _free(child)
    except (etree.XMLSyntaxError, ValueError, LookupError) as error:
        raise DamagedPartError(_reason(error)) from error
    if body is None:
        raise DamagedPartError("enthält keinen Word-Text")
    for child in list(body):
        yield XmlPiece(child)


def _take_until(parent: Element, last: Element) -> Iterator[Element]:
    """Yield and then remove the children of `parent` up to `last`."""
    while True:
        child = parent[0]
        yield child
        _free(child)
        if child is last:
            return


def _free(element: Element) -> None:
    """Take an element out of its tree.

    Emptied first, and a large one from the bottom up: lxml takes time by the square of what it removes at once.
    """
    parent = element.getparent()
    below = _count_below(element)
    if isinstance(below, float) and below > _LARGE:
        for node in reversed(list(element.iter())):
            node.clear()
    element.clear()
    if parent is not None:
        parent.remove(element)


def _children_until(parent: Element, last: Element) -> Iterator[Element]:
    for child in parent:
        yield child
        if child is last:
            return


def text_of(element: Element, *tags: str) -> str:
    """Return the text of every element in `element` that has one of `tags`, joined."""
    return "".join(node.text or "" for node in element.iter(*tags))


def choose_alternative(element: Element) -> Element | None:
    """Return the one branch of `mc:AlternateContent` to read; the others are the same content again."""
    unknown = None
    for branch in element:
        if branch.tag == f"{MC}Choice":
            if set(branch.get("Requires", "").split()) <= UNDERSTOOD_PREFIXES:
                return branch
            unknown = branch if unknown is None else unknown
        elif branch.tag == f"{MC}Fallback":
            return branch
    return unknown


def _refuse_entities(element: Element) -> None:
    dtd = element.getroottree().docinfo.internalDTD
    if dtd is not None and next(dtd.iterentities(), None) is not None:  # type: ignore[attr-defined]  # stubs lack it
        raise DamagedPartError("enthält selbst erklärte XML-Platzhalter, wie Word sie nie schreibt")


def _reason(error: Exception) -> str:
    message = str(error)
    if "Excessive depth" in message:
        return "ist unsinnig tief verschachtelt"
    if "huge" in message.lower() or "too long" in message.lower():
        return "enthält ein unsinnig langes Textstück"
    return "ist beschädigt (kein gültiges XML)"
