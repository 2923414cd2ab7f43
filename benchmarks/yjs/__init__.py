"""Yjs beside the desk: y-prosemirror over y-websocket with the desk's own schema, keys and commands.

npm brings it into `_build/benchmark/yjs`, once for each lock file; nothing of it goes into the product.
"""

from __future__ import annotations

import importlib
import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ratgeber_tools.desk.into_editor import as_json
from ratgeber_tools.desk.schema import dialect_as_json
from ratgeber_tools.readers import myst as reader

_HERE = Path(__file__).parent
_DESK = Path("tools", "ratgeber_tools", "desk")
_PATIENCE_S = 30


@dataclass(frozen=True, slots=True)
class Rival:
    """The bundled page and the program that serves it its document."""

    node: str
    script: Path
    server: Path

    @classmethod
    def prepared(cls, root: Path) -> Rival | None:
        """Return Yjs ready to be measured; None where node or npm is not there."""
        node, npm = shutil.which("node"), shutil.which("npm")
        if node is None or npm is None:
            return None
        folder = root / "_build" / "benchmark" / "yjs"
        stamp, lock = folder / "fertig", _HERE / "package-lock.json"
        if not stamp.exists() or stamp.stat().st_mtime < lock.stat().st_mtime:
            print("Richte Yjs ein …", file=sys.stderr, flush=True)
            folder.mkdir(parents=True, exist_ok=True)
            for name in ("package.json", "package-lock.json"):
                shutil.copy(_HERE / name, folder / name)
            subprocess.run([npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund"], cwd=folder, check=True)
            stamp.touch()
        shutil.copy(_HERE / "page.js", folder / "page.js")
        shutil.rmtree(folder / "desk", ignore_errors=True)  # beside the packages, so that there is one copy of each
        shutil.copytree(root / _DESK / "editor" / "src", folder / "desk" / "editor" / "src")
        shutil.copy(root / _DESK / "schema.json", folder / "desk" / "schema.json")
        script = folder / "page.bundle.js"
        packages = folder / "node_modules"
        how = ["--bundle", "--format=iife", "--target=es2022", "--loader:.svg=text", "--log-level=warning"]
        esbuild = packages / "esbuild" / "bin" / "esbuild"
        subprocess.run([node, esbuild, "page.js", *how, f"--outfile={script}"], cwd=folder, check=True)
        return cls(node, script, packages / "y-websocket" / "bin" / "server.cjs")

    @contextmanager
    def tabs(self, root: Path, chapter: str, browser: Any) -> Iterator[tuple[None, list[Any]]]:
        """Open a chapter in three browsers, each on a line of its own, as `browser_soak.tabs_at` does."""
        lines, soak = importlib.import_module("desk.cut_lines"), importlib.import_module("desk.browser_soak")
        source = (root / "ratgeber" / f"{chapter}.md").read_text(encoding="utf-8")
        seed = as_json(reader.read(source).document)
        with ExitStack() as stack:
            port = stack.enter_context(self._served())
            tabs = []
            for number in range(3):
                line = stack.enter_context(lines.drawn_line())
                line.target = port
                page = stack.enter_context(browser.new_context()).new_page()
                page.set_content('<!doctype html><html lang="de"><body></body></html>')
                page.add_script_tag(path=self.script)
                address = f"ws://{lines.HOST}:{line.port}"
                page.evaluate(
                    "given => { open_(...given) }", [address, dialect_as_json(), seed if number == 0 else None]
                )
                tabs.append(soak.Tab(page, line))
            yield None, tabs

    @contextmanager
    def _served(self) -> Iterator[int]:
        with socket.socket() as found:
            found.bind(("127.0.0.1", 0))
            port = int(found.getsockname()[1])
        environment = {**os.environ, "HOST": "127.0.0.1", "PORT": str(port)}
        server = subprocess.Popen([self.node, self.server], env=environment, stdout=subprocess.DEVNULL)
        try:
            deadline = time.monotonic() + _PATIENCE_S
            while time.monotonic() < deadline:
                try:
                    socket.create_connection(("127.0.0.1", port), 1).close()
                    break
                except OSError:
                    time.sleep(0.05)
            yield port
        finally:
            server.kill()
            server.wait()
