"""All words of a stretch of Word XML, for a report on what the chapter does not take as a whole."""

from __future__ import annotations

from collections.abc import Iterator

from ratgeber_tools.readers.word.context import Context
from ratgeber_tools.readers.word.inlines.fields import chosen_entry
from ratgeber_tools.readers.word.namespaces import MC, WP, A, V, W
from ratgeber_tools.readers.word.symbols import symbol
from ratgeber_tools.readers.word.xml import Element, choose_alternative

_TEXTS = frozenset({f"{W}t", f"{W}delText", f"{A}t"})
_BLANKS = frozenset({f"{W}tab", f"{W}br", f"{W}cr"})
_SIGNS = {f"{W}noBreakHyphen": "\u2011", f"{W}softHyphen": "\u00ad"}
_NOTES = {f"{W}footnoteReference": "footnote", f"{W}endnoteReference": "endnote"}
_NAMED = {f"{WP}docPr": "descr", f"{V}textpath": "string", f"{V}shape": "alt"}


def lines_of(element: Element, context: Context) -> list[str]:
    """Return the words of `element`, one string a paragraph: text also where deleted, notes, names of pictures."""
    lines: list[list[str]] = [[]]
    for node in _every(element):
        tag = node.tag
        if tag == f"{W}p":
            lines.append([])
        elif tag in _TEXTS:
            lines[-1].append(node.text or "")
        elif tag in _BLANKS:
            lines[-1].append(" ")
        elif tag in _SIGNS:
            lines[-1].append(_SIGNS[tag])
        elif tag == f"{W}ddList":
            lines[-1].append(f" {chosen_entry(node)} ")
        elif tag == f"{W}sym":
            lines[-1].append(symbol(node.get(f"{W}font", ""), node.get(f"{W}char", "")) or "")
        elif tag in _NOTES:
            lines[-1].append(f" {context.note_words(_NOTES[tag], node.get(f'{W}id', ''))} ")
        elif tag in _NAMED:
            lines[-1].append(f" {node.get(_NAMED[tag], '')} ")
    return ["".join(line) for line in lines if line]


def words_of(element: Element, context: Context) -> str:
    """Return the words of `element` on one line."""
    return " ".join(lines_of(element, context))


def _every(element: Element) -> Iterator[Element]:
    """Yield every element below in document order, one branch of each alternative."""
    stack = [iter(element)]
    while stack:
        node = next(stack[-1], None)
        if node is None:
            stack.pop()
        elif node.tag == f"{MC}AlternateContent":
            chosen = choose_alternative(node)
            if chosen is not None:
                stack.append(iter(chosen))
        elif isinstance(node.tag, str):
            yield node
            stack.append(iter(node))
