"""A section's table of contents: its order, and the catch-all at its end."""

from __future__ import annotations

from pathlib import Path

from sphinx import addnodes
from sphinx_building import HEAD, Built, build_pages

INDEX = "# Ratgeber\n\n```{toctree}\n\nteil/index\n```\n"


def section(*entries: str) -> str:
    return "# Teil\n\n```{toctree}\n:glob:\n\n" + "\n".join(entries) + "\n```\n"


def order(built: Built) -> list[str]:
    (tree,) = built.doctree("teil/index").findall(addnodes.toctree)
    return [name for _, name in tree["entries"]]


def test_a_chapter_nobody_listed_comes_last(tmp_path: Path) -> None:
    pages = {f"teil__{name}": HEAD + f"# {name}\n" for name in ("a", "b", "neu")}
    built = build_pages(tmp_path, index=INDEX, teil__index=section("b", "a.md", "*"), **pages)
    assert built.warnings == []
    assert order(built) == ["teil/b", "teil/a", "teil/neu"]


def test_a_catch_all_with_nothing_to_catch_is_silent(tmp_path: Path) -> None:
    built = build_pages(tmp_path, index=INDEX, teil__index=section("a", "*"), teil__a=HEAD + "# A\n")
    assert built.warnings == []
    assert order(built) == ["teil/a"]


def test_an_empty_section_is_silent(tmp_path: Path) -> None:
    assert build_pages(tmp_path, index=INDEX, teil__index=section("*")).warnings == []


def test_several_lists_of_a_page_are_the_steps_of_a_way_and_the_last_catches_what_none_has_named(
    tmp_path: Path,
) -> None:
    pages = {f"teil__{name}": HEAD + f"# {name}\n" for name in ("a", "b", "c", "neu")}
    first = "```{toctree}\n:caption: Vorher\n\nb\n```\n"
    last = "```{toctree}\n:caption: Danach\n:glob:\n\na\nc*\n*\n```\n"
    built = build_pages(tmp_path, index=INDEX, teil__index=f"# Teil\n\n{first}\n{last}", **pages)
    assert built.warnings == []
    found = [tree["entries"] for tree in built.doctree("teil/index").findall(addnodes.toctree)]
    assert [[name for _, name in entries] for entries in found] == [["teil/b"], ["teil/a", "teil/c", "teil/neu"]]
    page = built.page("teil/index")
    assert page.index("Vorher") < page.index(">b</a>", page.index("Vorher")) < page.index("Danach")
