"""The page on data protection says what the theme's scripts store, all of it and nothing else."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from ratgeber_tools import sphinx_ext
from ratgeber_tools.data.presentation.browser_storage import STORED, StoragePlace
from sphinx_ext.data.data_guide import page_guide, words_of

#: Every way a page can leave something on a device (HTML, Web Storage, IndexedDB, Cache API, Service Workers).
_MEANS = re.compile(r"localStorage|sessionStorage|document\.cookie|indexedDB|\bcaches\b|serviceWorker|cookieStore")
_KEY = re.compile(r"\b(?:KEY|CACHE) = \"([^\"]+)\"")


def storing() -> Iterator[tuple[str, set[str]]]:
    """Yield each of our scripts and templates that stores something, as text, with what it stores by."""
    for path in Path(next(iter(sphinx_ext.__path__))).rglob("*"):
        if path.suffix in (".js", ".html"):
            text = path.read_text(encoding="utf-8")
            if means := set(_MEANS.findall(text)):
                yield text, means


def test_what_is_stored_is_what_the_page_says() -> None:
    keys = {key for text, _ in storing() for key in _KEY.findall(text)}
    assert keys == {each.key for each in STORED}


def test_nothing_is_stored_in_another_way() -> None:
    said = {each.place.value for each in STORED}
    assert {each for _, means in storing() for each in means} == {*said, "serviceWorker"}  # who fills the cache


def test_every_script_that_stores_names_its_key() -> None:
    assert all(_KEY.search(text) for text, _ in storing())


def test_everything_is_removed_by_the_words_the_page_names() -> None:
    removing = {StoragePlace.LOCAL: "removeItem(KEY)", StoragePlace.CACHE: "caches.delete("}
    for each in STORED:
        assert each.remedy in each.until
        scripts = [text for text, _ in storing() if f'"{each.key}"' in text and each.remedy in text]
        assert scripts, each.key
        assert all(removing[each.place] in text for text in scripts), each.key


def test_parents_do_not_read_what_only_the_working_edition_stores(tmp_path: Path) -> None:
    guide = page_guide(tmp_path, ":::{browserspeicher}\n:::")
    assert "Ansicht für Eltern" in words_of(guide.build())
    assert "Ansicht für Eltern" not in words_of(guide.build(edition="oeffentlich"))
