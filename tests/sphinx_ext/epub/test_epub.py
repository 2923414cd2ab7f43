"""The guide as an EPUB: sound for any reader, with all a book can show of it and nothing that needs a browser."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
import zipfile
from pathlib import Path

import pytest
from PIL import Image

from epub_reading import OPS, XHTML, OpenedBook, faults, opened
from picture_makers import jpeg, png
from ratgeber_tools.dialect import BOXES
from ratgeber_tools.editions.publication import EPUB
from ratgeber_tools.pictures.small import small
from ratgeber_tools.sphinx_ext.epub.container import pack
from ratgeber_tools.sphinx_ext.epub.translator import sign
from sphinx_ext.sphinx_building import build

BLOCKS = Path(__file__).parents[2] / "guides" / "bausteine"
TEXT, BOXES_PAGE, RECORDS = (f"kapitel/schulanfang/{name}.xhtml" for name in ("text", "kaesten", "angaben"))


def book_of(guide: Path, folder: Path, **settings: object) -> OpenedBook:
    built = build(guide, folder, builder="epub", **settings)
    return opened(built.folder / EPUB)


@pytest.fixture(scope="module")
def blocks_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("bausteine")
    settings = {"ratgeber_fassung": "oeffentlich", "ratgeber_heute": "24.11.2026", "ratgeber_edition": "Arbeitsfassung"}
    built = build(BLOCKS, folder, builder="epub", exclude_patterns=[], **settings)
    return built.folder / EPUB


@pytest.fixture(scope="module")
def blocks(blocks_file: Path) -> OpenedBook:
    return opened(blocks_file)


def small_guide(folder: Path, text: str, *, data: str = "", **files: bytes) -> Path:
    guide = folder / "ratgeber"
    (guide / "daten").mkdir(parents=True)
    (guide / "daten" / "kommune.yaml").write_text(f"name: Stadt\n{data}", encoding="utf-8")
    (guide / "index.md").write_text("# Rat & Tat\n\nAnfang.\n\n```{toctree}\nhort\n```\n", encoding="utf-8")
    (guide / "hort.md").write_text(f"# Hort\n\n{text}\n", encoding="utf-8")
    for name, content in files.items():
        (guide / name.replace("_", ".")).write_bytes(content)
    return guide


# ------------------------------------------------------------------------------------------------ sound


def test_every_building_block_makes_a_sound_book(blocks: OpenedBook) -> None:
    assert faults(blocks) == []


def test_an_independent_checker_has_no_objection(blocks_file: Path) -> None:
    checker = shutil.which("epubcheck")
    if checker is None:
        pytest.skip("epubcheck is not here, so nobody else has looked at the book: apt-get install epubcheck")
    said = subprocess.run([checker, str(blocks_file)], capture_output=True, encoding="utf-8", check=False)
    assert said.returncode == 0, said.stdout + said.stderr


@pytest.mark.parametrize(
    ("path", "spoil", "said"),
    [
        (TEXT, lambda text: text.replace('href="', 'href="weg/', 1), "is not there"),
        (TEXT, lambda text: text.replace("</h1>", '</h1><p id="a"/><p id="a"/>', 1), "is there twice"),
        (TEXT, lambda text: text.replace("</h1>", '</h1><img alt="" src="https://a.example/b.png"/>', 1), "loads"),
        (TEXT, lambda text: text.replace("</h1>", "</h1><form/>", 1), "has a form"),
        (BOXES_PAGE, lambda text: re.sub(r"<svg.*?</svg>", "", text, flags=re.DOTALL), "does not say what is in it"),
    ],
)
def test_what_is_wrong_is_found(blocks: OpenedBook, path: str, spoil: object, said: str) -> None:
    assert callable(spoil)
    files = {**blocks.files, f"EPUB/{path}": spoil(blocks.text(path)).encode("utf-8")}
    found = faults(OpenedBook(blocks.names, files, blocks.first_is_stored, blocks.package))
    assert any(said in fault for fault in found), found


def test_the_first_entry_lies_unpacked_and_no_entry_knows_when_it_was_written(blocks_file: Path) -> None:
    with zipfile.ZipFile(blocks_file) as book:
        entries = book.infolist()
    assert (entries[0].filename, entries[0].compress_type, entries[0].extra) == ("mimetype", zipfile.ZIP_STORED, b"")
    assert {entry.date_time for entry in entries} == {(1980, 1, 1, 0, 0, 0)}


def test_the_same_files_are_the_same_book() -> None:
    files = [("a.xhtml", b"<p/>" * 100), ("b.png", b"bild")]
    assert pack(files) == pack(files)


def test_two_builds_of_a_guide_are_the_same_book(tmp_path: Path) -> None:
    guide = small_guide(tmp_path, ":::{tipp}\nFragen Sie.\n:::\n")
    first, second = (build(guide, tmp_path / name, builder="epub").folder / EPUB for name in ("a", "b"))
    assert first.read_bytes() == second.read_bytes()


# ------------------------------------------------------------------------------------------------ finding one's way


def test_the_contents_name_every_chapter_in_the_order_of_the_guide(blocks: OpenedBook) -> None:
    navigation = blocks.document("inhalt.xhtml")
    toc = next(nav for nav in navigation.iter(f"{XHTML}nav") if nav.get(f"{OPS}type") == "toc")
    named = [link.attrib["href"] for link in toc.iter(f"{XHTML}a")]
    chapters = [path for path in blocks.spine if path.startswith("kapitel/")]
    assert named == [*chapters, "stichwoerter.xhtml"]


def test_readers_find_cover_contents_beginning_glossary_and_index_by_their_kind(blocks: OpenedBook) -> None:
    navigation = blocks.document("inhalt.xhtml")
    marks = next(nav for nav in navigation.iter(f"{XHTML}nav") if nav.get(f"{OPS}type") == "landmarks")
    kinds = {link.attrib[f"{OPS}type"]: link.attrib["href"] for link in marks.iter(f"{XHTML}a")}
    assert kinds == {
        "cover": "umschlag.xhtml",
        "toc": "inhalt.xhtml",
        "bodymatter": "kapitel/index.xhtml",
        "glossary": "kapitel/anhang/glossar.xhtml",
        "index": "stichwoerter.xhtml",
    }


def test_each_page_is_one_chapter_or_part_with_one_heading_of_the_first_level(blocks: OpenedBook) -> None:
    for path in blocks.spine:
        if path.startswith("kapitel/"):
            page = blocks.document(path)
            kinds = [part.get(f"{OPS}type") for part in page.iter(f"{XHTML}section")]
            assert kinds[0] in ("chapter", "part"), path
            assert len(list(page.iter(f"{XHTML}h1"))) == 1, path


def test_the_cover_is_named_and_says_what_it_shows(blocks: OpenedBook) -> None:
    assert blocks.manifest["umschlag.png"].get("properties") == "cover-image"
    (picture,) = blocks.document("umschlag.xhtml").iter(f"{XHTML}img")
    assert picture.attrib["alt"].startswith("Umschlag: ")
    assert blocks.files["EPUB/umschlag.png"].startswith(b"\x89PNG")


def test_the_first_page_and_parts_open_with_a_drawing_that_says_nothing(blocks: OpenedBook) -> None:
    for path in ("kapitel/index.xhtml", "kapitel/schulanfang/index.xhtml"):
        (drawn,) = (
            picture for picture in blocks.document(path).iter(f"{XHTML}img") if "zeichnungen/" in picture.attrib["src"]
        )
        assert (drawn.get("alt"), drawn.get("role")) == ("", "presentation")
    drawings = [content for path, content in blocks.files.items() if "/zeichnungen/" in path]
    assert drawings
    assert not any(b"prefers-color-scheme" in drawing for drawing in drawings)


# ------------------------------------------------------------------------------------------------ for every reader


def test_the_book_says_how_it_can_be_read_and_claims_no_examination(blocks: OpenedBook) -> None:
    assert blocks.metadata("schema:accessMode") == ["textual", "visual"]
    assert blocks.metadata("schema:accessModeSufficient") == ["textual"]
    assert blocks.metadata("schema:accessibilityHazard") == ["none"]
    assert {"tableOfContents", "structuralNavigation", "alternativeText", "MathML"} <= set(
        blocks.metadata("schema:accessibilityFeature")
    )
    assert "in Worten beschrieben" in blocks.metadata("schema:accessibilitySummary")[0]
    assert blocks.metadata("dcterms:conformsTo") == []
    assert blocks.metadata("dc:language") == ["de"]


def test_a_picture_without_words_is_no_secret(tmp_path: Path) -> None:
    guide = small_guide(tmp_path, "![](bild.png)", bild_png=png(4, 4))
    book = book_of(guide, tmp_path / "bau")
    assert "alternativeText" not in book.metadata("schema:accessibilityFeature")
    assert book.metadata("schema:accessModeSufficient") == []
    assert "Noch sind nicht alle Bilder" in book.metadata("schema:accessibilitySummary")[0]


def test_a_box_is_a_note_named_by_its_title_with_a_sign_in_the_colour_of_the_type(blocks: OpenedBook) -> None:
    page = blocks.document(BOXES_PAGE)
    boxes = [box for box in page.iter(f"{XHTML}div") if box.get("role") == "note"]
    assert len(boxes) > 5
    named = {element.get("id"): element for element in page.iter()}
    for box in boxes:
        title = named[box.attrib["aria-labelledby"]]
        assert "".join(title.itertext()).strip()
        drawing = next(iter(title))
        assert drawing.get("aria-hidden") == "true"


@pytest.mark.parametrize("name", sorted({spec.sign for spec in BOXES.values()}))
def test_every_sign_is_drawn_and_none_brings_a_colour_of_its_own(name: str) -> None:
    drawing = sign(name)
    assert set(re.findall(r'(?:fill|stroke)="([^"]+)"', drawing)) <= {"none", "currentColor"}
    assert "currentColor" in drawing


def test_notes_bear_the_names_by_which_readers_show_them_on_the_spot(blocks: OpenedBook) -> None:
    page = blocks.document(TEXT)
    calls = [link for link in page.iter(f"{XHTML}a") if link.get(f"{OPS}type") == "noteref"]
    notes = {note.attrib["id"] for note in page.iter(f"{XHTML}aside") if note.get(f"{OPS}type") == "footnote"}
    assert len(calls) == 4
    assert {link.attrib["href"].removeprefix("#") for link in calls} == notes


def test_a_sign_behind_a_value_leads_to_its_source_on_the_page(blocks: OpenedBook) -> None:
    assert 'class="rg-belegt" href="#laut"' in blocks.text(RECORDS)
    assert 'id="laut"' in blocks.text(RECORDS)


def test_numbers_and_addresses_can_be_tapped(blocks: OpenedBook) -> None:
    links = {link.get("href") for link in blocks.document(RECORDS).iter(f"{XHTML}a")}
    assert {"tel:+4912345670", "mailto:schulamt@musterstadt.example"} <= links


def test_words_of_other_languages_say_so(blocks: OpenedBook) -> None:
    assert '<span dir="rtl" lang="ar">' in blocks.text(TEXT)


# ------------------------------------------------------------------------------------------------ no browser


def test_what_needs_a_browser_is_left_out(blocks: OpenedBook) -> None:
    for path in blocks.spine:
        page = blocks.text(path)
        assert "rg-geburtstag" not in page
        assert "hidden>" not in page.replace('hidden="hidden">', "")
        assert "rg-auswahl" not in page


def test_a_file_to_download_is_said_to_lie_beside_the_web_page(blocks: OpenedBook) -> None:
    assert "Antrag (in der Webfassung)" in blocks.words(TEXT)


@pytest.mark.parametrize(("width", "height", "shown"), [(2000, 1000, (1200, 600)), (90, 30, (90, 30))])
def test_a_picture_is_no_larger_than_a_page_can_show(width: int, height: int, shown: tuple[int, int]) -> None:
    for data in (png(width, height), jpeg(width, height)):
        with Image.open(io.BytesIO(small(data))) as picture:
            assert picture.size == shown
            assert picture.format == ("PNG" if data.startswith(b"\x89") else "JPEG")


def test_a_picture_for_the_press_becomes_one_every_reader_can_show() -> None:
    with Image.open(io.BytesIO(small(jpeg(mode="CMYK")))) as picture:
        assert picture.mode == "RGB"


# ------------------------------------------------------------------------------------------------ which edition


def test_a_page_that_stands_in_no_list_is_in_the_way_of_no_list_of_chapters(tmp_path: Path) -> None:
    guide = small_guide(tmp_path, "Text.\n\n```{toctree}\nferien\n```", ferien_md=b"# Ferien\n\nText.\n")
    (guide / "allein.md").write_text("---\norphan: true\n---\n\n# Allein\n\nText.\n", encoding="utf-8")
    assert any(name.endswith("kapitel/ferien.xhtml") for name in book_of(guide, tmp_path / "bau").names)


def test_a_draft_says_so_below_its_title(tmp_path: Path) -> None:
    words = book_of(small_guide(tmp_path, "Betreuung."), tmp_path / "bau").words("kapitel/hort.xhtml")
    assert words.startswith("Hort Arbeitsfassung. Diese Seite ist ein Entwurf")


def test_the_book_is_called_as_the_guide_and_names_who_publishes_it(tmp_path: Path) -> None:
    data = "titel_des_ratgebers: Rat & Tat in Stadt\nimpressum:\n  herausgeber: Stadt <Schulamt>\n"
    book = book_of(small_guide(tmp_path, "Betreuung.", data=data), tmp_path / "bau")
    assert book.metadata("dc:title") == ["Rat & Tat in Stadt"]
    assert book.metadata("dc:publisher") == ["Stadt <Schulamt>"]
    assert "Stadt <Schulamt>" in book.words("titel.xhtml")
    assert faults(book) == []
