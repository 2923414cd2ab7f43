"""Proposals where the guide has another side: what is there is decided here, what was done here is there to see."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from desk.desk_servers import RunningDesk, running_desk
from desk.word_contributions import contribution
from desk.word_visits import WordVisit
from guide_project import MAILBOXES, SCHOOL, YOUTH, Project, git
from patience import until
from proposals.inbox_case import branches, machine, person
from ratgeber_tools.desk.store import Login

CHAPTER = "teil/hort"


@pytest.fixture
def forge(tmp_path: Path) -> Path:
    first = Project.create(tmp_path / "erstes")
    (first.root / "conf.py").touch()
    (first.root / ".gitignore").write_text("/_redaktion/\n/_build/\n", encoding="utf-8")
    first.write("index", "# Ratgeber\n\n```{toctree}\nteil/index\n```\n", head="")
    first.write("teil/index", "# Vor der Schule\n\n```{toctree}\nhort\n```\n", head="")
    first.write(CHAPTER, "# Hort\n\nDer Hort hat offen.\n")
    first.commit(SCHOOL)
    git(tmp_path, "clone", "--quiet", "--bare", str(first.root), "plattform.git")
    return tmp_path / "plattform.git"


@pytest.fixture
def running(forge: Path) -> Iterator[RunningDesk]:
    here = person(forge, "tisch", SCHOOL)
    with running_desk(here.root) as found:
        yield found


@pytest.fixture
def visit(running: RunningDesk) -> WordVisit:
    return WordVisit.of(running, Login(SCHOOL, MAILBOXES[SCHOOL]))


def handed_in(visit: WordVisit) -> str:
    visit.hand_in(("Beitrag.docx", contribution()))
    visit.send(visit.place, {"teil": "teil"})
    return visit.place


def test_a_proposal_is_brought_there_and_gone_when_it_is_taken(
    running: RunningDesk, visit: WordVisit, forge: Path
) -> None:
    place = handed_in(visit)
    visit.go("/word")
    until(lambda: len(branches(forge)) == 1)
    visit.go(place)
    visit.decide()
    visit.go("/word")
    until(lambda: branches(forge) == [])
    until(lambda: "ferien.md" in git(forge, "ls-tree", "-r", "--name-only", "main"))


def test_what_was_given_back_is_there_with_its_reason(running: RunningDesk, visit: WordVisit, forge: Path) -> None:
    place = handed_in(visit)
    visit.go("/word")
    until(lambda: len(branches(forge)) == 1)
    visit.send(f"{place}/zurueck", {"grund": "Bitte ohne Namen."})
    visit.go("/word")
    until(lambda: branches(forge) == [])
    until(lambda: "Bitte ohne Namen." in git(forge, "for-each-ref", "--format=%(contents)", "refs/heads/zurueck"))


def test_a_proposal_of_the_forge_is_decided_at_the_desk(
    running: RunningDesk, visit: WordVisit, forge: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    uploader = person(forge, "andere", YOUTH)
    path = uploader.root / "eingang" / "teil" / "Beitrag.docx"
    path.parent.mkdir(parents=True)
    path.write_bytes(contribution())
    uploader.commit(YOUTH)
    git(uploader.root, "push", "--quiet")
    assert machine(forge, monkeypatch)[0] == 0
    (branch,) = branches(forge)
    visit.go("/word")
    until(lambda: "Beitrag.docx" in visit.go("/word"))
    visit.go(f"/word/vorschlag/{branch.partition('/')[2]}")
    assert f"von {YOUTH}" in visit.page
    visit.decide()
    assert (running.root / "ratgeber" / "teil" / "ferien.md").is_file()
    until(lambda: "ferien.md" in git(forge, "ls-tree", "-r", "--name-only", "main"))


def test_a_forge_that_does_not_answer_stops_nobody(running: RunningDesk, visit: WordVisit, forge: Path) -> None:
    forge.rename(forge.with_name("weg.git"))
    place = handed_in(visit)
    visit.go(place)
    visit.decide()
    assert (running.root / "ratgeber" / "teil" / "ferien.md").is_file()
