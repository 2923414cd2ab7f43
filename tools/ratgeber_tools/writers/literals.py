"""Code, roles, addresses and options: the places in MyST where text is raw, each with rules of its own.

Pure functions on strings.
"""

from __future__ import annotations

import re

from ratgeber_tools.writers.escaping import CHARACTER_REFERENCE

_BACKTICKS = re.compile(r"`+")
_DESTINATION = re.compile(r"[^\s<>()\\\x00-\x20\x7f]+\Z")
_AUTOLINK = re.compile(r"[a-zA-Z][a-zA-Z0-9+.\-]{1,31}:[^<>\x00-\x20&%]*\Z")
#: Host names that markdown-it shows in other letters than those of the address.
_ENCODED_HOST = re.compile(r"(?:^|[/@.])xn--", re.IGNORECASE)
_PLAIN_OPTION = re.compile(r"[^\s#|>'\"](?:[^\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff]*[^\s])?\Z")


def code_span(text: str) -> str:
    """Return `text` as inline code, with as many backticks and blanks as it needs."""
    text = text.replace("\n", " ")
    runs = {len(run) for run in _BACKTICKS.findall(text)}
    fence = "`" * next(length for length in range(1, len(runs) + 2) if length not in runs)
    padded = text.startswith("`") or text.endswith("`") or (text[:1] == " " == text[-1:] and text.strip(" ") != "")
    return f"{fence} {text} {fence}" if padded else f"{fence}{text}{fence}"


def role(name: str, content: str) -> str | None:
    """Return a MyST role, or None where its syntax cannot carry `content`: empty, or with a backtick at an end."""
    content = content.replace("\n", " ")
    if not content or content.startswith("`") or content.endswith("`"):
        return None
    longest = max((len(run) for run in _BACKTICKS.findall(content)), default=0)
    fence = "`" * (longest + 1)
    return f"{{{name}}}{fence}{content}{fence}"


def link_destination(target: str) -> str:
    """Return `target` as the address in a link or picture, in angle brackets where it needs them."""
    if _DESTINATION.match(target) and not CHARACTER_REFERENCE.search(target):
        return target
    safe = re.sub(r"\\(?=[!-/:-@\[-`{-~]|\Z)|[<>]", lambda found: "\\" + found[0], target)
    safe = CHARACTER_REFERENCE.sub(lambda found: "\\" + found[0], safe)
    return "<" + re.sub(r"[\r\n]", "", safe) + ">"


def is_autolink(text: str) -> bool:
    """Say whether `<text>` is read as a link to `text` with just these words: markdown-it decodes `%20` and `xn--`."""
    return _AUTOLINK.match(text) is not None and _ENCODED_HOST.search(text) is None


def option_value(value: str) -> str:
    """Return a directive option's value, in double quotes where MyST's little YAML would read something else."""
    if value == "" or (_PLAIN_OPTION.match(value) and " #" not in value):
        return value
    escaped = value.replace("\\", "\\\\").replace('"', '\\"')
    escaped = re.sub(
        r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff]",
        lambda found: f"\\x{ord(found[0]):02x}" if ord(found[0]) < 0x100 else f"\\u{ord(found[0]):04x}",
        escaped,
    )
    return f'"{escaped}"'
