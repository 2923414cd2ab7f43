from __future__ import annotations

import json
import re
from datetime import date
from html import unescape
from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit

import pytest

from ratgeber_tools.editions.manifest import Manifest, PublicPage, write_manifest
from ratgeber_tools.sphinx_ext.html.sharing.error_report import mail_address
from ratgeber_tools.sphinx_ext.html.sharing.missing_page import root_links
from ratgeber_tools.sphinx_ext.html.sharing.redirects import redirect_page
from ratgeber_tools.sphinx_ext.html.sharing.robots import robots_text, sitemap
from sphinx_ext.sphinx_building import HEAD, Built, build

INDEX = f"{HEAD}# Ratgeber & mehr\n\nErster Satz.\n\n```{{toctree}}\nteil/geld\n```\n"
CHAPTER = HEAD[: -len("---\n")] + "kurzadresse: bezahlen\nkurz:\n  - Es gibt Geld.\n---\n"
OFFICES = "redaktion:\n  name: Redaktion\n  art: Amt\n{}amt:\n  name: Amt\n  art: Amt\n  telefon: 0340 204-1\n{}"
MAIL = "  email: {}@stadt.example\n"


def guide(folder: Path, *, address: str = "", editors: str = "", office: str = "", published: str = "") -> Path:
    for name, text in {
        "index.md": INDEX,
        "teil/geld.md": f"{CHAPTER}# Geld\n\nText.\n",
        "daten/kommune.yaml": f"name: Stadt\nadresse_des_ratgebers: {address}\nredaktion: redaktion\nauskunft: amt\n",
        "daten/anlaufstellen.yaml": OFFICES.format(editors, office),
        "redaktion/adressen.yaml": published,
    }.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder


def mail_link(page: str) -> str:
    match = re.search(r'class="rg-melden">[^<]*<a href="([^"]*)"', page)
    assert match is not None
    return unescape(match[1])


@pytest.fixture(scope="module")
def known(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """A guide with an address, a former address, and editors who can be written to."""
    folder = tmp_path_factory.mktemp("bekannt")
    source = guide(
        folder / "ratgeber",
        address="https://stadt.example/ratgeber",
        editors=MAIL.format("redaktion"),
        office=MAIL.format("amt"),
        published="k/geld/: teil/geld\nfrueher/kosten.html: teil/geld\nk/weg/: teil/weg\nteil/geld.html: teil/geld\n",
    )
    return build(source, folder / "bau")


@pytest.fixture(scope="module")
def unknown(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """A guide without an address, whose editors nobody can write to."""
    folder = tmp_path_factory.mktemp("unbekannt")
    return build(guide(folder / "ratgeber", office=MAIL.format("amt")), folder / "bau")


def test_short_and_former_addresses_lead_to_the_chapter_without_a_script(known: Built) -> None:
    for name, target in {
        "k/bezahlen/index": "../../teil/geld.html",
        "k/geld/index": "../../teil/geld.html",
        "frueher/kosten": "../teil/geld.html",
    }.items():
        page = known.page(name)
        assert f'<meta http-equiv="refresh" content="0; url={target}">' in page
        assert f'<a href="{target}">Geld</a>' in page
        assert '<link rel="canonical" href="https://stadt.example/ratgeber/teil/geld.html">' in page
        assert "<script" not in page


def test_a_chapters_own_address_is_its_page(known: Built) -> None:
    assert "http-equiv" not in known.page("teil/geld")


def test_an_address_whose_chapter_is_gone_says_so_and_leads_on(known: Built) -> None:
    page = known.page("k/weg/index")
    assert "gerade nicht" in page
    assert 'href="../../index.html"' in page


def test_a_redirect_of_an_earlier_build_does_not_stay(tmp_path: Path) -> None:
    source = guide(tmp_path / "ratgeber")
    build(source, tmp_path / "bau")
    chapter = source / "teil" / "geld.md"
    chapter.write_text(chapter.read_text(encoding="utf-8").replace("bezahlen", "geld"), encoding="utf-8")
    built = build(source, tmp_path / "bau")
    assert [path.name for path in (built.folder / "k").iterdir()] == ["geld"]


def test_a_page_tells_messengers_its_title_key_points_and_address(known: Built) -> None:
    page = known.page("teil/geld")
    assert '<meta property="og:title" content="Geld">' in page
    assert '<meta property="og:description" content="Es gibt Geld.">' in page
    assert '<meta property="og:url" content="https://stadt.example/ratgeber/teil/geld.html">' in page
    assert page.count('rel="canonical"') == 1
    assert '<link rel="canonical" href="https://stadt.example/ratgeber/teil/geld.html">' in page
    assert '<meta property="og:title" content="Ratgeber &amp; mehr">' in known.page()
    assert '<meta property="og:url" content="https://stadt.example/ratgeber/">' in known.page()
    assert (known.folder / "_static" / "zeichen-512.png").is_file()


def test_without_an_address_none_is_made_up(unknown: Built) -> None:
    page = unknown.page("teil/geld")
    assert "og:title" in page
    assert "og:url" not in page
    assert "og:image" not in page
    assert 'rel="canonical"' not in page
    assert not (unknown.folder / "sitemap.xml").exists()
    assert "Sitemap" not in (unknown.folder / "robots.txt").read_text(encoding="utf-8")


def test_with_an_address_all_pages_are_listed(known: Built) -> None:
    text = (known.folder / "sitemap.xml").read_text(encoding="utf-8")
    assert re.findall("<loc>(.*?)</loc>", text) == [
        "https://stadt.example/ratgeber/",
        "https://stadt.example/ratgeber/teil/geld.html",
    ]
    assert "<lastmod>2026-11-24</lastmod>" in text
    robots = (known.folder / "robots.txt").read_text(encoding="utf-8")
    assert "Sitemap: https://stadt.example/ratgeber/sitemap.xml" in robots


def test_all_pages_are_written_again_when_the_guide_gets_an_address(tmp_path: Path) -> None:
    source = guide(tmp_path / "ratgeber")
    build(source, tmp_path / "bau")
    guide(source, address="https://neu.example/")
    assert 'content="https://neu.example/teil/geld.html"' in build(source, tmp_path / "bau").page("teil/geld")


def test_the_missing_page_leads_on_from_whatever_address_it_is_shown_for(known: Built, unknown: Built) -> None:
    for built, base in ((known, "/ratgeber/"), (unknown, "/")):
        page = built.page("404")
        links = re.findall(r'(?:href|src|action)="([^"]*)"', page)
        assert all(link.startswith((base, "#", "tel:", "mailto:", "https:")) for link in links), links
        assert f'action="{base}search.html"' in page
        assert "Diese Seite gibt es nicht" in page


def test_root_links_leaves_other_sites_and_places_on_the_page_alone() -> None:
    page = '<a href="a.html"> <a href="#b"> <a href="tel:1"> <img src="x.png"> <a href="/c"> <a data-href="d">'
    led = '<a href="/r/a.html"> <a href="#b"> <a href="tel:1"> <img src="/r/x.png"> <a href="/c"> <a data-href="d">'
    assert root_links(page, "/r/") == led


def test_a_mistake_is_reported_to_the_editors_with_chapter_day_and_address(known: Built) -> None:
    parts = urlsplit(mail_link(known.page("teil/geld")))
    assert (parts.scheme, parts.path) == ("mailto", "redaktion@stadt.example")
    fields = parse_qs(parts.query)
    assert fields["subject"][0].endswith(": Geld")
    lines = fields["body"][0].split("\r\n")
    assert lines[:3] == [
        "Kapitel: Geld",
        "Stand: 24.11.2026",
        "Adresse: https://stadt.example/ratgeber/teil/geld.html",
    ]


def test_where_the_editors_have_no_address_the_responsible_office_gets_the_letter(unknown: Built) -> None:
    assert mail_link(unknown.page("teil/geld")).startswith("mailto:amt@stadt.example?")


def test_where_nobody_answers_for_a_page_the_office_that_answers_questions_gets_the_letter(tmp_path: Path) -> None:
    source = guide(tmp_path / "ratgeber", office=MAIL.format("amt"))
    chapter = source / "teil" / "geld.md"
    chapter.write_text(chapter.read_text(encoding="utf-8").replace("zustaendig: Amt", "zustaendig: Verein"), "utf-8")
    built = build(source, tmp_path / "bau")
    assert mail_link(built.page("teil/geld")).startswith("mailto:amt@stadt.example?")


def test_where_nobody_can_be_written_to_there_is_a_number_to_ring(tmp_path: Path) -> None:
    built = build(guide(tmp_path / "ratgeber"), tmp_path / "bau")
    assert mail_link(built.page("teil/geld")) == "tel:+493402041"


def test_every_character_of_a_letter_survives() -> None:
    title = 'Füße & "Zehen" = 100 % + mehr?'
    link = mail_address("a+b@stadt.example", title=title, stand="", address="x.html", site="Ratgeber")
    assert link.startswith("mailto:a%2Bb@stadt.example?")
    assert "+" not in link
    subject, body = (unquote(part.partition("=")[2]) for part in link.partition("?")[2].split("&"))
    assert subject == f"Fehler im Ratgeber: {title}"
    assert body.startswith(f"Kapitel: {title}\r\nAdresse: x.html\r\n")


def test_titles_in_a_redirect_are_words_not_markup() -> None:
    assert "<b>" not in redirect_page("..", "a.html", title="<b>", site="&")


def test_a_sitemap_is_xml_whatever_an_address_holds() -> None:
    assert "a?b=1&amp;c=2" in sitemap({"https://x.example/a?b=1&c=2": date(2026, 1, 2)})
    assert robots_text("") == "User-agent: *\nAllow: /\n"


def test_the_fallback_theme_gets_the_same(tmp_path: Path) -> None:
    source = guide(tmp_path / "ratgeber", address="https://stadt.example/")
    built = build(source, tmp_path / "bau", html_theme="sphinx_book_theme")
    assert not built.warnings
    assert '<meta property="og:title" content="Geld">' in built.page("teil/geld")
    assert "teil/geld.html" in built.page("k/bezahlen/index")


def test_in_the_public_edition_addresses_follow_what_is_public(tmp_path: Path) -> None:
    project = tmp_path / "projekt"
    source = guide(project / "ratgeber", published="k/altes/: teil/neu\nk/entwurf/: teil/entwurf\n")
    for path in ("daten", "redaktion"):
        assert (source / path).is_dir()
    write_manifest(
        Manifest(
            pages={"index": PublicPage(has_head=True), "teil/geld": PublicPage(short_name="bezahlen", has_head=True)},
            moved={"teil/neu": "teil/geld"},
        ),
        tmp_path / "fassung.json",
    )
    built = build(source, tmp_path / "bau", ratgeber_manifest=str(tmp_path / "fassung.json"))
    assert "teil/geld.html" in built.page("k/altes/index")
    assert "teil/geld.html" in built.page("k/bezahlen/index")
    assert "gerade nicht" in built.page("k/entwurf/index")
    assert json.loads((tmp_path / "fassung.json").read_text(encoding="utf-8"))["moved"] == {"teil/neu": "teil/geld"}
