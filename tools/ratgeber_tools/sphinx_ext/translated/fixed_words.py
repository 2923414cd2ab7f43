"""What building blocks and records say by themselves, in the page's language; what a record holds stays German.

Titles of boxes, labels of a contact's lines, its buttons, and the block that closes a chapter: words of ours, which
stand in the catalogue of the interface.  Names, addresses, hours and sources are the offices' words and marked German.
"""

from __future__ import annotations

from collections.abc import Callable

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.transforms.post_transforms import SphinxPostTransform

from ratgeber_tools import dialect
from ratgeber_tools.languages.interface import interface_words
from ratgeber_tools.sphinx_ext.edition import is_for_paper, is_translated, public_edition
from ratgeber_tools.sphinx_ext.nodes import (
    GERMAN_CLASS,
    ratgeber_box,
    ratgeber_box_title,
)
from ratgeber_tools.sphinx_ext.translated.marks import own_words


class SayFixedWords(SphinxPostTransform):
    """Runs when contacts have become cards (900)."""

    default_priority = 920

    def run(self, **kwargs: object) -> None:
        edition = public_edition(self.config)
        if edition is None or not is_translated(self.config) or is_for_paper(self.app):
            return
        say = interface_words(edition.language)
        for title in self.document.findall(ratgeber_box_title):
            _exchange_label(title, say)
        for box in self.document.findall(ratgeber_box):
            if "record" in box or box["kind"] == dialect.PROVENANCE.name:
                self._exchange(box, say, edition.language)

    def _exchange(self, box: ratgeber_box, say: Callable[[str], str], language: str) -> None:
        for child in box.children:
            if isinstance(child, (nodes.line_block, nodes.bullet_list)):
                child["classes"].append(GERMAN_CLASS)
        for line in box.findall(nodes.line):
            label, mark, _ = line.astext().partition(": ")
            first = line.children[0] if line.children else None
            if mark and say(label) != label and isinstance(first, nodes.Text) and str(first).startswith(f"{label}: "):
                words = say(label)
                value = nodes.Text(str(first).removeprefix(f"{label}: "))
                line.children[:1] = []
                line.insert(0, [own_words(f"{words}:", language), nodes.Text(" "), value])
        for paragraph in box.findall(nodes.paragraph):
            for text in list(paragraph.findall(nodes.Text)):
                _exchange_words(text, say)


def _exchange_label(title: nodes.Element, say: Callable[[str], str]) -> None:
    for text in list(title.findall(nodes.Text)):
        _exchange_words(text, say)


def _exchange_words(text: nodes.Text, say: Callable[[str], str]) -> None:
    """Exchange a text that is a word of ours, or begins with one and a colon."""
    label, mark, rest = str(text).partition(":")
    words = say(label.strip())
    if words != label.strip():
        text.parent.replace(text, nodes.Text(words + mark + rest))


def setup_fixed_words(app: Sphinx) -> None:
    app.add_post_transform(SayFixedWords)
