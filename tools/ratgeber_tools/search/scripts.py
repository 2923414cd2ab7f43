"""The index as scripts that register themselves, so that it also opens from a disk, where a page may fetch nothing."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from ratgeber_tools.search.index import SearchIndex
from ratgeber_tools.search.pages import IndexedPage

#: Called by the files below, defined by the script on the search page.
_REGISTER_INDEX = "ratgeberSuche.index"
_REGISTER_TEXTS = "ratgeberSuche.texte"
_REGISTER_LANGUAGES = "ratgeberSuche.sprachen"
#: Words of other languages by German word and language, as `languages_script` takes them.
_Foreign = Mapping[str, Mapping[str, Sequence[str]]]


def search_scripts(index: SearchIndex) -> dict[str, str]:
    """Return the scripts by file name: `index.js`, and `0.js`, `1.js` … with the text of each page.

    The index names a version of the texts, so that a browser does not take old ones for new.
    """
    texts = {f"{number}.js": _text_script(number, page) for number, page in enumerate(index.pages)}
    version = hashlib.sha256("".join(texts.values()).encode()).hexdigest()[:8]
    return {"index.js": _index_script(index, version), **texts}


def languages_script(words: _Foreign, small_words: Mapping[str, Sequence[str]]) -> str:
    """Return the script with what people say in other languages; `small_words` by language tell nothing."""
    codes = sorted({code for said in words.values() for code in said})
    languages = [
        {
            "code": code,
            "klein": list(small_words.get(code, ())),
            "worte": [list(said.get(code, ())) for said in words.values()],
        }
        for code in codes
    ]
    return _call(_REGISTER_LANGUAGES, {"deutsch": list(words), "sprachen": languages})


def _index_script(index: SearchIndex, version: str) -> str:
    """Return words, weights, titles and synonyms; without the text of the pages."""
    parts = sorted({page.part for page in index.pages})
    pages = [
        [
            page.title,
            page.address,
            parts.index(page.part),
            int(page.is_word),
            [value for section in page.sections for value in (section.title, section.anchor)],
        ]
        for page in index.pages
    ]
    content = {
        "stand": version,
        "teile": parts,
        "seiten": pages,
        "woerter": " ".join(index.words),
        "stellen": ";".join(_packed(posting) for posting in index.postings),
        "gleich": {said: list(words) for said, words in index.synonyms.items()},
    }
    return _call(_REGISTER_INDEX, content)


def _text_script(number: int, page: IndexedPage) -> str:
    """Return the text of one page, for the passage below a result."""
    return _call(_REGISTER_TEXTS, number, [f"{section.key_points} {section.text}".strip() for section in page.sections])


def _packed(posting: Sequence[int]) -> str:
    """Return for each section how many lie between it and the one before, none for 0, and its weight from A: `3B`."""
    return "".join(f"{gap or ''}{chr(ord('A') + weight - 1)}" for gap, weight in _gaps(posting))


def _gaps(posting: Sequence[int]) -> Iterator[tuple[int, int]]:
    last = -1
    for section, weight in zip(posting[::2], posting[1::2], strict=True):
        yield section - last - 1, weight
        last = section


def _call(function: str, *arguments: Any) -> str:
    inner = ",".join(json.dumps(value, ensure_ascii=False, separators=(",", ":")) for value in arguments)
    return f"{function}({inner});\n"
