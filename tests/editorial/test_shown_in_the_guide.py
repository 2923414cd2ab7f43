"""Every list a chapter makes from the data shows a reviewer its entries, never a sentence alone."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest
from shown_guides import write_records

from ratgeber_tools import dialect
from ratgeber_tools.document import Block, Container, Verbatim
from ratgeber_tools.editorial.shown.words import ShownWords
from ratgeber_tools.guide import Guide, load
from ratgeber_tools.readers.myst.directives import directive_in

DAY = date(2026, 11, 24)
#: Directives of Sphinx that show nothing in the text.
SILENT = frozenset({"index"})
#: Which of the records in `shown_guides` a directive shows.
RECORDS = {
    "kontakt": "rat",
    "frist": "antrag",
    "termin": "antrag",
    "foerderung": "plus",
    "film": "voll",
    "ausstellung": "schau",
}


def chapter_with_everything() -> str:
    """Return a chapter with every list and every record the dialect can show, whole and by each of its parts."""
    blocks = [f":::{{{name}}}\n:::" for name in dialect.LIST_DIRECTIVES]
    blocks += [f":::{{{name}}} {RECORDS[name]}\n:::" for name in dialect.RECORD_DIRECTIVES]
    for name, parts in dialect.RECORD_PARTS.items():
        blocks += [f":::{{{name}}} {RECORDS[name]}\n:teile: {part}\n:::" for part in parts]
    return "\n\n".join(["# Alles", *blocks]) + "\n"


@pytest.fixture(scope="module")
def guide(tmp_path_factory: pytest.TempPathFactory) -> Guide:
    folder = tmp_path_factory.mktemp("ratgeber")
    write_records(folder / "daten")
    (folder / "index.md").write_text("# Ratgeber\n\n```{toctree}\nalles\n```\n", encoding="utf-8")
    (folder / "alles.md").write_text(chapter_with_everything(), encoding="utf-8")
    return load(folder)


def generated(block: Block) -> str:
    """Return the name of a directive that makes its words itself, empty for any other block."""
    match block:
        case Container(name=name, argument=argument, blocks=blocks):
            return name if dialect.record_named(argument, has_content=bool(blocks)) else ""
        case Verbatim(source=source):
            directive = directive_in(source)
            if directive is None or directive.name in SILENT or "hidden" in directive.values:
                return ""
            has_words = directive.body.strip() and directive.name != "toctree"
            return "" if has_words else directive.name
        case _:
            return ""


def made_by_directives(guide: Guide) -> Iterator[tuple[str, str, list[str]]]:
    """Yield chapter and line, the directive, and the lines a reviewer sees, less empty ones."""
    for chapter in guide:
        shown = ShownWords(guide, chapter, DAY)
        for placed in chapter.blocks:
            if name := generated(placed.block):
                yield (
                    f"{chapter.name}, Zeile {placed.line}",
                    name,
                    [line for line in shown.of_block(placed.block).splitlines() if line],
                )


#: Web and Word have the same elsewhere, each school on a page of its own.
ON_PAPER_ALONE = {"schulseiten"}
#: The next three dates by the day of the reader; Word says so in a line, and has the dates in their own list.
ON_THE_WEB_ALONE = {"naechste-termine"}


def test_every_generated_list_of_the_guide_shows_its_entries(guide: Guide) -> None:
    made = made_by_directives(guide)
    elsewhere = ON_PAPER_ALONE | ON_THE_WEB_ALONE
    silent = [f"{place}: {{{name}}}" for place, name, lines in made if len(lines) < 2 and name not in elsewhere]
    assert silent == []


def test_the_walk_meets_every_list_and_every_record_of_the_dialect(guide: Guide) -> None:
    """So that the test above cannot pass because it looks at nothing."""
    met = {name for _, name, _ in made_by_directives(guide)}
    assert met >= {*dialect.LIST_DIRECTIVES, *dialect.RECORD_DIRECTIVES, *dialect.RECORD_PARTS, "toctree"}


def test_a_directive_without_words_of_its_own_counts_as_generated() -> None:
    assert generated(Verbatim(source=":::{neue-liste}\n:::")) == "neue-liste"
    assert generated(Verbatim(source=":::{glossar}\nHort\n: Betreuung\n:::")) == ""
