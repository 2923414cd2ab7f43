"""The outline that navigation shows: parts, chapters, the way to a page, its sections."""

from __future__ import annotations

from pathlib import Path

from ratgeber_tools.sphinx_ext.html.outline import page_sections, read_outline
from sphinx_ext.sphinx_building import build_pages


def test_a_page_that_lists_pages_is_a_part_and_so_is_a_caption(tmp_path: Path) -> None:
    environment = build_pages(
        tmp_path,
        index="# R\n\n```{toctree}\nallein\na/index\n```\n\n```{toctree}\n:caption: Anhang\n\nz\n```\n",
        allein="# Allein\n",
        a__index="# Teil A\n\n```{toctree}\neins\n```\n",
        a__eins="# Eins\n\n```{toctree}\nunter\n```\n",
        a__unter="# Unter\n",
        z="# Z\n",
    ).app.env
    outline = read_outline(environment)
    assert [(entry.title, entry.docname, entry.part) for entry in outline.entries] == [
        ("Allein", "allein", 0),
        ("Teil A", "a/index", 1),
        ("Anhang", None, 2),
    ]
    assert [entry.title for entry in outline.path_to("a/unter")] == ["Teil A", "Eins", "Unter"]
    assert [entry.part for entry in outline.path_to("z")] == [2, 2]
    assert outline.path_to("genindex") == ()


def test_a_page_listed_twice_is_listed_once(tmp_path: Path) -> None:
    environment = build_pages(
        tmp_path,
        index="# R\n\n```{toctree}\na\nb\n```\n",
        a="# A\n\n```{toctree}\nb\n```\n",
        b="# B\n",
    ).app.env
    (only,) = read_outline(environment).entries
    assert [only.docname, *(child.docname for child in only.children)] == ["a", "b"]


def test_the_contents_of_a_page_are_two_levels_deep(tmp_path: Path) -> None:
    text = "# Titel\n\n## Eins\n\n### Eins a\n\n#### zu tief\n\n## Zwei *schräg*\n"
    environment = build_pages(tmp_path, a=text).app.env
    first, second = page_sections(environment, "a")
    assert (first.title, first.anchor) == ("Eins", "#eins")
    assert [child.title for child in first.children] == ["Eins a"]
    assert first.children[0].children == ()
    assert second.title == "Zwei schräg"
