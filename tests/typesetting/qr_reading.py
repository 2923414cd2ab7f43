"""Reads QR codes from pages as a phone would: the page becomes a picture, another program finds the codes on it."""

from __future__ import annotations

import io
import shutil
import subprocess
import tempfile
from pathlib import Path

import zxingcpp
from PIL import Image

#: What an office copier scans with; a code that only reads at a printer's resolution is none.
RESOLUTION_DPI = 150


def can_render() -> bool:
    return shutil.which("pdftoppm") is not None


def codes_on_pages(pdf: bytes, *, resolution: int = RESOLUTION_DPI) -> list[list[str]]:
    """Return what the codes of each page say, in the order of the pages."""
    with tempfile.TemporaryDirectory() as name:
        path = Path(name, "seiten.pdf")
        path.write_bytes(pdf)
        subprocess.run(["pdftoppm", "-r", str(resolution), "-gray", path, Path(name, "seite")], check=True)
        pages = sorted(Path(name).glob("seite-*.pgm"))
        return [read_codes(Image.open(io.BytesIO(page.read_bytes()))) for page in pages]


def read_codes(picture: Image.Image) -> list[str]:
    return sorted(code.text for code in zxingcpp.read_barcodes(picture))
