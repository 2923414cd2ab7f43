"""Values of a YAML mapping changed in its text: the lines of what is changed, and no others.

Comments, the order of the keys and the way everything else is written stay.  What comes out is read again: lines that
say anything but what was meant are never returned.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from difflib import SequenceMatcher
from itertools import pairwise
from typing import Any, NamedTuple

from ruamel.yaml.error import YAMLError
from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from ratgeber_tools.data.yaml_tree import Tree, compose, read_yaml
from ratgeber_tools.errors import RatgeberError

_COMMENT = re.compile(r"\s*#")
_COMMENT_BEHIND = re.compile(r"\s+(#.*)$")


class YamlEditError(RatgeberError):
    """The lines cannot be changed as they stand; nothing was changed."""


class _LineEdit(NamedTuple):
    """The lines from `start` to before `stop` become `lines`."""

    start: int
    stop: int
    lines: Sequence[str]


def with_entries(lines: Sequence[str], wanted: Mapping[str, Tree], *, order: Sequence[str]) -> list[str | int]:
    """Return the lines of a YAML mapping with the values `wanted` (by key) in it; a line that stays is its number.

    A value is a text, a list of texts, or a list of groups; an empty one takes its key out.  A new key goes behind the
    nearest one before it in `order`.  Raises `YamlEditError` for lines with mistakes in them.
    """
    before = read_yaml("\n".join(lines))
    if before.mistakes:
        raise YamlEditError(before.mistakes[0].sentence)
    known = before.values
    wanted = {key: value for key, value in wanted.items() if (meant(value) or None) != (meant(known.get(key)) or None)}
    whole = meant({**before.values, **wanted})
    for is_fine in (True, False):
        edits = list(_edits(lines, wanted, order, is_fine=is_fine))
        fresh: list[str | int] = list(range(len(lines)))
        for _, edit in sorted(enumerate(edits), key=lambda numbered: (*numbered[1][:2], numbered[0]), reverse=True):
            fresh[edit.start : edit.stop] = edit.lines
        after = read_yaml("\n".join(lines[line] if isinstance(line, int) else line for line in fresh))
        if not after.mistakes and meant(after.values) == whole:
            return fresh
    raise YamlEditError("Das lässt sich so nicht schreiben.")


def meant(value: Tree) -> Tree:
    """Return what a value says, whatever blanks and empty entries it has."""
    if isinstance(value, str):
        return " ".join(value.split())
    if isinstance(value, list):
        return [said for each in value if (said := meant(each))]
    return {key: said for key, each in value.items() if (said := meant(each))} if value else None


# ------------------------------------------------------------------------------------------------- entries


def _edits(
    lines: Sequence[str], wanted: Mapping[str, Tree], order: Sequence[str], *, is_fine: bool
) -> Iterator[_LineEdit]:
    try:
        root = compose("\n".join(lines) + "\n")
    except YAMLError as error:  # ruamel and libyaml are of two minds
        raise YamlEditError("Eine Zeile ist nicht lesbar.") from error
    pairs: list[tuple[Any, Any]] = root.value if isinstance(root, MappingNode) else []
    keys = [str(key.value) for key, _ in pairs]
    starts = [key.start_mark.line for key, _ in pairs] + [len(lines)]
    ends = [_end_of(lines, start, stop) for start, stop in pairwise(starts)]
    for key in sorted(wanted, key=lambda key: _rank(key, order)):
        value = wanted[key]
        if key not in keys:
            if meant(value):
                place = _place_of(key, keys, ends, order)
                yield _LineEdit(place, place, _entry(key, value))
            continue
        at = keys.index(key)
        start, end, node = starts[at], ends[at], pairs[at][1]
        fine = list(_changed(lines, start, end, node, value)) if is_fine and meant(value) else None
        yield from fine if fine else [_rewritten(lines, start, end, _entry(key, value))]


def _end_of(lines: Sequence[str], start: int, stop: int) -> int:
    """Return where something ends that begins at `start`: comments and blank lines before `stop` belong to the next."""
    while stop > start + 1 and (not lines[stop - 1].strip() or _COMMENT.match(lines[stop - 1])):
        stop -= 1
    return stop


def _rank(key: str, order: Sequence[str]) -> int:
    return order.index(key) if key in order else len(order)


def _place_of(key: str, keys: Sequence[str], ends: Sequence[int], order: Sequence[str]) -> int:
    before = [end for other, end in zip(keys, ends, strict=True) if _rank(other, order) < _rank(key, order)]
    return max(before, default=0)


def _rewritten(lines: Sequence[str], start: int, end: int, fresh: Sequence[str]) -> _LineEdit:
    """Return what puts `fresh` in place of lines, their comments before it."""
    comments = [line for line in lines[start:end] if _COMMENT.match(line)]
    behind = _COMMENT_BEHIND.search(lines[start])
    if behind and end == start + 1 and not _is_quoted(lines[start]):
        if len(fresh) == 1:
            return _LineEdit(start, end, [f"{fresh[0]}{behind[0]}"])
        comments.append(behind[1])
    return _LineEdit(start, end, [*comments, *fresh])


def _is_quoted(line: str) -> bool:
    return '"' in line or "'" in line


def _entry(key: str, value: Tree) -> list[str]:
    """Return the lines of an entry; none for what says nothing."""
    if not meant(value):
        return []
    if isinstance(value, str):
        return [f"{key}: {scalar(value)}"]
    if isinstance(value, dict):
        return [f"{key}:", *(f"  {line}" for name, inner in value.items() for line in _entry(name, inner))]
    return [f"{key}:", *(line for each in value or () if meant(each) for line in _item(each, "  "))]


def _item(value: Tree, indent: str) -> list[str]:
    if isinstance(value, dict):
        inner = [line for name, each in value.items() for line in _entry(name, each)]
        return [f"{indent}{'  ' if at else '- '}{line}" for at, line in enumerate(inner)]
    return [f"{indent}- {scalar(str(value))}"]


def scalar(words: str) -> str:
    """Return words as a YAML value on one line: as they are where YAML reads them so, else quoted."""
    plain = " ".join(words.split())
    for written in (f"k: {plain}", f"k:\n  - {plain}"):
        tree = read_yaml(written)
        if tree.mistakes or tree.values.get("k") not in (plain, [plain]):
            return json.dumps(plain, ensure_ascii=False)
    return plain


# --------------------------------------------------------------------------------- within an entry, as little as can be


def _changed(lines: Sequence[str], start: int, end: int, node: Node, value: Tree) -> Iterator[_LineEdit]:
    """Yield what makes an entry say `value`; nothing where that takes the whole of it."""
    if isinstance(value, str):
        if _is_simple(node):
            yield _in_line(lines, node, value)
    elif isinstance(value, list) and isinstance(node, SequenceNode) and not node.flow_style and node.value:
        yield from _items_changed(lines, end, node, value)
    elif isinstance(value, dict) and _is_group(node):
        yield from _group_changed(lines, node.start_mark.line, end, node, value)


def _is_simple(node: Node) -> bool:
    return isinstance(node, ScalarNode) and bool(node.value) and node.start_mark.line == node.end_mark.line


def _in_line(lines: Sequence[str], node: Any, value: str) -> _LineEdit:
    at = node.start_mark.line
    line = lines[at]
    return _LineEdit(at, at + 1, [line[: node.start_mark.column] + scalar(value) + line[node.end_mark.column :]])


def _items_changed(lines: Sequence[str], end: int, node: Any, value: list[Tree]) -> Iterator[_LineEdit]:
    """Yield what changes a list: items that stay keep their lines."""
    starts = [child.start_mark.line for child in node.value]
    if len(set(starts)) < len(starts):
        return
    ends = [_end_of(lines, first, stop) for first, stop in zip(starts, [*starts[1:], end], strict=True)]
    indent = " " * node.start_mark.column
    before = [json.dumps(meant(_plain(child)), sort_keys=True) for child in node.value]
    after = [json.dumps(meant(each), sort_keys=True) for each in value]
    for kind, i, j, k, m in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if kind == "equal":
            continue
        both = min(j - i, m - k)
        for at in range(both):
            yield from _item_changed(lines, starts[i + at], ends[i + at], node.value[i + at], value[k + at], indent)
        for at in range(i + both, j):
            yield _rewritten(lines, starts[at], ends[at], [])
        place = ends[i + both - 1] if i + both else starts[0]
        fresh = [line for each in value[k + both : m] for line in _item(each, indent)]
        if fresh:
            yield _LineEdit(place, place, fresh)


def _item_changed(
    lines: Sequence[str], start: int, end: int, node: Node, value: Tree, indent: str
) -> Iterator[_LineEdit]:
    if isinstance(value, str) and _is_simple(node):
        yield _in_line(lines, node, value)
        return
    parts = _parts_changed(lines, node, value) if isinstance(value, dict) and isinstance(node, MappingNode) else None
    if parts is None and isinstance(value, dict) and _is_group(node) and node.start_mark.line == start:
        parts = _group_changed(lines, start, end, node, value) or None
    yield from parts if parts is not None else [_rewritten(lines, start, end, _item(value, indent))]


def _is_group(node: Node) -> bool:
    return isinstance(node, MappingNode) and not node.flow_style and bool(node.value)


def _group_changed(lines: Sequence[str], start: int, end: int, node: Any, value: dict[str, Tree]) -> list[_LineEdit]:
    """Return what changes a group of lines, whatever lies deeper in it; nothing where that takes the whole of it."""
    column = node.start_mark.column
    own = [lines[start][column:], *(_dedented(line, column) for line in lines[start + 1 : end])]
    gone = dict.fromkeys((str(key.value) for key, _ in node.value), "")
    try:
        fresh = with_entries(own, {**gone, **value}, order=list(value))
    except YamlEditError:
        return []
    indent, before = " " * column, lines[start][:column]
    made = [
        lines[start + line]
        if isinstance(line, int) and (line or not at) and (at or not line)
        else f"{indent if at else before}{own[line] if isinstance(line, int) else line}"
        for at, line in enumerate(fresh)
    ]
    return [_LineEdit(start, end, made)] if made else []


def _dedented(line: str, column: int) -> str:
    """Return a line without the blanks before its group; a comment may stand further to the left."""
    return line[column:] if not line[:column].strip() else line.lstrip()


def _parts_changed(lines: Sequence[str], node: Any, value: dict[str, Tree]) -> list[_LineEdit] | None:
    """Return what changes the parts of a group, None if it is to be written anew."""
    edits: list[_LineEdit] = []
    known = {str(key.value): (key, inner) for key, inner in node.value}
    if not known.keys() <= value.keys():
        return None
    indent = " " * node.start_mark.column
    place = 0
    for name, wanted in value.items():
        if name not in known:
            if meant(wanted):
                edits.append(_LineEdit(place, place, [f"{indent}{line}" for line in _entry(name, wanted)]))
            continue
        key, inner = known[name]
        line = key.start_mark.line
        if not _is_simple(inner) or inner.start_mark.line != line or (place == 0 and key is not node.value[0][0]):
            return None
        place = line + 1
        if meant(wanted) == meant(_plain(inner)):
            continue
        if not isinstance(wanted, str) or (not meant(wanted) and key is node.value[0][0]):
            return None
        edits.append(_in_line(lines, inner, wanted) if meant(wanted) else _rewritten(lines, line, line + 1, []))
    return None if any(edit.start == 0 and edit.stop == 0 for edit in edits) else edits


def _plain(node: Any) -> Tree:
    if isinstance(node, ScalarNode):
        return str(node.value)
    if isinstance(node, SequenceNode):
        return [_plain(child) for child in node.value]
    return {str(key.value): _plain(inner) for key, inner in node.value}
