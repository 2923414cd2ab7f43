"""One copy of an export, the one that went out or the one that came back: its drafts, and what each looks like."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from ratgeber_tools.document import Image
from ratgeber_tools.readers.word.assembly.kinds import is_item
from ratgeber_tools.readers.word.assembly.lists import box_state
from ratgeber_tools.readers.word.drafts import Draft, DraftPiece, ParagraphDraft, TableDraft
from ratgeber_tools.readers.word.guard import open_package
from ratgeber_tools.readers.word.inlines.links import EXPORTED_UNIT
from ratgeber_tools.readers.word.package import Package
from ratgeber_tools.readers.word.report import Report
from ratgeber_tools.readers.word.returned.pieces import shown_text
from ratgeber_tools.readers.word.style_names import StyleRole


class Copy:
    """A copy, read as it stands; `labels` are the chapter's labels of its notes, by Word's.

    `head` are the lines of chapters' heads, which are no paragraphs of theirs.
    """

    def __init__(self, path: Path) -> None:
        from ratgeber_tools.readers.word.reading import PackageReading

        self.report = Report()
        with open_package(path) as archive:
            package = Package(path, archive, self.report)
            reading = PackageReading(path, package, self.report, literal=True)
            drafts, self.notes = reading.raw()
            self.loose_remarks = reading.loose_remarks()
            self.pictures = {picture.name: picture for picture in reading.pictures()}
            self.is_by_libreoffice = _is_by_libreoffice(package)
        self.drafts = [draft for draft in drafts if not _is_head_line(draft)]
        self.head = tuple(draft.text for draft in drafts if isinstance(draft, ParagraphDraft) and _is_head_line(draft))
        self.head_remarks = [
            remark for draft in drafts if isinstance(draft, ParagraphDraft) and _is_head_line(draft)
            for remark in draft.remarks
        ]  # fmt: skip
        self.labels: dict[str, str] = {}

    def everything(self) -> Iterator[ParagraphDraft]:
        """Yield every paragraph, also those in cells and notes."""
        yield from paragraphs_in(self.drafts)
        for drafts in self.notes.values():
            yield from paragraphs_in(drafts)

    def tables(self) -> Iterator[tuple[str, TableDraft]]:
        """Yield every table, before those in its cells, with the label of its note, empty in the text."""
        yield from (("", table) for table in _tables(self.drafts))
        for word, drafts in self.notes.items():
            yield from ((self.labels.get(word, word), table) for table in _tables(drafts))


def _is_head_line(draft: Draft) -> bool:
    """Whether a paragraph shows a line of a chapter's head; one with a mark of the text in it is the text's."""
    if not isinstance(draft, ParagraphDraft) or draft.role is not StyleRole.HEAD_LINE:
        return False
    return not any(EXPORTED_UNIT.fullmatch(name) for name in draft.bookmarks) and not draft.after


def _is_by_libreoffice(package: Package) -> bool:
    """Say whether LibreOffice saved the file last."""
    link = next((link for link in package.relationships("").values() if link.kind == "extended-properties"), None)
    root = package.xml(link.target) if link is not None and link.target in package else None
    return root is not None and any(
        "LibreOffice" in str(entry.text) for entry in root if str(entry.tag).endswith("}Application")
    )


def paragraphs_in(drafts: Iterable[Draft]) -> Iterator[ParagraphDraft]:
    """Yield the paragraphs in reading order, also those in cells and text boxes."""
    for draft in drafts:
        if isinstance(draft, TableDraft):
            for row in draft.rows:
                for cell in row:
                    yield from paragraphs_in(cell.drafts)
        else:
            yield draft
            yield from paragraphs_in(draft.after)


def _tables(drafts: Iterable[Draft]) -> Iterator[TableDraft]:
    for draft in drafts:
        if isinstance(draft, TableDraft):
            yield draft
            for row in draft.rows:
                for cell in row:
                    yield from _tables(cell.drafts)


def numbers_of(draft: ParagraphDraft, *, copied: bool) -> list[int]:
    """Return the units whose marks stand in a paragraph: none in a new one, several in joined ones.

    With `copied`, those of marks that LibreOffice renamed because the same paragraph was there already.
    """
    found = (EXPORTED_UNIT.fullmatch(name) for name in draft.bookmarks)
    return [int(match[1]) for match in found if match and bool(match["copy"]) is copied]


def passages_in(drafts: Iterable[ParagraphDraft]) -> Mapping[str, Sequence[DraftPiece]]:
    """Return the pieces of each passage, by its bookmark."""
    pieces: dict[str, list[DraftPiece]] = {}
    for draft in drafts:
        for piece in draft.pieces:
            for name in piece.passages:
                pieces.setdefault(name, []).append(piece)
    return pieces


def shown_in(passages: Mapping[str, Sequence[DraftPiece]]) -> Mapping[str, str]:
    """Return what each passage shows."""
    return {name: shown_text(members) for name, members in passages.items()}


def images_in(pieces: Iterable[DraftPiece]) -> list[Image]:
    """Return the pictures among `pieces`."""
    return [piece.content for piece in pieces if isinstance(piece.content, Image)]


def shape(draft: ParagraphDraft) -> tuple[object, ...]:
    """Return what kind of paragraph it is; another kind means that somebody restyled it."""
    item = is_item(draft)
    label = draft.label if item else None
    return (
        draft.role, draft.level, draft.container, item,
        label.level.is_ordered if label else None, label.depth if label else None,
    )  # fmt: skip


def check_of(draft: ParagraphDraft) -> bool | None:
    """Return the state of the box before a paragraph; None if there is none."""
    if draft.checked is not None:
        return draft.checked
    return box_state(draft.label) if draft.label is not None else None
