"""The first page: what an office has to do, who asks it, what is new since it was here, and every chapter there is."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from desk.desk_network import OFFICE
from desk.desk_servers import RunningDesk, Visitor, running_desk
from desk.test_desk_server import typing
from desk.word_contributions import contribution
from guide_project import CLOCK, HEALTH, MAILBOXES, SCHOOL, YOUTH, Project
from ratgeber_tools.data.dates import local_day
from ratgeber_tools.desk.incoming import receive
from ratgeber_tools.desk.overview import FIRST_VISIT, SAME_VISIT
from ratgeber_tools.desk.parents_voices import ParentsVoices
from ratgeber_tools.desk.remembered_survey import RememberedSurvey
from ratgeber_tools.desk.store import Login
from ratgeber_tools.guide.remembered import RememberedGuide
from ratgeber_tools.history import find_repository

HEAD = "---\nstatus: entwurf\nzustaendig: {office}\nstand: 24.11.2026\npruefen_bis: {until}\n---\n\n"
HORT = """# Hort & Betreuung

Der Hort hat offen.

:::{redaktionsnotiz}
:art: offene Frage
An das Gesundheitsamt: Ab wann & wo wird geimpft?
:::
"""
YOUTH_LOGIN = Login(YOUTH, MAILBOXES[YOUTH])
HEALTH_LOGIN = Login(HEALTH, MAILBOXES[HEALTH])


@pytest.fixture
def project(tmp_path: Path) -> Project:
    made = Project.create(tmp_path)
    made.write("index", "# Ratgeber\n\n```{toctree}\nteil/index\n```\n", head="")
    made.write("teil/index", "# Schulanfang\n\n```{toctree}\nhort\nessen\n```\n", head="")
    made.write("teil/hort", HORT, head=HEAD.format(office=YOUTH, until="30.11.2026"))
    made.write("teil/essen", "# Essen\n\nEs gibt Essen.\n", head=HEAD.format(office=SCHOOL, until="01.06.2027"))
    made.commit(SCHOOL)
    return made


@pytest.fixture
def running(project: Project) -> Iterator[RunningDesk]:
    with running_desk(project.root) as found:
        yield found


def home(visitor: Visitor, query: str = "") -> str:
    status, _, body = visitor.get(f"/{query}")
    assert status == 200
    return body.decode()


def section(page: str, heading: str) -> str:
    """Return the words of the section under a heading."""
    found = re.search(rf"<h2>{heading}</h2>(.*?)</section>", page, re.DOTALL)
    return " ".join(re.sub(r"<[^>]+>", " ", found[1]).split()) if found else ""


def test_an_office_finds_its_own_chapters_with_how_they_stand(running: RunningDesk) -> None:
    page = home(running.visitor(YOUTH_LOGIN))

    assert section(page, "Ihre Kapitel") == ("Hort &amp; Betreuung Entwurf · 1 offene Frage · prüfen bis 30.11.2026")
    assert "Ihre Kapitel" not in home(running.visitor(HEALTH_LOGIN))


def test_what_is_asked_of_an_office_stands_on_its_page_and_on_no_others(running: RunningDesk) -> None:
    asked = section(home(running.visitor(HEALTH_LOGIN)), "Fragen an Sie")

    assert asked == "Hort &amp; Betreuung : Ab wann &amp; wo wird geimpft?"
    assert "Niemand wartet" in section(home(running.visitor(YOUTH_LOGIN)), "Fragen an Sie")


def test_what_is_due_is_what_the_status_on_the_command_line_says(running: RunningDesk) -> None:
    assert "Hort &amp; Betreuung bis 30.11.2026" in section(
        home(running.visitor(YOUTH_LOGIN)), "Zu tun bis Ende November 2026"
    )
    assert section(home(running.visitor(HEALTH_LOGIN)), "Zu tun bis Ende November 2026") == "Nichts."


def test_what_others_have_changed_is_new_until_the_next_visit_and_bears_offices_alone(
    project: Project, running: RunningDesk
) -> None:
    visitor = running.visitor(YOUTH_LOGIN)
    assert SCHOOL in section(home(visitor), "Neu seit Ihrem letzten Besuch")
    running.moment += SAME_VISIT / 2
    assert SCHOOL in section(home(visitor), "Neu seit Ihrem letzten Besuch")

    running.moment += timedelta(days=1)
    assert "Niemand sonst" in section(home(visitor), "Neu seit Ihrem letzten Besuch")

    project.now = running.moment + timedelta(hours=1)
    project.write("teil/hort", HORT.replace("offen.", "zu."), head=HEAD.format(office=YOUTH, until="30.11.2026"))
    project.commit("niemand@fremd.example")
    running.moment += timedelta(hours=3)
    news = section(home(visitor), "Neu seit Ihrem letzten Besuch")
    assert news.startswith("Hort &amp; Betreuung Ihr Kapitel Redaktion, heute, ")
    assert "fremd" not in news


def test_what_parents_have_said_waits_until_somebody_has_looked(running: RunningDesk) -> None:
    ParentsVoices(running.desk).take(chapter="teil/hort", section="", kind="fehlt", words="Wann öffnet der Hort?")

    news = home(running.visitor(YOUTH_LOGIN))

    assert section(news, "Neu seit Ihrem letzten Besuch").startswith("Eine Stimme von Eltern")
    assert 'href="/stimmen"' in news


def test_a_word_file_that_came_in_waits_until_it_is_decided(running: RunningDesk) -> None:
    receive(running.desk, contribution(), "Beitrag.docx", YOUTH_LOGIN, section="teil", there={})

    news = home(running.visitor(HEALTH_LOGIN))

    assert f"Word-Datei „Beitrag.docx“ von {YOUTH}" in section(news, "Neu seit Ihrem letzten Besuch")
    assert 'action="/word"' in news


def test_a_question_leads_to_its_place_in_the_text(running: RunningDesk) -> None:
    assert "/kapitel/teil/hort#finden=Ab%20wann%20%26%20wo%20wird" in home(running.visitor(HEALTH_LOGIN))


def test_ones_own_changes_are_no_news(project: Project, running: RunningDesk) -> None:
    assert "Niemand sonst" in section(
        home(running.visitor(Login(SCHOOL, MAILBOXES[SCHOOL].upper()))), "Neu seit Ihrem letzten Besuch"
    )


def test_all_chapters_stand_there_part_by_part_without_a_script(running: RunningDesk) -> None:
    page = home(running.visitor())

    assert re.findall(r"<h3>(.*?)</h3>", page) == ["Vorn", "Schulanfang"]
    assert re.findall(r'<li data-name="(.*?)"', page) == ["index", "teil/index", "teil/hort", "teil/essen"]
    assert '<a href="/kapitel/teil/hort">Hort &amp; Betreuung</a>' in page


def test_chapters_are_found_without_a_script_and_what_was_typed_stays(running: RunningDesk) -> None:
    page = home(running.visitor(), "?finden=%22b%C3%A4tr%3C")
    assert 'value="&#34;bätr&lt;"' in page
    assert "0 Kapitel" in page

    found = home(running.visitor(), "?finden=BETR")
    assert re.findall(r'<li data-name="(.*?)"', found) == ["teil/hort"]


def test_who_is_writing_where_is_seen(running: RunningDesk) -> None:
    with running.visitor(HEALTH_LOGIN).room("teil/essen") as talk:
        version = talk.hear("state")["version"]
        talk.say(typing("Heute: ", 8, version=version, request="request-1"))
        talk.hear("answer")

        page = home(running.visitor())

        assert section(page, "Gerade hier") == f"Essen : {HEALTH}"
        assert f"Gerade hier: {HEALTH} · noch nicht gesichert" in " ".join(page.split())


def test_a_table_of_offices_with_mistakes_does_not_take_the_chapters_away(
    project: Project, running: RunningDesk
) -> None:
    (project.root / "ratgeber/redaktion/rollen.yaml").write_text("stellen: [", encoding="utf-8")

    page = home(running.visitor())

    assert "lässt sich gerade nicht zeigen" in page
    assert "rollen.yaml" not in page
    assert 'data-name="teil/hort"' in page


def test_the_survey_is_made_anew_only_when_something_it_rests_on_is_another(project: Project) -> None:
    surveys = RememberedSurvey(RememberedGuide(project.guide), find_repository(project.root))
    today = local_day(CLOCK)
    first = surveys.on(today)
    assert surveys.on(today) is first

    project.write("teil/neu", "# Neu\n\nNeu.\n")
    uncommitted = surveys.on(today)
    assert [each.is_uncommitted for each in uncommitted.chapters if each.name == "teil/neu"] == [True]

    project.commit(YOUTH)
    committed = surveys.on(today)
    assert [each.is_uncommitted for each in committed.chapters if each.name == "teil/neu"] == [False]

    project.release("teil/neu", SCHOOL)
    assert [each.released_on for each in surveys.on(today).chapters if each.name == "teil/neu"] != [None]
    assert surveys.on(today + FIRST_VISIT) is not surveys.on(today)


def test_an_office_nobody_answers_for_still_has_a_page(running: RunningDesk) -> None:
    page = home(running.visitor(Login("Redaktion", "")))
    assert OFFICE.office not in page
    assert 'data-name="teil/hort"' in page
