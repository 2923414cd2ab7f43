"""A picture put into a chapter at the desk: through the guards of an import, beside the others of the chapter."""

from __future__ import annotations

import os
from pathlib import Path, PurePosixPath

from ratgeber_tools import files
from ratgeber_tools.dialect import slug
from ratgeber_tools.errors import InputError
from ratgeber_tools.pictures.fitting import UnusablePictureError, make_fit

#: No picture may be larger, in bytes; a phone's photograph is a fifth of it.
LARGEST_PICTURE = 25_000_000
_LONGEST_STEM = 40
_PICTURES = "bilder"


def hand_in(data: bytes, alt: str, *, chapter: str, folder: Path) -> tuple[Path, str]:
    """File a picture for the chapter `chapter` of the guide in `folder`; return its file, and how the chapter calls it.

    The file is named after `alt`, what is to be seen: what an author's file is called may tell on people.  The same
    picture a second time is the same file.  Raises `InputError` for what is no picture, or cannot be shown.
    """
    if len(data) > LARGEST_PICTURE:
        raise InputError("Das Bild ist größer als 25 MB. Speichern Sie es kleiner, und wählen Sie es noch einmal.")
    try:
        fit = make_fit(data)
    except UnusablePictureError as error:
        raise InputError(f"Das Bild kann nicht eingefügt werden: {error}") from None
    stem = slug(alt, longest=_LONGEST_STEM) or "bild"
    path = folder.joinpath(_PICTURES, *PurePosixPath(chapter).parts) / fit.file_name(stem)
    if not path.is_file():
        path.parent.mkdir(parents=True, exist_ok=True)
        files.replace(path, fit.data, expected=None)
    home = folder.joinpath(*PurePosixPath(chapter).parts[:-1])
    return path, PurePosixPath(os.path.relpath(path, home)).as_posix()
