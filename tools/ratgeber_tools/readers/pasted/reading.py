"""The whole reading of what was pasted: drafts, repairs, blocks, findings."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from ratgeber_tools.document import Document, Picture
from ratgeber_tools.errors import InputError
from ratgeber_tools.findings import Code, Finding
from ratgeber_tools.readers.pasted.left_out import Omissions, sentence
from ratgeber_tools.readers.pasted.pictures import PastedPictures
from ratgeber_tools.readers.pasted.styles import PastedStyles
from ratgeber_tools.readers.pasted.tree import TooNestedError, parse, without_unwritable, words_only
from ratgeber_tools.readers.pasted.walking import TreeReader
from ratgeber_tools.readers.word.assembly.assembler import Assembler
from ratgeber_tools.readers.word.drafts import Draft, DraftPiece, ParagraphDraft
from ratgeber_tools.readers.word.ready import made_ready
from ratgeber_tools.readers.word.report import Report

#: What is more, in characters, nobody pastes: the longest chapter of ours has 60,000.
LARGEST_CLIPBOARD = 24_000_000
_TOO_LARGE = (
    "Das ist zu viel auf einmal. Fügen Sie den Text in kleineren Stücken ein, oder ziehen Sie die Word-Datei herein."
)
_TOO_DEEP = "Die kopierte Seite ist ungewöhnlich verschachtelt; ihr Text steht in einfachen Absätzen."
#: Lines that a mail program has cut are about as long as these; shorter ones somebody ended.
_CUT_LINES = range(55, 82)


@dataclass(slots=True)
class _PasteContext:
    """What reading and repairs share (`readers.word.context.DraftContext`)."""

    report: Report = field(default_factory=Report)
    literal: bool = False
    title: str = ""
    sizes: Counter[int] = field(default_factory=Counter)


@dataclass(frozen=True, slots=True)
class Pasted:
    """What was pasted, as the model; `top_level` is the smallest level its source calls a heading, 0 for none.

    `pictures` lie in it and are named in `document`; whose they are nobody has said yet.  `omitted` is what could not
    be taken over, in one sentence.
    """

    document: Document
    pictures: tuple[Picture, ...] = ()
    findings: tuple[Finding, ...] = ()
    top_level: int = 0
    omitted: str = ""


def read_html(html: str) -> Pasted:
    """Read the HTML of a clipboard; raises `InputError` for more than `LARGEST_CLIPBOARD`."""
    _require_size(html)
    context = _PasteContext()
    try:
        root = parse(html)
    except TooNestedError:
        context.report.add(Code.CONTENT_REVIEW, _TOO_DEEP)
        return _pasted(list(_lines(words_only(html))), context)
    if root is None:
        return Pasted(Document(()))
    omitted: Omissions = Counter()
    pictures = PastedPictures(omitted)
    walker = TreeReader(context, PastedStyles.of(root), pictures, omitted)
    read = _pasted(walker.read(root), context)
    return replace(read, pictures=pictures.all(), top_level=walker.top_level, omitted=sentence(omitted))


def read_plain(text: str) -> Pasted:
    """Read plain text, a paragraph a line; lines that a mail program has cut are joined.  Raises as `read_html`."""
    _require_size(text)
    return _pasted(list(_lines(without_unwritable(text))), _PasteContext())


def _require_size(text: str) -> None:
    if len(text) > LARGEST_CLIPBOARD:
        raise InputError(_TOO_LARGE)


def _pasted(drafts: list[Draft], context: _PasteContext) -> Pasted:
    ready = made_ready(drafts, context, top=True)
    blocks = Assembler({}, literal=False).blocks(ready)
    return Pasted(Document(blocks), findings=context.report.findings([]))


def _lines(text: str) -> Iterator[Draft]:
    for stretch in re.split(r"\n[ \t]*(?:\n[ \t]*)+", text.strip("\n")):
        lines = [line.rstrip() for line in stretch.split("\n") if line.strip()]
        if len(lines) > 1 and all(len(line) in _CUT_LINES for line in lines[:-1]):
            lines = [" ".join(line.strip() for line in lines)]
        for line in lines:
            left = len(line) - len(line.lstrip(" "))
            yield ParagraphDraft([DraftPiece(line.strip(" "))], left=left * 120)
        yield ParagraphDraft()
