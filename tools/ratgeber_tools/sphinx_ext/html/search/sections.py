"""A page's doctree becomes what the search knows of it: what a reader of this edition sees, and nothing else."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from docutils import nodes
from sphinx import addnodes

from ratgeber_tools import dialect
from ratgeber_tools.search.pages import IndexedPage, Section
from ratgeber_tools.sphinx_ext.data.missing.gaps import NOTE_CLASS, OPEN_CLASS
from ratgeber_tools.sphinx_ext.data.missing.page_end import END_CLASS
from ratgeber_tools.sphinx_ext.data.shown.wording import PARENTS_CLASS, STATE_CLASS, SUBJECT
from ratgeber_tools.sphinx_ext.nodes import ratgeber_box, ratgeber_expiring

#: Not read as words: comments, other sites' markup, lists of chapters, marks that only editors see.
_SILENT = (
    nodes.comment,
    nodes.raw,
    nodes.substitution_definition,
    nodes.footnote_reference,
    addnodes.index,
    nodes.image,
)
_SILENT_CLASSES = frozenset(
    {STATE_CLASS, PARENTS_CLASS, OPEN_CLASS, NOTE_CLASS, END_CLASS, "rg-fehlt", "toctree-wrapper"}
)
#: Stands for words that may have expired when somebody searches; only the page itself can tell.
_GAP = "…"


@dataclass
class _SectionDraft:
    """A section while it is filled."""

    title: str
    anchor: str
    words: list[str] = field(default_factory=list)
    key_points: list[str] = field(default_factory=list)
    subjects: list[str] = field(default_factory=list)

    def finish(self) -> Section:
        subjects = " ".join(dict.fromkeys(self.subjects))
        return Section(self.title, self.anchor, _joined(self.words), _joined(self.key_points), subjects)


def read_pages(doctree: nodes.document, title: str, address: str) -> list[IndexedPage]:
    """Return the page, and one more for each entry of a glossary on it; their `part` is not known here."""
    drafts = [_SectionDraft("", "")]
    words: list[IndexedPage] = []
    for node in doctree.children:
        _read(node, drafts, words, address, depth=0)
    return [IndexedPage(title, address, "", tuple(draft.finish() for draft in drafts)), *words]


def _read(node: nodes.Node, drafts: list[_SectionDraft], words: list[IndexedPage], address: str, *, depth: int) -> None:
    """Put a block where it belongs; `depth` is how many sections it lies in."""
    if isinstance(node, nodes.section):
        if depth:
            drafts.append(_SectionDraft(_title(node), node["ids"][0] if node["ids"] else ""))
        for child in node.children:
            if not isinstance(child, nodes.title):
                _read(child, drafts, words, address, depth=depth + 1)
    elif isinstance(node, addnodes.glossary):
        words.extend(_entries(node, address))
    elif isinstance(node, ratgeber_box):
        if not dialect.BOXES[node["kind"]].is_aside:
            target = drafts[-1].key_points if node["kind"] == dialect.KEY_POINTS else drafts[-1].words
            for child in node.children[node["kind"] == dialect.KEY_POINTS :]:
                target.extend(_blocks(child))
            drafts[-1].subjects.extend(_subjects(node))
    elif isinstance(node, nodes.compound | nodes.container):
        if not _is_silent(node):
            for child in node.children:
                _read(child, drafts, words, address, depth=depth)
    else:
        drafts[-1].words.extend(_blocks(node))
        drafts[-1].subjects.extend(_subjects(node))


def _subjects(node: nodes.Node) -> Iterator[str]:
    yield from (each[SUBJECT] for each in node.findall(nodes.Element) if SUBJECT in each)


def _title(section: nodes.section) -> str:
    title = section.first_child_matching_class(nodes.title)
    return "" if title is None else _joined([_words(section.children[title])])


def _entries(glossary: addnodes.glossary, address: str) -> Iterator[IndexedPage]:
    for item in glossary.findall(nodes.definition_list_item):
        terms = [term for term in item.children if isinstance(term, nodes.term)]
        title = ", ".join(_joined([_words(term)]) for term in terms)
        anchor = next((identifier for term in terms for identifier in term["ids"]), "")
        text = _joined([words for child in item.children[len(terms) :] for words in _blocks(child)])
        yield IndexedPage(title, address, "", (Section("", anchor, text),), is_word=True)


def _blocks(node: nodes.Node) -> Iterator[str]:
    """Yield the words of each paragraph, item, cell or line below `node`, in their order."""
    if _is_silent(node):
        return
    if isinstance(node, nodes.TextElement):
        yield _words(node)
    elif isinstance(node, ratgeber_box) and dialect.BOXES[node["kind"]].is_aside:
        return
    else:
        for child in node.children:
            yield from _blocks(child)


def _words(node: nodes.Node) -> str:
    if isinstance(node, ratgeber_expiring):
        return _GAP
    if isinstance(node, nodes.Text):
        return str(node)
    return "" if _is_silent(node) else "".join(_words(child) for child in node.children)


def _is_silent(node: nodes.Node) -> bool:
    if isinstance(node, _SILENT):
        return True
    return isinstance(node, nodes.Element) and not _SILENT_CLASSES.isdisjoint(node["classes"])


def _joined(blocks: list[str]) -> str:
    """Return blocks as running text; one that ends without a mark gets a full stop, so that passages can end there."""
    sentences = (" ".join(block.split()) for block in blocks)
    return " ".join(
        words if len(blocks) == 1 or words[-1] in ".!?:;,–…" else f"{words}." for words in sentences if words
    )
