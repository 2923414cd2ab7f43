"""What a parent is about to tap does not move away while the page comes."""

from __future__ import annotations

from typing import Any

import pytest

SHIFTS = """() => new Promise(done => {
  let sum = 0;
  new PerformanceObserver(list => { for (const entry of list.getEntries()) sum += entry.value; })
    .observe({type: "layout-shift", buffered: true});
  setTimeout(() => done(sum), 600);
})"""


@pytest.mark.parametrize(
    "name", ["search.html?q=Hort", "search.html?q=qwxyzk", "search.html", "schulanfang/kaesten.html"]
)
@pytest.mark.parametrize("width", [390, 1280])
def test_nothing_jumps_while_a_page_comes(screens: Any, address: str, name: str, width: int) -> None:
    """At most 0.1 of the screen counts as good (web.dev, Cumulative Layout Shift)."""
    with screens.lend(width=width, height=844) as page:
        page.goto(f"{address}/{name}")
        assert page.evaluate(SHIFTS) < 0.1


def test_search_engines_may_list_every_page_with_words_about_it(desk: Any, address: str) -> None:
    for name in ("index.html", "search.html", "404.html", "genindex.html", "schulanfang/kaesten.html"):
        desk.goto(f"{address}/{name}")
        assert desk.locator("meta[name=robots]").count() == 0, name
        assert desk.locator("meta[name=description]").get_attribute("content"), name
