"""Chapters one sentence a line, so that a changed sentence is a changed line; nothing else changes, and that is proven.

The parser's own reading of the file before and after is compared.  A file that would read differently is left alone.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from ratgeber_tools import files
from ratgeber_tools.errors import InputError, RatgeberError
from ratgeber_tools.readers.myst.fingerprint import fingerprint, inline_fingerprint
from ratgeber_tools.readers.myst.paragraphs import SourceParagraph, find_paragraphs
from ratgeber_tools.readers.myst.refusals import RefusalReason, find_refusals
from ratgeber_tools.writers.formatting import format_paragraph


class FormattingError(RatgeberError):
    """Formatting would change what a file means; the file is untouched."""


class _TooDeepError(ValueError):
    """A text is nested deeper than the dialect goes."""


@dataclass(frozen=True, slots=True)
class Formatted:
    """A file's text before and after, without a byte order mark; `paragraphs` counts the paragraphs that changed."""

    path: Path
    before: str
    after: str
    paragraphs: int


def chapter_files(paths: tuple[Path, ...]) -> Iterator[Path]:
    """Yield the Markdown files in `paths`: files as they are, folders with all that is in them.

    Raises `InputError` if there is no such file or folder.
    """
    for path in paths:
        if path.is_dir():
            yield from sorted(path.rglob("*.md"))
        elif path.is_file():
            yield path
        else:
            raise InputError(f"Die Datei {path} gibt es nicht. Prüfen Sie den Namen.")


def format_text(text: str) -> tuple[str, int]:
    """Return `text` one sentence a line, and how many paragraphs changed.

    Raises `ValueError` if the result would not render as `text` does.
    """
    lines = text.split("\n")
    changed = 0
    for paragraph in reversed(find_paragraphs(text)):
        content = format_paragraph(paragraph.content)
        if content == _trimmed(paragraph.content):
            continue
        if inline_fingerprint(content) != inline_fingerprint(paragraph.content):
            continue  # a construct nobody foresaw: better a long line than another meaning
        lines[paragraph.lines.first : paragraph.lines.end] = _laid_out(paragraph, content)
        changed += 1
    after = "\n".join(lines)
    if after != text and any(refusal.reason is RefusalReason.TOO_DEEP for refusal in find_refusals(text)):
        raise _TooDeepError  # to compare what both would render as takes minutes
    if after != text and fingerprint(after) != fingerprint(text):
        raise ValueError("the formatted text would render differently")
    return after, changed


def format_file(path: Path) -> Formatted:
    """Return what formatting makes of a file, without writing it.

    Raises `InputError` if it cannot be read, `FormattingError` if it would mean something else.
    """
    return _formatted(files.read_text(path), path)


def format_in_place(path: Path) -> Formatted:
    """Format a file where it lies, without losing what somebody writes into it meanwhile; return what was done.

    Raises as `format_file`, and `TargetError` if it cannot be written.
    """
    done = format_file(path)
    if done.after == done.before:
        return done

    def change(text: str | None) -> str | None:
        nonlocal done
        if text is not None and text != done.before:  # somebody was quicker
            done = _formatted(text, path)
        return None if text is None else done.after

    files.rewrite(path, change)
    return done


def _formatted(before: str, path: Path) -> Formatted:
    newline = "\r\n" if "\r\n" in before else "\n"
    text = before.replace("\r\n", "\n")
    try:
        after, paragraphs = format_text(text)
    except _TooDeepError:
        raise FormattingError(
            f"{path} bleibt, wie es ist: Das Kapitel ist zu tief verschachtelt. Lösen Sie die innersten Kästen und "
            "Listen auf, und rufen Sie den Befehl noch einmal auf."
        ) from None
    except ValueError as error:
        raise FormattingError(
            f"{path} bleibt, wie es ist: Umgebrochen würde das Kapitel anders aussehen. "
            "Brechen Sie die Sätze von Hand um."
        ) from error
    if after == text:
        return Formatted(path, before, before, 0)
    return Formatted(path, before, after.replace("\n", newline), paragraphs)


def _laid_out(paragraph: SourceParagraph, content: str) -> list[str]:
    first, *others = content.split("\n")
    return [paragraph.first + first, *(paragraph.rest + line for line in others)]


def _trimmed(content: str) -> str:
    """Return a paragraph's content as `format_paragraph` leaves it when it changes nothing."""
    lines = content.split("\n")
    return "\n".join([lines[0], *(line.lstrip(" \t") for line in lines[1:])]).strip(" \t")
