"""What stands below a list of dates in the web: the calendar to subscribe to, for editors that it is still empty."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from docutils import nodes
from sphinx import addnodes
from sphinx.environment import BuildEnvironment

from ratgeber_tools.data.disclosure import Edition
from ratgeber_tools.exports.offered import FOLDER, CalendarsQuery, OfferedCalendar
from ratgeber_tools.quotation import quoted
from ratgeber_tools.sphinx_ext.data.domain import data_domain
from ratgeber_tools.sphinx_ext.data.shown.wording import EDITORS_CLASS

#: A paragraph whose links look like buttons; the web's alone.
BUTTONS_CLASS = "rg-knoepfe"

_OFFERED, _HELPED = "ratgeber_kalender", "ratgeber_kalenderhilfe"  # of the page being read


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
            if domain.view.edition is Edition.PUBLIC:
                continue  # what is missing is counted already
            words, classes = _empty(calendar), ["rg-kalender", EDITORS_CLASS]
        else:
            words, classes = _offer(calendar, answer.address, page.docname), ["rg-kalender"]
        result.append(addnodes.only("", nodes.paragraph("", "", *words, classes=classes), expr="html"))
    if answer.address and not page.get(_HELPED) and any(not calendar.is_empty for calendar in answer.calendars):
        page[_HELPED] = True
        result.append(addnodes.only("", _help(), expr="html"))
    return result


def to_calendar(name: str, docname: str) -> addnodes.only:
    """Return the button beside a date that hands it to the device's own calendar; `name` is its file's."""
    words = "In meinen Kalender"
    link = nodes.reference("", words, refuri=f"{'../' * docname.count('/')}{FOLDER}/{name}", internal=False)
    return addnodes.only("", nodes.paragraph("", "", link, classes=[BUTTONS_CLASS]), expr="html")


def _offer(calendar: OfferedCalendar, address: str, docname: str) -> Iterator[nodes.Node]:
    """With an address one tap subscribes (`webcal:`); without, a reader is told what to do with the plain link."""
    file = f"{'../' * docname.count('/')}{calendar.file}"
    yield nodes.Text("Diese Termine in den Kalender holen: ")
    if address:
        whole = f"{address.rstrip('/')}/{calendar.file}"
        yield _link(f"{calendar.title} abonnieren", re.sub(r"^https?:", "webcal:", whole, flags=re.IGNORECASE))
        yield nodes.Text(" oder ")
        yield _link("einmal als Datei laden (ICS)", file)
        yield nodes.Text(". Im Abonnement kommen Änderungen von selbst an. Adresse zum Kopieren: ")
        yield nodes.literal("", whole)
    else:
        yield _link(f"{calendar.title} (ICS)", file)
        yield nodes.Text(
            ". Wenn Ihr Kalender Abonnements kennt, kopieren Sie die Adresse dieses Links und fügen Sie sie dort ein: "
            "Dann kommen Änderungen von selbst an."
        )


#: What to do where a tap does not do: the name of the device, and the steps.
_STEPS = (
    (
        "iPhone",
        "Tippen Sie auf „abonnieren“, dann auf „Abonnieren“. Schalten Sie „Hinweise entfernen“ aus, wenn das iPhone "
        "Sie erinnern soll.",
    ),
    (
        "Android mit Google-Kalender",
        "Das geht nur an einem Computer: Öffnen Sie calendar.google.com. Tippen Sie bei „Weitere Kalender“ auf das "
        "Plus, dann auf „Per URL“. Fügen Sie die Adresse ein. Danach steht der Kalender auch auf dem Handy. "
        "Google übernimmt keine Erinnerungen und braucht für Änderungen bis zu einem Tag.",
    ),
    (
        "Anderer Kalender",
        "Suchen Sie „Kalender abonnieren“ und fügen Sie die Adresse ein. Oder laden Sie die Datei: Dann erinnert Sie "
        "das Handy eine Woche und einen Tag vorher, aber Änderungen kommen nicht an.",
    ),
)


def _help() -> nodes.definition_list:
    items = (
        nodes.definition_list_item(
            "", nodes.term("", "", nodes.Text(device)), nodes.definition("", nodes.paragraph("", "", nodes.Text(steps)))
        )
        for device, steps in _STEPS
    )
    return nodes.definition_list("", *items, classes=["rg-kalenderhilfe"])


def _empty(calendar: OfferedCalendar) -> Iterator[nodes.Node]:
    yield nodes.Text(
        f"Der Kalender {quoted(calendar.title)} ist noch leer: Noch ist kein Termin bekannt. "
        "Sobald das so weit ist, können Sie ihn hier abonnieren."
    )


def _link(words: str, address: str) -> nodes.reference:
    return nodes.reference(words, words, refuri=address, internal=False)
