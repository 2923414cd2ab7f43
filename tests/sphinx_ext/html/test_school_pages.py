"""A page of its own for each school, at an address that stays."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from sphinx_ext.data.data_guide import CONFIRMED, DataGuide, page_guide, words_of
from sphinx_ext.sphinx_building import Built

SCHOOLS = (
    "linde:\n  name: Lindenschule\n  schulform: Grundschule\n  strasse: Weg 1\n  ort: Stadt\n  telefon: 0340 1\n"
    f"  fremdsprachen: [Englisch ab 3]\n  ganztag: bis 16 Uhr\n{CONFIRMED}"
    "eiche:\n  name: Eichenschule\n  schulform: Gymnasium\n  telefon: 0340 2\n  zustaendig: amt\n"
    "  quellen: [{titel: Seite der Eichenschule, stand: 01.11.2026, vertrauen: Einrichtung}]\n"
    "ahorn:\n  name: Ahornschule\n  schulform: Gymnasium\n  ganztag: geheim\n  zustaendig: amt\n"
)
DATES = (
    f"tuer:\n  titel: Tag der offenen Tür\n  art: Tag der offenen Tür\n  schule: linde\n  von: 16.01.2027\n{CONFIRMED}"
    f"vorbei:\n  titel: Alter Tag\n  art: Tag der offenen Tür\n  schule: linde\n  von: 16.01.2026\n{CONFIRMED}"
)
LIST = ":::{schulverzeichnis}\n:::"


@pytest.fixture(scope="module")
def guide(tmp_path_factory: pytest.TempPathFactory) -> DataGuide:
    return page_guide(tmp_path_factory.mktemp("schulen"), LIST, schulen=SCHOOLS, termine=DATES)


@pytest.fixture(scope="module")
def built(guide: DataGuide) -> Built:
    return guide.build(edition="oeffentlich")


def test_the_page_has_a_heading_a_card_to_reach_the_school_and_the_rest_below(built: Built) -> None:
    assert re.findall(r"<(h\d)[^>]*>(.*?)</h\d>", built.article("schulen/linde")) == [
        ("h1", "Lindenschule"),
        ("h2", "Das bietet die Schule"),
    ]
    words = words_of(built, "schulen/linde")
    assert words.index("Kontakt") < words.index("Weg 1") < words.index("0340 1") < words.index("Das bietet")
    assert words.count("Fremdsprachen: Englisch ab 3") == 1
    assert "Tag der offenen Tür: 16.01.2027" in words
    assert "Alter Tag" not in words


def test_the_directory_leads_to_the_page_and_back(built: Built) -> None:
    assert 'href="schulen/linde.html"' in built.article()
    assert 'href="../index.html#schule-linde"' in built.article("schulen/linde")
    assert 'id="schule-linde"' in built.article()


def test_what_the_edition_holds_back_is_not_on_the_page_either(built: Built) -> None:
    words = words_of(built, "schulen/ahorn")
    assert "Ahornschule" in words
    assert "geheim" not in words


def test_a_page_ends_with_the_sources_of_its_own_school_or_with_who_stands_by_it(built: Built) -> None:
    assert "° laut Seite der Eichenschule, 01.11.2026; vom Amt noch nicht bestätigt" in words_of(built, "schulen/eiche")
    confirmed = words_of(built, "schulen/linde")
    assert "Eichenschule" not in confirmed
    assert "Angaben ohne Zeichen sind bestätigt oder geprüft, Stand 01.11.2026" in confirmed


def test_the_page_of_a_school_that_is_gone_goes(tmp_path: Path) -> None:
    guide = page_guide(tmp_path, LIST, schulen=SCHOOLS)
    assert (guide.build().folder / "schulen" / "ahorn.html").is_file()
    guide.data(schulen=SCHOOLS.partition("ahorn")[0])
    built = guide.build()
    assert (built.folder / "schulen" / "linde.html").is_file()
    assert not (built.folder / "schulen" / "ahorn.html").exists()


#: Of 13 fields a school is asked for, nine are two thirds.
KNOWN = (
    "  strasse: Weg 1\n  ort: Stadt\n  telefon: 0340 1\n  email: schule@example.org\n  web: https://schule.example\n"
    "  oeffnungszeiten: 8 bis 12 Uhr\n  barrierefreiheit: Aufzug\n  bildungsgaenge: [Abitur]\n"
    "  fremdsprachen: [Englisch]\n  ganztag: ja\n"
)
LIFE = "broschuere:\n  gilt_bis: 01.08.2027\n"


@pytest.mark.parametrize(
    ("known", "confirmed", "has_page"),
    [
        (KNOWN, CONFIRMED, True),
        (KNOWN, "  zustaendig: amt\n", False),
        (KNOWN.replace("  ganztag: ja\n", ""), CONFIRMED, False),
        (KNOWN.replace("  telefon: 0340 1\n", "  hort: im Haus\n"), CONFIRMED, False),
    ],
    ids=["complete", "nobody stands by it", "too little is known", "no phone"],
)
def test_on_paper_a_school_has_pages_once_two_thirds_are_known_and_vouched_for(
    tmp_path: Path, known: str, confirmed: str, has_page: bool
) -> None:
    school = f"linde:\n  name: Lindenschule\n  schulform: Grundschule\n{known}{confirmed}"
    guide = page_guide(tmp_path, ":::{schulseiten}\n:::", schulen=school, kommune=LIFE)
    assert ("Das wollen wir bei unserem Besuch sehen:" in words_of(guide.build(edition="druck"))) is has_page
