"""The whole reading of one document, stage by stage: parts, drafts, repairs, names, blocks, findings."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from pathlib import Path

from ratgeber_tools.document import Blocks, Document, Picture
from ratgeber_tools.errors import InputError
from ratgeber_tools.findings import Code
from ratgeber_tools.readers import ReadResult
from ratgeber_tools.readers.collector import collector_resting
from ratgeber_tools.readers.word.assembly.assembler import Assembler
from ratgeber_tools.readers.word.assembly.names import Names
from ratgeber_tools.readers.word.assembly.preparation import hoist
from ratgeber_tools.readers.word.body import BlockReader
from ratgeber_tools.readers.word.context import Context, Story, Waiting
from ratgeber_tools.readers.word.core_properties import document_title
from ratgeber_tools.readers.word.drafts import Draft, ParagraphDraft, TableDraft
from ratgeber_tools.readers.word.guard import open_package
from ratgeber_tools.readers.word.inlines.looks import RunLooks
from ratgeber_tools.readers.word.languages import primary
from ratgeber_tools.readers.word.namespaces import W
from ratgeber_tools.readers.word.numbering import Numbering
from ratgeber_tools.readers.word.package import Package, Relationship
from ratgeber_tools.readers.word.page_furniture import report_headers, report_macros
from ratgeber_tools.readers.word.particulars import report_particulars, taken_apart
from ratgeber_tools.readers.word.pictures import Pictures
from ratgeber_tools.readers.word.ready import made_ready
from ratgeber_tools.readers.word.report import Report, quoted, tidy
from ratgeber_tools.readers.word.revisions import Remark, report_comment
from ratgeber_tools.readers.word.style_names import StyleRole
from ratgeber_tools.readers.word.styles import Styles
from ratgeber_tools.readers.word.tables import MOST_CELLS, TableReader, TooLongTableError
from ratgeber_tools.readers.word.threads import Reply, replies
from ratgeber_tools.readers.word.xml import DamagedPartError, Element, stream_body
from ratgeber_tools.traversal import note_labels

_NOTES = {"footnotes": "footnote", "endnotes": "endnote", "comments": "comment"}
_SEPARATORS = frozenset({"separator", "continuationSeparator", "continuationNotice"})


class PackageReading:
    """Reads one opened package."""

    def __init__(self, path: Path, package: Package, report: Report, *, literal: bool) -> None:
        self._path = path
        self._package = package
        self._report = report
        self._raw = False
        self._relationships = package.relationships(package.main_part)
        styles = Styles(self._related_xml("styles"))
        self._context = Context(
            package=package,
            styles=styles,
            numbering=Numbering(self._related_xml("numbering"), styles),
            report=report,
            pictures=Pictures(package, report),
            literal=literal,
            looks=RunLooks(styles, language=primary(styles.language) or "de"),
            title=document_title(package),
        )
        self._load_notes()

    def result(self) -> ReadResult:
        drafts = self._read_main()
        self._report_leftover_comments()
        report_particulars(self._context.particulars, self._report)
        report_headers(self._sections, self._relationships, self._package, self._report)
        report_macros(self._package, self._report)
        context = self._context
        drafts = made_ready(drafts, context, top=True)
        notes = {label: made_ready(entry, context) for label, entry in context.notes.items()}
        names = Names(context.referenced)
        names.assign(drafts)
        assembler = Assembler(names.of_bookmark, literal=context.literal)
        blocks = assembler.blocks(drafts)
        made = {label: assembler.blocks(notes.get(label, []), nested=True) for label in context.labels.values()}
        document = Document(blocks, self._only_referenced(blocks, made))
        headings = [
            (draft.position, tidy(draft.text))
            for draft in drafts
            if isinstance(draft, ParagraphDraft) and draft.role in (StyleRole.HEADING, StyleRole.TITLE)
        ]
        return ReadResult(
            document,
            context.pictures.all(),
            self._report.findings(headings),
            context.title,
            taken_apart(context.particulars),
        )

    def raw(self) -> tuple[list[Draft], dict[str, list[Draft]]]:
        """Return the drafts of the text and of its notes by label, with nothing repaired, moved or left out."""
        self._raw = True
        drafts = self._read_main()
        return drafts, self._context.notes

    def loose_remarks(self) -> list[Remark]:
        """Return the comments that nothing in the text refers to, once `raw` has read it."""
        context = self._context
        return [
            self._remark(identifier)
            for kind, identifier in context.note_elements
            if kind == "comment" and identifier not in context.comments.seen
        ]

    def pictures(self) -> tuple[Picture, ...]:
        """Return the pictures met so far."""
        return self._context.pictures.all()

    # ------------------------------------------------------------------ parts

    def _related(self, kind: str) -> Relationship | None:
        return next((link for link in self._relationships.values() if link.kind == kind and not link.external), None)

    def _related_xml(self, kind: str) -> Element | None:
        link = self._related(kind)
        return None if link is None or link.target not in self._package else self._package.xml(link.target)

    def _load_notes(self) -> None:
        context = self._context
        for part_kind, kind in _NOTES.items():
            link = self._related(part_kind)
            root = self._related_xml(part_kind)
            if link is None or root is None:
                continue
            context.note_stories[kind] = Story(link.target, self._package.relationships(link.target))
            for element in root.iterchildren(f"{W}{kind}"):
                if element.get(f"{W}type", "normal") not in _SEPARATORS:
                    context.note_elements[kind, element.get(f"{W}id", "")] = element

    # ------------------------------------------------------------------ stories

    def _read_main(self) -> list[Draft]:
        context, name = self._context, f"„{self._path.name}“"
        story = Story(self._package.main_part, self._relationships)
        blocks = BlockReader(context, story)
        table: TableReader | None = None
        try:
            for element, rows in stream_body(self._package.read(self._package.main_part)):
                if rows is not None:
                    table = table or TableReader(blocks, element)
                    table.add(rows)
                elif table is not None:
                    table.add(element)
                    blocks.finish_table(table)
                    table = None
                else:
                    self._report.position += 1
                    blocks.take((element,))
                self._read_waiting()
        except DamagedPartError as error:
            raise InputError(
                f"{name} lässt sich nicht lesen, denn der Textteil {error}: "
                "Öffnen Sie die Datei in Word, und speichern Sie sie neu, oder bitten Sie um die Datei noch einmal."
            ) from error
        except TooLongTableError:
            raise InputError(
                f"{name} enthält eine Tabelle mit mehr als {MOST_CELLS} Zellen, die kein Heft fasst: "
                "Kürzen Sie die Tabelle, oder verweisen Sie auf eine eigene Datei."
            ) from None
        blocks.close()
        for entry in story.fields.abandon_all():
            words = " ".join(entry.swallowed) if entry.dropped is None else "".join(entry.dropped)
            if words.strip():
                self._report.add(
                    Code.CONTENT_DROPPED, f"Ein unvollständiges Feld wurde weggelassen: {quoted(words)}.", words=words
                )
        self._sections = blocks.sections
        return blocks.drafts

    def _read_waiting(self) -> None:
        """Read the notes and comments referred to so far, and those they refer to."""
        waiting = self._context.waiting
        while waiting:
            entry = waiting.popleft()
            if entry.kind == "comment":
                self._read_comment(entry)
            else:
                self._read_note(entry)

    def _read_note(self, entry: Waiting) -> None:
        drafts = self._note_drafts(entry.kind, entry.identifier)
        for draft in drafts:
            if isinstance(draft, TableDraft) and not self._raw:
                hoist(draft)
            entry.host.editorial.extend(draft.editorial)
            draft.editorial = []
        self._context.notes[self._context.labels[entry.kind, entry.identifier]] = drafts

    def _read_comment(self, entry: Waiting) -> None:
        context = self._context
        if self._raw:
            entry.host.remarks.append(self._remark(entry.identifier))
            return
        drafts = self._note_drafts("comment", entry.identifier)
        note = report_comment(
            self._report,
            context.comments.words(entry.identifier),
            list(BlockReader(context, Story("", {})).words_of(drafts)),
        )
        if note is not None:
            entry.host.editorial.append(note)

    def _remark(self, identifier: str) -> Remark:
        context = self._context
        words = BlockReader(context, Story("", {})).words_of(self._note_drafts("comment", identifier))
        thread = self._thread.get(identifier, Reply("", is_done=False))
        element = context.note_elements.get(("comment", identifier))
        return Remark(
            identifier,
            context.comments.words(identifier),
            tuple(words),
            "" if element is None else element.get(f"{W}author", ""),
            thread.answers,
            thread.is_done,
        )

    @cached_property
    def _thread(self) -> Mapping[str, Reply]:
        comments = [element for (kind, _), element in self._context.note_elements.items() if kind == "comment"]
        return replies(comments, self._related_xml("commentsExtended"))

    def _note_drafts(self, kind: str, identifier: str) -> list[Draft]:
        element = self._context.note_elements.get((kind, identifier))
        if element is None:
            return []
        base = self._context.note_stories[kind]
        return BlockReader(self._context, Story(base.part, base.relationships), depth=1).read(element)

    def _only_referenced(self, blocks: Blocks, notes: dict[str, Blocks]) -> dict[str, Blocks]:
        """Return the notes the chapter refers to; a note whose place was left out is reported."""
        if not notes:
            return notes
        used: set[str] = set()
        waiting = [blocks]
        while waiting:
            for label in note_labels(waiting.pop()):
                if label not in used:
                    used.add(label)
                    waiting.append(notes.get(label, ()))
        for (kind, identifier), label in self._context.labels.items():
            words = self._context.note_words(kind, identifier)
            if label not in used and words.strip():
                self._report.add(
                    Code.CONTENT_DROPPED,
                    f"Eine Fußnote hing an einer Stelle, die nicht im Kapitel steht ({quoted(words)}).",
                    words=words,
                )
        return {label: note for label, note in notes.items() if label in used}

    def _report_leftover_comments(self) -> None:
        """Report comments that nothing in the text refers to."""
        context = self._context
        for kind, identifier in context.note_elements:
            if kind == "comment" and identifier not in context.comments.seen:
                drafts = self._note_drafts(kind, identifier)
                report_comment(self._report, "", list(BlockReader(context, Story("", {})).words_of(drafts)))


def read(path: Path, *, repair: bool = True) -> ReadResult:
    """Read a Word document; raises `InputError` for anything that is none.

    With `repair`, structure that the author faked becomes real.  Without, everything is taken as Word shows it: bold
    lines stay paragraphs, typed bullets text, levels as they are, an indented paragraph is a quote, and what Word made
    by itself (a table of contents) or left for the author (a prompt) stays too.  Hidden text, headers and footers,
    deletions and comments are left out and reported either way.
    """
    report = Report()
    with open_package(path) as archive, collector_resting():
        package = Package(path, archive, report)
        return PackageReading(path, package, report, literal=not repair).result()
