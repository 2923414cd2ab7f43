"""Small guides with records, built for the tests beside this file."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path

from data.data_files import write_data
from sphinx_ext.sphinx_building import HEAD, Built, build

TODAY = "01.12.2026"
CONFIRMED = "  zustaendig: amt\n  bestaetigt_durch: amt\n  bestaetigt_am: 01.11.2026\n"
UNSURE = "  zustaendig: amt\n  quellen: [{titel: Zeitung, vertrauen: Presse}]\n"
OFFICE = "amt:\n  name: Schulamt\n  art: Amt\n  telefon: 0340 204-2040\n" + CONFIRMED
FACTS = (
    "frist:\n  titel: Anmeldefrist\n  wert: 1. März\n  wortlaut: Bis zum 1. März.\n  gueltig_bis: 31.07.2027\n"
    + CONFIRMED
    + "betrag:\n  titel: Höchstbetrag\n  wert: 2.000\n  einheit: Euro\n"
    + UNSURE
)


class DataGuide:
    """A guide of pages and records that can be changed and built again."""

    def __init__(self, folder: Path, pages: dict[str, str], **data: str) -> None:
        self.source = folder / "ratgeber"
        self.target = folder / "bau"
        self.source.mkdir()
        names = "\n".join(name for name in pages if name != "index")
        self.write(**{"index": f"# Ratgeber\n\n```{{toctree}}\n{names}\n```\n"} | pages)
        self.data(**{"anlaufstellen": OFFICE, "fakten": FACTS} | data)

    def write(self, **pages: str) -> None:
        """Write pages; all but the index get a head, because a page with a warning is read on every build."""
        for name, text in pages.items():
            head = "" if name == "index" or text.startswith("---") else HEAD
            (self.source / f"{name}.md").write_text(head + text, encoding="utf-8")

    def data(self, **files: str) -> None:
        write_data(self.source / "daten", **files)

    def build(
        self, *, builder: str = "html", edition: str = "arbeitsfassung", today: str = TODAY, **settings: object
    ) -> Built:
        return build(
            self.source,
            self.target,
            builder=builder,
            ratgeber_fassung=edition,
            ratgeber_heute=today,
            exclude_patterns=["daten/**", "redaktion/**"],
            **settings,
        )


def page_guide(folder: Path, text: str, **data: str) -> DataGuide:
    """A guide of one page with this text below its title."""
    return DataGuide(folder, {"index": f"# Titel\n\n{text}\n"}, **data)


def words_of(built: Built, name: str = "index") -> str:
    """Return what a reader sees of a chapter, blanks as one, no hidden words."""
    html = re.sub(r"<span hidden>.*?</span></span>", "", built.article(name), flags=re.DOTALL)
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", html)).split())
