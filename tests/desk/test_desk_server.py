"""The server: who may come in, what each page bears, and what two people in a room hear of each other."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from websockets.exceptions import InvalidStatus

from desk.desk_network import OFFICE
from desk.desk_servers import RunningDesk, Visitor, running_desk
from guide_project import MAILBOXES, SCHOOL, YOUTH, Project, git
from ratgeber_tools.desk.store import Login
from ratgeber_tools.editorial.rights import OWN_COMPUTER

CHAPTER = "teil/hort"
TEXT = "# Hort\n\nDer Hort hat offen.\nKommen Sie vorbei.\n\n- eins\n- zwei\n"


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningDesk]:
    project = Project.create(tmp_path_factory.mktemp("projekt"))
    (project.root / "conf.py").touch()
    project.write("index", "# Ratgeber\n", head="")
    project.write(CHAPTER, TEXT)
    project.write("teil/essen", "# Essen\n\nEs gibt Essen.\n")
    project.write_file("bilder/haus.png", b"\x89PNG")
    project.commit(SCHOOL)
    with running_desk(project.root) as found:
        yield found


@pytest.fixture
def visitor(running: RunningDesk) -> Visitor:
    return running.visitor()


def typing(words: str, at: int, *, version: int, request: str) -> dict[str, Any]:
    content = [{"type": "text", "text": words}]
    step = {"stepType": "replace", "from": at, "to": at, "slice": {"content": content}}
    return {"type": "steps", "id": request, "version": version, "steps": [step]}


def test_a_link_logs_in_once(running: RunningDesk) -> None:
    token = running.logins.invite(OFFICE)
    first, second = Visitor(running), Visitor(running)

    assert first.get(f"/anmelden?zeichen={token}")[0] == 303
    rights = sorted(OWN_COMPUTER)
    assert first.json("/api/ich") == {"office": OFFICE.office, "mail": OFFICE.mail, "rights": rights}
    assert second.get(f"/anmelden?zeichen={token}")[0] == 401
    assert "nicht angemeldet" in second.get("/")[2].decode()


PAGES = ("/", "/api/ich", "/api/kapitel", "/api/dialekt", f"/kapitel/{CHAPTER}", "/api/bild/bilder/haus.png")
OUTSIDE = (
    "/web/../schema.py",
    "/web/%2e%2e/schema.py",
    "/web//etc/passwd",
    "/api/bild/../conf.py",
    "/api/bild/daten/x.yaml",
    "/api/bild/%2e%2e/%2e%2e/etc/passwd.png",
)
FOREIGN = ({"Host": "fremd.example"}, {"Host": "fremd.example:80"}, {"Origin": "https://fremd.example"})


@pytest.mark.parametrize("path", PAGES)
def test_without_a_login_nothing_is_shown(running: RunningDesk, path: str) -> None:
    assert Visitor(running).get(path)[0] == 401
    assert Visitor(running, cookie="erfunden").get(path)[0] == 401


def test_every_answer_forbids_what_is_foreign_and_inline(visitor: Visitor) -> None:
    for path in ("/", "/api/kapitel", "/web/gibt-es-nicht.js", "/nirgends"):
        headers = visitor.get(path)[1].headers
        assert headers["Content-Security-Policy"].startswith("default-src 'self';")
        assert "unsafe" not in headers["Content-Security-Policy"]
        assert headers["X-Content-Type-Options"] == "nosniff"


def test_the_cookie_is_out_of_reach_of_scripts(running: RunningDesk) -> None:
    headers = Visitor(running).get(f"/anmelden?zeichen={running.logins.invite(OFFICE)}")[1].headers

    assert "HttpOnly" in headers["Set-Cookie"]
    assert "SameSite=lax" in headers["Set-Cookie"]


@pytest.mark.parametrize("headers", FOREIGN)
def test_a_page_from_elsewhere_gets_nothing(visitor: Visitor, headers: dict[str, str]) -> None:
    assert visitor.get("/api/kapitel", **headers)[0] == 403


def test_nothing_is_posted_without_an_origin(visitor: Visitor) -> None:
    assert visitor.get("/", method="POST")[0] == 403


@pytest.mark.parametrize("wrong", [{"origin": "https://fremd.example"}, {"host": "fremd.example"}])
def test_a_socket_from_elsewhere_does_not_open(visitor: Visitor, wrong: dict[str, str]) -> None:
    with pytest.raises(InvalidStatus) as refused, visitor.socket(CHAPTER, **wrong):
        pass
    assert refused.value.response.status_code == 403


def test_a_socket_without_a_login_does_not_open(running: RunningDesk) -> None:
    with pytest.raises(InvalidStatus), Visitor(running).socket(CHAPTER):
        pass


@pytest.mark.parametrize("path", OUTSIDE)
def test_no_file_is_reached_from_outside(visitor: Visitor, path: str) -> None:
    assert visitor.get(path)[0] == 404


def test_a_picture_of_the_guide_is_shown(visitor: Visitor) -> None:
    assert visitor.get("/api/bild/bilder/haus.png")[2] == b"\x89PNG"


def test_the_chapters_are_listed_with_their_titles(visitor: Visitor) -> None:
    listed = {each["name"]: each["title"] for each in visitor.json("/api/kapitel")["chapters"]}

    assert listed == {"index": "Ratgeber", "teil/essen": "Essen", CHAPTER: "Hort"}
    assert any(box["name"] == "tipp" for box in visitor.json("/api/dialekt")["boxes"])


@pytest.mark.parametrize("name", ["teil/gibt-es-nicht", "../conf", "daten/kommune", "redaktion/rollen.yaml"])
def test_a_chapter_from_outside_is_refused(visitor: Visitor, name: str) -> None:
    with visitor.room(name) as talk:
        assert "gibt es nicht" in talk.hear("refused")["sentence"]


def test_two_people_see_what_the_other_writes_and_that_they_are_here(running: RunningDesk) -> None:
    school = Login(SCHOOL, MAILBOXES[SCHOOL])
    with running.visitor().room("teil/essen") as one, running.visitor(school).room("teil/essen", "tab-00002") as other:
        state = one.hear("state")
        assert other.hear("state")["doc"] == state["doc"]
        assert {each["office"] for each in other.hear("here")["people"]} == {OFFICE.office, SCHOOL}

        one.say(typing("Heute: ", 8, version=state["version"], request="request-1"))

        answer, told = one.hear("answer"), other.hear("steps")
        assert (answer["steps"], answer["merged"]) == ([], False)
        assert (told["version"], told["office"], len(told["steps"])) == (state["version"], OFFICE.office, 1)
        one.say({"type": "cursor", "version": answer["version"], "anchor": 9, "head": 9})
        while not (places := [each for each in other.hear("here")["people"] if each["head"] == 9]):
            pass
        assert places[0]["client"] == "tab-00001"


def test_who_comes_back_gets_what_happened_meanwhile(running: RunningDesk) -> None:
    with running.visitor().room("teil/essen") as one:
        state = one.hear("state")
        one.say(typing("x", 1, version=state["version"], request="request-2"))
        one.hear("answer")
        with running.visitor().room("teil/essen", "tab-00002", version=state["version"]) as other:
            told = other.hear("steps")
            assert (told["version"], len(told["steps"]), told["client"]) == (state["version"], 1, "")
        with running.visitor().room("teil/essen", "tab-00003", version=99_999) as lost:
            assert lost.hear("state")["fresh"]


def test_saving_changes_one_line_and_commits_it_in_the_offices_name(running: RunningDesk) -> None:
    with running.visitor(Login(YOUTH, MAILBOXES[YOUTH])).room(CHAPTER) as talk:
        state = talk.hear("state")
        talk.say(typing("immer ", 16, version=state["version"], request="request-3"))
        talk.hear("answer")
        talk.say({"type": "save"})
        saved = talk.hear("saved")

    text = (running.root / "ratgeber" / f"{CHAPTER}.md").read_text(encoding="utf-8")
    assert text.endswith(TEXT.replace("Der Hort hat", "Der Hort immer hat"))
    assert git(running.root, "show", "--format=%an <%ae>", "--numstat", "HEAD").splitlines() == [
        f"{YOUTH} <{MAILBOXES[YOUTH]}>", "", f"1\t1\tratgeber/{CHAPTER}.md",
    ]  # fmt: skip
    assert saved["commit"] == git(running.root, "rev-parse", "HEAD")


def test_a_hostile_message_is_answered_in_german_and_the_room_goes_on(visitor: Visitor) -> None:
    with visitor.room("teil/essen") as talk:
        version = talk.hear("state")["version"]
        for message in ("kein JSON", "[]", {"type": "zaubern"}, {"type": "steps"}, {"type": "cursor", "anchor": "x"}):
            talk.say(message)
            assert talk.hear("refused")["sentence"].endswith(".")
        bad = {"stepType": "replace", "from": 1, "to": 1, "slice": {"content": [{"type": "text", "text": "\ud83c"}]}}
        talk.say({"type": "steps", "id": "request-4", "version": version, "steps": [bad]})
        refused = talk.hear("refused")
        assert (refused["code"], refused["id"]) == ("step", "request-4")
        talk.say(typing("y", 1, version=version, request="request-5"))
        assert talk.hear("answer")["version"] == version + 1
