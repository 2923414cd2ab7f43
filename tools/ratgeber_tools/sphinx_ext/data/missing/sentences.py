"""The sentences of a paragraph in the doctree: which of its nodes make one, so that one can go and the others stay."""

from __future__ import annotations

import itertools
import re

from docutils import nodes

from ratgeber_tools.prose.sentences import breaks
from ratgeber_tools.sphinx_ext.nodes import ratgeber_gap

Sentence = list[nodes.Node]

#: Stands for a node without words of its own while ends of sentences are looked for: any word will do.
_WORDLESS = "Wort"
#: An author's line that ends so is the end of a sentence, whatever comes next.
_LINE_END = re.compile(r"[.!?…:][\"“”‘’»«)]?\s*\n")


def sentences_of(holder: nodes.Element) -> list[Sentence]:
    """Return the children of a paragraph by sentences; text is split where one ends, and nothing is lost."""
    words = [_words(child) for child in holder.children]
    text = "".join(words)
    ends = {position + 1 for position in breaks(text.replace("\n", " "))}
    ends |= {match.end() for match in _LINE_END.finditer(text)}
    result: list[Sentence] = [[]]
    start = 0
    for child, own in zip(holder.children, words, strict=True):
        if isinstance(child, nodes.Text):
            edges = [start, *sorted(end for end in ends if start < end < start + len(own)), start + len(own)]
            for index, (before, after) in enumerate(itertools.pairwise(edges)):
                if index or before in ends:
                    result.append([])
                result[-1].append(nodes.Text(text[before:after]))
        else:
            if start in ends:
                result.append([])
            result[-1].append(child)
        start += len(own)
    return [sentence for sentence in result if sentence]


def _words(node: nodes.Node) -> str:
    """Return what ends of sentences are looked for in; a value that is a sentence ends one, whatever it says."""
    if isinstance(node, nodes.Text):
        return node.astext()  # these words are written again; what stands for a node is not
    words = node.astext() or _WORDLESS
    return f"{words}." if isinstance(node, ratgeber_gap) and node["is_whole"] and words[-1] not in ".!?" else words


def words_of(sentence: Sentence) -> str:
    """Return what a sentence says, blanks as one."""
    return " ".join("".join(node.astext() for node in sentence).split())
