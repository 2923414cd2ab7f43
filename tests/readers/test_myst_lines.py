"""Every block knows its lines: a merge keeps unchanged blocks to the byte."""

from __future__ import annotations

import subprocess
import sys

from hypothesis import given

from ratgeber_tools.document import Block, Document, LineRange, Verbatim, iterate_blocks
from ratgeber_tools.readers.myst import read
from ratgeber_tools.writers.myst import write
from strategies import documents
from thoroughness import examples


def _lines(block: Block) -> LineRange:
    assert block.lines is not None
    return block.lines


def test_lines_count_from_the_files_first_line_and_include_targets_but_no_blank_lines() -> None:
    source = "---\ntitel: x\n---\n\n(a)=\n\n# Titel\n\nEins.\nZwei.\n\n- a\n\n- b\n\n\n:::{tipp}\nText\n:::\n"
    assert [block.lines for block in read(source).document.blocks] == [(4, 7), (8, 10), (11, 14), (16, 19)]


def test_a_footnote_starts_at_its_mark() -> None:
    document = read("Text[^1]\n\n[^1]: Eins.\n\n    Zwei.\n").document
    assert [block.lines for block in document.notes["1"]] == [(2, 3), (4, 5)]


def test_blocks_in_containers_lists_and_cells_have_the_files_lines() -> None:
    source = (
        "# Titel\n\n::::{frist} 1. Mai\n:art: fest\n\n- Eins\n\n  :::{tipp}\n  Zwei\n  :::\n::::\n\n"
        ":::{list-table}\n:header-rows: 0\n\n* - Drei\n  - Vier\n\n    Fünf\n:::\n"
    )
    lines = source.split("\n")
    found = {
        "".join(text.text for text in block.children): block.lines  # type: ignore[union-attr]
        for block in iterate_blocks(read(source).document.blocks)
        if type(block).__name__ == "Paragraph"
    }
    assert {words: lines[place.first].strip(" *-") for words, place in found.items() if place} == {
        "Eins": "Eins",
        "Zwei": "Zwei",
        "Drei": "Drei",
        "Vier": "Vier",
        "Fünf": "Fünf",
    }


@given(documents())
@examples(15, by_night=40)
def test_the_lines_of_a_block_hold_it_and_nothing_else(document: Document) -> None:
    source = write(document)
    lines = source.split("\n")
    end = 0
    for block in read(source).document.blocks:
        place = _lines(block)
        assert end <= place.first < place.end
        end = place.end
        alone = "\n".join(lines[place.first : place.end])
        if not isinstance(block, Verbatim) and "wort" not in source:  # a link may need its definition elsewhere
            assert read("\n" + alone).document.blocks == (block,), source
        if isinstance(block, Verbatim) and not block.identifiers:
            assert alone == block.source


@given(documents())
@examples(12, by_night=25)
def test_the_lines_of_a_nested_block_lie_within_its_parents(document: Document) -> None:
    for block in read(write(document)).document.blocks:
        outer = _lines(block)
        for inner in iterate_blocks((block,)):
            assert outer.first <= _lines(inner).first < _lines(inner).end <= outer.end


def test_reading_chapters_does_not_import_sphinx() -> None:
    program = "import sys, ratgeber_tools.readers.myst; sys.exit('sphinx' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0
