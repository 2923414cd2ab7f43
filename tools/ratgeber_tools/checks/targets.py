"""Does every target have a name of its own?  Sphinx knows targets guide-wide and takes one of two at random."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ratgeber_tools.document import Verbatim
from ratgeber_tools.findings import Code, Finding
from ratgeber_tools.guide import Chapter, Guide

#: `[Wort]: https://…`, the address of every `[Wort]` in the chapter.
_ADDRESS_OF = re.compile(r" {0,3}\[(?!\^)(?P<label>[^\]]+)\]:\s*\S")


def check(guide: Guide) -> Iterator[Finding]:
    for chapter in guide:
        for name, line in chapter.anchors.repeated:
            sentence = f"Das Ziel „{name}“ steht zweimal in diesem Kapitel."
            yield Finding(Code.TARGET_TWICE, sentence, path=chapter.path, line=line)
        for name, line in chapter.anchors.targets.items():
            first = guide.targets[name]
            if first is not chapter:
                sentence = f"Das Ziel „{name}“ gibt es schon in {first.name}.md."
                yield Finding(Code.TARGET_TWICE, sentence, path=chapter.path, line=line)
        yield from _addresses_given_twice(chapter)


def _addresses_given_twice(chapter: Chapter) -> Iterator[Finding]:
    """Yield every word in brackets that is given an address a second time; only the first would count."""
    known: set[str] = set()
    for placed in chapter.blocks:
        match = _ADDRESS_OF.match(placed.block.source) if isinstance(placed.block, Verbatim) else None
        if match is None:
            continue
        label = " ".join(match["label"].split())
        if label.casefold() in known:
            sentence = f"Die Adresse zu „{label}“ ist zweimal angegeben."
            yield Finding(Code.TARGET_TWICE, sentence, path=chapter.path, line=placed.line)
        known.add(label.casefold())
