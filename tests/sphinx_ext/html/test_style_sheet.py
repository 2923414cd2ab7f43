"""The style sheet as it is handed out."""

from __future__ import annotations

import gzip
import re

import pytest

from ratgeber_tools.sphinx_ext.html.style_sheet import shorten, style_sheet


def test_comments_and_idle_blanks_go_and_strings_stay() -> None:
    assert shorten('/* x */ a :hover > b , c {\n  content: "a  ;  b" ; color : red;\n}\n') == (
        'a :hover>b,c{content:"a  ;  b";color :red}\n'
    )


@pytest.mark.parametrize("is_whole_page", [True, False])
def test_it_is_small_and_whole(is_whole_page: bool) -> None:
    text = style_sheet(is_whole_page=is_whole_page)
    assert text.count("{") == text.count("}") > 50
    assert len(gzip.compress(text.encode())) < 8_000


def test_it_mirrors_by_itself_and_fetches_nothing_from_elsewhere() -> None:
    text = style_sheet(is_whole_page=True)
    assert not re.search(
        r"[{;](?:margin|padding|border)-(?:left|right)|[{;](?:(?:left|right):|float:(?:left|right))", text
    )
    assert not re.search(r"text-align:(?:left|right)", text)
    assert re.findall(r"url\((?!'data:|\"zeichen\.svg\")[^)]*\)|@import", text) == []


def test_every_variable_that_is_used_is_set() -> None:
    text = style_sheet(is_whole_page=True)
    used = set(re.findall(r"var\((--[\w-]+)\)", text))
    assert used - set(re.findall(r"(--[\w-]+):", text)) == set()


def test_what_is_past_is_grey_and_still_to_be_read() -> None:
    rule = style_sheet(is_whole_page=True).partition(".rg-kachel.rg-vorbei{")[2].partition("}")[0]
    assert rule == "--edge:var(--rg-muted)", "a pale tile has too little contrast (WCAG 2.2, 1.4.3)"
