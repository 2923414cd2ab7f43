"""Cross references: bookmarks that something refers to give their block an identifier."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from ratgeber_tools.dialect import slug
from ratgeber_tools.readers.word.drafts import Draft, ParagraphDraft, TableDraft
from ratgeber_tools.readers.word.style_names import StyleRole


class Names:
    """The identifiers of a document; `of_bookmark` maps every bookmark that leads somewhere to one."""

    def __init__(self, referenced: Collection[str]) -> None:
        self._spellings: dict[str, list[str]] = {}
        for name in referenced:
            self._spellings.setdefault(name.lower(), []).append(name)
        self._taken: dict[str, int] = {}  # name → how often it was wanted
        self.of_bookmark: dict[str, str] = {}

    def assign(self, drafts: Iterable[Draft]) -> None:
        """Give identifiers to the drafts that are referred to; one a draft, however many bookmarks it has."""
        if not self._spellings:
            return
        for draft in drafts:
            names = [name for name in draft.bookmarks if name.lower() in self._spellings]
            if names:
                identifier = self._free(_wanted(draft, names))
                draft.identifiers = (identifier,)
                for name in names:
                    for spelling in self._spellings[name.lower()]:
                        self.of_bookmark.setdefault(spelling, identifier)
            if isinstance(draft, ParagraphDraft):
                self.assign(draft.after)
            elif draft.caption is not None:
                self.assign([draft.caption])

    def _free(self, wanted: str) -> str:
        number = self._taken.get(wanted, 0) + 1
        identifier = wanted if number == 1 else f"{wanted}-{number}"
        while identifier != wanted and identifier in self._taken:
            number += 1
            identifier = f"{wanted}-{number}"
        self._taken[wanted] = number
        self._taken.setdefault(identifier, 1)
        return identifier


def _wanted(draft: Draft, names: list[str]) -> str:
    """Return a name that stays the same when the document is saved again: a heading's words, else the bookmark's."""
    if isinstance(draft, ParagraphDraft) and draft.role in (StyleRole.HEADING, StyleRole.TITLE):
        name = slug(draft.text, longest=48)
    else:
        chosen = next((name for name in names if not name.startswith("_")), names[0])
        name = slug(chosen, longest=48)
    return name or ("tabelle" if isinstance(draft, TableDraft) else "stelle")
