"""The store in one SQLite file: for one server on one machine, which is all that a town needs.

Write-ahead log, and `synchronous=FULL`: a transaction that has ended is on the disk.  Threads share two connections,
one for what changes something and one for questions: a question sees what has ended, and waits for no disk.
"""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any, TypeVar

from ratgeber_tools.desk.store.interface import StoreError, Told
from ratgeber_tools.desk.store.sql import LAYOUT, TABLES, OneAtATime, SqlStore, Transaction
from ratgeber_tools.errors import InputError

T = TypeVar("T")


class SqliteStore(SqlStore):
    """A `Store` in the file `path`; made if it is not there.  Raises `InputError` for a file that is none of ours."""

    def __init__(self, path: Path) -> None:
        self._path = path
        path.parent.mkdir(parents=True, exist_ok=True)
        self._writing = OneAtATime()
        self._connection = sqlite3.connect(path, isolation_level=None, timeout=30, check_same_thread=False)
        self._reading = threading.Lock()
        self._reader = sqlite3.connect(path, isolation_level=None, timeout=30, check_same_thread=False)
        try:
            self._connection.execute("PRAGMA journal_mode=WAL")
            self._connection.execute("PRAGMA synchronous=FULL")
            layout = self._in_transaction(_lay_out)
            self._reader.execute("PRAGMA query_only=ON")
        except sqlite3.DatabaseError as error:
            self.close()
            raise InputError(
                f"{path}: Das Gedächtnis des Redaktionstischs lässt sich nicht lesen ({error}). Holen Sie die letzte "
                "Sicherung. Gibt es keine, benennen Sie die Datei um: Gesichertes steht im Ratgeber, was seitdem "
                "geschrieben wurde, nur in ihr."
            ) from error
        if layout != LAYOUT:
            self.close()
            raise InputError(f"{path}: Diese Datei gehört zu einem neueren Stand des Werkzeugs. Holen Sie den.")

    def close(self) -> None:
        with self._writing, self._reading:  # what another thread has begun ends first
            self._reader.close()
            self._connection.close()

    def watch(self, told: Told) -> None:
        """Do nothing: what another process writes into the file, which no town needs, is found at the next look."""

    def copy_to(self, path: Path) -> None:
        with self._explained(), closing(sqlite3.connect(self._path)) as here, closing(sqlite3.connect(path)) as there:
            here.backup(there)

    def _in_transaction(self, work: Callable[[Transaction], T]) -> T:
        with self._writing, self._explained():
            self._connection.execute("BEGIN IMMEDIATE")
            try:
                done = work(self._connection)
                self._connection.execute("COMMIT")
            except BaseException:
                if self._connection.in_transaction:
                    self._connection.execute("ROLLBACK")
                raise
            return done

    def _rows(self, order: str, values: Sequence[Any] = ()) -> list[Any]:
        self._writing.refuse_within()
        with self._reading, self._explained():
            return self._reader.execute(order, values).fetchall()

    @contextmanager
    def _explained(self) -> Iterator[None]:
        try:
            yield
        except sqlite3.OperationalError as error:
            raise StoreError(
                f"{self._path}: Das Gedächtnis des Redaktionstischs nimmt gerade nichts an ({error}). Es ist nichts "
                "verloren: Was noch nicht angekommen ist, behält der Browser. Die IT sieht bitte nach, ob der "
                "Datenträger voll ist."
            ) from error


def _lay_out(orders: Transaction) -> int:
    """Make what tables are missing; return the layout of those that were there."""
    for table, columns in TABLES.items():
        columns = columns.format(blob="BLOB", real="REAL")
        orders.execute(f"CREATE TABLE IF NOT EXISTS {table} ({columns}) WITHOUT ROWID")
    layout = int(orders.execute("PRAGMA user_version").fetchone()[0])
    if not layout:
        orders.execute(f"PRAGMA user_version={LAYOUT}")
    return layout or LAYOUT
