"""Is every file there that a record names, and are captions what browsers read?"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from ratgeber_tools.containment import is_inside
from ratgeber_tools.data.film import CAPTION_SUFFIX
from ratgeber_tools.data.named_files import named_files
from ratgeber_tools.data.records import german_name
from ratgeber_tools.findings import Code, Finding
from ratgeber_tools.guide import Guide, path_below
from ratgeber_tools.offering import may_be_shown

#: First bytes of a WebVTT file, perhaps behind a byte order mark (W3C WebVTT, section 4.1).
_WEBVTT = b"WEBVTT"
_BYTE_ORDER_MARK = b"\xef\xbb\xbf"


def check(guide: Guide) -> Iterator[Finding]:
    for key, file in named_files(guide.data.records):
        origin = guide.data.records.origins[key]
        name = f"{german_name(key.collection)} „{key.identifier}“"
        path = _path_of(file, origin.path)
        if path is None:
            sentence = f"{name}: Die Datei {file} gibt es unter ratgeber/ nicht. Legen Sie sie an diese Stelle."
        elif not may_be_shown(path_below("", file)):
            sentence = f"{name}: {file} liegt in einem Ordner der Redaktion; von dort wird nichts veröffentlicht."
        elif file.lower().endswith(CAPTION_SUFFIX) and not _is_webvtt(path):
            sentence = f"{name}: {file} beginnt nicht mit „WEBVTT“. Speichern Sie die Untertitel als WebVTT."
        else:
            continue
        yield Finding(Code.DATA_VALUE, sentence, path=origin.path, line=origin.line)


def _path_of(file: str, data_file: Path) -> Path | None:
    """Return where the file lies, None if it is not there.

    The folder of the data lies in the guide's; the pages themselves may be read from another folder.
    """
    inside = path_below("", file)
    path = data_file.parent.parent / inside
    return path if is_inside(path, data_file.parent.parent) and path.is_file() else None


def _is_webvtt(path: Path) -> bool:
    with path.open("rb") as captions:
        return captions.read(len(_BYTE_ORDER_MARK + _WEBVTT)).removeprefix(_BYTE_ORDER_MARK).startswith(_WEBVTT)
