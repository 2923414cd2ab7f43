"""Words that say a text is not finished: typed by somebody who meant to come back, and never meant for parents.

What stands in quotation marks is talked about; advice to ask somebody about something (“bitte in der Schule erfragen”)
is advice.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

_DRAFT = re.compile(
    r"""
      [\[(]\s*(?:noch\s+)?(?:un(?:bestätigt|geprüft|bekannt|klar)|offen|fehlt|folgt|ergänzen|prüfen|erfragen)\b[^\])]*[\])]
    | \bbitte\s+(?:noch\s+)?(?:er|nach)fragen\b
    | \bnoch\s+(?:offen|un(?:bestätigt|geprüft|klar))\b
    | \b(?:noch|fachlich|rechtlich)\s+zu\s+(?:klären|prüfen|ergänzen|bestätigen)\b
    | \b(?:folgt|folgen|fehlt|fehlen)\s+noch\s*(?=[.!,;:)]|$)
    | \bw(?:ird|erden)\s+noch\s+(?:\w+\s+)?
      (?:ergänzt|nachgetragen|nachgereicht|geklärt|geprüft|geliefert|überarbeitet)\b
    | \b(?:Text|Angabe|Inhalt)\s+(?:fehlt|folgt)\b
    | \b(?:Blind|Muster)text\b
    """,
    re.VERBOSE | re.IGNORECASE,
)
_QUOTED = re.compile(r"„[^“]*“|\"[^\"]*\"")


def draft_words_in(text: str) -> Iterator[str]:
    """Yield what in a text says that it is a draft, as it stands there."""
    for match in _DRAFT.finditer(_QUOTED.sub(lambda quoted: " " * len(quoted[0]), text)):
        yield " ".join(match[0].split())
