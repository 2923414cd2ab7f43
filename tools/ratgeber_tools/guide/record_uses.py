"""Where chapters use records: roles and directives, with chapter and line."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from ratgeber_tools import dialect
from ratgeber_tools.data.records import Key, Records
from ratgeber_tools.document import Container, Role, Verbatim
from ratgeber_tools.guide import Chapter, Guide
from ratgeber_tools.guide.walking import PlacedBlock, is_code
from ratgeber_tools.readers.myst.directives import directive_in
from ratgeber_tools.traversal import own_inlines

#: What each list shows; “Was ist wann dran?” uses records through its rules.
_LISTED = {
    "schulverzeichnis": ("schools", "operators"),
    "schulsozialarbeit": ("schools", "operators", "social_work"),
    "anlaufstellen": ("contacts",),
    "traegerverzeichnis": ("operators", "schools", "social_work"),
    "termine": ("appointments",),
}

_ROLE = re.compile(r"\{(?P<name>[\w-]+)\}`(?P<content>[^`]+)`")


class RecordUse(NamedTuple):
    """One role or directive: its name, what it names, the kinds of record that may be, and its 1-based line."""

    name: str
    identifier: str
    collections: tuple[str, ...]
    chapter: Chapter
    line: int

    def key_in(self, records: Records) -> Key | None:
        """Return the record meant, None if there is none of that name."""
        for collection in self.collections:
            if records.get(key := Key(collection, self.identifier)) is not None:
                return key
        return None


def record_uses(guide: Guide) -> Iterator[RecordUse]:
    """Yield every use of a record that names it, in reading order."""
    for chapter in guide:
        yield from uses_in(chapter)


def uses_in(chapter: Chapter) -> Iterator[RecordUse]:
    """Yield the uses in one chapter."""
    for placed in chapter.blocks:
        for name, content in _roles(placed):
            collections = dialect.RECORD_ROLES.get(name)
            words = content.split()
            if collections is not None and words:
                yield RecordUse(name, words[0], collections, chapter, chapter.line_of(f"`{words[0]}", placed))
        directive = _directive(placed)
        if directive is not None:
            name, identifier = directive
            yield RecordUse(name, identifier, dialect.RECORD_DIRECTIVES[name], chapter, placed.line)


def listed_collections(guide: Guide) -> Mapping[str, Sequence[Chapter]]:
    """Return the kinds of record that some chapter lists, with the chapters that do."""
    found: dict[str, list[Chapter]] = {}
    for chapter in guide:
        for placed in chapter.blocks:
            directive = directive_in(placed.block.source) if isinstance(placed.block, Verbatim) else None
            for collection in _LISTED.get(directive.name, ()) if directive is not None else ():
                if chapter not in found.setdefault(collection, []):
                    found[collection].append(chapter)
    return found


def lists_in(chapter: Chapter) -> Iterator[str]:
    """Yield the names of the chapter's directives that list records, in reading order."""
    for placed in chapter.blocks:
        directive = directive_in(placed.block.source) if isinstance(placed.block, Verbatim) else None
        if directive is not None and directive.name in dialect.LIST_DIRECTIVES:
            yield directive.name


def _roles(placed: PlacedBlock) -> Iterator[tuple[str, str]]:
    if not isinstance(placed.block, Verbatim):
        yield from ((inline.name, inline.content) for inline in own_inlines(placed.block) if isinstance(inline, Role))
    elif not is_code(placed.block) and directive_in(placed.block.source) is None:
        yield from ((match["name"], match["content"]) for match in _ROLE.finditer(placed.block.source))


def _directive(placed: PlacedBlock) -> tuple[str, str] | None:
    block = placed.block
    if isinstance(block, Container):
        name, argument, has_content = block.name, block.argument, bool(block.blocks)
    elif isinstance(block, Verbatim) and (found := directive_in(block.source)) is not None:
        name, argument, has_content = found.name, found.argument, bool(found.body.strip())
    else:
        return None
    identifier = dialect.record_named(argument, has_content=has_content)
    return (name, identifier) if identifier is not None and name in dialect.RECORD_DIRECTIVES else None
