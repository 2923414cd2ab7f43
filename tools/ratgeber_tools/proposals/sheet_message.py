"""What a merge request says of a filled fact sheet: what is confirmed with it, and what a person has to do; pure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ratgeber_tools.document import Block, ListItem, OrderedList, Paragraph, Strong, Text
from ratgeber_tools.proposals.message import NEXT_STEPS, Message, heading, paragraph, plain, without_orders, written
from ratgeber_tools.quotation import quoted

_HEADING = re.compile(r"^#+ ", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class AnsweredSheet:
    """A sheet that was read in: whom it went to, how it came, its numbers in words, the list and where it lies.

    `listing` is Markdown in which nothing an office typed is markup; its first line is its title.
    """

    file_name: str
    office: str
    sender: str
    summary: str
    listing: str
    note: str


def about_sheet(sheet: AnsweredSheet) -> Message:
    """Return what is said of a sheet whose confirmations somebody is to take."""
    blocks: list[Block] = [
        paragraph(
            f"{quoted(sheet.file_name)} ist ein ausgefülltes Faktenblatt. Es ging an: {sheet.office}. {sheet.summary}"
        ),
        paragraph(f"Eingegangen: {sheet.sender}."),
        heading(NEXT_STEPS),
        OrderedList(tuple(ListItem((step,)) for step in _steps(sheet))),
        heading("Was im Blatt steht"),
    ]
    _, _, listing = sheet.listing.partition("\n")
    return Message(f"Faktenblatt: {plain(sheet.office)}", f"{written(blocks)}\n{_beneath(listing)}")


def _steps(sheet: AnsweredSheet) -> Iterator[Paragraph]:
    yield paragraph(
        "Kommt das Blatt wirklich von dieser Stelle? Wer es hochgeladen hat, steht oben. Sind Sie nicht sicher, fragen "
        "Sie dort nach, bevor Sie zustimmen."
    )
    yield paragraph(
        "Lesen Sie die Liste. Nur was angekreuzt und eindeutig ist, ist in diesem Vorschlag als bestätigt eingetragen. "
        "Alles andere entscheidet ein Mensch; was zu tun ist, steht dabei."
    )
    yield paragraph(f"Stehen in Anmerkungen Namen von Personen? Nehmen Sie sie hier heraus: {sheet.note}")
    yield Paragraph(
        (
            Text("Ist es gut? Klicken Sie auf "),
            Strong((Text("„Zusammenführen“"),)),
            Text(" (auch „Merge“). Dann gelten die Bestätigungen, und die Datei verlässt den Ordner eingang/."),
        )
    )


def _beneath(listing: str) -> str:
    """Return the list with its headings one step down, under that of the message."""
    return without_orders(_HEADING.sub(lambda found: f"#{found[0]}", listing.lstrip("\n")))
