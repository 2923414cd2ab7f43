"""The data at the desk: found, changed by a form, confirmed by their owner, looked up at a source, and over."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from desk.desk_servers import RunningDesk, Visitor, running_desk
from desk.posting import send_form
from guide_project import MAILBOXES, SCHOOL, YOUTH, Project, git
from ratgeber_tools.cli import main
from ratgeber_tools.data.loading import load_records
from ratgeber_tools.data.states import State, state_of
from ratgeber_tools.desk.store import Login
from ratgeber_tools.editorial.roles import ROLES

FACTS = """\
# Fristen der Stadt
stichtag:   # für alle
  titel: Stichtag
  wert: 30. Juni
  wortlaut: Es gilt der 30. Juni.
  zustaendig: schulamt   # laut Gesetz
  quellen:
    - titel: Das Schulamt im Netz
      adresse: https://schulamt.example/frist
      vertrauen: amtlich
kosten:
  titel: Kosten des Horts
  wert: "2.000"
  einheit: Euro
  zustaendig: jugendamt
  quellen:
    - titel: Zeitung
      vertrauen: Presse
  widersprueche:
    - aussage: 1.800 Euro
      notiert_am: 01.11.2026
notruf:
  titel: Notruf
  wert: "112"
  geltung: bundesweit
  quellen:
    - titel: Gesetz
      adresse: https://gesetz.example/112
      vertrauen: amtlich
"""
CONTACTS = """\
schulamt:
  name: Schulamt
  art: Amt
  telefon: 01234 567-0
  zustaendig: schulamt
jugendamt:
  name: Jugendamt
  art: Amt
  zustaendig: jugendamt
"""
TERMS = "anmeldung:\n  titel: Anmeldung\n  art: Frist\n  bis: 01.03.2027\n  zustaendig: schulamt\n" + (
    "  quellen:\n    - titel: Schulamt\n      vertrauen: amtlich\n"
)
TODAY = date(2026, 11, 30)
ONE = "/angaben/fakten/stichtag"


@pytest.fixture
def project(tmp_path: Path) -> Project:
    made = Project.create(tmp_path)
    made.write("index", "# Ratgeber\n\n```{toctree}\nhort\n```\n", head="")
    made.write("hort", "# Der Hort\n\nEs gilt {fakt}`stichtag`.\n")
    for name, text in (("fakten", FACTS), ("anlaufstellen", CONTACTS), ("termine", TERMS)):
        made.write_file(f"daten/{name}.yaml", text.encode())
    made.commit(SCHOOL)
    return made


@pytest.fixture
def running(project: Project) -> Iterator[RunningDesk]:
    with running_desk(project.root) as found:
        yield found


def somebody(running: RunningDesk, office: str = SCHOOL) -> Visitor:
    return running.visitor(Login(office, MAILBOXES[office]))


def shown(visitor: Visitor, place: str) -> str:
    status, _, body = visitor.get(place)
    assert status == 200
    return body.decode()


def words_of(page: str) -> str:
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", page)).split())


def form_of(page: str) -> dict[str, Any]:
    """Return what a page's form sends if nobody touches it."""
    found: dict[str, Any] = {}
    form = page[page.index('class="angabe"') :].partition("</form>")[0]
    for tag in re.findall(r"<input [^>]*>|<textarea .*?</textarea>|<select .*?</select>", form, re.DOTALL):
        name = re.search(r'name="([^"]*)"', tag)
        if name is None or 'type="checkbox"' in tag:
            continue
        if tag.startswith("<input"):
            value = re.search(r'value="([^"]*)"', tag)
        elif tag.startswith("<select"):
            value = re.search(r'<option value="([^"]*)" selected', tag)
        else:
            value = re.search(r">(.*)</textarea>", tag, re.DOTALL)
        found[html.unescape(name[1])] = html.unescape(value[1]) if value else ""
    return found


def data(project: Project, name: str = "fakten") -> str:
    return (project.guide / "daten" / f"{name}.yaml").read_text(encoding="utf-8")


def state(project: Project, collection: str, identifier: str) -> State:
    records = load_records(project.guide / "daten").records
    return state_of(getattr(records, collection)[identifier], TODAY)


def seen(page: str, place: str = "") -> str:
    """Return how a page's form names a record, as it was seen."""
    found = re.search(rf'name="was" value="({re.escape(place)}[^"]*)"', page)
    assert found is not None
    return found[1]


# ---------------------------------------------------------------- found and shown


@pytest.mark.parametrize(
    ("query", "there", "not_there"),
    [
        ("worte=stichtag", ["Stichtag"], ["Notruf", "Kosten des Horts"]),
        ("worte=2.000", ["Kosten des Horts"], ["Stichtag"]),
        ("zustand=widerspruch", ["Kosten des Horts", "1.800 Euro"], ["Notruf"]),
        ("zustand=fehlt", ["Jugendamt", "Telefon"], ["Notruf"]),
        ("zustand=unbestaetigt&stelle=schulamt", ["Stichtag", "Anmeldung"], ["Notruf", "Kosten des Horts"]),
        ("art=termine", ["Anmeldung", "bis 01.03.2027"], ["Notruf"]),
    ],
)
def test_records_are_found_by_words_kind_state_and_office(
    running: RunningDesk, query: str, there: list[str], not_there: list[str]
) -> None:
    page = shown(somebody(running), f"/angaben?{query}")
    found = words_of(page[page.index("<h2>") :])
    assert [each for each in there if each not in found] == []
    assert [each for each in not_there if each in found] == []


def test_a_record_says_who_stands_by_it_where_it_comes_from_and_where_it_is_used(running: RunningDesk) -> None:
    page = shown(somebody(running), ONE)
    said = words_of(page)
    assert "unbestätigt Dafür steht noch niemand ein. Eltern sehen sie nicht" in said
    assert "Fragen können sie hier: Schulamt, Telefon 01234 567-0." in said
    assert "Zuständig Schulamt" in said
    assert 'href="https://schulamt.example/frist"' in page
    assert '<a href="/kapitel/hort">Der Hort</a>' in page


PAGES = (
    "/angaben",
    "/angaben?art=fakten",
    ONE,
    f"{ONE}/aendern",
    f"{ONE}/verlauf",
    "/angaben/neu?worte=30.%20Juni",
    "/angaben/nachsehen",
    "/angaben/kommune/stadt/aendern",
)


@pytest.mark.parametrize("place", PAGES)
def test_no_page_speaks_of_files_keys_or_commands(running: RunningDesk, place: str) -> None:
    said = words_of(shown(somebody(running), place))
    assert re.findall(r"(?i)yaml|markdown|\bgit\b|kennung|zustaendig|ratgeber fakten|commit", said) == []


def test_a_record_there_is_not_is_said_so(running: RunningDesk) -> None:
    status, _, body = somebody(running).get("/angaben/fakten/gibt-es-nicht")
    assert status != 200
    assert "Diese Angabe gibt es nicht mehr." in body.decode()


# ---------------------------------------------------------------- changed by a form


def test_a_form_changes_the_lines_of_what_was_changed_in_the_offices_name(
    running: RunningDesk, project: Project
) -> None:
    visitor = somebody(running)
    form = form_of(shown(visitor, f"{ONE}/aendern")) | {"wert": "31. Juli"}

    status, place, _ = send_form(visitor, f"{ONE}/aendern", **form)

    assert (status, place) == (303, ONE)
    kept = [line for line in data(project).splitlines(keepends=True) if "gesehen_wert: " not in line]
    assert "".join(kept) == FACTS.replace("wert: 30. Juni", "wert: 31. Juli")
    assert git(project.root, "log", "-1", "--format=%an|%s") == "Schulamt|Stichtag: Wert"
    assert git(project.root, "status", "--porcelain", "--untracked-files=no") == ""


def test_a_form_nobody_touched_changes_no_byte(running: RunningDesk, project: Project) -> None:
    visitor = somebody(running)
    for place in (ONE, "/angaben/fakten/kosten", "/angaben/anlaufstellen/schulamt", "/angaben/termine/anmeldung"):
        send_form(visitor, f"{place}/aendern", **form_of(shown(visitor, f"{place}/aendern")))
    assert data(project) == FACTS
    assert data(project, "anlaufstellen") == CONTACTS
    assert git(project.root, "log", "--format=%s") == "Stand\nStand"


def test_mistakes_stand_at_their_fields_and_nothing_typed_is_lost(running: RunningDesk, project: Project) -> None:
    visitor = somebody(running)
    form = form_of(shown(visitor, f"{ONE}/aendern"))
    form |= {"titel": "", "gueltig_bis": "31.02.2027", "wert": "ein Tag", "quellen.1.titel": "Neu"}

    status, _, page = send_form(visitor, f"{ONE}/aendern", **form)

    assert status == 400
    assert data(project) == FACTS
    assert re.search(r'id="feld-titel-fehler-1">Das fehlt hier noch.', page)
    assert re.search(r'id="feld-gueltig_bis-fehler-1">„31.02.2027“ ist kein Datum', page)
    assert re.search(r'id="feld-quellen.1.vertrauen-fehler-1">Das fehlt hier noch.', page)
    assert '<a href="#feld-quellen.1.vertrauen">Quellen, Woher: Das fehlt hier noch.</a>' in page
    assert {key: value for key, value in form_of(page).items() if key in form and key != "vorher"} == {
        key: value for key, value in form.items() if key != "vorher"
    }


def test_two_who_change_different_values_of_one_record_at_once_are_both_right(
    running: RunningDesk, project: Project
) -> None:
    one, other = somebody(running), somebody(running, YOUTH)
    mine = form_of(shown(one, f"{ONE}/aendern")) | {"wert": "31. Juli"}
    theirs = form_of(shown(other, f"{ONE}/aendern")) | {"hinweis": "Bitte prüfen."}

    send_form(other, f"{ONE}/aendern", **theirs)
    send_form(one, f"{ONE}/aendern", **mine)

    assert "wert: 31. Juli" in data(project)
    assert "hinweis: Bitte prüfen." in data(project)
    assert "Inzwischen hat jemand anderes geändert: Hinweis für die Redaktion; beides steht jetzt da." in words_of(
        shown(one, ONE)
    )


def test_two_who_change_the_same_value_at_once_see_both_and_the_second_decides(
    running: RunningDesk, project: Project
) -> None:
    one, other = somebody(running), somebody(running, YOUTH)
    mine = form_of(shown(one, f"{ONE}/aendern")) | {"wert": "31. Juli"}
    send_form(other, f"{ONE}/aendern", **form_of(shown(other, f"{ONE}/aendern")) | {"wert": "1. August"})

    status, _, page = send_form(one, f"{ONE}/aendern", **mine)

    assert status == 400
    assert "Inzwischen steht hier: 1. August. Ihres gilt, wenn Sie noch einmal speichern." in page
    assert form_of(page)["wert"] == "31. Juli"
    assert "wert: 1. August" in data(project)
    send_form(one, f"{ONE}/aendern", **form_of(page))
    assert "wert: 31. Juli" in data(project)


def test_what_came_by_the_command_line_meanwhile_stays(running: RunningDesk, project: Project) -> None:
    visitor = somebody(running)
    form = form_of(shown(visitor, f"{ONE}/aendern")) | {"hinweis": "Neu."}
    guide = str(project.guide)
    assert (
        main(["fakten", "bestaetigen", "stichtag", "--stelle", "schulamt", "--am", "20.11.2026", "--ordner", guide])
        == 0
    )

    send_form(visitor, f"{ONE}/aendern", **form)

    assert "bestaetigt_am: 20.11.2026" in data(project)
    assert "hinweis: Neu." in data(project)


def test_more_rows_are_given_without_saving_and_what_was_typed_stays(running: RunningDesk, project: Project) -> None:
    visitor = somebody(running)
    form = form_of(shown(visitor, f"{ONE}/aendern")) | {"quellen.1.titel": "Zweite", "mehr": "quellen"}
    _, _, page = send_form(visitor, f"{ONE}/aendern", **form)
    again = form_of(page)
    assert again["quellen.1.titel"] == "Zweite"
    assert "quellen.3.titel" in again
    assert data(project) == FACTS


def test_a_row_that_is_ticked_goes(running: RunningDesk, project: Project) -> None:
    visitor, place = somebody(running), "/angaben/fakten/kosten/aendern"
    send_form(visitor, place, **form_of(shown(visitor, place)), **{"widersprueche.0.-weg": "ja"})
    assert "widersprueche" not in data(project)


def test_a_changed_value_is_no_longer_what_its_office_confirmed(running: RunningDesk, project: Project) -> None:
    visitor, other = somebody(running), somebody(running, YOUTH)
    send_form(visitor, "/angaben/bestaetigen", was=seen(shown(visitor, ONE)), zurueck=ONE)
    assert state(project, "facts", "stichtag") is State.CONFIRMED

    send_form(other, f"{ONE}/aendern", **form_of(shown(other, f"{ONE}/aendern")) | {"wert": "1. Juli"})

    assert state(project, "facts", "stichtag") is State.UNCONFIRMED
    assert "Bitten Sie um eine neue: Schulamt." in words_of(shown(other, ONE))


def test_the_owner_changes_and_confirms_at_once(running: RunningDesk, project: Project) -> None:
    visitor = somebody(running)
    form = form_of(shown(visitor, f"{ONE}/aendern")) | {"wert": "1. Juli", "bestaetigt": "ja"}
    send_form(visitor, f"{ONE}/aendern", **form)
    assert state(project, "facts", "stichtag") is State.CONFIRMED
    assert "Neuer Wert" not in words_of(shown(visitor, ONE))


# ---------------------------------------------------------------- where a new value is from


def dated(running: RunningDesk, project: Project) -> Visitor:
    """Return somebody of another office, where the first fact is shown to parents by its source."""
    visitor = somebody(running, YOUTH)
    form = form_of(shown(visitor, f"{ONE}/aendern")) | {"quellen.0.stand": "01.11.2026"}
    send_form(visitor, f"{ONE}/aendern", **form)
    assert state(project, "facts", "stichtag") is State.EVIDENCED
    return visitor


def test_a_changed_value_is_saved_and_its_source_vouches_for_it_no_more(running: RunningDesk, project: Project) -> None:
    visitor = dated(running, project)
    form = form_of(shown(visitor, f"{ONE}/aendern")) | {"wert": "31. Juli", "wortlaut": "Es gilt der 31. Juli."}
    send_form(visitor, f"{ONE}/aendern", **form)

    assert state(project, "facts", "stichtag") is State.UNCONFIRMED
    page = words_of(shown(visitor, ONE))
    assert "Gespeichert. Neuer Wert, Quelle noch nicht angesehen: Eltern sehen ihn, sobald" in page
    assert "nannte, was vorher hier stand" in page
    assert "Nichts davon." in page
    assert "Stichtag" in words_of(shown(visitor, "/angaben/nachsehen"))
    form = form_of(shown(visitor, f"{ONE}/aendern")) | {"hinweis": "Bald."}
    send_form(visitor, f"{ONE}/aendern", **form)
    assert state(project, "facts", "stichtag") is State.UNCONFIRMED


def test_a_look_at_the_same_source_in_the_form_vouches_for_what_the_form_says(
    running: RunningDesk, project: Project
) -> None:
    visitor = dated(running, project)
    page = shown(visitor, f"{ONE}/aendern")
    (mark,) = re.findall(r'name="angesehen" value="([^"]+)"', page)
    assert "Heute angesehen, dort steht es so: Das Schulamt im Netz" in words_of(page)
    send_form(visitor, f"{ONE}/aendern", **form_of(page) | {"wert": "31. Juli", "angesehen": mark})
    assert state(project, "facts", "stichtag") is State.EVIDENCED
    assert "gesehen_am: 30.11.2026" in data(project)


def test_a_tick_stays_with_a_form_that_comes_back(running: RunningDesk, project: Project) -> None:
    visitor = dated(running, project)
    page = shown(visitor, f"{ONE}/aendern")
    (mark,) = re.findall(r'name="angesehen" value="([^"]+)"', page)
    _, _, page = send_form(visitor, f"{ONE}/aendern", **form_of(page) | {"titel": "", "angesehen": mark})
    assert f'value="{mark}" checked' in page


def test_a_look_is_for_what_the_form_showed_and_not_for_what_somebody_else_has_typed_meanwhile(
    running: RunningDesk, project: Project
) -> None:
    visitor, other = dated(running, project), somebody(running)
    page = shown(visitor, f"{ONE}/aendern")
    (mark,) = re.findall(r'name="angesehen" value="([^"]+)"', page)
    send_form(other, f"{ONE}/aendern", **form_of(shown(other, f"{ONE}/aendern")) | {"wert": "31. Juli"})
    send_form(visitor, f"{ONE}/aendern", **form_of(page) | {"angesehen": mark})
    assert "wert: 31. Juli" in data(project)
    assert state(project, "facts", "stichtag") is State.UNCONFIRMED


# ---------------------------------------------------------------- new, and over


def test_a_new_record_gets_a_name_of_its_own_and_stands_behind_the_others(
    running: RunningDesk, project: Project
) -> None:
    visitor = somebody(running)
    form = form_of(shown(visitor, "/angaben/neu/fakten?wert=5&einheit=Euro"))
    assert form["wert"] == "5"
    assert form["zustaendig"] == "schulamt"
    form |= {"titel": "Stichtag", "quellen.0.titel": "Satzung", "quellen.0.vertrauen": "amtlich"}

    status, place, _ = send_form(visitor, "/angaben/neu/fakten", **form)

    assert (status, place) == (303, "/angaben/fakten/stichtag-2")
    assert data(project).startswith(FACTS)
    assert data(project).removeprefix(FACTS).split("\n")[1:4] == ["stichtag-2:", "  titel: Stichtag", "  wert: 5"]


def test_a_new_record_without_a_source_is_asked_for_one(running: RunningDesk, project: Project) -> None:
    visitor = somebody(running)
    form = form_of(shown(visitor, "/angaben/neu/fakten?wert=5")) | {"titel": "Gebühr"}
    status, _, page = send_form(visitor, "/angaben/neu/fakten", **form)
    assert status == 400
    assert "Es fehlt „Quellen“: Woher stammt der Wert?" in words_of(page)
    assert form_of(page)["titel"] == "Gebühr"


def test_what_is_over_is_no_longer_shown_and_keeps_its_reason(running: RunningDesk, project: Project) -> None:
    visitor = somebody(running)
    send_form(visitor, "/angaben/bestaetigen", was=seen(shown(visitor, ONE)), zurueck=ONE)
    send_form(visitor, f"{ONE}/ende", grund="Neues Gesetz.")
    assert state(project, "facts", "stichtag") is State.EXPIRED
    assert "Neues Gesetz." in data(project)
    assert "Eltern sehen sie nicht" in words_of(shown(visitor, ONE))


def test_a_step_that_is_no_more_is_taken_out(running: RunningDesk, project: Project) -> None:
    text = (
        "erst:\n  titel: Erst\n  thema: schulanfang\n  jahr: 0\n\n"
        "# danach\ndann:\n  titel: Dann\n  thema: schulanfang\n  jahr: 0\n"
    )
    project.write_file("daten/schritte.yaml", text.encode())
    project.commit(SCHOOL)
    visitor = somebody(running)
    assert "Streichen" in shown(visitor, "/angaben/schritte/erst")
    _, place, _ = send_form(visitor, "/angaben/schritte/erst/ende")
    assert place == "/angaben?art=schritte"
    assert data(project, "schritte") == text[text.index("# danach") :]
    send_form(visitor, "/angaben/kommune/stadt/ende")
    assert "Die Stadt" in shown(visitor, "/angaben/kommune/stadt")


def test_a_check_begun_at_the_desk_is_finished_on_the_command_line(running: RunningDesk, project: Project) -> None:
    visitor, source = somebody(running), "https://gesetz.example/112"
    send_form(visitor, "/angaben/nachsehen", was=seen(shown(visitor, "/angaben/fakten/notruf")), adresse=source)
    order = ["fakten", "pruefen", "notruf", "--amt", "jugendamt", "--quelle", source, "--am", "30.11.2026"]
    assert main([*order, "--heute", "30.11.2026", "--ordner", str(project.guide)]) == 0
    assert state(project, "facts", "notruf") is State.CHECKED


def test_words_of_a_chapter_lead_to_the_record_that_says_them_or_to_a_new_one(running: RunningDesk) -> None:
    visitor = somebody(running)
    page = shown(visitor, "/angaben/neu?worte=30.%20Juni&fuer=text")
    assert "/angaben/fakten/stichtag?fuer=text&amp;worte=30.+Juni" in page
    taken = shown(visitor, "/angaben/fakten/stichtag?fuer=text&worte=30.+Juni")
    assert 'data-rolle="fakt" data-inhalt="stichtag"' in taken
    assert "einheit=Euro" in shown(visitor, "/angaben/neu?worte=300%20Euro")
    day = form_of(shown(visitor, "/angaben/neu/termine?art=Frist&bis=01.03.2028"))
    assert (day["bis"], day["art"]) == ("01.03.2028", "Frist")
    number = shown(visitor, "/angaben/anlaufstellen/schulamt?fuer=text&worte=01234%20567-0")
    assert 'data-rolle="kontakt" data-inhalt="schulamt telefon"' in number


# ---------------------------------------------------------------- who stands by it


def test_the_owner_confirms_several_at_once_until_a_day(running: RunningDesk, project: Project) -> None:
    visitor = somebody(running)
    page = shown(visitor, "/angaben?stelle=schulamt")
    both = [seen(page, "fakten/stichtag"), seen(page, "termine/anmeldung")]

    status, place, _ = send_form(
        visitor, "/angaben/bestaetigen", was=both, bis="31.07.2027", zurueck="/angaben?art=fakten"
    )

    assert (status, place) == (303, "/angaben?art=fakten")
    assert state(project, "facts", "stichtag") is State.CONFIRMED
    assert state(project, "appointments", "anmeldung") is State.CONFIRMED
    assert "gueltig_bis: 31.07.2027" in data(project)
    said = words_of(shown(visitor, ONE))
    assert "bestätigt Schulamt steht dafür ein, seit dem 30.11.2026. Das gilt bis 31.07.2027. Eltern sehen sie." in said


def test_only_the_owner_is_offered_to_confirm_and_only_it_can(running: RunningDesk, project: Project) -> None:
    owner, other = somebody(running), somebody(running, YOUTH)
    named = seen(shown(owner, ONE))
    assert "Wir bestätigen" not in shown(other, ONE)

    status, _, page = send_form(other, "/angaben/bestaetigen", was=named)

    assert status == 400
    assert "„Stichtag“ kann nur die zuständige Stelle bestätigen: Schulamt." in words_of(page)
    assert data(project) == FACTS


def test_what_has_ended_is_confirmed_with_a_new_end(running: RunningDesk, project: Project) -> None:
    visitor = somebody(running)
    send_form(visitor, f"{ONE}/ende", grund="")
    named = seen(shown(visitor, ONE))
    status, _, page = send_form(visitor, "/angaben/bestaetigen", was=named)
    assert status == 400
    assert "„Stichtag“ galt nur bis 29.11.2026. Nennen Sie beim Bestätigen, bis wann es jetzt gilt." in words_of(page)
    send_form(visitor, "/angaben/bestaetigen", was=named, bis="31.07.2027")
    assert state(project, "facts", "stichtag") is State.CONFIRMED


def test_nobody_confirms_what_they_have_not_seen(running: RunningDesk, project: Project) -> None:
    owner, other = somebody(running), somebody(running, YOUTH)
    named = seen(shown(owner, ONE))
    send_form(other, f"{ONE}/aendern", **form_of(shown(other, f"{ONE}/aendern")) | {"wert": "1. Juli"})

    status, _, page = send_form(owner, "/angaben/bestaetigen", was=named)

    assert status == 400
    assert "Sehen Sie noch einmal hin." in words_of(page)
    assert "bestaetigt_durch" not in data(project)


def test_one_look_at_an_official_source_is_evidence_and_one_of_another_office_makes_it_checked(
    running: RunningDesk, project: Project
) -> None:
    one, other, source = somebody(running), somebody(running, YOUTH), "https://gesetz.example/112"
    place = "/angaben/fakten/notruf"
    named = re.search(r'name="was" value="(fakten/notruf@[^"]*)"', shown(one, place))
    assert named is not None

    send_form(one, "/angaben/nachsehen", was=named[1], adresse=source, zurueck=place)
    assert state(project, "facts", "notruf") is State.EVIDENCED
    assert "Nachgesehen hat Schulamt; es fehlt noch ein anderes Amt." in words_of(shown(one, place))
    assert "Ihre Stelle hat hier nachgesehen." in shown(one, place)
    send_form(one, "/angaben/nachsehen", was=named[1], adresse=source)
    assert state(project, "facts", "notruf") is State.EVIDENCED

    send_form(other, "/angaben/nachsehen", was=named[1], adresse=source, zurueck=place)
    assert state(project, "facts", "notruf") is State.CHECKED
    assert "geprüft Zwei Ämter haben an einer amtlichen Quelle nachgesehen" in words_of(shown(other, place))


def test_a_check_begun_on_the_command_line_is_finished_at_the_desk(running: RunningDesk, project: Project) -> None:
    source = "https://gesetz.example/112"
    order = ["fakten", "pruefen", "notruf", "--amt", "jugendamt", "--quelle", source, "--am", "20.11.2026"]
    assert main([*order, "--heute", "30.11.2026", "--ordner", str(project.guide)]) == 0
    visitor = somebody(running)
    send_form(visitor, "/angaben/nachsehen", was=seen(shown(visitor, "/angaben/fakten/notruf")), adresse=source)
    assert state(project, "facts", "notruf") is State.CHECKED


def test_an_official_source_seen_today_is_evidence(running: RunningDesk, project: Project) -> None:
    visitor = somebody(running)
    send_form(visitor, f"{ONE}/beleg", titel="Amtsblatt", adresse="https://stadt.example/amtsblatt")
    assert state(project, "facts", "stichtag") is State.EVIDENCED
    assert "    - titel: Amtsblatt\n      adresse: https://stadt.example/amtsblatt\n" in data(project)


def test_the_history_says_who_changed_what(running: RunningDesk) -> None:
    visitor = somebody(running, YOUTH)
    send_form(visitor, f"{ONE}/aendern", **form_of(shown(visitor, f"{ONE}/aendern")) | {"wert": "1. Juli"})
    said = words_of(shown(visitor, f"{ONE}/verlauf"))
    assert "Jugendamt Wert 30. Juni → 1. Juli" in said
    assert "Schulamt Angelegt." in said


# ---------------------------------------------------------------- rights


def test_who_may_not_write_reads_and_is_shown_no_button_that_writes(tmp_path: Path, project: Project) -> None:
    from desk.served_desks import served_desk

    table = (project.root / ROLES).read_text(encoding="utf-8")
    (project.root / ROLES).write_text(f"{table}rechte:\n  {YOUTH}: kommentieren\n", encoding="utf-8")
    project.commit(SCHOOL)
    with served_desk(project.root) as desk:
        reader = desk.browser().log_in(MAILBOXES[YOUTH])
        page = reader.ask(ONE).body
        assert "/aendern" not in page
        assert "nachgesehen" not in page
        assert reader.ask(f"{ONE}/aendern").status == 403
        for place in (f"{ONE}/aendern", f"{ONE}/ende", f"{ONE}/beleg", "/angaben/neu/fakten", "/angaben/nachsehen"):
            assert reader.post(place, was="fakten/stichtag@", adresse="x").status == 403
        assert "Neue Angabe" not in reader.ask("/angaben").body
    assert data(project) == FACTS
