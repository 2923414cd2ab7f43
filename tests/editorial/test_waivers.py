"""Exceptions from checks: with a reason they hold, without one they are found."""

from __future__ import annotations

from pathlib import Path

import pytest

from ratgeber_tools.checks import placeholders, run_checks, sentence_lengths
from ratgeber_tools.findings import Code, Finding
from ratgeber_tools.guide import load

LONG = "Dieser Satz hat neunzehn Wörter und ist darum ein wenig zu lang für müde Eltern am sehr späten Abend."
HEAD = "---\nstatus: entwurf\nzustaendig: Amt\nstand: 24.11.2026\n{}---\n"
CHECKS = (sentence_lengths.check, placeholders.check)


def find(folder: Path, waivers: str = "", *, head: str = "", text: str = LONG) -> list[Finding]:
    (folder / "redaktion").mkdir(exist_ok=True)
    (folder / "redaktion" / "pruefungen.yaml").write_text(waivers, encoding="utf-8")
    (folder / "teil").mkdir(exist_ok=True)
    (folder / "teil" / "a.md").write_text(HEAD.format(head) + f"# A\n\n{text}\n", encoding="utf-8")
    return run_checks(load(folder), CHECKS)


def codes(findings: list[Finding]) -> list[Code]:
    return [finding.code for finding in findings]


def entry(code: str = "satz-lang", *more: str, reason: str = "grund: So steht es im Gesetz.") -> str:
    lines = [line for line in (*more, reason) if line]
    return f"ausnahmen:\n  - code: {code}\n" + "".join(f"    {line}\n" for line in lines)


@pytest.mark.parametrize(
    "more",
    [
        (),
        ("kapitel: teil/a",),
        ("kapitel: teil/a.md",),
        ("worte: müde Eltern",),
        ("kapitel: teil/a", "worte: MÜDE"),
    ],
)
def test_an_exception_with_a_reason_holds(tmp_path: Path, more: tuple[str, ...]) -> None:
    assert find(tmp_path, entry("satz-lang", *more)) == []


def test_an_exception_in_a_head_holds_for_its_chapter_only(tmp_path: Path) -> None:
    (tmp_path / "b.md").write_text(f"# B\n\n{LONG}\n", encoding="utf-8")
    findings = find(tmp_path, head=entry())
    assert [(finding.code, finding.path and finding.path.name) for finding in findings] == [
        (Code.SENTENCE_LONG, "b.md")
    ]


@pytest.mark.parametrize("reason", ["", "grund:", "grund: ' '"])
def test_an_exception_without_a_reason_does_not_hold_and_is_found(tmp_path: Path, reason: str) -> None:
    findings = find(tmp_path, entry(reason=reason))
    assert codes(findings) == [Code.EXCEPTION_WITHOUT_REASON, Code.SENTENCE_LONG]
    assert findings[0].line == 2


def test_an_exception_in_a_head_without_a_reason_is_found_in_its_line(tmp_path: Path) -> None:
    findings = find(tmp_path, head=entry(reason=""))
    assert (findings[0].code, findings[0].line) == (Code.EXCEPTION_WITHOUT_REASON, 6)


def test_other_words_and_other_chapters_are_not_covered(tmp_path: Path) -> None:
    for more in ("worte: Klassenfahrt", "kapitel: index"):
        (tmp_path / "index.md").write_text("# I\n", encoding="utf-8")
        assert codes(find(tmp_path, entry("satz-lang", more))) == [Code.EXCEPTION_UNUSED, Code.SENTENCE_LONG]


def test_an_exception_nothing_needs_is_a_hint(tmp_path: Path) -> None:
    assert codes(find(tmp_path, entry(), text="Kurz.")) == [Code.EXCEPTION_UNUSED]


@pytest.mark.parametrize("code", ["adresse-tot", "rechtschreibung"])
def test_what_is_not_always_asked_is_never_unused(tmp_path: Path, code: str) -> None:
    assert find(tmp_path, entry(code), text="Kurz.") == []


@pytest.mark.parametrize(
    ("waivers", "words"),
    [
        (entry("satz-lnag"), "Meinten Sie „satz-lang“?"),
        (entry("zeichensatz"), "gibt es keine Ausnahme"),
        (entry("ausnahme-ohne-grund"), "gibt es keine Ausnahme"),
        (entry("satz-lang", "kapitel: teil/b"), "Meinten Sie „teil/a“?"),
        (entry("satz-lang", "kapitel: ../redaktion"), "gibt es im Ratgeber nicht"),
    ],
)
def test_an_exception_that_cannot_be_is_an_error(tmp_path: Path, waivers: str, words: str) -> None:
    findings = [finding for finding in find(tmp_path, waivers) if finding.code is Code.EXCEPTION_IMPOSSIBLE]
    assert len(findings) == 1
    assert words in findings[0].text


@pytest.mark.parametrize("waivers", ["ausnahmen: nein\n", "ausnahme:\n  - code: x\n", "a: b: c\n"])
def test_a_file_nobody_can_read_is_an_error_with_its_line(tmp_path: Path, waivers: str) -> None:
    findings = [finding for finding in find(tmp_path, waivers) if finding.code is not Code.SENTENCE_LONG]
    assert [finding.code in (Code.DATA_VALUE, Code.DATA_SYNTAX) for finding in findings] == [True]
    assert findings[0].line == 1


def test_an_error_can_be_excepted_too(tmp_path: Path) -> None:
    assert find(tmp_path, entry("platzhalter"), text="TODO") == []
