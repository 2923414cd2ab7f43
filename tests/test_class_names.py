"""One name, one meaning: a class name that stands alone means the same thing in every room.

Two vocabularies are said with their module (`doc.Code`, `said.Mail`): that tells what they share with another room.
"""

from __future__ import annotations

import re
from collections import defaultdict
from pathlib import Path

PACKAGE = Path(__file__).parent.parent / "tools" / "ratgeber_tools"
VOCABULARIES = {"ratgeber_tools.document", "ratgeber_tools.data.presentation.values"}

_DEFINITION = re.compile(r"^(?:class _?(\w+)|_?(\w+): TypeAlias)\b", re.MULTILINE)
_IMPORT = re.compile(r"^ *from (ratgeber_tools[\w.]*) import (\([^)]*\)|.*)", re.MULTILINE)


def test_a_class_name_that_stands_alone_means_one_thing() -> None:
    meanings: dict[str, set[str]] = defaultdict(set)
    taken_alone: set[tuple[str, str]] = set()
    for path in PACKAGE.rglob("*.py"):
        module = ".".join(path.relative_to(PACKAGE.parent).with_suffix("").parts)
        text = path.read_text(encoding="utf-8")
        for found in _DEFINITION.finditer(text):
            meanings[found[1] or found[2]].add(module)
        for source, names in _IMPORT.findall(text):
            taken_alone.update((source, name) for name in re.findall(r"\w+", names) if source in VOCABULARIES)
    alone = {
        name: {module for module in modules if module not in VOCABULARIES or (module, name) in taken_alone}
        for name, modules in meanings.items()
    }
    assert {name: sorted(modules) for name, modules in alone.items() if len(modules) > 1} == {}
