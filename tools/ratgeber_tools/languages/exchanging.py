"""A chapter in another language: the German document with its units' words exchanged.

A unit without a translation, or with one made for older German words, begins with a role that says so; the engine
takes it as what it is about its whole paragraph, cell or heading.  Nothing but words is touched, so what a record says,
where links lead and what stands in which box is the same in every language.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from ratgeber_tools import dialect
from ratgeber_tools import document as doc
from ratgeber_tools.data.dates import format_date
from ratgeber_tools.data.yaml_tree import read_yaml
from ratgeber_tools.guide.front_matter import sentences_of
from ratgeber_tools.languages.ageing import UnitStanding
from ratgeber_tools.languages.catalogue import TranslationState
from ratgeber_tools.languages.tagged import TagMistake, tag, term_of, untag
from ratgeber_tools.languages.units import LEFT_OUT, has_title, key_of, key_point_words, open_verbatim
from ratgeber_tools.traversal import map_inlines, map_values
from ratgeber_tools.writers.inlines import write_line
from ratgeber_tools.writers.myst import write

#: The lines of `kurz` in a head.
_KEY_POINTS = re.compile(r"^kurz:.*\n(?:(?:[ \t-].*)?\n)*", re.MULTILINE)


def _mark(state: str) -> doc.Inline:
    return doc.Role(dialect.TRANSLATION_ROLE, state)


class Exchange:
    """Exchanges the words of one chapter; `terms` is what the glossary's words are called in the language."""

    def __init__(self, found: Mapping[str, UnitStanding], terms: Mapping[str, str] | None = None) -> None:
        self._found = found
        self._terms = terms or {}

    def document(self, document: doc.Document) -> doc.Document:
        """Return the document in the language, with the key points in its head."""
        blocks: doc.Blocks = map_values(document.blocks, self._value)
        notes = {label: map_values(inner, self._value) for label, inner in document.notes.items()}
        return replace(document, blocks=blocks, notes=notes, front_matter=self._head(document.front_matter))

    def _head(self, head: str) -> str:
        """Return a head whose `kurz` is in the language; whatever else stands in it is for editors."""
        points = read_yaml(head).values.get("kurz")
        found = _KEY_POINTS.search(head + "\n")
        if found is None or not points:
            return head
        sentences = [str(point) for point in points] if isinstance(points, list) else sentences_of(str(points))
        lines = [f"  - {json.dumps(self.key_point(sentence), ensure_ascii=False)}\n" for sentence in sentences]
        return (head[: found.start()] + "kurz:\n" + "".join(lines) + (head + "\n")[found.end() :]).rstrip("\n")

    def key_point(self, sentence: str) -> str:
        """Return a sentence of `kurz` in the language, behind a mark where it is German or old."""
        words = key_point_words(sentence)
        return write_line(self.words(words)) if words else sentence

    def words(self, words: doc.Inlines, *, is_plain: bool = False, is_text: bool = False) -> doc.Inlines:
        """Return the words of a unit in the language, behind a mark where they are German or old.

        `is_plain` says that they stand where no mark can: the title of a box, what a picture shows; `is_text` that the
        German of today has room behind words made for an older one.
        """
        german = tag(words)
        if not german.has_words:
            return words
        standing = self._found.get(key_of(german.text))
        entry = None if standing is None else standing.entry
        if standing is None or entry is None or not standing.may_be_shown:
            return words if is_plain else (_mark(dialect.UNTRANSLATED), *words)
        made = untag(entry.text, replace(german, text=entry.german))
        if isinstance(made, TagMistake):
            return words if is_plain else (_mark(dialect.UNTRANSLATED), *words)
        made = map_inlines(made, self._term)
        if is_plain:
            return made
        if standing.is_old:
            state = dialect.OUTDATED if entry.on is None else f"{dialect.OUTDATED} {format_date(entry.on)}"
            now = (doc.Text(" "), _mark(dialect.GERMAN_NOW), doc.Text(" "), *words) if is_text else ()
            return (_mark(state), *made, *now)
        return (_mark(entry.state.value), *made) if entry.state is TranslationState.MACHINE else made

    def plain(self, text: str) -> str:
        """Return a text without markup in the language: what a picture shows, the title of a box."""
        return doc.plain_text(self.words((doc.Text(text),), is_plain=True)) if text else ""

    def _value(self, value: Any) -> Any:
        match value:
            case doc.Heading(children=words):
                return replace(value, children=self.words(words))
            case doc.Paragraph(children=words):
                return replace(value, children=self.words(words, is_text=True))
            case doc.Definition(term=words):
                return replace(value, term=self.words(words))
            case doc.Figure(caption=words, image=image):
                image = replace(image, alt=self.plain(image.alt))
                return replace(value, image=image, caption=self.words(words) if words else ())
            case doc.Table(caption=words) if words:
                return replace(value, caption=self.words(words))
            case doc.Container(name=name) if name in dialect.CONTAINERS and has_title(value):
                return replace(value, argument=self.plain(value.argument))
            case doc.Container(name=name) if name in LEFT_OUT:
                return doc.Verbatim(write(doc.Document((value,))).rstrip("\n"), lines=value.lines)
            case doc.Verbatim() if (opened := open_verbatim(value)) is not None:
                return replace(value, source=opened.closed(self.document(opened.document), self.plain(opened.alt)))
        return value

    def _term(self, inline: doc.Inline) -> doc.Inlines | None:
        """Let a word of the glossary lead to what the glossary calls it in this language."""
        if not isinstance(inline, doc.Role) or inline.name not in (dialect.TERM_ROLE, dialect.EXPLANATION_ROLE):
            return None
        shown, term = term_of(inline)
        known = self._terms.get(term)
        if known is None:
            return None
        content = known if inline.name == dialect.EXPLANATION_ROLE else f"{shown} <{known}>"
        return (replace(inline, content=content),)
