"""Block nodes: paragraphs, lists, boxes, quotations, code, rules."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from docutils import nodes
from sphinx import addnodes

from ratgeber_tools.sphinx_ext import nodes as own
from ratgeber_tools.sphinx_ext.pdf import syntax
from ratgeber_tools.sphinx_ext.pdf.extent import lines_of, lone_pictures
from ratgeber_tools.sphinx_ext.pdf.inlines import nothing, raw
from ratgeber_tools.sphinx_ext.pdf.translation import Handler, Translation


def paragraph(node: nodes.Node, translation: Translation) -> str:
    if pictures := lone_pictures(node):
        return translation.blocks(pictures)
    return syntax.call("par", translation.inlines(node.children)) if node.children else ""


def children(node: nodes.Node, translation: Translation) -> str:
    """A wrapper without a look of its own."""
    return translation.blocks(node.children)


# ---------------------------------------------------------------------------------------------------- lists

#: docutils' enumtype to Typst's numbering; Typst writes what surrounds the figure as it stands.
_NUMBERINGS: Mapping[str, str] = MappingProxyType(
    {"arabic": "1", "loweralpha": "a", "upperalpha": "A", "lowerroman": "i", "upperroman": "I"}
)


def bullet_list(node: nodes.Node, translation: Translation) -> str:
    assert isinstance(node, nodes.bullet_list)
    tight = syntax.boolean(_is_tight(node))
    if "contains-task-list" in node["classes"]:
        return syntax.call("checklist", *(_task(item, translation) for item in _items(node)), tight=tight)
    return syntax.call("bullets", *(_item(item, translation) for item in _items(node)), tight=tight)


def enumerated_list(node: nodes.Node, translation: Translation) -> str:
    assert isinstance(node, nodes.enumerated_list)
    numbering = f"{node.get('prefix', '')}{_NUMBERINGS[node.get('enumtype', 'arabic')]}{node.get('suffix', '.')}"
    return syntax.call(
        "numbers",
        *(_item(item, translation) for item in _items(node)),
        tight=syntax.boolean(_is_tight(node)),
        start=str(node.get("start", 1)),
        numbering=syntax.string(numbering),
    )


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
    first.remove(box)
    if first.children and isinstance(first.children[0], nodes.Text):
        first[0] = nodes.Text(first.children[0].astext().lstrip())
    return syntax.array((syntax.boolean(box["checked"]), _item(item, translation)))


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
    entries = []
    for item in node.children:
        assert isinstance(item, nodes.Element)
        terms = [child for child in item.children if isinstance(child, (nodes.term, nodes.classifier))]
        words = _joined([_term(term, translation) for term in terms], ", ")
        marks = [child for child in item.children if isinstance(child, addnodes.index)]
        body = [child for child in item.children if child not in terms and child not in marks]
        entries.append(
            syntax.array((syntax.sequence([*map(translation.inline, marks), words]), _bodies(body, translation)))
        )
    return syntax.call("definitions", *entries)


def _term(term: nodes.Element, translation: Translation) -> str:
    return translation.anchors(term) + translation.inlines(term.children)


def _bodies(bodies: Sequence[nodes.Node], translation: Translation) -> str:
    """Return the definitions of one term; each after the first begins a paragraph of its own."""
    if len(bodies) == 1:
        return flow(bodies[0].children, translation)
    return syntax.sequence(translation.blocks(body.children) for body in bodies)


def _joined(expressions: list[str], separator: str) -> str:
    joined: list[str] = []
    for expression in expressions:
        joined += [syntax.string(separator), expression] if joined else [expression]
    return syntax.sequence(joined)


def field_list(node: nodes.Node, translation: Translation) -> str:
    """Names and values (also docutils' option lists): set as definitions."""
    entries = []
    for entry in node.children:
        name, body = entry.children
        entries.append(syntax.array((_field_name(name, translation), flow(body.children, translation))))
    return syntax.call("definitions", *entries)


def _field_name(name: nodes.Node, translation: Translation) -> str:
    return syntax.words(name.astext()) if isinstance(name, nodes.option_group) else translation.inlines(name.children)


# ---------------------------------------------------------------------------------------------------- boxes


def box(node: nodes.Node, translation: Translation) -> str:
    assert isinstance(node, own.ratgeber_box)
    title, *body = node.children
    return syntax.call(
        "info-box",
        translation.blocks(body),
        kind=syntax.string(node["kind"]),
        lines=str(lines_of(node)),
        title=translation.inlines(title.children),
    )


def admonition(node: nodes.Node, translation: Translation) -> str:
    """docutils' admonitions: the class says the title."""
    kind = type(node).__name__
    return syntax.call(
        "info-box",
        translation.blocks(node.children),
        kind=syntax.string(kind),
        lines=str(lines_of(node)),
        title=syntax.string(translation.sources.admonition_title(kind)),
    )


def titled_box(node: nodes.Node, translation: Translation) -> str:
    """Boxes that bring their title: `{admonition}`, `{topic}`, `{sidebar}`."""
    titles = [child for child in node.children if isinstance(child, (nodes.title, nodes.subtitle))]
    body = [child for child in node.children if child not in titles]
    words = _joined([translation.inlines(title.children) for title in titles], " – ")
    return syntax.call(
        "info-box",
        translation.blocks(body),
        kind='"note"',
        lines=str(lines_of(node)),
        title=words if titles else None,
    )


def foreign(node: nodes.Node, translation: Translation) -> str:
    assert isinstance(node, own.ratgeber_foreign)
    return syntax.call(
        "foreign",
        translation.blocks(node.children),
        language=syntax.string(node["language"].split("-")[0].lower()),
        direction=syntax.string(node["direction"]),
    )


# ------------------------------------------------------------------------------------------------- passages


def block_quote(node: nodes.Node, translation: Translation) -> str:
    attributions = [child for child in node.children if isinstance(child, nodes.attribution)]
    body = [child for child in node.children if child not in attributions]
    who = _joined([translation.inlines(attribution.children) for attribution in attributions], ", ")
    return syntax.call("quotation", translation.blocks(body), attribution=who if attributions else None)


def line_block(node: nodes.Node, translation: Translation) -> str:
    return syntax.call("verse", *_lines(node, translation, depth=0))


def _lines(node: nodes.Node, translation: Translation, *, depth: int) -> list[str]:
    lines: list[str] = []
    for child in node.children:
        if isinstance(child, nodes.line_block):
            lines += _lines(child, translation, depth=depth + 1)
        else:
            lines.append(syntax.array((str(depth), translation.inlines(child.children))))
    return lines


def literal_block(node: nodes.Node, translation: Translation) -> str:
    return syntax.call("listing", _code(node))


def container(node: nodes.Node, translation: Translation) -> str:
    """A plain wrapper, or Sphinx's wrapper of a listing with its caption."""
    assert isinstance(node, nodes.container)
    if not node.get("literal_block"):
        return translation.blocks(node.children)
    caption, listing = node.children
    words = caption_words(node, caption, "code-block", translation)
    return syntax.call("listing", _code(listing), caption=words)


def _code(listing: nodes.Node) -> str:
    """Code as it stands; only endless words may end a line."""
    return syntax.string(syntax.breakable(listing.astext()))


def caption_words(node: nodes.Element, caption: nodes.Node, kind: str, translation: Translation) -> str:
    """Return a caption with Sphinx's number before it."""
    identifiers = node["ids"]
    number = translation.sources.number(translation.docname, kind, identifiers[0]) if identifiers else ""
    words = translation.inlines(caption.children)
    if not number:
        return words
    return syntax.sequence((syntax.call("strong", syntax.string(f"{number}:")), syntax.string(" "), words))


def transition(node: nodes.Node, translation: Translation) -> str:
    """A rule; the one MyST puts above its notes is not the author's, and notes stand at the page's foot."""
    assert isinstance(node, nodes.transition)
    return "" if "footnotes" in node["classes"] else "divider"


def footnote(node: nodes.Node, translation: Translation) -> str:
    """Set where it is referred to; one nobody refers to would be lost."""
    assert isinstance(node, nodes.footnote)
    if all(translation.label(identifier) not in translation.used_notes for identifier in node["ids"]):
        raise translation.refuse(
            node,
            "Auf diese Fußnote verweist keine Stelle im Text. Setzen Sie den Verweis, oder streichen Sie die Fußnote.",
        )
    return ""


def rubric(node: nodes.Node, translation: Translation) -> str:
    return syntax.call("rubric", translation.inlines(node.children))


def centered(node: nodes.Node, translation: Translation) -> str:
    return syntax.call("centered", translation.inlines(node.children))


def columns(node: nodes.Node, translation: Translation) -> str:
    return syntax.call("side-by-side", *(translation.blocks(column.children) for column in node.children))


def bare_inline(node: nodes.Node, translation: Translation) -> str:
    """An inline node that stands among blocks, such as a picture with a link."""
    return syntax.call("par", translation.inlines((node,)))


BLOCKS: Mapping[type[nodes.Node], Handler] = MappingProxyType(
    {
        nodes.paragraph: paragraph,
        addnodes.compact_paragraph: paragraph,
        nodes.bullet_list: bullet_list,
        nodes.enumerated_list: enumerated_list,
        nodes.definition_list: definition_list,
        addnodes.glossary: children,
        addnodes.acks: children,
        addnodes.versionmodified: children,
        nodes.field_list: field_list,
        nodes.option_list: field_list,
        own.ratgeber_box: box,
        own.ratgeber_foreign: foreign,
        nodes.admonition: titled_box,
        nodes.topic: titled_box,
        nodes.sidebar: titled_box,
        nodes.attention: admonition,
        nodes.caution: admonition,
        nodes.danger: admonition,
        nodes.error: admonition,
        nodes.hint: admonition,
        nodes.important: admonition,
        nodes.note: admonition,
        nodes.tip: admonition,
        nodes.warning: admonition,
        addnodes.seealso: admonition,
        nodes.block_quote: block_quote,
        nodes.line_block: line_block,
        nodes.literal_block: literal_block,
        nodes.doctest_block: literal_block,
        nodes.container: container,
        nodes.compound: children,
        nodes.transition: transition,
        nodes.footnote: footnote,
        nodes.rubric: rubric,
        addnodes.centered: centered,
        addnodes.hlist: columns,
        nodes.raw: raw,
        nodes.reference: bare_inline,
        nodes.target: nothing,
        nodes.comment: nothing,
        nodes.meta: nothing,
        nodes.substitution_definition: nothing,
        addnodes.highlightlang: nothing,
        addnodes.tabular_col_spec: nothing,
    }
)
