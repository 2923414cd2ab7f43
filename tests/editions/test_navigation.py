"""The public edition's order, on names alone."""

from __future__ import annotations

from collections.abc import Mapping

from ratgeber_tools.editions.navigation import Structure, TocList
from ratgeber_tools.guide.toctrees import TocEntry

LISTS: dict[str, list[str]] = {
    "index": ["a/index", "b/index", "einzeln"],
    "a/index": ["a/eins", "a/zwei"],
    "b/index": ["b/drei"],
}


def public(*released: str, lists: Mapping[str, list[str]] = LISTS, shown_as: Mapping[str, str] | None = None):  # type: ignore[no-untyped-def]
    structure = Structure(
        {page: [TocList(tuple(map(TocEntry, entries)))] for page, entries in lists.items()}, released, shown_as or {}
    )
    return {
        page: [entry.target for toc_list in toc_lists for entry in toc_list.entries]
        for page, toc_lists in structure.public_lists().items()
    }


def test_only_released_chapters_are_listed_in_the_present_order() -> None:
    assert public("einzeln", "a/zwei") == {
        "index": ["a/index", "einzeln"],
        "a/index": ["a/zwei"],
        "a/zwei": [],
        "einzeln": [],
    }


def test_nothing_released_is_no_guide() -> None:
    assert public() == {}


def test_a_section_without_public_chapters_disappears_even_if_its_page_is_released() -> None:
    assert public("b/index", "a/eins") == {"index": ["a/index"], "a/index": ["a/eins"], "a/eins": []}


def test_a_chapter_with_chapters_below_it_stays_without_them() -> None:
    lists = {"index": ["kapitel"], "kapitel": ["unter"]}
    assert public("kapitel", lists=lists) == {"index": ["kapitel"], "kapitel": []}
    assert public("unter", lists=lists) == {"index": ["kapitel"], "kapitel": ["unter"], "unter": []}


def test_a_released_chapter_nobody_lists_stands_at_the_end_of_its_section() -> None:
    assert public("a/eins", "a/fort")["a/index"] == ["a/eins", "a/fort"]


def test_a_released_chapter_of_a_vanished_section_stands_at_the_end_of_the_guide() -> None:
    assert public("a/eins", "weg/tief/x")["index"] == ["a/index", "weg/tief/x"]


def test_a_vanished_section_with_its_released_page_is_not_lost() -> None:
    lists = {"index": ["a/index"], "a/index": ["a/eins"], "weg/index": ["weg/x"]}
    assert public("weg/x", lists=lists) == {"index": ["weg/x"], "weg/x": []}
    assert public("weg/x", "weg/index", lists=lists) == {"index": ["weg/index"], "weg/index": ["weg/x"], "weg/x": []}


def test_a_renamed_chapter_keeps_its_place_under_its_public_name() -> None:
    shown_as = {"a/zwei": "a/frueher"}
    assert public("a/frueher", "a/eins", shown_as=shown_as)["a/index"] == ["a/eins", "a/frueher"]


def test_a_renamed_section_keeps_its_place_under_its_public_name() -> None:
    pages = public("alt/index", "alt/eins", shown_as={"a/index": "alt/index", "a/eins": "alt/eins"})
    assert pages == {"index": ["alt/index"], "alt/index": ["alt/eins"], "alt/eins": []}


def test_a_chapter_listed_twice_stands_where_it_is_listed_first() -> None:
    lists = {"index": ["a", "b/index"], "b/index": ["a", "c"]}
    assert public("a", "c", lists=lists) == {"index": ["a", "b/index"], "b/index": ["c"], "a": [], "c": []}


def test_pages_that_list_each_other_do_not_hang() -> None:
    lists = {"index": ["a/index"], "a/index": ["b/index"], "b/index": ["a/index", "c"]}
    assert public("c", lists=lists)["b/index"] == ["c"]
    assert public("d", lists=lists) == {"index": ["d"], "d": []}
