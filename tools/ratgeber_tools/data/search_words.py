"""`daten/suchwoerter.yaml`: what people say, and the words of the guide that mean it.

    schwänzen: fehlen
    blau machen: [fehlen, Schulpflicht]

Not a record: nothing here can be confirmed or goes stale, and no page shows it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from ratgeber_tools.data.yaml_tree import Tree, YamlTree, read_yaml
from ratgeber_tools.files import readable
from ratgeber_tools.findings import Code, Finding

WORDS_FILE = "suchwoerter.yaml"


def load_search_words(path: Path) -> tuple[Mapping[str, tuple[str, ...]], tuple[Finding, ...]]:
    """Return what is right in the file, and what is to be mended; no file is an empty one.

    Raises `OSError` when the file is there and cannot be opened.
    """
    if not path.is_file():
        return {}, ()
    text, mistakes = readable(path.read_bytes(), path)
    if mistakes:
        return {}, tuple(mistakes)
    tree = read_yaml(text)
    words: dict[str, tuple[str, ...]] = {}
    findings = [Finding(Code.DATA_SYNTAX, slip.sentence, path=path, line=slip.line) for slip in tree.mistakes]
    for said, value in tree.values.items():
        meanings = tuple(_meanings(value))
        sentence = _mistake(said, value, meanings)
        if sentence:
            findings.append(Finding(Code.DATA_VALUE, sentence, path=path, line=_line(tree, said)))
        if meanings:
            words[said] = meanings
    findings.sort(key=lambda finding: finding.line or 0)
    return words, tuple(findings)


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
