"""The directory of schools in the web: found by heading, by link, and by what one is looking for."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from ratgeber_tools.sphinx_ext.html.style_sheet import CHOICE_SHEET
from sphinx_ext.data.data_guide import CONFIRMED, page_guide
from sphinx_ext.sphinx_building import Built

SCHOOLS = "".join(
    f"schule-{number}:\n  name: Schule {number}\n  schulform: {form}\n  stadtteil: {district}\n{CONFIRMED}"
    for number, form, district in (
        (1, "Grundschule", "Nord"),
        (2, "Grundschule", "Süd"),
        (3, "Grundschule", "Süd"),
        (4, "Gymnasium", "Nord"),
        (5, "Gymnasium", ""),
        (6, "Sekundarschule", "Süd"),
    )
)
LIST = ":::{schulverzeichnis}\n:::"


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    text = f"## Alle Schulen\n\n{LIST}\n\n## Noch einmal\n\n{LIST}"
    return page_guide(tmp_path_factory.mktemp("schulen"), text, schulen=SCHOOLS).build(edition="oeffentlich")


def test_groups_and_schools_are_headings_one_below_the_other(built: Built) -> None:
    found = re.findall(r"<(h\d)[^>]*>(.*?)</h\d>", built.article().partition("Noch einmal")[0])
    assert found[:5] == [
        ("h1", "Titel"),
        ("h2", "Alle Schulen"),
        ("h3", "Grundschule"),
        ("h4", "Schule 1"),
        ("h4", "Schule 2"),
    ]


def test_a_link_leads_to_each_school_and_no_anchor_is_there_twice(built: Built) -> None:
    ids = re.findall(r'id="(schule-[^"]+)"', built.article())
    assert ids == [f"schule-schule-{number}" for number in range(1, 4)] + [
        "schule-schule-4",
        "schule-schule-5",
        "schule-schule-6",
    ]


def test_one_can_choose_by_form_and_by_district_and_see_how_many_there_are(built: Built) -> None:
    first = built.article().partition("Noch einmal")[0]
    words = [re.sub(r"<[^>]+>", "", each) for each in re.findall(r"<a class=\"rg-nur.*?</a>", first)]
    assert words == ["Grundschule (3)", "Gymnasium (2)", "Sekundarschule (1)", "Nord (2)", "Süd (3)"]
    assert "Alle 6 zeigen" in first


def test_a_choice_is_a_link_to_itself_that_the_style_sheet_acts_on(built: Built) -> None:
    link = re.search(r'<a class="(rg-nur-\d+)[^"]*" href="#([^"]+)" id="([^"]+)">Süd', built.article())
    assert link is not None
    assert link[2] == link[3] == "nur-stadtteil-sued"
    shown = re.findall(rf'<div class="[^"]*\b{link[1]}\b[^"]*">\s*<h4[^>]*>(.*?)</h4>', built.article())
    assert shown[:3] == ["Schule 2", "Schule 3", "Schule 6"]
    sheet = (built.folder / "_static" / CHOICE_SHEET).read_text(encoding="utf-8")
    assert f"article:has(a.{link[1]}:target) :is(.rg-gruppe,.rg-schule):not(.{link[1]}){{display:none}}" in sheet
    assert f'href="_static/{CHOICE_SHEET}' in built.page()
    assert CHOICE_SHEET not in built.page("search")


def test_a_short_list_offers_no_choice(tmp_path: Path) -> None:
    few = page_guide(tmp_path, LIST, schulen=SCHOOLS.partition("schule-4")[0]).build(edition="oeffentlich")
    assert "rg-auswahl" not in few.article()
    assert re.findall(r"<h2[^>]*>(.*?)</h2>", few.article()) == ["Schule 1", "Schule 2", "Schule 3"]
