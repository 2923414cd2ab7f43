"""The map of the code is true: every module stands in it with its first line, every package with what it imports."""

from __future__ import annotations

import importlib.util
from functools import cache
from pathlib import Path
from types import ModuleType

TOOLS = Path(__file__).parent.parent / "tools"


@cache
def load_script() -> ModuleType:
    spec = importlib.util.spec_from_file_location("code_map", TOOLS / "code_map.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_list_of_modules_and_the_table_of_imports_are_up_to_date() -> None:
    readme = (TOOLS / "README.md").read_text(encoding="utf-8")
    assert load_script().with_generated_parts(readme) == readme, "run: python tools/code_map.py"


def test_every_module_says_what_it_is_for() -> None:
    script = load_script()
    silent = [path for path in (TOOLS / "ratgeber_tools").rglob("*.py") if not script.first_line(path)]
    assert silent == []
