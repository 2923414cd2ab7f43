"""The index of the web edition: glossary words with the chapters that use them, and the chapters by their titles.

Sphinx knows of a word only where it is explained; where it is used is noted here while a page is read.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby

from docutils import nodes
from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment

from ratgeber_tools.sphinx_ext.glossary import sorting_key

#: Where the environment keeps the glossary words each page uses, with the section where it does so first.
_STORE = "ratgeber_term_uses"


@dataclass(frozen=True, slots=True)
class IndexedPlace:
    """A place of the guide: what it is called, and its address as seen from the index."""

    title: str
    address: str


@dataclass(frozen=True, slots=True)
class IndexWord:
    """A word of the index: where it is explained, or the chapter of that title; and where else it stands."""

    words: str
    address: str
    used: tuple[IndexedPlace, ...] = ()


def word_index(
    environment: BuildEnvironment, order: Iterable[str], address_of: Callable[[str], str]
) -> tuple[tuple[str, tuple[IndexWord, ...]], ...]:
    """Return the index by letters; `order` are the chapters to list, in reading order."""
    chapters = tuple(order)
    explained = {
        value: (docname, identifier)
        for docname, entries in environment.domains.index_domain.entries.items()
        for _, value, identifier, *_ in entries
    }
    known = {words.lower(): words for words in explained}
    used: dict[str, list[IndexedPlace]] = {}
    for name in chapters:
        for term, section in _uses(environment).get(name, {}).items():
            words = known.get(term.lower())
            if words is not None and explained[words][0] != name:
                place = IndexedPlace(_title(environment, name), address_of(name) + (f"#{section}" if section else ""))
                used.setdefault(words, []).append(place)
    found = [
        IndexWord(words, f"{address_of(docname)}#{identifier}", tuple(used.get(words, ())))
        for words, (docname, identifier) in explained.items()
    ]
    found += [
        IndexWord(_title(environment, name), address_of(name))
        for name in chapters[1:]
        if _title(environment, name).lower() not in known
    ]
    found.sort(key=lambda entry: sorting_key(entry.words))
    return tuple((letter, tuple(words)) for letter, words in groupby(found, key=lambda entry: _letter(entry.words)))


def _letter(words: str) -> str:
    first = sorting_key(words)[:1].upper()
    return first if first.isalpha() else "0–9"


def _title(environment: BuildEnvironment, name: str) -> str:
    return str(environment.titles[name].astext()) if name in environment.titles else name


def note_term_uses(app: Sphinx, doctree: nodes.document) -> None:
    uses: dict[str, str] = {}
    for reference in doctree.findall(addnodes.pending_xref):
        if reference.get("reftype") == "term":
            uses.setdefault(reference["reftarget"], next(_sections_around(reference), ""))
    _uses(app.env)[app.env.current_document.docname] = uses


def _sections_around(node: nodes.Node) -> Iterator[str]:
    """Yield the anchor of the section around, nearest first; not of the chapter itself."""
    while node.parent is not None:
        node = node.parent
        if isinstance(node, nodes.section) and isinstance(node.parent, nodes.section) and node["ids"]:
            yield node["ids"][0]


def forget_term_uses(app: Sphinx, environment: BuildEnvironment, name: str) -> None:
    _uses(environment).pop(name, None)


def merge_term_uses(app: Sphinx, environment: BuildEnvironment, names: set[str], other: BuildEnvironment) -> None:
    _uses(environment).update({name: uses for name, uses in _uses(other).items() if name in names})


def _uses(environment: BuildEnvironment) -> dict[str, Mapping[str, str]]:
    if not hasattr(environment, _STORE):
        setattr(environment, _STORE, {})
    uses: dict[str, Mapping[str, str]] = getattr(environment, _STORE)
    return uses


def setup_word_index(app: Sphinx) -> None:
    app.connect("doctree-read", note_term_uses)
    app.connect("env-purge-doc", forget_term_uses)
    app.connect("env-merge-info", merge_term_uses)
