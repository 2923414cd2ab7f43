"""The store in one SQLite file: for one server on one machine, which is all that a town needs.

Write-ahead log, and `synchronous=FULL`: a transaction that has ended is on the disk.
"""

from __future__ import annotations

import json
import sqlite3
import zlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from ratgeber_tools.desk.store.interface import Login, StoredBase, StoredStep
from ratgeber_tools.errors import InputError

_LAYOUT = 1
_TABLES = """
CREATE TABLE room (chapter TEXT PRIMARY KEY, version INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE base (
  chapter TEXT, announced INTEGER, version INTEGER NOT NULL, document BLOB NOT NULL, digest TEXT NOT NULL,
  PRIMARY KEY (chapter, announced)
) WITHOUT ROWID;
CREATE TABLE step (
  chapter TEXT, version INTEGER, step TEXT NOT NULL, office TEXT NOT NULL, mail TEXT NOT NULL, client TEXT NOT NULL,
  moment TEXT NOT NULL, PRIMARY KEY (chapter, version)
) WITHOUT ROWID;
CREATE TABLE request (chapter TEXT, id TEXT, version INTEGER NOT NULL, PRIMARY KEY (chapter, id)) WITHOUT ROWID;
CREATE TABLE snapshot (chapter TEXT, version INTEGER, document BLOB NOT NULL, PRIMARY KEY (chapter, version))
  WITHOUT ROWID;
CREATE TABLE login (
  digest TEXT, kind TEXT, office TEXT NOT NULL, mail TEXT NOT NULL, until REAL NOT NULL, PRIMARY KEY (digest, kind)
) WITHOUT ROWID;
"""
_INVITATION, _SESSION = "invitation", "session"


class SqliteStore:
    """A `Store` in the file `path`; made if it is not there.  Raises `InputError` for a file that is none of ours."""

    def __init__(self, path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        self._connection = sqlite3.connect(path, isolation_level=None, timeout=30, check_same_thread=False)
        try:
            self._connection.execute("PRAGMA journal_mode=WAL")
            self._connection.execute("PRAGMA synchronous=FULL")
            with self._transaction():
                layout = self._connection.execute("PRAGMA user_version").fetchone()[0]
                if layout == 0:
                    for order in filter(str.strip, _TABLES.split(";")):
                        self._connection.execute(order)
                    self._connection.execute(f"PRAGMA user_version={_LAYOUT}")
        except sqlite3.DatabaseError as error:
            self._connection.close()
            raise InputError(
                f"{path}: Das Gedächtnis des Redaktionstischs lässt sich nicht lesen ({error}). Holen Sie die letzte "
                "Sicherung. Gibt es keine, benennen Sie die Datei um: Gesichertes steht im Ratgeber, was seitdem "
                "geschrieben wurde, nur in ihr."
            ) from error
        if layout not in (0, _LAYOUT):
            self._connection.close()
            raise InputError(f"{path}: Diese Datei gehört zu einem neueren Stand des Werkzeugs. Holen Sie den.")

    # ------------------------------------------------------------------ rooms

    def open_room(self, chapter: str, base: StoredBase) -> bool:
        with self._transaction() as run:
            if run.execute("SELECT 1 FROM room WHERE chapter=?", (chapter,)).fetchone():
                return False
            run.execute("INSERT INTO room VALUES (?, 0)", (chapter,))
            self._put_base(chapter, base, announced=False)
            run.execute("INSERT OR REPLACE INTO snapshot VALUES (?, 0, ?)", (chapter, _packed(base.document)))
        return True

    def base(self, chapter: str) -> StoredBase | None:
        return self._base(chapter, announced=False)

    def announce_base(self, chapter: str, base: StoredBase) -> None:
        with self._transaction():
            self._put_base(chapter, base, announced=True)

    def announced_base(self, chapter: str) -> StoredBase | None:
        return self._base(chapter, announced=True)

    def settle_base(self, chapter: str, base: StoredBase) -> None:
        with self._transaction() as run:
            self._put_base(chapter, base, announced=False)
            run.execute("DELETE FROM base WHERE chapter=? AND announced=1", (chapter,))

    def version(self, chapter: str) -> int:
        row = self._connection.execute("SELECT version FROM room WHERE chapter=?", (chapter,)).fetchone()
        return int(row[0]) if row else 0

    def append(self, chapter: str, version: int, steps: Sequence[StoredStep], *, request: str = "") -> bool:
        with self._transaction() as run:
            moved = run.execute(
                "UPDATE room SET version=? WHERE chapter=? AND version=?", (version + len(steps), chapter, version)
            )
            if moved.rowcount != 1:
                return False
            run.executemany(
                "INSERT INTO step VALUES (?, ?, ?, ?, ?, ?, ?)",
                [
                    (chapter, version + at, _text(each.step), each.office, each.mail, each.client, each.moment)
                    for at, each in enumerate(steps)
                ],
            )
            if request:
                run.execute("INSERT OR REPLACE INTO request VALUES (?, ?, ?)", (chapter, request, version))
        return True

    def is_answered(self, chapter: str, request: str) -> bool:
        row = self._connection.execute("SELECT 1 FROM request WHERE chapter=? AND id=?", (chapter, request)).fetchone()
        return row is not None

    def steps(self, chapter: str, since: int, until: int | None = None) -> list[StoredStep]:
        rows = self._connection.execute(
            "SELECT step, office, mail, client, moment FROM step WHERE chapter=? AND version>=? AND version<? "
            "ORDER BY version",
            (chapter, since, 2**62 if until is None else until),
        )
        return [StoredStep(json.loads(step), *rest) for step, *rest in rows]

    def keep_snapshot(self, chapter: str, version: int, document: dict[str, Any]) -> None:
        with self._transaction() as run:
            run.execute("INSERT OR REPLACE INTO snapshot VALUES (?, ?, ?)", (chapter, version, _packed(document)))

    def snapshot(self, chapter: str, version: int) -> tuple[int, dict[str, Any]] | None:
        row = self._connection.execute(
            "SELECT version, document FROM snapshot WHERE chapter=? AND version<=? ORDER BY version DESC LIMIT 1",
            (chapter, version),
        ).fetchone()
        return (int(row[0]), _unpacked(row[1])) if row else None

    def forget(self, chapter: str, before: int) -> None:
        kept = self.snapshot(chapter, before)
        if kept is None:
            return
        with self._transaction() as run:
            for table in ("step", "snapshot", "request"):
                run.execute(f"DELETE FROM {table} WHERE chapter=? AND version<?", (chapter, kept[0]))

    def rooms(self) -> list[str]:
        return [row[0] for row in self._connection.execute("SELECT chapter FROM room ORDER BY chapter")]

    # ------------------------------------------------------------------ who is logged in

    def add_invitation(self, digest: str, login: Login, until: float) -> None:
        self._add_login(digest, _INVITATION, login, until)

    def take_invitation(self, digest: str, now: float) -> Login | None:
        with self._transaction() as run:
            found = self._login(digest, _INVITATION, now)
            run.execute("DELETE FROM login WHERE kind=? AND (digest=? OR until<?)", (_INVITATION, digest, now))
        return found

    def add_session(self, digest: str, login: Login, until: float) -> None:
        self._add_login(digest, _SESSION, login, until)

    def session(self, digest: str, now: float) -> Login | None:
        return self._login(digest, _SESSION, now)

    def end_session(self, digest: str) -> None:
        with self._transaction() as run:
            run.execute("DELETE FROM login WHERE kind=? AND digest=?", (_SESSION, digest))

    def close(self) -> None:
        self._connection.close()

    # ------------------------------------------------------------------ within

    @contextmanager
    def _transaction(self) -> Iterator[sqlite3.Connection]:
        self._connection.execute("BEGIN IMMEDIATE")
        try:
            yield self._connection
        except BaseException:
            self._connection.execute("ROLLBACK")
            raise
        self._connection.execute("COMMIT")

    def _put_base(self, chapter: str, base: StoredBase, *, announced: bool) -> None:
        row = (chapter, int(announced), base.version, _packed(base.document), base.digest)
        self._connection.execute("INSERT OR REPLACE INTO base VALUES (?, ?, ?, ?, ?)", row)

    def _base(self, chapter: str, *, announced: bool) -> StoredBase | None:
        row = self._connection.execute(
            "SELECT version, document, digest FROM base WHERE chapter=? AND announced=?", (chapter, int(announced))
        ).fetchone()
        return StoredBase(int(row[0]), _unpacked(row[1]), row[2]) if row else None

    def _add_login(self, digest: str, kind: str, login: Login, until: float) -> None:
        with self._transaction() as run:
            run.execute(
                "INSERT OR REPLACE INTO login VALUES (?, ?, ?, ?, ?)", (digest, kind, login.office, login.mail, until)
            )

    def _login(self, digest: str, kind: str, now: float) -> Login | None:
        row = self._connection.execute(
            "SELECT office, mail FROM login WHERE digest=? AND kind=? AND until>=?", (digest, kind, now)
        ).fetchone()
        return Login(*row) if row else None


def _text(value: dict[str, Any]) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _packed(value: dict[str, Any]) -> bytes:
    return zlib.compress(_text(value).encode("utf-8"))


def _unpacked(packed: bytes) -> dict[str, Any]:
    return dict(json.loads(zlib.decompress(packed)))
