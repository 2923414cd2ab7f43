"""How many syllables a German word has: vowel groups, and the places where two vowels meet and stay two.

Hyphenation patterns are no help: they leave out breaks after one letter, so `Abend` would have one syllable.  The
rule is held against a list counted by hand, in the tests.
"""

from __future__ import annotations

import re
from functools import lru_cache

#: Two letters, one sound.
_DIPHTHONGS = ("ai", "au", "ay", "äu", "ei", "eu", "ey", "ie", "aa", "ee", "oo")
_VOWELS = "aeiouyäöüéèêáàâóôúíî"
_NUCLEUS = re.compile(rf"{'|'.join(_DIPHTHONGS)}|[{_VOWELS}]")

#: Where two vowels look like one sound and are two: what stands before the gap, and what behind it.
_GAPS = (
    # be-enden, ge-eignet, be-urlauben: a prefix before a stem that begins with a vowel
    ("be|ge", "eign|ehr|eil|eind|einf|eint|einig|end|erb|erd|urt|url|inhalt|impf|irrt"),
    # Fe-ri-en, Li-ni-e, Me-di-en: an “i” without stress
    (
        "feri|mili|lini|seri|medi|tudi|rämi|ateri|steri|ipendi|inzipi|pani|tali|syri|bani|mäni|gari|roati|akti",
        "en?(?![rl])",
    ),
    # Pa-ti-ent, Kli-ent, Hy-gi-e-ne
    ("pati|kli|hygi|ori", "en[te]"),
    # Mu-se-um
    ("e", r"ums?\b"),
    # I-de-en, Al-le-en
    (r"ide|alle|arme|\bse", "en"),
    # spe-zi-ell, ma-te-ri-ell
    ("zi|ti|ri|ni", "ell"),
    # na-iv, U-kra-i-ne
    ("na", "iv"),
    ("ukra", "in"),
)
_APART = tuple(re.compile(f"({before})(?={behind})") for before, behind in _GAPS)

#: Borrowed words, as they are spoken.
_BORROWED = {
    "team": "tim",
    "online": "onlain",
    "hotline": "hotlain",
    "homepage": "hompätsch",
    "smartphone": "smartfon",
    "iphone": "aifon",
    "whatsapp": "wotsäp",
    "website": "websait",
    "software": "softwär",
    "youtube": "jutjub",
    "niveau": "niwo",
    "portraits": "porträs",
    "chance": "schangse",
    "game": "gäim",
    "bluetooth": "blutus",
}
_BORROWED_WORD = re.compile("|".join(_BORROWED))
_ABBREVIATION = re.compile(r"[A-ZÄÖÜ]{2,}")
_YPSILON = 3  # every other letter has a name of one syllable


#: The words of a guide are remembered: each stands there ten times over.
_WORDS_KEPT = 1 << 15


@lru_cache(_WORDS_KEPT)
def count_syllables(word: str) -> int:
    """Return the syllables of a word as it is spoken, at least 1; a word of capitals is spelled out (`ESF`: 3)."""
    if _ABBREVIATION.fullmatch(word):
        return sum(_YPSILON if letter == "Y" else 1 for letter in word)
    spoken = _BORROWED_WORD.sub(lambda found: _BORROWED[found[0]], word.lower().replace("qu", "kw"))
    for pattern in _APART:
        spoken = pattern.sub(r"\1·", spoken)
    spoken = re.sub(rf"\by(?=[{_VOWELS}])", "j", spoken)
    return max(1, len(_NUCLEUS.findall(spoken)))
