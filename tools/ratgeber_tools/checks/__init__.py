"""Checks: one question a module, each with `check(guide) -> Iterator[Finding]` and one entry in `CHECKS`."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from ratgeber_tools.checks import (
    abbreviations,
    addresses,
    alternative_texts,
    building_blocks,
    conflicts,
    contents,
    decision_trees,
    downloads,
    draft_sentences,
    emergency,
    file_names,
    footnotes,
    front_matter,
    gendering,
    glossary,
    heading_levels,
    heading_words,
    links,
    list_options,
    local_words,
    long_words,
    officialese,
    part_looks,
    passive,
    personal_data,
    picture_contents,
    picture_records,
    picture_sizes,
    pictures,
    placeholders,
    plain_language,
    plain_originals,
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
    translations,
    typed_values,
)
from ratgeber_tools.editorial.waivers import apply_waivers
from ratgeber_tools.errors import our_mistake
from ratgeber_tools.findings import Code, Finding
from ratgeber_tools.guide import Chapter, Guide

Check = Callable[[Guide], Iterator[Finding]]

#: Whether the guide can be built and everything in it works.
BUILD_CHECKS: tuple[Check, ...] = (
    reading.check,
    file_names.check,
    front_matter.check,
    titles.check,
    heading_levels.check,
    pictures.check,
    picture_contents.check,
    downloads.check,
    emergency.check,
    alternative_texts.check,
    table_headers.check,
    table_grids.check,
    building_blocks.check,
    glossary.check,
    footnotes.check,
    contents.check,
    list_options.check,
    targets.check,
    links.check,
    references.check,
    addresses.check,
    placeholders.check,
    draft_sentences.check,
    records.check,
    record_files.check,
    search_words.check,
    local_words.check,
    picture_records.check,
)
#: Whether parents can read it, and nobody is named who should not be.  No chapter gets an error, so no build asks.
CHECKS: tuple[Check, ...] = (
    *BUILD_CHECKS,
    conflicts.check,
    decision_trees.check,
    translations.check,
    plain_originals.check,
    plain_language.check,
    part_looks.check,
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

    `picture_records` asks for the day; all else depends on the guide's files only.  A check that fails, which is our
    bug, is left out for the chapter it fails on, with an error that says so.
    """
    findings = dict.fromkeys(finding for check in checks for finding in _findings(check, guide))
    findings = dict.fromkeys(apply_waivers(guide, findings))
    # Down a file as somebody mends it; what concerns all of a file has no line and comes first.
    return sorted(findings, key=lambda finding: (str(finding.path), finding.line or 0, finding.code.identifier))


def findings_in(chapter: Chapter, guide: Guide, checks: Iterable[Check] = CHECKS) -> list[Finding]:
    """Return what `run_checks` says of one chapter, which may be newer than the guide's; nothing else is looked at."""
    changed = Guide(guide.folder, {**guide.chapters, chapter.name: chapter}, guide.data)
    one = _OneChapter(changed, chapter)
    findings = dict.fromkeys(
        finding for check in checks for finding in _findings(check, one) if finding.path == chapter.path
    )
    excepted = (
        finding
        for finding in apply_waivers(one, findings)
        if finding.path == chapter.path and finding.code is not Code.EXCEPTION_UNUSED
    )
    return sorted(excepted, key=lambda finding: (finding.line or 0, finding.code.identifier))


class _OneChapter(Guide):
    """A guide of which a check sees one chapter in turn, with all that the others have for it to refer to."""

    def __init__(self, guide: Guide, chapter: Chapter) -> None:
        super().__init__(guide.folder, guide.chapters, guide.data)
        self.__dict__.update(_chapter=chapter, targets=guide.targets, terms=guide.terms)

    def __iter__(self) -> Iterator[Chapter]:
        yield self.__dict__["_chapter"]


def _findings(check: Check, guide: Guide) -> list[Finding]:
    try:
        return list(check(guide))
    except Exception as error:
        try:
            guide.data  # noqa: B018 (every chapter would fail for the same reason)
        except Exception as of_data:
            return [_mistake(check, of_data, guide.folder / "daten")]
        found: list[Finding] = []
        mistakes: list[Finding] = []
        for chapter in guide:
            try:
                found += (finding for finding in check(_OneChapter(guide, chapter)) if finding.path == chapter.path)
            except Exception as its_error:
                mistakes.append(_mistake(check, its_error, chapter.path))
        return [*found, *(mistakes or [_mistake(check, error, guide.folder)])]


def _mistake(check: Check, error: Exception, path: Path) -> Finding:
    name = check.__module__.rpartition(".")[2]
    return Finding(Code.TOOL_MISTAKE, our_mistake(error, about=f"Prüfung „{name}“ von {path.name}"), path=path)
