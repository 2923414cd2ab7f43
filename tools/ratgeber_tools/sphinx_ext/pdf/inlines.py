"""Inline nodes: text, marks, code, line breaks, foreign words."""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType

from docutils import nodes

from ratgeber_tools.sphinx_ext import nodes as own
from ratgeber_tools.sphinx_ext.data.missing.page_end import MARKS, SIGN
from ratgeber_tools.sphinx_ext.data.shown.wording import PARENTS_CLASS, PHONE_CLASS
from ratgeber_tools.sphinx_ext.pdf import syntax
from ratgeber_tools.sphinx_ext.pdf.translation import Handler, Translation


def text(node: nodes.Node, translation: Translation) -> str:
    return syntax.words(node.astext())


def marked(function: str) -> Handler:
    """Return a handler that wraps the children in a Typst function."""

    def handle(node: nodes.Node, translation: Translation) -> str:
        return syntax.call(function, translation.inlines(node.children))

    return handle


def plain(node: nodes.Node, translation: Translation) -> str:
    return translation.inlines(node.children)


def nothing(node: nodes.Node, translation: Translation) -> str:
    """Nodes that hold no words of the guide: comments, targets already resolved, hints for other builders."""
    return ""


def literal(node: nodes.Node, translation: Translation) -> str:
    return syntax.call("raw", syntax.words(node.astext()))


def inline(node: nodes.Node, translation: Translation) -> str:
    """A span; what has a meaning in print is another language, and that a number stays on one line.

    What parents read instead of a value that editors see is for the web, where one can look at either.
    """
    assert isinstance(node, nodes.inline)
    if PARENTS_CLASS in node["classes"]:
        return ""
    content = kept_whole(node, translation.inlines(node.children))
    language = node.get("lang")
    if not language:
        return content
    return syntax.call(
        "foreign-words",
        content,
        language=syntax.string(language),
        direction=syntax.string(node.get("dir", "ltr")),
    )


def kept_whole(node: nodes.Element, content: str) -> str:
    """Return the content of a phone number in a box of its own, which no line's end can part; else as it is."""
    return syntax.call("whole", content) if PHONE_CLASS in node["classes"] else content


def foreign_words(node: nodes.Node, translation: Translation) -> str:
    assert isinstance(node, own.ratgeber_foreign_inline)
    return syntax.call(
        "foreign-words",
        translation.inlines(node.children),
        language=syntax.string(_language(node["language"])),
        direction=syntax.string(node["direction"]),
    )


def _language(tag: str) -> str:
    """Typst takes the language alone; script and region of the tag matter to the web only."""
    return tag.split("-")[0].lower()


def checkbox(node: nodes.Node, translation: Translation) -> str:
    assert isinstance(node, own.ratgeber_checkbox)
    return syntax.call("tick-box", checked=syntax.boolean(node["checked"])) + ';" "'


def field(node: nodes.Node, translation: Translation) -> str:
    """A line to write on; at the end of what stands there it takes the room that is left."""
    assert isinstance(node, own.ratgeber_field)
    following = node.parent.children[node.parent.index(node) + 1 :]
    is_last = not following or (isinstance(following[0], nodes.raw) and "br" in following[0].astext())
    return syntax.call("field", syntax.words(node["label"]), lines=str(node["lines"]), is_last=syntax.boolean(is_last))


def expiring(node: nodes.Node, translation: Translation) -> str:
    """Print cannot change its mind: what holds today."""
    assert isinstance(node, own.ratgeber_expiring)
    return translation.inline(node.children[0])


def sign(node: nodes.Node, translation: Translation) -> str:
    return syntax.words(SIGN)


def state(node: nodes.Node, translation: Translation) -> str:
    assert isinstance(node, own.ratgeber_state)
    return syntax.call("super", syntax.words(MARKS[node["state"]]))


_LINE_BREAK = re.compile(r"\s*<br\s*/?>\s*")
_COMMENT = re.compile(r"(?s)\s*<!--.*?-->\s*")


def raw(node: nodes.Node, translation: Translation) -> str:
    """MyST says line breaks as raw HTML beside raw LaTeX; other HTML cannot be printed and is refused."""
    assert isinstance(node, nodes.raw)
    formats = node.get("format", "").split()
    source = node.astext()
    if "html" not in formats or _COMMENT.fullmatch(source):
        return ""
    if _LINE_BREAK.fullmatch(source):
        return syntax.call("linebreak")
    raise translation.refuse(
        node,
        f"Das HTML „{' '.join(source.split())[:60]}“ kann nicht in das PDF gesetzt werden. "
        "Schreiben Sie die Stelle in MyST, Tabellen mit verbundenen Zellen mit {tabelle}.",
    )


INLINES: Mapping[type[nodes.Node], Handler] = MappingProxyType(
    {
        nodes.Text: text,
        nodes.strong: marked("strong"),
        nodes.emphasis: marked("emph"),
        nodes.superscript: marked("super"),
        nodes.subscript: marked("sub"),
        own.ratgeber_strikethrough: marked("strike"),
        nodes.literal: literal,
        nodes.inline: inline,
        nodes.generated: plain,
        nodes.problematic: plain,  # its mistake was logged as an error
        nodes.raw: raw,
        nodes.target: plain,
        nodes.comment: nothing,
        own.ratgeber_foreign_inline: foreign_words,
        own.ratgeber_field: field,
        own.ratgeber_checkbox: checkbox,
        own.ratgeber_expiring: expiring,
        own.ratgeber_sign: sign,
        own.ratgeber_state: state,
    }
)
