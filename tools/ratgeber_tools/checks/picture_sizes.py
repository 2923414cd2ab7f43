"""Is a picture neither too coarse for print nor too heavy for a phone on a slow line?"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote

from ratgeber_tools.findings import Code, Finding
from ratgeber_tools.guide import Guide, path_below
from ratgeber_tools.guide.embedded import pictures_in

#: About four seconds on a line of 2 Mbit/s.
MOST_BYTES = 1_000_000
#: The type area of A5 is 110 mm wide; at 200 dots an inch that takes 866.
FEWEST_PIXELS = 860
_RASTER = (".png", ".jpg", ".jpeg")


def check(guide: Guide) -> Iterator[Finding]:
    told: set[Path] = set()
    for chapter in guide:
        for picture in pictures_in(chapter):
            path = guide.folder / path_below(chapter.folder, unquote(picture.source))
            if path in told or not path.is_file():
                continue
            told.add(path)
            for sentence in _problems(path):
                yield Finding(Code.PICTURE_SIZE, sentence, path=chapter.path, line=picture.line)


def _problems(path: Path) -> Iterator[str]:
    size = path.stat().st_size
    if size > MOST_BYTES:
        megabytes = f"{size / 1_000_000:.1f}".replace(".", ",")
        yield f"{path.name} ist {megabytes} MB groß. Verkleinern Sie das Bild auf höchstens 1 MB."
    width = _width_px(path) if path.suffix.lower() in _RASTER else None
    if width is not None and width < FEWEST_PIXELS:
        yield (
            f"{path.name} ist nur {width} Punkte breit. Über die ganze Seite gedruckt wird es unscharf; "
            f"nehmen Sie ein Bild mit mindestens {FEWEST_PIXELS} Punkten."
        )


def _width_px(path: Path) -> int | None:
    """Return the width as the file's head says it; None for what is no picture, which the build will tell."""
    from PIL import Image, UnidentifiedImageError  # slow to import, and most guides hold drawings only

    try:
        with Image.open(path) as image:
            return image.width
    except (UnidentifiedImageError, OSError, Image.DecompressionBombError):
        return None
