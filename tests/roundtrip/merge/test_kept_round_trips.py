"""Round trips that once went wrong, as they are kept beside the project: replayed with the very files.

Each folder holds what went out (`base.md`, `ausgabe.docx`), the chapter by then (`ours.md`) and the returns.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from guide_project import git
from ratgeber_tools.contributions.intake import IntakeStatus, Outcome, Settings, take_in
from ratgeber_tools.readers.word.exports import export_identifier
from ratgeber_tools.roundtrip.outgoing import FOLDER
from returned_word_files import PUT_IN, words_of_file
from round_trips import BOX, project

CASES = Path(__file__).parents[4] / "shared" / "merge-cases"
NAMES = sorted(path.name for path in CASES.glob("*") if path.is_dir()) if CASES.is_dir() else []
#: The smallest of them names its files in German.
GERMAN = {"base.md": "basis.md", "ours.md": "ratgeber.md"}


def test_the_cases_are_there_or_it_is_said() -> None:
    if not NAMES:
        pytest.skip("no kept round trips beside the project (../shared/merge-cases)")


def content(case: Path, name: str) -> str:
    path = case / name if (case / name).is_file() else case / GERMAN[name]
    return path.read_text(encoding="utf-8")


@pytest.mark.parametrize("name", NAMES)
def test_a_kept_round_trip_loses_and_doubles_nothing_however_often_its_files_are_read(
    name: str, tmp_path: Path
) -> None:
    case = CASES / name
    info = case / "info.json"
    place = json.loads(info.read_text(encoding="utf-8"))["ch"] if info.is_file() else "schulanfang/liste"
    chapter = project(tmp_path, place, content(case, "base.md"))
    keep(tmp_path, case, place)
    chapter.write_text(content(case, "ours.md"), encoding="utf-8", newline="\n")
    git(tmp_path, "add", "-A")
    git(tmp_path, "commit", "--quiet", "-m", "Stand")
    returns = sorted(case.glob("theirs*.docx")) or [case / "antwort.docx"]
    for file in returns:
        before = chapter.read_text(encoding="utf-8")
        assert taken_in(tmp_path, file).is_good
        assert_sound(before, chapter.read_text(encoding="utf-8"), file)
        assert_known(tmp_path, chapter, file)
    for file in returns:
        assert_known(tmp_path, chapter, file)


def keep(root: Path, case: Path, place: str) -> None:
    sent = case / "ausgabe.docx"
    identifier = export_identifier(sent)
    assert identifier is not None
    folder = root / "ratgeber" / FOLDER / identifier
    folder.mkdir(parents=True)
    (folder / "ausgabe.docx").write_bytes(sent.read_bytes())
    (folder / "kapitel.md").write_text(content(case, "base.md"), encoding="utf-8", newline="\n")
    card = f"id: {identifier}\ndatum: 2026-11-30\ncommit: ''\noffen: [glossar]\nkapitel: {place}\n"
    (folder / "ausgabe.yaml").write_text(card, encoding="utf-8")


def taken_in(root: Path, file: Path) -> Outcome:
    (outcome,) = take_in([file], Settings(root, None, date(2026, 11, 30), lambda chapter: False))
    return outcome


def assert_known(root: Path, chapter: Path, file: Path) -> None:
    before = chapter.read_bytes()
    assert taken_in(root, file).status is IntakeStatus.UNCHANGED
    assert chapter.read_bytes() == before


def assert_sound(before: str, after: str, file: Path) -> None:
    put_in = {*PUT_IN.findall("\n".join(words_of_file(file))), *PUT_IN.findall(before)}
    assert put_in <= {*PUT_IN.findall(after)}
    now, then = (Counter(PUT_IN.findall(BOX.sub("", text))) for text in (after, before))
    assert {word for word in now if now[word] > max(then[word], 1)} == set()
    lines = Counter(line for line in BOX.sub("", after).splitlines() if re.fullmatch(r"[A-ZÄÖÜ][^{|]*[.?!]", line))
    known = Counter(before.splitlines())
    theirs = "\n".join(words_of_file(file))
    assert {line for line in lines if lines[line] > max(known[line], theirs.count(line), 1)} == set()
