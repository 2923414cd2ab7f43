"""A journey: a day typed into a chapter becomes a record, and its office confirms it; another one is checked twice."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import expect

from browser.desk_states import Visit
from browser.plain_words import Journey
from desk.desk_servers import running_desk
from guide_project import SCHOOL, YOUTH, Project
from ratgeber_tools.data.loading import load_records
from ratgeber_tools.data.states import State, state_of

CONTACTS = (
    "schulamt:\n  name: Schulamt\n  art: Amt\n  telefon: 01234 567-0\n  zustaendig: schulamt\n"
    "jugendamt:\n  name: Jugendamt\n  art: Amt\n  telefon: 01234 567-1\n  zustaendig: jugendamt\n"
)
EMERGENCY = (
    'notruf:\n  titel: Notruf\n  wert: "112"\n  geltung: bundesweit\n'
    "  quellen:\n    - titel: Gesetz\n      adresse: https://gesetz.example/112\n      vertrauen: amtlich\n"
)
TODAY = date(2026, 11, 30)


@pytest.fixture
def project(tmp_path: Path) -> Project:
    made = Project.create(tmp_path)
    (made.root / "conf.py").touch()
    made.write("index", "# Ratgeber\n\n```{toctree}\nhort\n```\n", head="")
    made.write("hort", "# Der Hort\n\nMelden Sie Ihr Kind an bis 15. Mai 2027.\n")
    made.write_file("daten/anlaufstellen.yaml", CONTACTS.encode())
    made.write_file("daten/fakten.yaml", EMERGENCY.encode())
    made.commit(SCHOOL)
    return made


def state(project: Project, identifier: str) -> State:
    return state_of(load_records(project.guide / "daten").records.facts[identifier], TODAY)


@pytest.mark.parametrize("width", [1280, 390])
def test_a_typed_day_becomes_a_record_that_its_office_confirms(chromium: Any, project: Project, width: int) -> None:
    with running_desk(project.root) as running:
        context = chromium.new_context(viewport={"width": width, "height": 844})
        visit = Visit(running, context.new_page())
        page = visit.page
        visit.log_in(SCHOOL)
        visit.open_chapter("hort")
        visit.stand_at("Melden Sie")
        page.keyboard.press("ArrowLeft")
        for _ in range(len("15. Mai 2027")):
            page.keyboard.press("Shift+ArrowLeft")

        visit.press("Angabe")
        journey = Journey(page)
        journey.clicks.append("Angabe")
        journey.button("Aus „15. Mai 2027“ eine Angabe machen")
        inside = page.frame_locator("dialog iframe")
        inside.get_by_role("link", name="Frist, Betrag oder Regel").click()
        inside.get_by_label("Titel (nötig)").first.fill("Anmeldeschluss im Hort")
        expect(inside.get_by_label("Wert", exact=True)).to_have_value("15. Mai 2027")
        inside.get_by_text("Quellen: eintragen").click()
        source = inside.get_by_role("group", name="Quellen")
        source.get_by_label("Titel (nötig)").fill("Satzung des Horts")
        source.get_by_label("Woher (nötig)").select_option("amtlich")
        inside.get_by_role("button", name="Anlegen").last.click()
        journey.clicks += ["Frist, Betrag oder Regel", "Quellen", "Anlegen"]

        page.get_by_role("dialog").wait_for(state="detached")
        expect(page.get_by_role("textbox", name="Text des Kapitels")).to_contain_text("an bis Angabe: 15. Mai 2027.")
        page.keyboard.press("Control+s")
        page.get_by_text("Im Ratgeber gesichert", exact=True).wait_for()
        journey.look()
        text = (project.guide / "hort.md").read_text(encoding="utf-8")
        assert "bis {fakt}`anmeldeschluss-im-hort`." in text
        assert state(project, "anmeldeschluss-im-hort") is State.UNCONFIRMED

        page.goto(f"{running.origin}/angaben")
        confirming = Journey(page)
        confirming.click(page.locator(".karte", has_text="kann Ihre Stelle bestätigen").get_by_role("link"), "Angaben")
        confirming.link("Anmeldeschluss im Hort")
        expect(page.locator(".stand")).to_contain_text("Dafür steht noch niemand ein.")
        confirming.button("Wir bestätigen: Das stimmt")
        expect(page.locator(".stand")).to_contain_text("Schulamt steht dafür ein, seit dem 30.11.2026.")
        assert state(project, "anmeldeschluss-im-hort") is State.CONFIRMED
        expect(page.get_by_role("link", name="Der Hort")).to_have_attribute("href", "/kapitel/hort")
        assert (len(journey.clicks), len(confirming.clicks)) == (5, 3)
        context.close()


def test_a_number_of_the_whole_country_is_checked_by_two_offices(chromium: Any, project: Project) -> None:
    with running_desk(project.root) as running:
        for office, word in ((SCHOOL, "belegt"), (YOUTH, "geprüft")):
            context = chromium.new_context(viewport={"width": 390, "height": 844}, color_scheme="dark")
            visit = Visit(running, context.new_page())
            page = visit.page
            visit.log_in(office)
            page.goto(f"{running.origin}/angaben")
            journey = Journey(page)
            journey.link("An Quellen nachsehen")
            journey.click(page.get_by_label("Notruf stimmt"), "Notruf")
            journey.button("Heute nachgesehen: Das Angekreuzte stimmt")
            page.goto(f"{running.origin}/angaben/fakten/notruf")
            expect(page.locator(".stand .zustand")).to_have_text(word)
            assert len(journey.clicks) == 3
            context.close()
    assert state(project, "notruf") is State.CHECKED


def test_a_form_is_filled_in_by_keys_alone_and_a_mistake_is_where_the_list_leads(
    chromium: Any, project: Project
) -> None:
    with running_desk(project.root) as running:
        context = chromium.new_context(viewport={"width": 390, "height": 844})
        visit = Visit(running, context.new_page())
        page, keys = visit.page, visit.page.keyboard
        visit.log_in(SCHOOL)
        page.goto(f"{running.origin}/angaben/anlaufstellen/schulamt/aendern")
        page.get_by_label("Telefon").focus()
        keys.press("Control+a")
        keys.type("ruf an")
        keys.press("Enter")
        problem = page.get_by_role("link", name="Telefon: „ruf an“ ist keine Telefonnummer.")
        problem.focus()
        keys.press("Enter")
        assert page.evaluate("location.hash") == "#feld-telefon"
        expect(page.get_by_label("Telefon")).to_have_value("ruf an")
        page.get_by_label("Telefon").focus()
        keys.press("Control+a")
        keys.type("01234 567-9")
        keys.press("Enter")
        expect(page.get_by_role("status")).to_contain_text("Gespeichert.")
        expect(page.locator(".werte")).to_contain_text("01234 567-9")
        context.close()
