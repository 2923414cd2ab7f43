"""What a voice says of our PDF: boxes, tick boxes, links and languages, read back from the tree of tags."""

from __future__ import annotations

import datetime
import io
from collections.abc import Iterator
from pathlib import Path

import page
import pikepdf
import pytest

from ratgeber_tools.typesetting.link_words import PrintedRun, joined
from ratgeber_tools.typesetting.typesetter import Mode, stage, typeset
from second_opinion import objections

NOON = datetime.datetime(2026, 9, 1, 12, tzinfo=datetime.UTC)
LONG = "ein Verweis mit so vielen Wörtern, dass er in keiner Zeile der Seite allein Platz hat und darum umbricht"
GUIDE = f"""#import "theme/theme.typ": *
#show: guide.with(title: "Titel")
#{{
chapter(level: 1, names: ("kapitel",), plain: "Kapitel", draft: true, "Kapitel")
info-box(kind: "frist", lines: 2, title: "Frist: Anmeldung", par("Bald."))
info-box(kind: "checkliste", lines: 2, title: "Checkliste", bullets("Impfpass", "Ausweis"))
checklist((false, "offen"), (true, "fertig"))
par({{ "Mehr unter "; reference("kapitel", "Kapitel"); " und " ; external("https://a.example/b", "{LONG}"); "." }})
par({{ external("tel:+49340112", "0340 112"); " und "; external("https://d.example", "Donaudampfschifffahrts") }})
par(external("https://r.example", "Dessau-Roßlau"))
par(foreign-words(language: "tr", "merhaba"))
}}
"""


@pytest.fixture(scope="module")
def pdf(tmp_path_factory: pytest.TempPathFactory) -> Iterator[pikepdf.Pdf]:
    main = stage(tmp_path_factory.mktemp("satz"), GUIDE, {})
    with pikepdf.open(io.BytesIO(typeset(main, timestamp=NOON))) as opened:
        yield opened


def elements(document: pikepdf.Pdf) -> Iterator[tuple[str, pikepdf.Object, tuple[str, ...]]]:
    """Yield kind, element and the kinds above it, in the order in which they are read."""

    def below(node: pikepdf.Object, above: tuple[str, ...]) -> Iterator[tuple[str, pikepdf.Object, tuple[str, ...]]]:
        for child in node if isinstance(node, pikepdf.Array) else [node]:
            if isinstance(child, pikepdf.Dictionary) and "/S" in child:
                kind = str(child.S).removeprefix("/")
                yield kind, child, above
                if "/K" in child:
                    yield from below(child.K, (*above, kind))

    yield from below(document.Root.StructTreeRoot.K, ())


def links(document: pikepdf.Pdf) -> dict[str, pikepdf.Object]:
    return {str(link.Contents): link for sheet in document.pages for link in sheet.obj.get("/Annots", [])}


def test_the_file_is_still_what_two_standards_ask_for(pdf: pikepdf.Pdf, tmp_path: Path) -> None:
    pdf.save(tmp_path / "a.pdf")
    for profile in (page.ValidationProfile.PDF_UA_1, page.ValidationProfile.PDF_A_2A):
        assert objections(tmp_path / "a.pdf", profile) == []


def test_a_box_is_a_group_and_its_title_the_caption(pdf: pikepdf.Pdf) -> None:
    captions = [above for kind, _, above in elements(pdf) if kind == "Caption"]
    assert captions == [("Document", "Div"), ("Document", "Div")]


def test_each_box_to_tick_says_what_it_is_before_the_words_behind_it(pdf: pikepdf.Pdf) -> None:
    said = [(str(each.Alt), above[-1]) for kind, each, above in elements(pdf) if kind == "Figure"]
    assert said == [("Kästchen zum Ankreuzen", "Lbl")] * 3 + [("Angekreuzt", "Lbl")]


def test_links_are_described_by_their_words(pdf: pikepdf.Pdf) -> None:
    said = set(links(pdf))
    assert {LONG, "Telefon 0340 112", "Donaudampfschifffahrts", "Dessau-Roßlau"} <= said


def test_a_reference_and_its_page_are_one_link(pdf: pikepdf.Pdf) -> None:
    assert [words for words in links(pdf) if words.startswith("Kapitel (Seite")]
    assert not [words for words in links(pdf) if words.startswith("Seite")]


def test_a_link_over_two_lines_is_one_place_to_stop_at(pdf: pikepdf.Pdf) -> None:
    found = [link for sheet in pdf.pages for link in sheet.obj.get("/Annots", []) if str(link.Contents) == LONG]
    assert len(found) == 1
    assert len(found[0].QuadPoints) >= 16  # four corners on each line
    assert {str(sheet.obj.get("/Tabs")) for sheet in pdf.pages} == {"/S"}, "from link to link as they are read"


def test_languages_are_named_without_a_country_nobody_asked_for(pdf: pikepdf.Pdf) -> None:
    assert str(pdf.Root.Lang) == "de"
    assert {str(each.Lang) for _, each, _ in elements(pdf) if "/Lang" in each} == {"tr"}


def turned_text(sheet: pikepdf.Page) -> list[str]:
    """Return the operators that show text while the page is turned."""
    turned, found = [False], []
    for instruction in pikepdf.parse_content_stream(sheet):
        operator = str(instruction.operator)
        if operator == "q":
            turned.append(turned[-1])
        elif operator == "Q":
            turned.pop()
        elif operator == "cm":
            turned[-1] = turned[-1] or float(instruction.operands[1]) != 0
        elif operator in ("Tj", "TJ") and turned[-1]:
            found.append(operator)
    return found


def test_no_letter_of_the_mark_across_a_draft_is_text(pdf: pikepdf.Pdf, tmp_path: Path) -> None:
    assert not [operator for sheet in pdf.pages for operator in turned_text(sheet)]
    turned = GUIDE.replace('par("Bald.")', 'rotate(10deg, "Bald.")')
    made = typeset(stage(tmp_path / "satz", turned, {}), timestamp=NOON, mode=Mode.PRESS)
    with pikepdf.open(io.BytesIO(made)) as opened:
        assert [operator for sheet in opened.pages for operator in turned_text(sheet)], "it is seen where there is some"


@pytest.mark.parametrize(
    ("runs", "said"),
    [
        ([(b"1", "Grund"), (b"1", "\xad"), (b"2", "schule")], "Grundschule"),
        ([(b"1", "Dessau-"), (b"2", "Roßlau")], "Dessau-Roßlau"),
        ([(b"1", "eine"), (b"2", "Zeile")], "eine Zeile"),
        ([(b"1", "Schule"), (b"1", "("), (b"1", "Seite\xa02"), (b"1", ")")], "Schule(Seite 2)"),
        ([(b"1", "stadt.example/"), (b"2", "schule")], "stadt.example/schule"),
        ([(b"1", "Ende.")], "Ende."),
    ],
)
def test_words_over_lines_are_joined_as_they_are_read(runs: list[tuple[bytes, str]], said: str) -> None:
    assert joined([PrintedRun(b"%d0" % int(line), text) for line, text in runs]) == said
