"""What the form below a public page and the desk that takes it have to agree on: a reader's voice about a chapter."""

from __future__ import annotations

from enum import StrEnum

#: Where the desk takes voices, behind its address.
PATH = "/stimme"
#: So many characters a voice may have.
LONGEST = 1000
#: How long a voice is kept, in days: one nobody has dealt with, and one that is done.
KEPT_OPEN, KEPT_DONE = 365, 30
#: A field nobody sees: programs that fill in every field fill it too.
TRAP = "webseite"


class VoiceKind(StrEnum):
    """What a reader has to say."""

    WRONG = "falsch"
    MISSING = "fehlt"
    UNCLEAR = "unklar"

    @property
    def words(self) -> str:
        """How the form calls it."""
        return _WORDS[self]


_WORDS = {
    VoiceKind.WRONG: "Etwas stimmt nicht",
    VoiceKind.MISSING: "Etwas fehlt",
    VoiceKind.UNCLEAR: "Ich verstehe etwas nicht",
}
