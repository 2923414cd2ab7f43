"""What the web pages leave on a reader's device: the one list, from which the page on data protection is made.

A test holds it against the theme's scripts: whoever has a script store something says here what, and until when.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from ratgeber_tools.data.disclosure import Edition
from ratgeber_tools.data.presentation import values as said
from ratgeber_tools.data.presentation.options import ListOptions
from ratgeber_tools.data.presentation.pages import Page
from ratgeber_tools.voices import KEPT_DONE, KEPT_OPEN


class StoragePlace(StrEnum):
    """Where browsers store, by the word a script says for it."""

    LOCAL = "localStorage"
    CACHE = "caches"


@dataclass(frozen=True, slots=True)
class Stored:
    """`key` is the name under which the browser stores it, in `place`; `what` and `until` are whole German sentences.

    `remedy` is what a button says that removes it.  `is_for_editors`: only pages of the working edition store it.
    """

    key: str
    place: StoragePlace
    what: str
    until: str
    remedy: str
    is_for_editors: bool = False


STORED = (
    Stored(
        "ratgeber-haken",
        StoragePlace.LOCAL,
        "Haken in Checklisten, aber nur, wenn Sie „Ja, merken“ wählen.",
        "Sie bleiben auf Ihrem Gerät, bis Sie „Alle Haken löschen“ wählen oder im Browser die Daten löschen.",
        "Alle Haken löschen",
    ),
    Stored(
        "ratgeber-offline",
        StoragePlace.CACHE,
        "Die Seiten dieses Ratgebers, damit Sie sie auch ohne Internet lesen können. Von Ihnen steht darin nichts.",
        "Sie bleiben auf Ihrem Gerät, bis Sie unten auf einer Seite „Vom Gerät löschen“ wählen oder im Browser die "
        "Daten löschen. Spart Ihr Gerät Daten, bleibt nichts, bis Sie „Auf dem Gerät behalten“ wählen.",
        "Vom Gerät löschen",
    ),
    Stored(
        "ratgeber-nicht-behalten",
        StoragePlace.LOCAL,
        "Das Wort „nein“, wenn Sie „Vom Gerät löschen“ gewählt haben.",
        "Es bleibt, bis Sie „Auf dem Gerät behalten“ wählen oder im Browser die Daten löschen.",
        "Auf dem Gerät behalten",
    ),
    Stored(
        "ratgeber-ansicht",
        StoragePlace.LOCAL,
        "In der Arbeitsfassung: dass Sie den Haken bei „Ansicht für Eltern“ gesetzt haben.",
        "Das bleibt, bis Sie den Haken bei „Ansicht für Eltern“ wegnehmen oder im Browser die Daten löschen.",
        "Ansicht für Eltern",
        is_for_editors=True,
    ),
)
_NOTHING = "Die Seiten merken sich auf Ihrem Gerät nichts."
_NOTHING_ELSE = "Sonst merken sich die Seiten nichts, und sie setzen keine Cookies."
#: Where the town's desk takes what readers have to say.
_VOICES = (
    "Unter jedem Kapitel können Sie der Redaktion schreiben, was nicht stimmt, fehlt oder unklar ist. Gespeichert "
    "werden Ihre Worte, das Kapitel, der Abschnitt und die Uhrzeit, beim Redaktionstisch der Stadt. Nicht gespeichert "
    "wird, wer Sie sind: kein Name, keine IP-Adresse, kein Cookie. Namen, Handynummern und private E-Mail-Adressen "
    f"nimmt das Formular nicht an. Gelöscht wird {KEPT_DONE} Tage, nachdem die Redaktion es erledigt hat, spätestens "
    f"nach {KEPT_OPEN} Tagen."
)


def browser_storage(options: ListOptions, page: Page) -> said.Blocks:
    """Return a bullet for each thing stored, and that there is nothing else."""
    stored = [each for each in STORED if page.view.edition is Edition.WORKING or not each.is_for_editors]
    voices = (said.paragraph(_VOICES),) if page.view.records.municipality.desk_web else ()
    if not stored:
        return (said.paragraph(_NOTHING), *voices)
    items = tuple(said.Item((f"{each.what} {each.until}",)) for each in stored)
    return (said.Bullets(items), said.paragraph(_NOTHING_ELSE), *voices)
