"""How much of a chapter stands in the short booklet that schools hand out: `kurzheft` in the chapter's head."""

from __future__ import annotations

from enum import StrEnum


class Share(StrEnum):
    """From all of it to nothing; what is left out stands in the web, and the booklet says so."""

    WHOLE = "ganz"
    CORE = "kern"  # what is most important, the first steps, deadlines, one line of contact
    BOX = "kasten"  # what is most important and one line of contact
    NOTHING = "nein"
