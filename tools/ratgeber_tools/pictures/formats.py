"""What a PNG or JPEG file consists of: its size, and the same file without anything that tells on people.

Nothing is decoded or encoded again here, so a picture that needs no change keeps every byte of its image data.  Both
walks keep what is on a list and drop the rest, since formats grow: place and time of a photo, thumbnails of what was
cut away, editing histories, comments, bytes after the end.  Sources: PNG third edition (W3C 2025) chapter 5 and 11,
ITU-T T.81 annex B, JFIF 1.02, CIPA DC-008 (EXIF).
"""

from __future__ import annotations

import re
import struct
import zlib
from typing import NamedTuple

PNG_SIGNATURE = b"\x89PNG\r\n\x1a\n"
JPEG_SIGNATURE = b"\xff\xd8\xff"

#: Chunks that say how the picture looks; everything else goes, except text naming the program that wrote the file.
_PNG_KEPT = frozenset(
    b"IHDR PLTE IDAT IEND tRNS cHRM gAMA iCCP sBIT sRGB cICP mDCV cLLI bKGD hIST pHYs sPLT acTL fcTL fdAT".split()
)
_PNG_TEXT_KEPT = b"Software\x00"

_JPEG_START_OF_SCAN, _JPEG_END, _JPEG_COMMENT = 0xDA, 0xD9, 0xFE
_JPEG_WITHOUT_LENGTH = frozenset({0x01, *range(0xD0, 0xD8)})
#: Frame headers carry the size; C4, C8 and CC in this range are tables.
_JPEG_FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
#: Application segments that say how the picture looks, by marker and first bytes.
_JPEG_KEPT = (
    (0xE0, b"JFIF\x00"),
    (0xE2, b"ICC_PROFILE\x00"),
    (0xEC, b"Ducky"),
    (0xEE, b"Adobe"),
    (_JPEG_COMMENT, b"CREATOR: gd-jpeg"),
)
_JPEG_NEXT_MARKER = re.compile(rb"\xff+[^\x00\xff\xd0-\xd7]", re.DOTALL)


def is_gif(data: bytes) -> bool:
    """Say whether the bytes begin like GIF 87a or 89a."""
    return data.startswith((b"GIF87a", b"GIF89a"))


def is_webp(data: bytes) -> bool:
    """Say whether the bytes begin like WebP (RFC 9649, section 2.4)."""
    return data[:4] == b"RIFF" and data[8:12] == b"WEBP"


class BrokenPictureError(ValueError):
    """The bytes are not a whole picture of the kind they begin like."""


class Walked(NamedTuple):
    """A picture file walked through: what is left of it, its size in pixels, and how many bytes were dropped.

    `channels` is a JPEG's number of colour components (4 is CMYK), 0 for PNG, which knows no CMYK.
    """

    data: bytes
    width: int
    height: int
    dropped: int
    channels: int = 0


def walk_png(data: bytes) -> Walked:
    """Return a PNG without metadata; raise `BrokenPictureError` if a chunk is cut off or its checksum is wrong."""
    kept = [PNG_SIGNATURE]
    position = len(PNG_SIGNATURE)
    width = height = 0
    while True:
        head = data[position : position + 8]
        if len(head) < 8:
            raise BrokenPictureError("PNG ends without IEND")
        length, kind = struct.unpack(">I4s", head)
        end = position + 12 + length
        content = data[position + 8 : end - 4]
        if end > len(data) or struct.unpack(">I", data[end - 4 : end])[0] != zlib.crc32(kind + content):
            raise BrokenPictureError("PNG chunk is cut off or damaged")
        if kind == b"IHDR" and length >= 8:
            width, height = struct.unpack(">II", content[:8])
        if kind in _PNG_KEPT or (kind == b"tEXt" and content.startswith(_PNG_TEXT_KEPT)):
            kept.append(data[position:end])
        position = end
        if kind == b"IEND":
            break
    if not width or not height:
        raise BrokenPictureError("PNG without a size")
    return _walked(data, b"".join(kept), width, height)


def walk_jpeg(data: bytes) -> Walked:
    """Return a JPEG without metadata; raise `BrokenPictureError` if it ends early or has no frame."""
    kept = [data[:2]]
    position = 2
    width = height = channels = 0
    while True:
        found = _JPEG_NEXT_MARKER.match(data, position)
        if found is None:
            raise BrokenPictureError("JPEG has no marker where one must be")
        marker, after = data[found.end() - 1], found.end()
        if marker == _JPEG_END:
            kept.append(b"\xff\xd9")
            break
        if marker in _JPEG_WITHOUT_LENGTH:
            position = after
            continue
        if after + 2 > len(data):
            raise BrokenPictureError("JPEG is cut off")
        end = after + int.from_bytes(data[after : after + 2], "big")
        content = data[after + 2 : end]
        if end > len(data) or end < after + 2:
            raise BrokenPictureError("JPEG segment is cut off")
        if marker in _JPEG_FRAMES and len(content) >= 6:
            height, width, channels = struct.unpack(">HHB", content[1:6])
        if marker == _JPEG_START_OF_SCAN:
            following = _JPEG_NEXT_MARKER.search(data, end)
            if following is None:
                raise BrokenPictureError("JPEG ends inside a scan")
            end = following.start()
        if _is_kept(marker, content):
            kept.append(b"\xff" + data[found.end() - 1 : end])
        position = end
    if not width or not height:
        raise BrokenPictureError("JPEG without a size")
    return _walked(data, b"".join(kept), width, height, channels)


def _is_kept(marker: int, content: bytes) -> bool:
    if marker == _JPEG_COMMENT or 0xE0 <= marker <= 0xEF:
        return any(marker == kept and content.startswith(start) for kept, start in _JPEG_KEPT)
    return True


def _walked(before: bytes, after: bytes, width: int, height: int, channels: int = 0) -> Walked:
    return Walked(after, width, height, len(before) - len(after), channels)
