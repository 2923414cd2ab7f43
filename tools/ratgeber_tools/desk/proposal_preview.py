"""The page of a proposed chapter as parents will see it: the guide built once as the proposal would have it."""

from __future__ import annotations

import asyncio
import shutil
import threading
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from ratgeber_tools import branches
from ratgeber_tools.desk.preview import DeskPreview
from ratgeber_tools.history import Repository

#: Below the project: a folder a state, the newest of them.
FOLDER = Path("_build", "vorschlag")
_MOST_KEPT = 8


@dataclass(slots=True)
class ProposalPages:
    """Builds pages of the project at `root`, one proposal at a time."""

    repository: Repository
    root: Path
    _turn: threading.Lock = field(default_factory=threading.Lock)

    def folder(self, state: str) -> Path:
        return self.root / FOLDER / state

    def page(self, state: str, commit: str, chapter: str, texts: Mapping[str, str]) -> str:
        """Return the page of a chapter below `folder(state)`; raises `PreviewError`.

        `state` names what `texts` (chapter → source) and `commit` are together: what was built for it stays.
        """
        place = f"{chapter}.html"
        with self._turn:
            if not (self.folder(state) / place).is_file():
                self._build(state, commit, chapter, texts)
        return place

    def _build(self, state: str, commit: str, chapter: str, texts: Mapping[str, str]) -> None:
        with branches.work_tree(self.repository, commit) as top:
            tree = top / self.root.relative_to(self.repository.top)
            for name, text in texts.items():
                (tree / "ratgeber" / f"{name}.md").write_text(text, encoding="utf-8", newline="\n")
            preview = DeskPreview(tree, is_urgent=False)
            try:
                asyncio.run(preview.page(chapter, lambda: texts[chapter]))
                shutil.copytree(preview.pages, self.folder(state), dirs_exist_ok=True)
            finally:
                preview.close()
        self._forget_old()

    def _forget_old(self) -> None:
        folders = sorted((self.root / FOLDER).iterdir(), key=lambda path: path.stat().st_mtime_ns)
        for path in folders[:-_MOST_KEPT]:
            shutil.rmtree(path, ignore_errors=True)
