"""Several chapters in one file: each gets back what was done to it, whatever was moved, deleted or written between."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ratgeber_tools.document import (
    Block,
    BulletList,
    Container,
    CrossReference,
    Document,
    Heading,
    Image,
    Inline,
    Link,
    ListItem,
    NoteReference,
    Paragraph,
    Text,
    iterate_blocks,
    plain_text,
)
from ratgeber_tools.errors import InputError
from ratgeber_tools.findings import Code, Finding
from ratgeber_tools.readers import myst
from ratgeber_tools.roundtrip.binding import Bound, Member
from ratgeber_tools.roundtrip.parting import ChapterShare, apart
from ratgeber_tools.roundtrip.stretches import stretches
from strategies import documents
from thoroughness import examples

FRONT = "Ratgeber\n\nZum Gegenlesen\n"
HORT = """# Hort

Der Hort kostet Geld.[^a]

- Morgens
- Abends

[^a]: Nicht überall.
"""
SCHULWEG = """# Schulweg

(strecke)=
Üben Sie die Strecke.[^a] Siehe [Hort](hort.md) und ![Plan](../bilder/plan.png).

[^a]: Zu Fuß.
"""
HILFE = """# Hilfe

Rufen Sie an. Vorher steht [der Weg](#strecke).
"""


def bound() -> Bound:
    names = ("", "schulanfang/hort", "schulanfang/schulweg", "hilfe")
    sources = (FRONT, HORT, SCHULWEG, HILFE)
    return Bound(tuple(Member(name, myst.read(text).document) for name, text in zip(names, sources, strict=True)))


def edited(change: dict[str, str], *, drop: tuple[str, ...] = ()) -> Document:
    """Return the bound document with words changed and blocks that begin with certain words left out."""

    def words(block: Block) -> str:
        return plain_text(block.children) if isinstance(block, Heading | Paragraph) else ""

    blocks: list[Block] = []
    for block in bound().document.blocks:
        if any(words(block).startswith(start) for start in drop):
            continue
        new = change.get(words(block))
        if new is not None and isinstance(block, Heading | Paragraph):
            block = replace(block, children=(Text(new),))
        blocks.append(block)
    return replace(bound().document, blocks=tuple(blocks))


def shares(document: Document, **more: object) -> tuple[ChapterShare, ...]:
    return apart(bound(), document, **more)  # type: ignore[arg-type]


def texts(share: ChapterShare) -> list[str]:
    return [
        plain_text(block.children)
        for block in iterate_blocks(share.document.blocks)
        if isinstance(block, Heading | Paragraph)
    ]


def place(document: Document, words: str) -> int:
    return next(
        at
        for at, block in enumerate(document.blocks)
        if isinstance(block, Heading | Paragraph) and plain_text(block.children).startswith(words)
    )


def moved(words: str, *, behind: str) -> Document:
    document = bound().document
    blocks = list(document.blocks)
    block = blocks.pop(place(document, words))
    rest = replace(document, blocks=tuple(blocks))
    blocks.insert(place(rest, behind) + 1, block)
    return replace(document, blocks=tuple(blocks))


def inserted(block: Block, *, behind: str) -> Document:
    document = bound().document
    at = place(document, behind) + 1
    return replace(document, blocks=(*document.blocks[:at], block, *document.blocks[at:]))


def paragraph(*words: str | Inline) -> Paragraph:
    return Paragraph(children=tuple(Text(word) if isinstance(word, str) else word for word in words))


def all_lines(document: Document) -> list[object]:
    notes = [block for note in document.notes.values() for block in note]
    return [block.lines for block in iterate_blocks((*document.blocks, *notes))]


# ---------------------------------------------------------------------------------------------- nothing edited


@examples(12)
@given(chapters=st.lists(documents(), min_size=1, max_size=3))
def test_chapters_that_were_bound_are_the_same_apart(chapters: list[Document]) -> None:
    members = [Member("", myst.read(FRONT).document)]
    members += [Member(f"teil/{number}", chapter) for number, chapter in enumerate(chapters)]
    lined = [replace(member, document=_with_lines(member.document)) for member in members]
    book = Bound(tuple(lined))
    found = apart(book, book.document)
    assert [share.document for share in found] == chapters
    assert [all_lines(share.document) for share in found] == [all_lines(member.document) for member in lined[1:]]
    assert [share.findings for share in found] == [()] * len(chapters)


def _with_lines(document: Document) -> Document:
    from ratgeber_tools.document import LineRange

    blocks = tuple(
        replace(block, lines=LineRange(3 * number, 3 * number + 2)) for number, block in enumerate(document.blocks)
    )
    return replace(document, blocks=blocks)


def test_each_paragraph_is_known_to_belong_to_its_chapter() -> None:
    from ratgeber_tools.outline import lay_out

    book = bound()
    outline = lay_out(book.document)
    owners = {
        plain_text(unit.words): book.member_of(unit.number) for unit in outline.everything() if plain_text(unit.words)
    }
    assert owners["Zum Gegenlesen"] == 0
    assert owners["Nicht überall."] == 1
    assert owners["Zu Fuß."] == 2
    assert owners["Hilfe"] == 3


def test_references_to_a_chapter_in_the_file_lead_there() -> None:
    from ratgeber_tools.outline import lay_out

    book = bound()
    units = {plain_text(unit.words): unit.number for unit in lay_out(book.document).everything()}
    way = next(number for words, number in units.items() if words.startswith("Üben"))
    assert book.leads_to(Link("hort.md", ()), way) == units["Hort"]
    assert book.leads_to(Link("../hilfe.md", ()), way) == units["Hilfe"]
    assert book.leads_to(CrossReference("strecke", ()), units["Hilfe"]) == way
    assert book.leads_to(Link("gibt-es-nicht.md", ()), way) is None
    assert book.leads_to(Link("https://example.org/", ()), way) is None


# ---------------------------------------------------------------------------------------------- edits


def test_an_edit_reaches_its_chapter_alone() -> None:
    hort, way, help_ = shares(edited({"Der Hort kostet Geld.": "Der Hort ist frei."}))
    assert "Der Hort ist frei." in texts(hort)
    assert way.document == bound().members[2].document
    assert help_.document == bound().members[3].document


def test_new_words_at_the_end_of_a_chapter_belong_to_it() -> None:
    document = bound().document
    at = place(document, "Schulweg")
    new = paragraph("Noch etwas.")
    hort, way, _ = shares(replace(document, blocks=(*document.blocks[:at], new, *document.blocks[at:])))
    assert texts(hort)[-1] == "Noch etwas."
    assert "Noch etwas." not in texts(way)


def test_a_deleted_title_does_not_give_its_chapter_away() -> None:
    hort, way, help_ = shares(edited({}, drop=("Schulweg",)))
    assert hort.document == bound().members[1].document
    assert texts(way)[0].startswith("Üben Sie")
    assert help_.document == bound().members[3].document


def test_an_edited_title_still_begins_its_chapter() -> None:
    _, way, _ = shares(edited({"Schulweg": "Der Weg zur Schule"}))
    assert texts(way)[0] == "Der Weg zur Schule"
    assert way.document.blocks[0].lines is not None


def test_a_paragraph_moved_to_another_chapter_is_gone_here_and_new_there() -> None:
    hort, way, help_ = shares(moved("Üben Sie", behind="Rufen Sie an"))
    assert hort.document == bound().members[1].document
    assert texts(way) == ["Schulweg"]
    new = help_.document.blocks[-1]
    assert isinstance(new, Paragraph)
    assert new.lines is None
    assert new.identifiers == ("strecke",)
    assert [finding.code for finding in (*way.findings, *help_.findings)] == [Code.CONTENT_REVIEW] * 2
    assert "„Schulweg“ hierher verschoben: „Üben Sie die Strecke." in help_.findings[0].text
    assert "In das Kapitel „Hilfe“ verschoben" in way.findings[0].text


def test_links_and_pictures_of_a_moved_paragraph_lead_where_they_did() -> None:
    _, _, help_ = shares(moved("Üben Sie", behind="Rufen Sie an"))
    new = help_.document.blocks[-1]
    assert isinstance(new, Paragraph)
    assert [inline.target for inline in new.children if isinstance(inline, Link)] == ["schulanfang/hort.md"]
    assert [inline.source for inline in new.children if isinstance(inline, Image)] == ["bilder/plan.png"]


def test_a_footnote_goes_with_its_sign() -> None:
    hort, way, help_ = shares(moved("Üben Sie", behind="Rufen Sie an"))
    assert set(hort.document.notes) == {"a"}
    assert set(way.document.notes) == set()
    assert [plain_text(block.children) for block in help_.document.notes["a"] if isinstance(block, Paragraph)] == [
        "Zu Fuß."
    ]


def test_a_footnote_that_comes_to_one_of_the_same_name_gets_another() -> None:
    hort, _, _ = shares(moved("Üben Sie", behind="Der Hort kostet"))
    signs = [
        inline.label
        for block in hort.document.blocks
        if isinstance(block, Paragraph)
        for inline in block.children
        if isinstance(inline, NoteReference)
    ]
    assert signs == ["a", "1"]
    assert [next(iter(hort.document.notes[label])) for label in signs] == [
        paragraph("Nicht überall."),
        paragraph("Zu Fuß."),
    ]


def test_a_new_footnote_belongs_to_the_chapter_of_its_sign() -> None:
    document = inserted(paragraph("Neu.", NoteReference("1")), behind="Rufen Sie an")
    notes = {**document.notes, "1": (paragraph("Ganz neu."),)}
    hort, _, help_ = shares(replace(document, notes=notes))
    assert set(hort.document.notes) == {"a"}
    assert help_.document.notes == {"1": (paragraph("Ganz neu."),)}


def test_a_chapter_moved_as_a_whole_stays_as_it_is() -> None:
    document = bound().document
    at = place(document, "Hilfe")
    first = place(document, "Hort")
    blocks = document.blocks
    found = shares(replace(document, blocks=(*blocks[:first], *blocks[at:], *blocks[first:at])))
    assert [share.document for share in found] == [member.document for member in bound().members[1:]]


def test_an_item_moved_into_another_chapter_is_new_there() -> None:
    document = bound().document
    items = next(block for block in document.blocks if isinstance(block, BulletList))
    gone = replace(items, items=items.items[:1])
    new = BulletList(items=(items.items[1], ListItem((paragraph("Mittags"),))))
    at = place(document, "Rufen Sie an") + 1
    blocks = [gone if block is items else block for block in document.blocks]
    hort, _, help_ = shares(replace(document, blocks=(*blocks[:at], new, *blocks[at:])))
    assert "Abends" not in texts(hort)
    assert texts(help_)[-2:] == ["Abends", "Mittags"]
    assert all(block.lines is None for block in iterate_blocks(help_.document.blocks[-1:]))
    assert any("hierher verschoben" in finding.text for finding in help_.findings)


def test_a_chapter_that_did_not_come_back_stays_and_is_reported() -> None:
    _, way, _ = shares(edited({}, drop=("Schulweg", "Üben")))
    assert way.document == bound().members[2].document
    assert "steht nicht mehr in der Datei" in way.findings[0].text
    assert way.known == shares(bound().document)[1].known  # nobody need be told that its marks are gone


def test_a_title_moved_alone_does_not_take_its_chapter_along() -> None:
    hort, way, help_ = shares(moved("Hilfe", behind="Der Hort kostet"))
    assert texts(hort)[-3:] == ["Hilfe", "Morgens", "Abends"]
    assert way.document == bound().members[2].document
    assert texts(help_) == ["Rufen Sie an. Vorher steht der Weg."]


@pytest.mark.parametrize(
    ("origins", "places"),
    [
        ([], []),
        ([0, 1, 1, 2, 2], [0, 1, 1, 2, 2]),
        ([0, 1, 3, 1, 2, 2, 3], [0, 1, 1, 1, 2, 2, 3]),  # a paragraph moved forward
        ([0, 1, 2, 1, 2, 2], [0, 1, 1, 1, 2, 2]),  # across the border
        ([0, 1, 1, 2, 2, 2, 1, 1, 2], [0, 1, 1, 2, 2, 2, 2, 2, 2]),  # a section moved
        ([0, 3, 3, 1, 1, 1, 2, 2, 2], [0, 3, 3, 1, 1, 1, 2, 2, 2]),  # a chapter moved as a whole
        ([1, 1, 2], [1, 1, 2]),  # no front page
    ],
)
def test_where_blocks_stand_is_told_by_what_stands_around_them(origins: list[int], places: list[int]) -> None:
    assert stretches(origins) == places


# ---------------------------------------------------------------------------------------------- the front page


def test_words_on_the_front_page_become_a_note_and_are_reported() -> None:
    hort, _, _ = shares(inserted(paragraph("Bitte alles kürzer."), behind="Zum Gegenlesen"))
    note = hort.document.blocks[1]
    assert isinstance(note, Container)
    assert note.name == "redaktionsnotiz"
    assert note.blocks == (paragraph("Bitte alles kürzer."),)
    assert "Auf der Titelseite steht neu: „Bitte alles kürzer.“" in hort.findings[0].text


def test_a_comment_on_the_front_page_keeps_its_office() -> None:
    note = Container(name="redaktionsnotiz", blocks=(paragraph("Wann ist Schluss?"),), options=(("von", "Schulamt"),))
    hort, _, _ = shares(inserted(note, behind="Zum Gegenlesen"))
    assert hort.document.blocks[1] == note
    assert hort.document.blocks[2:] == bound().members[1].document.blocks[1:]
    assert "Wann ist Schluss?" in hort.findings[0].text


def test_changed_words_on_the_front_page_are_reported_too() -> None:
    hort, _, _ = shares(edited({"Zum Gegenlesen": "Zum Gegenlesen, bis Montag"}))
    assert "bis Montag" in hort.findings[0].text


def test_a_front_page_that_was_deleted_changes_nothing() -> None:
    found = shares(edited({}, drop=("Ratgeber", "Zum Gegenlesen")))
    assert [share.document for share in found] == [member.document for member in bound().members[1:]]


# ---------------------------------------------------------------------------------------------- findings, no marks


def test_a_finding_goes_to_the_chapter_it_speaks_of() -> None:
    findings = (
        Finding(Code.COMMENT_REPORTED, "Ein Kommentar", words="Rufen Sie an."),
        Finding(Code.COMMENT_REPORTED, "Mit Zeile", line=bound().spans[2].first + 1),
        Finding(Code.COMMENT_REPORTED, "Irgendwo"),
    )
    hort, way, help_ = shares(bound().document, findings=findings)
    assert [finding.text for finding in hort.findings] == ["Irgendwo"]
    assert [(finding.text, finding.line) for finding in way.findings] == [("Mit Zeile", 1)]
    assert [finding.text for finding in help_.findings] == ["Ein Kommentar"]


def without_lines(document: Document) -> Document:
    return replace(
        document,
        blocks=tuple(replace(block, lines=None) for block in document.blocks if not isinstance(block, BulletList)),
    )


def test_without_marks_the_titles_tell_the_chapters_apart() -> None:
    hort, way, help_ = shares(without_lines(edited({"Rufen Sie an. Vorher steht der Weg.": "Kommen Sie."})))
    assert texts(hort)[0] == "Hort"
    assert texts(way)[0] == "Schulweg"
    assert texts(help_) == ["Hilfe", "Kommen Sie."]


def test_without_marks_and_titles_the_file_is_refused() -> None:
    with pytest.raises(InputError, match="unsichtbaren Marken"):
        shares(without_lines(edited({}, drop=("Hort", "Schulweg", "Hilfe"))))
