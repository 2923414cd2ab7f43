"""Footnotes and endnotes, comments, tracked changes."""

from __future__ import annotations

from pathlib import Path

from word_package import all_text, found, outline, p, r, read_body, row, table

from ratgeber_tools.document import (
    BulletList,
    Container,
    Emphasis,
    Heading,
    NoteReference,
    Paragraph,
    Table,
    Text,
    plain_text,
)
from ratgeber_tools.findings import Code
from ratgeber_tools.readers import ReadResult

FOOT = '<w:r><w:footnoteReference w:id="{}"/></w:r>'
END = '<w:r><w:endnoteReference w:id="{}"/></w:r>'


def footnote(identifier: int, *paragraphs: str) -> str:
    return f'<w:footnote w:id="{identifier}">{"".join(paragraphs)}</w:footnote>'


def note_texts(result: ReadResult) -> dict[str, str]:
    return {
        label: " / ".join(plain_text(block.children) for block in blocks if isinstance(block, Paragraph))
        for label, blocks in result.document.notes.items()
    }


def editorial(result: ReadResult) -> list[tuple[str, str]]:
    """Return (kind, words) of the editorial notes in the chapter."""
    notes = []
    for block in result.document.blocks:
        if isinstance(block, Container) and block.name == "redaktionsnotiz":
            words = " / ".join(plain_text(inner.children) for inner in block.blocks if isinstance(inner, Paragraph))
            notes.append((block.options[0][1], words))
    return notes


def test_foot_and_endnotes_are_numbered_as_they_come(tmp_path: Path) -> None:
    body = p(r("Eins") + FOOT.format(7) + r(" zwei") + END.format(1) + r(".")) + p(r("Drei") + FOOT.format(2))
    result = read_body(
        tmp_path,
        body,
        footnotes='<w:footnote w:id="0" w:type="separator"><w:p/></w:footnote>'
        + footnote(7, p("<w:r><w:footnoteRef/></w:r>" + r(" Fuß ") + r("sieben", "<w:i/>")), p("zweiter Absatz"))
        + footnote(2, p("Fuß zwei")),
        endnotes='<w:endnote w:id="1">' + p("Ende eins") + "</w:endnote>",
    )
    first = result.document.blocks[0]
    assert isinstance(first, Paragraph)
    assert first.children == (Text("Eins"), NoteReference("1"), Text(" zwei"), NoteReference("2"), Text("."))
    assert note_texts(result) == {"1": "Fuß sieben / zweiter Absatz", "2": "Ende eins", "3": "Fuß zwei"}
    assert result.document.notes["1"][0] == Paragraph((Text("Fuß "), Emphasis((Text("sieben"),))))


def test_a_note_referred_to_twice_is_one_note(tmp_path: Path) -> None:
    result = read_body(tmp_path, p(r("a") + FOOT.format(1) + r(" b") + FOOT.format(1)), footnotes=footnote(1, p("x")))
    assert note_texts(result) == {"1": "x"}


def test_a_reference_to_a_note_that_is_missing_is_left_out(tmp_path: Path) -> None:
    assert all_text(read_body(tmp_path, p(r("a") + FOOT.format(9)), footnotes=footnote(1, p("x"))).document) == "a"


def test_a_note_in_a_heading_and_in_a_cell(tmp_path: Path) -> None:
    body = p(r("Kopf") + FOOT.format(1), style="berschrift1") + table(row(p(r("Zelle") + FOOT.format(2))))
    result = read_body(tmp_path, body, footnotes=footnote(1, p("x")) + footnote(2, p("y")))
    assert result.document.blocks[0] == Heading(1, (Text("Kopf"), NoteReference("1")))
    assert note_texts(result) == {"1": "x", "2": "y"}


def test_a_chain_of_notes_that_refer_to_each_other_ends(tmp_path: Path) -> None:
    notes = "".join(footnote(at, p(r(f"n{at}") + FOOT.format((at + 1) % 500))) for at in range(500))
    result = read_body(tmp_path, p(r("a") + FOOT.format(0)), footnotes=notes)
    assert len(result.document.notes) == 500


# ------------------------------------------------------------------------------------------------- comments


def comment(identifier: int, *paragraphs: str) -> str:
    return f'<w:comment w:id="{identifier}" w:author="Amt" w:initials="A">{"".join(paragraphs)}</w:comment>'


def commented(identifier: int, text: str) -> str:
    return (
        f'<w:commentRangeStart w:id="{identifier}"/>{r(text)}<w:commentRangeEnd w:id="{identifier}"/>'
        f'<w:r><w:commentReference w:id="{identifier}"/></w:r>'
    )


def test_a_comment_is_reported_and_becomes_an_editorial_note_with_the_words_it_hangs_on(tmp_path: Path) -> None:
    body = p("Fristen", style="berschrift1") + p(r("Bis ") + commented(1, "31. Januar") + r(" anmelden."))
    result = read_body(tmp_path, body, comments=comment(1, p("Gilt das noch?"), p("Bitte klären.")))
    assert outline(result)[:2] == ["# Fristen", "Bis 31. Januar anmelden."]
    assert editorial(result) == [("kommentar", "Kommentar zu „31. Januar“: Gilt das noch? / Bitte klären.")]
    (finding,) = found(result, Code.COMMENT_REPORTED)
    assert finding.words == "Gilt das noch? Bitte klären."
    assert "„31. Januar“" in finding.text
    assert finding.heading == "Fristen"


def test_no_name_of_a_person_gets_into_the_note_or_the_report(tmp_path: Path) -> None:
    named = comment(1, p("Stimmt das?")).replace('"Amt"', '"Geheimname"').replace('"A"', '"GN"')
    result = read_body(tmp_path, p(commented(1, "dies")), comments=named)
    assert "Geheimname" not in repr(result)
    assert "GN" not in repr(result)


def test_a_comment_over_several_paragraphs_knows_all_its_words(tmp_path: Path) -> None:
    body = (
        p('<w:commentRangeStart w:id="1"/>' + r("eins")) + p(r("zwei"))
        + p(r("drei") + '<w:commentRangeEnd w:id="1"/><w:r><w:commentReference w:id="1"/></w:r>')
    )  # fmt: skip
    result = read_body(tmp_path, body, comments=comment(1, p("Hm.")))
    assert "einszweidrei" in found(result, Code.COMMENT_REPORTED)[0].text.replace(" ", "")


def test_a_comment_nothing_refers_to_is_reported(tmp_path: Path) -> None:
    assert (
        found(read_body(tmp_path, p("a"), comments=comment(5, p("verloren"))), Code.COMMENT_REPORTED)[0].words
        == "verloren"
    )


def test_a_note_on_a_list_item_does_not_break_the_list(tmp_path: Path) -> None:
    body = p("- a") + p(r("- ") + commented(1, "b")) + p("- c")
    (made,) = read_body(tmp_path, body, comments=comment(1, p("?"))).document.blocks
    assert isinstance(made, BulletList)
    assert isinstance(made.items[1].blocks[1], Container)


def test_a_note_on_a_cell_stands_behind_the_table(tmp_path: Path) -> None:
    body = table(row(p(commented(1, "a")), "b"))
    result = read_body(tmp_path, body, comments=comment(1, p("?")))
    assert isinstance(result.document.blocks[0], Table)
    assert editorial(result) == [("kommentar", "Kommentar zu „a“: ?")]


# ------------------------------------------------------------------------------------------ tracked changes


def inserted(content: str) -> str:
    return f'<w:ins w:id="1" w:author="Amt">{content}</w:ins>'


def deleted(text: str) -> str:
    return f'<w:del w:id="1"><w:r><w:delText xml:space="preserve">{text}</w:delText></w:r></w:del>'


def test_insertions_are_kept_and_reported(tmp_path: Path) -> None:
    result = read_body(tmp_path, p(r("Frist ist ") + inserted(r("der 1. ") + r("März")) + r(".")))
    assert outline(result) == ["Frist ist der 1. März."]
    assert found(result, Code.INSERTION_ACCEPTED)[0].words == "der 1. März"


def test_deletions_are_reported_and_become_editorial_notes(tmp_path: Path) -> None:
    result = read_body(
        tmp_path, p(r("Frist ist der ") + deleted("1. ") + deleted("Mai") + inserted(r("1. März")) + r("."))
    )
    assert outline(result)[0] == "Frist ist der 1. März."
    assert found(result, Code.DELETION_DROPPED)[0].words == "1. Mai"
    assert editorial(result) == [("streichung", "Gestrichen: „1. Mai“")]


def test_two_deletions_with_text_between_are_two(tmp_path: Path) -> None:
    result = read_body(tmp_path, p(deleted("eins") + r("bleibt") + deleted("zwei")))
    assert [finding.words for finding in found(result, Code.DELETION_DROPPED)] == ["eins", "zwei"]


def test_a_paragraph_deleted_as_a_whole_leaves_only_its_note(tmp_path: Path) -> None:
    result = read_body(tmp_path, p("vor") + p(deleted("ganz weg")) + p("nach"))
    assert [line for line in outline(result) if "Gestrichen" not in line] == ["vor", "nach"]
    assert editorial(result) == [("streichung", "Gestrichen: „ganz weg“")]


def test_a_footnote_deleted_with_its_reference_is_in_the_report(tmp_path: Path) -> None:
    body = p(r("Text") + f'<w:del w:id="1">{FOOT.format(1)}</w:del>')
    result = read_body(tmp_path, body, footnotes=footnote(1, p("Fußnotentext")))
    assert result.document.notes == {}
    assert found(result, Code.DELETION_DROPPED)[0].words == "Fußnotentext"


def test_moved_text_stands_at_its_new_place(tmp_path: Path) -> None:
    body = (
        p(f'<w:moveFrom w:id="1">{r("Umzug.")}</w:moveFrom>') + p("Mitte.")
        + p(f'<w:moveTo w:id="2">{r("Umzug.")}</w:moveTo>')
    )  # fmt: skip
    result = read_body(tmp_path, body)
    assert outline(result) == ["Mitte.", "Umzug."]
    assert "verschoben" in found(result, Code.INSERTION_ACCEPTED)[0].text


def test_earlier_formatting_kept_for_tracking_does_not_count(tmp_path: Path) -> None:
    old = "<w:rPrChange w:id='1'><w:rPr><w:b/></w:rPr></w:rPrChange>"
    old_paragraph = "<w:pPrChange w:id='1'><w:pPr><w:pStyle w:val='berschrift1'/></w:pPr></w:pPrChange>"
    result = read_body(tmp_path, p(r("Gewöhnlich.", old), properties=old_paragraph))
    assert result.document.blocks == (Paragraph((Text("Gewöhnlich."),)),)


def test_a_deletion_in_a_footnote_hangs_on_the_paragraph_above(tmp_path: Path) -> None:
    result = read_body(tmp_path, p(r("a") + FOOT.format(1)), footnotes=footnote(1, p(r("neu") + deleted("alt"))))
    assert editorial(result) == [("streichung", "Gestrichen: „alt“")]
    assert note_texts(result) == {"1": "neu"}
