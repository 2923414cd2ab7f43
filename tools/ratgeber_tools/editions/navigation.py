"""The order of the public edition: that of the guide as it is now, with only what is public in it.

Pure: pages, names and released texts come in, pages with their lists come out.  A section's page is public if
something in it is; a released page that no list names any more stands at the end of its section, so that nothing is
lost by accident.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

from ratgeber_tools.editions.moves import Moves
from ratgeber_tools.guide import Guide
from ratgeber_tools.guide.chapters import INDEX, is_index_page
from ratgeber_tools.guide.toctrees import TocEntry, read_toctrees, resolve_entries

ROOT = INDEX


@dataclass(frozen=True, slots=True)
class TocList:
    """One list of a page: its entries in order, its options as typed (`caption`, `maxdepth`, `hidden`, …)."""

    entries: tuple[TocEntry, ...]
    options: Mapping[str, str] = field(default_factory=dict)


def public_order(guide: Guide, texts: Mapping[str, str], moves: Moves) -> Mapping[str, tuple[TocList, ...]]:
    """Return the public pages in reading order with their lists; `texts` are the released ones by name.

    What the guide has now says who stands where; a page that is only in the log says so itself.
    """
    names = {*guide.chapters, *texts}
    lists: dict[str, list[TocList]] = {}
    for name, chapter in guide.chapters.items():
        found = _lists("\n".join(chapter.lines), name, names)
        if found:
            released = texts.get(moves.shown_as.get(name, name))
            lists[name] = (
                [_without_words(each) for each in found]
                if released is None
                else _with_released_words(found, _lists(released, name, names))
            )
    for name, text in texts.items():
        if name not in guide.chapters and name not in moves.shown_as.values():
            found = _lists(text, name, names)
            if found:
                lists[name] = found
    return Structure(lists, tuple(texts), moves.shown_as).public_lists()


@dataclass(frozen=True)
class Structure:
    """The guide as it is now: the lists of every page that has some.

    `released` are the names of what is public; `shown_as` maps a page's present name to the one it is still public
    under.
    """

    lists: Mapping[str, Sequence[TocList]]
    released: Collection[str]
    shown_as: Mapping[str, str] = field(default_factory=dict)

    def public_lists(self) -> Mapping[str, tuple[TocList, ...]]:
        """Return the public pages in reading order, each with its public lists; empty if nothing is released.

        Names are the public ones.
        """
        if not self.released:
            return {}
        pages: dict[str, tuple[TocList, ...]] = {}
        self._collect(ROOT, pages, {ROOT})
        return pages

    def _collect(self, page: str, pages: dict[str, tuple[TocList, ...]], listed: set[str]) -> None:
        pages[page] = ()
        lists: list[TocList] = []
        for toc_list in self._complete.get(page, ()):
            entries: list[TocEntry] = []
            for entry in toc_list.entries:
                if entry.is_address:
                    entries.append(entry)
                elif self._is_public(entry.target, frozenset()) and entry.target not in listed:
                    listed.add(entry.target)
                    entries.append(entry)
            if entries:
                lists.append(replace(toc_list, entries=tuple(entries)))
        pages[page] = tuple(lists)
        for toc_list in lists:
            for entry in toc_list.entries:
                if not entry.is_address:
                    self._collect(entry.target, pages, listed)

    def _is_public(self, page: str, seen: frozenset[str]) -> bool:
        """Say whether a page is released; a section's page is public through what it lists."""
        lists = self._complete.get(page)
        if page in self.released and not (lists and is_index_page(page)):
            return True
        below = (entry.target for toc_list in lists or () for entry in toc_list.entries if not entry.is_address)
        return any(name not in seen and self._is_public(name, seen | {page}) for name in below)

    @cached_property
    def _complete(self) -> Mapping[str, Sequence[TocList]]:
        """The lists under public names, with the released pages nobody lists added to their sections."""
        lists = {
            self._public_name(page): [
                replace(each, entries=tuple(self._renamed(entry) for entry in each.entries)) for each in page_lists
            ]
            for page, page_lists in self.lists.items()
        }
        lists.setdefault(ROOT, [])
        reached = set(_reachable(ROOT, lists))
        # A part's own page before its chapters: `hilfe/index` takes `hilfe/film` in, which else stood beside it.
        for page in sorted(self.released, key=lambda name: (not is_index_page(name), name)):
            if page not in reached:
                _append(lists[_home(page, lists, reached)], TocEntry(page))
                reached.update(_reachable(page, lists))
        return lists

    def _public_name(self, page: str) -> str:
        return self.shown_as.get(page, page)

    def _renamed(self, entry: TocEntry) -> TocEntry:
        return entry if entry.is_address else entry._replace(target=self._public_name(entry.target))


def _reachable(page: str, lists: Mapping[str, Sequence[TocList]]) -> Iterator[str]:
    waiting, seen = [page], {page}
    while waiting:
        here = waiting.pop()
        yield here
        for entry in (entry for each in lists.get(here, ()) for entry in each.entries if not entry.is_address):
            if entry.target not in seen:
                seen.add(entry.target)
                waiting.append(entry.target)


def _home(page: str, lists: Mapping[str, Sequence[TocList]], reached: Collection[str]) -> str:
    """Return the page of the section a page lies in, or of the nearest one around it."""
    folder = page.rpartition("/")[0]
    if is_index_page(page):
        folder = folder.rpartition("/")[0]
    while folder:
        section = f"{folder}/{INDEX}"
        if section in lists and section in reached:
            return section
        folder = folder.rpartition("/")[0]
    return ROOT


def _append(lists: list[TocList], entry: TocEntry) -> None:
    if lists:
        lists[-1] = replace(lists[-1], entries=(*lists[-1].entries, entry))
    else:
        lists.append(TocList((entry,), {"hidden": ""}))


def _lists(text: str, name: str, names: Collection[str]) -> list[TocList]:
    return [TocList(resolve_entries(each, name, names), each.options) for each in read_toctrees(text)]


def _without_words(toc_list: TocList) -> TocList:
    """Of a page never released parents get its title, and the order of what is public below it."""
    entries = tuple(TocEntry(entry.target) for entry in toc_list.entries if not entry.is_address)
    return TocList(entries, {key: value for key, value in toc_list.options.items() if key != "caption"})


def _with_released_words(found: Sequence[TocList], released: Sequence[TocList]) -> list[TocList]:
    """Keep the present order, but of its words and links out of the guide only what was released too."""
    captions = {each.options.get("caption") for each in released}
    words = {(entry.target, entry.title) for each in released for entry in each.entries}
    result: list[TocList] = []
    for toc_list in found:
        options = {key: value for key, value in toc_list.options.items() if key != "caption" or value in captions}
        entries = (
            entry if (entry.target, entry.title) in words else TocEntry(entry.target)
            for entry in toc_list.entries
            if not entry.is_address or (entry.target, entry.title) in words
        )
        result.append(TocList(tuple(entries), options))
    return result
