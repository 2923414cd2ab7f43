"""What the desk serves is what was built from the sources beside it, with nothing of anybody else's machine in it."""

from __future__ import annotations

import gzip
import re
from pathlib import Path

import pytest

from ratgeber_tools.desk import bundle
from ratgeber_tools.desk.look import look
from ratgeber_tools.desk.server.pages import frame

#: What a phone loads to read and edit, in bytes as it travels.
BUDGET = 95_000
#: Names that are no requests: of SVG's elements, and in a sentence of ProseMirror's for programmers.
NAMES = {"http://www.w3.org", "https://prosemirror.net"}


def test_the_files_served_are_those_that_were_built() -> None:
    assert bundle.damaged() == []


def test_building_again_gives_the_same_bytes(editor_sources: Path) -> None:
    fresh = bundle.build_in(editor_sources)
    assert [name for name, data in fresh.items() if data != (bundle.BUILT / name).read_bytes()] == []


def test_a_file_that_was_changed_by_hand_is_noticed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for path in bundle.BUILT.iterdir():
        (tmp_path / path.name).write_bytes(path.read_bytes())
    (tmp_path / "editor.js").write_bytes(b"//")
    monkeypatch.setattr(bundle, "BUILT", tmp_path)
    assert bundle.damaged() == ["editor.js"]


def test_the_editor_is_small_enough_for_a_phone() -> None:
    assert len(gzip.compress((bundle.BUILT / "editor.js").read_bytes(), 9)) <= BUDGET


def test_nothing_is_asked_of_another_server() -> None:
    for name in ("editor.js", "beside.js", "intake.js", "start.js", "editor.css", "kapitel.html"):
        text = (bundle.BUILT / name).read_text(encoding="utf-8")
        addresses = set(re.findall(r"(?:https?:)?//[a-z][a-z0-9.-]+\.[a-z]{2,}", text))
        assert addresses <= NAMES, name


def test_the_pages_have_nothing_inline_that_the_policy_forbids() -> None:
    pages = [bundle.BUILT / "kapitel.html", *(Path(frame.__file__).parent / "templates").glob("*.html")]
    assert len(pages) > 2
    for path in pages:
        text = path.read_text(encoding="utf-8")
        assert not re.search(r"<script(?![^>]*\bsrc=)|<style|\bstyle=|\bon[a-z]+=", text), path.name


def test_every_package_that_came_along_brings_its_licence() -> None:
    text = (bundle.BUILT / "lizenzen.txt").read_text(encoding="utf-8")
    assert {"prosemirror-view", "prosemirror-tables", "orderedmap"} <= set(
        re.findall(r"^(\S+) \d[\d.]* \(MIT\)$", text, re.M)
    )


def test_the_look_of_the_text_is_the_guides_and_takes_no_data_addresses() -> None:
    shown = look()
    assert ".rg-box" in shown.sheet
    assert "data:" not in shown.sheet
    named = set(re.findall(r"/web/zeichen/([0-9a-f]+\.svg)", shown.sheet))
    assert named == set(shown.drawings)
    assert all(drawing.startswith("<svg") for drawing in shown.drawings.values())
