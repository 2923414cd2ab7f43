"""What is new, for whoever wants to be told: an Atom feed (RFC 4287) of the chapters by the day of their release."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from docutils import nodes
from sphinx.application import Sphinx

from ratgeber_tools.files import write_whole
from ratgeber_tools.sphinx_ext.addresses import is_passed_on, site_address, whole_address
from ratgeber_tools.sphinx_ext.edition import public_edition
from ratgeber_tools.sphinx_ext.html.description import description_of

FEED = "neues.atom"
#: More would make a reader's program load the whole guide again with every release.
_MOST = 20


@dataclass(frozen=True, slots=True)
class News:
    """A chapter as it was released last; `address` is whole."""

    title: str
    address: str
    day: date
    summary: str


def atom_feed(news: Iterable[News], *, site: str, address: str) -> str:
    """Return the feed, newest first; a chapter released again has another day and the same name, as RFC 4287 wants."""
    entries = sorted(news, key=lambda entry: (-entry.day.toordinal(), entry.address))[:_MOST]
    updated = max((entry.day for entry in entries), default=date(2000, 1, 1))
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        '<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="de">',
        f"<id>{escape(address)}</id>",
        f"<title>{escape(site)}: Neues</title>",
        f"<updated>{_moment(updated)}</updated>",
        f"<author><name>{escape(site)}</name></author>",
        f"<link rel={quoteattr('self')} href={quoteattr(address + FEED)}/>",
        f"<link href={quoteattr(address)}/>",
    ]
    for entry in entries:
        lines += [
            "<entry>",
            f"<id>{escape(entry.address)}</id>",
            f"<title>{escape(entry.title)}</title>",
            f"<updated>{_moment(entry.day)}</updated>",
            f"<link href={quoteattr(entry.address)}/>",
            f"<summary>{escape(entry.summary)}</summary>",
            "</entry>",
        ]
    return "\n".join([*lines, "</feed>", ""])


def _moment(day: date) -> str:
    """A release has a day and no hour; noon is that day in every zone of Europe."""
    return f"{day.isoformat()}T12:00:00Z"


def write_feed(app: Sphinx, exception: Exception | None) -> None:
    edition = public_edition(app.config)
    if exception is not None or edition is None or not is_passed_on(app):
        return
    news = [
        News(
            title=app.env.longtitles[name].astext(),
            address=whole_address(app.env, app.builder.get_target_uri(name)),
            day=page.released,
            summary=description_of(app.env.get_doctree(name)),
        )
        for name, page in edition.pages.items()
        if page.released is not None and name in app.env.longtitles
    ]
    text = atom_feed(news, site=app.config.html_title, address=site_address(app.env))
    write_whole(Path(app.outdir, FEED), text.encode("utf-8"))


def add_feed(app: Sphinx, page: str, template: str, context: dict[str, Any], doctree: nodes.document | None) -> None:
    """Tell programs on every page where the feed is."""
    if is_passed_on(app):
        address = escape(context["pathto"](FEED, 1))
        link = f'<link rel="alternate" type="application/atom+xml" title="Neues" href={quoteattr(address)}>'
        context["metatags"] = context.get("metatags", "") + f"\n{link}"


def setup_feed(app: Sphinx) -> None:
    app.connect("html-page-context", add_feed)
    app.connect("build-finished", write_feed)
