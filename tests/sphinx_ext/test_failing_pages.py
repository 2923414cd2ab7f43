"""A page the engine fails on costs that page, not the build."""

from __future__ import annotations

from pathlib import Path

import pytest
from docutils import nodes
from sphinx_building import HEAD, build, build_pages

from ratgeber_tools.sphinx_ext.closed_parser import ClosedParser


@pytest.fixture
def stumbling(monkeypatch: pytest.MonkeyPatch) -> None:
    sound = ClosedParser.parse

    def parse(self: ClosedParser, text: str, document: nodes.document) -> None:
        sound(self, text, document)
        if "Schlimm" in text:
            raise IndexError("list index out of range")

    monkeypatch.setattr(ClosedParser, "parse", parse)


@pytest.mark.usefixtures("stumbling")
def test_the_other_pages_are_built_and_the_page_says_what_happened(tmp_path: Path) -> None:
    built = build_pages(tmp_path, schlimm=f"{HEAD}# Schlimm\n\nText.\n", gut=f"{HEAD}# Gut\n\nText.\n")
    assert "Text." in built.article("gut")
    assert "Diese Seite fehlt" in built.article("schlimm")
    assert "schlimm.md: Das Werkzeug hat einen Fehler gemacht, nicht Sie" in built.article("schlimm")
    [told] = [line for line in built.warnings if "Werkzeug" in line]
    assert told.startswith("schlimm.md:1: WARNING: schlimm.md: Das Werkzeug hat einen Fehler gemacht")


def test_the_page_is_read_anew_once_the_bug_is_mended(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    sound = ClosedParser.parse

    def parse(self: ClosedParser, text: str, document: nodes.document) -> None:
        if "Schlimm" in text:
            raise IndexError
        sound(self, text, document)

    with monkeypatch.context() as patched:
        patched.setattr(ClosedParser, "parse", parse)
        failed = build_pages(tmp_path, schlimm=f"{HEAD}# Schlimm\n\nText.\n")
        assert "Diese Seite fehlt" in failed.article("schlimm")
    assert "Text." in build(tmp_path / "ratgeber", tmp_path / "bau").article("schlimm")
