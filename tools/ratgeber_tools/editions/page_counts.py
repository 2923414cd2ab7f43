"""How many pages each chapter has in the last PDF: written beside it by the builder, read by the overview."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

#: Where the builder of the working edition leaves it, seen from the project's folder.
WORKING_COUNTS = Path("_build", "pdf", "seiten.json")
FILE = WORKING_COUNTS.name


def format_counts(counts: Mapping[str, int]) -> str:
    """Return the file's text: pages by chapter, in the order of the guide."""
    return json.dumps({"seiten": dict(counts)}, ensure_ascii=False, indent=1) + "\n"


def read_counts(path: Path) -> Mapping[str, int]:
    """Return pages by chapter; nothing where no PDF was built, or the file is not as we write it."""
    try:
        values = json.loads(path.read_text(encoding="utf-8"))["seiten"]
    except (OSError, ValueError, KeyError, TypeError):
        return {}
    if not isinstance(values, dict):
        return {}
    return {name: pages for name, pages in values.items() if isinstance(pages, int) and pages > 0}
