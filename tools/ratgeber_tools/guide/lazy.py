"""Chapters read when somebody asks for them: a job about one chapter costs the same in a large guide as in a small one.

What a job may ask of the others without parsing them is whether their text mentions a word, and who answers for them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cached_property, lru_cache
from pathlib import Path

from ratgeber_tools import dialect
from ratgeber_tools.files import readable
from ratgeber_tools.guide.chapters import Chapter, read_chapter
from ratgeber_tools.guide.front_matter import read_head

#: The line of a head that says who answers for the chapter, with lines that go on below it.
_RESPONSIBLE = re.compile(r"^(?:zustaendig|[\"']zustaendig[\"'])[ \t]*:.*\n?(?:[ \t].*\n?|\n)*", re.MULTILINE)


class LazyChapters(Mapping[str, Chapter]):
    """Chapters by name, from their files; each is parsed once, as it stands when it is first asked for."""

    def __init__(self, paths: Mapping[str, Path]) -> None:
        self._paths = paths
        self._chapters: dict[str, Chapter] = {}

    def __getitem__(self, name: str) -> Chapter:
        chapter = self._chapters.get(name)
        if chapter is None:
            chapter = self._chapters[name] = read_chapter(self._paths[name], name=name)
        return chapter

    def __contains__(self, name: object) -> bool:
        return name in self._paths

    def __iter__(self) -> Iterator[str]:
        return iter(self._paths)

    def __len__(self) -> int:
        return len(self._paths)

    def mentioning(self, words: str) -> Iterator[Chapter]:
        """Yield the chapters whose text holds the longest of `words`, whatever its case: few are parsed."""
        longest = max(words.lower().split(), key=len, default="")
        yield from (self[name] for name, text in self._texts.items() if longest in text)

    @cached_property
    def _texts(self) -> Mapping[str, str]:
        return {name: _text(path).lower() for name, path in self._paths.items()}

    def responsible(self) -> Iterator[str]:
        """Yield who answers for each chapter, as its head says it; empty where it does not."""
        return (responsible_in(_text(path), path) for path in self._paths.values())


def responsible_in(text: str, path: Path) -> str:
    """Return who answers for the chapter `text`, as reading its whole head would (`front_matter.read_head`)."""
    head = dialect.split_head(text)
    if head is None or not head[1]:
        return ""
    found = _RESPONSIBLE.findall(head[0])
    if len(found) == 1 and not re.search(r"[&*!|>{\[#\t]", found[0]):
        return _of_line(found[0])
    read = read_head(text, path) if "zustaendig" in head[0] else None
    return read.values.responsible if read is not None else ""


@lru_cache(maxsize=1024)
def _of_line(source: str) -> str:
    """Return what a head of this line alone says; few offices answer for many chapters."""
    head = read_head(f"---\n{source.rstrip()}\n---\n", Path())
    return head.values.responsible if head is not None else ""


def _text(path: Path) -> str:
    text, _ = readable(path.read_bytes(), path)
    return text.replace("\r\n", "\n").replace("\r", "\n")
