"""Small guides in memory or on disk for the tests of guide and checks."""

from __future__ import annotations

from pathlib import Path

from ratgeber_tools.guide import Guide, load

HEAD = "---\nstatus: entwurf\nzustaendig: Amt\nstand: 24.11.2026\n---\n\n"
#: Lines `HEAD` takes, so that a test can count in its own text.
HEAD_LINES = HEAD.count("\n")


def make_guide(folder: Path, **chapters: str) -> Guide:
    """Write chapters (`teil__kapitel="# Titel"` becomes `teil/kapitel.md`) as they are and load the guide."""
    for name, text in chapters.items():
        path = folder / f"{name.replace('__', '/')}.md"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return load(folder)
