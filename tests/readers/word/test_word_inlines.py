"""Runs: emphasis, typography, symbols, wrappers."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from word_package import STYLES, found, p, r, read_body, style

from ratgeber_tools.document import (
    Code,
    Emphasis,
    Inlines,
    Paragraph,
    Strikethrough,
    Strong,
    Subscript,
    Superscript,
    Text,
    plain_text,
)
from ratgeber_tools.findings import Code as FindingCode


def inlines(folder: Path, body: str, *, repair: bool = False, styles: str = STYLES) -> Inlines:
    first = read_body(folder, body, repair=repair, styles=styles).document.blocks[0]
    assert isinstance(first, Paragraph)
    return first.children


def test_runs_of_one_look_are_one_mark_and_blanks_stand_outside(tmp_path: Path) -> None:
    body = p(r("Das ist ") + r("sehr ", "<w:b/>") + r("wich", "<w:b/>") + r("tig ", "<w:b/>") + r("heute"))
    assert inlines(tmp_path, body) == (Text("Das ist "), Strong((Text("sehr wichtig"),)), Text(" heute"))


def test_a_plain_blank_between_bold_words_does_not_split_them(tmp_path: Path) -> None:
    assert inlines(tmp_path, p(r("ein", "<w:b/>") + r(" ") + r("Wort", "<w:b/>"))) == (Strong((Text("ein Wort"),)),)


def test_a_bold_blank_is_no_emphasis(tmp_path: Path) -> None:
    assert inlines(tmp_path, p(r(" ", "<w:b/>") + r("Ende"))) == (Text("Ende"),)


def test_the_mark_that_reaches_furthest_is_outside(tmp_path: Path) -> None:
    body = p(r("a ", "<w:b/>") + r("b ", "<w:b/><w:i/>") + r("c", "<w:b/><w:i/><w:strike/>") + r(" d", "<w:b/>"))
    assert inlines(tmp_path, body) == (
        Strong((Text("a "), Emphasis((Text("b "), Strikethrough((Text("c"),)))), Text(" d"))),
    )


@pytest.mark.parametrize("off", ["0", "false", "off", "none"])
def test_direct_formatting_switches_a_style_off(tmp_path: Path, off: str) -> None:
    assert inlines(tmp_path, p(r("nicht fett", f'<w:rStyle w:val="Fett"/><w:b w:val="{off}"/>'))) == (
        Text("nicht fett"),
    )


def test_bold_of_a_paragraph_style_is_the_authors_emphasis(tmp_path: Path) -> None:
    assert inlines(tmp_path, p("Merke dir das.", style="Merksatz")) == (Strong((Text("Merke dir das."),)),)


def test_two_kinds_of_bold_style_cancel_each_other_out(tmp_path: Path) -> None:
    body = p(r("fett ") + r("mager", '<w:rStyle w:val="Fett"/>'), style="Merksatz")
    assert inlines(tmp_path, body) == (Strong((Text("fett"),)), Text(" mager"))


def test_a_character_style_may_be_based_on_another(tmp_path: Path) -> None:
    own = STYLES + style("Extra", "Extra", kind="character", based_on="Fett", inside="<w:rPr><w:i/></w:rPr>")
    body = p(r("beides", '<w:rStyle w:val="Extra"/>'))
    assert inlines(tmp_path, body, styles=own) == (Strong((Emphasis((Text("beides"),)),)),)


def test_raised_and_lowered_text(tmp_path: Path) -> None:
    body = p(
        r("H") + r("2", '<w:vertAlign w:val="subscript"/>') + r("O m")
        + r("2", '<w:vertAlign w:val="superscript"/>') + r(" n") + r("3", '<w:position w:val="8"/>')
    )  # fmt: skip
    assert inlines(tmp_path, body) == (
        Text("H"), Subscript("2"), Text("O m"), Superscript("2"), Text(" n"), Superscript("3"),
    )  # fmt: skip


def test_code_by_style(tmp_path: Path) -> None:
    body = p(r("Mit ") + r("ls  -l", '<w:rStyle w:val="QuelltextZchn"/>') + r(" geht es."))
    assert inlines(tmp_path, body) == (Text("Mit "), Code("ls  -l"), Text(" geht es."))


def test_german_typography_survives(tmp_path: Path) -> None:
    text = "„Komm“, ‚bald‘ – z.\u00a0B. um 8\u202fUhr … wird’s »gut«"
    assert plain_text(inlines(tmp_path, p(r(text)))) == text


def test_soft_and_no_break_hyphens_become_characters(tmp_path: Path) -> None:
    body = p("<w:r><w:t>Donau</w:t><w:softHyphen/><w:t>schiff E</w:t><w:noBreakHyphen/><w:t>Mail</w:t></w:r>")
    assert plain_text(inlines(tmp_path, body)) == "Donau\u00adschiff E\u2011Mail"


def test_symbols_become_ordinary_characters(tmp_path: Path) -> None:
    body = p(
        '<w:r><w:sym w:font="Wingdings" w:char="F0E0"/></w:r><w:r><w:sym w:font="Symbol" w:char="F061"/></w:r>'
        + r("\uf0fc", '<w:rFonts w:ascii="Wingdings"/>')
    )
    assert plain_text(inlines(tmp_path, body)) == "→α✓"


def test_an_unknown_symbol_is_reported(tmp_path: Path) -> None:
    result = read_body(tmp_path, p(r("vor ") + '<w:r><w:sym w:font="Hausschrift" w:char="F0E0"/></w:r>'))
    assert "Hausschrift" in found(result, FindingCode.CONTENT_REVIEW)[0].text


@pytest.mark.parametrize(
    "wrapped",
    [
        "<w:smartTag w:element='x'><w:smartTag w:element='y'>{}</w:smartTag></w:smartTag>",
        "<w:sdt><w:sdtPr/><w:sdtContent>{}</w:sdtContent></w:sdt>",
        "<w:customXml w:element='x'>{}</w:customXml>",
        "<w:bdo w:val='ltr'>{}</w:bdo>",
        "<w:neu><w:unbekannt>{}</w:unbekannt></w:neu>",
        "<mc:AlternateContent><mc:Choice Requires='w14'>{}</mc:Choice>"
        "<mc:Fallback><w:r><w:t>alt</w:t></w:r></mc:Fallback></mc:AlternateContent>",
        "<mc:AlternateContent><mc:Choice Requires='fremd'><w:r><w:t>neu</w:t></w:r></mc:Choice>"
        "<mc:Fallback>{}</mc:Fallback></mc:AlternateContent>",
    ],
)  # fmt: skip
def test_text_in_any_wrapper_is_read_once(tmp_path: Path, wrapped: str) -> None:
    assert plain_text(inlines(tmp_path, p(r("vor ") + wrapped.format(r("drin")) + r(" nach")))) == "vor drin nach"


def test_ruby_changes_no_look_but_its_own(tmp_path: Path) -> None:
    ruby = f"<w:ruby><w:rt>{r('kan')}</w:rt><w:rubyBase>{r('漢', '<w:i/>')}</w:rubyBase></w:ruby>"
    body = p(f"<w:r><w:rPr><w:b/></w:rPr><w:t>vor</w:t>{ruby}<w:t>nach</w:t></w:r>")
    (made,) = read_body(tmp_path, body).document.blocks
    assert made == Paragraph(
        (
            Strong((Text("vor"),)),
            Emphasis((Text("漢"),)),
            Text(" (kan)"),
            Strong((Text("nach"),)),
        )
    )


def test_ruby_keeps_both_texts(tmp_path: Path) -> None:
    body = p(f"<w:r><w:ruby><w:rt>{r('kan')}</w:rt><w:rubyBase>{r('漢')}</w:rubyBase></w:ruby></w:r>")
    assert plain_text(inlines(tmp_path, body)) == "漢 (kan)"


def test_hidden_text_is_dropped_and_reported_in_full(tmp_path: Path) -> None:
    result = read_body(tmp_path, p(r("Man sieht ") + r("dies nicht ", "<w:vanish/>") + r("alles.")))
    first = result.document.blocks[0]
    assert isinstance(first, Paragraph)
    assert plain_text(first.children) == "Man sieht alles."
    assert found(result, FindingCode.HIDDEN_TEXT_DROPPED)[0].words == "dies nicht"


def test_text_hidden_by_a_style_is_hidden(tmp_path: Path) -> None:
    own = STYLES + style("Weg", "Weg", inside="<w:rPr><w:vanish/></w:rPr>")
    result = read_body(tmp_path, p("geheim", style="Weg"), styles=own)
    assert result.document.blocks == ()
    assert found(result, FindingCode.HIDDEN_TEXT_DROPPED)[0].words == "geheim"


def test_the_prompt_of_an_empty_control_is_dropped_and_reported(tmp_path: Path) -> None:
    prompt = f"<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>{r('Text eingeben')}</w:sdtContent></w:sdt>"
    result = read_body(tmp_path, p(r("Name: ") + prompt))
    assert found(result, FindingCode.CONTENT_DROPPED)[0].words == "Text eingeben"
    kept = read_body(tmp_path, p(r("Name: ") + prompt), repair=False).document.blocks[0]
    assert isinstance(kept, Paragraph)
    assert plain_text(kept.children) == "Name: Text eingeben"


def test_words_marked_with_a_colour_are_to_be_looked_at(tmp_path: Path) -> None:
    body = p(
        r("Frist ist der ") + r("1. ", '<w:highlight w:val="yellow"/>') + r("März", '<w:highlight w:val="yellow"/>')
    )
    assert found(read_body(tmp_path, body), FindingCode.CONTENT_REVIEW)[0].words == "1. März"


def test_underlining_and_colour_are_counted_not_kept(tmp_path: Path) -> None:
    body = p(
        r("eins", '<w:u w:val="single"/>') + r(" zwei ") + r("drei", '<w:u w:val="single"/><w:color w:val="FF0000"/>')
    )
    texts = [finding.text for finding in found(read_body(tmp_path, body), FindingCode.FORMATTING_SIMPLIFIED)]
    assert [text.split(":")[0] for text in texts] == [
        "Unterstreichung wurde 2-mal weggelassen; im Web sieht sie wie ein Link aus.",
        "Schriftfarbe wurde einmal weggelassen",
    ]


def test_markup_typed_as_text_is_text(tmp_path: Path) -> None:
    text = "<script>alert(1)</script> {raw}`x` ```{include} /etc/passwd"
    assert inlines(tmp_path, p(r(text))) == (Text(text),)


def test_a_paragraph_whose_mark_was_deleted_joins_the_next(tmp_path: Path) -> None:
    body = p(r("Ein "), properties='<w:rPr><w:del w:id="1"/></w:rPr>') + p("Satz.")
    assert plain_text(inlines(tmp_path, body)) == "Ein Satz."


@pytest.mark.parametrize(
    "frame", ["{}", "<w:ins w:id='1'>{}</w:ins>", "<w:sdt><w:sdtContent>{}</w:sdtContent></w:sdt>"]
)
def test_the_time_for_a_long_paragraph_grows_with_its_length_not_its_square(tmp_path: Path, frame: str) -> None:
    body = p(frame.format(r("a ") * 60_000))
    start = time.process_time()
    read_body(tmp_path, body, repair=False)
    assert time.process_time() - start < 8  # by the square it was 13 to 60 seconds


@pytest.mark.parametrize(
    ("before", "bold", "after", "read"),
    [
        ("", "Hort,", "dann", (Strong((Text("Hort"),)), Text(",dann"))),
        ("x", "(Hort)", "y", (Text("x("), Strong((Text("Hort"),)), Text(")y"))),
        ("der", "„Hort“", "e", (Text("der„"), Strong((Text("Hort"),)), Text("“e"))),
        ("1", ".", " Hort", (Text("1. Hort"),)),
        ("Der ", "Hort,", " dann", (Text("Der "), Strong((Text("Hort,"),)), Text(" dann"))),
        ("Fahr", "karten", "&Bus", (Text("Fahr"), Strong((Text("karten"),)), Text("&Bus"))),
    ],
)
def test_bold_ends_at_a_letter_where_a_word_goes_on(
    tmp_path: Path, before: str, bold: str, after: str, read: Inlines
) -> None:
    body = p((r(before) if before else "") + r(bold, "<w:b/>") + r(after))
    assert inlines(tmp_path, body, repair=True) == read
