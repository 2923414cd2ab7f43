"""The small script in a real Chromium: values that ended say so, a birthday finds its table."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import pytest

from sphinx_ext.data.data_guide import CONFIRMED, OFFICE, DataGuide, page_guide
from sphinx_ext.sphinx_building import Built

pytestmark = pytest.mark.browser

HOUSE = (
    "haus:\n  name: Haus\n  art: Amt\n  telefon: 0340 2\n  oeffnungszeiten:\n"
    "    - dienstags von 8 bis 12 Uhr und von 13.30 bis 17.30 Uhr\n" + CONFIRMED
)
STEPS = "schluss:\n  titel: Anmeldung\n  thema: schulanfang\n  jahr: -1\n  bis: 01.03.\n  fakten: frist\n"
TEXT = "A {fakt}`frist` Z\n\n:::{was-ist-wann-dran}\n:jahrgang: 2027, 2028\n:::"


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    facts = "frist:\n  titel: F\n  wert: 1. März\n  gueltig_bis: 31.07.2027\n" + CONFIRMED
    facts += "stichtag:\n  titel: S\n  wert: 30. Juni\n" + CONFIRMED
    guide = DataGuide(
        tmp_path_factory.mktemp("ablauf"),
        {
            "index": f"# Titel\n\n{TEXT}\n\n```{{toctree}}\nhaus\n```\n",
            "haus": "# Haus\n\n:::{kontakt} haus\n:::\n\n:::{naechste-termine}\n:::\n",
        },
        fakten=facts,
        schritte=STEPS,
        kommune="stichtag: stichtag\n",
        anlaufstellen=OFFICE + HOUSE,
        termine="".join(
            f"tag-{number}:\n  titel: Tag {number}\n  art: Anmeldung\n  von: 0{number}.12.2026\n" + CONFIRMED
            for number in range(1, 6)
        ),
    )
    return guide.build(edition="oeffentlich")


class _Strict(SimpleHTTPRequestHandler):
    """Serves pages as a careful host would: no code and no style that is not a file of the site."""

    def end_headers(self) -> None:
        self.send_header("Content-Security-Policy", "default-src 'self'; script-src 'self'; style-src 'self'")
        super().end_headers()

    def log_message(self, format: str, *args: object) -> None:
        pass


@pytest.fixture(scope="module")
def address(built: Built) -> Iterator[str]:
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(_Strict, directory=str(built.folder))) as server:
        Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/index.html"
        server.shutdown()


def page_on(chromium: Any, built: Built, moment: str, *, script: bool = True, name: str = "index") -> Any:
    """Open the page as if it were `moment` (UTC)."""
    context = chromium.new_context(java_script_enabled=script, timezone_id="America/New_York")
    page = context.new_page()
    page.clock.set_fixed_time(moment)
    page.goto(Path(built.folder, f"{name}.html").as_uri())
    return page


@pytest.mark.parametrize(
    ("moment", "shown"),
    [
        ("2027-07-31T21:59:00Z", "A 1. März Z"),
        ("2027-07-31T22:01:00Z", "A (abgelaufen; fragen Sie: Schulamt, Telefon 0340 204-2040) Z"),
    ],
)
def test_a_value_changes_at_midnight_in_germany_wherever_the_phone_is(
    chromium: Any, built: Built, moment: str, shown: str
) -> None:
    assert page_on(chromium, built, moment).locator("article p").first.inner_text() == shown


def test_without_a_script_the_page_says_until_when_it_holds_and_all_tables_are_there(
    chromium: Any, built: Built
) -> None:
    page = page_on(chromium, built, "2029-01-01T12:00:00Z", script=False)
    assert page.locator("article p").first.inner_text() == "A 1. März Z"
    assert "und gelten bis 31.07.2027" in page.locator(".rg-fussnote").inner_text()
    assert page.locator(".rg-jahrgang:visible").count() == 2
    assert page.locator("form.rg-geburtstag").is_hidden()


def test_a_birthday_finds_its_table(chromium: Any, built: Built) -> None:
    page = page_on(chromium, built, "2026-12-01T12:00:00Z")
    field = page.get_by_label("Wann ist Ihr Kind geboren?")
    for born, title in (("2021-06-30", "Einschulung 2027"), ("2021-07-01", "Einschulung 2028")):
        field.fill(born)
        field.dispatch_event("change")
        visible = page.locator(".rg-jahrgang:visible")
        assert visible.count() == 1
        assert title in visible.inner_text()
    field.fill("2010-01-01")
    field.dispatch_event("change")
    assert page.locator(".rg-jahrgang:visible").count() == 2
    assert "kein Jahrgang" in page.get_by_role("status").inner_text()
    page.get_by_role("button", name="Alle Jahrgänge zeigen").click()
    page.wait_for_function("document.querySelector('[role=status]').textContent === ''")


def test_the_script_works_where_only_files_of_the_site_may_run(chromium: Any, built: Built, address: str) -> None:
    """And nothing of ours needs anything else: no code and no style inside a page."""
    page = chromium.new_context().new_page()
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text))
    page.clock.set_fixed_time("2027-08-01T12:00:00Z")
    page.goto(address)
    assert (
        page.locator("article p").first.inner_text() == "A (abgelaufen; fragen Sie: Schulamt, Telefon 0340 204-2040) Z"
    )
    page.get_by_label("Wann ist Ihr Kind geboren?").fill("2021-06-30")
    page.get_by_label("Wann ist Ihr Kind geboren?").dispatch_event("change")
    assert page.locator(".rg-jahrgang:visible").count() == 1
    assert [text for text in complaints if "Content Security Policy" in text] == []
    assert not re.search(r"<script(?![^>]*\bsrc=)|<style|\sstyle=|\son\w+=", built.article())


def test_a_birthday_whose_table_stands_under_another_heading_is_led_there(chromium: Any, tmp_path: Path) -> None:
    """It said that there is no cohort, with the child's table on the same page below."""
    text = (
        "## Klein\n\n:::{was-ist-wann-dran}\n:jahrgang: 2027, 2028\n:::\n\n"
        "## Groß\n\n:::{was-ist-wann-dran}\n:jahrgang: 2023\n:::\n"
    )
    facts = "stichtag:\n  titel: S\n  wert: 30. Juni\n" + CONFIRMED
    built = page_guide(
        tmp_path, text, fakten=facts, schritte=STEPS.replace("  fakten: frist\n", ""), kommune="stichtag: stichtag\n"
    ).build(edition="oeffentlich")
    page = page_on(chromium, built, "2026-12-01T12:00:00Z")
    field = page.get_by_label("Wann ist Ihr Kind geboren?")
    field.fill("2017-01-01")
    field.dispatch_event("change")
    status = page.get_by_role("status")
    assert "kein Jahrgang" not in status.inner_text()
    link = status.get_by_role("link")
    target = page.locator(link.get_attribute("href"))
    assert "geboren 01.07.2016 bis 30.06.2017" in target.inner_text()
    assert page.locator(".rg-jahrgang:visible").count() == 1
    page.get_by_role("button", name="Alle Jahrgänge zeigen").click()
    page.wait_for_function("document.querySelectorAll('.rg-jahrgang:not([hidden])').length === 3")


@pytest.mark.parametrize(
    ("moment", "words"),
    [
        ("2026-12-01T08:00:00Z", "Laut Sprechzeiten heute bis 12 Uhr."),
        ("2026-12-01T11:30:00Z", "Laut Sprechzeiten heute ab 13.30 Uhr."),
        ("2026-12-01T16:29:00Z", "Laut Sprechzeiten heute bis 17.30 Uhr."),
        ("2026-12-01T16:30:00Z", "Laut Sprechzeiten heute niemand mehr da."),
        ("2026-12-02T08:00:00Z", "Laut Sprechzeiten heute niemand da."),
    ],
)
def test_a_card_says_until_when_somebody_is_there_today(chromium: Any, built: Built, moment: str, words: str) -> None:
    assert page_on(chromium, built, moment, name="haus").locator(".rg-heute").inner_text() == words


def test_without_a_script_the_hours_are_there_as_words_alone(chromium: Any, built: Built) -> None:
    page = page_on(chromium, built, "2026-12-01T08:00:00Z", script=False, name="haus")
    assert page.locator(".rg-heute").inner_text() == ""
    assert page.get_by_text("Sprechzeiten: dienstags von 8 bis 12 Uhr und von 13.30 bis 17.30 Uhr").is_visible()


def test_what_comes_next_moves_up_when_a_day_is_past(chromium: Any, built: Built) -> None:
    for moment, titles in (
        ("2026-12-01T08:00:00Z", ["Tag 1", "Tag 2", "Tag 3"]),
        ("2026-12-03T08:00:00Z", ["Tag 3", "Tag 4", "Tag 5"]),
        ("2026-12-05T08:00:00Z", ["Tag 5"]),
    ):
        page = page_on(chromium, built, moment, name="haus")
        assert page.locator(".rg-naechste li:visible strong").all_inner_texts() == titles


def test_the_words_of_a_date_stand_beside_its_tile_and_never_below_it(chromium: Any, built: Built) -> None:
    """Else nobody can say which ground is under a word: it lies over the tile's own words."""
    page = page_on(chromium, built, "2026-12-01T08:00:00Z", name="haus")
    for entry in page.locator(".rg-naechste li:visible").all():
        tile = entry.locator(".rg-kachel").bounding_box()
        for words in entry.locator("p:not(.rg-kachel)").all():
            box = words.bounding_box()
            assert box["x"] >= tile["x"] + tile["width"] or box["y"] >= tile["y"] + tile["height"]
