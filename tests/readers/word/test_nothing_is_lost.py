"""Every word of a Word file is in the chapter or in the report."""

from __future__ import annotations

import itertools
import re
import tempfile
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st
from word_package import (
    NUMBERING,
    STYLES,
    abstract,
    all_text,
    cell,
    field,
    level,
    number,
    p,
    package,
    picture,
    png,
    r,
    read_bytes,
    row,
    style,
    table,
    text_box,
)

from ratgeber_tools.readers import ReadResult
from thoroughness import examples

#: Stands for a word; every one becomes another.
WORD = "@"

_STYLES = (
    STYLES
    + style("Tipp", "Tipp")
    + style("Checkliste", "Checkliste")
    + style("Begriff", "Definition Term")
    + style("Erkl", "Definition")
    + style("Anleitung", "Anleitung")
    + style("Angabe", "Angabe")
    + style("Abb", "table of figures")
)

_INLINES = (
    "{}",
    "<w:smartTag>{}</w:smartTag>",
    "<w:ins w:id='1'>{}</w:ins>",
    "<w:del w:id='2'>{}</w:del>",
    "<w:moveFrom w:id='3'>{}</w:moveFrom>",
    "<w:moveTo w:id='4'>{}</w:moveTo>",
    "<w:hyperlink r:id='l1'>{}</w:hyperlink>",
    "<w:hyperlink r:id='l2'>{}</w:hyperlink>",
    "<w:hyperlink w:anchor='ziel'>{}</w:hyperlink>",
    "<w:sdt><w:sdtPr/><w:sdtContent>{}</w:sdtContent></w:sdt>",
    "<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>{}</w:sdtContent></w:sdt>",
    "<w:fldSimple w:instr='DATE'>{}</w:fldSimple>",
    "<w:fldSimple w:instr='TOC'>{}</w:fldSimple>",
    "<w:neu>{}</w:neu>",
    "<mc:AlternateContent><mc:Choice Requires='w14'>{}</mc:Choice></mc:AlternateContent>",
    "<w:bookmarkStart w:id='9' w:name='ziel'/>{}",
    "<w:commentRangeStart w:id='1'/>{}<w:commentRangeEnd w:id='1'/><w:r><w:commentReference w:id='1'/></w:r>",
)
_FIELDS = (
    "REF ziel",
    "PAGEREF ziel",
    'HYPERLINK "https://example.org"',
    "TOC \\o",
    "INDEX",
    "SEQ Abbildung",
    "PAGE",
    "DDE x",
    "MERGEFIELD Anrede",
    "FORMDROPDOWN",
    "SYMBOL 252 \\\\f Wingdings",
)
_RUNS = (
    "", "<w:b/>", "<w:i/>", "<w:vanish/>", "<w:rtl/>", '<w:vertAlign w:val="superscript"/>', "<w:caps/>", "<w:strike/>",
    '<w:rStyle w:val="Fett"/>', '<w:rStyle w:val="QuelltextZchn"/>', '<w:lang w:val="en-US"/>', '<w:sz w:val="40"/>',
)  # fmt: skip
_SIGNS = '<w:rPr><w:rFonts w:ascii="Wingdings" w:hAnsi="Wingdings"/></w:rPr>'
#: As `NUMBERING`, and a tick and a cross as bullets.
_NUMBERING = (
    abstract(5, level(0, "bullet", text="\uf0fc", inside=_SIGNS))
    + abstract(6, level(0, "bullet", text="\uf0fb", inside=_SIGNS))
    + NUMBERING
    + number(5, 5)
    + number(6, 6)
)
_PARAGRAPH_STYLES = (
    "", "Titel", "berschrift1", "berschrift3", "berschrift9", "Zitat", "Quelltext", "Beschriftung", "Listenabsatz",
    "Verzeichnis1", "Inhaltsverzeichnisberschrift", "Merksatz", "Tipp", "Checkliste", "Begriff", "Erkl",
    "Anleitung", "Abb", "Angabe",
)  # fmt: skip
_PARAGRAPHS = (
    "", '<w:ind w:left="720"/>', '<w:numPr><w:numId w:val="0"/></w:numPr><w:ind w:left="360"/>',
    '<w:ind w:left="1440" w:hanging="360"/>',
    '<w:outlineLvl w:val="1"/>', '<w:framePr w:dropCap="drop"/>', '<w:rPr><w:del w:id="5"/></w:rPr>',
)  # fmt: skip
_OPENINGS = (
    "", "- ", "•\t", "1. ", "2. ", "a) ", "☐ ", "☒", "\t", "@\t@\t@", "@    @", "✓ ", "✗ ", "o\t", "1.1 ", "§ 3 ", "3 ",
    "@:\t@", "\t@\t@", "Von: @", "An: @", "Betreff: @", "Gesendet: @", "Mit freundlichen Grüßen", "> @",
    "Inhalt", "@ ........ 3", "@\t7", "Stand: @ 2026", "Telefon:\t@", "Quellen: @", "Bild: Wem gehört es? @",
)  # fmt: skip
_CUT = picture("i1", "@").replace("</pic:blipFill>", '<a:srcRect l="20000"/></pic:blipFill>')
_ATOMS = (
    "<w:r><w:tab/></w:r>", "<w:r><w:br/></w:r>", '<w:r><w:br w:type="page"/></w:r>', "<w:r><w:softHyphen/></w:r>",
    '<w:r><w:footnoteReference w:id="1"/></w:r>', '<w:r><w:endnoteReference w:id="1"/></w:r>',
    f"<w:r>{picture('i1', '@')}</w:r>", f"<w:r>{picture('weg', '@')}</w:r>",
    f"<w:r>{picture('i1', '@').replace('wp:inline', 'wp:anchor')}</w:r>",
    f"<w:r>{_CUT}</w:r>",
    "<w:r><w:noBreakHyphen/></w:r>", '<w:r><w:sym w:font="Wingdings" w:char="F0FC"/></w:r>',
    "<w:r><w:ruby><w:rt><w:r><w:t>@</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>@</w:t></w:r></w:rubyBase></w:ruby></w:r>",
    '<w:sdt><w:sdtPr><w14:checkbox><w14:checked w14:val="1"/></w14:checkbox></w:sdtPr><w:sdtContent><w:r><w:t>☒</w:t>'
    "</w:r></w:sdtContent></w:sdt>",
    '<w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:ddList><w:listEntry w:val="@"/></w:ddList></w:ffData>'
    "</w:fldChar></w:r><w:r><w:instrText> FORMDROPDOWN </w:instrText></w:r>"
    '<w:r><w:fldChar w:fldCharType="end"/></w:r>',
    f"<w:r>{text_box(p(r('@ @')), twice=False)}</w:r>",
    "<w:r><w:pict><v:shape><v:textpath string='@'/></v:shape></w:pict></w:r>",
    f"<w:r><w:pict><v:textbox><w:txbxContent>{table(row('@', '@'))}</w:txbxContent></v:textbox></w:pict></w:r>",
)  # fmt: skip

_words = st.sampled_from(["@", "@ @", "@ @ @ @ @", "@.", "@:", "@, @", "„@“ @"])
_runs = st.builds(lambda text, look: r(text, look), _words, st.sampled_from(_RUNS))
_inlines = st.recursive(
    st.one_of(_runs, st.sampled_from(_ATOMS)),
    lambda inner: st.one_of(
        st.builds(
            lambda frame, parts: frame.format("".join(parts)), st.sampled_from(_INLINES), st.lists(inner, max_size=3)
        ),
        st.builds(
            lambda kind, parts: field(kind, "".join(parts)), st.sampled_from(_FIELDS), st.lists(inner, max_size=2)
        ),
    ),
    max_leaves=4,
)
_paragraphs = st.builds(
    lambda opening, parts, named, look, number: p(
        (r(opening) if opening else "") + "".join(parts), style=named, properties=look, number=number
    ),
    st.sampled_from(_OPENINGS),
    st.lists(_inlines, max_size=4),
    st.sampled_from(_PARAGRAPH_STYLES),
    st.sampled_from(_PARAGRAPHS),
    st.sampled_from([None, None, (1, 0), (2, 0), (2, 1), (1, 2), (5, 0), (6, 0), (77, 0)]),
)


def _tables(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    cells = st.builds(
        lambda content, look: cell(content, look),
        inner,
        st.sampled_from(["", '<w:gridSpan w:val="2"/>', '<w:vMerge w:val="restart"/>', "<w:vMerge/>", "<w:hMerge/>"]),
    )
    rows = st.builds(
        lambda entries, look: row(*entries, properties=look),
        st.lists(cells, min_size=1, max_size=3),
        st.sampled_from(["", "<w:tblHeader/>", '<w:gridBefore w:val="1"/>', '<w:del w:id="8"/>']),
    )
    return st.lists(rows, min_size=1, max_size=3).map(lambda entries: table(*entries))


_blocks = st.recursive(
    _paragraphs,
    lambda inner: st.one_of(
        _tables(inner.map(lambda content: content if content.startswith("<w:p>") else p() + content)),
        inner.map(lambda content: f"<w:sdt><w:sdtPr/><w:sdtContent>{content}</w:sdtContent></w:sdt>"),
        inner.map(lambda content: f"<w:customXml>{content}</w:customXml>"),
        inner.map(lambda content: p(f"<w:r>{text_box(content, twice=False)}</w:r>" + r("@"))),
        inner.map(
            lambda content: (
                '<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val="Table of Contents"/></w:docPartObj>'
                f"</w:sdtPr><w:sdtContent>{content}</w:sdtContent></w:sdt>"
            )
        ),
    ),
    max_leaves=5,
)
_bodies = st.lists(_blocks, min_size=1, max_size=5).map("".join)


def with_words(template: str) -> tuple[str, set[str]]:
    """Put another word in every place for one; return the text and the words."""
    numbers = itertools.count()
    words: set[str] = set()

    def one(_: re.Match[str]) -> str:
        at = next(numbers)
        words.add("Wort" + "".join(chr(ord("a") + int(digit)) for digit in str(at)) + "s")
        return "Wort" + "".join(chr(ord("a") + int(digit)) for digit in str(at)) + "s"

    return re.sub(WORD, one, template), words


def shown(result: ReadResult) -> set[str]:
    text = all_text(result.document) + " " + " ".join(finding.words for finding in result.findings)
    return set(re.findall(r"Wort[a-j]+s", text))


@examples(60, by_night=250)
@given(template=_bodies, repair=st.booleans())
def test_every_word_is_in_the_chapter_or_in_the_report(template: str, repair: bool) -> None:
    body, words = with_words(template)
    extra: dict[str, str] = {"comments": '<w:comment w:id="1">' + p("Kommentarwort") + "</w:comment>"}
    if "footnoteReference" in body:
        extra["footnotes"] = '<w:footnote w:id="1">' + p("Wortjjjjjs") + "</w:footnote>"
        words.add("Wortjjjjjs")
    if "endnoteReference" in body:
        extra["endnotes"] = '<w:endnote w:id="1">' + p("Wortiiiiis") + "</w:endnote>"
        words.add("Wortiiiiis")
    data = package(
        body,
        styles=_STYLES,
        numbering=_NUMBERING,
        links=[
            ("l1", "hyperlink", "https://example.org/", True),
            ("l2", "hyperlink", "javascript:x()", True),
            ("i1", "image", "media/a.png"),
        ],
        media={"media/a.png": png()},
        **extra,
    )
    with tempfile.TemporaryDirectory() as folder:
        result = read_bytes(Path(folder), data, repair=repair)
    assert words - shown(result) == set()
    assert "Kommentarwort" in " ".join(finding.words for finding in result.findings)
