"""What our templates are told about a page: where it lies, what is on it, what every page says at its foot."""

from __future__ import annotations

import posixpath
from collections.abc import Callable
from dataclasses import astuple, replace
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment

from ratgeber_tools.data.dates import format_date, parse_date
from ratgeber_tools.dialect import is_plain
from ratgeber_tools.sphinx_ext.edition import public_edition
from ratgeber_tools.sphinx_ext.emergency import emergency_page
from ratgeber_tools.sphinx_ext.html.builder import GuideHTMLBuilder
from ratgeber_tools.sphinx_ext.html.description import description_of
from ratgeber_tools.sphinx_ext.html.imprint import page_foot
from ratgeber_tools.sphinx_ext.html.page_looks import drawing_of, opener_of
from ratgeber_tools.sphinx_ext.html.reading_time import minutes_for
from ratgeber_tools.sphinx_ext.outline import GuideOutline, page_sections
from ratgeber_tools.sphinx_ext.plain_pages import plain_pairs, with_section_signs

#: A page of fewer sections is seen at a glance.
_SECTIONS_WORTH_LISTING = 3
#: Where the environment keeps what all pages have in common, as it was on the last build.
_STORE = "ratgeber_frame"


def add_page_context(
    app: Sphinx, page: str, template: str, context: dict[str, Any], doctree: nodes.document | None
) -> None:
    builder = app.builder
    if not isinstance(builder, GuideHTMLBuilder):
        return
    path = builder.outline.path_to(page)
    sections = page_sections(app.env, page)
    head, heading_end, rest = context.get("body", "").partition("</h1>")
    start, mark, heading = head.partition("<h1")
    kind = page_kind(builder.outline, page)
    opener = opener_of(builder.outline, page, kind)
    if opener is not None and opener.drawing:
        opener = replace(opener, drawing=context["pathto"](opener.drawing, 1))
    spot = drawing_of(builder.outline, page) if opener is None else None
    introduction, rest = _first_paragraph(rest) if opener is not None else ("", rest)
    context.update(
        pathto=_naming_itself(context["pathto"], builder.get_target_uri(page)),
        outline=builder.outline.entries,
        path=path,
        hue=lambda part: builder.outline.hue_of(part).name,
        sections=sections if len(sections) >= _SECTIONS_WORTH_LISTING else (),
        body_start=start,
        heading=mark + heading + heading_end,
        introduction=introduction,
        body_rest=with_section_signs(rest) if is_plain(page) else rest,
        foot=builder.foot,
        emergency_page=emergency_page(app.env),
        description=_description(builder, page, doctree) if doctree is not None else context.get("description", ""),
        as_of=as_of(app.env, page),
        kind=kind,
        opener=opener,
        spot=replace(spot, drawing=context["pathto"](spot.drawing, 1)) if spot is not None else None,
        reading_minutes=_reading_minutes(builder, page, doctree),
        plain_pair=plain_pairs(app.env).get(page),
        is_plain=is_plain(page),
    )


def page_kind(outline: GuideOutline, page: str) -> str:
    """Return what a page is to whoever looks around: the start page, a part, a chapter in one, or nothing of these."""
    if page == outline.root:
        return "start"
    match outline.path_to(page):
        case (part,) if part.chapters:
            return "teilseite"
        case (_, _, *_):
            return "kapitelseite"
    return ""


def _first_paragraph(body: str) -> tuple[str, str]:
    """Return the paragraph right below the title, which the search follows, and the rest."""
    if not body.lstrip().startswith("<p>"):
        return "", body
    first, end, rest = body.partition("</p>")
    return first + end, rest


def _reading_minutes(builder: GuideHTMLBuilder, page: str, doctree: nodes.document | None) -> int:
    """Return how long somebody reads a chapter; 0 for lists of chapters, and where nobody should stop to read that."""
    if doctree is None or page_kind(builder.outline, page) != "kapitelseite" or page == emergency_page(builder.env):
        return 0
    return minutes_for(doctree)


def _description(builder: GuideHTMLBuilder, page: str, doctree: nodes.document) -> str:
    outline = builder.outline
    listed = outline.entries if page == outline.root else outline.listed_by(page)
    title = builder.env.longtitles.get(page)
    return description_of(
        doctree,
        title=title.astext() if title is not None else "",
        listed=[entry.title for entry in listed if not entry.address],
    )


def _naming_itself(pathto: Callable[..., str], uri: str) -> Callable[..., str]:
    """Have a page's links to itself name the page: Sphinx's `#` leads nowhere once the page is shared or printed."""

    def path(*arguments: Any, **keywords: Any) -> str:
        found = pathto(*arguments, **keywords)
        return (posixpath.basename(uri) or "./") if found == "#" else found

    return path


def as_of(environment: BuildEnvironment, page: str) -> str:
    """Return the day a chapter's content is from, as in its head; nothing for pages without one."""
    edition = public_edition(environment.config)
    if edition is None:
        typed = str(environment.metadata.get(page, {}).get("stand", ""))
        day = parse_date(typed)
        return typed if day is None else format_date(day)
    released = edition.pages.get(page)
    return format_date(released.as_of) if released is not None and released.as_of is not None else ""


def pages_to_write(app: Sphinx, environment: BuildEnvironment) -> list[str]:
    """Have all pages written again when what they have in common is another one.

    That is the chapters' order, the foot and the page for emergencies.
    """
    if not isinstance(app.builder, GuideHTMLBuilder):
        return []
    frame = repr(
        (
            app.builder.outline.entries,
            app.builder.outline.looks,
            astuple(page_foot(environment)),
            emergency_page(environment),
            sorted(plain_pairs(environment).items(), key=lambda named: named[0]),
        )
    )
    if getattr(environment, _STORE, None) == frame:
        return []
    setattr(environment, _STORE, frame)
    return sorted(environment.found_docs)


def setup_page_context(app: Sphinx) -> None:
    app.connect("html-page-context", add_page_context)
    app.connect("env-updated", pages_to_write)
