"""Kinds of values several commands take, for argparse's `type`."""

from __future__ import annotations

import argparse
from datetime import date

#: Help of `--ordner`.
OTHER_GUIDE = "ein anderer Ratgeber als ratgeber/ im Projekt"


def day(text: str) -> date:
    """Return the day `text` names; argparse shows the sentence if it names none."""
    from ratgeber_tools.data.dates import parse_date

    found = parse_date(text)
    if found is None:
        raise argparse.ArgumentTypeError(f"„{text}“ ist kein Datum. Schreiben Sie zum Beispiel 24.11.2026")
    return found
