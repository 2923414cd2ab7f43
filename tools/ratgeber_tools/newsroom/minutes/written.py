"""The minutes as Markdown and as an HTML file: what is gone struck out, what is new bold or underlined."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from html import escape

from ratgeber_tools.editorial.html_file import html_file
from ratgeber_tools.newsroom.minutes.outline import MinutesItem, MinutesOutline
from ratgeber_tools.prose.comparison import Mark, SentencePiece

_SIGNS = re.compile(r"([\\`*_\[\]<>~#|])")

_MARKDOWN: Mapping[Mark, Callable[[str], str]] = {
    Mark.KEPT: lambda words: words,
    Mark.REMOVED: lambda words: f"~~{words}~~",
    Mark.ADDED: lambda words: f"**{words}**",
}
_HTML: Mapping[Mark, Callable[[str], str]] = {
    Mark.KEPT: lambda words: words,
    Mark.REMOVED: lambda words: f"<del>{words}</del>",
    Mark.ADDED: lambda words: f"<ins>{words}</ins>",
}


def as_markdown(outline: MinutesOutline) -> str:
    return "\n".join(_markdown_lines(outline)) + "\n"


def as_html(outline: MinutesOutline) -> str:
    """Return a whole file, for a mail or a printer."""
    return html_file(outline.title, "\n".join(_html_lines(outline)) + "\n")


def _markdown_lines(outline: MinutesOutline) -> Iterator[str]:
    yield f"# {_in_markdown(outline.title)}"
    yield ""
    yield _in_markdown(outline.summary)
    for section in outline.sections:
        yield ""
        yield f"## {_in_markdown(section.title)}"
        yield ""
        yield from _markdown_items(section.items, "")


def _markdown_items(items: Iterable[MinutesItem], indent: str) -> Iterator[str]:
    for item in items:
        lead = f"**{_in_markdown(item.lead)}** " if item.lead else ""
        yield f"{indent}- {lead}{_written(item.pieces, _MARKDOWN, _in_markdown)}"
        yield from _markdown_items(item.items, f"{indent}  ")


def _html_lines(outline: MinutesOutline) -> Iterator[str]:
    yield f"<h1>{escape(outline.title)}</h1>"
    yield f"<p>{escape(outline.summary)}</p>"
    for section in outline.sections:
        yield f"<h2>{escape(section.title)}</h2>"
        yield from _html_items(section.items)


def _html_items(items: Iterable[MinutesItem]) -> Iterator[str]:
    yield "<ul>"
    for item in items:
        lead = f"<strong>{escape(item.lead)}</strong> " if item.lead else ""
        yield f"<li>{lead}{_written(item.pieces, _HTML, escape)}"
        if item.items:
            yield from _html_items(item.items)
        yield "</li>"
    yield "</ul>"


def _written(
    pieces: Iterable[SentencePiece], marks: Mapping[Mark, Callable[[str], str]], safe: Callable[[str], str]
) -> str:
    return " ".join(marks[piece.mark](safe(piece.words)) for piece in pieces)


def _in_markdown(words: str) -> str:
    return _SIGNS.sub(r"\\\1", words)
