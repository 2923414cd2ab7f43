from __future__ import annotations

import csv
import io
import json
from dataclasses import replace
from datetime import UTC, date, datetime
from itertools import pairwise
from pathlib import Path

import pytest

from data.data_files import write_data
from guide.guides import make_guide
from html_reading import read_html
from ratgeber_tools.editorial.addressees import Offices
from ratgeber_tools.editorial.notes import open_notes
from ratgeber_tools.editorial.roles import Roles
from ratgeber_tools.guide import Guide
from ratgeber_tools.history import ChapterCommit
from ratgeber_tools.newsroom.status.dues import Month, dues, month_of, parse_month
from ratgeber_tools.newsroom.status.exports import as_csv, as_json
from ratgeber_tools.newsroom.status.page import status_file, status_fragment
from ratgeber_tools.newsroom.status.survey import UNKNOWN_OFFICE, ChapterStatus, Past, Survey, survey
from ratgeber_tools.newsroom.status.table import mail_lines, progress, table_lines
from ratgeber_tools.releases.log import Release, ReleaseLog, Votes, Withdrawal

TODAY = date(2026, 12, 1)
NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)
BLOB = "0" * 40

FACTS = """\
frist:
  titel: Anmeldefrist
  wert: 1. März
  zustaendig: amt
  quellen: [{titel: Stadt, vertrauen: amtlich}]
beitrag:
  titel: Beitrag
  wert: "70"
  einheit: Euro
  gueltig_bis: 31.12.2026
  bestaetigt_durch: amt
  bestaetigt_am: 24.11.2026
  zustaendig: amt
  quellen: [{titel: Stadt, vertrauen: amtlich}]
"""

CHAPTER = """\
---
status: steuergruppe
zustaendig: Schulamt
stand: 24.11.2026
pruefen_bis: 30.11.2026
---

# Anmeldung

Sie melden Ihr Kind an, bis zum {fakt}`frist`.
Es kostet {fakt}`beitrag`.

:::{redaktionsnotiz}
:art: offene Frage

An das Schulamt: Stimmt der Tag?
:::
"""


@pytest.fixture
def guide(tmp_path: Path) -> Guide:
    write_data(tmp_path / "daten", fakten=FACTS)
    return make_guide(tmp_path, index="# Ratgeber\n", anmeldung=CHAPTER, hort="# Hort\n\nKurz.\n")


def status_of(guide: Guide, name: str, past: Past | None = None) -> ChapterStatus:
    return next(each for each in survey(guide, past or Past(), today=TODAY).chapters if each.name == name)


def release(name: str = "anmeldung") -> Release:
    return Release(name, BLOB, NOON, date(2026, 11, 23), "Jugendamt", "TOP 3", Votes(9, 0, 0))


def test_a_chapter_shows_what_its_head_text_and_data_say(guide: Guide) -> None:
    found = status_of(guide, "anmeldung")
    assert (found.title, found.status, found.office) == ("Anmeldung", "steuergruppe", "Schulamt")
    assert found.review_by == date(2026, 11, 30)
    assert found.words == 9
    assert found.unconfirmed == ("frist",)
    assert [note.words for note in found.notes] == ["Stimmt der Tag?"]


def test_index_pages_are_no_chapters(guide: Guide) -> None:
    assert [each.name for each in survey(guide, Past(), today=TODAY).chapters] == ["anmeldung", "hort"]


def test_what_nobody_knows_stays_unknown(guide: Guide) -> None:
    found = status_of(guide, "hort")
    assert (found.status, found.office, found.pages, found.changed_on, found.changed_by) == (
        "ohne Kopf", "", None, None, "",
    )  # fmt: skip


def test_the_last_change_names_the_office_and_never_the_mailbox(guide: Guide) -> None:
    roles = Roles({"schulamt@stadt.example": "Schulamt"})
    changes = {
        "anmeldung": ChapterCommit("a" * 40, "schulamt@stadt.example", NOON),
        "hort": ChapterCommit("b" * 40, "jemand@privat.example", NOON),
    }
    past = Past(changes=changes, roles=roles)
    assert status_of(guide, "anmeldung", past).changed_by == "Schulamt"
    assert status_of(guide, "hort", past).changed_by == UNKNOWN_OFFICE
    found = survey(guide, past, today=TODAY)
    month = month_of(TODAY)
    for text in ("\n".join(table_lines(found)), as_csv(found), as_json(found), status_file(found, (), month)):
        assert "privat.example" not in text


def test_the_status_says_whether_the_release_is_still_what_the_file_says(guide: Guide) -> None:
    log = ReleaseLog((release(),))
    assert status_of(guide, "anmeldung", Past(log=log)).status == "freigegeben, seitdem geändert"
    assert status_of(guide, "anmeldung", Past(log=log, as_released={"anmeldung"})).status == "freigegeben"
    later = Withdrawal("anmeldung", BLOB, datetime(2026, 11, 25, tzinfo=UTC), "Schulamt", "Zahl falsch")
    withdrawn = status_of(guide, "anmeldung", Past(log=ReleaseLog((release(), later))))
    assert (withdrawn.status, withdrawn.released_on) == ("zurückgezogen, steuergruppe", None)


def test_progress_counts_released_chapters_and_confirmed_values(guide: Guide) -> None:
    found = survey(guide, Past(log=ReleaseLog((release(),))), today=TODAY)
    chapters, values = progress(found)
    assert chapters == ("Kapitel freigegeben", 1, 2)
    assert values == ("Angaben bestätigt", 1, 3)  # two facts, one office


def test_an_empty_guide_has_an_empty_bar_and_no_error(tmp_path: Path) -> None:
    found = survey(make_guide(tmp_path), Past(), today=TODAY)
    assert "] 0 von 0" in "\n".join(table_lines(found))
    assert json.loads(as_json(found))["kapitel"] == []


def test_a_note_inside_a_note_is_one_open_point(tmp_path: Path) -> None:
    text = "# T\n\n::::{konflikt}\nA\n\n:::{redaktionsnotiz}\nB\n:::\n::::\n"
    (chapter,) = make_guide(tmp_path, kapitel=text)
    assert [(note.kind, note.words) for note in open_notes(chapter, Offices([]))] == [("Konflikt", "A B")]


def test_a_chapter_and_its_notes_go_to_the_office_by_its_full_name(tmp_path: Path) -> None:
    write_data(tmp_path / "daten", anlaufstellen="amt:\n  name: Schulamt, Sitz Dessau\n  art: Amt\n")
    found = status_of(make_guide(tmp_path, anmeldung=CHAPTER), "anmeldung")
    assert (found.office, found.notes[0].office) == ("Schulamt, Sitz Dessau", "Schulamt, Sitz Dessau")


@pytest.mark.parametrize("text", ["12.2026", "12/2026", "2026-12", "Dezember 2026", " dezember  2026 "])
def test_a_month_is_read_as_people_write_it(text: str) -> None:
    assert parse_month(text) == Month(2026, 12)


@pytest.mark.parametrize("text", ["13.2026", "0.2026", "Dezembar 2026", "2026", "", "1.12.2026"])
def test_what_names_no_month_is_refused(text: str) -> None:
    assert parse_month(text) is None


def test_december_ends_on_its_last_day() -> None:
    assert Month(2026, 12).last_day == date(2026, 12, 31)
    assert Month(2028, 2).last_day == date(2028, 2, 29)


def test_a_mail_names_chapters_ending_values_and_questions_of_one_office(guide: Guide) -> None:
    found = survey(guide, Past(roles=Roles({"schulamt@stadt.example": "Schulamt"})), today=TODAY)
    (due,) = dues(found, Month(2026, 12))
    text = "\n".join(mail_lines(due, found, Month(2026, 12)))
    assert text.startswith("An: Schulamt <schulamt@stadt.example>\nBetreff: ")
    assert "- „Anmeldung“ bis 30.11.2026, überfällig (anmeldung)" in text
    assert "- Beitrag: 70\u00a0Euro (gilt bis 31.12.2026)" in text
    assert "- Stimmt der Tag? (Kapitel „Anmeldung“)" in text
    assert "2 Angaben aus Ihrem Bereich" in text


def test_what_ends_after_the_month_is_not_due(guide: Guide) -> None:
    (due,) = dues(survey(guide, Past(), today=TODAY), Month(2026, 11))
    assert due.ending == []
    assert [chapter.name for chapter in due.reviews] == ["anmeldung"]


def test_the_csv_opens_in_excel_and_runs_no_formula(tmp_path: Path) -> None:
    text = CHAPTER.replace("# Anmeldung", '# =HYPERLINK("x"; "y")')
    exported = as_csv(survey(make_guide(tmp_path, anmeldung=text), Past(), today=TODAY))
    assert exported.startswith("\ufeff")
    head, row = csv.reader(io.StringIO(exported.removeprefix("\ufeff")), delimiter=";")
    assert len(head) == len(row)
    assert row[1].startswith("'=HYPERLINK")


def test_the_page_is_well_formed_and_its_headings_go_down_one_by_one(guide: Guide) -> None:
    found = survey(guide, Past(why_unknown="Kein <git>."), today=TODAY)
    month = month_of(TODAY)
    text = status_file(found, dues(found, month), month)
    levels = read_html(text).headings
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))
    assert "Kein &lt;git&gt;." in text


def test_words_of_authors_stay_words_on_the_page(tmp_path: Path) -> None:
    text = CHAPTER.replace("Stimmt der Tag?", "Stimmt `<script>alert(1)</script>`?")
    found: Survey = survey(make_guide(tmp_path, anmeldung=text), Past(), today=TODAY)
    month = month_of(TODAY)
    fragment = status_fragment(found, dues(found, month), month, link=lambda name: f"{name}.html")
    assert "<script>" not in fragment
    assert '<a href="anmeldung.html">Anmeldung</a>' in fragment


def test_what_was_released_in_spite_of_open_points_says_why(guide: Guide) -> None:
    log = ReleaseLog((replace(release(), in_spite_of="Frist folgt"),))
    text = "\n".join(table_lines(survey(guide, Past(log=log, as_released={"anmeldung"}), today=TODAY)))
    assert "Trotz offener Punkte freigegeben: anmeldung (Frist folgt)." in text
    assert "heißt: 1 von 2 Kapiteln. Übersichten (index) folgen ihren Kapiteln." in text
