"""A correction: an office the steering group allowed it releases a few changed words alone, and nothing else."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from guide_project import MAILBOXES, SCHOOL, YOUTH, Project
from ratgeber_tools.cli import main
from ratgeber_tools.editorial.roles import ROLES, RolesError, read_roles
from ratgeber_tools.guide import load
from ratgeber_tools.releases.corrections import correct, refusals_to_correct
from ratgeber_tools.releases.deciding import ReleaseRefusedError
from ratgeber_tools.releases.keeping import Release, read_log

TEXT = "# Hort\n\nDer Hort hatt offen.\nEr kostet 10 Euro.\n"
RULE = f"berichtigungen:\n  beschluss: Protokoll 3, TOP 2\n  stellen: {YOUTH}\n  woerter: 6\n"


@pytest.fixture
def project(tmp_path: Path) -> Project:
    project = Project.create(tmp_path / "projekt")
    (project.root / "conf.py").touch()
    table = project.root / ROLES
    table.write_text(table.read_text(encoding="utf-8") + RULE, encoding="utf-8")
    project.write("hort", TEXT)
    project.commit(SCHOOL)
    project.release("hort", YOUTH)
    return project


def corrected(project: Project, text: str, office: str = YOUTH) -> Release:
    project.write("hort", text)
    project.commit(office)
    moment = project.now + timedelta(minutes=1)
    (entry,) = correct(project.root, load(project.guide), "hort", now=moment, by=MAILBOXES[office])
    assert isinstance(entry.event, Release)
    return entry.event


def test_who_has_mended_a_slip_releases_it_alone_and_the_log_says_by_which_decision(project: Project) -> None:
    event = corrected(project, TEXT.replace("hatt", "hat"))
    assert event.office == YOUTH
    assert event.decision == "Berichtigung nach Protokoll 3, TOP 2: 2 Wörter"
    assert read_log(project.root).current("hort") == event


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (TEXT.replace("10 Euro", "12 Euro"), "Eine Zahl ist anders"),
        (TEXT + "\nEin neuer Satz mit sieben weiteren Wörtern darin.\n", "höchstens 6"),
        (TEXT + "\n:::{konflikt}\nhat\n:::\n", "Konflikt"),
    ],
)
def test_what_is_more_than_a_slip_waits_for_a_second_office(project: Project, text: str, said: str) -> None:
    with pytest.raises(ReleaseRefusedError, match=said):
        corrected(project, text)


def test_an_office_that_was_not_allowed_it_is_refused_and_told_the_other_way(project: Project) -> None:
    with pytest.raises(ReleaseRefusedError, match="nicht allein freigeben"):
        corrected(project, TEXT.replace("hatt", "hat"), SCHOOL)


def test_a_chapter_nobody_has_released_cannot_be_corrected(project: Project) -> None:
    project.write("neu", "# Neu\n\nText.\n")
    project.commit(SCHOOL)
    found = refusals_to_correct(project.root, load(project.guide), "neu", now=project.now, by=MAILBOXES[YOUTH])
    assert "nicht öffentlich" in str(found[0])


def test_notes_of_the_editors_are_no_words_parents_read(project: Project) -> None:
    note = "\n:::{redaktionsnotiz}\nEine lange Notiz mit sehr vielen Wörtern und der Zahl 12 darin.\n:::\n"
    assert "2 Wörter" in corrected(project, TEXT.replace("hatt", "hat") + note).decision


def test_at_the_command_line_it_is_the_same(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    project.write("hort", TEXT.replace("hatt", "hat"))
    project.commit(YOUTH)
    monkeypatch.chdir(project.root)
    assert main(["freigeben", "hort", "--berichtigung", "--ohne-seite"]) == 0
    current = read_log(project.root).current("hort")
    assert current is not None
    assert current.decision.startswith("Berichtigung nach Protokoll 3")


NOTE = "\n:::{redaktionsnotiz}\nGilt das noch?\n:::\n"


def test_what_was_open_as_the_chapter_was_released_holds_no_correction_up_and_what_is_new_does(
    project: Project, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(project.root)
    order = ["freigeben", "hort", "--berichtigung", "--ohne-seite"]
    project.write("hort", TEXT.replace("hatt", "hat") + NOTE)
    project.commit(SCHOOL)
    assert main(order) == 1
    assert "noch etwas offen" in capsys.readouterr().err

    project.write("hort", TEXT + NOTE)
    project.commit(SCHOOL)
    project.release("hort", YOUTH)  # in spite of it
    project.write("hort", TEXT.replace("hatt", "hat") + NOTE)
    project.commit(YOUTH)
    assert main(order) == 0
    assert "So stand es schon bei der letzten Freigabe" in capsys.readouterr().out


@pytest.mark.parametrize(
    "rule", ["  stellen: Bauamt\n  beschluss: x\n", "  stellen: Jugendamt\n", f"  stellen: {YOUTH}\n  beschluss: ''\n"]
)
def test_a_rule_without_a_decision_or_for_an_unknown_office_is_a_mistake(project: Project, rule: str) -> None:
    table = project.root / ROLES
    table.write_text(table.read_text(encoding="utf-8").replace(RULE, f"berichtigungen:\n{rule}"), encoding="utf-8")
    with pytest.raises(RolesError):
        read_roles(project.root)
