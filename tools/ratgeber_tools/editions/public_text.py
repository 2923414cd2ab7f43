"""A page as the public edition's sources have it: no head, nothing internal, the lists of the public order."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from ratgeber_tools.editions.manifest import PublicPage, PublicSource
from ratgeber_tools.editions.navigation import TocList
from ratgeber_tools.guide.front_matter import read_head, without_head
from ratgeber_tools.guide.internal_parts import without_inline_comments, without_internal_parts
from ratgeber_tools.guide.toctrees import read_toctrees

#: Options of a list that say how it looks; names and classes are nobody's business but the page's.
_LOOKS = ("caption", "maxdepth", "hidden", "titlesonly", "numbered", "includehidden")

#: What the editors remark on a source until somebody has checked it: a page is released after that.
UNCHECKED = re.compile(r",?\s*(?:noch\s+)?(?:fachlich|rechtlich|technisch)\s+zu\s+prüfen\b", re.IGNORECASE)


def page_source(text: str, lists: Sequence[TocList]) -> str:
    """Return a released page's text for the public edition, with `lists` where its own toctrees stood.

    The line ends of the result are `\\n`; lines keep no relation to those of `text`.
    """
    body = without_head(without_internal_parts(text))
    toctrees = read_toctrees(body)
    written = [_toctree(toc_list) for toc_list in lists]
    at_the_end = written[len(toctrees) :]
    for index, toctree in reversed(list(enumerate(toctrees))):
        replacement = written[index] if index < len(written) else ""
        is_inside = toctree.span.start > 0 and body[toctree.span.start - 1] != "\n"
        if is_inside and replacement:
            at_the_end.insert(0, replacement)
            replacement = ""
        body = body[: toctree.span.start] + replacement + body[toctree.span.end :]
    return "\n\n".join([body.strip("\n"), *at_the_end]) + "\n"


def skeleton_source(title: str, lists: Sequence[TocList]) -> str:
    """Return a section's page of which only the title, plain words, is public."""
    words = re.sub(r"([\\`*_{}\[\]<>#~$%&!])", r"\\\1", title)
    return "\n\n".join([f"# {words}", *map(_toctree, lists)]) + "\n"


def public_head(text: str, path: Path) -> PublicPage:
    """Return of a chapter's head what parents may see."""
    head = read_head(text.replace("\r\n", "\n").replace("\r", "\n"), path)
    if head is None:
        return PublicPage()
    values = head.values
    return PublicPage(
        has_head=True,
        responsible=values.responsible,
        audience=values.audience,
        as_of=values.as_of,
        review_by=values.review_by,
        heard_on=values.heard_on,
        short_name=values.short_name,
        sign=values.sign.value if values.sign is not None else "",
        booklet=values.booklet,
        key_points=tuple(map(without_inline_comments, values.key_points)),
        sources=tuple(
            PublicSource(title=UNCHECKED.sub("", source.title), address=source.address, as_of=source.as_of)
            for source in values.sources
        ),
    )


def _toctree(toc_list: TocList) -> str:
    return "\n".join(_lines(toc_list))


def _lines(toc_list: TocList) -> Iterator[str]:
    yield "```{toctree}"
    for name in _LOOKS:
        if name in toc_list.options:
            yield f":{name}: {toc_list.options[name]}".rstrip()
    yield ""
    for entry in toc_list.entries:
        target = entry.target if entry.is_address else f"/{entry.target}"
        yield f"{entry.title} <{target}>" if entry.title else target
    yield "```"
