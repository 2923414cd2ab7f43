"""What a reference may lead to: headings by their words, and targets an author has set.

The same rules as MyST and Sphinx have (`myst_parser.slugs`, Sphinx's standard domain), so that a check and the
engine never disagree.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from ratgeber_tools import dialect
from ratgeber_tools import document as doc
from ratgeber_tools.guide.walking import PlacedBlock
from ratgeber_tools.readers.myst.directives import directive_in
from ratgeber_tools.traversal import inlines_in

_ATX_HEADING = re.compile(r"^#{1,6}[ \t]+(?P<words>.*?)(?:[ \t]+#+)?[ \t]*$")
_MARKUP = re.compile(r"\{[^{}]*\}`[^`]*`|[*_`]|\{[^{}]*\}|\]\([^)]*\)|[\[\]]")


@dataclass(slots=True)
class Anchors:
    """Line (1-based) of every heading by its slug, every target by its name, every glossary word in lower case."""

    headings: dict[str, int] = field(default_factory=dict)
    targets: dict[str, int] = field(default_factory=dict)
    terms: dict[str, int] = field(default_factory=dict)
    repeated: list[tuple[str, int]] = field(default_factory=list)  # targets set a second time in the chapter

    def has(self, name: str) -> bool:
        """Say whether `#name` leads somewhere in this chapter."""
        return name in self.headings or target_name(name) in self.targets


def target_name(name: str) -> str:
    """Return a target as docutils compares it: lower case, white space as single blanks."""
    return " ".join(name.lower().split())


def find_anchors(blocks: Iterable[PlacedBlock]) -> Anchors:
    """Collect the anchors of a chapter's blocks."""
    anchors = Anchors()
    for placed in blocks:
        block = placed.block
        named = (
            tuple(value for key, value in block.options if key == "name") if isinstance(block, doc.Container) else ()
        )
        for identifier in (*block.identifiers, *named):
            name = target_name(identifier)
            if name in anchors.targets:
                anchors.repeated.append((name, placed.line))
            anchors.targets.setdefault(name, placed.line)
        if isinstance(block, doc.Heading):
            _add_heading(anchors, _heading_words(block.children), placed.line)
        elif isinstance(block, doc.Verbatim):
            _add_verbatim(anchors, block.source, placed.line)
        elif isinstance(block, doc.DefinitionList) and dialect.GLOSSARY_DIRECTIVE in placed.within:
            for item in block.items:
                anchors.terms.setdefault(doc.plain_text(item.term).lower(), placed.line)
    return anchors


def _add_heading(anchors: Anchors, words: str, line: int) -> None:
    slug = dialect.slug(words)
    if not slug:
        return
    unique, number = slug, 1
    while unique in anchors.headings:
        unique = f"{slug}-{number}"
        number += 1
    anchors.headings[unique] = line


def _add_verbatim(anchors: Anchors, source: str, line: int) -> None:
    """A heading or a named directive the model could not hold is still something to refer to."""
    directive = directive_in(source)
    if directive is not None and directive.values.get("name"):
        anchors.targets.setdefault(target_name(directive.values["name"]), line)
    heading = _ATX_HEADING.match(source.split("\n")[-1])
    if directive is None and heading is not None:
        _add_heading(anchors, _MARKUP.sub("", heading["words"]), line)


def _heading_words(inlines: Iterable[doc.Inline]) -> str:
    """Return what MyST makes a heading's slug from: its text and code, at any depth, and nothing else."""
    return "".join(inline.text for inline in inlines_in(inlines) if isinstance(inline, doc.Text | doc.Code))
