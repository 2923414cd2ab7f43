"""Several processes that rewrite one file at the same moment, round after round; says in how many nothing was lost.

Run as `python two_at_once.py KIND ROUNDS FOLDER PROCESSES...`; prints the number of good rounds, a line for each number
of processes.
"""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Callable
from contextlib import redirect_stdout
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from ratgeber_tools.cli import main
from ratgeber_tools.data.disclosure import Edition, View
from ratgeber_tools.data.loading import load_records
from ratgeber_tools.editions.addresses import note_addresses
from ratgeber_tools.editions.manifest import Manifest, PublicPage
from ratgeber_tools.exports.calendar_files import LEDGERS, note_published
from ratgeber_tools.exports.ledger import read_ledger
from ratgeber_tools.files import appended, rewrite
from ratgeber_tools.guide.addresses import read_published
from ratgeber_tools.releases.keeping import Release, Votes, append_event, read_log

OFFICE = "amt:\n  name: Schulamt\n  art: Amt\n  telefon: 0340 204-2040\n  zustaendig: amt\n"
APPOINTMENT = (
    "ferien:\n  titel: Ferien {}\n  art: Ferien\n  von: 18.10.2027\n  zustaendig: amt\n"
    "  bestaetigt_durch: amt\n  bestaetigt_am: 01.11.2026\n"
)
LONG = "Ein Satz. Noch ein Satz.\n"


@dataclass(frozen=True)
class Kind:
    """Prepare a project, what process `number` does in it, and whether everything all have done is there."""

    prepare: Callable[[Path], None]
    act: Callable[[Path, int], None]
    is_whole: Callable[[Path, int], bool]


def _data(root: Path, **files: str) -> None:
    folder = root / "ratgeber" / "daten"
    folder.mkdir(parents=True)
    for name, text in {"anlaufstellen": OFFICE, **files}.items():
        (folder / f"{name}.yaml").write_text(text, encoding="utf-8")


def _facts(root: Path) -> None:
    _data(root, fakten="".join(f"f{n}:\n  titel: F{n}\n  wert: ja\n  zustaendig: amt\n\n" for n in range(8)))


def _confirm(root: Path, number: int) -> None:
    words = ["fakten", "bestaetigen", f"f{number}", "--durch", "amt", "--am", "24.11.2026", "--heute", "24.11.2026"]
    assert main([*words, "--ordner", str(root / "ratgeber")]) == 0


def _all_confirmed(root: Path, processes: int) -> bool:
    text = (root / "ratgeber" / "daten" / "fakten.yaml").read_text(encoding="utf-8")
    entries = [entry for entry in re.split(r"^(?=f\d:)", text, flags=re.MULTILINE) if "bestaetigt_am" in entry]
    return len(entries) == processes and text.count("bestaetigt_durch: amt") == processes


def _release(root: Path, number: int) -> None:
    moment = datetime(2026, 11, 24, 10, tzinfo=UTC) + timedelta(minutes=number)
    append_event(root, Release("a", "1" * 40, moment, date(2026, 11, 24), f"Stelle {number}", "P 7", Votes(9, 1, 2)))


def _address(root: Path, number: int) -> None:
    pages = {f"seite-{number}": PublicPage(short_name=f"kurz-{number}"), "index": PublicPage()}
    note_addresses(Manifest(pages=pages), root / "ratgeber", set(pages))


def _all_addresses(root: Path, processes: int) -> bool:
    expected = {f"seite-{n}.html" for n in range(processes)} | {f"k/kurz-{n}/" for n in range(processes)}
    published = read_published(root / "ratgeber")
    return not published.mistakes and set(published.leads_to) == expected


def _calendar(root: Path, number: int) -> None:
    """Publish the holidays under another title: each time is one correction more."""
    mine = root / f"daten-{number}"
    mine.mkdir()
    (mine / "termine.yaml").write_text(APPOINTMENT.format(number), encoding="utf-8")
    (mine / "anlaufstellen.yaml").write_text(OFFICE, encoding="utf-8")
    note_published(View(load_records(mine).records, Edition.PUBLIC, date(2026, 12, 1)), root / "ratgeber")


def _all_corrections(root: Path, processes: int) -> bool:
    (path,) = (root / "ratgeber" / LEDGERS).glob("*.yaml")
    return read_ledger(path)["ferien"].sequence == processes - 1


def _chapter(root: Path) -> None:
    (root / "ratgeber").mkdir()
    (root / "ratgeber" / "kapitel.md").write_text(f"# Kapitel\n\n{LONG}", encoding="utf-8")


def _format(root: Path, number: int) -> None:
    """Every second one formats, the others write a paragraph into the chapter."""
    path = root / "ratgeber" / "kapitel.md"
    if number % 2:
        assert main(["format", str(path)]) == 0
    else:
        rewrite(path, lambda text: appended(text or "", f"\nAbsatz {number}. Ende.\n"))


def _all_paragraphs(root: Path, processes: int) -> bool:
    words = (root / "ratgeber" / "kapitel.md").read_text(encoding="utf-8").split()
    return all(f"{number}." in words for number in range(0, processes, 2)) and "Ein" in words


def _empty(root: Path) -> None:
    (root / "ratgeber").mkdir()


KINDS = {
    "fakten": Kind(_facts, _confirm, _all_confirmed),
    "freigaben": Kind(_empty, _release, lambda root, processes: len(read_log(root).events) == processes),
    "adressen": Kind(_empty, _address, _all_addresses),
    "kalender": Kind(_empty, _calendar, _all_corrections),
    "format": Kind(_chapter, _format, _all_paragraphs),
}


def good_rounds(kind: Kind, processes: int, rounds: int, folder: Path) -> int:
    """Return in how many rounds every process ended well and nothing any of them wrote is missing."""
    good = 0
    for number in range(rounds):
        root = folder / str(number)
        root.mkdir(parents=True)
        (root / "conf.py").write_bytes(b"")
        kind.prepare(root)
        reading, writing = os.pipe()
        children = []
        for me in range(processes):
            child = os.fork()
            if not child:
                code = 1
                try:
                    os.close(writing)
                    os.read(reading, 1)  # ends for all at once, when the parent closes its side
                    with open(os.devnull, "w", encoding="utf-8") as nowhere, redirect_stdout(nowhere):
                        kind.act(root, me)
                    code = 0
                finally:
                    os._exit(code)
            children.append(child)
        os.close(reading)
        os.close(writing)
        codes = [os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) for child in children]
        good += codes == [0] * processes and kind.is_whole(root, processes)
    return good


def import_all_it_needs(kind: Kind, folder: Path) -> None:
    """Do it once alone: what is imported only when it is needed would be imported by each process anew."""
    folder.mkdir()
    (folder / "conf.py").write_bytes(b"")
    kind.prepare(folder)
    with open(os.devnull, "w", encoding="utf-8") as nowhere, redirect_stdout(nowhere):
        for number in (0, 1):
            kind.act(folder, number)


if __name__ == "__main__":
    name, rounds, folder, *numbers = sys.argv[1:]
    import_all_it_needs(KINDS[name], Path(folder) / "allein")
    for processes in map(int, numbers):
        print(good_rounds(KINDS[name], processes, int(rounds), Path(folder) / str(processes)), flush=True)
