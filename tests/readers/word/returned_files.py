"""Chapters sent out, edited as a reviewer's program would, and read back."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path

from ratgeber_tools.document import (
    Block,
    CodeBlock,
    Container,
    Document,
    Heading,
    Inline,
    Paragraph,
    Verbatim,
    iterate_blocks,
    plain_text,
)
from ratgeber_tools.readers import myst
from ratgeber_tools.readers.word.returned import Returned, read_returned
from ratgeber_tools.writers.word.export import ExportHeader, StandInWords, write

COVER = ExportHeader("2026-11-24-probe-1", "Probe", date(2026, 11, 24))
BODY = "word/document.xml"


def words_of_inline(inline: Inline) -> str:
    return plain_text((inline,)) or "…"


def words_of_block(block: Block) -> str:
    match block:
        case Verbatim(source=source):
            return source
        case CodeBlock(text=text):
            return text
        case Container(name=name, argument=argument):
            return f"{name} {argument}".strip()
        case _:
            return "…"


def exported(document: Document, *, pictures: Mapping[str, bytes] | None = None) -> bytes:
    return write(document, cover=COVER, words=StandInWords(words_of_inline, words_of_block), pictures=pictures)


def came_back(
    folder: Path,
    source: str,
    *edits: Callable[[str], str],
    part: str = BODY,
    parts: Mapping[str, bytes] | None = None,
    pictures: Mapping[str, bytes] | None = None,
    offices: frozenset[str] = frozenset(),
    default_office: str = "",
) -> Returned:
    """Export `source` (MyST), let `edits` change the XML of one part, replace or add `parts`, and read it back."""
    sent, returned = folder / "hin.docx", folder / "zurück.docx"
    document = myst.read(source).document
    sent.write_bytes(exported(document, pictures=pictures))
    further = dict(parts or {})
    with zipfile.ZipFile(sent) as old, zipfile.ZipFile(returned, "w") as new:
        for name in old.namelist():
            data = further.pop(name, old.read(name))
            if name == part:
                for edit in edits:
                    before = data.decode("utf-8")
                    after = edit(before)
                    assert after != before, "the edit found nothing"
                    data = after.encode("utf-8")
            new.writestr(name, data)
        for name, data in further.items():
            new.writestr(name, data)
    return read_returned(returned, sent=sent, chapter=document, offices=offices, default_office=default_office)


def swap(old: str, new: str) -> Callable[[str], str]:
    return lambda xml: xml.replace(old, new, 1)


def run(text: str) -> str:
    return f'<w:r><w:t xml:space="preserve">{text}</w:t></w:r>'


def paragraph_with(xml: str, words: str) -> str:
    found = [match for match in re.findall(r"<w:p(?: [^>]*)?>.*?</w:p>", xml, re.DOTALL) if words in match]
    assert len(found) == 1, words
    return str(found[0])


def without_marks(xml: str) -> str:
    """Return `xml` as it is after copying: no bookmarks."""
    return re.sub(r"<w:bookmark\w+ [^>]*>", "", xml)


def texts(document: Document) -> list[str]:
    """Return the words of every heading and paragraph, also inside boxes, items and cells."""
    return [
        plain_text(block.children)
        for block in iterate_blocks(document.blocks)
        if isinstance(block, Heading | Paragraph)
    ]


def notes_in(document: Document) -> list[Container]:
    return [
        block
        for blocks in (document.blocks, *document.notes.values())
        for block in iterate_blocks(blocks)
        if isinstance(block, Container) and block.name == "redaktionsnotiz"
    ]


def words_of(container: Container) -> list[str]:
    return [plain_text(block.children) for block in container.blocks if isinstance(block, Paragraph)]


def styled(text: str, style: str) -> str:
    """Return a new paragraph in a style of the export."""
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr>{run(text)}</w:p>'
