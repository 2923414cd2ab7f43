"""Sentences of the tool said to people at the desk: those that speak of commands, files or git are left out."""

from __future__ import annotations

import re

from ratgeber_tools.prose import sentences

_MACHINERY = re.compile(
    r"\bgit\b|\bgit-|--[a-z]|\bratgeber/|\beingang/|`|\.(?:yaml|md|json)\b|\bratgeber [a-z]+\b|\bfakten \w+|\bCommit",
    re.IGNORECASE,
)


def plainly(text: str, otherwise: str) -> str:
    """Return what of `text` is for everybody, with `otherwise` behind it where something was left out."""
    said = [sentence for part in text.splitlines() for sentence in sentences.split(part)]
    kept = [sentence for sentence in said if not _MACHINERY.search(sentence)]
    return " ".join(kept if len(kept) == len(said) else [*kept, otherwise])
