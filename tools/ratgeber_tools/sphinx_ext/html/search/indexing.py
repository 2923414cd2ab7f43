"""Our index in the place of Sphinx's: fed page by page as Sphinx writes, kept between builds, written at the end."""

from __future__ import annotations

import pickle
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import replace
from functools import cached_property
from pathlib import Path
from typing import Any

from docutils import nodes
from sphinx.builders.html import StandaloneHTMLBuilder

from ratgeber_tools import files
from ratgeber_tools.data.search_words import LANGUAGES_FILE, WORDS_FILE, load_foreign_words, load_search_words
from ratgeber_tools.search.index import STEPS, build_index
from ratgeber_tools.search.pages import IndexedPage
from ratgeber_tools.search.scripts import languages_script, search_scripts
from ratgeber_tools.search.words import COMMON_WORDS, ENDINGS, STOP_WORDS, stem
from ratgeber_tools.sphinx_ext.data.domain import data_domain
from ratgeber_tools.sphinx_ext.html.search.sections import read_pages
from ratgeber_tools.sphinx_ext.html.style_sheet import shorten
from ratgeber_tools.sphinx_ext.outline import GuideOutline
from ratgeber_tools.sphinx_ext.reporting import report

#: Below `_static`: the scripts with the index.
FOLDER = "suche"
SCRIPT = "ratgeber-suche.js"
STYLES = "ratgeber-suche.css"
LANGUAGES = "sprachen.js"
_STATIC = Path(__file__).parent / "static"
#: The parts of the script, in the order they rest on each other; delivered as one file.
_PARTS = ("words", "index", "languages", "reading", "ranking", "suggesting", "offer")
#: Scripts that use it: on the search page, and wherever there is a field to type in.
_SCRIPTS = ("ratgeber-suchseite.js", "ratgeber-vorschlaege.js")
#: Among the doctrees: pages as they were read, with the version of their form.
_KEPT = "ratgeber-suche.pickle"
_KEPT_VERSION = 2


class NoStemmer:
    """What Sphinx asks its own indexer for; ours brings nothing of that kind."""

    def context_for_searchtool(self) -> dict[str, Any]:
        return {}

    def get_js_stemmer_rawcodes(self) -> list[str]:
        return []


class SearchIndexing(StandaloneHTMLBuilder):
    """The part of our builder that makes the search; stands before Sphinx's builder among the bases."""

    #: Pages of the index by document, those read in this build and those kept from the last.
    search_pages: dict[str, list[IndexedPage]]

    @cached_property
    def outline(self) -> GuideOutline:
        raise NotImplementedError

    def load_indexer(self, docnames: Iterable[str]) -> None:
        """Begin with what the last build knew of pages that are not written now."""
        self.indexer = NoStemmer()  # type: ignore[assignment]
        rewritten = set(docnames)
        self.search_pages = {
            name: pages for name, pages in self._kept_pages().items() if name in self.env.found_docs - rewritten
        }
        for name in sorted(self.env.found_docs - rewritten - self.search_pages.keys()):
            self.index_page(name, self.env.get_and_resolve_doctree(name, self, tags=self.tags), "")

    def index_page(self, pagename: str, doctree: nodes.document, title: str) -> None:
        if pagename in self.env.titles:
            self.search_pages[pagename] = read_pages(
                doctree, self.env.titles[pagename].astext(), self.get_target_uri(pagename)
            )

    def dump_search_index(self) -> None:
        """Write the index and what it was made of; texts of pages that are gone are deleted."""
        pages = {name: pages for name, pages in sorted(self.search_pages.items()) if name in self.env.found_docs}
        self._keep(pages)
        data = data_domain(self.env).folder
        words, findings = load_search_words(data / WORDS_FILE)
        foreign, foreign_findings = load_foreign_words(data / LANGUAGES_FILE)
        for finding in (*findings, *foreign_findings):
            report(finding)
        index = build_index(
            [replace(page, part=self._part_of(name)) for name, several in pages.items() for page in several], words
        )
        folder = Path(self.outdir, "_static", FOLDER)
        folder.mkdir(parents=True, exist_ok=True)
        scripts = search_scripts(index) | {LANGUAGES: languages_script(foreign.words, foreign.small_words)}
        for name, script in scripts.items():
            (folder / name).write_text(script, encoding="utf-8", newline="\n")
        for stale in {path.name for path in folder.iterdir()} - scripts.keys():
            (folder / stale).unlink()

    def copy_search_files(self) -> None:
        """Copy the search's style sheet and its scripts, with the lists the script shares with the index filled in."""
        texts = {SCRIPT: engine(), STYLES: shorten((_STATIC / STYLES).read_text(encoding="utf-8"))}
        texts |= {name: (_STATIC / name).read_text(encoding="utf-8") for name in _SCRIPTS}
        for name, text in texts.items():
            (self.outdir / "_static" / name).write_text(text, encoding="utf-8", newline="\n")

    def _part_of(self, docname: str) -> str:
        path = self.outline.path_to(docname)
        return path[0].title if len(path) > 1 else ""

    def _kept_pages(self) -> Mapping[str, list[IndexedPage]]:
        with suppress(OSError, pickle.UnpicklingError, EOFError, AttributeError, ImportError, TypeError, ValueError):
            version, pages = pickle.loads((self.doctreedir / _KEPT).read_bytes())
            if version == _KEPT_VERSION:
                return dict(pages)
        return {}

    def _keep(self, pages: Mapping[str, list[IndexedPage]]) -> None:
        files.write_whole(Path(self.doctreedir, _KEPT), pickle.dumps((_KEPT_VERSION, pages)))


def engine() -> str:
    """Return the script that searches: its parts in one scope, which hands out no more than the last of them says."""
    parts = "\n".join((_STATIC / "engine" / f"{name}.js").read_text(encoding="utf-8") for name in _PARTS)
    for name, value in _shared().items():
        parts = parts.replace(f"@{name}@", value)
    return f'(function () {{\n"use strict";\n{parts}}}());\n'


def _shared() -> dict[str, str]:
    endings = ", ".join(f'["{ending}", {least}]' for ending, least in ENDINGS)
    common = " ".join(sorted({stem(word) for word in COMMON_WORDS}))
    return {
        "COMMON_STEMS": common,
        "STOP_WORDS": " ".join(sorted(STOP_WORDS)),
        "ENDINGS": f"[{endings}]",
        "STEPS": str(STEPS),
    }
