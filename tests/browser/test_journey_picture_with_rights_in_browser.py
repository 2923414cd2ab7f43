"""A journey: a picture of which nothing is known gets its rights, its people and their consent, and is taken away."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import expect

from browser.desk_states import Visit
from browser.plain_words import Journey
from desk.desk_servers import running_desk
from guide_project import SCHOOL, Project
from ratgeber_tools.data.persons import PERSONS_VARIABLE
from ratgeber_tools.data.picture_records import load_picture_records

PICTURE = Path(__file__).parents[1] / "guides" / "bausteine" / "bilder" / "quadrat.png"
TODAY = date(2026, 11, 30)


@pytest.mark.parametrize("width", [1280, 390])
def test_a_picture_gets_its_rights_and_is_no_longer_shown_when_somebody_does_not_agree(
    chromium: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, width: int
) -> None:
    monkeypatch.setenv(PERSONS_VARIABLE, str(tmp_path / "namen" / "personen.yaml"))
    project = Project.create(tmp_path / "projekt")
    project.write("index", "# Ratgeber\n\n```{toctree}\nhort\n```\n", head="")
    project.write("hort", "# Der Hort\n\n![Kinder beim Fest](bilder/fest.png)\n")
    project.write_file("bilder/fest.png", PICTURE.read_bytes())
    project.commit(SCHOOL)
    scan = tmp_path / "einwilligung.pdf"
    scan.write_bytes(b"%PDF-1.7 unterschrieben")
    with running_desk(project.root) as running:
        context = chromium.new_context(viewport={"width": width, "height": 844})
        visit = Visit(running, context.new_page())
        page = visit.page
        visit.log_in(SCHOOL)
        page.goto(running.origin)

        journey = Journey(page)
        journey.way("Bilder")
        expect(page.get_by_text("Rechte fehlen")).to_be_visible()
        journey.link("Kinder beim Fest")
        page.get_by_label("Von wem das Bild ist").fill("Schulamt")
        page.get_by_label("Was wir damit dürfen").fill("nur für diesen Ratgeber")
        page.get_by_label("Woher es kommt").fill("eigenes Foto")
        page.get_by_label("Menschen sind zu sehen").select_option("ja")
        page.get_by_label("Alle haben eingewilligt bis").fill("31.07.2028")
        journey.button("Speichern")
        expect(page.get_by_text("geklärt bis 31.07.2028")).to_be_visible()
        page.get_by_label("Datei (PDF oder Foto)").set_input_files(scan)
        journey.button("Einwilligung ablegen")
        expect(page.get_by_role("link", name="Einwilligung 1 (PDF)")).to_be_visible()
        assert load_picture_records(project.guide).obstacle("fest.png", TODAY) == ""
        assert len(journey.clicks) == 4 + (width == 390)  # on a phone „Menü“ comes before

        withdrawing = Journey(page)
        withdrawing.click(page.get_by_text("Jemand ist nicht mehr einverstanden"), "nicht mehr einverstanden")
        withdrawing.button("Nicht mehr zeigen")
        expect(page.get_by_role("status")).to_contain_text("Das Bild wird ab jetzt nirgends mehr gezeigt.")
        assert load_picture_records(project.guide).obstacle("fest.png", TODAY) != ""
        assert len(withdrawing.clicks) == 2
        context.close()
    assert not list(project.root.rglob("*einwilligung*.pdf"))
