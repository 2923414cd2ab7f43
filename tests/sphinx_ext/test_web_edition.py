"""The web edition of a small guide: no third party, nothing English, nothing internal."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from sphinx_building import KLEIN, Built, build

#: Places where a browser fetches something by itself.
_FETCHED = {
    ("link", "href"),
    ("script", "src"),
    ("img", "src"),
    ("iframe", "src"),
    ("source", "src"),
    ("object", "data"),
}
_ENGLISH = re.compile(
    r"\b(?:the|search(?!index)|toggle|link to|previous|next|page|contents?|skip|back|close|show|hide|expand|collapse|"
    r"light|dark|warning|navigation menu|main|ctrl|by|home|author|version|this|section|index of|site)\b",
    re.IGNORECASE,
)
_SAID = ("title", "aria-label", "placeholder", "alt", "data-bs-title")


class _Page(HTMLParser):
    """Collects what a browser fetches and what a person reads or hears."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.fetched: list[str] = []
        self.said: list[str] = []
        self._silent = 0
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._silent += tag in ("script", "style")
        for name, value in attrs:
            if (tag, name) in _FETCHED and value:
                self.fetched.append(value)
            if name in _SAID and value:
                self.said.append(value)

    def handle_endtag(self, tag: str) -> None:
        self._silent -= tag in ("script", "style")

    def handle_data(self, data: str) -> None:
        if not self._silent and data.strip():
            self.said.append(" ".join(data.split()))


@pytest.fixture(scope="module")
def klein(tmp_path_factory: pytest.TempPathFactory) -> Built:
    return build(KLEIN, tmp_path_factory.mktemp("klein"))


def pages(built: Built) -> list[Path]:
    """Return the pages one reads; those that only lead on to another page are left out."""
    paths = [path for path in built.folder.rglob("*.html") if "_static" not in path.parts]
    found = [path for path in paths if 'http-equiv="refresh"' not in path.read_text(encoding="utf-8")]
    assert len(found) > 5
    return found


def test_the_guide_builds_without_a_warning(klein: Built) -> None:
    assert klein.warnings == []


def test_no_page_fetches_anything_from_elsewhere(klein: Built) -> None:
    for path in pages(klein):
        for address in _Page(path.read_text(encoding="utf-8")).fetched:
            assert not re.match(r"(?i)(?:[a-z]+:)?//", address), f"{path.name}: {address}"


def test_no_style_sheet_fetches_anything_from_elsewhere(klein: Built) -> None:
    for path in klein.folder.rglob("*.css"):
        text = path.read_text(encoding="utf-8")
        for address in re.findall(r"url\(\s*[\"']?([^\"')]+)|@import\s+[\"']([^\"']+)", text):
            assert not re.match(r"(?i)(?:https?:)?//", "".join(address)), f"{path.name}: {address}"


def test_formulas_need_no_script(klein: Built) -> None:
    page = klein.page("schulanfang/anmeldung")
    assert "<math" in page
    assert "mathjax" not in page.lower()


def test_the_interface_speaks_german(klein: Built) -> None:
    for path in pages(klein):
        for words in _Page(path.read_text(encoding="utf-8")).said:
            assert not _ENGLISH.search(words), f"{path.name}: {words}"


def test_a_footnote_number_stays_with_its_word(klein: Built) -> None:
    assert re.search(r"Fußnote&#8288;<a[^>]*footnote-reference", klein.page("schulanfang/anmeldung"))


def test_the_language_is_declared(klein: Built) -> None:
    assert '<html lang="de"' in klein.page()


def test_the_source_and_its_head_are_not_published(klein: Built) -> None:
    texts = {path: path.read_bytes() for path in klein.folder.rglob("*") if path.is_file()}
    assert not [path for path in texts if path.name.endswith((".md", ".md.txt"))]
    assert not [path for path, data in texts.items() if b"Eltern von Kindern in der Kita" in data]


def test_the_chapter_nobody_listed_is_in_the_navigation(klein: Built) -> None:
    assert "Nachgereicht" in klein.page("schulanfang/anmeldung")


def test_the_index_of_words_is_linked_from_every_page(klein: Built) -> None:
    for path in pages(klein):
        assert "Stichwortverzeichnis" in path.read_text(encoding="utf-8")


def test_authors_see_no_theme_buttons_that_lead_to_a_repository(klein: Built) -> None:
    page = klein.page()
    assert "github" not in page.lower()
    assert "btn-download" not in page
