"""Chapters that went to Word and came back: unedited ones are the same, edits are found where they were made."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from returned_files import words_of_block, words_of_inline

from ratgeber_tools import office
from ratgeber_tools.document import (
    Block,
    BulletList,
    Cell,
    Container,
    Document,
    Heading,
    NoteReference,
    Paragraph,
    Row,
    Table,
    Text,
    plain_text,
)
from ratgeber_tools.findings import Code, Finding
from ratgeber_tools.readers import myst
from ratgeber_tools.readers.word.exports import export_identifier
from ratgeber_tools.readers.word.returned import Returned, read_returned
from ratgeber_tools.readers.word.returned.protection import Protection
from ratgeber_tools.writers.myst import write as write_myst
from ratgeber_tools.writers.word.export import ExportHeader, StandInWords, write
from strategies import documents
from thoroughness import examples

GUIDES = Path(__file__).parents[2] / "guides"
COVER = ExportHeader("2026-11-24-probe-1", "Probe", date(2026, 11, 24))

CHAPTER = """# Anmeldung

Der erste Satz. {fakt}`frist` steht hier.

Zweiter Absatz mit **fettem** Wort[^a] und [Verweis](hort.md).

- eins
- zwei

:::{checkliste} Zum Mitnehmen
- [ ] Ausweis
- [x] Foto
:::

| Wort | Sinn |
|---|---|
| Hort | Betreuung |
| Kita | vorher |

:::{schulverzeichnis}
:::

[^a]: Die Fußnote.
"""


#: What LibreOffice makes something else of: links with other things in them or right beside them, tables without a
#: header, nested passages, a rule at the end.
AWKWARD = """# Sperriges

[Der `Code` und {fakt}`frist`](https://example.org){fakt}`eins`{fakt}`zwei`.

[{begriff}`Hort`](hort.md) und [**fett** {fakt}`drei`](https://example.org/ä), **[vier](https://example.org/#) fünf**.

```{list-table}
- * ohne
  * Kopf
- * nur
  * Zellen
```

3. drei
4. vier
   - innen

Wort mit [Verweis {fakt}`x`](#ziel)
: Bedeutung[^a]

***

[^a]: Die Fußnote mit {fakt}`sechs` und [Link {fakt}`sieben`](https://example.org).
"""


def exported(document: Document) -> bytes:
    return write(document, cover=COVER, words=StandInWords(words_of_inline, words_of_block))


def chapter() -> Document:
    return myst.read(CHAPTER).document


def came_back(folder: Path, edit: Callable[[str], str], *, part: str = "word/document.xml") -> Returned:
    """Export the chapter, let `edit` change the XML of one part, and read it back."""
    sent, returned = folder / "hin.docx", folder / "zurück.docx"
    sent.write_bytes(exported(chapter()))
    with zipfile.ZipFile(sent) as source, zipfile.ZipFile(returned, "w") as target:
        for name in source.namelist():
            data = source.read(name)
            if name == part:
                before = data.decode("utf-8")
                after = edit(before)
                assert after != before, "the edit found nothing"
                data = after.encode("utf-8")
            target.writestr(name, data)
    return read_returned(returned, sent=sent, chapter=chapter())


def run(text: str) -> str:
    return f'<w:r><w:t xml:space="preserve">{text}</w:t></w:r>'


def paragraph_with(xml: str, words: str) -> str:
    found = [match for match in re.findall(r"<w:p>.*?</w:p>", xml, re.DOTALL) if words in match]
    assert len(found) == 1, words
    return found[0]


def texts(document: Document) -> list[str]:
    return [plain_text(block.children) for block in document.blocks if isinstance(block, Heading | Paragraph)]


# ---------------------------------------------------------------------------------------------- nothing edited


@examples(12, by_night=20)
@given(document=documents())
def test_every_document_comes_back_as_it_went_out(document: Document, tmp_path_factory: pytest.TempPathFactory) -> None:
    path = tmp_path_factory.mktemp("rundlauf") / "hin.docx"
    path.write_bytes(exported(document))
    assert read_returned(path, sent=path, chapter=document).document == document


@pytest.mark.parametrize("spans", [(1, 1), (2, 1), (1, 2)])
def test_tables_without_words_are_told_apart(spans: tuple[int, int], tmp_path: Path) -> None:
    def table(rows: int, columns: int, *inside: Block, head: int = 0) -> Table:
        blank = Row(tuple(Cell(()) for _ in range(columns)))
        return Table((Row((Cell(inside), *blank.cells[1:])), *(blank for _ in range(rows - 1))), header_rows=head)

    first, second = (table(span, 2, head=span - 1) for span in spans)
    around = table(2, 1, table(2, 1), table(1, 1))
    document = Document((first, around, second, table(1, 1, around)))
    path = tmp_path / "hin.docx"
    path.write_bytes(exported(document))
    assert read_returned(path, sent=path, chapter=document).document == document


def test_that_a_list_is_to_be_torn_out_comes_back_byte_by_byte(tmp_path: Path) -> None:
    text = "# Anmeldung\n\n:::{checkliste} Papiere, zum Heraustrennen\n- [ ] Ausweis\n- [ ] Urkunde\n:::\n"
    document = myst.read(text).document
    path = tmp_path / "kapitel.docx"
    path.write_bytes(exported(document))
    assert write_myst(read_returned(path, sent=path, chapter=document).document) == text


def test_a_table_that_is_all_there_is_in_another_is_not_taken_for_it(tmp_path: Path) -> None:
    words = Cell((Paragraph((Text("Wort"),)),), column_span=2)
    inner = Table((Row((words,)),), options=(("breiten", "1 2"),))
    document = Document((Table((Row((Cell((inner,)),)),), header_rows=0),))
    path = tmp_path / "hin.docx"
    path.write_bytes(exported(document))
    assert read_returned(path, sent=path, chapter=document).document == document


def test_an_empty_table_in_a_note_is_not_one_of_a_note_nobody_refers_to(tmp_path: Path) -> None:
    def note(columns: int) -> Table:
        return Table((Row((Cell((), column_span=columns),)),), header_rows=1)

    document = Document((Paragraph((Text("Wort"), NoteReference("b"))),), {"a": (note(3),), "b": (note(1),)})
    path = tmp_path / "hin.docx"
    path.write_bytes(exported(document))
    assert read_returned(path, sent=path, chapter=document).document == document


def test_a_table_of_short_rows_around_an_empty_one_keeps_its_shape(tmp_path: Path) -> None:
    inner = Table((Row((Cell(()),)), Row((Cell(()),))))
    document = Document((Table((Row((Cell((inner,), row_span=2),)), Row((Cell(()),)))),))
    path = tmp_path / "hin.docx"
    path.write_bytes(exported(document))
    assert read_returned(path, sent=path, chapter=document).document == document


def test_blocks_that_come_back_carry_the_lines_of_the_chapter(tmp_path: Path) -> None:
    path = tmp_path / "hin.docx"
    path.write_bytes(exported(chapter()))
    returned = read_returned(path, sent=path, chapter=chapter())
    assert [block.lines for block in returned.document.blocks] == [block.lines for block in chapter().blocks]
    assert returned.findings == ()


def test_an_export_is_recognised_and_any_other_file_is_not(tmp_path: Path) -> None:
    path, other = tmp_path / "hin.docx", tmp_path / "anderes.docx"
    path.write_bytes(exported(chapter()))
    assert export_identifier(path) == COVER.identifier
    with zipfile.ZipFile(io.BytesIO(path.read_bytes())) as source, zipfile.ZipFile(other, "w") as target:
        for name in source.namelist():
            data = source.read(name)
            target.writestr(name, data.replace(b'"ratgeber-ausgabe"', b'"anderes"'))
    assert export_identifier(other) is None


def test_a_passage_in_or_beside_a_link_is_not_locked(tmp_path: Path) -> None:
    path = tmp_path / "hin.docx"
    source = "# Hort\n\n[Ruf {fakt}`an`](https://example.org){fakt}`eins` und {fakt}`zwei`.\n"
    path.write_bytes(exported(myst.read(source).document))
    with zipfile.ZipFile(path) as archive:
        xml = archive.read("word/document.xml").decode("utf-8")
    locked = re.findall(r"<w:sdt>.*?</w:sdt>", xml, re.DOTALL)
    assert [re.findall(r">(\w+)</w:t>", passage) for passage in locked] == [["zwei"]]


def test_equal_chapters_give_equal_files() -> None:
    assert exported(chapter()) == exported(chapter())


@pytest.mark.skipif(office.program() is None, reason="LibreOffice is not installed: nothing was saved by it")
@pytest.mark.parametrize("way", [("docx",), ("odt", "docx"), ("doc", "docx")], ids="-".join)
def test_chapters_saved_by_libreoffice_come_back_as_they_went_out(way: tuple[str, ...], tmp_path: Path) -> None:
    chapters: dict[Path, Document] = {}
    for number, path in enumerate(sorted(GUIDES.rglob("*.md"))):
        sent = tmp_path / f"{number}.docx"
        chapters[sent] = myst.read(path.read_text(encoding="utf-8")).document
        sent.write_bytes(exported(chapters[sent]))
    assert len(chapters) > 20
    awkward = tmp_path / "sperriges.docx"
    chapters[awkward] = myst.read(AWKWARD).document
    awkward.write_bytes(exported(chapters[awkward]))
    now = {sent: sent for sent in chapters}
    for step, suffix in enumerate(way):
        folder = tmp_path / f"{step}"
        folder.mkdir()
        saved = office.convert(list(now.values()), to=suffix, folder=folder)
        now = {sent: saved[path] for sent, path in now.items()}
    for sent, path in now.items():
        returned = read_returned(path, sent=sent, chapter=chapters[sent])
        assert returned.document == chapters[sent]
        assert returned.findings == ()
        assert export_identifier(path) == COVER.identifier


# ---------------------------------------------------------------------------------------------- edited


def test_a_changed_word_changes_its_paragraph_and_no_other(tmp_path: Path) -> None:
    returned = came_back(tmp_path, lambda xml: xml.replace("Der erste Satz.", "Der allererste Satz."))
    changed = [(a, b) for a, b in zip(chapter().blocks, returned.document.blocks, strict=True) if a != b]
    assert len(changed) == 1
    before, after = changed[0]
    assert isinstance(after, Paragraph)
    assert after.children[0] == Text("Der allererste Satz. ")
    assert after.children[1:] == before.children[1:]  # type: ignore[union-attr]
    assert after.lines == before.lines


def test_a_tracked_insertion_is_in_and_a_tracked_deletion_is_out_without_a_note(tmp_path: Path) -> None:
    def edit(xml: str) -> str:
        xml = xml.replace(
            run("Der erste Satz. "), run("Der ") + f"<w:ins w:id='900'>{run('neue')}</w:ins>" + run(" Satz. ")
        )
        return xml.replace(
            run("eins"), "<w:del w:id='901'><w:r><w:delText>eins</w:delText></w:r></w:del>" + run("drei")
        )

    returned = came_back(tmp_path, edit)
    assert "Der neue Satz. frist steht hier." in texts(returned.document)
    listed = next(block for block in returned.document.blocks if isinstance(block, BulletList))
    assert listed.items[0].blocks == (Paragraph((Text("drei"),)),)
    assert returned.findings == ()


def test_a_new_paragraph_is_new_and_stands_where_it_was_written(tmp_path: Path) -> None:
    def edit(xml: str) -> str:
        found = paragraph_with(xml, "Zweiter Absatz")
        return xml.replace(found, f"<w:p>{run('Ganz neu.')}</w:p>{found}")

    document = came_back(tmp_path, edit).document
    assert document.blocks[2] == Paragraph((Text("Ganz neu."),))
    assert document.blocks[2].lines is None
    assert len(document.blocks) == len(chapter().blocks) + 1


def test_a_new_item_joins_its_list(tmp_path: Path) -> None:
    def edit(xml: str) -> str:
        found = paragraph_with(xml, ">eins<")
        return xml.replace(found, found + re.sub(r"<w:bookmark\w+ [^>]*>", "", found).replace("eins", "anderthalb"))

    listed = came_back(tmp_path, edit).document.blocks[3]
    assert isinstance(listed, BulletList)
    assert [plain_text(item.blocks[0].children) for item in listed.items] == ["eins", "anderthalb", "zwei"]  # type: ignore[union-attr]


def test_a_deleted_paragraph_is_gone(tmp_path: Path) -> None:
    document = came_back(tmp_path, lambda xml: xml.replace(paragraph_with(xml, "Zweiter Absatz"), "")).document
    assert len(document.blocks) == len(chapter().blocks) - 1
    assert document.notes == {}


def test_a_split_paragraph_is_an_edited_one_and_a_new_one(tmp_path: Path) -> None:
    document = came_back(
        tmp_path, lambda xml: xml.replace(run("Der erste Satz. "), f"{run('Der erste')}</w:p><w:p>{run('Satz. ')}")
    ).document
    assert texts(document)[1:3] == ["Der erste", "Satz. frist steht hier."]
    assert document.blocks[1].lines == chapter().blocks[1].lines
    assert document.blocks[2].lines is None


def test_a_paragraph_made_a_heading_is_the_same_block_restyled(tmp_path: Path) -> None:
    def edit(xml: str) -> str:
        found = paragraph_with(xml, "Der erste Satz.")
        return xml.replace(found, found.replace('w:val="Normal"', 'w:val="Heading2"', 1))

    block = came_back(tmp_path, edit).document.blocks[1]
    assert isinstance(block, Heading)
    assert block.level == 2
    assert block.lines == chapter().blocks[1].lines


def test_a_ticked_box_is_ticked(tmp_path: Path) -> None:
    def edit(xml: str) -> str:
        ticked = re.search(r"<w:numPr>.*?</w:numPr>", paragraph_with(xml, ">Foto<"), re.DOTALL)
        found = paragraph_with(xml, ">Ausweis<")
        assert ticked is not None
        return xml.replace(found, re.sub(r"<w:numPr>.*?</w:numPr>", ticked[0], found, flags=re.DOTALL))

    box = came_back(tmp_path, edit).document.blocks[4]
    assert isinstance(box, Container)
    tasks = box.blocks[0]
    assert isinstance(tasks, BulletList)
    assert [item.checked for item in tasks.items] == [True, True]


def test_a_changed_cell_changes_only_its_cell(tmp_path: Path) -> None:
    table = came_back(tmp_path, lambda xml: xml.replace("Betreuung", "Betreuung am Nachmittag")).document.blocks[5]
    before = chapter().blocks[5]
    assert isinstance(table, Table)
    assert isinstance(before, Table)
    assert table.header_rows == before.header_rows
    cells = [(a, b) for one, other in zip(before.rows, table.rows, strict=True)
             for a, b in zip(one.cells, other.cells, strict=True) if a != b]  # fmt: skip
    assert [cell.blocks for _, cell in cells] == [(Paragraph((Text("Betreuung am Nachmittag"),)),)]


def test_a_new_row_is_in_the_table(tmp_path: Path) -> None:
    def edit(xml: str) -> str:
        row = re.findall(r"<w:tr>.*?</w:tr>", xml, re.DOTALL)[-1]
        return xml.replace(row, row + re.sub(r"<w:bookmark\w+ [^>]*>", "", row).replace("Kita", "Schule"))

    table = came_back(tmp_path, edit).document.blocks[5]
    assert isinstance(table, Table)
    assert len(table.rows) == 4
    assert table.rows[:3] == chapter().blocks[5].rows  # type: ignore[union-attr]


def test_a_changed_box_heading_is_taken(tmp_path: Path) -> None:
    box = came_back(tmp_path, lambda xml: xml.replace("Zum Mitnehmen", "Zum Einpacken")).document.blocks[4]
    assert isinstance(box, Container)
    assert box.argument == "Zum Einpacken"


def test_a_changed_record_is_reported_beside_it_and_stays(tmp_path: Path) -> None:
    returned = came_back(tmp_path, lambda xml: xml.replace(">frist<", ">31. März<"))
    assert returned.document.blocks[1] == chapter().blocks[1]
    note = returned.document.blocks[2]
    assert isinstance(note, Container)
    assert note.name == "redaktionsnotiz"
    assert "31. März" in plain_text(note.blocks[0].children)  # type: ignore[union-attr]
    assert [finding.code for finding in returned.findings] == [Code.PROTECTED_CHANGED]


def test_words_typed_at_the_edge_of_a_record_are_text(tmp_path: Path) -> None:
    returned = came_back(tmp_path, lambda xml: xml.replace(">frist<", ">frist genau<"))
    assert "Der erste Satz. frist genau steht hier." in texts(returned.document)
    assert returned.findings == ()


def test_a_changed_list_of_records_is_reported_beside_it_and_stays(tmp_path: Path) -> None:
    returned = came_back(tmp_path, lambda xml: xml.replace("{schulverzeichnis}", "Goetheschule"))
    assert chapter().blocks[6] in returned.document.blocks
    assert isinstance(returned.document.blocks[7], Container)
    assert [finding.code for finding in returned.findings] == [Code.PROTECTED_CHANGED]


def test_a_deleted_list_of_records_is_gone_and_reported(tmp_path: Path) -> None:
    returned = came_back(tmp_path, lambda xml: xml.replace(paragraph_with(xml, "{schulverzeichnis}"), ""))
    assert returned.document.blocks == chapter().blocks[:6]
    assert [finding.code for finding in returned.findings] == [Code.PROTECTED_CHANGED]


def test_a_changed_footnote_is_taken(tmp_path: Path) -> None:
    document = came_back(
        tmp_path, lambda xml: xml.replace("Die Fußnote.", "Eine Fußnote."), part="word/footnotes.xml"
    ).document
    assert document.notes == {"a": (Paragraph((Text("Eine Fußnote."),)),)}
    assert document.blocks == chapter().blocks


def test_a_file_without_bookmarks_says_that_nothing_was_found_again(tmp_path: Path) -> None:
    returned = came_back(tmp_path, lambda xml: re.sub(r"<w:bookmark\w+ [^>]*>", "", xml))
    assert returned.known <= 1  # a table is known by what stands in it
    assert "Der erste Satz. frist steht hier." in texts(returned.document)


def test_of_a_long_record_the_report_shows_where_it_was_changed() -> None:
    before = " ".join(f"Wort{number}" for number in range(40))
    now = before.replace("Wort30 ", "anders ")
    (finding,) = noted(before, now)
    assert "„… Wort26 Wort27 Wort28 Wort29 Wort30 " in finding.text
    assert "„… Wort26 Wort27 Wort28 Wort29 anders " in finding.text


def noted(before: str, now: str) -> list[Finding]:
    protection = Protection({})
    protection.note(before, now)
    return protection.findings
