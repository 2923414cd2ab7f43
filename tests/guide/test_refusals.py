"""What no chapter may hold: each kind with its code, its sentence and its line."""

from __future__ import annotations

from pathlib import Path

import pytest

from ratgeber_tools import dialect
from ratgeber_tools.findings import Code, Severity
from ratgeber_tools.guide import parse_chapter
from ratgeber_tools.guide.refusals import CODES, refusals_in
from ratgeber_tools.releases.rules import unfinished

PATH = Path("a.md")


def found(text: str) -> list[tuple[Code, int | None]]:
    return [(finding.code, finding.line) for finding in refusals_in(text, PATH)]


OPEN = Code.FENCE_OPEN


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (":::{tipp}\nText\n", [(OPEN, 1)]),
        ("Text\n\n```\nCode\n", [(OPEN, 3)]),
        ("Text\n\n~~~{tipp}\nText\n", [(OPEN, 3)]),
        ("- Punkt\n\n  :::{tipp}\n  Text\n\nText\n", [(OPEN, 3)]),
        (":::{tipp}\nText\n:::\n:::\n\n![x](x.png)\n", [(OPEN, 4)]),
        (":::\n", [(OPEN, 1)]),
        (":::{tipp}\n:::{frist}\nText\n:::\n:::\n", [(OPEN, 2), (OPEN, 5)]),
        ("::::{tipp}\n:::{frist}\nText\n::::\n", [(OPEN, 2)]),
        ("::::{tipp}\n:::{frist}\nText\n:::\n", [(OPEN, 1)]),
        ("::::{tipp}\n:::\nText\n::::\n", [(OPEN, 2)]),
        (":::tipp\nText\n:::\n", [(OPEN, 1)]),
        ("::::{tipp}\n:::{frist}\nText\n:::\n::::\n", []),
        (":::{tipp}\n```\n:::\n```\n:::\n", [(OPEN, 2), (OPEN, 4)]),
        ("::::{tipp}\n```\n:::\n```\n::::\n", []),
        ("```\n:::{tipp}\n```\n", []),
        ("    :::\n", []),
    ],
)
def test_a_fence_left_open_or_astray_is_told(text: str, expected: list[tuple[Code, int]]) -> None:
    assert found(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("A\n\n<<<<<<< HEAD\na\n=======\nb\n>>>>>>> zweig\n", [3]),
        ("A\n\n<<<<<<< HEAD\n", [3]),
        ("A\n\n>>>>>>> zweig\n", [3]),
        ("---\nstatus: entwurf\n<<<<<<< HEAD\nstand: 1\n=======\nstand: 2\n>>>>>>> x\n---\n# A\n", [3]),
        (":::{tipp}\n<<<<<<< HEAD\na\n=======\nb\n>>>>>>> x\n:::\n", [2]),
        ("```\n<<<<<<< HEAD\na\n=======\nb\n>>>>>>> x\n```\n", []),
        (":::{tipp}\n```\n<<<<<<< HEAD\n>>>>>>> x\n```\n:::\n", []),
        ("Titel\n=======\n\n> > > > > > > zitiert\n", []),
        ("a <<<<<<< b\n", []),
    ],
)
def test_what_git_leaves_around_a_conflict_is_told_once(text: str, expected: list[int]) -> None:
    marks = [finding.line for finding in refusals_in(text, PATH) if finding.code is Code.CONFLICT_MARKS]
    assert marks == expected


@pytest.mark.parametrize(
    "name", ["include", "INCLUDE", "eval-rst", "note", "py:function", "Tipp", "math", "figure", ""]
)
@pytest.mark.parametrize("fence", [":::", "```", "~~~"])
def test_a_foreign_block_is_told(name: str, fence: str) -> None:
    (finding,) = refusals_in(f"# A\n\n{fence}{{{name}}} x\ny\n{fence}\n", PATH)
    assert (finding.code, finding.line) == (Code.NOT_IN_DIALECT, 3)
    assert f"Den Baustein {{{name}}} gibt es nicht." in finding.text


@pytest.mark.parametrize(
    "text",
    ["{raw}`x`", "- {raw}`x`", "| {raw}`x` |\n|---|", ":::{tipp} {raw}`x`\na\n:::", "## {raw}`x`",
     "a[^1]\n\n[^1]: {raw}`x`",
     ":::{glossar}\n{raw}`x`\n: b\n:::", ":::{tabelle}\n- - {raw}`x`\n:::", "> {raw}`x`", "*{raw}`x`*",
     ":::{abbildung} a.png\n:alt: a\n\n{raw}`x`\n:::"],
)  # fmt: skip
def test_a_foreign_role_is_told_wherever_it_stands(text: str) -> None:
    assert [code for code, _ in found(f"{text}\n")] == [Code.NOT_IN_DIALECT]


def test_every_name_of_the_dialect_is_known() -> None:
    blocks = "\n".join(f":::{{{name}}}\n:::" for name in dialect.DIRECTIVES)
    words = " ".join(f"{{{name}}}`x`" for name in dialect.ROLES)
    assert found(f"{blocks}\n\n{words}\n") == []


def test_what_is_refused_is_an_error_nobody_can_release() -> None:
    assert {code.severity for code in CODES} == {Severity.ERROR}
    text = ":::{tipp}\n<b>x</b> {raw}`y`\n\n<<<<<<< HEAD\n"
    chapter = parse_chapter(text, path=PATH, name="a")
    told = list(unfinished(chapter))
    assert len(told) == 4
    assert all(str(each).startswith("a.md:") for each in told)


def test_the_key_points_of_the_head_are_read_as_strictly() -> None:
    head = "---\nstatus: entwurf\nzustaendig: Amt\nstand: 24.11.2026\nkurz:\n  - '{raw}`x`'\n---\n# A\n"
    chapter = parse_chapter(head, path=PATH, name="a")
    assert [(each.code, each.line) for each in chapter.findings] == [(Code.NOT_IN_DIALECT, 5)]
