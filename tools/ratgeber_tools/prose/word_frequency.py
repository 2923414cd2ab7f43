"""How many people know a word: the one caller of wordfreq and simplemma, which not every computer has.

A Zipf value is the logarithm of how often a word stands among a billion: “Schule” has 5.3, “Bescheid” 4.5,
“Zurückstellung” 2.1.  Data and programs weigh 77 MB, so they are an extra (`worte` in `pyproject.toml`).
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from importlib import import_module
from importlib.util import find_spec

#: Below this value a word stands less than once in a million others.
FEW_KNOW = 3.0
_LANGUAGE = "de"
PROGRAMS = ("wordfreq", "simplemma")


def is_there() -> bool:
    """Say whether both programs are installed."""
    return all(find_spec(name) is not None for name in PROGRAMS)


@cache
def _functions() -> tuple[Callable[[str, str], float], Callable[[str, str], str]]:
    frequency, lemmatiser = (import_module(name) for name in PROGRAMS)
    return frequency.zipf_frequency, lemmatiser.lemmatize


def zipf(word: str) -> float:
    """Return the Zipf value of a German word, of its form or its lemma, whichever more people read.

    Raises `ModuleNotFoundError` where `is_there` says no.
    """
    frequency, lemma = _functions()
    return max(frequency(word, _LANGUAGE), frequency(lemma(word, _LANGUAGE), _LANGUAGE))
