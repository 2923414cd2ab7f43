"""The link below a list of dates that fetches them into a calendar; web only."""

from __future__ import annotations

from docutils import nodes
from sphinx import addnodes

from ratgeber_tools.sphinx_ext.data.calendars import FOLDER


def calendar_link(name: str, title: str, docname: str) -> addnodes.only:
    """Return the link to the calendar file `name`.ics for a reader of page `docname`."""
    words = f"Diese Termine in den Kalender holen: {title} (ICS)"
    link = nodes.reference(words, words, refuri=f"{'../' * docname.count('/')}{FOLDER}/{name}.ics", internal=False)
    return addnodes.only("", nodes.paragraph("", "", link), expr="html")
