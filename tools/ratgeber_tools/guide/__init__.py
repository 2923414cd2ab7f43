"""The guide as a whole: every chapter read once, for checks, editions and the Sphinx extension."""

from __future__ import annotations

import posixpath
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path, PurePosixPath

from ratgeber_tools.containment import is_inside, links_out
from ratgeber_tools.data.loading import LoadResult, load_records
from ratgeber_tools.dialect import is_chapter_path
from ratgeber_tools.errors import InputError
from ratgeber_tools.guide.chapters import Chapter, parse_chapter, read_chapter
from ratgeber_tools.guide.lazy import LazyChapters

__all__ = ["Chapter", "Guide", "chapter_files", "load", "load_lazily", "parse_chapter", "path_below"]


@dataclass(frozen=True)
class Guide:
    """All chapters by name, and the folder they lie in (absolute)."""

    folder: Path
    chapters: Mapping[str, Chapter]
    loaded_data: LoadResult | None = None

    def __iter__(self) -> Iterator[Chapter]:
        return iter(self.chapters.values())

    @cached_property
    def targets(self) -> Mapping[str, Chapter]:
        """Every target an author set, with the first chapter that sets it; Sphinx knows them guide-wide."""
        return {name: chapter for chapter in reversed(list(self)) for name in chapter.anchors.targets}

    @cached_property
    def data(self) -> LoadResult:
        """The records of the folder `daten`, and what is to be mended in its files."""
        return self.loaded_data or load_records(self.folder / "daten")

    @cached_property
    def terms(self) -> frozenset[str]:
        """Every glossary word, in lower case."""
        return frozenset(term for chapter in self for term in chapter.anchors.terms)

    def chapter_with(self, target: str) -> Chapter | None:
        """Return the chapter that sets a target (lower case); asks no more chapters than mention it."""
        if isinstance(self.chapters, LazyChapters):
            return next((each for each in self.chapters.mentioning(target) if target in each.anchors.targets), None)
        return self.targets.get(target)

    def responsible(self) -> frozenset[str]:
        """Return who answers for chapters, as their heads name them; asks for no more than the heads."""
        if isinstance(self.chapters, LazyChapters):
            return frozenset(self.chapters.responsible()) - {""}
        return frozenset(chapter.head.values.responsible for chapter in self if chapter.head) - {""}

    def chapter_at(self, path: str, folder: str) -> Chapter | None:
        """Return the chapter a link in `folder` calls `path`: with or without `.md`, from the root with a slash."""
        return self.chapters.get(path_below(folder, path).removesuffix(".md"))

    def has_file(self, path: str, folder: str) -> bool:
        """Say whether the file a chapter in `folder` calls `path` is there; what lies outside the guide is not.

        A link (`symlink`) counts by where it leads.
        """
        place = self.folder / path_below(folder, path)
        return place.is_file() and is_inside(place, self.folder)

    def paths_from(self, folder: str) -> list[str]:
        """Return how a chapter in `folder` would link to each chapter."""
        return [f"{posixpath.relpath(name, folder or '.')}.md" for name in self.chapters]


def path_below(folder: str, path: str) -> str:
    """Return `path`, seen from `folder`, as seen from the guide's folder; a leading slash means that folder."""
    joined = path.lstrip("/") if path.startswith("/") else posixpath.join(folder, path)
    return unicodedata.normalize("NFC", posixpath.normpath(joined))


def load(folder: Path, *, data: LoadResult | None = None) -> Guide:
    """Read every chapter below `folder`, sorted by name; `data` spares reading its records a second time.

    Hidden folders and those without chapters are left out.  Names are in Unicode form NFC, whatever the disk says.
    """
    folder = folder.resolve()
    return Guide(folder, {name: read_chapter(path, name=name) for name, path in chapter_files(folder)}, data)


def load_lazily(folder: Path) -> Guide:
    """Return the guide as `load` does, but read a chapter or the records only when somebody asks for them.

    For jobs about one chapter.  A chapter is read as it stands then: not for jobs that need one moment of all.
    """
    folder = folder.resolve()
    return Guide(folder, LazyChapters(dict(chapter_files(folder))))


def chapter_files(folder: Path) -> Iterator[tuple[str, Path]]:
    """Yield name and file of each chapter below `folder`, sorted by path.

    Raises `InputError` where a link leads out of the guide: what it shows would be published.
    """
    for link in links_out(folder):
        raise InputError(
            f"{link}: Das ist eine Verknüpfung, die aus dem Ratgeber hinausführt (oder ins Leere); ihr wird nicht "
            "gefolgt. Legen Sie die Datei selbst dorthin, und löschen Sie die Verknüpfung."
        )
    for path in sorted(folder.rglob("*.md")):
        parts = path.relative_to(folder).parts
        if not is_chapter_path(PurePosixPath(*parts)) or any(part.startswith((".", "_")) for part in parts):
            continue
        yield unicodedata.normalize("NFC", "/".join(parts).removesuffix(".md")), path
