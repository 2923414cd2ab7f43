"""Who surveys the guide again reads only what is another: counted by chapters read and by calls of git."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from desk.own_loop import run_apart
from guide_project import CLOCK, SCHOOL, Project
from patience import PATIENCE_S
from ratgeber_tools import history
from ratgeber_tools.data.dates import local_day
from ratgeber_tools.desk.remembered_survey import RememberedSurvey
from ratgeber_tools.desk.server.computing import computed, surveyed
from ratgeber_tools.guide import Chapter
from ratgeber_tools.guide.remembered import RememberedGuide
from ratgeber_tools.history import find_repository
from ratgeber_tools.newsroom.status import readings

#: So long a survey goes on that a list wrongly waits for.
TODAY = local_day(CLOCK)
CHAPTERS = ("hort", "essen", "schule")


@dataclass
class Counted:
    """What a survey did: chapters whose sentences it measured, those it looked for open points in, calls of git."""

    measured: list[str] = field(default_factory=list)
    looked_at: list[str] = field(default_factory=list)
    git: list[str] = field(default_factory=list)

    def taken(self) -> tuple[list[str], list[str]]:
        found = sorted(self.measured), sorted(self.looked_at)
        self.measured.clear()
        self.looked_at.clear()
        return found


@pytest.fixture
def counted(monkeypatch: pytest.MonkeyPatch) -> Counted:
    found = Counted()

    def noting(names: list[str], genuine: Callable[..., Any]) -> Callable[..., Any]:
        def noted(chapter: Chapter, *more: Any) -> Any:
            names.append(chapter.name)
            return genuine(chapter, *more)

        return noted

    genuine = history._git
    monkeypatch.setattr(readings, "body_measure", noting(found.measured, readings.body_measure))
    monkeypatch.setattr(readings, "open_notes", noting(found.looked_at, readings.open_notes))
    monkeypatch.setattr(
        history,
        "_git",
        lambda folder, *arguments, **more: found.git.append(arguments[0]) or genuine(folder, *arguments, **more),
    )
    return found


@pytest.fixture
def project(tmp_path: Path) -> Project:
    made = Project.create(tmp_path)
    for name in CHAPTERS:
        made.write(name, f"# {name}\n\nHier steht ein Satz.\n")
    made.commit(SCHOOL)
    return made


@pytest.fixture
def surveys(project: Project) -> RememberedSurvey:
    return RememberedSurvey(RememberedGuide(project.guide), find_repository(project.root))


def words_of(surveys: RememberedSurvey, name: str) -> int:
    return next(each.words for each in surveys.on(TODAY).chapters if each.name == name)


def test_a_saved_chapter_is_read_anew_alone_and_a_commit_has_none_read(
    project: Project, surveys: RememberedSurvey, counted: Counted
) -> None:
    assert words_of(surveys, "hort") == 4
    assert set(CHAPTERS) <= set(counted.taken()[0])

    project.write("hort", "# hort\n\nHier steht heute ein längerer Satz.\n")
    assert words_of(surveys, "hort") == 6
    assert counted.taken() == (["hort"], ["hort"])

    project.commit(SCHOOL)
    surveys.on(TODAY)
    assert counted.taken() == ([], [])


def test_on_another_day_and_with_other_records_open_points_are_looked_at_again_and_no_sentence_is_measured(
    project: Project, surveys: RememberedSurvey, counted: Counted
) -> None:
    surveys.on(TODAY)
    everything = counted.taken()[1]

    surveys.on(TODAY + timedelta(days=1))
    assert counted.taken() == ([], everything)

    project.write_file("daten/fakten.yaml", b"preis:\n  titel: Preis\n  wert: 10 Euro\n")
    surveys.on(TODAY + timedelta(days=1))
    assert counted.taken() == ([], everything)


def test_a_chapter_that_was_deleted_is_in_no_later_survey(project: Project, surveys: RememberedSurvey) -> None:
    surveys.on(TODAY)
    (project.guide / "hort.md").unlink()
    assert "hort" not in [each.name for each in surveys.on(TODAY).chapters]


def test_git_is_called_as_often_for_many_chapters_as_for_few(
    project: Project, surveys: RememberedSurvey, counted: Counted
) -> None:
    surveys.on(TODAY)
    few = sorted(counted.git)
    for number in range(7):
        project.write(f"mehr{number}", "# Mehr\n\nMehr.\n")
    project.commit(SCHOOL)
    counted.git.clear()

    surveys.on(TODAY)

    assert sorted(counted.git) == few


def test_what_looks_at_the_whole_guide_keeps_no_list_and_no_hint_waiting() -> None:
    may_end = threading.Event()

    async def asked() -> list[str]:
        done: list[str] = []
        survey = asyncio.ensure_future(surveyed(may_end.wait, PATIENCE_S))
        survey.add_done_callback(lambda _: done.append("Übersicht"))
        await computed(done.append, "Liste")
        may_end.set()
        await survey
        return done

    assert run_apart(asked()) == ["Liste", "Übersicht"]
