"""Is every chapter listed, and does every list of contents name chapters that exist, each once?"""

from __future__ import annotations

from collections.abc import Iterator

from ratgeber_tools.findings import Code, Finding
from ratgeber_tools.guide import Chapter, Guide
from ratgeber_tools.guide.chapters import INDEX
from ratgeber_tools.guide.toctrees import Toctree, read_toctrees, resolve_entries, unresolved_lines


def check(guide: Guide) -> Iterator[Finding]:
    listed: set[str] = set()
    for chapter in guide:
        text = "\n".join(chapter.lines)
        for toctree in read_toctrees(text):
            line = text.count("\n", 0, toctree.span.start) + 1
            yield from (
                Finding(Code.CONTENTS, sentence, path=chapter.path, line=line)
                for sentence in _problems(toctree, chapter, guide)
            )
            entries = resolve_entries(toctree, chapter.name, guide.chapters)
            listed.update(entry.target for entry in entries if not entry.is_address)
    if INDEX not in guide.chapters:  # some chapters without their guide
        return
    for chapter in guide:
        if chapter.name not in listed and chapter.name != INDEX:
            sentence = (
                "Das Kapitel steht in keinem Inhaltsverzeichnis und ist nicht zu finden. "
                "Nehmen Sie es in die index.md seines Ordners auf."
            )
            yield Finding(Code.CONTENTS, sentence, path=chapter.path, line=1)


def _problems(toctree: Toctree, chapter: Chapter, guide: Guide) -> Iterator[str]:
    for entry in unresolved_lines(toctree, chapter.name, guide.chapters):
        if entry.is_pattern:
            yield f"Zum Muster „{entry.target}“ im Inhaltsverzeichnis passt kein Kapitel."
        elif entry.is_repeated:
            yield f"Das Inhaltsverzeichnis nennt „{entry.target}“ zweimal."
        else:
            yield f"Das Inhaltsverzeichnis nennt „{entry.target}“, aber dieses Kapitel gibt es nicht."
