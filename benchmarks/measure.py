"""Measure commands side by side: wall time, CPU time and peak memory of a process, medians over interleaved runs."""

from __future__ import annotations

import math
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

_KIB_PER_MIB = 1024
_LAUNCHER = Path(__file__).with_name("launcher.py")


@dataclass(frozen=True, slots=True)
class Measurement:
    """One run: seconds of wall time, seconds of CPU time (user and system, children too), peak memory in MiB.

    What was not measured is NaN.
    """

    wall_s: float
    cpu_s: float
    peak_mib: float


@dataclass(frozen=True, slots=True)
class Side:
    """One competitor: a name, a command, and what to do before each run (not measured)."""

    name: str
    command: Sequence[str | Path]
    cwd: Path | None = None
    environment: Mapping[str, str] | None = None
    before: Callable[[], None] | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """A finished comparison: medians per side, in the order given; the first side is ours."""

    title: str
    medians: Mapping[str, Measurement]
    note: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """What is counted, not timed: a table of its own."""

    title: str
    header: Sequence[str]
    lines: Sequence[Sequence[str]]


def run_measured(side: Side) -> Measurement:
    """Run one side once.  Raises `RuntimeError` with the command's last words when it fails."""
    if side.before is not None:
        side.before()
    with tempfile.TemporaryDirectory(prefix="messung-") as folder:
        report = Path(folder, "bericht")
        started = time.perf_counter()
        done = subprocess.run(
            [sys.executable, "-I", "-S", _LAUNCHER, report, *(str(part) for part in side.command)],
            cwd=side.cwd,
            env={**os.environ, **(side.environment or {})},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            check=True,
        )
        wall = time.perf_counter() - started
        code, cpu, peak = report.read_text(encoding="utf-8").split()
    if int(code):
        raise RuntimeError(f"{side.name}: exit {code}: {done.stderr.decode(errors='replace')[-600:]}")
    per_mib = _KIB_PER_MIB**2 if sys.platform == "darwin" else _KIB_PER_MIB  # macOS counts bytes, Linux KiB
    return Measurement(wall, float(cpu), float(peak) / per_mib)


def compare(title: str, sides: Sequence[Side], *, repeats: int = 3, note: str = "") -> Row:
    """Run all sides `repeats` times, taking turns so that a slow minute hits all, and return medians."""
    runs: dict[str, list[Measurement]] = {side.name: [] for side in sides}
    for _ in range(repeats):
        for side in sides:
            runs[side.name].append(run_measured(side))
    return Row(title, {name: _median(several) for name, several in runs.items()}, note)


def _median(runs: Sequence[Measurement]) -> Measurement:
    return Measurement(
        statistics.median(run.wall_s for run in runs),
        statistics.median(run.cpu_s for run in runs),
        statistics.median(run.peak_mib for run in runs),
    )


def as_markdown(results: Sequence[Row | Table]) -> str:
    """Return all rows as one Markdown table, and each other table below it."""
    rows = [result for result in results if isinstance(result, Row)]
    tables = [_table(result) for result in results if isinstance(result, Table)]
    return "\n\n".join([*([_as_table(rows)] if rows else []), *tables])


def _table(table: Table) -> str:
    lines = [table.header, ["---"] * len(table.header), *table.lines]
    return "\n".join([table.title, "", *(f"| {' | '.join(line)} |" for line in lines)])


def _as_table(rows: Sequence[Row]) -> str:
    """Return one table; ratios are wall time against the first side of the row."""
    lines = ["| Messung | Seite | Zeit (s) | CPU (s) | Speicher (MiB) | Verhältnis |", "|---|---|---:|---:|---:|---:|"]
    for row in rows:
        ours = next(iter(row.medians.values()))
        for index, (name, run) in enumerate(row.medians.items()):
            ratio = "1" if index == 0 else f"{run.wall_s / ours.wall_s:.2f}".replace(".", ",")
            numbers = " | ".join(map(_as_number, (run.wall_s, run.cpu_s, run.peak_mib)))
            lines.append(f"| {row.title if index == 0 else ''} | {name} | {numbers} | {ratio} |")
        if row.note:
            lines.append(f"| | {row.note} | | | | |")
    return "\n".join(lines)


def _as_number(value: float) -> str:
    return "–" if math.isnan(value) else f"{value:.2f}".replace(".", ",")
