"""A contribution takes its place in the guide: as a new chapter, or over an existing one whose head it keeps."""

from __future__ import annotations

import difflib
import os
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from hashlib import sha256
from pathlib import Path

from ratgeber_tools import files, staging
from ratgeber_tools.contributions import losses, report
from ratgeber_tools.contributions.conversion import Contribution, convert
from ratgeber_tools.contributions.illustrations import DrawingConverter
from ratgeber_tools.contributions.inventory import inventory_of
from ratgeber_tools.contributions.losses import Losses
from ratgeber_tools.contributions.naming import chapter_name
from ratgeber_tools.contributions.new_heads import new_head
from ratgeber_tools.dialect import ALT_PLACEHOLDER, slug, split_head
from ratgeber_tools.document import Document
from ratgeber_tools.errors import TargetError
from ratgeber_tools.findings import Code, Finding
from ratgeber_tools.pictures.fitting import FitPicture
from ratgeber_tools.readers import myst

_HASH_NAME = re.compile(r"[a-z0-9-]+-[0-9a-f]{10}\.[a-z]+")
#: In the project's folder, not in `ratgeber/`: Sphinx would take a chapter lying in there for one of its own.
_STAGING = ".import"
REPORTS = Path("eingang", "berichte")
_DIGEST_LENGTH = 8


@dataclass(frozen=True, slots=True)
class ChapterDraft:
    """A chapter as it would be written; nothing is on the disk yet.

    `previous` is the text of the chapter that stands there now, None if there is none; `lost` is what of it would be
    gone.  `beside` are further files to be written with it.  `summary` is the report in a few lines for the screen,
    of a contribution; other drafts are summed up elsewhere.
    """

    root: Path
    path: Path
    text: str
    previous: str | None
    previous_bytes: bytes | None
    pictures: Mapping[Path, bytes]
    document: Document
    findings: tuple[Finding, ...]
    report: str
    report_path: Path
    beside: Mapping[Path, bytes] = field(default_factory=dict)
    lost: Losses = field(default_factory=Losses)
    summary: tuple[str, ...] = ()

    @property
    def is_new(self) -> bool:
        return self.previous is None

    @property
    def is_unchanged(self) -> bool:
        return self.text == self.previous and all(path.exists() for path in self.pictures)

    @property
    def place(self) -> str:
        """The chapter's path as the project's members know it."""
        return self.path.relative_to(self.root).as_posix()


def draft(
    contribution: Contribution,
    *,
    root: Path,
    section: Path,
    today: date,
    name: str | None = None,
    convert_drawings: DrawingConverter | None = None,
) -> ChapterDraft:
    """Return the chapter that `contribution` becomes in the folder `section` of the guide under the project `root`.

    `name` is its file name without extension, by default made from the title.  Raises `TargetError` or `InputError` if
    an existing chapter cannot be read.
    """
    name = name or chapter_name(contribution.title, contribution.path)
    path = section / f"{name}.md"
    picture_folder = root / "ratgeber" / "bilder" / section.name / name
    previous_bytes = path.read_bytes() if path.exists() else None
    previous = None if previous_bytes is None else files.decode(previous_bytes, path).replace("\r\n", "\n")
    conversion = convert(
        contribution,
        picture_folder=Path(os.path.relpath(picture_folder, section)).as_posix(),
        front_matter=_head(previous, path) or new_head(today, contribution.result.particulars),
        alt_placeholder=ALT_PLACEHOLDER,
        convert_drawings=convert_drawings,
    )
    pictures = {picture_folder / file: data for file, data in conversion.pictures.items()}
    findings = (*conversion.findings, *_retouched(pictures))
    lost = Losses() if previous is None else losses.between(_document(previous), conversion.document)
    inventory = inventory_of(conversion.document)
    return ChapterDraft(
        root=root,
        path=path,
        text=conversion.text,
        previous=previous,
        previous_bytes=previous_bytes,
        pictures=pictures,
        document=conversion.document,
        findings=findings,
        report=report.markdown(contribution.path.name, conversion.document, findings, inventory=inventory, lost=lost),
        report_path=report_path(root, f"{section.name}/{name}", contribution.path, conversion.text, kind="bericht"),
        lost=lost,
        summary=report.summary(inventory, findings),
    )


def report_path(root: Path, chapter: str, source: Path, content: str, *, kind: str) -> Path:
    """Return where the report on the file `source` about a chapter is written.

    The name holds the digest of what was read: two people's files of one name, or two answers of a day, never share a
    report, and a file that is read twice has one.
    """
    digest = sha256(content.encode("utf-8")).hexdigest()[:_DIGEST_LENGTH]
    return root / REPORTS / f"{slug(chapter.replace('/', '-'))}-{slug(source.stem)}-{digest}.{kind}.md"


def _document(text: str) -> Document:
    return myst.read(text.removeprefix("\ufeff")).document


def recover(root: Path) -> None:
    """Finish what an intake into the project at `root` left behind that was killed."""
    staging.recover(root / _STAGING)


def difference(chapter: ChapterDraft) -> Iterator[str]:
    """Yield what would change in the existing chapter, line by line: `-` goes, `+` comes, unmarked stays."""
    lines = difflib.unified_diff(
        (chapter.previous or "").splitlines(),
        chapter.text.splitlines(),
        fromfile=f"{chapter.place} (bisher)",
        tofile=f"{chapter.place} (neu)",
        lineterm="",
        n=2,
    )
    for line in lines:
        yield re.sub(r"^@@ -(\d+)\S* \+\d+\S* @@$", r"… ab Zeile \1:", line)


def write(chapter: ChapterDraft) -> None:
    """Put the chapter, its pictures and its report in place, all or nothing; raise `TargetError` if that fails."""
    staging.publish(
        staging.Publication(
            chapter=chapter.path,
            text=chapter.text.encode("utf-8"),
            expected=chapter.previous_bytes,
            additions=chapter.pictures,
            side_files={**chapter.beside, chapter.report_path: chapter.report.encode("utf-8")},
        ),
        folder=chapter.root / _STAGING,
    )
    _remove_orphans(chapter)


def remember(chapter: ChapterDraft) -> None:
    """Write what goes beside a chapter that stays as it is: that a file was read, though it changed nothing."""
    for path, content in chapter.beside.items():
        files.write_whole(path, content)


def _remove_orphans(chapter: ChapterDraft) -> None:
    """Remove pictures of ours that the chapter showed before and that now no chapter shows."""
    former = set(_HASH_NAME.findall(chapter.previous or "")) - set(_HASH_NAME.findall(chapter.text))
    folder = chapter.root / "ratgeber" / "bilder" / chapter.path.parent.name / chapter.path.stem
    candidates = [folder / name for name in former if (folder / name).is_file()]
    if not candidates:
        return
    others = "".join(
        other.read_text(encoding="utf-8", errors="replace") for other in (chapter.root / "ratgeber").rglob("*.md")
    )
    for path in candidates:
        if path.name not in others and _is_untouched(path):
            path.unlink()


def _retouched(pictures: Mapping[Path, bytes]) -> Iterator[Finding]:
    for path, data in pictures.items():
        if path.is_file() and path.read_bytes() != data:
            yield Finding(
                Code.PICTURE_REVIEW,
                f"Das Bild {path.name} wurde im Ratgeber von Hand geändert und bleibt so. Soll das aus der Word-Datei "
                "gelten, löschen Sie es und nehmen Sie den Beitrag noch einmal auf.",
            )


def _is_untouched(path: Path) -> bool:
    """Say whether a picture's content still is what its name says."""
    return FitPicture(path.read_bytes(), path.suffix).file_name(path.stem.rpartition("-")[0]) == path.name


def _head(text: str | None, path: Path) -> str:
    """Return an existing chapter's head without its fences, empty if it has none."""
    parts = split_head(text or "")
    if parts is None:
        return ""
    head, is_closed = parts
    if not is_closed:  # the whole chapter would pass for its head
        raise TargetError(
            f"{path}: Der Kopf des vorhandenen Kapitels ist nicht geschlossen. Setzen Sie nach der letzten Angabe eine "
            "Zeile mit drei Strichen (---), und nehmen Sie den Beitrag dann auf."
        )
    return head
