"""The store in a Postgres database: for several servers at once, each of them able to serve any chapter.

All of them work on the same guide folder; `belongs_to` refuses a server with another one.  What one has appended the
others hear by LISTEN/NOTIFY within milliseconds.  A connection that was lost is made anew and the order given again:
`append` cannot be done twice, because the room's version has moved by then, and the request it came with is known.

`synchronous_commit=on`: a transaction that has ended is on the disk.
"""

from __future__ import annotations

import contextlib
import secrets
import threading
from collections.abc import Callable, Iterable, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any, TypeVar

import psycopg
from psycopg import Connection, sql

from ratgeber_tools.desk.store.interface import StoreError, Told
from ratgeber_tools.desk.store.sql import LAYOUT, TABLES, Cursor, OneAtATime, SqlStore, Transaction
from ratgeber_tools.desk.store.sqlite import SqliteStore

T = TypeVar("T")
#: Our tables lie in a schema of their own, so a database may hold other things.
SCHEMA_NAME = "redaktion"
_CHANNEL = "ratgeber_redaktion"
#: Seconds: how long a server looks for its database, waits for a lock of another, and rests between two attempts.
_CONNECT_S, _LOCK_S, _REST_S = 5, 10, 1.0


class PostgresStore(SqlStore):
    """A `Store` in the database at `address` (what libpq calls a connection string); makes its tables.

    Raises `StoreError` where the database does not answer, is none of ours, or does not write to the disk.
    """

    def __init__(self, address: str) -> None:
        self._address = address
        self._name = secrets.token_hex(8)
        self._asking = OneAtATime()
        self._is_closed = threading.Event()
        self._listener: threading.Thread | None = None
        try:
            self._connection = self._connected()
            layout, is_synced = self._in_transaction(_lay_out)
        except psycopg.Error as error:
            raise self._explained(error) from error
        if layout != LAYOUT:
            self._connection.close()
            raise StoreError("Diese Datenbank gehört zu einem neueren Stand des Werkzeugs. Holen Sie den.")
        if not is_synced:
            self._connection.close()
            raise StoreError(
                "Diese Datenbank bestätigt, was noch nicht auf der Platte ist (fsync = off). Schalten Sie fsync ein: "
                "Sonst ginge bei einem Stromausfall Geschriebenes verloren."
            )

    def close(self) -> None:
        self._is_closed.set()
        self._connection.close()
        if self._listener is not None:
            self._listener.join(_CONNECT_S)

    def watch(self, told: Told) -> None:
        self._listener = threading.Thread(target=self._listen, args=(told,), daemon=True)
        self._listener.start()

    def copy_to(self, path: Path) -> None:
        try:
            with self._connected() as connection, closing(SqliteStore(path)) as copy:
                connection.execute("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
                copy.fill_from(_Snapshot(connection))
        except psycopg.Error as error:
            raise self._explained(error) from error

    # ------------------------------------------------------------------ the connection

    def _connected(self) -> Connection[Any]:
        connection = psycopg.connect(self._address, autocommit=True, connect_timeout=_CONNECT_S)
        connection.execute(f"SET search_path TO {SCHEMA_NAME}")
        connection.execute("SET synchronous_commit TO on")
        connection.execute(f"SET lock_timeout TO '{_LOCK_S}s'")
        return connection

    def _in_transaction(self, work: Callable[[Transaction], T]) -> T:
        def do(connection: Connection[Any]) -> T:
            with connection.transaction():
                return work(_Orders(connection))

        return self._insisting(do)

    def _rows(self, order: str, values: Sequence[Any] = ()) -> list[Any]:
        return self._insisting(lambda connection: connection.execute(_in_psycopg(order), values).fetchall())

    def _insisting(self, do: Callable[[Connection[Any]], T]) -> T:
        """Do something on a connection that holds: a lost one is made anew, once."""
        with self._asking:
            for attempt in (1, 2):
                try:
                    if self._connection.closed:
                        self._connection = self._connected()
                    return do(self._connection)
                except psycopg.OperationalError as error:
                    if attempt == 2 or self._is_closed.is_set():
                        raise self._explained(error) from error
        raise AssertionError("the second attempt returns or raises")

    def _explained(self, error: psycopg.Error) -> StoreError:
        words = " ".join(str(error).split())
        return StoreError(
            f"Die Datenbank des Redaktionstischs antwortet nicht ({words}). Es ist nichts verloren: Was noch nicht "
            "angekommen ist, behält der Browser. Die IT sieht bitte nach der Datenbank."
        )

    # ------------------------------------------------------------------ what other servers write

    def _spread(self, orders: Transaction, chapter: str, *, is_saved: bool = False) -> None:
        orders.execute("SELECT pg_notify(?, ?)", (_CHANNEL, f"{self._name} {int(is_saved)} {chapter}"))

    def _listen(self, told: Told) -> None:
        while not self._is_closed.is_set():
            with contextlib.suppress(psycopg.Error, StoreError), self._connected() as connection:
                connection.execute(f"LISTEN {_CHANNEL}")
                while not self._is_closed.is_set():
                    for each in connection.notifies(timeout=_REST_S, stop_after=1):
                        whose, is_saved, chapter = each.payload.split(" ", 2)
                        if whose != self._name:
                            told(chapter, is_saved == "1")
            self._is_closed.wait(_REST_S)


class _Snapshot(SqlStore):
    """A database as it was when its transaction began; only to be read."""

    def __init__(self, connection: Connection[Any]) -> None:
        self._connection = connection

    def _rows(self, order: str, values: Sequence[Any] = ()) -> list[Any]:
        return self._connection.execute(_in_psycopg(order), values).fetchall()


class _Orders:
    """A transaction in psycopg's own manner of putting values in."""

    def __init__(self, connection: Connection[Any]) -> None:
        self._cursor = connection.cursor()

    def execute(self, order: str, values: Sequence[Any] = ()) -> Cursor:
        return self._cursor.execute(_in_psycopg(order), values)

    def executemany(self, order: str, rows: Iterable[Sequence[Any]]) -> None:
        self._cursor.executemany(_in_psycopg(order), rows)


def _in_psycopg(order: str) -> sql.SQL:
    return sql.SQL(order.replace("?", "%s"))  # our own words, never anybody’s input


def _lay_out(orders: Transaction) -> tuple[int, bool]:
    """Make what tables are missing; return the layout of those that were there, and whether the database syncs."""
    orders.execute("SELECT pg_advisory_xact_lock(7283461)")  # two servers that start at once
    orders.execute(f"CREATE SCHEMA IF NOT EXISTS {SCHEMA_NAME}")
    for table, columns in TABLES.items():
        orders.execute(f"CREATE TABLE IF NOT EXISTS {table} ({columns.format(blob='BYTEA', real='DOUBLE PRECISION')})")
    orders.execute("INSERT INTO setting VALUES ('layout', ?) ON CONFLICT DO NOTHING", (str(LAYOUT),))
    layout = int(orders.execute("SELECT value FROM setting WHERE name='layout'").fetchone()[0])
    return layout, orders.execute("SHOW fsync").fetchone()[0] == "on"
