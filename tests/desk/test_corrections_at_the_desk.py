"""An urgent correction at the desk: seen as parents will read it, released by one office, published at once."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from desk.served_desks import Browser, ServedDesk, served_desk
from editions.ended_runs import ended_run
from guide_project import MAILBOXES, SCHOOL, YOUTH, Project, git
from patience import until
from ratgeber_tools.data.dates import local_now
from ratgeber_tools.desk.publishing import Publishing
from ratgeber_tools.desk.store import Login
from ratgeber_tools.editions.placing import FOLDER
from ratgeber_tools.editions.run_card import RunGoal, recorded
from ratgeber_tools.editorial.roles import ROLES
from ratgeber_tools.releases.keeping import read_log

PLACE = "/veroeffentlichen/berichtigung/hort"
TEXT = "# Hort\n\nDer Hort hatt offen.\n"
LOGIN = Login(YOUTH, MAILBOXES[YOUTH])


@pytest.fixture
def project(tmp_path: Path) -> Project:
    project = Project.create(tmp_path / "projekt")
    (project.root / "conf.py").write_text('extensions = ["ratgeber_tools.sphinx_ext"]\n', encoding="utf-8")
    project.allow_corrections(YOUTH)
    project.write("index", "# Ratgeber\n\n```{toctree}\nhort\n```\n", head="")
    project.write("hort", TEXT)
    project.commit(SCHOOL)
    project.release("hort", YOUTH)
    return project


@pytest.fixture
def desk(project: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[ServedDesk]:
    monkeypatch.setenv(FOLDER, str(tmp_path / "www"))
    with served_desk(project.root) as found:
        found.moment = local_now()
        yield found


@pytest.fixture
def office(desk: ServedDesk) -> Browser:
    return desk.browser().log_in(MAILBOXES[YOUTH])


def elsewhere(begin: Callable[[], bool]) -> bool:
    """Return what somebody else is answered while we run."""
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(begin).result()


def test_the_page_shows_what_parents_read_otherwise_and_one_button(
    project: Project, desk: ServedDesk, office: Browser
) -> None:
    project.write("hort", TEXT.replace("hatt", "hat"))
    project.commit(YOUTH)
    page = office.ask(PLACE).body
    assert "hatt</del>" in page
    assert "hat</ins>" in page
    assert "Freigeben und veröffentlichen</button>" in page


def test_the_button_releases_in_the_offices_name_and_begins_to_publish(
    project: Project, desk: ServedDesk, office: Browser
) -> None:
    project.write("hort", TEXT.replace("hatt", "hat"))
    project.commit(YOUTH)
    assert office.post(PLACE).place == "/veroeffentlichen"
    current = read_log(project.root).current("hort")
    assert current is not None
    assert (current.office, current.decision) == (YOUTH, "Berichtigung nach Protokoll 3, TOP 2: 2 Wörter")
    assert git(project.root, "log", "-1", "--format=%ae", "--", "ratgeber/redaktion/freigaben") == MAILBOXES[YOUTH]
    assert ended_run(project.root).goal is RunGoal.BUILD_AND_PLACE


def test_what_is_no_correction_is_refused_with_the_way_to_the_meeting_and_nothing_is_written(
    project: Project, desk: ServedDesk, office: Browser
) -> None:
    project.write("hort", TEXT + "\n:::{redaktionsnotiz}\nStimmt das?\n:::\n")
    project.commit(YOUTH)
    before = read_log(project.root)
    page = office.ask(PLACE).body
    assert "noch etwas offen" in page
    assert "Eltern lesen schon, was im Kapitel steht" in page, "a note is nothing they read"
    assert 'href="/sitzung"' in page
    assert "Freigeben und veröffentlichen</button>" not in page
    assert office.post(PLACE).status == 400
    assert read_log(project.root) == before
    assert ".md" not in page


def test_a_note_the_chapter_was_released_with_is_no_reason_against_mending_a_slip(
    project: Project, desk: ServedDesk, office: Browser
) -> None:
    note = "\n:::{redaktionsnotiz}\nStimmt das?\n:::\n"
    project.write("hort", TEXT + note)
    project.commit(SCHOOL)
    project.release("hort", YOUTH)
    project.write("hort", TEXT.replace("hatt", "hat") + note)
    project.commit(YOUTH)
    assert "Freigeben und veröffentlichen</button>" in office.ask(PLACE).body


def test_who_may_not_publish_is_sent_away(desk: ServedDesk) -> None:
    table = desk.root / ROLES
    table.write_text(f"{table.read_text(encoding='utf-8')}rechte:\n  {SCHOOL}: schreiben\n", encoding="utf-8")
    browser = desk.browser().log_in(MAILBOXES[SCHOOL])
    assert browser.ask(PLACE).status == 403
    assert browser.post(PLACE).status == 403


def test_a_correction_released_while_a_build_runs_is_built_right_after_it(project: Project, desk: ServedDesk) -> None:
    publishing = Publishing(desk.desk)
    with recorded(project.root, RunGoal.BUILD, 1, local_now):
        assert not elsewhere(lambda: publishing.begin(RunGoal.BUILD_AND_PLACE, LOGIN, is_to_follow=True))
    until(lambda: ended_run(project.root).goal is RunGoal.BUILD_AND_PLACE)
