"""Edits of a .docx file as a reviewer makes them in Word, on the XML, so that nothing else of the file changes."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable
from pathlib import Path

_PARAGRAPH = re.compile(r"<w:p[ >].*?</w:p>", re.DOTALL)


def edit(source: Path, target: Path, *changes: tuple[str, str], part: str = "word/document.xml") -> Path:
    """Write `source` to `target` with words exchanged; each must be there exactly as given, inside one run."""
    with zipfile.ZipFile(source) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    xml = files[part].decode("utf-8")
    for old, new in changes:
        assert xml.count(old) == 1, f"{old!r} is there {xml.count(old)} times"
        xml = xml.replace(old, new)
    files[part] = xml.encode("utf-8")
    return _written(target, files)


def without_paragraph(source: Path, target: Path, words: str) -> Path:
    """Write `source` to `target` without the paragraph that holds `words`."""
    return _with_paragraphs(source, target, words, lambda paragraph: "")


def with_paragraph_after(source: Path, target: Path, words: str, new: str) -> Path:
    """Write `source` to `target` with a plain paragraph of `new` behind the one that holds `words`."""
    added = f'<w:p><w:r><w:t xml:space="preserve">{new}</w:t></w:r></w:p>'
    return _with_paragraphs(source, target, words, lambda paragraph: paragraph + added)


def with_note(source: Path, target: Path, words: str, note: str, *, number: int = 90) -> Path:
    """Write `source`, which has footnotes, to `target` with one more at the end of the paragraph that holds `words`."""
    sign = f'<w:r><w:footnoteReference w:id="{number}"/></w:r></w:p>'
    _with_paragraphs(source, target, words, lambda paragraph: f"{paragraph.removesuffix('</w:p>')}{sign}")
    content = f'<w:p><w:r><w:footnoteRef/></w:r><w:r><w:t xml:space="preserve"> {note}</w:t></w:r></w:p>'
    added = f'<w:footnote w:id="{number}">{content}</w:footnote></w:footnotes>'
    return edit(target, target, ("</w:footnotes>", added), part="word/footnotes.xml")


def with_picture(source: Path, target: Path, data: bytes) -> Path:
    """Write `source` to `target` with other bytes in its only picture, as “Bild ändern” does."""
    with zipfile.ZipFile(source) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    (name,) = (name for name in files if name.startswith("word/media/"))
    return _written(target, {**files, name: data})


def without_marks(source: Path, target: Path) -> Path:
    """Write `source` to `target` without bookmarks, as text copied into a new document is."""
    with zipfile.ZipFile(source) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    for name in files:
        if name.startswith("word/") and name.endswith(".xml"):
            text = files[name].decode("utf-8")
            files[name] = re.sub(r"<w:bookmark(?:Start|End)\b[^>]*/>", "", text).encode("utf-8")
    return _written(target, files)


def _with_paragraphs(source: Path, target: Path, words: str, change: Callable[[str], str]) -> Path:
    with zipfile.ZipFile(source) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    xml = files["word/document.xml"].decode("utf-8")
    found = [match for match in _PARAGRAPH.finditer(xml) if words in re.sub(r"<[^>]+>", "", match[0])]
    assert len(found) == 1, f"{words!r} is in {len(found)} paragraphs"
    start, end = found[0].span()
    files["word/document.xml"] = (xml[:start] + change(found[0][0]) + xml[end:]).encode("utf-8")
    return _written(target, files)


def _written(target: Path, files: dict[str, bytes]) -> Path:
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return target
