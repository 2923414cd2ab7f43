"""Write `ratgeber_tools/desk/schema.json`, which the editor in the browser is built with, from the table in Python.

`python tools/desk_schema.py`; a test says when that is due.
"""

from __future__ import annotations

from pathlib import Path

from ratgeber_tools.desk.schema import schema_file

TARGET = Path(__file__).resolve().parent / "ratgeber_tools" / "desk" / "schema.json"

if __name__ == "__main__":
    TARGET.write_text(schema_file(), encoding="utf-8", newline="\n")
