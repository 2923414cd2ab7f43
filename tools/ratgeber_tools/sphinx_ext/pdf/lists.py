"""Lists: bullets, numbers, boxes to tick, definitions; and the flow of blocks inside an item or a cell."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from docutils import nodes
from sphinx import addnodes

from ratgeber_tools.sphinx_ext import nodes as own
from ratgeber_tools.sphinx_ext.decision_trees import ANSWERS
from ratgeber_tools.sphinx_ext.pdf import syntax
from ratgeber_tools.sphinx_ext.pdf.decision_trees import answers
from ratgeber_tools.sphinx_ext.pdf.extent import is_kept_whole, lines_at_the_end, lines_kept_with_heading, lone_pictures
from ratgeber_tools.sphinx_ext.pdf.translation import Handler, Translation

#: docutils' enumtype to Typst's numbering; Typst writes what surrounds the figure as it stands.
_NUMBERINGS: Mapping[str, str] = MappingProxyType(
    {"arabic": "1", "loweralpha": "a", "upperalpha": "A", "lowerroman": "i", "upperroman": "I"}
)


def bullet_list(node: nodes.Node, translation: Translation) -> str:
    assert isinstance(node, nodes.bullet_list)
    if ANSWERS in node["classes"]:
        return answers(node, translation)
    settings = {"tight": syntax.boolean(_is_tight(node)), "end": _end(node)}
    if "contains-task-list" in node["classes"]:
        return syntax.call("checklist", *(_task(item, translation) for item in _items(node)), **settings)
    return syntax.call("bullets", *(_item(item, translation) for item in _items(node)), **settings)


def enumerated_list(node: nodes.Node, translation: Translation) -> str:
    assert isinstance(node, nodes.enumerated_list)
    numbering = f"{node.get('prefix', '')}{_NUMBERINGS[node.get('enumtype', 'arabic')]}{node.get('suffix', '.')}"
    return syntax.call(
        "numbers",
        *(_item(item, translation) for item in _items(node)),
        tight=syntax.boolean(_is_tight(node)),
        start=str(node.get("start", 1)),
        numbering=syntax.string(numbering),
        end=_end(node),
    )


def _end(node: nodes.Element) -> str:
    """Return how many lines at a list's end stay together; 0 for a list that is not torn at all."""
    return str(lines_at_the_end(_items(node)))


def _items(node: nodes.Element) -> list[nodes.list_item]:
    return [child for child in node.children if isinstance(child, nodes.list_item)]


def _is_tight(node: nodes.Element) -> bool:
    """A list is tight if each item is one paragraph, at most followed by lists."""
    return all(
        isinstance(block, (nodes.bullet_list, nodes.enumerated_list))
        for item in _items(node)
        for block in _visible(item)[1:]
    )


def _visible(item: nodes.Element) -> list[nodes.Node]:
    return [child for child in item.children if not isinstance(child, (nodes.comment, nodes.target, addnodes.index))]


def _item(item: nodes.list_item, translation: Translation) -> str:
    return syntax.sequence((translation.anchors(item).rstrip(";"), flow(item.children, translation)))


def _task(item: nodes.list_item, translation: Translation) -> str:
    """Return `(checked, body)`; `checked` is none for an ordinary item among tasks."""
    first = item.children[0] if item.children else None
    box = first.children[0] if isinstance(first, nodes.paragraph) and first.children else None
    if not isinstance(box, own.ratgeber_checkbox):
        return syntax.array(("none", _item(item, translation)))
    assert isinstance(first, nodes.paragraph)
    words = list(first.children[1:])
    if words and isinstance(words[0], nodes.Text):
        words[0] = nodes.Text(words[0].astext().lstrip())
    body = [translation.anchors(item).rstrip(";"), translation.anchors(first) + translation.inlines(words)]
    body += [translation.block(child) for child in item.children[1:]]
    return syntax.array((syntax.boolean(box["checked"]), syntax.sequence(body)))


def flow(content: Sequence[nodes.Node], translation: Translation) -> str:
    """Return blocks for a place with its own frame (item, cell): a leading paragraph stands without its own space."""
    parts = []
    leading = True
    for child in content:
        if leading and isinstance(child, nodes.paragraph) and not lone_pictures(child):
            parts.append(translation.anchors(child) + translation.inlines(child.children))
            leading = False
        else:
            parts.append(translation.block(child))
            leading = leading and isinstance(child, (nodes.comment, nodes.target, addnodes.index))
    return syntax.sequence(parts)


def definition_list(node: nodes.Node, translation: Translation) -> str:
    """A list of records is a directory, one an author wrote a list of words and what they mean."""
    assert isinstance(node, nodes.Element)
    first = str(lines_kept_with_heading(node.children[0])) if node.children else None
    is_directory = node["classes"] and not isinstance(node.parent, addnodes.glossary)
    function = "directory" if is_directory else "definitions"
    end = str(lines_at_the_end(node.children))
    return syntax.call(function, *_entries(node, translation), first=first, end=end)


def _entries(node: nodes.Node, translation: Translation) -> list[str]:
    entries = []
    for item in node.children:
        assert isinstance(item, nodes.Element)
        terms = [child for child in item.children if isinstance(child, (nodes.term, nodes.classifier))]
        words = syntax.joined([_term(term, translation) for term in terms], ", ")
        marks = [child for child in item.children if isinstance(child, addnodes.index)]
        body = [child for child in item.children if child not in terms and child not in marks]
        term = syntax.sequence([*map(translation.inline, marks), words])
        torn = [] if is_kept_whole(item) else [syntax.boolean(False)]
        entries.append(syntax.array((term, _bodies(body, translation), *torn)))
    return entries


def _term(term: nodes.Element, translation: Translation) -> str:
    return translation.anchors(term) + translation.inlines(term.children)


def _bodies(bodies: Sequence[nodes.Node], translation: Translation) -> str:
    """Return the definitions of one term; each after the first begins a paragraph of its own."""
    if len(bodies) == 1:
        return flow(bodies[0].children, translation)
    return syntax.sequence(translation.blocks(body.children) for body in bodies)


LISTS: Mapping[type[nodes.Node], Handler] = MappingProxyType(
    {
        nodes.bullet_list: bullet_list,
        nodes.enumerated_list: enumerated_list,
        nodes.definition_list: definition_list,
    }
)
