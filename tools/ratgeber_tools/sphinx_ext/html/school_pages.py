"""A page of its own for each school a chapter lists: `schulen/<kennung>`, an address that stays and can be passed on.

It says what the directory says, with what that edition shows of it, in the order of somebody who wants to ring first.
"""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from pathlib import Path
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx

from ratgeber_tools.data.school_queries import SchoolsQuery
from ratgeber_tools.files import remove_folder
from ratgeber_tools.sphinx_ext.data.domain import data_domain
from ratgeber_tools.sphinx_ext.data.missing.page_end import END_CLASS, sources_line
from ratgeber_tools.sphinx_ext.data.shown.rendering import IS_BRIEF, schools_listed
from ratgeber_tools.sphinx_ext.data.shown.wording import EDITORS_CLASS
from ratgeber_tools.sphinx_ext.html.builder import GuideHTMLBuilder
from ratgeber_tools.sphinx_ext.nodes import ratgeber_box, ratgeber_box_title, ratgeber_state

FOLDER = "schulen"
#: Below each school of the directory: the way to its page.
_LINK = "rg-schulseite"
_MORE, _BACK = "Das bietet die Schule", "Zurück zum Verzeichnis der Schulen"


def page_of(school: str) -> str:
    """Return the name of a school's page by the school's identifier."""
    return f"{FOLDER}/{school}"


def add_links(app: Sphinx, document: nodes.document, page: str) -> None:
    """Lead from each school of a directory to its page."""
    if not isinstance(app.builder, GuideHTMLBuilder):
        return
    for school, item in schools_listed(document).items():
        address = app.builder.get_relative_uri(page, page_of(school))
        words = f"Seite dieser Schule: {item[0].astext()}"
        link = nodes.reference(words, words, refuri=address, internal=True)
        definition = next(item.findall(nodes.definition))
        definition += nodes.paragraph("", "", link, classes=[_LINK])


def collect_pages(app: Sphinx) -> Iterator[tuple[str, dict[str, Any], str]]:
    """Yield a page for each school; those of schools that are gone go."""
    builder = app.builder
    if not isinstance(builder, GuideHTMLBuilder):
        return
    if not any(name.startswith(f"{FOLDER}/") for name in app.env.found_docs):
        remove_folder(Path(builder.outdir) / FOLDER)
    seen: set[str] = set()
    for chapter in _chapters(app):
        document = app.env.get_and_resolve_doctree(chapter, builder)
        for school, item in schools_listed(document).items():
            name = page_of(school)
            if school in seen or name in app.env.found_docs:
                continue
            seen.add(school)
            title = item[0].astext()
            back = builder.get_relative_uri(name, chapter)
            body = builder.render_partial(_page(item, document, f"{back}#schule-{school}"))["fragment"]
            description = f"{title}: Anschrift, Telefon und was die Schule bietet."
            context = {"title": escape(title), "body": f"<h1>{escape(title)}</h1>\n{body}", "description": description}
            yield name, context, "page.html"


def _chapters(app: Sphinx) -> list[str]:
    """Return the chapters that list schools, the fullest list first."""
    found = {name: len(schools_listed(app.env.get_doctree(name))) for name in _asking(app)}
    return sorted((name for name in found if found[name]), key=lambda name: (-found[name], name))


def _asking(app: Sphinx) -> Iterator[str]:
    uses = data_domain(app.env).data["uses"]
    yield from (name for name, asked in uses.items() if any(isinstance(query, SchoolsQuery) for query in asked))


def _page(item: nodes.definition_list_item, document: nodes.document, back: str) -> nodes.section:
    """Return what stands below the title: a card to reach the school, the rest, what the signs mean, the way back."""
    page = nodes.section()
    lines = [line.deepcopy() for line in item.findall(nodes.line)]
    brief = [line for line in lines if line.get(IS_BRIEF)]
    rest = [line for line in lines if not line.get(IS_BRIEF)]
    contact = ratgeber_box("", kind="kontakt", title="Kontakt", internal=False)
    contact += [ratgeber_box_title("Kontakt", "Kontakt"), nodes.line_block("", *brief)]
    page += contact
    if rest:
        page += [nodes.rubric(_MORE, _MORE, classes=["rg-gruppe"]), nodes.line_block("", *rest)]
    page += list(sources_line(page)) or _vouched(page, document)
    page += nodes.paragraph("", "", nodes.reference(_BACK, _BACK, refuri=back, internal=True))
    return page


def _vouched(page: nodes.section, document: nodes.document) -> list[nodes.paragraph]:
    """Return since when what the page says is vouched for; nothing where it bears a mark of the editors'."""
    if next(iter(page.findall(ratgeber_state)), None) is not None:
        return []
    ends = (each for each in document.findall(nodes.paragraph) if END_CLASS in each["classes"] and not each["ids"])
    return [end.deepcopy() for end in ends if EDITORS_CLASS not in end["classes"]]


def setup_school_pages(app: Sphinx) -> None:
    app.connect("doctree-resolved", add_links)
    app.connect("html-collect-pages", collect_pages)
