"""What features ask of the builder at work."""

from __future__ import annotations

from pathlib import Path

import pytest

from ratgeber_tools.sphinx_ext.builders import is_final, makes_web_pages
from sphinx_ext.sphinx_building import build_pages


@pytest.mark.parametrize(
    ("builder", "is_web", "is_set_once"),
    [
        ("html", True, False),
        ("dirhtml", True, False),
        ("epub", False, False),
        ("pdf", False, True),
        ("print", False, True),
    ],
)
def test_only_pages_for_a_server_are_web_pages_and_only_a_pdf_is_set_once(
    tmp_path: Path, builder: str, is_web: bool, is_set_once: bool
) -> None:
    app = build_pages(tmp_path, a="# A\n\nEin Satz.\n").app
    app.builder = app.registry.create_builder(app, builder, app.env)
    assert (makes_web_pages(app), is_final(app)) == (is_web, is_set_once)
