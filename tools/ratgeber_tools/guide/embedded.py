"""What a chapter points to or holds: its links and its pictures, each with its line.

A paragraph the model cannot hold (a link with a title, a class in braces) is read by pattern: a check may not
overlook a broken link only because it stands beside something unusual.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from ratgeber_tools.document import CrossReference, Image, Link, Verbatim
from ratgeber_tools.guide.chapters import Chapter
from ratgeber_tools.guide.walking import PlacedBlock
from ratgeber_tools.readers.myst.directives import directive_in
from ratgeber_tools.traversal import own_inlines

_PICTURE = re.compile(r"!\[(?P<alt>[^\]]*)\]\(\s*<?(?P<source>(?:[^\s()>]|\([^\s()]*\))+)")
_LINK = re.compile(r"(?<!!)\[(?:[^\[\]]|!?\[[^\]]*\](?:\([^)]*\))?)*\]\(\s*<?(?P<target>(?:[^\s()>]|\([^\s()]*\))*)")
_DEFINITION = re.compile(r"(?m)^ {0,3}\[(?!\^)[^\]]+\]:\s*<?(?P<target>[^\s>]+)")
_HTML_PICTURE = re.compile(r"<img\b[^>]*>", re.IGNORECASE)
_HTML_ATTRIBUTE = re.compile(r"\b(?P<name>src|alt)\s*=\s*[\"'](?P<value>[^\"']*)[\"']", re.IGNORECASE)


class PlacedLink(NamedTuple):
    """A link's target as typed, `#` included, and its 1-based line."""

    target: str
    line: int


class PlacedPicture(NamedTuple):
    """A picture's source and alternative text as typed, and its 1-based line."""

    source: str
    alt: str
    line: int


def links_in(chapter: Chapter) -> Iterator[PlacedLink]:
    for placed in chapter.blocks:
        for target in _targets(placed):
            yield PlacedLink(target, chapter.line_of(target, placed))


def pictures_in(chapter: Chapter) -> Iterator[PlacedPicture]:
    for placed in chapter.blocks:
        for source, alt in _pictures(placed):
            yield PlacedPicture(source, alt, chapter.line_of(source, placed))


def _targets(placed: PlacedBlock) -> Iterator[str]:
    if isinstance(placed.block, Verbatim):
        if directive_in(placed.block.source) is None:
            for pattern in (_LINK, _DEFINITION):
                yield from (match["target"] for match in pattern.finditer(placed.block.source))
        return
    for inline in own_inlines(placed.block):
        if isinstance(inline, Link):
            yield inline.target
        elif isinstance(inline, CrossReference):
            yield f"#{inline.target}"


def _pictures(placed: PlacedBlock) -> Iterator[tuple[str, str]]:
    if not isinstance(placed.block, Verbatim):
        for inline in own_inlines(placed.block):
            if isinstance(inline, Image):
                yield inline.source, inline.alt
        return
    directive = directive_in(placed.block.source)
    if directive is not None:
        if directive.name == "image":
            yield directive.argument, directive.values.get("alt", "")
        return
    for match in _PICTURE.finditer(placed.block.source):
        yield match["source"], match["alt"]
    for tag in _HTML_PICTURE.findall(placed.block.source):
        attributes = {match["name"].lower(): match["value"] for match in _HTML_ATTRIBUTE.finditer(tag)}
        yield attributes.get("src", ""), attributes.get("alt", "")
