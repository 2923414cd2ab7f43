"""A press file from pages: finished, looked at, and labelled PDF/X-4 only where it holds every rule of that."""

from __future__ import annotations

from dataclasses import dataclass

from ratgeber_tools.press import preflight
from ratgeber_tools.press.finishing import FileIdentity, finish, without_label
from ratgeber_tools.press.layout import Run, runs_on
from ratgeber_tools.press.printers import Printer
from ratgeber_tools.press.standard import StandardVerdict, judge


@dataclass(frozen=True, slots=True)
class PressFile:
    """A press file, and what a walk over it has shown."""

    data: bytes
    inspection: preflight.Inspection
    verdicts: tuple[StandardVerdict, ...]
    is_labelled: bool
    runs: tuple[Run, ...]


def press_file_of(pages: bytes, printer: Printer, identity: FileIdentity, *, is_final: bool) -> PressFile:
    """Make the press file of Typst's `pages`; a trial print (`is_final` is false) never says PDF/X-4."""
    data = finish(pages, printer, identity, is_labelled=printer.wants_label)
    runs: list[Run] = []
    inspection = preflight.inspect(data, printer, look=lambda page, painted: runs.extend(runs_on(page, painted)))
    verdicts = judge(data, inspection) if printer.wants_label else ()
    is_labelled = is_final and bool(verdicts) and inspection.is_fit and all(each.holds for each in verdicts)
    if printer.wants_label and not is_labelled:
        data = without_label(data)
    return PressFile(data, inspection, verdicts, is_labelled, tuple(runs))
