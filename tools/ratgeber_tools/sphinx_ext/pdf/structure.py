"""The guide's shape in print: parts, chapters, sections, as the outline has them.

Each chapter is translated where its toctree stands, one doctree after the other: no tree is copied or merged, so the
cost grows with the guide and no faster.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from docutils import nodes
from sphinx import addnodes

from ratgeber_tools import dialect
from ratgeber_tools.artwork.scenes import scene_of_part
from ratgeber_tools.sphinx_ext.nodes import ratgeber_box
from ratgeber_tools.sphinx_ext.outline import GuideOutline, OutlineEntry
from ratgeber_tools.sphinx_ext.pdf import syntax
from ratgeber_tools.sphinx_ext.pdf.headings import Rank, emit_heading, emit_part
from ratgeber_tools.sphinx_ext.pdf.translation import Handler, Translation

#: Nodes that may stand before a chapter's title because they print nothing.
_SILENT = (nodes.comment, nodes.target, nodes.meta, nodes.substitution_definition, addnodes.index)


def translate_guide(outline: GuideOutline, translation: Translation) -> None:
    """Translate the start page as an opening chapter, then everything below it."""
    root = outline.root
    document = translation.sources.doctree(root)
    if _says_something(document):
        _translate_file(root, translation, Rank.CHAPTER, level=1, skip_toctrees=True)
    else:
        _anchor_silent_root(root, document, translation)
    for entry in outline.first_level:
        if entry.docname is None and entry.is_part:
            translation.docname = root
            node = _list_of(document, entry)
            emit_part(translation, syntax.words(entry.title), plain=entry.title, part=entry.part, node=node)
            _translate_part(entry, translation)
        elif entry.docname in translation.elsewhere:
            continue
        elif entry.is_part:
            assert entry.docname is not None
            _translate_file(entry.docname, translation, Rank.PART, level=1, skip_toctrees=True)
            _translate_part(entry, translation)
        else:
            _translate_entry(entry, root, translation, Rank.CHAPTER, level=1)


def translate_alone(entry: OutlineEntry, translation: Translation) -> None:
    """Translate one chapter and what it lists below itself, as the first heading of a file."""
    assert entry.docname is not None
    _translate_file(entry.docname, translation, Rank.CHAPTER, level=1)


def _translate_part(part: OutlineEntry, translation: Translation) -> None:
    """Close a part's page with the list of its chapters, and go on with them."""
    above = translation.docname
    lines = [
        syntax.array(
            (
                syntax.string(entry.docname),
                syntax.words(translation.titles.get(entry.docname, "")),
                _or_none(translation.sources.certain_point(entry.docname)),
            )
        )
        for entry in part.chapters
        if entry.docname is not None and entry.docname not in translation.elsewhere
    ]
    has_scene = scene_of_part(translation.outline.folder_of(part.part)) is not None
    translation.emit(syntax.call("part-contents", *lines, has_scene=syntax.boolean(has_scene)))
    for entry in part.children:
        _translate_entry(entry, above, translation, Rank.CHAPTER, level=2)
    translation.emit("end-part")


def _or_none(sentence: str) -> str:
    return syntax.words(sentence) if sentence else "none"


def _translate_entry(
    entry: OutlineEntry, above: str, translation: Translation, rank: Rank, *, level: int, depth: int = 0
) -> None:
    """Translate a chapter that the page `above` lists, or print a link to another site."""
    if entry.docname is None:
        translation.docname = above
        link = syntax.call("external", syntax.string(entry.address), syntax.words(entry.title))
        translation.emit(syntax.call("par", link))
    elif entry.docname not in translation.elsewhere:
        _translate_file(entry.docname, translation, rank, level=level, depth=depth)


def _list_of(document: nodes.document, part: OutlineEntry) -> nodes.Node:
    """Return the list a part without a page of its own is made from, for its place in the chapter's file."""
    return next((tree for tree in document.findall(addnodes.toctree) if tree.get("caption") == part.title), document)


def _says_something(document: nodes.document) -> bool:
    """Say whether a document prints anything besides its title and its toctrees."""
    sections = (section for section in document.children if isinstance(section, nodes.section))
    return any(
        not isinstance(child, (nodes.title, *_SILENT)) and not _is_toctree(child)
        for section in sections
        for child in section.children
    )


def _anchor_silent_root(root: str, document: nodes.document, translation: Translation) -> None:
    """A root that only lists chapters is the cover; references to it still need a place."""
    translation.docname = root
    labels = [
        root,
        *(translation.label(name) for section in document.findall(nodes.section) for name in section["ids"]),
    ]
    translation.emit(syntax.call("anchors", syntax.strings(map(translation.define, labels))))


def _is_toctree(node: nodes.Node) -> bool:
    return isinstance(node, addnodes.toctree) or (
        isinstance(node, nodes.compound) and "toctree-wrapper" in node["classes"]
    )


def _translate_file(
    docname: str, translation: Translation, rank: Rank, *, level: int, depth: int = 0, skip_toctrees: bool = False
) -> None:
    """Translate a chapter's file; its title becomes a heading of `level`, `depth` sections below its chapter."""
    document = translation.sources.doctree(docname)
    translation.docname = docname
    with translation.noting():
        _translate_document(document, translation, rank, level=level, depth=depth, skip_toctrees=skip_toctrees)


def _translate_document(
    document: nodes.document, translation: Translation, rank: Rank, *, level: int, depth: int, skip_toctrees: bool
) -> None:
    translation.notes = {
        translation.label(identifier): note for note in document.findall(nodes.footnote) for identifier in note["ids"]
    }
    seen_title = False
    for child in document.children:
        if isinstance(child, nodes.section):
            translation.level, translation.depth = level, depth
            emit_heading(child, translation, rank, opens_file=not seen_title)
            _translate_children(child, translation, skip_toctrees=skip_toctrees)
            seen_title = True
        elif isinstance(child, _SILENT):
            translation.emit(translation.block(child), child)
        elif seen_title or _is_toctree(child):
            _translate_child(child, translation, skip_toctrees=skip_toctrees)
        else:
            raise translation.refuse(
                child,
                "Vor der Überschrift des Kapitels steht Text. Beginnen Sie das Kapitel mit seiner Überschrift (#).",
            )
    if not seen_title:
        raise translation.refuse(
            document, "Das Kapitel hat keine Überschrift. Beginnen Sie es mit einer Überschrift der ersten Ebene (#)."
        )


def _translate_children(section: nodes.section, translation: Translation, *, skip_toctrees: bool) -> None:
    before: nodes.Node | None = None
    for child in section.children:
        if isinstance(child, nodes.title):
            continue
        if isinstance(child, nodes.section) and isinstance(before, nodes.section) and _has_form(before):
            translation.emit("after-a-sheet")
        _translate_child(child, translation, skip_toctrees=skip_toctrees)
        before = child


def _has_form(section: nodes.section) -> bool:
    """Say whether a sheet to fill in stands in `section`."""
    return any(box["kind"] == dialect.FORM_BOX for box in section.findall(ratgeber_box))


def _translate_child(child: nodes.Node, translation: Translation, *, skip_toctrees: bool) -> None:
    if isinstance(child, nodes.section):
        translation.level += 1
        translation.depth += 1
        emit_heading(child, translation, Rank.SECTION, opens_file=False)
        _translate_children(child, translation, skip_toctrees=skip_toctrees)
        translation.level -= 1
        translation.depth -= 1
    elif not _is_toctree(child):
        translation.emit(translation.block(child), child)
    elif not skip_toctrees:
        _translate_toctrees(child, translation)


def _translate_toctrees(node: nodes.Node, translation: Translation) -> None:
    """Files listed inside a chapter continue it, one heading level below."""
    docname, level, depth, notes = translation.docname, translation.level, translation.depth, translation.notes
    for toctree in node.findall(addnodes.toctree):
        targets = {target for _, target in toctree["entries"]}
        for entry in translation.outline.listed_by(docname):
            if (entry.docname or entry.address) in targets:
                _translate_entry(entry, docname, translation, Rank.SECTION, level=level + 1, depth=depth + 1)
    translation.docname, translation.level, translation.depth, translation.notes = docname, level, depth, notes


def misplaced(node: nodes.Node, translation: Translation) -> str:
    """A heading or a toctree inside a box, list or table."""
    raise translation.refuse(
        node,
        "Überschriften und Inhaltsverzeichnisse können nicht in einem Kasten, einer Liste oder einer Tabelle stehen. "
        "Ziehen Sie sie heraus.",
    )


STRUCTURE: Mapping[type[nodes.Node], Handler] = MappingProxyType(
    {nodes.section: misplaced, addnodes.toctree: misplaced}
)
