"""Checks: one question a module, each with `check(guide) -> Iterator[Finding]` and one entry in `CHECKS`."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from ratgeber_tools.checks import (
    alternative_texts,
    front_matter,
    heading_levels,
    links,
    local_words,
    pictures,
    placeholders,
    raw_html,
    readability,
    reading,
    record_files,
    records,
    references,
    search_words,
    table_grids,
    table_headers,
    targets,
    titles,
)
from ratgeber_tools.findings import Finding
from ratgeber_tools.guide import Guide

Check = Callable[[Guide], Iterator[Finding]]

CHECKS: tuple[Check, ...] = (
    reading.check,
    front_matter.check,
    titles.check,
    heading_levels.check,
    pictures.check,
    alternative_texts.check,
    table_headers.check,
    table_grids.check,
    targets.check,
    links.check,
    references.check,
    placeholders.check,
    records.check,
    record_files.check,
    search_words.check,
    local_words.check,
    raw_html.check,
    readability.check,
)


def run_checks(guide: Guide, checks: Iterable[Check] = CHECKS) -> list[Finding]:
    """Return the findings of all `checks`, sorted by path and line, none twice."""
    findings = dict.fromkeys(finding for check in checks for finding in check(guide))
    return sorted(findings, key=lambda finding: (str(finding.path), finding.line or 0, finding.code.identifier))
