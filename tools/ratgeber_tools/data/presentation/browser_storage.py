"""What the web pages leave on a reader's device: the one list, from which the page on data protection is made.

A test holds it against the theme's scripts: whoever has a script store something says here what, and until when.
"""

from __future__ import annotations

from dataclasses import dataclass

from ratgeber_tools.data.presentation import values as said
from ratgeber_tools.data.presentation.options import ListOptions
from ratgeber_tools.data.presentation.pages import Page


@dataclass(frozen=True, slots=True)
class Stored:
    """`key` is the name in the browser's local storage, `what` and `until` are whole German sentences."""

    key: str
    what: str
    until: str


STORED = (
    Stored(
        "ratgeber-haken",
        "Haken in Checklisten, aber nur, wenn Sie „Ja, merken“ wählen.",
        "Sie bleiben auf Ihrem Gerät, bis Sie „Alle Haken löschen“ wählen oder im Browser die Daten löschen.",
    ),
)
_NOTHING = "Die Seiten merken sich auf Ihrem Gerät nichts."
_NOTHING_ELSE = "Sonst merken sich die Seiten nichts, und sie setzen keine Cookies."


def browser_storage(options: ListOptions, page: Page) -> said.Blocks:
    """Return a bullet for each thing stored, and that there is nothing else."""
    if not STORED:
        return (said.paragraph(_NOTHING),)
    items = tuple(said.Item((f"{each.what} {each.until}",)) for each in STORED)
    return (said.Bullets(items), said.paragraph(_NOTHING_ELSE))
