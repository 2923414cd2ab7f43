"""The index: entries in German order (DIN 5007-1: ä as a, ß as ss), grouped by letter, as Typst data."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field

from ratgeber_tools.sphinx_ext.pdf import syntax


@dataclass(slots=True)
class Entry:
    """A word of the index: where it stands (Typst labels), what it points to, and words below it."""

    word: str
    targets: list[str] = field(default_factory=list)
    see: list[str] = field(default_factory=list)
    see_also: list[str] = field(default_factory=list)
    subs: dict[str, Entry] = field(default_factory=dict)


class Index:
    """Collects entries in the order of the text."""

    def __init__(self) -> None:
        self._entries: dict[str, Entry] = {}

    def add(self, kind: str, value: str, target: str) -> None:
        """Add one entry of Sphinx's `index` node: `kind` is single, pair, triple, see or seealso.

        Raises `ValueError` for another kind or for too few words.
        """
        words = [word.strip() for word in value.split(";") if word.strip()]
        match kind, words:
            case "single", [word]:
                self._place(word, target)
            case "single", [word, *subs]:
                self._place(word, target, "; ".join(subs))
            case "pair", [first, second]:
                self._place(first, target, second)
                self._place(second, target, first)
            case "triple", [first, second, third]:
                self._place(first, target, f"{second} {third}")
                self._place(second, target, f"{third}, {first}")
                self._place(third, target, f"{first} {second}")
            case "see", [word, other]:
                _append(self._entry(word).see, other)
            case "seealso", [word, other]:
                _append(self._entry(word).see_also, other)
            case _:
                raise ValueError(f"{kind}: {value}")

    def _entry(self, word: str) -> Entry:
        return self._entries.setdefault(word, Entry(word))

    def _place(self, word: str, target: str, sub: str = "") -> None:
        entry = self._entry(word)
        _append((entry.subs.setdefault(sub, Entry(sub)) if sub else entry).targets, target)

    def groups(self) -> list[tuple[str, list[Entry]]]:
        """Return (letter, entries) in order; signs and digits come first, as „#“."""
        groups: dict[str, list[Entry]] = {}
        for entry in sorted(self._entries.values(), key=lambda entry: sort_key(entry.word)):
            groups.setdefault(_letter(entry.word), []).append(entry)
        return sorted(groups.items(), key=lambda group: (group[0] != "#", sort_key(group[0])))

    def as_typst(self) -> str:
        """Return the groups as the array the theme's `word-index` takes."""
        return syntax.array(
            syntax.array((syntax.string(letter), syntax.array(_typst_entry(entry) for entry in entries)))
            for letter, entries in self.groups()
        )

    def __bool__(self) -> bool:
        return bool(self._entries)


def sort_key(word: str) -> tuple[str, str]:
    """Return the key of DIN 5007-1; words that differ only in accents or case are told apart by themselves."""
    folded = unicodedata.normalize("NFKD", word.casefold())
    return "".join(character for character in folded if character.isalnum() or character == " ").strip(), word


def _letter(word: str) -> str:
    key = sort_key(word)[0]
    return key[0].upper() if key and key[0].isalpha() else "#"


def _append(targets: list[str], target: str) -> None:
    if target not in targets:
        targets.append(target)


def _typst_entry(entry: Entry) -> str:
    subs: Iterable[Entry] = sorted(entry.subs.values(), key=lambda sub: sort_key(sub.word))
    return syntax.dictionary(
        {
            "word": syntax.string(entry.word),
            "targets": syntax.strings(entry.targets),
            "see": syntax.strings(entry.see),
            "see-also": syntax.strings(entry.see_also),
            "subs": syntax.array(_typst_entry(sub) for sub in subs),
        }
    )
