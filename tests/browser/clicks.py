"""Somebody in a browser whose clicks are counted, and whose every screen is looked at for words and by axe."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from following import follow
from plain_words import strange_words
from test_desk_states_in_browser import judged


@dataclass
class Counted:
    """`page` is playwright's; `clicks` counts what the hand does, typing apart; `found` is what axe says, by screen."""

    page: Any
    clicks: int = 0
    found: list[str] = field(default_factory=list)

    def click(self, role: str, name: str, *, exact: bool = False) -> None:
        follow(self.page.get_by_role(role, name=name, exact=exact))
        self.clicks += 1

    def fetch(self, name: str, path: Path) -> None:
        """Press the button of that name, which brings a page and a file, and keep it at `path`."""
        with self.page.expect_download() as download:
            follow(self.page.get_by_role("button", name=name))
        download.value.save_as(path)
        self.clicks += 1

    def choose(self, label: str, option: str) -> None:
        self.page.get_by_label(label).select_option(option)
        self.clicks += 2

    def hand_in(self, label: str, path: Any) -> None:
        """Drop a file on its field."""
        self.page.get_by_label(label).set_input_files(path)
        self.clicks += 1

    def look(self) -> None:
        """Have the screen judged: no word of the machinery; by axe, wide and narrow, in light and dark."""
        assert strange_words(self.page) == [], self.page.url
        seen = self.page.viewport_size
        for width in (1280, 390):
            self.page.set_viewport_size({"width": width, "height": 900})
            self.found += [f"{self.page.url} {width}: {line}" for line in judged(self.page)]
            wide = self.page.evaluate("document.documentElement.scrollWidth > innerWidth + 1")
            self.found += [f"{self.page.url} {width}: wider than the screen"] * wide
        self.page.set_viewport_size(seen)
        self.page.evaluate("document.documentElement.style.fontSize = '200%'")
        wide = self.page.evaluate("document.documentElement.scrollWidth > innerWidth + 1")
        self.found += [f"{self.page.url}: wider than the screen with large words"] * wide
        self.page.evaluate("document.documentElement.style.fontSize = ''")
