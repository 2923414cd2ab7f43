"""Headings: a section's title as part page, chapter opener or section heading, with its labels and notes."""

from __future__ import annotations

from collections.abc import Iterator
from enum import Enum

from docutils import nodes

from ratgeber_tools.artwork.scenes import scene_of_part
from ratgeber_tools.artwork.typst import spot_name
from ratgeber_tools.sphinx_ext.pdf import syntax
from ratgeber_tools.sphinx_ext.pdf.translation import Translation
from ratgeber_tools.typesetting.qr import encode


class Rank(Enum):
    """What a chapter's file is in the guide."""

    PART = "part"
    CHAPTER = "chapter"
    SECTION = "section"  # a file listed by a chapter: it continues that chapter


def emit_heading(section: nodes.section, translation: Translation, rank: Rank, *, opens_file: bool) -> None:
    """Emit the heading of `section` at the translation's level; `opens_file` gives it the file's label too."""
    title = title_of(section)
    if title is None:
        raise translation.refuse(section, "Der Abschnitt hat keine Überschrift. Ergänzen Sie sie.")
    labels = [translation.label(identifier) for identifier in section["ids"]]
    if opens_file:
        labels.insert(0, translation.docname)
    names = syntax.strings(translation.define(label) for label in labels)
    words, notes = _words(title, translation)
    was_draft, is_draft = translation.in_draft, translation.sources.is_draft(translation.docname)
    if opens_file:
        translation.in_draft = is_draft
    draft = syntax.boolean(is_draft)
    match rank:
        case Rank.PART:
            emit_part(
                translation,
                words,
                plain=plain_words(title),
                part=translation.outline.path_to(translation.docname)[0].part,
                names=names,
                notes=notes,
                draft=draft,
                node=title,
            )
        case Rank.CHAPTER:
            sign = translation.sources.sign(translation.docname)
            spot = spot_name(translation.docname)
            expression = syntax.call(
                "chapter",
                words,
                level=str(translation.level),
                names=names,
                plain=syntax.words(plain_words(title)),
                sign=syntax.string(sign) if sign else None,
                spot=syntax.string(spot) if spot else None,
                draft=draft,
                turns_page=syntax.boolean(value=True) if is_draft != was_draft else None,
                notes=notes,
                code=qr_code(translation.sources.web_address(translation.docname)),
            )
            translation.emit(expression, title)
        case Rank.SECTION:
            expression = syntax.call(
                "section",
                words,
                level=str(translation.level),
                depth=str(translation.depth),
                names=names,
                notes=notes,
                draft=draft if opens_file else None,
            )
            translation.emit(expression, title)


def qr_code(address: str) -> str | None:
    """Return the way from paper to a page: its address as one says it, and the rows of its QR code."""
    if not address:
        return None
    rows = (syntax.array(f"({first},{length})" for first, length in row) for row in encode(address).rows)
    return syntax.dictionary({"words": syntax.words(address.partition("://")[2]), "rows": syntax.array(rows)})


def emit_part(
    translation: Translation,
    words: str,
    *,
    plain: str,
    part: int,
    node: nodes.Node,
    names: str | None = None,
    notes: str | None = None,
    draft: str | None = None,
) -> None:
    """Emit a part page; a part may come from a chapter's file or from a toctree's caption.

    `part` is its number in the outline; printed is the next one of those that stand in the file.
    """
    translation.part += 1
    translation.in_draft = draft == syntax.boolean(value=True)
    scene = scene_of_part(translation.outline.folder_of(part))
    expression = syntax.call(
        "part",
        words,
        number=str(translation.part),
        hue=syntax.string(translation.outline.hue_of(part).name),
        scene=None if scene is None else syntax.string(scene),
        names=names,
        plain=syntax.words(plain),
        notes=notes,
        draft=draft,
    )
    translation.emit(expression, node)


def title_of(section: nodes.Element) -> nodes.title | None:
    return next((child for child in section.children if isinstance(child, nodes.title)), None)


def plain_words(title: nodes.Element) -> str:
    """Return a title's words without the figures of notes that hang on it."""
    return "".join(
        text.astext() for text in title.findall(nodes.Text) if not isinstance(text.parent, nodes.footnote_reference)
    )


def _words(title: nodes.title, translation: Translation) -> tuple[str, str | None]:
    """Return a title's words and the notes that hang on it; in the contents the notes would come twice."""
    translation.in_title, translation.title_notes = True, []
    try:
        words = translation.inlines(title.children)
    finally:
        translation.in_title = False
    return words, syntax.sequence(translation.title_notes) if translation.title_notes else None


def titles_in(document: nodes.document, docname: str) -> Iterator[tuple[str, str]]:
    """Yield (label, words) of a chapter, its sections and its glossary words."""
    for count, section in enumerate(document.findall(nodes.section)):
        title = title_of(section)
        words = plain_words(title) if title is not None else ""
        if count == 0:
            yield docname, words
        for identifier in section["ids"]:
            yield f"{docname}#{identifier}", words
    for term in document.findall(nodes.term):
        for identifier in term["ids"]:
            yield f"{docname}#{identifier}", plain_words(term)
