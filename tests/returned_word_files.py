"""Random edits of an exported Word file, on its XML, as a reviewer makes them in Word: seeded, so that one comes back.

Shares nothing with `random_edits` and `merging`, which edit documents: what Word makes of an edit is part of the test.
Words put in look like `Wortt7x`, the letter after `Wort` the reviewer's.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable
from copy import deepcopy
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import Any

from lxml import etree

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_SENTENCES = re.compile(r"(?<=[.?!])\s+(?=[A-ZÄÖÜ])")
PUT_IN = re.compile(r"Wort[a-z]\d+x")

Element = Any


@dataclass(slots=True)
class Pen:
    """Words nobody has used, and sentences with them as people write them, of which some say nearly the same."""

    mark: str
    chance: Random
    count: int = 0

    def word(self) -> str:
        self.count += 1
        return f"Wort{self.mark}{self.count}x"

    def sentence(self) -> str:
        shape = self.chance.choice(
            ("Die Stadt hat dafür {} eingerichtet.", "Fragen Sie zuerst bei {} nach.", "Neu ist {} im Amt.",
             "Bringen Sie {} mit.", "Das gilt auch für {} und {}.", "Bitte beachten Sie {}.")
        )  # fmt: skip
        return re.sub(r"\{\}", lambda _: self.word(), shape)


def words_of_file(path: Path) -> list[str]:
    """Return the text of every paragraph of a .docx file."""
    with zipfile.ZipFile(path) as archive:
        body = etree.fromstring(archive.read("word/document.xml"))
    return [" ".join(_text(paragraph).split()) for paragraph in body.iter(f"{_W}p")]


def edit_at_random(source: Path, target: Path, *, mark: str, seed: str, edits: int, first_word: int = 0) -> list[str]:
    """Write `source` to `target` with random edits; return what was done, for a failure's message."""
    with zipfile.ZipFile(source) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    body = etree.fromstring(files["word/document.xml"])
    chance = Random(seed)
    reviewer = _Reviewer(body, chance, Pen(mark, chance, first_word))
    for _ in range(edits):
        for _ in range(20):
            name, change = chance.choice(_EDITS)
            if (what := change(reviewer)) is not None:
                reviewer.done.append(f"{name}: {what}")
                break
    files["word/document.xml"] = etree.tostring(body, xml_declaration=True, encoding="UTF-8", standalone=True)
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return reviewer.done


@dataclass(slots=True)
class _Reviewer:
    body: Element
    chance: Random
    pen: Pen
    done: list[str] = field(default_factory=list)

    # ------------------------------------------------------------------ finding

    def paragraphs(self, fits: Callable[[Element], bool] = lambda found: True) -> list[Element]:
        """Return paragraphs with words that may be edited; those of grey passages alone have none."""
        return [found for found in self.body.iter(f"{_W}p") if _runs(found) and fits(found)]

    def one(self, found: list[Element]) -> Element | None:
        return self.chance.choice(found) if found else None

    def run_with(self, pattern: str) -> tuple[Element, str] | None:
        runs = [run for paragraph in self.paragraphs() for run in _runs(paragraph) if re.search(pattern, _text(run))]
        run = self.one(runs)
        return None if run is None else (run, _text(run))

    # ------------------------------------------------------------------ words

    def replace_word(self) -> str | None:
        return self._word(lambda word: self.pen.word())

    def insert_word(self) -> str | None:
        return self._word(lambda word: f"{word} {self.pen.word()}")

    def delete_word(self) -> str | None:
        return self._word(lambda word: "")

    def _word(self, change: Callable[[str], str]) -> str | None:
        found = self.run_with(r"\w+ \w+ \w+")
        if found is None:
            return None
        run, text = found
        match = self.chance.choice(list(re.finditer(r"[A-Za-zÄÖÜäöüß]+", text)))
        new = f"{text[: match.start()]}{change(match[0])}{text[match.end() :]}"
        _write(run, re.sub(r"(?<=\S)  +(?=\S)", " ", new))
        return text[:60]

    def rewrite_sentence(self) -> str | None:
        found = self.run_with(r"[.?!]$")
        if found is None:
            return None
        run, text = found
        parts = _SENTENCES.split(text)
        at = self.chance.randrange(len(parts))
        said = parts[at]
        words = said.split()
        kept = self.chance.sample(words, k=min(2, len(words)))  # somebody says it anew, and a word or two stay
        parts[at] = f"{self.pen.word()} {' '.join(kept).rstrip('.?!')} {self.pen.word()}."
        _write(run, " ".join(parts))
        return said

    def add_sentence(self) -> str | None:
        found = self.run_with(r"[.?!]$")
        if found is None:
            return None
        run, text = found
        parts = _SENTENCES.split(text)
        parts.insert(self.chance.randint(0, len(parts)) if not text[:1].isspace() else len(parts), self.pen.sentence())
        _write(run, " ".join(parts))
        return text[:60]

    def delete_sentence(self) -> str | None:
        found = self.run_with(r"[.?!]\s+[A-ZÄÖÜ].*[.?!]$")
        if found is None:
            return None
        run, text = found
        parts = _SENTENCES.split(text)
        gone = parts.pop(self.chance.randrange(1, len(parts)) if len(parts) > 1 else 0)
        _write(run, " ".join(parts))
        return gone

    # ------------------------------------------------------------------ paragraphs

    def add_paragraph(self) -> str | None:
        return self._add(self.paragraphs(_is_plain))

    def add_item(self) -> str | None:
        return self._add(self.paragraphs(_is_item))

    def _add(self, places: list[Element]) -> str | None:
        place = self.one(places)
        if place is None:
            return None
        new = _like(place, " ".join(self.pen.sentence() for _ in range(self.chance.randint(1, 2))))
        place.addnext(new)
        return _text(new)

    def delete_paragraph(self) -> str | None:
        place = self.one(self.paragraphs(lambda found: (_is_plain(found) or _is_item(found)) and _is_free(found)))
        if place is None:
            return None
        place.getparent().remove(place)
        return _text(place)

    def move_paragraph(self) -> str | None:
        return self._move(_is_plain)

    def move_item(self) -> str | None:
        return self._move(_is_item)

    def _move(self, fits: Callable[[Element], bool]) -> str | None:
        places = self.paragraphs(lambda found: fits(found) and _is_free(found))
        if len(places) < 2:
            return None
        moved, target = self.chance.sample(places, k=2)
        target.addnext(moved)
        return f"{_text(moved)[:50]} → {_text(target)[:30]}"

    def split(self) -> str | None:
        places = [
            run
            for found in self.paragraphs(lambda found: _is_plain(found) or _is_item(found))
            for run in _runs(found)
            if len(_SENTENCES.split(_text(run))) > 1
        ]
        run = self.one(places)
        if run is None:
            return None
        parts = _SENTENCES.split(_text(run))
        at = self.chance.randrange(1, len(parts))
        paragraph = run.getparent()
        new = _like(paragraph, " ".join(parts[at:]))
        for later in list(run.itersiblings()):
            new.append(later)
        _write(run, " ".join(parts[:at]))
        paragraph.addnext(new)
        return parts[at]

    def join(self) -> str | None:
        places = [
            (found, behind)
            for found in self.paragraphs(lambda found: _is_plain(found) or _is_item(found))
            if (behind := found.getnext()) is not None and behind.tag == found.tag and _runs(behind)
            and _style(behind) == _style(found)
        ]  # fmt: skip
        if not places:
            return None
        first, second = self.chance.choice(places)
        first.append(_run(" "))
        for child in list(second):
            if child.tag != f"{_W}pPr":
                first.append(child)
        second.getparent().remove(second)
        return _text(first)[:60]

    def list_of_paragraph(self) -> str | None:
        """Make items of a paragraph's sentences."""
        items = self.paragraphs(_is_item)
        place = self.one(self.paragraphs(lambda found: _is_plain(found) and len(_runs(found)) == len(_all_runs(found))))
        if not items or place is None:
            return None
        shape = self.chance.choice(items).find(f"{_W}pPr")
        said = _text(place)
        first, *rest = _SENTENCES.split(said)
        old = place.find(f"{_W}pPr")
        if old is not None:
            place.remove(old)
        place.insert(0, deepcopy(shape))
        runs = _runs(place)
        _write(runs[0], first)
        for run in runs[1:]:
            place.remove(run)
        for sentence in reversed(rest):
            place.addnext(_like(place, sentence))
        return said[:60]

    def paragraph_of_item(self) -> str | None:
        plain, place = self.paragraphs(_is_plain), self.one(self.paragraphs(_is_item))
        if not plain or place is None:
            return None
        shape, old = plain[0].find(f"{_W}pPr"), place.find(f"{_W}pPr")
        place.replace(old, deepcopy(shape))
        return _text(place)[:60]

    # ------------------------------------------------------------------ the rest

    def edit_heading(self) -> str | None:
        place = self.one(self.paragraphs(lambda found: _style(found) in ("Heading2", "Heading3")))
        if place is None:
            return None
        said = _text(place)
        _write(_runs(place)[0], f"{_text(_runs(place)[0])} {self.pen.word()}")
        return said

    def edit_cell(self) -> str | None:
        place = self.one(self.paragraphs(lambda found: found.getparent().tag == f"{_W}tc"))
        if place is None:
            return None
        _write(_runs(place)[-1], f"{_text(_runs(place)[-1])} {self.pen.word()}")
        return _text(place)[:60]

    def add_row(self) -> str | None:
        row = self.one([row for row in self.body.iter(f"{_W}tr") if row.getprevious() is not None])
        if row is None or row.getprevious().tag != f"{_W}tr":
            return None
        new = deepcopy(row)
        for paragraph in list(new.iter(f"{_W}p")):
            paragraph.getparent().replace(paragraph, _like(paragraph, self.pen.sentence()))
        row.addnext(new)
        return " | ".join(_text(cell) for cell in new)

    def delete_row(self) -> str | None:
        rows = [row for row in self.body.iter(f"{_W}tr") if row.getprevious() is not None]
        row = self.one([row for row in rows if row.getprevious().tag == f"{_W}tr" and row.getnext() is not None])
        if row is None:
            return None
        row.getparent().remove(row)
        return " | ".join(_text(cell) for cell in row)


def _edits() -> list[tuple[str, Callable[[_Reviewer], str | None]]]:
    """Return the edits, those people make most as often as they make them."""
    often = {"replace_word": 4, "insert_word": 3, "add_sentence": 3, "rewrite_sentence": 2, "delete_sentence": 2}
    names = [name for name in vars(_Reviewer) if not name.startswith("_")]
    changes = [name for name in names if name not in {"body", "chance", "pen", "done", "paragraphs", "one", "run_with"}]
    return [(name, getattr(_Reviewer, name)) for name in changes for _ in range(often.get(name, 1))]


_EDITS = _edits()


def _all_runs(paragraph: Element) -> list[Element]:
    return list(paragraph.iter(f"{_W}r"))


def _runs(paragraph: Element) -> list[Element]:
    """Return the runs of a paragraph that hold nothing but words, none of a grey passage."""
    return [
        run
        for run in paragraph.findall(f"{_W}r")
        if run.find(f"{_W}t") is not None and all(child.tag in (f"{_W}t", f"{_W}rPr") for child in run)
    ]


def _text(element: Element) -> str:
    return "".join(found.text or "" for found in element.iter(f"{_W}t"))


def _write(run: Element, text: str) -> None:
    first, *rest = run.findall(f"{_W}t")
    first.text = text
    first.set(_SPACE, "preserve")
    for other in rest:
        run.remove(other)


def _run(text: str) -> Element:
    run = etree.Element(f"{_W}r")
    found = etree.SubElement(run, f"{_W}t")
    found.text = text
    found.set(_SPACE, "preserve")
    return run


def _like(paragraph: Element, text: str) -> Element:
    """Return a paragraph formed as another one, as Enter at its end makes one: without its bookmarks."""
    new = etree.Element(f"{_W}p")
    shape = paragraph.find(f"{_W}pPr")
    if shape is not None:
        new.append(deepcopy(shape))
    new.append(_run(text))
    return new


def _style(paragraph: Element) -> str:
    found = paragraph.find(f"{_W}pPr/{_W}pStyle")
    return "" if found is None else str(found.get(f"{_W}val"))


def _is_plain(paragraph: Element) -> bool:
    return _style(paragraph) == "Normal" and paragraph.getparent().tag == f"{_W}body"


def _is_item(paragraph: Element) -> bool:
    return paragraph.find(f"{_W}pPr/{_W}numPr") is not None


def _is_free(paragraph: Element) -> bool:
    """Say whether a paragraph may go: a cell must keep one."""
    return bool(paragraph.getparent().tag == f"{_W}body")
