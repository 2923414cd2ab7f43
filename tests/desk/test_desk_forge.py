"""The desk and its forge: what comes there comes here, what is saved goes there; nothing is overwritten."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from desk import hands
from desk.desk_network import OFFICE, words_in
from desk.forge_sides import NAME, TEXT, Sides
from desk.own_loop import run_apart
from guide_project import HEALTH, SCHOOL, Project, git
from ratgeber_tools import branches
from ratgeber_tools.branches import BranchError
from ratgeber_tools.desk.rooms.guide_forge import GuideForge
from ratgeber_tools.desk.server.exchanging import Exchanging
from ratgeber_tools.desk.server.sockets import Sockets, Tab
from ratgeber_tools.history import find_repository


@pytest.fixture
def sides(tmp_path: Path) -> Sides:
    return Sides(tmp_path)


def test_what_was_saved_goes_there(sides: Sides) -> None:
    sides.write("neu", after="Der Hort")
    sides.desk.save(NAME, OFFICE)
    sides.exchange()

    assert "Der Hort neu hat offen." in sides.there
    assert git(sides.forge, "log", "-1", "--format=%an") == OFFICE.office


def test_what_came_there_comes_into_the_open_room(sides: Sides) -> None:
    sides.write("neu", after="Der Hort")
    sides.elsewhere(TEXT.replace("Dritter", "Dritter fremder"))
    sides.exchange()

    assert list(sides.desk.due()) == [NAME]
    sides.desk.save(NAME, OFFICE)
    sides.exchange()
    assert {"neu", "fremder"} <= set(words_in(sides.desk.open(NAME).document))
    assert "neu" in sides.there
    assert "fremder" in sides.there


def test_both_sides_of_one_paragraph_stay(sides: Sides) -> None:
    """git cannot put together two changes of one line; the merge of the desk can."""
    sides.write("neu", after="Der Hort")
    sides.desk.save(NAME, OFFICE)
    sides.elsewhere(TEXT.replace("hat offen", "hat immer offen"))
    sides.exchange()

    assert "Der Hort neu hat immer offen.\n" in sides.there
    assert sides.text.strip() == sides.there.strip()
    assert git(sides.here.root, "status", "--porcelain") == ""


def test_where_nobody_can_say_what_is_meant_both_versions_stand_there(sides: Sides) -> None:
    room = sides.desk.open(NAME)
    way = hands.replace_words("Zweiter", "Ganz anderes steht hier im Raum.")(room.document)
    assert way is not None
    room.append(list(way.steps), OFFICE, "tab-00001")
    sides.desk.save(NAME, OFFICE)
    sides.elsewhere(TEXT.replace("Zweiter Absatz.", "Völlig neue Worte kamen aus dem Amt."))
    sides.exchange()

    assert "konflikt" in sides.there
    for words in ("Ganz anderes steht hier im Raum.", "Völlig neue Worte kamen aus dem Amt."):
        assert sides.there.count(words) == 1


def test_heads_that_both_sides_changed_are_for_a_person_and_nothing_is_lost(sides: Sides) -> None:
    chapter = sides.here.guide / f"{NAME}.md"
    chapter.write_text(sides.text.replace("entwurf", "geprueft"), encoding="utf-8")
    commit = sides.here.commit(SCHOOL)
    git(sides.other.root, "pull", "--quiet", "--ff-only")
    (sides.other.guide / f"{NAME}.md").write_text(sides.text.replace("geprueft", "vorgelegt"), encoding="utf-8")
    theirs = sides.other.commit(HEALTH)
    git(sides.other.root, "push", "--quiet")

    with pytest.raises(BranchError, match=r"hort\.md: Hier und dort wurde Verschiedenes geändert"):
        sides.exchange()
    assert git(sides.here.root, "rev-parse", "HEAD") == commit
    assert git(sides.forge, "rev-parse", "HEAD") == theirs


def test_who_is_quicker_at_the_forge_is_not_overwritten(sides: Sides, monkeypatch: pytest.MonkeyPatch) -> None:
    sides.write("neu", after="Der Hort")
    sides.desk.save(NAME, OFFICE)
    genuine, quicker = branches.push_commit, ["eins", "zwei"]

    def push_commit(*arguments: Any, **named: Any) -> None:
        if quicker:
            sides.elsewhere(f"# {quicker[0]}\n", f"teil/{quicker.pop(0)}")
        genuine(*arguments, **named)

    monkeypatch.setattr(branches, "push_commit", push_commit)
    sides.exchange()

    assert "neu" in sides.there
    assert (sides.here.guide / "teil" / "eins.md").is_file()
    assert (sides.here.guide / "teil" / "zwei.md").is_file()


def test_a_forge_that_does_not_answer_is_told_once_and_tried_again(
    sides: Sides, capsys: pytest.CaptureFixture[str]
) -> None:
    sides.write("neu", after="Der Hort")
    sides.desk.save(NAME, OFFICE)
    hidden = sides.forge.rename(sides.forge.with_name("weg.git"))
    told: list[str] = []

    class Ear(Tab):
        async def tell_text(self, text: str) -> None:
            told.append(text)

    sockets = Sockets(sides.desk, tabs={NAME: [Ear(None, OFFICE, "tab-00001")]})  # type: ignore[arg-type]
    forge = GuideForge.of(sides.desk.repository)
    assert forge is not None
    exchanging = Exchanging(forge, sockets)
    for _ in range(2):
        run_apart(exchanging.once())
    assert exchanging.failures == 2
    assert len(told) == 1
    assert "Gesichert ist alles, hier auf dem Server." in told[0]
    said = capsys.readouterr().err
    assert said.count("Der Stand dort ließ sich nicht holen.") == 1

    hidden.rename(sides.forge)
    run_apart(exchanging.once())
    assert "neu" in sides.there
    assert "jetzt auch auf der Plattform" in told[1]
    assert exchanging.failures == 0


def test_without_another_side_there_is_no_forge(tmp_path: Path) -> None:
    alone = Project.create(tmp_path / "allein")
    assert GuideForge.of(find_repository(alone.root)) is None
    assert GuideForge.of(None) is None


def test_an_empty_forge_gets_everything(tmp_path: Path) -> None:
    project = Project.create(tmp_path / "projekt")
    git(tmp_path, "init", "--quiet", "--bare", "leer.git")
    git(project.root, "remote", "add", "origin", str(tmp_path / "leer.git"))
    forge = GuideForge.of(find_repository(project.root))
    assert forge is not None
    forge.exchange()

    assert git(tmp_path / "leer.git", "rev-parse", "main") == git(project.root, "rev-parse", "HEAD")


def test_a_saving_wakes_who_talks_with_the_forge(sides: Sides) -> None:
    woken: list[None] = []
    sides.desk.committed = lambda: woken.append(None)
    sides.write("neu", after="Der Hort")
    sides.desk.save(NAME, OFFICE)
    sides.desk.save(NAME, OFFICE)

    assert len(woken) == 1
