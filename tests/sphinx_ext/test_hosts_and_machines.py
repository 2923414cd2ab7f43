"""What a public edition brings for servers, search engines and readers of feeds."""

from __future__ import annotations

import json
import re
from datetime import date
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest

from ratgeber_tools.editions.manifest import Manifest, PublicPage, write_manifest
from ratgeber_tools.sphinx_ext.html.sharing.feed import News, atom_feed
from ratgeber_tools.sphinx_ext.html.sharing.host_rules import HEADERS, apache_file, headers_file, nginx_file
from ratgeber_tools.sphinx_ext.html.sharing.structured_data import as_element
from sphinx_ext.sphinx_building import ROOT, Built, build

ATOM = "{http://www.w3.org/2005/Atom}"
CONFIRMED = "  zustaendig: amt\n  bestaetigt_durch: amt\n  bestaetigt_am: 01.11.2026\n"
UNSURE = "  zustaendig: amt\n  quellen: [{titel: Zeitung, vertrauen: Presse}]\n"
DATA = {
    "kommune": "name: Stadt\nadresse_des_ratgebers: https://stadt.example/r\nauskunft: amt\n",
    "anlaufstellen": f"amt:\n  name: Schulamt\n  art: Amt\n  telefon: 0340 204-1\n{CONFIRMED}",
    "schulen": "a:\n  name: Schule A\n  schulform: Grundschule\n  strasse: Weg 1\n  plz: '01234'\n  ort: Stadt\n"
    f"{CONFIRMED}b:\n  name: Schule B\n  schulform: Grundschule\n  strasse: Weg 2\n{UNSURE}",
    "termine": "tag:\n  titel: Tag der offenen Tür\n  art: Tag der offenen Tür\n  von: 05.12.2026\n  schule: a\n"
    f"{CONFIRMED}alt:\n  titel: Vorbei\n  art: Tag der offenen Tür\n  von: 05.11.2026\n{CONFIRMED}",
}
CHAPTER = """# Geld & mehr

Es gibt Geld.

## Wer bekommt es?

Alle Familien.

## Wie viel?

Genug \\</script> für alle.

## Listen

:::{schulverzeichnis}
:::

:::{anlaufstellen}
:::

:::{termine}
:::
"""


def built_guide(folder: Path, *, is_public: bool = True) -> Built:
    source = folder / "ratgeber"
    files = {f"daten/{name}.yaml": text for name, text in DATA.items()}
    files |= {"index.md": "# Ratgeber\n\nErster Satz.\n\n```{toctree}\ngeld\n```\n", "geld.md": CHAPTER}
    for name, text in files.items():
        path = source / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    pages = {"index": PublicPage(), "geld": PublicPage(has_head=True, released=date(2026, 11, 20))}
    write_manifest(Manifest(pages=pages), folder / "fassung.json")
    manifest = {"ratgeber_manifest": str(folder / "fassung.json")} if is_public else {}
    return build(source, folder / "bau", ratgeber_heute="01.12.2026", ratgeber_daten=str(source / "daten"), **manifest)


@pytest.fixture(scope="module")
def public(tmp_path_factory: pytest.TempPathFactory) -> Built:
    return built_guide(tmp_path_factory.mktemp("oeffentlich"))


def things(page: str) -> list[dict[str, Any]]:
    found = re.findall(r'<script type="application/ld\+json">(.*?)</script>', page, re.DOTALL)
    read = [json.loads(text) for text in found]
    return [thing for each in read for thing in (each if isinstance(each, list) else [each])]


def test_machines_learn_what_is_confirmed_and_nothing_else(public: Built) -> None:
    found = things(public.page("geld"))
    assert [(thing["@type"], thing.get("name")) for thing in found] == [
        ("School", "Schule A"),
        ("GovernmentService", "Schulamt"),
        ("Event", "Tag der offenen Tür"),
        ("FAQPage", None),
    ]
    school, office, day, questions = found
    assert school["address"]["streetAddress"] == "Weg 1"
    assert office["provider"]["telephone"] == "0340 204-1"
    assert (day["startDate"], day["location"]["name"]) == ("2026-12-05", "Schule A")
    assert [(entry["name"], entry["acceptedAnswer"]["text"]) for entry in questions["mainEntity"]] == [
        ("Wer bekommt es?", "Alle Familien."),
        ("Wie viel?", "Genug </script> für alle."),
    ]
    assert {thing["url"] for thing in found} == {"https://stadt.example/r/geld.html"}


def test_the_working_edition_tells_machines_nothing(tmp_path: Path) -> None:
    built = built_guide(tmp_path, is_public=False)
    assert things(built.page("geld")) == []
    assert not (built.folder / "neues.atom").exists()
    assert not (built.folder / "_headers").exists()


def test_no_word_of_the_guide_can_end_the_data(public: Built) -> None:
    assert "</script>" not in as_element([{"a": "</script><b>"}])[8:-9]
    assert things(f"<head>{as_element([{'a': '</script>'}])}</head>") == [{"a": "</script>"}]


def test_what_is_new_can_be_subscribed_to(public: Built) -> None:
    feed = ElementTree.fromstring((public.folder / "neues.atom").read_bytes())
    (entry,) = feed.findall(f"{ATOM}entry")
    assert entry.findtext(f"{ATOM}title") == "Geld & mehr"
    assert entry.findtext(f"{ATOM}id") == "https://stadt.example/r/geld.html"
    assert entry.findtext(f"{ATOM}updated") == "2026-11-20T12:00:00Z" == feed.findtext(f"{ATOM}updated")
    assert entry.findtext(f"{ATOM}summary", "").startswith("Es gibt Geld.")
    assert '<link rel="alternate" type="application/atom+xml" title="Neues" href="neues.atom">' in public.page("geld")


def test_a_feed_has_the_newest_first_and_not_the_whole_guide() -> None:
    news = [News(f"T{day}", f"https://x.example/{day}", date(2026, 1, day), "") for day in range(1, 31)]
    feed = ElementTree.fromstring(atom_feed(news, site="R & S", address="https://x.example/"))
    titles = [entry.findtext(f"{ATOM}title") for entry in feed.findall(f"{ATOM}entry")]
    assert titles == [f"T{day}" for day in range(30, 10, -1)]


def test_servers_are_told_the_whole_policy_from_one_place(public: Built) -> None:
    for name in ("_headers", ".htaccess", "nginx.conf"):
        text = (public.folder / name).read_text(encoding="utf-8")
        for header, value in HEADERS.items():
            assert header in text, name
            assert value in text, name
    assert "ErrorDocument 404 /r/404.html" in apache_file("/r/")
    assert "error_page 404 /r/404.html;" in nginx_file("/r/")
    handbook = (ROOT / "docs" / "handbuch" / "it.md").read_text(encoding="utf-8")
    assert all(f"{header}: {value}" in handbook.splitlines() for header, value in HEADERS.items())


def test_rules_for_servers_are_well_formed() -> None:
    assert headers_file().splitlines()[0] == "/*"
    assert apache_file().count("<IfModule") == apache_file().count("</IfModule>")
    assert nginx_file().count("{") == nginx_file().count("}")
    assert all(line.endswith((";", "}")) or line.startswith("#") for line in nginx_file().splitlines())


def test_browsers_find_the_sign_they_ask_for_unasked(public: Built) -> None:
    assert (public.folder / "favicon.ico").read_bytes()[:4] == b"\x00\x00\x01\x00"


def test_a_page_that_is_passed_on_shows_its_title_as_a_picture(public: Built) -> None:
    page = public.page("geld")
    assert '<meta property="og:image" content="https://stadt.example/r/_static/vorschau/geld.png">' in page
    assert '<meta property="og:image:width" content="1200">' in page
    assert (public.folder / "_static" / "vorschau" / "geld.png").read_bytes()[1:4] == b"PNG"
    assert (public.folder / "_static" / "vorschau" / "index.png").is_file()


@pytest.mark.browser
def test_a_strict_policy_leaves_the_data_for_machines_alone(chromium: Any, public: Built) -> None:
    page = chromium.new_page()
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text))

    def answer(route: Any) -> None:
        name = route.request.url.removeprefix("http://ratgeber.test/")
        path = public.folder / name
        route.fulfill(path=path, headers=dict(HEADERS)) if path.is_file() else route.fulfill(status=404)

    page.route("**/*", answer)
    page.goto("http://ratgeber.test/geld.html")
    assert page.evaluate("document.querySelectorAll('script[type=\"application/ld+json\"]').length") == 1
    assert [text for text in complaints if "Content Security Policy" in text] == []
    page.close()
