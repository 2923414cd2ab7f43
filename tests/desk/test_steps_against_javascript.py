"""The server does with steps what ProseMirror in JavaScript does; thousands of random ones in `benchmarks/desk.py`."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from desk.desk_chapters import CHAPTER, read_chapter
from desk.javascript_steps import compare
from ratgeber_tools.desk.into_editor import as_node

NODE = shutil.which("node")
#: Where `npm ci` puts the editor's packages.
PACKAGES = Path(__file__).resolve().parents[2] / "tools" / "ratgeber_tools" / "desk" / "editor"


@pytest.mark.skipif(NODE is None, reason="node is not installed: apt-get install nodejs")
@pytest.mark.skipif(
    not (PACKAGES / "node_modules" / "prosemirror-transform").is_dir(),
    reason="the editor's packages are not installed: npm ci in tools/ratgeber_tools/desk/editor",
)
def test_random_steps_give_the_same_document_and_the_same_way_back(tmp_path: Path) -> None:
    assert NODE is not None

    found = compare(NODE, PACKAGES, as_node(read_chapter(CHAPTER)), tmp_path, steps=120, seed=2)

    assert found.different == []
    assert found.steps >= 120
    assert {"replace", "replaceAround", "addMark", "attr"} <= found.kinds.keys()
