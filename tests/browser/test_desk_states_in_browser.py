"""Every state of the desk, judged by axe: nothing violated, nothing left undecided, in light and dark colours.

What axe cannot judge is asked here besides: colours that the reader has chosen, large words, wide spacing.
"""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
from desk_states import Visit, walk

_RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
_SOURCE = files("axe_playwright_python").joinpath("axe.min.js").read_text(encoding="utf-8")
#: What lies over the text is put above it, so that axe sees the ground of each word; it judges colours, not places.
_FLATTENED = """() => {
  for (const over of document.querySelectorAll('.oben, .meldungen, [role=toolbar]')) {
    over.style.position = 'static'
    over.style.maxBlockSize = 'none'
  }
}"""
_ASKED = """async only => {
  const found = await axe.run(document, { runOnly: only, resultTypes: ['violations', 'incomplete'] })
  return [...found.violations, ...found.incomplete].flatMap(rule => rule.nodes.map(node =>
    `${rule.id}: ${node.target}: ${[...node.any, ...node.all, ...node.none].map(one => one.message).join('; ')}`))
}"""
_CONTRAST = {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}


def judged(visit: Visit) -> list[str]:
    """Return what axe finds or cannot decide on the page, in light colours and in dark."""
    page = visit.page
    page.evaluate(_SOURCE)
    page.evaluate(_FLATTENED)
    found: list[str] = page.evaluate(_ASKED, _RULES)
    page.emulate_media(color_scheme="dark")
    found += [f"dark: {line}" for line in page.evaluate(_ASKED, _CONTRAST)]
    page.emulate_media(color_scheme="light")
    return found


@pytest.mark.parametrize("width", [1280, 390])
def test_axe_finds_nothing_and_leaves_nothing_undecided_in_any_state(chromium: Any, tmp_path: Path, width: int) -> None:
    with walk(chromium, tmp_path / "guide", width) as states:
        assert {name: found for name, visit in states if (found := judged(visit))} == {}
