"""One publication with pictures and a report, for the tests of staging and the processes they kill."""

from __future__ import annotations

from pathlib import Path

from ratgeber_tools.staging import Publication

OLD, NEW = b"old chapter", b"new chapter"


def publication(root: Path, *, expected: bytes | None = OLD) -> Publication:
    return Publication(
        chapter=root / "kapitel" / "hort.md",
        text=NEW,
        expected=expected,
        additions={root / "bilder" / "hort" / f"bild-{number}.png": bytes([number]) * 9 for number in range(3)},
        side_files={root / "eingang" / "hort.bericht.md": b"report"},
    )
