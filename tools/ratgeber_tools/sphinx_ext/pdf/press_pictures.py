"""The guide's pictures on their way to the press: each becomes a PDF page in CMYK, before Typst sees it.

A converted picture is kept under a name made of its content and of all that its colours hang on, so the next build
takes it as it is.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from ratgeber_tools.errors import InputError, TargetError
from ratgeber_tools.files import write_whole
from ratgeber_tools.findings import Code, Finding
from ratgeber_tools.press.colours import ColourConversion, palette_of_hues
from ratgeber_tools.press.pictures import drawing_risks, picture_page
from ratgeber_tools.press.printers import Printer
from ratgeber_tools.press.recolouring import UnprintableError, recoloured
from ratgeber_tools.quotation import quoted
from ratgeber_tools.typesetting import typesetter

#: Raise when the conversion changes, so that kept pictures are made anew.
_VERSION = b"1"


@dataclass(frozen=True, slots=True)
class PressPictures:
    """Name in the staged source -> converted file; and what is to say about them."""

    files: Mapping[str, Path]
    findings: tuple[Finding, ...]


def convert_pictures(
    pictures: Mapping[str, Path], printer: Printer, folder: Path, place: Callable[[str], str]
) -> PressPictures:
    """Convert `pictures` (name in the staged source -> file) into `folder`.

    `place` says where in the guide a name is used.  A picture that cannot be printed is a finding of severity error
    and missing among the files.
    """
    palette = palette_of_hues()
    conversion = ColourConversion(printer.profile, palette=palette)
    salt = hashlib.sha256(_VERSION + repr(palette).encode() + printer.profile.read_bytes()).digest()
    files: dict[str, Path] = {}
    findings: list[Finding] = []
    for name, path in pictures.items():
        data = path.read_bytes()
        where = place(name) or path.name
        kept = folder / f"{hashlib.sha256(salt + data).hexdigest()[:24]}.pdf"
        if path.suffix.lower() == ".svg":
            findings += [
                Finding(Code.PRESS_DRAWING, f"{where}: Die Zeichnung {quoted(path.name)} enthält {risk}.")
                for risk in drawing_risks(data)
            ]
        try:
            if not kept.is_file():
                write_whole(kept, _converted(path, data, conversion, folder))
            files[name] = kept
        except UnprintableError as error:
            text = f"{where}: {quoted(path.name)} enthält {error}. Speichern Sie die Zeichnung ohne das, oder als PNG."
            findings.append(Finding(Code.PRESS_PICTURE, text))
        except TargetError:
            raise
        except (InputError, typesetter.TypesettingError) as error:
            findings.append(Finding(Code.PRESS_PICTURE, f"{where}: {quoted(path.name)}: {error}"))
    return PressPictures(files, tuple(findings))


def _converted(path: Path, data: bytes, conversion: ColourConversion, folder: Path) -> bytes:
    if path.suffix.lower() != ".svg":
        return picture_page(data, conversion)
    return recoloured(typesetter.drawing_as_page(path, folder / "zeichnung"), conversion)
