"""Small pictures made in code."""

from __future__ import annotations

import io
import struct
import zlib

from PIL import Image


def png(width: int = 4, height: int = 3, *, colour: str = "red", mode: str = "RGB") -> bytes:
    buffer = io.BytesIO()
    Image.new("RGB", (width, height), colour).convert(mode).save(buffer, "PNG")
    return buffer.getvalue()


def jpeg(width: int = 8, height: int = 8, *, mode: str = "RGB", exif: dict[int, object] | None = None) -> bytes:
    """Return a JPEG, left half red; `exif` maps tags to values."""
    image = Image.new("RGB", (width, height), "white")
    image.paste("red", (0, 0, width // 2, height))
    buffer = io.BytesIO()
    tags = Image.Exif()
    for tag, value in (exif or {}).items():
        tags[tag] = value
    image.convert(mode).save(buffer, "JPEG", quality=95, exif=tags if exif else b"")
    return buffer.getvalue()


def in_format(name: str, width: int = 6, height: int = 4) -> bytes:
    buffer = io.BytesIO()
    Image.new("RGB", (width, height), "blue").save(buffer, name)
    return buffer.getvalue()


def png_chunk(kind: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))


def with_chunk(data: bytes, kind: bytes, content: bytes) -> bytes:
    """Put a chunk after the header of a PNG."""
    after_header = 8 + 25
    return data[:after_header] + png_chunk(kind, content) + data[after_header:]


def emf(width_01mm: int = 4000, height_01mm: int = 2000) -> bytes:
    """Return an EMF drawing of a rectangle (MS-EMF: header 2.3.4.2, EMR_RECTANGLE 2.3.5.34, EMR_EOF 2.3.4.1)."""
    rectangle = struct.pack("<II4i", 43, 24, 10, 10, 390, 190)
    end = struct.pack("<IIIII", 14, 20, 0, 16, 20)
    size = 88 + len(rectangle) + len(end)
    header = struct.pack(
        "<II4i4i4sIIIHHIIIiiii",
        1, 88, 0, 0, 400, 200, 0, 0, width_01mm, height_01mm, b" EMF", 0x10000, size, 3, 1, 0, 0, 0, 0,
        1000, 1000, 100, 100,
    )  # fmt: skip
    return header + rectangle + end
