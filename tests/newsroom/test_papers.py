"""Agenda, minutes and status as Word files: the words of the screen, in a file a meeting can print and write into."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import date
from pathlib import Path

import docx
import pytest

from ratgeber_tools.data.records import Origin
from ratgeber_tools.newsroom.meeting_agenda import FIRST_TITLE, as_markdown, as_text, first_points
from ratgeber_tools.newsroom.minutes.outline import MinutesItem, MinutesOutline, MinutesSection, plain
from ratgeber_tools.newsroom.open_points import OpenPoint, PointKind, Use
from ratgeber_tools.newsroom.papers import agenda_paper, minutes_paper
from ratgeber_tools.prose.comparison import Mark, SentencePiece
from ratgeber_tools.writers.word.paper import write_paper

TODAY = date(2026, 12, 1)
POINT = OpenPoint("Schulamt", PointKind.UNKNOWN, "Frist", "", Origin(Path("fakten.yaml"), 3))


def word_lines(data: bytes) -> list[str]:
    return [paragraph.text for paragraph in docx.Document(io.BytesIO(data)).paragraphs]


def waiting(title: str, *, chapters: int = 0, steps: int = 0, kind: PointKind = PointKind.UNKNOWN) -> OpenPoint:
    uses = tuple(Use(Path(f"{number}.md"), 1) for number in range(chapters))
    return replace(POINT, title=title, kind=kind, uses=uses, steps=tuple(map(str, range(steps))))


def test_a_long_agenda_begins_with_what_most_families_wait_for() -> None:
    many = [waiting(f"Nr. {number}") for number in range(30)]
    found = first_points(
        [
            *many,
            waiting("zwei Kapitel", chapters=2),
            waiting("ein Schritt", chapters=1, steps=1),
            waiting("Streit", kind=PointKind.CONFLICT),
        ]
    )
    assert [point.title for point in found] == ["Streit", "ein Schritt", "zwei Kapitel"]


def test_what_is_only_to_be_confirmed_goes_out_in_a_fact_sheet_and_takes_no_meetings_time() -> None:
    points = [waiting(f"Nr. {number}", chapters=3, steps=3, kind=PointKind.UNCONFIRMED) for number in range(30)]
    assert first_points(points) == ()


def test_a_short_agenda_has_no_list_of_what_comes_first() -> None:
    points = [waiting("a", steps=1), waiting("b", steps=2)]
    assert FIRST_TITLE not in as_text(points, TODAY, seen_from=Path())
    assert f"## {FIRST_TITLE}" not in as_markdown(points, TODAY, seen_from=Path())


def test_the_agenda_in_word_has_a_box_a_point_under_its_office() -> None:
    points = [replace(POINT, detail="Wann?"), replace(POINT, office="", title="Ort", kind=PointKind.NOTE)]
    data = write_paper(agenda_paper(points, TODAY), title="Offene Punkte", day=TODAY)
    assert word_lines(data) == [
        "Offene Punkte",
        "Stand: 01.12.2026. 2 Punkte bei 1 Stelle.",
        "",
        "Schulamt",
        "Fehlendes nennen",
        "Frist: Wann?",
        "Ohne zuständige Stelle",
        "Fragen aus den Kapiteln",
        "Ort [hält ein Kapitel auf]",
    ]
    assert "☐" in docx.Document(io.BytesIO(data)).part.numbering_part.element.xml


def test_minutes_in_word_strike_what_is_gone_and_have_a_place_to_sign() -> None:
    changed = MinutesItem(
        (
            SentencePiece(Mark.KEPT, "Offen am"),
            SentencePiece(Mark.REMOVED, "Nachmittag"),
            SentencePiece(Mark.ADDED, "Mittag"),
        )
    )
    outline = MinutesOutline(
        "Was geschah",
        "Stand heute.",
        (MinutesSection("Kapitel", (MinutesItem(plain("geändert."), "Hort", (changed,)),)),),
    )
    word = docx.Document(io.BytesIO(write_paper(minutes_paper(outline), title="Was geschah", day=TODAY)))
    runs = {run.text: run for paragraph in word.paragraphs for run in paragraph.runs}
    assert runs["Nachmittag"].font.strike
    assert runs["Mittag"].bold
    assert any(paragraph.text.startswith("Am: ____") for paragraph in word.paragraphs)


def test_the_same_paper_is_the_same_file_and_has_no_author() -> None:
    first, again = (write_paper(agenda_paper([POINT], TODAY), title="Offene Punkte", day=TODAY) for _ in range(2))
    assert first == again
    assert not docx.Document(io.BytesIO(first)).core_properties.author


@pytest.mark.parametrize("across", [False, True])
def test_a_paper_is_a4_with_the_number_of_each_page(across: bool) -> None:
    word = docx.Document(io.BytesIO(write_paper(agenda_paper([POINT], TODAY), title="x", day=TODAY, across=across)))
    (section,) = word.sections
    assert (section.page_width > section.page_height) == across
    assert "NUMPAGES" in section.footer._element.xml
