"""Names and words of others in a German sentence: „so“, and „so, wenn ‚darin‘ schon welche stehen“."""

from __future__ import annotations

import re

_INNER = re.compile(r"„([^„“”]*)[“”]")


def quoted(words: str) -> str:
    """Return `words` in quotation marks; marks inside it become single ones (DIN 5008), stray ones stay."""
    inside = _INNER.sub(r"‚\1‘", words)
    return f"„{inside}“"
