"""Writing into a data file as a careful person would: the lines concerned change, every other byte stays.

ruamel's round trip keeps comments and order, but it rewrites quotes, indents and long lines of entries nobody touched;
such a change looks like somebody's work in the history.  So only the places come from ruamel, the text is edited.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from ruamel.yaml.error import YAMLError
from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from ratgeber_tools.calling import program
from ratgeber_tools.data.yaml_tree import compose, read_yaml

_PLAIN = re.compile(r"[A-Za-zÄÖÜäöüß0-9][A-Za-zÄÖÜäöüß0-9 .\-]*|[A-Za-z0-9][A-Za-z0-9.+_\-]*@[A-Za-z0-9.\-]+")
_PLAIN_KEY = re.compile(r"[A-Za-zÄÖÜäöüß0-9][^:#\r\n]*")


class UneditableError(ValueError):
    """The text cannot be changed without touching more than what was asked; the reason is a German sentence."""


def set_values(text: str, entry: str, values: Mapping[str, str | Sequence[str]]) -> str:
    """Return `text` with the keys of `values`, words or lists of them, set in the first-level entry `entry`.

    A key that is there keeps its place and the comment behind it, a new one follows the entry's last line; line ends
    stay as they are.  Raises `UneditableError` if the entry is missing, written in braces, or if the result would not
    read as the same data with just these values.
    """
    newline = "\r\n" if "\r\n" in text else "\n"
    lines = text.split(newline)
    mapping = _entry(text, entry)
    indent = " " * mapping.start_mark.column
    places = {key.value: (key, value) for key, value in mapping.value if isinstance(key, ScalarNode)}
    added: list[str] = []
    for key, value in values.items():
        if key not in places:
            added.append(f"{indent}{written_key(key)}: {written_value(value)}")
            continue
        _replace(lines, *places[key], written_value(value))
    end = _last_line(lines, mapping) + 1
    if added and end == len(lines):
        lines.append("")
    lines[end:end] = added
    result = newline.join(lines)
    _check(text, result, entry, values)
    return result


def add_item(text: str, entry: str, key: str, item: Mapping[str, str]) -> str:
    """Return `text` with `item` as the last of the list `key` of the first-level entry `entry`, as `set_values` does.

    A list that is not there yet follows the entry's last line.  Raises `UneditableError` for a list in brackets, too.
    """
    newline = "\r\n" if "\r\n" in text else "\n"
    lines = text.split(newline)
    mapping = _entry(text, entry)
    indent = mapping.start_mark.column
    node = next((value for name, value in mapping.value if getattr(name, "value", None) == key), None)
    first, *others = (f"{written_key(name)}: {written_value(value)}" for name, value in item.items())
    if isinstance(node, SequenceNode) and node.value and not node.flow_style:
        dash, end, head = node.start_mark.column, _end_of(node) + 1, []
    elif node is None:
        dash, end, head = indent + 2, _last_line(lines, mapping) + 1, [f"{' ' * indent}{key}:"]
    else:
        raise UneditableError(f"„{key}“ in „{entry}“ ist keine Liste mit einer Zeile je Eintrag.")
    added = [*head, f"{' ' * dash}- {first}", *(f"{' ' * (dash + 2)}{other}" for other in others)]
    if end == len(lines):
        lines.append("")
    lines[end:end] = added
    result = newline.join(lines)
    expected = read_yaml(text).values
    wanted = expected.get(entry)
    if isinstance(wanted, dict):
        wanted[key] = [*(wanted.get(key) or []), dict(item)]
    if read_yaml(result).values != expected:
        raise UneditableError(f"Der Eintrag „{entry}“ ließe sich nicht ändern, ohne anderes mitzuändern.")
    return result


def without(text: str, entry: str, keys: Sequence[str]) -> str:
    """Return `text` without the lines of `keys` in the first-level entry `entry`; a key that is not there is none.

    Raises `UneditableError` as `set_values` does, and for a value of several lines.
    """
    newline = "\r\n" if "\r\n" in text else "\n"
    lines = text.split(newline)
    rows = []
    for key, value in _entry(text, entry).value:
        if key.value in keys:
            if value.value != "" and value.end_mark.line != key.start_mark.line:
                raise UneditableError(f"Der Wert von „{key.value}“ geht über mehrere Zeilen.")
            rows.append(key.start_mark.line)
    result = newline.join(line for row, line in enumerate(lines) if row not in rows)
    expected = read_yaml(text).values
    wanted = expected.get(entry)
    if isinstance(wanted, dict):
        for key in keys:
            wanted.pop(key, None)
    if read_yaml(result).values != expected:
        raise UneditableError(f"Der Eintrag „{entry}“ ließe sich nicht ändern, ohne anderes mitzuändern.")
    return result


def _entry(text: str, entry: str) -> MappingNode:
    try:
        root = compose(text.replace("\r\n", "\n"))
    except YAMLError as error:
        raise UneditableError(f"Die Datei hat einen Fehler im Aufbau. „{program()} check“ zeigt, wo.") from error
    for key, value in root.value if isinstance(root, MappingNode) else ():
        if isinstance(key, ScalarNode) and key.value == entry:
            if not isinstance(value, MappingNode) or value.flow_style:
                raise UneditableError(f"Der Eintrag „{entry}“ steht nicht in eigenen, eingerückten Zeilen.")
            return value
    raise UneditableError(f"Den Eintrag „{entry}“ gibt es in der Datei nicht.")


def _replace(lines: list[str], key: ScalarNode, value: Node, written: str) -> None:
    """Put `written` in the place of a value, which ends before the comment behind it."""
    row = key.end_mark.line
    colon = lines[row].index(":", key.end_mark.column)
    if isinstance(value, ScalarNode) and value.value == "" and value.style is None:  # nothing typed
        rest = lines[row][colon + 1 :]
    elif isinstance(value, ScalarNode | SequenceNode) and value.start_mark.line == value.end_mark.line == row:
        rest = lines[row][value.end_mark.column :]
    else:
        raise UneditableError(f"Der Wert von „{key.value}“ geht über mehrere Zeilen.")
    comment = re.search(r"\s*#.*$", rest)
    lines[row] = f"{lines[row][: colon + 1]} {written}{comment[0] if comment else ''}"


def _end_of(node: Node) -> int:
    """Return the 0-based line in which the last value of a node ends; its own end lies behind what is blank."""
    while isinstance(node, MappingNode | SequenceNode) and node.value:
        last = node.value[-1]
        node = last[1] if isinstance(last, tuple) else last
    row: int = node.end_mark.line
    return row


def _last_line(lines: list[str], mapping: MappingNode) -> int:
    """Return the 0-based last line of an entry: what follows is blank, a comment, or the next entry."""
    row: int = min(mapping.end_mark.line, len(lines) - 1)
    if mapping.end_mark.column == 0 and row > mapping.start_mark.line:
        row -= 1
    while not lines[row].strip() or lines[row].lstrip().startswith("#"):
        row -= 1
    return row


def written_key(key: str) -> str:
    """Return a key as it is typed."""
    return key if _PLAIN_KEY.fullmatch(key) and key == key.strip() else quoted(key)


def written_value(value: str | Sequence[str]) -> str:
    """Return words as they are typed, a list of them in brackets."""
    return _scalar(value) if isinstance(value, str) else f"[{', '.join(map(_scalar, value))}]"


def _scalar(value: str) -> str:
    if _PLAIN.fullmatch(value) and value == value.strip():
        return value
    return quoted(value)


def quoted(value: str) -> str:
    """Return words in double quotes, as YAML reads any line."""
    return '"' + value.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _check(before: str, after: str, entry: str, values: Mapping[str, str | Sequence[str]]) -> None:
    """Read both and compare: the proof that nothing else has changed."""
    expected = read_yaml(before)
    found = read_yaml(after)
    wanted = expected.values.get(entry)
    if isinstance(wanted, dict):
        wanted |= {key: value if isinstance(value, str) else list(value) for key, value in values.items()}
    if found.values != expected.values or len(found.mistakes) != len(expected.mistakes):
        raise UneditableError(f"Der Eintrag „{entry}“ ließe sich nicht ändern, ohne anderes mitzuändern.")
