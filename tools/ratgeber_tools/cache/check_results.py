"""The findings of a whole check, kept under a key of everything the checks can see.

Imports neither the checks nor what they need: a second run that changes nothing has only files to hash.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from ratgeber_tools.cache.digests import folder_digest, spelling_digest, tool_digest
from ratgeber_tools.cache.store import PLACE, Cache, key_of
from ratgeber_tools.calling import program
from ratgeber_tools.findings import Code, Finding

_FOLDER = "pruefung"


@dataclass(frozen=True, slots=True)
class CheckResult:
    """What a check has found, and how many chapters it has read."""

    findings: tuple[Finding, ...]
    chapters: int


def result_key(guide: Path, today: date) -> str | None:
    """Return the key of checking the guide in the folder `guide` on `today`; None where nothing may be kept.

    The day belongs to it: consents and facts end; and how the tool is called, which findings name in commands.
    """
    try:
        spelling = spelling_digest()
        files = folder_digest(guide)
    except OSError:
        return None
    if spelling is None:
        return None
    return key_of(tool_digest(), files, today.isoformat(), spelling, program())


def results_of(project: Path) -> Cache:
    return Cache(project / PLACE / _FOLDER)


def read_result(cache: Cache, key: str | None) -> CheckResult | None:
    """Return what was kept, None if that is nothing."""
    data = None if key is None else cache.read(key)
    return None if data is None else result_from(data)


def result_from(data: bytes | str) -> CheckResult:
    """Return the result that `result_text` gave."""
    values = json.loads(data)
    return CheckResult(
        tuple(
            Finding(
                code=Code[name],
                text=text,
                path=None if path is None else Path(path),
                line=line,
                heading=heading,
                words=words,
            )
            for name, text, path, line, heading, words in values["findings"]
        ),
        values["chapters"],
    )


def result_text(result: CheckResult) -> str:
    """Return a result as JSON."""
    values = [
        (
            finding.code.name,
            finding.text,
            None if finding.path is None else str(finding.path),
            finding.line,
            finding.heading,
            finding.words,
        )
        for finding in result.findings
    ]
    return json.dumps({"findings": values, "chapters": result.chapters}, ensure_ascii=False)


def write_result(cache: Cache, key: str | None, findings: Sequence[Finding], chapters: int) -> CheckResult:
    """Keep the newest result, and return it."""
    result = CheckResult(tuple(findings), chapters)
    if key is not None:
        cache.write(key, result_text(result).encode("utf-8"))
        cache.keep_only({key})
    return result
