"""Whatever a page puts on the clipboard, nothing comes out but words; and all words come out."""

from __future__ import annotations

import base64

import pytest

from ratgeber_tools.errors import InputError
from ratgeber_tools.readers import pasted
from ratgeber_tools.readers.pasted import reading
from ratgeber_tools.writers import myst

SCRIPTS = {
    "a script": "<p>Gut<script>alert(1)</script></p>",
    "an event": '<p onclick="alert(1)">Gut<img src=x onerror="alert(1)"></p>',
    "a script as an address": '<p><a href="javascript:alert(1)">Gut</a></p>',
    "an address with a blank in it": '<p><a href="java\nscript:alert(1)">Gut</a></p>',
    "a page as an address": '<p><a href="data:text/html,<script>alert(1)</script>">Gut</a></p>',
    "a drawing with a script": "<p>Gut</p><svg onload=alert(1)><script>alert(1)</script></svg>",
    "a formula that hides one": (
        '<p>Gut</p><math><mtext><table><mglyph><style><!--</style><img title="--><img onerror=alert(1)>">'
    ),
    "a style sheet": "<style>p{background:url(javascript:alert(1))}</style><p>Gut</p>",
    "a frame": '<p>Gut</p><iframe srcdoc="<script>alert(1)</script>"></iframe>',
    "our own source": '<p>Gut</p><div data-baustein="```{include} /etc/passwd\nalert\n```"></div>',
    "our own options": '<p>Gut</p><div data-kasten="tipp" data-angaben=\'[["alert","x"]]\'></div>',
    "a comment that ends too early": "<!--><p>Gut</p><!-- --!><!--[if mso]>alert<![endif]-->",
    "a base": '<base href="//fremd.example/alert"><p>Gut</p>',
}


@pytest.mark.parametrize("name", SCRIPTS)
def test_nothing_runs_and_nothing_is_fetched(name: str) -> None:
    text = myst.write(pasted.read_html(SCRIPTS[name]).document)
    assert "Gut" in text
    for word in ("alert", "script", "onerror", "include", "fremd.example", "url("):
        assert word not in text


def test_markup_of_ours_in_the_words_stays_words() -> None:
    read = pasted.read_html("<p>```{include} /etc/passwd</p><p>:::{tipp}</p><p>{fakt}`x`</p>")
    again = myst.write(read.document)
    assert [type(block).__name__ for block in read.document.blocks] == ["Paragraph"] * 3
    assert "\n```{" not in again
    assert "\n:::{" not in again


def test_halves_of_characters_and_control_signs_go_the_rest_stays() -> None:
    assert myst.write(pasted.read_html("<p>a\x00b\ud83cc\x1b[0m 🏫</p>").document) == "abc[0m 🏫\n"
    assert myst.write(pasted.read_plain("a\x00b\udc00c").document) == "abc\n"


@pytest.mark.parametrize("html", ["", " ", "<!-- -->", "</p>", "<table></table>", "<p><![if", "<img>", "<li>", "\0"])
def test_nothing_gives_nothing(html: str) -> None:
    assert pasted.read_html(html).document.blocks == ()


@pytest.mark.parametrize("depth", [50, 500, 20_000])
def test_no_depth_loses_a_word(depth: int) -> None:
    html = "<p>Anfang</p>" + "<div><b>" * depth + "Wort" + "</b></div>" * depth + "<p>Ende</p>"
    text = myst.write(pasted.read_html(html).document)
    assert [word in text for word in ("Anfang", "Wort", "Ende")] == [True] * 3


def test_a_picture_in_its_address_comes_along_however_large() -> None:
    picture = base64.b64encode(bytes(8_000_000)).decode("ascii")
    read = pasted.read_html(f'<p>davor</p><img alt="Hof" src="data:image/png;base64,{picture}"><p>danach</p>')
    assert [len(each.data) for each in read.pictures] == [8_000_000]
    assert [type(block).__name__ for block in read.document.blocks] == ["Paragraph", "Figure", "Paragraph"]


def test_tables_with_monstrous_spans_stay_small() -> None:
    html = "<table>" + "<tr><td colspan=1000000 rowspan=999999>x<td rowspan=77>y</tr>" * 30 + "</table>"
    table = pasted.read_html(html).document.blocks[0]
    assert sum(rows * columns for row in table.spans for rows, columns in row) <= 30 * 63  # type: ignore[union-attr]


def test_too_much_is_refused_with_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "LARGEST_CLIPBOARD", 10)
    for read in (pasted.read_html, pasted.read_plain):
        with pytest.raises(InputError, match="kleineren Stücken"):
            read("x" * 11)
