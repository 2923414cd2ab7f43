"""A note as people talk in it: the words it hangs on, what was said, answers, and whether the matter is settled.

It is a `{redaktionsnotiz}` whose paragraphs say all that, so that it can be read and answered in Word and in git too,
and is the same as a comment that comes back from Word:

    Kommentar zu „hat offen“: An das Jugendamt: Bis wann?
    Antwort (Jugendamt): Bis 17 Uhr.
    Erledigt (Schulamt).
    Wieder offen (Jugendamt).

`art` is its kind; `von` says whose it is if it is a comment, else who is asked.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256

from ratgeber_tools import dialect
from ratgeber_tools.document import Blocks, Container, Paragraph, Text, iterate_blocks, plain_text
from ratgeber_tools.editorial.addressees import address_in
from ratgeber_tools.quotation import quoted
from ratgeber_tools.readers.word.returned.comments import said_in
from ratgeber_tools.readers.word.revisions import COMMENT

#: So many characters of the words a note hangs on are kept; enough to find the place.
LONGEST_ANCHOR = 300
_ANSWER = re.compile(r"Antwort(?: \((?P<office>[^()]+(?:\([^()]*\)[^()]*)*)\))?: (?P<words>.*)", re.DOTALL)
_STATE = re.compile(r"(?P<state>Erledigt|Wieder offen)(?: \((?P<office>.+)\))?\.?")
_DONE_IN_WORD = ", in Word als erledigt markiert: "
_KIND, _OFFICE = "art", "von"
#: The article before an office's name, by how it ends.
_ARTICLES = (
    (re.compile(r"(?:amt|büro|zentrum|referat|dezernat|netzwerk|haus|sekretariat)\Z", re.IGNORECASE), "das "),
    (re.compile(r"(?:stelle|gruppe|schule|behörde|agentur|kasse|vertretung|leitung|ung|redaktion)\Z", re.IGNORECASE),
     "die "),
    (re.compile(r"(?:rat|verein|dienst|träger|verband)\Z", re.IGNORECASE), "den "),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class NoteAnswer:
    """What an office answered; "" where nobody knows which."""

    office: str
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class MarginNote:
    """A note taken apart: `words` are its paragraphs, `asked` whom they address, "" for nobody."""

    kind: str
    office: str
    anchor: str
    asked: str
    words: tuple[str, ...]
    answers: tuple[NoteAnswer, ...] = ()
    is_done: bool = False
    is_comment: bool = True

    @property
    def key(self) -> str:
        """What stays the same as it is answered and settled."""
        return sha256("\0".join((self.kind, self.office, self.anchor, *self.words)).encode("utf-8")).hexdigest()[:16]


def read_note(box: Container) -> MarginNote:
    """Return what a box `{redaktionsnotiz}` says; any is one."""
    options = dict(box.options)
    lines = [plain_text(block.children) for block in iterate_blocks(box.blocks) if isinstance(block, Paragraph)]
    kind = options.get(_KIND, "")
    said = said_in(lines)
    is_comment = kind == COMMENT or said is not None
    office = options.get(_OFFICE, "") if is_comment else ""
    is_done = bool(lines) and _DONE_IN_WORD in f"{lines[0]} " and said is not None
    first = ([said.words] if said is not None else lines[:1]) if lines else []
    words, answers = _talk([*first, *lines[1:]])
    for line in lines[1:]:
        state = _STATE.fullmatch(line)
        if state is not None:
            is_done = state["state"] == "Erledigt"
    anchor = said.anchor.removeprefix("„").removesuffix("“") if said is not None else ""
    asked = "" if is_comment else options.get(_OFFICE, "")
    if is_comment and words:
        asked, rest = address_in(words[0])
        words = (rest, *words[1:])
    return MarginNote(kind, office, anchor, asked, words, answers, is_done, is_comment)


def _talk(lines: Sequence[str]) -> tuple[tuple[str, ...], tuple[NoteAnswer, ...]]:
    words: list[str] = []
    answers: list[tuple[str, list[str]]] = []
    for line in lines:
        answer = _ANSWER.fullmatch(line)
        if answer is not None:
            answers.append((answer["office"] or "", [answer["words"]]))
        elif _STATE.fullmatch(line) is None:
            (answers[-1][1] if answers else words).append(line)
    return tuple(words), tuple(NoteAnswer(office, tuple(said)) for office, said in answers)


def new_note(office: str, anchor: str, words: str, *, asked: str = "") -> Container:
    """Return a note of an office on some words of a chapter, addressed to another office or to nobody."""
    first, *rest = _paragraphs(words)
    anchor = _short(" ".join(anchor.split()))
    about = f"Kommentar zu {quoted(anchor)}" if anchor else "Kommentar"
    address = f"An {_with_article(asked)}: " if asked else ""
    lines = [f"{about}: {address}{first}", *rest]
    options = ((_KIND, COMMENT), *(((_OFFICE, office),) if office else ()))
    return Container(dialect.EDITORIAL_NOTE, _blocks(lines), options=options)


def answer_lines(office: str, words: str) -> Blocks:
    """Return the paragraphs that an answer adds to a note."""
    first, *rest = _paragraphs(words)
    return _blocks([f"Antwort{f' ({office})' if office else ''}: {first}", *rest])


def state_line(office: str, *, is_done: bool) -> Blocks:
    """Return the paragraph that settles a note, or opens it again."""
    return _blocks([f"{'Erledigt' if is_done else 'Wieder offen'}{f' ({office})' if office else ''}."])


def _paragraphs(words: str) -> list[str]:
    return [line for part in words.split("\n") if (line := " ".join(part.split()))] or ["(ohne Worte)"]


def _blocks(lines: Sequence[str]) -> Blocks:
    return tuple(Paragraph((Text(line),)) for line in lines)


def _short(anchor: str) -> str:
    if len(anchor) <= LONGEST_ANCHOR:
        return anchor
    return anchor[:LONGEST_ANCHOR].rpartition(" ")[0] or anchor[:LONGEST_ANCHOR]


def _with_article(office: str) -> str:
    first = re.split(r"[\s,(„]", office, maxsplit=1)[0]
    return next((f"{article}{office}" for pattern, article in _ARTICLES if pattern.search(first)), office)


def notes_in(blocks: Blocks) -> Iterator[tuple[Container, MarginNote]]:
    """Yield the notes among blocks and all they hold, in reading order."""
    for block in iterate_blocks(blocks):
        if isinstance(block, Container) and block.name == dialect.EDITORIAL_NOTE:
            yield block, read_note(block)
