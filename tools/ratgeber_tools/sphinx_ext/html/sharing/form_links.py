"""Below each form on the web, and below each calendar of a school year: the file to fill in and the one for Word."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

from docutils import nodes
from sphinx.application import Sphinx

from ratgeber_tools.quotation import quoted
from ratgeber_tools.sphinx_ext.data.shown.rendering import calendar_places
from ratgeber_tools.sphinx_ext.forms import forms_in
from ratgeber_tools.sphinx_ext.html.builder import GuideHTMLBuilder
from ratgeber_tools.sphinx_ext.html.sharing.take_along import PDF_FOLDER
from ratgeber_tools.sphinx_ext.pdf_files import PdfFile, read_files, said_size, year_file

#: The kinds of file, and what a link to each says.
_KINDS = (("pdf", "Zum Ausfüllen: PDF"), ("docx", "Word-Datei"))


def add_links(app: Sphinx, document: nodes.document, page: str) -> None:
    """Close each form with its links; where no files were built there are none."""
    if not isinstance(app.builder, GuideHTMLBuilder) or not app.config.ratgeber_pdf_ordner:
        return
    forms = list(forms_in(document))
    calendars = calendar_places(document)
    if not forms and not calendars:
        return
    files = read_files(Path(app.config.ratgeber_pdf_ordner))
    for name, title, box in forms:
        box += _listed(_links(page, name, title, files))
    for year, place in calendars.items():
        links = _links(page, year_file(year), f"Schuljahr {year}", files)
        place.parent.insert(place.parent.index(place) + 1, _listed(links))


def _listed(links: Iterable[nodes.reference]) -> list[nodes.Node]:
    items = [nodes.list_item("", nodes.paragraph("", "", link)) for link in links]
    return [nodes.bullet_list("", *items, classes=["rg-dateien"])] if items else []


def _links(page: str, name: str, title: str, files: Mapping[str, PdfFile]) -> list[nodes.reference]:
    up = "../" * page.count("/")
    found = ((words, files.get(f"{page}#{name}.{kind}")) for kind, words in _KINDS)
    return [
        nodes.reference(
            "",
            f"{words}, {quoted(title)} ({said_size(file.size)})",
            refuri=f"{up}{PDF_FOLDER}/{file.path}",
            internal=False,
        )
        for words, file in found
        if file is not None
    ]


def setup_form_links(app: Sphinx) -> None:
    app.connect("doctree-resolved", add_links)
