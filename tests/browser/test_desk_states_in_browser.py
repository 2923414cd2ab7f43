"""Every state of the desk, judged by axe: nothing violated, nothing left undecided, in light and dark colours.

What axe cannot judge is asked here besides: colours that the reader has chosen, large words, wide spacing.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
from desk_states import walk
from playwright.sync_api import expect

_RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
_SOURCE = files("axe_playwright_python").joinpath("axe.min.js").read_text(encoding="utf-8")
#: What lies over the text is put above it, so that axe sees the ground of each word; it judges colours, not places.
_FLATTENED = """() => {
  window.asItWas = []
  const keep = one => window.asItWas.push([one, one.style.cssText])
  // behind an open question nothing can be reached: what axe says of it there, it says without the question as well
  for (const page of document.querySelectorAll('main')) {
    keep(page)
    page.style.visibility = document.querySelector('dialog[open]') ? 'hidden' : ''
  }
  for (const over of document.querySelectorAll('.oben, .meldungen, [role=toolbar], dialog')) {
    keep(over)
    over.style.position = over.matches('dialog') ? 'absolute' : 'static'
    over.style.maxBlockSize = 'none'
    over.style.blockSize = 'auto'
    over.style.overflow = 'visible'
  }
  // what is pushed out of sight in the row of ways at a phone is seen by whoever pushes it
  for (const row of document.querySelectorAll('nav[aria-label="Redaktion"] ul')) {
    keep(row)
    row.style.flexWrap = 'wrap'
    row.style.overflow = 'visible'
  }
}"""
#: A page that moved while it was judged is judged again: axe first lists what is there, and looks that up afterwards.
_ASKED = """async only => {
  // the page beside the text runs no script, so no axe either: it is one of the parents' pages, judged themselves
  const rules = { 'frame-tested': { enabled: false } }
  const resultTypes = ['violations', 'incomplete']
  let found
  const moves = new MutationObserver(() => {})
  moves.observe(document, { attributes: true, characterData: true, childList: true, subtree: true })
  do {
    moves.takeRecords()
    found = await axe.run(document, { runOnly: only, rules, iframes: false, resultTypes })
  } while (moves.takeRecords().length)
  moves.disconnect()
  return [...found.violations, ...found.incomplete].flatMap(rule => rule.nodes.map(node =>
    `${rule.id}: ${node.target}: ${[...node.any, ...node.all, ...node.none].map(one => one.message).join('; ')}`))
}"""
_AS_IT_WAS = """() => {
  for (const [one, style] of window.asItWas) one.style.cssText = style
}"""
_TALL = 2400
_CONTRAST = {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}


def judged(page: Any) -> list[str]:
    """Return what axe finds or cannot decide on the page, in light colours and in dark."""
    seen = page.viewport_size
    page.set_viewport_size({**seen, "height": _TALL})  # what is cut by the lower edge stays undecided
    if not page.evaluate("window.axe !== undefined"):  # it is half a million characters
        page.evaluate(_SOURCE)
    page.evaluate(_FLATTENED)
    found: list[str] = page.evaluate(_ASKED, _RULES)
    page.emulate_media(color_scheme="dark")
    found += [f"dark: {line}" for line in page.evaluate(_ASKED, _CONTRAST)]
    page.emulate_media(color_scheme="light")
    page.set_viewport_size(seen)
    page.evaluate(_AS_IT_WAS)
    return found


def test_axe_finds_nothing_and_leaves_nothing_undecided_in_any_state(chromium: Any, tmp_path: Path) -> None:
    with walk(chromium, tmp_path / "guide", 1280) as states:
        assert {name: found for name, page in states if (found := judged(page))} == {}


#: WCAG 2.2, 1.4.4 and 1.4.12: words twice as large, and as much room between them.
_LARGE = """() => {
  const sheet = new CSSStyleSheet()
  sheet.replaceSync(`
    html { font-size: 200% !important }
    body * { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important }
    p { margin-block-end: 2em !important }`)
  document.adoptedStyleSheets = [sheet]
}"""
#: Somebody's cursor stands where a line is full; the paragraph grows, as it does when somebody writes.
_AT_A_LINES_END = """() => {
  const cursor = document.querySelector('.cursor')
  const end = document.querySelector('.ProseMirror').getBoundingClientRect().right
  const room = end - cursor.getBoundingClientRect().right
  cursor.style.marginInlineStart = `${room - 4}px`
  cursor.parentElement.style.paddingBlockEnd = '3rem'
}"""
#: Lines are broken anew, and what stands by them is placed, before the second picture from now.
_SETTLED = "() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))"
#: What is cut off at the right; a wide table has a frame to push it in.
_WIDER = """() => [...document.querySelectorAll('body *')]
  .filter(one => one.checkVisibility() && !one.closest('.rg-breit, .nur-gehoert, .zum-text, .tisch nav, svg'))
  .filter(one => one.getBoundingClientRect().right > innerWidth + 2)
  .map(one => `${one.tagName}.${one.className}`)"""


#: What would move by itself, or be on its way for a while.
_MOVING = """() => [...document.querySelectorAll('*')].filter(one => {
  const { animationName, scrollBehavior, transitionDuration } = getComputedStyle(one)
  const isSlow = transitionDuration.split(', ').some(time => parseFloat(time))
  return animationName !== 'none' || scrollBehavior !== 'auto' || isSlow
}).map(one => `${one.tagName}.${one.className}`)"""


@dataclass
class Narrow:
    """What was found by state, and nothing where all is well: on 320 pixels, for somebody who wants no motion.

    `judged` is what axe says on 390 pixels, where motion is welcome.
    """

    judged: dict[str, list[str]] = field(default_factory=dict)
    cut: dict[str, list[str]] = field(default_factory=dict)
    moving: dict[str, list[str]] = field(default_factory=dict)


@pytest.fixture(scope="module")
def narrow(chromium: Any, tmp_path_factory: pytest.TempPathFactory) -> Narrow:
    seen = Narrow()
    with walk(chromium, tmp_path_factory.mktemp("schmal") / "guide", 320, reduced_motion="reduce") as states:
        for name, page in states:
            if moving := page.evaluate(_MOVING):
                seen.moving[name] = moving
            page.evaluate(_LARGE)
            page.evaluate(_SETTLED)
            found = page.evaluate(_WIDER)
            if found or page.evaluate("document.documentElement.scrollWidth > innerWidth"):
                seen.cut[name] = found
            page.evaluate("document.adoptedStyleSheets = []")
            page.set_viewport_size({"width": 390, "height": 844})
            page.emulate_media(reduced_motion="no-preference")
            if found := judged(page):
                seen.judged[name] = found
            page.emulate_media(reduced_motion="reduce")
            page.set_viewport_size({"width": 320, "height": 844})
    return seen


def test_axe_finds_nothing_and_leaves_nothing_undecided_in_any_state_on_a_phone(narrow: Narrow) -> None:
    assert narrow.judged == {}


def test_words_twice_as_large_with_wide_gaps_fit_on_320_pixels_in_every_state(narrow: Narrow) -> None:
    assert narrow.cut == {}


def test_nothing_moves_in_any_state_for_whoever_wants_no_motion(narrow: Narrow) -> None:
    assert narrow.moving == {}


def test_the_name_of_whoever_writes_at_a_lines_end_stays_on_the_page_of_a_phone(chromium: Any, tmp_path: Path) -> None:
    with walk(chromium, tmp_path / "guide", 320, only=("kapitel", "andere")) as states:
        for name, page in states:
            if name != "andere":
                continue
            page.evaluate(_LARGE)
            page.evaluate(_AT_A_LINES_END)
            page.evaluate(_SETTLED)
            flag = page.locator(".cursor > span")
            expect(flag).to_be_visible()
            assert page.evaluate(_WIDER) == []
            assert flag.evaluate("one => one.getBoundingClientRect().left") >= 0


def test_the_list_of_keys_opens_at_its_beginning_on_a_phone(chromium: Any, tmp_path: Path) -> None:
    with walk(chromium, tmp_path / "guide", 390, only=("kapitel", "tasten")) as states:
        page = next(page for name, page in states if name == "tasten")
        assert page.evaluate("document.querySelector('dialog').scrollTop") == 0
        expect(page.get_by_role("heading", name="Tasten")).to_be_in_viewport()


def test_in_colours_of_ones_own_what_is_on_differs_from_what_is_off(chromium: Any, tmp_path: Path) -> None:
    style = "(selector, name) => getComputedStyle(document.querySelector(selector))[name]"
    with walk(chromium, tmp_path / "guide", 1280, only=("kapitel",), forced_colors="active") as states:
        page = next(page for name, page in states if name == "kapitel")
        page.locator("#text").get_by_text("eins", exact=True).click()
        pressed, off = ("[role=toolbar] [aria-pressed=true]", "[role=toolbar] [aria-pressed=false]")
        grounds = [page.evaluate(f"selector => ({style})(selector, 'backgroundColor')", one) for one in (pressed, off)]
        assert grounds[0] != grounds[1]
        for told_by_a_ground in (".angabe", ".mit-hinweis"):
            lines = [
                page.evaluate(f"selector => ({style})(selector, '{name}')", told_by_a_ground)
                for name in ("outlineStyle", "borderInlineStartStyle")
            ]
            assert "solid" in lines, told_by_a_ground
