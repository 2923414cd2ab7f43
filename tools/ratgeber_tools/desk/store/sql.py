"""What every store of ours asks its database, in the SQL that SQLite and Postgres have in common.

A store brings the connection, the words of its database for three types, and what it makes of a lost connection.
Values are put in with `?`.  `append` is a compare-and-set: a room's row is changed only while it bears the version the
caller knows, and the step's key (chapter, version) is there once.
"""

from __future__ import annotations

import json
import threading
import zlib
from collections.abc import Callable, Iterable, Sequence
from typing import Any, Protocol, TypeVar

from ratgeber_tools.desk.store.interface import Login, Passkey, StoredBase, StoredStep

#: Tables that are missing are made at every start; this number changes only with the columns of one that was there.
LAYOUT = 1
#: Table → its columns, each with its type; the key's first.  {blob} and {real} are the database's own words.
TABLES: dict[str, str] = {
    "room": "chapter TEXT PRIMARY KEY, version INTEGER NOT NULL",
    "base": (
        "chapter TEXT, announced INTEGER, version INTEGER NOT NULL, document {blob} NOT NULL, digest TEXT NOT NULL, "
        "PRIMARY KEY (chapter, announced)"
    ),
    "step": (
        "chapter TEXT, version INTEGER, step TEXT NOT NULL, office TEXT NOT NULL, mail TEXT NOT NULL, "
        "client TEXT NOT NULL, moment TEXT NOT NULL, PRIMARY KEY (chapter, version)"
    ),
    "request": "chapter TEXT, id TEXT, version INTEGER NOT NULL, PRIMARY KEY (chapter, id)",
    "snapshot": "chapter TEXT, version INTEGER, document {blob} NOT NULL, PRIMARY KEY (chapter, version)",
    "seen": "chapter TEXT, mail TEXT, version INTEGER NOT NULL, PRIMARY KEY (chapter, mail)",
    "visit": "mail TEXT PRIMARY KEY, before {real} NOT NULL, last {real} NOT NULL",
    "setting": "name TEXT PRIMARY KEY, value TEXT NOT NULL",
    "login": (
        "digest TEXT, kind TEXT, office TEXT NOT NULL, mail TEXT NOT NULL, until {real} NOT NULL, "
        "PRIMARY KEY (digest, kind)"
    ),
    "passkey": (
        "id TEXT PRIMARY KEY, mail TEXT NOT NULL, public_key TEXT NOT NULL, uses BIGINT NOT NULL, name TEXT NOT NULL, "
        "made {real} NOT NULL"
    ),
    "paper": "kind TEXT, id TEXT, value TEXT NOT NULL, until {real} NOT NULL, PRIMARY KEY (kind, id)",
}
#: What a store says of itself; it does not go along when its content goes elsewhere.
_OWN_TABLE = "setting"
_INVITATION, _SESSION = "invitation", "session"

T = TypeVar("T")


class Cursor(Protocol):
    """What an order has given, as both drivers have it."""

    @property
    def rowcount(self) -> int: ...

    def fetchone(self) -> Any: ...

    def fetchall(self) -> list[Any]: ...


class Transaction(Protocol):
    """One transaction: orders are given one by one."""

    def execute(self, order: str, values: Sequence[Any] = ()) -> Cursor: ...

    def executemany(self, order: str, rows: Iterable[Sequence[Any]]) -> Any: ...


class OneAtATime:
    """Lets one thread after the other in.  Who is in and asks again is refused: half of a transaction is no state."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._inside: int | None = None

    def __enter__(self) -> None:
        self.refuse_within()
        self._lock.acquire()
        self._inside = threading.get_ident()

    def __exit__(self, *_error: object) -> None:
        self._inside = None
        self._lock.release()

    def refuse_within(self) -> None:
        """Raise `RuntimeError` in the thread that is in."""
        if self._inside == threading.get_ident():
            raise RuntimeError("the store was asked from within a transaction; give the order to the transaction")


class SqlStore:
    """A `Store` above `_in_transaction` and `_rows`, which a database's own class brings.  Any thread may ask it."""

    def _in_transaction(self, work: Callable[[Transaction], T]) -> T:
        """Do `work` wholly or not at all; what it has done is on the disk afterwards.

        Nobody else sees any of it before.  Raises `RuntimeError` within another `work`; so does `_rows`.
        """
        raise NotImplementedError

    def _rows(self, order: str, values: Sequence[Any] = ()) -> list[Any]:
        """Return what a question outside a transaction finds."""
        raise NotImplementedError

    # ------------------------------------------------------------------ rooms

    def open_room(self, chapter: str, base: StoredBase) -> bool:
        def make(orders: Transaction) -> bool:
            if orders.execute("INSERT INTO room VALUES (?, 0) ON CONFLICT DO NOTHING", (chapter,)).rowcount != 1:
                return False
            _put_base(orders, chapter, base, announced=False)
            _put_snapshot(orders, chapter, 0, base.document)
            return True

        return self._in_transaction(make)

    def base(self, chapter: str) -> StoredBase | None:
        return self._base(chapter, announced=False)

    def base_digest(self, chapter: str) -> str:
        rows = self._rows("SELECT digest FROM base WHERE chapter=? AND announced=0", (chapter,))
        return str(rows[0][0]) if rows else ""

    def announce_base(self, chapter: str, base: StoredBase) -> None:
        self._in_transaction(lambda orders: _put_base(orders, chapter, base, announced=True))

    def announced_base(self, chapter: str) -> StoredBase | None:
        return self._base(chapter, announced=True)

    def settle_base(self, chapter: str, base: StoredBase) -> None:
        def settle(orders: Transaction) -> None:
            _put_base(orders, chapter, base, announced=False)
            orders.execute("DELETE FROM base WHERE chapter=? AND announced=1", (chapter,))
            self._spread(orders, chapter, is_saved=True)

        self._in_transaction(settle)

    def version(self, chapter: str) -> int:
        rows = self._rows("SELECT version FROM room WHERE chapter=?", (chapter,))
        return int(rows[0][0]) if rows else 0

    def version_at(self, chapter: str, moment: str) -> int:
        order = "SELECT version FROM step WHERE chapter=? AND moment<=? ORDER BY version DESC LIMIT 1"
        rows = self._rows(order, (chapter, moment))
        return int(rows[0][0]) + 1 if rows else 0

    def append(self, chapter: str, version: int, steps: Sequence[StoredStep], *, request: str = "") -> bool:
        rows = [
            (chapter, version + at, _text(each.step), each.office, each.mail, each.client, each.moment)
            for at, each in enumerate(steps)
        ]

        def put(orders: Transaction) -> bool:
            order = "UPDATE room SET version=? WHERE chapter=? AND version=?"
            if orders.execute(order, (version + len(rows), chapter, version)).rowcount != 1:
                return False
            if rows:
                orders.executemany("INSERT INTO step VALUES (?, ?, ?, ?, ?, ?, ?)", rows)
            if request:
                _put_request(orders, chapter, request, version)
            self._spread(orders, chapter)
            return True

        return self._in_transaction(put)

    def _spread(self, orders: Transaction, chapter: str, *, is_saved: bool = False) -> None:
        """Have other servers on the same database told that a room has gone on, or was saved."""

    def is_answered(self, chapter: str, request: str) -> bool:
        return bool(self._rows("SELECT 1 FROM request WHERE chapter=? AND id=?", (chapter, request)))

    def steps(self, chapter: str, since: int, until: int | None = None) -> list[StoredStep]:
        until = 2**31 - 1 if until is None else until
        rows = self._rows(
            "SELECT step, office, mail, client, moment FROM step WHERE chapter=? AND version>=? AND version<? "
            "ORDER BY version",
            (chapter, since, until),
        )
        return [StoredStep(json.loads(step), *rest) for step, *rest in rows]

    def keep_snapshot(self, chapter: str, version: int, document: dict[str, Any]) -> None:
        self._in_transaction(lambda orders: _put_snapshot(orders, chapter, version, document))

    def snapshot(self, chapter: str, version: int) -> tuple[int, dict[str, Any]] | None:
        rows = self._rows(
            "SELECT version, document FROM snapshot WHERE chapter=? AND version<=? ORDER BY version DESC LIMIT 1",
            (chapter, version),
        )
        return (int(rows[0][0]), _unpacked(rows[0][1])) if rows else None

    def forget(self, chapter: str, before: int) -> None:
        kept = self.snapshot(chapter, before)
        if kept is None:
            return

        def drop(orders: Transaction) -> None:
            for table in ("step", "snapshot", "request"):
                orders.execute(f"DELETE FROM {table} WHERE chapter=? AND version<?", (chapter, kept[0]))

        self._in_transaction(drop)

    def rooms(self) -> list[str]:
        return sorted(row[0] for row in self._rows("SELECT chapter FROM room"))

    def belongs_to(self, folder: str) -> bool:
        def claim(orders: Transaction) -> bool:
            orders.execute("INSERT INTO setting VALUES ('folder', ?) ON CONFLICT DO NOTHING", (folder,))
            return bool(orders.execute("SELECT value FROM setting WHERE name='folder'").fetchone()[0] == folder)

        return self._in_transaction(claim)

    def note_seen(self, chapter: str, mail: str, version: int) -> None:
        order = "INSERT INTO seen VALUES (?, ?, ?) ON CONFLICT (chapter, mail) DO UPDATE SET version=excluded.version"
        self._in_transaction(lambda orders: orders.execute(order, (chapter, mail, version)))

    def seen(self, chapter: str, mail: str) -> int | None:
        rows = self._rows("SELECT version FROM seen WHERE chapter=? AND mail=?", (chapter, mail))
        return int(rows[0][0]) if rows else None

    def note_visit(self, mail: str, now: float, pause: float, first: float) -> float:
        def note(orders: Transaction) -> float:
            row = orders.execute("SELECT before, last FROM visit WHERE mail=?", (mail,)).fetchone()
            before = first if row is None else float(row[0] if now - float(row[1]) < pause else row[1])
            order = (
                "INSERT INTO visit VALUES (?, ?, ?) "
                "ON CONFLICT (mail) DO UPDATE SET before=excluded.before, last=excluded.last"
            )
            orders.execute(order, (mail, before, now))
            return before

        return self._in_transaction(note)

    # ------------------------------------------------------------------ as a whole

    def extent(self) -> tuple[int, int, str]:
        rooms, steps, last = self._rows("SELECT (SELECT count(*) FROM room), count(*), max(moment) FROM step")[0]
        return int(rooms), int(steps), last or ""

    def fill_from(self, source: SqlStore) -> bool:
        def fill(orders: Transaction) -> bool:
            if orders.execute("SELECT 1 FROM room LIMIT 1").fetchone():
                return False
            for table in TABLES.keys() - {_OWN_TABLE}:
                rows = source._rows(f"SELECT * FROM {table}")
                if rows:
                    places = ", ".join("?" * len(rows[0]))
                    orders.executemany(f"INSERT INTO {table} VALUES ({places}) ON CONFLICT DO NOTHING", rows)
            return True

        return self._in_transaction(fill)

    # ------------------------------------------------------------------ who is logged in

    def add_invitation(self, digest: str, login: Login, until: float) -> None:
        self._add_login(digest, _INVITATION, login, until)

    def take_invitation(self, digest: str, now: float) -> Login | None:
        def take(orders: Transaction) -> Login | None:
            order = "DELETE FROM login WHERE kind=? AND digest=? RETURNING office, mail, until"
            row = orders.execute(order, (_INVITATION, digest)).fetchone()
            orders.execute("DELETE FROM login WHERE kind=? AND until<?", (_INVITATION, now))
            return Login(row[0], row[1]) if row and row[2] >= now else None

        return self._in_transaction(take)

    def add_session(self, digest: str, login: Login, until: float) -> None:
        self._add_login(digest, _SESSION, login, until)

    def session(self, digest: str, now: float) -> Login | None:
        order = "SELECT office, mail FROM login WHERE digest=? AND kind=? AND until>=?"
        rows = self._rows(order, (digest, _SESSION, now))
        return Login(*rows[0]) if rows else None

    def end_session(self, digest: str) -> None:
        order = "DELETE FROM login WHERE kind=? AND digest=?"
        self._in_transaction(lambda orders: orders.execute(order, (_SESSION, digest)))

    def prolong_session(self, digest: str, until: float) -> None:
        order = "UPDATE login SET until=? WHERE kind=? AND digest=?"
        self._in_transaction(lambda orders: orders.execute(order, (until, _SESSION, digest)))

    def end_sessions(self, mail: str) -> None:
        order = "DELETE FROM login WHERE kind=? AND mail=?"
        self._in_transaction(lambda orders: orders.execute(order, (_SESSION, mail)))

    def add_passkey(self, passkey: Passkey) -> bool:
        row = (passkey.id, passkey.mail, passkey.public_key, passkey.uses, passkey.name, passkey.made)
        order = "INSERT INTO passkey VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING"
        return self._in_transaction(lambda orders: orders.execute(order, row).rowcount == 1)

    def passkey(self, identifier: str) -> Passkey | None:
        rows = self._rows("SELECT id, mail, public_key, uses, name, made FROM passkey WHERE id=?", (identifier,))
        return Passkey(*rows[0]) if rows else None

    def passkeys(self, mail: str) -> list[Passkey]:
        order = "SELECT id, mail, public_key, uses, name, made FROM passkey WHERE mail=? ORDER BY made, id"
        return [Passkey(*row) for row in self._rows(order, (mail,))]

    def note_passkey(self, identifier: str, uses: int) -> None:
        order = "UPDATE passkey SET uses=? WHERE id=?"
        self._in_transaction(lambda orders: orders.execute(order, (uses, identifier)))

    def drop_passkey(self, identifier: str, mail: str) -> None:
        order = "DELETE FROM passkey WHERE id=? AND mail=?"
        self._in_transaction(lambda orders: orders.execute(order, (identifier, mail)))

    # ------------------------------------------------------------------ what comes from outside and goes again

    def put_paper(self, kind: str, identifier: str, value: dict[str, Any], until: float) -> None:
        order = (
            "INSERT INTO paper VALUES (?, ?, ?, ?) ON CONFLICT (kind, id) DO UPDATE "
            "SET value=excluded.value, until=excluded.until"
        )
        self._in_transaction(lambda orders: orders.execute(order, (kind, identifier, _text(value), until)))

    def claim_paper(self, kind: str, identifier: str, until: float) -> bool:
        order, values = "INSERT INTO paper VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING", (kind, identifier, "{}", until)
        return self._in_transaction(lambda orders: orders.execute(order, values).rowcount == 1)

    def paper(self, kind: str, identifier: str, now: float) -> dict[str, Any] | None:
        rows = self._rows("SELECT value FROM paper WHERE kind=? AND id=? AND until>?", (kind, identifier, now))
        return dict(json.loads(rows[0][0])) if rows else None

    def papers(self, kind: str, now: float) -> dict[str, dict[str, Any]]:
        rows = self._rows("SELECT id, value FROM paper WHERE kind=? AND until>? ORDER BY id", (kind, now))
        return {str(row[0]): dict(json.loads(row[1])) for row in rows}

    def drop_paper(self, kind: str, identifier: str) -> None:
        order = "DELETE FROM paper WHERE kind=? AND id=?"
        self._in_transaction(lambda orders: orders.execute(order, (kind, identifier)))

    def drop_old_papers(self, now: float) -> None:
        self._in_transaction(lambda orders: orders.execute("DELETE FROM paper WHERE until<=?", (now,)))

    # ------------------------------------------------------------------ within

    def _base(self, chapter: str, *, announced: bool) -> StoredBase | None:
        order = "SELECT version, document, digest FROM base WHERE chapter=? AND announced=?"
        rows = self._rows(order, (chapter, int(announced)))
        return StoredBase(int(rows[0][0]), _unpacked(rows[0][1]), rows[0][2]) if rows else None

    def _add_login(self, digest: str, kind: str, login: Login, until: float) -> None:
        order = (
            "INSERT INTO login VALUES (?, ?, ?, ?, ?) ON CONFLICT (digest, kind) DO UPDATE "
            "SET office=excluded.office, mail=excluded.mail, until=excluded.until"
        )
        self._in_transaction(lambda orders: orders.execute(order, (digest, kind, login.office, login.mail, until)))


def _put_base(orders: Transaction, chapter: str, base: StoredBase, *, announced: bool) -> None:
    order = (
        "INSERT INTO base VALUES (?, ?, ?, ?, ?) ON CONFLICT (chapter, announced) DO UPDATE "
        "SET version=excluded.version, document=excluded.document, digest=excluded.digest"
    )
    orders.execute(order, (chapter, int(announced), base.version, _packed(base.document), base.digest))


def _put_snapshot(orders: Transaction, chapter: str, version: int, document: dict[str, Any]) -> None:
    order = (
        "INSERT INTO snapshot VALUES (?, ?, ?) ON CONFLICT (chapter, version) DO UPDATE SET document=excluded.document"
    )
    orders.execute(order, (chapter, version, _packed(document)))


def _put_request(orders: Transaction, chapter: str, request: str, version: int) -> None:
    order = "INSERT INTO request VALUES (?, ?, ?) ON CONFLICT (chapter, id) DO UPDATE SET version=excluded.version"
    orders.execute(order, (chapter, request, version))


def _text(value: dict[str, Any]) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _packed(value: dict[str, Any]) -> bytes:
    return zlib.compress(_text(value).encode("utf-8"))


def _unpacked(packed: bytes) -> dict[str, Any]:
    return dict(json.loads(zlib.decompress(packed)))
