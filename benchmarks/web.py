"""The web edition beside the stock theme and mkdocs-material: many pages, cold; and four times as many of ours.

Each builds the same text with what it needs for it: stock Sphinx with MyST and sphinx-book-theme alone, mkdocs with its
Material theme, and we twice.  The public edition is what parents get, and what the others make: pages, nothing else.
The working edition checks every chapter before it builds any, which no other does, and it does so in the same run.
"""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from benchmarks.measure import Row, Side, compare
from benchmarks.pages import release_pages, write_pages
from benchmarks.peers import Peers

PAGES = 250
MANY_PAGES = 1000

STOCK = 'project = "Messung"\nlanguage = "de"\nextensions = ["myst_parser"]\nhtml_theme = "sphinx_book_theme"\n'
_MKDOCS = "site_name: Messung\ndocs_dir: {source}\nsite_dir: {target}\ntheme:\n  name: material\n  language: de\n"


def measure(root: Path, scratch: Path, peers: Peers) -> list[Row]:
    """Build cold each time; what counts is CPU time, which other work on the machine changes little."""
    few = write_pages(scratch / "wenige", PAGES)
    many = write_pages(scratch / "viele", MANY_PAGES)
    plain = write_pages(scratch / "ohne-toctree", PAGES, with_toctrees=False)
    released = scratch / "oeffentlich"
    manifest = release_pages(few, released)
    records = scratch / "angaben"
    records.mkdir()
    public = ("-D", f"ratgeber_manifest={manifest}", "-D", f"ratgeber_daten={records}")
    stock = scratch / "stock"
    stock.mkdir()
    (stock / "conf.py").write_text(STOCK, encoding="utf-8")
    mkdocs = scratch / "mkdocs.yml"
    mkdocs.write_text(_MKDOCS.format(source=plain, target=scratch / "mkdocs"), encoding="utf-8")

    def sphinx(name: str, python: Path | str, configuration: Path, source: Path, *settings: str) -> Side:
        target = scratch / f"{name}-{source.name}"
        command = [python, "-m", "sphinx", "-q", "-b", "html", "-c", configuration, *settings, source, target]
        return Side(name, command, before=_remover(target))

    ours = sphinx(f"ratgeber ({PAGES})", sys.executable, root, few)
    peers_row = compare(
        f"Web, {PAGES} Seiten kalt",
        [
            sphinx("ratgeber, öffentlich", sys.executable, root, released, *public),
            sphinx("ratgeber, Arbeitsfassung mit Prüfung", sys.executable, root, few),
            sphinx("sphinx-book-theme", peers.python, stock, few),
            Side("mkdocs-material", [peers.python, "-m", "mkdocs", "build", "-q", "-f", mkdocs]),
        ],
    )
    growth_row = compare(
        f"Web, {MANY_PAGES} Seiten kalt", [ours, sphinx(f"ratgeber ({MANY_PAGES})", sys.executable, root, many)]
    )
    return [_with_cpu_ratios(peers_row), _with_cpu_ratios(growth_row)]


def _with_cpu_ratios(row: Row) -> Row:
    """Say the ratios of CPU time, which the table's last column does not."""
    (_, ours), *others = row.medians.items()
    ratios = (f"{name} {run.cpu_s / ours.cpu_s:.2f}".replace(".", ",") for name, run in others)
    return replace(row, note=f"CPU, geteilt durch unsere: {'; '.join(ratios)}")


def _remover(target: Path) -> Callable[[], None]:
    return lambda: shutil.rmtree(target, ignore_errors=True)
