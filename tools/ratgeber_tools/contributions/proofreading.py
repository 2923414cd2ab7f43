"""What was written is read back and compared with what was meant, before anyone gets it.

A differing structure is reported to the author.  A block whose words differ, or that cannot be written at all, is
written as plain words instead and reported: a fault of ours costs that block its looks, never the document, and never
a word.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from ratgeber_tools import document as doc
from ratgeber_tools.contributions.rewriting import with_blocks
from ratgeber_tools.findings import Code, Finding
from ratgeber_tools.readers import myst as reader
from ratgeber_tools.writers import literal, myst, proof
from ratgeber_tools.writers.literal import Care

#: Document → source; `writers.myst.write` with its options.
Write = Callable[[doc.Document], str]

_FIRST_WORDS = 8
_READ_AS = Path("beitrag.md")
#: So often blocks that only go wrong beside their neighbours are looked for.
_MOST_SEARCHES = 40


@dataclass(frozen=True, slots=True)
class Proven:
    """Source that says what was meant, and what to tell the author about it."""

    text: str
    findings: tuple[Finding, ...] = ()


def proven(document: doc.Document, write: Write = myst.write) -> Proven:
    """Write `document` and return source in which each of its words stands; never raises.

    What goes right at once costs one reading.
    """
    text, reread = _written_and_read(document, write)
    if reread == document:
        return Proven(text)
    if reread is not None and words(reread) == words(document):
        structure = proof.differences(document, reread)
        return Proven(text, tuple(Finding(Code.CONTENT_REVIEW, f"Beim Gegenlesen fiel auf: {it}") for it in structure))
    return _Repair(document, write).proven()


def words(document: doc.Document) -> list[str]:
    """Return every word a reader of `document` meets, in order, those of the footnotes last."""
    return [word for passage in passages(document) for word in passage.split()]


def passages(document: doc.Document) -> Iterator[str]:
    """Yield the words of each passage a reader of `document` meets and of each picture in it; footnotes come last."""
    for blocks in (document.blocks, *document.notes.values()):
        yield from _passages(blocks)


def _passages(blocks: Iterable[doc.Block]) -> Iterator[str]:
    for passage in literal.passages(blocks):
        yield passage.text
        for inline in passage.hanging:
            if isinstance(inline, doc.Image):
                yield inline.alt


def _words(blocks: Iterable[doc.Block]) -> list[str]:
    return [word for passage in _passages(blocks) for word in passage.split()]


def _written_and_read(document: doc.Document, write: Write) -> tuple[str, doc.Document | None]:
    """Return the source of `document` and what is read back from it; "" and None where either fails."""
    try:
        text = write(document)
        return text, reader.read(text, path=_READ_AS).document
    except Exception:  # whatever it is, it is ours, and the block it happens in is found out
        return "", None


class _Repair:
    """Finds the blocks of a document that do not read back, and writes their words plainly."""

    def __init__(self, document: doc.Document, write: Write) -> None:
        self._document = document
        self._write = write
        self._findings: list[Finding] = []
        self._heading = ""

    def proven(self) -> Proven:
        parts = [self._noted(block) for block in self._document.blocks]
        self._heading = ""
        notes = {label: self._mended_note(label, blocks) for label, blocks in self._document.notes.items()}
        text = self._checked(parts, notes) or self._beside_neighbours(parts, notes) or self._literally()
        return Proven(text, tuple(dict.fromkeys(self._findings)))

    # ---------------------------------------------------------------------------------------- block by block

    def _noted(self, block: doc.Block) -> doc.Blocks:
        if isinstance(block, doc.Heading):
            self._heading = doc.plain_text(block.children)
        return self._mended(block)

    def _mended(self, block: doc.Block) -> doc.Blocks:
        """Return what to write for `block`: itself, itself with a block in it mended, or its plain words."""
        if self._reads_back((block,), (block,)):
            return (block,)
        found = len(self._findings)
        inner = with_blocks(block, lambda blocks: tuple(new for old in blocks for new in self._mended(old)))
        if inner is not None and self._reads_back((block,), (inner,)):
            return (inner,)
        del self._findings[found:]  # said once, for the block as a whole
        return self._plain(block)

    def _plain(self, block: doc.Block, *, least: Care = Care.MARKS) -> doc.Blocks:
        self._report((block,))
        for care in Care:
            written = (doc.Verbatim(source=literal.write((block,), care)),)
            if care >= least and self._reads_back((block,), written):
                return written
        return written

    def _mended_note(self, label: str, blocks: doc.Blocks) -> doc.Blocks:
        def reads_back(written: doc.Blocks) -> bool:
            _, reread = _written_and_read(doc.Document(_references([label]), {label: written}), self._write)
            return reread is not None and _words(reread.notes.get(label, ())) == _words(blocks)

        if reads_back(blocks):
            return blocks
        mended = tuple(new for block in blocks for new in self._mended(block))
        return mended if reads_back(mended) else self._plain(doc.Container(name="", blocks=blocks))

    def _reads_back(self, meant: doc.Blocks, written: doc.Blocks) -> bool:
        """Say whether `written` alone says what `meant` does; footnotes it refers to are there, with any words."""
        labels = dict.fromkeys(
            inline.label
            for passage in literal.passages(meant)
            for inline in passage.hanging
            if isinstance(inline, doc.NoteReference)
        )
        notes = {label: (doc.Paragraph((doc.Text("x"),)),) for label in labels}
        _, reread = _written_and_read(doc.Document(written, notes), self._write)
        return reread is not None and _words(reread.blocks) == _words(meant)

    # ------------------------------------------------------------------------------------ the whole document

    def _checked(self, parts: Sequence[doc.Blocks], notes: Mapping[str, doc.Blocks]) -> str:
        """Return the source of all parts together if it says what was meant, else nothing."""
        whole = replace(self._document, blocks=tuple(block for part in parts for block in part), notes=notes)
        text, reread = _written_and_read(whole, self._write)
        return text if reread is not None and words(reread) == words(self._document) else ""

    def _beside_neighbours(self, parts: list[doc.Blocks], notes: Mapping[str, doc.Blocks]) -> str:
        """Write plainly, one after the other, the blocks that go wrong only beside those before them."""
        blocks = self._document.blocks
        plain: set[int] = set()
        for _ in range(_MOST_SEARCHES):
            good, bad = 0, len(parts)
            if self._reads_back(blocks, tuple(block for part in parts for block in part)):
                return ""  # the footnotes are to blame
            while bad - good > 1:
                middle = (good + bad) // 2
                beginning = tuple(block for part in parts[:middle] for block in part)
                if self._reads_back(blocks[:middle], beginning):
                    good = middle
                else:
                    bad = middle
            at = next((index for index in range(bad - 1, -1, -1) if index not in plain), None)
            if at is None:
                return ""
            plain.add(at)
            parts[at] = self._plain(blocks[at])
            if text := self._checked(parts, notes):
                return text
        return ""

    def _literally(self) -> str:
        """Return all words without help of the writer: what is left when nothing else reads back."""
        self._findings.clear()
        self._report(self._document.blocks)
        for care in Care:
            parts = [literal.write(self._document.blocks, care)]
            for label, note in self._document.notes.items():
                parts.append(f"[^{label}]:\n" + _indented(literal.write(note, care)))
            head = f"---\n{self._document.front_matter}\n---\n\n" if self._document.front_matter else ""
            text = head + "\n\n".join(part for part in parts if part) + "\n"
            _, reread = _written_and_read(self._document, lambda _: text)  # noqa: B023 (called at once)
            if reread is not None and words(reread) == words(self._document):
                break
        return text

    def _report(self, blocks: doc.Blocks) -> None:
        everything = _words(blocks)
        first = " ".join(everything[:_FIRST_WORDS]) + (" …" if len(everything) > _FIRST_WORDS else "")
        lost = [target for passage in literal.passages(blocks) for target, shown in passage.links if target != shown]
        self._findings.append(
            Finding(
                Code.CONTENT_REVIEW,
                f"„{first}“: Diese Stelle hat das Werkzeug nicht so schreiben können, wie sie in der Datei steht. "
                "Alle Wörter sind da, aber ohne Auszeichnung. Das ist ein Fehler des Werkzeugs, nicht Ihrer."
                + (f" Verweise führten zu: {', '.join(lost)}." if lost else "")
                + " Gestalten Sie die Stelle im Ratgeber von Hand.",
                heading=self._heading,
                words=" ".join(everything),
            )
        )


def _references(labels: Iterable[str]) -> doc.Blocks:
    return (doc.Paragraph(tuple(doc.NoteReference(label) for label in labels)),)


def _indented(source: str) -> str:
    return "\n".join(f"    {line}" if line else "" for line in source.split("\n"))
