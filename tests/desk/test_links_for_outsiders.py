"""A preview link: one state of one page for somebody without an account, for two weeks; nothing else of the desk."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from datetime import timedelta
from hashlib import sha256
from pathlib import Path

import pytest

from desk.served_desks import Browser, ServedDesk, served_desk
from guide_project import MAILBOXES, SCHOOL, YOUTH, Project
from picture_makers import png
from ratgeber_tools.editorial.roles import ROLES
from ratgeber_tools.proposals.signed_link import HOLDS

ROOT = Path(__file__).parents[2]
HORT = """# Hort

Der Hort hat offen, siehe [Essen](essen.md) und [die Stadt](https://stadt.example/).

![Ein Haus](bilder/haus.png)

:::{redaktionsnotiz}
Streng geheim.
:::
"""
LINK = re.compile(r"http://localhost:\d+(/vorschau/g-[\w-]{43}/)")


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ServedDesk]:
    project = Project.create(tmp_path_factory.mktemp("vorschau"))
    shutil.copy(ROOT / "conf.py", project.root)
    project.write("index", "# Ratgeber\n\n```{toctree}\nhort\nessen\n```\n", head="")
    project.write("hort", HORT)
    project.write("essen", "# Essen\n\nEs gibt Essen.\n")
    project.write_file("bilder/haus.png", png())
    table = project.root / ROLES
    table.write_text(f"{table.read_text(encoding='utf-8')}rechte:\n  {SCHOOL}: kommentieren\n", encoding="utf-8")
    project.commit(SCHOOL)
    with served_desk(project.root) as desk:
        yield desk


@pytest.fixture(scope="module")
def office(served: ServedDesk) -> Browser:
    return served.browser().log_in(MAILBOXES[YOUTH])


def made(office: Browser, chapter: str = "hort") -> str:
    found = LINK.search(office.post("/vorschau/neu", kapitel=chapter).body)
    assert found is not None
    return found[1]


@pytest.fixture(scope="module")
def link(office: Browser) -> str:
    return made(office)


def test_without_an_account_the_page_is_seen_as_it_was_with_its_picture_and_its_look(
    served: ServedDesk, link: str
) -> None:
    outsider = served.browser()
    page = outsider.ask(link)
    assert page.status == 200
    assert "Der Hort hat offen" in page.body
    needed = re.findall(r'(?:<img[^>]*src|<link[^>]*href)="([^"]*)"', page.body)
    assert len(needed) >= 2
    assert all(outsider.ask(link + name).status == 200 for name in needed)
    assert outsider.cookies == {}
    assert page.headers["X-Robots-Tag"].startswith("noindex")
    assert "sandbox" in page.headers["Content-Security-Policy"]


def test_nothing_of_the_desk_is_on_it_but_the_page(served: ServedDesk, link: str) -> None:
    body = served.browser().ask(link).body
    assert "Streng geheim" not in body
    assert "<script" not in body
    assert "essen" not in body
    assert 'href="https://stadt.example/"' in body
    assert "<form" not in body


@pytest.mark.parametrize("name", ["../hort.md", "seite.html/..", "index.html", "%2e%2e/%2e%2e/redaktion.sqlite", ".x"])
def test_a_link_opens_no_other_file(served: ServedDesk, link: str, name: str) -> None:
    assert served.browser().ask(link + name).status == 404


def test_what_is_changed_later_is_not_on_it(served: ServedDesk, office: Browser, link: str) -> None:
    path = served.root / "ratgeber" / "hort.md"
    before = path.read_text(encoding="utf-8")
    path.write_text(before.replace("hat offen", "ist zu"), encoding="utf-8")
    try:
        assert "hat offen" in served.browser().ask(link).body
        assert "ist zu" in served.browser().ask(made(office)).body
        address = office.json("/api/vorschau/hort")["page"]
        assert "Streng geheim" in office.ask(address).body  # the desk's own preview is what it was
    finally:
        path.write_text(before, encoding="utf-8")


def test_a_link_is_listed_without_its_token_and_leads_nowhere_once_revoked(served: ServedDesk, office: Browser) -> None:
    link = made(office, "essen")
    listed = office.ask("/vorschau").body
    assert "Essen" in listed
    assert link not in listed
    identifier = sha256(link.split("/")[2].encode()).hexdigest()
    assert f'name="kennung" value="{identifier}"' in listed
    office.post("/vorschau/weg", kennung=identifier)
    assert served.browser().ask(link).status == 404
    kept = {path.name for path in (served.root / "_redaktion" / "vorschau").iterdir()}
    assert identifier not in kept


def test_a_link_ends_after_two_weeks(served: ServedDesk, link: str) -> None:
    before = served.moment
    served.moment += HOLDS
    try:
        assert served.browser().ask(link).status == 404
    finally:
        served.moment = before


def test_who_guesses_is_turned_away_and_soon_has_to_wait(served: ServedDesk) -> None:
    guesser = Browser(served, address="203.0.113.5")
    statuses = [guesser.ask(f"/vorschau/g-{number:043d}/").status for number in range(121)]
    assert set(statuses[:120]) == {404}
    assert statuses[120] == 429


def test_who_may_not_write_makes_and_revokes_none(served: ServedDesk) -> None:
    reader = served.browser().log_in(MAILBOXES[SCHOOL])
    assert "<form" not in reader.ask("/vorschau").body
    assert reader.post("/vorschau/neu", kapitel="hort").status == 403
    assert reader.post("/vorschau/weg", kennung="x").status == 403


def test_the_token_is_nowhere_on_the_disk(served: ServedDesk, link: str) -> None:
    token = link.split("/")[2].encode()
    kept = [path.read_bytes() for path in (served.root / "_redaktion").rglob("*") if path.is_file()]
    assert not any(token in content for content in kept)


def test_the_desks_pages_still_ask_who_one_is(served: ServedDesk) -> None:
    assert served.browser().ask("/vorschau").status == 303
    assert served.browser().ask("/vorschau/hort.html").status == 303
    assert timedelta(days=14) == HOLDS
