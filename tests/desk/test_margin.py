"""Notes in the margin: put there by the server, found at their words wherever those went."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from prosemirror.model import Node
from prosemirror.transform import Transform

from desk.desk_chapters import read_chapter
from desk.desk_servers import RunningDesk, Visitor, desk_with_one_chapter
from desk.hands import move_to_top, place_of, replace_words
from desk.posting import post
from guide_project import MAILBOXES, SCHOOL, YOUTH, git
from patience import until
from ratgeber_tools.desk.into_editor import as_node
from ratgeber_tools.desk.margin.placing import placed_notes
from ratgeber_tools.desk.schema import SCHEMA
from ratgeber_tools.desk.store import Login
from ratgeber_tools.editorial.rights import DeskRight

CHAPTER = "teil/hort"
TEXT = "# Hort\n\nDer Hort hat offen.\nKommen Sie vorbei.\n\n- eins\n- zwei Hefte\n\nFuß.[^a]\n\n[^a]: Note.\n"
YOUTHS, SCHOOLS = Login(YOUTH, MAILBOXES[YOUTH]), Login(SCHOOL, MAILBOXES[SCHOOL])


@pytest.fixture
def running(tmp_path: Path) -> Iterator[RunningDesk]:
    with desk_with_one_chapter(tmp_path, CHAPTER, TEXT) as found:
        yield found


def only_comments(running: RunningDesk, login: Login) -> None:
    """Have an office be one that may only comment."""
    rights = running.logins.rights
    comment = frozenset({DeskRight.COMMENT})
    running.logins.rights = lambda who: comment if who == login else rights(who)


def do(visitor: Visitor, **values: Any) -> tuple[int, Any]:
    return post(visitor, f"/api/notizen/{CHAPTER}", json.dumps(values).encode())


def annotate(visitor: Visitor, quoted: str, words: str, **more: Any) -> tuple[int, Any]:
    with visitor.room(CHAPTER) as talk:
        state = talk.hear("state")
        at = place_of(Node.from_json(SCHEMA, state["doc"]), quoted)
        end = at + len(quoted)
        return do(visitor, do="add", version=state["version"], **{"from": at, "to": end}, words=words, **more)


def notes(visitor: Visitor) -> list[dict[str, Any]]:
    with visitor.room(CHAPTER) as talk:
        talk.hear("state")
        return visitor.json(f"/api/notizen/{CHAPTER}")["notes"]  # type: ignore[no-any-return]


def source(running: RunningDesk) -> str:
    """Return the chapter's file, once the room is left and saved."""
    until(lambda: CHAPTER not in running.desk.rooms)
    return (running.root / "ratgeber" / f"{CHAPTER}.md").read_text(encoding="utf-8")


def test_a_note_is_added_answered_settled_by_another_office_and_deleted_by_its_own(running: RunningDesk) -> None:
    youth, school, before = running.visitor(YOUTHS), running.visitor(SCHOOLS), source(running)
    assert annotate(youth, "offen", "Bis wann?", asked=SCHOOL)[0] == 200
    (note,) = notes(school)
    assert (note["quoted"], note["office"], note["asked"], note["words"]) == ("offen", YOUTH, SCHOOL, ["Bis wann?"])
    do(school, do="answer", key=note["key"], words="Bis 17 Uhr.")
    do(school, do="done", key=note["key"])
    (note,) = notes(youth)
    assert (note["answers"], note["done"]) == ([{"office": SCHOOL, "words": ["Bis 17 Uhr."]}], True)
    assert source(running) == before.replace(
        "\n- eins",
        "\n:::{redaktionsnotiz}\n:art: kommentar\n:von: Jugendamt\n\n"
        "Kommentar zu „offen“: An das Schulamt: Bis wann?\n\nAntwort (Schulamt): Bis 17 Uhr.\n\n"
        "Erledigt (Schulamt).\n:::\n\n- eins",
    )
    do(youth, do="reopen", key=note["key"])
    assert not notes(youth)[0]["done"]
    status, _said = do(youth, do="delete", key=note["key"])
    assert (status, source(running)) == (200, before)
    assert git(running.root, "log", "-1", "--format=%an") == YOUTH


def test_who_may_only_comment_adds_notes_and_changes_no_text(running: RunningDesk) -> None:
    only_comments(running, YOUTHS)
    youth = running.visitor(YOUTHS)
    assert annotate(youth, "offen", "Bis wann?")[0] == 200
    before = source(running)
    with youth.room(CHAPTER) as talk:
        state = talk.hear("state")
        way = Transform(Node.from_json(SCHEMA, state["doc"])).delete(1, 5)
        steps = [step.to_json() for step in way.steps]
        talk.say({"type": "steps", "id": "request-1", "version": state["version"], "steps": steps})
        assert talk.hear("refused")["code"] == "read"
        talk.say({"type": "save"})
        assert talk.hear("refused")["code"] == "read"
    assert source(running) == before


def test_only_its_own_office_deletes_a_note_that_is_not_settled(running: RunningDesk) -> None:
    annotate(running.visitor(YOUTHS), "offen", "Bis wann?")
    school = running.visitor(SCHOOLS)
    (note,) = notes(school)
    assert not note["mayDelete"]
    status, said = do(school, do="delete", key=note["key"])
    assert (status, "nur die Stelle" in said["sentence"]) == (400, True)
    do(school, do="done", key=note["key"])
    assert notes(school)[0]["mayDelete"]


def test_who_may_nothing_annotates_nothing(running: RunningDesk) -> None:
    running.logins.rights = lambda _login: frozenset()
    status, _ = annotate(running.visitor(YOUTHS), "offen", "Bis wann?")
    assert status == 403


@pytest.mark.parametrize(
    "values",
    [
        {"do": "add", "version": 0, "from": 5, "to": 9, "words": " "},
        {"do": "add", "version": 0, "from": 5, "to": 900_000, "words": "x"},
        {"do": "add", "version": 7, "from": 5, "to": 9, "words": "x"},
        {"do": "add", "version": 0, "from": -1, "to": 9, "words": "x"},
        {"do": "add", "version": 0, "from": True, "to": 9, "words": "x"},
        {"do": "add", "version": 0, "from": 5, "to": 9, "words": "x" * 5000},
        {"do": "answer", "key": "nirgends", "words": "x"},
        {"do": "sprengen"},
    ],
)
def test_what_cannot_be_annotated_is_refused_in_one_sentence(running: RunningDesk, values: dict[str, Any]) -> None:
    before = source(running)
    status, said = do(running.visitor(YOUTHS), **values)
    assert status == 400
    assert said["sentence"].endswith(".")
    assert source(running) == before


def test_a_note_that_comes_late_hangs_on_the_words_that_were_selected(running: RunningDesk) -> None:
    school, youth = running.visitor(SCHOOLS), running.visitor(YOUTHS)
    with school.room(CHAPTER) as talk:
        state = talk.hear("state")
        at = place_of(Node.from_json(SCHEMA, state["doc"]), "offen")
        step = Transform(Node.from_json(SCHEMA, state["doc"])).insert(1, SCHEMA.text("Neu: ")).steps[0].to_json()
        talk.say({"type": "steps", "id": "request-1", "version": 0, "steps": [step]})
        talk.hear("answer")
        do(youth, do="add", version=0, **{"from": at, "to": at + 5}, words="Bis wann?")
        found = school.json(f"/api/notizen/{CHAPTER}")
        document = Node.from_json(SCHEMA, running.desk.rooms[CHAPTER].room.document.to_json())
        assert document.text_between(*found["notes"][0]["anchor"]) == "offen"


def test_a_note_on_a_footnote_stands_before_the_footnotes(running: RunningDesk) -> None:
    assert annotate(running.visitor(YOUTHS), "Note", "Stimmt das?")[0] == 200
    assert source(running).index("Stimmt das?") < source(running).index("[^a]: Note.")


# -------------------------------------------------------------------------------------------- where the words are


def note_on(quoted: str, words: str = "Stimmt das?") -> str:
    return f":::{{redaktionsnotiz}}\n:art: kommentar\n:von: Jugendamt\n\nKommentar zu „{quoted}“: {words}\n:::\n"


def anchor(document: Node) -> str | None:
    (placed,) = placed_notes(document)
    return None if placed.anchor is None else document.text_between(*placed.anchor)


def chapter(text: str) -> Node:
    return as_node(read_chapter(text.encode()))


def test_a_note_finds_its_words_where_they_were_moved_to() -> None:
    document = chapter(f"Eins hier.\n\nDer Hort hat offen.\n\n{note_on('Hort hat')}\nEnde.\n")
    way = move_to_top("Der Hort")(document)
    assert way is not None
    assert anchor(way.doc) == "Hort hat"


def test_a_note_finds_the_passage_that_was_edited_and_says_so() -> None:
    document = chapter(f"Eins.\n\nDer Hort hat am Nachmittag offen.\n\n{note_on('Hort hat am Nachmittag offen')}")
    way = replace_words("Nachmittag", "Der Hort hat am Abend offen.")(document)
    assert way is not None
    (placed,) = placed_notes(way.doc)
    assert placed.is_changed
    assert anchor(way.doc) == "Hort hat am Abend offen"


def test_of_equal_words_those_before_the_note_are_meant() -> None:
    document = chapter(f"Der Hort.\n\nDer Hort.\n\n{note_on('Hort')}\nDer Hort.\n")
    (placed,) = placed_notes(document)
    assert placed.anchor is not None
    assert placed.anchor[1] < placed.start
    assert placed.anchor[0] > document.content.content[0].node_size


@pytest.mark.parametrize(
    ("text", "quoted", "expected"),
    [
        ("Er sagt „ja“ dazu.", "sagt ‚ja‘", "sagt „ja“"),
        ("Mit **fettem** Wort.", "Mit fettem Wort", "Mit fettem Wort"),
        ("😀 Der Hort da.", "Hort", "Hort"),
        ("Der erste Absatz endet hier.\n\nDer zweite.", "Absatz endet hier. Der zweite", "Absatz endet hier."),
        ("Ganz anders.", "Hort hat offen", None),
    ],
)
def test_words_are_found_however_they_are_quoted(text: str, quoted: str, expected: str | None) -> None:
    assert anchor(chapter(f"{text}\n\n{note_on(quoted)}")) == expected
