"""The release log: what follows from events, and files that never clash."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ratgeber_tools.containment import is_inner_name
from ratgeber_tools.errors import TargetError
from ratgeber_tools.releases.entries import HEADER, format_event, parse_events
from ratgeber_tools.releases.keeping import (
    RELEASES,
    Event,
    Release,
    ReleaseLog,
    ReleaseLogError,
    Votes,
    Withdrawal,
    append_event,
    read_log,
)

START = datetime(2026, 11, 24, 10, 15, tzinfo=timezone(timedelta(hours=1)))
ONE, TWO = "1" * 40, "2" * 40


def released(minute: int, *, chapter: str = "a", blob: str = ONE, office: str = "Schulamt", **more: object) -> Release:
    fields: dict[str, object] = {
        "day": date(2026, 11, 24),
        "decision": "Protokoll 7",
        "votes": Votes(9, 1, 2),
        **more,
    }
    return Release(chapter, blob, START + timedelta(minutes=minute), office=office, **fields)  # type: ignore[arg-type]


def withdrawn(minute: int, *, chapter: str = "a", blob: str = ONE) -> Withdrawal:
    return Withdrawal(chapter, blob, START + timedelta(minutes=minute), "Schulamt", "falsch")


def test_the_newest_release_counts() -> None:
    log = ReleaseLog((released(2, blob=TWO), released(1)))
    assert log.current("a") == released(2, blob=TWO)
    assert log.released() == {"a": released(2, blob=TWO)}


def test_a_chapter_without_events_is_not_released() -> None:
    assert ReleaseLog().current("a") is None
    assert not ReleaseLog().is_withdrawn("a")


def test_a_withdrawal_ends_a_release_until_the_next_one() -> None:
    log = ReleaseLog((released(1), withdrawn(2)))
    assert log.current("a") is None
    assert log.is_withdrawn("a")
    assert ReleaseLog((*log.events, released(3))).current("a") == released(3)


def test_of_two_events_at_one_moment_the_withdrawal_counts() -> None:
    assert ReleaseLog((withdrawn(1), released(1, blob=TWO))).current("a") is None


def test_moments_in_different_time_zones_are_compared_as_moments() -> None:
    summer = released(0, blob=TWO)
    later = Release("a", ONE, datetime(2026, 11, 24, 9, 16, tzinfo=UTC), summer.day, "x", "y", summer.votes)
    assert ReleaseLog((summer, later)).current("a") == later


def test_a_release_under_a_new_name_retires_the_old_one() -> None:
    log = ReleaseLog((released(1, chapter="alt"), released(2, chapter="neu", replaces=("alt",))))
    assert log.current("alt") is None
    assert log.successor("alt") == "neu"
    assert log.moved() == {"alt": "neu"}


def test_a_retired_name_does_not_come_back_when_its_successor_is_withdrawn() -> None:
    log = ReleaseLog(
        (
            released(1, chapter="alt"),
            released(2, chapter="neu", replaces=("alt",)),
            withdrawn(3, chapter="neu"),
        )
    )
    assert log.released() == {}
    assert log.moved() == {}


def test_a_name_released_again_after_it_was_retired_is_public_again() -> None:
    log = ReleaseLog(
        (
            released(1, chapter="alt"),
            released(2, chapter="neu", replaces=("alt",)),
            released(3, chapter="alt", blob=TWO),
        )
    )
    assert set(log.released()) == {"alt", "neu"}


def test_names_are_followed_through_several_renames() -> None:
    log = ReleaseLog(
        (
            released(1, chapter="a"),
            released(2, chapter="b", replaces=("a",)),
            released(3, chapter="c", replaces=("b",)),
        )
    )
    assert log.moved() == {"a": "c", "b": "c"}


def test_two_chapters_that_replace_each_other_end_in_the_newer_one() -> None:
    log = ReleaseLog((released(1, chapter="a", replaces=("b",)), released(2, chapter="b", replaces=("a",))))
    assert set(log.released()) == {"b"}


def test_the_offices_that_released_a_content_are_named_once_each() -> None:
    log = ReleaseLog(
        (released(1), released(2, office="Jugendamt"), released(3), released(4, blob=TWO, office="Gesundheitsamt"))
    )
    assert log.offices_of(released(3)) == ("Schulamt", "Jugendamt")


def test_releases_before_a_withdrawal_no_longer_count() -> None:
    log = ReleaseLog((released(1, office="Jugendamt"), withdrawn(2), released(3)))
    assert log.offices_of(released(3)) == ("Schulamt",)


def test_the_same_text_with_another_picture_is_another_content() -> None:
    log = ReleaseLog((released(1, files={"bilder/x.png": ONE}), released(2, office="Jugendamt")))
    assert log.offices_of(released(2)) == ("Jugendamt",)


# ------------------------------------------------------------------------------------------------------ files

printed = st.text(st.characters(exclude_categories=["Cs", "Cc", "Zl", "Zp", "Zs"]), min_size=1, max_size=12)
#: Names a file can have on every system; others are not written (see below).
names = printed.filter(is_inner_name)
words = st.lists(printed, min_size=1, max_size=4).map(" ".join)
blobs = st.text("0123456789abcdef", min_size=40, max_size=40)
moments = st.datetimes(datetime(2020, 1, 1), datetime(2040, 1, 1), timezones=st.just(START.tzinfo)).map(
    lambda moment: moment.replace(microsecond=0)
)
counts = st.integers(0, 99)
events = st.one_of(
    st.builds(
        Release,
        chapter=names,
        blob=blobs,
        moment=moments,
        day=st.dates(date(2020, 1, 1), date(2040, 1, 1)),
        office=words,
        decision=words,
        votes=st.builds(Votes, counts, counts, counts),
        in_spite_of=st.just("") | words,
        files=st.dictionaries(names, blobs, max_size=3),
        replaces=st.lists(names, max_size=2).map(tuple),
    ),
    st.builds(Withdrawal, chapter=names, blob=blobs, moment=moments, office=words, reason=words),
)


@given(st.lists(events, min_size=1, max_size=3))
def test_an_event_is_one_line_and_comes_back_as_itself(written: list[Event]) -> None:
    lines = [format_event(event) for event in written]
    assert all(line.count("\n") == 1 and line.startswith("- {") for line in lines)
    assert parse_events(HEADER + "".join(lines)) == (written, [])


@pytest.mark.parametrize("name", [":", "bilder/a:b.png", "../weg", "/weg", ".verborgen", "a\\b", "a//b", "a\nb", ""])
def test_a_name_no_file_can_have_everywhere_is_refused_at_writing(tmp_path: Path, name: str) -> None:
    for event in (released(1, files={name: ONE}), released(1, chapter=name)):
        with pytest.raises(TargetError, match="kann nicht freigegeben werden"):
            append_event(tmp_path, event)
    assert list(tmp_path.iterdir()) == []


def test_what_was_released_under_such_a_name_once_can_still_be_withdrawn(tmp_path: Path) -> None:
    append_event(tmp_path, withdrawn(1, chapter="a:b"))
    assert read_log(tmp_path).is_withdrawn("a:b")


def test_the_files_lie_by_chapter_and_content(tmp_path: Path) -> None:
    event = released(1, chapter="schulanfang/anmeldung")
    assert append_event(tmp_path, event) == tmp_path / RELEASES / "schulanfang" / "anmeldung" / f"{ONE}.yaml"
    append_event(tmp_path, withdrawn(2, chapter="schulanfang/anmeldung"))
    assert read_log(tmp_path).history("schulanfang/anmeldung") == (
        event,
        withdrawn(2, chapter="schulanfang/anmeldung"),
    )


def test_a_project_without_releases_has_an_empty_log(tmp_path: Path) -> None:
    assert read_log(tmp_path) == ReleaseLog()


@pytest.mark.parametrize(
    ("damage", "sentence"),
    [
        (("art: freigabe", "art: freigegeben"), "weder eine Freigabe noch eine Rücknahme"),
        ((ONE, TWO), "Die Datei gehört zu a 1111"),
        (("kapitel: a", "kapitel: b"), "ein Eintrag darin zu b"),
        (("ja: 9", "ja: viele"), "„ja“: Hier wird eine Anzahl erwartet"),
        (("ja: 9, ", ""), "Es fehlt „ja“"),
        (("+01:00", ""), "fehlt die Zeitzone"),
        (("datum: 2026-11-24", "datum: bald"), "„bald“ ist kein Datum"),
        (("}\n", "\n"), "Eine Klammer wird nicht geschlossen"),
        (("- {", "<<<<<<< HEAD\n- {"), "Marken eines Git-Konflikts"),
    ],
)
def test_a_damaged_file_is_named_with_its_line(tmp_path: Path, damage: tuple[str, str], sentence: str) -> None:
    path = append_event(tmp_path, released(1))
    path.write_text(path.read_text(encoding="utf-8").replace(*damage), encoding="utf-8")
    with pytest.raises(ReleaseLogError) as caught:
        read_log(tmp_path)
    assert sentence in str(caught.value)
    assert f"ratgeber/redaktion/freigaben/a/{ONE}.yaml:" in str(caught.value)
    assert "git checkout" in str(caught.value)


def test_a_file_with_windows_line_ends_is_read(tmp_path: Path) -> None:
    path = append_event(tmp_path, released(1))
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    assert read_log(tmp_path).events == (released(1),)
