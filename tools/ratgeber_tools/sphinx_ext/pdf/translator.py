"""Doctree to Typst source: the pure half of the PDF edition.

The handlers lie in the modules named below, one table each; a node in none of them is an error that names chapter
and line, so nothing an author wrote is dropped in silence.  What the source calls is defined in `typesetting/theme`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass
from types import MappingProxyType

from docutils import nodes

from ratgeber_tools.artwork.scenes import Scene
from ratgeber_tools.hues import NO_PART, PETROL, Hue
from ratgeber_tools.sphinx_ext import nodes as own
from ratgeber_tools.sphinx_ext.data.shown import wording
from ratgeber_tools.sphinx_ext.emergency import emergency_box
from ratgeber_tools.sphinx_ext.outline import GuideOutline, OutlineEntry
from ratgeber_tools.sphinx_ext.pdf import syntax
from ratgeber_tools.sphinx_ext.pdf.blocks import BLOCKS
from ratgeber_tools.sphinx_ext.pdf.contacts import contact
from ratgeber_tools.sphinx_ext.pdf.emblems import CoverEmblem
from ratgeber_tools.sphinx_ext.pdf.figures import PICTURE_BLOCKS, PICTURE_INLINES
from ratgeber_tools.sphinx_ext.pdf.formulas import FORMULAS
from ratgeber_tools.sphinx_ext.pdf.headings import qr_code
from ratgeber_tools.sphinx_ext.pdf.inlines import INLINES
from ratgeber_tools.sphinx_ext.pdf.references import REFERENCES
from ratgeber_tools.sphinx_ext.pdf.structure import STRUCTURE, translate_alone, translate_guide
from ratgeber_tools.sphinx_ext.pdf.tables import TABLES
from ratgeber_tools.sphinx_ext.pdf.tear_outs import emit_sheets
from ratgeber_tools.sphinx_ext.pdf.translation import (
    Handler,
    Sources,
    Translation,
    TypstOrigin,
    UntranslatableError,
)

BLOCK_HANDLERS: Mapping[type[nodes.Node], Handler] = MappingProxyType(
    {
        **BLOCKS,
        **TABLES,
        **PICTURE_BLOCKS,
        **STRUCTURE,
        own.ratgeber_box: contact,
        **{kind: REFERENCES[kind] for kind in REFERENCES if kind not in BLOCKS},
    }
)
INLINE_HANDLERS: Mapping[type[nodes.Node], Handler] = MappingProxyType(
    {**INLINES, **REFERENCES, **PICTURE_INLINES, **FORMULAS}
)


@dataclass(frozen=True, slots=True)
class Cover:
    """What stands on the cover and in the file's properties; empty strings are left out.

    `mark` is what every page says at its foot, the cover too: that the file is not for the printer's.  `emblems` are
    those of `emblems.py`, `imprint` is the line on the back, `scene` and `hue` say what is drawn and in which colours.
    """

    title: str
    subtitle: str = ""
    publisher: str = ""
    edition: str = ""
    mark: str = ""
    imprint: str = ""
    is_volume: bool = False  # then `subtitle` is the volume's name
    emblems: tuple[CoverEmblem, ...] = ()
    scene: Scene = Scene.START
    hue: Hue = PETROL


@dataclass(frozen=True, slots=True)
class TypstSource:
    """A whole guide in Typst, and where each of its lines comes from."""

    text: str
    first_line: int  # 1-based line of `origins[0]`
    origins: Sequence[TypstOrigin]

    def origin(self, line: int) -> TypstOrigin | None:
        """Return where a 1-based line of the source comes from, None for the lines we add around it."""
        position = line - self.first_line
        return self.origins[position] if 0 <= position < len(self.origins) else None


def translate(
    outline: GuideOutline,
    sources: Sources,
    titles: Mapping[str, str],
    cover: Cover,
    *,
    elsewhere: Mapping[str, str] = MappingProxyType({}),
    printed: Set[str] | None = None,
    has_sheets: bool = False,
    blocks: Mapping[type[nodes.Node], Handler] = BLOCK_HANDLERS,
) -> TypstSource:
    """Translate the guide of this outline.

    `titles` maps labels (`headings.titles_in`) to the words shown there.  Chapters in `elsewhere` are left out, and
    references to them name the volume they stand in.  Where chapters are cut, `printed` are the labels that are left:
    a reference to another one leads to its chapter, and there is no index.  With `has_sheets` lists to be torn out come
    at the end, on leaves of their own.  `blocks` are the handlers.
    Raises `UntranslatableError` for nodes and references the PDF cannot show: a line of its message names chapter and
    line of each.
    """
    translation = Translation(sources, blocks, INLINE_HANDLERS, outline, titles, elsewhere, printed=printed)
    translation.has_sheets = has_sheets
    numbers = _emergency_numbers(translation)
    translate_guide(outline, translation)
    if translation.index and printed is None:
        names = syntax.strings([translation.define("genindex")])
        turns = syntax.boolean(value=True) if translation.in_draft else None
        translation.emit(syntax.call("word-index", translation.index.as_typst(), names=names, turns_page=turns))
    emit_sheets(translation)
    _check_references(translation)
    rules = syntax.call(
        "guide.with",
        **_cover(cover),
        numbers=numbers,
        code=qr_code(sources.web_address(outline.root)),
        loose_sheet=_loose_sheet(outline.root, sources),
        more=None if printed is None else syntax.string(_address(outline.root, sources)),
    )
    return _source(translation, rules)


@dataclass(frozen=True, slots=True)
class ChapterFile:
    """What a chapter's own file says of itself; `part` is the number, the name and the hue of its part."""

    title: str
    guide: str
    part: tuple[int, str, Hue] = (0, "", NO_PART)
    publisher: str = ""
    edition: str = ""


def translate_chapter(
    entry: OutlineEntry,
    outline: GuideOutline,
    sources: Sources,
    titles: Mapping[str, str],
    about: ChapterFile,
    *,
    in_the_web: Mapping[str, str],
) -> TypstSource:
    """Translate one chapter, and what it lists below itself, as a file of its own.

    `in_the_web` has the whole address of every other page, or nothing where the guide has none: references to those
    lead there.  Raises `UntranslatableError` as `translate` does.
    """
    translation = Translation(sources, BLOCK_HANDLERS, INLINE_HANDLERS, outline, titles, in_the_web=in_the_web)
    translate_alone(entry, translation)
    _check_references(translation)
    number, name, hue = about.part
    settings = {
        "title": syntax.string(about.title),
        "guide": syntax.string(about.guide),
        "part": syntax.dictionary({"number": str(number), "name": syntax.string(name), "hue": syntax.string(hue.name)}),
        "publisher": syntax.string(about.publisher),
        "edition": syntax.string(about.edition),
    }
    return _source(translation, syntax.call("chapter-file.with", **settings))


def translate_form(
    box: nodes.Element,
    docname: str,
    outline: GuideOutline,
    sources: Sources,
    titles: Mapping[str, str],
    *,
    title: str,
    guide: str,
    in_the_web: Mapping[str, str],
) -> TypstSource:
    """Translate what stands in a form as a sheet of its own; raises `UntranslatableError` as `translate` does."""
    translation = Translation(sources, BLOCK_HANDLERS, INLINE_HANDLERS, outline, titles, in_the_web=in_the_web)
    translation.docname = docname
    for child in box.children[1:]:
        translation.emit(translation.block(child), child)
    settings = {
        "title": syntax.string(title),
        "guide": syntax.string(guide),
        "address": syntax.string(_address(docname, sources)),
    }
    return _source(translation, syntax.call("form-sheet.with", **settings))


def _source(translation: Translation, rules: str) -> TypstSource:
    if translation.refused:
        raise UntranslatableError("\n".join(translation.refused))
    head = ['#import "theme/theme.typ": *', f"#show: {rules}", "#{"]
    text = "\n".join([*head, *translation.lines, "}", ""])
    return TypstSource(text=text, first_line=len(head) + 1, origins=tuple(translation.origins))


def _cover(cover: Cover) -> dict[str, str]:
    words = {
        "title": cover.title,
        "subtitle": cover.subtitle,
        "publisher": cover.publisher,
        "edition": cover.edition,
        "mark": cover.mark,
        "imprint": cover.imprint,
        "scene": cover.scene,
        "hue": cover.hue.name,
    }
    emblems = syntax.array(emblem.as_typst() for emblem in cover.emblems)
    said = {key: syntax.string(value) for key, value in words.items()}
    return {**said, "is_volume": syntax.boolean(cover.is_volume), "emblems": emblems}


def _emergency_numbers(translation: Translation) -> str | None:
    """Return the numbers for an emergency, as they stand on the covers; None for a guide without them.

    A number nobody has vouched for is left out, for in danger nobody asks an office: that it is missing is a reason
    for a trial print.  The box is translated a second time, so none of its labels goes along.
    """
    for docname in translation.outline.order:
        if docname in translation.elsewhere:
            continue
        found = emergency_box(translation.sources.doctree(docname))
        if found is None:
            continue
        heading, translation.on_covers = found
        translation.docname = docname
        body = [_without_labels_and_gaps(child) for child in translation.on_covers.children[1:]]
        return syntax.array((syntax.words(heading), translation.blocks(body)))
    return None


def _without_labels_and_gaps(node: nodes.Node) -> nodes.Node:
    copy = node.deepcopy()
    for item in list(copy.findall(nodes.list_item)):
        if any(wording.ASK_CLASS in inline["classes"] for inline in item.findall(nodes.inline)):
            item.parent.remove(item)
    for element in copy.findall(nodes.Element):
        element["ids"] = []
    return copy


def _loose_sheet(root: str, sources: Sources) -> str | None:
    """Return what the contents say of the loose sheet: the guide's address beside it, which may be empty."""
    return syntax.string(_address(root, sources)) if sources.has_loose_sheet() else None


def _address(root: str, sources: Sources) -> str:
    return sources.web_address(root).partition("://")[2].rstrip("/")


def _check_references(translation: Translation) -> None:
    """Every label referred to must be printed somewhere; Sphinx knows chapters that no toctree lists.

    What has been refused printed no label, so of a guide with such a hole nothing can be said.
    """
    if translation.refused:
        return
    for label, origin in translation.wanted.items():
        if label not in translation.labels:
            docname = label.partition("#")[0]
            sentence = (
                f"{translation.place(origin)}: Der Verweis auf „{docname}“ führt zu einer Stelle, die im PDF fehlt. "
                "Nehmen Sie das Kapitel in ein Inhaltsverzeichnis (toctree) auf, oder streichen Sie den Verweis."
            )
            translation.note(UntranslatableError(sentence))
