"""Comments on a returned chapter become notes at their words, by office and never by name."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from returned_files import came_back, notes_in, paragraph_with, run, swap, words_of

from ratgeber_tools import office
from ratgeber_tools.document import BulletList, Container, Paragraph, Table
from ratgeber_tools.findings import Code
from ratgeber_tools.readers import myst
from ratgeber_tools.readers.word.returned import Returned, read_returned

SOURCE = """# Anmeldung

Der erste Satz. {fakt}`frist` steht hier.

Zweiter Absatz[^a].

- eins
- zwei

:::{frist} 1. März
In der Frist.
:::

| Wort | Sinn |
|---|---|
| Hort | Betreuung |

```{list-table} Wer was macht
- * Amt
  * Antrag
```

[^a]: Die Fußnote.
"""
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
W14 = "http://schemas.microsoft.com/office/word/2010/wordml"
W15 = "http://schemas.microsoft.com/office/word/2012/wordml"
TYPES = "application/vnd.openxmlformats-officedocument.wordprocessingml"


def comment(number: int, *paragraphs: str, author: str = "Beispielname") -> str:
    inside = "".join(f'<w:p w14:paraId="000000{number}{at}">{run(words)}</w:p>' for at, words in enumerate(paragraphs))
    return f'<w:comment w:id="{number}" w:author="{author}" w:initials="B">{inside}</w:comment>'


def on(words: str, *numbers: int, tag: str = "w:r") -> Callable[[str], str]:
    """Hang comments on the run with `words`."""

    def edit(xml: str) -> str:
        start = xml.rindex(f"<{tag}>", 0, xml.index(words))
        end = xml.index(f"</{tag}>", start) + len(f"</{tag}>")
        before = "".join(f'<w:commentRangeStart w:id="{number}"/>' for number in numbers)
        after = "".join(
            f'<w:commentRangeEnd w:id="{number}"/><w:r><w:commentReference w:id="{number}"/></w:r>'
            for number in numbers
        )
        return xml[:start] + before + xml[start:end] + after + xml[end:]

    return edit


def commented(
    folder: Path,
    comments: str,
    *edits: Callable[[str], str],
    extended: str = "",
    part: str = "word/document.xml",
    offices: frozenset[str] = frozenset(),
    default_office: str = "",
) -> Returned:
    relations = "word/_rels/document.xml.rels"
    sent = came_back(folder, SOURCE)
    assert sent.findings == ()
    import zipfile

    with zipfile.ZipFile(folder / "hin.docx") as archive:
        rels = archive.read(relations).decode("utf-8")
        types = archive.read("[Content_Types].xml").decode("utf-8")
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/comments"
    microsoft = "http://schemas.microsoft.com/office/2011/relationships/commentsExtended"
    rels = rels.replace(
        "</Relationships>",
        f'<Relationship Id="k1" Type="{office}" Target="comments.xml"/>'
        f'<Relationship Id="k2" Type="{microsoft}" Target="commentsExtended.xml"/></Relationships>',
    )
    types = types.replace(
        "</Types>",
        f'<Override PartName="/word/comments.xml" ContentType="{TYPES}.comments+xml"/>'
        f'<Override PartName="/word/commentsExtended.xml" ContentType="{TYPES}.commentsExtended+xml"/></Types>',
    )
    parts = {
        relations: rels.encode(),
        "[Content_Types].xml": types.encode(),
        "word/comments.xml": f'<w:comments xmlns:w="{W}" xmlns:w14="{W14}">{comments}</w:comments>'.encode(),
        "word/commentsExtended.xml": f'<w15:commentsEx xmlns:w15="{W15}">{extended}</w15:commentsEx>'.encode(),
    }
    return came_back(
        folder, SOURCE, *edits, part=part, parts=parts, offices=offices, default_office=default_office
    )  # fmt: skip


def test_a_comment_is_a_note_behind_its_paragraph_and_nothing_else_changes(tmp_path: Path) -> None:
    returned = commented(tmp_path, comment(1, "Stimmt das?"), on("Der erste Satz.", 1))
    note = returned.document.blocks[2]
    assert isinstance(note, Container)
    assert note.name == "redaktionsnotiz"
    assert note.options == (("art", "kommentar"),)
    assert words_of(note) == ["Kommentar zu „Der erste Satz.“: Stimmt das?"]
    before = myst.read(SOURCE).document.blocks
    assert (*returned.document.blocks[:2], *returned.document.blocks[3:]) == before
    assert [finding.code for finding in returned.findings] == [Code.COMMENT_REPORTED]
    assert returned.findings[0].heading == "Anmeldung"


def test_no_name_of_whoever_commented_is_taken(tmp_path: Path) -> None:
    returned = commented(tmp_path, comment(1, "Stimmt das?"), on("Der erste Satz.", 1))
    assert "Beispielname" not in repr(returned)


def test_a_comment_by_an_office_names_the_office_as_the_guide_writes_it(tmp_path: Path) -> None:
    offices = frozenset({"Jugendamt", "Schul amt"})
    edits = on("Der erste Satz.", 1), on(">eins<", 2)
    said = comment(1, "A", author=" schulamt ") + comment(2, "B")
    first, second = notes_in(commented(tmp_path, said, *edits, offices=offices).document)
    assert first.options == (("art", "kommentar"), ("von", "Schul amt"))
    assert second.options == (("art", "kommentar"),)


def test_a_comment_by_anybody_else_is_by_the_office_that_sent_the_file(tmp_path: Path) -> None:
    edit = on("Der erste Satz.", 1)
    (note,) = notes_in(commented(tmp_path, comment(1, "A"), edit, default_office="Jugendamt").document)
    assert note.options == (("art", "kommentar"), ("von", "Jugendamt"))


def test_several_comments_on_one_paragraph_are_several_notes_in_their_order(tmp_path: Path) -> None:
    returned = commented(tmp_path, comment(1, "A", "noch A") + comment(2, "B"), on("Der erste Satz.", 1, 2))
    assert [words_of(note) for note in notes_in(returned.document)] == [
        ["Kommentar zu „Der erste Satz.“: A", "noch A"],
        ["Kommentar zu „Der erste Satz.“: B"],
    ]


def test_answers_stand_in_the_note_they_answer(tmp_path: Path) -> None:
    extended = '<w15:commentEx w15:paraId="00000020" w15:paraIdParent="00000010"/>'
    extended += '<w15:commentEx w15:paraId="00000030" w15:paraIdParent="00000020"/>'
    said = comment(1, "Frage?") + comment(2, "Ja.", author="Jugendamt") + comment(3, "Gut.")
    returned = commented(
        tmp_path, said, on("Der erste Satz.", 1, 2, 3), extended=extended, offices=frozenset({"Jugendamt"})
    )
    (note,) = notes_in(returned.document)
    assert words_of(note) == ["Kommentar zu „Der erste Satz.“: Frage?", "Antwort (Jugendamt): Ja.", "Antwort: Gut."]
    assert len(returned.findings) == 1


def test_a_comment_without_an_id_of_its_own_is_no_answer(tmp_path: Path) -> None:
    extended = '<w15:commentEx w15:paraId="00000020" w15:done="1"/>'
    said = comment(1, "A").replace(' w14:paraId="00000010"', "") + comment(2, "B")
    returned = commented(tmp_path, said, on("Der erste Satz.", 1, 2), extended=extended)
    assert [words_of(note)[0][-1] for note in notes_in(returned.document)] == ["A", "B"]


def test_a_settled_comment_says_so(tmp_path: Path) -> None:
    extended = '<w15:commentEx w15:paraId="00000010" w15:done="1"/>'
    returned = commented(tmp_path, comment(1, "Frage?"), on("Der erste Satz.", 1), extended=extended)
    (note,) = notes_in(returned.document)
    assert words_of(note) == ["Kommentar zu „Der erste Satz.“, in Word als erledigt markiert: Frage?"]


def test_a_comment_on_a_protected_passage_names_its_words(tmp_path: Path) -> None:
    returned = commented(tmp_path, comment(1, "Neu: 31. März"), on(">frist<", 1, tag="w:sdt"))
    (note,) = notes_in(returned.document)
    assert words_of(note) == ["Kommentar zu „frist“: Neu: 31. März"]
    assert returned.document.blocks[1] == myst.read(SOURCE).document.blocks[1]


def test_a_comment_without_a_range_names_the_words_of_its_paragraph(tmp_path: Path) -> None:
    place = '<w:r><w:commentReference w:id="1"/></w:r></w:p>'
    returned = commented(
        tmp_path, comment(1, "Hm."), lambda xml: xml.replace(p := paragraph_with(xml, ">eins<"), p[:-6] + place)
    )
    (note,) = notes_in(returned.document)
    assert words_of(note) == ["Kommentar zu „eins“: Hm."]


def test_a_comment_in_an_item_a_box_and_a_cell_stands_there(tmp_path: Path) -> None:
    said = comment(1, "A") + comment(2, "B") + comment(3, "C")
    blocks = commented(
        tmp_path, said, on(">eins<", 1), on("In der Frist.", 2), on(">Betreuung<", 3)
    ).document.blocks  # fmt: skip
    items, box, table = blocks[3], blocks[4], blocks[5]
    assert isinstance(items, BulletList)
    assert [type(block) for block in items.items[0].blocks] == [Paragraph, Container]
    assert isinstance(box, Container)
    assert [type(block) for block in box.blocks] == [Paragraph, Container]
    assert isinstance(table, Table)
    assert [type(block) for block in table.rows[1].cells[1].blocks] == [Paragraph, Container]


def test_a_comment_on_a_caption_stands_behind_the_whole(tmp_path: Path) -> None:
    returned = commented(tmp_path, comment(1, "A"), on("Wer was macht", 1))
    assert returned.document.blocks[:-1] == myst.read(SOURCE).document.blocks
    assert notes_in(returned.document) == [returned.document.blocks[-1]]


def test_a_comment_in_a_footnote_stands_in_the_footnote(tmp_path: Path) -> None:
    returned = commented(tmp_path, comment(1, "Quelle?"), on("Die Fußnote.", 1), part="word/footnotes.xml")
    (block, note) = returned.document.notes["a"]
    assert isinstance(block, Paragraph)
    assert isinstance(note, Container)


def test_a_comment_on_nothing_is_a_note_at_the_end(tmp_path: Path) -> None:
    returned = commented(tmp_path, comment(1, "Insgesamt gut."), swap("Der erste Satz.", "Ein Satz."))
    note = returned.document.blocks[-1]
    assert isinstance(note, Container)
    assert words_of(note) == ["Kommentar: Insgesamt gut."]


def test_an_empty_comment_is_no_note(tmp_path: Path) -> None:
    assert notes_in(commented(tmp_path, comment(1, " "), on("Der erste Satz.", 1)).document) == []


def test_the_same_file_gives_the_same_notes(tmp_path: Path) -> None:
    one, other = (commented(tmp_path, comment(1, "A") + comment(2, "B"), on("Der erste Satz.", 1, 2)) for _ in range(2))
    assert one == other


@pytest.mark.skipif(office.program() is None, reason="LibreOffice is not installed: nothing was saved by it")
@pytest.mark.parametrize("way", [("docx",), ("odt", "docx"), ("doc", "docx")], ids="-".join)
def test_comments_and_tracked_changes_saved_by_libreoffice_are_the_same(way: tuple[str, ...], tmp_path: Path) -> None:
    who = 'w:author="B" w:date="2026-01-01T00:00:00Z"'
    gone = f'<w:del w:id="900" {who}><w:r><w:delText>eins</w:delText></w:r></w:del>'
    track = swap(run("eins"), f'{gone}<w:ins w:id="901" {who}>{run("neu")}</w:ins>')
    said = comment(1, "Frage?", "Und?", author="Jugendamt") + comment(2, "Zelle") + comment(3, "Angabe")
    offices = frozenset({"Jugendamt"})
    edits = on("Der erste Satz.", 1), on(">Betreuung<", 2), on(">frist<", 3, tag="w:sdt"), track
    before = commented(tmp_path, said, *edits, offices=offices)
    assert len(notes_in(before.document)) == 3
    now = tmp_path / "zurück.docx"
    for step, suffix in enumerate(way):
        folder = tmp_path / str(step)
        folder.mkdir()
        now = office.convert([now], to=suffix, folder=folder)[now]
    after = read_returned(now, sent=tmp_path / "hin.docx", chapter=myst.read(SOURCE).document, offices=offices)
    assert after.document == before.document
    assert after.findings == before.findings
