"""Tiny Word packages, built from the XML a test is about."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Mapping, Sequence
from pathlib import Path
from xml.sax.saxutils import escape

from ratgeber_tools.document import (
    CodeBlock,
    DefinitionList,
    Document,
    Figure,
    Heading,
    Image,
    Inlines,
    Paragraph,
    Table,
    iterate_blocks,
    plain_text,
)
from ratgeber_tools.findings import Code, Finding
from ratgeber_tools.readers import ReadResult
from ratgeber_tools.readers.word import read

SCHEMAS = "http://schemas.openxmlformats.org"
NAMESPACES = {
    "w": f"{SCHEMAS}/wordprocessingml/2006/main",
    "r": f"{SCHEMAS}/officeDocument/2006/relationships",
    "m": f"{SCHEMAS}/officeDocument/2006/math",
    "wp": f"{SCHEMAS}/drawingml/2006/wordprocessingDrawing",
    "a": f"{SCHEMAS}/drawingml/2006/main",
    "pic": f"{SCHEMAS}/drawingml/2006/picture",
    "c": f"{SCHEMAS}/drawingml/2006/chart",
    "dgm": f"{SCHEMAS}/drawingml/2006/diagram",
    "mc": f"{SCHEMAS}/markup-compatibility/2006",
    "w14": "http://schemas.microsoft.com/office/word/2010/wordml",
    "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
    "wpg": "http://schemas.microsoft.com/office/word/2010/wordprocessingGroup",
    "asvg": "http://schemas.microsoft.com/office/drawing/2016/SVG/main",
    "adec": "http://schemas.microsoft.com/office/drawing/2017/decorative",
    "v": "urn:schemas-microsoft-com:vml",
    "o": "urn:schemas-microsoft-com:office:office",
}
DECLARATIONS = " ".join(f'xmlns:{prefix}="{uri}"' for prefix, uri in NAMESPACES.items())
MAIN_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"

Relationships = Sequence[tuple[str, str, str] | tuple[str, str, str, bool]]


def style(identifier: str, name: str, *, kind: str = "paragraph", based_on: str = "", inside: str = "") -> str:
    base = f'<w:basedOn w:val="{based_on}"/>' if based_on else ""
    default = ' w:default="1"' if identifier == "Standard" else ""
    return (
        f'<w:style w:type="{kind}"{default} w:styleId="{identifier}"><w:name w:val="{name}"/>{base}{inside}</w:style>'
    )


#: What a German Word writes: German ids, English names.
STYLES = (
    '<w:docDefaults><w:rPrDefault><w:rPr><w:sz w:val="22"/><w:lang w:val="de-DE"/></w:rPr></w:rPrDefault>'
    "</w:docDefaults>"
    + style("Standard", "Normal")
    + style("Titel", "Title")
    + "".join(
        style(f"berschrift{level}", f"heading {level}", inside=f'<w:pPr><w:outlineLvl w:val="{level - 1}"/></w:pPr>')
        for level in range(1, 10)
    )
    + style("Listenabsatz", "List Paragraph", inside='<w:pPr><w:ind w:left="720"/></w:pPr>')
    + style("Zitat", "Quote", inside="<w:rPr><w:i/></w:rPr>")
    + style("Beschriftung", "caption", inside="<w:rPr><w:b/></w:rPr>")
    + style("Verzeichnis1", "toc 1")
    + style("Inhaltsverzeichnisberschrift", "TOC Heading", based_on="berschrift1")
    + style("Merksatz", "Merksatz", inside="<w:rPr><w:b/></w:rPr>")
    + style("Fett", "Strong", kind="character", inside="<w:rPr><w:b/></w:rPr>")
    + style("Quelltext", "Source Code")
    + style("QuelltextZchn", "Verbatim Char", kind="character")
)


def level(depth: int, number_format: str = "decimal", *, text: str | None = None, inside: str = "") -> str:
    shown = text if text is not None else "\uf0b7" if number_format == "bullet" else f"%{depth + 1}."
    return (
        f'<w:lvl w:ilvl="{depth}"><w:start w:val="1"/><w:numFmt w:val="{number_format}"/>'
        f'<w:lvlText w:val="{shown}"/>{inside}</w:lvl>'
    )


def abstract(identifier: int, *levels: str) -> str:
    return f'<w:abstractNum w:abstractNumId="{identifier}">{"".join(levels)}</w:abstractNum>'


def number(identifier: int, abstract_identifier: int, override: str = "") -> str:
    return f'<w:num w:numId="{identifier}"><w:abstractNumId w:val="{abstract_identifier}"/>{override}</w:num>'


#: numId 1: bullets; 2: numbers; 3: numbers again, sharing the counters of 2; 4: as 2, restarted.
NUMBERING = (
    abstract(1, *(level(depth, "bullet") for depth in range(3)))
    + abstract(2, *(level(depth) for depth in range(3)))
    + number(1, 1)
    + number(2, 2)
    + number(3, 2)
    + number(4, 2, '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>')
)


def r(text: str, properties: str = "") -> str:
    """Return a run; `properties` is the content of its `w:rPr`."""
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def p(content: str = "", *, style: str = "", properties: str = "", number: tuple[int, int] | None = None) -> str:
    """Return a paragraph; `content` without markup becomes one run; `number` is (numId, ilvl)."""
    inside = content if content.startswith("<") or not content else r(content)
    named = f'<w:pStyle w:val="{style}"/>' if style else ""
    listed = f'<w:numPr><w:ilvl w:val="{number[1]}"/><w:numId w:val="{number[0]}"/></w:numPr>' if number else ""
    return f"<w:p><w:pPr>{named}{listed}{properties}</w:pPr>{inside}</w:p>"


def field(instruction: str, result: str) -> str:
    """Return a field with its parts in runs of their own; `result` is XML."""
    return (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        f'<w:r><w:instrText xml:space="preserve"> {escape(instruction)} </w:instrText></w:r>'
        f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{result}<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


def cell(content: str = "", properties: str = "") -> str:
    inside = content if content.startswith(("<w:p>", "<w:tbl>")) else p(content)
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{inside}</w:tc>"


def row(*cells: str, properties: str = "") -> str:
    inside = "".join(entry if entry.startswith(("<w:tc>", "<w:sdt>")) else cell(entry) for entry in cells)
    return f"<w:tr><w:trPr>{properties}</w:trPr>{inside}</w:tr>"


def table(*rows: str, look: str = "") -> str:
    return f"<w:tbl><w:tblPr>{look}</w:tblPr>{''.join(rows)}</w:tbl>"


def picture(identifier: str, alt: str = "", *, attribute: str = "embed", extra: str = "") -> str:
    """Return an inline picture that points at a relationship; 25 mm wide."""
    return (
        f'<w:drawing><wp:inline><wp:extent cx="900000" cy="900000"/><wp:docPr id="1" name="Grafik 1" descr="{alt}">'
        f"{extra}</wp:docPr><a:graphic><a:graphicData><pic:pic><pic:nvPicPr>"
        '<pic:cNvPr id="0" name="x"/></pic:nvPicPr><pic:blipFill>'
        f'<a:blip r:{attribute}="{identifier}"/></pic:blipFill></pic:pic></a:graphicData></a:graphic></wp:inline>'
        "</w:drawing>"
    )


def text_box(content: str, *, twice: bool = True) -> str:
    """Return a text box as Word stores it: for new programs, and once more for old ones (unless `twice` is off)."""
    inner = f"<w:txbxContent>{content}</w:txbxContent>"
    return (
        '<mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wp:anchor><wp:docPr id="7" name="Textfeld"/>'
        f"<a:graphic><a:graphicData><wps:wsp><wps:txbx>{inner}</wps:txbx></wps:wsp></a:graphicData></a:graphic>"
        "</wp:anchor></w:drawing></mc:Choice>"
        + (f"<mc:Fallback><w:pict><v:textbox>{inner}</v:textbox></w:pict></mc:Fallback>" if twice else "")
        + "</mc:AlternateContent>"
    )


def part(root: str, content: str) -> str:
    """Return a whole part: `content` in the element `w:root`."""
    return f'<?xml version="1.0" encoding="UTF-8"?><w:{root} {DECLARATIONS}>{content}</w:{root}>'


def relationships(entries: Relationships) -> str:
    lines = []
    for identifier, kind, target, *external in entries:
        mode = ' TargetMode="External"' if external and external[0] else ""
        lines.append(
            f'<Relationship Id="{identifier}" Type="{NAMESPACES["r"]}/{kind}" Target="{escape(target)}"{mode}/>'
        )
    return f'<Relationships xmlns="{SCHEMAS}/package/2006/relationships">{"".join(lines)}</Relationships>'


_PART_KINDS = {
    "styles": "styles",
    "numbering": "numbering",
    "footnotes": "footnotes",
    "endnotes": "endnotes",
    "comments": "comments",
}


def package(
    body: str | bytes,
    *,
    links: Relationships = (),
    media: Mapping[str, bytes] | None = None,
    main: str = "word/document.xml",
    main_type: str = MAIN_TYPE,
    **parts: str,
) -> bytes:
    """Return a .docx.

    `body` is the content of `w:body` (bytes: the whole main part); `parts` are the contents of styles, numbering,
    footnotes, endnotes and comments; `media` maps names inside word/ to bytes; `links` are relationships.
    """
    folder, _, name = main.rpartition("/")
    links = list(links)
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(
            "[Content_Types].xml",
            f'<Types xmlns="{SCHEMAS}/package/2006/content-types">'
            '<Default Extension="xml" ContentType="application/xml"/>'
            f'<Override PartName="/{main}" ContentType="{main_type}"/></Types>',
        )
        archive.writestr("_rels/.rels", relationships([("r1", "officeDocument", main)]))
        archive.writestr(main, body if isinstance(body, bytes) else part("document", f"<w:body>{body}</w:body>"))
        for key, content in {"styles": STYLES, **parts}.items():
            archive.writestr(f"{folder}/{key}.xml", part(key, content))
            links.append((f"part-{key}", _PART_KINDS[key], f"{key}.xml"))
        for key, data in (media or {}).items():
            archive.writestr(f"{folder}/{key}", data)
        archive.writestr(f"{folder}/_rels/{name}.rels", relationships(links))
    return stream.getvalue()


def read_bytes(folder: Path, data: bytes, *, repair: bool = True, name: str = "beitrag.docx") -> ReadResult:
    path = folder / name
    path.write_bytes(data)
    return read(path, repair=repair)


def read_body(
    folder: Path,
    body: str,
    *,
    repair: bool = True,
    links: Relationships = (),
    media: Mapping[str, bytes] | None = None,
    **parts: str,
) -> ReadResult:
    return read_bytes(folder, package(body, links=links, media=media, **parts), repair=repair)


def png(red: int = 0) -> bytes:
    """Return a PNG of one pixel."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", 1, 1, 8, 2, 0, 0, 0)
    pixels = zlib.compress(bytes((0, red, 0, 0)))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", pixels) + chunk(b"IEND", b"")


def outline(result: ReadResult) -> list[str]:
    """Return headings and paragraphs as one line each: ``## Fristen``, ``Bis zum 1. März.``."""
    lines: list[str] = []
    for block in iterate_blocks(result.document.blocks):
        if isinstance(block, Heading):
            lines.append("#" * block.level + " " + plain_text(block.children))
        elif isinstance(block, Paragraph):
            lines.append(plain_text(block.children))
    return lines


def all_text(document: Document) -> str:
    """Return every word a reader of the document may see."""
    parts: list[str] = []
    for blocks in (document.blocks, *document.notes.values()):
        for block in iterate_blocks(blocks):
            match block:
                case Heading(children=children) | Paragraph(children=children):
                    parts += [plain_text(children), *_descriptions(children)]
                case Figure(image=image, caption=caption):
                    parts += [image.alt, plain_text(caption), *_descriptions(caption)]
                case Table(caption=caption):
                    parts += [plain_text(caption), *_descriptions(caption)]
                case CodeBlock(text=text):
                    parts.append(text)
                case DefinitionList(items=items):
                    for item in items:
                        parts += [plain_text(item.term), *_descriptions(item.term)]
                case _:
                    pass
    return " ".join(parts)


def _descriptions(inlines: Inlines) -> list[str]:
    """Return the alternative texts of pictures that stand in a line."""
    texts: list[str] = []
    for inline in inlines:
        if isinstance(inline, Image):
            texts.append(inline.alt)
        texts += _descriptions(getattr(inline, "children", ()))
    return texts


def found(result: ReadResult, code: Code) -> list[Finding]:
    return [finding for finding in result.findings if finding.code is code]
