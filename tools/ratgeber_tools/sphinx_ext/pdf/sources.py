"""What the translation asks of Sphinx: doctrees with their references resolved, numbers, pictures, front matter."""

from __future__ import annotations

import datetime
import os
import re
from collections.abc import Callable, Iterable
from functools import cached_property
from pathlib import Path, PurePosixPath

from docutils import nodes
from sphinx.builders import Builder

from ratgeber_tools.data.disclosure import Edition
from ratgeber_tools.sphinx_ext.addresses import Addresses
from ratgeber_tools.sphinx_ext.data.domain import data_domain
from ratgeber_tools.sphinx_ext.draft_marks import is_draft
from ratgeber_tools.sphinx_ext.edition import public_edition
from ratgeber_tools.sphinx_ext.outline import CERTAIN_POINT, GuideOutline, read_outline
from ratgeber_tools.sphinx_ext.pdf.headings import titles_in
from ratgeber_tools.sphinx_ext.signs import sign_of

#: Folder of the pictures in the staged source.
PICTURES = "bilder"


class GuideSources:
    """The guide as Sphinx read it, seen by the PDF edition; fulfils `translation.Sources`."""

    def __init__(
        self,
        builder: Builder,
        *,
        picture_suffix: str = "",
        leads_to_web: bool = False,
        read: GuideSources | None = None,
    ) -> None:
        """`picture_suffix` names staged pictures otherwise than their files, for those converted on the way.

        `leads_to_web`: chapters say where they are found in the web, as print does.  `read` are other sources of the
        same build, whose doctrees are taken as they are.
        """
        self._builder = builder
        self._leads_to_web = leads_to_web
        self._picture_suffix = picture_suffix
        self._environment = builder.env
        self._doctrees: dict[str, nodes.document] = {} if read is None else read._doctrees
        self._pictures: dict[str, str] = {}

    @cached_property
    def outline(self) -> GuideOutline:
        """Parts and chapters, as every edition on paper has them."""
        return read_outline(self._environment).on_paper()

    def titles(self) -> dict[str, str]:
        """Return the words of every chapter, section and glossary word by label."""
        return dict(pair for docname in self.outline.order for pair in titles_in(self.doctree(docname), docname))

    def doctree(self, docname: str) -> nodes.document:
        if docname not in self._doctrees:
            document = self._environment.get_doctree(docname)
            self._environment.resolve_references(document, docname, self._builder)
            self._doctrees[docname] = document
        return self._doctrees[docname]

    def number(self, docname: str, kind: str, identifier: str) -> str:
        numbers = self._environment.toc_fignumbers.get(docname, {}).get(kind, {}).get(identifier)
        if not numbers:
            return ""
        return str(self._builder.config.numfig_format[kind] % ".".join(map(str, numbers)))

    def picture(self, uri: str) -> str | None:
        """Return the picture's place in the staged source; the counter keeps equal file names apart."""
        if uri not in self._pictures:
            if not (Path(self._environment.srcdir) / uri).is_file():
                return None
            suffix = self._picture_suffix or PurePosixPath(uri).suffix.lower()
            self._pictures[uri] = f"{PICTURES}/{len(self._pictures) + 1:03d}{suffix}"
        return self._pictures[uri]

    def picture_at(self, path: Path) -> str | None:
        """Return the place of a picture that lies anywhere, as `picture` does."""
        return self.picture(os.path.relpath(path, self._environment.srcdir).replace(os.sep, "/"))

    def picture_files(self) -> dict[str, Path]:
        """Return the pictures met so far: place in the staged source to file."""
        return {name: Path(self._environment.srcdir) / uri for uri, name in self._pictures.items()}

    def is_draft(self, docname: str) -> bool:
        return is_draft(self._environment, docname)

    def certain_point(self, docname: str) -> str:
        return str(self._environment.metadata.get(docname, {}).get(CERTAIN_POINT, ""))

    def sign(self, docname: str) -> str:
        return str(sign_of(self._environment, self.outline, docname) or "")

    def is_paper(self) -> bool:
        return data_domain(self._environment).view.edition is Edition.PRINT

    def has_loose_sheet(self) -> bool:
        return self.is_paper() and data_domain(self._environment).view.records.municipality.brochure.refers_to_sheet

    def web_address(self, docname: str) -> str:
        """Return where a chapter is found in the web; empty but for what leads there."""
        return self.addresses.printed(docname) if self.is_paper() or self._leads_to_web else ""

    @cached_property
    def addresses(self) -> Addresses:
        return Addresses(self._builder.app)

    def file_name(self, docname: str) -> str:
        path = Path(self._environment.doc2path(docname))
        source = Path(self._environment.srcdir)
        return path.relative_to(source.parent).as_posix() if path.is_relative_to(source.parent) else path.as_posix()

    def newest_release(self, pages: Iterable[str]) -> datetime.date | None:
        """Return when the newest of some pages was released, None where nothing is or none of them was."""
        edition = public_edition(self._builder.config)
        said = () if edition is None else (edition.pages[name].released for name in pages if name in edition.pages)
        return max((day for day in said if day is not None), default=None)

    def newest_date(self) -> datetime.date | None:
        """Return the newest `stand` of the chapters, None if none has one."""
        dates = (_date(metadata.get("stand")) for metadata in self._environment.metadata.values())
        return max((date for date in dates if date is not None), default=None)

    def place_of_text(self, characters: str) -> str:
        """Return chapter and line of the first text with `characters`, empty if no chapter has them."""
        return self._place_of(nodes.Text, lambda node: characters in node.astext())

    def place_of_picture(self, path: str) -> str:
        """Return chapter and line of the first use of a picture, given its path in the staged source."""
        uris = {uri for uri, staged in self._pictures.items() if path.replace("\\", "/").endswith(staged)}
        return self._place_of(nodes.image, lambda node: isinstance(node, nodes.image) and node["uri"] in uris)

    def _place_of(self, kind: type[nodes.Node], is_it: Callable[[nodes.Node], bool]) -> str:
        for docname, document in self._doctrees.items():
            for node in document.findall(kind):
                if is_it(node):
                    return self.file_name(docname) + _line_of(node)
        return ""


def _line_of(node: nodes.Node | None) -> str:
    while node is not None and getattr(node, "line", None) is None:
        node = node.parent
    return f", Zeile {node.line}" if node is not None else ""


def _date(value: object) -> datetime.date | None:
    """Read a date as front matter writes it (`2026-09-01`, `1.9.2026`); None for anything else."""
    text = str(value or "").strip()
    try:
        if match := re.fullmatch(r"(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4})", text):
            return datetime.date(int(match[3]), int(match[2]), int(match[1]))
        return datetime.date.fromisoformat(text[:10])
    except ValueError:
        return None
