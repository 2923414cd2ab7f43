"""The print edition: how much of its time is ours, beside other ways to paper, for the guide and 20 times over.

Sphinx has to read and Typst has to set, whoever asks them to; what is left of a cold build is our share.  WeasyPrint,
and Typst and LuaLaTeX through pandoc, get the same chapters as one HTML page of Sphinx's plain `basic` theme.
"""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from benchmarks.enlarge import enlarge
from benchmarks.measure import Measurement, Row, Side, compare, run_measured
from benchmarks.peers import Peers

FACTOR = 20
#: Our share on top of reading and setting that we allow ourselves.
MOST_SHARE = 0.30

_TYPESET = """
import datetime, pathlib, sys
from ratgeber_tools.typesetting.typesetter import typeset
moment = datetime.datetime(2026, 1, 1, tzinfo=datetime.UTC)
pathlib.Path(sys.argv[2]).write_bytes(typeset(pathlib.Path(sys.argv[1]), timestamp=moment))
"""


def measure(root: Path, scratch: Path, peers: Peers) -> list[Row]:
    """Return what a print edition costs, its parts, and the same by other ways to paper."""
    rows = []
    for name, factor in _SIZES:
        guide = enlarge(root / "ratgeber", scratch / name, factor)
        rows.append(_with_share(_parts(root, scratch, guide, repeats=3 if factor == 1 else 1)))
        rows.append(beside_others(root, scratch, guide, peers))
    return rows


def _with_share(row: Row) -> Row:
    """Say in the row's note what is left for us, in CPU time: the machine may be busy with other things."""
    whole, reading, setting = (run.cpu_s for run in row.medians.values())
    share = whole / (reading + setting) - 1
    return replace(row, note=f"unser Anteil auf Lesen und Setzen: {share:.0%} der CPU-Zeit, höchstens {MOST_SHARE:.0%}")


#: What pandoc's own template asks of Typst, set by the same library that sets ours.
_PANDOC_TYPST = """
import pathlib, sys, typst
pathlib.Path(sys.argv[2]).write_bytes(typst.compile(sys.argv[1], root=str(pathlib.Path(sys.argv[1]).parent)))
"""
#: Typst refuses links to places that pandoc's document does not have; without any of them it sets the page.
_NO_INNER_LINKS = """
function Link(link) if link.target:sub(1, 1) == "#" then return link.content end end
"""
#: The CPU time of theirs that ours may take: all of it is more than their pages have.
_MOST_CPU = {"WeasyPrint": 1 / 3, "Typst": 1.3}
_LATEX = "texlive-luatex texlive-latex-recommended texlive-latex-extra texlive-plain-generic lmodern inkscape"
_LONGEST_NOTE = 160
_SIZES = (("einfach", 1), ("vielfach", FACTOR))


def _parts(root: Path, scratch: Path, guide: Path, *, repeats: int) -> Row:
    """A cold build; Sphinx reading the same chapters for nobody; Typst setting what the build left."""
    target, reading = scratch / f"druck-{guide.name}", scratch / f"lesen-{guide.name}"
    main, again = target / "satz" / "main.typ", scratch / "nochmal.pdf"
    sides = [
        Side(
            "Druckfassung", ["sh", "-c", sphinx_command(root, guide, "pdf", target)], cwd=root, before=remover(target)
        ),
        Side(
            "Sphinx liest",
            ["sh", "-c", sphinx_command(root, guide, "dummy", reading)],
            cwd=root,
            before=remover(reading),
        ),
        Side("Typst setzt", [sys.executable, "-c", _TYPESET, main, again], cwd=root),
    ]
    return compare(f"Druckfassung und ihre Teile ({guide.name})", sides, repeats=repeats)


def beside_others(root: Path, scratch: Path, guide: Path, peers: Peers) -> Row:
    """Measure each way once; one that is missing or breaks off is told, and stops nobody else."""
    page = scratch / f"seite-{guide.name}"
    html = sphinx_command(root, guide, "singlehtml", page, theme="-D html_theme=basic")
    target = scratch / f"druck-{guide.name}"
    sides = [
        Side("Druckfassung", ["sh", "-c", sphinx_command(root, guide, "pdf", target)], cwd=root, before=remover(target))
    ]
    notes = []
    if peers.weasyprint_missing:
        notes.append(peers.weasyprint_missing)
    else:
        weasyprint = f"{html} && '{peers.python}' -m weasyprint -q '{page}/index.html' '{page}/buch.pdf'"
        sides.append(Side("singlehtml + WeasyPrint", ["sh", "-c", weasyprint], cwd=root, before=remover(page)))
    (scratch / "ohne-verweise.lua").write_text(_NO_INNER_LINKS, encoding="utf-8")
    lua = f"--lua-filter='{scratch}/ohne-verweise.lua'"
    pandoc = f"'{peers.pandoc}' -f html index.html -s -t typst {lua} -V papersize=a5 -o buch.typ"
    typeset = f"'{sys.executable}' -c '{_PANDOC_TYPST}' '{page}/buch.typ' '{page}/buch.pdf'"
    typst = f"{html} && cd '{page}' && {pandoc} && {typeset}"
    sides.append(Side("singlehtml + pandoc + Typst", ["sh", "-c", typst], cwd=root, before=remover(page)))
    if shutil.which("lualatex") is None:
        notes.append(f"LuaLaTeX fehlt hier (apt-get install {_LATEX})")
    else:
        pandoc = f"'{peers.pandoc}' -f html index.html -o buch.pdf --pdf-engine=lualatex -V papersize=a5"
        lualatex = f"{html} && cd '{page}' && {pandoc}"
        sides.append(Side("singlehtml + pandoc + LuaLaTeX", ["sh", "-c", lualatex], cwd=root, before=remover(page)))
    runs = {}
    for side in sides:
        try:
            runs[side.name] = run_measured(side)
        except RuntimeError as error:
            notes.append(" ".join(str(error).split())[-_LONGEST_NOTE:])
    return Row(f"Druckfassung neben anderen ({guide.name})", runs, "; ".join([*_shares(runs), *notes]))


def _shares(runs: Mapping[str, Measurement]) -> Iterator[str]:
    """Say what part of the others' CPU time ours takes: the machine may be busy with other things."""
    ours, *others = runs.items()
    for name, theirs in others:
        last = name.rpartition(" ")[2]
        most = f", höchstens {_MOST_CPU[last]:.2f}" if last in _MOST_CPU else ""
        yield f"CPU unserer Druckfassung je {last}: {ours[1].cpu_s / theirs.cpu_s:.2f}{most}".replace(".", ",")


def sphinx_command(
    root: Path, guide: Path, builder: str, target: Path, *, theme: str = "", edition: str = "druck"
) -> str:
    """Return a cold build of a guide as a line for a shell."""
    build = f"'{sys.executable}' -m sphinx -q -b {builder} {theme} -D ratgeber_fassung={edition}"
    return f"{build} -c '{root}' '{guide}' '{target}'"


def remover(target: Path) -> Callable[[], None]:
    """Return what makes a build begin with nothing."""
    return lambda: shutil.rmtree(target, ignore_errors=True)
