"""`python -m benchmarks [--nur NAME …]`: run the suites, print one table, keep it as `_build/benchmark/ergebnis.md`."""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path

from benchmarks import (
    answers,
    correcting,
    desk,
    desk_at_work,
    desk_in_browsers,
    ebook,
    gaps,
    growing,
    importing,
    languages,
    merging,
    newsroom,
    paper,
    previewing,
    printing,
    publishing,
    records,
    returning,
    round_trip,
    search,
    starting,
    three_ways,
    translating,
    triples,
    web,
)
from benchmarks.measure import Row, Table, as_markdown
from benchmarks.peers import Peers, prepare_peers

ROOT = Path(__file__).resolve().parent.parent

Suite = Callable[[Path, Path, Peers], Sequence[Row | Table]]

SUITES: dict[str, Suite] = {
    "einrichten": starting.measure_setup,
    "start": starting.measure_start,
    "import": importing.measure,
    "wachsen": growing.measure,
    "zusammenfuehren": merging.measure,
    "tripel": triples.measure,
    "veroeffentlichen": publishing.measure,
    "berichtigung": correcting.measure,
    "angaben": records.measure,
    "druck": printing.measure,
    "papier": paper.measure,
    "ebook": ebook.measure,
    "web": web.measure,
    "sprachseiten": languages.measure,
    "suche": search.measure,
    "luecken": gaps.measure,
    "antworten": answers.measure,
    "vorschau": previewing.measure,
    "redaktion": newsroom.measure,
    "redaktionstisch": desk.measure,
    "redaktionsbetrieb": desk_at_work.measure,
    "dauerlauf": desk_in_browsers.measure,
    "dreiwege": three_ways.measure,
    "rundlauf": round_trip.measure,
    "rueckwege": returning.measure,
    "sprachen": translating.measure,
}


def main() -> int:
    parser = argparse.ArgumentParser(prog="ratgeber benchmark", description="Misst nebeneinander in einem Lauf.")
    parser.add_argument("--nur", choices=SUITES, nargs="+", default=list(SUITES), help="nur diese Messungen")
    chosen = parser.parse_args().nur
    peers = prepare_peers(ROOT)
    rows: list[Row | Table] = []
    for name in chosen:
        print(f"Messe: {name} …", file=sys.stderr, flush=True)
        with tempfile.TemporaryDirectory(prefix="messung-") as folder:
            rows += SUITES[name](ROOT, Path(folder), peers)
    table = as_markdown(rows)
    target = ROOT / "_build" / "benchmark" / "ergebnis.md"
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(table + "\n", encoding="utf-8")
    print(table)
    print(
        "\nMediane; Verhältnis = Zeit geteilt durch unsere Zeit in derselben Messung. "
        f"Abgelegt in {target.relative_to(ROOT)}"
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
