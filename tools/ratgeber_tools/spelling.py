"""The only caller of hunspell: which words its German dictionary does not know."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterable

from ratgeber_tools import keyless
from ratgeber_tools.errors import MissingProgramError, RatgeberError, reason

DICTIONARY = "de_DE"
#: Seconds one call may take; 5,000 words need less than one.
TIME_LIMIT_S = 60.0
_HINT = "apt-get install hunspell hunspell-de-de"


class SpellingError(RatgeberError):
    """hunspell is there and does not answer as it should."""


def unknown_words(words: Iterable[str]) -> set[str]:
    """Return those of `words` that the dictionary does not know; each is letters, perhaps with hyphens.

    Raises `MissingProgramError` without hunspell or its German dictionary, `SpellingError` if it fails otherwise.
    """
    asked = sorted(set(words))
    program = shutil.which("hunspell")
    if program is None:
        raise MissingProgramError(f"Das Programm hunspell fehlt ({_HINT}).")
    if not asked:
        return set()
    try:
        done = subprocess.run(
            [program, "-d", DICTIONARY, "-i", "UTF-8", "-l"],
            input="\n".join(asked) + "\n",
            capture_output=True,
            encoding="utf-8",
            timeout=TIME_LIMIT_S,
            check=False,
            env={**keyless.environment(), "LC_ALL": "C.UTF-8"},
        )
    except subprocess.TimeoutExpired:
        raise SpellingError(f"hunspell hat nach {TIME_LIMIT_S:.0f} Sekunden nicht geantwortet.") from None
    except OSError as error:
        raise SpellingError(f"hunspell lässt sich nicht starten: {reason(error)}.") from None
    if "dictionary" in done.stderr:
        raise MissingProgramError(f"hunspell hat kein deutsches Wörterbuch ({_HINT}).")
    if done.returncode:
        raise SpellingError(f"hunspell ist mit Fehler {done.returncode} abgebrochen.")
    return set(done.stdout.split())
