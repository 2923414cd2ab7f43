"""Directories, tables and programmes, from records to what a reader sees."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from docutils import nodes

from ratgeber_tools.sphinx_ext import nodes as own
from sphinx_ext.data.data_guide import CONFIRMED, OFFICE, DataGuide, page_guide, words_of

OPERATORS = "stadt:\n  name: Stadt\n  art: öffentlich\nverein:\n  name: Verein\n  art: frei\n"
SCHOOLS = (
    "gs-nord:\n  name: Grundschule Nord\n  schulform: Grundschule\n  traeger: stadt\n  stadtteil: Nord\n"
    "  strasse: Nordweg 2\n  ort: Musterstadt\n  telefon: 0340 1\n" + CONFIRMED
    + "gs-frei:\n  name: Freie Grundschule\n  schulform: Grundschule\n  traeger: verein\n  zustaendig: amt\n"
    + "gym:\n  name: Gymnasium\n  schulform: Gymnasium\n  traeger: stadt\n  stadtteil: Süd\n  zustaendig: amt\n"
)  # fmt: skip
SITE = (
    "nord:\n  schule: gs-nord\n  traeger: verein\n  postfach: schulsozialarbeit-nord@verein.example\n"
    "  wochenstunden: 19.5\n  fachkraft: person-1\n" + CONFIRMED
    + "  beispiele:\n    - titel: Pausenhof\n      anlass: Streit\n      ergebnis: Weniger Streit\n"
)  # fmt: skip
PERSONS = """\
person-1:
  name: Beispiel Person
  foto: bild.png
  foto_beschreibung: Eine Person lächelt.
  einwilligungen:
    - {zweck: web, umfang: [name, foto], erteilt_am: 01.09.2026, bis: 31.07.2027}
"""


def list_guide(folder: Path, text: str, **data: str) -> DataGuide:
    return page_guide(folder, text, **{"schulen": SCHOOLS, "traeger": OPERATORS} | data)


def names(guide: DataGuide) -> list[str]:
    built = guide.build()
    assert built.warnings == []
    return [term.astext() for term in built.doctree().findall(nodes.term)]


@pytest.mark.parametrize(
    ("options", "shown"),
    [
        ("", ["Grundschule Nord", "Freie Grundschule", "Gymnasium"]),
        (":schulform: Grundschule\n", ["Grundschule Nord", "Freie Grundschule"]),
        (":schulform: gymnasium, grundschule\n:traeger: stadt\n", ["Grundschule Nord", "Gymnasium"]),
        (":stadtteil: nord\n", ["Grundschule Nord"]),
        (":schule: gym\n", ["Gymnasium"]),
        (":traeger: verein\n:schulform: Gymnasium\n", []),
    ],
)
def test_the_directory_is_filtered_by_form_operator_district_and_school(
    tmp_path: Path, options: str, shown: list[str]
) -> None:
    assert names(list_guide(tmp_path, f":::{{schulverzeichnis}}\n{options}:::")) == shown


def test_an_empty_list_says_so(tmp_path: Path) -> None:
    guide = list_guide(tmp_path, ":::{schulverzeichnis}\n:traeger: verein\n:schulform: Gymnasium\n:::")
    assert "Dazu ist keine Schule eingetragen." in words_of(guide.build())


@pytest.mark.parametrize(
    ("grouping", "headings"),
    [
        ("schulform", ["Grundschule", "Gymnasium"]),
        ("traeger", ["Stadt", "Verein"]),
        ("stadtteil", ["Nord", "Süd", "Stadtteil noch unbekannt"]),
        ("keine", []),
    ],
)
def test_the_directory_is_divided_as_asked(tmp_path: Path, grouping: str, headings: list[str]) -> None:
    built = list_guide(tmp_path, f":::{{schulverzeichnis}}\n:gliederung: {grouping}\n:::").build()
    assert [node.astext() for node in built.doctree().findall(nodes.rubric)] == headings


def test_a_public_directory_shows_what_is_confirmed_and_counts_the_rest_once(tmp_path: Path) -> None:
    shown = words_of(list_guide(tmp_path, ":::{schulverzeichnis}\n:::").build(edition="oeffentlich"))
    shown = re.sub(r" Seite dieser Schule: (?:Grundschule Nord|Freie Grundschule)", "", shown)
    assert "Nordweg 2, Musterstadt Telefon: 0340 1 Freie Grundschule Grundschule Träger: Verein Gymnasium" in shown
    assert "2 Angaben fehlen noch. Schulamt fragen: 0340 204-2040" in shown
    assert "Angaben ohne Zeichen sind bestätigt oder geprüft, Stand 01.11.2026, und gelten bis 01.11.2027" in shown


# -------------------------------------------------------------------------------------------------- social work


def social_guide(folder: Path, options: str = "") -> DataGuide:
    (folder / "aussen").mkdir()
    (folder / "aussen" / "personen.yaml").write_text(PERSONS, encoding="utf-8")
    png = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01\x00\x00\x00\x01\x08\x06\x00\x00\x00\x1f\x15\xc4\x89"
    png += (
        b"\x00\x00\x00\rIDATx\x9cc\xf8\xcf\xc0\xf0\x1f\x00\x05\x00\x01\xff\x89\x99=\x1d\x00\x00\x00\x00IEND\xaeB`\x82"
    )
    (folder / "aussen" / "bild.png").write_bytes(png)
    guide = list_guide(folder, f":::{{schulsozialarbeit}}\n{options}:::", schulsozialarbeit=SITE)
    return guide


def test_without_a_file_of_persons_the_mailbox_stands_alone(tmp_path: Path) -> None:
    built = social_guide(tmp_path).build(edition="oeffentlich")
    shown = words_of(built)
    assert "E-Mail: schulsozialarbeit-nord" in shown
    assert "Stunden in der Woche: 19,5" in shown
    assert "Beispiel: Pausenhof Anlass: Streit Ergebnis: Weniger Streit" in shown
    assert "Ansprechperson" not in shown


@pytest.mark.parametrize(
    ("today", "edition", "is_named"),
    [
        ("01.12.2026", "oeffentlich", True),
        ("01.12.2026", "arbeitsfassung", True),
        ("01.08.2027", "oeffentlich", False),
        ("01.12.2026", "druck", False),
    ],
)
def test_a_person_is_shown_only_as_long_and_where_they_agreed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, today: str, edition: str, is_named: bool
) -> None:
    guide = social_guide(tmp_path)
    guide.data(
        schulen=SCHOOLS,
        traeger=OPERATORS,
        schulsozialarbeit=SITE,
        anlaufstellen=OFFICE,
        kommune="broschuere: {gilt_bis: 01.07.2027}\n",
    )
    monkeypatch.setenv("RATGEBER_PERSONEN", str(tmp_path / "aussen" / "personen.yaml"))
    built = guide.build(edition=edition, today=today)
    assert built.warnings == []
    assert ("Ansprechperson: Beispiel Person" in words_of(built)) is is_named
    assert ('alt="Eine Person lächelt."' in built.article()) is is_named
    pages = [path.read_bytes() for path in built.folder.rglob("*") if path.is_file()]
    assert any(b"Beispiel Person" in page for page in pages) is is_named


def test_a_file_of_persons_in_a_repository_stops_the_build(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    guide = social_guide(tmp_path)
    (tmp_path / ".git").mkdir()
    monkeypatch.setenv("RATGEBER_PERSONEN", str(tmp_path / "aussen" / "personen.yaml"))
    with pytest.raises(Exception, match="liegt in einer Versionsverwaltung"):
        guide.build()


def test_schools_without_an_entry_are_a_task_for_editors_and_a_question_for_parents(tmp_path: Path) -> None:
    guide = social_guide(tmp_path)
    assert "Noch ohne Eintrag." in words_of(guide.build())
    shown = words_of(guide.build(edition="oeffentlich"))
    assert "Fragen Sie in diesen Schulen nach, ob es dort Schulsozialarbeit gibt:" in shown
    assert "Freie Grundschule Gymnasium" in shown


def test_editors_read_what_is_missing_in_an_entry_and_parents_how_much(tmp_path: Path) -> None:
    guide = social_guide(tmp_path)
    assert "Noch offen: Raum, Sprechzeiten, Schwerpunkte, Finanzierung, Vertretung" in words_of(guide.build())
    shown = words_of(guide.build(edition="oeffentlich"))
    assert "Noch offen" not in shown
    assert "5 Angaben fehlen noch." in shown


def test_open_schools_stand_under_their_form_with_the_number_of_their_office(tmp_path: Path) -> None:
    guide = list_guide(tmp_path, ":::{schulsozialarbeit}\n:::")
    built = guide.build(edition="oeffentlich")
    assert [node.astext() for node in built.doctree().findall(nodes.rubric)] == ["Grundschule", "Gymnasium"]
    assert "Grundschule Nord: Sekretariat, Telefon 0340 1" in words_of(built)


def test_the_short_view_is_a_list_of_numbers_by_operator(tmp_path: Path) -> None:
    built = social_guide(tmp_path, ":gliederung: traeger\n:ansicht: kurz\n").build(edition="oeffentlich")
    assert [node.astext() for node in built.doctree().findall(nodes.rubric)] == ["Verein"]
    (entry,) = built.doctree().findall(nodes.list_item)
    assert entry.astext() == "Grundschule Nord: schulsozialarbeit-nord@verein.example"


def test_a_short_view_without_entries_is_one_thing_that_is_missing(tmp_path: Path) -> None:
    text = ":::{schulsozialarbeit}\n:gliederung: traeger\n:ansicht: kurz\n:::"
    shown = words_of(list_guide(tmp_path, text, kommune="redaktion: amt\n").build(edition="oeffentlich"))
    assert "1 Angabe fehlt noch. Schulamt fragen: 0340 204-2040" in shown


def test_by_operator_means_who_runs_the_social_work(tmp_path: Path) -> None:
    assert names(social_guide(tmp_path, ":traeger: verein\n")) == ["Grundschule Nord"]


# ------------------------------------------------------------------------------------------------- dates and steps

DATES = (
    "herbst:\n  titel: Herbstferien\n  art: Ferien\n  schuljahr: 2027/28\n  von: 18.10.2027\n  bis: 22.10.2027\n"
    + CONFIRMED
    + "winter:\n  titel: Winterferien\n  art: Ferien\n  schuljahr: 2026/27\n  von: 01.02.2027\n  bis: 05.02.2027\n"
    + CONFIRMED
    + "offen:\n  titel: Tür auf\n  art: Tag der offenen Tür\n  schule: gym\n  zustaendig: amt\n"
)  # fmt: skip


@pytest.mark.parametrize(
    ("options", "shown"),
    [
        ("", ["Winterferien", "Herbstferien", "Tür auf"]),
        (":art: Ferien\n:schuljahr: 2026/27\n", ["Winterferien"]),
        (":schule: gym\n", ["Tür auf"]),
    ],
)
def test_dates_come_in_order_and_unknown_ones_last(tmp_path: Path, options: str, shown: list[str]) -> None:
    built = list_guide(tmp_path, f":::{{termine}}\n{options}:::", termine=DATES).build()
    assert built.warnings == []
    rows = list(next(iter(built.doctree().findall(nodes.tbody))).findall(nodes.row))
    assert [row[0].astext() for row in rows] == shown


STEPS = {
    "kommune": "stichtag: stichtag\nauskunft: amt\n",
    "fakten": "stichtag:\n  titel: Stichtag\n  wert: 30. Juni\n"
    + CONFIRMED
    + "regel:\n  titel: R\n  wert: ja\n"
    + CONFIRMED,
    "schritte": (
        "schluss:\n  titel: Anmeldung\n  thema: schulanfang\n  jahr: -1\n  bis: 01.03.\n  fakten: regel\n  kapitel: a\n"
        "start:\n  titel: Erster Schultag\n  thema: schulanfang\n  jahr: 0\n"
    ),
}


def step_guide(folder: Path, options: str = "", **data: str) -> DataGuide:
    text = f"# Titel\n\n:::{{was-ist-wann-dran}}\n{options}:::\n\n```{{toctree}}\na\n```\n"
    return DataGuide(folder, {"index": text, "a": "# Anmelden\n"}, **STEPS | data)


def titles(guide: DataGuide, **settings: str) -> list[str]:
    built = guide.build(**settings)  # type: ignore[arg-type]
    assert built.warnings == []
    return [table[0].astext() for table in built.doctree().findall(nodes.table)]


@pytest.mark.parametrize(
    ("options", "shown"),
    [
        (":jahrgang: 2028\n", ["Einschulung 2028, geboren 01.07.2021 bis 30.06.2022"]),
        (":klasse: 4\n", ["Jetzt in Klasse 4, geboren 01.07.2016 bis 30.06.2017"]),
        (":geboren: 30.06.2022\n", ["Einschulung 2028, geboren 01.07.2021 bis 30.06.2022"]),
        (":geboren: 01.07.2022\n", ["Einschulung 2029, geboren 01.07.2022 bis 30.06.2023"]),
        (
            ":geboren: 30.06.2021 bis 01.07.2021\n",
            [
                "Einschulung 2027, geboren 01.07.2020 bis 30.06.2021",
                "Einschulung 2028, geboren 01.07.2021 bis 30.06.2022",
            ],
        ),
        (":geboren: 29.02.2020\n", ["Jetzt in Klasse 1, geboren 01.07.2019 bis 30.06.2020"]),
    ],
)
def test_the_table_is_that_of_the_children_asked_for(tmp_path: Path, options: str, shown: list[str]) -> None:
    assert titles(step_guide(tmp_path, options)) == shown


def test_without_options_the_current_cohorts_are_shown_with_form_and_calendar(tmp_path: Path) -> None:
    built = step_guide(tmp_path).build(edition="oeffentlich")
    article = built.article()
    assert re.findall(r'class="rg-jahrgang" data-bis="([\d-]+)" data-von="([\d-]+)"', article) == [
        ("2020-06-30", "2019-07-01"),
        ("2021-06-30", "2020-07-01"),
        ("2022-06-30", "2021-07-01"),
    ]
    assert '<form class="rg-geburtstag" hidden>' in article
    assert 'href="kalender/schulanfang-2028.ics"' in article
    assert (built.folder / "kalender" / "schulanfang-2028.ics").is_file()
    assert "bis Montag, 1. März 2027" in words_of(built)


def test_a_step_leads_to_its_chapter(tmp_path: Path) -> None:
    assert re.search(r'href="a.html"[^>]*><span class="doc">Anmeldung', step_guide(tmp_path).build().article())


def test_a_deadline_on_a_sunday_is_not_left_without_advice(tmp_path: Path) -> None:
    shown = words_of(step_guide(tmp_path, ":jahrgang: 2027\n").build())
    assert "bis Sonntag, 1. März 2026 (vorbei)" in shown
    assert "Erledigen Sie es bis Freitag, 27. Februar 2026." in shown


def test_where_the_cut_off_is_unconfirmed_no_public_table_names_birthdays(tmp_path: Path) -> None:
    facts = STEPS["fakten"].replace(CONFIRMED, "  zustaendig: amt\n  quellen: [{titel: x, vertrauen: Presse}]\n", 1)
    built = step_guide(tmp_path, fakten=facts).build(edition="oeffentlich")
    assert "geboren" not in words_of(built)
    assert "<form class" not in built.article()
    assert "Welche Geburtstage" not in words_of(built)
    assert "Angaben fehlen noch. Schulamt fragen: 0340 204-2040" in words_of(built)


def test_calendars_that_are_no_longer_there_are_removed(tmp_path: Path) -> None:
    guide = step_guide(tmp_path)
    built = guide.build()
    (built.folder / "kalender" / "alt.ics").write_bytes(b"x")
    guide.write(a="# Anmelden\n\nNeu\n")
    guide.build()
    assert not (built.folder / "kalender" / "alt.ics").exists()


# ---------------------------------------------------------------------------------------------------- programmes

FUNDING = """\
plus:
  name: PLUS
  langname: Prima Lernen
  beschreibung: Geld für Projekte.
  fakten: [betrag]
  schritte:
    - titel: Idee
    - titel: Antrag
      fakten: frist
    - {titel: Prüfung, offen: ja}
  formulare:
    - {titel: Antrag, datei: antrag.txt, version: "2", stand: 01.09.2026}
  selbstpruefung: [Alles unterschrieben?]
  zustaendig: amt
"""


def funding_guide(folder: Path, options: str = "") -> DataGuide:
    guide = page_guide(folder, f":::{{foerderung}} plus\n{options}:::", foerderung=FUNDING)
    (guide.source / "antrag.txt").write_text("Antrag", encoding="utf-8")
    return guide


def test_a_programme_shows_what_there_is_and_counts_the_rest(tmp_path: Path) -> None:
    built = funding_guide(tmp_path).build(edition="oeffentlich")
    assert built.warnings == []
    shown = words_of(built)
    assert "PLUS („Prima Lernen“): Geld für Projekte." in shown
    assert "Höchstbetrag" not in shown
    assert "Antrag Bis zum 1. März." in shown
    assert "Antrag (Fassung 2, Stand 01.09.2026)" in shown
    assert "offen" not in shown
    assert "Prüfung" in shown
    assert "5 Angaben fehlen noch. Schulamt fragen: 0340 204-2040" in shown
    boxes = list(built.doctree().findall(own.ratgeber_checkbox))
    assert [box.parent.astext() for box in boxes] == ["Alles unterschrieben?"]
    assert (built.folder / "_downloads").is_dir()


def test_one_part_of_a_programme_stands_without_its_name(tmp_path: Path) -> None:
    built = funding_guide(tmp_path, ":teile: selbstpruefung\n").build()
    assert built.warnings == []
    assert words_of(built).endswith("Alles unterschrieben?")
    assert list(built.doctree().findall(nodes.term)) == []


def test_parts_are_chosen_by_name_and_wrong_names_are_told(tmp_path: Path) -> None:
    built = funding_guide(tmp_path, ":teile: beispiele, ziel, schritt\n").build()
    assert [term.astext() for term in built.doctree().findall(nodes.term)] == ["Worum es geht"]
    assert "Noch offen: Beispiele" in words_of(built)
    (warning,) = built.warnings
    assert "„schritt“ geht bei „:teile:“ in {foerderung} nicht. Meinten Sie „schritte“?" in warning


def test_what_is_left_of_the_money_is_a_fact_of_its_own(tmp_path: Path) -> None:
    data = FUNDING + "  rest_des_topfes: betrag\n"
    guide = page_guide(tmp_path, ":::{foerderung} plus\n:teile: rest\n:::", foerderung=data)
    assert "Höchstbetrag: 2.000 Euro ?" in words_of(guide.build())


DEADLINES = (
    "naechste:\n  titel: Antragsfrist\n  art: Frist\n  bis: 01.03.2027\n  foerderung: plus\n"
    + CONFIRMED
    + "andere:\n  titel: Andere Frist\n  art: Frist\n  bis: 01.04.2027\n"
    + CONFIRMED
)


def test_the_deadlines_of_a_programme_can_be_fetched_as_a_calendar(tmp_path: Path) -> None:
    text = ":::{termine}\n:foerderung: plus\n:::"
    built = page_guide(tmp_path, text, foerderung=FUNDING, termine=DEADLINES).build(edition="oeffentlich")
    assert "Antragsfrist bis 01.03.2027" in words_of(built)
    assert "Andere Frist" not in words_of(built)
    assert 'href="kalender/foerderung-plus.ics"' in built.article()
    assert b"Antragsfrist" in (built.folder / "kalender" / "foerderung-plus.ics").read_bytes()


def test_without_a_day_that_may_be_shown_no_calendar_is_offered(tmp_path: Path) -> None:
    unsure = DEADLINES.replace(CONFIRMED, "  zustaendig: amt\n  quellen: [{titel: x, vertrauen: Presse}]\n")
    text = ":::{termine}\n:foerderung: plus\n:::"
    built = page_guide(tmp_path, text, foerderung=FUNDING, termine=unsure).build(edition="oeffentlich")
    assert "foerderung-plus.ics" not in built.article()


def test_operators_are_listed_with_what_they_run(tmp_path: Path) -> None:
    guide = list_guide(tmp_path, ":::{traegerverzeichnis}\n:art: frei\n:::", schulsozialarbeit=SITE)
    shown = words_of(guide.build())
    assert "Verein freier Träger Schulen: Freie Grundschule Schulsozialarbeit: Grundschule Nord" in shown
    assert "öffentlicher Träger" not in shown


NOTICES = """\
redaktion: amt
foerderhinweise:
  - geber: Land
    wortlaut: Gefördert vom Land.
    emblem: zeichen.svg
    emblem_beschreibung: Wappen des Landes
  - geber: ESF+
"""


def test_a_funding_notice_stands_as_supplied_and_a_missing_one_does_not_stand(tmp_path: Path) -> None:
    guide = page_guide(tmp_path, ":::{foerderhinweise}\n:::", kommune=NOTICES)
    (guide.source / "zeichen.svg").write_text('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>')
    built = guide.build(edition="oeffentlich")
    assert built.warnings == []
    assert 'alt="Wappen des Landes"' in built.article()
    shown = words_of(built)
    assert "Gefördert vom Land." in shown
    assert "ESF+" not in shown
    assert "1 Angabe fehlt noch. Schulamt fragen: 0340 204-2040" in shown


@pytest.mark.parametrize("edition", ["arbeitsfassung", "oeffentlich", "druck"])
def test_every_list_is_set_in_print_as_well(tmp_path: Path, edition: str) -> None:
    text = "\n\n".join(
        f":::{{{name}}}\n:::"
        for name in (
            "schulverzeichnis",
            "schulsozialarbeit",
            "traegerverzeichnis",
            "anlaufstellen",
            "termine",
            "was-ist-wann-dran",
            "foerderhinweise",
            "browserspeicher",
        )
    )
    guide = list_guide(tmp_path, text, termine=DATES, schulsozialarbeit=SITE, **STEPS)
    built = guide.build(builder="pdf", edition=edition)
    assert built.warnings == []
    assert next(iter(built.folder.glob("*.pdf"))).stat().st_size > 1000
