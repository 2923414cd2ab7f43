"""Our HTML translator for a book: well-formed, without scripts and forms, with what readers of books know by name.

EPUB 3.3, 6.1 (XHTML) and EPUB Structural Semantics Vocabulary 1.1 for `epub:type`; the roles are of DPUB-ARIA 1.1.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from docutils import nodes

from ratgeber_tools.artwork.svg import inline_pictogram
from ratgeber_tools.dialect import BOXES
from ratgeber_tools.sphinx_ext import nodes as own
from ratgeber_tools.sphinx_ext.html import visitors
from ratgeber_tools.sphinx_ext.html.math import mathml
from ratgeber_tools.sphinx_ext.html.translator import GuideHTMLTranslator

_TICK, _TICKED = "☐", "☑"


class EpubTranslator(GuideHTMLTranslator):
    """Writes the body of a page; `HANDLERS` are for our own nodes, where the book differs from the web."""

    def __init__(self, *arguments: Any) -> None:
        super().__init__(*arguments)
        self.boxes = 0
        self.kind = "chapter"  # or "part"; the builder knows both
        self.drawing = ""  # the address of what is drawn below the title; decoration, says nothing

    def visit_section(self, node: nodes.section) -> None:
        """The outermost is the chapter or the part itself."""
        self.section_level += 1
        kind = {} if self.section_level > 1 else _named(self.kind)
        self.body.append(self.starttag(node, "section", **kind))

    def depart_title(self, node: nodes.title) -> None:
        super().depart_title(node)
        if self.drawing and self.section_level == 1:
            self.body.append(f'<p class="rg-zeichnung"><img src="{self.drawing}" alt="" role="presentation"/></p>\n')
            self.drawing = ""

    def visit_math(self, node: nodes.math, math_env: str = "") -> None:
        """With its source as words for readers that do not know MathML."""
        words = self.attval(node.astext())
        self.body.append(mathml(node).replace("<math ", f'<math alttext="{words}" ', 1))
        raise nodes.SkipNode

    def visit_literal_block(self, node: nodes.Element) -> None:
        """As it was typed; the guide has no program code to colour."""
        self.body.append(self.starttag(node, "pre", "") + self.encode(node.astext()) + "</pre>\n")
        raise nodes.SkipNode

    def visit_footnote_reference(self, node: nodes.Element) -> None:
        self.body.append("&#8288;")
        link: dict[str, Any] = {"epub:type": "noteref", "role": "doc-noteref", "href": f"#{node['refid']}"}
        self.body.append(self.starttag(node, "a", "", CLASS="footnote-reference", **link))

    def depart_footnote_reference(self, node: nodes.Element) -> None:
        self.body.append("</a>")

    def visit_footnote(self, node: nodes.Element) -> None:
        """Many readers show it where it is called, and not here."""
        if not isinstance(node.previous_sibling(), nodes.footnote):
            self.body.append('<section class="footnote-list" epub:type="footnotes">\n')
        kind: dict[str, Any] = {"epub:type": "footnote", "role": "doc-footnote"}
        self.body.append(self.starttag(node, "aside", CLASS="footnote", **kind))

    def depart_footnote(self, node: nodes.Element) -> None:
        self.body.append("</aside>\n")
        if not isinstance(node.next_node(descend=False, siblings=True), nodes.footnote):
            self.body.append("</section>\n")


def sign(name: str) -> str:
    """Return a sign or pictogram as an element of a page that is XML."""
    return inline_pictogram(name).replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" ', 1)


def _named(kind: str) -> dict[str, Any]:
    return {"epub:type": kind, "role": f"doc-{kind}"}


def visit_box(self: EpubTranslator, node: own.ratgeber_box) -> None:
    """A note with a name, which a screen reader says before it reads on."""
    self.boxes += 1
    named: dict[str, Any] = {"role": "note", "aria-labelledby": f"kasten-{self.boxes}"}
    self.body.append(self.starttag(node, "div", CLASS=f"rg-box rg-{node['kind']}", **named))


def depart_box(self: EpubTranslator, node: own.ratgeber_box) -> None:
    self.body.append("</div>\n")


def visit_box_title(self: EpubTranslator, node: own.ratgeber_box_title) -> None:
    """The sign is drawn in the reader's own colour, so that it is seen on white, sepia and black pages alike."""
    spec = BOXES.get(node.parent["kind"])
    if not node["ids"]:
        node["ids"] = [f"kasten-{self.boxes}"]
    self.body.append(self.starttag(node, "p", "", CLASS="rg-box-title"))
    self.body.append(sign(spec.sign) if spec is not None else "")


def depart_box_title(self: EpubTranslator, node: own.ratgeber_box_title) -> None:
    self.body.append("</p>\n")


def visit_checkbox(self: EpubTranslator, node: own.ratgeber_checkbox) -> None:
    """A character, which every reader has and copies; what it is read as stands beside it only where it is ticked."""
    spoken = '<span class="rg-spoken">erledigt: </span>' if node["checked"] else ""
    box = _TICKED if node["checked"] else _TICK
    self.body.append(f'<span class="rg-checkbox" aria-hidden="true">{box} </span>{spoken}')
    raise nodes.SkipNode


def visit_field(self: EpubTranslator, node: own.ratgeber_field) -> None:
    """Dots as on the web, in XHTML."""
    visitors.visit_field(self, node, line_break="<br/>")


def visit_expiring(self: EpubTranslator, node: own.ratgeber_expiring) -> None:
    """The first wording, as on paper: nothing in a book knows which day it is."""
    shown, _ = node.children
    for child in shown.children:
        child.walkabout(self)
    raise nodes.SkipNode


def visit_cohort(self: EpubTranslator, node: own.ratgeber_cohort) -> None:
    self.body.append(self.starttag(node, "div", CLASS="rg-jahrgang"))


def visit_birthday_form(self: EpubTranslator, node: own.ratgeber_birthday_form) -> None:
    raise nodes.SkipNode


def depart_cohort(self: EpubTranslator, node: own.ratgeber_cohort) -> None:
    self.body.append("</div>\n")


#: As Sphinx keeps them: the node's name, what begins it and what ends it.  The rest is as in the web.
HANDLERS: Mapping[str, tuple[Any, Any]] = MappingProxyType(
    {
        own.ratgeber_box.__name__: (visit_box, depart_box),
        own.ratgeber_box_title.__name__: (visit_box_title, depart_box_title),
        own.ratgeber_checkbox.__name__: (visit_checkbox, None),
        own.ratgeber_field.__name__: (visit_field, None),
        own.ratgeber_expiring.__name__: (visit_expiring, None),
        own.ratgeber_cohort.__name__: (visit_cohort, depart_cohort),
        own.ratgeber_birthday_form.__name__: (visit_birthday_form, None),
    }
)
