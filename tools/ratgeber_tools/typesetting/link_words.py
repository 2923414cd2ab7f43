"""Links of a tagged PDF say what they are: their own words, as the description a reader shows and a voice says.

Typst describes a link by where it leads ("Seite 23", the bare address); PDF/UA-1 wants a description (ISO 14289-1,
7.18.5), and whoever goes from link to link needs to hear what stands there.  The words are read back from the page,
by the marks the tree of tags gives each run of text (ISO 32000-1, 14.7.4), so they are those that are printed.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from functools import lru_cache
from typing import NamedTuple, TypeAlias

import pikepdf
from pikepdf import Array, Dictionary, String

from ratgeber_tools.typesetting.fillable import SCHEME, elements_of_annotations

_MARK = re.compile(rb"/MCID (\d+)[^>]*>>\s*BDC")
#: What matters of the content behind a mark: marks opened and closed, fonts, places, strings shown.
_OPERATION = re.compile(
    rb"(?P<end>EMC)\b"
    rb"|/ActualText\s*(?P<actual><[0-9A-Fa-f]*>|\((?:\\.|[^\\)])*\))\s*>>\s*BDC"
    rb"|(?P<opened>B(?:DC|MC))\b"
    rb"|/(?P<font>[\w+-]+) [\d.]+ Tf"
    rb"|(?P<left>-?[\d.]+) (?P<line>-?[\d.]+) cm"
    rb"|(?P<shown>\[(?:\((?:\\.|[^\\)])*\)|[^\]()])*\]\s*TJ|(?:\((?:\\.|[^\\)])*\)|<[0-9A-Fa-f]*>)\s*Tj)",
    re.DOTALL,
)
_STRING = re.compile(rb"\(((?:\\.|[^\\)])*)\)|<([0-9A-Fa-f]*)>", re.DOTALL)
_ESCAPE = re.compile(rb"\\(?:([0-7]{1,3})|(.))", re.DOTALL)
_LETTERS = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f"}
_BLOCK = re.compile(rb"begin(bfchar|bfrange)(.*?)end\1", re.DOTALL)
_CHAR = re.compile(rb"<(\w+)>\s*<(\w+)>")
_RANGE = re.compile(rb"<(\w+)>\s*<(\w+)>\s*<(\w+)>")
_LETTER = re.compile(r"[^\W\d_]")
_SOFT_HYPHEN = "\N{SOFT HYPHEN}"
#: A line ends behind these inside a word or an address.
_OPEN_ENDS = ("-", "/", ".", "@")
#: What a page is called inside a file: the number of its object, and which of several it is.
PageKey: TypeAlias = tuple[int, int]


#: Less than so many points apart stands what is in one line, a mark above a letter too; our smallest lines are further.
LINE = 5.0


class PrintedRun(NamedTuple):
    """Text shown at once, how high its line stands on the page, and where in it the text begins, from the left."""

    line: bytes
    text: str
    left: float = 0

    @property
    def height(self) -> float:
        """The height in points, seen from the edge of the page; 0 where none is known."""
        return float(self.line or 0)


def name_links(document: pikepdf.Pdf) -> None:
    """Give every link of a tagged file its words.

    One without any (a picture, a place to write) keeps what it has, and so does a bare number of a page.
    """
    elements = elements_of_annotations(document)
    places: list[tuple[pikepdf.Object, list[tuple[PageKey, int]]]] = []
    holders: dict[PageKey, tuple[pikepdf.Object, set[int]]] = {}
    for page in document.pages:
        for annotation in page.obj.get("/Annots", Array()):
            element = elements.get(int(annotation.get("/StructParent", -1)))
            if element is None or _is_place_to_write(annotation):
                continue
            marks = []
            for holder, mark in _marks(element, element.get("/Pg", page.obj)):
                holders.setdefault(holder.objgen, (holder, set()))[1].add(mark)
                marks.append((holder.objgen, mark))
            places.append((annotation, marks))
    shown = {key: words_by_mark(holder, wanted) for key, (holder, wanted) in holders.items()}
    for annotation, marks in places:
        words = joined(run for key, mark in marks for run in shown[key].get(mark, ()))
        if _LETTER.search(words):
            annotation.Contents = String(words)
        elif words and _address(annotation).startswith(b"tel:"):
            annotation.Contents = String(f"Telefon {words}")


def _is_place_to_write(annotation: pikepdf.Object) -> bool:
    return _address(annotation).startswith(SCHEME.encode("ascii"))


def _address(annotation: pikepdf.Object) -> bytes:
    action = annotation.get("/A")
    return bytes(action.get("/URI", String(""))) if isinstance(action, Dictionary) else b""


def _marks(element: pikepdf.Object, page: pikepdf.Object) -> Iterator[tuple[pikepdf.Object, int]]:
    """Yield page and mark of each run of text below an element, in the order in which it is read."""
    children = element.get("/K", Array())
    for child in children if isinstance(children, Array) else [children]:
        if isinstance(child, int):
            yield page, child
        elif "/MCID" in child:
            yield child.get("/Pg", page), int(child.MCID)
        elif "/S" in child:
            yield from _marks(child, child.get("/Pg", page))


def words_by_mark(page: pikepdf.Object, wanted: Set[int] | None = None) -> Mapping[int, Sequence[PrintedRun]]:
    """Return what is shown under each wanted mark of a page; under all of them if none is named."""
    contents = page.Contents
    streams = contents if isinstance(contents, Array) else [contents]
    content = b"\n".join(stream.read_bytes() for stream in streams)
    fonts = page.Resources.get("/Font", Dictionary())
    return {
        int(mark[1]): _in_reading_order(tuple(_runs(content, mark.end(), fonts)))
        for mark in _MARK.finditer(content)
        if wanted is None or int(mark[1]) in wanted
    }


#: Classes of letters in lines that begin at the right (Unicode Standard Annex 9).
_FROM_RIGHT = frozenset({"R", "AL"})


def runs_from_right(text: str) -> bool:
    """Say whether there are letters in a text that run from right to left."""
    return any(unicodedata.bidirectional(char) in _FROM_RIGHT for char in text)


def _in_reading_order(runs: tuple[PrintedRun, ...]) -> tuple[PrintedRun, ...]:
    return runs[::-1] if any(runs_from_right(run.text) for run in runs) else runs


def _runs(content: bytes, begin: int, fonts: pikepdf.Object) -> Iterator[PrintedRun]:
    """Yield what is shown from behind a mark's beginning to its end."""
    depth, said = 1, 0  # how many marks are open, and at which one of them began that says itself what it shows
    characters: Mapping[int, str] = {}
    line, left = b"", 0.0
    for each in _OPERATION.finditer(content, begin):
        if each["end"] is not None:
            said = 0 if said == depth else said
            depth -= 1
            if not depth:
                return
        elif each["opened"] is not None:
            depth += 1
        elif each["actual"] is not None:
            if not said:
                yield PrintedRun(line, _said(each["actual"]), left)
            depth += 1
            said = said or depth
        elif each["font"] is not None:
            font = fonts.get(f"/{each['font'].decode('ascii')}")
            characters = {} if font is None else characters_of(font)
        elif each["line"] is not None:
            line, left = each["line"], float(each["left"])
        elif not said:
            yield PrintedRun(line, _decoded(each["shown"], characters), left)


def _said(string: bytes) -> str:
    """Read a string that is text (ISO 32000-1, 7.9.2.2)."""
    is_hexadecimal = string.startswith(b"<")
    said = bytes.fromhex(string[1:-1].decode("ascii")) if is_hexadecimal else _ESCAPE.sub(_unescaped, string[1:-1])
    return str(String(said))


def _decoded(shown: bytes, characters: Mapping[int, str]) -> str:
    codes = b"".join(
        bytes.fromhex(digits.decode("ascii")) if digits else _ESCAPE.sub(_unescaped, letters)
        for letters, digits in _STRING.findall(shown)
    )
    numbers = (int.from_bytes(codes[place : place + 2], "big") for place in range(0, len(codes), 2))
    letters = [characters.get(number, "") for number in numbers]
    return "".join(reversed(letters) if runs_from_right("".join(letters)) else letters)


def _unescaped(found: re.Match[bytes]) -> bytes:
    if found[1] is not None:
        return bytes([int(found[1], 8) & 255])
    return _LETTERS.get(found[2], found[2])


def characters_of(font: pikepdf.Object) -> Mapping[int, str]:
    """Return the characters each code of a font stands for; none for a font that does not say."""
    return _map(font.ToUnicode.read_bytes()) if "/ToUnicode" in font else {}


def said_otherwise(to_unicode: bytes, characters: Mapping[int, str]) -> bytes:
    """Return a font's map from codes to characters with some of its codes standing for others."""

    def changed(found: re.Match[bytes]) -> bytes:
        text = characters.get(int(found[1], 16))
        return found[0] if text is None else b"<%s> <%s>" % (found[1], text.encode("utf-16-be").hex().upper().encode())

    return _BLOCK.sub(lambda block: _CHAR.sub(changed, block[0]) if block[1] == b"bfchar" else block[0], to_unicode)


@lru_cache(maxsize=64)
def _map(to_unicode: bytes) -> Mapping[int, str]:
    """Read a font's map from codes to characters (Adobe Technical Note 5411), as far as Typst writes one."""
    result: dict[int, str] = {}
    for kind, body in _BLOCK.findall(to_unicode):
        if kind == b"bfchar":
            result |= {int(code, 16): _character(text) for code, text in _CHAR.findall(body)}
        else:
            for first, last, text in _RANGE.findall(body):
                start, begin = int(first, 16), int(text, 16)
                result |= {start + step: chr(begin + step) for step in range(int(last, 16) - start + 1)}
    return result


def _character(text: bytes) -> str:
    return bytes.fromhex(text.decode("ascii")).decode("utf-16-be", "replace")


def joined(runs: Iterable[PrintedRun]) -> str:
    """Return the words as a sentence has them: one parted at a line's end is whole, two lines keep a blank between.

    A soft hyphen at a line's end is the typesetter's.
    """
    text = ""
    former: PrintedRun | None = None
    is_parted = False
    for run in runs:
        if run.text == _SOFT_HYPHEN:
            is_parted = True
            continue
        is_new_line = former is not None and abs(former.height - run.height) >= LINE
        if is_new_line and not is_parted and text[-1:] not in _OPEN_ENDS:
            text += " "
        text += run.text.replace(_SOFT_HYPHEN, "")
        former, is_parted = run, False
    return " ".join(text.split())
