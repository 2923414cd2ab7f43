"""The print edition as it comes out of the press: codes, baseline grid, breaks, tabs; read back by other programs."""

from __future__ import annotations

import datetime
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

import pytest
from page import ValidationProfile

from data.data_files import write_data
from ratgeber_tools.typesetting.typesetter import Mode, typeset
from second_opinion import objections
from sphinx_ext.pdf.pdf_building import build, can_read_text
from typesetting.qr_reading import codes_on_pages

pytestmark = pytest.mark.skipif(not can_read_text(), reason="needs poppler")

WEB = "https://ratgeber.example/"
UNIT_PT = 6.5
BODY_SIZE_PT = 9.8
SENTENCE = "Grundtext mit Wörtern von der Grundschule bis zur Schulentwicklungsplanung und zum Landesschulamt."
LAST = "Letztes Wort."


def paragraph(number: int, length: int) -> str:
    return " ".join([f"Erstes-{number}", *[SENTENCE] * length, LAST])


def chapter_one() -> str:
    """Sections of every length, so that each kind of block meets the foot of a page somewhere."""
    parts = ["# Kapitel Eins"]
    for number in range(1, 25):
        parts += [f"## Abschnitt {number}", paragraph(number, 1 + number % 4)]
        if number % 3 == 0:
            parts.append(":::{tipp}\nEin Tipp.\n:::")
        if number % 4 == 0:
            parts.append("- Grundtext Punkt\n- Grundtext Punkt\n- Grundtext Punkt")
        if number % 5 == 0:
            parts.append(f"Jetzt folgt eine Liste ({number}):\n\n1. Grundtext eins\n2. Grundtext zwei")
    return "\n\n".join(parts) + "\n"


def chapter_two() -> str:
    rows = "\n".join(f"| Zeile {number} | Schulentwicklungsplanung im Landesschulamt |" for number in range(60))
    link = "https://www.behoerde.example/ein/sehr/langer/pfad/zu/einer/seite/die/niemand/abtippt.html"
    return f"# Kapitel Zwei\n\n| Kopfzeile | Inhalt |\n|---|---|\n{rows}\n\nMehr steht unter <{link}>.\n"


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("druck")
    guide = folder / "ratgeber"
    brochure = "broschuere:\n  gilt_bis: 31.07.2028\n  einlegeblatt: ja\n"
    write_data(guide / "daten", kommune=f"adresse_des_ratgebers: {WEB}\n{brochure}")
    (guide / "teil").mkdir()
    for name, text in {
        "index": "# Ratgeber\n\n```{toctree}\nteil/index\n```\n",
        "teil/index": "# Teil A: Anfang\n\n```{toctree}\neins\nzwei\n```\n",
        "teil/eins": chapter_one(),
        "teil/zwei": chapter_two(),
    }.items():
        (guide / f"{name}.md").write_text(text, encoding="utf-8")
    made = build(guide, folder, ratgeber_fassung="druck", ratgeber_daten=str(guide / "daten"))
    assert made.warnings == ""
    return made.pdf


@pytest.fixture(scope="module")
def press(built: Path) -> Path:
    """The same source as the printer gets it, but for what the press does to the file afterwards."""
    moment = datetime.datetime(2026, 11, 24, tzinfo=datetime.UTC)
    path = built.with_name("presse.pdf")
    path.write_bytes(typeset(built.parent / "satz" / "main.typ", timestamp=moment, mode=Mode.PRESS))
    return path


def run(*command: str | Path) -> str:
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


def pages(pdf: Path) -> list[list[str]]:
    """Return the lines of each page, between the running head and the page's number."""
    read = []
    for page in run("pdftotext", "-layout", pdf, "-").split("\f")[:-1]:
        lines = [line.strip() for line in page.splitlines() if line.strip()]
        read.append([line for line in lines if not re.fullmatch(r"\d+( +.*)?|Teil A: Anfang.*", line)])
    return read


def baselines(pdf: Path) -> Iterator[tuple[int, float]]:
    """Yield page and foot of each word `Grundtext`, in points from the top; one word a paragraph's line."""
    root = ElementTree.fromstring(run("pdftotext", "-bbox", pdf, "-"))
    space = "{http://www.w3.org/1999/xhtml}"
    for number, page in enumerate(root.iter(f"{space}page"), start=1):
        for word in page.iter(f"{space}word"):
            if word.text == "Grundtext":
                yield number, float(word.attrib["yMax"])


def test_every_code_is_read_from_the_printed_page_and_leads_to_its_chapter(press: Path) -> None:
    codes = [code for page in codes_on_pages(press.read_bytes()) for code in page]
    assert codes == [f"{WEB}k/eins/", f"{WEB}k/zwei/", WEB]


def test_a_screen_reader_meets_the_code_behind_the_title_in_words(built: Path) -> None:
    structure = run("pdfinfo", "-struct-text", built)
    title, code = structure.index("Kapitel Eins", structure.index("H2")), structure.index("Im Netz: ratgeber.example")
    assert title < code < structure.index("Abschnitt 1")


def test_blocks_are_read_in_the_order_they_were_written(built: Path) -> None:
    structure = run("pdfinfo", "-struct-text", built)
    places = [structure.index(f'"Abschnitt {number}"') for number in range(1, 25)]
    assert places == sorted(places)
    first, second = (structure.index(f"Erstes-{number} ") for number in (3, 4))
    assert first < structure.index("Ein Tipp.") < second


def test_lines_of_all_pages_lie_on_one_grid(press: Path) -> None:
    found = list(baselines(press))
    assert len({page for page, _ in found}) > 3
    origin = found[0][1]
    off = [(page, foot) for page, foot in found if abs((foot - origin + UNIT_PT / 2) % UNIT_PT - UNIT_PT / 2) > 0.1]
    assert off == []


def test_no_heading_and_no_announcement_stands_last_on_a_page(press: Path) -> None:
    for lines in pages(press):
        assert not re.match(r"Abschnitt \d+$|Jetzt folgt", lines[-1] if lines else ""), lines[-3:]


def test_no_first_line_stands_last_and_no_last_line_first(press: Path) -> None:
    for lines in pages(press):
        if lines and "Erstes-" in lines[-1]:
            assert LAST in lines[-1]  # a paragraph of one line is its own first and last
        if lines and lines[0].endswith(LAST):
            assert "Erstes-" in lines[0]


def test_compounds_break_at_their_joints_alone(press: Path) -> None:
    text = run("pdftotext", "-layout", press, "-")
    breaks = {
        (before, after)
        for before, after in re.findall(r"(\w+)\u00ad+ *\n *(\w+)", text)
        if "Schul" in before or "Grund" in before or before.startswith("Landes")
    }
    assert breaks
    assert breaks <= {
        ("Grund", "schule"),
        ("Schul", "entwicklungsplanung"),
        ("Schul", "entwicklungs"),
        ("Schulentwicklungs", "planung"),
        ("Landes", "schulamt"),
        ("Landesschul", "amt"),
    }


def test_a_table_over_two_pages_repeats_its_head_and_breaks_no_word(press: Path) -> None:
    with_rows = [lines for lines in pages(press) if any(re.match(r"Zeile \d+ ", line) for line in lines)]
    assert len(with_rows) > 1
    for lines in with_rows:
        assert any(line.startswith("Kopfzeile") for line in lines)
        assert not any(line.endswith("\u00ad") for line in lines if line.startswith("Zeile "))


def test_a_long_address_is_printed_as_its_host(press: Path) -> None:
    text = run("pdftotext", press, "-")
    assert "behoerde.example" in text
    assert "niemand" not in text


def test_paper_says_that_a_sheet_lies_in_it(press: Path) -> None:
    text = " ".join(run("pdftotext", press, "-").split())
    assert "auf dem Einlegeblatt „Termine und Beträge“" in text
    assert "Das Neueste steht im Netz: ratgeber.example" in text


def test_the_tab_of_a_part_stands_at_the_outer_edge(press: Path) -> None:
    root = ElementTree.fromstring(run("pdftotext", "-bbox", press, "-"))
    space = "{http://www.w3.org/1999/xhtml}"
    sides = []
    for number, page in enumerate(root.iter(f"{space}page"), start=1):
        tall = [word for word in page.iter(f"{space}word") if word.text == "Anfang" and _height(word) > _width(word)]
        width = float(page.attrib["width"])
        sides += [(number % 2, float(word.attrib["xMin"]) < width / 2) for word in tall]
    assert set(sides) == {(0, True), (1, False)}  # left pages have even numbers


def _height(word: ElementTree.Element) -> float:
    return float(word.attrib["yMax"]) - float(word.attrib["yMin"])


def _width(word: ElementTree.Element) -> float:
    return float(word.attrib["xMax"]) - float(word.attrib["xMin"])


def test_a_short_box_stays_whole(press: Path) -> None:
    boxes = [lines.count("Ein Tipp.") for lines in pages(press)]
    titles = [lines.count("Tipp") for lines in pages(press)]
    assert sum(boxes) == 8
    assert boxes == titles


@pytest.mark.parametrize("profile", [ValidationProfile.PDF_UA_1, ValidationProfile.PDF_A_2A])
def test_with_codes_and_sheet_the_file_for_screens_still_conforms(built: Path, profile: ValidationProfile) -> None:
    assert objections(built, profile) == []
