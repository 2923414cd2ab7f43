"""A box more in the dialect: loaded as a plugin (`-p made_up_box`), before any module has built its tables."""

from __future__ import annotations

import importlib.util
import sys
import types
from pathlib import Path

NAME = "merkzettel"
LINE = f'            ContainerSpec("{NAME}", "Merkzettel", VIOLET, Sign.BULB, "was man sich merkt"),\n'
_DIALECT = "ratgeber_tools.dialect"
_LAST_LINE_BEFORE = '            ContainerSpec("tipp",'


def add() -> None:
    """Run the dialect's source with `LINE` in it as the module every other one imports."""
    found = importlib.util.find_spec(_DIALECT)
    assert found is not None
    assert found.origin is not None
    source = Path(found.origin).read_text(encoding="utf-8")
    assert source.count(_LAST_LINE_BEFORE) == 1
    module = types.ModuleType(_DIALECT)
    module.__file__ = found.origin
    sys.modules[_DIALECT] = module
    exec(compile(source.replace(_LAST_LINE_BEFORE, LINE + _LAST_LINE_BEFORE), found.origin, "exec"), vars(module))
    import ratgeber_tools

    ratgeber_tools.dialect = module  # type: ignore[attr-defined]


def pytest_configure() -> None:
    """As a plugin; a test module that only wants the names imports this one without effect."""


if "pytest" in sys.modules and any(argument == "made_up_box" for argument in sys.argv):
    add()
