"""Which addresses outside the guide does it name, and what do the servers' answers mean?

Asking is someone else's job (`web`); this is no part of `CHECKS`, because the answer depends on other people's servers.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from ratgeber_tools.editorial.waivers import load_waivers
from ratgeber_tools.files import readable
from ratgeber_tools.findings import Code, Finding
from ratgeber_tools.guide import Guide
from ratgeber_tools.guide.embedded import links_in
from ratgeber_tools.web import ServerAnswer

_ADDRESS = re.compile(r"https?://[^\s<>\"'`„“]+")
_CODES = frozenset({Code.ADDRESS_GONE, Code.ADDRESS_MOVED, Code.ADDRESS_UNANSWERED})
_GONE = frozenset({404, 410})
_MEANINGS = {
    401: "verlangt eine Anmeldung",
    403: "lässt Programme nicht hinein",
    429: "will gerade nicht so oft gefragt werden",
}


class LinkPlace(NamedTuple):
    """A file and its 1-based line."""

    path: Path
    line: int


def outside_addresses(guide: Guide) -> dict[str, list[LinkPlace]]:
    """Return every address of chapters, heads and data files with its places, but those an exception names."""
    places: dict[str, list[LinkPlace]] = {}
    for address, place in (*_in_chapters(guide), *_in_data(guide)):
        if place not in (known := places.setdefault(address, [])):
            known.append(place)
    waivers, _ = load_waivers(guide)
    spared = [waiver.words for waiver in waivers if waiver.code in _CODES and waiver.words]
    return {address: found for address, found in places.items() if not any(words in address for words in spared)}


def judge(places: Mapping[str, Sequence[LinkPlace]], answers: Mapping[str, ServerAnswer]) -> Iterator[Finding]:
    """Yield what the answers mean, once for each place of an address."""
    for address, answer in answers.items():
        code, sentence = _meaning(address, answer)
        if code is not None:
            for place in places[address]:
                yield Finding(code, sentence, path=place.path, line=place.line)


def _meaning(address: str, answer: ServerAnswer) -> tuple[Code | None, str]:
    if answer.status in _GONE:
        return Code.ADDRESS_GONE, f"Die Seite {address} gibt es nicht mehr (Antwort {answer.status})."
    if answer.is_good:
        if not answer.moved_to:
            return None, ""
        return Code.ADDRESS_MOVED, f"Die Seite {address} ist umgezogen nach {answer.moved_to}"
    if answer.status is None:
        return Code.ADDRESS_UNANSWERED, f"Die Seite {address} war nicht zu prüfen: {answer.problem}."
    meaning = _MEANINGS.get(answer.status, "hat eine Störung" if answer.status >= 500 else "antwortet unerwartet")
    return Code.ADDRESS_UNANSWERED, f"Die Seite {address} war nicht zu prüfen: Der Server {meaning} ({answer.status})."


def _in_chapters(guide: Guide) -> Iterator[tuple[str, LinkPlace]]:
    for chapter in guide:
        for link in links_in(chapter):
            if link.target.lower().startswith(("http://", "https://")):
                yield link.target, LinkPlace(chapter.path, link.line)
        sources = chapter.head.values.sources if chapter.head is not None else ()
        for source in sources:
            if source.address:
                line = next((n for n, text in enumerate(chapter.lines, start=1) if source.address in text), 1)
                yield source.address, LinkPlace(chapter.path, line)


def _in_data(guide: Guide) -> Iterator[tuple[str, LinkPlace]]:
    for path in sorted((guide.folder / "daten").glob("*.yaml")):
        text = readable(path.read_bytes(), path)[0]
        for number, line in enumerate(text.splitlines(), start=1):
            if not line.lstrip().startswith("#"):
                yield from ((match[0].rstrip(".,;)"), LinkPlace(path, number)) for match in _ADDRESS.finditer(line))
