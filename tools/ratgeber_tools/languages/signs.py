"""A tagged text as people see and type it: angle quotes for its places, in Word's table and at the desk alike.

Rufen Sie das <1>Jugendamt</1> unter <2/> an.
Rufen Sie das ‹1›Jugendamt‹/1› unter ‹2: 0340 204-0› an.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from html import unescape

from ratgeber_tools.dialect import PLACE_SIGN
from ratgeber_tools.languages.tagged import PLACE, escaped


def signed(text: str, labels: Sequence[str]) -> str:
    """Return a tagged text with signs; a place without words shows its label, one that has none shows "…"."""

    def sign(match: re.Match[str]) -> str:
        number = int(match["number"])
        if not match["single"]:
            return f"‹{match['close'] or ''}{number}›"
        label = labels[number - 1].replace("›", "").replace("‹", "") if number <= len(labels) else ""
        return f"‹{number}: {label or '…'}›"

    return unescape(PLACE.sub(sign, text))


def from_signs(shown: str) -> str:
    """Return the tagged text of what has signs in it."""
    parts: list[str] = []
    end = 0
    for match in PLACE_SIGN.finditer(shown):
        parts.append(escaped(shown[end : match.start()]))
        single = "/" if match["label"] else ""
        parts.append(f"<{match['close'] or ''}{match['number']}{single}>")
        end = match.end()
    return "".join([*parts, escaped(shown[end:])])
