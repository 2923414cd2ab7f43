"""HTML of a clipboard → a tree, whatever it is: cut open, damaged, hostile; nothing is fetched, nothing is run."""

from __future__ import annotations

import re
from html.parser import HTMLParser

from lxml import etree

Element = etree._Element

#: What Windows puts before the HTML of its clipboard: `Version:0.9`, then offsets.
_WINDOWS_HEAD = re.compile(r"\A\s*Version:\d[^<]*(?=<)", re.IGNORECASE)
#: `<![if !supportLists]>` and `<![endif]>`: Word's, around what every program shall show.
_CONDITION = re.compile(r"<!\[\s*(?:if\b[^\]>]*|endif)\s*\]>|<!--\[\s*(?:if\b[^\]>]*|endif)\s*\]-->", re.IGNORECASE)
#: What Word keeps for itself behind a condition in a comment; ends at its own end, whatever is inside.
_FOR_WORD = re.compile(r"<!--\[if\b[^\]]*\]>.*?<!\[endif\]-->", re.IGNORECASE | re.DOTALL)
#: Characters no file can hold.
_UNWRITABLE = re.compile("[\ud800-\udfff\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff]")
_BLOCKS = re.compile(r"p|div|h[1-6]|li|tr|br|table|section|article|blockquote|pre|dt|dd|hr")
#: Elements in each other that are still read as such; a page of any program has a tenth of it.
_DEEPEST = 200
_SILENT = frozenset({"script", "style", "head", "title", "template", "noscript"})


class TooNestedError(Exception):
    """Elements stand in each other deeper than any page has them; what is in the depth would be lost."""


def parse(html: str) -> Element | None:
    """Return the root of the tree, None for nothing; raises `TooNestedError`."""
    plain = _CONDITION.sub("", _FOR_WORD.sub("", _WINDOWS_HEAD.sub("", without_unwritable(html))))
    parser = etree.HTMLParser(
        encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True,
        huge_tree=True,  # a picture in an address is longer than the ordinary limit
    )  # fmt: skip
    try:
        root = etree.fromstring(plain.encode("utf-8"), parser)
    except etree.XMLSyntaxError:
        root = None
    if any(entry.type_name == "ERR_RESOURCE_LIMIT" for entry in parser.error_log) or _is_too_deep(root):
        raise TooNestedError
    return root


def _is_too_deep(root: Element | None) -> bool:
    level = [] if root is None else [root]
    for _ in range(_DEEPEST):
        level = [child for element in level for child in element]
        if not level:
            return False
    return True


def without_unwritable(text: str) -> str:
    """Return text without halves of characters and control characters; line ends are `\\n`."""
    return _UNWRITABLE.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def words_only(html: str) -> str:
    """Return the words of HTML, a line a block; what `TooNestedError` is met with."""
    reader = _Words()
    reader.feed(_FOR_WORD.sub("", without_unwritable(html)))
    reader.close()
    return "".join(reader.words)


class _Words(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.words: list[str] = []
        self._silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._silent += tag in _SILENT
        if _BLOCKS.fullmatch(tag):
            self.words.append("\n")

    def handle_endtag(self, tag: str) -> None:
        self._silent -= tag in _SILENT and self._silent > 0
        if _BLOCKS.fullmatch(tag):
            self.words.append("\n")

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self.words.append(data.replace("\n", " "))
