"""The template's styles, lists and settings as WordprocessingML, all of it: nothing of python-docx' own is left.

Word shows its built-in styles in the language it runs in (`heading 1` as “Überschrift 1”), so they keep their English
names; ours have German ones.  Everything else is hidden from the gallery.  Element order follows ECMA-376 part 1,
17.3.1.26 (paragraph properties), 17.7 (styles), 17.9 (numbering) and 17.15 (settings); Word refuses any other.
Lengths are twips (1/20 point), borders eighths of a point, sizes half points.
"""

from __future__ import annotations

from xml.sax.saxutils import quoteattr

from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.oxml.xmlchemy import BaseOxmlElement

from ratgeber_tools.dialect import CHECKLIST, CONTAINERS, INSTRUCTION_STYLE, PARTICULAR_STYLE, ContainerSpec
from ratgeber_tools.hues import Hue
from ratgeber_tools.writers.word.looks import (
    HEADING,
    INK,
    MUTED,
    TABLE_HEAD,
    TABLE_LINE,
    TEMPLATE_BOXES,
    style_identifier,
    style_name,
    word_colour,
)

FONT = "Calibri"
TABLE_STYLE = "Ratgeber-Tabelle"
PROMPT_STYLE = "PlaceholderText"
BULLETS, NUMBERS, BOXES = 1, 2, 3  # w:numId

_NAMES = 4  # and the numbers that follow: a list for each box, whose bullet is the box's name
_NAME_INDENT = 1701

_TICKED = style_identifier(CONTAINERS[CHECKLIST])
_BOX_INDENT = 227
_TICK_INDENT = 397
_LIST_INDENT = 397
_SYMBOLS = "Segoe UI Symbol"


def replace_content(target: BaseOxmlElement, source: str) -> None:
    """Put the children of `source` in the place of those of `target`."""
    for child in list(target):
        target.remove(child)
    for child in list(parse_xml(source)):
        target.append(child)


def box_borders(hue: Hue) -> str:
    """Return `w:pBdr` and `w:shd` of a building block; Word joins neighbours with the same borders to one box."""
    deep, tint = word_colour(hue.deep), word_colour(hue.tint)
    edge = f'w:val="single" w:sz="4" w:space="5" w:color="{tint}"'
    return (
        f'<w:pBdr><w:top {edge}/><w:left w:val="single" w:sz="36" w:space="7" w:color="{deep}"/>'
        f"<w:bottom {edge}/><w:right {edge}/></w:pBdr>"
        f'<w:shd w:val="clear" w:color="auto" w:fill="{tint}"/>'
    )


def styles(*, bold_heads: bool = True, named_boxes: bool = False) -> str:
    """Return the whole `w:styles` element.

    With `named_boxes` every paragraph of a box shows in its margin what box it is; `numbering` has the names.
    Without `bold_heads` a table's first row is bold only where its paragraphs are: LibreOffice turns what a table style
    says into formatting of each word.
    """
    return (
        f"<w:styles {nsdecls('w')}>"
        f'<w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii="{FONT}" w:hAnsi="{FONT}" w:eastAsia="{FONT}"'
        f' w:cs="{FONT}"/><w:color w:val="{INK}"/><w:sz w:val="22"/><w:szCs w:val="22"/>'
        '<w:lang w:val="de-DE" w:eastAsia="de-DE" w:bidi="ar-SA"/></w:rPr></w:rPrDefault>'
        '<w:pPrDefault><w:pPr><w:spacing w:after="120" w:line="259" w:lineRule="auto"/></w:pPr></w:pPrDefault>'
        "</w:docDefaults>"
        '<w:latentStyles w:defLockedState="0" w:defUIPriority="99" w:defSemiHidden="1" w:defUnhideWhenUsed="1"'
        ' w:defQFormat="0" w:count="376"/>'
        '<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont">'
        '<w:name w:val="Default Paragraph Font"/><w:uiPriority w:val="1"/><w:semiHidden/></w:style>'
        '<w:style w:type="numbering" w:default="1" w:styleId="NoList"><w:name w:val="No List"/>'
        '<w:uiPriority w:val="99"/><w:semiHidden/></w:style>'
        '<w:style w:type="character" w:styleId="Hyperlink"><w:name w:val="Hyperlink"/><w:uiPriority w:val="99"/>'
        f'<w:rPr><w:color w:val="{HEADING}"/><w:u w:val="single"/></w:rPr></w:style>'
        f'<w:style w:type="character" w:styleId="{PROMPT_STYLE}"><w:name w:val="Placeholder Text"/>'
        f'<w:uiPriority w:val="99"/><w:semiHidden/><w:rPr><w:color w:val="{MUTED}"/></w:rPr></w:style>'
        + _paragraph_style("Normal", "Normal", 0, attributes=' w:default="1"')
        + "".join(_heading(level, size) for level, size in ((1, 40), (2, 28), (3, 24)))
        + _paragraph_style("ListBullet", "List Bullet", 10, paragraph=_numbering(BULLETS) + _together(140))
        + _paragraph_style("ListNumber", "List Number", 11, paragraph=_numbering(NUMBERS) + _together(140))
        + _paragraph_style("Caption", "caption", 12, run=f'<w:i/><w:color w:val="{MUTED}"/><w:sz w:val="20"/>')
        + "".join(_box(spec, 20 + order, named=named_boxes) for order, spec in enumerate(TEMPLATE_BOXES.values()))
        + _paragraph_style(
            INSTRUCTION_STYLE,
            INSTRUCTION_STYLE,
            40,
            paragraph=_tight(80),
            run=f'<w:color w:val="{MUTED}"/><w:sz w:val="20"/><w:szCs w:val="20"/>',
        )
        + (_particular() if named_boxes else "")
        + _tables(bold_heads=bold_heads)
        + "</w:styles>"
    )


def numbering(*, named_boxes: bool = False) -> str:
    """Return the whole `w:numbering` element: bullets, numbers, boxes to tick, and with `named_boxes` their names."""
    kinds = (
        (BULLETS, "ListBullet", "bullet", ("•", "–", "•"), "", _LIST_INDENT, 0),
        (NUMBERS, "ListNumber", "decimal", ("%1.", "%2.", "%3."), "", _LIST_INDENT, 0),
        (BOXES, "" if named_boxes else _TICKED, "bullet", ("☐", "☐", "☐"), _SYMBOLS, _TICK_INDENT, _BOX_INDENT),
    )
    abstract = "".join(
        f'<w:abstractNum w:abstractNumId="{number}"><w:multiLevelType w:val="hybridMultilevel"/>'
        + "".join(
            f'<w:lvl w:ilvl="{depth}"><w:start w:val="1"/><w:numFmt w:val="{form}"/>'
            + (f'<w:pStyle w:val="{style}"/>' if depth == 0 and style else "")
            + f'<w:lvlText w:val="{text}"/><w:lvlJc w:val="left"/>'
            f'<w:pPr><w:ind w:left="{outer + indent * (depth + 1)}" w:hanging="{indent}"/></w:pPr>'
            + (f'<w:rPr><w:rFonts w:ascii="{font}" w:hAnsi="{font}" w:cs="{font}"/></w:rPr>' if font else "")
            + "</w:lvl>"
            for depth, text in enumerate(texts)
        )
        + "</w:abstractNum>"
        for number, style, form, texts, font, indent, outer in kinds
    )
    numbers = [number for number, *_ in kinds]
    if named_boxes:
        for number, spec in enumerate(TEMPLATE_BOXES.values(), start=_NAMES):
            numbers.append(number)
            abstract += _name(number, spec)
    concrete = "".join(f'<w:num w:numId="{number}"><w:abstractNumId w:val="{number}"/></w:num>' for number in numbers)
    return f"<w:numbering {nsdecls('w')}>{abstract}{concrete}</w:numbering>"


def settings() -> str:
    """Return the whole `w:settings` element: German, our table as the one Word inserts, layout as in Word 2013."""
    return (
        f'<w:settings {nsdecls("w")}><w:zoom w:percent="100"/><w:defaultTabStop w:val="709"/>'
        f'<w:defaultTableStyle w:val="RatgeberTabelle"/><w:characterSpacingControl w:val="doNotCompress"/>'
        '<w:compat><w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word"'
        ' w:val="15"/></w:compat><w:themeFontLang w:val="de-DE"/><w:decimalSymbol w:val=","/>'
        '<w:listSeparator w:val=";"/></w:settings>'
    )


def _paragraph_style(
    identifier: str, name: str, priority: int, *, paragraph: str = "", run: str = "", following: str = "",
    attributes: str = "",
) -> str:  # fmt: skip
    based_on = "" if identifier == "Normal" else '<w:basedOn w:val="Normal"/>'
    next_style = f'<w:next w:val="{following}"/>' if following else ""
    return (
        f'<w:style w:type="paragraph"{attributes} w:styleId="{identifier}"><w:name w:val={quoteattr(name)}/>'
        f'{based_on}{next_style}<w:uiPriority w:val="{priority}"/><w:qFormat/>'
        f"<w:pPr>{paragraph}</w:pPr><w:rPr>{run}</w:rPr></w:style>"
    )


def _heading(level: int, size: int) -> str:
    before = {1: 0, 2: 280, 3: 200}[level]
    return _paragraph_style(
        f"Heading{level}",
        f"heading {level}",
        level,
        paragraph=f'<w:keepNext/><w:keepLines/><w:spacing w:before="{before}" w:after="{80 if level > 1 else 200}"'
        f' w:line="240" w:lineRule="auto"/><w:outlineLvl w:val="{level - 1}"/>',
        run=f'<w:b/><w:bCs/><w:color w:val="{HEADING}"/><w:sz w:val="{size}"/><w:szCs w:val="{size}"/>',
        following="Normal",
    )


def _name(number: int, spec: ContainerSpec) -> str:
    """Return a list that prints a box's name where others print a bullet; behind it the box of a checklist."""
    text = style_name(spec) + (" ☐" if spec.name == CHECKLIST else "")
    return (
        f'<w:abstractNum w:abstractNumId="{number}"><w:multiLevelType w:val="singleLevel"/>'
        f'<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="none"/><w:pStyle w:val="{style_identifier(spec)}"/>'
        f'<w:lvlText w:val={quoteattr(text)}/><w:lvlJc w:val="left"/>'
        f'<w:pPr><w:ind w:left="{_BOX_INDENT + _NAME_INDENT}" w:hanging="{_NAME_INDENT}"/></w:pPr>'
        f'<w:rPr><w:b/><w:color w:val="{word_colour(spec.hue.deep)}"/><w:sz w:val="18"/></w:rPr></w:lvl>'
        "</w:abstractNum>"
    )


def _particular() -> str:
    """Return the style of the lines in which authors say something of their contribution."""
    line = 'w:val="single" w:sz="4" w:space="5" w:color="FFFFFF"'
    borders = "".join(f"<w:{side} {line}/>" for side in ("top", "left", "bottom", "right", "between"))
    return _paragraph_style(
        PARTICULAR_STYLE,
        PARTICULAR_STYLE,
        41,
        paragraph=f'<w:pBdr>{borders}</w:pBdr><w:shd w:val="clear" w:color="auto" w:fill="{TABLE_HEAD}"/>'
        f'<w:spacing w:after="0"/><w:ind w:left="113" w:right="{_BOX_INDENT}"/>',
        run='<w:sz w:val="20"/><w:szCs w:val="20"/>',
    )


def _box(spec: ContainerSpec, priority: int, *, named: bool) -> str:
    is_list = spec.name == CHECKLIST
    left, hanging = (_BOX_INDENT + _TICK_INDENT, _TICK_INDENT) if is_list else (_BOX_INDENT, 0)
    lead = "<w:keepLines/>" + (_numbering(BOXES) if is_list else "")
    if named:
        left, hanging = _BOX_INDENT + _NAME_INDENT, _NAME_INDENT
        lead = "<w:keepLines/>" + _numbering(_NAMES + list(TEMPLATE_BOXES).index(spec.name))
    indent = f'<w:ind w:left="{left}" w:right="{_BOX_INDENT}" w:hanging="{hanging}"/>'
    return _paragraph_style(
        style_identifier(spec),
        style_name(spec),
        priority,
        paragraph=lead + box_borders(spec.hue) + _together(160, indent),
    )


def _numbering(number: int) -> str:
    return f'<w:numPr><w:ilvl w:val="0"/><w:numId w:val="{number}"/></w:numPr>'


def _tight(after: int) -> str:
    return f'<w:spacing w:after="{after}"/>'


def _together(after: int, indent: str = "") -> str:
    """Return spacing that separates a group of equal paragraphs from what follows, but not from each other."""
    return f"{_tight(after)}{indent}<w:contextualSpacing/>"


def _tables(*, bold_heads: bool) -> str:
    line = f'w:val="single" w:sz="4" w:space="0" w:color="{TABLE_LINE}"'
    sides = "".join(f"<w:{side} {line}/>" for side in ("top", "left", "bottom", "right", "insideH", "insideV"))
    margins = (
        '<w:tblCellMar><w:top w:w="57" w:type="dxa"/><w:left w:w="108" w:type="dxa"/>'
        '<w:bottom w:w="57" w:type="dxa"/><w:right w:w="108" w:type="dxa"/></w:tblCellMar>'
    )
    return (
        '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/>'
        '<w:uiPriority w:val="99"/><w:semiHidden/><w:tblPr><w:tblInd w:w="0" w:type="dxa"/>'
        '<w:tblCellMar><w:top w:w="0" w:type="dxa"/><w:left w:w="108" w:type="dxa"/>'
        '<w:bottom w:w="0" w:type="dxa"/><w:right w:w="108" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>'
        f'<w:style w:type="table" w:customStyle="1" w:styleId="RatgeberTabelle"><w:name w:val="{TABLE_STYLE}"/>'
        '<w:basedOn w:val="TableNormal"/><w:uiPriority w:val="13"/><w:qFormat/>'
        '<w:pPr><w:spacing w:after="0" w:line="240" w:lineRule="auto"/></w:pPr>'
        f"<w:tblPr><w:tblBorders>{sides}</w:tblBorders>{margins}</w:tblPr>"
        f'<w:tblStylePr w:type="firstRow">{"<w:rPr><w:b/><w:bCs/></w:rPr>" if bold_heads else ""}'
        "<w:tblPr/><w:trPr><w:tblHeader/></w:trPr>"
        f'<w:tcPr><w:shd w:val="clear" w:color="auto" w:fill="{TABLE_HEAD}"/></w:tcPr></w:tblStylePr></w:style>'
    )
