"""The server does with steps what ProseMirror in JavaScript does; thousands of random ones in `benchmarks/desk.py`."""

from __future__ import annotations

import shutil
from pathlib import Path

from desk.desk_chapters import CHAPTER, read_chapter
from desk.javascript_steps import compare
from ratgeber_tools.desk.into_editor import as_node


def test_random_steps_give_the_same_document_and_the_same_way_back(editor_sources: Path, tmp_path: Path) -> None:
    node = shutil.which("node")
    assert node is not None

    found = compare(node, editor_sources, as_node(read_chapter(CHAPTER)), tmp_path, steps=120, seed=2)

    assert found.different == []
    assert found.steps >= 120
    assert {"replace", "replaceAround", "addMark", "attr"} <= found.kinds.keys()
