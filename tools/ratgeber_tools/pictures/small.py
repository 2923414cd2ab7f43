"""Pictures as a book on a phone or e-reader has them: no larger than a page of it can show."""

from __future__ import annotations

import io

from ratgeber_tools.pictures import formats

#: Two pixels for each of a large phone's or an e-reader's page, in CSS pixels.
LONGEST_EDGE_PX = 1200
_JPEG_QUALITY = 78


def small(data: bytes) -> bytes:
    """Return a PNG or JPEG of a published picture (`kept`) in the same format; anything else stays as it is.

    No reader has to show what the press wants: CMYK becomes RGB.
    """
    from PIL import Image

    is_jpeg = data.startswith(formats.JPEG_SIGNATURE)
    if not is_jpeg and not data.startswith(formats.PNG_SIGNATURE):
        return data
    with Image.open(io.BytesIO(data)) as picture:
        if max(picture.size) <= LONGEST_EDGE_PX and picture.mode != "CMYK":
            return data
        shrunk: Image.Image = picture.convert("RGB") if picture.mode == "CMYK" else picture.copy()
        shrunk.thumbnail((LONGEST_EDGE_PX, LONGEST_EDGE_PX), Image.Resampling.LANCZOS)
        target = io.BytesIO()
        if is_jpeg:
            shrunk.save(target, "JPEG", quality=_JPEG_QUALITY, optimize=True, progressive=True)
        else:
            shrunk.save(target, "PNG", optimize=True)
    return target.getvalue()
