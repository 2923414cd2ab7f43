"""A journey through the desk: its clicks are counted, and no screen on the way speaks of git, YAML or Markdown."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from following import follow

#: Words of those who keep the tool, not of those who write with it; names of files among them.
FORBIDDEN = re.compile(
    r"\b(?:git|commits?|branch(?:es)?|push|pull|merge|rebase|yaml|markdown|myst|sphinx|repository|"
    r"einchecken|eingecheckt|[\w/-]+\.(?:md|yaml|yml|py|json))\b|:::|```|\{[a-z]+\}|--[a-z]{3,}",
    re.IGNORECASE,
)

#: Everything a page says: what is seen, what is only heard, and what stands in fields.
_SAID = """() => {
  const words = [document.title, document.body.textContent]
  for (const one of document.querySelectorAll('[aria-label], [title], [alt], [placeholder]')) {
    for (const name of ['aria-label', 'title', 'alt', 'placeholder']) words.push(one.getAttribute(name) ?? '')
  }
  for (const one of document.querySelectorAll('input:not([type=hidden], [type=checkbox], [type=radio]), textarea')) {
    words.push(one.value)
  }
  return words.join('\\n')
}"""


def strange_words(page: Any) -> list[str]:
    """Return the words on a page that an office need not know; what is read aloud alone counts too."""
    return [match[0] for match in FORBIDDEN.finditer(page.evaluate(_SAID))]


@dataclass
class Journey:
    """A browser page with somebody's clicks on it; each screen is looked at before it is left."""

    page: Any
    clicks: list[str] = field(default_factory=list)

    def click(self, target: Any, what: str = "") -> None:
        self.look()
        self.clicks.append(what or target.inner_text())
        follow(target)
        self.look()

    def button(self, name: str) -> None:
        """Press the button of that name."""
        self.click(self.page.get_by_role("button", name=name, exact=True), name)

    def link(self, name: str) -> None:
        """Follow the link of that name."""
        self.click(self.page.get_by_role("link", name=name, exact=True).first, name)

    def way(self, name: str) -> None:
        """Go to a page of the menu, which is opened first where it lies behind its word, as on a phone."""
        menu = self.page.get_by_text("Menü", exact=True)
        if menu.is_visible():
            self.click(menu, "Menü")
        self.link(name)

    def fetch(self, name: str, path: Path) -> None:
        """Follow the link of that name, which leads to a file, and keep it at `path`."""
        self.look()
        with self.page.expect_download() as download:
            self.page.get_by_role("link", name=name, exact=True).first.click()
        download.value.save_as(path)
        self.clicks.append(name)

    def look(self) -> None:
        assert strange_words(self.page) == [], self.page.url
