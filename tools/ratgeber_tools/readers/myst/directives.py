"""The parts of a directive: name, argument, options, body; the one place that knows how a directive is typed."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from markdown_it.token import Token
from myst_parser.parsers.options import TokenizeError, options_to_items

#: What opens a directive: a fence and its name.
_OPENING = re.compile(r"(?P<fence>`{3,}|~{3,}|:{3,})(?P<info>\{[^\s}]+\}.*)")
_NAME = re.compile(r"\{(?P<name>[^\s}]+)\}(?:\s+(?P<argument>.*))?\Z", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Directive:
    """A fence read as a directive; `options` as typed, `body_line` counts from the fence's first line."""

    name: str
    argument: str
    options: tuple[tuple[str, str], ...]
    body: str
    body_line: int

    @property
    def values(self) -> dict[str, str]:
        """The options by name; of one typed twice the last counts, as for Sphinx."""
        return dict(self.options)


def parse_directive(token: Token) -> Directive | None:
    """Return the directive in a fence, None if it is none (plain code, `:::name`) or its options are not readable."""
    lines = token.content.split("\n")
    if lines and not lines[-1]:
        lines.pop()
    return _parsed(token.info.strip(), lines)


@lru_cache(maxsize=4096)
def directive_in(source: str) -> Directive | None:
    """Return the directive that the text of a block is, as a `Verbatim` keeps it; None if it is something else.

    Its options may stand between two lines of `---`, or each behind a colon, as MyST reads them.
    """
    opening, *lines = source.split("\n")
    found = _OPENING.match(opening)
    if found is None:
        return None
    last = lines[-1].strip() if lines else ""
    if last and not last.strip(found["fence"][0]):  # the fence that closes it
        lines.pop()
    return _parsed(found["info"].strip(), lines)


def _parsed(info: str, lines: list[str]) -> Directive | None:
    found = _NAME.match(info)
    if found is None:
        return None
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
