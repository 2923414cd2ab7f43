"""Exceptions from checks: which finding is meant to stay, and why.

They stand in `redaktion/pruefungen.yaml`, or in a chapter's head without `kapitel`:

    ausnahmen:
      - code: satz-lang
        kapitel: schulanfang/geld        # or daten/fakten.yaml; without it: the whole guide
        worte: Klassenfahrt              # only findings whose sentence holds these words; without it: all of the code
        grund: Die Aufzählung steht so im Gesetz.

One without a reason has no effect and is a finding; one that nothing needs is a hint.  What keeps a file from being
read, and a picture that must not be shown, cannot be excepted.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from pydantic import Field, ValidationError

from ratgeber_tools.data.fields import Frozen
from ratgeber_tools.data.validation import closest, closest_path, explain
from ratgeber_tools.data.yaml_tree import read_yaml
from ratgeber_tools.files import readable
from ratgeber_tools.findings import Code, Finding
from ratgeber_tools.guide import Chapter, Guide
from ratgeber_tools.guide.front_matter import HeadWaiver as WaiverEntry
from ratgeber_tools.guide.refusals import CODES as REFUSED

#: Where they lie, seen from the guide's folder.
WAIVERS = Path("redaktion", "pruefungen.yaml")

#: Findings that always stay.
NEVER_WAIVED = frozenset(
    {
        Code.TOOL_MISTAKE, Code.ENCODING, Code.FRONT_MATTER_SYNTAX, Code.DATA_SYNTAX, Code.PICTURE_MISSING,
        Code.PICTURE_CONSENT, Code.PICTURE_FORMAT, Code.FILE_INTERNAL, Code.EXCEPTION_WITHOUT_REASON,
        Code.EXCEPTION_IMPOSSIBLE, Code.EXCEPTION_UNUSED, *REFUSED,
    }
)  # fmt: skip
#: Findings of checks that only run when asked for, or where a program is there: without them nothing is “unused”.
NOT_ALWAYS_ASKED = frozenset({Code.ADDRESS_GONE, Code.ADDRESS_MOVED, Code.ADDRESS_UNANSWERED, Code.SPELLING})

_BY_IDENTIFIER = {code.identifier: code for code in Code}


class _PlacedEntry(WaiverEntry):
    chapter: str = Field(alias="kapitel", default="")


class _File(Frozen):
    waivers: tuple[_PlacedEntry, ...] = Field(alias="ausnahmen", default=())


@dataclass(frozen=True, slots=True)
class Waiver:
    """One exception that is in order; `target` is the file it is for, None for the whole guide."""

    code: Code
    target: Path | None
    words: str
    path: Path
    line: int

    def covers(self, finding: Finding) -> bool:
        return (
            finding.code is self.code
            and self.target in (None, finding.path)
            and self.words.casefold() in finding.text.casefold()
        )


def apply_waivers(guide: Guide, findings: Iterable[Finding]) -> Iterator[Finding]:
    """Yield the findings no exception covers, then what is to be mended in the exceptions themselves."""
    waivers, mistakes = load_waivers(guide)
    used: set[Waiver] = set()
    for finding in findings:
        covering = [waiver for waiver in waivers if waiver.covers(finding)]
        used.update(covering)
        if not covering:
            yield finding
    yield from mistakes
    for waiver in waivers:
        if waiver not in used and waiver.code not in NOT_ALWAYS_ASKED:
            sentence = f"Die Ausnahme für {waiver.code.identifier} braucht niemand mehr."
            yield Finding(Code.EXCEPTION_UNUSED, sentence, path=waiver.path, line=waiver.line)


def load_waivers(guide: Guide) -> tuple[list[Waiver], list[Finding]]:
    """Return the exceptions that are in order, and what is to be mended in the others."""
    waivers: list[Waiver] = []
    findings: list[Finding] = []
    for entry, target, path, line in (*_in_file(guide, findings), *_in_heads(guide)):
        code = _BY_IDENTIFIER.get(entry.code)
        mistake = _mistake(entry, code)
        if mistake is not None:
            findings.append(Finding(mistake[0], mistake[1], path=path, line=line))
        elif code is not None:
            waivers.append(Waiver(code, target, entry.words, path, line))
    return waivers, findings


def _mistake(entry: WaiverEntry, code: Code | None) -> tuple[Code, str] | None:
    if code is None:
        return (
            Code.EXCEPTION_IMPOSSIBLE,
            f"Eine Prüfung „{entry.code}“ gibt es nicht.{closest(entry.code, _BY_IDENTIFIER)}",
        )
    if code in NEVER_WAIVED:
        return Code.EXCEPTION_IMPOSSIBLE, f"Von „{entry.code}“ gibt es keine Ausnahme."
    if not entry.reason.strip():
        return Code.EXCEPTION_WITHOUT_REASON, f"Die Ausnahme für {entry.code} nennt keinen Grund."
    return None


def _in_heads(guide: Guide) -> Iterator[tuple[WaiverEntry, Path | None, Path, int]]:
    for chapter in guide:
        if chapter.head is not None:
            for entry in chapter.head.values.waivers:
                yield entry, chapter.path, chapter.path, _line_in_head(chapter, entry.code)


def _line_in_head(chapter: Chapter, code: str) -> int:
    first = chapter.head.lines.get("ausnahmen", 1) if chapter.head is not None else 1
    return next(
        (number for number, line in enumerate(chapter.lines, start=1) if number >= first and code in line), first
    )


def _in_file(guide: Guide, findings: list[Finding]) -> Iterator[tuple[WaiverEntry, Path | None, Path, int]]:
    path = guide.folder / WAIVERS
    if not path.is_file():
        return
    text, mistakes = readable(path.read_bytes(), path)
    if mistakes:
        findings += mistakes
        return
    tree = read_yaml(text)
    findings += [Finding(Code.DATA_SYNTAX, slip.sentence, path=path, line=slip.line) for slip in tree.mistakes]
    try:
        entries = _File.model_validate({key: value for key, value in tree.values.items() if value}).waivers
    except ValidationError as error:
        for slip in explain(error, _File):
            findings.append(Finding(Code.DATA_VALUE, slip.sentence, path=path, line=tree.line_of(slip.place, 1)))
        return
    for index, entry in enumerate(entries):
        line = tree.line_of(("ausnahmen", index), 1)
        target = _target(guide, entry.chapter)
        if entry.chapter and target is None:
            names = [*guide.chapters, *(f"daten/{file.name}" for file in (guide.folder / "daten").glob("*.yaml"))]
            sentence = f"„{entry.chapter}“ gibt es im Ratgeber nicht.{closest_path(entry.chapter, names)}"
            findings.append(Finding(Code.EXCEPTION_IMPOSSIBLE, sentence, path=path, line=line))
            continue
        yield entry, target, path, line


def _target(guide: Guide, name: str) -> Path | None:
    chapter = guide.chapters.get(name.removesuffix(".md"))
    if chapter is not None:
        return chapter.path
    path = guide.folder / name
    return path if name and path.is_file() and path.resolve().is_relative_to(guide.folder) else None
