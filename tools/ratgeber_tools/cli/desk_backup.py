"""`ratgeber redaktion sichern` and `… wiederherstellen`: the whole desk into one file, and out of it."""

from __future__ import annotations

from pathlib import Path

from ratgeber_tools.calling import program
from ratgeber_tools.cli.output import say


def back_up(root: Path, target: Path, database: str) -> int:
    """Write a backup, also while the desk is at work; return 0."""
    from ratgeber_tools.data.dates import local_now
    from ratgeber_tools.desk.backup.making import back_up
    from ratgeber_tools.desk.store.opening import open_store
    from ratgeber_tools.history import find_repository

    store = open_store(root, database)
    try:
        path, contents = back_up(root, store, find_repository(root), target, local_now())
    finally:
        store.close()
    say(f"Gesichert und noch einmal gelesen: {path}")
    say(contents.in_german())
    return 0


def restore(root: Path, source: Path, database: str) -> int:
    """Take a backup out, where there is no desk yet; return 0."""
    from ratgeber_tools.desk.backup.restoring import restore
    from ratgeber_tools.desk.store.opening import open_store
    from ratgeber_tools.history import find_repository

    store = open_store(root, database)
    try:
        contents = restore(root, store, find_repository(root), source)
    finally:
        store.close()
    say(f"Wiederhergestellt: {source}")
    say(contents.in_german())
    say(f"Starten Sie den Redaktionstisch: {program()} redaktion")
    return 0
