"""Lists made from the data as a reviewer reads them: chosen by the options, an entry a line, gaps named."""

from __future__ import annotations

from pathlib import Path

import pytest
from shown_guides import view_of, write_records

from ratgeber_tools import dialect
from ratgeber_tools.data.disclosure import View
from ratgeber_tools.editorial.shown.records import list_lines


@pytest.fixture(scope="module")
def view(tmp_path_factory: pytest.TempPathFactory) -> View:
    folder: Path = tmp_path_factory.mktemp("ratgeber") / "daten"
    write_records(folder)
    return view_of(folder)


def lines(directive: str, view: View, **options: str) -> list[str]:
    found = list_lines(directive, options, view)
    assert found is not None
    return list(found[1:])


SITES = [
    "",
    "Grundschule:",
    "• Lindenschule: hilfe@verein.example, Telefon 01234 8-0, Träger Verein Hilfe",
    "    Raum: 12",
    "    Sprechzeiten: montags, dienstags",
    "    Stunden in der Woche: 19,5",
    "    Schwerpunkte: Streit",
    "    Vertretung: Ahornschule",
    "    [noch offen: Finanzierung], bitte erfragen (Bildungsbüro, Telefon 01234 5-0)",
    "    Beispiel: Pausenlotsen",
    "    Anlass: Streit auf dem Hof",
    "    Partner: Hort",
]


def test_every_list_of_the_dialect_is_shown(view: View) -> None:
    silent = [name for name in dialect.LIST_DIRECTIVES if not list_lines(name, {}, view)]
    assert silent == []


def test_what_is_no_list_of_records_has_no_lines(view: View) -> None:
    assert list_lines("tipp", {}, view) is None


def test_social_work_is_shown_with_who_runs_it_and_how_to_reach_it(view: View) -> None:
    assert lines("schulsozialarbeit", view)[:12] == SITES


def test_a_school_without_an_entry_is_named_with_its_office(view: View) -> None:
    assert lines("schulsozialarbeit", view)[-3:] == [
        "",
        "Noch ohne Eintrag. Die Redaktion fragt bei den Trägern nach: Bildungsbüro, Telefon 01234 5-0",
        "• Birkenschule: Sekretariat, Telefon 01234 7-0",
    ]


def test_social_work_nobody_can_reach_says_so(view: View) -> None:
    assert lines("schulsozialarbeit", view, schule="ahorn") == [
        "• Ahornschule: [noch offen: Kontakt]",
        "    [noch offen: Raum, Sprechzeiten, Stunden in der Woche, Schwerpunkte, Träger, Finanzierung, Vertretung, "
        "Beispiele], bitte erfragen (Bildungsbüro, Telefon 01234 5-0)",
    ]


def test_the_short_view_gives_a_number_a_school_by_operator(view: View) -> None:
    assert lines("schulsozialarbeit", view, gliederung="traeger", ansicht="kurz") == [
        "",
        "Verein Hilfe:",
        "• Lindenschule: Telefon 01234 8-0",
        "",
        "Träger noch unbekannt:",
        "• Ahornschule: [noch offen], bitte erfragen (Bildungsbüro, Telefon 01234 5-0)",
    ]


def test_the_short_view_without_entries_says_whom_to_ask(view: View) -> None:
    assert lines("schulsozialarbeit", view, schule="birken", ansicht="kurz") == [
        "Dazu ist noch nichts eingetragen, bitte erfragen (Bildungsbüro, Telefon 01234 5-0)."
    ]


def test_the_operator_of_a_social_work_list_is_not_that_of_the_school(view: View) -> None:
    found = lines("schulsozialarbeit", view, traeger="verein")
    assert found == SITES[2:]


def test_a_person_is_never_shown(view: View) -> None:
    assert not any("fachkraft" in line.lower() for line in lines("schulsozialarbeit", view))


def test_schools_are_grouped_and_say_what_is_unknown(view: View) -> None:
    assert lines("schulverzeichnis", view) == [
        "",
        "Grundschule:",
        "• Lindenschule: Träger Stadt Musterstadt, Stadtteil Mitte, Markt 1, Musterstadt, Telefon 01234 6-0",
        "• Birkenschule: [noch offen: Träger], [noch offen: Anschrift], Telefon 01234 7-0",
        "",
        "Gymnasium:",
        "• Ahornschule: [noch offen: Träger], [noch offen: Anschrift und Telefon]",
    ]


def test_a_list_of_one_form_says_it_with_each_school(view: View) -> None:
    assert lines("schulverzeichnis", view, schulform="Gymnasium") == [
        "• Ahornschule: Gymnasium, [noch offen: Träger], [noch offen: Anschrift und Telefon]"
    ]


def test_a_heading_is_not_said_again_with_each_school(view: View) -> None:
    assert lines("schulverzeichnis", view, gliederung="traeger")[:3] == [
        "",
        "Stadt Musterstadt:",
        "• Lindenschule: Grundschule, Stadtteil Mitte, Markt 1, Musterstadt, Telefon 01234 6-0",
    ]


@pytest.mark.parametrize(
    ("options", "names"),
    [
        ({"schulform": "gymnasium"}, ["Ahornschule"]),
        ({"traeger": "stadt"}, ["Lindenschule"]),
        ({"stadtteil": "mitte"}, ["Lindenschule"]),
        ({"schule": "linden, ahorn", "gliederung": "keine"}, ["Lindenschule", "Ahornschule"]),
        ({"schule": "gibt-es-nicht", "gliederung": "keine"}, ["Lindenschule", "Ahornschule", "Birkenschule"]),
    ],
)
def test_options_choose_among_the_schools(view: View, options: dict[str, str], names: list[str]) -> None:
    found = lines("schulverzeichnis", view, **options)
    assert [line[2:].partition(":")[0] for line in found] == names


def test_an_operator_is_shown_with_its_schools(view: View) -> None:
    assert lines("traegerverzeichnis", view) == [
        "• Stadt Musterstadt: öffentlicher Träger",
        "    Schulen: Lindenschule",
        "• Verein Hilfe: freier Träger, https://verein.example",
        "    Schulsozialarbeit: Lindenschule",
    ]
    assert lines("traegerverzeichnis", view, art="frei")[0].startswith("• Verein Hilfe")


def test_a_contact_is_shown_with_its_hours_and_what_it_costs(view: View) -> None:
    assert lines("anlaufstellen", view, art="Beratung") == [
        "• Beratung: Weg 1, Musterstadt, [noch offen: Telefon]",
        "    Sprechzeiten: montags 9 bis 12 Uhr",
        "    Kosten: keine",
    ]
    assert lines("anlaufstellen", view, thema="hort") == ["• Bildungsbüro: Telefon 01234 5-0"]


def test_dates_are_shown_with_time_and_place_and_those_not_known_with_who_tells(view: View) -> None:
    assert lines("termine", view) == [
        "• Schulfest: 01.10.2026 (vorbei)",
        "• Im Rathaus: 01.11. bis 30.11.2026, 9 bis 17 Uhr, Rathaus, Foyer",
        "• Antragsfrist: bis 01.03.2027",
        "• Zweite Frist: [noch offen]. Das Büro nennt sie im Mai. "
        "Bis dahin bitte erfragen (Bildungsbüro, Telefon 01234 5-0).",
    ]
    assert lines("termine", view, foerderung="plus") == ["• Antragsfrist: bis 01.03.2027"]
    assert lines("termine", view, art="Ferien") == ["Dazu ist kein Termin eingetragen."]


def test_steps_are_shown_with_their_month_or_who_tells_the_day(view: View) -> None:
    assert lines("was-ist-wann-dran", view, thema="schulanfang", jahrgang="2028") == [
        "",
        "Einschulung 2028, geboren 01.07.2021 bis 30.06.2022:",
        "• Februar 2027: Anmelden. Gehen Sie hin.",
        "• [noch offen]: Brief lesen. Er kommt mit der Post. Den Tag nennt die Schule.",
    ]


def test_a_step_nobody_tells_about_says_whom_to_ask(view: View) -> None:
    assert lines("was-ist-wann-dran", view, thema="wechsel", klasse="4") == [
        "",
        "Jetzt in Klasse 4, geboren 01.07.2016 bis 30.06.2017:",
        "• [noch offen]: Schule wählen. Fragen Sie hier: Bildungsbüro, Telefon 01234 5-0.",
    ]


def test_steps_that_are_past_say_so(view: View) -> None:
    found = lines("was-ist-wann-dran", view, thema="schulanfang", geboren="01.07.2019 bis 30.06.2020")
    steps = [line for line in found if line.startswith("•")]
    assert steps[-1] == "• Februar 2025 (vorbei): Anmelden. Gehen Sie hin.", "what is still to be done stands first"
    assert "(vorbei)" not in steps[0]


def test_both_ways_are_named_where_no_topic_is_chosen(view: View) -> None:
    heads = [line for line in lines("was-ist-wann-dran", view, jahrgang="2028") if line and not line.startswith("•")]
    assert [head.partition(":")[0] for head in heads] == ["Schulanfang", "Wechsel nach Klasse 4"]


def test_a_funder_that_prescribes_words_not_supplied_yet_is_open(view: View) -> None:
    assert lines("foerderhinweise", view) == [
        "• Land: Wortlaut und Zeichen sind [noch offen], bitte erfragen (Bildungsbüro, Telefon 01234 5-0).",
        "• [Bild: Zeichen des Bundes] Gefördert vom Bund.",
    ]
