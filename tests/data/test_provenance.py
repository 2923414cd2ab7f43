from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from data.data_files import write_data
from ratgeber_tools.data.disclosure import Edition, View
from ratgeber_tools.data.loading import load_records
from ratgeber_tools.data.plan_queries import AgendaQuery
from ratgeber_tools.data.provenance import FEW, Provenance, mark_of, provenance_of
from ratgeber_tools.data.queries import AppointmentsQuery, RecordQuery
from ratgeber_tools.data.steps import Topic

CONFIRMED = "  zustaendig: amt\n  bestaetigt_durch: amt\n  bestaetigt_am: 01.11.2026\n"


def sources(*titles: str) -> str:
    entries = [f"{{titel: {title}, adresse: 'https://a.example/{title}', vertrauen: amtlich}}" for title in titles]
    return f"  quellen: [{', '.join(entries)}]\n"


def view_of(folder: Path, edition: Edition = Edition.PUBLIC, **data: str) -> View:
    return View(load_records(write_data(folder, **data)).records, edition, date(2026, 12, 1))


def fact(identifier: str) -> RecordQuery:
    return RecordQuery(("facts",), identifier)


def titles(found: Provenance) -> list[str]:
    return [source.title for source in found.sources]


FACTS = (
    f"a:\n  titel: A\n  wert: 1\n{CONFIRMED}{sources('eins', 'zwei')}"
    f"b:\n  titel: B\n  wert: 2\n{CONFIRMED}{sources('zwei', 'drei')}"
    f"c:\n  titel: C\n  wert: 3\n  zustaendig: amt\n{sources('vier')}"
)


def dates(number: int, *, first: str = "https://b.example/") -> str:
    return "".join(
        f"t{n}:\n  titel: T\n  art: Ferien\n  von: {n + 1:02}.01.2027\n{CONFIRMED}"
        f"  quellen: [{{titel: Q{n}, adresse: '{first}{n}', vertrauen: amtlich}}]\n"
        for n in range(number)
    )


def test_sources_of_cited_records_stand_once_in_the_order_of_the_text(tmp_path: Path) -> None:
    view = view_of(tmp_path, fakten=FACTS)
    assert titles(provenance_of([fact("b"), fact("a"), fact("b")], view)) == ["zwei", "drei", "eins"]


def test_a_source_named_in_the_head_is_not_named_again(tmp_path: Path) -> None:
    view = view_of(tmp_path, fakten=FACTS)
    known = [mark_of("Anders genannt", "http://www.A.example/zwei/")]
    assert titles(provenance_of([fact("a")], view, known=known)) == ["eins"]


@pytest.mark.parametrize(("edition", "found"), [(Edition.PUBLIC, []), (Edition.PRINT, []), (Edition.WORKING, ["vier"])])
def test_a_value_that_is_held_back_gives_no_source_away(tmp_path: Path, edition: Edition, found: list[str]) -> None:
    assert titles(provenance_of([fact("c")], view_of(tmp_path, edition, fakten=FACTS))) == found


def test_a_record_that_is_gone_has_no_source(tmp_path: Path) -> None:
    assert provenance_of([fact("weg")], view_of(tmp_path)) == Provenance()


def test_few_sources_of_a_list_are_named_one_by_one_behind_the_cited_ones(tmp_path: Path) -> None:
    view = view_of(tmp_path, fakten=FACTS, termine=dates(FEW))
    found = provenance_of([AppointmentsQuery(), fact("a")], view)
    assert titles(found) == ["eins", "zwei", *(f"Q{n}" for n in range(FEW))]
    assert found.number == 0


def test_many_sources_of_lists_are_told_by_their_places(tmp_path: Path) -> None:
    termine = dates(FEW + 1) + f"u:\n  titel: U\n  art: Ferien\n  von: 01.02.2027\n{CONFIRMED}{sources('x')}"
    termine += f"v:\n  titel: V\n  art: Ferien\n  von: 02.02.2027\n{CONFIRMED}"
    termine += "  quellen: [{titel: Am Telefon, vertrauen: Einrichtung}]\n"
    found = provenance_of([fact("a"), AppointmentsQuery()], view_of(tmp_path, fakten=FACTS, termine=termine))
    assert titles(found) == ["eins", "zwei"]
    assert (found.number, found.places) == (FEW + 3, (("b.example", FEW + 1), ("a.example", 1)))


def test_the_rules_of_what_is_due_when_rest_on_the_sources_of_their_facts(tmp_path: Path) -> None:
    steps = "s:\n  titel: S\n  thema: schulanfang\n  jahr: -1\n  bis: 01.03.\n  fakten: [a, stichtag]\n"
    facts = FACTS + f"stichtag:\n  titel: S\n  wert: 30. Juni\n{CONFIRMED}"
    view = view_of(tmp_path, fakten=facts, schritte=steps, kommune="stichtag: stichtag\n")
    assert titles(provenance_of([AgendaQuery(Topic.SCHOOL_START, starts=(2028,))], view)) == ["eins", "zwei"]


@pytest.mark.parametrize(
    ("first", "second", "same"),
    [
        (("A", "http://a.example/x/"), ("B", "https://www.a.example/x"), True),
        (("A", "https://a.example/x?id=1"), ("A", "https://a.example/x?id=2"), False),
        (("Ein  Anruf", None), ("ein Anruf", None), True),
        (("A", None), ("A", "https://a.example"), False),
    ],
)
def test_two_mentions_are_one_source_if_they_lead_to_the_same_place(
    first: tuple[str, str | None], second: tuple[str, str | None], same: bool
) -> None:
    assert (mark_of(*first) == mark_of(*second)) is same
