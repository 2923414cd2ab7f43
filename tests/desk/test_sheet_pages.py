"""Fact sheets at the desk: out with one click, answered by a link without a login, taken over after a look."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import docx
import pytest

from data.data_files import write_data
from desk.desk_servers import RunningDesk, Visitor, running_desk
from desk.word_visits import WordVisit
from fact_sheets.filled_sheets import CHAPTER, CONTACTS, FACTS
from guide_project import MAILBOXES, SCHOOL, Project, git
from ratgeber_tools.cli import main
from ratgeber_tools.desk.store import Login
from ratgeber_tools.editorial.rights import DeskRight
from ratgeber_tools.files import read_text

SCHOOLS = """\
linde:
  name: Lindenschule
  schulform: Gymnasium   # seit 1991
  telefon: 0340 1-0
  zustaendig: amt
  quellen:
    - titel: Zeitung
      vertrauen: Presse
"""


@pytest.fixture
def running(tmp_path: Path) -> Iterator[RunningDesk]:
    project = Project.create(tmp_path / "p")
    (project.root / "conf.py").touch()
    (project.root / ".gitignore").write_text("/_redaktion/\n", encoding="utf-8")
    project.write("index", "# Ratgeber\n\n```{toctree}\nanmeldung\n```\n", head="")
    project.write("anmeldung", CHAPTER)
    write_data(project.guide / "daten", fakten=FACTS, anlaufstellen=CONTACTS, schulen=SCHOOLS)
    project.commit(SCHOOL)
    with running_desk(project.root) as found:
        yield found


@pytest.fixture
def visit(running: RunningDesk) -> WordVisit:
    return WordVisit.of(running, Login(SCHOOL, MAILBOXES[SCHOOL]))


def data(running: RunningDesk, name: str = "fakten") -> str:
    return (running.root / "ratgeber" / "daten" / f"{name}.yaml").read_text(encoding="utf-8")


def link(visit: WordVisit, whom: str = "amt", until: str = "") -> str:
    """Return the address of a link, seen from the desk."""
    page = visit.send("/word/faktenblatt", {"an": whom, "als": "link", "bis": until})
    found = re.search(r'value="https?://[^/]+(/antwort/[^"]+)"', page)
    assert found is not None, page
    return found[1]


def stranger(running: RunningDesk) -> WordVisit:
    return WordVisit(Visitor(running))


def answers_place(visit: WordVisit) -> str:
    found = re.search(r'href="(/word/antworten/[^"]+)"', visit.go("/word"))
    assert found is not None
    return found[1]


# ------------------------------------------------------------------------------------------------------------ the link


def test_an_office_answers_by_a_link_without_a_login_and_it_waits_until_somebody_has_looked(
    running: RunningDesk, visit: WordVisit
) -> None:
    place, before = link(visit), data(running)
    office = stranger(running)
    page = office.go(place)
    assert "Anmeldefrist" in page
    assert "Etwas anderes" not in page  # another office's
    page = office.send(place, {"antwort-0": "stimmt", "antwort-1": "geaendert", "worte-1": "75 Euro"})
    assert "Danke" in page
    assert office.visitor.cookie == ""
    assert data(running) == before
    page = visit.go(answers_place(visit))
    assert "75 Euro" in page
    visit.send(visit.place, {"nimm": re.findall(r'name="nimm" value="([^"]+)"', page)})
    assert data(running).count("bestaetigt_durch: amt") == 1
    assert "bestaetigt_am: 30.11.2026" in data(running)
    assert "wert: 1. März  # aus dem Erlass" in data(running)
    assert git(running.root, "status", "--porcelain") == ""
    assert git(running.root, "log", "-1", "--format=%ae") == MAILBOXES[SCHOOL]


def test_one_answer_alone_is_taken_over_and_the_others_wait_on(running: RunningDesk, visit: WordVisit) -> None:
    place = link(visit)
    stranger(running).send(place, {"antwort-0": "stimmt", "antwort-1": "stimmt"})
    page = visit.go(answers_place(visit))
    first, second = re.findall(r'name="nur" value="([^"]+)"', page)
    page = visit.send(visit.place, {"nur": second})
    assert re.findall(r'name="nur" value="([^"]+)"', page) == [first]
    assert data(running).index("bestaetigt_durch") > data(running).index("beitrag:")
    visit.send(f"{visit.place}/fertig", {})
    assert "Antworten von" not in visit.go("/word")
    (note,) = (running.root / "ratgeber" / "redaktion" / "rueckmeldungen").glob("*.md")
    assert "Anmeldefrist" in read_text(note)


def test_of_a_link_only_a_digest_is_kept_and_a_wrong_or_old_one_says_nothing(
    running: RunningDesk, visit: WordVisit
) -> None:
    place = link(visit, until="2026-12-04")
    token = place.rpartition("/")[2]
    kept = list((running.root / "_redaktion").rglob("*.json"))
    assert kept
    assert not any(token in path.name or token in read_text(path) for path in kept)
    office = stranger(running)
    wrong = office.go("/antwort/erfunden")
    assert office.status == 404
    running.moment += timedelta(days=5)
    assert office.go(place) == wrong
    assert office.status == 404


def test_a_link_ends_when_somebody_ends_it_and_lasts_no_longer_than_may_be(
    running: RunningDesk, visit: WordVisit
) -> None:
    place = link(visit)
    assert "höchstens 60 Tage" in visit.send("/word/faktenblatt", {"an": "amt", "als": "link", "bis": "2027-11-30"})
    (end,) = re.findall(r'action="(/word/link/[^"]+)"', visit.go("/word"))
    visit.send(end, {})
    office = stranger(running)
    office.go(place)
    assert office.status == 404


def test_who_asks_too_often_waits(running: RunningDesk) -> None:
    office = stranger(running)
    for _ in range(40):
        office.go("/antwort/geraten")
    assert office.status == 429
    running.moment += timedelta(minutes=5)
    office.go("/antwort/geraten")
    assert office.status == 404


def test_later_answers_take_the_place_of_earlier_ones_and_nothing_is_no_answer(
    running: RunningDesk, visit: WordVisit
) -> None:
    place, office = link(visit), stranger(running)
    page = office.send(place, {"antwort-0": ""})
    assert office.status == 400
    assert "noch nichts beantwortet" in page
    office.send(place, {"antwort-0": "stimmt"})
    office.send(place, {"antwort-0": "geaendert", "worte-0": "15. März"})
    page = visit.go(answers_place(visit))
    assert "15. März" in page
    assert 'name="nur"' not in page


def test_what_names_a_person_is_said_first_and_not_put_into_the_list(running: RunningDesk, visit: WordVisit) -> None:
    place = link(visit)
    stranger(running).send(place, {"antwort-0": "geaendert", "worte-0": "Fragen Sie Frau Beispiel, 0171 2345678"})
    page = visit.go(answers_place(visit))
    assert page.index("Erst klären") < page.index("0171 2345678")
    visit.send(f"{visit.place}/fertig", {})
    (note,) = (running.root / "ratgeber" / "redaktion" / "rueckmeldungen").glob("*.md")
    assert "0171" not in read_text(note)
    assert "0171" not in git(running.root, "log", "-p")


def test_a_school_answers_for_itself_and_its_word_is_the_source(running: RunningDesk, visit: WordVisit) -> None:
    place = link(visit, "schule.linde")
    office = stranger(running)
    page = office.go(place)
    numbers = re.findall(r'name="antwort-(\d+)" value="stimmt"', page)
    asked = {number: page.partition(f'name="antwort-{number}"')[0].rpartition("<fieldset")[2] for number in numbers}
    telephone = next(number for number in numbers if "0340 1-0" in asked[number])
    answers = {f"antwort-{number}": "stimmt" for number in numbers}
    answers |= {f"antwort-{telephone}": "geaendert", f"worte-{telephone}": "0340 2-0"}
    office.send(place, answers)
    page = visit.go(answers_place(visit))
    visit.send(visit.place, {"nimm": re.findall(r'name="nimm" value="([^"]+)"', page)})
    assert "telefon: 0340 2-0" in data(running, "schulen")
    assert "Auskunft der Schule" in data(running, "schulen")
    assert "# seit 1991" in data(running, "schulen")


# ------------------------------------------------------------------------------------------------------- into the data


def changed(running: RunningDesk, visit: WordVisit, **answers: str) -> tuple[str, str]:
    """Answer a sheet; return the page to look at it and the mark of the one answer that can be entered."""
    stranger(running).send(link(visit), answers)
    page = visit.go(answers_place(visit))
    (mark,) = set(re.findall(r'name="eintrag" value="([^"]+)"', page))
    return page, mark


def enter(visit: WordVisit, page: str, mark: str) -> str:
    (seen,) = re.findall(rf'name="gesehen-{mark}" value="([^"]+)"', page)
    return visit.send(f"{answers_place(visit)}/eintragen", {"eintrag": mark, f"gesehen-{mark}": seen})


def form_of(visit: WordVisit, mark: str) -> str:
    visit.go(answers_place(visit))
    return visit.go(f"{visit.place}/angabe?eintrag={mark}")


def test_a_new_value_stands_beside_the_old_one_and_one_click_enters_it_with_the_word_of_its_office(
    running: RunningDesk, visit: WordVisit
) -> None:
    page, mark = changed(running, visit, **{"antwort-0": "geaendert", "worte-0": "15. März"})
    assert re.search(r"<dd>1\. März</dd>.*<dd>15\. März</dd>", page, re.DOTALL)
    assert data(running).count("bestaetigt") == 0
    page = enter(visit, page, mark)
    assert "eingetragen und bestätigt: Schulamt" in page
    assert "wert: 15. März  # aus dem Erlass" in data(running)
    entry = data(running).partition("beitrag:")[0]
    assert "bestaetigt_durch: amt" in entry
    assert "bestaetigt_am: 30.11.2026" in entry
    assert "Erledigt" in page
    assert git(running.root, "status", "--porcelain") == ""
    assert git(running.root, "log", "-1", "--format=%ae") == MAILBOXES[SCHOOL]


def test_with_a_remark_the_value_is_entered_and_nobody_has_confirmed_it(running: RunningDesk, visit: WordVisit) -> None:
    answers = {"antwort-1": "geaendert", "worte-1": "75 Euro", "anmerkung-1": "Erst ab August."}
    enter(visit, *changed(running, visit, **answers))
    assert re.search(r"wert: ['\"]?75\b", data(running))
    assert "bestaetigt" not in data(running)
    entry = data(running).partition("beitrag:")[2].partition("offen:")[0]
    old, new = re.findall(r"gesehen_wert: (\w+)", entry)
    assert old != new
    assert "titel: Auskunft: Schulamt" in entry.replace('"', "")


def test_past_its_end_a_new_value_is_entered_and_nobody_has_confirmed_it(
    running: RunningDesk, visit: WordVisit
) -> None:
    path = running.root / "ratgeber" / "daten" / "fakten.yaml"
    path.write_text(data(running).replace("# aus dem Erlass", "\n  gueltig_bis: 1.11.2026"), encoding="utf-8")
    git(running.root, "-c", f"user.email={MAILBOXES[SCHOOL]}", "commit", "--quiet", "-am", "Frist")
    enter(visit, *changed(running, visit, **{"antwort-0": "geaendert", "worte-0": "15. März"}))
    assert "wert: 15. März" in data(running)
    assert "bestaetigt" not in data(running)


def test_a_value_nobody_knew_is_entered_by_one_click(running: RunningDesk, visit: WordVisit) -> None:
    page, mark = changed(running, visit, **{"antwort-2": "geaendert", "worte-2": "20 Euro"})
    assert "noch unbekannt" in page
    enter(visit, page, mark)
    entry = data(running).partition("offen:")[2].partition("fremd:")[0]
    assert "wert: 20 Euro" in entry
    assert "Auskunft: Schulamt" in entry
    assert "bestaetigt_durch: amt" in entry


def test_what_holds_no_more_ends_by_one_click_as_on_the_page_of_the_record(
    running: RunningDesk, visit: WordVisit
) -> None:
    page, mark = changed(running, visit, **{"antwort-0": "entfaellt"})
    assert "gilt nicht mehr" in page
    page = enter(visit, page, mark)
    entry = data(running).partition("beitrag:")[0]
    assert "gueltig_bis: 29.11.2026" in entry
    assert "Schulamt, Faktenblatt vom 30.11.2026" in entry
    assert "Erledigt" in page


def test_a_value_that_cannot_be_taken_opens_the_form_with_it_and_what_is_wrong_at_its_field(
    running: RunningDesk, visit: WordVisit
) -> None:
    page, mark = changed(running, visit, **{"antwort-0": "geaendert", "worte-0": "Ende März"})
    assert ">Eintragen<" not in page
    page = form_of(visit, mark)
    assert 'name="wert" value="Ende März"' in page
    assert "Bisher stand hier ein Tag" in page
    before = re.search(r'name="vorher" value="(.*?)">', page)
    assert before is not None
    page = visit.send(visit.place, {"vorher": before[1], "wert": "31. März"})
    assert "wert: 31. März  # aus dem Erlass" in data(running)
    assert "bestaetigt" not in data(running)
    assert "Erledigt" in page


def test_a_record_changed_since_the_look_is_looked_at_again_with_both_values(
    running: RunningDesk, visit: WordVisit
) -> None:
    page, mark = changed(running, visit, **{"antwort-0": "geaendert", "worte-0": "15. März"})
    path = running.root / "ratgeber" / "daten" / "fakten.yaml"
    path.write_text(data(running).replace("wert: 1. März", "wert: 2. März"), encoding="utf-8")
    git(running.root, "-c", f"user.email={MAILBOXES[SCHOOL]}", "commit", "--quiet", "-am", "Frist")
    page = enter(visit, page, mark)
    assert "Noch nicht eingetragen" in page
    assert re.search(r"<dd>2\. März</dd>.*<dd>15\. März</dd>", page, re.DOTALL)
    assert "wert: 2. März" in data(running)
    enter(visit, page, mark)
    assert "wert: 15. März" in data(running)
    assert "bestaetigt" not in data(running)  # the office has not seen what was there


def test_an_answer_that_names_a_person_is_put_into_no_field_and_not_into_git(
    running: RunningDesk, visit: WordVisit
) -> None:
    _, mark = changed(running, visit, **{"antwort-0": "geaendert", "worte-0": "Frau Beispiel, 0171 2345678"})
    page = form_of(visit, mark)
    assert 'name="wert" value="1. März"' in page
    before = re.search(r'name="vorher" value="(.*?)">', page)
    assert before is not None
    visit.send(visit.place, {"vorher": before[1], "wert": "31. März"})
    assert "wert: 31. März" in data(running)
    assert "0171" not in git(running.root, "log", "-p")


def test_what_a_school_says_is_gone_ends_no_school(running: RunningDesk, visit: WordVisit) -> None:
    place, office = link(visit, "schule.linde"), stranger(running)
    parts = office.go(place).split("<fieldset")
    number = next(found[1] for part in parts if "0340 1-0" in part and (found := re.search(r"antwort-(\d+)", part)))
    office.send(place, {f"antwort-{number}": "entfaellt"})
    page = visit.go(answers_place(visit))
    assert "Im Formular eintragen" in page
    assert "Gilt nicht mehr<" not in page


def test_who_may_not_decide_sees_no_button_and_enters_nothing(running: RunningDesk, visit: WordVisit) -> None:
    page, mark = changed(running, visit, **{"antwort-0": "geaendert", "worte-0": "15. März"})
    (seen,) = re.findall(rf'name="gesehen-{mark}" value="([^"]+)"', page)
    running.logins.rights = lambda _login: frozenset({DeskRight.COMMENT})
    page = visit.go(answers_place(visit))
    assert "15. März" in page
    assert 'name="eintrag"' not in page
    visit.send(f"{answers_place(visit)}/eintragen", {"eintrag": mark, f"gesehen-{mark}": seen})
    assert visit.status == 403
    assert "15. März" not in data(running)


# ------------------------------------------------------------------------------------------------------------ the file


def test_a_sheet_of_the_command_line_comes_back_over_the_page(
    running: RunningDesk, visit: WordVisit, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.chdir(running.root)
    order = ["faktenblatt", "--stelle", "amt", "--nach", str(tmp_path), "--heute", "30.11.2026"]
    assert main(order) == 0
    (path,) = tmp_path.glob("faktenblatt-*.docx")
    visit.hand_in(("zurueck.docx", ticked(path.read_bytes())))
    assert "ist ein Faktenblatt" in visit.page
    page = visit.go(answers_place(visit))
    assert len(re.findall(r'name="nur"', page)) == 1


def test_a_sheet_that_did_not_go_out_from_here_is_refused_in_words_of_the_desk(
    running: RunningDesk, visit: WordVisit
) -> None:
    content = visit.download("/word/faktenblatt", {"an": "amt", "als": "datei"})
    for card in (running.root / "ratgeber" / "redaktion" / "faktenblaetter").glob("*.json"):
        card.unlink()
    page = visit.hand_in(("blatt.docx", ticked(content)))
    assert "gehört zu keinem, das von hier hinausging" in page
    assert "git pull" not in page
    assert "Antworten von" not in visit.go("/word")


def test_a_sheet_of_the_desk_is_read_by_the_command_line(
    running: RunningDesk, visit: WordVisit, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    content = visit.download("/word/faktenblatt", {"an": "amt", "als": "datei"})
    (tmp_path / "blatt.docx").write_bytes(ticked(content))
    monkeypatch.chdir(running.root)
    order = ["faktenblatt", "--einlesen", str(tmp_path / "blatt.docx"), "--am", "30.11.2026", "--heute", "30.11.2026"]
    assert main([*order, "--herkunft", "E-Mail"]) == 0
    assert "bestaetigt_durch: amt" in data(running)


def test_a_sheet_in_the_inbox_is_seen_and_taken_at_the_desk(
    running: RunningDesk, visit: WordVisit, monkeypatch: pytest.MonkeyPatch
) -> None:
    content = visit.download("/word/faktenblatt", {"an": "amt", "als": "datei"})
    place = running.root / "eingang" / "blatt.docx"
    place.parent.mkdir()
    place.write_bytes(ticked(content))
    git(running.root, "add", "--all")
    git(running.root, "-c", f"user.email={MAILBOXES[SCHOOL]}", "commit", "--quiet", "-m", "Blatt")
    monkeypatch.chdir(running.root)
    assert main(["eingang", "--ohne-vorschau"]) == 0
    found = re.search(r'href="(/word/vorschlag/[^"]+)"', visit.go("/word"))
    assert found is not None
    assert "Anmeldefrist" in visit.go(found[1])
    visit.decide()
    assert "bestaetigt_durch: amt" in data(running)
    assert not place.exists()


def ticked(content: bytes) -> bytes:
    """Return a sheet whose first question says “stimmt”."""
    document = docx.Document(io.BytesIO(content))
    for control in document.element.body.iter("{http://schemas.microsoft.com/office/word/2010/wordml}checked"):
        control.set("{http://schemas.microsoft.com/office/word/2010/wordml}val", "1")
        text = next(control.getparent().getparent().getparent().iter(f"{W}t"))
        text.text = "☒"
        break
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
