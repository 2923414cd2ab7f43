"""The booklet: which page lies where, read back from the file."""

from __future__ import annotations

import io
import shutil
import subprocess
from datetime import UTC, datetime
from pathlib import Path

import pikepdf
import pytest
from hypothesis import given
from hypothesis import strategies as st

from press.press_pages import MM, numbered_pages
from ratgeber_tools.errors import InputError
from ratgeber_tools.press.finishing import FileIdentity, finish
from ratgeber_tools.press.imposition import impose, page_order
from ratgeber_tools.press.printers import load_printer


def sides(pdf: bytes) -> list[list[tuple[str, float, float]]]:
    """Return, for each side, what each page says and where its lower left corner is put (points)."""
    read = []
    with pikepdf.open(io.BytesIO(pdf)) as document:
        for page in document.pages:
            placed, corner = [], (0.0, 0.0)
            for operands, operator in pikepdf.parse_content_stream(page):
                if str(operator) == "cm":
                    corner = (float(operands[4]), float(operands[5]))
                elif str(operator) == "Do":
                    form = page.Resources.XObject[str(operands[0])]
                    words = next(str(o[0]) for o, kind in pikepdf.parse_content_stream(form) if str(kind) == "Tj")
                    placed.append((words, *corner))
            read.append(placed)
    return read


def test_eight_pages_lie_on_two_sheets_in_the_order_a_folder_expects() -> None:
    booklet = impose(numbered_pages(8))
    assert booklet.sheets == 2
    said = [[int(words.split()[1]) for words, _, _ in side] for side in sides(booklet.pdf)]
    assert said == [[8, 1], [2, 7], [6, 3], [4, 5]]


#: Pages as high as the sheet less the edge no office printer reaches.
SCALE = (210 - 2 * 5) / 210


def test_pages_touch_at_the_fold_and_leave_the_outer_five_millimetres_of_the_sheet_free() -> None:
    for (_, left_x, left_y), (_, right_x, right_y) in sides(impose(numbered_pages(4)).pdf):
        assert right_x == pytest.approx(148.5 * MM, abs=0.01)
        assert right_x - left_x == pytest.approx(148 * SCALE * MM, abs=0.01)
        assert left_x >= 5 * MM
        assert left_y == pytest.approx(5 * MM, abs=0.01)
        assert right_y == pytest.approx(5 * MM, abs=0.01)


def test_each_sheet_further_in_moves_its_pages_towards_the_fold_by_the_thickness_of_the_paper() -> None:
    thick = sides(impose(numbered_pages(12), thickness_mm=0.2).pdf)
    folds = [(side[0][1] + 148 * SCALE * MM, side[1][1]) for side in thick]
    moved = [[round(x / MM - 148.5, 2) for x in pair] for pair in folds]
    assert moved == [[0, 0], [0, 0], [0.2, -0.2], [0.2, -0.2], [0.4, -0.4], [0.4, -0.4]]


def test_no_page_is_drawn_over_the_fold() -> None:
    with pikepdf.open(io.BytesIO(impose(numbered_pages(12)).pdf)) as document:
        for page in document.pages:
            clips = [
                [round(float(number) / MM, 1) for number in operands]
                for operands, operator in pikepdf.parse_content_stream(page)
                if str(operator) == "re"
            ]
            assert clips == [[0, 0, 148.5, 210], [148.5, 0, 148.5, 210]]


def test_the_booklet_says_for_which_printing_its_colours_are_meant() -> None:
    printer = load_printer("standard")
    identity = FileIdentity("Titel", datetime(2026, 11, 24, tzinfo=UTC), "FOGRA39")
    press_file = finish(numbered_pages(4, bleed_mm=3), printer, identity, is_labelled=True)
    with pikepdf.open(io.BytesIO(impose(press_file).pdf)) as booklet:
        (intent,) = booklet.Root.OutputIntents
        assert str(intent.OutputConditionIdentifier) == printer.condition
        assert bytes(intent.DestOutputProfile.read_bytes()) == printer.profile.read_bytes()
        assert "/GTS_PDFXVersion" not in booklet.docinfo  # made smaller and without bleed it is no press file


def test_bleed_is_cut_off_at_the_trimmed_page() -> None:
    booklet = impose(numbered_pages(4, bleed_mm=3))
    with pikepdf.open(io.BytesIO(booklet.pdf)) as document:
        boxes = [form.BBox for page in document.pages for form in page.Resources.XObject.values()]
    assert {(round(float(box[2] - box[0])), round(float(box[3] - box[1]))) for box in boxes} == {(420, 595)}
    first = sides(booklet.pdf)[0]
    assert first[1][1] == pytest.approx(
        (148.5 - 3 * SCALE) * MM, abs=0.01
    )  # the trim edge, not the bleed, lies on the fold


def test_a_number_of_pages_that_is_no_multiple_of_four_leaves_empty_ones_at_the_end() -> None:
    assert page_order(5) == ((None, 1), (2, None), (None, 3), (4, 5))
    assert impose(numbered_pages(5)).sheets == 2


@given(st.integers(min_value=1, max_value=200))
def test_folding_the_sheets_gives_the_pages_in_order(count: int) -> None:
    order = page_order(count)
    fronts, backs = order[::2], order[1::2]
    first_half = [page for front, back in zip(fronts, backs, strict=True) for page in (front[1], back[0])]
    second_half = [page for front, back in zip(fronts, backs, strict=True) for page in (front[0], back[1])]
    read = [*first_half, *reversed(second_half)]
    assert read == [*range(1, count + 1), *[None] * (len(read) - count)]


def test_more_than_sixteen_sheets_are_too_thick_to_staple() -> None:
    assert not impose(numbered_pages(64)).is_too_thick
    assert impose(numbered_pages(65)).is_too_thick


def test_pages_larger_than_a5_are_refused() -> None:
    with pytest.raises(InputError, match="Seite 1 ist größer als A5"):
        impose(numbered_pages(2, width_mm=210, height_mm=297))


@pytest.mark.parametrize("data", [b"", b"no pdf at all"])
def test_what_is_no_pdf_is_refused(data: bytes) -> None:
    with pytest.raises(InputError, match="kein lesbares PDF"):
        impose(data)


def test_the_same_pages_give_the_same_bytes() -> None:
    pages = numbered_pages(4)
    assert impose(pages).pdf == impose(pages).pdf


@pytest.mark.skipif(shutil.which("pdftotext") is None, reason="needs poppler")
def test_another_program_reads_the_pages_where_they_belong(tmp_path: Path) -> None:
    path = tmp_path / "heft.pdf"
    path.write_bytes(impose(numbered_pages(4, bleed_mm=3)).pdf)

    def words(side: int, x: int) -> str:
        box = ["-f", str(side), "-l", str(side), "-x", str(x), "-y", "0", "-W", "420", "-H", "595"]
        done = subprocess.run(["pdftotext", *box, path, "-"], capture_output=True, text=True, check=True)
        return done.stdout.strip()

    assert [(words(side, 0), words(side, 421)) for side in (1, 2)] == [("Seite 4", "Seite 1"), ("Seite 2", "Seite 3")]
