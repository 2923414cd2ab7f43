"""Does every target have a name of its own?  Sphinx knows targets guide-wide and takes one of two at random."""

from __future__ import annotations

from collections.abc import Iterator

from ratgeber_tools.findings import Code, Finding
from ratgeber_tools.guide import Guide


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
