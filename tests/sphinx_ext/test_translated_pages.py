"""Pages in another language: what is German or old says so, numbers keep their order, and ways lead across."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from sphinx_building import Built, build

from ratgeber_tools.editions.manifest import Manifest, PublicPage, write_manifest
from ratgeber_tools.languages.interface import interface_catalogue
from ratgeber_tools.languages.tongues import TONGUES

CHAPTER = """# تسجيل

اتصلوا بالرقم 0340 204-2051 اليوم.

{uebersetzung}`fehlt` Fragen Sie im [Hort](hort.md#zeiten).

{uebersetzung}`veraltet 3.11.2026` قديم {uebersetzung}`jetzt` Der neue Satz.

## ماذا تحتاجون

:::{tipp} شيء
كلمات
:::
"""
TRANSLATIONS = {"uk": ("teil/anmeldung",), "ar": ("teil/anmeldung",), "vi": ("anderes",)}
RELEASED = date(2026, 11, 24)


def edition(folder: Path, manifest: Manifest, language: str, **pages: str) -> Built:
    sources = folder / "quelle"
    (sources / "daten").mkdir(parents=True)
    town = "name: Stadt\nadresse_des_ratgebers: https://stadt.example/r\n"
    (sources / "daten" / "kommune.yaml").write_text(town, encoding="utf-8")
    for name, text in pages.items():
        path = sources / f"{name.replace('__', '/')}.md"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    write_manifest(manifest, folder / "fassung.json")
    return build(sources, folder / "bau", ratgeber_manifest=str(folder / "fassung.json"), language=language)


@pytest.fixture(scope="module")
def arabic(tmp_path_factory: pytest.TempPathFactory) -> Built:
    page = PublicPage(released=RELEASED, slugs=("anmeldung", "was-sie-brauchen"), has_drafts=True)
    return edition(
        tmp_path_factory.mktemp("ar"),
        Manifest(
            pages={"index": PublicPage(released=RELEASED), "teil/anmeldung": page},
            language="ar",
            translations=TRANSLATIONS,
            german_only=frozenset({"teil/hort", "rechtliches/impressum", "sprachen/de-einfach/impressum"}),
        ),
        "ar",
        index="# Ratgeber\n\n```{toctree}\nteil/anmeldung\n```\n",
        teil__anmeldung=CHAPTER,
    )


def test_a_page_says_its_language_and_direction_and_that_nobody_has_checked_it(arabic: Built) -> None:
    page = arabic.page("teil/anmeldung")
    assert '<html lang="ar" dir="rtl"' in page
    assert page.count('class="rg-maschinell"') == 1


def test_the_foot_leads_to_what_the_law_wants_and_to_no_plainer_text_of_it(arabic: Built) -> None:
    foot = arabic.page("teil/anmeldung").partition("<footer")[2]
    assert foot.count("impressum.html") == foot.count('href="../../rechtliches/impressum.html"') == 1


def test_a_sentence_without_translation_is_german_for_eyes_and_voices(arabic: Built) -> None:
    article = arabic.article("teil/anmeldung")
    mark = interface_catalogue("ar")["Auf Deutsch"]
    assert f'<p dir="ltr" lang="de"><span class="rg-sprachmarke" dir="rtl" lang="ar">{mark}</span> Fragen' in article


def test_an_old_sentence_says_since_when_and_what_the_german_says_now(arabic: Built) -> None:
    article = arabic.article("teil/anmeldung")
    assert f"{interface_catalogue('ar')['Veraltet']} (" in article
    assert 'dir="ltr" lang="de">Der neue Satz.</span>' in article


def test_numbers_keep_the_order_of_their_groups(arabic: Built) -> None:
    assert '<bdi dir="ltr">0340 204-2051</bdi>' in arabic.article("teil/anmeldung")


def test_headings_have_the_anchors_they_have_in_german(arabic: Built) -> None:
    assert '<section id="was-sie-brauchen">' in arabic.article("teil/anmeldung")


def test_what_is_only_there_in_german_is_linked_there(arabic: Built) -> None:
    page = arabic.page("teil/anmeldung")
    assert 'href="../../teil/hort.html#zeiten"' in page
    assert 'href="../../rechtliches/impressum.html" hreflang="de"' in page


def test_the_switch_leads_to_the_same_page_and_where_there_is_none_to_the_start_page(arabic: Built) -> None:
    page = arabic.page("teil/anmeldung")
    assert '<a href="../../teil/anmeldung.html" lang="de" dir="ltr" hreflang="de">Deutsch</a>' in page
    assert '<a href="../../uk/teil/anmeldung.html" lang="uk"' in page
    assert '<a href="../../vi/index.html" lang="vi"' in page
    assert '<a href="../teil/anmeldung.html" lang="ar" dir="rtl" hreflang="ar" aria-current="true">' in page
    assert '<link rel="alternate" hreflang="uk" href="https://stadt.example/r/uk/teil/anmeldung.html">' in page
    assert '<link rel="alternate" hreflang="vi"' not in page


def test_boxes_and_menu_speak_the_language_of_the_page(arabic: Built) -> None:
    words = interface_catalogue("ar")
    page = arabic.page("teil/anmeldung")
    assert f"{words['Tipp']}: شيء" in page
    assert f">{words['Menü']}</summary>" in page


def test_only_the_german_pages_have_robots_redirects_and_a_worker(arabic: Built) -> None:
    assert {path.name for path in arabic.folder.iterdir()}.isdisjoint({"robots.txt", "k", "404.html", "_headers"})


def test_german_pages_lead_to_every_language(tmp_path: Path) -> None:
    built = edition(
        tmp_path,
        Manifest(pages={"index": PublicPage(released=RELEASED)}, translations=TRANSLATIONS),
        "de",
        index="# Ratgeber\n\nWorte.\n",
    )
    assert '<a href="ar/index.html" lang="ar" dir="rtl" hreflang="ar">العربية</a>' in built.page()
    assert "rg-maschinell" not in built.page()


def test_what_pages_say_is_there_in_every_language() -> None:
    sentences = {language: set(interface_catalogue(language)) for language in TONGUES}
    assert all(found == sentences["uk"] for found in sentences.values())
    assert sentences["uk"]


def test_search_engines_are_told_of_languages_by_whole_addresses(arabic: Built) -> None:
    heads = (arabic.page(name).partition("</head>")[0] for name in ("index", "teil/anmeldung"))
    told = [line for head in heads for line in head.splitlines() if "hreflang" in line]
    assert told
    assert all('href="https://stadt.example/r/' in line for line in told)
