"""Every list that `ratgeber/` makes from the data shows a reviewer its entries, never a sentence alone."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from ratgeber_tools import dialect
from ratgeber_tools.document import Block, Container, Verbatim
from ratgeber_tools.editorial.shown_words import ShownWords
from ratgeber_tools.guide import Guide, load
from ratgeber_tools.guide.walking import take_apart

DAY = date(2026, 11, 24)
GUIDE = Path(__file__).parent.parent.parent / "ratgeber"
#: Directives of Sphinx that show nothing in the text.
SILENT = frozenset({"index"})


@pytest.fixture(scope="module")
def guide() -> Guide:
    if not GUIDE.is_dir():
        pytest.skip("ratgeber/ ist nicht da: Ob jede Liste darin gezeigt wird, wurde nicht geprüft.")
    return load(GUIDE)


def generated(block: Block) -> str:
    """Return the name of a directive that makes its words itself, empty for any other block."""
    match block:
        case Container(name=name, argument=argument, blocks=blocks):
            return name if dialect.record_named(argument, has_content=bool(blocks)) else ""
        case Verbatim(source=source):
            directive = take_apart(source)
            if directive is None or directive.name in SILENT or "hidden" in directive.options:
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


def test_every_generated_list_of_the_guide_shows_its_entries(guide: Guide) -> None:
    silent = [f"{place}: {{{name}}}" for place, name, lines in made_by_directives(guide) if len(lines) < 2]
    assert silent == []


def test_the_walk_meets_the_lists_the_guide_has(guide: Guide) -> None:
    """So that the test above cannot pass because it looks at nothing."""
    met = {name for _, name, _ in made_by_directives(guide)}
    assert met & set(dialect.LIST_DIRECTIVES)
    assert met & set(dialect.RECORD_PARTS)


def test_a_directive_without_words_of_its_own_counts_as_generated() -> None:
    assert generated(Verbatim(source=":::{neue-liste}\n:::")) == "neue-liste"
    assert generated(Verbatim(source=":::{glossar}\nHort\n: Betreuung\n:::")) == ""
