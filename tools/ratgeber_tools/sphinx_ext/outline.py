"""The guide's outline, the same for every edition: parts and chapters in the order of the toctrees, and their sections.

A page that the start page lists and that itself lists pages is a part; so is a list with a caption.  Parts are counted
from one in this order, which gives each its number on paper; its hue and its sign are what `kommune.yaml` says of its
folder, in every edition alike.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from types import MappingProxyType

from docutils import nodes
from sphinx import addnodes
from sphinx.environment import BuildEnvironment

from ratgeber_tools import hues
from ratgeber_tools.artwork.pictograms import Pictogram
from ratgeber_tools.data.municipality import PartLook
from ratgeber_tools.dialect import is_plain
from ratgeber_tools.hues import Hue
from ratgeber_tools.sphinx_ext.data.domain import data_domain

#: Where Sphinx's metadata of a page hold the one sentence that lists of chapters may show of it.
CERTAIN_POINT = "ratgeber_satz"
#: How deep the contents of a page go: sections and those right below them.
_CONTENTS_DEPTH = 2


@dataclass(frozen=True, slots=True)
class OutlineEntry:
    """A part, a chapter, a page below a chapter, or a link to another site.

    `docname` is None for a part that is only a caption over a list, and for a link, which has an `address` instead.
    `part` is the number of the part the entry is or lies in; 0 outside any part.
    """

    title: str
    docname: str | None
    part: int
    children: tuple[OutlineEntry, ...] = ()
    address: str = ""
    is_part: bool = False

    @property
    def chapters(self) -> tuple[OutlineEntry, ...]:
        """The pages right below; links to other sites are no chapters."""
        return tuple(child for child in self.children if not child.address)

    @property
    def folder(self) -> str:
        """The folder of the page, or of the first page below a caption; empty beside the start page."""
        if self.docname is not None:
            return self.docname.rpartition("/")[0]
        return next((child.folder for child in self.children), "")


@dataclass(frozen=True)
class GuideOutline:
    """`first_level` is what the start page lists; `paths` leads from a page to the entries above it and itself."""

    root: str
    first_level: tuple[OutlineEntry, ...] = ()
    paths: Mapping[str, tuple[OutlineEntry, ...]] = field(default_factory=dict)
    looks: Mapping[str, PartLook] = field(default_factory=dict)

    def on_paper(self) -> GuideOutline:
        """Return the outline of what is printed: chapters in plainer German are pages of the web beside theirs."""
        kept = {name: path for name, path in self.paths.items() if not is_plain(name)}
        first_level = tuple(entry for entry in self.first_level if entry.docname is None or entry.docname in kept)
        return replace(self, first_level=first_level, paths=kept)

    @property
    def entries(self) -> tuple[OutlineEntry, ...]:
        """Parts and chapters of the first level, as navigation shows them."""
        return tuple(entry for entry in self.first_level if not entry.address)

    @property
    def order(self) -> tuple[str, ...]:
        """The start page and every page a list reaches, each once, in reading order."""
        return (self.root, *self.paths)

    @cached_property
    def _hues(self) -> tuple[Hue, ...]:
        chosen = {folder: look.hue for folder, look in self.looks.items() if look.hue is not None}
        return hues.part_hues([entry.folder for entry in self.first_level if entry.is_part], chosen)

    def hue_of(self, part: int) -> Hue:
        """Return the hue of a part, counted from one; 0 is what lies outside of any."""
        return self._hues[part - 1] if part else hues.NO_PART

    def hue_of_folder(self, folder: str) -> Hue:
        """Return the hue of the part in a folder."""
        return self.hue_of(next((each.part for each in self.first_level if each.is_part and each.folder == folder), 0))

    def folder_of(self, part: int) -> str:
        """Return the folder of a part, counted from one, by which drawings know it; empty outside of any."""
        return next((entry.folder for entry in self.first_level if entry.is_part and entry.part == part), "")

    def sign_of(self, part: int) -> Pictogram | None:
        """Return the pictogram of a part, None if it has none."""
        look = self.looks.get(self.folder_of(part))
        return look.sign if look is not None else None

    def path_to(self, docname: str) -> tuple[OutlineEntry, ...]:
        """Return the entries from a first-level one down to the page; empty for a page no toctree lists."""
        return self.paths.get(docname, ())

    def listed_by(self, docname: str) -> tuple[OutlineEntry, ...]:
        """Return what has its place right below a page; a page listed earlier stands there and not here."""
        path = self.path_to(docname)
        return path[-1].children if path else ()

    def pages_of(self, docname: str) -> tuple[str, ...]:
        """Return a page and every page below it, in reading order."""
        return tuple(name for name, path in self.paths.items() if any(entry.docname == docname for entry in path))


@dataclass(frozen=True, slots=True)
class PageSection:
    """A heading of a page as its contents list it; `anchor` as in an address, with `#`."""

    title: str
    anchor: str
    children: tuple[PageSection, ...] = ()


#: Yields the lists of a page, in the order in which they stand there.
Toctrees = Callable[[str], Iterable[addnodes.toctree]]


def read_outline(environment: BuildEnvironment) -> GuideOutline:
    """Read the outline from what Sphinx noted of each page; linear in the number of pages."""

    def toctrees(docname: str) -> Iterable[addnodes.toctree]:
        contents = environment.tocs.get(docname)
        return () if contents is None else contents.findall(addnodes.toctree)

    titles = {name: title.astext() for name, title in environment.titles.items()}
    looks = data_domain(environment).view.records.municipality.looks
    return outline_of(environment.config.root_doc, toctrees, titles, looks)


def outline_of(
    root: str, toctrees: Toctrees, titles: Mapping[str, str], looks: Mapping[str, PartLook] = MappingProxyType({})
) -> GuideOutline:
    """Return the outline of the guide that starts at `root`; `titles` has every page there is, `looks` is by folder."""
    first_level = tuple(_first_level(root, toctrees, titles))
    paths: dict[str, tuple[OutlineEntry, ...]] = {}
    for entry in first_level:
        _note_paths(entry, (), paths)
    return GuideOutline(root, first_level, paths, looks)


def _first_level(root: str, toctrees: Toctrees, titles: Mapping[str, str]) -> Iterator[OutlineEntry]:
    seen = {root}
    number = 0
    for toctree in toctrees(root):
        if caption := toctree.get("caption"):
            number += 1
            chapters = tuple(_listed(toctree, number, toctrees, titles, seen))
            yield OutlineEntry(caption, None, number, chapters, is_part=True)
            continue
        for title, target in toctree["entries"]:
            # a list that catches nothing (`*` in a folder without chapters) makes no part
            is_part = target in titles and any(tree["includefiles"] for tree in toctrees(target))
            part = number + 1 if is_part else 0
            for entry in _entry(title, target, part, toctrees, titles, seen):
                number += is_part
                yield OutlineEntry(entry.title, entry.docname, part, entry.children, entry.address, is_part)


def _listed(
    toctree: addnodes.toctree, part: int, toctrees: Toctrees, titles: Mapping[str, str], seen: set[str]
) -> Iterator[OutlineEntry]:
    for title, target in toctree["entries"]:
        yield from _entry(title, target, part, toctrees, titles, seen)


def _entry(
    title: str | None, target: str, part: int, toctrees: Toctrees, titles: Mapping[str, str], seen: set[str]
) -> Iterator[OutlineEntry]:
    """Yield what a line of a list stands for; nothing for a page that has its place already, or is not there."""
    if "://" in target:
        yield OutlineEntry(title or target, None, part, address=target)
    elif target in titles and target not in seen:
        seen.add(target)
        children = (child for tree in toctrees(target) for child in _listed(tree, part, toctrees, titles, seen))
        yield OutlineEntry(title or titles[target], target, part, tuple(children))


def _note_paths(
    entry: OutlineEntry, above: tuple[OutlineEntry, ...], paths: dict[str, tuple[OutlineEntry, ...]]
) -> None:
    path = (*above, entry)
    if entry.docname is not None:
        paths[entry.docname] = path
    for child in entry.children:
        _note_paths(child, path, paths)


def page_sections(environment: BuildEnvironment, docname: str) -> tuple[PageSection, ...]:
    """Return the sections below a page's title, two levels deep."""
    contents = environment.tocs.get(docname)
    if contents is None or not contents.children:
        return ()
    return tuple(section for item in contents.children for section in _below(item, _CONTENTS_DEPTH))


def _below(item: nodes.Node, depth: int) -> Iterator[PageSection]:
    if depth == 0 or not isinstance(item, nodes.list_item):
        return
    for items in item.children:
        if not isinstance(items, nodes.bullet_list):
            continue
        for child in items.children:
            reference = next(child.findall(nodes.reference), None)
            if reference is not None and reference.get("anchorname"):
                yield PageSection(reference.astext(), reference["anchorname"], tuple(_below(child, depth - 1)))
