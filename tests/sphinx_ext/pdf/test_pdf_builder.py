"""The builder on whole small guides: one holds every building block, the others one mistake each."""

from __future__ import annotations

import datetime
import io
import itertools
import re
import subprocess
from pathlib import Path

import page
import pikepdf
import pytest
from docutils import nodes
from pdf_building import GUIDES, Build, build, build_chapter, can_read_text
from sphinx import addnodes
from sphinx.errors import ExtensionError

from ratgeber_tools.sphinx_ext import nodes as own
from ratgeber_tools.sphinx_ext.pdf.translator import BLOCK_HANDLERS, INLINE_HANDLERS
from ratgeber_tools.typesetting.typesetter import Mode, typeset
from second_opinion import objections


@pytest.fixture(scope="module")
def blocks(tmp_path_factory: pytest.TempPathFactory) -> Build:
    return build(GUIDES / "bausteine", tmp_path_factory.mktemp("bausteine"))


@pytest.fixture(scope="module")
def words(blocks: Build) -> str:
    """The text of the whole PDF, white space folded."""
    if not can_read_text():
        pytest.skip("pdftotext is missing: apt-get install poppler-utils")
    done = subprocess.run(["pdftotext", "-raw", blocks.pdf, "-"], capture_output=True, check=True)
    return re.sub(r"\s+", " ", done.stdout.decode("utf-8").replace("\u00ad", ""))


def test_every_building_block_is_set_without_a_warning(blocks: Build) -> None:
    assert blocks.warnings == ""
    assert blocks.pdf.read_bytes().startswith(b"%PDF")


#: Nodes that no chapter holds: made while references are resolved, or only for a chapter with mistakes.
ONLY_ELSEWHERE = {
    addnodes.number_reference,
    addnodes.compact_paragraph,
    nodes.generated,
    nodes.problematic,
    own.ratgeber_state,
}


def test_every_node_the_translator_knows_stands_in_the_guide(blocks: Build) -> None:
    environment = blocks.app.env
    seen = {type(node) for name in environment.found_docs for node in environment.get_doctree(name).findall()}
    assert {*BLOCK_HANDLERS, *INLINE_HANDLERS} - seen <= ONLY_ELSEWHERE


@pytest.mark.parametrize("profile", [page.ValidationProfile.PDF_UA_1, page.ValidationProfile.PDF_A_2A])
def test_a_second_tool_finds_the_file_conforming(blocks: Build, profile: page.ValidationProfile) -> None:
    assert objections(blocks.pdf, profile) == []


def test_two_builds_give_the_same_bytes(blocks: Build, tmp_path: Path) -> None:
    assert build(GUIDES / "bausteine", tmp_path).pdf.read_bytes() == blocks.pdf.read_bytes()


def test_the_file_says_title_author_and_language(blocks: Build) -> None:
    with pikepdf.open(blocks.pdf) as pdf:
        assert pdf.docinfo["/Title"] == "Der Bausteine-Ratgeber"
        assert pdf.docinfo["/Author"] == "Stadt Musterstadt"
        assert str(pdf.Root.Lang).startswith("de")
        assert "/Keywords" not in pdf.docinfo


def test_the_date_in_the_file_is_the_newest_date_of_the_chapters(blocks: Build) -> None:
    with pikepdf.open(blocks.pdf) as pdf:
        assert str(pdf.docinfo["/CreationDate"]).startswith("D:20261005")


def test_source_date_epoch_goes_before_the_chapters_dates(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    moment = datetime.datetime(2030, 1, 2, tzinfo=datetime.UTC)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", str(int(moment.timestamp())))
    with pikepdf.open(build_chapter(tmp_path, "# Kapitel\n\nText.\n").pdf) as pdf:
        assert str(pdf.docinfo["/CreationDate"]).startswith("D:20300102")


def test_the_bookmarks_follow_parts_chapters_and_sections(blocks: Build) -> None:
    with pikepdf.open(blocks.pdf) as pdf, pdf.open_outline() as outline:
        titles = [item.title for item in outline.root]
        part = outline.root[titles.index("Teil A: Schulanfang")]
        chapter = part.children[0]
    assert titles == ["Inhalt", "Der Bausteine-Ratgeber", "Teil A: Schulanfang", "Anhang", "Stichwörter"]
    chapters = ["Text, Listen & Verweise", "Kästen", "Tabellen", "Bilder", "Angaben aus den Daten"]
    assert [item.title for item in part.children] == chapters
    assert [item.title for item in chapter.children] == ["Fußnoten", "Verweise", "Listen", "Sprachen"]


def test_page_numbers_in_the_text_are_those_the_reader_shows(blocks: Build, words: str) -> None:
    number = int(re.search(r"„Kästen“ \(Seite (\d+)\)", words)[1])  # type: ignore[index]
    done = subprocess.run(
        ["pdftotext", "-f", str(number), "-l", str(number), blocks.pdf, "-"], capture_output=True, check=True
    )
    assert "Kästen" in done.stdout.decode("utf-8").splitlines()


@pytest.mark.parametrize(
    "expected",
    [
        "Zeichen, die Typst kennt: # $ * _ ` @ < > = - + / ~",
        "#let x = 1 <label> @ref $x^2$ \\u{41}",
        "Mehr dazu im Kapitel „Kästen“ (Seite",
        "Siehe Tabelle 1 (Seite",
        "und Abbildung 1 (Seite",
        "Die Stadt (musterstadt.example) und die lange Adresse (musterstadt.example).",
        "Anruf: 0340 12345, Zentrale (+49340999)",
        "BuT (Bildung und Teilhabe)",
        "Antrag (Datei in der Webfassung: antrag.txt)",
        "Das Wort Hort steht im Glossar",
        "Tabelle 1: Gebühren im Hort",
        "Abbildung 1: Der Weg zur Schule. Eine Legende darunter.",
        "Frist: Anmeldung Bis zum 1. März.",
        "Arbeitsfassung Stadt Musterstadt",
        "durchgestrichenem",
        "hoş geldiniz",
        "ласкаво",
        "Chào mừng quý phụ huynh",
    ],
)
def test_the_text_of_the_guide_stands_in_the_file(words: str, expected: str) -> None:
    assert expected in words


def test_notes_are_set_once_and_referred_to_again(words: str) -> None:
    assert words.count("Text der ersten Fußnote") == 1
    assert re.search(r"Eine Fußnote2, noch eine3 und die erste noch einmal2\.", words)


def test_what_authors_comment_out_is_not_printed(words: str) -> None:
    assert "nirgends erscheint" not in words
    assert "auch dieser nicht" not in words


@pytest.mark.parametrize("english", ["Contents", "Figure", "Table", "Index", "Page", "See also", "Chapter"])
def test_no_english_word_is_set(words: str, english: str) -> None:
    assert not re.search(rf"\b{english}\b", words)


def test_drafts_are_marked_on_their_pages(blocks: Build) -> None:
    assert 'plain:"Kästen",draft:true' in blocks.source


def test_rows_of_a_long_table_have_their_head_on_every_page(words: str) -> None:
    assert words.count("Nummer Wort Inhalt") >= 3


def test_the_same_source_makes_the_press_file_with_three_millimetres_of_bleed(blocks: Build) -> None:
    main = blocks.pdf.parent / "satz" / "main.typ"
    pressed = typeset(main, timestamp=datetime.datetime(2026, 1, 1, tzinfo=datetime.UTC), mode=Mode.PRESS)
    with pikepdf.open(io.BytesIO(pressed)) as pdf:
        media, trim = ([float(side) / 72 * 25.4 for side in pdf.pages[4][box]] for box in ("/MediaBox", "/TrimBox"))
    assert media[2] - media[0] == pytest.approx(148 + 6, abs=0.01)
    assert trim[2] - trim[0] == pytest.approx(148, abs=0.01)
    assert trim[1] - media[1] == pytest.approx(3, abs=0.01)


# ------------------------------------------------------------------------------------------------------ mistakes


def refusal(folder: Path, text: str, **files: bytes) -> str:
    """Build a chapter that cannot be set, and return the sentence it ends with."""
    with pytest.raises(ExtensionError) as caught:
        build_chapter(folder, text, **files)
    return str(caught.value)


BROKEN_PNG = b"\x89PNG\r\n\x1a\n" + b"\x00" * 40


@pytest.mark.parametrize(
    ("text", "line", "sentence"),
    [
        ("# Kapitel\n\nRuf an: \U0001f4de\n", 3, "U+1F4DE"),
        ("# Kapitel\n\n{math}`\\matrix`\n", 3, "das der Satz des PDFs nicht kennt"),
        ("# Kapitel\n\nText\n\n|" + "Montag|" * 40 + "\n|" + "-|" * 40 + "\n", 5, "mit 40 Spalten passt nicht"),
        ("Text davor.\n\n# Kapitel\n", 1, "Vor der Überschrift"),
    ],
)
def test_what_cannot_be_set_is_refused_with_chapter_and_line(
    tmp_path: Path, text: str, line: int, sentence: str
) -> None:
    message = refusal(tmp_path, text)
    assert message.startswith(f"ratgeber/kapitel.md, Zeile {line}: ")
    assert sentence in message


def test_a_chapter_without_a_title_is_refused(tmp_path: Path) -> None:
    assert "Beginnen Sie" in refusal(tmp_path, "Nur Text.\n")


SVG_THAT_LOADS = (
    b'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><image href="http://x.example/a.png"/></svg>'
)


def test_a_picture_that_is_damaged_is_named_with_chapter_and_line(tmp_path: Path) -> None:
    message = refusal(tmp_path, "# Kapitel\n\nText\n\n![Ein Bild](bild.png)\n", bild_png=BROKEN_PNG)
    assert message.startswith("ratgeber/kapitel.md, Zeile 5: Das Bild bild.png wird nicht veröffentlicht.")


def test_a_drawing_that_loads_others_is_set_without_them(tmp_path: Path) -> None:
    built = build_chapter(tmp_path, "# Kapitel\n\n![Ein Bild](bild.svg)\n", bild_svg=SVG_THAT_LOADS)
    (drawing,) = (built.pdf.parent / "satz").rglob("*.svg")
    assert b"x.example" not in drawing.read_bytes()
    assert (tmp_path / "ratgeber" / "bild.svg").read_bytes() == SVG_THAT_LOADS


def test_a_reference_to_a_chapter_no_toctree_lists_is_refused(tmp_path: Path) -> None:
    (tmp_path / "ratgeber").mkdir()
    (tmp_path / "ratgeber" / "lose.md").write_text("# Lose\n", encoding="utf-8")
    message = refusal(tmp_path, "# Kapitel\n\nSiehe [](lose.md).\n")
    assert "ratgeber/kapitel.md, Zeile 3: Der Verweis auf „lose“" in message


def test_a_root_that_only_lists_chapters_prints_no_page_of_its_own(tmp_path: Path) -> None:
    source = build_chapter(tmp_path, "# Kapitel\n\nZurück zum [Anfang](index.md).\n").source
    assert source.count("\nchapter(") == 1


def unprinted(pdf: Path, text: str) -> set[str]:
    """Return the web addresses a file links to whose server is nowhere in its text, which is given without blanks."""
    with pikepdf.open(pdf) as document:
        actions = [note.get("/A", {}) for page in document.pages for note in page.get("/Annots", [])]
        linked = {str(action.URI) for action in actions if "/URI" in action}
    assert linked
    servers = {uri: uri.split("/")[2].removeprefix("www.") for uri in linked if uri.startswith("http")}
    return {uri for uri, server in servers.items() if server not in text}


@pytest.mark.skipif(not can_read_text(), reason="needs poppler")
def test_every_link_out_of_the_guide_has_its_address_in_print(blocks: Build, words: str, tmp_path: Path) -> None:
    assert unprinted(blocks.pdf, words.replace(" ", "")) == set()
    addresses = [
        "https://kurz.example/",
        "https://www.lang.example/ein/sehr/langer/weg/zu/einer/seite/die/niemand/tippt.html",
        "https://frage.example/?seite=3&wort=Schule",
        "https://anker.example/#abschnitt",
    ]
    links = "\n\n".join(f"Mehr steht [dort]({address})." for address in addresses)
    built = build_chapter(tmp_path, f"# Kapitel\n\n{links}\n")
    text = subprocess.run(["pdftotext", built.pdf, "-"], capture_output=True, encoding="utf-8", check=True).stdout
    assert unprinted(built.pdf, re.sub(r"\s|\u00ad", "", text)) == set()
    assert "niemand" not in text


#: Lines of an exercise book are 7 mm apart and more.
WRITING_PT = 19


@pytest.mark.skipif(not can_read_text(), reason="needs poppler")
def test_lines_of_a_sheet_to_fill_in_are_far_enough_apart_to_write_by_hand(tmp_path: Path) -> None:
    lines = "\n\n".join(f"Zeile{number}: {{feld}}`Wert {number}`" for number in range(5))
    built = build_chapter(tmp_path, f"# Kapitel\n\n:::{{vordruck}} Brief\n{lines}\n:::\n")
    text = subprocess.run(["pdftotext", "-bbox", built.pdf, "-"], capture_output=True, encoding="utf-8", check=True)
    feet = [float(foot) for foot in re.findall(r'yMax="([\d.]+)">Zeile\d', text.stdout)]
    assert len(feet) == 5
    assert min(below - above for above, below in itertools.pairwise(feet)) >= WRITING_PT
