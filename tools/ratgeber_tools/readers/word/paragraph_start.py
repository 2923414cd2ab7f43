"""What is known of a paragraph before its words are read: role, place in a list, indents."""

from __future__ import annotations

from dataclasses import replace

from ratgeber_tools.dialect import CONTAINERS
from ratgeber_tools.findings import Code
from ratgeber_tools.readers.word.context import Context, DraftContext
from ratgeber_tools.readers.word.drafts import ParagraphDraft
from ratgeber_tools.readers.word.numbering import Label
from ratgeber_tools.readers.word.properties import ParagraphProperties
from ratgeber_tools.readers.word.style_names import StyleRole
from ratgeber_tools.readers.word.styles import Style

#: Roles whose paragraphs may be items of lists; a heading's number is only its number.
LISTED = frozenset(
    {
        StyleRole.BODY,
        StyleRole.LIST,
        StyleRole.CONTINUATION,
        StyleRole.CONTAINER,
        StyleRole.DEFINITION,
        StyleRole.PREFACE,
    }
)

_NO_DIGITS = frozenset({"lowerLetter", "upperLetter", "lowerRoman", "upperRoman"})


def new_draft(context: Context, properties: ParagraphProperties, style: Style) -> ParagraphDraft:
    """Return a draft without content; counts the paragraph in its list, so it must be asked for in reading order."""
    role, level = style.role, style.heading_level
    if role is StyleRole.CONTENTS_HEADING and context.literal:
        role, level = StyleRole.HEADING, 1
    label: Label | None = None
    if not properties.mark.deleted:  # else it joins the next paragraph, and that one counts
        label = context.numbering.label(properties.number, properties.level, style)
    draft = ParagraphDraft(role=role, level=level, container=style.container, position=context.report.position)
    draft.style = style.id
    if properties.outline is not None and 0 <= properties.outline <= 8:
        draft.outline = properties.outline
    draft.numbering_removed = properties.number == "0"
    if label is not None and role is StyleRole.CONTAINER:
        label = without_name(label, style.container)
    if label is not None and role in LISTED:
        draft.label = label
    report_number(context, label, role)
    draft.left_of_style = style.paragraph.left or 0
    if properties.left is not None:
        draft.left = properties.left
    else:
        draft.left = draft.left_of_style if label is None else label.level.left
    draft.first = (properties.first if properties.first is not None else style.paragraph.first) or 0
    draft.rule_below = properties.rule_below
    draft.drop_cap = properties.drop_cap
    draft.mark_deleted = properties.mark.deleted
    return draft


def report_number(context: DraftContext, label: Label | None, role: StyleRole) -> None:
    """Count a number that a chapter cannot show as it is: a letter of an item, the number of a heading."""
    if label is None:
        return
    if role in LISTED and label.level.format in _NO_DIGITS:
        context.report.count(
            Code.FORMATTING_SIMPLIFIED,
            "Ein Listenpunkt mit Buchstabe oder römischer Zahl bekam {n}-mal eine Ziffer: "
            "Prüfen Sie Verweise wie „siehe a)“.",
        )
    elif label.level.is_ordered and role is StyleRole.HEADING:
        context.report.count(
            Code.FORMATTING_SIMPLIFIED,
            "Die Nummer vor einer Überschrift wurde {n}-mal weggelassen; der Ratgeber zählt selbst.",
        )


def without_name(label: Label, container: str) -> Label | None:
    """Return the label of a box's paragraph without the box's name, which the template prints there; None if bare."""
    title = CONTAINERS[container].title
    if not title or not label.level.text.startswith(title):
        return label
    rest = label.level.text.removeprefix(title).strip()
    return replace(label, level=replace(label.level, format="bullet", text=rest, sign=rest)) if rest else None
