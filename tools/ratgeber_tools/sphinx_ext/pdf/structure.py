"""The guide's shape: parts, chapters, sections, in the order of the toctrees.

A chapter that the root document lists and that itself lists chapters is a part; so is a `toctree` with a caption.
Each chapter is translated where its toctree stands, one doctree after the other: no tree is copied or merged, so the
cost grows with the guide and no faster.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType

from docutils import nodes
from sphinx import addnodes

from ratgeber_tools.sphinx_ext.pdf import syntax
from ratgeber_tools.sphinx_ext.pdf.translation import Handler, Translation

#: Nodes that may stand before a chapter's title because they print nothing.
_SILENT = (nodes.comment, nodes.target, nodes.meta, nodes.substitution_definition, addnodes.index)


def translate_guide(root: str, translation: Translation) -> None:
    """Translate the root document as the opening, then everything its toctrees list."""
    _open_chapter(root, translation)
    document = translation.sources.doctree(root)
    toctrees = list(document.findall(addnodes.toctree))
    if _says_something(document):
        _translate_document(document, translation, level=1, with_toctrees=False)
    for toctree in toctrees:
        caption = toctree.get("caption")
        if caption:
            _emit_part(translation, title=syntax.words(caption), plain=caption, names=None, node=toctree)
            for entry in _entries(toctree, root, translation):
                _translate_chapter(entry, translation, level=2)
            _end_part(translation)
            continue
        for entry in _entries(toctree, root, translation):
            _translate_entry(entry, translation)


def _translate_entry(docname: str, translation: Translation) -> None:
    """One entry of the root's toctree: a part with its chapters, or a chapter outside any part."""
    chapters = [
        (toctree, entry)
        for toctree in translation.sources.doctree(docname).findall(addnodes.toctree)
        for entry in toctree["includefiles"]
    ]
    if not chapters:
        _translate_chapter(docname, translation, level=1)
        return
    _open_chapter(docname, translation)
    document = translation.sources.doctree(docname)
    _translate_document(document, translation, level=1, with_toctrees=False, as_part=True)
    for toctree in document.findall(addnodes.toctree):
        for entry in _entries(toctree, docname, translation):
            _translate_chapter(entry, translation, level=2)
    _end_part(translation)


def _translate_chapter(docname: str, translation: Translation, *, level: int) -> None:
    _open_chapter(docname, translation)
    _translate_document(translation.sources.doctree(docname), translation, level=level)


def _open_chapter(docname: str, translation: Translation) -> None:
    translation.docname = docname
    translation.translated.add(docname)
    document = translation.sources.doctree(docname)
    translation.notes = {
        translation.label(identifier): note for note in document.findall(nodes.footnote) for identifier in note["ids"]
    }


def _entries(toctree: addnodes.toctree, docname: str, translation: Translation) -> Iterator[str]:
    """Yield the chapters a toctree lists; a chapter listed twice is printed where it stands first."""
    for entry in toctree["includefiles"]:
        if entry not in translation.translated:
            yield entry
    for title, reference in toctree["entries"]:
        if "://" in reference:
            translation.docname = docname
            words = syntax.words(title or reference)
            translation.emit(syntax.call("par", syntax.call("external", syntax.string(reference), words)), toctree)


def _says_something(document: nodes.document) -> bool:
    """Say whether a document prints anything besides its title and its toctrees."""
    for section in document.children:
        if isinstance(section, nodes.section):
            for child in section.children:
                if isinstance(child, (nodes.title, *_SILENT)) or _is_toctree(child):
                    continue
                return True
    return False


def _is_toctree(node: nodes.Node) -> bool:
    return isinstance(node, addnodes.toctree) or (
        isinstance(node, nodes.compound) and "toctree-wrapper" in node["classes"]
    )


# ------------------------------------------------------------------------------------------------- documents


def _translate_document(
    document: nodes.document,
    translation: Translation,
    *,
    level: int,
    with_toctrees: bool = True,
    as_part: bool = False,
) -> None:
    """Translate a document whose title is a heading of `level`; the state afterwards is as it was before."""
    seen_title = False
    for child in document.children:
        if isinstance(child, nodes.section):
            opener = _emit_part_opener if as_part and not seen_title else _emit_chapter_opener
            names = _names(child, translation, with_docname=not seen_title)
            translation.level, translation.depth = level, 0
            opener(child, names, translation)
            _translate_children(child, translation, with_toctrees=with_toctrees)
            seen_title = True
        elif isinstance(child, _SILENT):
            translation.emit(translation.block(child), child)
        elif seen_title or _is_toctree(child):
            _translate_child(child, translation, with_toctrees=with_toctrees)
        else:
            raise translation.refuse(
                child,
                "Vor der Überschrift des Kapitels steht Text. Beginnen Sie das Kapitel mit seiner Überschrift (#).",
            )
    if not seen_title:
        raise translation.refuse(
            document, "Das Kapitel hat keine Überschrift. Beginnen Sie es mit einer Überschrift der ersten Ebene (#)."
        )


def _names(section: nodes.section, translation: Translation, *, with_docname: bool) -> str:
    labels = [translation.label(identifier) for identifier in section["ids"]]
    if with_docname:
        labels.insert(0, translation.docname)
    return syntax.strings(translation.define(label) for label in labels)


def _emit_part_opener(section: nodes.section, names: str, translation: Translation) -> None:
    title = _title(section)
    words, notes = _title_words(title, translation)
    _emit_part(translation, title=words, plain=title.astext(), names=names, node=title)
    if notes:
        raise translation.refuse(
            title, "Eine Fußnote im Titel eines Teils kann nicht gesetzt werden. Versetzen Sie sie."
        )
    translation.emit(_draft(translation), title)


def _emit_part(translation: Translation, *, title: str, plain: str, names: str | None, node: nodes.Node) -> None:
    translation.part += 1
    translation.emit(
        syntax.call("part", title, number=str(translation.part), names=names, plain=syntax.words(plain)), node
    )


def _end_part(translation: Translation) -> None:
    translation.emit("end-part")


def _draft(translation: Translation) -> str:
    return f"current-draft.update({syntax.boolean(translation.sources.is_draft(translation.docname))})"


def _emit_chapter_opener(section: nodes.section, names: str, translation: Translation) -> None:
    title = _title(section)
    words, notes = _title_words(title, translation)
    translation.emit(
        syntax.call(
            "chapter",
            words,
            level=str(translation.level),
            names=names,
            plain=syntax.words(title.astext()),
            draft=syntax.boolean(translation.sources.is_draft(translation.docname)),
            notes=notes,
        ),
        title,
    )


def _title(section: nodes.section) -> nodes.title:
    return next(child for child in section.children if isinstance(child, nodes.title))


def _title_words(title: nodes.title, translation: Translation) -> tuple[str, str | None]:
    """Return a title's words and the notes that hang on it."""
    translation.in_title, translation.title_notes = True, []
    try:
        words = translation.inlines(title.children)
    finally:
        translation.in_title = False
    return words, syntax.sequence(translation.title_notes) if translation.title_notes else None


# -------------------------------------------------------------------------------------------------- sections


def _translate_children(section: nodes.section, translation: Translation, *, with_toctrees: bool) -> None:
    for child in section.children:
        if not isinstance(child, nodes.title):
            _translate_child(child, translation, with_toctrees=with_toctrees)


def _translate_child(child: nodes.Node, translation: Translation, *, with_toctrees: bool) -> None:
    if isinstance(child, nodes.section):
        _translate_section(child, translation, with_toctrees=with_toctrees)
    elif _is_toctree(child):
        if with_toctrees:
            _translate_toctrees_inside(child, translation)
    else:
        translation.emit(translation.block(child), child)


def _translate_section(section: nodes.section, translation: Translation, *, with_toctrees: bool) -> None:
    translation.level += 1
    translation.depth += 1
    names = _names(section, translation, with_docname=False)
    words, notes = _title_words(_title(section), translation)
    translation.emit(
        syntax.call(
            "section", words, level=str(translation.level), depth=str(translation.depth), names=names, notes=notes
        ),
        _title(section),
    )
    _translate_children(section, translation, with_toctrees=with_toctrees)
    translation.level -= 1
    translation.depth -= 1


def _translate_toctrees_inside(node: nodes.Node, translation: Translation) -> None:
    """Chapters listed inside a chapter become chapters one level below it."""
    docname, level, depth, notes = translation.docname, translation.level, translation.depth, translation.notes
    for toctree in node.findall(addnodes.toctree):
        for entry in _entries(toctree, docname, translation):
            _translate_chapter(entry, translation, level=level + 1)
    translation.docname, translation.level, translation.depth, translation.notes = docname, level, depth, notes


def title_words(document: nodes.document, docname: str) -> Iterator[tuple[str, str]]:
    """Yield (label, words) of the chapter, its sections and its glossary words."""
    for count, section in enumerate(document.findall(nodes.section)):
        words = _title(section).astext()
        if count == 0:
            yield docname, words
        for identifier in section["ids"]:
            yield f"{docname}#{identifier}", words
    for term in document.findall(nodes.term):
        for identifier in term["ids"]:
            yield f"{docname}#{identifier}", term.astext()


def misplaced(node: nodes.Node, translation: Translation) -> str:
    """A heading or toctree inside a box, list or table."""
    raise translation.refuse(
        node,
        "Überschriften und Inhaltsverzeichnisse können nicht in einem Kasten, einer Liste oder einer Tabelle stehen. "
        "Ziehen Sie sie heraus.",
    )


STRUCTURE: Mapping[type[nodes.Node], Handler] = MappingProxyType(
    {nodes.section: misplaced, addnodes.toctree: misplaced}
)
