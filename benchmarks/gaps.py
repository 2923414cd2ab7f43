"""How often parents read that something is missing: the real guide, all of it released, in two states of its facts.

Every wording of a gap is counted that a page shows, whoever wrote it: the pages' own notes, and authors' sentences that
say the same.  What only a browser shows one day (`hidden`) is not there yet.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Callable
from pathlib import Path

from lxml import html

from benchmarks.measure import Table
from benchmarks.peers import Peers
from ratgeber_tools.data.dates import format_date, local_now, local_today
from ratgeber_tools.data.grades import official_sources, said_digest
from ratgeber_tools.data.loading import load_records
from ratgeber_tools.data.records import Records
from ratgeber_tools.guide import load
from ratgeber_tools.releases.deciding import foreseen
from ratgeber_tools.releases.keeping import append_event

#: Every way a page says that it does not know something.
GAP = re.compile(
    r"\b(?:bitte\s+(?:\w+\s+)?erfragen|noch\s+offen|fehlt\s+noch|fehlen\s+noch|(?:noch\s+)?(?:nicht|un)\s*bekannt\b"
    r"|steht\s+noch\s+nicht\s+fest|noch\s+nicht\s+eingetragen|ist\s+(?:noch\s+)?(?:nichts|kein\w*\s+\w+)\s+eingetragen"
    r"|Das\s+liefert\s+noch|Noch\s+ohne\s+Eintrag|bis\s+dahin\s+fragen\s+Sie)",
    re.IGNORECASE,
)
#: Advice to ask somebody, as authors write it of what differs from school to school; told apart, for it is no gap.
ADVICE = re.compile(r"\bbitte\s+(?:\w+\s+){2,5}erfragen", re.IGNORECASE)
_WORST = 12


def measure(root: Path, scratch: Path, peers: Peers) -> list[Table]:
    """Build the public edition for each state; the working one has gaps of its own and is not asked."""
    lines, details = [], []
    for name, vouch in (
        ("niemand hat etwas bestätigt", nobody),
        ("alles bestätigt oder geprüft, was geht", everybody),
    ):
        edition = public_edition(root, scratch / str(len(lines)), vouch)
        pages, advice = found_in(edition, GAP), found_in(edition, ADVICE).total()
        worst = ", ".join(f"{page} ({count})" for page, count in pages.most_common(_WORST) if count)
        lines.append([name, str(pages.total()), f"{sum(map(bool, pages.values()))} von {len(pages)}", str(advice)])
        details.append([name, worst])
    return [
        Table(
            "Lücken, von denen Eltern lesen",
            ["Stand der Angaben", "Hinweise", "Seiten mit Hinweis", "Rat nachzufragen"],
            lines,
        ),
        Table("Die meisten Hinweise", ["Stand der Angaben", "Seiten"], details),
    ]


def public_edition(root: Path, folder: Path, vouch: Callable[[Records], None]) -> Path:
    """Release every chapter of the project at `root` in a copy of it, and return the folder of the web pages."""
    copy_project(root, folder, vouch)
    command = [sys.executable, "-m", "ratgeber_tools.cli", "public", "--trotzdem"]
    subprocess.run(command, cwd=folder, check=True, capture_output=True)
    return folder / "_build" / "public" / "html"


def copy_project(root: Path, folder: Path, vouch: Callable[[Records], None]) -> None:
    """Copy guide and settings into a git folder of its own, where everything is released that can be."""
    folder.mkdir(parents=True)
    shutil.copytree(root / "ratgeber", folder / "ratgeber")
    shutil.copy(root / "conf.py", folder)
    vouch(load_records(folder / "ratgeber" / "daten").records)
    git(folder, "init", "-q", "-b", "main")
    git(folder, "add", ".")
    commit(folder, "Stand")
    guide = load(folder / "ratgeber")
    for event in foreseen(folder, guide, guide.chapters, now=local_now()):
        append_event(folder, event)
    git(folder, "add", ".")
    commit(folder, "Freigaben")


def found_in(pages: Path, wording: re.Pattern[str]) -> Counter[str]:
    """Return how often each page says something that parents can read there."""
    found: Counter[str] = Counter()
    for path in sorted(pages.rglob("*.html")):
        page = html.parse(path).getroot()
        for article in page.iter("article"):
            for unseen in article.xpath(".//*[@hidden]|.//script|.//template"):
                unseen.drop_tree()
            found[path.relative_to(pages).with_suffix("").as_posix()] = len(wording.findall(article.text_content()))
    return found


def nobody(records: Records) -> None:
    """Leave the records as they are."""


def everybody(records: Records) -> None:
    """Have every office confirm what is its own, and two offices check what holds nationwide.

    Written in one go: as many calls of `ratgeber fakten` as there are values would take longer than all the rest.
    """
    day = format_date(local_today())
    texts: dict[Path, str] = {}
    for key, record in records.attested():
        official = [source.address for source in official_sources(record.sources)]
        if not record.is_known:
            continue
        if record.is_nationwide and official:
            digest = said_digest(record)
            checks = ", ".join(f'"{office}, {day}, {official[0]}, {digest}"' for office in list(records.contacts)[:2])
            said = f"  pruefungen: [{checks}]\n"
        elif record.owner and not record.is_nationwide:
            said = f"  bestaetigt_durch: {record.owner}\n  bestaetigt_am: {day}\n"
        else:
            continue
        path = records.origins[key].path
        text = texts.get(path) or path.read_text(encoding="utf-8")
        texts[path] = text.replace(f"\n{key.identifier}:\n", f"\n{key.identifier}:\n{said}", 1)
    for path, text in texts.items():
        path.write_text(text, encoding="utf-8")


def commit(folder: Path, message: str) -> None:
    git(folder, "-c", "user.name=Redaktion", "-c", "user.email=redaktion@example.org", "commit", "-qm", message)


def git(folder: Path, *arguments: str) -> None:
    subprocess.run(["git", *arguments], cwd=folder, check=True)
