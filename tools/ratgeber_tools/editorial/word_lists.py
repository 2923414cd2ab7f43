"""Lists of words the editors keep: `redaktion/woerter.txt` (known words) and `redaktion/amtsdeutsch.yaml`.

# woerter.txt: ein Wort je Zeile
Sekundarschule

# amtsdeutsch.yaml: das Wort, dahinter das bessere; ein Stern steht für jede Endung
unverzüglich: sofort
Erziehungsberechtigte*: Eltern
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

from ratgeber_tools.data.yaml_tree import read_yaml
from ratgeber_tools.files import readable
from ratgeber_tools.findings import Code, Finding

#: Where the lists lie, seen from the guide's folder.
KNOWN_WORDS = Path("redaktion", "woerter.txt")
OFFICIALESE = Path("redaktion", "amtsdeutsch.yaml")

_WORD_FORM = re.compile(r"[^\W\d_]+(?:[-’'][^\W\d_]+)*")
_EXPRESSION_FORM = re.compile(r"[^\W_]+(?:[ -][^\W_]+)*\*?")


def load_known_words(guide_folder: Path) -> tuple[frozenset[str], tuple[Finding, ...]]:
    """Return the words of `woerter.txt` and what is to be mended in it; no file is an empty one."""
    path = guide_folder / KNOWN_WORDS
    text, findings = _read(path)
    words: set[str] = set()
    for number, line in enumerate(text.splitlines(), start=1):
        word = line.partition("#")[0].strip()
        if not word:
            continue
        if _WORD_FORM.fullmatch(word):
            words.add(word)
        else:
            sentence = f"„{word}“ ist kein einzelnes Wort. Schreiben Sie je Zeile eines, ohne Ziffern."
            findings.append(Finding(Code.DATA_VALUE, sentence, path=path, line=number))
    return frozenset(words), tuple(findings)


def load_officialese(guide_folder: Path) -> tuple[Mapping[str, str], tuple[Finding, ...]]:
    """Return officialese → a better word, and what is to be mended in the file; no file is an empty one."""
    path = guide_folder / OFFICIALESE
    text, findings = _read(path)
    tree = read_yaml(text)
    findings += [Finding(Code.DATA_SYNTAX, slip.sentence, path=path, line=slip.line) for slip in tree.mistakes]
    better: dict[str, str] = {}
    for words, advice in tree.values.items():
        if isinstance(advice, str) and advice and _EXPRESSION_FORM.fullmatch(words):
            better[words] = advice
        else:
            sentence = f"„{words}“ braucht ein Wort oder mehrere, einen Doppelpunkt und das bessere Wort."
            findings.append(Finding(Code.DATA_VALUE, sentence, path=path, line=tree.line_of((words,), 1)))
    return better, tuple(findings)


def _read(path: Path) -> tuple[str, list[Finding]]:
    """Return a list's text; raises `OSError` when it is there and cannot be opened."""
    if not path.is_file():
        return "", []
    text, findings = readable(path.read_bytes(), path)
    return ("" if findings else text), findings
