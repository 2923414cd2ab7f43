"""Search at the desk: chapters, notes and records, and an address that leads to the place in the text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from urllib.parse import quote, unquote

import pytest

from desk.desk_servers import RunningDesk, Visitor, running_desk
from guide_project import SCHOOL, Project

HORT = """# Hort

Der Hort hat **immer** offen, auch in den Ferien.

## Anmelden

Für die Anmeldung rufen Sie {kontakt}`amt telefon` an, am besten früh & gern.

:::{redaktionsnotiz}
:art: offene Frage
An das Schulamt: Stimmt die Anmeldung noch?
:::

:::{tipp} Früh anmelden
Bis Mai.
:::
"""
CONTACTS = """
amt:
  name: Schulamt
  art: amt
  telefon: 0340 204-1234
  zustaendig: amt
"""


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningDesk]:
    project = Project.create(tmp_path_factory.mktemp("projekt"))
    project.write("index", "# Ratgeber\n\n```{toctree}\nteil/hort\nteil/essen\n```\n", head="")
    project.write("teil/hort", HORT)
    project.write("teil/essen", "# Essen\n\n" + "Es gibt Brot. " * 40 + "Der Ferienpass gilt.\n\n" + "Ferien.\n\n" * 9)
    project.write_file("daten/anlaufstellen.yaml", CONTACTS.encode())
    project.commit(SCHOOL)
    with running_desk(project.root) as found:
        yield found


@pytest.fixture
def visitor(running: RunningDesk) -> Visitor:
    return running.visitor()


def search(visitor: Visitor, words: str) -> str:
    status, _, body = visitor.get(f"/suche?q={quote(words)}")
    assert status == 200
    return body.decode()


def places(html: str) -> list[tuple[str, str]]:
    """Return what each place leads to, and its words."""
    found = re.findall(r'<a href="([^"]*#finden=[^"]*)">(.*?)</a>', html)
    return [
        (unquote(unescape(place)), " ".join(unescape(re.sub("<[^>]+>", "", words)).split())) for place, words in found
    ]


def test_a_place_leads_to_its_words_in_the_text(visitor: Visitor) -> None:
    assert places(search(visitor, "Hort Ferien")) == [
        (
            "/kapitel/teil/hort#finden=Hort hat immer offen, auch in den Ferien",
            "Der Hort hat immer offen, auch in den Ferien.",
        )
    ]


def test_words_are_found_in_every_form_and_marked(visitor: Visitor) -> None:
    html = search(visitor, "angemeldet")
    assert "<mark>Anmelden</mark>" in html
    assert "<mark>Anmeldung</mark>" in html
    assert "Früh <mark>anmelden</mark>" in html


def test_what_editors_have_noted_is_found_and_called_so(visitor: Visitor) -> None:
    found = [words for _, words in places(search(visitor, "stimmt Anmeldung"))]
    assert found == ["Notiz An das Schulamt: Stimmt die Anmeldung noch?"]


def test_a_value_of_the_register_is_found_where_it_is_shown_and_itself(visitor: Visitor) -> None:
    html = search(visitor, "204-1234")

    assert 'href="/angaben/anlaufstellen/amt"' in html
    ((place, words),) = places(html)
    assert "0340 204-1234" in words
    assert place == "/kapitel/teil/hort#finden=Für die Anmeldung rufen Sie"
    assert "{kontakt}" not in html


def test_a_chapter_with_many_places_shows_the_first_and_says_how_many(visitor: Visitor) -> None:
    html = search(visitor, "Ferien")
    assert "10 Stellen" in html
    assert len([place for place, _ in places(html) if "essen" in place]) == 4
    assert "… " in html


def test_a_chapter_whose_heading_has_the_words_comes_first(visitor: Visitor) -> None:
    titles = re.findall(r'<h2><a href="/kapitel/[^"]*">(.*?)</a>', search(visitor, "Essen"))
    assert titles == ["Essen"]


@pytest.mark.parametrize("words", ["<b>&\"'", "xyzzy", "[(*", "{kontakt}", "%25", " "])
def test_what_is_not_there_is_said_and_what_was_typed_stays(visitor: Visitor, words: str) -> None:
    html = search(visitor, words)
    assert "<b>&" not in html
    if words.strip():
        assert "Nichts gefunden" in html or places(html)


def test_what_was_saved_since_is_found(running: RunningDesk, visitor: Visitor) -> None:
    search(visitor, "Ferien")
    path = running.root / "ratgeber/teil/essen.md"
    before = path.read_text(encoding="utf-8")
    path.write_text(before + "\nGanz neu: Kürbis.\n", encoding="utf-8")
    try:
        assert len(places(search(visitor, "Kurbis"))) == 1
    finally:
        path.write_text(before, encoding="utf-8")
