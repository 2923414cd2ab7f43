"""One vote on many chapters: what can be released is, and of each of the others it is said why not."""

from __future__ import annotations

from pathlib import Path

import pytest

from guide_project import CARRIED, MAILBOXES, SCHOOL, YOUTH, Project
from ratgeber_tools.editorial.roles import ROLES
from ratgeber_tools.guide import load
from ratgeber_tools.releases.deciding import Decision, ReleaseRefusedError, withdraw_all
from ratgeber_tools.releases.keeping import Release, Votes, read_log
from ratgeber_tools.releases.one_vote import VoteOutcome, refusals, release_each
from ratgeber_tools.releases.rules import Obstacle


@pytest.fixture
def project(tmp_path: Path) -> Project:
    made = Project.create(tmp_path / "p")
    made.write("index", "# Ratgeber\n", head="")
    for name in ("anmeldung", "hort"):
        made.write(name, f"# {name.title()}\n\nText.\n")
    made.commit(SCHOOL)
    made.write("geld", "# Geld\n\nText.\n")
    made.commit(YOUTH)
    return made


def vote(project: Project, *names: str, votes: Votes = CARRIED, **more: object) -> VoteOutcome:
    decision = Decision("Sitzung vom 24.11.2026", votes, project.now.date())
    given = {"reasons": {}, "in_spite_of": {}, "following": lambda _names: (), "by": MAILBOXES[YOUTH], **more}
    return release_each(project.root, load(project.guide), names, decision, now=project.now, **given)  # type: ignore[arg-type]


def test_the_others_are_released_where_one_is_refused(project: Project) -> None:
    outcome = vote(project, "anmeldung", "geld", "hort")
    assert [entry.event.chapter for entry in outcome.entries] == ["anmeldung", "hort"]
    assert set(read_log(project.root).released()) == {"anmeldung", "hort"}
    (reason,) = outcome.refused["geld"]
    assert reason.sentence.startswith("„Jugendamt“ hat das Kapitel am 24.11.2026 selbst geändert")


def test_the_office_is_that_of_the_mailbox_and_not_of_git(project: Project) -> None:
    project.act_as(SCHOOL)
    (entry,) = vote(project, "anmeldung").entries
    assert entry.event.office == YOUTH


def test_reasons_of_the_caller_stop_a_chapter_and_no_other(project: Project) -> None:
    outcome = vote(project, "anmeldung", "hort", reasons={"hort": [Obstacle("Hier fehlt etwas.")]})
    assert outcome.refused == {"hort": (Obstacle("Hier fehlt etwas."),)}
    assert set(read_log(project.root).released()) == {"anmeldung"}


def test_why_it_is_released_all_the_same_stands_at_that_chapter_alone(project: Project) -> None:
    outcome = vote(project, "anmeldung", "hort", in_spite_of={"hort": "Beginnt morgen."})
    told = {
        entry.event.chapter: entry.event.in_spite_of for entry in outcome.entries if isinstance(entry.event, Release)
    }
    assert told == {"anmeldung": "", "hort": "Beginnt morgen."}


def test_index_pages_follow_the_chapters_that_went_through_alone(project: Project) -> None:
    asked: list[list[str]] = []

    def following(names: object) -> tuple[str, ...]:
        asked.append(list(names))  # type: ignore[call-overload]
        return ("index",)

    outcome = vote(project, "anmeldung", "geld", following=following)
    assert asked == [["anmeldung"]]
    assert [entry.event.chapter for entry in outcome.entries if entry.follows] == ["index"]
    assert vote(project, "geld", following=following).entries == ()
    assert len(asked) == 1


def test_a_vote_that_is_lost_releases_nothing(project: Project) -> None:
    with pytest.raises(ReleaseRefusedError, match="Mit 1 Ja und 9 Nein ist die Freigabe nicht beschlossen"):
        vote(project, "anmeldung", votes=Votes(1, 9, 2))
    assert read_log(project.root).events == ()


def test_before_the_vote_it_is_known_what_would_be_refused(project: Project) -> None:
    found = refusals(project.root, load(project.guide), ["anmeldung", "geld"], now=project.now, by=MAILBOXES[YOUTH])
    assert list(found) == ["geld"]
    assert read_log(project.root).events == ()


def test_an_office_without_the_right_neither_releases_nor_withdraws(project: Project) -> None:
    vote(project, "anmeldung")
    table = (project.root / ROLES).read_text(encoding="utf-8")
    (project.root / ROLES).write_text(f"{table}rechte:\n  Jugendamt: [schreiben, entscheiden]\n", encoding="utf-8")
    project.commit(SCHOOL)
    sentence = "„Jugendamt“ darf nichts freigeben und nichts zurückziehen"
    with pytest.raises(ReleaseRefusedError, match=sentence):
        vote(project, "hort")
    with pytest.raises(ReleaseRefusedError, match=sentence):
        project.release("hort", YOUTH)
    with pytest.raises(ReleaseRefusedError, match=sentence):
        withdraw_all(project.root, ["anmeldung"], "falsch", now=project.now, by=MAILBOXES[YOUTH])
    assert project.release("geld", SCHOOL).event.office == SCHOOL
