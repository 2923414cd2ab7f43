"""The outline that navigation shows: parts, chapters, the way to a page, its sections."""

from __future__ import annotations

from pathlib import Path

import pytest

from ratgeber_tools.artwork.pictograms import Pictogram
from ratgeber_tools.data.municipality import PartLook
from ratgeber_tools.hues import GREEN, NO_PART, PETROL
from ratgeber_tools.sphinx_ext.outline import GuideOutline, OutlineEntry, page_sections, read_outline
from sphinx_ext.sphinx_building import build, build_pages


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


def test_reading_order_begins_with_the_start_page_and_has_each_page_once(tmp_path: Path) -> None:
    environment = build_pages(
        tmp_path,
        index="# R\n\n```{toctree}\na/index\nb\n```\n",
        a__index="# A\n\n```{toctree}\neins\n/b\n```\n",
        a__eins="# Eins\n",
        b="# B\n",
    ).app.env
    outline = read_outline(environment)
    assert outline.order == ("index", "a/index", "a/eins", "b")
    assert outline.pages_of("a/index") == ("a/index", "a/eins", "b")
    assert outline.pages_of("a/eins") == ("a/eins",)


def test_a_link_to_another_site_stands_in_its_place_and_is_no_chapter(tmp_path: Path) -> None:
    environment = build_pages(
        tmp_path,
        index="# R\n\n```{toctree}\na\nSeite des Landes <https://example.org/>\nb\n```\n",
        a="# A\n",
        b="# B\n",
    ).app.env
    outline = read_outline(environment)
    assert [entry.title for entry in outline.first_level] == ["A", "Seite des Landes", "B"]
    assert [entry.title for entry in outline.entries] == ["A", "B"]
    assert outline.first_level[1].address == "https://example.org/"


@pytest.mark.parametrize("builder", ["html", "pdf"])
def test_a_page_whose_list_catches_nothing_is_a_chapter_in_every_edition(tmp_path: Path, builder: str) -> None:
    """Counted as a part on the screen alone, it gave the next part another hue and number there than in print."""
    guide = tmp_path / "ratgeber"
    for name, text in {
        "index": "# R\n\n```{toctree}\nleer/index\na/index\n```\n",
        "leer/index": "# Leer\n\n```{toctree}\n:glob:\n\n*\n```\n",
        "a/index": "# Teil A\n\n```{toctree}\neins\n```\n",
        "a/eins": "# Eins\n",
    }.items():
        path = guide / f"{name}.md"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    built = build(guide, tmp_path / "bau", builder=builder)
    outline = read_outline(built.app.env)
    assert [(entry.title, entry.is_part, entry.part) for entry in outline.entries] == [
        ("Leer", False, 0),
        ("Teil A", True, 1),
    ]
    if builder == "pdf":
        source = next((built.folder / "satz").rglob("*.typ")).read_text(encoding="utf-8")
        parts = [line for line in source.splitlines() if line.startswith("part(")]
        assert [("Teil A" in line, "number:1" in line) for line in parts] == [(True, True)]


def _parts(*folders: str) -> tuple[OutlineEntry, ...]:
    return tuple(OutlineEntry(name, f"{name}/index", number, is_part=True) for number, name in enumerate(folders, 1))


def test_a_part_has_the_same_hue_and_sign_in_a_small_edition_as_in_the_full_guide() -> None:
    looks = {"hilfe": PartLook(ordner="hilfe", farbe="grün", zeichen="hilfe")}
    full = GuideOutline("index", _parts("schulanfang", "hilfe"), looks=looks)
    small = GuideOutline("index", _parts("hilfe"), looks=looks)
    assert full.hue_of(2) == small.hue_of(1) == GREEN
    assert full.sign_of(2) == small.sign_of(1) == Pictogram.HELP
    assert (full.hue_of(1), full.hue_of(0), full.sign_of(1)) == (PETROL, NO_PART, None)


def test_a_caption_over_a_list_has_the_look_of_the_folder_its_pages_are_in() -> None:
    pages = (OutlineEntry("Eins", "hilfe/eins", 1),)
    outline = GuideOutline("index", (OutlineEntry("Hilfe", None, 1, pages, is_part=True),))
    assert outline.folder_of(1) == "hilfe"
