"""The numbers for an emergency stand inside the cover of everything that is printed, and on its back."""

from __future__ import annotations

from pathlib import Path

import pikepdf
import pytest

from ratgeber_tools.press.painting import PaintKind, paints
from sphinx_ext.pdf.test_booklet import booklet, chapter, source
from sphinx_ext.pdf.test_press_builder import guide_of, printed, summary

EMERGENCY = (
    "\n(notrufe)=\n## Notrufe\n\n:::{wichtig} Im Notfall\n**[112](tel:112) Rettung**\n\n"
    "- Krank: [116 117](tel:116117)\n:::\n\n:::{wichtig} Danach\nNicht im Umschlag.\n:::\n"
)


def words_on(page: pikepdf.Page) -> list[tuple[str, float]]:
    """What a page shows in one go, without its spaces, and in which size in points."""
    return [("".join(paint.text.split()), paint.size) for paint in paints(page) if paint.kind is PaintKind.WORDS]


def pages_with(pdf: Path, words: str) -> set[int]:
    """Pages on which `words` stand, from 1; those of the last half counted from the end, -1 the last."""
    with pikepdf.open(pdf) as document:
        count = len(document.pages)
        sought = "".join(words.split())
        found = [
            at
            for at, page in enumerate(document.pages, start=1)
            if sought in "".join(text for text, _ in words_on(page))
        ]
    return {at if at <= count // 2 else at - count - 1 for at in found}


@pytest.mark.parametrize("apart", ["nein", "ja"])
def test_the_first_box_of_the_emergency_page_stands_inside_and_on_the_back(tmp_path: Path, apart: str) -> None:
    guide = guide_of(tmp_path, f"  umschlag_getrennt: {apart}\n", vor__a="# Für alle\n\nText.\n" + EMERGENCY)
    built = printed(guide)
    (volume,) = summary(built)
    file = built.folder / str(volume["cover"] if apart == "ja" else volume["file"])
    assert {2, -1} <= pages_with(file, "116 117")
    assert not {2, -1} & pages_with(file, "Nicht im Umschlag")


def test_its_numbers_are_as_large_as_one_reads_in_a_hurry(tmp_path: Path) -> None:
    built = printed(guide_of(tmp_path, vor__a="# Für alle\n\nText.\n" + EMERGENCY))
    (volume,) = summary(built)
    with pikepdf.open(built.folder / str(volume["file"])) as pdf:
        sizes = {text: size for text, size in words_on(pdf.pages[1]) if text in {"112", "116117"}}
    assert set(sizes) == {"112", "116117"}
    assert min(sizes.values()) >= 18


def test_the_sheets_still_fold_in_fours(tmp_path: Path) -> None:
    built = printed(guide_of(tmp_path, vor__a="# Für alle\n\nText.\n" + EMERGENCY))
    (volume,) = summary(built)
    with pikepdf.open(built.folder / str(volume["file"])) as pdf:
        assert len(pdf.pages) % 4 == 0
        assert len(pdf.pages) == volume["pages"]


def test_a_guide_without_an_emergency_page_has_nothing_there(tmp_path: Path) -> None:
    assert "numbers:" not in source(booklet(tmp_path))


def test_inside_the_back_families_write_their_own_numbers_and_their_year(tmp_path: Path) -> None:
    built = printed(guide_of(tmp_path))
    (volume,) = summary(built)
    file = built.folder / str(volume["file"])
    assert pages_with(file, "Unsere Nummern") == pages_with(file, "Dezember") == {-2}


def test_the_booklet_does_not_say_again_what_its_covers_say(tmp_path: Path) -> None:
    text = source(booklet(tmp_path, alles=chapter("alles", EMERGENCY)))
    assert text.count("116 117") == 1
    assert "Nicht im Umschlag" in text


def test_a_number_nobody_has_vouched_for_is_left_out_there(tmp_path: Path) -> None:
    gap = EMERGENCY.replace("- Krank:", "- Auf dem Amt: {kontakt}`amt telefon`\n- Krank:")
    built = printed(guide_of(tmp_path, vor__a="# Für alle\n\nText.\n" + gap))
    (volume,) = summary(built)
    assert not {2, -1} & pages_with(built.folder / str(volume["file"]), "Auf dem Amt")
