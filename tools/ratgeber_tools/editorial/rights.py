"""What an office may do at the desk: the part `rechte` of `rollen.yaml`.

    rechte:
      Elternbeirat: kommentieren
      Netzwerkstelle: [schreiben, entscheiden, veröffentlichen, verwalten]

An office that is not named there may do all but administer, as every office of the table could before there were
rights.  Reading is no right: who is logged in reads.
"""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum

from ratgeber_tools.errors import InputError


class DeskRight(StrEnum):
    """One thing an office may do; the value is how the table calls it."""

    COMMENT = "kommentieren"
    PROPOSE = "vorschlagen"
    WRITE = "schreiben"
    DECIDE = "entscheiden"
    PUBLISH = "veröffentlichen"
    ADMINISTER = "verwalten"


#: Who may do the first may do the others, whether the table says so or not.
_INCLUDED: dict[DeskRight, tuple[DeskRight, ...]] = {
    DeskRight.WRITE: (DeskRight.PROPOSE, DeskRight.COMMENT),
    DeskRight.PROPOSE: (DeskRight.COMMENT,),
}
#: What an office may do that the table does not name.
USUAL = frozenset(DeskRight) - {DeskRight.ADMINISTER}
#: What somebody may do at their own computer whose address stands in no table: what git lets them do anyway.
OWN_COMPUTER = frozenset(DeskRight) - {DeskRight.ADMINISTER, DeskRight.PUBLISH}

_REFUSALS = {
    DeskRight.COMMENT: "nichts anmerken",
    DeskRight.PROPOSE: "keine Vorschläge machen",
    DeskRight.WRITE: "nicht schreiben",
    DeskRight.DECIDE: "nicht über Vorschläge entscheiden",
    DeskRight.PUBLISH: "nichts veröffentlichen",
    DeskRight.ADMINISTER: "den Redaktionstisch nicht verwalten",
}


def right_called(typed: str) -> DeskRight:
    """Return the right called `typed`, umlauts spelled out or not; raises `InputError` with those there are."""
    wanted = typed.strip().casefold().replace("oe", "ö")
    for right in DeskRight:
        if right.value == wanted:
            return right
    raise InputError(f"Ein Recht „{typed}“ gibt es nicht. Es gibt: {', '.join(DeskRight)}.")


def with_included(rights: Iterable[DeskRight]) -> frozenset[DeskRight]:
    """Return `rights` and what they include."""
    given = frozenset(rights)
    return given | {other for right in given for other in _INCLUDED.get(right, ())}


def refusal(office: str, right: DeskRight) -> str:
    """Return the sentence for an office that may not do what it has just tried."""
    return (
        f"Die Stelle {office} darf am Redaktionstisch {_REFUSALS[right]}. "
        "Wer das ändern will, fragt die Redaktion; sie findet es am Redaktionstisch unter „Stellen“."
    )
