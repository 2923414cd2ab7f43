"""Which store a project's desk has: a file in its folder, or a database that several servers share."""

from __future__ import annotations

import secrets
from pathlib import Path

from ratgeber_tools import files
from ratgeber_tools.desk.store.interface import Store, StoreError
from ratgeber_tools.desk.store.sqlite import SqliteStore

#: Where the store lies, seen from the project's folder.
STORE = Path("_redaktion", "redaktion.sqlite")
#: What a guide folder is called to its database: servers on different folders would undo each other's chapters.
_MARK = Path("_redaktion", "kennung")


def open_store(root: Path, database: str = "") -> Store:
    """Return the store of the project at `root`: in Postgres at the address `database`, without one in a file.

    Raises `InputError` or `StoreError` for one that cannot be used; the sentence is for who runs the server.
    """
    if not database:
        return SqliteStore(root / STORE)
    try:
        from ratgeber_tools.desk.store.postgres import PostgresStore
    except ImportError as error:
        raise StoreError(
            f"Für Postgres fehlt hier ein Programmteil ({error}). Richten Sie das Werkzeug mit make neu ein."
        ) from error
    store = PostgresStore(database)
    if not store.belongs_to(_mark_of(root)):
        store.close()
        raise StoreError(
            "Diese Datenbank gehört zu einem anderen Ordner des Ratgebers. Alle Server an einer Datenbank arbeiten im "
            "selben Ordner. Nehmen Sie diesen Ordner, oder eine leere Datenbank."
        )
    return store


def _mark_of(root: Path) -> str:
    """Return what the folder calls itself, in a file git ignores; two servers that start at once make it once."""
    path = root / _MARK
    with files.held(path):
        if not path.is_file():
            files.write_whole(path, f"{secrets.token_hex(16)}\n")
        return files.read_text(path).strip()
