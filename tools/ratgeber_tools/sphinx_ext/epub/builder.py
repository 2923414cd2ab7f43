"""The Sphinx builder `epub`: writes the whole guide as one EPUB 3, `elternratgeber.epub`."""

from __future__ import annotations

import uuid
from collections.abc import Iterator, Set
from functools import cached_property
from pathlib import Path
from typing import Any, ClassVar
from urllib.parse import quote
from xml.etree import ElementTree

from docutils import nodes
from docutils.frontend import get_default_settings
from docutils.writers.html5_polyglot import Writer
from sphinx import addnodes
from sphinx.builders import Builder
from sphinx.errors import ExtensionError, NoUri
from sphinx.util import logging
from sphinx.util.osutil import relative_uri

from ratgeber_tools.artwork.svg import drawing_file
from ratgeber_tools.editions.publication import EPUB
from ratgeber_tools.errors import RatgeberError
from ratgeber_tools.files import write_whole
from ratgeber_tools.guide.addresses import page_address
from ratgeber_tools.hues import PETROL
from ratgeber_tools.pictures.small import small
from ratgeber_tools.sphinx_ext.addresses import site_address, whole_address
from ratgeber_tools.sphinx_ext.data.domain import data_domain
from ratgeber_tools.sphinx_ext.data.settings import data_folder
from ratgeber_tools.sphinx_ext.draft_marks import are_marked, words_of_standing
from ratgeber_tools.sphinx_ext.edition import public_edition
from ratgeber_tools.sphinx_ext.epub import accessibility
from ratgeber_tools.sphinx_ext.epub.adapting import adapt
from ratgeber_tools.sphinx_ext.epub.book import (
    COVER,
    NAVIGATION,
    STYLE_SHEET,
    Book,
    BookFacts,
    BookPage,
    ContentsEntry,
    Landmark,
    render,
)
from ratgeber_tools.sphinx_ext.epub.container import pack
from ratgeber_tools.sphinx_ext.epub.looks import style_sheet
from ratgeber_tools.sphinx_ext.epub.translator import HANDLERS, EpubTranslator
from ratgeber_tools.sphinx_ext.html.drawings import with_fixed_widths
from ratgeber_tools.sphinx_ext.html.imprint import Notice, page_foot
from ratgeber_tools.sphinx_ext.html.word_index import word_index
from ratgeber_tools.sphinx_ext.openings import opening_of
from ratgeber_tools.sphinx_ext.outline import GuideOutline, OutlineEntry, read_outline
from ratgeber_tools.sphinx_ext.page_numbers import numbered_by_page
from ratgeber_tools.sphinx_ext.pdf.placing import moment_of
from ratgeber_tools.sphinx_ext.pdf.sources import GuideSources
from ratgeber_tools.typesetting.ebook_cover import draw_cover

_LOGGER = logging.getLogger(__name__)

#: Below the book's folder, where no chapter's name meets one of ours: chapters, pictures, our drawings, emblems.
_CHAPTERS, _PICTURES, _DRAWINGS, _EMBLEMS = "kapitel", "bilder", "zeichnungen", "foerderung"
_COVER_PAGE, _TITLE_PAGE, _INDEX, _COLOPHON = "umschlag.xhtml", "titel.xhtml", "stichwoerter.xhtml", "impressum.xhtml"


class EpubBuilder(Builder):
    """`sphinx-build -b epub`: reads like the web's pages, lies on the reader's own device."""

    name = "epub"
    format = "html"
    epilog = "Das E-Book liegt in %(outdir)s."
    default_translator_class = EpubTranslator
    supported_image_types: ClassVar[list[str]] = ["image/svg+xml", "image/png", "image/jpeg"]
    # what Sphinx's translator asks its builder
    add_permalinks = False
    download_support = False
    highlighter = None
    math_renderer_name = "mathml"
    current_docname = ""
    imgpath = ""
    dlpath = ""

    def init(self) -> None:
        handlers = self.app.registry.translation_handlers
        handlers[self.name] = {**handlers["html"], **HANDLERS}
        self.secnumbers: dict[str, Any] = {}
        self.fignumbers: dict[str, Any] = {}
        self.drawings: dict[str, bytes] = {}

    @cached_property
    def outline(self) -> GuideOutline:
        """Parts and chapters, as every edition on paper has them."""
        return read_outline(self.env).on_paper()

    def get_outdated_docs(self) -> str:
        return "alle Kapitel"

    def get_target_uri(self, docname: str, typ: str | None = None) -> str:
        """Return a chapter's place in the book; raises `NoUri` for one that is in none of its lists."""
        if docname not in self.outline.order:
            raise NoUri(docname, typ)
        return quote(_place_of(docname))

    def kind_of(self, docname: str) -> str:
        """Return what a page is to a book (`epub:type`)."""
        path = self.outline.path_to(docname)
        return "part" if path and path[-1].is_part else "chapter"

    def write_documents(self, docnames: Set[str]) -> None:
        """Write the one file, whatever changed; every `RatgeberError` ends the build with its sentence."""
        try:
            with numbered_by_page(self.env):
                book = self._book()
            target = Path(self.outdir, EPUB)
            write_whole(target, pack(book.files()))
        except RatgeberError as error:
            raise ExtensionError(str(error)) from error
        _LOGGER.info("%s", target)

    def _book(self) -> Book:
        facts = self._facts()
        documents = {name: self._document(name) for name in self.outline.order}
        chapters = [self._chapter(name, document) for name, document in documents.items()]
        has_alternatives = accessibility.are_all_described(documents.values())
        words = accessibility.summary(all_described=has_alternatives)
        resources = {STYLE_SHEET: style_sheet().encode("utf-8"), COVER: _cover(facts)}
        resources |= {f"{_PICTURES}/{name}": _picture(self.srcdir / uri) for uri, name in self.images.items()}
        notices, emblems = self._notices()
        contents = [*map(_contents_entry, self.outline.entries), ContentsEntry("Stichwörter", _INDEX)]
        contents = [ContentsEntry(self._title(self.outline.root), _place_of(self.outline.root)), *contents]
        landmarks = list(self._landmarks(documents))
        before = [
            BookPage(_COVER_PAGE, facts.title, render("umschlag.xhtml", book=facts, picture=COVER)),
            BookPage(_TITLE_PAGE, facts.title, render("titel.xhtml", book=facts)),
            BookPage(NAVIGATION, "Inhalt", render("inhalt.xhtml", contents=contents, landmarks=landmarks)),
        ]
        behind = [
            BookPage(_INDEX, "Stichwörter", self._word_index()),
            BookPage(_COLOPHON, "Über dieses E-Book", self._colophon(facts, notices, words)),
        ]
        return Book(
            facts,
            [*before, *chapters, *behind],
            contents,
            landmarks,
            {**resources, **self.drawings, **emblems},
            accessibility.properties(documents.values()),
        )

    # --- the guide's pages

    def _document(self, docname: str) -> nodes.document:
        document = self.env.get_and_resolve_doctree(docname, self, tags=self.tags)
        is_public = public_edition(self.config) is not None
        adapt(
            document,
            site=site_address(self.env) if is_public else "",
            page=whole_address(self.env, page_address(docname)) if is_public else "",
            draft=words_of_standing(self.env, docname) if are_marked(self.config) else "",
        )
        self.post_process_images(document)
        return document

    def _chapter(self, docname: str, document: nodes.document) -> BookPage:
        self.current_docname = docname
        self.fignumbers = self.env.toc_fignumbers.get(docname, {})
        self.imgpath = relative_uri(self.get_target_uri(docname), _PICTURES)
        document.settings = get_default_settings(Writer)
        document.settings.initial_header_level = 1
        for name, value in self.env.settings.items():
            setattr(document.settings, name, value)
        document.settings.cloak_email_addresses = False  # against programs that gather addresses from the web
        translator = self.create_translator(document, self)
        assert isinstance(translator, EpubTranslator)
        translator.kind = self.kind_of(docname)
        translator.drawing = self._drawing(docname)
        document.walkabout(translator)
        body = "".join(translator.body)
        _prove(docname, body)
        return BookPage(_place_of(docname), self._title(docname), body)

    def _drawing(self, docname: str) -> str:
        """Return the address of a page's drawing, as the page says it, and put it into the book; "" for none."""
        opening = opening_of(self.outline, docname)
        if opening is None:
            return ""
        place = f"{_DRAWINGS}/{opening.file_name}"
        self.drawings[place] = drawing_file(opening.drawing, opening.hue, is_dark_too=False).encode("utf-8")
        return relative_uri(self.get_target_uri(docname), place)

    def _title(self, docname: str) -> str:
        title = self.env.longtitles.get(docname)
        return title.astext() if title is not None else docname

    # --- the book's own pages

    def _facts(self) -> BookFacts:
        config = self.config
        municipality = data_domain(self.env).view.records.municipality
        title = config.ratgeber_title or self._title(self.outline.root)
        address = site_address(self.env) if public_edition(config) is not None else ""
        return BookFacts(
            title=title,
            subtitle=config.ratgeber_subtitle,
            publisher=config.ratgeber_publisher or municipality.imprint.publisher,
            edition=config.ratgeber_edition,
            address=address,
            identifier=address or uuid.uuid5(uuid.NAMESPACE_URL, title).urn,
            moment=moment_of(GuideSources(self)),
            language=config.language,
        )

    def _landmarks(self, documents: dict[str, nodes.document]) -> Iterator[Landmark]:
        yield Landmark("cover", "Umschlag", _COVER_PAGE)
        yield Landmark("toc", "Inhalt", NAVIGATION)
        yield Landmark("bodymatter", self._title(self.outline.root), _place_of(self.outline.root))
        for name, document in documents.items():
            if next(iter(document.findall(addnodes.glossary)), None) is not None:
                yield Landmark("glossary", self._title(name), _place_of(name))
        yield Landmark("index", "Stichwörter", _INDEX)

    def _word_index(self) -> str:
        return render("stichwoerter.xhtml", word_index=word_index(self.env, self.outline.order, self.get_target_uri))

    def _colophon(self, facts: BookFacts, notices: list[Notice], words: str) -> str:
        foot = page_foot(self.env)
        legal = [(self.get_target_uri(name), label) for name, label in foot.legal if name in self.outline.order]
        return render("impressum.xhtml", book=facts, foot=foot, legal=legal, notices=notices, summary=words)

    def _notices(self) -> tuple[list[Notice], dict[str, bytes]]:
        """Return the funders' notices with the place of each emblem in the book, and the emblems."""
        emblems: dict[str, bytes] = {}
        notices = []
        for notice in data_domain(self.env).view.records.municipality.funding_notices:
            if not notice.wording:
                continue
            source = data_folder(self.app).parent / notice.emblem if notice.emblem else None
            place = ""
            if source is not None and source.is_file():
                place = f"{_EMBLEMS}/{source.name}"
                emblems[place] = _picture(source)
            notices.append(Notice(notice.wording, place, notice.emblem_alt))
        return notices, emblems


def _place_of(docname: str) -> str:
    return f"{_CHAPTERS}/{docname}.xhtml"


def _contents_entry(entry: OutlineEntry) -> ContentsEntry:
    children = tuple(_contents_entry(child) for child in entry.children if not child.address)
    return ContentsEntry(entry.title, None if entry.docname is None else _place_of(entry.docname), children)


def _picture(path: Path) -> bytes:
    """Return a picture for the book: small, and drawings as wide as they were drawn whatever the font."""
    data = path.read_bytes()
    if path.suffix.lower() == ".svg":
        return with_fixed_widths(data.decode("utf-8")).encode("utf-8")
    return small(data)


def _cover(facts: BookFacts) -> bytes:
    return draw_cover(
        title=facts.title, subtitle=facts.subtitle, publisher=facts.publisher, edition=facts.state, hue=PETROL
    )


def _prove(docname: str, body: str) -> None:
    """A page that is no XML shows nothing at all in a reader; that would be a mistake of ours."""
    try:
        ElementTree.fromstring(f'<body xmlns:epub="http://www.idpf.org/2007/ops">{body}</body>')
    except ElementTree.ParseError as error:
        raise AssertionError(f"{docname}: the page is not well-formed: {error}") from error
