"""A directive in a colon fence: name, argument, options, body."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from ratgeber_tools.writers import literals
from ratgeber_tools.writers.layout import shielded


def write_directive(name: str, argument: str, options: Iterable[tuple[str, str]], body: Sequence[str]) -> list[str]:
    """Return a directive's lines; options stand apart from the body by a blank line."""
    body = shielded(body)
    fence = _colon_fence(body)
    head = [" ".join(f"{fence}{{{name}}} {argument}".split("\n")).rstrip()]
    head += [f":{key}: {literals.option_value(value)}".rstrip() for key, value in options]
    if body and (len(head) > 1 or body[0].startswith((":", "---"))):
        head.append("")
    return [*head, *body, fence]


def _colon_fence(body: Sequence[str]) -> str:
    """Return a colon fence longer than any that begins a line of `body`."""
    longest = 2
    for line in body:
        stripped = line.lstrip()
        longest = max(longest, len(stripped) - len(stripped.lstrip(":")))
    return ":" * (longest + 1)
