"""A command in a sentence can be copied: a shell takes straight marks, „these“ it hands on."""

from __future__ import annotations

import re
from pathlib import Path

import ratgeber_tools

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
