"""The finished public edition takes its place: all of it, or nothing of it.

_build/public/html/  elternratgeber.pdf  STAND.md       everything here may be published
_build/werkstatt/public/                                sources and what the engine keeps for itself
"""

from __future__ import annotations

import os
import shutil
from pathlib import Path

from ratgeber_tools.errors import TargetError

#: Both seen from the project's folder.
PUBLIC = Path("_build", "public")
WORKSHOP = Path("_build", "werkstatt", "public")

HTML, PDF, OVERVIEW = "html", "elternratgeber.pdf", "STAND.md"


def clear(root: Path) -> None:
    """Remove the edition built before: whatever comes now, an edition that no longer holds must not lie there.

    Raises `TargetError` if something in it is in use.
    """
    try:
        if (root / PUBLIC).exists():
            shutil.rmtree(root / PUBLIC)
    except OSError as error:
        raise TargetError(
            f"{error.filename}: Die bisherige öffentliche Fassung lässt sich nicht löschen ({error.strerror}). "
            "Schließen Sie, was darin geöffnet ist."
        ) from error


def publish(root: Path, *, html: Path, pdf: Path, overview: str) -> Path:
    """Move the web pages and the PDF to their place with the overview, in one step; return the edition's folder.

    Call `clear` before.  Raises `TargetError`.
    """
    finished = root / WORKSHOP / "fertig"
    try:
        finished.mkdir(parents=True)
        shutil.move(html, finished / HTML)
        shutil.move(pdf, finished / PDF)
        (finished / OVERVIEW).write_text(overview, encoding="utf-8", newline="\n")
        (finished / HTML / ".buildinfo").unlink(missing_ok=True)
        os.replace(finished, root / PUBLIC)
    except OSError as error:
        raise TargetError(
            f"{error.filename}: Die öffentliche Fassung lässt sich nicht ablegen ({error.strerror}). "
            "Prüfen Sie, ob Platz und Schreibrechte da sind."
        ) from error
    return root / PUBLIC
