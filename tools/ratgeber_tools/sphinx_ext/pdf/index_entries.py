"""The index: entries in German order (DIN 5007-1: ä as a, ß as ss), grouped by letter, as Typst data."""

from __future__ import annotations

import unicodedata

from ratgeber_tools.sphinx_ext.pdf import syntax


class Index:
    """Collects words, each with the places where it stands (Typst labels), in the order of the text."""

    def __init__(self) -> None:
        self._targets: dict[str, list[str]] = {}

    def add(self, word: str, target: str) -> None:
        targets = self._targets.setdefault(word, [])
        if target not in targets:
            targets.append(target)

    def groups(self) -> list[tuple[str, list[tuple[str, list[str]]]]]:
        """Return (letter, words with their places) in order; signs and digits come first, as „#“."""
        groups: dict[str, list[tuple[str, list[str]]]] = {}
        for word, targets in sorted(self._targets.items(), key=lambda entry: sort_key(entry[0])):
            groups.setdefault(_letter(word), []).append((word, targets))
        return sorted(groups.items(), key=lambda group: (group[0] != "#", sort_key(group[0])))

    def as_typst(self) -> str:
        """Return the groups as the array the theme's `word-index` takes."""
        return syntax.array(
            syntax.array((
                syntax.string(letter),
                syntax.array(syntax.array((syntax.string(word), syntax.strings(targets))) for word, targets in entries),
            ))
            for letter, entries in self.groups()
        )  # fmt: skip

    def __bool__(self) -> bool:
        return bool(self._targets)


def sort_key(word: str) -> tuple[str, str]:
    """Return the key of DIN 5007-1; words that differ only in accents or case are told apart by themselves."""
    folded = unicodedata.normalize("NFKD", word.casefold())
    return "".join(character for character in folded if character.isalnum() or character == " ").strip(), word


def _letter(word: str) -> str:
    key = sort_key(word)[0]
    return key[0].upper() if key and key[0].isalpha() else "#"
