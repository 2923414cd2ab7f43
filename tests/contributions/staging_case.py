"""One publication with pictures and a report, for the tests of staging and the processes they kill."""

from __future__ import annotations

from pathlib import Path

from ratgeber_tools.contributions import staging

OLD, NEW = b"old chapter", b"new chapter"


def prepare(root: Path) -> None:
    """Put the chapter there that is to be replaced."""
    (root / "kapitel").mkdir()
    (root / "kapitel" / "hort.md").write_bytes(OLD)


def publication(root: Path, *, expected: bytes | None = OLD) -> staging.Publication:
    return staging.Publication(
        chapter=root / "kapitel" / "hort.md",
        text=NEW,
        expected=expected,
        additions={root / "bilder" / "hort" / f"bild-{number}.png": bytes([number]) * 9 for number in range(3)},
        side_files={root / "eingang" / "hort.bericht.md": b"report"},
    )
