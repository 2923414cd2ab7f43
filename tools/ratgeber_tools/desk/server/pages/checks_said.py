"""How old the findings of the checks are that a page shows, in a sentence."""

from __future__ import annotations

from datetime import datetime

from ratgeber_tools.desk.overview import moment_words
from ratgeber_tools.desk.remembered_findings import KnownFindings

_NONE_YET = "Die Prüfungen laufen noch. Was fertig aussieht, kann noch Fehler haben."
_OLDER = "Zuletzt geprüft: {moment}. Seither hat jemand etwas geändert; es wird gerade neu geprüft."


def since_when(known: KnownFindings | None, now: datetime) -> str:
    """Return what is to be said of findings, "" for those of the files as they are."""
    if known is None:
        return _NONE_YET
    return "" if known.is_current else _OLDER.format(moment=moment_words(known.moment, now))
