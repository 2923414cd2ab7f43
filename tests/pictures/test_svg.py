from __future__ import annotations

import pytest

from ratgeber_tools.pictures import svg as drawings
from ratgeber_tools.pictures.fitting import UnusablePictureError, make_fit

HEAD = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 9 9">'


def clean(data: bytes) -> tuple[bytes, tuple[str, ...]]:
    """Clean a drawing and leave the pictures in it alone."""
    return drawings.clean(data, clean_picture=lambda picture: (picture, False))


def svg(body: str) -> bytes:
    return f"{HEAD}{body}</svg>".encode()


HARMLESS = svg(
    '<title>Weg</title><defs><linearGradient id="v"><stop offset="1" stop-color="red"/></linearGradient></defs>'
    '<style>.a{fill:url(#v)}</style><g class="a" style="fill: url(\'#v\')"><path d="M0 0L9 9"/></g>'
    '<use xlink:href="#v"/><text>Schule</text><image href="data:image/png;base64,iVBORw0KGgo="/>'
)


def test_a_harmless_svg_keeps_its_bytes() -> None:
    assert clean(HARMLESS) == (HARMLESS, ())


@pytest.mark.parametrize(
    ("body", "gone", "named"),
    [
        ("<script>alert(1)</script>", b"alert", "<script>"),
        ('<g onclick="alert(1)"/>', b"alert", "Ereignis-Skripte"),
        ('<foreignObject><p xmlns="http://www.w3.org/1999/xhtml">x</p></foreignObject>', b"xhtml", "<foreignObject>"),
        ('<image href="https://example.org/a.png"/>', b"example", "Verweise aus der Datei hinaus"),
        ('<use xlink:href="file:///etc/passwd#x"/>', b"passwd", "Verweise aus der Datei hinaus"),
        ('<image href="data:image/svg+xml;base64,AAAA"/>', b"AAAA", "Verweise aus der Datei hinaus"),
        ('<rect fill="url(https://example.org/#x)"/>', b"example", "Verweise aus der Datei hinaus"),
        ("<rect style=\"fill:url( '//example.org/x' )\"/>", b"example", "Verweise aus der Datei hinaus"),
        ("<style>@import 'https://example.org/a.css';</style>", b"example", "<style>"),
        ("<style>a{background:u\\72l(https://example.org)}</style>", b"example", "<style>"),
        ('<animate attributeName="href" to="javascript:alert(1)"/>', b"alert", "<animate>"),
        ('<set attributeName="onload" to="alert(1)"/>', b"alert", "<set>"),
        ('<iframe xmlns="http://www.w3.org/1999/xhtml" src="https://example.org"/>', b"example", "<iframe>"),
    ],
)
def test_active_and_foreign_parts_go_and_are_named(body: str, gone: bytes, named: str) -> None:
    cleaned, removed = clean(svg(body + '<path d="M0 0"/>'))
    assert gone not in cleaned
    assert b"<path" in cleaned
    assert removed == (named,)


def test_the_shapes_inside_a_link_stay() -> None:
    cleaned, removed = clean(svg('<a xlink:href="javascript:alert(1)"><path d="M0 0"/></a>'))
    assert b"<path" in cleaned
    assert b"alert" not in cleaned
    assert removed == ("Verweise aus der Datei hinaus",)


def test_leftovers_of_drawing_programs_go_silently() -> None:
    body = '<metadata>who</metadata><i:view xmlns:i="http://www.inkscape.org/namespaces/inkscape"/><path d="M0 0"/>'
    cleaned, removed = clean(svg(body))
    assert removed == ()
    assert b"metadata" not in cleaned


def test_a_stylesheet_outside_the_drawing_goes() -> None:
    cleaned, _ = clean(b'<?xml-stylesheet href="https://example.org/a.css"?>' + svg("<path/>"))
    assert b"example" not in cleaned


@pytest.mark.parametrize(
    "data",
    [
        b'<!DOCTYPE svg [<!ENTITY a "b">]>' + svg("<text>&a;</text>"),
        b'<!DOCTYPE svg [<!ENTITY a SYSTEM "file:///etc/passwd">]>' + svg("<text>&a;</text>"),
        svg("<path>"),
        b"<html><svg></svg></html>",
        svg("<g>" * 400 + "</g>" * 400),
    ],
    ids=["entity", "external entity", "unclosed", "html", "too deep"],
)
def test_a_broken_or_tricky_svg_is_refused_with_a_sentence(data: bytes) -> None:
    with pytest.raises(UnusablePictureError, match="als PNG"):
        make_fit(data)


def test_an_svg_is_known_by_its_content() -> None:
    assert make_fit(b'\xef\xbb\xbf<?xml version="1.0"?>\n' + HARMLESS).extension == ".svg"
