"""Sphinx as a process that stays: starts it, has it build, starts it anew if it has gone."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from types import TracebackType
from typing import Self

from ratgeber_tools import keyless
from ratgeber_tools.cli.sphinx_process import BuildOutcome, Job, explain_failure, read_messages

_GONE = "Das Werkzeug ist beim Bauen abgebrochen. Speichern Sie noch einmal; hilft das nicht, melden Sie es bitte."


class WarmSphinx:
    """Builds `job` as web pages below `job.target / "html"`; a context manager that ends the process."""

    def __init__(self, root: Path, job: Job) -> None:
        self._root = root
        self._job = job
        self._process: subprocess.Popen[str] | None = None

    def __enter__(self) -> Self:
        self._process = self._start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._process is not None:
            self._process.terminate()
            self._process.wait()
            for stream in (self._process.stdin, self._process.stdout):
                if stream is not None:
                    stream.close()

    def build(self, other: Job | None = None) -> BuildOutcome:
        """Build once, this job or another with the same environment, and return what came of it."""
        if self._process is None or self._process.poll() is not None:
            self._process = self._start()
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        try:
            self._process.stdin.write("bauen\n" if other is None else _order(other))
            self._process.stdin.flush()
            line = self._process.stdout.readline()
        except (BrokenPipeError, ValueError):
            line = ""
        if not line:
            return BuildOutcome((), failure=_GONE)
        answer = json.loads(line)
        failure = None if answer["failure"] is None else explain_failure(answer["failure"])
        return BuildOutcome(tuple(read_messages(answer["warnings"])), failure=failure)

    def _start(self) -> subprocess.Popen[str]:
        settings = [f"{name}={value}" for name, value in self._job.settings.items()]
        command = [sys.executable, "-m", "ratgeber_tools.sphinx_ext.warm", self._job.source, self._root]
        return subprocess.Popen(
            [str(part) for part in (*command, self._job.target, *settings)],
            cwd=self._root,
            env={**keyless.build_environment(), **self._job.environment},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            encoding="utf-8",
            start_new_session=True,  # Ctrl+C is ours to answer
        )


def _order(job: Job) -> str:
    order = {"source": str(job.source), "target": str(job.target), "settings": dict(job.settings)}
    return json.dumps(order) + "\n"
