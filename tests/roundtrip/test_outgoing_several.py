"""The whole guide in one Word file, sent back: unedited, moved about in, saved by LibreOffice; nothing is lost."""

from __future__ import annotations

import random
import re
import zipfile
from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from lxml import etree

from ratgeber_tools import office
from ratgeber_tools.document import (
    Document,
    Figure,
    Heading,
    Image,
    Paragraph,
    Picture,
    Table,
    iterate_blocks,
    plain_text,
)
from ratgeber_tools.errors import InputError
from ratgeber_tools.findings import Code
from ratgeber_tools.guide import load
from ratgeber_tools.guide.reading_order import reading_order
from ratgeber_tools.outline import lay_out
from ratgeber_tools.roundtrip import outgoing
from ratgeber_tools.roundtrip.word_files import Export

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
GUIDES = Path(__file__).parents[1] / "guides"
DAY = date(2026, 11, 24)


def no_drawing(data: bytes) -> bytes:
    raise InputError("Hier zeichnet niemand.")


def sent_out(guide_folder: Path, kept: Path) -> outgoing.Base:
    guide = load(guide_folder)
    file = Export(guide, DAY, no_drawing).several(reading_order(guide))
    assert file.front is not None
    return outgoing.store_several(
        kept, identifier=file.identifier, front=file.front, chapters=file.chapters, sent=file.content, day=DAY
    )


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> outgoing.Base:
    return sent_out(GUIDES / "bausteine", tmp_path_factory.mktemp("ausgaben"))


def words(documents: Iterable[Document]) -> Counter[str]:
    found: Counter[str] = Counter()
    for document in documents:
        for blocks in (document.blocks, *document.notes.values()):
            for block in iterate_blocks(blocks):
                if isinstance(block, Heading | Paragraph):
                    found.update(plain_text(block.children).split())
                elif isinstance(block, Table | Figure):
                    found.update(plain_text(block.caption).split())
    return found


def test_the_base_holds_every_source_to_the_byte_and_the_file_that_went_out(base: outgoing.Base) -> None:
    folder = base.sent.parent
    for chapter in base.chapters:
        source = (GUIDES / "bausteine" / f"{chapter.name}.md").read_bytes()
        assert (folder / "kapitel" / f"{chapter.name}.md").read_bytes() == source
    assert not (folder / "kapitel.md").exists()
    kept = folder.parents[2]
    assert outgoing.load(kept, base.identifier, file="x.docx") == base


def test_a_base_without_one_of_its_chapters_is_refused(tmp_path: Path) -> None:
    base = sent_out(GUIDES / "klein", tmp_path)
    (base.sent.parent / "kapitel" / f"{base.chapters[-1].name}.md").unlink()
    with pytest.raises(InputError, match="nicht vollständig"):
        outgoing.base_of(tmp_path, base.sent)


def test_an_unedited_return_gives_every_chapter_as_it_went_out(base: outgoing.Base) -> None:
    found = outgoing.returned_chapters(base.sent, base)
    assert [each.name for each in found] == [chapter.name for chapter in base.chapters]
    assert_unchanged(found)


def assert_unchanged(found: Iterable[outgoing.ReturnedChapter]) -> None:
    for each in found:
        assert each.returned.document == each.base, each.name
        assert [block.lines for block in each.returned.document.blocks] == [block.lines for block in each.base.blocks]
        assert each.returned.findings == (), each.name


@pytest.mark.office
def test_saving_the_whole_guide_in_libreoffice_changes_no_chapter(base: outgoing.Base, tmp_path: Path) -> None:
    as_docx = tmp_path / "docx"
    as_odt = tmp_path / "odt"
    again = tmp_path / "wieder"
    for folder in (as_docx, as_odt, again):
        folder.mkdir()
    saved = office.convert([base.sent], to="docx", folder=as_docx)[base.sent]
    odt = office.convert([base.sent], to="odt", folder=as_odt)[base.sent]
    from_odt = office.convert([odt], to="docx", folder=again)[odt]
    assert_unchanged(outgoing.returned_chapters(saved, base))
    assert_unchanged(outgoing.returned_chapters(from_odt, base))


def test_without_marks_every_chapter_is_told_apart_and_says_that_the_marks_are_gone(
    base: outgoing.Base, tmp_path: Path
) -> None:
    returned = tmp_path / "zurück.docx"
    with zipfile.ZipFile(base.sent) as source, zipfile.ZipFile(returned, "w") as target:
        for name in source.namelist():
            data = source.read(name)
            if name in ("word/document.xml", "word/footnotes.xml"):
                data = re.sub(rb"<w:bookmark(?:Start|End) [^>]*/>", b"", data)
            target.writestr(name, data)
    found = outgoing.returned_chapters(returned, base)
    assert [each.returned.known for each in found] == [0] * len(found)
    assert all(not words([each.base]) - words([each.returned.document]) for each in found)
    marked = outgoing.returned_chapters(base.sent, base)
    assert all(each.returned.known > 0.9 * len(list(lay_out(each.base).everything())) for each in marked)


def test_a_new_picture_comes_with_the_chapter_that_shows_it(
    base: outgoing.Base, monkeypatch: pytest.MonkeyPatch
) -> None:
    back = outgoing.read_back(base.sent, base)
    new = Paragraph(children=(Image("neu.png", "Neu"),))
    document = replace(back.document, blocks=(*back.document.blocks, new))
    with_picture = replace(back, document=document, pictures=(Picture("neu.png", b"x"),))
    monkeypatch.setattr(outgoing, "read_back", lambda *_, **__: with_picture)
    *others, last = outgoing.returned_chapters(base.sent, base)
    assert [picture.name for picture in last.returned.pictures] == ["neu.png"]
    assert all(each.returned.pictures == () for each in others)


@pytest.mark.parametrize("seed", range(8))
def test_wherever_paragraphs_and_tables_are_moved_no_word_is_lost(
    base: outgoing.Base, tmp_path: Path, seed: int
) -> None:
    chance = random.Random(seed)
    returned = tmp_path / "zurück.docx"
    with zipfile.ZipFile(base.sent) as source, zipfile.ZipFile(returned, "w") as target:
        for name in source.namelist():
            data = source.read(name)
            target.writestr(name, shuffled(data, chance) if name == "word/document.xml" else data)
    found = outgoing.returned_chapters(returned, base)
    before, after = words(each.base for each in found), words(each.returned.document for each in found)
    assert not before - after
    moved = [finding for each in found for finding in each.returned.findings]
    assert all(finding.code is Code.CONTENT_REVIEW for finding in moved)


def shuffled(data: bytes, chance: random.Random) -> bytes:
    """Move a few paragraphs and tables of the chapters to other places, as a reviewer may by cut and paste."""
    root = etree.fromstring(data)
    body = root[0]
    front = next(at for at, element in enumerate(body) if element.find(f".//{W}sectPr") is not None)
    movable = [
        element
        for element in body[front + 1 :]
        if element.find(f".//{W}bookmarkStart") is not None and element.find(f".//{W}sectPr") is None
    ]
    for _ in range(4):
        element, behind = chance.sample(movable, 2)
        body.remove(element)
        behind.addnext(element)
    return etree.tostring(root)
