"""A journey: a sentence without its link is told and mended, an old one keeps its meaning, a second office checks."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from playwright.sync_api import expect
from test_desk_states_in_browser import judged

from browser.meeting_guides import at_the_desk
from browser.plain_words import Journey
from desk.desk_network import MOMENT
from guide_project import HEALTH, SCHOOL, Project
from ratgeber_tools.guide import load
from ratgeber_tools.languages.catalogue import load_catalogue, path_of
from ratgeber_tools.languages.exchange.offers import digest_of
from ratgeber_tools.languages.signs import signed
from ratgeber_tools.languages.taking import TranslatedBy
from ratgeber_tools.languages.typed import TypedUnit, enter_typed
from ratgeber_tools.languages.units import units_of

TEXT = """# Hort

Der [Hort](https://hort.example) kostet **wenig**.

Sie melden Ihr Kind an.

- Bringen Sie Essen mit.
"""


def a_guide(folder: Path, language: str) -> Project:
    """Return a guide of which two sentences are translated, and one of them is old."""
    project = Project.create(folder)
    project.write("index", "# Ratgeber\n\n```{toctree}\nhort\n```\n", head="")
    project.write("hort", TEXT)
    guide = load(project.guide)
    by = TranslatedBy(HEALTH, MOMENT.date())
    typed = [
        TypedUnit(unit.key, unit.german.text, signed(f"Ви {unit.german.text}", ()), digest_of(""))
        for unit in units_of(guide.chapters["hort"])[1:3]
    ]
    assert enter_typed(guide, language, "hort", typed, by).taken == 2
    project.write("hort", TEXT.replace("Ihr Kind an", "Ihr Kind jetzt an"))
    project.commit(SCHOOL)
    return project


def test_a_chapter_is_translated_sentence_by_sentence(chromium: Any, tmp_path: Path) -> None:
    project = a_guide(tmp_path / "p", "ar")
    with at_the_desk(chromium, project) as (desk, page):
        journey = Journey(page)
        journey.way("Sprachen")
        assert judged(page) == []
        journey.link("Arabisch")
        assert judged(page) == []
        journey.link("Hort")
        assert judged(page) == []
        fields = page.get_by_role("textbox")
        expect(fields).to_have_count(4)
        fields.nth(0).fill("حضانة")
        fields.nth(1).fill("بدون رابط")
        journey.button("Alles speichern")
        expect(page.get_by_role("alert")).to_contain_text("Ein Satz ist gespeichert. Ein Satz braucht noch etwas.")
        expect(fields.nth(1)).to_have_value("بدون رابط")
        assert judged(page) == []
        fields.nth(1).fill("‹1›الحضانة‹/1› ‹2›رخيصة‹/2›.")
        journey.button("Alles speichern")
        expect(page.get_by_role("status")).to_have_text("Ein Satz ist gespeichert.")
        journey.button("Sinn unverändert: Satz 3")
        expect(page.get_by_role("status")).to_have_text("Die Übersetzung gilt weiter.")
        journey.button("Geprüft: Satz 3")
        expect(page.get_by_role("status")).to_have_text("Ein Satz ist geprüft.")
        for place in ("/sprachen", "/sprachen/ar", "/sprachen/ar/hort", "/sinn/hort"):
            page.goto(f"{desk.origin}{place}")
            page.set_viewport_size({"width": 390, "height": 900})
            assert judged(page) == [], place
            over = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
            assert over <= 0, place
    entries = load_catalogue(project.guide, "ar", "hort").entries
    assert path_of(project.guide, "ar", "hort").is_file()
    assert [entry.text for entry in entries if "<1>" in entry.text][-1] == "<1>الحضانة</1> <2>رخيصة</2>."
    assert len(journey.clicks) == 7, journey.clicks
