"""`daten/suchwoerter.yaml`: what people say, and the words of the guide that mean it.

    schwänzen: fehlen
    blau machen: [fehlen, Schulpflicht]

`daten/suchwoerter-sprachen.yaml`: what people say in other languages, by the German word they learn from it.

    Zeugnis:
      en: [report card, school report]

Not records: nothing here can be confirmed or goes stale, and no page shows it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

from ratgeber_tools.data.yaml_tree import Tree, YamlTree, read_yaml
from ratgeber_tools.files import readable
from ratgeber_tools.findings import Code, Finding

WORDS_FILE = "suchwoerter.yaml"
LANGUAGES_FILE = "suchwoerter-sprachen.yaml"
#: The entry with words that tell nothing of a subject.
_SMALL_WORDS = "kleine Wörter"


@dataclass(frozen=True, slots=True)
class ForeignWords:
    """`words` by German word and language; `small_words` by language."""

    words: Mapping[str, Mapping[str, tuple[str, ...]]] = field(default_factory=dict)
    small_words: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


def load_search_words(path: Path) -> tuple[Mapping[str, tuple[str, ...]], tuple[Finding, ...]]:
    """Return what is right in the file, and what is to be mended; no file is an empty one.

    Raises `OSError` when the file is there and cannot be opened.
    """
    tree, findings = _read(path)
    words: dict[str, tuple[str, ...]] = {}
    for said, value in tree.values.items():
        meanings = tuple(_meanings(value))
        sentence = _mistake(said, value, meanings)
        if sentence:
            findings.append(Finding(Code.DATA_VALUE, sentence, path=path, line=_line(tree, said)))
        if meanings:
            words[said] = meanings
    findings.sort(key=lambda finding: finding.line or 0)
    return words, tuple(findings)


def load_foreign_words(path: Path) -> tuple[ForeignWords, tuple[Finding, ...]]:
    """Return what is right in the file, and what is to be mended, as `load_search_words` does."""
    tree, findings = _read(path)
    words: dict[str, dict[str, tuple[str, ...]]] = {}
    for german, value in tree.values.items():
        languages = value if isinstance(value, dict) else {}
        said = {code: tuple(_meanings(several)) for code, several in languages.items()}
        words[german] = {code: several for code, several in said.items() if several}
        for code, several in languages.items():
            if len(said[code]) < max(1, len(several) if isinstance(several, list) else 1):
                findings.append(_foreign_mistake(tree, path, german, code))
        if not languages:
            findings.append(_foreign_mistake(tree, path, german, "en"))
    small_words = words.pop(_SMALL_WORDS, {})
    findings.sort(key=lambda finding: finding.line or 0)
    return ForeignWords({german: said for german, said in words.items() if said}, small_words), tuple(findings)


def _foreign_mistake(tree: YamlTree, path: Path, german: str, code: str) -> Finding:
    sentence = f"„{german}“ braucht je Sprache ein Wort oder mehrere in Klammern: {code}: [Wort, Wort]."
    return Finding(Code.DATA_VALUE, sentence, path=path, line=tree.line_of((german, code), tree.line_of((german,), 1)))


def _read(path: Path) -> tuple[YamlTree, list[Finding]]:
    """Return the entries of a file, none where there is no file, and what is no YAML in it."""
    if not path.is_file():
        return read_yaml(""), []
    text, mistakes = readable(path.read_bytes(), path)
    if mistakes:
        return read_yaml(""), list(mistakes)
    tree = _tree(text)
    return tree, [Finding(Code.DATA_SYNTAX, slip.sentence, path=path, line=slip.line) for slip in tree.mistakes]


@lru_cache(maxsize=4)
def _tree(text: str) -> YamlTree:
    """Return what a file says; a desk asks after every pause in typing, and the files rarely change."""
    return read_yaml(text)


def _meanings(value: Tree) -> Iterator[str]:
    for item in value if isinstance(value, list) else [value]:
        if isinstance(item, str) and item:
            yield item


def _mistake(said: str, value: Tree, meanings: tuple[str, ...]) -> str:
    expected = 1 if not isinstance(value, list) else len(value)
    if len(meanings) < max(expected, 1):
        return f"„{said}“ braucht ein Wort des Ratgebers oder mehrere in Klammern: {said}: [Wort, Wort]."
    if said.casefold() in (meaning.casefold() for meaning in meanings):
        return f"„{said}“ steht auch auf der rechten Seite. Streichen Sie es dort."
    return ""


def _line(tree: YamlTree, said: str) -> int:
    return tree.line_of((said,), 1)
