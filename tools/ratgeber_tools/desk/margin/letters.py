"""Once a day a letter to each office with what was noted for it since: each note once, whatever becomes of it.

Where there is no mail server, the first page of the desk shows the same.  Two servers on one store send one letter: who
claims a note first has it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from email.message import EmailMessage
from typing import NamedTuple

from ratgeber_tools.data.dates import local_day, start_of_day
from ratgeber_tools.desk.login.letters import letter_to
from ratgeber_tools.desk.login.settings import MailServer
from ratgeber_tools.desk.store.interface import Store
from ratgeber_tools.editorial.addressees import Offices
from ratgeber_tools.editorial.margin_notes import MarginNote, notes_in
from ratgeber_tools.editorial.notes import addressed_by
from ratgeber_tools.editorial.roles import Roles
from ratgeber_tools.guide import Guide
from ratgeber_tools.quotation import quoted

#: Nobody's mail is sent in the night; from then on, once the day's letter is due, it goes.
EARLIEST = timedelta(hours=7)
#: So long a note that was mailed is remembered; by then it is settled or forgotten.
_REMEMBERED = timedelta(days=730)
_LETTER, _NOTE = "notizbrief", "notiz-gemeldet"
_SUBJECT = "Für Sie angemerkt am Redaktionstisch"


class AskedNote(NamedTuple):
    """A note that waits for an office: in which chapter, and what it says."""

    chapter: str
    title: str
    note: MarginNote


def asked_notes(guide: Guide, roles: Roles) -> Iterator[tuple[str, AskedNote]]:
    """Yield the comments that are not settled, each with the office of the table that is to answer."""
    offices = Offices.of(guide.data.records, also=roles.names)
    known = {offices.named(name) or name: name for name in roles.names}
    for chapter in guide:
        responsible = chapter.head.values.responsible if chapter.head is not None else ""
        for _, note in notes_in(chapter.document.blocks):
            if note.is_comment and not note.is_done:
                asked = addressed_by(note, " ".join(note.words), offices, responsible).office
                if asked in known and known[asked] != note.office:
                    yield known[asked], AskedNote(chapter.name, chapter.title or chapter.name, note)


def due_letters(
    guide: Guide, roles: Roles, store: Store, server: MailServer, address: str, now: datetime
) -> Iterator[EmailMessage]:
    """Yield the letters that are to go now; what is in one is in no later one, of this server or another."""
    if now < start_of_day(local_day(now)) + EARLIEST:
        return
    until = (now + _REMEMBERED).timestamp()
    by_office: dict[str, list[AskedNote]] = {}
    for office, asked in asked_notes(guide, roles):
        by_office.setdefault(office, []).append(asked)
    for office, notes in by_office.items():
        fresh = [each for each in notes if store.paper(_NOTE, _key(office, each), now.timestamp()) is None]
        if not fresh or not store.claim_paper(_LETTER, f"{local_day(now).isoformat()} {office}", until):
            continue
        mine = [each for each in fresh if store.claim_paper(_NOTE, _key(office, each), until)]
        for mailbox in roles.mailboxes_of(office) if mine else ():
            yield letter_to(server, mailbox, _SUBJECT, _text(office, mine, address), now)


def _key(office: str, asked: AskedNote) -> str:
    return f"{office} {asked.chapter} {asked.note.key}"


def _text(office: str, notes: Iterable[AskedNote], address: str) -> str:
    parts = [f"Guten Tag,\n\nam Redaktionstisch des Elternratgebers ist etwas angemerkt für:\n{office}\n"]
    for chapter, title, note in notes:
        about = f"Zu {quoted(note.anchor)}" if note.anchor else "Zum Kapitel"
        said = "\n".join(note.words)
        by = f", von {note.office}" if note.office else ""
        parts.append(f"{title}\n{about}{by}:\n{said}\n{address}/kapitel/{chapter}\n")
    parts.append(
        "Antworten Sie dort am Rand des Textes, oder melden Sie die Notiz als erledigt. Jede Notiz kommt nur einmal in "
        "einem solchen Brief, und höchstens einer am Tag.\n"
    )
    return "\n".join(parts)
