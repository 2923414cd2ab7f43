"""Which sentence of a translated page is German, old, or a machine's: what `{uebersetzung}` says becomes looks.

A sentence nobody has translated is marked as German for browsers and voices, with a word in the page's language before
it.  One made for older German words says so, with the German of today behind it.  What a machine has drafted the page
says once, above its title (`switch`).
"""

from __future__ import annotations

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.transforms import SphinxTransform
from sphinx.util.docutils import SphinxRole

from ratgeber_tools import dialect
from ratgeber_tools.editions.manifest import GERMAN
from ratgeber_tools.languages.interface import interface_words
from ratgeber_tools.sphinx_ext.edition import is_for_paper, is_translated, public_edition
from ratgeber_tools.sphinx_ext.nodes import GERMAN_CLASS, ratgeber_foreign_inline

OUTDATED_CLASS = "rg-veraltet"
MARK_CLASS = "rg-sprachmarke"


class _TranslationMark(nodes.Inline, nodes.Element):
    """A mark as it was read; gone before any edition is written."""


class TranslationRole(SphinxRole):
    """`{uebersetzung}` with a state, at the beginning of what it is about."""

    def run(self) -> tuple[list[nodes.Node], list[nodes.system_message]]:
        return [_TranslationMark("", state=self.text)], []


class SettleMarks(SphinxTransform):
    """Runs behind the key points are added, before titles and references are looked at."""

    default_priority = 60

    def apply(self, **kwargs: object) -> None:
        edition = public_edition(self.config)
        if edition is None or not is_translated(self.config):
            return
        is_on_paper = is_for_paper(self.app)
        say = interface_words(edition.language)
        for mark in list(self.document.findall(_TranslationMark)):
            holder, state = mark.parent, str(mark["state"])
            behind = holder.children[holder.index(mark) + 1 :]
            holder.remove(mark)
            if behind and isinstance(behind[0], nodes.Text):  # the blank between a role and what it is about
                holder.replace(behind[0], nodes.Text(behind[0].lstrip()))
                behind[0] = holder.children[len(holder.children) - len(behind)]
            name, _, day = state.partition(" ")
            if name == dialect.UNTRANSLATED:
                holder["classes"].append(GERMAN_CLASS)
                if not is_on_paper:
                    self._label(holder, say("Auf Deutsch"), edition.language)
            elif name == dialect.OUTDATED:
                holder["classes"].append(OUTDATED_CLASS)
                words = say("Veraltet")
                self._label(holder, f"{words} ({day})" if day else words, edition.language)
            elif name == dialect.GERMAN_NOW:
                for node in behind:
                    holder.remove(node)
                label = nodes.inline("", f" {say('Auf Deutsch steht jetzt:')} ", classes=[MARK_CLASS])
                holder += [label, ratgeber_foreign_inline("", "", *behind, language=GERMAN, direction="ltr")]

    def _label(self, holder: nodes.Element, words: str, language: str) -> None:
        if isinstance(holder, (nodes.title, nodes.term)):  # contents, window and search would say it as well
            return
        label = own_words(words, language, MARK_CLASS)
        holder.insert(0, [label, nodes.Text(" ")])


def own_words(words: str, language: str, *classes: str) -> ratgeber_foreign_inline:
    """Return words in the page's language, to stand among German ones."""
    direction = dialect.direction_of(language)
    return ratgeber_foreign_inline("", words, language=language, direction=direction, classes=[*classes])


def setup_translation_marks(app: Sphinx) -> None:
    app.add_role(dialect.TRANSLATION_ROLE, TranslationRole())
    app.add_transform(SettleMarks)
