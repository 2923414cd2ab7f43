"""Do the options of the lists drawn from the data name something the data have?"""

from __future__ import annotations

from collections.abc import Iterator

from ratgeber_tools import dialect
from ratgeber_tools.data.presentation.options import ListOptions
from ratgeber_tools.document import Verbatim
from ratgeber_tools.findings import Code, Finding
from ratgeber_tools.guide import Guide
from ratgeber_tools.readers.myst.directives import directive_in


def check(guide: Guide) -> Iterator[Finding]:
    records = guide.data.records
    for chapter in guide:
        for placed in chapter.blocks:
            directive = directive_in(placed.block.source) if isinstance(placed.block, Verbatim) else None
            if directive is None or directive.name not in dialect.WITHOUT_CONTENT:
                continue
            parts = dialect.RECORD_PARTS.get(directive.name, ())
            for sentence in ListOptions(directive.name, directive.values, records, parts).problems():
                yield Finding(Code.BLOCK_MISUSED, sentence, path=chapter.path, line=placed.line)
