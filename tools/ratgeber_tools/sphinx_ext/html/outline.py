"""The guide's outline for navigation: parts and chapters in the order of the toctrees, and the sections of a page."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from docutils import nodes
from sphinx import addnodes
from sphinx.environment import BuildEnvironment

#: How deep "Auf dieser Seite" goes: sections and those right below them.
_CONTENTS_DEPTH = 2


@dataclass(frozen=True, slots=True)
class Entry:
    """A part, chapter or page below a chapter.

    `docname` is None for a part that is only a caption over a list of chapters.  `part` is the number of the part
    the entry is or lies in, counted as in the printed edition; 0 outside any part.
    """

    title: str
    docname: str | None
    part: int
    children: tuple[Entry, ...] = ()


@dataclass(frozen=True, slots=True)
class Outline:
    """`entries` are the first level; `paths` leads from a page to the entries above it and itself, outermost first."""

    entries: tuple[Entry, ...] = ()
    paths: Mapping[str, tuple[Entry, ...]] = field(default_factory=dict)

    def path_to(self, docname: str) -> tuple[Entry, ...]:
        """Return the entries from a first-level one down to the page; empty for a page no toctree lists."""
        return self.paths.get(docname, ())


@dataclass(frozen=True, slots=True)
class Section:
    """A heading of a page as its contents list it; `anchor` as in an address, with `#`."""

    title: str
    anchor: str
    children: tuple[Section, ...] = ()


def read_outline(environment: BuildEnvironment) -> Outline:
    """Read the outline from what Sphinx noted of each page; linear in the number of pages."""
    entries = tuple(_first_level(environment))
    paths: dict[str, tuple[Entry, ...]] = {}
    for entry in entries:
        _note_paths(entry, (), paths)
    return Outline(entries, paths)


def _first_level(environment: BuildEnvironment) -> Iterator[Entry]:
    """Yield parts and chapters.  As in print, a listed page that lists others is a part, a caption is one too."""
    seen = {environment.config.root_doc}
    number = 0
    for toctree in _toctrees(environment, environment.config.root_doc):
        if caption := toctree.get("caption"):
            number += 1
            yield Entry(caption, None, number, tuple(_listed(environment, toctree, number, seen)))
            continue
        for title, docname in _pages(environment, toctree, seen):
            below = _toctrees(environment, docname)
            number += bool(below)
            part = number if below else 0
            children = (child for tree in below for child in _listed(environment, tree, part, seen))
            yield Entry(title, docname, part, tuple(children))


def _listed(environment: BuildEnvironment, toctree: addnodes.toctree, part: int, seen: set[str]) -> Iterator[Entry]:
    for title, docname in _pages(environment, toctree, seen):
        below = _toctrees(environment, docname)
        children = (child for tree in below for child in _listed(environment, tree, part, seen))
        yield Entry(title, docname, part, tuple(children))


def _pages(environment: BuildEnvironment, toctree: addnodes.toctree, seen: set[str]) -> Iterator[tuple[str, str]]:
    """Yield title and name of each page listed for the first time; addresses of other sites are no chapters."""
    for title, docname in toctree["entries"]:
        if docname in environment.titles and docname not in seen:
            seen.add(docname)
            yield title or environment.titles[docname].astext(), docname


def _toctrees(environment: BuildEnvironment, docname: str) -> list[addnodes.toctree]:
    contents = environment.tocs.get(docname)
    return [] if contents is None else list(contents.findall(addnodes.toctree))


def _note_paths(entry: Entry, above: tuple[Entry, ...], paths: dict[str, tuple[Entry, ...]]) -> None:
    path = (*above, entry)
    if entry.docname is not None:
        paths[entry.docname] = path
    for child in entry.children:
        _note_paths(child, path, paths)


def page_sections(environment: BuildEnvironment, docname: str) -> tuple[Section, ...]:
    """Return the sections below a page's title, two levels deep."""
    contents = environment.tocs.get(docname)
    if contents is None or not contents.children:
        return ()
    return tuple(section for item in contents.children for section in _below(item, _CONTENTS_DEPTH))


def _below(item: nodes.Node, depth: int) -> Iterator[Section]:
    if depth == 0 or not isinstance(item, nodes.list_item):
        return
    for items in item.children:
        if not isinstance(items, nodes.bullet_list):
            continue
        for child in items.children:
            reference = next(child.findall(nodes.reference), None)
            if reference is not None and reference.get("anchorname"):
                yield Section(reference.astext(), reference["anchorname"], tuple(_below(child, depth - 1)))
