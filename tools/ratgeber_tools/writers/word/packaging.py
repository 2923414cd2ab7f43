"""A python-docx document as the bytes of a .docx file, the same every time."""

from __future__ import annotations

import io
import zipfile

from docx.document import Document

#: The earliest time a zip file can hold; when a file was packed is nobody's business.
_DOCUMENT_TYPE = b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
_PACKED = (1980, 1, 1, 0, 0, 0)


def to_bytes(document: Document) -> bytes:
    """Return the .docx file of `document`; equal documents give equal bytes."""
    packed = io.BytesIO()
    document.save(packed)
    result = io.BytesIO()
    with zipfile.ZipFile(packed) as source, zipfile.ZipFile(result, "w") as target:
        for name in source.namelist():
            target.writestr(zipfile.ZipInfo(name, _PACKED), source.read(name), zipfile.ZIP_DEFLATED)
    return result.getvalue()


def with_main_type(data: bytes, media_type: str) -> bytes:
    """Return a Word file whose main part is of another type: a .dotx is a .docx that says it is a template."""
    result = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(result, "w") as target:
        for info in source.infolist():
            content = source.read(info)
            if info.filename == "[Content_Types].xml":
                content = content.replace(_DOCUMENT_TYPE, media_type.encode())
            target.writestr(info, content, zipfile.ZIP_DEFLATED)
    return result.getvalue()
