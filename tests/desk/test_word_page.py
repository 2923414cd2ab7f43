"""Word files at the desk: what comes in is a proposal, read and decided there or by git; what goes out is listed."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from desk.desk_servers import RunningDesk, running_desk
from desk.word_contributions import contribution, exported
from desk.word_visits import WordVisit
from guide_project import MAILBOXES, SCHOOL, YOUTH, Project, git
from ratgeber_tools.cli import main
from ratgeber_tools.desk.store import Login
from ratgeber_tools.editorial.rights import DeskRight
from word_editing import edit, with_paragraph_after

CHAPTER = "teil/hort"
TEXT = "# Hort\n\nDer Hort hat offen.\n\n## Zeiten\n\nAb sieben Uhr.\n\nBis Abend.\n"


@pytest.fixture
def project(tmp_path: Path) -> Project:
    project = Project.create(tmp_path / "p")
    (project.root / "conf.py").touch()
    (project.root / ".gitignore").write_text("/_redaktion/\n_build/\n", encoding="utf-8")
    project.write("index", "# Ratgeber\n\n```{toctree}\nteil/index\n```\n", head="")
    project.write("teil/index", "# Vor der Schule\n\n```{toctree}\nhort\n```\n", head="")
    project.write(CHAPTER, TEXT)
    project.commit(SCHOOL)
    return project


@pytest.fixture
def running(project: Project) -> Iterator[RunningDesk]:
    with running_desk(project.root) as found:
        yield found


@pytest.fixture
def visit(running: RunningDesk) -> WordVisit:
    return WordVisit.of(running, Login(SCHOOL, MAILBOXES[SCHOOL]))


def said(running: RunningDesk, name: str = CHAPTER) -> str:
    return (running.root / "ratgeber" / f"{name}.md").read_text(encoding="utf-8")


def returned(running: RunningDesk, *changes: tuple[str, str]) -> bytes:
    """Return the chapter's file as it comes back from review, with words exchanged."""
    out = exported(running.root)
    git(running.root, "add", "--all")
    git(running.root, "-c", "user.email=a@b.example", "commit", "--quiet", "-m", "hinaus")
    return edit(out, out.with_name("zurueck.docx"), *changes).read_bytes()


def proposals(running: RunningDesk, prefix: str = "beitrag") -> list[str]:
    return git(running.root, "for-each-ref", "--format=%(refname:short)", f"refs/heads/{prefix}").split()


# --------------------------------------------------------------------------------------------------------- coming in


def test_a_new_contribution_is_asked_for_its_part_and_becomes_a_proposal_with_persons_first(
    running: RunningDesk, visit: WordVisit
) -> None:
    page = visit.hand_in(("Beitrag.docx", contribution(picture=True)))
    assert "Wohin gehört „Beitrag.docx“?" in page
    page = visit.send(visit.place, {"teil": "teil"})
    assert page.index("Erst klären") < page.index("Beispiel") < page.index("<h2>Ferien")
    assert len(proposals(running)) == 1
    assert not (running.root / "ratgeber" / "teil" / "ferien.md").exists()


def test_a_taken_proposal_is_a_chapter_in_the_offices_name_and_git_sees_it_merged(
    running: RunningDesk, visit: WordVisit
) -> None:
    visit.hand_in(("Beitrag.docx", contribution()))
    visit.send(visit.place, {"teil": "teil"})
    branch = git(running.root, "rev-parse", *proposals(running))
    page = visit.decide()
    assert "ist im Ratgeber" in page
    assert "auch in den Ferien offen" in said(running, "teil/ferien")
    assert git(running.root, "log", "-1", "--format=%ae") == MAILBOXES[SCHOOL]
    git(running.root, "merge-base", "--is-ancestor", branch, "HEAD")
    assert git(running.root, "status", "--porcelain") == ""


def test_a_proposal_of_the_inbox_is_decided_at_the_desk(
    running: RunningDesk, visit: WordVisit, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = running.root / "eingang" / "teil" / "Beitrag.docx"
    place.parent.mkdir(parents=True)
    place.write_bytes(contribution())
    git(running.root, "add", "--all")
    git(running.root, "-c", f"user.email={MAILBOXES[YOUTH]}", "commit", "--quiet", "-m", "Beitrag")
    monkeypatch.chdir(running.root)
    assert main(["eingang", "--ohne-vorschau"]) == 0
    (name,) = proposals(running)
    assert f"von {YOUTH}" in visit.go("/word")
    visit.go(f"/word/vorschlag/{name.partition('/')[2]}")
    visit.decide()
    assert "auch in den Ferien offen" in said(running, "teil/ferien")
    assert not place.exists()


def test_a_proposal_of_the_desk_is_merged_with_git(running: RunningDesk, visit: WordVisit) -> None:
    visit.hand_in(("Beitrag.docx", contribution()))
    visit.send(visit.place, {"teil": "teil"})
    git(running.root, "-c", "user.email=a@b.example", "merge", "--quiet", "--no-edit", *proposals(running))
    assert "auch in den Ferien offen" in said(running, "teil/ferien")
    assert "Alles, was hereinkam, ist entschieden." in visit.go("/word")


def test_what_is_given_back_stays_with_its_reason_and_can_be_taken_up(running: RunningDesk, visit: WordVisit) -> None:
    visit.hand_in(("Beitrag.docx", contribution()))
    visit.send(visit.place, {"teil": "teil"})
    place = visit.place
    assert "Schreiben Sie dazu, warum" in visit.send(f"{place}/zurueck", {"grund": " "})
    page = visit.send(f"{place}/zurueck", {"grund": "Bitte ohne Namen."})
    assert "Bitte ohne Namen." in page
    assert (proposals(running), len(proposals(running, "zurueck"))) == ([], 1)
    assert "Übernehmen" in visit.send(f"{place}/aufnehmen", {})
    assert len(proposals(running)) == 1


def test_a_second_file_for_a_chapter_that_waits_joins_it_and_both_are_taken(
    running: RunningDesk, visit: WordVisit, tmp_path: Path
) -> None:
    first = returned(running, ("Ab sieben Uhr.", "Ab sechs Uhr."))
    (tmp_path / "b.docx").write_bytes(first)
    second = edit(exported(running.root), tmp_path / "c.docx", ("Bis Abend.", "Bis zum Abend.")).read_bytes()
    visit.hand_in(("a.docx", first), office=YOUTH)
    one = visit.place
    page = visit.hand_in(("c.docx", second))
    two = visit.place
    assert "„a.docx“" in page
    for place in (two, one):
        visit.go(place)
        visit.decide()
        assert visit.status == 200
    assert "Ab sechs Uhr.\n\nBis zum Abend." in said(running)


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("Beitrag.pdf", "ist eine PDF-Datei"),
        ("Beitrag.xlsx", "ist eine Tabellen-Datei"),
        ("Beitrag", "keine Word-Datei"),
    ],
)
def test_another_file_gets_a_clear_no_and_leaves_nothing(
    running: RunningDesk, visit: WordVisit, name: str, sentence: str
) -> None:
    page = visit.hand_in((name, b"%PDF-1.4 nichts"))
    assert visit.status == 400
    assert sentence in page
    assert proposals(running) == []


def test_a_file_that_went_out_elsewhere_is_refused_in_words_of_the_desk(running: RunningDesk, visit: WordVisit) -> None:
    data = returned(running, ("Ab sieben Uhr.", "Ab acht Uhr."))
    shutil.rmtree(running.root / "ratgeber" / "redaktion" / "ausgaben")
    page = visit.hand_in(("zurueck.docx", data))
    assert "von hier ging sie nicht hinaus" in page
    assert "git" not in page
    assert proposals(running) == []


def test_who_may_not_decide_sees_no_button_and_is_refused(running: RunningDesk, visit: WordVisit) -> None:
    running.logins.rights = lambda _login: frozenset({DeskRight.PROPOSE})
    visit.hand_in(("Beitrag.docx", contribution()))
    page = visit.send(visit.place, {"teil": "teil"})
    assert "Übernehmen" not in page
    assert "Zurückgeben" not in page
    for place, fields in ((visit.place, {"tun": "gewaehlt"}), (f"{visit.place}/zurueck", {"grund": "Nein."})):
        visit.send(place, fields)
        assert visit.status == 403
    assert not (running.root / "ratgeber" / "teil" / "ferien.md").exists()


def test_who_may_only_comment_hands_in_sends_out_and_decides_nothing(running: RunningDesk, visit: WordVisit) -> None:
    running.logins.rights = lambda _login: frozenset({DeskRight.COMMENT})
    page = visit.go("/word")
    for button in ("Hereingeben", "zum Gegenlesen geben", "Faktenblatt ausgeben"):
        assert button not in page
    assert "Diese gilt" not in visit.go("/konflikte")
    for place in ("/word", "/word/hinaus", "/word/faktenblatt", f"/konflikte/{CHAPTER}"):
        visit.send(place, {"stelle": YOUTH})
        assert visit.status == 403, place


# ---------------------------------------------------------------------------------------------------- back from review


def test_a_return_is_decided_change_by_change_and_not_asked_again(running: RunningDesk, visit: WordVisit) -> None:
    data = returned(running, ("Ab sieben Uhr.", "Ab acht Uhr."), ("Bis Abend.", "Bis Mitternacht."))
    page = visit.hand_in(("zurueck.docx", data))
    keys = re.findall(r'name="wahl-([^"]+)" value="ja"', page)
    assert len(keys) == 2
    assert "<del>" in page.replace('<span class="leser">weg: </span>', "")
    visit.decide(**{f"wahl-{keys[1]}": "nein"})
    assert said(running).endswith("Ab acht Uhr.\n\nBis Abend.\n")
    page = visit.hand_in(("noch einmal.docx", data))
    assert "steht genau so schon im Ratgeber" in page or "ist schon im Ratgeber" in page
    assert proposals(running) == []


def test_somebody_puts_own_words_in_place_of_a_change(running: RunningDesk, visit: WordVisit) -> None:
    visit.hand_in(("zurueck.docx", returned(running, ("Ab sieben Uhr.", "Ab acht Uhr."))))
    (key,) = re.findall(r'name="wahl-([^"]+)" value="eigene"', visit.page)
    page = visit.decide(**{f"wahl-{key}": "eigene", f"worte-{key}": ""})
    assert "das Feld ist leer" in page
    visit.place = visit.place or ""
    visit.decide(**{f"wahl-{key}": "eigene", f"worte-{key}": "Ab halb acht."})
    assert "\nAb halb acht.\n" in said(running)


def test_where_the_guide_says_otherwise_by_now_both_versions_are_there_to_choose(
    running: RunningDesk, visit: WordVisit
) -> None:
    data = returned(running, ("Ab sieben Uhr.", "Ab acht Uhr."))
    visit.hand_in(("zurueck.docx", data), office=YOUTH)
    place = visit.place
    # git wrote the day down, by the machine's own clock
    assert re.search(rf"von {YOUTH}; am \d\d\.\d\d\.\d{{4}} hereingegeben von {SCHOOL}", visit.page.replace("\n", " "))
    path = running.root / "ratgeber" / f"{CHAPTER}.md"
    path.write_text(said(running).replace("Ab sieben Uhr.", "Ab neun Uhr."), encoding="utf-8")
    git(running.root, "-c", "user.email=a@b.example", "commit", "--quiet", "-am", "neun")
    page = visit.go(place)
    (key,) = re.findall(r'name="wahl-([^"]+)" value="fassung-1"', page)
    assert page.index("Ab neun Uhr.") < page.index("Ab acht Uhr.")
    visit.decide(**{f"wahl-{key}": "fassung-1"})
    assert "Ab acht Uhr." in said(running)
    assert "konflikt" not in said(running)


def test_somebody_who_read_before_the_chapter_changed_reads_again(running: RunningDesk, visit: WordVisit) -> None:
    visit.hand_in(("zurueck.docx", returned(running, ("Ab sieben Uhr.", "Ab acht Uhr."))))
    chosen = visit.chosen()
    path = running.root / "ratgeber" / f"{CHAPTER}.md"
    path.write_text(said(running).replace("Ab sieben Uhr.", "Ab neun Uhr."), encoding="utf-8")
    git(running.root, "-c", "user.email=a@b.example", "commit", "--quiet", "-am", "neun")
    page = visit.send(visit.place, chosen)
    assert "während Sie lasen" in page
    assert "Ab neun Uhr." in said(running)


# ------------------------------------------------------------------------------------------------------------ conflicts


def test_a_decided_conflict_stays_decided_when_the_same_file_comes_again(
    running: RunningDesk, visit: WordVisit, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    data = returned(running, ("Ab sieben Uhr.", "Ab acht Uhr."))
    path = running.root / "ratgeber" / f"{CHAPTER}.md"
    path.write_text(said(running).replace("Ab sieben Uhr.", "Ab neun Uhr."), encoding="utf-8")
    git(running.root, "-c", "user.email=a@b.example", "commit", "--quiet", "-am", "neun")
    visit.hand_in(("zurueck.docx", data), office=YOUTH)
    visit.decide()  # the conflict is left open
    assert "{konflikt}" in said(running)
    page = visit.go("/konflikte")
    assert f"Aus Word, {YOUTH}" in page
    (key,) = re.findall(r'name="stelle" value="([^"]+)"', page)
    page = visit.send(f"/konflikte/{CHAPTER}", {"stelle": key, "fassung": "0"})
    assert "Nirgends im Ratgeber" in page
    assert "Ab neun Uhr." in said(running)
    assert "konflikt" not in said(running)
    before = said(running)
    visit.hand_in(("zurueck.docx", data), office=YOUTH)
    (tmp_path / "zurueck.docx").write_bytes(data)
    monkeypatch.chdir(running.root)
    assert main(["import", str(tmp_path / "zurueck.docx")]) == 0
    assert said(running) == before
    assert proposals(running) == []


def test_a_conflict_is_decided_in_own_words(running: RunningDesk, visit: WordVisit) -> None:
    box = "\n:::{konflikt}\n**Im Ratgeber:**\n\nMorgens.\n\n**Aus Word, Jugendamt:**\n\nAbends.\n:::\n"
    path = running.root / "ratgeber" / f"{CHAPTER}.md"
    path.write_text(said(running) + box, encoding="utf-8")
    (key,) = re.findall(r'name="stelle" value="([^"]+)"', visit.go("/konflikte"))
    place = f"/konflikte/{CHAPTER}"
    assert "Schreiben Sie in das Feld" in visit.send(place, {"stelle": key, "fassung": "eigene", "worte": ""})
    visit.send(place, {"stelle": key, "fassung": "eigene", "worte": "Mittags."})
    assert said(running) == f"{path_head(running)}{TEXT}\nMittags.\n"
    assert "schon entschieden" in visit.send(place, {"stelle": key, "fassung": "1"})


def path_head(running: RunningDesk) -> str:
    return said(running).partition("# Hort")[0]


def test_a_heading_in_conflict_is_decided_where_it_stands(running: RunningDesk, visit: WordVisit) -> None:
    box = ":::{konflikt} Überschrift\n**Im Ratgeber:**\n\n*Überschrift der Ebene 2:* Zeiten\n\n"
    box += "**Aus Word:**\n\n*Überschrift der Ebene 2:* Öffnungszeiten\n:::\n"
    path = running.root / "ratgeber" / f"{CHAPTER}.md"
    path.write_text(said(running).replace("## Zeiten\n", f"## Zeiten\n\n{box}"), encoding="utf-8")
    (key,) = re.findall(r'name="stelle" value="([^"]+)"', visit.go("/konflikte"))
    visit.send(f"/konflikte/{CHAPTER}", {"stelle": key, "fassung": "1"})
    assert "## Öffnungszeiten\n\nAb sieben Uhr." in said(running)
    assert "konflikt" not in said(running)


# ------------------------------------------------------------------------------------------------------------ going out


def test_a_chapter_goes_out_with_whom_and_until_when_and_is_back_when_its_file_comes(
    running: RunningDesk, visit: WordVisit, tmp_path: Path
) -> None:
    page = visit.send("/word/hinaus", {"kapitel": CHAPTER, "stelle": YOUTH, "bis": "2026-12-10"})
    export = visit.place.partition("?")[0]
    assert "10.12.2026" in page
    (tmp_path / "h.docx").write_bytes(visit.visitor.get(f"{export}/datei")[2])
    assert git(running.root, "status", "--porcelain") == ""
    assert YOUTH in visit.go("/word").partition("Unterwegs")[2]
    running.moment = running.moment.replace(month=12, day=12)
    assert "Überfällig:" in visit.go("/word")
    back = with_paragraph_after(tmp_path / "h.docx", tmp_path / "z.docx", "Bis Abend.", "Freitags kürzer.")
    visit.hand_in(("z.docx", back.read_bytes()), office=YOUTH)
    assert "Freitags kürzer." in visit.page
    assert "Kein Kapitel ist draußen." in visit.go("/word")


def test_what_the_command_line_sent_is_listed_and_back_with_one_click(
    running: RunningDesk, visit: WordVisit, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.chdir(running.root)
    order = ["export", CHAPTER, "--nach", str(tmp_path / "aus"), "--an", YOUTH, "--bis", "24.12.2026"]
    assert main(order) == 0
    page = visit.go("/word")
    assert "24.12.2026" in page
    (place,) = re.findall(r'action="(/word/ausgabe/[^"]+/zurueck)"', page)
    assert "Kein Kapitel ist draußen." in visit.send(place, {"stelle": YOUTH})
