"""Source and merged document → the new source, proven by reading it back.

The finest patch is tried first.  Where what is read back is not the merged document (a construct that changes its
meaning with its neighbours), the block at fault is written as a whole; a chapter is written anew only if nothing else
helps, and refused if even that reads differently.
"""

from __future__ import annotations

from ratgeber_tools.document import Document
from ratgeber_tools.errors import RatgeberError
from ratgeber_tools.readers import myst as reader
from ratgeber_tools.roundtrip.patching.elements import WholeError
from ratgeber_tools.roundtrip.patching.patcher import Patcher
from ratgeber_tools.roundtrip.patching.source import PatchedSource
from ratgeber_tools.writers import myst as writer

_MARK = "\ufeff"
#: How many blocks may be written as wholes one after the other before the chapter is.
_ATTEMPTS = 12


class PatchError(RatgeberError):
    """The merged chapter cannot be written so that it reads as it is meant."""


def patch(source: bytes, merged: Document) -> bytes:
    """Return the chapter `source` (UTF-8) with `merged` in place of what it holds.

    Lines of blocks that are in both keep their bytes, line ends and all.  Raises `PatchError`.
    """
    text = source.decode("utf-8")
    mark = _MARK if text.startswith(_MARK) else ""
    text = text.removeprefix(mark)
    ours = reader.read(text).document
    if _says(ours, merged):
        return source
    lines = PatchedSource.of(text)
    whole: frozenset[int] = frozenset()
    for _ in range(_ATTEMPTS):
        try:
            patched = lines.joined(Patcher(lines, ours, merged, whole=whole).patched())
        except WholeError:  # a footnote without a line of its own: nothing can be told apart
            break
        reread = reader.read(patched).document
        if _says(reread, merged):
            return (mark + patched).encode("utf-8")
        fault = _first_fault(reread, merged)
        more = whole | ({fault} if fault not in whole else {fault - 1, fault + 1})
        if more == whole:
            break
        whole = more
    rewritten = writer.write(merged)
    if not _says(reader.read(rewritten).document, merged):
        raise PatchError(
            "Das zusammengeführte Kapitel lässt sich nicht so schreiben, wie es gemeint ist. Es wurde nichts geändert. "
            "Übertragen Sie die Änderungen von Hand, und melden Sie das den Leuten, die das Werkzeug pflegen."
        )
    newline = max(("\n", "\r\n", "\r"), key=lines.ends.count)
    return (mark + rewritten.replace("\n", newline)).encode("utf-8")


def _says(one: Document, other: Document) -> bool:
    """Whether two documents say the same; the order of footnote texts does not show."""
    return (
        one.blocks == other.blocks and dict(one.notes) == dict(other.notes) and one.front_matter == other.front_matter
    )


def _first_fault(reread: Document, merged: Document) -> int:
    """Return the index of the first block of `merged` that reads differently."""
    for number, block in enumerate(merged.blocks):
        if number >= len(reread.blocks) or reread.blocks[number] != block:
            return number
    return len(merged.blocks)
