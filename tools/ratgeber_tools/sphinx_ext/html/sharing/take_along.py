"""“Mitnehmen und weitergeben” at a page's foot: its PDF, the e-book, its short address to read, scan and send on."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment

from ratgeber_tools.editions.publication import EPUB
from ratgeber_tools.files import write_whole
from ratgeber_tools.sphinx_ext.addresses import Addresses, site_address
from ratgeber_tools.sphinx_ext.html.builder import GuideHTMLBuilder
from ratgeber_tools.sphinx_ext.pdf_files import PdfFile, read_files, said_size
from ratgeber_tools.typesetting.qr import as_svg, encode

#: Below the built pages.
PDF_FOLDER, EPUB_FOLDER, QR_FOLDER = "pdf", "ebook", "_static/qr"
_PDF_TYPE, _EPUB_TYPE = "application/pdf", "application/epub+zip"
#: Where the environment keeps what each page offered on the last build.
_STORE = "ratgeber_take_along"


@dataclass(frozen=True, slots=True)
class TakeAlongOffer:
    """What a page offers: `files` as words, path and type; its whole short `address` (or nothing), a letter with it."""

    files: tuple[tuple[str, str, str], ...] = ()
    address: str = ""
    letter: str = ""

    @property
    def words(self) -> str:
        """The address as one says and types it."""
        return self.address.partition("://")[2].rstrip("/")


def offer_of(
    page: str, *, root: str, title: str, files: dict[str, PdfFile], address: str, book: int | None = None
) -> TakeAlongOffer:
    """Return what a page offers; `files` by the name of their page, `address` as paper says it, `book` in bytes."""
    named = []
    if page != root and page in files:
        named.append(("Diese Seite als PDF", files[page]))
    if root in files:
        named.append(("Der ganze Ratgeber als PDF", files[root]))
    offered = [(f"{words} ({said_size(file.size)})", f"{PDF_FOLDER}/{file.path}", _PDF_TYPE) for words, file in named]
    if book is not None:
        words = f"Der ganze Ratgeber als E-Book (EPUB, {said_size(book)})"
        offered.append((words, f"{EPUB_FOLDER}/{EPUB}", _EPUB_TYPE))
    return TakeAlongOffer(
        files=tuple(offered),
        address=address,
        letter=_letter(title, address) if address else "",
    )


def _letter(title: str, address: str) -> str:
    """Return a `mailto:` without a recipient (RFC 6068): the reader's own mail program asks whom it is for."""
    return f"mailto:?subject={quote(title, safe='')}&body={quote(f'{title}{chr(13)}{chr(10)}{address}', safe='')}"


def qr_name(page: str) -> str:
    """Return where a page's code lies below the built pages; `/` in a page's name becomes `.`, which has none."""
    return f"{QR_FOLDER}/{page.replace('/', '.')}.svg"


def offers(app: Sphinx) -> dict[str, TakeAlongOffer]:
    """Return what each page of the edition offers."""
    folder = app.config.ratgeber_pdf_ordner
    files = read_files(Path(folder)) if folder else {}
    addresses = Addresses(app)
    book = _book(app)
    return {
        name: offer_of(
            name,
            root=app.config.root_doc,
            title=app.env.longtitles[name].astext() if name in app.env.longtitles else name,
            files=files,
            address=addresses.printed(name),
            book=None if book is None else book.stat().st_size,
        )
        for name in sorted(app.env.found_docs)
    }


def _book(app: Sphinx) -> Path | None:
    """Return the e-book built from the same guide, if there is one."""
    return Path(app.config.ratgeber_epub_ordner, EPUB) if app.config.ratgeber_epub_ordner else None


def pages_to_write(app: Sphinx, environment: BuildEnvironment) -> list[str]:
    """Have the pages written again that offer something else now."""
    if not isinstance(app.builder, GuideHTMLBuilder):
        return []
    before: dict[str, TakeAlongOffer] = getattr(environment, _STORE, {})
    now = offers(app)
    setattr(environment, _STORE, now)
    return [name for name, offer in now.items() if before.get(name) != offer]


def add_offer(app: Sphinx, page: str, template: str, context: dict[str, Any], doctree: nodes.document | None) -> None:
    if not isinstance(app.builder, GuideHTMLBuilder):
        return
    known: dict[str, TakeAlongOffer] = getattr(app.env, _STORE, {})
    whole = known.get(app.config.root_doc)
    context["whole_files"] = whole.files if whole is not None else ()  # at the foot of every page
    if doctree is None:
        return
    offer = known.get(page)
    if offer is not None and (offer.files or offer.address):
        context["take_along"] = offer
        context["qr_code"] = qr_name(page) if offer.address else ""
        app.builder.add_js_file("ratgeber-mitnehmen.js", defer="defer")


def write_offered(app: Sphinx, exception: Exception | None) -> None:
    """Put PDFs and e-book beside the pages, and a code for each address; what an earlier build left goes."""
    if exception is not None or not isinstance(app.builder, GuideHTMLBuilder):
        return
    outdir = Path(app.outdir)
    for folder in (PDF_FOLDER, EPUB_FOLDER, QR_FOLDER):
        shutil.rmtree(outdir / folder, ignore_errors=True)
    if app.config.ratgeber_pdf_ordner:
        source = Path(app.config.ratgeber_pdf_ordner)
        for file in read_files(source).values():
            target = outdir / PDF_FOLDER / file.path
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(source / file.path, target)
    book = _book(app)
    if book is not None:
        (outdir / EPUB_FOLDER).mkdir(parents=True)
        shutil.copyfile(book, outdir / EPUB_FOLDER / EPUB)
    if site_address(app.env):
        known: dict[str, TakeAlongOffer] = getattr(app.env, _STORE, {})
        for name, offer in known.items():
            target = outdir / qr_name(name)
            target.parent.mkdir(parents=True, exist_ok=True)
            write_whole(target, as_svg(encode(offer.address)))


def setup_take_along(app: Sphinx) -> None:
    app.add_config_value("ratgeber_pdf_ordner", "", "", (str,))  # what `pdf` has built from the same guide
    app.add_config_value("ratgeber_epub_ordner", "", "", (str,))  # and `epub`
    app.connect("env-updated", pages_to_write)
    app.connect("html-page-context", add_offer)
    app.connect("build-finished", write_offered)
