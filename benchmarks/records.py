"""Many facts and schools: the cost of a build grows with them, that of one changed chapter does not.

Each side builds a guide of the same 20 chapters, cold or after one chapter has changed; only the number of records
differs.  A chapter uses ten facts, whatever their number.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from benchmarks.measure import Row, Side, compare
from benchmarks.peers import Peers

CHAPTERS = 20
FACTS_EACH = 10
SIZES = ((100, 50), (1000, 500))

_SOURCE = "  quellen:\n    - titel: Seite der Stadt\n      adresse: https://example.org/\n      vertrauen: amtlich\n"
_HEAD = "---\nstatus: entwurf\nzustaendig: Amt\nstand: 24.11.2026\n---\n"


def measure(root: Path, scratch: Path, peers: Peers) -> list[Row]:
    guides = [_guide(scratch / f"{facts}-{schools}", facts, schools) for facts, schools in SIZES]

    def side(guide: Path, *, before: Callable[[Path], None]) -> Side:
        facts, schools = guide.name.split("-")
        name = f"html ({facts} Fakten, {schools} Schulen)"
        return Side(name, _command(root, guide), cwd=root, before=lambda: before(guide))

    def change_chapter(guide: Path) -> None:
        if not (guide / "bau").is_dir():
            subprocess.run(_command(root, guide), cwd=root, check=True)
        with (guide / "kapitel-1.md").open("a", encoding="utf-8") as chapter:
            chapter.write("\nNoch ein Satz.\n")

    def change_fact(guide: Path) -> None:
        change_chapter(guide)
        subprocess.run(_command(root, guide), cwd=root, check=True)
        with (guide / "daten" / "fakten.yaml").open("r+", encoding="utf-8") as facts:
            text = facts.read().replace("wert: Wert 3\n", "wert: Wert drei\n", 1)
            facts.seek(0)
            facts.write(text)

    return [
        compare("Kalter Bau mit vielen Angaben", [side(guide, before=_forget) for guide in guides]),
        compare("Ein Kapitel geändert", [side(guide, before=change_chapter) for guide in guides]),
        compare("Ein Fakt geändert", [side(guide, before=change_fact) for guide in guides], repeats=1),
    ]


def _command(root: Path, guide: Path) -> list[str | Path]:
    return [sys.executable, "-m", "sphinx", "-q", "-b", "html", "-c", root, guide, guide / "bau"]


def _forget(guide: Path) -> None:
    shutil.rmtree(guide / "bau", ignore_errors=True)


def _guide(folder: Path, facts: int, schools: int) -> Path:
    data = folder / "daten"
    data.mkdir(parents=True)
    (data / "anlaufstellen.yaml").write_text("amt:\n  name: Amt\n  art: Amt\n  telefon: 0340 1\n", encoding="utf-8")
    (data / "fakten.yaml").write_text(
        "".join(
            f"fakt-{number}:\n  titel: Fakt {number}\n  wert: Wert {number}\n  zustaendig: amt\n{_SOURCE}"
            for number in range(facts)
        ),
        encoding="utf-8",
    )
    (data / "schulen.yaml").write_text(
        "".join(
            f"schule-{number}:\n  name: Schule {number}\n  schulform: Grundschule\n  zustaendig: amt\n{_SOURCE}"
            for number in range(schools)
        ),
        encoding="utf-8",
    )
    names = [f"kapitel-{number}" for number in range(CHAPTERS)]
    for index, name in enumerate(names):
        uses = " ".join(f"{{fakt}}`fakt-{index * FACTS_EACH % facts + each}`" for each in range(FACTS_EACH))
        (folder / f"{name}.md").write_text(f"{_HEAD}# {name}\n\n{uses}\n", encoding="utf-8")
    directory = f"{_HEAD}# Schulen\n\n:::{{schulverzeichnis}}\n:::\n"
    (folder / "verzeichnis.md").write_text(directory, encoding="utf-8")
    listing = "\n".join([*names, "verzeichnis"])
    (folder / "index.md").write_text(f"# Ratgeber\n\n```{{toctree}}\n{listing}\n```\n", encoding="utf-8")
    return folder
