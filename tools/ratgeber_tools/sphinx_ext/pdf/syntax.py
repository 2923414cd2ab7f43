"""Typst syntax: literals and calls in code mode.

All text reaches Typst as a string literal, never as markup, so nothing an author types can become a command, a label
or a piece of markup.  An expression is a `str` of Typst code without line breaks (strings escape theirs), so one
block of the guide is one line of source and Typst's line numbers lead back to the chapter.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

#: What a string literal must escape: its own delimiters and everything that could end or hide in a line.
_SPECIAL = re.compile(r'["\\\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff]')

#: Longer than any German word or usual address; A5 holds about 70 characters a line.
_ENDLESS = re.compile(r"\S{61,}")
_FORTY = re.compile(r"\S{40}")

_WHITE_SPACE = re.compile(r"[ \t\r\n\f\v]+")


def string(text: str) -> str:
    """Return `text` as a string literal; every character survives as it is."""
    return f'"{_SPECIAL.sub(_escape, text)}"'


def _escape(match: re.Match[str]) -> str:
    character = match[0]
    return f"\\{character}" if character in '"\\' else f"\\u{{{ord(character):x}}}"


def words(text: str) -> str:
    """Return running text as a string literal: line ends and runs of blanks become one blank; NBSP stays.

    Endless words get places where a line may end, so that they cannot run off the page.
    """
    return string(breakable(_WHITE_SPACE.sub(" ", text)))


def breakable(text: str) -> str:
    """Put a zero-width space after every 40 characters of a run that is longer than 60 without a blank."""
    return _ENDLESS.sub(lambda run: _FORTY.sub("\\g<0>\u200b", run[0]), text)


def sequence(expressions: Iterable[str]) -> str:
    """Return a code block that joins `expressions`; the empty block is no content."""
    parts = [expression for expression in expressions if expression]
    return "{" + ";".join(parts) + "}"


def joined(expressions: Iterable[str], separator: str) -> str:
    """Return a code block that joins `expressions` with the words `separator` between them."""
    parts: list[str] = []
    for expression in expressions:
        parts += [string(separator), expression] if parts else [expression]
    return sequence(parts)


def array(expressions: Iterable[str]) -> str:
    """Return an array; the trailing comma keeps an array of one from being a parenthesis."""
    parts = list(expressions)
    return "(" + ",".join(parts) + ("," if len(parts) == 1 else "") + ")"


def strings(texts: Iterable[str]) -> str:
    """Return an array of string literals."""
    return array(string(text) for text in texts)


def dictionary(entries: Mapping[str, str]) -> str:
    """Return a dictionary; keys are identifiers of the theme, values are expressions."""
    if not entries:
        return "(:)"
    return "(" + ",".join(f"{key}:{value}" for key, value in entries.items()) + ")"


def boolean(value: bool) -> str:
    return "true" if value else "false"


def call(function: str, *arguments: str, **named: str | None) -> str:
    """Return a call of a theme function; a named argument of None is left out, `_` in names becomes `-`."""
    parts = [f"{name.replace('_', '-')}:{value}" for name, value in named.items() if value is not None]
    parts.extend(arguments)
    return f"{function}({','.join(parts)})"
