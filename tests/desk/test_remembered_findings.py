"""What the checks find is computed by a process of its own, once for all pages, and kept until a file is another."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from desk.desk_network import MOMENT
from desk.own_loop import run_apart
from guide.guides import HEAD, make_guide
from ratgeber_tools.checked import CheckResult, as_printed, check_folder, from_print
from ratgeber_tools.desk.remembered_findings import ChecksFailedError, RememberedFindings, checked_aside
from ratgeber_tools.findings import Code, Finding

PATIENCE_S = 20


class Checks:
    """Checks that say how often they were asked, and that wait where they are told to."""

    def __init__(self) -> None:
        self.number = 0
        self.may_go_on = threading.Event()
        self.may_go_on.set()

    def __call__(self, folder: Path) -> CheckResult:
        self.number += 1
        assert self.may_go_on.wait(PATIENCE_S)
        return CheckResult((Finding(Code.DATA_VALUE, f"Lauf {self.number}", path=folder / "kapitel.md"),), 1)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    make_guide(tmp_path, kapitel=f"{HEAD}# Kapitel\n\nText.\n")
    return tmp_path


@pytest.fixture
def checks() -> Checks:
    return Checks()


def remembered(
    folder: Path, checks: Callable[[Path], CheckResult], patience_s: float = PATIENCE_S
) -> RememberedFindings:
    return RememberedFindings(folder, lambda: MOMENT, checks, patience_s=patience_s)


def change(folder: Path, words: str) -> None:
    (folder / "kapitel.md").write_text(f"{HEAD}# Kapitel\n\n{words}\n", encoding="utf-8")


def said(findings: tuple[Finding, ...]) -> list[str]:
    return [finding.text for finding in findings]


def test_the_checks_run_once_until_a_file_is_another(folder: Path, checks: Checks) -> None:
    found = remembered(folder, checks)
    assert said(found.exact()) == said(found.exact()) == said(found.latest()) == ["Lauf 1"]
    change(folder, "Anderer Text.")
    assert said(found.exact()) == ["Lauf 2"]
    assert checks.number == 2


def test_all_who_ask_meanwhile_wait_for_one_run(folder: Path, checks: Checks) -> None:
    found = remembered(folder, checks)
    checks.may_go_on.clear()
    told: list[list[str]] = []
    asking = [threading.Thread(target=lambda: told.append(said(found.exact()))) for _ in range(4)]
    for each in asking:
        each.start()
    checks.may_go_on.set()
    for each in asking:
        each.join(PATIENCE_S)
    assert told == [["Lauf 1"]] * 4


def test_a_page_shows_what_was_found_last_and_knows_that_it_is_older(folder: Path, checks: Checks) -> None:
    found = remembered(folder, checks, patience_s=0.01)
    checks.may_go_on.clear()
    assert run_apart(found.soon()) is None
    checks.may_go_on.set()
    found.exact()
    checks.may_go_on.clear()
    change(folder, "Anderer Text.")
    known = run_apart(found.soon())
    assert known is not None
    assert (said(known.findings), known.moment, known.is_current) == (["Lauf 1"], MOMENT, False)
    checks.may_go_on.set()
    assert said(found.exact()) == ["Lauf 2"]
    known = run_apart(found.soon())
    assert known is not None
    assert known.is_current


def test_a_vote_waits_for_the_findings_of_the_files_as_they_are(folder: Path, checks: Checks) -> None:
    found = remembered(folder, checks, patience_s=0.01)
    checks.may_go_on.clear()
    run_apart(found.soon())  # a run begins
    change(folder, "Anderer Text.")  # and does not know of this
    checks.may_go_on.set()
    assert said(found.exact()) == ["Lauf 2"]


def test_checks_that_fail_are_told_and_begun_anew(folder: Path) -> None:
    answers = iter([ChecksFailedError("kaputt"), CheckResult((), 1)])

    def check(_folder: Path) -> CheckResult:
        answer = next(answers)
        if isinstance(answer, Exception):
            raise answer
        return answer

    found = remembered(folder, check)
    with pytest.raises(ChecksFailedError, match="ließen sich gerade nicht ausführen"):
        run_apart(found.soon())
    assert found.exact() == ()


def test_a_process_of_its_own_finds_what_the_checks_find(folder: Path) -> None:
    change(folder, "Text mit <b>Auszeichnung</b>.")
    here = check_folder(folder)
    assert Code.RAW_MARKUP in {finding.code for finding in here.findings}
    assert checked_aside(folder) == here
    assert from_print(as_printed(here)) == here
    with pytest.raises(ChecksFailedError):
        checked_aside(folder / "gibt-es-nicht" / "ratgeber")
