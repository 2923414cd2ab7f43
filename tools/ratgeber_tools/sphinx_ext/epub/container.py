"""Files become an EPUB (OCF 3.3): a zip whose first entry says, unpacked, what it is.

The same files give the same bytes: entries bear no time of day and no rights of the machine.
"""

from __future__ import annotations

import io
from collections.abc import Iterable
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

_MIMETYPE = ("mimetype", b"application/epub+zip")
#: The first moment a zip can name; what a book is from stands inside it.
_NO_MOMENT = (1980, 1, 1, 0, 0, 0)
_PACKED_ALREADY = (".png", ".jpg", ".jpeg")
_READABLE = 0o644 << 16


def pack(files: Iterable[tuple[str, bytes]]) -> bytes:
    """Return the book; `files` are path and content."""
    target = io.BytesIO()
    with ZipFile(target, "w") as book:
        for path, content in (_MIMETYPE, *files):
            entry = ZipInfo(path, _NO_MOMENT)
            entry.external_attr = _READABLE
            entry.create_system = 3
            is_stored = path == _MIMETYPE[0] or path.endswith(_PACKED_ALREADY)
            entry.compress_type = ZIP_STORED if is_stored else ZIP_DEFLATED
            book.writestr(entry, content, compresslevel=9)
    return target.getvalue()
