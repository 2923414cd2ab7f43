"""Does every role that refers to something find it: a word of the glossary, a target, a chapter, a file?"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from urllib.parse import unquote

from ratgeber_tools import dialect
from ratgeber_tools.data.validation import closest, closest_path
from ratgeber_tools.document import Role
from ratgeber_tools.findings import Code, Finding
from ratgeber_tools.guide import Chapter, Guide
from ratgeber_tools.guide.anchors import target_name
from ratgeber_tools.traversal import own_inlines

_SCHEME = re.compile(r"(?i)[a-z][a-z0-9+.-]*:")
_WORDS_AND_TARGET = re.compile(r"(?s).+?\s*(?<!\\)<(?P<target>[^<>]*)>\Z")


def check(guide: Guide) -> Iterator[Finding]:
    for chapter in guide:
        for placed in chapter.blocks:
            for inline in own_inlines(placed.block):
                if isinstance(inline, Role) and inline.name in _PROBLEMS:
                    match = _WORDS_AND_TARGET.match(inline.content)
                    target = match["target"] if match else inline.content
                    sentence = _PROBLEMS[inline.name](guide, chapter, " ".join(target.lstrip("!~").split()))
                    if sentence:
                        line = chapter.line_of(target, placed)
                        yield Finding(Code.LINK_BROKEN, sentence, path=chapter.path, line=line)


def _term_problem(guide: Guide, chapter: Chapter, target: str) -> str:
    if target.lower() in guide.terms:
        return ""
    return f"Das Wort „{target}“ steht nicht im Glossar.{closest(target, guide.terms)}"


def _target_problem(guide: Guide, chapter: Chapter, target: str) -> str:
    if target_name(target) in guide.targets or target in ("genindex", "search"):
        return ""
    return f"Das Ziel „{target}“ gibt es nicht.{closest(target, guide.targets)}"


def _chapter_problem(guide: Guide, chapter: Chapter, target: str) -> str:
    if guide.chapter_at(target, chapter.folder) is not None:
        return ""
    return f"Das Kapitel „{target}“ gibt es nicht.{closest_path(target, guide.paths_from(chapter.folder))}"


def _download_problem(guide: Guide, chapter: Chapter, target: str) -> str:
    if _SCHEME.match(target) or guide.has_file(unquote(target), chapter.folder):
        return ""
    return f"Die Datei zum Herunterladen gibt es nicht: {target}"


_PROBLEMS: dict[str, Callable[[Guide, Chapter, str], str]] = {
    dialect.TERM_ROLE: _term_problem,
    dialect.EXPLANATION_ROLE: _term_problem,
    "term": _term_problem,
    "ref": _target_problem,
    "numref": _target_problem,
    "doc": _chapter_problem,
    "download": _download_problem,
}
