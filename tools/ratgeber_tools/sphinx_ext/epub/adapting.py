"""A page of the web becomes one of a book: what needs a browser goes, what lies beside web pages is found in the web.

All of it on the resolved doctree, so that the translator meets nothing a book cannot show.
"""

from __future__ import annotations

import posixpath
from urllib.parse import urlsplit

from docutils import nodes
from sphinx import addnodes

from ratgeber_tools.exports.offered import FOLDER as CALENDARS
from ratgeber_tools.sphinx_ext.data.shown.film_player import ratgeber_film
from ratgeber_tools.sphinx_ext.data.shown.wording import PARENTS_CLASS
from ratgeber_tools.sphinx_ext.nodes import ratgeber_birthday_form

#: Paragraphs that offer a calendar, and how to subscribe to it.
_CALENDAR_CLASS, _CALENDAR_HELP = "rg-kalender", "rg-kalenderhilfe"
#: Links by which a web page narrows a directory.
_CHOICES_CLASS = "rg-auswahl"
#: What the working edition says above a draft.
DRAFT_CLASS = "rg-entwurf"
_FILM_WORDS, _FILM_LINK = "Diesen Film gibt es im Netz", "Zum Film im Netz"


def adapt(document: nodes.document, *, site: str, page: str, draft: str = "") -> None:
    """Adapt a page; `site` is the guide's address with a slash at its end and `page` the page's whole one, or "".

    `draft` is what stands below the title of a page that is not released.
    """
    _drop_the_browsers(document)
    _send_films_to_the_web(document, page)
    _send_downloads_to_the_web(document, page)
    _send_calendars_to_the_web(document, site)
    if draft:
        _mark(document, draft)


def _drop_the_browsers(document: nodes.document) -> None:
    """Take out forms and choices, and of what is there twice, for editors and for parents, the second."""
    for node in list(document.findall(nodes.Element)):
        if node.parent is None:
            continue
        classes = node.get("classes", ())
        is_for_browsers = isinstance(node, ratgeber_birthday_form) or _CHOICES_CLASS in classes
        if is_for_browsers or PARENTS_CLASS in classes:
            node.parent.remove(node)


def _send_films_to_the_web(document: nodes.document, page: str) -> None:
    """Show a film's still, and where it can be seen; a film weighs more than the book."""
    for film in list(document.findall(ratgeber_film)):
        shown: list[nodes.Node] = [child for child in film.children if isinstance(child, nodes.image)]
        if page:
            link = nodes.reference("", f"{_FILM_LINK}: {film['label']}", refuri=page, internal=False)
            shown.append(nodes.paragraph("", "", link))
        else:
            shown.append(nodes.paragraph("", f"{_FILM_WORDS}: {film['label']}."))
        film.parent.replace(film, shown)


def _send_downloads_to_the_web(document: nodes.document, page: str) -> None:
    """A file to download lies beside the web page; without an address only its words are left."""
    for file in list(document.findall(addnodes.download_reference)):
        words = file.astext()
        found: nodes.Node = nodes.Text(f"{words} (in der Webfassung)")
        if page:
            found = nodes.reference("", f"{words} (in der Webfassung)", refuri=page, internal=False)
        file.parent.replace(file, found)


def _send_calendars_to_the_web(document: nodes.document, site: str) -> None:
    """Lead to calendars at their whole address; a guide without one has no calendar anybody could subscribe to."""
    for link in list(document.findall(nodes.reference)):
        place = link.get("refuri", "").lstrip("./")
        if not place.startswith(f"{CALENDARS}/") or urlsplit(link["refuri"]).scheme:
            continue
        if site:
            link["refuri"] = posixpath.join(site, place)
            link["internal"] = False
        elif len(link.parent.children) == 1 and link.parent.parent is not None:  # a button for a single day
            link.parent.parent.remove(link.parent)
    if site:
        return
    for node in list(document.findall(nodes.Element)):
        if {_CALENDAR_CLASS, _CALENDAR_HELP} & set(node.get("classes", ())) and node.parent is not None:
            node.parent.remove(node)


def _mark(document: nodes.document, words: str) -> None:
    section = next(document.findall(nodes.section), None)
    if section is not None:
        section.insert(1, nodes.paragraph(words, words, classes=[DRAFT_CLASS]))
