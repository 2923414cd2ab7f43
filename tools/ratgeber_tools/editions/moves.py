"""Names that lead to a public page without being its name: those it had before, and those it has in the drafts."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from urllib.parse import unquote

from ratgeber_tools.editions.released import ReleasedContent
from ratgeber_tools.guide import Chapter, Guide, path_below
from ratgeber_tools.guide.embedded import links_in
from ratgeber_tools.history import Repository

_SCHEME = re.compile(r"(?i)[a-z][a-z0-9+.-]*:")


@dataclass(frozen=True, slots=True)
class Moves:
    """`shown_as` maps a chapter's present name to the one it was released under and still has in public.

    `names` maps every other name known to lead to a public page, present and former ones, to that page.
    """

    shown_as: Mapping[str, str]
    names: Mapping[str, str]


def find_moves(content: ReleasedContent, guide: Guide, pages: Mapping[str, Chapter]) -> Moves:
    """Ask the log, and git only where the log leaves something open: its search for renames takes time."""
    shown_as: dict[str, str] = {}
    missing = {name for name in content.releases if name not in guide.chapters}
    if missing:
        for name, chapter in guide.chapters.items():
            if name in content.releases:
                continue
            former = next((each for each in _former_names(content.repository, guide, chapter) if each in missing), None)
            if former is not None and former not in shown_as.values():
                shown_as[name] = former
    names = {**content.log.moved(), **shown_as}
    open_targets = {target for page in pages.values() for target in _linked_pages(page)}
    open_targets -= {*content.releases, *guide.chapters, *names}
    if open_targets:
        for name, chapter in guide.chapters.items():
            public = shown_as.get(name, name)
            if public in content.releases:
                for former in _former_names(content.repository, guide, chapter):
                    if former in open_targets:
                        names.setdefault(former, public)
    return Moves(shown_as, names)


def _former_names(repository: Repository, guide: Guide, chapter: Chapter) -> Iterator[str]:
    prefix = f"{repository.relative(guide.folder)}/"
    for path in repository.previous_names(chapter.path):
        if path.startswith(prefix) and path.endswith(".md"):
            yield unicodedata.normalize("NFC", path.removeprefix(prefix)).removesuffix(".md")


def _linked_pages(page: Chapter) -> Iterator[str]:
    for link in links_in(page):
        path = unquote(link.target.partition("#")[0])
        if path.endswith(".md") and not _SCHEME.match(path):
            yield path_below(page.folder, path).removesuffix(".md")
