"""Can every picture be published, and does its file say more than the picture shows?

The editions publish a cleaned copy (`pictures.kept`); the file itself lies in the repository as it is.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote

from ratgeber_tools.containment import is_inside
from ratgeber_tools.errors import reason
from ratgeber_tools.findings import Code, Finding
from ratgeber_tools.guide import Guide, path_below
from ratgeber_tools.guide.embedded import pictures_in


def check(guide: Guide) -> Iterator[Finding]:
    told: set[Path] = set()
    for chapter in guide:
        for picture in pictures_in(chapter):
            path = guide.folder / path_below(chapter.folder, unquote(picture.source))
            if path in told or not path.is_file() or not is_inside(path, guide.folder):
                continue
            told.add(path)
            for code, sentence in _problems(path):
                yield Finding(code, sentence, path=chapter.path, line=picture.line)


def _problems(path: Path) -> Iterator[tuple[Code, str]]:
    from ratgeber_tools.pictures.fitting import STRIPPED, UnusablePictureError, make_publishable  # slow: lxml

    try:
        changes = make_publishable(path.read_bytes()).changes
    except UnusablePictureError as error:
        yield Code.PICTURE_FORMAT, f"Das Bild {path.name} lässt sich nicht veröffentlichen. {error}"
    except OSError as error:
        yield Code.PICTURE_FORMAT, f"Das Bild {path.name} lässt sich nicht lesen: {reason(error)}."
    else:
        if STRIPPED in changes:
            yield (
                Code.PICTURE_UNCLEAN,
                f"{path.name} trägt noch Aufnahmedaten oder andere verborgene Angaben; "
                "der Ratgeber veröffentlicht das Bild ohne sie.",
            )
        removed = [change.removeprefix("entfernt: ") for change in changes if change.startswith("entfernt: ")]
        if removed:
            yield (
                Code.PICTURE_UNCLEAN,
                f"Die Zeichnung {path.name} enthält {', '.join(removed)}; der Ratgeber veröffentlicht sie ohne das.",
            )
