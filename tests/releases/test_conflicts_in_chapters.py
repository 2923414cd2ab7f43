"""A conflict nobody has decided is found wherever it stands, and nothing is released around it."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from conflict_places import OURS, PLACES, THEIRS
from guide.guides import HEAD, HEAD_LINES, make_guide
from guide_project import SCHOOL, YOUTH, Project
from ratgeber_tools.checks import conflicts, run_checks
from ratgeber_tools.editorial.addressees import Offices
from ratgeber_tools.editorial.notes import open_notes
from ratgeber_tools.findings import Code, Severity
from ratgeber_tools.guide import Guide
from ratgeber_tools.guide.internal_parts import without_internal_parts
from ratgeber_tools.newsroom.open_points import PointKind, open_points
from ratgeber_tools.releases.deciding import ReleaseRefusedError
from ratgeber_tools.releases.keeping import read_log

TODAY = date(2026, 12, 1)
EVERYWHERE = pytest.mark.parametrize("place", list(PLACES))


def chapter_with(place: str, folder: Path) -> tuple[Guide, int]:
    text, line = PLACES[place]
    return make_guide(folder, kapitel=f"{HEAD}# Titel\n\n{text}"), HEAD_LINES + line


@EVERYWHERE
def test_the_check_names_file_and_line(place: str, tmp_path: Path) -> None:
    guide, line = chapter_with(place, tmp_path)
    (finding,) = conflicts.check(guide)
    assert (finding.code, finding.severity, finding.line) == (Code.CONFLICT_OPEN, Severity.WARNING, line)
    assert finding.as_line().startswith(f"{tmp_path / 'kapitel.md'}:{line}: Warnung")
    assert "Entscheiden Sie sich für eine Fassung" in finding.as_line()
    assert finding in run_checks(guide)


def test_each_conflict_is_found_and_what_is_only_an_example_is_not(tmp_path: Path) -> None:
    text = f"{PLACES['Kapitel'][0]}\n{PLACES['Punkt'][0]}\n```\n:::{{konflikt}}\n:::\n```\n"
    guide = make_guide(tmp_path, kapitel=f"{HEAD}# Titel\n\n{text}")
    assert [finding.line for finding in conflicts.check(guide)] == [HEAD_LINES + 3, HEAD_LINES + 15]


@EVERYWHERE
def test_a_release_is_refused_with_file_and_line(place: str, tmp_path: Path) -> None:
    text, line = PLACES[place]
    project = Project.create(tmp_path / "p")
    written = f"# Titel\n\n{text}"
    project.write("kapitel", written)
    project.commit(SCHOOL)
    before = (project.guide / "kapitel.md").read_text(encoding="utf-8")
    line += before[: before.index("# Titel")].count("\n")
    with pytest.raises(ReleaseRefusedError) as caught:
        project.release("kapitel", YOUTH)
    sentence = f"{project.guide / 'kapitel.md'}:{line}: Hier steht noch ein Kasten „Konflikt“. Entscheiden Sie sich"
    assert sentence in str(caught.value)
    assert read_log(project.root).events == ()


@EVERYWHERE
def test_it_is_an_open_point_of_the_agenda(place: str, tmp_path: Path) -> None:
    guide, line = chapter_with(place, tmp_path)
    points = [point for point in open_points(guide, TODAY) if point.kind is PointKind.CONFLICT]
    assert [(point.title, point.origin.line) for point in points] == [("Titel", line)]
    assert OURS in points[0].detail
    assert THEIRS in points[0].detail


def test_it_is_an_open_note_of_the_status(tmp_path: Path) -> None:
    guide, line = chapter_with("Kapitel", tmp_path)
    (note,) = open_notes(guide.chapters["kapitel"], Offices([]))
    assert (note.kind, note.line) == ("Konflikt", line)


@EVERYWHERE
def test_nothing_of_it_is_left_in_what_is_published(place: str) -> None:
    text, _ = PLACES[place]
    left = without_internal_parts(f"# Titel\n\n{text}")
    assert not [word for word in ("konflikt", OURS, THEIRS, "Im Ratgeber", "Aus Word") if word in left]
