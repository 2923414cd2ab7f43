"""Addresses of the public edition: written down when it is published, and from then on they lead somewhere."""

from __future__ import annotations

import os
from collections.abc import Collection
from pathlib import Path

from ratgeber_tools.editions.manifest import Manifest
from ratgeber_tools.errors import TargetError
from ratgeber_tools.guide.addresses import ADDRESS_FILE, addresses, read_published, short_names

_HEADING = """\
# Jede Adresse, die je veröffentlicht war, und das Kapitel, zu dem sie heute führt.
# „ratgeber public“ ergänzt neue Zeilen.  Zeilen nie löschen: Links und gedruckte Codes gingen sonst ins Leere.
# Heißt ein Kapitel jetzt anders, schreiben Sie hinter den Doppelpunkt den neuen Namen.
"""


def note_addresses(manifest: Manifest, guide_folder: Path, chapters: Collection[str]) -> Path | None:
    """Write down what is new; return the file if it changed.

    `chapters` are the names of the guide's chapters now: a page that is public under a former name is written down
    with its present one.  Raises `TargetError`.
    """
    published = read_published(guide_folder)
    present = {public: name for name, public in manifest.moved.items() if name in chapters}
    found = own_addresses(manifest)
    new = {address: present.get(name, name) for address, name in found.items() if address not in published.leads_to}
    if not new:
        return None
    path = guide_folder / ADDRESS_FILE
    before = path.read_text(encoding="utf-8") if path.is_file() else _HEADING
    text = before if before.endswith("\n") else f"{before}\n"
    text += "".join(f"{address}: {name}\n" for address, name in sorted(new.items()))
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        passing = path.with_suffix(".neu")
        passing.write_text(text, encoding="utf-8", newline="\n")
        os.replace(passing, path)
    except OSError as error:
        raise TargetError(
            f"{path}: Die Adressen lassen sich nicht festhalten ({error.strerror}). "
            "Prüfen Sie, ob Platz und Schreibrechte da sind."
        ) from error
    return path


def own_addresses(manifest: Manifest) -> dict[str, str]:
    """Return page and short address of every public page with its name."""
    return addresses(short_names({name: page.short_name for name, page in manifest.pages.items()}))
