"""`ratgeber check --extern`: asks other people's servers whether our links still lead somewhere.

Good answers are kept for a week in `_build/adressen.json`, so that a second run asks only what is in doubt.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from pathlib import Path

from ratgeber_tools.checks.outside_links import judge, outside_addresses
from ratgeber_tools.cli.progress import Progress
from ratgeber_tools.editorial.waivers import apply_waivers
from ratgeber_tools.errors import RatgeberError
from ratgeber_tools.files import write_whole
from ratgeber_tools.findings import Code, Finding
from ratgeber_tools.guide import Guide
from ratgeber_tools.web import ServerAnswer, ask_all

#: How long a good answer is believed.
KEPT_FOR = timedelta(days=7)
_CODES = (Code.ADDRESS_GONE, Code.ADDRESS_MOVED, Code.ADDRESS_UNANSWERED)


class NoNetworkError(RatgeberError):
    """Nobody answered at all: it is us."""


def check_outside_links(guide: Guide, kept_file: Path, *, now: datetime) -> tuple[list[Finding], int, int]:
    """Return the findings, how many addresses there are, and how many of them were asked now.

    Raises `NoNetworkError` if several were asked and not one server answered.
    """
    places = outside_addresses(guide)
    kept = {address: answer for address, answer in _read(kept_file, now).items() if address in places}
    asked = [address for address in places if address not in kept]
    answers = dict(kept)
    progress = Progress(len(asked))
    for done, (address, answer) in enumerate(ask_all(asked), start=1):
        answers[address] = answer
        progress.show(done, what="Adressen")
    progress.clear()
    if len(asked) > 1 and not kept and all(answers[address].status is None for address in asked):
        raise NoNetworkError(
            f"Keine der {len(asked)} Adressen hat geantwortet. Prüfen Sie, ob dieser Rechner ins Internet darf."
        )
    _write(kept_file, answers, kept, now)
    findings = [finding for finding in apply_waivers(guide, judge(places, answers)) if finding.code in _CODES]
    return sorted(findings, key=lambda finding: (str(finding.path), finding.line or 0)), len(places), len(asked)


def _read(path: Path, now: datetime) -> dict[str, ServerAnswer]:
    """Return the good answers that are young enough; a file that cannot be read is none."""
    try:
        entries = json.loads(path.read_text(encoding="utf-8"))
        return {
            address: ServerAnswer(entry["status"], moved_to=entry["moved_to"])
            for address, entry in entries.items()
            if timedelta() <= now - datetime.fromisoformat(entry["asked_at"]) < KEPT_FOR
        }
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return {}


def _write(path: Path, answers: Mapping[str, ServerAnswer], kept: Iterable[str], now: datetime) -> None:
    """Write the good answers; those that were `kept` keep their day."""
    days: dict[str, str] = {}
    try:
        days = {address: entry["asked_at"] for address, entry in json.loads(path.read_text(encoding="utf-8")).items()}
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        kept = ()
    old = set(kept)
    entries = {
        address: {
            "status": answer.status,
            "moved_to": answer.moved_to,
            "asked_at": days[address] if address in old else now.isoformat(),
        }
        for address, answer in answers.items()
        if answer.is_good
    }
    write_whole(path, json.dumps(entries, ensure_ascii=False, indent=1))
