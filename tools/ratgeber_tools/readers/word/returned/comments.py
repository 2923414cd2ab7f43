"""Comments on a returned export → editorial notes, each with its answers, by office and never by name."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from ratgeber_tools import dialect
from ratgeber_tools.document import Container, Paragraph, Text
from ratgeber_tools.findings import Code, Finding
from ratgeber_tools.readers.word.report import quoted, tidy
from ratgeber_tools.readers.word.revisions import COMMENT, Remark

COMMENT_NOTE = dialect.EDITORIAL_NOTE

_SAID = re.compile(r"(?P<about>Kommentar(?: zu (?P<anchor>„.*?“))?)(?:, in Word als erledigt markiert)?: (?P<words>.*)")


class CommentWords(NamedTuple):
    """A comment as a note has it: what it is about, the words it hangs on, and its first paragraph."""

    about: str
    anchor: str
    words: str


def said_in(lines: Sequence[str]) -> CommentWords | None:
    """Return the comment that a note with these paragraphs holds, None if it is a note of another kind."""
    found = _SAID.match(lines[0]) if lines else None
    return CommentWords(found["about"], found["anchor"] or "", found["words"]) if found else None


@dataclass(frozen=True, slots=True)
class CommentOffices:
    """The names a comment's author may be known by, and the office to name where the author is none of them."""

    names: frozenset[str] = frozenset()
    default: str = ""

    def of(self, author: str) -> str:
        """Return the office an author stands for, as the guide writes it; empty for none."""
        written = {_plain(name): name for name in sorted(self.names)}
        return written.get(_plain(author)) or self.default


def _plain(name: str) -> str:
    return "".join(name.split()).casefold()


@dataclass(slots=True)
class ReturnedComments:
    """Makes notes of remarks; `answers` are all answers of a file by the remark that began the talk."""

    offices: CommentOffices
    answers: Mapping[str, Sequence[Remark]]
    findings: list[Finding] = field(default_factory=list)

    def notes(self, remarks: Iterable[Remark], *, beside: str, heading: str) -> Iterator[Container]:
        """Yield a note for each of `remarks` that is no answer; `beside` are the words of their paragraph."""
        for remark in remarks:
            if remark.answers:
                continue
            note = self._note(remark, tidy(remark.anchor) or tidy(beside), heading)
            if note is not None:
                yield note

    def _note(self, remark: Remark, anchor: str, heading: str) -> Container | None:
        said = _paragraphs(remark)
        answers = [
            (answer, lines) for answer in self.answers.get(remark.identifier, ()) if (lines := _paragraphs(answer))
        ]
        if not said and not answers:
            return None
        about = f"Kommentar zu {quoted(anchor)}" if anchor else "Kommentar"
        about += ", in Word als erledigt markiert" if remark.is_done else ""
        first, *rest = said or ["(ohne Worte)"]
        lines = [f"{about}: {first}", *rest]
        for answer, words in answers:
            office = self.offices.of(answer.author)
            lines += [f"Antwort{f' ({office})' if office else ''}: {words[0]}", *words[1:]]
        office = self.offices.of(remark.author)
        text = f"{about}: Er steht als Redaktionsnotiz im Kapitel; klären Sie ihn, und löschen Sie die Notiz."
        self.findings.append(Finding(Code.COMMENT_REPORTED, text, heading=heading, words=" ".join(lines)))
        options = (("art", COMMENT), *((("von", office),) if office else ()))
        return Container(COMMENT_NOTE, tuple(Paragraph((Text(line),)) for line in lines), options=options)


def threads(remarks: Iterable[Remark]) -> dict[str, list[Remark]]:
    """Return the answers among `remarks` by the remark that began the talk; answers to answers belong to it too."""
    above = {remark.identifier: remark.answers for remark in remarks if remark.answers}
    found: dict[str, list[Remark]] = {}
    for remark in remarks:
        if remark.answers:
            began, seen = remark.answers, {remark.identifier}
            while began in above and began not in seen:
                seen.add(began)
                began = above[began]
            found.setdefault(began, []).append(remark)
    return found


def _paragraphs(remark: Remark) -> list[str]:
    return [words for words in map(tidy, remark.paragraphs) if words]
