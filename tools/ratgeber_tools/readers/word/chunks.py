"""Foreign parts inside a document (`w:altChunk`): only their words, for the report."""

from __future__ import annotations

from html.parser import HTMLParser

from ratgeber_tools.readers.word.package import Package, Relationship
from ratgeber_tools.readers.word.report import tidy
from ratgeber_tools.readers.word.xml import DamagedPartError


class _ChunkWords(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.words: list[str] = []
        self._silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._silent += tag in ("script", "style")
        self.words.append(" ")

    def handle_endtag(self, tag: str) -> None:
        self._silent -= tag in ("script", "style") and self._silent > 0
        self.words.append(" ")

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self.words.append(data)


def words_of_chunk(package: Package, link: Relationship) -> str:
    """Return the words of an HTML or text part; of any other, and of addresses, the name."""
    if link.external:
        return link.target
    kind = package.content_type(link.target)
    if "html" not in kind and "text" not in kind:
        return link.target
    try:
        text = package.read(link.target).decode("utf-8", errors="replace")
    except DamagedPartError:
        return link.target
    if "html" not in kind:
        return tidy(text)
    parser = _ChunkWords()
    parser.feed(text)
    return tidy("".join(parser.words))
