"""Findings on the screen: one line each, jumpable, and a sentence that sums them up."""

from __future__ import annotations

import errno
import os
import shutil
import sys
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from ratgeber_tools.cli.named_places import keep_what_is_there
from ratgeber_tools.errors import unwritable
from ratgeber_tools.files import write_whole
from ratgeber_tools.findings import Finding, Severity
from ratgeber_tools.newsroom.text_columns import broken

#: Singular and plural of what a summary counts.
_NOUNS = {
    Severity.ERROR: ("Fehler", "Fehler"),
    Severity.WARNING: ("Warnung", "Warnungen"),
    Severity.HINT: ("Hinweis", "Hinweise"),
}


def columns() -> int | None:
    """Return how many characters a line may have: a terminal's width or what COLUMNS says; None for a file or pipe."""
    wanted = os.environ.get("COLUMNS", "")
    if wanted.isdecimal() and int(wanted) > 0:
        return int(wanted)
    return shutil.get_terminal_size().columns if sys.stdout.isatty() else None


def say(text: str) -> None:
    """Print lines, each broken where the terminal ends."""
    width = columns()
    for line in text.splitlines() or [""]:
        for part in broken(line, width):
            print(part)


def print_findings(findings: Iterable[Finding]) -> None:
    """Print each finding with its path as seen from here."""
    for finding in findings:
        print(seen_from_here(finding).as_line())


def seen_from_here(finding: Finding) -> Finding:
    """Return the finding with a path relative to the current folder, if it lies below it."""
    if finding.path is None:
        return finding
    return replace(finding, path=short(finding.path))


def short(path: Path) -> Path:
    """Return `path` relative to the current folder if it lies below it."""
    here = Path.cwd()
    return path.relative_to(here) if path.is_relative_to(here) else Path(os.path.normpath(path))


def count(number: int, one: str, many: str) -> str:
    """Return “1 Kapitel”, “3 Fehler”, “keine Fehler”."""
    return f"{number or 'keine'} {one if number == 1 else many}"


def summary(findings: Iterable[Finding]) -> str:
    """Return “2 Fehler, 1 Warnung” or “keine Fehler”."""
    severities = [finding.severity for finding in findings]
    parts = [
        count(severities.count(severity), *nouns)
        for severity, nouns in _NOUNS.items()
        if severity is Severity.ERROR or severity in severities
    ]
    return ", ".join(parts)


#: How a Word file is called; one a person names for what we hand out is written as one.
WORD = ".docx"


def hand_out(content: str | bytes, path: Path | None, *, overwrites: bool) -> None:
    """Print a text, or write it to `path` as `write_where_named` does; what is no text needs a file."""
    if path is None:
        assert isinstance(content, str)
        print(content, end="")
        return
    write_where_named(path, content, overwrites=overwrites)
    print(f"Geschrieben: {short(path.resolve())}")


def write_where_named(path: Path, content: str | bytes, *, overwrites: bool, why: str = "") -> None:
    """Write `content` to the file a person has named, whole or not at all; `why` as in `keep_what_is_there`.

    Raises `TargetError` if that is not possible, also where the folder is missing: a slip of the pen makes none.
    """
    data = content.encode("utf-8") if isinstance(content, str) else content
    keep_what_is_there([path], overwrites=overwrites, is_ours=lambda there: there.read_bytes() == data, why=why)
    if not path.parent.is_dir():
        raise unwritable(path, OSError(errno.ENOTDIR if path.parent.exists() else errno.ENOENT, ""))
    write_whole(path, data)
