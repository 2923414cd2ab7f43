"""What outlives the server: rooms, steps and snapshots, and who is logged in; one small interface, a module each."""

from __future__ import annotations

from ratgeber_tools.desk.store.interface import Login, Store, StoredBase, StoredStep, StoreError
from ratgeber_tools.desk.store.sqlite import SqliteStore

__all__ = ["Login", "SqliteStore", "Store", "StoreError", "StoredBase", "StoredStep"]
