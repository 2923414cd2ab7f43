"""Errors that end a job.

What an author can mend is a `Finding`; what is our bug stays an ordinary exception.  A `RatgeberError` lies
between the two: the job cannot go on, and the German sentence says what to do.  It is raised where the outside
world is touched and caught once, in the command line.

What the operating system refuses (a full disk, a place that is read-only) is nobody's bug.  `unwritable` and
`unreadable` make the sentence where the file is touched; where nobody has, `our_mistake` does.  The table below is the
one place for what is said: the system's own words are English.

Our bug costs the file it happens in, never the files beside it: where several are worked on in turn, it is caught, and
`our_mistake` says it to the author.
"""

from __future__ import annotations

import errno
import re
import tempfile
import traceback
from collections.abc import Iterable
from pathlib import Path

#: What the operating system refuses, and what to do.
_REASONS: dict[int, tuple[str, str]] = {
    errno.ENOSPC: ("der Datenträger ist voll", "Schaffen Sie Platz, und rufen Sie den Befehl noch einmal auf."),
    errno.EFBIG: (
        "die Datei würde größer, als hier erlaubt ist",
        "Schaffen Sie Platz, oder heben Sie die Grenze auf, und rufen Sie den Befehl noch einmal auf.",
    ),
    errno.EROFS: ("der Datenträger ist schreibgeschützt", "Arbeiten Sie an einem Ort, an dem Sie schreiben dürfen."),
    errno.EACCES: (
        "dafür fehlen die Rechte, oder ein anderes Programm hat sie geöffnet",
        "Schließen Sie die Datei, oder prüfen Sie die Rechte an ihr und ihrem Ordner.",
    ),
    errno.ENAMETOOLONG: ("der Name ist zu lang", "Wählen Sie einen kürzeren Namen."),
    errno.EISDIR: ("dort liegt ein Ordner dieses Namens", "Wählen Sie einen anderen Namen."),
    errno.EEXIST: ("dort liegt schon etwas dieses Namens", "Wählen Sie einen anderen Namen, oder räumen Sie es fort."),
    errno.ENOTDIR: ("wo ihr Ordner sein müsste, liegt eine Datei", "Wählen Sie einen anderen Ort."),
    errno.ENOENT: ("ihr Ordner fehlt", "Legen Sie den Ordner an, oder wählen Sie einen anderen."),
    errno.ELOOP: ("die Verknüpfung führt im Kreis", "Ersetzen Sie die Verknüpfung durch die Datei selbst."),
    errno.EMFILE: ("zu viele Dateien sind offen", "Schließen Sie andere Programme, und rufen Sie den Befehl neu auf."),
    errno.EIO: ("der Datenträger meldet einen Fehler", "Sichern Sie Ihre Arbeit, und prüfen Sie den Datenträger."),
}
_SAME = {
    errno.EPERM: errno.EACCES,
    errno.EBUSY: errno.EACCES,
    errno.ETXTBSY: errno.EACCES,
    errno.EDQUOT: errno.ENOSPC,
    errno.ENOTEMPTY: errno.EEXIST,
    errno.ENFILE: errno.EMFILE,
}
_NOT_THERE = ("die Datei oder ihr Ordner fehlt", "Prüfen Sie den Namen.")
#: What Python's `tempfile` says when no folder for temporary files takes any, as on a full disk.
_NO_TEMPORARY_FOLDER = "No usable temporary directory"
#: How Python prints an `OSError`: number, the system's words, the file if it is known.
_PRINTED = re.compile(
    r"(?:\[Errno (?P<number>\d+)\] (?P<words>[^:\n]*?)|(?:\w+Error)\((?P<shown>\d+), '(?P<told>[^'\n]*)'\))"
    r"(?:: (?P<quote>['\"])(?P<path>.*?)(?P=quote)|['\"\n)]|$)"
)


class RatgeberError(Exception):
    """A job cannot go on; `str(error)` is one German sentence (or a few) for the person at the screen."""


class InputError(RatgeberError):
    """A file handed in cannot be read: damaged, encrypted, of a foreign kind, or hostile."""


class TargetError(RatgeberError):
    """The place to write to is missing, occupied or not writable."""


class MissingProgramError(RatgeberError):
    """A program or file the job needs is missing on this machine."""


#: Parts the lines of a message that has to pass where each line would be read alone.
_LINE = "\u2028"


def in_one_line(lines: Iterable[str]) -> str:
    """Return lines as one that another process hands on whole; `lines_again` takes them apart."""
    return _LINE.join(lines)


def lines_again(text: str) -> str:
    return text.replace(_LINE, "\n")


def unwritable(path: Path, error: OSError, *, state: str = "Es wurde nichts geschrieben.") -> TargetError:
    """Return the sentence for a file that cannot be written; `state` says what is on the disk now."""
    is_above = isinstance(error.filename, str | Path) and Path(error.filename).resolve() in path.resolve().parents
    if error.errno == errno.EEXIST and is_above:  # making a folder where a file lies
        error = NotADirectoryError(errno.ENOTDIR, "")
    why, advice = _reason(error)
    return TargetError(" ".join(filter(None, (f"{path} lässt sich nicht schreiben: {why}.", state, advice))))


def unreadable(path: Path, error: OSError) -> InputError:
    """Return the sentence for a file that cannot be read."""
    if error.errno == errno.ENOENT:
        return InputError(f"Die Datei {path} gibt es nicht. Prüfen Sie den Namen.")
    why, advice = _reason(error)
    return InputError(f"{path} lässt sich nicht lesen: {why}. {advice}")


def refused(error: OSError) -> str | None:
    """Return the sentence for something the operating system has refused while nobody knows what for.

    None if it is nothing that a person can do something about: that is our bug.
    """
    error = _told(error)
    number = _SAME.get(error.errno or 0, error.errno or 0)
    if number not in _REASONS:
        return None
    if _NO_TEMPORARY_FOLDER in (error.strerror or ""):
        why, advice = (
            "es gibt keinen Ordner für Zwischenergebnisse, in den sich schreiben lässt",
            "Schaffen Sie Platz, oder nennen Sie mit der Umgebungsvariablen TMPDIR einen anderen Ordner.",
        )
    else:
        why, advice = _NOT_THERE if number == errno.ENOENT else _reason(error)
    where = f" mit {error.filename}" if isinstance(error.filename, str | Path) else ""
    return f"Das Werkzeug kam{where} nicht weiter: {why}. {advice}"


def refused_elsewhere(printed: str) -> str | None:
    """Return what `refused` says of an `OSError` that another process of ours has printed, None if it is none."""
    error = _as_printed(printed)
    return None if error is None else refused(error)


def _as_printed(printed: str) -> OSError | None:
    found = _PRINTED.search(printed)
    if found is None:
        return None
    return OSError(int(found["number"] or found["shown"]), found["words"] or found["told"] or "", found["path"])


def _told(error: OSError) -> OSError:
    """Return what was refused; `shutil` copies a folder to its end and then prints the refusals in a list."""
    return (_as_printed(str(error)) or error) if error.errno is None else error


def reason(error: OSError) -> str:
    """Return why the operating system has refused something, as the end of a sentence without its full stop."""
    return _reason(error)[0]


def _reason(error: OSError) -> tuple[str, str]:
    """Return why, and what to do; a refusal that is not in the table keeps its number."""
    error = _told(error)
    number = _SAME.get(error.errno or 0, error.errno or 0)
    unknown = f"das Betriebssystem meldet {type(error).__name__}{f' {number}' if number else ''}"
    return _REASONS.get(number, (unknown, "Prüfen Sie, ob Platz und Rechte da sind."))


def our_mistake(error: Exception, *, about: str) -> str:
    """Return the German sentence an author reads when `error` is a bug of ours; `about` names the file concerned.

    What the operating system has refused is none, and said as such.
    """
    if isinstance(error, OSError) and (sentence := refused(error)) is not None:
        return f"{about}: {sentence}"
    place = traceback.extract_tb(error.__traceback__)[-1:]
    where = "".join(f"; {Path(frame.filename).name}, Zeile {frame.lineno}" for frame in place)
    words = " ".join(str(error).split())
    what = f"{type(error).__name__}: {words}" if words else type(error).__name__
    return f"{about}: Das Werkzeug hat einen Fehler gemacht, nicht Sie ({what}{where}). Bitte melden Sie das."


def kept_details(error: Exception) -> str:
    """Write where and how `error` came about to a file for its developers; return a sentence that says where it is.

    Nothing if that file cannot be written: the mistake itself matters more; nothing if it is no bug of ours.
    """
    if isinstance(error, OSError) and refused(error) is not None:
        return ""
    try:
        with tempfile.NamedTemporaryFile(
            "w", prefix="ratgeber-fehler-", suffix=".txt", delete=False, encoding="utf-8", errors="replace"
        ) as file:
            file.writelines(traceback.format_exception(error))
    except OSError:
        return ""
    return f"Einzelheiten stehen in {file.name}."
