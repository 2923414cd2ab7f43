"""A returned export → the chapter's `Document` with the reviewer's edits in it.

Every paragraph is compared with the same paragraph of the file that went out, both read in the same way.  Where they
agree, the chapter's own block stands, with its lines; where they do not, the reviewer's words do.  So whatever Word or
LibreOffice make of a document by saving it shows only where somebody edited.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path

from ratgeber_tools.document import Blocks, Document, NoteReference, Picture
from ratgeber_tools.findings import Code, Finding
from ratgeber_tools.outline import Outline, Unit, atoms, lay_out
from ratgeber_tools.readers.word.drawings import NO_ALTERNATIVE_TEXT
from ratgeber_tools.readers.word.returned.comments import CommentOffices, ReturnedComments, threads
from ratgeber_tools.readers.word.returned.comparison import Comparison
from ratgeber_tools.readers.word.returned.copies import (
    Copy,
    images_in,
    paragraphs_in,
    passages_in,
    shown_in,
)
from ratgeber_tools.readers.word.returned.grids import every_unit, match_grids
from ratgeber_tools.readers.word.returned.identity import Identity, identify, sent_paragraphs
from ratgeber_tools.readers.word.returned.paragraphs import ParagraphsReader
from ratgeber_tools.readers.word.returned.pictures import ReturnedPictures
from ratgeber_tools.readers.word.returned.pieces import names_in
from ratgeber_tools.readers.word.returned.places import Places
from ratgeber_tools.readers.word.returned.protection import Protection
from ratgeber_tools.readers.word.returned.recovery import Recovery, is_sealed
from ratgeber_tools.readers.word.returned.wordings import Passages

#: Tracked changes are what a returned file is about: the merge and its preview show them.  Colours and lines
#: LibreOffice writes out by itself are nobody's edit.
_SILENT = frozenset({Code.INSERTION_ACCEPTED, Code.DELETION_DROPPED, Code.FORMATTING_SIMPLIFIED})


@dataclass(frozen=True, slots=True)
class Returned:
    """What came back.

    Blocks of `document` that come from the chapter, edited or not, carry its `lines`; new ones have none.  `pictures`
    are those the document shows and the chapter has not.  `known` is how many paragraphs of the chapter were found
    again by their bookmarks (0: copied into another file, say).  `head_sent` and `head` are the lines of heads as they
    went out and as they came back.
    """

    document: Document
    pictures: tuple[Picture, ...]
    findings: tuple[Finding, ...]
    known: int
    head_sent: tuple[str, ...] = ()
    head: tuple[str, ...] = ()


def read_returned(
    path: Path,
    *,
    sent: Path,
    chapter: Document,
    offices: frozenset[str] = frozenset(),
    default_office: str = "",
) -> Returned:
    """Read the file `path` against `sent`, the file that was made of `chapter`; raises `InputError` as `read` does.

    Comments become notes by office: that of `offices` whose name their author bears, else `default_office`.
    """
    theirs, ours = Copy(path), Copy(sent)
    return _ReturnReading(lay_out(chapter), ours, theirs, CommentOffices(offices, default_office)).returned()


@dataclass(slots=True)
class _ReturnReading:
    outline: Outline
    ours: Copy
    theirs: Copy
    offices: CommentOffices
    units: dict[int, Unit] = field(default_factory=dict)
    atoms: dict[str, object] = field(default_factory=dict)

    def returned(self) -> Returned:
        self.units = {unit.number: unit for unit in self.outline.everything()}
        owners = {f"_rg_{unit.number}_{k}": (unit, atom)
                  for unit in self.units.values() for k, atom in enumerate(atoms(unit.words))}  # fmt: skip
        known = {name: atom for name, (_, atom) in owners.items()}
        sent = sent_paragraphs(self.ours.everything())
        marked = passages_in(self.ours.everything())
        shown = shown_in(marked)
        theirs = list(self.theirs.everything())
        here = identify(list(self.ours.everything()), self.units, sent)
        there = identify(theirs, self.units, sent)
        protection = Protection(shown)

        recovery = Recovery(known, shown)
        present = {name for draft in theirs for name in names_in(draft.pieces)}
        for draft in theirs:
            number = there.of(draft)
            original = number if number is not None else there.twins.get(id(draft))
            if original in sent and (names := names_in(sent[original].pieces)):
                gone = names - (present if number is not None else names_in(draft.pieces))
                recovery.restore(draft, sent[original], gone=sorted(gone))
        found = set(there.units.values())
        orphans = [name for name, (unit, _) in owners.items() if unit.number not in found and name not in present]
        fresh = [draft for draft in theirs if there.of(draft) is None and id(draft) not in there.twins]
        for name in recovery.find(fresh, orphans):
            if is_sealed(known[name]):
                protection.became_text(shown[name])

        self._match_notes(here, there, known)
        pictures = ReturnedPictures(self.ours.pictures, self.theirs.pictures)
        images = {name: members[0] for name, pieces in marked.items() if (members := images_in(pieces))}
        loose = [*self.theirs.loose_remarks, *self.theirs.head_remarks]
        remarks = [remark for draft in theirs for remark in draft.remarks] + loose
        comments = ReturnedComments(self.offices, threads(remarks))
        reader = ParagraphsReader(
            self.units,
            self.theirs,
            sent,
            there,
            Comparison(self.ours, self.theirs, Passages(known, shown, images, pictures)),
            Places(dict(self.outline.parents)),
            match_grids(self.outline, self.ours, here, self.theirs, there),
            protection,
            comments,
        )
        blocks = (*reader.blocks(self.theirs.drafts), *comments.notes(loose, beside="", heading=""))
        notes = self._notes(reader)
        reader.report_missing()
        document = Document(blocks, notes, self.outline.document.front_matter)
        return Returned(
            document,
            tuple(picture for picture in self.theirs.pictures.values() if picture.name in reader.new_sources),
            (*self._findings(), *protection.findings, *comments.findings, *reader.findings),
            len(there.marked),
            self.ours.head,
            self.theirs.head,
        )

    def _findings(self) -> Iterator[Finding]:
        known = {(finding.code, finding.text) for finding in self.ours.report.findings([])}
        for finding in self.theirs.report.findings([]):
            is_known = (finding.code, finding.text) in known or finding.text == NO_ALTERNATIVE_TEXT
            if not is_known and finding.code not in _SILENT:
                yield finding

    # ------------------------------------------------------------------ notes

    def _match_notes(self, here: Identity, there: Identity, known: Mapping[str, object]) -> None:
        """Learn which note of the chapter each of Word's notes is; new ones get the next free number."""
        owners = {unit.number: label for label, units in self.outline.notes.items() for unit in every_unit(units)}
        for copy, identity in ((self.ours, here), (self.theirs, there)):
            for word, drafts in copy.notes.items():
                numbers = [identity.of(draft) for draft in paragraphs_in(drafts)]
                label = next((owners[number] for number in numbers if number in owners), None)
                if label in copy.labels.values():
                    label = None  # a copy of the note, with a sign of its own
                copy.labels[word] = label or self._label_of_sign(copy, word, known)

    def _label_of_sign(self, copy: Copy, word: str, known: Mapping[str, object]) -> str:
        """Return the label of a note without words of the chapter: that of its sign, else a new one."""
        taken = {*self.outline.notes, *copy.labels.values()}
        for draft in copy.everything():
            for piece in draft.pieces:
                if piece.content == NoteReference(word):
                    for name in piece.passages:
                        atom = known.get(name)
                        if isinstance(atom, NoteReference) and atom.label not in copy.labels.values():
                            return atom.label
        return next(str(number) for number in count(1) if str(number) not in taken)

    def _notes(self, reader: ParagraphsReader) -> Mapping[str, Blocks]:
        """Return the notes in the chapter's order, new ones last; one whose sign was deleted goes with it."""
        made = {self.theirs.labels[word]: reader.blocks(drafts) for word, drafts in self.theirs.notes.items()}
        exported = set(self.ours.labels.values())
        notes: dict[str, Blocks] = {}
        for label, blocks in self.outline.document.notes.items():
            if label in made:
                notes[label] = made.pop(label)
            elif label not in exported:
                notes[label] = blocks  # nobody refers to it, or only from where Word has no sign
                reader.found.update(unit.number for unit in every_unit(self.outline.notes[label]))
        return {**notes, **made}
