"""The answers of a decision tree: a list whose labels are the answers, the next question inside its item."""

from __future__ import annotations

from docutils import nodes

from ratgeber_tools.sphinx_ext.decision_trees import ANSWER, asks
from ratgeber_tools.sphinx_ext.pdf import syntax
from ratgeber_tools.sphinx_ext.pdf.extent import lines_of
from ratgeber_tools.sphinx_ext.pdf.translation import Translation

#: The last question of a branch stays with its answers up to so many lines: half a page.
WHOLE_BRANCH = 18


def answers(tree: nodes.bullet_list, translation: Translation) -> str:
    """Return the call for a list of answers, each `(answer, body, torn)`; `torn` if a page may end in the body."""
    items = [item for item in tree.children if isinstance(item, nodes.list_item)]
    return syntax.call("answers", *(_answer(item, translation) for item in items))


def _answer(item: nodes.list_item, translation: Translation) -> str:
    answer, body = _parted(item)
    parts = [translation.anchors(item).rstrip(";")]
    parts += [translation.block(block) for block in body]
    words = translation.inlines(answer)
    return syntax.array((words, syntax.sequence(parts), syntax.boolean(_is_torn(item))))


def _is_torn(item: nodes.list_item) -> bool:
    """Say whether a page may end below an answer: only before a further question that leads to others in turn.

    The last question of a branch stands on one page with all its answers, unless they are long: on a page without the
    question nobody knows what is answered.
    """
    further = [answer for answer in item.findall(nodes.list_item) if answer is not item]
    return asks(item) and (any(map(asks, further)) or lines_of(item) > WHOLE_BRANCH)


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
