"""The public order, from the pages as they are now and as they were released."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from ratgeber_tools.editions.moves import Moves
from ratgeber_tools.editions.navigation import Structure, TocList
from ratgeber_tools.guide import Guide
from ratgeber_tools.guide.toctrees import TocEntry, read_toctrees, resolve_entries


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
