"""Styles and lists an exported chapter needs beside the template's: what our model has and authors never type."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple
from xml.sax.saxutils import quoteattr

from ratgeber_tools.dialect import CONTAINERS, GLOSSARY_DIRECTIVE, GLOSSARY_TITLE, HEAD_STYLE
from ratgeber_tools.writers.word.looks import HEADING, MUTED, TEMPLATE_BOXES, style_identifier, style_name
from ratgeber_tools.writers.word.style_sheet import box_borders

PROTECTED, PROTECTED_LINE, CODE, NOTE_SIGN, LINK = (
    "GeschuetzteAngabe", "GeschuetzteZeile", "VerbatimChar", "FootnoteReference", "Hyperlink",
)  # fmt: skip
FRONT_TITLE, FRONT_LINE = "Title", "Subtitle"
HEAD_LINE = "KopfDesKapitels"
_GREY = "E7E6E6"
_FURTHER_BOXES = tuple(
    spec for name, spec in CONTAINERS.items() if name not in TEMPLATE_BOXES and name != GLOSSARY_DIRECTIVE
)
_FIRST_LIST = 100  # w:numId and w:abstractNumId of the chapter's own lists
_INDENT = 397


def box_style(name: str) -> str:
    """Return the id of the paragraph style for the box `name` (a directive's name)."""
    return style_identifier(CONTAINERS[name])


def styles() -> str:
    """Return the further `w:style` elements."""
    boxes = "".join(
        _paragraph(style_identifier(spec), style_name(spec), f"{box_borders(spec.hue)}{_spaced(left=227)}")
        for spec in _FURTHER_BOXES
    )
    headings = "".join(
        _paragraph(
            f"Heading{level}",
            f"heading {level}",
            f'<w:keepNext/><w:spacing w:before="160" w:after="60"/><w:outlineLvl w:val="{level - 1}"/>',
            run=f'<w:b/><w:color w:val="{HEADING}"/><w:sz w:val="22"/>',
        )
        for level in (4, 5, 6)
    )
    shade = f'<w:shd w:val="clear" w:color="auto" w:fill="{_GREY}"/>'
    return (
        headings
        + boxes
        + _paragraph("ListContinue", "List Continue", '<w:spacing w:after="80"/><w:ind w:left="397"/>')
        + _paragraph("Quote", "Quote", _spaced(left=397), run="<w:i/>")
        + _paragraph("TableHeading", "Table Heading", '<w:spacing w:after="0"/>', run="<w:b/>")
        # Behind a word comes what it means, behind that the next word: so a new entry is typed with two returns.
        + _paragraph(
            "DefinitionTerm",
            "Definition Term",
            '<w:keepNext/><w:spacing w:after="0"/>',
            run="<w:b/>",
            following="Definition",
        )
        + _paragraph("Definition", "Definition", _spaced(left=397), following="DefinitionTerm")
        + _paragraph(
            box_style(GLOSSARY_DIRECTIVE),
            GLOSSARY_TITLE,
            '<w:keepNext/><w:spacing w:before="120" w:after="60"/>',
            run=f'<w:color w:val="{MUTED}"/>',
            following="DefinitionTerm",
        )
        + _paragraph(PROTECTED_LINE, "Geschützte Zeile", f'{shade}<w:spacing w:after="120"/>')
        + _paragraph("FootnoteText", "footnote text", '<w:spacing w:after="0"/>', run='<w:sz w:val="18"/>')
        + _paragraph(
            "Header", "header", '<w:spacing w:after="0"/>', run=f'<w:color w:val="{MUTED}"/><w:sz w:val="17"/>'
        )
        + _paragraph(
            "Footer",
            "footer",
            '<w:spacing w:after="0"/><w:jc w:val="right"/>',
            run=f'<w:color w:val="{MUTED}"/><w:sz w:val="17"/>',
        )
        + _paragraph(
            FRONT_TITLE,
            "Title",
            '<w:spacing w:before="2400" w:after="200" w:line="240" w:lineRule="auto"/>',
            run=f'<w:b/><w:color w:val="{HEADING}"/><w:sz w:val="56"/>',
        )
        + _paragraph(
            FRONT_LINE, "Subtitle", '<w:spacing w:after="480"/>', run=f'<w:color w:val="{MUTED}"/><w:sz w:val="28"/>'
        )
        + _paragraph(
            HEAD_LINE,
            HEAD_STYLE,
            f'<w:pBdr><w:left w:val="single" w:sz="12" w:space="7" w:color="{HEADING}"/></w:pBdr>{_spaced(left=227)}',
        )
        + _character(PROTECTED, "Geschützte Angabe", shade)
        + _character(CODE, "Verbatim Char", '<w:rFonts w:ascii="Consolas" w:hAnsi="Consolas" w:cs="Consolas"/>')
        + _character(NOTE_SIGN, "footnote reference", '<w:vertAlign w:val="superscript"/>')
    )


class ListKind(NamedTuple):
    """How a list looks: numbers from `start`, or a sign before each item."""

    ordered: bool
    sign: str = "•"
    start: int = 1


def numbering(kinds: Iterable[ListKind]) -> tuple[str, str]:
    """Return `w:abstractNum` and `w:num` elements, one a list; the list at index i has the number `list_number(i)`."""
    abstract, concrete = [], []
    for index, kind in enumerate(kinds):
        number = list_number(index)
        levels = "".join(
            f'<w:lvl w:ilvl="{depth}"><w:start w:val="{kind.start}"/>'
            f'<w:numFmt w:val="{"decimal" if kind.ordered else "bullet"}"/>'
            f"<w:lvlText w:val={quoteattr(f'%{depth + 1}.' if kind.ordered else kind.sign)}/>"
            f'<w:lvlJc w:val="left"/><w:pPr><w:ind w:left="{_INDENT * (depth + 1)}" w:hanging="{_INDENT}"/></w:pPr>'
            "</w:lvl>"
            for depth in range(9)
        )
        abstract.append(
            f'<w:abstractNum w:abstractNumId="{number}"><w:multiLevelType w:val="hybridMultilevel"/>{levels}'
            "</w:abstractNum>"
        )
        concrete.append(f'<w:num w:numId="{number}"><w:abstractNumId w:val="{number}"/></w:num>')
    return "".join(abstract), "".join(concrete)


def list_number(index: int) -> int:
    return _FIRST_LIST + index


def _spaced(*, left: int) -> str:
    return f'<w:spacing w:after="100"/><w:ind w:left="{left}" w:right="227"/><w:contextualSpacing/>'


def _paragraph(identifier: str, name: str, paragraph: str, *, run: str = "", following: str = "") -> str:
    following = f"<w:next w:val={quoteattr(following)}/>" if following else ""
    return (
        f'<w:style w:type="paragraph" w:styleId="{identifier}"><w:name w:val={quoteattr(name)}/>'
        f'<w:basedOn w:val="Normal"/>{following}<w:uiPriority w:val="50"/><w:pPr>{paragraph}</w:pPr>'
        f"<w:rPr>{run}</w:rPr></w:style>"
    )


def _character(identifier: str, name: str, run: str) -> str:
    return (
        f'<w:style w:type="character" w:styleId="{identifier}"><w:name w:val={quoteattr(name)}/>'
        f'<w:uiPriority w:val="50"/><w:rPr>{run}</w:rPr></w:style>'
    )
