from __future__ import annotations

from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from ratgeber_tools.contributions import report
from ratgeber_tools.contributions.inventory import inventory_of
from ratgeber_tools.dialect import ALT_PLACEHOLDER
from ratgeber_tools.document import (
    BlockQuote,
    BulletList,
    Container,
    Document,
    Figure,
    Heading,
    Image,
    ListItem,
    Paragraph,
    Text,
    iterate_blocks,
    plain_text,
)
from ratgeber_tools.findings import Code, Finding
from ratgeber_tools.readers import myst


def paragraph(words: str) -> Paragraph:
    return Paragraph((Text(words),))


DOCUMENT = Document(
    (
        Heading(1, (Text("Hort"),)),
        paragraph("Zwei Wörter"),
        BulletList((ListItem((paragraph("eins"),)), ListItem((paragraph("zwei"),)))),
        Figure(Image("a", "Ein Bild")),
        Container("tipp", (paragraph("Tipp"),)),
        Container("redaktionsnotiz", (paragraph("Notiz"),)),
    ),
    {"1": (paragraph("Fußnote"),)},
)
FINDINGS = (
    Finding(Code.DELETION_DROPPED, "Gestrichen.", heading="Hort", words="alte Wörter"),
    Finding(Code.COMMENT_REPORTED, "Kommentar.", heading="Hort", words="Stimmt das?"),
    Finding(Code.STRUCTURE_REPAIRED, "3 Überschriften erkannt."),
)


def test_what_was_taken_over_is_counted_in_correct_german() -> None:
    assert inventory_of(DOCUMENT).taken_over == (
        "1 Überschrift", "5 Absätze", "1 Liste", "1 Bild", "1 Fußnote", "1 Baustein", "1 Redaktionsnotiz", "10 Wörter",
    )  # fmt: skip


def test_the_summary_fits_on_four_lines() -> None:
    assert report.summary(inventory_of(DOCUMENT), FINDINGS)[1:] == ("Geändert: 1", "Weggelassen: 1", "Bitte ansehen: 1")


def test_an_empty_document_is_reported_as_such() -> None:
    assert report.summary(inventory_of(Document(())), ())[0] == "Übernommen: nichts"
    assert "Nichts." in report.markdown("leer.docx", Document(()), ())


def test_the_report_has_four_parts_and_the_next_step_and_every_finding_with_its_place_and_words() -> None:
    text = report.markdown("Beitrag.docx", DOCUMENT, FINDINGS)
    headings = [line for line in text.splitlines() if line.startswith("#")]
    assert headings == [
        "# Bericht zu Beitrag.docx", "## Übernommen", "## Geändert", "## Weggelassen", "## Bitte ansehen",
        "## So geht es weiter",
    ]  # fmt: skip
    dropped = text[text.index("## Weggelassen") : text.index("## Bitte ansehen")]
    assert "Unter der Überschrift „Hort“:" in dropped
    assert "- Gestrichen." in dropped
    assert "> alte Wörter" in dropped
    assert "3 Überschriften erkannt." in text[text.index("## Geändert") : text.index("## Weggelassen")]


def test_the_next_step_names_what_is_open_only_if_something_is() -> None:
    assert "klären Sie, was unter" in report.markdown("a.docx", DOCUMENT, FINDINGS)
    nothing = report.markdown("a.docx", DOCUMENT, FINDINGS[:1])
    assert "klären Sie, was unter" not in nothing
    assert "Lesen Sie das Kapitel in der Vorschau einmal ganz durch." in nothing


def test_findings_of_checks_without_treatment_stay_out() -> None:
    assert "kaputt" not in report.markdown("x.docx", DOCUMENT, [Finding(Code.LINK_BROKEN, "kaputt")])


@given(
    st.text(st.characters(exclude_categories=("Cc", "Cs")), min_size=1, max_size=40),
    st.sampled_from(["", "# ", "<script>", ":::{raw} html\n", "[x](javascript:a)"]),
)
def test_nothing_an_author_typed_lives_in_the_report(words: str, opening: str) -> None:
    typed = " ".join((opening + words).split())
    finding = Finding(Code.DELETION_DROPPED, "Gestrichen.", heading=typed, words=typed)
    text = report.markdown(opening + "x.docx", Document(()), [finding])
    blocks = myst.read(text, path=Path("bericht.md")).document.blocks
    assert {type(block) for block in iterate_blocks(blocks)} <= {Heading, Paragraph, BulletList, BlockQuote}
    quoted = [block for block in iterate_blocks(blocks) if isinstance(block, BlockQuote)]
    if typed and typed not in finding.text:
        [inner] = quoted[0].blocks
        assert isinstance(inner, Paragraph)
        assert plain_text(inner.children).split() == typed.split()


def test_what_is_found_several_times_under_a_heading_is_said_once_with_how_often() -> None:
    missing = Finding(Code.PICTURE_REVIEW, "Ein Bild hat keinen Alternativtext.", heading="Hort")
    other = Finding(Code.COMMENT_REPORTED, "Kommentar.", words="Stimmt das?")
    text = report.markdown("beitrag.docx", DOCUMENT, (missing, other, missing, missing))
    assert text.count("Ein Bild hat keinen Alternativtext.") == 1
    assert "(Das gilt 3-mal.)" in text
    assert text.count("Unter der Überschrift „Hort“:") == 1


def test_words_that_stand_in_the_sentence_in_pieces_are_not_quoted_again() -> None:
    found = Finding(Code.CONTENT_REVIEW, "Sie sagen: Amt: Jugendamt; Quelle: Satzung.", words="Jugendamt Satzung.")
    assert "> Jugendamt" not in report.markdown("beitrag.docx", DOCUMENT, (found,))


def test_a_description_that_only_reminds_of_itself_counts_no_words() -> None:
    pictured = Document((Figure(Image("a.png", ALT_PLACEHOLDER)),))
    assert inventory_of(pictured).taken_over == ("1 Bild",)


def test_a_name_is_found_in_one_passage_or_in_the_head_and_never_across_two() -> None:
    document = Document((paragraph("Gruß, Ihre Anja"), paragraph("Amt für Bildung")), front_matter='zustaendig: "x"')
    assert "Erst klären" not in report.markdown("beitrag.docx", document, ())
    named = Document((paragraph("Text"),), front_matter='zustaendig: "Jugendamt, Frau Meier"')
    assert "„Frau Meier“ nennt eine Person." in report.markdown("beitrag.docx", named, ())
