"""HTML and PDF of the guide and of the guide 20 times over; PDF beside Sphinx singlehtml plus WeasyPrint.

WeasyPrint gets Sphinx's plain `basic` theme: with the style sheets of sphinx-book-theme it did not finish one copy of
the guide within an hour.
"""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable
from pathlib import Path

from benchmarks.enlarge import enlarge
from benchmarks.measure import Row, Side, compare
from benchmarks.peers import Peers

FACTOR = 20


def measure(root: Path, scratch: Path, peers: Peers) -> list[Row]:
    """Build cold each time: output and doctrees are removed before every run."""
    once = enlarge(root / "ratgeber", scratch / "einfach", 1)
    many = enlarge(root / "ratgeber", scratch / "vielfach", FACTOR)

    def side(name: str, builder: str, source: Path, *, after: str = "", python: Path | None = None) -> Side:
        target = scratch / f"{name}-{source.name}"
        theme = "-D html_theme=basic" if builder == "singlehtml" else ""
        build = f"'{sys.executable}' -m sphinx -q -b {builder} {theme} -c '{root}' '{source}' '{target}'"
        command = (
            build if not after else f"{build} && '{python}' -m weasyprint -q '{target}/index.html' '{target}/{after}'"
        )
        return Side(f"{name} ({source.name})", ["sh", "-c", command], cwd=root, before=_remover(target))

    rows = [
        compare(f"HTML, Ratgeber {FACTOR}-fach", [side("html", "html", once), side("html", "html", many)], repeats=1),
        compare(f"PDF, Ratgeber {FACTOR}-fach", [side("pdf", "pdf", once), side("pdf", "pdf", many)], repeats=1),
    ]
    if peers.weasyprint_missing:
        rows.append(compare("PDF neben WeasyPrint", [side("pdf", "pdf", once)], note=peers.weasyprint_missing))
        return rows
    for source, repeats in ((once, 3), (many, 1)):
        weasyprint = side("singlehtml + WeasyPrint", "singlehtml", source, after="buch.pdf", python=peers.python)
        rows.append(compare("PDF neben WeasyPrint", [side("pdf", "pdf", source), weasyprint], repeats=repeats))
    return rows


def _remover(target: Path) -> Callable[[], None]:
    return lambda: shutil.rmtree(target, ignore_errors=True)
