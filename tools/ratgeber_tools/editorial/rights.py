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


class Right(StrEnum):
    """One thing an office may do; the value is how the table calls it."""

    COMMENT = "kommentieren"
    PROPOSE = "vorschlagen"
    WRITE = "schreiben"
    DECIDE = "entscheiden"
    PUBLISH = "veröffentlichen"
    ADMINISTER = "verwalten"


#: Who may do the first may do the others, whether the table says so or not.
_INCLUDED: dict[Right, tuple[Right, ...]] = {
    Right.WRITE: (Right.PROPOSE, Right.COMMENT),
    Right.PROPOSE: (Right.COMMENT,),
}
#: What an office may do that the table does not name.
USUAL = frozenset(Right) - {Right.ADMINISTER}
#: What somebody may do at their own computer whose address stands in no table: what git lets them do anyway.
OWN_COMPUTER = frozenset(Right) - {Right.ADMINISTER, Right.PUBLISH}

_REFUSALS = {
    Right.COMMENT: "nichts anmerken",
    Right.PROPOSE: "keine Vorschläge machen",
    Right.WRITE: "nicht schreiben",
    Right.DECIDE: "nicht über Vorschläge entscheiden",
    Right.PUBLISH: "nichts veröffentlichen",
    Right.ADMINISTER: "den Redaktionstisch nicht verwalten",
}


def with_included(rights: Iterable[Right]) -> frozenset[Right]:
    """Return `rights` and what they include."""
    given = frozenset(rights)
    return given | {other for right in given for other in _INCLUDED.get(right, ())}


def refusal(office: str, right: Right) -> str:
    """Return the sentence for an office that may not do what it has just tried."""
    return (
        f"Die Stelle {office} darf am Redaktionstisch {_REFUSALS[right]}. "
        "Wer das ändern will, fragt die Redaktion; es steht in rollen.yaml unter „rechte“."
    )
