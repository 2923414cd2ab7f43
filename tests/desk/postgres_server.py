"""A real Postgres of a test's own: made in a temporary folder, on a socket there, gone afterwards."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path

import psycopg

#: In memory where that goes, for a database syncs at every step; and a short name, for a socket's is 107 bytes at most.
_PLACE = "/dev/shm" if Path("/dev/shm").is_dir() else "/tmp"
MISSING = "no Postgres here, so its store is NOT tested: apt-get install postgresql"


def programs() -> Path | None:
    """Return the folder of Postgres's own programs, None where it is not installed; Debian has them off the path."""
    found = shutil.which("initdb")
    if found is not None:
        return Path(found).resolve().parent
    return max(Path("/usr/lib/postgresql").glob("*/bin"), default=None, key=lambda folder: int(folder.parent.name))


@dataclass
class PostgresServer:
    """A running server; `stop` and `start` are for tests of what happens meanwhile."""

    bin: Path
    folder: Path
    _numbers: Iterator[int] = field(default_factory=count)

    def address(self, database: str) -> str:
        return f"host={self.folder} dbname={database} user=redaktion"

    def new_database(self) -> str:
        """Return the address of an empty database."""
        name = f"tisch{next(self._numbers)}"
        with psycopg.connect(self.address("postgres"), autocommit=True) as connection:
            connection.execute(f"CREATE DATABASE {name}")
        return self.address(name)

    def start(self) -> None:
        options = f"-k {self.folder} -c listen_addresses='' -c shared_buffers=8MB -c max_connections=30"
        self._run("pg_ctl", "-w", "-l", str(self.folder / "log"), "-o", options, "start")

    def stop(self) -> None:
        self._run("pg_ctl", "-w", "-m", "immediate", "stop")

    def make(self) -> None:
        self._run("initdb", "--no-sync", "--auth=trust", "--username=redaktion", "--locale=C.UTF-8")

    def _run(self, name: str, *arguments: str) -> None:
        command = [str(self.bin / name), "-D", str(self.folder / "daten"), *arguments]
        owner = {"user": "postgres", "group": "postgres", "extra_groups": []} if _is_root() else {}
        subprocess.run(command, check=True, cwd=self.folder, stdout=subprocess.DEVNULL, **owner)  # type: ignore[call-overload]


@contextmanager
def postgres_server(bin: Path) -> Iterator[PostgresServer]:
    """Yield a running server; Postgres refuses to be run by root, so root lends it to its own account."""
    with tempfile.TemporaryDirectory(prefix="pg-", dir=_PLACE) as folder:
        if _is_root():
            shutil.chown(folder, "postgres", "postgres")
        server = PostgresServer(bin, Path(folder))
        server.make()
        server.start()
        try:
            yield server
        finally:
            server.stop()


def _is_root() -> bool:
    return os.name != "nt" and os.getuid() == 0
