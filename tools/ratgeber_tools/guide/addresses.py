"""Addresses of chapters: the short one to print and to pass on, and every one that was ever published.

`redaktion/adressen.yaml` says of each published address, as it stands behind the guide's own, which chapter it leads
to now.  When a chapter moves its lines stay and get its new name, so no link and no printed code goes dead.

    k/anmeldung/: schulanfang/anmeldung
    schulanfang/anmeldung.html: schulanfang/anmeldung
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from ratgeber_tools import dialect
from ratgeber_tools.data.yaml_tree import Mistake, read_yaml
from ratgeber_tools.files import readable

#: Seen from the guide's folder.
ADDRESS_FILE = Path("redaktion", "adressen.yaml")
#: Short addresses lie below this folder, so that none can be in the way of a page.
SHORT_FOLDER = "k"
ROOT = "index"


@dataclass(frozen=True, slots=True)
class PublishedAddresses:
    """Published addresses: `leads_to` a chapter's name, `lines` in the file (1-based), and what cannot be read."""

    leads_to: Mapping[str, str]
    lines: Mapping[str, int]
    mistakes: tuple[Mistake, ...] = ()


def read_published(guide_folder: Path) -> PublishedAddresses:
    """Read the file of the guide in `guide_folder`; before the first publication there is none."""
    path = guide_folder / ADDRESS_FILE
    if not path.is_file():
        return PublishedAddresses({}, {})
    return parse_published(readable(path.read_bytes(), path)[0])


def parse_published(text: str) -> PublishedAddresses:
    """Return what the file's text says."""
    tree = read_yaml(text, first_line=1)
    leads_to = {address: value for address, value in tree.values.items() if isinstance(value, str) and value}
    mistakes = [
        Mistake(tree.line_of((address,), 1), f"Hinter „{address}“ fehlt das Kapitel, zu dem die Adresse führt.")
        for address in tree.values
        if address not in leads_to
    ]
    lines = {address: tree.line_of((address,), 1) for address in tree.values}
    return PublishedAddresses(leads_to, lines, (*tree.mistakes, *mistakes))


def short_names(wished: Mapping[str, str]) -> dict[str, str]:
    """Return the short name of each chapter, by its name; `wished` is what its head says, or nothing.

    Without a wish it is the file's name, for a section's page the folder's; with its folder before it where two
    chapters would share one.  The start page needs none.
    """
    plain = {name: dialect.slug(_last_part(name)) for name in wished if name != ROOT}
    taken = Counter(wished[name] or own for name, own in plain.items())
    return {name: wished[name] or (own if taken[own] == 1 else dialect.slug(name)) for name, own in plain.items()}


def short_address(short_name: str) -> str:
    """Return the address of a short name, behind the guide's own."""
    return f"{SHORT_FOLDER}/{short_name}/"


def page_address(name: str) -> str:
    """Return the address of a chapter's page, behind the guide's own."""
    return f"{name}.html"


def addresses(names: Mapping[str, str]) -> dict[str, str]:
    """Return page and short address of each chapter with the chapter they lead to; `names` are short names."""
    pages = {page_address(name): name for name in names}
    return {**pages, **{short_address(short): name for name, short in names.items()}}


def _last_part(name: str) -> str:
    folder, _, last = name.rpartition("/")
    return folder.rpartition("/")[2] if last == ROOT else last
