"""Where German sentences end: the blanks that may become line breaks without changing what a reader sees.

Pure and linear in the text's length.  A wrong break costs nothing but beauty (it is a soft break, rendered as a
blank); a missing one makes a line two sentences long.  The rules were written against the table in the tests.
"""

from __future__ import annotations

import re

_CLOSING = "\"'“”‘’»«›‹)]"
_OPENING = "\"'„‚»«›‹(["

#: Abbreviations that end in a period and do not end a sentence by themselves, lower-cased; parts of `z. B.` are
#: letters and need no entry.
_ABBREVIATION_WORDS = """
    abb abs abschn abt allg anh anl anm art aufl ausg bd bearb bes best betr bez bezgl bgld bspw bsp bw bzgl bzw
    ca co chr dez dgl dipl dir dr ebd ehem eigtl einschl engl entspr erg etc ev evtl exkl fa fam febr ff fr
    franz frl gebr geb gegr gem geschl gest gez ggf ggfs griech gr grds hausnr hbf hg hr hrn hrsg hl inh ing
    inkl insb insbes internat jan jg jh jhd jhs jhrl jew jun kap kath kfm kl kom konf kr lat lfd lit lt ltd mag
    max mdl med mind min mio mob mrd mtl mr mrs ms mwst näml nat nov nr nrn o.ä okt op orig österr part pfd phil
    plz pos priv prof pl pos präs qm rd red reg rel resp rk röm russ s schr sek sen sept sog soz spez spr st std
    stellv str stv südl svw tel telef tgl türk u.a u.ä u.u ukr ung unv ursprgl usf usw v.a vgl verf verh versch
    vers vert vorm vors wg wiss württ z.b z.t zb zit zool zt zw zzgl zz
"""
_ABBREVIATIONS = frozenset(_ABBREVIATION_WORDS.split())
#: Abbreviations a sentence may end with; the next word's capital decides.
_FINAL_ABBREVIATIONS = frozenset(["usw", "etc", "ff", "f", "usf", "dgl", "o.ä", "u.ä"])

_MONTHS = (
    "januar|jänner|februar|märz|april|mai|juni|juli|august|september|oktober|november|dezember|"
    "jan|feb|febr|mär|apr|jun|jul|aug|sep|sept|okt|nov|dez"
)

#: A candidate: sentence-ending marks, closing marks and note references after them, then one blank.
_CANDIDATE = re.compile(rf"(?P<end>[.!?…]+)(?P<close>[{re.escape(_CLOSING)}]*) (?=(?P<next>[^ \t\n]))")
_WORD_BEFORE = re.compile(r"[^\s(\[„‚»«\"'/–—-]*\Z")
_LETTERS = re.compile(r"[^\W\d_](?:\.[^\W\d_])*\Z")
_NEXT_WORD = re.compile(rf"[{re.escape(_OPENING)}]*([^\s]*)")


def breaks(text: str) -> list[int]:
    """Return the positions of the blanks in `text` that end a sentence, ascending; each is a single blank."""
    found: list[int] = []
    start = 0
    for candidate in _CANDIDATE.finditer(text):
        blank = candidate.end() - 1
        if _ends_sentence(text, candidate, start):
            found.append(blank)
            start = blank + 1
    return found


def split(text: str) -> list[str]:
    """Return the sentences of `text`; joined with blanks they are `text` again."""
    sentences: list[str] = []
    start = 0
    for blank in breaks(text):
        sentences.append(text[start:blank])
        start = blank + 1
    return [*sentences, text[start:]]


def _ends_sentence(text: str, candidate: re.Match[str], start: int) -> bool:
    end, close = candidate["end"], candidate["close"]
    following = _NEXT_WORD.match(text, candidate.end())
    word = following[1] if following else ""
    if word[:1].islower():
        return False  # „…“ sagte er; … und so weiter
    if end == "." and not close.strip(")]"):
        return _period_ends(text, candidate, start, word)
    return True


def _period_ends(text: str, candidate: re.Match[str], start: int, following: str) -> bool:
    """Say whether a single period is a full stop; it may be an abbreviation's, an ordinal's or an initial's."""
    window = text[max(start, candidate.start() - 40) : candidate.start()]
    found = _WORD_BEFORE.search(window)
    word = (found[0] if found else "").casefold()
    if word.isdigit():
        return _number_ends(word, following)
    if _LETTERS.match(word):  # z. B., U. Meier; but a plan B. ends where a sentence's word follows
        return False
    if word in _FINAL_ABBREVIATIONS:
        return following[:1].isupper()
    return word not in _ABBREVIATIONS


def _number_ends(number: str, following: str) -> bool:
    """A number with a period: an ordinal (1. März, 3. Klasse, 1. 3. 2027), unless it is a year or a large figure."""
    if following[:1].isdigit():
        return len(number) > 2
    return len(number) > 2
