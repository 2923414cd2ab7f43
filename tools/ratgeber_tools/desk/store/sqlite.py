"""The store in one SQLite file: for one server on one machine, which is all that a town needs.

Write-ahead log, and `synchronous=FULL`: a transaction that has ended is on the disk.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, TypeVar

from ratgeber_tools.desk.store.sql import LAYOUT, TABLES, SqlStore, Transaction
from ratgeber_tools.errors import InputError

T = TypeVar("T")


class SqliteStore(SqlStore):
    """A `Store` in the file `path`; made if it is not there.  Raises `InputError` for a file that is none of ours."""

    def __init__(self, path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        self._connection = sqlite3.connect(path, isolation_level=None, timeout=30, check_same_thread=False)
        try:
            self._connection.execute("PRAGMA journal_mode=WAL")
            self._connection.execute("PRAGMA synchronous=FULL")
            layout = self._in_transaction(_lay_out)
        except sqlite3.DatabaseError as error:
            self._connection.close()
            raise InputError(
                f"{path}: Das Gedächtnis des Redaktionstischs lässt sich nicht lesen ({error}). Holen Sie die letzte "
                "Sicherung. Gibt es keine, benennen Sie die Datei um: Gesichertes steht im Ratgeber, was seitdem "
                "geschrieben wurde, nur in ihr."
            ) from error
        if layout != LAYOUT:
            self._connection.close()
            raise InputError(f"{path}: Diese Datei gehört zu einem neueren Stand des Werkzeugs. Holen Sie den.")

    def close(self) -> None:
        self._connection.close()

    def _in_transaction(self, work: Callable[[Transaction], T]) -> T:
        self._connection.execute("BEGIN IMMEDIATE")
        try:
            done = work(self._connection)
        except BaseException:
            self._connection.execute("ROLLBACK")
            raise
        self._connection.execute("COMMIT")
        return done

    def _rows(self, order: str, values: Sequence[Any] = ()) -> list[Any]:
        return self._connection.execute(order, values).fetchall()


def _lay_out(orders: Transaction) -> int:
    """Make the tables in an empty file; return the layout the file has then."""
    layout = int(orders.execute("PRAGMA user_version").fetchone()[0])
    if layout:
        return layout
    for table, columns in TABLES.items():
        orders.execute(f"CREATE TABLE {table} ({columns.format(blob='BLOB', real='REAL')}) WITHOUT ROWID")
    orders.execute(f"PRAGMA user_version={LAYOUT}")
    return LAYOUT
