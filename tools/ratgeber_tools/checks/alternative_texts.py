"""Does every picture have words for those who do not see it?"""

from __future__ import annotations

from collections.abc import Iterator

from ratgeber_tools import dialect
from ratgeber_tools.findings import Code, Finding
from ratgeber_tools.guide import Guide
from ratgeber_tools.guide.embedded import pictures_in


def check(guide: Guide) -> Iterator[Finding]:
    for chapter in guide:
        for picture in pictures_in(chapter):
            alternative = picture.alt.strip()
            if not picture.source:
                continue  # another check's matter
            if not alternative:
                sentence = f"Dem Bild {picture.source} fehlt der Alternativtext."
            elif dialect.ALT_PLACEHOLDER in alternative:
                sentence = f"Das Bild {picture.source} ist noch nicht beschrieben (Alternativtext: {alternative})."
            else:
                continue
            yield Finding(Code.ALT_MISSING, sentence, path=chapter.path, line=picture.line)
