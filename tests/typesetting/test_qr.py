"""QR codes: what is encoded is read back, from the matrix and from the page."""

from __future__ import annotations

import datetime
import re
from pathlib import Path
from urllib.parse import unquote

import pikepdf
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from ratgeber_tools.typesetting.qr import QrCode, as_svg, encode, in_ascii
from ratgeber_tools.typesetting.typesetter import Mode, stage, typeset
from thoroughness import examples
from typesetting.qr_reading import can_render, codes_on_pages, read_codes

ADDRESS = "https://ratgeber.example/k/anmeldung"
MOMENT = datetime.datetime(2026, 11, 24, tzinfo=datetime.UTC)


def drawn(code: QrCode, *, scale: int = 4, quiet: int = 4) -> Image.Image:
    side = (code.size + 2 * quiet) * scale
    picture = Image.new("L", (side, side), 255)
    for y, runs in enumerate(code.rows):
        for x, length in runs:
            corner = ((x + quiet) * scale, (y + quiet) * scale)
            picture.paste(0, (*corner, corner[0] + length * scale, corner[1] + scale))
    return picture


def page_with_code(folder: Path, mode: Mode, address: str = ADDRESS) -> bytes:
    rows = "(" + "".join("(" + "".join(f"({x},{n})," for x, n in row) + ")," for row in encode(address).rows) + ")"
    source = (
        '#import "theme/qr.typ": qr-code\n#set document(title: "Code")\n#set text(lang: "de")\n'
        f'#set page(width: 60mm, height: 60mm, margin: 5mm)\n#qr-code({rows}, alt: "QR-Code: {address}")\n'
    )
    return typeset(stage(folder, source, {}), timestamp=MOMENT, mode=mode)


@examples(25)
@given(st.text(alphabet="abcdefghijklmnopqrstuvwxyz0123456789-/ß", min_size=1, max_size=120))
def test_any_address_is_read_back_from_its_modules(path: str) -> None:
    address = f"https://ratgeber.example/{path}"
    assert read_codes(drawn(encode(address))) == [in_ascii(address)]
    assert unquote(in_ascii(address)) == address


@pytest.mark.parametrize(
    ("address", "in_code"),
    [
        ("https://ratgeber.example/k/hort?a=1#b", "https://ratgeber.example/k/hort?a=1#b"),
        ("https://ratgeber.example/k/f%C3%B6rdern", "https://ratgeber.example/k/f%C3%B6rdern"),
        ("https://ratgeber.example/k/fördern", "https://ratgeber.example/k/f%C3%B6rdern"),
        ("https://faß.example/k/hort", "https://xn--fa-hia.example/k/hort"),
    ],
)
def test_addresses_are_encoded_in_ascii(address: str, in_code: str) -> None:
    assert in_ascii(address) == in_code


def test_runs_neither_touch_nor_leave_the_code() -> None:
    code = encode(ADDRESS)
    assert len(code.rows) == code.size
    for runs in code.rows:
        ends = [x + length for x, length in runs]
        assert all(x > end for (x, _), end in zip(runs[1:], ends, strict=False))
        assert ends[-1] <= code.size


@pytest.mark.skipif(not can_render(), reason="needs poppler")
@pytest.mark.parametrize("mode", Mode)
def test_a_code_is_read_from_the_rendered_page(mode: Mode, tmp_path: Path) -> None:
    assert codes_on_pages(page_with_code(tmp_path, mode)) == [[ADDRESS]]


def test_in_the_press_file_a_code_is_black_ink_alone(tmp_path: Path) -> None:
    pdf = tmp_path / "code.pdf"
    pdf.write_bytes(page_with_code(tmp_path / "satz", Mode.PRESS))
    with pikepdf.open(pdf) as document:
        filled = {
            tuple(float(ink) for ink in operands)
            for operands, operator in pikepdf.parse_content_stream(document.pages[0])
            if str(operator) in ("k", "K", "scn", "g", "rg", "RG", "G")
        }
    assert filled == {(0, 0, 0, 0), (0, 0, 0, 1)}


def test_on_the_screen_a_code_says_in_words_where_it_leads(tmp_path: Path) -> None:
    pdf = tmp_path / "code.pdf"
    pdf.write_bytes(page_with_code(tmp_path / "satz", Mode.SCREEN))
    with pikepdf.open(pdf) as document:
        texts = [
            str(item["/Alt"]) for item in document.objects if isinstance(item, pikepdf.Dictionary) and "/Alt" in item
        ]
    assert texts == [f"QR-Code: {ADDRESS}"]


def test_as_a_drawing_it_brings_its_own_white_and_says_the_same() -> None:
    code = encode("https://stadt.example/k/hort")
    drawing = as_svg(code)
    side = code.size + 8
    assert f'viewBox="0 0 {side} {side}"' in drawing
    assert f'<path fill="#fff" d="M0 0h{side}v{side}H0z"/>' in drawing
    runs = [tuple(map(int, run)) for run in re.findall(r"M(\d+) (\d+)h(\d+)v1", drawing)]
    assert runs == [(first + 4, row + 4, length) for row, several in enumerate(code.rows) for first, length in several]
