"""Does every published address still lead somewhere, and does every chapter have a short one of its own?"""

from __future__ import annotations

from collections.abc import Iterator

from ratgeber_tools.data.validation import closest_path
from ratgeber_tools.findings import Code, Finding
from ratgeber_tools.guide import Chapter, Guide
from ratgeber_tools.guide.addresses import ADDRESS_FILE, read_published, short_address, short_names


def check(guide: Guide) -> Iterator[Finding]:
    published = read_published(guide.folder)
    path = guide.folder / ADDRESS_FILE
    for mistake in published.mistakes:
        yield Finding(Code.DATA_SYNTAX, mistake.sentence, path=path, line=mistake.line)
    for address, name in published.leads_to.items():
        if name not in guide.chapters:
            sentence = f"Die Adresse „{address}“ führt zu {name}, und das gibt es nicht."
            suggestion = closest_path(name, guide.chapters)
            yield Finding(Code.ADDRESS_LOST, f"{sentence}{suggestion}", path=path, line=published.lines[address])
    owners: dict[str, str] = {}
    for name, short in short_names({chapter.name: wished_name(chapter) for chapter in guide}).items():
        chapter = guide.chapters[name]
        owner = published.leads_to.get(short_address(short), owners.setdefault(short, name))
        if owner != name:
            line = chapter.head.lines.get("kurzadresse", 1) if chapter.head is not None else 1
            sentence = f"Die Kurzadresse „{short}“ führt schon zu {owner}."
            yield Finding(Code.SHORT_ADDRESS_TWICE, sentence, path=chapter.path, line=line)


def wished_name(chapter: Chapter) -> str:
    """Return the short name a chapter's head asks for, or nothing."""
    return chapter.head.values.short_name if chapter.head is not None else ""
