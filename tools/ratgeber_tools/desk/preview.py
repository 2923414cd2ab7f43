"""The page of a chapter as parents will see it, of the text in the room: one build at a time, the latest text wins.

Sphinx runs in a process of its own (`sphinx_ext.live_pages`), which is started when somebody asks first, and ended when
nobody has for a while.  Nothing here waits in the event loop.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import re
import subprocess
import sys
import threading
from collections import Counter
from collections.abc import Callable
from pathlib import Path

from ratgeber_tools import keyless
from ratgeber_tools.desk.behind import behind
from ratgeber_tools.errors import RatgeberError

#: Where pages are built, seen from the project's folder.
FOLDER = Path("_build", "redaktion")
#: The first build reads the whole guide.
_LONGEST_S = 300.0
_IDLE_S = 1200.0
_FAILED = (
    "Die Vorschau ließ sich nicht bauen. Ihr Text ist davon nicht betroffen. Schreiben Sie weiter; "
    "bleibt es dabei, melden Sie es den Leuten, die das Werkzeug pflegen."
)
#: The page's own switch between what editors and what parents see, and the line it stands in.
_SWITCH, _MARK = 'id="rg-ansicht"', '<p class="rg-edition'

_SCRIPT = re.compile(r"<script\b[^>]*>.*?</script>", re.DOTALL | re.IGNORECASE)


class PreviewError(RatgeberError):
    """There is no page; `details` are for whoever looks after the tool."""

    def __init__(self, details: str = "") -> None:
        super().__init__(_FAILED)
        self.details = details


class DeskPreview:
    """Pages of the project at `root`; `is_urgent` where somebody types and looks on, else built behind all else."""

    def __init__(self, root: Path, *, is_urgent: bool = True) -> None:
        self._root = root
        self._is_urgent = is_urgent
        self._process: subprocess.Popen[str] | None = None
        self._turn = asyncio.Lock()
        self._asked: Counter[str] = Counter()
        self._built: Counter[str] = Counter()
        self._pages: dict[str, str] = {}
        self._resting: threading.Timer | None = None

    @property
    def pages(self) -> Path:
        """The folder the pages lie in."""
        return self._root / FOLDER / "html"

    async def page(self, chapter: str, text: Callable[[], str], take: Callable[[str], None] | None = None) -> str:
        """Return the page of a chapter that says what `text` gives when its turn has come; raises `PreviewError`.

        Whoever asks while another build runs shares the next one, but for who has a text of their own: `take` is given
        its page while no other is built in its place.
        """
        self._asked[chapter] += 1
        mine = self._asked[chapter]
        async with self._turn:
            if self._built[chapter] < mine or take is not None:
                newest = self._asked[chapter]
                loop = asyncio.get_running_loop()
                words = await loop.run_in_executor(None, text)
                self._pages[chapter] = await loop.run_in_executor(None, self._build, chapter, words)
                self._built[chapter] = newest if take is None else mine - 1
                if take is not None:
                    await loop.run_in_executor(None, take, self._pages[chapter])
        return self._pages[chapter]

    def _build(self, chapter: str, text: str) -> str:
        if self._resting is not None:
            self._resting.cancel()
        process = self._process
        if process is None or process.poll() is not None:
            process = self._process = self._started()
        assert process.stdin is not None
        assert process.stdout is not None
        watch = threading.Timer(_LONGEST_S, process.kill)
        watch.start()
        try:
            process.stdin.write(json.dumps({"chapter": chapter, "text": text}) + "\n")
            process.stdin.flush()
            answer = json.loads(process.stdout.readline() or "{}")
        except (OSError, ValueError) as error:
            raise PreviewError(str(error)) from error
        finally:
            watch.cancel()
            self._rest()
        if "page" not in answer:
            raise PreviewError(answer.get("failure", ""))
        return str(answer["page"])

    def _started(self) -> subprocess.Popen[str]:
        target = self._root / FOLDER
        target.mkdir(parents=True, exist_ok=True)
        order = [sys.executable, "-m", "ratgeber_tools.sphinx_ext.live_pages"]
        places = [str(self._root / "ratgeber"), str(self._root), str(target)]
        order += [*places, "ratgeber_pruefen=0"]
        return subprocess.Popen(
            order if self._is_urgent else behind(order),
            cwd=self._root,
            env=keyless.build_environment(),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            encoding="utf-8",
            start_new_session=True,
        )

    def _rest(self) -> None:
        self._resting = threading.Timer(_IDLE_S, self.close)
        self._resting.daemon = True
        self._resting.start()

    def close(self) -> None:
        """End the process; the next who asks starts another."""
        if self._resting is not None:
            self._resting.cancel()
        process, self._process = self._process, None
        if process is None:
            return
        process.terminate()
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(10)
        for stream in (process.stdin, process.stdout):
            if stream is not None:
                with contextlib.suppress(OSError):
                    stream.close()


def as_parents_see(page: str) -> str:
    """Return a page of the working edition in the parents' view, without the line for editors above it, and still."""
    quiet = page.replace(_SWITCH, f"{_SWITCH} checked").replace(_MARK, _MARK.replace("<p ", '<p style="display:none" '))
    return _SCRIPT.sub("", quiet)
