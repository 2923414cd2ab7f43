"""Do two files have what is one name on other machines, or does a chapter spell a file's name in another way?

An `ä` can be stored as one sign (Unicode form NFC) or as two (NFD, as macOS likes it); Windows and macOS also take
capitals and small letters for the same.  Then a copy of the guide holds only one of two files, and nobody sees which.
"""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Iterator, Mapping
from pathlib import Path
from urllib.parse import unquote

from ratgeber_tools import dialect
from ratgeber_tools.findings import Code, Finding
from ratgeber_tools.guide import Chapter, Guide, path_below
from ratgeber_tools.guide.embedded import links_in, pictures_in
from ratgeber_tools.quotation import quoted


def check(guide: Guide) -> Iterator[Finding]:
    by_name: dict[str, list[str]] = defaultdict(list)
    for path in sorted(guide.folder.rglob("*")):
        by_name[_folded(path.relative_to(guide.folder).as_posix())].append(path.relative_to(guide.folder).as_posix())
    for first, *others in by_name.values():
        for other in others:
            sentence = (
                f"„{_spelled(other)}“ und „{_spelled(first)}“ sind auf anderen Rechnern ein und derselbe Name; "
                "eine der beiden Dateien ginge dort verloren."
            )
            yield Finding(Code.NAMES_ALIKE, sentence, path=guide.folder / other)
    stored = {unicodedata.normalize("NFC", name): name for names in by_name.values() for name in names}
    for chapter in guide:
        yield from _misspelt(chapter, stored)


def _misspelt(chapter: Chapter, stored: Mapping[str, str]) -> Iterator[Finding]:
    """Yield references whose umlauts are stored in another way than the file's: the engine would not find it."""
    named = [(each.target, each.line) for each in links_in(chapter)]
    named += [(each.source, each.line) for each in pictures_in(chapter)]
    for typed, line in named:
        path = unquote(typed.partition("#")[0])
        if path.isascii() or dialect.scheme_of(path):
            continue
        file = stored.get(path_below(chapter.folder, path))
        if file is not None and Path(file).name != Path(path).name:
            sentence = (
                f"Der Verweis schreibt „{_spelled(path)}“, die Datei heißt {quoted(_spelled(file))}: gleiche "
                "Buchstaben, anders gespeichert. Tippen Sie den Namen an beiden Stellen neu."
            )
            yield Finding(Code.NAMES_ALIKE, sentence, path=chapter.path, line=line)


def _folded(name: str) -> str:
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", name).casefold())


def _spelled(name: str) -> str:
    """Return a name with what the eye cannot see: that its umlauts are two signs each."""
    return name if unicodedata.is_normalized("NFC", name) else f"{name} (Umlaute aus zwei Zeichen)"
