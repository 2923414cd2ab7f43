"""Is every picture where the chapter says?

A missing picture makes Sphinx read its page anew on every build, and one on a foreign server tells that server who
reads the guide; both end the build.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import unquote

from ratgeber_tools.findings import Code, Finding
from ratgeber_tools.guide import Guide
from ratgeber_tools.guide.embedded import pictures_in

_SCHEME = re.compile(r"(?i)(?:[a-z][a-z0-9+.-]*:|//)")


def check(guide: Guide) -> Iterator[Finding]:
    for chapter in guide:
        for picture in pictures_in(chapter):
            source = unquote(picture.source)
            if not source:
                sentence = "Hinter dem Baustein fehlt der Pfad des Bildes."
            elif _SCHEME.match(source):
                sentence = f"Das Bild {picture.source} liegt nicht im Ratgeber, sondern anderswo."
            elif not guide.has_file(source, chapter.folder):
                sentence = f"Das Bild {picture.source} gibt es nicht."
            else:
                continue
            yield Finding(Code.PICTURE_MISSING, sentence, path=chapter.path, line=picture.line)
