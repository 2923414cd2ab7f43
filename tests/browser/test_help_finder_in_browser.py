from __future__ import annotations

import re
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any

import pytest

from sphinx_ext.sphinx_building import HEAD, build

START = f"""{HEAD}# Ratgeber

{{.rg-wege}}
- **[Wir haben ein Problem](hilfe.md)**

  Sagen Sie, was los ist.
- **[Wen frage ich?](hilfe.md)**

  Adressen.

```{{toctree}}
:hidden:

hilfe
```
"""
HELP = f"""{HEAD}# Hilfe

{{.rg-finder}}
- **Not**
  - [Mein Kind wird geärgert](#aerger): Klassenleitung
  - [Das Geld reicht nicht](#geld): Jobcenter
- **Schule**
  - [Mein Kind geht nicht zur Schule oder fehlt](#fehlen): Klassenleitung
  - [Ich brauche einen Platz im Hort](#hort): Hort
  - [Ich weiß nicht weiter](#weiter): Bildungsbüro

(aerger)=
## Ärger

Das heißt auch Mobbing.

(geld)=
## Geld

Das Amt hilft.

(fehlen)=
## Fehlen

Reden Sie.

(hort)=
## Hort

Fragen Sie früh.

(weiter)=
## Weiter

Rufen Sie an.
"""


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("finder")
    (folder / "ratgeber" / "daten").mkdir(parents=True)
    (folder / "ratgeber" / "index.md").write_text(START, encoding="utf-8")
    (folder / "ratgeber" / "hilfe.md").write_text(HELP, encoding="utf-8")
    data = folder / "ratgeber" / "daten"
    (data / "suchwoerter.yaml").write_text("schwänzen: fehlen\n", encoding="utf-8")
    (data / "suchwoerter-sprachen.yaml").write_text("Geld:\n  uk: [гроші]\n  en: [money]\n", encoding="utf-8")
    built = build(folder / "ratgeber", folder / "bau")
    assert not built.warnings
    return built.folder


@pytest.fixture
def served(pages: Path, serve: Callable[[Path], AbstractContextManager[str]]) -> Any:
    with serve(pages) as address:
        yield address


def type_in(page: Any, words: str) -> None:
    """Type a worry, and wait until it was looked for."""
    page.get_by_label("Was ist los?").fill(words)
    page.locator(".rg-filter [role=status]", has_text=re.compile("passt|passen|nichts|geht")).wait_for()


def worries(page: Any) -> list[str]:
    return [text.partition(":")[0] for text in page.locator(".rg-finder ul li:visible").all_text_contents()]


@pytest.mark.parametrize(
    ("typed", "worry"),
    [
        ("geld", "Das Geld reicht nicht"),
        ("GELDER", "Das Geld reicht nicht"),
        ("aergern", "Mein Kind wird geärgert"),
        ("mobing", "Mein Kind wird geärgert"),
        ("gemobbt", "Mein Kind wird geärgert"),
        ("hortplatz", "Ich brauche einen Platz im Hort"),
        ("schwänzt", "Mein Kind geht nicht zur Schule oder fehlt"),
        ("гроші", "Das Geld reicht nicht"),
        ("money", "Das Geld reicht nicht"),
        ("mein Kind will nicht zur Schule", "Mein Kind geht nicht zur Schule oder fehlt"),
    ],
)
def test_a_worry_is_found_as_people_type_it(phone: Any, served: str, typed: str, worry: str) -> None:
    phone.goto(f"{served}/hilfe.html")
    type_in(phone, typed)
    assert worries(phone) == [worry]
    assert phone.get_by_role("status").text_content() == "1 Sorge passt."


def test_nothing_found_leaves_whom_to_ask(phone: Any, served: str) -> None:
    phone.goto(f"{served}/hilfe.html")
    type_in(phone, "xyzxyz")
    assert worries(phone) == ["Ich weiß nicht weiter"]
    assert "steht hier nichts" in phone.get_by_role("status").text_content()


def test_the_search_is_loaded_when_somebody_types_and_its_absence_is_told(new_phone: Any, served: str) -> None:
    loaded: list[str] = []
    new_phone.on("request", lambda request: loaded.append(request.url))
    new_phone.route("**/ratgeber-suche.js", lambda route: route.fulfill(body="(?<", content_type="text/javascript"))
    new_phone.goto(f"{served}/hilfe.html", wait_until="networkidle")
    assert not any("suche" in url for url in loaded)
    type_in(new_phone, "geld")
    assert "geht in diesem Browser nicht" in new_phone.locator(".rg-filter [role=status]").text_content()
    assert len(worries(new_phone)) == 5


def test_a_topic_is_chosen_by_tap_and_by_key_and_given_up_again(phone: Any, served: str) -> None:
    phone.goto(f"{served}/hilfe.html")
    button = phone.get_by_role("button", name="Schule")
    button.tap()
    assert button.get_attribute("aria-pressed") == "true"
    assert len(worries(phone)) == 3
    button.focus()
    phone.keyboard.press("Enter")
    assert button.get_attribute("aria-pressed") == "false"
    assert len(worries(phone)) == 5


def test_everything_is_there_without_a_script_and_with_a_strict_policy(chromium: Any, served: str) -> None:
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{served}/hilfe.html")
    assert len(worries(page)) == 5
    assert page.locator(".rg-filter").count() == 0
    context.close()


def test_the_finder_breaks_no_policy_and_fields_are_as_large_as_a_thumb(new_phone: Any, served: str) -> None:
    messages: list[str] = []
    new_phone.on("console", lambda message: messages.append(message.text))
    new_phone.goto(f"{served}/hilfe.html")
    type_in(new_phone, "geld")
    assert messages == []
    for button in new_phone.locator(".rg-filter button").all():
        assert button.bounding_box()["height"] >= 44


def test_a_whole_field_of_the_start_page_leads_on(phone: Any, served: str) -> None:
    phone.goto(f"{served}/index.html")
    field = phone.locator(".rg-wege > li").first
    box = field.bounding_box()
    assert box["height"] >= 44
    assert box["width"] >= 150  # two beside each other on a phone
    phone.touchscreen.tap(box["x"] + box["width"] - 8, box["y"] + box["height"] - 8)
    phone.wait_for_url("**/hilfe.html")
