from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from ical.calendar import Calendar as ParsedCalendar
from ical.calendar_stream import IcsCalendarStream
from ical.event import Event as ParsedEvent

from data.data_files import write_data
from ratgeber_tools.cli import main
from ratgeber_tools.data.disclosure import Edition, View
from ratgeber_tools.data.loading import load_records
from ratgeber_tools.errors import InputError
from ratgeber_tools.exports.calendar_files import as_icalendar, calendar_files, publish_calendars
from ratgeber_tools.exports.events import CalendarEvent
from ratgeber_tools.exports.ledger import PublishedEvent, advance, read_ledger, write_ledger

TODAY = date(2026, 12, 1)
CONFIRMED = "  zustaendig: amt\n  bestaetigt_durch: amt\n  bestaetigt_am: 01.11.2026\n"

DATA = {
    "kommune": "kalender_kennung: ratgeber-musterstadt\nstichtag: stichtag\n",
    "fakten": "stichtag:\n  titel: S\n  wert: 30. Juni\n" + CONFIRMED + "regel:\n  titel: R\n  wert: ja\n" + CONFIRMED,
    "schritte": """\
nachsehen:
  titel: Tage nachsehen
  thema: schulanfang
  jahr: -1
  monat: Februar
  fakten: regel
schluss:
  titel: Anmeldung
  thema: schulanfang
  jahr: -1
  bis: 01.03.
  fakten: regel
  text: "Kommen Sie, bitte; mit Unterlagen: Ausweis, Geburtsurkunde – und etwas Zeit, denn es kann dauern."
start:
  titel: Erster Schultag
  thema: schulanfang
  jahr: 0
  termin: start-{jahr}
""",
    "termine": "start-2026:\n  titel: Start\n  art: Einschulung\n  von: 17.08.2026\n" + CONFIRMED
    + "herbst:\n  titel: Herbstferien\n  art: Ferien\n  von: 18.10.2027\n  bis: 22.10.2027\n" + CONFIRMED
    + "winter:\n  titel: Winterferien\n  art: Ferien\n  von: 07.02.2028\n  bis: 12.02.2028\n  zustaendig: amt\n"
    + "  quellen: [{titel: Zeitung, vertrauen: Presse}]\n",
}  # fmt: skip


def view_of(folder: Path, edition: Edition = Edition.PUBLIC, today: date = TODAY) -> View:
    result = load_records(folder / "daten")
    assert result.findings == ()
    return View(result.records, edition, today)


@pytest.fixture
def guide(tmp_path: Path) -> Path:
    write_data(tmp_path / "daten", **DATA)
    return tmp_path


def parse(content: bytes) -> ParsedCalendar:
    return IcsCalendarStream.calendar_from_ics(content.decode("utf-8"))


def events(content: bytes) -> dict[str, ParsedEvent]:
    return {(event.uid or "").split("@")[0]: event for event in parse(content).events}


def test_there_is_a_calendar_for_each_cohort_and_one_for_the_holidays(guide: Path) -> None:
    files = calendar_files(view_of(guide), guide)
    assert sorted(files) == ["ferien.ics", "schulanfang-2027.ics", "schulanfang-2028.ics"]
    assert "X-WR-CALNAME:Schulanfang 2028\r\n" in files["schulanfang-2028.ics"].decode("utf-8")


def test_a_second_parser_reads_whole_days_with_the_end_after_the_last(guide: Path) -> None:
    files = calendar_files(view_of(guide), guide)
    month = events(files["schulanfang-2028.ics"])["nachsehen-2028"]
    assert (month.dtstart, month.dtend) == (date(2027, 2, 1), date(2027, 3, 1))
    deadline = events(files["schulanfang-2028.ics"])["schluss-2028"]
    assert (deadline.dtstart, deadline.dtend) == (date(2027, 3, 1), date(2027, 3, 2))
    assert deadline.summary == "Letzter Tag: Anmeldung"
    assert deadline.description is not None
    assert deadline.description.startswith(
        "Kommen Sie, bitte; mit Unterlagen: Ausweis, Geburtsurkunde – und etwas Zeit"
    )
    assert deadline.transparency == "TRANSPARENT"


def test_an_entry_says_where_whom_to_ask_and_where_to_read_on(guide: Path) -> None:
    write_data(
        guide / "daten",
        **{
            **DATA,
            "kommune": f"{DATA['kommune']}adresse_des_ratgebers: https://ratgeber.example/\n",
            "anlaufstellen": f"amt:\n  name: Schulamt\n  art: Amt\n  telefon: 0340 204-1\n{CONFIRMED}",
            "schulen": "a:\n  name: Schule A\n  schulform: Grundschule\n  strasse: Weg 1\n  ort: Stadt\n"
            f"  web: https://schule-a.example/\n{CONFIRMED}",
            "termine": "tuer:\n  titel: Offene Tür\n  art: Tag der offenen Tür\n  von: 05.02.2027\n  schule: a\n"
            f"{CONFIRMED}",
        },
    )
    text = calendar_files(view_of(guide), guide)["offene-tuer.ics"].decode("utf-8").replace("\r\n ", "")
    assert "LOCATION:Schule A\\, Weg 1\\, Stadt\r\n" in text
    assert "CONTACT:Schulamt\\, Telefon 0340 204-1\r\n" in text
    assert "URL:https://schule-a.example/\r\n" in text
    assert r"DESCRIPTION:Fragen: Schulamt\, Telefon 0340 204-1\nhttps://schule-a.example/" in text


def test_it_reminds_twice_at_nine_a_week_and_a_day_before(guide: Path) -> None:
    deadline = events(calendar_files(view_of(guide), guide)["schulanfang-2028.ics"])["schluss-2028"]
    midnight = datetime(2027, 3, 1)
    assert [midnight + alarm.trigger for alarm in deadline.alarm] == [
        datetime(2027, 2, 22, 9),
        datetime(2027, 2, 28, 9),
    ]


def test_nobody_is_reminded_of_a_holiday_of_one_day(guide: Path) -> None:
    day = f"feiertag:\n  titel: Feiertag\n  art: Feiertag\n  von: 01.05.2027\n{CONFIRMED}"
    write_data(guide / "daten", **{**DATA, "termine": DATA["termine"] + day})
    assert not events(calendar_files(view_of(guide), guide)["ferien.ics"])["feiertag"].alarm


def test_a_ledger_from_before_reminders_makes_each_event_a_correction(guide: Path) -> None:
    target = guide / "aus"
    publish_calendars(view_of(guide), guide, target)
    ledger = guide / "redaktion" / "kalender" / "ferien.yaml"
    lines = [line for line in ledger.read_text(encoding="utf-8").splitlines() if not line.startswith("  erinnern")]
    ledger.write_text("\n".join(lines) + "\n", encoding="utf-8")
    publish_calendars(view_of(guide, today=date(2026, 12, 2)), guide, target)
    assert events((target / "ferien.ics").read_bytes())["herbst"].sequence == 1


def test_february_of_a_leap_year_ends_on_the_first_of_march(guide: Path) -> None:
    leap = view_of(guide, today=date(2027, 6, 1))
    month = events(calendar_files(leap, guide)["schulanfang-2029.ics"])["nachsehen-2029"]
    assert (month.dtend - month.dtstart).days == 29


def test_nothing_unconfirmed_is_in_a_public_calendar(guide: Path) -> None:
    assert list(events(calendar_files(view_of(guide), guide)["ferien.ics"])) == ["herbst"]
    working = calendar_files(view_of(guide, Edition.WORKING), guide)["ferien.ics"]
    assert [event.summary for event in parse(working).events] == [
        "Herbstferien (bestätigt)",
        "Winterferien (unbestätigt)",
    ]


def test_the_working_edition_never_has_the_identity_of_a_published_event(guide: Path) -> None:
    public, working = (
        {event.uid for event in parse(calendar_files(view_of(guide, edition), guide)["ferien.ics"]).events}
        for edition in (Edition.PUBLIC, Edition.WORKING)
    )
    assert public == {"herbst@ratgeber-musterstadt"}
    assert not public & working


def test_a_correction_keeps_its_identity_and_raises_its_number(guide: Path) -> None:
    target = guide / "aus"
    publish_calendars(view_of(guide), guide, target)
    first = events((target / "ferien.ics").read_bytes())["herbst"]
    path = guide / "daten" / "termine.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("22.10.2027", "23.10.2027"), encoding="utf-8")
    publish_calendars(view_of(guide, today=date(2026, 12, 2)), guide, target)
    second = events((target / "ferien.ics").read_bytes())["herbst"]
    assert (first.uid, first.sequence) == (second.uid, 0)
    assert (second.sequence, second.dtend) == (1, date(2027, 10, 24))
    assert second.dtstamp > first.dtstamp


def test_publishing_again_without_a_change_gives_the_same_bytes(guide: Path) -> None:
    target = guide / "aus"
    written = publish_calendars(view_of(guide), guide, target)
    before = {path: path.read_bytes() for path in written}
    assert publish_calendars(view_of(guide, today=date(2026, 12, 9)), guide, target) == written
    assert {path: path.read_bytes() for path in written} == before


def test_a_build_reads_the_numbers_and_changes_no_ledger(guide: Path) -> None:
    publish_calendars(view_of(guide), guide, guide / "aus")
    ledger = guide / "redaktion" / "kalender" / "ferien.yaml"
    before = ledger.read_bytes()
    path = guide / "daten" / "termine.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("22.10.2027", "23.10.2027"), encoding="utf-8")
    built = calendar_files(view_of(guide), guide)["ferien.ics"]
    assert events(built)["herbst"].sequence == 1
    assert ledger.read_bytes() == before


def test_what_is_no_longer_confirmed_is_cancelled_until_its_day_has_passed(guide: Path) -> None:
    target = guide / "aus"
    publish_calendars(view_of(guide), guide, target)
    path = guide / "daten" / "termine.yaml"
    doubt = CONFIRMED + "  widersprueche: [{aussage: Anders, notiert_am: 30.11.2026}]\n"
    path.write_text(path.read_text(encoding="utf-8").replace(CONFIRMED, doubt), encoding="utf-8")
    publish_calendars(view_of(guide), guide, target)
    cancelled = events((target / "ferien.ics").read_bytes())["herbst"]
    assert (cancelled.status, cancelled.sequence) == ("CANCELLED", 1)
    files = calendar_files(view_of(guide, today=date(2027, 10, 23)), guide)
    assert "ferien.ics" not in files


def test_a_damaged_ledger_stops_the_calendars_instead_of_starting_anew(guide: Path) -> None:
    publish_calendars(view_of(guide), guide, guide / "aus")
    ledger = guide / "redaktion" / "kalender" / "ferien.yaml"
    ledger.write_text(ledger.read_text(encoding="utf-8").replace("folge: 0", "folge: viele"), encoding="utf-8")
    with pytest.raises(InputError, match="ist beschädigt"):
        calendar_files(view_of(guide), guide)


def test_the_command_writes_the_calendars_and_says_what_to_keep(
    guide: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["kalender", "--ordner", str(guide), "--nach", str(guide / "aus")]) == 0
    assert (guide / "aus" / "ferien.ics").is_file()
    assert "mit bestätigten Terminen" in capsys.readouterr().out


# ------------------------------------------------------------------------------------------------------- numbers


def event(name: str = "a", title: str = "T", first: date = date(2027, 1, 1)) -> CalendarEvent:
    return CalendarEvent(name, title, first, first)


def test_a_cancelled_event_that_comes_back_has_a_higher_number() -> None:
    once = advance({}, [event()], TODAY)
    gone = advance(once, [], TODAY)
    again = advance(gone, [event()], TODAY)
    assert [(entry["a"].sequence, entry["a"].is_cancelled) for entry in (once, gone, again)] == [
        (0, False),
        (1, True),
        (2, False),
    ]


def test_an_event_that_passed_is_not_cancelled() -> None:
    once = advance({}, [event(first=TODAY)], TODAY)
    later = advance(once, [], TODAY + timedelta(days=1))
    assert later == once


texts = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), max_size=40).map(
    lambda text: " ".join(text.split())
)
some_events = st.builds(
    lambda name, title, first, length, description, place: CalendarEvent(
        name, title, first, first + timedelta(length), description, place
    ),
    st.sampled_from(["a", "b", "c-2027"]),
    texts.filter(bool),
    st.dates(date(2026, 1, 1), date(2029, 12, 31)),
    st.integers(0, 40),
    texts,
    texts,
)
publications = st.lists(st.lists(some_events, max_size=3, unique_by=lambda entry: entry.name), min_size=1, max_size=4)


@given(publications)
def test_whatever_is_published_numbers_never_fall_and_every_change_raises_them(runs: list[list[CalendarEvent]]) -> None:
    ledger: dict[str, PublishedEvent] = {}
    for index, run in enumerate(runs):
        after = advance(ledger, run, TODAY + timedelta(index))
        for name, before in ledger.items():
            assert after[name].sequence >= before.sequence
            if (after[name].event, after[name].is_cancelled) != (before.event, before.is_cancelled):
                assert after[name].sequence == before.sequence + 1
        assert advance(after, run, TODAY + timedelta(index)) == after
        ledger = after


@given(st.lists(some_events, max_size=3, unique_by=lambda entry: entry.name), st.integers(0, 9), st.booleans())
def test_a_ledger_is_read_back_as_written(
    tmp_path_factory: pytest.TempPathFactory, found: list[CalendarEvent], sequence: int, gone: bool
) -> None:
    path = tmp_path_factory.mktemp("kalender") / "a.yaml"
    ledger = {entry.name: replace(PublishedEvent(entry, sequence, TODAY), is_cancelled=gone) for entry in found}
    write_ledger(path, ledger)
    assert read_ledger(path) == ledger


@given(some_events)
def test_any_words_survive_the_way_through_the_second_parser(found: CalendarEvent) -> None:
    content = as_icalendar("Titel", {found.name: PublishedEvent(found, 3, TODAY)}, domain="x", today=TODAY)
    assert all(len(line) <= 75 for line in content.split(b"\r\n"))
    (parsed,) = parse(content).events
    assert (parsed.uid, parsed.sequence, parsed.summary) == (f"{found.name}@x", 3, found.title)
    assert (parsed.dtstart, parsed.dtend) == (found.first, found.last + timedelta(days=1))
    assert (parsed.description or "", parsed.location or "") == (found.description, found.place)
