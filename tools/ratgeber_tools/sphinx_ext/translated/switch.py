"""The way from each page to the same page in another language, and what browsers are told of its language.

A page that is not there in a language leads to that language's start page; each language is called what it calls
itself.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx

from ratgeber_tools import dialect
from ratgeber_tools.editions.legal import LEGAL_CHAPTERS
from ratgeber_tools.editions.manifest import GERMAN, Manifest
from ratgeber_tools.languages.interface import interface_words
from ratgeber_tools.languages.tongues import TONGUES
from ratgeber_tools.sphinx_ext.addresses import site_address
from ratgeber_tools.sphinx_ext.edition import public_edition
from ratgeber_tools.sphinx_ext.html.builder import GuideHTMLBuilder


@dataclass(frozen=True, slots=True)
class OtherLanguage:
    """A page in a language as the switch has it; `is_same` says that it is this page, not the language's start page.

    `whole_address` is empty while the guide has no address of its own.
    """

    tag: str
    own_name: str
    direction: str
    address: str
    is_same: bool
    is_here: bool
    whole_address: str = ""


def other_languages(app: Sphinx, edition: Manifest, page: str) -> list[OtherLanguage]:
    """Return this page in every language of the edition, German first."""
    builder, root = app.builder, app.config.root_doc
    up = "" if edition.language == GERMAN else "../"
    german = {*edition.pages, *edition.german_only} if edition.language != GERMAN else {*app.env.found_docs}
    found = []
    for tag in (GERMAN, *edition.translations):
        pages = german if tag == GERMAN else {root, *edition.translations[tag]}
        name = page if page in pages else root
        folder = "" if tag == GERMAN else f"{tag}/"
        target = builder.get_target_uri(name)
        base = site_address(app.env)
        found.append(
            OtherLanguage(
                tag=tag,
                own_name="Deutsch" if tag == GERMAN else TONGUES[tag].own_name,
                direction=dialect.direction_of(tag),
                address=relative(
                    builder.get_target_uri(page), target if tag == edition.language else f"{up}{folder}{target}"
                ),
                is_same=name == page,
                is_here=tag == edition.language,
                whole_address=f"{base}{folder}{target}" if base else "",
            )
        )  # fmt: skip
    return found


def relative(page: str, target: str) -> str:
    """Return the way from a page to an address below this edition's root, or beside it."""
    return "../" * page.count("/") + target


def add_languages(
    app: Sphinx, page: str, template: str, context: dict[str, Any], doctree: nodes.document | None
) -> None:
    if not isinstance(app.builder, GuideHTMLBuilder):
        return
    edition = public_edition(app.config)
    language = GERMAN if edition is None else edition.language
    context["direction"] = dialect.direction_of(language)
    context["say"] = interface_words(language)
    own = edition.pages.get(page) if edition is not None and language != GERMAN else None
    context["is_drafted"] = language != GERMAN and (page == app.config.root_doc or (own is not None and own.has_drafts))
    context["german_legal"] = list(_legal(app, edition, page)) if edition is not None and language != GERMAN else []
    context["other_languages"] = (
        other_languages(app, edition, page) if edition is not None and edition.translations else []
    )


def _legal(app: Sphinx, edition: Manifest, page: str) -> Iterator[tuple[str, str]]:
    """Yield the addresses of the German pages the law wants, which are not translated, and what the foot calls them."""
    here = app.builder.get_target_uri(page)
    for target, words in LEGAL_CHAPTERS:
        for name in sorted(edition.german_only):
            if PurePosixPath(name).name == target and not dialect.is_plain(name):
                yield relative(here, f"../{app.builder.get_target_uri(name)}"), words


def setup_language_switch(app: Sphinx) -> None:
    app.connect("html-page-context", add_languages)
