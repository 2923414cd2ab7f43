"""Write `ratgeber_tools/desk/schema.json`, which the editor in the browser is built with, from the table in Python.

`python tools/desk_schema.py`; a test says when that is due.
"""

from __future__ import annotations

import json
from pathlib import Path

from ratgeber_tools.desk.schema import as_json

TARGET = Path(__file__).resolve().parent / "ratgeber_tools" / "desk" / "schema.json"


def schema_file() -> str:
    """Return the text of `schema.json`."""
    return json.dumps(as_json(), ensure_ascii=False, indent=1) + "\n"


if __name__ == "__main__":
    TARGET.write_text(schema_file(), encoding="utf-8", newline="\n")
