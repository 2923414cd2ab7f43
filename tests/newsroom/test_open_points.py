from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from data.data_files import write_data
from guide.guides import HEAD, HEAD_LINES, make_guide
from ratgeber_tools.checks import run_checks
from ratgeber_tools.guide import Guide
from ratgeber_tools.newsroom.meeting_agenda import as_markdown, as_text
from ratgeber_tools.newsroom.open_points import OpenPoint, PointKind, Use, open_points

TODAY = date(2026, 12, 1)
CONFIRMED = "  zustaendig: amt\n  bestaetigt_durch: amt\n  bestaetigt_am: 01.11.2026\n"
OFFICES = (
    "amt:\n  name: Schulamt\n  art: Amt\n  strasse: Weg 1\n  telefon: 0340 1\n  email: amt@stadt.example\n"
    "  oeffnungszeiten: montags\n  barrierefreiheit: ja\n  sprachen: Deutsch\n" + CONFIRMED
)
TOWN = (
    "name: A\namtlicher_name: A\nland: A\ntitel_des_ratgebers: A\nweb: https://a.example\n"
    "adresse_des_ratgebers: https://a.example\nauskunft: amt\nredaktion: amt\nstichtag: stichtag\nkalender_kennung: a\n"
)
STICHTAG = "stichtag:\n  titel: Stichtag\n  wert: 30. Juni\n" + CONFIRMED


def guide_of(folder: Path, *, text: str = "Text.", **data: str) -> Guide:
    write_data(folder / "daten", **{"anlaufstellen": OFFICES, "fakten": STICHTAG, "kommune": TOWN} | data)
    return make_guide(folder, kapitel=f"{HEAD}# Kapitel\n\n{text}\n")


def points_of(guide: Guide, *kinds: PointKind) -> list[OpenPoint]:
    """Return the points of these kinds, of all but those of the municipality's file if none is given."""
    points = open_points(guide, TODAY)
    return [point for point in points if point.kind in (kinds or set(PointKind) - {PointKind.MUNICIPALITY})]


def test_a_guide_in_which_all_is_confirmed_has_no_open_record(tmp_path: Path) -> None:
    assert points_of(guide_of(tmp_path)) == []


FACT = "x:\n  titel: Frist\n  wert: 1. März\n  zustaendig: amt\n  quellen: [{titel: Z, vertrauen: Presse}]\n"


@pytest.mark.parametrize(
    ("fact", "kind", "detail"),
    [
        (FACT, PointKind.UNCONFIRMED, "„1. März“"),
        (
            FACT.replace(
                "vertrauen: Presse", "adresse: 'https://z.example', vertrauen: amtlich, gesehen_wert: 0a0a0a0a"
            ),
            PointKind.UNCONFIRMED,
            "„1. März“ Neuer Wert, Quelle noch nicht angesehen.",
        ),
        ("x:\n  titel: Frist\n  zustaendig: amt\n", PointKind.UNKNOWN, ""),
        (
            FACT + "  widersprueche:\n    - aussage: Es ist der 4. März.\n      notiert_am: 01.11.2026\n"
            "      quelle: {titel: Blatt, vertrauen: Presse}\n",
            PointKind.CONTRADICTORY,
            "Eingetragen ist „1. März“. Es ist der 4. März (Blatt).",
        ),
        (
            f"x:\n  titel: Frist\n  wert: 1. März\n  gueltig_bis: 30.11.2026\n{CONFIRMED}",
            PointKind.EXPIRED,
            "„1. März“ galt bis 30.11.2026.",
        ),
    ],
)
def test_a_fact_nobody_stands_by_is_a_point_that_says_what_is_open(
    tmp_path: Path, fact: str, kind: PointKind, detail: str
) -> None:
    (point,) = points_of(guide_of(tmp_path, fakten=STICHTAG + fact))
    assert (point.office, point.kind, point.title, point.detail) == ("Schulamt", kind, "Frist", detail)
    assert point.origin == (tmp_path / "daten" / "fakten.yaml", 7)


def test_a_point_names_the_lines_and_lists_that_wait_for_it(tmp_path: Path) -> None:
    dates = "t:\n  titel: Tag\n  art: Ferien\n  zustaendig: amt\n"
    dates += "  bekanntgabe: Die Stadt nennt ihn.\n  erwartet_bis: 1.2.2027\n"
    guide = guide_of(tmp_path, text="Am {termin}`t`.\n\n:::{termine}\n:::", termine=dates)
    (point,) = points_of(guide)
    assert point.detail == "Die Stadt nennt ihn. Erwartet bis 01.02.2027."
    assert point.uses == (Use(tmp_path / "kapitel.md", HEAD_LINES + 3), Use(tmp_path / "kapitel.md", None))


def test_a_day_that_is_over_is_no_task(tmp_path: Path) -> None:
    dates = "t:\n  titel: Tag\n  art: Ferien\n  von: 01.10.2026\n  zustaendig: amt\n"
    dates += "  quellen: [{titel: Z, vertrauen: Presse}]\n"
    assert points_of(guide_of(tmp_path, termine=dates)) == []


def test_what_a_school_has_not_told_is_open_also_when_the_rest_is_confirmed(tmp_path: Path) -> None:
    schools = f"gs:\n  name: Grundschule A\n  schulform: Grundschule\n  strasse: Weg 1\n  telefon: 0340 1\n{CONFIRMED}"
    school, social = points_of(guide_of(tmp_path, schulen=schools))
    assert (school.kind, school.title) == (PointKind.UNKNOWN, "Grundschule A")
    assert school.detail == (
        "Es fehlt: Träger, E-Mail, Internet, Sprechzeiten, Barrierefreiheit, Sprachen, "
        "Abschlüsse und Profile, Fremdsprachen, Ganztag, Hort, Tag der offenen Tür."
    )
    assert social.title == "Schulsozialarbeit: Grundschule A"


def test_a_note_is_a_point_of_whom_it_asks(tmp_path: Path) -> None:
    text = (
        ":::{redaktionsnotiz}\n:art: offene Frage\n\nAn das Rechtsamt: Was gilt?\n\n- eins\n- zwei\n:::\n\n"
        ":::{redaktionsnotiz}\nFür das Schulamt.\n:::\n\n:::{redaktionsnotiz}\nOhne Namen.\n:::"
    )
    points = points_of(guide_of(tmp_path, text=text))
    assert [(point.office, point.detail) for point in points] == [
        ("Amt", "Ohne Namen."),
        ("Rechtsamt", "Was gilt? eins zwei (offene Frage)"),
        ("Schulamt", "Für das Schulamt."),
    ]
    assert points[1].origin == (tmp_path / "kapitel.md", HEAD_LINES + 3)
    assert {point.kind for point in points} == {PointKind.NOTE}
    assert {point.title for point in points} == {"Kapitel"}


def test_what_the_municipality_leaves_open_is_a_point_with_its_line(tmp_path: Path) -> None:
    town = (
        TOWN
        + "broschuere:\n  erscheint_am: 01.01.2027\n  gilt_bis:\nfoerderhinweise:\n  - geber: ESF+\n    wortlaut: W\n"
    )
    points = points_of(guide_of(tmp_path, kommune=town), PointKind.MUNICIPALITY)
    titles = {point.title: point.origin.line for point in points}
    assert titles["Broschüre, Gilt bis"] == 13
    assert titles["Förderhinweise, Eintrag 1, Emblem"] == 14
    assert "Förderhinweise, Eintrag 1, Wortlaut" not in titles
    assert "Broschüre, Erscheint am" not in titles
    assert "Name" not in titles
    assert {point.office for point in points} == {"Schulamt"}


def test_a_guide_without_the_file_of_the_municipality_is_told_so_once(tmp_path: Path) -> None:
    guide = guide_of(tmp_path)
    (tmp_path / "daten" / "kommune.yaml").unlink()
    (point,) = points_of(make_guide(guide.folder), PointKind.MUNICIPALITY)
    assert (point.title, point.origin.path.name) == ("Angaben zur Stadt", "kommune.yaml")


def test_a_record_nobody_owns_comes_last_without_an_office(tmp_path: Path) -> None:
    facts = STICHTAG + FACT.replace("zustaendig: amt", "hinweis: x") + FACT.replace("x:\n", "y:\n", 1)
    assert [point.office for point in points_of(guide_of(tmp_path, fakten=facts))] == ["Schulamt", ""]


def test_what_only_the_offices_can_settle_is_no_mistake_of_the_guide(tmp_path: Path) -> None:
    facts = STICHTAG + FACT + "u:\n  titel: U\n  zustaendig: amt\n"
    facts += FACT.replace("x:\n", "w:\n", 1) + "  widersprueche: [{aussage: Nein, notiert_am: 01.11.2026}]\n"
    text = "{fakt}`x`, {fakt}`u`, {fakt}`w`, {kommune}`herausgeber`.\n\n:::{redaktionsnotiz}\nWas gilt?\n:::"
    guide = guide_of(tmp_path, text=text, fakten=facts)
    assert run_checks(guide) == []
    assert {point.kind for point in open_points(guide, TODAY)} == {
        PointKind.CONTRADICTORY, PointKind.NOTE, PointKind.UNKNOWN, PointKind.MUNICIPALITY, PointKind.UNCONFIRMED,
    }  # fmt: skip


# --------------------------------------------------------------------------------------------------- on paper


@pytest.fixture
def agenda(tmp_path: Path) -> tuple[list[OpenPoint], Path]:
    facts = STICHTAG + FACT + FACT.replace("x:\n", "y:\n", 1).replace("Frist", "'*Zahl* [neu]'")
    guide = guide_of(tmp_path / "ratgeber", text="{fakt}`x`\n\n:::{redaktionsnotiz}\nWas gilt?\n:::", fakten=facts)
    return points_of(guide), tmp_path


def test_as_text_each_point_stands_with_its_places_under_office_and_task(agenda: tuple[list[OpenPoint], Path]) -> None:
    points, folder = agenda
    assert as_text(points, TODAY, seen_from=folder).splitlines() == [
        "Offene Punkte, Stand 01.12.2026",
        "",
        "Amt: 1",
        "  Fragen aus den Kapiteln",
        "    1. Kapitel: Was gilt?",
        f"       ratgeber/kapitel.md:{HEAD_LINES + 5}",
        "",
        "Schulamt: 2",
        "  Bestätigen",
        "    1. Frist: „1. März“",
        f"       ratgeber/daten/fakten.yaml:7, verwendet in ratgeber/kapitel.md:{HEAD_LINES + 3}",
        "    2. *Zahl* [neu]: „1. März“",
        "       ratgeber/daten/fakten.yaml:12",
        "",
        "Zusammen: 3 Punkte bei 2 Stellen",
    ]


def test_as_markdown_points_are_boxes_to_tick_with_links(agenda: tuple[list[OpenPoint], Path]) -> None:
    points, folder = agenda
    text = as_markdown(points, TODAY, seen_from=folder / "protokolle")
    assert "Stand: 01.12.2026. 3 Punkte bei 2 Stellen.\n" in text
    assert "| Schulamt | 2 |\n" in text
    assert "\n## Schulamt\n\n### Bestätigen\n\n- [ ] **Frist**: „1. März“ (" in text
    line = HEAD_LINES + 3
    assert f"verwendet in [kapitel.md, Zeile {line}](<../ratgeber/kapitel.md#L{line}>))" in text
    assert r"- [ ] **\*Zahl\* \[neu\]**: „1. März“" in text


def test_with_nothing_open_the_agenda_says_so(tmp_path: Path) -> None:
    assert as_text((), TODAY, seen_from=tmp_path).endswith("\nZusammen: nichts mehr offen\n")
    assert "Stand: 01.12.2026. nichts mehr offen." in as_markdown((), TODAY, seen_from=tmp_path)
