"""The e-book: its CPU time, bytes and what epubcheck says of it, beside pandoc's from the same chapters.

pandoc gets one HTML page of Sphinx's plain `basic` theme, as the other ways to paper do (`printing`).
"""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

from benchmarks.measure import Row, Side, Table, compare
from benchmarks.peers import Peers
from benchmarks.printing import remover, sphinx_command
from ratgeber_tools.editions.publication import EPUB

#: The whole guide, in bytes.
MOST_BYTES = 2_000_000
_EDITION = "oeffentlich"  # what parents get, of chapters as they are
_COUNTED = re.compile(r"(\d+) fatals? / (\d+) errors? / (\d+) warnings?")


def measure(root: Path, scratch: Path, peers: Peers) -> list[Row | Table]:
    """Build both books from the project at `root`."""
    guide, ours, page = root / "ratgeber", scratch / "buch", scratch / "seite"
    pandoc = f"cd '{page}' && '{peers.pandoc}' -f html index.html -o buch.epub --metadata lang=de"
    html = sphinx_command(root, guide, "singlehtml", page, theme="-D html_theme=basic", edition=_EDITION)
    built = sphinx_command(root, guide, "epub", ours, edition=_EDITION)
    sides = [
        Side("E-Book", ["sh", "-c", built], cwd=root, before=remover(ours)),
        Side("singlehtml + pandoc", ["sh", "-c", f"{html} && {pandoc}"], cwd=root, before=remover(page)),
    ]
    row = compare("E-Book von Grund auf", sides, repeats=2)
    books = {"E-Book": ours / EPUB, "singlehtml + pandoc": page / "buch.epub"}
    lines = [[name, _grouped(path.stat().st_size), _checked(path, peers)] for name, path in books.items()]
    return [
        row,
        Table(f"E-Book (unseres höchstens {_grouped(MOST_BYTES)} Bytes)", ["Weg", "Bytes", "epubcheck"], lines),
    ]


def _grouped(number: int) -> str:
    return f"{number:_}".replace("_", " ")


def _checked(book: Path, peers: Peers) -> str:
    """Return what epubcheck counts: fatal mistakes, mistakes, warnings."""
    java = shutil.which("java")
    if java is None:
        return "Java fehlt hier (apt-get install default-jre-headless)"
    done = subprocess.run([java, "-jar", peers.epubcheck, book], capture_output=True, encoding="utf-8", check=False)
    found = _COUNTED.search(done.stdout + done.stderr)
    return "/".join(found.groups()) if found else "ohne Antwort"
