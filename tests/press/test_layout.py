from __future__ import annotations

import datetime
from pathlib import Path

import pytest

from ratgeber_tools.press.extent import NOTES, Extent, extent_of
from ratgeber_tools.press.layout import INSIDE_MM, OUTSIDE_MM, Layout, read_layout
from ratgeber_tools.press.remarks import extent_findings, layout_findings, places_in
from ratgeber_tools.typesetting.typesetter import THEME, Mode, stage, typeset

MOMENT = datetime.datetime(2026, 9, 1, tzinfo=datetime.UTC)
HEAD = '#import "theme/theme.typ": *\n#show: guide.with(title: "Titel")\n#{\n'
SENTENCE = "Ein Satz, der auf der Seite steht und sie füllt. "


def layout_of(folder: Path, body: str, *, head: str = HEAD) -> Layout:
    pages = typeset(stage(folder / "satz", f"{head}{body}\n}}\n", {}), timestamp=MOMENT, mode=Mode.PRESS)
    return read_layout(pages, edge_mm=3, trim_mm=148)


def bare(folder: Path, body: str) -> Layout:
    """Pages without the theme's care: what it prevents has to be found all the same."""
    rules = (
        '#set page(width: 154mm, height: 60mm, margin: (x: 20mm, y: 8mm))\n#set text(font: "Source Sans 3", costs: '
        '(widow: 0%, orphan: 0%))\n#set document(title: "x")\n'
    )
    source = f"{rules}#{{\n{body}\n}}\n"
    pages = typeset(stage(folder / "satz", source, {}), timestamp=MOMENT, mode=Mode.PRESS)
    return read_layout(pages, edge_mm=3, trim_mm=148)


def test_a_line_left_alone_at_the_head_of_a_page_is_found(tmp_path: Path) -> None:
    found = [list(bare(tmp_path, f'v({gap}mm)\npar("{SENTENCE * 5}")').lone_lines()) for gap in range(18, 40, 3)]
    assert any(lines and lines[0][1].startswith("Ein Satz") for lines in found)
    assert not all(found)


def test_a_heading_left_at_the_foot_of_a_page_is_found(tmp_path: Path) -> None:
    body = (
        'heading("Eins")\npar("Text.")\nv(22mm)\nshow heading: set block(sticky: false)\nheading("Zwei")\npagebreak()\n'
        'par("Weiter.")'
    )
    assert list(bare(tmp_path, body).low_headings()) == [(1, "Zwei")]


def test_the_theme_leaves_no_line_and_no_heading_alone(tmp_path: Path) -> None:
    parts = "\n".join(f'section("Abschnitt {n}")\npar("{SENTENCE * (3 + n % 5)}")' for n in range(60))
    layout = layout_of(tmp_path, f'chapter(plain: "Kapitel", "Kapitel")\n{parts}')
    assert layout.page_count > 8
    assert list(layout.lone_lines()) == []
    assert list(layout.low_headings()) == []
    assert list(layout_findings(layout, str)) == []


def test_a_word_that_sticks_out_of_the_column_is_found(tmp_path: Path) -> None:
    layout = layout_of(
        tmp_path, 'chapter(plain: "K", "K")\npar(text(hyphenate: false, "' + "Wort" * 60 + '"))\npar("Kurz.")'
    )
    (finding,) = layout_findings(layout, lambda page: f"Seite {page}")
    assert "ragt über den Rand" in finding.text
    assert finding.text.startswith("Seite 3: „WortWort")


def test_words_printed_over_each_other_are_found(tmp_path: Path) -> None:
    cells = 'text(hyphenate: false, "Unterrichtsstundenausfall"), "daneben"'
    layout = layout_of(tmp_path, f'chapter(plain: "K", "K")\ngrid(columns: (20mm, 30mm), {cells})')
    assert any("läuft in „daneben“" in finding.text for finding in layout_findings(layout, str))


def test_right_to_left_passages_are_no_overflow(tmp_path: Path) -> None:
    arabic = "مرحبا بكم في المدرسة " * 12
    layout = layout_of(
        tmp_path, f'chapter(plain: "K", "K")\nforeign(language: "ar", direction: "rtl", par("{arabic}"))'
    )
    assert list(layout_findings(layout, str)) == []


def test_the_margins_are_those_of_the_theme() -> None:
    page = (THEME / "page.typ").read_text(encoding="utf-8")
    assert f"(inside: {INSIDE_MM:g}mm, outside: {OUTSIDE_MM:g}mm" in page


# ------------------------------------------------------------------------------------------------- extent


def extent(folder: Path, chapters: dict[str, int]) -> Extent:
    """A guide whose chapters have so many paragraphs of ten words."""
    body = "\n".join(
        f'chapter(plain: "{name}", "{name}")\n' + f'par("{SENTENCE}")\n' * count for name, count in chapters.items()
    )
    return extent_of(layout_of(folder, body), list(chapters), tail=2)


def test_chapters_have_their_pages_and_words(tmp_path: Path) -> None:
    result = extent(tmp_path, {"Eins": 16, "Zwei": 40})
    one, two = [each for each in result.chapters if each.title in ("Eins", "Zwei")]
    assert (one.pages, one.words, one.last_words) == (1, 1 + 16 * 10, 1 + 16 * 10)
    assert two.pages == 2
    assert two.words == 1 + 40 * 10
    assert 0 < two.last_words < two.words
    assert (two.first_page, result.chapter_at(two.first_page + 1)) == (one.first_page + 1, two)


def test_a_chapter_that_ends_on_its_first_page_has_that_page(tmp_path: Path) -> None:
    one, two = [each for each in extent(tmp_path, {"Eins": 2, "Zwei": 2}).chapters if each.title in ("Eins", "Zwei")]
    assert (one.first_page, one.pages) == (two.first_page, two.pages) == (one.first_page, 1)


@pytest.mark.parametrize("count", range(4))
def test_a_volume_is_filled_up_to_a_multiple_of_four(tmp_path: Path, count: int) -> None:
    result = extent(tmp_path, {f"Kapitel {n}": 1 for n in range(count + 1)})
    assert result.total % 4 == 0
    assert result.notes == -result.content % 4


def test_what_to_cut_is_where_least_stands_on_the_last_page(tmp_path: Path) -> None:
    result = extent(tmp_path, {"Fast": 30, "Halb": 40, "Kurz": 1, "Lang": 50})
    assert result.surplus
    cuts = result.cuts()
    assert len(cuts) == result.surplus
    assert [cut.words for cut in cuts] == sorted(cut.chapter.last_words for cut in cuts)
    assert "Kurz" not in [cut.chapter.title for cut in cuts]


def test_too_many_pages_for_staples_name_the_longest_chapters_and_two_volumes(tmp_path: Path) -> None:
    result = extent(tmp_path, {"Lang": 1700, "Kurz": 1})
    (finding,) = extent_findings(result, volumes=1)
    assert f"{result.total} Seiten; mit Klammern heften lassen sich 64" in finding.text
    assert "„Lang“" in finding.text
    assert "zwei Bände" in finding.text
    (finding,) = extent_findings(result, volumes=2)
    assert "Klebebindung" in finding.text


def test_a_thin_volume_needs_no_remark(tmp_path: Path) -> None:
    result = extent(tmp_path, {"Kurz": 1})
    assert list(extent_findings(result, volumes=1)) == []
    assert places_in(result)(3) == "Seite 3 („Kurz“)"
    assert places_in(result, offset=2)(1) == "Seite 3 („Kurz“)"


def test_the_theme_calls_the_pages_to_write_on_as_we_look_for_them() -> None:
    assert f'notes: "{NOTES}"' in (THEME / "words.typ").read_text(encoding="utf-8")
