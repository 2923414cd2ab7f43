"""Pages with words enlarged or spread out, as readers set it: nothing lies over anything, nothing is cut off."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from sphinx_ext.sphinx_building import HEAD, build_pages

#: WCAG 2.2, 1.4.12: what a reader may set without losing anything.
SPACING = (
    "* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important }"
    " p { margin-block-end: 2em !important }"
)
WAYS = {
    "as it is": "body {}",
    "130 %": "html { font-size: 146% !important }",
    "200 %": "html { font-size: 225% !important }",
    "spread out": SPACING,
}
LONG = "Schullaufbahnerklärungsformularausgabestelle"
PAGE = f"""{HEAD}# {LONG}

## {LONG} und mehr

:::{{frist}} {LONG}
Text
:::

{{kontakt}}`amt` und 0800 111 0 550

| Was | Wann |
|---|---|
| {LONG} | heute |
"""


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> Path:
    index = "# Ratgeber\n\n```{toctree}\nteil/index\n```\n"
    chapters = {f"teil__k{number}": f"{HEAD}# Kapitel {number}\n" for number in range(40)}
    listed = "\n".join(f"k{number}" for number in range(40))
    part = f"# Teil A: {LONG}\n\n```{{toctree}}\nlang\n{listed}\n```\n"
    return build_pages(
        tmp_path_factory.mktemp("worte"), index=index, teil__index=part, teil__lang=PAGE, **chapters
    ).folder


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("name", ["teil/lang.html", "teil/index.html", "index.html"])
def test_nothing_runs_over_the_edge_at_320_pixels(screens: Any, serve: Any, pages: Path, way: str, name: str) -> None:
    with serve(pages) as address, screens.lend(width=320, height=640) as page:
        page.goto(f"{address}/{name}")
        page.evaluate("document.querySelector('.menu').open = true")
        page.evaluate(
            "css => { const sheet = new CSSStyleSheet(); sheet.replaceSync(css);"
            " document.adoptedStyleSheets = [sheet]; }",
            WAYS[way],
        )
        assert page.evaluate("document.documentElement.scrollWidth") <= 320
        cut = "[...document.querySelectorAll('h1, h2, .rg-box-title')].filter(e => e.scrollWidth > e.clientWidth + 1)"
        assert page.evaluate(f"{cut}.map(e => e.textContent)") == []


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("width", [320, 390, 600])
def test_the_name_never_lies_over_the_menu(screens: Any, serve: Any, pages: Path, way: str, width: int) -> None:
    with serve(pages) as address, screens.lend(width=width, height=640) as page:
        page.goto(f"{address}/index.html")
        page.evaluate(
            "css => { const sheet = new CSSStyleSheet(); sheet.replaceSync(css);"
            " document.adoptedStyleSheets = [sheet]; }",
            WAYS[way],
        )
        for is_open in ("false", "true"):
            name, button, menu = page.evaluate(
                f"(document.querySelector('.menu').open = {is_open},"
                "['.rg-marke', '.menu > summary', '.menu > nav'].map(each => {"
                " const range = document.createRange();"
                " range.selectNodeContents(document.querySelector(each));"
                " const words = range.getBoundingClientRect();"
                " return [words.left, words.top, words.right, words.bottom]; }))"
            )
            assert name[2] <= button[0] or name[3] <= button[1], (way, width)
            if is_open == "true":
                assert menu[1] >= max(name[3], button[3]) - 1


def test_the_chapter_one_is_in_is_in_sight_in_the_list_beside_it(desk: Any, serve: Any, pages: Path) -> None:
    with serve(pages) as address:
        desk.goto(f"{address}/teil/k37.html")
        place = desk.evaluate(
            "(() => { const list = document.querySelector('.rg-kapitel').getBoundingClientRect();"
            " const here = document.querySelector('.rg-kapitel [aria-current]').getBoundingClientRect();"
            " return [list.top, here.top, here.bottom, list.bottom]; })()"
        )
        assert place == sorted(place)
        assert desk.evaluate("window.scrollY") == 0


def test_every_page_says_its_width_once_and_names_itself_where_it_links_itself(pages: Path) -> None:
    for name in ("index.html", "teil/lang.html", "genindex.html", "search.html"):
        text = (pages / name).read_text(encoding="utf-8")
        assert text.count('name="viewport"') == 1, name
        assert 'href="#"' not in text, name
        assert f'href="{name.rpartition("/")[2]}" aria-current="page"' in text or name == "search.html"


def test_the_way_past_the_head_hides_in_browsers_without_logical_sides(pages: Path) -> None:
    style = (pages / "_static" / "ratgeber.css").read_text(encoding="utf-8")
    rule = style[style.index(".rg-sprung{") :].partition("}")[0]
    assert "top:-6rem" in rule
    assert "inset" not in rule
