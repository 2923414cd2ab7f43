"""The public guide on a device that has lost the internet, and on one that shall not keep it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from ratgeber_tools.editions.manifest import Manifest, PublicPage, write_manifest
from sphinx_ext.sphinx_building import build

CONFIRMED = "  zustaendig: amt\n  bestaetigt_durch: amt\n  bestaetigt_am: 01.11.2026\n"
FILES = {
    "index.md": "# Ratgeber\n\nErster Satz.\n\n```{toctree}\nhort\nnotrufe\n```\n",
    "hort.md": "# Hort\n\nBetreuung am Nachmittag.\n",
    "notrufe.md": "# Notrufe\n\n:::{kontakt} leitstelle\n:::\n",
    "daten/kommune.yaml": "name: Stadt\nauskunft: amt\nadresse_des_ratgebers: https://stadt.example/\n",
    "daten/anlaufstellen.yaml": f"amt:\n  name: Schulamt\n  art: Amt\n  telefon: 0340 204-1\n{CONFIRMED}"
    f"leitstelle:\n  name: Leitstelle\n  art: Notfall\n  telefon: 0340 19222\n{CONFIRMED}",
}
NOTICE = ".rg-ohne-netz"


@dataclass
class Visit:
    """A phone on the public guide; `lose_internet` ends the server and the phone's own network."""

    page: Any
    context: Any
    address: str
    server: ExitStack = field(default_factory=ExitStack)

    def open(self, name: str) -> str:
        """Open a page and return what stands on it."""
        self.page.goto(f"{self.address}/{name}")
        return str(self.page.locator("main").inner_text())

    def numbers(self, place: str) -> list[str]:
        """Return what can be dialled there."""
        return [each.get_attribute("href") for each in self.page.locator(f"{place} a[href^='tel:']").all()]

    def be_kept(self) -> None:
        """Have the guide on the device: the first visit, until all of it is there."""
        self.open("index.html")
        self.page.evaluate("navigator.serviceWorker.ready.then(() => true)")

    def lose_internet(self) -> None:
        self.server.close()
        self.context.set_offline(True)


@pytest.fixture(scope="module")
def public_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("oeffentlich")
    source = folder / "ratgeber"
    for name, text in FILES.items():
        path = source / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    write_manifest(Manifest(pages=dict.fromkeys(("index", "hort", "notrufe"), PublicPage())), folder / "fassung.json")
    return build(
        source,
        folder / "bau",
        ratgeber_heute="20.11.2026",
        ratgeber_daten=str(source / "daten"),
        ratgeber_manifest=str(folder / "fassung.json"),
        ratgeber_pdf_ordner="",
    ).folder


@pytest.fixture
def visit(chromium: Any, public_site: Path, serve: Callable[[Path], AbstractContextManager[str]]) -> Iterator[Visit]:
    with ExitStack() as server:
        address = server.enter_context(serve(public_site))
        context = chromium.new_context(viewport={"width": 390, "height": 844})
        page = context.new_page()
        yield Visit(page, context, address, server)
        context.close()


def test_a_page_nobody_has_opened_yet_is_there_and_says_how_old_it_is(visit: Visit) -> None:
    visit.be_kept()
    visit.lose_internet()
    words = visit.open("hort.html")
    assert "Betreuung am Nachmittag." in words
    assert re.search(r"Sie lesen ohne Internet\. .* Verglichen: \d\d\.\d\d\.\d{4}\.", words)


def test_with_the_internet_nothing_is_said(visit: Visit) -> None:
    visit.be_kept()
    visit.open("hort.html")
    assert visit.page.locator(NOTICE).count() == 0


def test_a_page_with_emergency_numbers_begins_with_those_that_are_always_right(visit: Visit) -> None:
    visit.be_kept()
    visit.lose_internet()
    visit.open("notrufe.html")
    assert visit.numbers(NOTICE) == ["tel:112", "tel:110"]
    assert "tel:+4934019222" in visit.numbers("article")
    assert "Sie können sich seitdem geändert haben." in visit.page.locator(NOTICE).inner_text()


def test_an_old_copy_shows_no_number_but_those(visit: Visit) -> None:
    visit.be_kept()
    visit.page.evaluate(
        "caches.keys().then(names => caches.open(names[0]))"
        ".then(cache => cache.put(location.origin + '/?verglichen', new Response(String(Date.now() - 8 * 86400000))))"
    )
    visit.lose_internet()
    words = visit.open("notrufe.html")
    assert visit.numbers("body") == ["tel:112", "tel:110"]
    assert "19222" not in words
    assert "(Nummer nur mit Internet)" in words


def test_what_is_not_kept_leads_to_a_page_that_says_so(visit: Visit) -> None:
    visit.be_kept()
    visit.lose_internet()
    assert "Ihr Gerät hat gerade kein Internet" in visit.open("weit/weg.html")
    assert visit.page.locator("main a[href='tel:112']").count() == 1


def test_a_newer_edition_replaces_the_one_that_is_kept(visit: Visit, public_site: Path) -> None:
    visit.be_kept()
    page, worker = public_site / "hort.html", public_site / "ratgeber-offline.js"
    before = page.read_text(encoding="utf-8"), worker.read_text(encoding="utf-8")
    page.write_text(before[0].replace("am Nachmittag", "am Vormittag"), encoding="utf-8")
    changed = re.sub(r'("hort\.html": ")\w+', r"\1neu", before[1])
    worker.write_text(re.sub(r'(VERSION = ")\w+', r"\1neu", changed), encoding="utf-8")
    try:
        visit.page.evaluate(
            "navigator.serviceWorker.getRegistration().then(each => each.update()).then(each => new Promise(done => {"
            " const next = each.installing || each.waiting || each.active;"
            " const look = () => next.state === 'activated' && done(true);"
            " next.addEventListener('statechange', look); look(); }))"
        )
        kept = visit.page.evaluate("caches.keys()")
        visit.lose_internet()
        assert "am Vormittag" in visit.open("hort.html")
        assert [name.rpartition(" ")[2] for name in kept] == ["neu"]
    finally:
        page.write_text(before[0], encoding="utf-8")
        worker.write_text(before[1], encoding="utf-8")


def test_nothing_is_kept_where_a_reader_has_said_so(visit: Visit) -> None:
    visit.open("index.html")
    visit.page.evaluate("localStorage.setItem('ratgeber-nicht-behalten', 'nein')")
    visit.page.evaluate(
        "navigator.serviceWorker.getRegistrations().then(all => Promise.all(all.map(each => each.unregister())))"
    )
    visit.open("hort.html")
    visit.page.wait_for_timeout(500)
    assert visit.page.evaluate("navigator.serviceWorker.getRegistrations().then(all => all.length)") == 0


def test_what_is_kept_is_deleted_at_a_tap(visit: Visit) -> None:
    visit.be_kept()
    button = visit.page.get_by_role("button", name="Vom Gerät löschen")
    button.click()
    visit.page.get_by_role("button", name="Auf dem Gerät behalten").wait_for()
    assert visit.page.evaluate("caches.keys()") == []
    visit.page.reload()
    visit.page.get_by_role("button", name="Auf dem Gerät behalten").wait_for()
