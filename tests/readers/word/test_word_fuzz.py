"""Damaged packages: whatever happens to a file's bytes, it ends with a result or one German sentence.

Short by default; ``HYPOTHESIS_PROFILE=gruendlich`` goes on for long.
"""

from __future__ import annotations

import io
import re
import tempfile
import zipfile
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from word_package import NUMBERING, cell, field, p, package, picture, png, r, read_bytes, row, table, text_box

from ratgeber_tools.errors import InputError
from ratgeber_tools.readers import ReadResult
from thoroughness import examples

EXAMPLES, BY_NIGHT = 60, 120

_JUNK = (
    "", "<w:p>", "</w:p>", "<w:tbl>", "<w:tr/>", "<w:tc><w:p/></w:tc>", "</w:tc>",
    "<w:r><w:fldChar w:fldCharType='begin'/></w:r>",
    "<w:r><w:fldChar w:fldCharType='separate'/></w:r>", "<w:r><w:fldChar w:fldCharType='end'/></w:r>", "&amp;", "&x;",
    "<!-- x -->", "<?x y?>", "<![CDATA[<x>]]>", "<w:sdt>", "<w:sdtContent/>", "<w:hyperlink w:anchor=''>", "<w:del/>",
    "<w:footnoteReference w:id='1'/>", "<w:commentReference w:id='1'/>", "<w:numPr/>", "<w:gridSpan w:val='-3'/>",
    "<w:vMerge w:val='?'/>", "<w:txbxContent/>", "<m:oMath/>", "<a:blip/>", "\x00", "\ufffe", "ü", "9" * 40,
)  # fmt: skip
_VALUES = ("", "0", "-1", "99999999999999999999", "1e400", "NaN", "true", "x", "../../x", "#", "%00", "ÿ", " ")


@cache
def sound_package() -> bytes:
    """Return a document with a bit of everything."""
    body = (
        p("Titel", style="Titel")
        + p(r("fett", "<w:b/>") + r(" und ") + field('HYPERLINK "https://example.org/"', r("Link")))
        + p("a", number=(1, 0)) + p("b", number=(2, 1)) + p("- typisch") + p("1. eins") + p("2. zwei")
        + table(row("a", cell("b", '<w:gridSpan w:val="2"/>')), row(cell("c", '<w:vMerge w:val="restart"/>'), "d", "e"))
        + p(f"<w:r>{picture('i1', 'Bild')}</w:r><w:r>{text_box(p('Kasten'))}</w:r>")
        + p(r("Note") + '<w:r><w:footnoteReference w:id="1"/></w:r>')
        + p('<w:commentRangeStart w:id="1"/>' + r("da") + '<w:commentRangeEnd w:id="1"/>')
        + p('<w:r><w:commentReference w:id="1"/></w:r>')
        + p("<w:ins w:id='1'>" + r("neu") + "</w:ins><w:del w:id='2'><w:r><w:delText>alt</w:delText></w:r></w:del>")
        + p("<m:oMath><m:f><m:num><m:r><m:t>1</m:t></m:r></m:num><m:den/></m:f></m:oMath>")
        + p(field("TOC", r("x")), style="Verzeichnis1") + p("Ende", style="berschrift2") + "<w:sectPr/>"
    )  # fmt: skip
    return package(
        body,
        numbering=NUMBERING,
        footnotes='<w:footnote w:id="1">' + p("Fuß") + "</w:footnote>",
        comments='<w:comment w:id="1">' + p("Hm") + "</w:comment>",
        links=[("i1", "image", "media/a.png")],
        media={"media/a.png": png()},
    )


def parts_of(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def packed(parts: dict[str, bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return stream.getvalue()


@st.composite
def damaged_parts(draw: st.DrawFn) -> bytes:
    """A package with one to four wounds in the text of its parts."""
    parts = parts_of(sound_package())
    for _ in range(draw(st.integers(1, 4))):
        name = draw(st.sampled_from(sorted(parts)))
        text = parts[name].decode("utf-8", errors="surrogateescape")
        at = draw(st.integers(0, len(text)))
        match draw(st.sampled_from(["insert", "cut", "swap", "value", "tag", "drop", "double"])):
            case "insert":
                text = text[:at] + draw(st.sampled_from(_JUNK)) + text[at:]
            case "cut":
                text = text[:at] + text[at + draw(st.integers(1, 200)) :]
            case "swap":
                other = draw(st.integers(0, len(text)))
                text = text[:at] + text[other : other + draw(st.integers(1, 400))] + text[at:]
            case "value":
                start = text.find('="', at)
                end = text.find('"', start + 2)
                if 0 <= start < end:
                    text = text[: start + 2] + draw(st.sampled_from(_VALUES)) + text[end:]
            case "tag":
                # another whole element in its place, well-formed
                start, end = text.find("<w:r>", at), text.find("</w:r>", at)
                if 0 <= start < end:
                    text = text[:start] + draw(st.sampled_from([p("neu"), table(row("x")), "<w:x/>"])) + text[end + 6 :]
            case "drop":
                parts.pop(name, None)
                continue
            case "double":
                text = text + text
        parts[name] = text.encode("utf-8", errors="surrogateescape")
        if not parts:
            break
    return packed(parts)


@st.composite
def damaged_bytes(draw: st.DrawFn) -> bytes:
    """A package with wounds in its bytes, zip structure included."""
    data = bytearray(sound_package())
    for _ in range(draw(st.integers(1, 6))):
        at = draw(st.integers(0, len(data) - 1))
        data[at] = draw(st.integers(0, 255))
    return bytes(data[: draw(st.integers(len(data) // 2, len(data)))])


def result_or_sentence(data: bytes, *, repair: bool) -> ReadResult | str:
    with tempfile.TemporaryDirectory() as folder:
        try:
            return read_bytes(Path(folder), data, repair=repair)
        except InputError as error:
            return str(error)


def check(outcome: ReadResult | str) -> None:
    if isinstance(outcome, str):
        assert "„beitrag.docx“" in outcome
        assert outcome.endswith(".")
    else:
        assert all(finding.text.endswith((".", "!", "?")) for finding in outcome.findings)


_quick = examples(EXAMPLES, by_night=BY_NIGHT)


@_quick
@given(data=damaged_parts(), repair=st.booleans())
def test_damaged_parts_end_in_a_result_or_a_sentence(data: bytes, repair: bool) -> None:
    check(result_or_sentence(data, repair=repair))


@_quick
@given(data=damaged_bytes())
def test_damaged_bytes_end_in_a_result_or_a_sentence(data: bytes) -> None:
    check(result_or_sentence(data, repair=True))


@pytest.mark.parametrize("value", _VALUES)
def test_an_odd_value_in_any_attribute_costs_no_more_than_the_attribute(value: str) -> None:
    """Few draws a day meet a number that is too large just where somebody counts with it."""
    parts = parts_of(sound_package())
    text = parts["word/document.xml"].decode()
    for name in sorted(set(re.findall(r' ([\w:]+)="', text.partition("<w:body>")[2]))):
        odd = re.sub(rf' {name}="[^"]*"', f' {name}="{value}"', text)
        check(result_or_sentence(packed({**parts, "word/document.xml": odd.encode()}), repair=True))


def test_the_sound_package_is_read_without_a_loss() -> None:
    outcome = result_or_sentence(sound_package(), repair=True)
    assert isinstance(outcome, ReadResult)
    assert len(outcome.document.blocks) > 8
    assert outcome.document.notes
    assert outcome.pictures
