"""Languages: which stretch of text is in another language than the document, and in which.

Word marks far more than authors mean: its spell checker tags single words and whole German paragraphs as English.  So
a mark counts only where the script or the length bears it out.
"""

from __future__ import annotations

import re

from ratgeber_tools.dialect import is_right_to_left
from ratgeber_tools.readers.word.drafts import Language
from ratgeber_tools.readers.word.properties import RunProperties

#: Letters written from right to left: Hebrew, Arabic and their extensions and presentation forms.
_RTL = re.compile(r"[\u0590-\u05ff\u0600-\u06ff\u0700-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")
#: Such letters and what stands between them: blanks, signs, digits.
RTL_STRETCH = re.compile(
    r"[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]"
    r"(?:[^A-Za-z\u00c0-\u024f\u0370-\u052f]*[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc])*[.!?؟:]?"
)
_HEBREW = re.compile(r"[\u0590-\u05ff\ufb1d-\ufb4f]")
_PERSIAN = re.compile(r"[\u067e\u0686\u0698\u06a9\u06af\u06cc]")  # pe, che, zhe, keheh, gaf, Farsi yeh
_CYRILLIC = re.compile(r"[\u0400-\u04ff]")
_LATIN_SCRIPT_OF = {"ru": _CYRILLIC, "uk": _CYRILLIC, "bg": _CYRILLIC, "sr": None}
_TAG = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{1,8})*")

#: Words no German sentence does without; a voice that reads German as English is worse than no mark at all.
_GERMAN = frozenset(
    {
        "der", "die", "das", "den", "dem", "des", "ein", "eine", "einen", "einem", "einer", "und", "oder", "aber",
        "ist", "sind", "wird", "werden", "hat", "haben", "kann", "können", "muss", "nicht", "kein", "keine", "mit",
        "für", "auf", "aus", "bei", "beim", "bis", "im", "nach", "über", "unter", "von", "vom", "zu", "zum", "zur",
        "sie", "ihr", "ihre", "ihren", "ich", "wir", "wenn", "dass", "auch", "nur", "noch",
    }
)  # fmt: skip
_MOST_GERMAN = 0.12
#: Words no sentence of these languages does without and German has not; a list of names has none of them.
_FUNCTION_WORDS = {
    "en": frozenset(
        {
            "the", "and", "of", "to", "is", "for", "with", "you", "your", "are", "this", "that", "on", "at", "by",
            "from", "or", "be", "we", "our", "can", "not", "it", "as", "have", "has", "they", "their", "please", "who",
            "how", "what", "when", "where", "if", "but", "do", "does", "may", "must", "should", "about", "every",
            "there", "here", "my", "i", "he", "she", "his", "her", "its", "no", "get", "need",
        }
    ),
    "fr": frozenset({"le", "la", "les", "et", "est", "du", "une", "un", "vous", "nous", "pour", "avec", "dans", "que",
                     "qui", "pas", "sur", "votre", "vos", "à", "au", "aux", "ce", "cette", "sont", "en", "de"}),
}  # fmt: skip
_ADDRESS = re.compile(r"\b(?:https?://|www\.)\S+|\S+@\S+|\b[\w-]+(?:\.[\w-]+)+(?:/\S*)?")
_UMLAUT = re.compile(r"[äöüß]")
#: Words in a row that must carry a Latin-script mark before it is believed; the checker's guesses are shorter.
FEWEST_WORDS = 4


def primary(tag: str) -> str:
    """Return the language of a BCP 47 tag without region and script, in lower case; empty for no proper tag."""
    return tag.split("-")[0].lower() if _TAG.fullmatch(tag) else ""


def language_of(properties: RunProperties, character: RunProperties, main: str) -> Language | None:
    """Return the language a run is marked with, None if it is the document's or there is no mark."""
    right_to_left = properties.right_to_left
    if right_to_left is None:
        right_to_left = character.right_to_left
    if right_to_left:
        return Language(primary(properties.language_rtl or character.language_rtl or ""), True)
    tag = primary(properties.language or character.language or "")
    if not tag or tag in (main, "de", "x", "zxx", "und"):  # the guide is German, whatever the document says it is
        return None
    return Language(tag, is_right_to_left(tag))


def believed(language: Language | None, text: str) -> Language | None:
    """Return the language `text` is really in, as far as it is not the document's: script first, then the mark."""
    if _RTL.search(text):
        if language is not None and language.tag and is_right_to_left(language.tag):
            return Language(language.tag, True)
        return Language("he" if _HEBREW.search(text) else "fa" if _PERSIAN.search(text) else "ar", True)
    if language is None or language.right_to_left or not language.tag:
        return None
    script = _LATIN_SCRIPT_OF.get(language.tag, ...)
    if script is not ...:
        return language if script is None or script.search(text) else None
    words = re.findall(r"[^\W\d_]+", _ADDRESS.sub(" ", text.lower()))
    function_words = _FUNCTION_WORDS.get(language.tag)
    if function_words is not None:
        german = sum(word in _GERMAN or _UMLAUT.search(word) is not None for word in words)
        if sum(word in function_words for word in words) <= german:
            return None
    words = [word for word in words if len(word) > 1]
    if len(words) < FEWEST_WORDS or sum(word in _GERMAN for word in words) > len(words) * _MOST_GERMAN:
        return None
    return language
