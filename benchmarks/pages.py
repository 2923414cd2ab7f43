"""Guides of any number of pages, neutral filler without facts, that Sphinx with MyST and mkdocs can both build."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from ratgeber_tools import dialect
from ratgeber_tools.editions.manifest import Manifest, PublicPage, write_manifest

PAGES_EACH_PART = 25

_KEY_POINT = "Das steht am Anfang."
_HEAD = f"---\nstatus: entwurf\nzustaendig: Amt\nstand: 24.11.2026\nkurz:\n  - {_KEY_POINT}\n---\n"
_SENTENCE = "Dieser Satz steht hier, damit die Seite so lang wird wie ein echtes Kapitel."
_TABLE = "| Was | Wann |\n| --- | --- |\n| eins | zwei |\n| drei | vier |\n"
_SECTIONS = 5


def write_pages(folder: Path, pages: int, *, with_toctrees: bool = True) -> Path:
    """Write `pages` pages in parts of 25, with links, lists and tables, and return `folder`.

    mkdocs makes its navigation from the folders and would show a toctree as code.
    """
    folder.mkdir(parents=True, exist_ok=True)
    parts = [f"teil-{number}" for number in range(-(-pages // PAGES_EACH_PART))]
    for number, part in enumerate(parts):
        (folder / part).mkdir(exist_ok=True)
        names = [f"seite-{each}" for each in range(min(PAGES_EACH_PART, pages - number * PAGES_EACH_PART))]
        listing = _toctree(names) if with_toctrees else ""
        _write(folder / part / "index.md", f"# Teil {number}\n\n{_SENTENCE}\n\n{listing}")
        for each, name in enumerate(names):
            _write(folder / part / f"{name}.md", _page(f"{number}-{each}", names, each))
    listing = _toctree([f"{part}/index" for part in parts]) if with_toctrees else ""
    _write(folder / "index.md", f"# Messung\n\n{_SENTENCE}\n\n{listing}")
    return folder


def release_pages(source: Path, folder: Path) -> Path:
    """Write the pages of `source` as a public edition has them below `folder`, and return the manifest beside it."""
    pages: dict[str, PublicPage] = {}
    day = date(2026, 11, 24)
    for path in sorted(source.rglob("*.md")):
        text = path.read_text(encoding="utf-8")
        place = path.relative_to(source)
        (folder / place).parent.mkdir(parents=True, exist_ok=True)
        _write(folder / place, dialect.blank_head(text).lstrip("\n"))
        is_chapter = text.startswith(_HEAD)
        said = PublicPage(released=day, has_head=True, responsible="Amt", as_of=day, key_points=(_KEY_POINT,))
        pages[place.with_suffix("").as_posix()] = said if is_chapter else PublicPage()
    manifest = folder.with_suffix(".json")
    write_manifest(Manifest(pages=pages), manifest)
    return manifest


def _page(title: str, names: list[str], each: int) -> str:
    sections = (
        f"## Abschnitt {section}\n\n{_SENTENCE}\n{_SENTENCE}\n"
        f"{_SENTENCE} [Weiter]({names[(each + section) % len(names)]}.md).\n\n"
        f"- Punkt eins\n- Punkt zwei mit **Wort {title}-{section}**\n- Punkt drei\n\n"
        for section in range(1, _SECTIONS + 1)
    )
    return f"{_HEAD}# Seite {title}\n\n{''.join(sections)}{_TABLE}"


def _toctree(names: list[str]) -> str:
    return "```{toctree}\n" + "\n".join(names) + "\n```\n"


def _write(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8", newline="\n")
