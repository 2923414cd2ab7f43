"""What a reviewer does to the shape of a chapter: typed into boxes, moved, restyled, joined, split, copied."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

from returned_files import came_back as back
from returned_files import notes_in, paragraph_with, run, styled, swap, texts, without_marks

from ratgeber_tools.document import (
    BlockQuote,
    BulletList,
    Container,
    DefinitionList,
    Document,
    Heading,
    OrderedList,
    Paragraph,
    Table,
    Text,
    plain_text,
)
from ratgeber_tools.findings import Code
from ratgeber_tools.readers import myst
from ratgeber_tools.readers.word.returned import Returned

SOURCE = """# Anmeldung

Der erste Satz. {fakt}`frist` steht hier.

- eins
- zwei
- drei

Dazwischen.

- rot
- grün

1. Anfang
2. Mitte
3. Ende

:::{frist} 1. März
In der Frist.
:::

:::{redaktionsnotiz}
Noch zu klären.
:::

## Abschnitt

Wort
: Bedeutung
"""


def came_back(folder: Path, *edits: Callable[[str], str]) -> Returned:
    return back(folder, SOURCE, *edits)


def chapter() -> Document:
    return myst.read(SOURCE).document


def after(words: str, *paragraphs: str) -> Callable[[str], str]:
    def edit(xml: str) -> str:
        found = paragraph_with(xml, words)
        return xml.replace(found, found + "".join(paragraphs))

    return edit


def typed(xml: str, words: str, new: str) -> str:
    """Return the paragraph with `words` as Enter and typing `new` behind it make one: the same style, no mark."""
    found = without_marks(paragraph_with(xml, words))
    end = found.index("</w:pPr>") + len("</w:pPr>")
    return f"{found[:end]}{run(new)}</w:p>"


def type_after(words: str, new: str) -> Callable[[str], str]:
    return lambda xml: after(words, typed(xml, words, new))(xml)


def items(block: object) -> list[str]:
    assert isinstance(block, BulletList | OrderedList)
    return [" ".join(plain_text(inner.children) for inner in item.blocks if isinstance(inner, Paragraph))
            for item in block.items]  # fmt: skip


# ---------------------------------------------------------------------------------------------- tracked changes


def test_a_tracked_move_is_at_its_new_place_only_and_still_the_same_paragraph(tmp_path: Path) -> None:
    def edit(xml: str) -> str:
        old = paragraph_with(xml, "Dazwischen.")
        gone = old.replace("<w:r>", '<w:moveFrom w:id="80"><w:r>').replace("</w:r>", "</w:r></w:moveFrom>")
        gone = gone.replace("</w:pPr>", '<w:rPr><w:moveFrom w:id="81"/></w:rPr></w:pPr>')
        here = without_marks(old).replace("<w:r>", '<w:moveTo w:id="82"><w:r>').replace("</w:r>", "</w:r></w:moveTo>")
        return after("In der Frist.", here)(xml.replace(old, gone))

    returned = came_back(tmp_path, edit)
    assert texts(returned.document).count("Dazwischen.") == 1
    at = next(at for at, block in enumerate(returned.document.blocks) if isinstance(block, Container))
    assert returned.document.blocks[at + 1] == Paragraph((Text("Dazwischen."),))
    assert returned.document.blocks[at + 1].lines == chapter().blocks[3].lines
    assert returned.findings == ()


def test_a_paragraph_deleted_with_tracking_is_gone_without_a_word(tmp_path: Path) -> None:
    def edit(xml: str) -> str:
        old = paragraph_with(xml, "Dazwischen.")
        gone = old.replace("<w:r>", '<w:del w:id="80"><w:r>').replace("</w:r>", "</w:r></w:del>")
        gone = gone.replace("<w:t ", "<w:delText ").replace("</w:t>", "</w:delText>")
        return xml.replace(old, gone.replace("</w:pPr>", '<w:rPr><w:del w:id="81"/></w:rPr></w:pPr>'))

    returned = came_back(tmp_path, edit)
    assert "Dazwischen." not in texts(returned.document)
    assert notes_in(returned.document) == notes_in(chapter())
    assert returned.findings == ()


def test_a_record_deleted_with_tracking_is_out_and_reported(tmp_path: Path) -> None:
    def edit(xml: str) -> str:
        old = re.findall(r"<w:sdt>.*?</w:sdt>", xml, re.DOTALL)[0]
        gone = re.sub(r"<w:t( [^>]*)?>", "<w:delText>", old).replace("</w:t>", "</w:delText>")
        return xml.replace(old, f'<w:del w:id="80">{gone}</w:del>')

    returned = came_back(tmp_path, edit)
    assert texts(returned.document)[1].split() == ["Der", "erste", "Satz.", "steht", "hier."]
    assert [finding.code for finding in returned.findings] == [Code.PROTECTED_CHANGED]


# ---------------------------------------------------------------------------------------------- boxes


def test_a_paragraph_typed_into_a_box_is_in_the_box(tmp_path: Path) -> None:
    box = came_back(tmp_path, type_after("In der Frist.", "Auch das.")).document.blocks[6]
    assert isinstance(box, Container)
    assert [plain_text(block.children) for block in box.blocks if isinstance(block, Paragraph)] == [
        "In der Frist.",
        "Auch das.",
    ]
    assert box.lines == chapter().blocks[6].lines


def test_a_paragraph_typed_into_an_internal_box_is_in_the_box(tmp_path: Path) -> None:
    box = came_back(tmp_path, type_after("Noch zu klären.", "Bis Mai.")).document.blocks[7]
    assert isinstance(box, Container)
    assert box.name == "redaktionsnotiz"
    assert len(box.blocks) == 2


def test_a_style_alone_makes_a_new_box(tmp_path: Path) -> None:
    returned = came_back(tmp_path, lambda xml: after("Dazwischen.", typed(xml, "In der Frist.", "Bis Juni."))(xml))
    box = returned.document.blocks[4]
    assert isinstance(box, Container)
    assert (box.name, box.argument, box.lines) == ("frist", "", None)
    assert len(returned.document.blocks) == len(chapter().blocks) + 1


def test_an_internal_box_by_its_style_alone_is_one(tmp_path: Path) -> None:
    returned = came_back(tmp_path, lambda xml: after("Bedeutung", typed(xml, "Noch zu klären.", "Und dies?"))(xml))
    box = returned.document.blocks[-1]
    assert isinstance(box, Container)
    assert box.name == "redaktionsnotiz"


def test_a_plain_paragraph_stays_plain_though_a_box_was_made_plain(tmp_path: Path) -> None:
    def edit(xml: str) -> str:
        opener = [p for p in re.findall(r"<w:p>.*?</w:p>", xml, re.DOTALL) if ">redaktionsnotiz<" in p]
        made_plain = re.sub(r'<w:pStyle w:val="\w+"/>', '<w:pStyle w:val="Normal"/>', opener[0])
        return after("Bedeutung", styled("Einfach so.", "Normal"))(xml.replace(opener[0], made_plain))

    assert came_back(tmp_path, edit).document.blocks[-1] == Paragraph((Text("Einfach so."),))


def test_a_quote_by_its_style_alone_is_one(tmp_path: Path) -> None:
    quote = came_back(tmp_path, after("Dazwischen.", styled("Jemand sagt.", "Quote"))).document.blocks[4]
    assert isinstance(quote, BlockQuote)


def test_a_box_that_was_emptied_is_gone(tmp_path: Path) -> None:
    def edit(xml: str) -> str:
        emptied = re.sub(r"<w:r>.*?</w:r>", "", paragraph_with(xml, ">1. März<"), flags=re.DOTALL)
        return xml.replace(paragraph_with(xml, ">1. März<"), emptied).replace(paragraph_with(xml, "In der Frist."), "")

    document = came_back(tmp_path, edit).document
    assert document.blocks == (*chapter().blocks[:6], *chapter().blocks[7:])


# ---------------------------------------------------------------------------------------------- lists


def test_a_new_nested_list_is_in_its_item(tmp_path: Path) -> None:
    def edit(xml: str) -> str:
        new = typed(xml, ">zwei<", "zweieinhalb").replace('<w:ilvl w:val="0"/>', '<w:ilvl w:val="1"/>')
        return after(">zwei<", new)(xml)

    block = came_back(tmp_path, edit).document.blocks[2]
    assert isinstance(block, BulletList)
    inner = block.items[1].blocks[1]
    assert items(inner) == ["zweieinhalb"]


def test_a_new_list_between_paragraphs_is_a_list(tmp_path: Path) -> None:
    def edit(xml: str) -> str:
        new = "".join(typed(xml, ">Anfang<", words) for words in ("neu", "neuer"))
        return after("steht hier.", new)(xml)

    block = came_back(tmp_path, edit).document.blocks[2]
    assert isinstance(block, OrderedList)
    assert items(block) == ["neu", "neuer"]


def test_an_item_moved_to_another_list_with_its_mark_is_an_item_there(tmp_path: Path) -> None:
    def edit(xml: str) -> str:
        moved = paragraph_with(xml, ">zwei<")
        return after(">rot<", moved)(xml.replace(moved, ""))

    blocks = came_back(tmp_path, edit).document.blocks
    assert items(blocks[2]) == ["eins", "drei"]
    assert items(blocks[4]) == ["rot", "zwei", "grün"]
    assert len(blocks) == len(chapter().blocks)


def test_an_item_moved_to_another_list_without_its_mark_is_the_same_item_there(tmp_path: Path) -> None:
    def edit(xml: str) -> str:
        moved = paragraph_with(xml, ">zwei<")
        return after(">grün<", without_marks(moved))(xml.replace(moved, ""))

    blocks = came_back(tmp_path, edit).document.blocks
    assert items(blocks[2]) == ["eins", "drei"]
    assert items(blocks[4]) == ["rot", "grün", "zwei"]
    assert isinstance(blocks[4], BulletList)
    assert blocks[4].items[2].blocks[0].lines is not None


def test_an_item_moved_within_its_list_stays_in_it(tmp_path: Path) -> None:
    def edit(xml: str) -> str:
        moved = paragraph_with(xml, ">eins<")
        return after(">drei<", moved)(xml.replace(moved, ""))

    assert items(came_back(tmp_path, edit).document.blocks[2]) == ["zwei", "drei", "eins"]


def test_a_changed_first_number_is_taken(tmp_path: Path) -> None:
    numbering = "word/numbering.xml"

    def edit(xml: str) -> str:
        return re.sub(r'<w:start w:val="1"/>(?=<w:numFmt w:val="decimal"/>)', '<w:start w:val="4"/>', xml)

    block = back(tmp_path, SOURCE, edit, part=numbering).document.blocks[5]
    assert isinstance(block, OrderedList)
    assert block.start == 4
    assert items(block) == ["Anfang", "Mitte", "Ende"]


def test_a_list_cut_in_two_goes_on_counting(tmp_path: Path) -> None:
    blocks = came_back(tmp_path, after(">Anfang<", styled("Ein Einschub.", "Normal"))).document.blocks
    first, second = blocks[5], blocks[7]
    assert isinstance(first, OrderedList)
    assert isinstance(second, OrderedList)
    assert {(first.start, *items(first)), (second.start, *items(second))} == {(1, "Anfang"), (2, "Mitte", "Ende")}


# ---------------------------------------------------------------------------------------------- text


def test_a_heading_of_another_level_is_the_same_heading(tmp_path: Path) -> None:
    def edit(xml: str) -> str:
        found = paragraph_with(xml, ">Abschnitt<")
        return xml.replace(found, found.replace("Heading2", "Heading3"))

    block = came_back(tmp_path, edit).document.blocks[8]
    assert block == Heading(3, (Text("Abschnitt"),))
    assert block.lines == chapter().blocks[8].lines


def test_joined_paragraphs_are_the_one_most_words_are_of(tmp_path: Path) -> None:
    def edit(xml: str) -> str:
        first, second = paragraph_with(xml, "steht hier."), paragraph_with(xml, ">eins<")
        inner = re.sub(r"<w:pPr>.*?</w:pPr>", "", second, flags=re.DOTALL)[len("<w:p>") : -len("</w:p>")]
        return xml.replace(second, "").replace(first, first[: -len("</w:p>")] + inner + "</w:p>")

    blocks = came_back(tmp_path, edit).document.blocks
    assert isinstance(blocks[1], Paragraph)
    assert plain_text(blocks[1].children) == "Der erste Satz. frist steht hier.eins"
    assert blocks[1].lines == chapter().blocks[1].lines
    assert items(blocks[2]) == ["zwei", "drei"]


def test_a_copied_paragraph_is_there_twice_with_its_records(tmp_path: Path) -> None:
    def edit(xml: str) -> str:
        found = paragraph_with(xml, "steht hier.")
        return after("Dazwischen.", without_marks(found))(xml)

    returned = came_back(tmp_path, edit)
    assert returned.document.blocks[4] == chapter().blocks[1]
    assert returned.document.blocks[4].lines is None
    assert returned.findings == ()


def test_a_copy_made_by_libreoffice_is_new_even_before_the_original(tmp_path: Path) -> None:
    def edit(xml: str) -> str:
        found = paragraph_with(xml, "steht hier.")
        copied = re.sub(r'w:name="(_rg_\d+(?:_\d+)?)"', r'w:name="\1_Kopie_1"', found)
        return xml.replace(found, copied + found)

    document = came_back(tmp_path, edit).document
    assert document.blocks[1] == document.blocks[2] == chapter().blocks[1]
    assert document.blocks[1].lines is None
    assert document.blocks[2].lines == chapter().blocks[1].lines


def test_a_new_term_and_its_meaning_join_their_list(tmp_path: Path) -> None:
    new = styled("Neues Wort", "DefinitionTerm") + styled("Neuer Sinn", "Definition")
    block = came_back(tmp_path, after("Bedeutung", new)).document.blocks[-1]
    assert isinstance(block, DefinitionList)
    assert [plain_text(item.term) for item in block.items] == ["Wort", "Neues Wort"]
    assert block.items[1].blocks == (Paragraph((Text("Neuer Sinn"),)),)


def test_a_new_table_is_a_table_where_it_was_put(tmp_path: Path) -> None:
    cells = "".join(f"<w:tc><w:p>{run(words)}</w:p></w:tc>" for words in ("links", "rechts"))
    table = came_back(tmp_path, after("Dazwischen.", f"<w:tbl><w:tr>{cells}</w:tr></w:tbl>")).document.blocks[4]
    assert isinstance(table, Table)
    assert table.lines is None
    assert [cell.blocks for cell in table.rows[0].cells] == [
        (Paragraph((Text("links"),)),),
        (Paragraph((Text("rechts"),)),),
    ]


def test_words_beside_a_box_heading_do_not_get_lost(tmp_path: Path) -> None:
    returned = came_back(tmp_path, swap(">1. März<", ">1. April 2027<"))
    box = returned.document.blocks[6]
    assert isinstance(box, Container)
    assert box.argument == "1. April 2027"


def test_a_note_on_a_box_that_the_data_fill_stands_behind_it(tmp_path: Path) -> None:
    source = "# A\n\n:::{frist} anmeldeschluss\n:::\n\nDanach.\n"
    returned = back(tmp_path, source, swap("frist anmeldeschluss", "frist morgen"))
    box, note = returned.document.blocks[1:3]
    assert box == Container("frist", (), argument="anmeldeschluss")
    assert isinstance(note, Container)
    assert note.name == "redaktionsnotiz"


def test_a_plain_paragraph_pasted_into_a_box_does_not_cut_it_in_two(tmp_path: Path) -> None:
    source = "# A\n\n:::{checkliste} Dabei\n- [ ] Ausweis\n- [ ] Foto\n:::\n\nDanach.\n"

    def paste(xml: str) -> str:
        before = paragraph_with(xml, "Ausweis")
        return xml.replace(before, f"{before}<w:p>{run('Eingefügt.')}</w:p>")

    box, after = back(tmp_path, source, paste).document.blocks[1:]
    assert isinstance(box, Container)
    assert Paragraph((Text("Eingefügt."),)) in box.blocks
    assert after == Paragraph((Text("Danach."),))
