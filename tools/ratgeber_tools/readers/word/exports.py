"""Which export a Word file is: the custom property our own export sets."""

from __future__ import annotations

import re
from pathlib import Path

from ratgeber_tools.dialect import EXPORT_PROPERTY
from ratgeber_tools.errors import InputError
from ratgeber_tools.readers.word.custom_properties import custom_property
from ratgeber_tools.readers.word.report import quoted

#: What an export is called: day, chapter, digest.  It becomes the name of a folder.
_IDENTIFIER = re.compile(r"[a-z0-9][a-z0-9-]{0,119}")


def export_identifier(path: Path) -> str | None:
    """Return the id of the export a .docx file goes back to, None for any other; raises `InputError` as `read` does.

    An id that no export can have is refused too.
    """
    identifier = custom_property(path, EXPORT_PROPERTY)
    if identifier is not None and not _IDENTIFIER.fullmatch(identifier):
        raise InputError(
            f"{quoted(path.name)} nennt als Ausgabe {quoted(identifier)}, das ist keine Kennung einer Ausgabe: "
            f"Öffnen Sie die Datei in Word, löschen Sie unter Datei, Informationen, Eigenschaften, Erweiterte "
            f"Eigenschaften, Anpassen die Eigenschaft „{EXPORT_PROPERTY}“, und nehmen Sie die Datei als neuen Beitrag."
        )
    return identifier
