"""Processes of ours that a test starts, forked from one that has imported everything: two thirds of a small build.

Such a process does the same: its folder, environment, streams and end are its own, and nothing was built before it.
Each run of the tests has a server with the modules loaded; a job is a fork of it, asked for with `run` (in the stead of
`subprocess.run`) or by a shell (`starter`).  What a job inherits and does not choose anew is the order of sets.  Where
that, or the start itself, is the subject, a test asks for the fixture `real_processes`.
"""

from __future__ import annotations

import json
import os
import shlex
import signal
import socket
import subprocess
import sys
import tempfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from functools import cache, partial
from pathlib import Path
from types import SimpleNamespace
from typing import Any

#: What a job may be: `python -m` one of these.
MODULES = ("sphinx", "ratgeber_tools.cli", "two_at_once")
CAN_FORK = hasattr(os, "fork") and hasattr(os, "memfd_create") and hasattr(socket, "send_fds")
#: When the collector looks for what is gone but holds itself: a process that ends soon need not ask often.
RARELY = (50_000, 20, 20)
#: Where the server's address lies, whatever place a test sets for its own temporary files; the system wants it short.
_PLACE = tempfile.gettempdir() if len(tempfile.gettempdir()) < 60 else "/tmp"
#: A shell's way to the server: Python without anything it could do without, which takes a fortieth of a second.
_CALLS = """#!/bin/sh
exec {python} -I -S {file} {address} "$@"
"""


@dataclass(frozen=True, slots=True)
class Job:
    """Words behind `python`, the folder, the whole environment."""

    words: list[str]
    folder: str
    environment: dict[str, str]


# ---------------------------------------------------------------------------------------------------- asking for jobs


class Server:
    """The process with everything imported; it ends when its standard input does, so never outlives the tests."""

    def __init__(self) -> None:
        self._folder = tempfile.TemporaryDirectory(prefix="vorbereitet-", dir=_PLACE)
        self.address = str(Path(self._folder.name) / "auftraege")
        self._process = subprocess.Popen(
            [sys.executable, __file__, self.address],
            cwd=_PLACE, env={**os.environ, "PYTHONUTF8": "1"}, stdin=subprocess.PIPE, stdout=subprocess.PIPE,
        )  # fmt: skip
        assert self._process.stdout is not None
        assert self._process.stdout.readline() == b"bereit\n", "the server did not come up"

    def end(self) -> None:
        self._process.communicate()
        self._folder.cleanup()


@cache
def server() -> Server:
    """Return the server of this process, started when it is first needed."""
    return Server()


def end() -> None:
    """End the server if there is one."""
    if server.cache_info().currsize:
        server().end()
        server.cache_clear()


def do(address: str, job: Job, streams: Sequence[int]) -> int:
    """Have the server do a job with these three file descriptors; return its exit code, negative for a signal."""
    with socket.socket(socket.AF_UNIX) as connection:
        connection.connect(address)
        text = json.dumps(asdict(job)).encode()
        socket.send_fds(connection, [len(text).to_bytes(8, "big")], list(streams))
        connection.sendall(text)
        with connection.makefile("rb") as answer:
            return int(answer.read())


def run(
    command: Sequence[str | os.PathLike[str]],
    *,
    cwd: str | os.PathLike[str] | None = None,
    env: Mapping[str, str] | None = None,
    **more: Any,
) -> subprocess.CompletedProcess[Any]:
    """Do what `subprocess.run` does; what is no job of ours is left to it."""
    words = _words_of(command)
    if words is None or not CAN_FORK:
        return subprocess.run(command, cwd=cwd, env=env, **more)
    job = Job(words, os.path.abspath(cwd or "."), dict(os.environ if env is None else env))
    return _with_streams(command, partial(do, server().address, job), **more)


def starter(path: Path) -> None:
    """Write a program that calls the tool with its arguments, as `elternratgeber` does, or a real one if it must."""
    call = shlex.quote(sys.executable)
    text = f'#!/bin/sh\nexec {call} -P -m ratgeber_tools.cli "$@"\n'
    if CAN_FORK:
        text = _CALLS.format(python=call, file=shlex.quote(__file__), address=shlex.quote(server().address))
    path.write_text(text, encoding="utf-8")
    path.chmod(0o755)


def in_the_stead_of_subprocess(do_run: Callable[..., Any] = run) -> SimpleNamespace:
    """Return what a module that only uses `subprocess.run` may take for `subprocess`."""
    return SimpleNamespace(run=do_run, PIPE=subprocess.PIPE, DEVNULL=subprocess.DEVNULL, STDOUT=subprocess.STDOUT)


def _words_of(command: Sequence[str | os.PathLike[str]]) -> list[str] | None:
    """Return a command's words behind `python`, if it is ours and asked for one of our modules."""
    program, *words = [os.fspath(word) for word in command]
    module = words[words.index("-m") + 1] if "-m" in words[:2] else ""
    return words if program == sys.executable and module in MODULES else None


def _with_streams(
    command: Sequence[str | os.PathLike[str]],
    do_job: Callable[[Sequence[int]], int],
    *,
    stdin: int | None = None,
    stdout: int | None = None,
    stderr: int | None = None,
    capture_output: bool = False,
    text: bool = False,
    encoding: str | None = None,
    errors: str | None = None,
    check: bool = False,
) -> subprocess.CompletedProcess[Any]:
    """Call `do_job` with three file descriptors and return what it has written, read as `subprocess.run` reads it."""
    if capture_output:
        stdout = stderr = subprocess.PIPE
    assert stdin in (None, subprocess.DEVNULL), "a job of ours gets nothing to read"
    opened = [os.open(os.devnull, os.O_RDWR)]
    streams = [0 if stdin is None else opened[0]]
    for number, wanted in ((1, stdout), (2, stderr)):
        if wanted == subprocess.PIPE:
            opened.append(os.memfd_create(f"strom-{number}"))
        choice = {None: number, subprocess.PIPE: opened[-1], subprocess.DEVNULL: opened[0]}
        streams.append(streams[1] if wanted == subprocess.STDOUT else choice[wanted])
    try:
        code = do_job(streams)
        written: list[Any] = [
            _read(stream) if wanted == subprocess.PIPE else None
            for stream, wanted in zip(streams[1:], (stdout, stderr), strict=True)
        ]
    finally:
        for descriptor in opened:
            os.close(descriptor)
    if text or encoding:
        written = [
            None if data is None else data.decode(encoding or "utf-8", errors or "strict").replace("\r\n", "\n")
            for data in written
        ]
    done = subprocess.CompletedProcess(list(command), code, *written)
    if check:
        done.check_returncode()
    return done


def _read(descriptor: int) -> bytes:
    os.lseek(descriptor, 0, os.SEEK_SET)
    with os.fdopen(os.dup(descriptor), "rb") as file:
        return file.read()


# ------------------------------------------------------------------------------------------------------- doing them


def serve(address: str) -> None:
    """Do jobs, each in a fork, until standard input ends."""
    import gc
    import select

    prepare(Path(address).parent)
    gc.collect()
    gc.freeze()  # what is loaded stays, and no fork has to look through it
    gc.set_threshold(*RARELY)
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind(address)
        listening.listen()
        print("bereit", flush=True)
        while True:
            ready, _, _ = select.select([listening, 0], [], [])
            if 0 in ready:
                break
            connection, _ = listening.accept()
            _reap()
            if not os.fork():
                listening.close()
                _answer(connection)
            connection.close()
    _reap(wait=True)


def prepare(folder: Path) -> None:
    """Import all a job may need, and let what one job has compiled of the theme's templates serve the others."""
    import pkgutil
    from importlib import import_module
    from importlib.metadata import entry_points

    import jinja2
    import sphinx.cmd.build
    import sphinx.jinja2glue
    import sphinx.theming
    from jinja2.sandbox import SandboxedEnvironment
    from sphinx.application import builtin_extensions

    import ratgeber_tools

    for name in (*builtin_extensions, "myst_parser.sphinx_ext.main", "sphinx_book_theme", "pydata_sphinx_theme"):
        import_module(name)
    for module in pkgutil.walk_packages(ratgeber_tools.__path__, "ratgeber_tools."):
        if not module.name.endswith(".__main__"):
            import_module(module.name)
    compiled = jinja2.FileSystemBytecodeCache(str(folder))
    sphinx.jinja2glue.SandboxedEnvironment = partial(SandboxedEnvironment, bytecode_cache=compiled)  # type: ignore
    sphinx.theming.entry_points = cache(entry_points)
    from ratgeber_tools.cli import sphinx_process

    sphinx_process.subprocess = in_the_stead_of_subprocess(_run_in_a_fork)  # type: ignore


def _run_in_a_fork(command: Sequence[str], *, cwd: Path, env: Mapping[str, str], **more: Any) -> Any:
    """Do what a job asks of another job: it has everything loaded itself."""
    words = _words_of(command)
    assert words is not None, command
    return _with_streams(command, partial(_forked, Job(words, str(cwd), dict(env))), **more)


def _answer(connection: socket.socket) -> None:
    size, streams, _, _ = socket.recv_fds(connection, 8, 3)
    with connection.makefile("rb") as order:
        job = Job(**json.loads(order.read(int.from_bytes(size, "big"))))
    connection.sendall(str(_forked(job, streams)).encode())
    connection.close()
    os._exit(0)


def _forked(job: Job, streams: Sequence[int]) -> int:
    sys.stdout.flush()
    sys.stderr.flush()
    child = os.fork()
    if child:
        return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    code = 70
    try:
        code = _do(job, streams)
    finally:
        os._exit(code)


def _do(job: Job, streams: Sequence[int]) -> int:
    """Become the process that was asked for, do its work, and return the code it would have ended with."""
    import atexit
    import runpy
    import time
    import traceback

    copies = [os.dup(stream) for stream in streams]
    for number, stream in enumerate(copies):
        os.dup2(stream, number)
        os.close(stream)
    sys.stdin = open(0, encoding="utf-8", closefd=False)  # noqa: SIM115
    sys.stdout = open(1, "w", encoding="utf-8", closefd=False)  # noqa: SIM115
    sys.stderr = open(2, "w", buffering=1, encoding="utf-8", errors="backslashreplace", closefd=False)  # noqa: SIM115
    os.environ.clear()
    os.environ.update(job.environment)
    time.tzset()
    tempfile.tempdir = None
    os.chdir(job.folder)
    words = list(job.words)
    if "-P" in words[:1]:
        words.remove("-P")
    else:
        sys.path.insert(0, job.folder)
    sys.argv = words[1:]
    signal.signal(signal.SIGINT, signal.default_int_handler)
    code: Any = 0
    try:
        runpy.run_module(words[1], run_name="__main__", alter_sys=True)
    except SystemExit as ending:
        code = ending.code
        if isinstance(code, str):
            print(code, file=sys.stderr)
    except BaseException:
        traceback.print_exc()
        code = 1
    atexit._run_exitfuncs()
    sys.stdout.flush()
    sys.stderr.flush()
    return code if isinstance(code, int) else int(code is not None)


def _reap(*, wait: bool = False) -> None:
    """Take note of jobs that are done, so that their time counts as spent by the tests."""
    try:
        while os.waitpid(-1, 0 if wait else os.WNOHANG)[0]:
            pass
    except ChildProcessError:
        pass


if __name__ == "__main__":
    if len(sys.argv) == 2:
        serve(sys.argv[1])
    else:
        words = ["-P", "-m", "ratgeber_tools.cli", *sys.argv[2:]]
        sys.exit(do(sys.argv[1], Job(words, os.getcwd(), dict(os.environ)), (0, 1, 2)))
