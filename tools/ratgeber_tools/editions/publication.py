"""The finished public edition takes its place: all of it, or nothing of it.

_build/public/html/  elternratgeber.pdf  elternratgeber.epub  STAND.md      everything here may be published
_build/werkstatt/public/                                sources and what the engine keeps for itself
"""

from __future__ import annotations

import contextlib
import shutil
from collections.abc import Iterator
from pathlib import Path

from ratgeber_tools import files
from ratgeber_tools.errors import unwritable

#: Both seen from the project's folder.
PUBLIC = Path("_build", "public")
WORKSHOP = Path("_build", "werkstatt", "public")
#: Where typeset files of earlier runs are kept, among all that is (`cache.store.PLACE`).
KEPT_FILES = "satz-oeffentlich"

HTML, PDF, EPUB, OVERVIEW = "html", "elternratgeber.pdf", "elternratgeber.epub", "STAND.md"


@contextlib.contextmanager
def building(root: Path) -> Iterator[Path]:
    """Be the only run that builds the public edition of the project; yield the workshop.

    The edition built before stays until `publish`, and goes if the job cannot go on: one that no longer holds must not
    lie there.
    """
    with files.rebuilding(root / PUBLIC):
        yield root / WORKSHOP


def clear(root: Path) -> None:
    """Remove the edition built before; raises `TargetError` if something in it is in use."""
    files.remove_folder(root / PUBLIC)


def publish(root: Path, *, html: Path, pdf: Path, epub: Path, overview: str) -> Path:
    """Put an edition in the place of the one before, in one step; return its folder.

    Call within `building`.  Raises `TargetError`.
    """
    finished = root / WORKSHOP / "fertig"
    try:
        shutil.rmtree(finished, ignore_errors=True)
        finished.mkdir(parents=True)
        shutil.move(html, finished / HTML)
        shutil.move(pdf, finished / PDF)
        shutil.move(epub, finished / EPUB)
        (finished / OVERVIEW).write_text(overview, encoding="utf-8", newline="\n")
        (finished / HTML / ".buildinfo").unlink(missing_ok=True)
    except OSError as error:
        raise unwritable(Path(error.filename or finished), error) from error
    files.replace_folder(finished, root / PUBLIC)
    return root / PUBLIC
