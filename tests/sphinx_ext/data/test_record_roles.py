"""Records in sentences and boxes, in every edition."""

from __future__ import annotations

from pathlib import Path

import pytest

from ratgeber_tools.sphinx_ext import nodes as own
from sphinx_ext.data.data_guide import CONFIRMED, UNSURE, DataGuide, page_guide, words_of

BROCHURE = "broschuere:\n  gilt_bis: {end}\n"


@pytest.mark.parametrize(
    ("edition", "text", "shown"),
    [
        ("arbeitsfassung", "{fakt}`frist`", "1. März"),
        ("arbeitsfassung", "{fakt}`betrag`", "2.000 Euro ? (noch offen)"),
        ("oeffentlich", "{fakt}`frist`", "1. März"),
        ("oeffentlich", "{fakt}`betrag`", "(noch offen)"),
        ("oeffentlich", "{wortlaut}`frist`", "Bis zum 1. März."),
        ("oeffentlich", "{kontakt}`amt`", "Schulamt, Telefon 0340 204-2040"),
        ("oeffentlich", "{kontakt}`amt telefon`", "0340 204-2040"),
        ("oeffentlich", "{kontakt}`amt name`", "Schulamt"),
        ("druck", "{fakt}`frist`", "1. März"),
        ("druck", "{fakt}`betrag`", "bitte erfragen (Schulamt, Telefon 0340 204-2040 )"),
    ],
)
def test_each_edition_shows_a_value_in_its_way(tmp_path: Path, edition: str, text: str, shown: str) -> None:
    guide = page_guide(tmp_path, f"A {text} Z", kommune=BROCHURE.format(end="31.07.2027"))
    built = guide.build(edition=edition)
    assert built.warnings == []
    assert f"A {shown} Z" in words_of(built).replace("\u00a0", " ")


def test_print_refers_to_the_loose_sheet_for_what_ends_within_the_brochures_life(tmp_path: Path) -> None:
    guide = page_guide(
        tmp_path, "A {fakt}`frist` Z", kommune=BROCHURE.format(end="01.08.2027") + "  einlegeblatt: ja\n"
    )
    assert "A siehe Einlegeblatt Z" in words_of(guide.build(edition="druck"))


def test_a_public_value_carries_its_end_and_what_to_say_afterwards(tmp_path: Path) -> None:
    article = page_guide(tmp_path, "{fakt}`frist`").build(edition="oeffentlich").article()
    assert 'class="rg-ablauf" data-bis="2027-07-31"' in article
    assert "<span hidden>" in article
    assert 'href="tel:+493402042040"' in article


def test_what_has_no_end_carries_none(tmp_path: Path) -> None:
    built = page_guide(tmp_path, "{fakt}`frist` {fakt}`betrag`").build(edition="arbeitsfassung")
    assert list(built.doctree().findall(own.ratgeber_expiring)) == []


@pytest.mark.parametrize(
    ("text", "line", "says"),
    [
        ("Zeile\n{fakt}`frits`", 4, "„frits“ gibt es in den Daten nicht (Fakt). Meinten Sie „frist“?"),
        (":::{kontakt} amtt\n:::", 3, "Meinten Sie „amt“?"),
        ("{kontakt}`amt telfon`", 3, "„telfon“ kennt {kontakt} nicht. Meinten Sie „telefon“?"),
        ("{kommune}`nahme`", 3, "„nahme“ gibt es in kommune.yaml nicht. Meinten Sie „name“?"),
        (":::{termin}\n:::", 3, "Hinter {termin} fehlt die Kennung eines Termins."),
        (":::{foerderung} plus\n:::", 3, "„plus“ gibt es in den Daten nicht"),
        (":::{schulverzeichnis}\n:schulform: Gymnasum\n:::", 3, "Meinten Sie „Gymnasium“?"),
        (":::{was-ist-wann-dran}\n:thema: wechsel\n:klasse: 14\n:::", 3, "1 bis 13"),
    ],
)
def test_a_slip_is_told_once_with_its_line(tmp_path: Path, text: str, line: int, says: str) -> None:
    warnings = page_guide(tmp_path, text).build().warnings
    assert [warning for warning in warnings if says in warning and warning.startswith(f"index.md:{line}: ")]
    assert sum("[ratgeber.angabe-unbekannt]" in warning for warning in warnings) <= 1


@pytest.mark.parametrize("text", ["{fakt}`weg`", "{kontakt}`weg`", ":::{frist} weg\n:::", ":::{kontakt} weg\n:::"])
def test_a_record_that_is_gone_is_one_that_is_missing_and_not_a_crash(tmp_path: Path, text: str) -> None:
    guide = page_guide(tmp_path, text, kommune="auskunft: amt\n")
    shown = words_of(guide.build(edition="oeffentlich"))
    assert "1 Angabe fehlt noch." in shown
    assert "gibt es nicht mehr" not in shown


def test_a_box_with_a_record_shows_it_and_one_without_stays_as_it_was(tmp_path: Path) -> None:
    text = ":::{kontakt} amt\n:::\n\n:::{kontakt}\nEigener Text\n:::\n\n:::{frist} Anmeldung\nEigene Frist\n:::"
    built = page_guide(tmp_path, text).build(edition="oeffentlich")
    assert built.warnings == []
    boxes = list(built.doctree().findall(own.ratgeber_box))
    assert [box["title"] for box in boxes] == ["Kontakt", "Kontakt", "Frist: Anmeldung"]
    assert "Schulamt" in boxes[0].astext()
    assert boxes[1].astext() == "Kontakt\n\nEigener Text"


def test_editors_read_in_a_box_what_is_unknown(tmp_path: Path) -> None:
    contacts = (
        "amt:\n  name: Schulamt\n  art: Amt\n  telefon: 0340 1\n" + CONFIRMED + "neu:\n  name: Neues Amt\n  art: Amt\n"
    )
    guide = page_guide(tmp_path, ":::{kontakt} neu\n:::", anlaufstellen=contacts, kommune="auskunft: amt\n")
    shown = words_of(guide.build())
    assert "Telefon: fehlt" in shown
    assert "Noch offen: Anschrift, E-Mail, Sprechzeiten, Barrierefreiheit, Sprachen" in shown


def test_an_unknown_date_tells_who_will_name_it(tmp_path: Path) -> None:
    dates = "tage:\n  titel: Anmeldetage\n  art: Anmeldung\n  zustaendig: amt\n"
    dates += "  bekanntgabe: Die Stadt nennt die Tage im Januar.\n"
    shown = words_of(page_guide(tmp_path, ":::{termin} tage\n:::", termine=dates).build(edition="oeffentlich"))
    assert "Termin: Anmeldetage Tag folgt Die Stadt nennt die Tage im Januar. 1 Angabe fehlt noch." in shown


def test_a_date_that_has_passed_says_so(tmp_path: Path) -> None:
    dates = "schluss:\n  titel: Schluss\n  art: Frist\n  bis: 30.11.2026\n" + CONFIRMED
    guide = page_guide(tmp_path, "A {termin}`schluss` Z", termine=dates)
    assert "A bis 30.11.2026 (vorbei) Z" in words_of(guide.build(edition="oeffentlich"))
    assert "A bis 30.11.2026 Z" in words_of(guide.build(edition="oeffentlich", today="30.11.2026"))


def test_the_municipality_is_named_from_its_file(tmp_path: Path) -> None:
    guide = page_guide(
        tmp_path, "A {kommune}`name` {kommune}`herausgeber` Z", kommune="name: Musterstadt\nauskunft: amt\n"
    )
    built = guide.build()
    assert built.warnings == []
    assert "A Musterstadt fehlt (noch offen) Z" in words_of(built)


def test_the_municipality_gives_an_office_by_its_name_and_a_day_as_it_is_written(tmp_path: Path) -> None:
    statement = "erklaerung_zur_barrierefreiheit:\n  geprueft_am: 2026-11-24\n  ombudsstelle: amt\n"
    text = "A {kommune}`ombudsstelle` {kommune}`geprueft_am` Z\n\n{kommune}`erklaerung_vom`"
    built = page_guide(tmp_path, text, kommune=f"auskunft: amt\n{statement}").build()
    assert built.warnings == []
    assert "A Schulamt 24.11.2026 Z" in words_of(built)
    assert "Z fehlt" in words_of(built)


def test_records_stand_in_the_head_and_in_tables_too(tmp_path: Path) -> None:
    head = "---\nstatus: entwurf\nzustaendig: Amt\nstand: 24.11.2026\nkurz:\n  - Bis zum {fakt}`frist`.\n---\n"
    guide = DataGuide(tmp_path, {"a": f"{head}# A\n\n| Wann |\n|---|\n| {{fakt}}`frist` |\n"})
    built = guide.build()
    assert built.warnings == []
    assert words_of(built, "a").count("1. März") == 2


def test_a_wrong_setting_is_one_german_sentence(tmp_path: Path) -> None:
    guide = page_guide(tmp_path, "Text")
    with pytest.raises(Exception, match="arbeitsfassung, oeffentlich, druck"):
        guide.build(edition="probe")
    with pytest.raises(Exception, match="ist kein Datum"):
        guide.build(today="morgen")


def test_an_unconfirmed_value_never_stops_a_public_build(tmp_path: Path) -> None:
    facts = "betrag:\n  titel: B\n  wert: '1'\n" + UNSURE + "frist:\n  titel: F\n  zustaendig: amt\n"
    guide = page_guide(tmp_path, "{fakt}`betrag` {fakt}`frist`", fakten=facts)
    built = guide.build(edition="oeffentlich")
    assert built.warnings == []
    assert "2 Angaben fehlen noch." in words_of(built)


def test_the_towns_address_can_be_tapped(tmp_path: Path) -> None:
    built = page_guide(tmp_path, "A {kommune}`web` Z", kommune="web: https://stadt.example/\nauskunft: amt\n").build()
    assert '<a class="reference external" href="https://stadt.example/">stadt.example</a>' in built.article()


def test_an_office_without_a_number_gives_way_to_the_office_that_knows_the_way(tmp_path: Path) -> None:
    guide = page_guide(
        tmp_path,
        "A {fakt}`gebuehr` Z",
        anlaufstellen="amt:\n  name: Bürgeramt\n  art: Amt\n  telefon: 0340 204-1111\n"
        + CONFIRMED
        + "land:\n  name: Landesamt\n  art: Landesbehörde\n",
        fakten="gebuehr:\n  titel: Gebühr\n  wert: 5\n  zustaendig: land\n",
        kommune="auskunft: amt\n",
    )
    built = guide.build(edition="druck")
    assert "A bitte erfragen (Bürgeramt, Telefon 0340 204-1111 ) Z" in words_of(built)
