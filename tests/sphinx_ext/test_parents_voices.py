"""Below each public page: a form to the town's desk where one takes voices, and what was changed because of one."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from ratgeber_tools.data.disclosure import Edition, View
from ratgeber_tools.data.municipality import Municipality
from ratgeber_tools.data.presentation.browser_storage import browser_storage
from ratgeber_tools.data.presentation.options import ListOptions
from ratgeber_tools.data.presentation.pages import Glance
from ratgeber_tools.data.records import Records
from ratgeber_tools.editions.manifest import Manifest, PublicPage, write_manifest
from ratgeber_tools.voices import VoiceKind
from sphinx_ext.sphinx_building import HEAD, Built, build

DESK = "https://redaktion.stadt.example"
OFFICES = "redaktion:\n  name: Redaktion\n  art: Amt\n  email: redaktion@stadt.example\n  bestaetigt: 2026-11-01\n"
FORM = re.compile(r'<details class="rg-stimme">.*?</details>', re.DOTALL)


def built(folder: Path, *, desk: str = DESK, is_public: bool = True) -> Built:
    for name, text in {
        "index.md": f"{HEAD}# Ratgeber\n\n```{{toctree}}\nhort\n```\n",
        "hort.md": f"{HEAD}# Hort\n\nText.\n\n## Anmelden\n\nText.\n\n## Kosten & Essen\n\nText.\n",
        "daten/kommune.yaml": f"name: Stadt\nadresse_des_redaktionstischs: {desk}\nredaktion: redaktion\n",
        "daten/anlaufstellen.yaml": OFFICES,
    }.items():
        path = folder / "ratgeber" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    if not is_public:
        return build(folder / "ratgeber", folder / "bau")
    pages = {
        "index": PublicPage(),
        "hort": PublicPage(has_head=True, released=date(2026, 11, 1), heard_on=date(2026, 12, 3)),
    }
    write_manifest(Manifest(pages=pages), folder / "fassung.json")
    return build(folder / "ratgeber", folder / "bau", ratgeber_manifest=str(folder / "fassung.json"))


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Built:
    return built(tmp_path_factory.mktemp("mit"))


def form_of(page: str) -> str:
    found = FORM.search(page)
    assert found is not None
    return found[0]


def test_the_form_goes_to_the_desk_with_the_chapter_its_sections_and_every_kind(site: Built) -> None:
    form = form_of(site.page("hort"))
    assert f'<form method="post" action="{DESK}/stimme">' in form
    assert '<input type="hidden" name="kapitel" value="hort">' in form
    assert re.findall(r"<option[^>]*>([^<]*)", form) == ["Auf der ganzen Seite", "Anmelden", "Kosten &amp; Essen"]
    assert re.findall(r'name="art" value="(\w+)"', form) == [kind.value for kind in VoiceKind]


def test_the_form_needs_no_script_and_bears_a_name_for_every_field(site: Built) -> None:
    form = form_of(site.page("hort"))
    assert "<script" not in form
    assert not re.search(r"\son\w+=", form)
    named = set(re.findall(r'id="(rg-[\w]+)"', form))
    assert set(re.findall(r'<label for="(rg-[\w]+)"', form)) <= named


def test_pages_may_send_forms_to_the_desk_and_nowhere_else(site: Built) -> None:
    for name in ("_headers", ".htaccess", "nginx.conf"):
        rules = (site.folder / name).read_text(encoding="utf-8")
        assert f"form-action 'self' {DESK};" in rules


def test_pages_nobody_answers_for_and_drafts_have_no_form(site: Built, tmp_path: Path) -> None:
    assert "rg-stimme" not in site.page("index")
    assert "rg-stimme" not in built(tmp_path, is_public=False).page("hort")


def test_without_a_desk_it_is_the_letter_of_today(tmp_path: Path) -> None:
    page = built(tmp_path, desk="")
    assert "rg-stimme" not in page.page("hort")
    assert "form-action 'self';" in (page.folder / "_headers").read_text(encoding="utf-8")


def test_the_page_says_what_was_changed_because_of_a_voice(site: Built) -> None:
    page = re.sub(r"<[^>]+>", "", site.page("hort"))
    assert "Geändert nach einem Hinweis von Eltern: 3. Dezember 2026" in page


@pytest.mark.parametrize("desk", [DESK, ""])
def test_the_page_on_data_protection_says_what_is_kept_of_a_voice_where_there_is_a_desk(desk: str) -> None:
    records = Records(municipality=Municipality.model_validate({"adresse_des_redaktionstischs": desk or None}))
    page = Glance(View(records, Edition.PUBLIC, date(2026, 12, 3)))
    said = browser_storage(ListOptions("browserspeicher", {}, records), page)
    assert ("keine IP-Adresse" in str(said)) is bool(desk)
