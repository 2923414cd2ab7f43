"""A contact and a date as the web shows them: what one does at once is a button, and the day is a tile."""

from __future__ import annotations

from html import unescape
from pathlib import Path

from sphinx_ext.data.data_guide import CONFIRMED, page_guide
from sphinx_ext.sphinx_building import HEAD, build_pages

OFFICE = (
    "amt:\n  name: Das Amt\n  art: Amt\n  telefon: 0340 204-1\n  email: amt@example.org\n"
    "  oeffnungszeiten: dienstags von 8 bis 12 Uhr\n"
)
INFORMATION = "\nbuero:\n  name: Das Büro\n  art: Amt\n  telefon: 0340 99\n" + CONFIRMED
TOWN = "name: Stadt\nauskunft: buero\n"


def card(folder: Path, office: str, edition: str = "oeffentlich") -> str:
    guide = page_guide(folder, ":::{kontakt} amt\n:::", anlaufstellen=office + INFORMATION, kommune=TOWN)
    return unescape(unescape(guide.build(edition=edition).article()))  # docutils cloaks mailboxes


def test_number_and_mailbox_are_buttons_and_the_mailbox_stays_to_be_read(tmp_path: Path) -> None:
    article = card(tmp_path, OFFICE + CONFIRMED)
    buttons = article.partition('class="rg-knoepfe"')[2].partition("</p>")[0]
    assert 'href="tel:+493402041">Anrufen: <span class="rg-ganz">0340 204-1</span></a>' in buttons
    assert 'href="mailto:amt%40example.org">E-Mail schreiben</a>' in buttons
    assert article.count("0340 204-1") == 1
    assert "E-Mail: <span>amt@example.org</span>" in article


def test_the_number_of_whom_to_ask_once_a_value_has_ended_is_no_button(tmp_path: Path) -> None:
    ends = OFFICE.replace("  telefon: 0340 204-1\n", "") + "  gueltig_bis: 31.12.2027\n" + CONFIRMED
    article = card(tmp_path, ends)
    assert "0340 99" in article
    assert "tel:" not in article.partition('class="rg-knoepfe"')[2].partition("</p>")[0]


def test_what_parents_do_not_see_is_no_button_either(tmp_path: Path) -> None:
    assert "rg-knoepfe" not in card(tmp_path, OFFICE)


def test_hours_that_are_understood_are_given_to_the_script(tmp_path: Path) -> None:
    article = card(tmp_path, OFFICE + CONFIRMED)
    assert 'data-zeiten="2:480-720"' in article
    assert '<p class="rg-heute"></p>' in article
    assert "Sprechzeiten: dienstags von 8 bis 12 Uhr" in article


def test_hours_that_say_more_stay_words(tmp_path: Path) -> None:
    article = card(tmp_path, OFFICE.replace("12 Uhr", "12 Uhr, nicht in den Ferien") + CONFIRMED)
    assert "rg-heute" not in article
    assert "nicht in den Ferien" in article


DATE = "tag:\n  titel: Anmeldung\n  art: Anmeldung\n  von: 15.02.2027\n  bis: 18.02.2027\n"


def test_a_date_is_a_tile_beside_its_words_with_a_way_into_the_calendar(tmp_path: Path) -> None:
    built = page_guide(tmp_path, ":::{termin} tag\n:::", termine=DATE + CONFIRMED).build(edition="oeffentlich")
    article = built.article()
    assert '<p class="rg-kachel" aria-hidden="true" data-ende="2027-02-18">' in article
    assert "<span>Mo bis Do</span> <b>15–18</b> <span>Februar 2027</span>" in article
    assert 'href="kalender/tag-tag.ics">In meinen Kalender</a>' in article
    assert b"DTSTART;VALUE=DATE:20270215" in (built.folder / "kalender" / "tag-tag.ics").read_bytes()


def test_a_date_nobody_stands_by_has_neither(tmp_path: Path) -> None:
    built = page_guide(tmp_path, ":::{termin} tag\n:::", termine=DATE).build(edition="oeffentlich")
    assert "rg-kachel" not in built.article()
    assert not list(built.folder.glob("kalender/*.ics"))


def test_a_day_still_to_be_told_keeps_its_place_and_loads_no_script(tmp_path: Path) -> None:
    open_date = DATE.partition("  von")[0] + "  bekanntgabe: Die Stadt nennt die Tage im Januar.\n" + CONFIRMED
    article = page_guide(tmp_path, ":::{frist} tag\n:::", termine=open_date).build(edition="oeffentlich").article()
    tile = article.partition('class="rg-kachel rg-folgt"')[2].partition("</p>")[0]
    assert "<span>Tag</span> <b>folgt</b>" in tile
    assert "Die Stadt nennt die Tage im Januar." in article
    assert "In meinen Kalender" not in article


def test_the_sources_are_one_line_until_somebody_unfolds_them(tmp_path: Path) -> None:
    article = build_pages(tmp_path, a=f"{HEAD}# A\n\nText.\n").article("a")
    assert '<details class="rg-box rg-stand">\n<summary class="rg-box-title">Quellen und Stand</summary>' in article
