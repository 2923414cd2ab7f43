"""Lists to be torn out: in a printed volume each has a leaf of its own at the end, where it stood a line says its page.

At the end, because a leaf in the middle of a chapter would leave the pages around it half empty, and because what is
torn out there takes nothing of the chapter along.
"""

from __future__ import annotations

from docutils import nodes

from ratgeber_tools.sphinx_ext.pdf import syntax
from ratgeber_tools.sphinx_ext.pdf.headings import plain_words, title_of
from ratgeber_tools.sphinx_ext.pdf.translation import TearOutSheet, Translation


def is_torn_out(box: nodes.Element, translation: Translation) -> bool:
    """Say whether a box (`own.ratgeber_box`) gets a leaf of its own in this file."""
    return translation.has_sheets and "tear_out" in box


def put_on_a_sheet(box: nodes.Element, translation: Translation) -> str:
    """Keep a list for its leaf, and return what is said in its place."""
    label = translation.define(f"{translation.docname}#heraustrennen-{len(translation.sheets) + 1}")
    chapter = translation.docname
    expression = syntax.call(
        "tear-out",
        syntax.words(box["tear_out"] or _heading_above(box)),
        translation.blocks(box.children[1:]),
        name=syntax.string(label),
        source=syntax.array((syntax.string(chapter), syntax.words(translation.titles.get(chapter, "")))),
        is_first=syntax.boolean(not translation.sheets),
        draft=syntax.boolean(translation.sources.is_draft(chapter)),
    )
    translation.sheets.append(TearOutSheet(expression, chapter, box))
    return syntax.call("torn-out", syntax.string(label))


def emit_sheets(translation: Translation) -> None:
    """Emit the leaves in the order of their lists."""
    for sheet in translation.sheets:
        translation.docname = sheet.docname
        translation.emit(sheet.expression, sheet.box)


def _heading_above(box: nodes.Node) -> str:
    """Return the words of the nearest heading above a list whose own title says no name."""
    around = box.parent
    while around is not None:
        if isinstance(around, nodes.section) and (title := title_of(around)) is not None:
            return plain_words(title)
        around = around.parent
    return ""
