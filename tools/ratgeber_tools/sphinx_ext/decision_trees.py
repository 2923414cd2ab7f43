"""A worry as questions, `:::{entscheidung} Braucht mein Kind noch Zeit?`: a box whose nested list is drawn as a tree.

It stays a list with words in it, so that whoever cannot draw has all of it: a screen reader, a search, Word.  Lists,
answers and questions get classes, by which pages, paper and book know what to draw.
"""

from __future__ import annotations

from docutils import nodes

from ratgeber_tools import dialect

#: Of a list whose items are answers, and of one whose answers all end in advice: these fit beside each other.
ANSWERS, FORK = "rg-antworten", "rg-gabel"
#: Of the paragraph that asks, and of the words that answer.
QUESTION, ANSWER = "rg-frage", "rg-antwort"
#: So many answers stand beside each other in the width of a text; below an answer there is less room.
_MOST_AT_FIRST, _MOST_BELOW = 3, 2


def mark_tree(content: nodes.Element) -> None:
    """Mark the questions and answers directly in a box or an item, and in what lies below its answers."""
    for child in content.children:
        if not isinstance(child, nodes.bullet_list):
            continue
        asked = child.previous_sibling()
        if isinstance(asked, nodes.paragraph):
            asked["classes"].append(QUESTION)
        items = [item for item in child.children if isinstance(item, nodes.list_item)]
        child["classes"].append(ANSWERS)
        for item in items:
            _mark_answer(item)
            mark_tree(item)
        most = _MOST_BELOW if isinstance(content, nodes.list_item) else _MOST_AT_FIRST
        if 2 <= len(items) <= most and not any(asks(item) for item in items):
            child["classes"].append(FORK)


def asks(item: nodes.Element) -> bool:
    """Say whether an answer leads to another question."""
    return any(isinstance(child, nodes.bullet_list) for child in item.children)


def _mark_answer(item: nodes.list_item) -> None:
    """Take the answer out of the item's first words; who types it bold means the same."""
    paragraph = item.children[0] if item.children else None
    if not isinstance(paragraph, nodes.paragraph):
        return
    content = [child for child in paragraph.children if child.astext() or not isinstance(child, nodes.Text)]
    if not content or not isinstance(content[0], (nodes.Text, nodes.strong)):
        return
    words = content.pop(0).astext()
    if content and isinstance(content[0], nodes.Text):  # `**Ja:** …` and `**Ja**: …`
        words += content.pop(0).astext()
    match = dialect.ANSWER.match(words)
    if match is None:
        return
    rest = words[match.end() :]
    paragraph.children = []
    paragraph += [
        nodes.strong("", match["answer"], classes=[ANSWER]),
        nodes.inline("", ": ", classes=["rg-spoken"]),
        *([nodes.Text(rest)] if rest else []),
        *content,
    ]
