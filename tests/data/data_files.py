"""Small data folders built in code, shared by the tests of `data`, `exports` and the roles."""

from __future__ import annotations

from pathlib import Path
from textwrap import dedent

OFFICE = """
amt:
  name: Schulamt
  art: Amt
  telefon: 0340 204-2040
  zustaendig: amt
"""


def write_data(folder: Path, **files: str) -> Path:
    """Write `name="text"` as `name.yaml`, and an office `amt` unless the test brings its own contacts."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in {"anlaufstellen": OFFICE, **files}.items():
        (folder / f"{name}.yaml").write_text(dedent(text), encoding="utf-8")
    return folder
