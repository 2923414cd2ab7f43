"""Chapters of the guide → Word files for reviewers: one a chapter, or all in one file behind a front page.

Nothing is written to disk here; `outgoing` keeps what is needed for the way back.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from ratgeber_tools import document as doc
from ratgeber_tools.editorial.shown.words import ShownWords
from ratgeber_tools.errors import InputError
from ratgeber_tools.files import decode
from ratgeber_tools.guide import Chapter, Guide, path_below
from ratgeber_tools.guide.reading_order import Stop
from ratgeber_tools.history import Repository
from ratgeber_tools.outline import atoms, lay_out
from ratgeber_tools.roundtrip import heads, outgoing
from ratgeber_tools.roundtrip.outgoing import KeptChapter
from ratgeber_tools.writers import myst
from ratgeber_tools.writers.word.export import Division, ExportHeader, FilePart, StandInWords, write, write_several
from ratgeber_tools.writers.word.export_styles import FRONT_LINE, FRONT_TITLE

_DRAWING = ".svg"
_PICTURES = (_DRAWING, ".png", ".jpg", ".jpeg")

Draw = Callable[[bytes], bytes]

#: What several chapters in one file are called, in the export's id and in the file's name.
ALL = "elternratgeber"


@dataclass(frozen=True, slots=True)
class WordFile:
    """A file to send out; `front` is the source of its front page, None for a single chapter."""

    identifier: str
    chapters: tuple[KeptChapter, ...]
    content: bytes
    front: bytes | None = None


@dataclass(frozen=True, slots=True)
class Export:
    """What all files of one export share; `draw` makes a PNG file of an SVG drawing."""

    guide: Guide
    day: date
    draw: Draw
    send_to: str = ""

    def single(self, chapter: Chapter) -> WordFile:
        """Return the file of one chapter; raises `InputError` if it is not UTF-8."""
        kept, part = self._kept(chapter), self._part(chapter)
        cover = ExportHeader("", part.title, self.day, self.send_to)

        def written(cover: ExportHeader) -> bytes:
            return write(kept.document, cover=cover, words=part.words, pictures=part.pictures, head=part.head)

        identifier = outgoing.identifier_of(chapter.name, kept.source + written(cover), self.day)
        return WordFile(identifier, (kept,), written(replace(cover, identifier=identifier)))

    def several(self, stops: Sequence[Stop]) -> WordFile:
        """Return one file of several chapters in the order given; raises `InputError` if one is not UTF-8."""
        chapters = tuple(self._kept(stop.chapter) for stop in stops)
        parts = tuple(self._part(stop.chapter) for stop in stops)
        front = self._front(stops, [part.title for part in parts]).encode("utf-8")
        bound = outgoing.bind(front, chapters)
        filled = [index for index, start in enumerate(bound.starts) if start]
        every = (FilePart("", StandInWords(_no_words, _no_words)), *(_in_company(part) for part in parts))
        division = Division(
            parts=tuple(every[index] for index in filled),
            part_of=lambda number: filled.index(bound.member_of(number)),
            leads_to=bound.leads_to,
            looks={1: FRONT_TITLE, 2: FRONT_LINE},
        )
        cover = ExportHeader("", self._title(), self.day, self.send_to)
        document = bound.document

        def written(cover: ExportHeader) -> bytes:
            return write_several(document, cover=cover, division=division)

        content = b"".join(chapter.source for chapter in chapters) + written(cover)
        identifier = outgoing.identifier_of(ALL, content, self.day)
        return WordFile(identifier, chapters, written(replace(cover, identifier=identifier)), front)

    def _kept(self, chapter: Chapter) -> KeptChapter:
        source = chapter.path.read_bytes()
        decode(source, chapter.path)
        return KeptChapter(chapter.name, source)

    def _part(self, chapter: Chapter) -> FilePart:
        shown = ShownWords(self.guide, chapter, self.day)
        sources = {
            atom.source: None
            for unit in lay_out(chapter.document).everything()
            for atom in atoms(unit.words)
            if isinstance(atom, doc.Image)
        }
        pictures = pictures_of(self.guide, chapter, sources, draw=self.draw)
        return FilePart(
            shown.title or chapter.name,
            StandInWords(shown.of_inline, shown.of_block),
            pictures,
            heads.lines_of(chapter),
        )

    # ------------------------------------------------------------------ the front page

    def _title(self) -> str:
        first = self.guide.chapters.get("index")
        return (ShownWords(self.guide, first, self.day).title if first else "") or "Elternratgeber"

    def _front(self, stops: Sequence[Stop], titles: Sequence[str]) -> str:
        """Return the front page's source: what it is, how to work with it, which chapters are in the file."""
        back = self.send_to or "die Stelle, von der sie kam"
        steps = (
            "Schreiben Sie Ihre Änderungen einfach in den Text. Word merkt sie sich.",
            "Grau hinterlegt ist, was aus den Daten kommt. Stimmt dort etwas nicht, schreiben Sie einen Kommentar.",
            "Lassen Sie die Titel der Kapitel stehen, dann findet jede Änderung in ihr Kapitel zurück.",
            f"Schicken Sie danach die ganze Datei zurück an {back}.",
        )
        entries = [
            (stop.depth, _paragraph(doc.Link(f"{stop.chapter.name}.md", (doc.Text(title),))))
            for stop, title in zip(stops, titles, strict=True)
        ]
        blocks: tuple[doc.Block, ...] = (
            _paragraph(doc.Text(self._title())),
            _paragraph(doc.Text(f"Zum Gegenlesen · Stand {self.day:%d.%m.%Y}")),
            _paragraph(doc.Strong((doc.Text("So geht es"),))),
            doc.BulletList(items=tuple(doc.ListItem((_paragraph(doc.Text(step)),)) for step in steps)),
            _paragraph(doc.Strong((doc.Text("Die Kapitel in dieser Datei"),))),
            *_nested(entries),
        )
        return myst.write(doc.Document(blocks))


def keep(guide: Guide, file: WordFile, day: date, repository: Repository | None) -> None:
    """Keep what a file needs to be merged when it comes back, before anybody has it; raises as `outgoing.store`."""
    paths = [guide.chapters[chapter.name].path for chapter in file.chapters]
    change = repository.last_change(*paths) if repository is not None else None
    commit = change.commit if change else ""
    if file.front is None:
        (chapter,) = file.chapters
        outgoing.store(
            guide.folder,
            identifier=file.identifier,
            chapter=chapter.name,
            source=chapter.source,
            sent=file.content,
            day=day,
            commit=commit,
        )
    else:
        outgoing.store_several(
            guide.folder,
            identifier=file.identifier,
            front=file.front,
            chapters=file.chapters,
            sent=file.content,
            day=day,
            commit=commit,
        )


def _nested(entries: Sequence[tuple[int, doc.Paragraph]]) -> Iterator[doc.BulletList]:
    """Yield the list of entries with their depths, those that lie deeper in the item before."""
    if not entries:
        return
    top = min(depth for depth, _ in entries)
    items: list[doc.ListItem] = []
    at = 0
    while at < len(entries):
        end = next((k for k in range(at + 1, len(entries)) if entries[k][0] <= top), len(entries))
        inner = entries[at + 1 : end] if entries[at][0] == top else entries[at:end]
        own = (entries[at][1],) if entries[at][0] == top else ()
        items.append(doc.ListItem((*own, *_nested(inner))))
        at = end
    yield doc.BulletList(items=tuple(items))


def _paragraph(inline: doc.Inline) -> doc.Paragraph:
    return doc.Paragraph(children=(inline,))


def _in_company(part: FilePart) -> FilePart:
    """Return a part that knows footnotes by their own labels again."""

    def of_inline(inline: doc.Inline) -> str:
        if isinstance(inline, doc.NoteReference):
            inline = doc.NoteReference(inline.label.partition("/")[2])
        return part.words.of_inline(inline)

    return replace(part, words=replace(part.words, of_inline=of_inline))


def _no_words(_: object) -> str:
    return "…"


def file_names(names: Iterable[str]) -> dict[str, str]:
    """Return a file name for each chapter's name, no two of them alike whatever the disk thinks of capitals."""
    taken: set[str] = set()
    chosen: dict[str, str] = {}
    for name in names:
        stem = name.replace("/", "-")
        while stem.lower() in taken:
            stem += "-2"
        taken.add(stem.lower())
        chosen[name] = f"{stem}.docx"
    return chosen


def pictures_of(
    guide: Guide, chapter: Chapter, sources: Iterable[str], *, draw: Callable[[bytes], bytes]
) -> dict[str, bytes]:
    """Return the pictures a chapter shows, by their source as typed; `draw` makes a PNG file of an SVG drawing.

    One that is missing or unreadable is left out: Word then shows what it would show those who do not see it.
    """
    found: dict[str, bytes] = {}
    for source in sources:
        path = guide.folder / path_below(chapter.folder, source)
        kind = path.suffix.lower()
        if kind in _PICTURES and path.is_file():
            with contextlib.suppress(InputError):
                found[source] = draw(path.read_bytes()) if kind == _DRAWING else path.read_bytes()
    return found
