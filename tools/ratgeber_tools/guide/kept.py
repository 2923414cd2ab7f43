"""The guide read with the help of what earlier runs have read: only chapters and data files that changed are parsed."""

from __future__ import annotations

import hashlib
import pickle
from pathlib import Path

from ratgeber_tools.cache.digests import tool_digest
from ratgeber_tools.cache.store import Cache, key_of
from ratgeber_tools.data.loading import LoadedFile, LoadResult, assemble, load_files
from ratgeber_tools.guide import Guide, chapter_files
from ratgeber_tools.guide.chapters import Chapter, read_chapter

_FOLDER = "kapitel"


def load_kept(folder: Path, *, place: Path, data: LoadResult | None = None) -> Guide:
    """Return what `guide.load(folder)` does, and keep below `place` what had to be parsed for the next run.

    `data` spares reading the records a second time.
    """
    folder = folder.resolve()
    cache = Cache(place / _FOLDER)
    chapters: dict[str, Chapter] = {}
    data_key = key_of("data", tool_digest(), str(folder))
    keys = {data_key}
    for name, path in chapter_files(folder):
        content = path.read_bytes()
        key = key_of("chapter", tool_digest(), str(path), name, hashlib.sha256(content).hexdigest())
        keys.add(key)
        chapters[name] = _chapter(cache, key, path, name, content)
    loaded = data or _data(cache, data_key, folder / "daten")
    cache.keep_only(keys)
    return Guide(folder, chapters, loaded)


def _chapter(cache: Cache, key: str, path: Path, name: str, content: bytes) -> Chapter:
    kept = cache.read(key)
    if kept is not None:
        chapter = pickle.loads(kept)
        assert isinstance(chapter, Chapter)
        return chapter
    chapter = read_chapter(path, name=name)
    if path.read_bytes() == content:  # somebody may have saved in between
        cache.write(key, pickle.dumps(chapter, pickle.HIGHEST_PROTOCOL))
    return chapter


def _data(cache: Cache, key: str, folder: Path) -> LoadResult:
    """Return the records; each file that was loaded carries a digest of its own, which `load_files` compares."""
    kept = cache.read(key)
    known: dict[str, LoadedFile] = {} if kept is None else pickle.loads(kept)
    files = load_files(folder, known)
    if [file.digest for file in files.values()] != [file.digest for file in known.values()]:
        cache.write(key, pickle.dumps(files, pickle.HIGHEST_PROTOCOL))
    return assemble(folder, files)
