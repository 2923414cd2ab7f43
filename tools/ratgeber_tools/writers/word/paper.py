"""A paper of the editors' as a Word file: agenda, minutes, the guide's status; to print, to send, to write into."""

from __future__ import annotations

import datetime

from docx.opc.constants import RELATIONSHIP_TYPE

from ratgeber_tools import document as doc
from ratgeber_tools.outline import lay_out
from ratgeber_tools.writers.word.house_file import fill_body, fill_numbering, fill_section, house_file
from ratgeber_tools.writers.word.package_parts import CORE_PROPERTY_LENGTH
from ratgeber_tools.writers.word.packaging import to_bytes
from ratgeber_tools.writers.word.runs import RunWriter, printable
from ratgeber_tools.writers.word.sections import footer_section
from ratgeber_tools.writers.word.story import UPRIGHT_WIDTH, StoryWriter

#: Of the text on a sheet laid across, in twips.
_ACROSS_WIDTH = 14570


def write_paper(document: doc.Document, *, title: str, day: datetime.date, across: bool = False) -> bytes:
    """Return the .docx file of `document`, words, lists and tables alone; equal arguments give equal bytes.

    `title` is what the file is called in its properties; `across` lays the sheet on its long side, for wide tables.
    """
    word = house_file(tracks_changes=False)
    properties = word.core_properties
    properties.title = printable(title)[:CORE_PROPERTY_LENGTH]
    properties.author = properties.last_modified_by = properties.comments = ""
    properties.language = "de-DE"
    properties.created = properties.modified = datetime.datetime.combine(day, datetime.time())
    outline = lay_out(document)
    runs = RunWriter(
        shown=lambda inline, number: doc.plain_text((inline,)),
        picture=lambda image, number: None,
        note=lambda label: None,
        address=lambda target: word.part.relate_to(target, RELATIONSHIP_TYPE.HYPERLINK, is_external=True),
        anchor=lambda inline, number: None,
    )
    width = _ACROSS_WIDTH if across else UPRIGHT_WIDTH
    story = StoryWriter(runs, outline.parents, lambda block, number: "", width=width)
    text = story.write(outline.units)
    fill_body(word, text)
    fill_section(word, footer_section(word.part, across=across))
    fill_numbering(word, story.lists)
    return to_bytes(word)
