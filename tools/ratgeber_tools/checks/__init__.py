"""Checks: one question a module, each with `check(guide) -> Iterator[Finding]` and one entry in `CHECKS`."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from ratgeber_tools.checks import (
    abbreviations,
    addresses,
    alternative_texts,
    conflicts,
    downloads,
    front_matter,
    gendering,
    heading_levels,
    heading_words,
    links,
    local_words,
    long_words,
    officialese,
    passive,
    personal_data,
    picture_contents,
    picture_records,
    picture_sizes,
    pictures,
    placeholders,
    raw_html,
    readability,
    reading,
    record_files,
    records,
    references,
    search_words,
    sentence_lengths,
    spelling,
    table_grids,
    table_headers,
    table_shapes,
    targets,
    titles,
    typed_values,
)
from ratgeber_tools.editorial.waivers import apply_waivers
from ratgeber_tools.findings import Finding
from ratgeber_tools.guide import Guide

Check = Callable[[Guide], Iterator[Finding]]

#: Whether the guide can be built and everything in it works.
BUILD_CHECKS: tuple[Check, ...] = (
    reading.check,
    front_matter.check,
    titles.check,
    heading_levels.check,
    pictures.check,
    picture_contents.check,
    downloads.check,
    alternative_texts.check,
    table_headers.check,
    table_grids.check,
    targets.check,
    links.check,
    references.check,
    addresses.check,
    placeholders.check,
    records.check,
    record_files.check,
    search_words.check,
    local_words.check,
    raw_html.check,
    picture_records.check,
)
#: Whether parents can read it, and nobody is named who should not be.  No chapter gets an error, so no build asks.
CHECKS: tuple[Check, ...] = (
    *BUILD_CHECKS,
    conflicts.check,
    readability.check,
    heading_words.check,
    table_shapes.check,
    picture_sizes.check,
    personal_data.check,
    spelling.check,
    sentence_lengths.check,
    long_words.check,
    passive.check,
    officialese.check,
    gendering.check,
    abbreviations.check,
    typed_values.check,
)


def run_checks(guide: Guide, checks: Iterable[Check] = CHECKS) -> list[Finding]:
    """Return the findings of all `checks` that nothing excepts, sorted by path and line, none twice.

    `picture_records` asks for the day; all else depends on the guide's files only.
    """
    findings = dict.fromkeys(finding for check in checks for finding in check(guide))
    findings = dict.fromkeys(apply_waivers(guide, findings))
    return sorted(findings, key=lambda finding: (str(finding.path), finding.line or 0, finding.code.identifier))
