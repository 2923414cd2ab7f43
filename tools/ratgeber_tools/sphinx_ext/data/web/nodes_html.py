"""How values that expire, cohorts and the birthday form look in HTML; the script beside them does the rest."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.config import Config
from sphinx.writers.html5 import HTML5Translator

from ratgeber_tools.languages.interface import interface_words
from ratgeber_tools.sphinx_ext import nodes as own
from ratgeber_tools.sphinx_ext.data.missing.page_end import ANCHOR, MARKS, SIGN

#: Each script, and what it does something with.
_SCRIPTED = (
    ("ratgeber-daten.js", ('class="rg-ablauf"', 'class="rg-geburtstag"')),
    ("ratgeber-heute.js", ('class="rg-kachel"', "data-zeiten=")),
)
_STATIC = Path(__file__).parents[1] / "static"


def visit_expiring(self: HTML5Translator, node: own.ratgeber_expiring) -> None:
    """Both wordings are in the page, the second hidden: without a script the date beside the value has to do."""
    shown, instead = node.children
    self.body.append(self.starttag(node, "span", "", CLASS="rg-ablauf", **{"data-bis": node["until"]}))
    self.body.append("<span>")
    for child in shown.children:
        child.walkabout(self)
    self.body.append("</span><span hidden>")
    for child in instead.children:
        child.walkabout(self)
    self.body.append("</span></span>")
    raise nodes.SkipNode


def visit_sign(self: HTML5Translator, node: own.ratgeber_sign) -> None:
    # the sign is a drawing with a name, not words under another name (WCAG 2.2, 2.5.3); copied, it stays a sign
    drawn = f'<span role="img" aria-label="{interface_words(self.config.language)("belegt")}">{SIGN}</span>'
    self.body.append(f'<a class="rg-belegt" href="#{ANCHOR}">{drawn}</a>')
    raise nodes.SkipNode


def visit_state(self: HTML5Translator, node: own.ratgeber_state) -> None:
    self.body.append(f'<span class="rg-zustand" title="{node["state"]}">{MARKS[node["state"]]}</span>')
    raise nodes.SkipNode


def visit_cohort(self: HTML5Translator, node: own.ratgeber_cohort) -> None:
    born = {"data-von": node["first"], "data-bis": node["last"]} if node["first"] else {}
    self.body.append(self.starttag(node, "div", CLASS="rg-jahrgang", **born))


def depart_cohort(self: HTML5Translator, node: own.ratgeber_cohort) -> None:
    self.body.append("</div>\n")


def visit_birthday_form(self: HTML5Translator, node: own.ratgeber_birthday_form) -> None:
    """Hidden until the script is there: without it all tables are, and nothing has to be typed."""
    self.body.append(
        '<form class="rg-geburtstag" hidden><label>Wann ist Ihr Kind geboren? '
        '<input type="date" autocomplete="off"></label> '
        '<button>Jahrgang zeigen</button> <button type="reset">Alle Jahrgänge zeigen</button>'
        '<p role="status"></p></form>\n'
    )
    raise nodes.SkipNode


def add_static_folder(app: Sphinx, config: Config) -> None:
    config.html_static_path = [*config.html_static_path, str(_STATIC)]


def add_script(app: Sphinx, page: str, template: str, context: dict[str, Any], doctree: nodes.document | None) -> None:
    """Have a page load a script only if something in it changes with the day or waits for a birthday."""
    if not isinstance(app.builder, StandaloneHTMLBuilder):
        return
    for script, signs in _SCRIPTED:
        if any(sign in context.get("body", "") for sign in signs):
            app.builder.add_js_file(script, defer="defer")


def setup_nodes_html(app: Sphinx) -> None:
    app.add_node(own.ratgeber_expiring, html=(visit_expiring, None))
    app.add_node(own.ratgeber_sign, html=(visit_sign, None))
    app.add_node(own.ratgeber_state, html=(visit_state, None))
    app.add_node(own.ratgeber_cohort, html=(visit_cohort, depart_cohort))
    app.add_node(own.ratgeber_birthday_form, html=(visit_birthday_form, None))
    app.connect("config-inited", add_static_folder)
    app.add_css_file("ratgeber-daten.css")
    app.connect("html-page-context", add_script)
