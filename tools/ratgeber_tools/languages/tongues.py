"""The languages a guide can be read in: what each calls itself.

Beside German these are the languages families in the town read; another one is a line here.  Names as Unicode's CLDR
has them, with a capital where the language begins a menu's line with one.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType


@dataclass(frozen=True, slots=True)
class Tongue:
    """A language: its BCP 47 tag, its name in itself and in German."""

    tag: str
    own_name: str
    german_name: str


#: By tag, in the order menus have them: those first that most families in town read.
TONGUES: Mapping[str, Tongue] = MappingProxyType(
    {
        tag: Tongue(tag, own_name, german_name)
        for tag, own_name, german_name in (
            ("uk", "Українська", "Ukrainisch"),
            ("ar", "العربية", "Arabisch"),
            ("en", "English", "Englisch"),
            ("ru", "Русский", "Russisch"),
            ("pl", "Polski", "Polnisch"),
            ("ro", "Română", "Rumänisch"),
            ("fa", "فارسی", "Persisch"),
            ("tr", "Türkçe", "Türkisch"),
            ("vi", "Tiếng Việt", "Vietnamesisch"),
            ("ku", "Kurdî", "Kurdisch"),
        )
    }
)
