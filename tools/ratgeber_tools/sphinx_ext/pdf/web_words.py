"""Words that only a screen makes true: nobody taps on paper, and nothing plays there."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from docutils import nodes

from ratgeber_tools.findings import Code, Finding
from ratgeber_tools.quotation import quoted

_WEB_WORD = re.compile(r"\b(?:(?:an|ein|aus)?klicken\w*|Klick|(?:an)?tippen|getippt|angetippt|Abspielen)\b")


def web_words(document: nodes.document, path: Path) -> Iterator[Finding]:
    """Yield a finding for each sentence of a chapter, `path`, that tells its readers to tap or to click."""
    for text in document.findall(nodes.Text):
        found = _WEB_WORD.search(text.astext())
        if found is not None:
            line = next((each.line for each in _around(text) if each.line is not None), None)
            yield Finding(Code.PRESS_WEB_WORD, f"{quoted(found[0])} kann auf Papier niemand.", path=path, line=line)


def _around(node: nodes.Node) -> Iterator[nodes.Node]:
    while node is not None:
        yield node
        node = node.parent
