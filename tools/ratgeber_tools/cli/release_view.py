"""What `ratgeber freigeben` shows before anything is written: the page as parents will see it, and what is open."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html.parser import HTMLParser
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ratgeber_tools.releases.log import Release
    from ratgeber_tools.releases.seeing import Seen

#: Where the pages to look at lie, seen from the project.
PLACE = Path("_build", "freigabe")
#: So many lines of a page are shown on the screen; the page itself has the rest.
_LINES = 12
_BLOCKS = frozenset({"p", "li", "h1", "h2", "h3", "h4", "dt", "dd", "tr", "div", "section", "summary", "figcaption"})
_UNSEEN = frozenset({"script", "style", "template", "nav"})
#: Elements without an end tag (HTML, void elements).
_VOID = frozenset({"br", "hr", "img", "input", "link", "meta", "source", "wbr", "col"})


def build_pages(root: Path, releases: Sequence[Release]) -> str:
    """Build the public edition as it would be with `releases`; return why that does not work, empty if it did."""
    from ratgeber_tools.cli.sphinx_process import run_sphinx
    from ratgeber_tools.cli.staged_build import staged_job
    from ratgeber_tools.editions.stage import stage
    from ratgeber_tools.errors import RatgeberError

    try:
        edition = stage(root, root / PLACE, also=releases)
    except RatgeberError as error:
        return str(error)
    return run_sphinx("html", root, job=staged_job(edition, root / PLACE)).failure or ""


def page_of(root: Path, name: str) -> Path:
    """Return the file of a page built by `build_pages`."""
    return root / PLACE / "html" / f"{name}.html"


def shown(root: Path, name: str) -> Iterator[str]:
    """Yield the first lines of a page that was built, as parents read it, and where the whole of it lies."""
    from ratgeber_tools.cli.output import short
    from ratgeber_tools.files import read_text

    path = page_of(root, name)
    if not path.is_file():
        return
    reader = _ArticleWords()
    reader.feed(read_text(path))
    yield f"Das werden Eltern lesen ({name}):"
    yield from (f"  | {line}" for line in reader.lines[:_LINES])
    if len(reader.lines) > _LINES:
        yield f"  | … und {len(reader.lines) - _LINES} weitere Zeilen"
    yield f"  Zum Ansehen im Browser: {short(path).as_posix()}"


def open_matters(seen: Seen) -> Iterator[str]:
    """Yield what is open in a chapter and does not stop it, a line each."""
    yield from (f"Hinweis: „{seen.chapter.name}“ {words}" for words in seen.matters(str))


class _ArticleWords(HTMLParser):
    """The lines of a page's article, a block each."""

    def __init__(self) -> None:
        super().__init__()
        self.lines: list[str] = []
        self._depth = 0
        self._unseen = 0
        self._line = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "article" or (self._depth and tag not in _VOID):
            self._depth += 1
            self._unseen += tag in _UNSEEN
        if tag in _BLOCKS:
            self._end_line()

    def handle_endtag(self, tag: str) -> None:
        if self._depth and tag not in _VOID:
            self._depth -= 1
            self._unseen -= tag in _UNSEEN
        if tag in _BLOCKS or tag == "article":
            self._end_line()

    def handle_data(self, data: str) -> None:
        if self._depth and not self._unseen:
            self._line += data

    def _end_line(self) -> None:
        words = " ".join(self._line.replace("\u00ad", "").replace("\u2060", "").split())
        if words:
            self.lines.append(words)
        self._line = ""
