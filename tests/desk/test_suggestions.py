"""A suggestion changes a chapter without changing it, until somebody takes its changes, each by itself."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random

import pytest
from prosemirror.model import Node
from prosemirror.transform import Transform

from desk.desk_network import MOMENT, open_room
from desk.desk_servers import RunningDesk, Visitor, desk_with_one_chapter, running_desk
from desk.hands import place_of
from desk.posting import send_form
from guide_project import MAILBOXES, SCHOOL, YOUTH, git
from ratgeber_tools.desk.out_of_editor import document_of
from ratgeber_tools.desk.schema import SCHEMA
from ratgeber_tools.desk.store import Login, SqliteStore
from ratgeber_tools.desk.suggestions.deciding import decide, decision
from ratgeber_tools.desk.suggestions.listing import open_suggestions
from ratgeber_tools.desk.suggestions.records import ChangeVerdict, Suggestion, read
from ratgeber_tools.document import Document, Heading, Paragraph, Text
from thoroughness import is_thorough

CHAPTER = "teil/hort"
TEXT = "# Hort\n\nDer Hort hat offen.\nKommen Sie vorbei.\n\nRufen Sie an.\n\n- eins\n- zwei Hefte\n"
PARENTS, SCHOOLS = Login(YOUTH, MAILBOXES[YOUTH]), Login(SCHOOL, MAILBOXES[SCHOOL])


@pytest.fixture
def running(tmp_path: Path) -> Iterator[RunningDesk]:
    with desk_with_one_chapter(tmp_path, CHAPTER, TEXT) as found:
        yield found


def begin(visitor: Visitor) -> str:
    """Begin a suggestion and return its room."""
    return send_form(visitor, f"/vorschlag/neu/{CHAPTER}")[1].removeprefix("/kapitel/")


def write(visitor: Visitor, room: str, *changes: tuple[str, str]) -> None:
    """Put other words in place of some in a room."""
    with visitor.room(room) as talk:
        state = talk.hear("state")
        way = Transform(Node.from_json(SCHEMA, state["doc"]))
        for old, new in changes:
            at = place_of(way.doc, old)
            way.replace_with(at, at + len(old), SCHEMA.text(new))
        steps = [step.to_json() for step in way.steps]
        talk.say({"type": "steps", "id": "request-1", "version": state["version"], "steps": steps})
        talk.hear("answer")


def hand_in(visitor: Visitor, *changes: tuple[str, str]) -> str:
    """Make a suggestion and return its page."""
    room = begin(visitor)
    write(visitor, room, *changes)
    return send_form(visitor, f"/vorschlag/abgeben/{room}", warum="Stimmt so nicht.")[1]


def source(running: RunningDesk) -> str:
    return (running.root / "ratgeber" / f"{CHAPTER}.md").read_text(encoding="utf-8")


def test_a_suggestion_is_written_handed_in_and_taken_in_part(running: RunningDesk) -> None:
    before = source(running)
    page = hand_in(running.visitor(PARENTS), ("offen", "geöffnet"), ("Rufen Sie an.", "Schreiben Sie uns."))
    assert source(running) == before
    school = running.visitor(SCHOOLS)
    shown = school.get(page)[2].decode()
    assert "Stimmt so nicht." in shown
    assert "2 Änderungen warten" in shown
    assert send_form(school, page, nummer="1", tun="annehmen")[0] == 303
    assert source(running) == before.replace("offen", "geöffnet")
    assert git(running.root, "log", "-1", "--format=%an", "--", f"ratgeber/{CHAPTER}.md") == SCHOOL
    assert f"Co-authored-by: {YOUTH}" in git(running.root, "log", "-1", "--format=%b", "--", f"ratgeber/{CHAPTER}.md")
    send_form(school, page, nummer="2", tun="ablehnen", worte="Anrufen ist schneller.")
    assert source(running) == before.replace("offen", "geöffnet")
    assert "Anrufen ist schneller." in school.get(page)[2].decode()
    assert git(running.root, "status", "--porcelain", "ratgeber") == ""


def test_a_decision_can_be_taken_back_and_own_words_put_there(running: RunningDesk) -> None:
    before = source(running)
    page = hand_in(running.visitor(PARENTS), ("offen", "geöffnet"))
    school = running.visitor(SCHOOLS)
    send_form(school, page, nummer="1", tun="annehmen")
    send_form(school, page, nummer="1", tun="offen")
    assert source(running) == before
    send_form(school, page, nummer="1", tun="eigene", worte="Der Hort ist da.")
    assert source(running) == before.replace("Der Hort hat offen.", "Der Hort ist da.")


def test_the_chapter_may_be_written_on_meanwhile(running: RunningDesk) -> None:
    page = hand_in(running.visitor(PARENTS), ("offen", "geöffnet"), ("zwei Hefte", "drei Hefte"))
    school = running.visitor(SCHOOLS)
    write(school, CHAPTER, ("Kommen Sie vorbei.", "Kommen Sie gern vorbei."), ("zwei Hefte", "vier Hefte"))
    send_form(school, page, tun="alle")
    now = source(running)
    assert "Der Hort hat geöffnet.\nKommen Sie gern vorbei.\n" in now
    assert "{konflikt}" in now
    assert "vier" in now
    assert "drei" in now


def test_who_writes_in_the_chapter_sees_what_was_taken(running: RunningDesk) -> None:
    page = hand_in(running.visitor(PARENTS), ("offen", "geöffnet"))
    school = running.visitor(SCHOOLS)
    with school.room(CHAPTER) as talk:
        talk.hear("state")
        send_form(school, page, nummer="1", tun="annehmen")
        assert "geöffnet" in json.dumps(talk.hear("steps")["steps"], ensure_ascii=False)


def test_only_whose_it_is_writes_in_a_suggestion_and_only_until_it_is_handed_in(running: RunningDesk) -> None:
    parents, school = running.visitor(PARENTS), running.visitor(SCHOOLS)
    room = begin(parents)
    assert begin(parents) == room
    write(parents, room, ("offen", "geöffnet"))
    for who in (school, parents):
        if who is parents:
            send_form(parents, f"/vorschlag/abgeben/{room}")
        with who.room(room) as talk:
            version = talk.hear("state")["version"]
            talk.say({"type": "steps", "id": "request-9", "version": version, "steps": []})
            assert talk.hear("refused")["code"] == "read"
        assert "schreiben" not in who.json(f"/api/ich?raum={room}")["rights"]
    assert begin(parents) != room


def test_who_may_only_suggest_writes_in_a_suggestion_but_not_in_the_chapter(running: RunningDesk) -> None:
    running.logins.rights = lambda login: frozenset({"vorschlagen"})  # type: ignore[assignment,arg-type,return-value]
    parents = running.visitor(PARENTS)
    room = begin(parents)
    assert "schreiben" in parents.json(f"/api/ich?raum={room}")["rights"]
    assert "schreiben" not in parents.json(f"/api/ich?raum={CHAPTER}")["rights"]
    write(parents, room, ("offen", "geöffnet"))
    page = send_form(parents, f"/vorschlag/abgeben/{room}")[1]
    assert "Annehmen" not in parents.get(page)[2].decode()
    assert send_form(parents, page, nummer="1", tun="annehmen")[0] == 403


def test_an_unchanged_suggestion_is_not_handed_in_and_saving_one_changes_no_chapter(running: RunningDesk) -> None:
    parents, before = running.visitor(PARENTS), source(running)
    room = begin(parents)
    status, _, page = send_form(parents, f"/vorschlag/abgeben/{room}")
    assert (status, "noch nichts geändert" in page) == (400, True)
    write(parents, room, ("offen", "geöffnet"))
    with parents.room(room) as talk:
        talk.hear("state")
        talk.say({"type": "save"})
        assert "abgeben" in talk.hear("saved")["notice"]
    assert source(running) == before


def test_what_was_handed_in_waits_in_the_list_until_it_is_decided(running: RunningDesk) -> None:
    page = hand_in(running.visitor(PARENTS), ("offen", "geöffnet"))
    (entry,) = open_suggestions(running.desk)
    assert (entry.place, entry.title, entry.office, entry.waiting) == (page, "Hort", YOUTH, 1)
    assert "Hort" in running.visitor(SCHOOLS).get("/vorschlag")[2].decode()
    send_form(running.visitor(SCHOOLS), page, nummer="1", tun="ablehnen")
    assert open_suggestions(running.desk) == []


def test_a_suggestion_that_was_handed_in_is_in_git_and_needs_no_store(running: RunningDesk, tmp_path: Path) -> None:
    page = hand_in(running.visitor(PARENTS), ("offen", "geöffnet"))
    clone = tmp_path.parent / f"{tmp_path.name}-klon"
    git(tmp_path, "clone", "--quiet", str(running.root), str(clone))
    with running_desk(clone) as other:
        send_form(other.visitor(SCHOOLS), page, nummer="1", tun="annehmen")
        assert "geöffnet" in source(other)


def test_a_damaged_suggestion_is_one_sentence(running: RunningDesk) -> None:
    page = hand_in(running.visitor(PARENTS), ("offen", "geöffnet"))
    identifier = page.rpartition("/")[2]
    (running.root / "ratgeber/redaktion/vorschlaege" / f"{identifier}.json").write_text("{", encoding="utf-8")
    status, _, body = running.visitor(SCHOOLS).get(page)
    assert status == 500
    assert "beschädigt" in body.decode()
    assert open_suggestions(running.desk) == []


# ---------------------------------------------------------------------------------------------- in any order


#: So many changes somebody makes, in the first paragraphs; in two of the others somebody else has written meanwhile.
_CHANGES, _CHANGED, _PARAGRAPHS = 50, 50, 60
_WRITTEN_ON = (52, 57)


def _many() -> Document:
    blocks = [Heading(1, (Text("Hort"),))]
    for number in range(_PARAGRAPHS):
        words = f"Absatz {number} sagt etwas. Und noch einen Satz {number} dazu. Der dritte {number} endet."
        blocks.append(Paragraph((Text(words),)))  # type: ignore[arg-type]
    return Document(tuple(blocks))


def _changed_anywhere(document: Node, chance: Random) -> Node:
    """Return a document after fifty changes, which may stand beside each other and in one paragraph."""
    made = 0
    while made < _CHANGES:
        number = chance.randrange(_CHANGED)
        words, last = f"Absatz {number} sagt", f"dritte {number} "
        if words not in document.text_content or last not in document.text_content:
            continue  # it went with another change
        at = document.resolve(place_of(document, words))
        way = Transform(document)
        match chance.randrange(6):
            case 0:
                way.insert(at.pos, SCHEMA.text(f"neu{made} "))
            case 1:
                way.delete(at.before(1), at.after(1))
            case 2:
                way.insert(at.after(1), SCHEMA.node("paragraph", None, [SCHEMA.text(f"Ganz neu {made}.")]))
            case 3:
                way.insert(at.end(1), SCHEMA.text(f" Dazu {made}."))
            case 4:
                way.insert(place_of(document, last), SCHEMA.text(f"mehr{made} "))
            case 5:
                paragraph = at.node(1)
                way.delete(at.before(1), at.after(1))
                others = way.doc.content.content
                way.insert(sum(each.node_size for each in others[: chance.randrange(1, len(others))]), paragraph)
        document, made = way.doc, made + 1
    return document


@pytest.mark.parametrize("seed", range(40 if is_thorough() else 3))
def test_any_of_fifty_changes_taken_in_any_order_give_the_same_chapter(seed: int, tmp_path: Path) -> None:
    chance = Random(seed)
    base = open_room(SqliteStore(tmp_path / "a.sqlite"), _many()).document
    theirs = _changed_anywhere(base, chance)
    suggestion = Suggestion(
        "a-1", "teil/hort", PARENTS, MOMENT, "", dict(base.to_json()), dict(theirs.to_json())
    )  # fmt: skip
    changes = suggestion.changes()
    every = range(1, len(changes.items) + 1)
    assert document_of(changes.with_taken(dict.fromkeys(every))) == document_of(theirs)

    some = chance.sample(every, chance.randrange(len(every) + 1))
    taken = decision(ChangeVerdict.TAKEN, SCHOOLS, datetime(2026, 11, 30, tzinfo=UTC))
    results = []
    for order in range(2):
        room = open_room(SqliteStore(tmp_path / f"{order}.sqlite"), _many())
        own = Transform(room.document)
        for number in _WRITTEN_ON:
            own.insert(place_of(own.doc, f"Absatz {number} sagt"), SCHEMA.text("Eigenes. "))
        room.append(list(own.steps), SCHOOLS, "tab-00001")
        chance.shuffle(some)
        left, waiting = suggestion, list(some)
        while waiting:  # one, or some with one click
            handful = [waiting.pop() for _ in range(min(len(waiting), chance.randrange(1, 6)))]
            left, conflicts = decide(room, left, changes, dict.fromkeys(handful, taken))
            assert not conflicts
        results.append(document_of(room.document))
    wanted = changes.with_taken(dict.fromkeys(some))
    for number in _WRITTEN_ON:
        wanted = Transform(wanted).insert(place_of(wanted, f"Absatz {number} sagt"), SCHEMA.text("Eigenes. ")).doc
    assert results[0] == results[1] == document_of(wanted)


def test_a_suggestion_is_the_same_after_it_was_written_and_read(running: RunningDesk) -> None:
    page = hand_in(running.visitor(PARENTS), ("offen", "geöffnet"))
    suggestion = read(running.desk.folder, page.rpartition("/")[2])
    assert suggestion is not None
    assert suggestion.login == PARENTS
    assert [(change.before, change.after) for change in suggestion.changes().items] == [
        ("Der Hort hat offen.", "Der Hort hat geöffnet.")
    ]


# ---------------------------------------------------------------- given up


def test_a_suggestion_is_discarded_after_a_question_and_changes_nothing(running: RunningDesk) -> None:
    before, parents = source(running), running.visitor(PARENTS)
    room = begin(parents)
    write(parents, room, ("offen", "geöffnet"), ("Rufen Sie an.", "Schreiben Sie uns."))
    asked = parents.get(f"/vorschlag/verwerfen/{room}")[2].decode()
    assert "hat 2 Änderungen" in asked
    assert "Bis zum 30.12.2026 steht er unter „Vorschläge“" in asked
    assert "<ins>" in asked
    assert "Ihre, an denen Sie schreiben" in parents.get("/vorschlag")[2].decode()

    assert send_form(parents, f"/vorschlag/verwerfen/{room}")[1] == "/vorschlag"

    page = parents.get("/vorschlag")[2].decode()
    assert "Ihre, an denen Sie schreiben" not in page
    assert "Ihre verworfenen" in page
    assert source(running) == before
    assert begin(parents) != room  # the next one begins at the chapter


def test_a_discarded_suggestion_can_be_read_and_taken_up_again_with_all_its_words(running: RunningDesk) -> None:
    parents = running.visitor(PARENTS)
    room = begin(parents)
    write(parents, room, ("offen", "geöffnet"))
    send_form(parents, f"/vorschlag/verwerfen/{room}")
    with parents.room(room) as talk:
        state = talk.hear("state")
        assert "geöffnet" in json.dumps(state["doc"], ensure_ascii=False)
        talk.say({"type": "steps", "id": "request-9", "version": state["version"], "steps": []})
        assert "verworfen" in talk.hear("refused")["sentence"]
    assert send_form(parents, f"/vorschlag/abgeben/{room}")[0] == 400

    assert send_form(parents, f"/vorschlag/aufnehmen/{room}")[1] == f"/kapitel/{room}"

    assert "schreiben" in parents.json(f"/api/ich?raum={room}")["rights"]
    page = send_form(parents, f"/vorschlag/abgeben/{room}")[1]
    assert page.startswith("/vorschlag/")
    assert "eine Änderung wartet" in running.visitor(SCHOOLS).get("/vorschlag")[2].decode()


def test_after_a_month_it_is_listed_no_more_and_still_nobody_writes_in_it(running: RunningDesk) -> None:
    room = begin(running.visitor(PARENTS))
    send_form(running.visitor(PARENTS), f"/vorschlag/verwerfen/{room}")
    running.moment += timedelta(days=31)
    page = running.visitor(PARENTS).get("/vorschlag")[2].decode()
    assert "Ihre verworfenen" not in page
    assert "Ihre, an denen Sie schreiben" not in page
    assert room in running.desk.store.rooms()


def test_nobody_discards_the_suggestion_of_another_office_or_one_that_was_handed_in(running: RunningDesk) -> None:
    parents, school = running.visitor(PARENTS), running.visitor(SCHOOLS)
    room = begin(parents)
    write(parents, room, ("offen", "geöffnet"))
    assert send_form(school, f"/vorschlag/verwerfen/{room}")[0] == 400
    assert send_form(school, f"/vorschlag/aufnehmen/{room}")[0] == 404
    send_form(parents, f"/vorschlag/abgeben/{room}")
    assert send_form(parents, f"/vorschlag/verwerfen/{room}")[0] == 400
    assert "wartet" in school.get("/vorschlag")[2].decode()
