"""Does every link inside the guide lead somewhere?"""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import unquote

from ratgeber_tools import dialect
from ratgeber_tools.data.validation import closest, closest_path
from ratgeber_tools.findings import Code, Finding
from ratgeber_tools.guide import Chapter, Guide
from ratgeber_tools.guide.anchors import target_name
from ratgeber_tools.guide.embedded import links_in

_SCHEME = re.compile(r"(?i)[a-z][a-z0-9+.-]*:")


def check(guide: Guide) -> Iterator[Finding]:
    for chapter in guide:
        for link in links_in(chapter):
            sentence = _problem(guide, chapter, link.target)
            if sentence:
                yield Finding(Code.LINK_BROKEN, sentence, path=chapter.path, line=link.line)


def _problem(guide: Guide, chapter: Chapter, target: str) -> str:
    """Return what is wrong with a link, or nothing."""
    if not dialect.is_allowed_address(target):
        return f"Auf die Adresse „{target}“ darf der Ratgeber nicht verweisen."
    if _SCHEME.match(target):
        return ""
    path, _, anchor = (unquote(part) for part in target.partition("#"))
    if not path:
        return _anchor_problem(guide, chapter, anchor)
    other = guide.chapter_at(path, chapter.folder)
    if other is not None:
        if anchor and not other.anchors.has(anchor):
            return f"In {other.name}.md gibt es „#{anchor}“ nicht.{closest(anchor, _names(other))}"
        return ""
    if guide.has_file(path, chapter.folder) or target_name(path) in guide.targets:
        return ""
    return f"Die Datei „{path}“ gibt es nicht.{closest_path(path, guide.paths_from(chapter.folder))}"


def _anchor_problem(guide: Guide, chapter: Chapter, anchor: str) -> str:
    if not anchor:
        return "Der Verweis hat kein Ziel."
    if chapter.anchors.has(anchor) or target_name(anchor) in guide.targets:
        return ""
    elsewhere = [f"{other.name}.md" for other in guide if anchor in other.anchors.headings]
    if elsewhere:
        return f"„#{anchor}“ gibt es in diesem Kapitel nicht, aber in {elsewhere[0]}: Setzen Sie den Pfad davor."
    return f"„#{anchor}“ gibt es nicht.{closest(anchor, [*_names(chapter), *guide.targets])}"


def _names(chapter: Chapter) -> list[str]:
    return [*chapter.anchors.headings, *chapter.anchors.targets]
