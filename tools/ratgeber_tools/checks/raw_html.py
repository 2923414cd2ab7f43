"""Is there HTML in a chapter?  Only the web edition could show it; in the PDF its words would be lost."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ratgeber_tools.document import Verbatim
from ratgeber_tools.findings import Code, Finding
from ratgeber_tools.guide import Guide
from ratgeber_tools.guide.walking import take_apart

_CODE = re.compile(r"(`+)(?!`).*?(?<!`)\1(?!`)", re.DOTALL)
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_TAG = re.compile(r"</?[a-zA-Z][a-zA-Z0-9-]*(?:\s[^<>]*)?/?>")


def check(guide: Guide) -> Iterator[Finding]:
    for chapter in guide:
        for placed in chapter.blocks:
            if not isinstance(placed.block, Verbatim) or take_apart(placed.block.source) is not None:
                continue
            if placed.block.source.lstrip().startswith("%"):
                continue
            tag = _TAG.search(_COMMENT.sub("", _CODE.sub("", placed.block.source)))
            if tag is not None:
                sentence = f"HTML wie {tag[0]} geht nur im Web, nicht im PDF. Schreiben Sie die Stelle als MyST."
                yield Finding(Code.BLOCK_MISUSED, sentence, path=chapter.path, line=chapter.line_of(tag[0], placed))
