"""The history of a chapter: who changed which sentence when, and the way back, which loses nothing."""

from __future__ import annotations

import http.client
import re
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from urllib.parse import urlencode

import pytest

from desk.desk_servers import PATIENCE_S, RunningDesk, Visitor, running_desk
from desk.served_desks import served_desk
from desk.test_desk_server import typing
from guide_project import HEALTH, MAILBOXES, SCHOOL, YOUTH, Project, git
from ratgeber_tools.desk.store import Login
from ratgeber_tools.editorial.roles import ROLES

CHAPTER = "teil/hort"
PAGE = f"/verlauf/{CHAPTER}"
YOUTH_LOGIN, SCHOOL_LOGIN = Login(YOUTH, MAILBOXES[YOUTH]), Login(SCHOOL, MAILBOXES[SCHOOL])
FIRST = "# Hort\n\nDer Hort hat offen.\nKommen Sie vorbei.\n\n## Essen\n\nEs gibt Suppe.\n"
SECOND = FIRST.replace("hat offen", "hat von 8 bis 16 Uhr offen").replace("Suppe", "Brot")
THIRD = SECOND.replace("Kommen Sie vorbei.", "Rufen Sie an.") + "\nUnd Tee.\n"


@pytest.fixture
def project(tmp_path: Path) -> Project:
    made = Project.create(tmp_path)
    made.write("index", "# Ratgeber\n", head="")
    for office, text in ((SCHOOL, FIRST), (YOUTH, SECOND), (HEALTH, THIRD)):
        made.write(CHAPTER, text)
        made.commit(office)
    return made


@pytest.fixture
def running(project: Project) -> Iterator[RunningDesk]:
    with running_desk(project.root) as found:
        yield found


def page(visitor: Visitor, query: str = "") -> str:
    status, _, body = visitor.get(f"{PAGE}{query}")
    assert status == 200, body
    return body.decode()


def words(html: str) -> str:
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", html)).split())


def ways(html: str, kind: str) -> list[str]:
    return [unescape(found) for found in re.findall(rf'href="(\?{kind}=[^"]*)"', html)]


def send(visitor: Visitor, html: str, **changed: object) -> tuple[int, str, str]:
    """Send the form of a page as it stands, with other values for `changed`; return status, place and body."""
    fields: dict[str, object] = dict(re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', html))
    fields["nehmen"] = re.findall(r'name="nehmen" value="(\d+)"', html)
    body = urlencode({**fields, **changed}, doseq=True)
    line = http.client.HTTPConnection("127.0.0.1", visitor.running.port, timeout=PATIENCE_S)
    headers = {
        "Cookie": f"redaktion={visitor.cookie}",
        "Origin": visitor.running.origin,
        "Content-Type": "application/x-www-form-urlencoded",
    }
    line.request("POST", PAGE, body, headers)
    answer = line.getresponse()
    found = answer.read().decode()
    line.close()
    return answer.status, str(answer.headers["Location"]), found


def text(project: Project) -> str:
    return (project.guide / f"{CHAPTER}.md").read_text(encoding="utf-8").partition("---\n\n")[2]


def test_every_state_says_which_office_changed_which_sentence_and_no_address(running: RunningDesk) -> None:
    html = page(running.visitor())

    offices = [words(each) for each in re.findall(r"<h2>(.*?)</h2>", html)]
    assert offices == [
        f"{office} am 24.11.2026, 10:{minute} Uhr" for office, minute in ((HEALTH, 19), (YOUTH, 18), (SCHOOL, 17))
    ]
    assert "Der Hort hat neu: von 8 bis 16 Uhr offen." in words(html)
    assert "Es gibt weg: Suppe. neu: Brot." in words(html)
    assert "Das Kapitel ist neu." in words(html)
    assert "@" not in html


def test_a_value_of_the_register_in_the_head_is_shown_as_it_reads(project: Project, running: RunningDesk) -> None:
    (project.guide / "daten").mkdir()
    project.write(CHAPTER, THIRD, head="---\nstatus: entwurf\nkurz:\n- Bis {fakt}`stichtag` anmelden.\n---\n\n")
    project.commit(SCHOOL)

    html = words(page(running.visitor()))

    assert "Zum Kapitel Das Wichtigste" in html
    assert "{fakt}" not in html


def test_who_wrote_along_is_named_too(project: Project, running: RunningDesk) -> None:
    with running.visitor(YOUTH_LOGIN).room(CHAPTER) as one, running.visitor(SCHOOL_LOGIN).room(CHAPTER) as other:
        version = one.hear("state")["version"]
        other.hear("state")
        one.say(typing("Ja. ", 8, version=version, request="request-1"))
        version = one.hear("answer")["version"]
        other.say(typing("Nein. ", 8, version=version, request="request-2"))
        other.hear("answer")
        one.say({"type": "save", "id": "request-3"})
        one.hear("saved")

        html = page(running.visitor())

    assert words(re.findall(r"<h2>(.*?)</h2>", html)[0]).startswith(f"{YOUTH}, {SCHOOL} ")


def test_what_parents_read_is_marked(project: Project, running: RunningDesk) -> None:
    project.release(CHAPTER, YOUTH)
    project.write(CHAPTER, THIRD.replace("Tee", "Saft"))
    project.commit(YOUTH)

    sections = page(running.visitor()).split('<section class="verlauf">')[1:]

    assert ["Diese Fassung lesen Eltern." in each for each in sections] == [False, True, False, False]
    assert ["So ist das Kapitel jetzt." in each for each in sections] == [True, False, False, False]


def test_a_state_comes_back_as_a_new_change_in_the_name_of_the_office(project: Project, running: RunningDesk) -> None:
    visitor = running.visitor(YOUTH_LOGIN)
    preview = page(visitor, ways(page(visitor), "wieder")[-1])
    assert "Noch ist nichts geschehen." in preview
    assert text(project) == THIRD

    status, place, _ = send(visitor, preview)

    assert (status, place) == (303, PAGE)
    assert text(project) == FIRST
    assert git(project.root, "log", "-1", "--format=%an %ae") == f"{YOUTH} {MAILBOXES[YOUTH]}"
    assert "Das Kapitel ist geändert und gesichert." in page(visitor)


def test_of_a_state_only_what_is_chosen_comes_back(project: Project, running: RunningDesk) -> None:
    visitor = running.visitor(YOUTH_LOGIN)
    preview = page(visitor, ways(page(visitor), "wieder")[-1])
    number = re.search(r"Änderung (\d+) übernehmen(?:(?!übernehmen).)*Suppe", preview, re.DOTALL)
    assert number is not None

    assert send(visitor, preview, nehmen=[number[1]])[0] == 303
    assert text(project) == THIRD.replace("Brot", "Suppe")


def test_one_sentence_goes_back_and_everything_that_came_after_stays(project: Project, running: RunningDesk) -> None:
    visitor = running.visitor(YOUTH_LOGIN)
    second = page(visitor, ways(page(visitor), "stand")[1])
    assert ways(second, "ohne")[-1].count("nummer") == 0  # the last one is all of them

    send(visitor, page(visitor, ways(second, "ohne")[0]))

    assert text(project) == THIRD.replace("hat von 8 bis 16 Uhr offen", "hat offen")


def test_all_of_a_change_goes_back_and_everything_that_came_after_stays(project: Project, running: RunningDesk) -> None:
    visitor = running.visitor(YOUTH_LOGIN)
    second = page(visitor, ways(page(visitor), "stand")[1])

    send(visitor, page(visitor, ways(second, "ohne")[-1]))

    assert text(project) == THIRD.replace("hat von 8 bis 16 Uhr offen", "hat offen").replace("Brot", "Suppe")


def test_where_somebody_wrote_on_since_both_stand_in_a_box_and_it_is_said_before(
    project: Project, running: RunningDesk
) -> None:
    project.write(CHAPTER, THIRD.replace("8 bis 16 Uhr", "7 bis 15 Uhr"))
    project.commit(HEALTH)
    visitor = running.visitor(YOUTH_LOGIN)

    preview = page(visitor, ways(page(visitor, ways(page(visitor), "stand")[2]), "ohne")[0])

    assert "hat seitdem jemand weitergeschrieben" in preview
    send(visitor, preview)
    assert "{konflikt}" in text(project)
    assert "7 bis 15 Uhr" in text(project)


def test_what_was_written_after_the_page_was_looked_at_is_shown_before_anything_is_done(
    project: Project, running: RunningDesk
) -> None:
    visitor = running.visitor(YOUTH_LOGIN)
    preview = page(visitor, ways(page(visitor), "wieder")[-1])
    with running.visitor(SCHOOL_LOGIN).room(CHAPTER) as talk:
        version = talk.hear("state")["version"]
        talk.say(typing("Ganz neu. ", 8, version=version, request="request-1"))
        talk.hear("answer")

        status, _, body = send(visitor, preview)

        assert status == 400
        assert "Inzwischen hat jemand weitergeschrieben." in body
        assert "Ganz neu." in words(body)
        assert f"Gerade hier: {SCHOOL}" in body

        assert send(visitor, body)[0] == 303
        assert talk.hear("steps")["office"] == YOUTH
        assert talk.hear("saved")["by"] == YOUTH
    assert text(project) == FIRST


def test_without_a_choice_nothing_happens(project: Project, running: RunningDesk) -> None:
    visitor = running.visitor(YOUTH_LOGIN)
    preview = page(visitor, ways(page(visitor), "wieder")[0])

    status, _, body = send(visitor, preview, nehmen=[])

    assert (status, "Sie haben nichts angekreuzt." in body) == (400, True)
    assert text(project) == THIRD


def test_a_picture_that_is_gone_comes_back_with_the_state_that_showed_it(
    project: Project, running: RunningDesk
) -> None:
    shows = "# Hort\n\n:::{abbildung} ../bilder/haus.png\n:alt: Ein Haus\n:::\n"
    picture = project.write_file("bilder/haus.png", b"\x89PNG")
    project.write(CHAPTER, shows)
    project.commit(SCHOOL)
    picture.unlink()
    project.write(CHAPTER, FIRST)
    project.commit(SCHOOL)
    visitor = running.visitor(YOUTH_LOGIN)

    send(visitor, page(visitor, ways(page(visitor), "wieder")[0]))

    assert picture.read_bytes() == b"\x89PNG"
    assert git(project.root, "status", "--porcelain", "ratgeber") == ""


def test_a_chapter_keeps_its_history_under_another_name(project: Project, running: RunningDesk) -> None:
    (project.guide / f"{CHAPTER}.md").rename(project.guide / "teil/betreuung.md")
    project.commit(SCHOOL)

    html = running.visitor().get("/verlauf/teil/betreuung")[2].decode()

    assert [words(each).partition(" am ")[0] for each in re.findall(r"<h2>(.*?)</h2>", html)] == [HEALTH, YOUTH, SCHOOL]


@pytest.mark.parametrize(
    ("path", "sentence"),
    [
        ("/verlauf/teil/nichts", "gibt es nicht"),
        (f"{PAGE}?stand=0000000", "Diesen Stand gibt es nicht"),
        (f"{PAGE}?wieder=%27--help", "Diesen Stand gibt es nicht"),
        (f"{PAGE}?stand=", "Diesen Stand gibt es nicht"),
    ],
)
def test_what_is_not_there_is_said_in_a_sentence(running: RunningDesk, path: str, sentence: str) -> None:
    status, _, body = running.visitor().get(path)
    assert (status, sentence in body.decode()) == (404, True)


def test_a_change_that_is_not_there_is_said_in_a_sentence(running: RunningDesk) -> None:
    visitor = running.visitor()
    first = ways(page(visitor), "stand")[0].replace("stand", "ohne")
    assert "Diese Änderung gibt es nicht" in visitor.get(f"{PAGE}{first}&nummer=99")[2].decode()


def test_who_may_not_write_sees_the_history_and_no_button(project: Project) -> None:
    table = project.root / ROLES
    table.write_text(f"{table.read_text(encoding='utf-8')}rechte:\n  {HEALTH}: kommentieren\n", encoding="utf-8")
    with served_desk(project.root) as desk:
        browser = desk.browser().log_in(MAILBOXES[HEALTH])
        html = browser.ask(PAGE).body
        assert "Brot." in words(html)
        assert ways(html, "wieder") == []
        refused = browser.post(PAGE, wieder="0000000")
        assert (refused.status, "nicht schreiben" in refused.body) == (403, True)


def test_many_states_come_ten_at_a_time(project: Project, running: RunningDesk) -> None:
    for number in range(9):
        project.write(CHAPTER, THIRD + f"\nNoch {number}.\n")
        project.commit(SCHOOL)
    html = page(running.visitor())
    assert (html.count('class="verlauf"'), ways(html, "ab")) == (10, ["?ab=10"])
    older = page(running.visitor(), "?ab=10")
    assert (older.count('class="verlauf"'), ways(older, "ab")) == (2, ["?ab=0"])
