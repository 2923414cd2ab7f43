"""A command in a sentence can be copied: a shell takes straight marks, „these“ it hands on."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import ratgeber_tools
from ratgeber_tools.cli import COMMANDS
from ratgeber_tools.editorial.roles import how_to_enter

#: Written into files that outlive the call, whoever calls the tool how.
KEPT_FOR_GOOD = {"releases/entries.py", "editions/addresses.py"}

_OPTION_WITH_PRINTED_MARKS = re.compile(r"(?<![\w„])-{1,2}[a-z]+ „")


def test_no_command_in_a_sentence_has_printed_quotation_marks() -> None:
    package = Path(ratgeber_tools.__file__).parent
    found = [
        f"{path.relative_to(package)}:{number}"
        for path in package.rglob("*.py")
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if _OPTION_WITH_PRINTED_MARKS.search(line)
    ]
    assert found == []


def test_commands_in_sentences_are_called_as_the_person_called_the_tool() -> None:
    """With the starter there is no `ratgeber` to call; only `calling.program` knows what there is."""
    package = Path(ratgeber_tools.__file__).parent
    commands = "|".join(command.name for command in COMMANDS)
    spelled_out = re.compile(rf"\bratgeber (?:{commands})\b")
    found = [
        f"{path.relative_to(package)}: {node.value}"
        for path in package.rglob("*.py")
        for node in _sentences(path)
        if path.relative_to(package).as_posix() not in KEPT_FOR_GOOD and spelled_out.search(str(node.value))
    ]
    assert found == []


def _sentences(path: Path) -> Iterator[ast.Constant]:
    """Yield what a module writes; its docstrings are for its own readers."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    docstrings = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docstrings:
            yield node


def test_the_starters_name_is_in_the_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RATGEBER_AUFRUF", "./elternratgeber")
    assert how_to_enter() == "./elternratgeber rollen eintragen STELLE ADRESSE"
