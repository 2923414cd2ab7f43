"""Addresses of the public edition: written down when it is published, and from then on they lead somewhere."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path

from ratgeber_tools.editions.manifest import Manifest
from ratgeber_tools.files import appended, rewrite
from ratgeber_tools.guide.addresses import ADDRESS_FILE, addresses, parse_published, short_names

_HEADING = """\
# Jede Adresse, die je veröffentlicht war, und das Kapitel, zu dem sie heute führt.
# „ratgeber public“ ergänzt neue Zeilen.  Zeilen nie löschen: Links und gedruckte Codes gingen sonst ins Leere.
# Heißt ein Kapitel jetzt anders, schreiben Sie hinter den Doppelpunkt den neuen Namen.
"""


def note_addresses(manifest: Manifest, guide_folder: Path, chapters: Collection[str]) -> Path | None:
    """Write down what is new; return the file if it changed.

    `chapters` are the names of the guide's chapters now: a page that is public under a former name is written down
    with its present one.  Raises `InputError` if the file is no UTF-8, `TargetError` if it cannot be written.
    """
    present = {public: name for name, public in manifest.moved.items() if name in chapters}
    found = own_addresses(manifest)

    def with_new(text: str | None) -> str | None:
        known = parse_published(text or "").leads_to
        new = {address: present.get(name, name) for address, name in found.items() if address not in known}
        lines = "".join(f"{address}: {name}\n" for address, name in sorted(new.items()))
        return appended(_HEADING if text is None else text, lines) if new else None

    path = guide_folder / ADDRESS_FILE
    return path if rewrite(path, with_new) else None


def own_addresses(manifest: Manifest) -> dict[str, str]:
    """Return page and short address of every public page with its name."""
    return addresses(short_names({name: page.short_name for name, page in manifest.pages.items()}))
