"""The source of an existing paragraph → the same, one sentence a line.

Only white space changes: a blank after a sentence becomes a line break, a line break within a sentence a blank.  A
break after a mark that may end a sentence or announce something (a colon) stays, for an author set it there.  Code,
roles, addresses and HTML are stepped over; hard breaks stay.  Pure; the caller proves that nothing else changed.
"""

from __future__ import annotations

import html
import re

from ratgeber_tools.prose import sentences
from ratgeber_tools.writers import escaping

_SOURCE = re.compile(
    r"""
      (?P<hard>(?:\\|[ ]{2,})\n)
    | (?P<soft>\n)
    | \\(?P<escaped>[!-/:-@\[-`{-~])
    | (?:\{[a-zA-Z0-9_\-+:]+\})?(?P<ticks>`+)(?!`)(?P<code>.+?)(?<!`)(?P=ticks)(?!`)
    | (?P<reference>&(?:\#[xX][0-9a-fA-F]{1,6}|\#[0-9]{1,7}|[a-zA-Z][a-zA-Z0-9]{1,31});)
    | <(?P<address>[a-zA-Z][a-zA-Z0-9+.\-]{1,31}:[^<>\s]*|[^<>\s@]+@[^<>\s]+)>
    | (?P<tag><(?:!--.*?--|[/?!a-zA-Z][^<>]*)>)
    | (?P<picture>!\[(?:\\.|[^\[\]\\])*\]\((?:<[^>\n]*>|[^()\n]|\([^()\n]*\))*\))
    | (?P<note>\[\^[^\]\s]+\])
    | (?P<target>\](?:\((?:<[^>\n]*>|[^()\n]|\([^()\n]*\))*\)|\[[^\]\n]*\])(?:\{[^{}\n]*\})?)
    | (?P<mark>[*_]+|~~|\[|\])
    """,
    re.VERBOSE | re.DOTALL,
)
_MAY_END = re.compile(r"[.!?…:;]\Z")
_WINDOW = 20  # characters looked at before a break; marks and closing quotes are few
_CLOSING = "\"'“”‘’»«›‹)]}*_~"


def format_paragraph(source: str) -> str:
    """Return a paragraph's source, without indentation, one sentence a line."""
    source = re.sub(r"(?<![ \\])[ \t]?\n[ \t]*", "\n", source.strip(" \t"))
    source = re.sub(r"\n[ \t]+", "\n", source)
    plain, places = _plain(source)
    ends = {places[position] for position in sentences.breaks(plain)}
    characters = list(source)
    blanks = [place for character, place in zip(plain, places, strict=True) if character == " "]
    for place in blanks:
        if source[place] == "\n":
            if source[place + 1 : place + 2] == "}":
                continue  # set there by `writers.tables`: the line must not end in a brace
            if place not in ends and not _MAY_END.search(source[max(0, place - _WINDOW) : place].rstrip(_CLOSING)):
                characters[place] = " "
        elif place in ends and source[place] == " " and not _is_unsafe_start(source, place + 1):
            characters[place] = "\n"
    return "".join(characters)


def _plain(source: str) -> tuple[str, list[int]]:
    """Return what a reader sees of `source`, soft breaks as blanks, and each character's place in `source`."""
    plain: list[str] = []
    places: list[int] = []

    def add(text: str, place: int) -> None:
        plain.append(text)
        places.extend([place] * len(text))

    position = 0
    for found in _SOURCE.finditer(source):
        for place in range(position, found.start()):
            add(source[place], place)
        position = found.end()
        match found.lastgroup:
            case "hard":
                add("\n", found.start())
            case "soft":
                add(" ", found.start())
            case "escaped":
                add(found["escaped"], found.start())
            case "reference":
                add(html.unescape(found["reference"]), found.start())
            case "address":
                add(found["address"], found.start())
            case "code":
                add(
                    "".join("\N{NO-BREAK SPACE}" if letter.isspace() else letter for letter in found["code"]),
                    found.start(),
                )
            case _:
                pass  # nothing a reader sees, or nothing that belongs to the sentence
    for place in range(position, len(source)):
        add(source[place], place)
    return "".join(plain), places


def _is_unsafe_start(source: str, place: int) -> bool:
    """Say whether what begins at `place` would be read as something else at the start of a line."""
    line = source[place:].partition("\n")[0]
    return escaping.opens_block(line) or re.match(r"<(?!https?:|mailto:)", line) is not None
