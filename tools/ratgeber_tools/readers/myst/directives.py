"""The parts of a directive: name, argument, options, body."""

from __future__ import annotations

import re
from dataclasses import dataclass

from markdown_it.token import Token
from myst_parser.parsers.options import TokenizeError, options_to_items

_NAME = re.compile(r"\{(?P<name>[^\s}]+)\}(?:\s+(?P<argument>.*))?\Z", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Directive:
    """A fence read as a directive; `body_line` counts from the fence's first line."""

    name: str
    argument: str
    options: tuple[tuple[str, str], ...]
    body: str
    body_line: int


def parse_directive(token: Token) -> Directive | None:
    """Return the directive in a fence, None if it is none (plain code, `:::name`) or its options are not readable."""
    found = _NAME.match(token.info.strip())
    if found is None:
        return None
    lines = token.content.split("\n")
    if lines and not lines[-1]:
        lines.pop()
    option_lines, body_start = _split_options(lines)
    try:
        options, _ = options_to_items("\n".join(option_lines))
    except TokenizeError:
        return None
    return Directive(
        name=found["name"],
        argument=(found["argument"] or "").strip(),
        options=tuple(options),
        body="\n".join(lines[body_start:]),
        body_line=1 + body_start,
    )


def _split_options(lines: list[str]) -> tuple[list[str], int]:
    """Return the option lines without their marks, and the index of the body's first line."""
    if lines and lines[0].startswith("---"):
        for index in range(1, len(lines)):
            if lines[index].startswith("---"):
                return lines[1:index], index + 1
        return lines[1:], len(lines)
    index = 0
    while index < len(lines) and (stripped := lines[index].lstrip()).startswith(":") and not stripped.startswith(":::"):
        index += 1
    return [line.lstrip()[1:] for line in lines[:index]], index
