"""One record from the data as a reviewer reads it: a programme, a film, an exhibition, a date."""

from __future__ import annotations

from pathlib import Path

import pytest
from shown_guides import view_of, write_records

from ratgeber_tools import dialect
from ratgeber_tools.data.disclosure import View
from ratgeber_tools.editorial.shown.records import record_lines

ASK = "bitte erfragen (Bildungsbüro, Telefon 01234 5-0)"


@pytest.fixture(scope="module")
def view(tmp_path_factory: pytest.TempPathFactory) -> View:
    folder: Path = tmp_path_factory.mktemp("ratgeber") / "daten"
    write_records(folder)
    return view_of(folder)


def lines(directive: str, identifier: str, view: View, parts: str = "") -> list[str]:
    found = record_lines(directive, identifier, {"teile": parts}, view)
    assert found is not None
    return list(found)


def test_every_directive_that_shows_a_record_has_lines(view: View) -> None:
    shown = {"kontakt": "rat", "frist": "antrag", "termin": "antrag", "foerderung": "plus", "film": "voll"}
    shown |= {"ausstellung": "schau"}
    assert set(shown) == set(dialect.RECORD_DIRECTIVES)
    assert [name for name, identifier in shown.items() if len(lines(name, identifier, view)) < 2] == []


def test_a_record_that_does_not_exist_is_named(view: View) -> None:
    assert lines("film", "gibt-es-nicht", view) == ["Film: [Angabe fehlt: gibt-es-nicht]"]


def test_what_shows_no_record_has_no_lines(view: View) -> None:
    assert record_lines("tipp", "plus", {}, view) is None


def test_a_date_is_shown_with_its_days_or_with_who_tells_them(view: View) -> None:
    assert lines("frist", "antrag", view) == ["Frist: Antragsfrist", "bis 01.03.2027"]
    assert lines("termin", "zweite-frist", view) == [
        "Termin: Zweite Frist",
        f"[noch offen]. Das Büro nennt sie im Mai. Bis dahin {ASK}.",
    ]


def test_a_programme_is_shown_whole_with_amount_deadline_and_whom_to_ask(view: View) -> None:
    assert lines("foerderung", "plus", view) == [
        "Förderung: PLUS",
        "",
        "Worum es geht:",
        "PLUS: Geld für Ideen.",
        "",
        "Wer den Antrag stellt:",
        "Schule und Partner.",
        "",
        "Was gilt:",
        "• Höchstbetrag: 2.000\u00a0Euro",
        "",
        "Fristen:",
        "• Antragsfrist: bis 01.03.2027",
        f"• Zweite Frist: [noch offen]. Das Büro nennt sie im Mai. Bis dahin {ASK}.",
        "",
        "So gehen Sie vor:",
        "1. Idee – Wer macht mit?",
        "    • Höchstbetrag: 2.000\u00a0Euro",
        "    • Antragsfrist: bis 01.03.2027",
        "2. Bescheid – wie das geht, ist [noch offen]",
        f"Was offen ist, {ASK}.",
        "",
        "Formulare:",
        "• Antrag (Fassung 2, Stand 01.10.2026)",
        "",
        "Vor der Abgabe prüfen:",
        "☐ Unterschrift da?",
        "",
        "Beispiele:",
        "• Garten (Lindenschule, 2025): Beete gebaut.",
        "",
        "Was noch im Topf ist:",
        f"Was noch da ist: [noch offen], {ASK}",
        "",
        f"[noch offen: So wird abgestimmt], {ASK}",
    ]


def test_one_part_alone_is_named_beside_the_title(view: View) -> None:
    assert lines("foerderung", "plus", view, "formulare") == [
        "Förderung: PLUS (Formulare)",
        "• Antrag (Fassung 2, Stand 01.10.2026)",
    ]


def test_a_part_nobody_has_supplied_says_whom_to_ask(view: View) -> None:
    assert lines("foerderung", "plus", view, "abstimmung") == [
        "Förderung: PLUS (So wird abgestimmt)",
        f"[noch offen: So wird abgestimmt], {ASK}",
    ]


def test_a_film_is_shown_with_title_length_and_where_to_see_it(view: View) -> None:
    assert lines("film", "voll", view, "inhalt, ansehen, kapitel, wortlaut, rechte, kontakt") == [
        "Film: Imagefilm",
        "",
        "Der Film:",
        "• Titel: Da sein",
        "• Worum es geht: Ein Tag an der Schule.",
        "• Dauer: 7:30 Minuten",
        "",
        "Ansehen:",
        "• Der Film läuft auf der Webseite (Untertitel: Deutsch).",
        "• Der Film liegt bei Kanal: https://kanal.example/film",
        "",
        "Kapitel:",
        "• 1:05 Der Morgen",
        "",
        "Zum Lesen:",
        "Guten Morgen.",
        "",
        "Rechte und Einwilligungen:",
        "• Musik: Verlag, bis 31.12.2027",
        "• Einwilligungen: alle gelten bis 31.07.2027",
        "",
        "Den Film zeigen:",
        "• Beratung: Weg 1, Musterstadt, [noch offen: Telefon]",
        "    Sprechzeiten: montags 9 bis 12 Uhr",
        "    Kosten: keine",
    ]


def test_a_film_nobody_has_supplied_is_open(view: View) -> None:
    assert lines("film", "leer", view, "inhalt, ansehen") == [
        "Film: Imagefilm",
        f"[noch offen: Der Film, Ansehen], {ASK}",
    ]
    supplied = lines("film", "leer", view, "offen")
    assert supplied[:3] == [
        "Film: Imagefilm (Noch offen)",
        "Das liefert noch: Bildungsbüro, Telefon 01234 5-0.",
        "• Film-Datei oder Adresse",
    ]


def test_an_exhibition_is_shown_with_its_places_and_dates(view: View) -> None:
    assert lines("ausstellung", "schau", view, "standort") == [
        "Ausstellung: Wanderausstellung (Wo sie steht)",
        "Zurzeit: Rathaus, Foyer, 01.11. bis 30.11.2026",
        "• Im Rathaus: 01.11. bis 30.11.2026, 9 bis 17 Uhr, Rathaus, Foyer",
    ]


def test_an_exhibition_without_dates_says_whom_to_ask(view: View) -> None:
    assert lines("ausstellung", "leer", view, "standort") == [
        "Ausstellung: Zweite Ausstellung (Wo sie steht)",
        f"Wo die Ausstellung steht und wohin sie geht: [noch offen], {ASK}.",
    ]


def test_a_picture_that_may_not_be_shown_is_not_described(view: View) -> None:
    assert lines("ausstellung", "schau", view, "inhalt, tafeln, ausleihe") == [
        "Ausstellung: Wanderausstellung",
        "",
        "Worum es geht:",
        "• Titel: Hinsehen",
        "",
        "Die Tafeln:",
        "• Tafel 1",
        "    Das Bild dieser Tafel ist hier nicht zu sehen: Einwilligung oder Recht fehlt.",
        "    Der erste Absatz.",
        "• Tafel 2",
        "    [Bild: Ein Baum]",
        "",
        "Ausleihen:",
        "• Kosten: keine",
        "[noch offen: Maße der Tafeln, Zahl der Tafeln, Platz, den sie braucht, Transport, Versicherung], " + ASK,
        "• Beratung: Weg 1, Musterstadt, [noch offen: Telefon]",
        "    Sprechzeiten: montags 9 bis 12 Uhr",
        "    Kosten: keine",
    ]
