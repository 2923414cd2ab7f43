"""Errors that end a job.

What an author can mend is a `Finding`; what is our bug stays an ordinary exception.  A `RatgeberError` lies
between the two: the job cannot go on, and the German sentence says what to do.  It is raised where the outside
world is touched and caught once, in the command line.

Our bug costs the file it happens in, never the files beside it: where several are worked on in turn, it is caught, and
`our_mistake` says it to the author.
"""

from __future__ import annotations

import tempfile
import traceback
from pathlib import Path


class RatgeberError(Exception):
    """A job cannot go on; `str(error)` is one German sentence (or a few) for the person at the screen."""


class InputError(RatgeberError):
    """A file handed in cannot be read: damaged, encrypted, of a foreign kind, or hostile."""


class TargetError(RatgeberError):
    """The place to write to is missing, occupied or not writable."""


class MissingProgramError(RatgeberError):
    """A program or file the job needs is missing on this machine."""


def our_mistake(error: Exception, *, about: str) -> str:
    """Return the German sentence an author reads when `error` is a bug of ours; `about` names the file concerned."""
    place = traceback.extract_tb(error.__traceback__)[-1:]
    where = "".join(f"; {Path(frame.filename).name}, Zeile {frame.lineno}" for frame in place)
    words = " ".join(str(error).split())
    what = f"{type(error).__name__}: {words}" if words else type(error).__name__
    return f"{about}: Das Werkzeug hat einen Fehler gemacht, nicht Sie ({what}{where}). Bitte melden Sie das."


def kept_details(error: Exception) -> str:
    """Write where and how `error` came about to a file for its developers; return a sentence that says where it is.

    Nothing if that file cannot be written: the mistake itself matters more.
    """
    try:
        with tempfile.NamedTemporaryFile(
            "w", prefix="ratgeber-fehler-", suffix=".txt", delete=False, encoding="utf-8", errors="replace"
        ) as file:
            file.writelines(traceback.format_exception(error))
    except OSError:
        return ""
    return f"Einzelheiten stehen in {file.name}."
