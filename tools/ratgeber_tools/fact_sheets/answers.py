"""What the fields of one entry say: an answer, none, or something only a person can settle.  Nothing is guessed.

A box counts when it is ticked; an `x` or a plain “ja” in the field counts as much.  Anything else beside a tick makes
the answer unclear, because it may take back what the tick says.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

from ratgeber_tools.fact_sheets.sheets import CHANGED, DROPPED, FORM, NAMED, OPEN, OPEN_FORM, REMARK
from ratgeber_tools.readers.word.fact_sheets import SheetField

_EMPTY = "☐□❏❑❒▢"
_TICKED = "☒☑✓✔✗✘⮽"
_CROSSES = frozenset({"x", "xx", "×"})
_YES = frozenset({"ja", "ok", "okay", "richtig", "korrekt", "passt", "bestätigt"})
_NOTHING = frozenset({"keine", "keine anmerkung", "keine anmerkungen", "nichts"})
#: Fields to write in; in the others a plain “ja” is a tick.
_WRITTEN = frozenset({CHANGED, NAMED, REMARK, OPEN})
_AROUND = " \t\n.,;:!-–—_…[]()/|\u00a0"


class AnswerVerdict(Enum):
    RIGHT = "stimmt"
    CHANGED = "geändert"
    DROPPED = "entfällt"
    EMPTY = "ohne Antwort"
    UNCLEAR = "unklar"


@dataclass(frozen=True, slots=True)
class SheetAnswer:
    """`words` is the new value of `CHANGED`, or for `UNCLEAR` why a person has to look; `remark` stands beside both."""

    verdict: AnswerVerdict
    words: str = ""
    remark: str = ""


@dataclass(frozen=True, slots=True)
class _Read:
    """One field: whether it is ticked, the words beside the tick, and whether it holds anything of the form still."""

    is_ticked: bool
    words: str
    has_box: bool
    is_bare: bool  # the label without its box: typed by the office, or the box went lost
    is_torn: bool  # an empty and a ticked box at once


def interpret(fields: Sequence[SheetField]) -> SheetAnswer:
    """Return what the fields of an entry's second row say, whichever of the two forms it is."""
    is_known = not any(NAMED.rstrip(":") in field.text.casefold() for field in fields[1:2])
    form = FORM if is_known else OPEN_FORM
    if len(fields) != len(form):
        words = " | ".join(" ".join(field.text.split()) for field in fields)
        return SheetAnswer(AnswerVerdict.UNCLEAR, f"Die Felder der Antwort sind nicht mehr, wie sie waren: „{words}“.")
    right, changed, dropped, remark = (  # of an entry without a value, `right` says only that it is open
        _read(field.text, spec.label) for field, spec in zip(fields, form, strict=True)
    )
    note = "" if remark.words.casefold() in _NOTHING else remark.words
    if remark.is_ticked:
        note = " ".join(("x", note)).strip()
    answer = _verdict(fields, right, changed, dropped, is_known=is_known)
    return SheetAnswer(answer.verdict, answer.words, note)


def _verdict(
    fields: Sequence[SheetField], right: _Read, changed: _Read, dropped: _Read, *, is_known: bool
) -> SheetAnswer:
    shown = " | ".join(" ".join(field.text.split()) for field in fields[:3])
    if any(field.is_struck for field in fields[:3]):
        return SheetAnswer(AnswerVerdict.UNCLEAR, f"Etwas ist durchgestrichen: „{shown}“.")
    if right.is_torn or changed.is_torn or dropped.is_torn:
        return SheetAnswer(AnswerVerdict.UNCLEAR, f"Ein Kästchen ist zugleich leer und angekreuzt: „{shown}“.")
    if dropped.is_bare and (right.is_bare or not is_known):
        return SheetAnswer(AnswerVerdict.UNCLEAR, f"Die Kästchen fehlen: „{shown}“.")
    says_right = is_known and (right.is_ticked or right.is_bare)
    says_dropped = dropped.is_ticked or dropped.is_bare
    says_changed = changed.is_ticked or bool(changed.words)
    if not is_known and (right.is_ticked or right.words):
        return SheetAnswer(AnswerVerdict.UNCLEAR, f"Ein Wert fehlt noch, und die Antwort nennt keinen: „{shown}“.")
    if says_right + says_dropped + says_changed > 1:
        return SheetAnswer(AnswerVerdict.UNCLEAR, f"Mehr als eine Antwort: „{shown}“.")
    if right.words or dropped.words:
        return SheetAnswer(AnswerVerdict.UNCLEAR, f"Neben dem Kästchen steht etwas: „{shown}“.")
    if says_changed:
        if not changed.words:
            return SheetAnswer(AnswerVerdict.UNCLEAR, "„Geändert“ ist angekreuzt, aber es steht nicht da, in was.")
        return SheetAnswer(AnswerVerdict.CHANGED, changed.words)
    if says_right:
        return SheetAnswer(AnswerVerdict.RIGHT)
    return SheetAnswer(AnswerVerdict.DROPPED if says_dropped else AnswerVerdict.EMPTY)


def _read(text: str, label: str) -> _Read:
    words = " ".join(text.split())
    has_label = re.search(re.escape(label.rstrip(":")), words, re.IGNORECASE) is not None
    empty = any(sign in words for sign in _EMPTY)
    ticked = any(sign in words for sign in _TICKED)
    rest = "".join(" " if sign in _EMPTY + _TICKED else sign for sign in words)
    rest = re.sub(re.escape(label.rstrip(":")) + r"\s*:?", " ", rest, count=1, flags=re.IGNORECASE)
    rest = " ".join(rest.split())
    plain = rest.strip(_AROUND)
    has_word = label not in _WRITTEN and _is_yes(plain)
    if plain.casefold() in _CROSSES or has_word:
        return _Read(True, "", empty or ticked, False, empty and ticked)
    kept = rest if plain else ""
    typed = re.match(r"(?i)(?:x|×)\s+(?P<words>\S.*)", kept)
    if typed and label not in (REMARK, OPEN):  # “x am 15. März”: a cross before the words
        kept, ticked = typed["words"], True
    bare = has_label and not empty and not ticked and not kept and label in (FORM[0].label, DROPPED)
    return _Read(ticked, kept, empty or ticked, bare, empty and ticked)


def _is_yes(text: str) -> bool:
    """Say whether `text` is nothing but agreement: “ja”, “ja, stimmt”, “ok”."""
    words = re.findall(r"\w+", text.casefold())
    return bool(words) and len(words) <= 3 and all(word in _YES or word in ("stimmt", "so") for word in words)
