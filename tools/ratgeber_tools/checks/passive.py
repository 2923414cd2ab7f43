"""Does a sentence hide who acts?  `werden` with a participle is a hint, never more: sometimes nobody matters.

German tells a participle from other words only by its look, so this looks for `ge-…-t`, `-iert` and for common verbs
without `ge-`.  Those that look like their infinitive (`bekommen`, `vergessen`) are left out, and so is the future.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ratgeber_tools.findings import Code, Finding
from ratgeber_tools.guide import Guide
from ratgeber_tools.guide.passages import PassageKind, passages
from ratgeber_tools.quotation import quoted

_AUXILIARY = re.compile(r"\b(?:wird|werden|wirst|werdet|wurden?|würden?|worden)\b", re.IGNORECASE)
_PARTICIPLE = re.compile(
    r"\b(?:"
    r"[a-zäöü]*ge[a-zäöüß]{2,}(?:t|en)|[a-zäöüß]{3,}iert|"
    r"(?:be|ver|er|ent|zer|miss|über|unter|wider|hinter)[a-zäöüß]{2,}(?:[^aeiouäöü]t|[^aeiouäöü]et)"
    r")\b(?! [A-ZÄÖÜ])"  # before a noun it is an adjective: die geänderten Regeln
)
#: How `folgenden` and `gesetzlichen` end.
_ADJECTIVES = ("enden", "endet", "lichen")
#: Words that only look like a participle.
_LOOKALIKES = """
    gegen wegen liegen legen folgen fragen sagen tragen zeigen steigen genügt gelten gehen geben genießen gewinnen
    gefallen gehören gestern geeignet gesund gesamt genug gut bereit bereits erst verwandt bekannt entgegen dagegen
    hingegen morgen übermorgen sorgen bewegen überlegen verlegen jugendlichen eigen einigen wenigen sogenannt
    bringen dringend anfangen anfragen verlangen vorliegen gelangen ungefähr weggehen gelassen zeugen beifügen
    verfügen vorlegen ablegen festlegen beantragen eintragen übertragen beitragen vortragen nachfragen befragen
"""
_NOT_PARTICIPLES = frozenset(_LOOKALIKES.split())


def check(guide: Guide) -> Iterator[Finding]:
    for passage in passages(guide):
        if passage.kind is not PassageKind.SENTENCE or not _AUXILIARY.search(passage.text):
            continue
        for clause in re.split(r"[,;:–]", passage.text):
            participle = passive_in(clause)
            if participle:
                sentence = f"{quoted(passage.text)} sagt nicht, wer es tut ({participle})."
                yield Finding(Code.PASSIVE, sentence, path=passage.path, line=passage.line)
                break


def passive_in(clause: str) -> str:
    """Return the participle of a clause in the passive voice, or nothing."""
    if not _AUXILIARY.search(clause):
        return ""
    words = (match[0] for match in _PARTICIPLE.finditer(clause))
    return next((word for word in words if word not in _NOT_PARTICIPLES and not word.endswith(_ADJECTIVES)), "")
