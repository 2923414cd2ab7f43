"""The guide's order: what the `{toctree}`s of its pages list, read as Sphinx reads them."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import NamedTuple

from ratgeber_tools.guide import path_below
from ratgeber_tools.readers.myst.parts import PartKind, Span, read_parts, walk_parts

_TITLE_AND_TARGET = re.compile(r"(?s)(?P<title>.+?)\s*(?<!\\)<(?P<target>[^<>]*)>\Z")
_ADDRESS = re.compile(r"(?i)[a-z][a-z0-9+.-]*:|//")
_GLOB_SIGNS = re.compile(r"[*?\[]")
_ITSELF = "self"
_CATCH_ALL = "*"


class TocEntry(NamedTuple):
    """What a toctree lists: a page's name or an address out of the guide, and the words if they are not its title."""

    target: str
    title: str = ""
    is_address: bool = False


class Toctree(NamedTuple):
    """A `{toctree}`: where it stands in its page's text, its options, and its entries as typed."""

    span: Span
    options: Mapping[str, str]
    lines: tuple[str, ...]

    @property
    def caption(self) -> str:
        return self.options.get("caption", "")


def read_toctrees(text: str) -> tuple[Toctree, ...]:
    """Return the toctrees of a page's text, whose line ends must be `\\n`, in reading order."""
    found: list[Toctree] = []
    if "{toctree}" not in text:
        return ()
    for part in walk_parts(read_parts(text)):
        if part.kind is PartKind.DIRECTIVE and part.name == "toctree":
            lines = [line.strip() for line in part.body.split("\n")]
            entries = tuple(line for line in lines if line)
            found.append(Toctree(part.span, dict(part.options), entries))
    return tuple(found)


def named_by(toctrees: Iterable[Toctree], page: str, names: Collection[str]) -> frozenset[str]:
    """Return the pages that toctrees on `page` list by their names; patterns aside."""
    folder = page.rpartition("/")[0]
    found = (_entries(line, folder, names, has_patterns=False) for toctree in toctrees for line in toctree.lines)
    return frozenset(entry.target for entries in found for entry in entries if not entry.is_address)


def resolve_entries(toctree: Toctree, page: str, names: Collection[str]) -> tuple[TocEntry, ...]:
    """Return what a toctree on `page` lists of the guide's pages `names`, patterns filled in, each page once.

    A pattern catches what is not listed above it, sorted by name; names of no page are left out.
    """
    folder = page.rpartition("/")[0]
    free = [name for name in sorted(names) if name != page]
    entries: list[TocEntry] = []
    for line in toctree.lines:
        for entry in _entries(line, folder, free, has_patterns="glob" in toctree.options):
            if not entry.is_address:
                free.remove(entry.target)
            entries.append(entry)
    return tuple(reversed(entries)) if "reversed" in toctree.options else tuple(entries)


class LostLine(NamedTuple):
    """A line of a toctree that lists nothing: a page's name, or a pattern, and whether the page is listed above it."""

    target: str
    is_pattern: bool = False
    is_repeated: bool = False


def unresolved_lines(toctree: Toctree, page: str, names: Collection[str]) -> Iterator[LostLine]:
    """Yield every line of a toctree on `page` that lists nothing of `names`: unknown, listed above, or the page itself.

    A last `*` catches what is left, and may catch nothing.
    """
    folder = page.rpartition("/")[0]
    free = [name for name in names if name != page]
    has_patterns = "glob" in toctree.options
    for index, line in enumerate(toctree.lines):
        match = _TITLE_AND_TARGET.match(line)
        target = match["target"] if match else line
        if _ADDRESS.match(target) or target == _ITSELF:
            continue
        found = _entries(line, folder, free, has_patterns=has_patterns)
        for entry in found:
            free.remove(entry.target)
        if has_patterns and match is None and _GLOB_SIGNS.search(target):
            is_last = index == len(toctree.lines) - 1
            if not found and not (is_last and target == _CATCH_ALL):
                yield LostLine(target, is_pattern=True)
        elif not found:
            name = path_below(folder, target).removesuffix(".md")
            yield LostLine(name, is_repeated=name in names and name != page)


def _entries(line: str, folder: str, free: Collection[str], *, has_patterns: bool) -> list[TocEntry]:
    match = _TITLE_AND_TARGET.match(line)
    title, target = (match["title"], match["target"]) if match else ("", line)
    if _ADDRESS.match(target):
        return [TocEntry(target, title, is_address=True)]
    name = path_below(folder, target).removesuffix(".md")
    if has_patterns and not match and _GLOB_SIGNS.search(target):
        pattern = re.compile(_as_regex(path_below(folder, target)))
        return [TocEntry(each) for each in free if pattern.fullmatch(each)]
    return [TocEntry(name, title)] if name in free and target != _ITSELF else []


def _as_regex(pattern: str) -> str:
    """Translate a pattern as Sphinx does: `*` and `?` stop at slashes, `**` does not."""
    return "".join(_regex_pieces(pattern))


def _regex_pieces(pattern: str) -> Iterator[str]:
    signs = {"**": ".*", "*": "[^/]*", "?": "[^/]"}
    for piece in re.findall(r"\*\*|\*|\?|\[[^\]]+\]|.", pattern):
        if piece.startswith("[") and len(piece) > 1:
            yield piece.replace("[!", "[^")
        else:
            yield signs.get(piece, re.escape(piece))
