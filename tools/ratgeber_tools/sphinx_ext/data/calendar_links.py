"""What stands below a list of dates in the web: the calendar to subscribe to, or that it is still empty."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from docutils import nodes
from sphinx import addnodes
from sphinx.environment import BuildEnvironment

from ratgeber_tools.data.disclosure import Edition
from ratgeber_tools.exports.offered import CalendarsQuery, OfferedCalendar
from ratgeber_tools.sphinx_ext.data.domain import data_domain

_OFFERED = "ratgeber_kalender"  # of the page being read


def calendar_links(names: Iterable[str], environment: BuildEnvironment) -> list[nodes.Node]:
    """Return a paragraph for each calendar of these names that the edition has; web only, and once a page."""
    page = environment.current_document
    if _OFFERED not in page:
        page[_OFFERED] = set()
    offered: set[str] = page[_OFFERED]
    new = tuple(name for name in dict.fromkeys(names) if name not in offered)
    if not new:
        return []
    offered.update(new)
    domain = data_domain(environment)
    answer = domain.ask(page.docname, CalendarsQuery(new))
    result: list[nodes.Node] = []
    for calendar in answer.calendars:
        if calendar.is_empty:
            words = _empty(calendar, domain.view.edition)
        else:
            words = _offer(calendar, answer.address, page.docname)
        result.append(addnodes.only("", nodes.paragraph("", "", *words, classes=["rg-kalender"]), expr="html"))
    return result


def _offer(calendar: OfferedCalendar, address: str, docname: str) -> Iterator[nodes.Node]:
    """With an address one tap subscribes (`webcal:`); without, a reader is told what to do with the plain link."""
    file = f"{'../' * docname.count('/')}{calendar.file}"
    yield nodes.Text("Diese Termine in den Kalender holen: ")
    if address:
        where = re.sub(r"^https?:", "webcal:", address, flags=re.IGNORECASE).rstrip("/")
        yield _link(f"{calendar.title} abonnieren", f"{where}/{calendar.file}")
        yield nodes.Text(" oder ")
        yield _link("einmal als Datei laden (ICS)", file)
        yield nodes.Text(". Im Abonnement kommen Änderungen von selbst an.")
    else:
        yield _link(f"{calendar.title} (ICS)", file)
        yield nodes.Text(
            ". Wenn Ihr Kalender Abonnements kennt, kopieren Sie die Adresse dieses Links und fügen Sie sie dort ein: "
            "Dann kommen Änderungen von selbst an."
        )


def _empty(calendar: OfferedCalendar, edition: Edition) -> Iterator[nodes.Node]:
    missing = "bekannt" if edition is Edition.WORKING else "bestätigt"
    yield nodes.Text(
        f"Der Kalender „{calendar.title}“ ist noch leer: Noch ist kein Termin {missing}. "
        "Sobald das so weit ist, können Sie ihn hier abonnieren."
    )


def _link(words: str, address: str) -> nodes.reference:
    return nodes.reference(words, words, refuri=address, internal=False)
