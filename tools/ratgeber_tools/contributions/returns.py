"""A chapter that was out for review comes back and is merged into what the chapter is by now.

Nothing is written here: a `ChapterDraft` per chapter is, with the merge it comes from.  Readers of the file are
`roundtrip.outgoing` (which export it is, what went out, what came back), the merge is `roundtrip.merge`, and
`roundtrip.patching` leaves every byte alone that the merge did not touch.  `roundtrip.readings` knows which files were
read before, so that a file counts from where it was read last.
"""

from __future__ import annotations

import os
from dataclasses import dataclass, replace
from pathlib import Path

from ratgeber_tools.containment import is_inner_name, is_inside
from ratgeber_tools.contributions import return_report
from ratgeber_tools.contributions.chapters import ChapterDraft, report_path
from ratgeber_tools.contributions.illustrations import DrawingConverter, illustrate
from ratgeber_tools.contributions.noted import without_noted
from ratgeber_tools.contributions.rewriting import images
from ratgeber_tools.dialect import ALT_PLACEHOLDER, split_head
from ratgeber_tools.document import Document, Paragraph, Text
from ratgeber_tools.editorial.addressees import NOBODY_YET, Offices
from ratgeber_tools.editorial.roles import RolesError, read_roles
from ratgeber_tools.errors import TargetError
from ratgeber_tools.files import decode
from ratgeber_tools.findings import Code, Finding
from ratgeber_tools.guide import Guide
from ratgeber_tools.outline import lay_out
from ratgeber_tools.readers import myst
from ratgeber_tools.roundtrip import heads, outgoing, readings
from ratgeber_tools.roundtrip.merge import FROM_WORD, Merge, VersionSource, merge
from ratgeber_tools.roundtrip.outgoing import ReturnedChapter
from ratgeber_tools.roundtrip.patching import patch

#: Below this share of paragraphs with marks, all are found by their words.
_ENOUGH_MARKS = 0.5
_NO_MARKS = (
    "Die unsichtbaren Marken fehlen in dieser Datei; vermutlich wurde der Text in ein neues Dokument kopiert. Die "
    "Absätze wurden nach ihren Wörtern zugeordnet. Lesen Sie die Vorschau genau, bevor Sie das Kapitel einchecken."
)
_READ_BEFORE = (
    "Diese Datei ist schon eingelesen; es gilt, was seitdem im Ratgeber steht. Soll sie noch einmal verglichen werden, "
    "löschen Sie {memory} und rufen Sie den Befehl noch einmal auf."
)


@dataclass(frozen=True, slots=True)
class ReturnOptions:
    """Where returned chapters go: the project, offices a comment's author may be, the office that sent the file.

    `chapter` is the name a chapter goes by today, for one that was renamed since it went out.
    """

    root: Path
    offices: frozenset[str] = frozenset()
    office: str = ""
    chapter: str = ""
    convert_drawings: DrawingConverter | None = None


@dataclass(frozen=True, slots=True)
class ReturnDraft:
    """One returned chapter as it would be written, the chapter as it is now, and the merge.

    `is_contribution` says that the file never was out for review: its author handed it in again.
    """

    chapter: ChapterDraft
    before: Document
    merge: Merge
    is_contribution: bool = False

    @property
    def conflict_places(self) -> tuple[str, ...]:
        """Return where the conflicts stand, by heading."""
        return return_report.conflict_places(self.chapter.document)


def known_offices(guide: Guide, root: Path) -> frozenset[str]:
    """Return the offices of the project at `root` with `guide` in it by their full and short names.

    They are those in the data, those that may release, and those that answer for a chapter.
    """
    try:
        releasing = read_roles(root).names
    except RolesError:  # a guide without a table of offices takes contributions all the same
        releasing = ()
    named = (name for name in (*releasing, *guide.responsible()) if name and name != NOBODY_YET)
    return Offices.of(guide.data.records, also=named).names


def drafts(docx: Path, original: Path, identifier: str, options: ReturnOptions) -> tuple[ReturnDraft, ...]:
    """Return the chapters in the returned export `docx`, which stands for the file `original`, in their order.

    Raises `InputError` if what went out is not kept here or a chapter is no UTF-8, `TargetError` if one is not there,
    and `PatchError`.
    """
    guide = options.root / "ratgeber"
    base = outgoing.load(guide, identifier, file=original.name)
    parts = outgoing.returned_chapters(docx, base, offices=options.offices, default_office=options.office)
    if options.chapter and len(parts) > 1:
        raise TargetError("--kapitel geht nur bei einer Datei mit einem einzelnen Kapitel.")
    return tuple(_draft(part, identifier, original, guide, options) for part in parts)


def _draft(
    part: ReturnedChapter, identifier: str, original: Path, guide: Path, options: ReturnOptions
) -> ReturnDraft:  # fmt: skip
    name = options.chapter or part.name
    path = guide / f"{name}.md"
    if not is_inner_name(name) or not is_inside(path, guide):
        raise TargetError(f"„{name}“ ist kein Name eines Kapitels. Ein Kapitel heißt wie seine Datei in ratgeber/.")
    previous = _previous(path, original, part.name)
    text = previous.decode("utf-8")
    ours = myst.read(text.removeprefix("\ufeff")).document
    digest = readings.digest_of(part.name, _with_head(part), part.returned.pictures)
    memory = readings.place_of(guide, identifier, digest)
    known = readings.valid_readings(guide, identifier, part.name, path)
    draft = ChapterDraft(
        root=options.root,
        path=path,
        text=text,
        previous=text,
        previous_bytes=previous,
        pictures={},
        document=ours,
        findings=(),
        report="",
        report_path=report_path(options.root, name, original, digest, kind="rueckweg"),
    )
    if digest in known:
        notice = _READ_BEFORE.format(memory=memory.relative_to(options.root).as_posix())
        return ReturnDraft(draft, ours, Merge(ours, 0, (), (notice,)))
    own = {place.image.source for document in (part.base, ours) for place in images(document)}
    pictures = guide / "bilder" / path.relative_to(guide).with_suffix("")
    illustrated = illustrate(
        part.returned.document,
        part.returned.pictures,
        folder=Path(os.path.relpath(pictures, path.parent)).as_posix(),
        alt_placeholder=ALT_PLACEHOLDER,
        convert_drawings=options.convert_drawings,
        standing=own,
    )
    by_marks = _has_marks(part)
    to_decide = heads.with_edits(text, part.head).open
    answer = replace(
        illustrated.document,
        blocks=(*illustrated.document.blocks, *(heads.note_of(edit, options.office) for edit in to_decide)),
    )
    base = readings.parent_of(answer, part.base, known.values())
    returned = without_noted(answer, sent=base, chapter=ours)
    merged = merge(base, ours, returned, by_lines=by_marks, source=VersionSource(FROM_WORD.label, options.office))
    changed = heads.with_edits(patch(previous, merged.document).decode("utf-8"), part.head)
    new = changed.text.encode("utf-8")
    document = myst.read(new.decode("utf-8-sig")).document
    findings = (
        *map(heads.finding_of, changed.done),
        *(() if by_marks else (Finding(Code.MARKS_MISSING, _NO_MARKS),)),
        *part.returned.findings,
        *illustrated.findings,
    )
    before = readings.text_before(path, previous, new)
    reading = readings.reading_of(part.name, answer, before=before, after=new, parents=known)
    is_edited = _with_head(part).blocks != part.base.blocks or part.returned.document.notes != part.base.notes
    draft = replace(
        draft,
        text=new.decode("utf-8"),
        pictures={pictures / file: data for file, data in illustrated.files.items()},
        document=document,
        findings=findings,
        report=return_report.markdown(original.name, draft.place, merged, document, findings),
        beside={memory: reading.content()} if is_edited or new != previous else {},
    )
    return ReturnDraft(draft, ours, merged)


def _with_head(part: ReturnedChapter) -> Document:
    """Return what came back of a chapter, with what was changed in its head: that makes it another answer."""
    document = part.returned.document
    changed = (Paragraph((Text(f"{edit.sent} → {edit.returned}"),)) for edit in part.head)
    return replace(document, blocks=(*document.blocks, *changed))


def _previous(path: Path, original: Path, sent: str) -> bytes:
    if not path.is_file():
        raise TargetError(
            f"{original.name}: Das Kapitel {sent}, das zum Gegenlesen hinausging, gibt es im Ratgeber so nicht mehr "
            f"({path.name} fehlt). Heißt es jetzt anders, geben Sie den neuen Namen mit --kapitel an, etwa "
            "--kapitel schulanfang/anmeldung."
        )
    content = path.read_bytes()
    head = split_head(decode(content, path).replace("\r\n", "\n"))
    if head is not None and not head[1]:  # the whole chapter would pass for its head
        raise TargetError(
            f"{path}: Der Kopf des Kapitels ist nicht geschlossen. Setzen Sie nach der letzten Angabe eine Zeile mit "
            "drei Strichen (---), und rufen Sie den Befehl noch einmal auf."
        )
    return content


def _has_marks(part: ReturnedChapter) -> bool:
    """Say whether marks tell enough: most of what went out was found again, or most of what came back has them."""
    sent = sum(1 for _ in lay_out(part.base).everything())
    back = sum(1 for _ in lay_out(part.returned.document).everything())
    return part.returned.known >= _ENOUGH_MARKS * min(sent, back)
