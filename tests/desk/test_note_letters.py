"""Once a day a letter to each office with what was noted for it: each note once, to its mailbox, at a decent hour."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from desk.desk_network import MOMENT
from guide_project import HEALTH, MAILBOXES, SCHOOL, YOUTH, Project
from ratgeber_tools.desk.login.settings import Encryption, MailServer
from ratgeber_tools.desk.margin.letters import due_letters
from ratgeber_tools.desk.store import SqliteStore
from ratgeber_tools.document import Document
from ratgeber_tools.editorial.margin_notes import new_note, state_line
from ratgeber_tools.editorial.roles import read_roles
from ratgeber_tools.guide import load
from ratgeber_tools.writers import myst as writer

SERVER = MailServer("mail.example.org", 25, Encryption.NONE, "redaktion@stadt.example")
Post = Callable[[datetime], list[tuple[str, str]]]


@pytest.fixture
def project(tmp_path: Path) -> Project:
    return Project.create(tmp_path)


@pytest.fixture
def post(project: Project) -> Post:
    """Return what gives the letters that are due at a moment, each with its mailbox and its words."""
    store = SqliteStore(project.root / "_redaktion" / "redaktion.sqlite")

    def due(moment: datetime) -> list[tuple[str, str]]:
        guide, roles = load(project.guide), read_roles(project.root)
        letters = due_letters(guide, roles, store, SERVER, "https://desk.example", moment)
        return [(letter["To"], letter.get_content()) for letter in letters]

    return due


def with_notes(project: Project, *said: tuple[str, str], done: bool = False) -> None:
    """Write the chapter with notes of the youth office: whom each asks ("" for nobody), and its words."""
    notes = [new_note(YOUTH, "Hort", words, asked=asked) for asked, words in said]
    if done:
        notes = [replace(note, blocks=(*note.blocks, *state_line(YOUTH, is_done=True))) for note in notes]
    project.write("teil/hort", f"# Hort\n\nDer Hort.\n\n{writer.write(Document(tuple(notes)))}")


def test_an_office_gets_one_letter_with_all_that_was_noted_for_it(project: Project, post: Post) -> None:
    with_notes(project, (HEALTH, "Welche Impfung?"), (HEALTH, "Bis wann?"), ("", "Stimmt der Titel?"))
    letters = dict(post(MOMENT))
    assert letters.keys() == {MAILBOXES[HEALTH], MAILBOXES[SCHOOL]}
    for words in (
        "Hort\nZu „Hort“, von Jugendamt:\nWelche Impfung?",
        "Bis wann?",
        "https://desk.example/kapitel/teil/hort",
    ):
        assert words in letters[MAILBOXES[HEALTH]]
    assert "Stimmt der Titel?" in letters[MAILBOXES[SCHOOL]]


def test_each_note_is_mailed_once_and_at_most_one_letter_a_day(project: Project, post: Post) -> None:
    with_notes(project, (HEALTH, "Eins?"))
    assert len(post(MOMENT)) == 1
    with_notes(project, (HEALTH, "Eins?"), (HEALTH, "Zwei?"))
    assert post(MOMENT + timedelta(hours=3)) == []
    ((_, words),) = post(MOMENT + timedelta(days=1))
    assert "Zwei?" in words
    assert "Eins?" not in words
    assert post(MOMENT + timedelta(days=2)) == []


def test_nothing_is_mailed_in_the_night(project: Project, post: Post) -> None:
    with_notes(project, (HEALTH, "Eins?"))
    assert post(MOMENT.replace(hour=5)) == []
    assert len(post(MOMENT.replace(hour=6))) == 1  # seven in Germany, in winter


def test_what_is_settled_and_what_an_office_noted_for_itself_is_not_mailed(project: Project, post: Post) -> None:
    with_notes(project, (HEALTH, "Eins?"), done=True)
    assert post(MOMENT) == []
    with_notes(project, (YOUTH, "Mir selbst."))
    assert post(MOMENT) == []
