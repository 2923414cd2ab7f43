"""The Sphinx builder `heft`: the short booklet that is handed out, as a press file.

From each chapter it takes the share the chapter's head names (`guide.booklet`); chapters follow each other on the page,
a contact and a table stand once, and what is left out stands in the web.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Set
from functools import cached_property
from types import MappingProxyType
from typing import ClassVar

from docutils import nodes
from sphinx.builders import Builder

from ratgeber_tools.findings import Finding
from ratgeber_tools.guide.booklet import Share
from ratgeber_tools.guide.chapters import is_index_page
from ratgeber_tools.press.extent import Extent
from ratgeber_tools.press.remarks import stitching_findings
from ratgeber_tools.sphinx_ext.data.missing.trial_print import PrintObstacle, print_obstacles
from ratgeber_tools.sphinx_ext.edition import public_edition
from ratgeber_tools.sphinx_ext.outline import OutlineEntry
from ratgeber_tools.sphinx_ext.pdf.press_builder import PressBuilder, VolumeJob
from ratgeber_tools.sphinx_ext.pdf.shares import cut, is_cut
from ratgeber_tools.sphinx_ext.pdf.sources import GuideSources
from ratgeber_tools.sphinx_ext.pdf.spoken_once import BOOKLET_BLOCKS
from ratgeber_tools.sphinx_ext.pdf.translator import Cover, TypstSource, translate
from ratgeber_tools.sphinx_ext.pdf.volumes import Volume

#: What its files are called behind the guide's name.
NAME = "kurzheft"


class BookletSources(GuideSources):
    """The guide with every chapter cut to its share."""

    def __init__(self, builder: Builder) -> None:
        super().__init__(builder, picture_suffix=".pdf")

    def share(self, docname: str) -> Share:
        """Return how much of a page is printed; of the pages that only list others the title is."""
        if is_index_page(docname):
            return Share.NOTHING
        edition = public_edition(self._builder.config)
        if edition is not None:
            return edition.pages[docname].booklet if docname in edition.pages else Share.NOTHING
        return Share(self._environment.metadata.get(docname, {}).get("kurzheft") or Share.CORE)

    def doctree(self, docname: str) -> nodes.document:
        if docname not in self._doctrees:
            cut(super().doctree(docname), self.share(docname))
        return self._doctrees[docname]

    def is_draft(self, docname: str) -> bool:
        """A chapter is in the booklet or it is not; that the whole is a trial print its pages say."""
        return False

    @cached_property
    def left_out(self) -> Set[str]:
        """The pages without a place in the booklet: chapters of which nothing is printed, parts without another."""
        chapters = {name for name in self.outline.order if self.share(name) is not Share.NOTHING}
        return set(self.outline.order) - chapters - set(_listing(self.outline.first_level, chapters)) - {self.root}

    @property
    def root(self) -> str:
        return self.outline.root

    @cached_property
    def labels(self) -> Set[str]:
        """Every label that is printed: of pages, and of all that is left of them."""
        found = {name for name in self.outline.order if name not in self.left_out}
        for name in tuple(found):
            found |= {
                f"{name}#{identifier}"
                for node in self.doctree(name).findall(nodes.Element)
                for identifier in node["ids"]
            }
        return found


class BookletBuilder(PressBuilder):
    """`sphinx-build -b heft`: one press file for the short booklet, with a preflight report."""

    name = "heft"
    is_booklet = True  # `builders.is_booklet`
    layout: ClassVar[Mapping[str, str]] = MappingProxyType({"layout": "compact"})

    def _sources(self) -> BookletSources:
        return BookletSources(self)

    def _volumes(self, job: VolumeJob) -> tuple[Volume, ...]:
        sources = _booklet(job)
        chapters = tuple(name for name in sources.outline.order if name not in sources.left_out)
        title = self._title(job.titles)
        return (Volume(NAME, title, chapters, dict.fromkeys(sources.left_out, "")),)

    def _obstacles(self, volume: Volume, job: VolumeJob) -> tuple[PrintObstacle, ...]:
        sources = _booklet(job)
        pages = {name: sources.doctree(name) for name in volume.chapters}
        return print_obstacles(self.env, pages, cut={name for name in pages if is_cut(sources.share(name))})

    def _translated(self, volume: Volume, job: VolumeJob, cover: Cover) -> TypstSource:
        sources = _booklet(job)
        return translate(
            sources.outline,
            sources,
            job.titles,
            cover,
            elsewhere=volume.elsewhere,
            printed=sources.labels,
            blocks=BOOKLET_BLOCKS,
        )

    def _remarks(self, extent: Extent, job: VolumeJob) -> Iterator[Finding]:
        return stitching_findings(extent)


def _booklet(job: VolumeJob) -> BookletSources:
    assert isinstance(job.sources, BookletSources)
    return job.sources


def _listing(entries: tuple[OutlineEntry, ...], chapters: Set[str]) -> Iterator[str]:
    """Yield the pages that list a page of `chapters`, at any depth."""
    for entry in entries:
        below = set(_names(entry.children))
        if entry.docname is not None and below & chapters:
            yield entry.docname
        yield from _listing(entry.children, chapters)


def _names(entries: tuple[OutlineEntry, ...]) -> Iterator[str]:
    for entry in entries:
        if entry.docname is not None:
            yield entry.docname
        yield from _names(entry.children)
