"""A chapter's catalogue is read, changed and written under one lock: two people at once lose nothing."""

from __future__ import annotations

from collections.abc import Callable

from ratgeber_tools import files
from ratgeber_tools.errors import InputError
from ratgeber_tools.guide import Guide
from ratgeber_tools.languages.catalogue import Catalogue, parse_catalogue, path_of, write_catalogue


def change_catalogue(guide: Guide, language: str, chapter: str, change: Callable[[Catalogue], Catalogue]) -> bool:
    """Write what `change` makes of a catalogue, and say whether that is anything new; an empty one has no file yet.

    Raises `InputError` for a file with mistakes in it: entries that cannot be read would be lost by writing it.
    """
    target = path_of(guide.folder, language, chapter)
    files.make_folder(target.parent)

    def rewritten(text: str | None) -> str | None:
        empty = Catalogue(language, chapter)
        known = empty if text is None else parse_catalogue(text, target, language, chapter)
        if known.findings:
            raise InputError(
                f"{target.relative_to(guide.folder.parent).as_posix()}, Zeile {known.findings[0].line}: "
                f"{known.findings[0].text} Beheben Sie das zuerst; es wurde nichts übernommen."
            )
        changed = change(known)
        return None if changed == known else write_catalogue(changed)

    return files.rewrite(target, rewritten)
