"""Is every file there that a record names, and are captions what browsers read?"""

from __future__ import annotations

from collections.abc import Iterator

from ratgeber_tools.data.film import CAPTION_SUFFIX
from ratgeber_tools.data.named_files import named_files
from ratgeber_tools.data.records import german_name
from ratgeber_tools.findings import Code, Finding
from ratgeber_tools.guide import Guide

#: First bytes of a WebVTT file, perhaps behind a byte order mark (W3C WebVTT, section 4.1).
_WEBVTT = b"WEBVTT"
_BYTE_ORDER_MARK = b"\xef\xbb\xbf"


def check(guide: Guide) -> Iterator[Finding]:
    for key, file in named_files(guide.data.records):
        origin = guide.data.records.origins[key]
        name = f"{german_name(key.collection)} „{key.identifier}“"
        if not guide.has_file(file, ""):
            sentence = f"{name}: Die Datei {file} gibt es unter ratgeber/ nicht. Legen Sie sie an diese Stelle."
        elif file.lower().endswith(CAPTION_SUFFIX) and not _is_webvtt(guide, file):
            sentence = f"{name}: {file} beginnt nicht mit „WEBVTT“. Speichern Sie die Untertitel als WebVTT."
        else:
            continue
        yield Finding(Code.DATA_VALUE, sentence, path=origin.path, line=origin.line)


def _is_webvtt(guide: Guide, file: str) -> bool:
    with (guide.folder / file.lstrip("/")).open("rb") as captions:
        return captions.read(len(_BYTE_ORDER_MARK + _WEBVTT)).removeprefix(_BYTE_ORDER_MARK).startswith(_WEBVTT)
