"""About how many lines something takes, so that the theme can keep short boxes and tables on one page.

Measuring each box in Typst would set it twice (40 % of the time for the whole guide); a guess by characters does.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

from docutils import nodes

from ratgeber_tools.sphinx_ext.decision_trees import ANSWERS

#: Characters in a full line of a box, and what a picture counts.
CHARACTERS_PER_LINE = 62
PICTURE_LINES = 20
#: An entry of a list and a row of a table of up to so many lines are not torn.
WHOLE_UP_TO = 12
#: Lines of what is torn that stand below its heading at least.
_BEGINNING = 3
#: A list of up to so many lines is not torn (one of two items, as long as an entry); of a longer one the last two items
#: stay together.
WHOLE_LIST = 8

_ONE_PARAGRAPH = (nodes.paragraph, nodes.term, nodes.line, nodes.title, nodes.rubric, nodes.caption, nodes.attribution)


def lines_of(node: nodes.Node) -> int:
    """Return about how many lines `node` takes; rather too many than too few."""
    if isinstance(node, nodes.row):
        width = CHARACTERS_PER_LINE / max(1, len(node.children))
        return 1 + max((_paragraphs(entry, width) for entry in node.children), default=0)
    if isinstance(node, nodes.literal_block):
        return node.astext().count("\n") + 2
    if isinstance(node, nodes.image):
        return PICTURE_LINES
    if isinstance(node, _ONE_PARAGRAPH):
        if pictures := lone_pictures(node):
            return PICTURE_LINES * len(pictures)
        breaks = sum(1 for raw in node.findall(nodes.raw) if raw.get("format") == "html")
        return breaks + _lines(node.astext(), CHARACTERS_PER_LINE)
    labels = len(node.children) if isinstance(node, nodes.bullet_list) and ANSWERS in node["classes"] else 0
    return labels + sum(lines_of(child) for child in node.children)


def is_kept_whole(*parts: nodes.Node) -> bool:
    """Say whether an entry, or rows that a merged cell holds together, stand on one page."""
    return sum(map(lines_of, parts)) <= WHOLE_UP_TO


def lines_kept_with_heading(entry: nodes.Node) -> int:
    """Return how many lines of a list's first entry stand below its heading: all of it, or its beginning."""
    return lines_of(entry) if is_kept_whole(entry) else _BEGINNING


def lines_at_the_end(items: Sequence[nodes.Node]) -> int:
    """Return how many lines the last two items of a list take that must not part; 0 where it is not torn at all.

    Of a long last item its beginning counts: then it does not stand alone.
    """
    lengths = [lines_of(item) for item in items]
    if sum(lengths) <= (WHOLE_LIST if len(items) > 2 else WHOLE_UP_TO):
        return 0
    last = sum(lengths[-2:])
    if len(items) == 1:
        return _BEGINNING
    return last if last <= WHOLE_UP_TO else min(lengths[-2], WHOLE_UP_TO) + _BEGINNING


def lone_pictures(node: nodes.Node) -> list[nodes.Node]:
    """Return the pictures of a paragraph that holds nothing else, as `![…](…)` on a line of its own does."""
    content = [child for child in node.children if not isinstance(child, nodes.Text) or child.strip()]
    return content if all(isinstance(child, nodes.image) for child in content) else []


def _paragraphs(node: nodes.Node, width: float) -> int:
    """Lines of a cell: each paragraph for itself, a picture as everywhere."""
    paragraphs = list(node.findall(nodes.paragraph))
    pictures = sum(PICTURE_LINES for _ in node.findall(nodes.image))
    return pictures + sum(_lines(paragraph.astext(), width) for paragraph in paragraphs)


def _lines(text: str, width: float) -> int:
    return max(1, math.ceil(len(text) / width))
