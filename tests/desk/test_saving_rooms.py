"""A room becomes its chapter: one line a word, changes in git kept, also by a server that was ended in between."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from prosemirror.model import Node
from prosemirror.transform import Step

from desk import hands
from desk.desk_chapters import CHAPTER as EVERYTHING
from desk.desk_network import MOMENT, OFFICE, words_in
from guide_project import HEALTH, MAILBOXES, SCHOOL, YOUTH, Project, git
from ratgeber_tools import files
from ratgeber_tools.desk.protocol import RefusedError
from ratgeber_tools.desk.rooms import saving
from ratgeber_tools.desk.rooms.desk import IDLE, Desk
from ratgeber_tools.desk.rooms.room import Room
from ratgeber_tools.desk.store import Login, SqliteStore
from ratgeber_tools.errors import InputError
from ratgeber_tools.history import find_repository

NAME = "teil/hort"
TEXT = "# Hort\n\nDer Hort hat offen.\nKommen Sie vorbei.\n\nZweiter Absatz.\n\nDritter Absatz.\n"
SCHOOL_LOGIN, YOUTH_LOGIN = (Login(office, MAILBOXES[office]) for office in (SCHOOL, YOUTH))


class Clock:
    moment = MOMENT

    def __call__(self) -> object:
        return self.moment


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def project(tmp_path: Path) -> Project:
    project = Project.create(tmp_path / "projekt")
    project.write("index", "# Ratgeber\n", head="")
    project.write(NAME, TEXT)
    project.commit(HEALTH)
    return project


@pytest.fixture
def desk(project: Project, clock: Clock) -> Iterator[Desk]:
    store = SqliteStore(project.root / "desk.sqlite")
    yield Desk(project.guide.resolve(), store, find_repository(project.root), clock)  # type: ignore[arg-type]
    store.close()


def again(desk: Desk) -> Desk:
    """Return the desk after its server was ended and started anew."""
    return Desk(desk.folder, desk.store, desk.repository, desk.now)


def write(desk: Desk, word: str, *, after: str, login: Login = OFFICE, name: str = NAME) -> Room:
    room = desk.open(name)
    do(room, hands.typing(word, after=after), login)
    desk.note_writing(name)
    return room


def do(room: Room, hand: hands.Hand, login: Login = OFFICE) -> None:
    way = hand(room.document)
    assert way is not None
    steps: list[Step] = list(way.steps)
    assert room.append(steps, login, "tab-00001")


def text_of(project: Project, name: str = NAME) -> str:
    return (project.guide / f"{name}.md").read_text(encoding="utf-8")


def test_one_word_is_one_line_in_the_offices_name(project: Project, desk: Desk) -> None:
    write(desk, "immer", after="hat")

    saved = desk.save(NAME, OFFICE)

    assert text_of(project).endswith(TEXT.replace("hat offen", "hat immer offen"))
    assert git(project.root, "show", "--format=%an <%ae>", "--numstat").split() == [
        OFFICE.office, f"<{OFFICE.mail}>", "1", "1", f"ratgeber/{NAME}.md",
    ]  # fmt: skip
    assert saved.commit == git(project.root, "rev-parse", "HEAD")
    assert "Hort: am Redaktionstisch bearbeitet" in git(project.root, "log", "-1", "--format=%s")


def test_whoever_else_wrote_is_named(project: Project, desk: Desk) -> None:
    write(desk, "eins", after="hat", login=SCHOOL_LOGIN)
    write(desk, "zwei", after="Zweiter", login=YOUTH_LOGIN)
    desk.save(NAME, YOUTH_LOGIN)

    said = git(project.root, "log", "-1", "--format=%ae%n%(trailers:key=Co-authored-by,valueonly)")
    assert said.split("\n")[:2] == [YOUTH_LOGIN.mail, f"{SCHOOL} <{SCHOOL_LOGIN.mail}>"]


def test_nothing_written_is_nothing_saved(project: Project, desk: Desk) -> None:
    before = git(project.root, "rev-parse", "HEAD")
    desk.open(NAME)

    assert desk.save(NAME, OFFICE).commit == ""
    assert git(project.root, "rev-parse", "HEAD") == before
    assert not desk.is_unsaved(NAME)


def test_saving_again_and_again_changes_what_was_written_since(project: Project, desk: Desk) -> None:
    for number, word in enumerate(("Zweiter", "Dritter", "Kommen")):
        write(desk, f"neu{number}", after=word)
        desk.save(NAME, OFFICE)
        assert git(project.root, "show", "--format=", "--numstat").split()[:2] == ["1", "1"]

    assert sorted(words_in(desk.open(NAME).document)) == sorted(
        [*TEXT.replace("# ", "").split(), "neu0", "neu1", "neu2"]
    )


def test_a_chapter_with_everything_is_saved_to_the_line(project: Project, desk: Desk) -> None:
    project.write_file("teil/alles.md", EVERYTHING)
    project.commit(HEALTH)
    write(desk, "neu", after="erstens", name="teil/alles")
    desk.save("teil/alles", OFFICE)

    assert (project.guide / "teil/alles.md").read_bytes() == EVERYTHING.replace(b"- erstens\n", b"- erstens neu\n")


def test_a_change_in_git_under_an_open_room_stays_and_comes_in(project: Project, desk: Desk) -> None:
    room = write(desk, "getippt", after="Zweiter")
    project.write(
        NAME, TEXT.replace("Dritter Absatz", "Dritter Absatz aus Word").replace("# Hort", "# Hort und Ferien")
    )
    project.commit(HEALTH)

    assert list(desk.due()) == [NAME]
    desk.save(NAME)

    assert list(desk.due()) == []
    assert "Hort und Ferien" in room.document.text_content
    assert text_of(project).endswith(
        "# Hort und Ferien\n\nDer Hort hat offen.\nKommen Sie vorbei.\n\n"
        "Zweiter getippt Absatz.\n\nDritter Absatz aus Word.\n"
    )


def test_what_came_in_is_not_taken_out_by_the_next_saving(project: Project, desk: Desk) -> None:
    desk.open(NAME)
    project.write(NAME, TEXT + "\nVierter Absatz aus Word.\n")
    project.commit(HEALTH)
    desk.save(NAME)
    write(desk, "danach", after="Zweiter")
    desk.save(NAME)

    assert "Vierter Absatz aus Word.\n" in text_of(project)
    assert text_of(project).count("danach") == 1


def test_the_same_words_changed_in_git_and_in_the_room_are_a_conflict(project: Project, desk: Desk) -> None:
    room = desk.open(NAME)
    do(room, hands.replace_words("Zweiter", "Ganz anderes steht hier im Raum."))
    project.write(NAME, TEXT.replace("Zweiter Absatz.", "Völlig neue Worte kamen aus dem Amt."))

    saved = desk.save(NAME, OFFICE)

    assert saved.conflicts == 1
    assert "konflikt" in text_of(project)
    for words in ("Ganz anderes steht hier im Raum.", "Völlig neue Worte kamen aus dem Amt."):
        assert text_of(project).count(words) == 1


def test_a_change_while_no_room_is_open_is_there_when_one_opens(project: Project, desk: Desk) -> None:
    write(desk, "offen", after="Zweiter")
    project.write(NAME, TEXT + "\nVierter Absatz.\n")
    project.commit(HEALTH)

    room = again(desk).open(NAME)

    assert {"offen", "Vierter"} <= set(words_in(room.document))


def test_a_room_is_saved_when_nobody_has_written_for_ten_minutes(desk: Desk, clock: Clock) -> None:
    write(desk, "neu", after="Zweiter")
    clock.moment += IDLE - timedelta(seconds=1)
    assert list(desk.due()) == []
    clock.moment += timedelta(seconds=1)
    assert list(desk.due()) == [NAME]
    desk.save(NAME)
    assert list(desk.due()) == []


def test_a_room_does_not_wait_for_a_clock_that_was_set_back(desk: Desk, clock: Clock) -> None:
    write(desk, "neu", after="Zweiter")
    clock.moment -= timedelta(days=1)
    assert list(desk.due()) == [NAME]


def test_a_room_is_saved_when_the_last_one_leaves(project: Project, desk: Desk) -> None:
    write(desk, "neu", after="Zweiter")
    desk.close(NAME)

    assert "Zweiter neu Absatz." in text_of(project)
    assert desk.rooms == {}
    desk.open(NAME)
    assert desk.close(NAME) is None


@pytest.mark.parametrize("moment", ["before", "after"])
@pytest.mark.parametrize("in_git", [False, True], ids=["alone", "with a change in git"])
def test_a_server_that_ends_while_it_writes_loses_and_doubles_nothing(
    project: Project, desk: Desk, monkeypatch: pytest.MonkeyPatch, moment: str, in_git: bool
) -> None:
    room = desk.open(NAME)
    do(room, hands.put_after("Zweiter", 0, hands.paragraph("Ganz neuer Absatz am Tisch.")))
    if in_git:
        project.write(NAME, TEXT + "\nVierter Absatz aus Word.\n")
    genuine = files.replace

    class Killed(BaseException):
        pass

    def replace(path: Path, content: bytes, *, expected: bytes | None) -> None:
        if moment == "after":
            genuine(path, content, expected=expected)
        raise Killed

    monkeypatch.setattr(saving.files, "replace", replace)
    with pytest.raises(Killed):
        desk.save(NAME, OFFICE)
    monkeypatch.setattr(saving.files, "replace", genuine)
    anew = again(desk)
    room = anew.open(NAME)
    anew.save(NAME, OFFICE)

    for text in (text_of(project), "\n".join(_lines(room.document))):
        assert text.count("Ganz neuer Absatz am Tisch.") == 1
        assert text.count("Vierter Absatz aus Word.") == int(in_git)
        assert "konflikt" not in text
    assert git(project.root, "status", "--porcelain", "--", "ratgeber") == ""


def _lines(node: Node) -> list[str]:
    return [child.text_content for child in node.content.content]


def test_somebody_who_writes_the_file_at_the_same_moment_is_not_overwritten(
    project: Project, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(desk, "neu", after="Zweiter")
    genuine, done = files.replace, []

    def replace(path: Path, content: bytes, *, expected: bytes | None) -> None:
        if not done:
            done.append(project.write(NAME, TEXT.replace("Dritter", "Dritter schneller")))
        genuine(path, content, expected=expected)

    monkeypatch.setattr(saving.files, "replace", replace)
    desk.save(NAME, OFFICE)

    assert "Zweiter neu Absatz.\n\nDritter schneller Absatz." in text_of(project)


def test_what_git_does_not_take_is_saved_and_committed_the_next_time(project: Project, desk: Desk) -> None:
    write(desk, "neu", after="Zweiter")
    lock = project.root / ".git" / "index.lock"
    lock.touch()

    saved = desk.save(NAME, OFFICE)

    assert saved.commit == ""
    assert saved.notice.startswith("Gesichert ist es, aber noch nicht eingecheckt:")
    assert "Zweiter neu Absatz." in text_of(project)
    lock.unlink()
    assert desk.save(NAME, OFFICE).commit == git(project.root, "rev-parse", "HEAD")


def test_other_changes_in_the_folder_are_nobodys_business(project: Project, desk: Desk) -> None:
    (project.root / "notiz.txt").write_text("meins", encoding="utf-8")
    project.write("index", "# Ratgeber neu\n", head="")
    git(project.root, "add", "ratgeber/index.md")
    write(desk, "neu", after="Zweiter")
    desk.save(NAME, OFFICE)

    assert "M  ratgeber/index.md" in git(project.root, "status", "--porcelain")
    assert git(project.root, "show", "--format=", "--name-only").split() == [f"ratgeber/{NAME}.md"]


def test_a_chapter_that_is_gone_leaves_the_room_as_it_is(project: Project, desk: Desk) -> None:
    room = write(desk, "neu", after="Zweiter")
    (project.guide / f"{NAME}.md").unlink()

    with pytest.raises(InputError, match=r"hort\.md"):
        desk.save(NAME, OFFICE)
    assert "neu" in words_in(room.document)
    with pytest.raises(RefusedError, match="gibt es nicht"):
        again(desk).open(NAME)
