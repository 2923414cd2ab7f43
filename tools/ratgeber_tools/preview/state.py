"""What the preview knows at the moment: how often was built, what is wrong.  Shared by builder, checks and server."""

from __future__ import annotations

import threading
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from ratgeber_tools.findings import Finding, Severity


@dataclass(frozen=True, slots=True)
class PreviewRemark:
    """What is to be said of a chapter: its page (“schulanfang/geld”, "" for none), its line, and a sentence."""

    page: str
    line: int | None
    severity: Severity
    sentence: str
    place: str = ""


@dataclass(frozen=True, slots=True)
class Moment:
    """`built` and `checked` count upwards; `failure` is why there is no newer page, "" if there is one."""

    built: int = 0
    checked: int = 0
    failure: str = ""
    of_build: tuple[PreviewRemark, ...] = ()
    of_checks: tuple[PreviewRemark, ...] = ()

    def remarks(self) -> list[PreviewRemark]:
        """Return all remarks, each once, errors first; the build says some of what the checks say."""
        told = {(remark.page, remark.line, remark.sentence) for remark in self.of_checks}
        fresh = [each for each in self.of_build if (each.page, each.line, each.sentence) not in told]
        return sorted(dict.fromkeys([*self.of_checks, *fresh]), key=_rank)


def _rank(remark: PreviewRemark) -> tuple[int, str, int]:
    return (list(Severity).index(remark.severity), remark.page, remark.line or 0)


class PreviewState:
    """The present moment; whoever waits is woken by the next one."""

    def __init__(self) -> None:
        self._moment = Moment()
        self._condition = threading.Condition()
        self._is_open = True

    @property
    def now(self) -> Moment:
        with self._condition:
            return self._moment

    def note_build(self, *, failure: str, remarks: Iterable[PreviewRemark]) -> None:
        with self._condition:
            old = self._moment
            self._moment = Moment(old.built + 1, old.checked, failure, tuple(remarks), old.of_checks)
            self._condition.notify_all()

    def note_checks(self, remarks: Iterable[PreviewRemark]) -> None:
        with self._condition:
            old = self._moment
            self._moment = Moment(old.built, old.checked + 1, old.failure, old.of_build, tuple(remarks))
            self._condition.notify_all()

    def close(self) -> None:
        """Wake everybody for the last time."""
        with self._condition:
            self._is_open = False
            self._condition.notify_all()

    def moments(self, *, patience_s: float) -> Iterator[Moment]:
        """Yield the present moment and every newer one, and the same again after `patience_s` without any."""
        while True:
            with self._condition:
                if not self._is_open:
                    return
                moment = self._moment
            yield moment
            with self._condition:
                self._condition.wait_for(lambda: self._moment is not moment or not self._is_open, patience_s)  # noqa: B023 - called at once


def remarks_of(findings: Sequence[Finding], folder: Path) -> Iterator[PreviewRemark]:
    """Yield a remark for each finding in the guide at `folder` (absolute)."""
    for finding in findings:
        sentence = f"{finding.text} {finding.code.remedy}".rstrip()
        yield remark_at(finding.path, finding.line, finding.severity, sentence, folder)


def remark_at(path: Path | None, line: int | None, severity: Severity, sentence: str, folder: Path) -> PreviewRemark:
    """Return a remark for a file; one outside the guide's chapters belongs to no page."""
    place, page = "", ""
    if path is not None and path.is_relative_to(folder):
        place = path.relative_to(folder).as_posix()
        page = place.removesuffix(".md") if place.endswith(".md") else ""
    elif path is not None:
        place = path.name
    return PreviewRemark(page, line, severity, sentence, place)
