"""Tagged text ⇄ elements of an exchange format: each place is an element, each pair one around its words or two."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from html import unescape

from lxml import etree

from ratgeber_tools.languages.tagged import PLACE, escaped

Element = etree._Element
#: Characters XML 1.0 has no place for.
_UNSAYABLE = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def fill(parent: Element, text: str, single: Callable[[str], Element], pair: Callable[[str], Element]) -> None:
    """Put a tagged text into `parent`; the functions make the element of a place by its number.

    Raises `ValueError` for a text whose pairs are not closed.
    """
    around = [parent]
    end = 0
    for match in PLACE.finditer(text):
        _say(around[-1], text[end : match.start()])
        end = match.end()
        if match["close"]:
            if len(around) == 1:
                raise ValueError(text)
            around.pop()
        elif match["single"]:
            around[-1].append(single(match["number"]))
        else:
            element = pair(match["number"])
            around[-1].append(element)
            around.append(element)
    if len(around) > 1:
        raise ValueError(text)
    _say(parent, text[end:])


def _say(element: Element, written: str) -> None:
    words = _UNSAYABLE.sub("\ufffd", unescape(written))
    if not words:
        return
    if len(element):
        element[-1].tail = (element[-1].tail or "") + words
    else:
        element.text = (element.text or "") + words


def tagged_text(element: Element, number_of: Callable[[Element], str | None], *, pairs: frozenset[str]) -> str:
    """Return the tagged text in an element; elements without a number are looked through."""
    return "".join(_parts(element, number_of, pairs))


def _parts(element: Element, number_of: Callable[[Element], str | None], pairs: frozenset[str]) -> Iterator[str]:
    yield escaped(element.text or "")
    for child in element:
        if isinstance(child.tag, str):
            inner = "".join(_parts(child, number_of, pairs))
            number = number_of(child)
            if number is None:
                yield inner
            elif etree.QName(child).localname in pairs:
                yield f"<{number}>{inner}</{number}>"
            else:
                yield f"<{number}/>"
        yield escaped(child.tail or "")
