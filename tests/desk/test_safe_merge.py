"""Whatever a merge would lose is in a box at the chapter's end; what it keeps is left alone."""

from __future__ import annotations

from dataclasses import replace

import pytest

from desk.desk_chapters import read_chapter
from ratgeber_tools.desk.rooms import safe_merge
from ratgeber_tools.desk.rooms.room import DESK
from ratgeber_tools.desk.rooms.safe_merge import merge_safely
from ratgeber_tools.document import Container, Document
from ratgeber_tools.roundtrip.merge import Merge, VersionSource
from ratgeber_tools.roundtrip.merge.boxes import HEADING, Box, read_box

SOURCE = VersionSource(DESK, "Jugendamt")
BASE, OURS, THEIRS = (
    read_chapter(text.encode())
    for text in (
        "Eins zwei.\n\nDrei vier.\n\nFünf.\n",
        "Eins unser zwei.\n\nDrei vier.\n\nFünf.\n",
        "Eins zwei.\n\nDrei deren vier.\n",
    )
)


def test_a_merge_that_loses_nothing_is_left_alone() -> None:
    merged = merge_safely(BASE, OURS, THEIRS, SOURCE)

    assert merged.conflicts == 0
    assert merged.document.blocks == read_chapter(b"Eins unser zwei.\n\nDrei deren vier.\n").blocks


@pytest.mark.parametrize(("forgotten", "word"), [(0, "unser"), (1, "deren")])
def test_what_a_merge_loses_is_in_a_conflict(monkeypatch: pytest.MonkeyPatch, forgotten: int, word: str) -> None:
    def forgetful(*documents: Document, **_how: object) -> Merge:
        blocks = list(read_chapter(b"Eins unser zwei.\n\nDrei deren vier.\n").blocks)
        del blocks[forgotten]
        return Merge(replace(documents[1], blocks=tuple(blocks)), 0, ())

    monkeypatch.setattr(safe_merge, "merge", forgetful)
    merged = merge_safely(BASE, OURS, THEIRS, SOURCE)

    assert merged.conflicts == 1
    *_, box = merged.document.blocks
    assert isinstance(box, Container)
    assert read_box(box) is not None
    assert word in str(box)
    assert "Fünf" not in str(merged.document), "they took it out, and it stays out"


def test_what_a_merge_would_say_twice_is_in_a_conflict(monkeypatch: pytest.MonkeyPatch) -> None:
    base, ours, theirs = (
        read_chapter(text.encode())
        for text in ("Eins zwei.\n\nDrei vier.\n", "Eins zwei. Drei vier.\n", "Eins zwei.\n\n## Drei vier deren\n")
    )

    def doubling(*_documents: Document, **_how: object) -> Merge:
        return Merge(replace(ours, blocks=(*ours.blocks, theirs.blocks[1])), 0, ())

    monkeypatch.setattr(safe_merge, "merge", doubling)
    merged = merge_safely(base, ours, theirs, SOURCE)

    (box,) = merged.document.blocks
    found = read_box(box)
    assert found is not None
    assert found.versions == (ours.blocks, theirs.blocks[1:])
    assert merged.conflicts == 1


def test_a_heading_beside_its_conflict_counts_as_a_place_where_its_words_stand(monkeypatch: pytest.MonkeyPatch) -> None:
    base, ours, theirs = (
        read_chapter(text.encode())
        for text in ("### Eins zwei drei\n", "### Eins unser zwei drei\n", "### Eins\n\n### zwei drei\n")
    )
    beside = Box((ours.blocks, theirs.blocks[:1]), HEADING, (SOURCE,)).block()

    def doubling(*_documents: Document, **_how: object) -> Merge:
        return Merge(replace(ours, blocks=(*ours.blocks, beside, theirs.blocks[1])), 1, ())

    monkeypatch.setattr(safe_merge, "merge", doubling)
    box, *_ = merge_safely(base, ours, theirs, SOURCE).document.blocks

    found = read_box(box)
    assert found is not None
    assert (found.about, found.versions) == ("", (ours.blocks, theirs.blocks[1:]))
