"""Forms of ours that come back as Word files: which one a file is, and the words that stand in it.

Every word of an element is found once, lines told apart; deleted words (changes tracked) are gone, inserted ones there.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from ratgeber_tools.errors import InputError
from ratgeber_tools.quotation import quoted
from ratgeber_tools.readers.word.custom_properties import property_in
from ratgeber_tools.readers.word.guard import open_package
from ratgeber_tools.readers.word.namespaces import MC, VAL, W14, W
from ratgeber_tools.readers.word.package import Package
from ratgeber_tools.readers.word.report import Report
from ratgeber_tools.readers.word.symbols import symbol
from ratgeber_tools.readers.word.xml import DamagedPartError, Element, choose_alternative

_EMPTY, _TICKED = "☐", "☒"
_DELETED = {f"{W}del", f"{W}moveFrom", f"{W}instrText", f"{W}delText", f"{W}rPr", f"{W}pPr", f"{W}sdtPr"}
_CHARACTERS = {f"{W}tab": " ", f"{W}br": "\n", f"{W}cr": "\n", f"{W}noBreakHyphen": "-", f"{W}p": "\n"}


@contextmanager
def opened_form(path: Path, name: str, refusal: str) -> Iterator[tuple[Package, str]]:
    """Yield a file of ours and what its property `name` says.

    Raises `InputError` with `refusal` behind the file's name where there is no such property, and in German where a
    part that is read is damaged.
    """
    with open_package(path) as archive:
        package = Package(path, archive, Report())
        identity = property_in(package, name)
        if identity is None:
            raise InputError(f"{quoted(path.name)} {refusal}")
        try:
            yield package, identity
        except DamagedPartError as error:
            raise InputError(
                f"{quoted(path.name)} ist beschädigt (ein Teil der Datei {error}): Bitten Sie um die Datei noch einmal."
            ) from error


def blocks_in(element: Element, *tags: str) -> Iterator[Element]:
    """Yield the nearest descendants with one of `tags`, through content controls and the like."""
    for child in element:
        if child.tag in tags:
            yield child
        elif child.tag not in _DELETED:
            yield from blocks_in(child, *tags)


def marks_in(element: Element, prefix: str) -> list[str]:
    """Return what the bookmarks in an element that begin with `prefix` are called, without it."""
    names = (start.get(f"{W}name", "") for start in element.iter(f"{W}bookmarkStart"))
    return [name.removeprefix(prefix) for name in names if name.startswith(prefix)]


def lines_of(element: Element) -> tuple[str, ...]:
    """Return the lines of an element that say something, blanks single."""
    lines = (" ".join(line.replace("\u00ad", "").split()) for line in text_of(element).split("\n"))
    return tuple(line for line in lines if line)


def text_of(element: Element) -> str:
    match element.tag:
        case tag if tag in _DELETED:
            return ""
        case tag if tag == f"{W}t":
            return element.text or ""
        case tag if tag == f"{W}sym":
            return symbol(element.get(f"{W}font", ""), element.get(f"{W}char", "")) or "?"
        case tag if tag == f"{W}checkBox":  # a form field, which is what older formats make of a box
            states = [child for child in element if child.tag in (f"{W}checked", f"{W}default")]
            state = next((child for child in states if child.tag == f"{W}checked"), states[-1] if states else None)
            is_ticked = state is not None and state.get(VAL, "1") not in ("0", "false", "off")
            return _TICKED if is_ticked else _EMPTY
        case tag if tag == f"{MC}AlternateContent":
            branch = choose_alternative(element)
            return "" if branch is None else "".join(map(text_of, branch))
        case _:
            inner = "".join(map(text_of, element))
            return _box(element, inner) + _CHARACTERS.get(str(element.tag), "")


def _box(element: Element, inner: str) -> str:
    """Return the words of a content control; a box that says “ticked” and shows an empty one is shown as both."""
    if element.tag != f"{W}sdt":
        return inner
    properties = element.find(f"{W}sdtPr")
    checked = None if properties is None else properties.find(f"{W14}checkbox/{W14}checked")
    if checked is not None and checked.get(f"{W14}val", "1") in ("1", "true", "on") and inner.strip() == _EMPTY:
        return _EMPTY + _TICKED
    return inner
