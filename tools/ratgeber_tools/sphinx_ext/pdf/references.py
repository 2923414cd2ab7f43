"""Links, cross references, footnotes, index marks."""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType

from docutils import nodes
from sphinx import addnodes

from ratgeber_tools.dialect import PROVENANCE, is_allowed_address, is_plain
from ratgeber_tools.sphinx_ext import nodes as own
from ratgeber_tools.sphinx_ext.pdf import syntax
from ratgeber_tools.sphinx_ext.pdf.inlines import kept_whole
from ratgeber_tools.sphinx_ext.pdf.lists import flow
from ratgeber_tools.sphinx_ext.pdf.translation import Handler, Translation

#: How the builder marks an address inside the guide (`Builder.get_target_uri`); no scheme begins like this.
INTERNAL = "%"

#: Longer addresses are not printed behind a link's words; nobody types them from paper.
LONGEST_PRINTED_ADDRESS = 32


def reference(node: nodes.Node, translation: Translation) -> str:
    """A link: inside the guide with its page, out of the guide with its address where that is short."""
    assert isinstance(node, nodes.Element)
    content = kept_whole(node, translation.inlines(node.children))
    label = internal_label(node, translation)
    if label is None:
        return _external(node, content, translation)
    docname = label.partition("#")[0]
    volume = translation.elsewhere.get(docname)
    if volume is None and is_plain(docname) and docname not in translation.in_the_web:
        volume = ""  # chapters in plainer German are pages of the web (`GuideOutline.on_paper`)
    if volume is not None:
        if translation.in_title or (_is_term(node) and not volume):
            return content
        where = f"Heft „{volume}“" if volume else "im Netz"
        return syntax.sequence((content, syntax.string(f" ({where})")))
    if docname in translation.in_the_web:
        return _in_the_web(node, content, label, translation)
    if translation.printed is not None and label not in translation.printed:
        if docname == translation.docname or _is_term(node):
            return content  # the place was cut from this very chapter, or it explained a word
        label = docname
    translation.want(label, node)
    target = syntax.string(label)
    if _is_term(node):
        return _term_use(label, translation) + syntax.call("term-reference", target, content)
    if translation.in_title or _holds_picture(node):
        return syntax.call("reference", target, content, page="false")
    return syntax.call("reference", target, _quoted(node, content, label, translation))


def _quoted(node: nodes.Element, content: str, label: str, translation: Translation) -> str:
    if not _is_title_in_sentence(node, translation.titles.get(label)):
        return content
    return syntax.sequence((syntax.string("„"), content, syntax.string("“")))


def _in_the_web(node: nodes.Element, content: str, label: str, translation: Translation) -> str:
    """A page that is not in this file: a link to it in the web, plain words where the guide has no address there."""
    docname, _, identifier = label.partition("#")
    if not _is_term(node):
        content = _quoted(node, content, label, translation)
    page = translation.in_the_web[docname]
    if not page or translation.in_title:
        return content
    address = f"{page}#{identifier}" if identifier else page
    return syntax.call("external", syntax.string(address), content)


def internal_label(node: nodes.Element, translation: Translation) -> str | None:
    """Return the Typst label a reference leads to, None if it leads out of the guide."""
    if "refid" in node:
        return translation.label(node["refid"])
    uri: str = node.get("refuri", "")
    if uri.startswith("#"):
        return translation.label(uri[1:])
    if not uri.startswith(INTERNAL):
        return None
    docname, _, identifier = uri[len(INTERNAL) :].partition("#")
    return translation.label(identifier, docname)


def _external(node: nodes.Element, content: str, translation: Translation) -> str:
    uri: str = node.get("refuri", "")
    if not uri:
        return content
    if host := _host_of_long_address(uri, node):
        return syntax.call("external", syntax.string(uri), syntax.words(host))
    if ":" not in uri or not is_allowed_address(uri):
        raise translation.refuse(
            node,
            f"Der Verweis auf „{uri}“ führt weder zu einem Kapitel noch ins Internet. Berichtigen Sie die Adresse.",
        )
    words = node.astext()
    shown = printed_address(uri, words) if not _holds_picture(node) else None
    if shown is None and not _is_source(node):
        shown = printed_host(uri, words)
    return syntax.call("external", syntax.string(uri), content, shown=syntax.string(shown) if shown else None)


def _host_of_long_address(uri: str, node: nodes.Element) -> str:
    """Return what stands for an address that is its own words and too long to type: its host; else nothing.

    A click still leads to the page, and from paper the chapter's code leads to the click.
    """
    scheme, _, rest = uri.partition("://")
    words = node.astext().strip().partition("://")[2] or node.astext().strip()
    if (
        scheme not in ("http", "https")
        or rest.rstrip("/") != words.rstrip("/")
        or len(words) <= LONGEST_PRINTED_ADDRESS
    ):
        return ""
    return rest.partition("/")[0].removeprefix("www.")


def printed_address(uri: str, text: str) -> str | None:
    """Return the address to print behind a link's words, None if the words say it already or it is too long."""
    scheme, separator, rest = uri.partition(":")
    if not separator:
        return None
    if scheme == "tel":
        return None if _digits(rest)[-5:] in _digits(text) else rest
    address = rest.partition("?")[0] if scheme == "mailto" else re.sub(r"^//(www\.)?", "", rest).rstrip("/")
    if address.lower() in text.lower() or len(address) > LONGEST_PRINTED_ADDRESS or re.search(r"[?#%]", address):
        return None
    return address


def printed_host(uri: str, text: str) -> str | None:
    """Return the server of a web address, to print where the whole is too long; None if the words say it already."""
    scheme, _, rest = uri.partition("://")
    host = re.split(r"[/?#]", rest)[0].removeprefix("www.")
    return host if scheme in ("http", "https") and host.lower() not in text.lower() else None


def _is_source(node: nodes.Element) -> bool:
    """Say whether a link stands among a chapter's sources, which nobody types off: the chapter's page has them all."""
    parent = node.parent
    while parent is not None:
        if isinstance(parent, own.ratgeber_box) and parent["kind"] == PROVENANCE.name:
            return True
        parent = parent.parent
    return False


def _digits(text: str) -> str:
    return re.sub(r"\D", "", text)


def _holds_picture(node: nodes.Element) -> bool:
    return next(iter(node.findall(nodes.image)), None) is not None


def _is_term(node: nodes.Element) -> bool:
    return any(isinstance(child, nodes.Element) and "std-term" in child["classes"] for child in node.children)


def _term_use(label: str, translation: Translation) -> str:
    """A glossary word used in the text belongs into the index: return an anchor for this place."""
    translation.term_uses += 1
    here = f"{translation.docname}##{translation.term_uses}"
    translation.index.add(translation.titles.get(label, ""), here)
    return syntax.call("anchor", syntax.string(here)) + ";"


def _is_title_in_sentence(node: nodes.Element, title: str | None) -> bool:
    """Say whether a reference shows its target's title in running text, where print needs quotation marks."""
    if title is None or node.astext().strip() != title or not isinstance(node.parent, nodes.paragraph):
        return False
    position = node.parent.index(node)
    if position == 0:
        return False
    before = node.parent.children[position - 1]
    return isinstance(before, nodes.Text) and re.search(r"[\w,:;)][ \n]+\Z", before.astext()) is not None


def footnote_reference(node: nodes.Node, translation: Translation) -> str:
    """The first reference to a note sets the note, later ones repeat its number."""
    assert isinstance(node, nodes.footnote_reference)
    label = translation.label(node["refid"])
    note = translation.notes.get(label)
    if note is None:
        raise translation.refuse(node, "Zu dieser Fußnote fehlt der Text. Ergänzen Sie ihn am Ende des Kapitels.")
    if label in translation.used_notes:
        expression = syntax.call("note-again", syntax.string(label))
    else:
        translation.used_notes.add(label)
        body = [child for child in note.children if not isinstance(child, nodes.label)]
        expression = syntax.call("note", syntax.string(label), _note_body(body, translation))
    if translation.in_title:
        translation.title_notes.append(expression)
        return ""
    return expression


def _note_body(body: list[nodes.Node], translation: Translation) -> str:
    around, translation.in_title = translation.in_title, False
    try:
        return flow(body, translation)
    finally:
        translation.in_title = around


def index(node: nodes.Node, translation: Translation) -> str:
    """The glossary's words go into the index; they print nothing here."""
    assert isinstance(node, addnodes.index)
    for _, word, target, *_ in node["entries"]:
        translation.index.add(word, translation.want(translation.label(target), node))
    return ""


def download(node: nodes.Node, translation: Translation) -> str:
    """A file beside the web pages: print names it."""
    assert isinstance(node, addnodes.download_reference)
    name = node.get("filename") or node.get("reftarget", "")
    return syntax.call("download", syntax.string(str(name).rpartition("/")[2]), translation.inlines(node.children))


REFERENCES: Mapping[type[nodes.Node], Handler] = MappingProxyType(
    {
        nodes.reference: reference,
        addnodes.number_reference: reference,
        addnodes.download_reference: download,
        nodes.footnote_reference: footnote_reference,
        addnodes.index: index,
    }
)
