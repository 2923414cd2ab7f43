"""The web edition as a browser shows it: by finger, by key, dark, narrow, printed, under a strict policy."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

CHAPTER = "schulanfang/kaesten.html"


def leads_on(path: Path) -> bool:
    """Say whether a page is only there to lead to another one."""
    return 'http-equiv="refresh"' in path.read_text(encoding="utf-8")


def names(site: Path) -> list[str]:
    """Return the names of the pages one reads; those that only lead on to another page are left out."""
    paths = [path for path in site.rglob("*.html") if "_static" not in path.parts]
    found = sorted(path.relative_to(site).as_posix() for path in paths if not leads_on(path))
    assert len(found) > 8
    return found


def test_no_page_breaks_the_policy_asks_elsewhere_or_stores_anything(new_phone: Any, address: str, site: Path) -> None:
    complaints: list[str] = []
    asked: list[str] = []
    new_phone.on("console", lambda message: complaints.append(message.text))
    new_phone.on("pageerror", lambda error: complaints.append(str(error)))
    new_phone.on("request", lambda request: asked.append(request.url))
    for name in names(site):
        new_phone.goto(f"{address}/{name}")
        stored = new_phone.evaluate("[localStorage.length, sessionStorage.length, document.cookie]")
        assert stored == [0, 0, ""], name
    assert complaints == []
    assert [url for url in asked if not url.startswith((address, "data:"))] == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_page_scrolls_sideways_at_320_pixels(screens: Any, address: str, site: Path, scheme: str) -> None:
    with screens.lend(width=320, height=640, colours=scheme) as page:
        for name in names(site):
            page.goto(f"{address}/{name}")
            assert page.evaluate("document.documentElement.scrollWidth") <= 320, name


def test_dark_is_dark(screens: Any, address: str) -> None:
    with screens.lend(width=1280, height=720, colours="dark") as page:
        page.goto(f"{address}/{CHAPTER}")
        colours = page.evaluate("(s => [s.backgroundColor, s.color])(getComputedStyle(document.body))")
    ground, ink = (sum(int(number) for number in re.findall(r"\d+", colour)[:3]) for colour in colours)
    assert ground < 150 < 600 < ink


@pytest.mark.parametrize("how", ["tap", "click", "Enter"])
def test_the_menu_opens_and_escape_leads_back_to_its_button(phone: Any, address: str, how: str) -> None:
    phone.goto(f"{address}/{CHAPTER}")
    button = phone.locator("summary", has_text="Menü")
    menu = phone.get_by_role("navigation", name="Menü")
    assert not menu.is_visible()
    if how == "Enter":
        button.focus()
        phone.keyboard.press("Enter")
    else:
        getattr(button, how)()
    menu.wait_for(state="visible")
    assert menu.get_by_role("link", name="Kästen").get_attribute("aria-current") == "page"
    assert "expanded" in expanded(phone)
    phone.keyboard.press("Escape")
    menu.wait_for(state="hidden")
    assert phone.evaluate("document.activeElement.textContent") == "Menü"


def expanded(page: Any) -> str:
    """Return what a screen reader is told of the menu's button."""
    session = page.context.new_cdp_session(page)
    session.send("Accessibility.enable")
    nodes = session.send("Accessibility.getFullAXTree")["nodes"]
    session.detach()
    for node in nodes:
        if node.get("name", {}).get("value") == "Menü" and node.get("properties"):
            states = [entry["name"] for entry in node["properties"] if entry["value"].get("value") is True]
            if "focusable" in states:
                return " ".join(states)
    raise AssertionError("the button of the menu is not told")


def test_without_scripts_the_menu_and_the_search_field_are_there(chromium: Any, address: str) -> None:
    context = chromium.new_context(viewport={"width": 390, "height": 844}, java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{address}/{CHAPTER}")
    page.locator("summary", has_text="Menü").click()
    page.get_by_role("navigation", name="Menü").get_by_role("link", name="Tabellen").click()
    page.wait_for_url("**/tabellen.html")
    page.get_by_role("searchbox").fill("Hort")
    page.get_by_role("button", name="Suchen").click()
    page.wait_for_url("**/search.html?q=Hort")
    context.close()


def test_a_chapter_can_be_walked_through_by_key(desk: Any, address: str) -> None:
    desk.goto(f"{address}/schulanfang/text.html")
    desk.keyboard.press("Tab")
    assert desk.evaluate("document.activeElement.textContent") == "Zum Inhalt springen"
    assert desk.evaluate("document.activeElement.getBoundingClientRect().top") >= 0
    desk.keyboard.press("Enter")
    assert desk.evaluate("document.activeElement.id") == "inhalt"
    seen = []
    for _ in range(60):
        desk.keyboard.press("Tab")
        text, outline, place = desk.evaluate(
            "(() => { const e = document.activeElement, r = e.getBoundingClientRect(), s = getComputedStyle(e);"
            " return [e.textContent.trim(), s.outlineStyle + s.outlineWidth, r.bottom > 0 && r.top < innerHeight]; })()"
        )
        assert (outline, place) == ("solid3px", True), text
        seen.append(text)
        if text.startswith("Weiter"):
            break
    assert "Kästen" in seen[-1]
    assert {"Start", "Teil A: Schulanfang"} <= set(seen[:2])


def test_what_one_taps_is_as_large_as_a_thumb(phone: Any, address: str, site: Path) -> None:
    phone.goto(f"{address}/{CHAPTER}")
    phone.locator("summary", has_text="Menü").click()
    controls = "summary, button, input, nav a, footer a, .rg-kontakt a[href^='tel:']"
    small = phone.evaluate(
        "selector => [...document.querySelectorAll(selector)].filter(e => e.checkVisibility())"
        ".map(e => [e.textContent || e.name, Math.max(e.getBoundingClientRect().height,"
        " e.matches('[type=checkbox]') ? e.closest('li, label').getBoundingClientRect().height : 0)])"
        ".filter(([, height]) => height < 44)",
        controls,
    )
    assert small == []
    for name in names(site):
        phone.goto(f"{address}/{name}")
        heights = phone.evaluate(
            "[...document.querySelectorAll('a.footnote-reference, .footnote [role=doc-backlink]')]"
            ".filter(e => e.checkVisibility())"
            ".map(e => e.getBoundingClientRect()).map(r => Math.min(r.width, r.height))"
        )
        assert all(height >= 24 for height in heights), name


def test_ticks_are_stored_only_after_asking(new_phone: Any, address: str) -> None:
    new_phone.goto(f"{address}/{CHAPTER}")
    box = new_phone.get_by_role("checkbox", name="Masernnachweis")
    new_phone.get_by_text("Masernnachweis").tap()
    assert box.is_checked()
    assert new_phone.evaluate("localStorage.length") == 0
    new_phone.get_by_role("button", name="Nein").tap()
    assert new_phone.evaluate("localStorage.length") == 0
    new_phone.reload()
    assert not box.is_checked()

    box.check()
    new_phone.get_by_role("button", name="Ja, merken").tap()
    new_phone.reload()
    assert box.is_checked()
    new_phone.get_by_role("button", name="Alle Haken löschen").tap()
    assert new_phone.evaluate("localStorage.length") == 0
    assert not box.is_checked()


def test_paper_shows_all_but_the_ways_through_the_guide(desk: Any, address: str, tmp_path: Path) -> None:
    if shutil.which("pdftotext") is None:
        pytest.skip("pdftotext is not installed: apt-get install poppler-utils")
    desk.goto(f"{address}/{CHAPTER}")
    desk.evaluate(
        "document.querySelector('article').insertAdjacentHTML('beforeend',"
        " '<details><summary>Mehr</summary><p>Lag zusammengefaltet.</p></details>')"
    )
    desk.pdf(path=tmp_path / "seite.pdf", prefer_css_page_size=True)
    done = subprocess.run(["pdftotext", "-layout", tmp_path / "seite.pdf", "-"], capture_output=True, check=True)
    text = done.stdout.decode()
    assert "Lag zusammengefaltet." in text
    assert re.search(r"Seite 1 von \d", text)
    for words in ("Menü", "Suchen", "Auf dieser Seite", "Stichwortverzeichnis", "Weiter"):
        assert words not in text


def test_a_wide_table_is_cards_on_a_phone_and_a_table_on_a_desk(phone: Any, desk: Any, address: str) -> None:
    for page, display, shown in ((phone, "block", False), (desk, "table-cell", True)):
        page.goto(f"{address}/schulanfang/tabellen.html")
        cell = page.locator("td[data-kopf]").first
        assert cell.evaluate("cell => getComputedStyle(cell).display") == display
        assert page.locator(".rg-karten thead").first.is_visible() is shown
