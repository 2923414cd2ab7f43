"""The preview at the desk: the page of what is typed and not saved, with no script, one build at a time."""

from __future__ import annotations

import asyncio
import shutil
from pathlib import Path

import pytest

from desk import hands
from desk.desk_network import OFFICE
from desk.desk_servers import running_desk
from desk.own_loop import run_apart
from guide_project import SCHOOL, Project
from ratgeber_tools.desk.preview import DeskPreview

ROOT = Path(__file__).parents[2]
CHAPTER = "teil/hort"


def test_the_page_says_what_is_typed_and_runs_no_script(tmp_path: Path) -> None:
    project = Project.create(tmp_path)
    shutil.copy(ROOT / "conf.py", project.root)
    project.write("index", "# Ratgeber\n\n```{toctree}\nteil/hort\nteil/essen\n```\n", head="")
    project.write(CHAPTER, "# Hort\n\nDer Hort hat offen.\n\n:::{redaktionsnotiz}\nGeheim.\n:::\n")
    project.write("teil/essen", "# Essen\n\nEs gibt Essen.\n")
    project.commit(SCHOOL)
    before = (project.guide / f"{CHAPTER}.md").read_bytes()
    with running_desk(project.root) as running:
        visitor = running.visitor()
        room = running.desk.open(CHAPTER)
        for word in ("immer", "lange"):
            way = hands.typing(word, after="hat")(room.document)
            assert way is not None
            assert room.append(list(way.steps), OFFICE, "tab-00001")
            address = visitor.json(f"/api/vorschau/{CHAPTER}")["page"]
            status, answer, body = visitor.get(address)
            assert status == 200
            assert f"hat {word}" in body.decode()
        assert address == "/vorschau/teil/hort.html"
        policy = answer.headers["Content-Security-Policy"]
        assert "default-src 'none'" in policy
        assert "script-src" not in policy
        assert b"<script" not in body
        assert b'id="rg-ansicht" checked' in body
        project.write("teil/essen", "# Essen\n\nEs gibt Suppe.\n")
        visitor.json("/api/vorschau/teil/hort")
        assert "Suppe" in visitor.get(visitor.json("/api/vorschau/teil/essen")["page"])[2].decode()
        assert visitor.get("/vorschau/../../ratgeber/index.md")[0] == 404
        assert visitor.get("/vorschau/%2e%2e/doctrees/index.doctree")[0] == 404
        visitor.cookie = ""
        assert visitor.get(address)[0] == 401
        assert (project.guide / f"{CHAPTER}.md").read_bytes() == before


def test_whoever_asks_while_another_build_runs_shares_the_next_one_with_the_latest_text(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    texts: list[str] = []
    running: list[str] = []
    now = ["eins"]

    def build(_preview: DeskPreview, chapter: str, text: str) -> str:
        running.append(chapter)
        assert len(running) == 1
        texts.append(text)
        now[0] = "zuletzt"
        running.pop()
        return f"{chapter}.html"

    monkeypatch.setattr(DeskPreview, "_build", build)

    async def all_at_once() -> list[str]:
        preview = DeskPreview(tmp_path)
        return await asyncio.gather(*(preview.page(CHAPTER, lambda: now[0]) for _ in range(8)))

    assert run_apart(all_at_once()) == [f"{CHAPTER}.html"] * 8
    assert texts == ["eins"] or texts == ["eins", "zuletzt"]
