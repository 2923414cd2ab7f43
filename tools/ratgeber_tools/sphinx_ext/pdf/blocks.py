"""Block nodes: paragraphs, boxes, quotations, code, rules."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from docutils import nodes
from sphinx import addnodes

from ratgeber_tools.sphinx_ext import nodes as own
from ratgeber_tools.sphinx_ext.decision_trees import QUESTION
from ratgeber_tools.sphinx_ext.pdf import syntax
from ratgeber_tools.sphinx_ext.pdf.decision_trees import question
from ratgeber_tools.sphinx_ext.pdf.extent import lines_of, lone_pictures
from ratgeber_tools.sphinx_ext.pdf.inlines import nothing, raw
from ratgeber_tools.sphinx_ext.pdf.lists import LISTS
from ratgeber_tools.sphinx_ext.pdf.provenance import is_provenance, provenance
from ratgeber_tools.sphinx_ext.pdf.tear_outs import is_torn_out, put_on_a_sheet
from ratgeber_tools.sphinx_ext.pdf.translation import Handler, Translation


def paragraph(node: nodes.Node, translation: Translation) -> str:
    if pictures := lone_pictures(node):
        return translation.blocks(pictures)
    if not node.children:
        return ""
    if isinstance(node, nodes.paragraph) and QUESTION in node["classes"]:
        return question(node, translation)
    is_to_fill_in = isinstance(node.children[-1], own.ratgeber_field)  # what is announced stands behind the colon
    announces = not is_to_fill_in and node.astext().rstrip().endswith(":")
    return syntax.call("lead-in" if announces else "par", translation.inlines(node.children))


def children(node: nodes.Node, translation: Translation) -> str:
    """A wrapper without a look of its own."""
    return translation.blocks(node.children)


def glossary(node: nodes.Node, translation: Translation) -> str:
    return syntax.call("glossary", translation.blocks(node.children))


# ---------------------------------------------------------------------------------------------------- boxes


def box(node: nodes.Node, translation: Translation) -> str:
    assert isinstance(node, own.ratgeber_box)
    if is_provenance(node):
        return provenance(node, translation)
    title, *body = node.children
    return syntax.call(
        "info-box",
        put_on_a_sheet(node, translation) if is_torn_out(node, translation) else translation.blocks(body),
        kind=syntax.string(node["kind"]),
        lines=str(lines_of(node)),
        title=translation.inlines(title.children),
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
    who = syntax.joined([translation.inlines(attribution.children) for attribution in attributions], ", ")
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


def bare_inline(node: nodes.Node, translation: Translation) -> str:
    """An inline node that stands among blocks, such as a picture with a link."""
    return syntax.call("par", translation.inlines((node,)))


BLOCKS: Mapping[type[nodes.Node], Handler] = MappingProxyType(
    {
        **LISTS,
        nodes.paragraph: paragraph,
        addnodes.compact_paragraph: paragraph,
        addnodes.glossary: glossary,
        own.ratgeber_box: box,
        own.ratgeber_foreign: foreign,
        own.ratgeber_cohort: children,
        own.ratgeber_birthday_form: nothing,
        nodes.block_quote: block_quote,
        nodes.line_block: line_block,
        nodes.literal_block: literal_block,
        nodes.compound: children,
        nodes.transition: transition,
        nodes.footnote: footnote,
        nodes.rubric: rubric,
        nodes.raw: raw,
        nodes.reference: bare_inline,
        nodes.target: nothing,
        nodes.comment: nothing,
    }
)
