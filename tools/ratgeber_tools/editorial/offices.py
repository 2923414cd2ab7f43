"""One name an office: chapters, notes and data call the same office by longer and shorter names."""

from __future__ import annotations

from collections.abc import Iterable

#: What may follow the short name in the long one: Gesundheitsamt | , Kinder- und Jugendärztlicher Dienst
_BOUNDARIES = " ,„(/"


class OfficeNames:
    """The names the data and the table of mailboxes know, in full."""

    def __init__(self, known: Iterable[str]) -> None:
        self._known = tuple(dict.fromkeys(name for name in known if name))

    def canonical(self, name: str) -> str:
        """Return the full name of the office `name` means; itself where none or several could be meant."""
        if name in self._known:
            return name
        meant = [known for known in self._known if _is_short_for(name, known) or _is_short_for(known, name)]
        return meant[0] if len(meant) == 1 else name


def _is_short_for(short: str, full: str) -> bool:
    return bool(short) and full.startswith(short) and full[len(short) : len(short) + 1] in _BOUNDARIES
