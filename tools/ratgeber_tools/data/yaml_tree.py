"""YAML as an author typed it: every value a string, with the line it stands in, and mistakes in German.

No YAML type is guessed (`2027/28`, `nein`, `24.11.2026` stay what they are); whoever reads the tree decides.  After a
mistake in the syntax the rest is read all the same, so that one call shows everything there is to mend.

libyaml reads what is right, twelve times as fast; ruamel says what is wrong, with the places its messages name.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import accumulate
from typing import Any, TypeAlias

import yaml  # type: ignore[import-untyped]
from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, StringMark, YAMLError
from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

Tree: TypeAlias = "str | list[Tree] | dict[str, Tree] | None"
YamlPlace: TypeAlias = tuple["str | int", ...]

_MAPPINGS = (MappingNode, yaml.MappingNode)
_SEQUENCES = (SequenceNode, yaml.SequenceNode)
_SCALARS = (ScalarNode, yaml.ScalarNode)

#: Deeper than any file of ours.
_DEEPEST = 8
_MOST_BRACKETS = 50
_TOO_DEEP = "nested too deep"
_TOO_DEEP_SENTENCE = "Die Angaben sind zu tief verschachtelt."
_TAB_INDENT = re.compile(r"^ *\t")
_ENTRY = re.compile(r"^[^\s#\-:][^:]*:")
_NO_BLANK_AFTER_COLON = re.compile(r"^[A-Za-zÄÖÜäöüß_]+:\S")

#: Words of ruamel's message -> what an author reads.  The first match counts.
_SENTENCES: tuple[tuple[str, str], ...] = (
    ("cannot start any token", "Ein Wert beginnt mit einem Zeichen, das hier eine Bedeutung hat. "
     "Setzen Sie den Wert in Anführungszeichen."),
    ("mapping values are not allowed", "Der Wert enthält einen Doppelpunkt, oder die Einrückung passt nicht. "
     "Setzen Sie den Wert in Anführungszeichen."),
    ("unexpected end of stream", "Ein Anführungszeichen wird nicht geschlossen."),
    ("unexpected document separator", "Ein Anführungszeichen wird nicht geschlossen."),
    ("unknown escape character", "Vor einem Zeichen steht ein umgekehrter Schrägstrich. "
     "Nehmen Sie einfache statt doppelter Anführungszeichen."),
    ("found '<scalar>'", "Hinter dem schließenden Anführungszeichen steht noch etwas."),
    ("expected <block end>", "Die Einrückung passt nicht zu den Zeilen darüber."),
    ("expected ',' or", "Eine Klammer wird nicht geschlossen. Setzen Sie den Wert in Anführungszeichen."),
    ("undefined alias", "Ein Wert beginnt mit „*“. Setzen Sie ihn in Anführungszeichen."),
    ("alphabetic or numeric character", "Ein Wert beginnt mit „&“ oder „*“. Setzen Sie ihn in Anführungszeichen."),
    ("could not find expected ':'", "Hinter dem Schlüssel fehlt der Doppelpunkt, oder die Einrückung passt nicht."),
    (_TOO_DEEP, _TOO_DEEP_SENTENCE),
    ("another document", "Eine Zeile mit drei Strichen beendet die Angaben zu früh."),
)  # fmt: skip
#: Signs that YAML 1.1 (libyaml) and 1.2 (ruamel) take differently: tabs, and what ends a line.
_READ_DIFFERENTLY = re.compile("[\t\r\x85\u2028\u2029\ufeff]")
_LIBYAML: Any = getattr(yaml, "CSafeLoader", None)
_UNKNOWN_MISTAKE = "Diese Zeile ist nicht lesbar."


@dataclass(frozen=True, slots=True)
class Mistake:
    """A German sentence and the 1-based line it is about."""

    line: int
    sentence: str


@dataclass(slots=True)
class YamlTree:
    """What was read: `values` (empty keys are None), the line of each value's place, and mistakes in the syntax."""

    values: dict[str, Tree] = field(default_factory=dict)
    lines: dict[YamlPlace, int] = field(default_factory=dict)
    mistakes: list[Mistake] = field(default_factory=list)

    def line_of(self, place: Sequence[str | int], default: int) -> int:
        """Return the line of `place` or of the nearest place around it that was typed."""
        for length in range(len(place), 0, -1):
            line = self.lines.get(tuple(place[:length]))
            if line is not None:
                return line
        return default


def compose(text: str) -> Node | None:
    """Return the nodes of a YAML text as ruamel has them.

    Raises `YAMLError`, also for brackets or lists so deep in each other that the parser gives up.
    """
    lines = text.split("\n")
    for index, line in enumerate(lines):
        if line.count("[") + line.count("{") > _MOST_BRACKETS and _bracket_depth(line) > _MOST_BRACKETS:
            raise _too_deep(index)  # the parser would need seconds to find out
    try:
        root: Node | None = YAML(typ="safe", pure=True).compose(text)
    except RecursionError:
        raise _too_deep(max(range(len(lines)), key=lambda index: _indent(lines[index]))) from None
    return root


def _compose_quickly(text: str) -> Any:
    """Return the nodes of a YAML text as libyaml has them, of the same shape; raise as `compose` does."""
    if _LIBYAML is not None and not _READ_DIFFERENTLY.search(text):
        try:
            return yaml.compose(text, Loader=_LIBYAML)
        except (yaml.YAMLError, RecursionError):
            pass  # ruamel says what is wrong
    return compose(text)


def _indent(line: str) -> int:
    """Return how deep a line's first value may stand: blanks, strokes of lists and brackets before it."""
    return len(line) - len(line.lstrip(" -[{"))


def _bracket_depth(line: str) -> int:
    steps = (1 if sign in "[{" else -1 for sign in line if sign in "[]{}")
    return max(accumulate(steps), default=0)


def _too_deep(index: int) -> MarkedYAMLError:
    return MarkedYAMLError(problem=_TOO_DEEP, problem_mark=StringMark("", 0, index, 0, "", 0))


def read_yaml(text: str, *, first_line: int = 1) -> YamlTree:
    """Read a YAML mapping; `first_line` is where `text` begins in its file.

    A mistake is told once and costs the entry of the first level it stands in; the other entries are read.
    """
    lines = text.splitlines()
    tree = YamlTree()
    _repair_slips(tree, lines, first_line)
    for _ in range(len(lines) + 1):
        try:
            root = _compose_quickly("\n".join(lines) + "\n")
        except MarkedYAMLError as error:
            index, sentence = _explain(error, len(lines))
        except YAMLError:
            index, sentence = _unprintable(lines)
        else:
            _fill(tree, root, first_line, last_line=first_line + max(len(lines) - 1, 0))
            return tree
        tree.mistakes.append(Mistake(first_line + index, sentence))
        _blank_entry(lines, index)
    return tree


def _repair_slips(tree: YamlTree, lines: list[str], first_line: int) -> None:
    """Report and mend the usual slips, which ruamel notices only a line or a paragraph later."""
    before = ""
    for index, line in enumerate(lines):
        if _TAB_INDENT.match(line):
            sentence = "Die Zeile ist mit einem Tabulator eingerückt. Nehmen Sie Leerzeichen."
            indent = len(before) - len(before.lstrip(" -")) if before else 0
            lines[index] = " " * indent + line.strip()
        elif _NO_BLANK_AFTER_COLON.match(line):
            sentence = "Hinter dem Doppelpunkt fehlt ein Leerzeichen."
            lines[index] = line.replace(":", ": ", 1)
        else:
            sentence = ""
        if sentence:
            tree.mistakes.append(Mistake(first_line + index, sentence))
        before = lines[index] if lines[index].strip() else before


def _explain(error: MarkedYAMLError, line_count: int) -> tuple[int, str]:
    """Return the 0-based line and the sentence for an error of ruamel."""
    problem = error.problem or ""
    mark = error.problem_mark
    if error.context_mark is not None and ("unexpected" in problem or "expected ','" in problem):
        mark = error.context_mark  # where the quotation mark or bracket was opened
    index = min(mark.line if mark is not None else 0, max(line_count - 1, 0))
    sentence = next((german for english, german in _SENTENCES if english in problem), _UNKNOWN_MISTAKE)
    return index, sentence


def _unprintable(lines: Sequence[str]) -> tuple[int, str]:
    for index, line in enumerate(lines):
        if not line.isprintable() and "\t" not in line:
            return (
                index,
                "Die Zeile enthält ein unsichtbares Steuerzeichen. Tippen Sie sie neu.",
            )
    return 0, _UNKNOWN_MISTAKE


def _blank_entry(lines: list[str], index: int) -> None:
    """Empty the first-level entry around line `index`; other lines keep their numbers."""
    start = index
    while start > 0 and not _ENTRY.match(lines[start]):
        start -= 1
    end = index + 1
    while end < len(lines) and not _ENTRY.match(lines[end]):
        end += 1
    if not any(lines[start:end]):  # emptied before: give up on everything so that the reading ends
        start, end = 0, len(lines)
    lines[start:end] = [""] * (end - start)


def _fill(tree: YamlTree, root: Any, first_line: int, *, last_line: int) -> None:
    if root is None:
        return
    if not isinstance(root, _MAPPINGS):
        line = min(first_line + root.start_mark.line, last_line)  # an empty value lies behind the end
        tree.mistakes.append(Mistake(line, "Hier wird je Zeile ein Schlüssel mit Doppelpunkt erwartet."))
        return
    values = _convert(tree, root, (), first_line, set())
    if isinstance(values, dict):
        tree.values = values


def _convert(tree: YamlTree, node: Any, place: YamlPlace, first_line: int, met: set[int]) -> Tree:
    """Return the value of `node`; `met` are the nodes met so far, by identity.

    A node met again is an alias (`*name`).  Nobody here writes any, and a few lines of them, each naming the line
    before several times, would stand for more values than there is memory.
    """
    line = first_line + node.start_mark.line
    if id(node) in met:
        around = tree.line_of(place, line)
        sentence = "Ein Wert verweist mit „*“ auf einen anderen. Schreiben Sie ihn noch einmal hin."
        if not any(mistake == Mistake(around, sentence) for mistake in tree.mistakes):
            tree.mistakes.append(Mistake(around, sentence))
        return None
    met.add(id(node))
    tree.lines.setdefault(place, line)
    if len(place) > _DEEPEST:
        tree.mistakes.append(Mistake(line, _TOO_DEEP_SENTENCE))
        return None
    if isinstance(node, _SCALARS):
        return str(node.value).strip() or ("" if node.style else None)
    if isinstance(node, _SEQUENCES):
        return [_convert(tree, child, (*place, index), first_line, met) for index, child in enumerate(node.value)]
    entries: dict[str, Tree] = {}
    for key_node, value_node in node.value:
        key_line = first_line + key_node.start_mark.line
        if not isinstance(key_node, _SCALARS):
            tree.mistakes.append(Mistake(key_line, "Ein Schlüssel ist ein einzelnes Wort."))
            continue
        key = str(key_node.value)
        if key in entries:
            sentence = f"Der Schlüssel „{key}“ steht zweimal da. Streichen Sie einen davon."
            tree.mistakes.append(Mistake(key_line, sentence))
            continue
        tree.lines[(*place, key)] = key_line
        entries[key] = _convert(tree, value_node, (*place, key), first_line, met)
    return entries
