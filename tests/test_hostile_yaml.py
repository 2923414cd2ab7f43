"""Anchors that stand for more than there is memory, and brackets without end: one sentence that names the file."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from ratgeber_tools.checks import run_checks
from ratgeber_tools.data.yaml_edit import UneditableError, set_values
from ratgeber_tools.data.yaml_tree import read_yaml
from ratgeber_tools.guide import load

BOMB = "a: &a [x, x, x, x, x, x, x, x, x]\n" + "".join(
    f"{chr(98 + index)}: &{chr(98 + index)} [{', '.join(['*' + chr(97 + index)] * 9)}]\n" for index in range(12)
)
HOSTILE = {
    "anchors": BOMB,
    "an alias to itself": "a: &a [*a]\n",
    "open brackets": "a: " + "[" * 1500 + "\n",
    "brackets": "a: " + "[" * 1500 + "]" * 1500 + "\n",
    "braces": "a: " + "{a: " * 1500 + "\n",
    "lines": "\n".join(" " * depth + "a:" for depth in range(1500)) + "\n",
    "strokes": "a:\n" + "- " * 1500 + "x\n",
}
SENTENCES = ("Ein Wert verweist mit „*“", "zu tief verschachtelt")
GUIDE = Path(__file__).parent / "guides" / "bausteine"


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_reading_ends_with_a_sentence_and_its_line(text: str) -> None:
    tree = read_yaml(f"gut: ja\n{text}")
    assert tree.values["gut"] == "ja"
    assert tree.mistakes[0].sentence.startswith(SENTENCES) or SENTENCES[1] in tree.mistakes[0].sentence
    assert tree.mistakes[0].line >= 2


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
@pytest.mark.parametrize(
    "file",
    [
        *(f"daten/{path.name}" for path in sorted((GUIDE / "daten").glob("*.yaml"))),
        "daten/suchwoerter.yaml",
        "redaktion/pruefungen.yaml",
        "redaktion/amtsdeutsch.yaml",
        "redaktion/adressen.yaml",
        "bilder/bilder.yaml",
        "kapitel.md",
    ],
)
def test_a_check_names_the_file(tmp_path: Path, file: str, text: str) -> None:
    folder = tmp_path / "ratgeber"
    shutil.copytree(GUIDE / "daten", folder / "daten")
    path = folder / file
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"---\n{text}---\n# A\n" if file.endswith(".md") else text, encoding="utf-8")
    findings = run_checks(load(folder))
    told = [each for each in findings if each.path == path and any(words in each.text for words in SENTENCES)]
    assert told, [each.as_line() for each in findings if each.path == path][:3]
    assert told[0].line is not None


@pytest.mark.parametrize("text", ["a: " + "[" * 1500, "a: " + "[" * 1500 + "]" * 1500])
def test_a_file_that_cannot_be_read_is_not_edited(text: str) -> None:
    with pytest.raises(UneditableError):
        set_values(text, "a", {"b": "c"})
