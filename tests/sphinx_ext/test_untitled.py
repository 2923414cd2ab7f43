from __future__ import annotations

from pathlib import Path

from sphinx_building import HEAD, build_pages


def test_a_chapter_without_a_heading_is_called_so_in_german(tmp_path: Path) -> None:
    built = build_pages(tmp_path, ohne=HEAD + "Nur Text.\n", mit=HEAD + "# Mit\n\nText.\n")
    assert "<title>Ohne Überschrift: ohne – " in built.page("ohne")
    for page in built.folder.rglob("*.html"):
        assert "no title" not in page.read_text(encoding="utf-8"), page
    assert "no title" not in (built.folder / "_static" / "suche" / "index.js").read_text(encoding="utf-8")
    assert "<title>Mit – " in built.page("mit")


def test_a_contents_list_that_names_it_says_so_in_german(tmp_path: Path) -> None:
    built = build_pages(tmp_path, ohne=HEAD + "Nur Text.\n")
    assert not [warning for warning in built.warnings if "doesn't have a title" in warning]
    assert any("aber dieses Kapitel hat keine Überschrift" in warning for warning in built.warnings)
