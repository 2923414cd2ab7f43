"""An entry of a data file changed, added or taken out in the file's text: its lines change, every other byte stays.

What comes out is read again and compared with what was meant, so no other entry can have changed with it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from ratgeber_tools.data.yaml_edit import written_key
from ratgeber_tools.data.yaml_edits import YamlEditError, meant, with_entries
from ratgeber_tools.data.yaml_tree import Tree, YamlTree, read_yaml

#: How deep an entry's lines stand where there are none yet.
_INDENT = 2


def entry_of(text: str, entry: str | None) -> dict[str, Tree] | None:
    """Return the values of an entry as typed, of the whole file for None; None for an entry that is not there."""
    values = read_yaml(text).values
    if entry is None:
        return values
    if entry not in values:
        return None
    found = values[entry]
    return found if isinstance(found, dict) else {}


def with_record(text: str, entry: str | None, wanted: Mapping[str, Tree], *, order: Sequence[str]) -> str:
    """Return `text` with the values `wanted` in an entry, as `with_entries` puts them there; None is the whole file.

    Raises `YamlEditError` where the file has mistakes, or the entry is not there or not in lines of its own.
    """
    mark, newline, lines, tree = _read(text)
    if entry is None:
        start, end = 0, len(lines)
        while end and not lines[end - 1].strip():
            end -= 1
    else:
        start, end = _range(lines, tree, entry)
    column = _column(lines[start:end]) if entry is not None else 0
    own = [line[column:] if not line[:column].strip() else line.lstrip() for line in lines[start:end]]
    fresh = with_entries(own, wanted, order=order)
    made = [lines[start + line] if isinstance(line, int) else f"{' ' * column}{line}" for line in fresh]
    result = mark + newline.join([*lines[:start], *made, *lines[end:]])
    _prove(tree, result, entry, wanted)
    return result


def with_new_record(text: str, entry: str, values: Mapping[str, Tree], *, order: Sequence[str]) -> str:
    """Return `text` with a new entry behind all others; raises `YamlEditError` for one that is there already."""
    mark, newline, lines, tree = _read(text)
    if entry in tree.values:
        raise YamlEditError("Das gibt es schon.")
    while lines and not lines[-1].strip():
        lines.pop()
    own = [f"{' ' * _INDENT}{line}" for line in with_entries([], values, order=order)]
    result = mark + newline.join([*lines, *([""] if lines else []), f"{written_key(entry)}:", *own, ""])
    _prove(tree, result, entry, values)
    return result


def without_record(text: str, entry: str) -> str:
    """Return `text` without an entry and one of the blank lines around it; comments outside its lines stay."""
    mark, newline, lines, tree = _read(text)
    start, end = _range(lines, tree, entry)
    start -= 1
    if end < len(lines) and not lines[end].strip() and (start == 0 or not lines[start - 1].strip()):
        end += 1
    result = mark + newline.join([*lines[:start], *lines[end:]])
    del tree.values[entry]
    if read_yaml(result).values != tree.values:
        raise YamlEditError("Das lässt sich so nicht streichen.")
    return result


def _read(text: str) -> tuple[str, str, list[str], YamlTree]:
    """Return a byte order mark, the line ends, the lines, and what they say."""
    mark = "\ufeff" if text.startswith("\ufeff") else ""
    text = text.removeprefix(mark)
    tree = read_yaml(text)
    if tree.mistakes:
        raise YamlEditError(f"Zeile {tree.mistakes[0].line}: {tree.mistakes[0].sentence}")
    newline = "\r\n" if "\r\n" in text else "\n"
    return mark, newline, text.split(newline), tree


def _range(lines: Sequence[str], tree: YamlTree, entry: str) -> tuple[int, int]:
    """Return where the lines below an entry's key begin and end; what is blank or a comment at the end is no part."""
    key = tree.lines.get((entry,))
    if key is None:
        raise YamlEditError("Diesen Eintrag gibt es nicht mehr.")
    if isinstance(tree.values[entry], dict) and any(
        line == key for place, line in tree.lines.items() if len(place) == 2 and place[0] == entry
    ):
        raise YamlEditError("Der Eintrag steht nicht in eigenen, eingerückten Zeilen.")
    end = min((line - 1 for place, line in tree.lines.items() if len(place) == 1 and line > key), default=len(lines))
    while end > key and (not lines[end - 1].strip() or lines[end - 1].lstrip().startswith("#")):
        end -= 1
    return key, end


def _column(lines: Sequence[str]) -> int:
    said = [line for line in lines if line.strip() and not line.lstrip().startswith("#")]
    return len(said[0]) - len(said[0].lstrip()) if said else _INDENT


def _prove(before: YamlTree, result: str, entry: str | None, wanted: Mapping[str, Tree]) -> None:
    """Read it and compare: what was typed elsewhere is as it was, what was wanted is there."""
    after = read_yaml(result)
    others = {key: value for key, value in before.values.items() if key != entry and (entry or key not in wanted)}
    mine, now = (before.values, after.values) if entry is None else (before.values.get(entry), after.values.get(entry))
    expected = {**(mine if isinstance(mine, dict) else {}), **wanted}
    is_kept = all(key in after.values and after.values[key] == value for key, value in others.items())
    if after.mistakes or not is_kept or meant(now) != meant(expected):
        raise YamlEditError("Das lässt sich so nicht schreiben.")
