"""Search: what parents ask (`fragen.yaml`), put to ours, to Pagefind and to Sphinx's stock search in one run.

All three index the same guide: Pagefind our built pages, Sphinx's search what sphinx-book-theme builds of the same
sources.  A question is answered if one of its chapters is among the first pages found; each page counts once.
"""

from __future__ import annotations

import gzip
import statistics
import subprocess
import sys
from collections import defaultdict
from collections.abc import Mapping, Sequence
from pathlib import Path

from playwright.sync_api import sync_playwright
from ruamel.yaml import YAML

from benchmarks.measure import Table
from benchmarks.peers import Peers
from benchmarks.search.engines import ENGINES, Answer, ask_all

FIRST = 5
_QUESTIONS = Path(__file__).with_name("fragen.yaml")
_ALL = "alle"

#: Chapters nobody should meet first who did not ask for them.
ALARMING = frozenset({"vorspann/notrufe", "weiterfuehrend/mobbing-sucht-krise"})

#: Question, kind, and the chapters that answer it.
Question = tuple[str, str, tuple[str, ...]]


def measure(root: Path, scratch: Path, peers: Peers) -> list[Table]:
    """Return one table with rates by list and kind, and one with what a search costs."""
    lists = read_questions()
    sites = _build_sites(root, scratch, peers)
    asked = [question for questions in lists.values() for question in questions]
    with sync_playwright() as playwright:
        answers = {
            name: ask_all(playwright, engine, sites[engine.site], [question for question, *_ in asked])
            for name, engine in ENGINES.items()
        }
    tables = [_rates(lists, answers), _misses(asked, answers), _alarms(asked, answers)]
    return [*tables, _costs(sites["ratgeber"], answers)]


def read_questions() -> dict[str, list[Question]]:
    lists = YAML(typ="safe").load(_QUESTIONS)
    return {name: [(row[0], row[1], tuple(row[2:])) for row in rows] for name, rows in lists.items()}


def _build_sites(root: Path, scratch: Path, peers: Peers) -> dict[str, Path]:
    sites = {"ratgeber": scratch / "ratgeber", "sphinx": scratch / "sphinx"}
    for name, settings in (("ratgeber", []), ("sphinx", ["-D", "html_theme=sphinx_book_theme"])):
        command = [sys.executable, "-m", "sphinx", "-q", "-b", "html", "-c", root, *settings, root / "ratgeber"]
        subprocess.run([*command, sites[name]], cwd=root, check=True, capture_output=True)
    parts = sorted({path.parent.name for path in (root / "ratgeber").glob("*/*.md")})
    chapters_only = f"{{{','.join(parts)}}}/*.html"  # no redirects, no list of words
    command = [peers.python, "-m", "pagefind", "--site", sites["ratgeber"], "--glob", chapters_only]
    subprocess.run(command, cwd=scratch, check=True, capture_output=True)
    return sites


def rank_of(found: Sequence[str], wanted: Sequence[str]) -> int | None:
    """Return 0 for a first page that answers, or None if none does."""
    pages = list(dict.fromkeys(found))
    return next((rank for rank, page in enumerate(pages) if page in wanted), None)


def _rates(lists: Mapping[str, Sequence[Question]], answers: Mapping[str, Sequence[Answer]]) -> Table:
    counts: dict[tuple[str, str], dict[str, list[int]]] = defaultdict(lambda: defaultdict(lambda: [0, 0]))
    totals: dict[tuple[str, str], int] = defaultdict(int)
    number = 0
    for name, questions in lists.items():
        for _, kind, wanted in questions:
            for group in ((name, _ALL), (_ALL, kind), (_ALL, _ALL)):
                totals[group] += 1
                for engine, given in answers.items():
                    rank = rank_of(given[number].pages, wanted)
                    counts[group][engine][0] += rank == 0
                    counts[group][engine][1] += rank is not None and rank < FIRST
            number += 1
    lines = [
        [*group, str(total), *(f"{counts[group][engine][0]} / {counts[group][engine][1]}" for engine in answers)]
        for group, total in totals.items()
    ]
    return Table(f"Suche: an erster Stelle / unter den ersten {FIRST}", ["Liste", "Art", "Fragen", *answers], lines)


def _misses(asked: Sequence[Question], answers: Mapping[str, Sequence[Answer]]) -> Table:
    (_, ours), *_ = answers.items()
    lines = [
        [question, ", ".join(dict.fromkeys(answer.pages[:FIRST])) or "nichts"]
        for (question, _, wanted), answer in zip(asked, ours, strict=True)
        if (rank := rank_of(answer.pages, wanted)) is None or rank >= FIRST
    ]
    return Table("Suche: von uns nicht beantwortet", ["Frage", "gefunden"], lines)


def _alarms(asked: Sequence[Question], answers: Mapping[str, Sequence[Answer]]) -> Table:
    """Which questions that no chapter about a crisis answers begin with one."""
    (_, ours), *_ = answers.items()
    lines = [
        [question, answer.pages[0]]
        for (question, _, wanted), answer in zip(asked, ours, strict=True)
        if answer.pages and answer.pages[0] in ALARMING and not ALARMING & set(wanted)
    ]
    return Table("Suche: harmlos gefragt, mit einer Krise beantwortet", ["Frage", "zuerst"], lines)


def _costs(site: Path, answers: Mapping[str, Sequence[Answer]]) -> Table:
    lines = [
        [
            name,
            _kib(statistics.median(answer.bytes_loaded for answer in given)),
            _kib(max(answer.bytes_loaded for answer in given)),
            f"{statistics.median(answer.milliseconds for answer in given):.0f}",
        ]
        for name, given in answers.items()
    ]
    index = len(gzip.compress((site / "_static" / "suche" / "index.js").read_bytes(), mtime=0))
    note = f"unser Verzeichnis: {_kib(index)} KiB; Sphinx lädt seines mit jeder Seite"
    title = f"Suche: erste Frage mit leerem Speicher ({note})"
    return Table(title, ["Suche", "KiB gzip (Median)", "KiB gzip (höchstens)", "Zeit bis zur Antwort (ms)"], lines)


def _kib(size: float) -> str:
    return f"{size / 1024:.1f}".replace(".", ",")
