"""The answers of a decision tree: a list whose labels are the answers, the next question inside its item."""

from __future__ import annotations

from docutils import nodes

from ratgeber_tools.sphinx_ext.decision_trees import ANSWER, asks
from ratgeber_tools.sphinx_ext.pdf import syntax
from ratgeber_tools.sphinx_ext.pdf.translation import Translation


def answers(tree: nodes.bullet_list, translation: Translation) -> str:
    """Return the call that draws a list of answers, each `(answer, body, asks)`; `asks` if a question follows."""
    items = [item for item in tree.children if isinstance(item, nodes.list_item)]
    return syntax.call("answers", *(_answer(item, translation) for item in items))


def _answer(item: nodes.list_item, translation: Translation) -> str:
    answer, body = _parted(item)
    parts = [translation.anchors(item).rstrip(";")]
    parts += [translation.block(block) for block in body]
    words = translation.inlines(answer)
    return syntax.array((words, syntax.sequence(parts), syntax.boolean(asks(item))))


def _parted(item: nodes.list_item) -> tuple[list[nodes.Node], list[nodes.Node]]:
    """Return the words that answer, and the blocks without them."""
    blocks = list(item.children)
    first = blocks[0] if blocks else None
    if not isinstance(first, nodes.paragraph) or not is_answer(first):
        return [], blocks
    rest = first.copy()
    rest += [child.deepcopy() for child in first.children[2:]]
    return list(first.children[0].children), [*([rest] if rest.children else []), *blocks[1:]]


def is_answer(paragraph: nodes.paragraph) -> bool:
    """Say whether a paragraph begins with an answer and its colon."""
    first = paragraph.children[0] if paragraph.children else None
    return isinstance(first, nodes.strong) and ANSWER in first["classes"]


def question(paragraph: nodes.paragraph, translation: Translation) -> str:
    """Return the call for a paragraph that asks: it stays with its first answer."""
    return syntax.call("question", translation.inlines(paragraph.children))
