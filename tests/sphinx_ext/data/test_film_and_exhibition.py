"""The pages of film and exhibition, from a filled sample and from nothing."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from docutils import nodes

from sphinx_ext.data.data_guide import CONFIRMED, TODAY, DataGuide, page_guide, words_of
from sphinx_ext.sphinx_building import build

PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d49444154789c63f8cfc0f01f0005000"
    "1ff89993d1d0000000049454e44ae426082"
)
FILM = (
    """\
film:
  name: Film
  titel: Sieben Wege
  beschreibung: Menschen erzählen.
  dauer: 7:30
  datei: film/film.mp4
  herunterladen: ja
  untertitel: [{datei: film/film.vtt}]
  audiodeskription: film/film-beschrieben.mp4
  standbild:
    datei: film/bild.png
    beschreibung: Ein Schulhof
    personen: nein
  kapitel: [{ab: 0:00, titel: Anfang}, {ab: 1:05, titel: Auf dem Hof}]
  wortlaut: [Guten Tag., Auf Wiedersehen.]
  beteiligte: [Schule Nord]
  rechte: [{was: Musik, inhaber: Band, bis: 31.12.2027}]
  einwilligungen:
    - {zweck: web, erteilt_am: 01.09.2026, bis: 31.07.2027}
    - {zweck: druck, erteilt_am: 01.09.2026, bis: 31.07.2029}
  kurzadresse: https://ratgeber.example/film
  vorfuehrungen: amt
"""
    + CONFIRMED
)
EMPTY = "film:\n  name: Film\n  zustaendig: amt\n"
TEXT = ":::{film} film\n:::"


def film_guide(folder: Path, film: str = FILM, text: str = TEXT) -> DataGuide:
    guide = page_guide(folder, text, film=film, kommune="redaktion: amt\nbroschuere: {gilt_bis: 01.07.2027}\n")
    (guide.source / "film").mkdir()
    for name, data in {
        "film.mp4": b"film",
        "film-beschrieben.mp4": b"film",
        "film.vtt": b"WEBVTT\n",
        "bild.png": PNG,
    }.items():
        (guide.source / "film" / name).write_bytes(data)
    return guide


def test_the_film_plays_from_its_own_file_and_loads_nothing_before(tmp_path: Path) -> None:
    built = film_guide(tmp_path).build(edition="oeffentlich")
    assert built.warnings == []
    article = built.article()
    player = re.search(r"<video.*?</video>", article, re.DOTALL)
    assert player is not None
    assert re.search(r'<video [^>]*preload="none"', player[0])
    assert "controls" in player[0]
    for attribute in ("poster", "src"):
        for address in re.findall(rf'{attribute}="([^"]+)"', player[0]):
            assert (built.folder / address).is_file(), address
    assert re.search(r'<source [^>]*type="video/mp4"', player[0])
    assert re.search(r'<track [^>]*kind="captions"[^>]*srclang="de"', player[0])
    assert "Standbild: Ein Schulhof" in words_of(built)
    assert not re.search(r"<(script|style|iframe)|\sstyle=|\son\w+=", article)


def test_everything_about_the_film_can_be_read(tmp_path: Path) -> None:
    shown = words_of(film_guide(tmp_path).build(edition="oeffentlich"))
    for words in (
        "Titel: Sieben Wege",
        "Dauer: 7:30 Minuten",
        "1:05 Auf dem Hof",
        "Guten Tag.",
        "Musik: Band, bis 31.12.2027",
        "Einwilligungen: alle gelten bis 31.07.2027",
        "Film mit Audiodeskription",
        "Film herunterladen",
        "Kurzadresse: ratgeber.example/film",
    ):
        assert words in shown
    assert "Noch offen" not in shown


@pytest.mark.parametrize(
    ("film", "today"),
    [
        (FILM, "01.08.2027"),
        (FILM.replace("bis: 31.07.2027}", "bis: 31.07.2027, widerrufen_am: 30.11.2026}"), "01.12.2026"),
        (FILM.replace("zweck: web", "zweck: druck"), "01.12.2026"),
    ],
)
def test_without_a_consent_that_holds_the_film_is_nowhere_in_the_pages(tmp_path: Path, film: str, today: str) -> None:
    built = film_guide(tmp_path, film).build(edition="oeffentlich", today=today)
    assert "weil Rechte oder Einwilligungen dafür fehlen." in words_of(built)
    assert list(built.folder.rglob("*.mp4")) == []


def test_an_unconfirmed_film_is_not_in_the_public_edition(tmp_path: Path) -> None:
    film = FILM.replace(CONFIRMED, "  zustaendig: amt\n  quellen: [{titel: x, vertrauen: Presse}]\n")
    built = film_guide(tmp_path, film).build(edition="oeffentlich")
    shown = words_of(built)
    assert "5 Angaben fehlen noch. Schulamt fragen: 0340 204-2040" in shown
    assert "Sieben Wege" not in words_of(built)
    assert list(built.folder.rglob("*.mp4")) == []


def test_a_film_elsewhere_is_a_sentence_and_a_link_and_never_part_of_the_page(tmp_path: Path) -> None:
    elsewhere = "  fremd: {anbieter: Kanal, adresse: 'https://kanal.example/film', daten: Ihre IP-Adresse}\n"
    film = FILM.replace("  datei: film/film.mp4\n", elsewhere).replace("  herunterladen: ja\n", "")
    built = film_guide(tmp_path, film).build(edition="oeffentlich")
    article = built.article()
    assert "Diese Seite lädt nichts von dort." in words_of(built)
    assert "Dann erhält Kanal Daten von Ihnen: Ihre IP-Adresse." in words_of(built)
    assert re.findall(r'<a [^>]*href="(https://kanal[^"]+)"', article) == ["https://kanal.example/film"]
    assert "kanal.example" not in article.replace('href="https://kanal.example/film"', "")
    assert not re.search(r"<(video|iframe|embed|object)", article)
    assert 'alt="Ein Schulhof"' in article


def test_editors_read_what_a_film_nobody_has_supplied_still_needs_and_parents_do_not(tmp_path: Path) -> None:
    guide = film_guide(tmp_path, EMPTY)
    built = guide.build()
    assert built.warnings == []
    assert "Das liefert noch: Schulamt, Telefon 0340 204-2040" in words_of(built)
    assert "Film-Datei oder Adresse Titel" in words_of(built)
    shown = words_of(guide.build(edition="oeffentlich"))
    assert "Das liefert noch" not in shown
    assert "Film-Datei" not in shown


def test_a_film_that_does_not_exist_is_told(tmp_path: Path) -> None:
    built = film_guide(tmp_path, text=":::{film} filn\n:::").build()
    assert "Diese Angabe gibt es nicht mehr, bitte erfragen." in words_of(built)
    assert any("„filn“ gibt es in den Daten nicht (Film). Meinten Sie „film“?" in line for line in built.warnings)


@pytest.mark.parametrize("builder", ["html", "pdf"])
def test_files_of_records_are_found_where_the_pages_are_read_from_another_folder(tmp_path: Path, builder: str) -> None:
    guide = film_guide(tmp_path)
    staged = tmp_path / "anderswo" / "quelle"
    staged.mkdir(parents=True)
    (guide.source / "index.md").rename(staged / "index.md")
    settings = {"ratgeber_fassung": "oeffentlich", "ratgeber_heute": TODAY}
    built = build(staged, tmp_path / "bau", builder=builder, ratgeber_daten=str(guide.source / "daten"), **settings)
    assert built.warnings == []
    if builder == "html":
        assert (next((built.folder / "_downloads").rglob("film.mp4"))).read_bytes() == b"film"
        assert (built.folder / "_images" / "bild.png").is_file()


@pytest.mark.parametrize("edition", ["arbeitsfassung", "druck"])
def test_print_has_poster_words_and_address_but_no_player(tmp_path: Path, edition: str) -> None:
    built = film_guide(tmp_path).build(builder="pdf", edition=edition)
    assert built.warnings == []
    source = (built.folder / "satz" / "main.typ").read_text(encoding="utf-8")
    for words in ("Sieben Wege", "Guten Tag.", "ratgeber.example/film", "Ein Schulhof"):
        assert words in source
    assert "herunterladen" not in source


# ----------------------------------------------------------------------------------------------------- exhibition

LOOK = """\
  gestaltung:
    hell: {grund: '#ffffff', schrift: '#111111', akzent: '#0b5394'}
    schriftart: Beispiel Sans
    eckenradius: 6
"""
EXHIBITION = (
    """\
schau:
  name: Schau
  titel: Starke Schule
  beschreibung: Tafeln über den Alltag.
  tafeln:
    - titel: Ankommen
      text: [Der erste Tag., Der zweite Tag.]
      bild: {datei: tafel.png, beschreibung: Eine Tür, personen: nein, rechte: [{was: Foto, inhaber: Archiv}]}
    - titel: Lernen
      bild: {datei: tafel.png, beschreibung: Kinder lesen}
  ausleihe:
    masse: 80 mal 200 cm
    kosten: keine
    anfrage: amt
"""
    + CONFIRMED
)
TOUR = (
    "rathaus:\n  titel: Im Rathaus\n  art: Ausstellung\n  von: 20.11.2026\n  bis: 10.12.2026\n  ort: Rathaus, Halle\n"
    "  ausstellung: schau\n"
    + CONFIRMED
    + "eroeffnung:\n  titel: Eröffnung im Bad\n  art: Veranstaltung\n  von: 11.12.2026\n  uhrzeit: 17 Uhr\n"
    "  ausstellung: schau\n" + CONFIRMED
)


def exhibition_guide(folder: Path, text: str = ":::{ausstellung} schau\n:::", **data: str) -> DataGuide:
    guide = page_guide(folder, text, **{"ausstellung": EXHIBITION, "termine": TOUR} | data)
    (guide.source / "tafel.png").write_bytes(PNG)
    return guide


def test_the_panels_can_be_read_and_no_picture_is_shown_without_leave(tmp_path: Path) -> None:
    built = exhibition_guide(tmp_path).build(edition="oeffentlich")
    assert built.warnings == []
    shown = words_of(built)
    assert "Ankommen" in shown
    assert "Bild: Foto: Archiv Der erste Tag. Der zweite Tag." in shown
    assert "Lernen Das Bild dieser Tafel ist hier nicht zu sehen" in shown
    assert re.findall(r'alt="([^"]+)"', built.article()) == ["Eine Tür"]


def test_where_it_stands_today_takes_itself_back_when_the_day_has_passed(tmp_path: Path) -> None:
    guide = exhibition_guide(tmp_path)
    built = guide.build(edition="oeffentlich")
    assert "Zurzeit: Rathaus, Halle, 20.11. bis 10.12.2026" in words_of(built)
    assert 'data-bis="2026-12-10"' in built.article()
    assert "Zurzeit" not in words_of(guide.build(edition="oeffentlich", today="11.12.2026"))


def test_tour_and_openings_are_a_table_and_a_calendar(tmp_path: Path) -> None:
    built = exhibition_guide(tmp_path, ":::{ausstellung} schau\n:teile: standort\n:::").build(edition="oeffentlich")
    rows = [row[0].astext() for row in next(iter(built.doctree().findall(nodes.tbody)))]
    assert rows == ["Im Rathaus", "Eröffnung im Bad"]
    assert 'href="kalender/ausstellung-schau.ics"' in built.article()
    calendar = (built.folder / "kalender" / "ausstellung-schau.ics").read_text(encoding="utf-8")
    assert "Eröffnung im Bad" in calendar
    assert "LOCATION:Rathaus" in calendar


def test_lending_says_what_is_known_and_counts_what_is_open(tmp_path: Path) -> None:
    shown = words_of(exhibition_guide(tmp_path).build(edition="oeffentlich"))
    assert "Maße der Tafeln: 80 mal 200 cm" in shown
    assert "Noch offen" not in shown
    assert "Angaben fehlen noch. Schulamt fragen: 0340 204-2040" in shown


def test_an_exhibition_nobody_has_described_is_only_counted(tmp_path: Path) -> None:
    empty = "schau:\n  name: Schau\n  zustaendig: amt\n"
    built = exhibition_guide(tmp_path, ausstellung=empty, termine="").build(edition="oeffentlich")
    assert built.warnings == []
    shown = words_of(built)
    assert "Wo die Ausstellung steht" not in shown
    assert "Texte und Bilder der Tafeln" not in shown
    assert "Angaben fehlen noch. Schulamt fragen: 0340 204-2040" in shown


@pytest.mark.parametrize("edition", ["arbeitsfassung", "druck"])
def test_the_exhibition_is_set_in_print_as_well(tmp_path: Path, edition: str) -> None:
    built = exhibition_guide(tmp_path).build(builder="pdf", edition=edition)
    assert built.warnings == []
    source = (built.folder / "satz" / "main.typ").read_text(encoding="utf-8")
    assert "ICS" not in source
    assert "Im Rathaus" in source


# ---------------------------------------------------------------------------------------------------------- look


def test_a_look_is_a_linked_style_sheet_on_the_pages_it_is_meant_for(tmp_path: Path) -> None:
    pages = {"a": "# A\n\n:::{ausstellung} schau\n:teile: inhalt\n:::\n", "b": "# B\n"}
    guide = DataGuide(tmp_path, pages, ausstellung=EXHIBITION + LOOK)
    built = guide.build()
    assert "_static/ratgeber-auftritt.css" in built.page("a")
    assert "ratgeber-auftritt.css" not in built.page("b")
    sheet = (built.folder / "_static" / "ratgeber-auftritt.css").read_text(encoding="utf-8")
    assert '--rg-auftritt-schriftart: "Beispiel Sans"; --rg-auftritt-eckenradius: 6px' in sheet
    assert 'html[data-theme="light"] { --rg-auftritt-grund: #ffffff;' in sheet
    assert "dark)" not in sheet.replace('not([data-theme="dark"])', "")


def test_a_look_taken_back_leaves_neither_file_nor_link(tmp_path: Path) -> None:
    pages = {"a": "# A\n\n:::{ausstellung} schau\n:teile: inhalt\n:::\n"}
    guide = DataGuide(tmp_path, pages, ausstellung=EXHIBITION + LOOK)
    guide.build()
    guide.data(ausstellung=EXHIBITION)
    built = guide.build()
    assert "ratgeber-auftritt.css" not in built.page("a")
    assert not (built.folder / "_static" / "ratgeber-auftritt.css").exists()


def test_half_a_palette_changes_nothing(tmp_path: Path) -> None:
    look = "  gestaltung:\n    hell: {grund: '#ffffff', schrift: '#111111'}\n"
    pages = {"a": "# A\n\n:::{ausstellung} schau\n:teile: inhalt\n:::\n"}
    built = DataGuide(tmp_path, pages, ausstellung=EXHIBITION + look).build()
    assert not (built.folder / "_static" / "ratgeber-auftritt.css").exists()
    assert any("hier fehlt: akzent." in line for line in built.warnings)


def test_of_a_film_nobody_has_made_parents_read_nothing(tmp_path: Path) -> None:
    shown = words_of(film_guide(tmp_path, EMPTY).build(edition="oeffentlich"))
    assert "fehl" not in shown
    assert "Rechte" not in shown
