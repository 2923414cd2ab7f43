"""Answers saved from a fact sheet in the browser, as the filled sheet they are: the same shape as one from Word.

What the file may hold is what `writers.web_sheet` saves; it is believed no more than a Word file is.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from ratgeber_tools.errors import InputError
from ratgeber_tools.quotation import quoted
from ratgeber_tools.readers.word.fact_sheets import FilledEntry, FilledSheet, SheetField

SUFFIX = ".json"
#: A school's answers have a few kilobytes.
_LARGEST_BYTES = 2_000_000


def read_web_sheet(path: Path) -> FilledSheet:
    """Read saved answers; raises `InputError` for a file that holds none, or cannot be read."""
    try:
        if path.stat().st_size > _LARGEST_BYTES:
            raise ValueError
        values = json.loads(path.read_text(encoding="utf-8"))
        entries = tuple(_entry(entry) for entry in values["eintraege"])
        closing = {str(mark): _words(words) for mark, words in values["schluss"].items()}
        return FilledSheet(_words(values["blatt"]), entries, closing, ())
    except OSError as error:
        raise InputError(f"„{path}“ lässt sich nicht lesen. Prüfen Sie, ob es die Datei gibt.") from error
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise InputError(
            f"{quoted(path.name)} enthält keine Antworten aus unserem Blatt, oder die Datei ist beschädigt: Bitten Sie "
            "um die Datei noch einmal, oder um die Word-Datei."
        ) from error


def _entry(entry: Any) -> FilledEntry:
    fields = tuple(SheetField(_words(words)) for words in entry["felder"])
    return FilledEntry(_words(entry["kennung"]), _words(entry["gezeigt"]), fields)


def _words(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError
    return value
