"""What parents have to say about a chapter: waits here, becomes a note of the chapter by one click, is answered.

Nothing of a voice comes into a chapter by itself, so no program that fills in forms gets into the guide.  What belongs
to a person is refused before anything is kept; who sent it is never known here.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from hashlib import sha256
from pathlib import Path
from typing import Any

from ratgeber_tools import dialect, files
from ratgeber_tools.data.dates import local_day
from ratgeber_tools.desk.protocol import RefusedError
from ratgeber_tools.desk.rooms.desk import Desk
from ratgeber_tools.desk.store.interface import Login
from ratgeber_tools.document import Container, Document, Heading, Paragraph, Text, plain_text
from ratgeber_tools.guide import Chapter, parse_chapter
from ratgeber_tools.guide.head_edits import with_values
from ratgeber_tools.prose.persons import personal_in
from ratgeber_tools.releases.keeping import read_log
from ratgeber_tools.voices import KEPT_DONE, KEPT_OPEN, LONGEST, VoiceKind
from ratgeber_tools.writers import myst

_KIND = "stimme"
#: More than that nobody reads: then parents are asked to write a letter.
MOST_OPEN = 500
#: How the note in the chapter calls itself; by this and its words it is found again.
NOTE_KIND = "Stimme von Eltern"
_LONGEST_SECTION = 200
_EMPTY = "Schreiben Sie in das Feld, was nicht stimmt, fehlt oder unklar ist."
_TOO_LONG = f"Das ist zu lang. Kürzen Sie bitte auf {LONGEST} Zeichen."
_NO_KIND = "Wählen Sie bitte, worum es geht."
_PERSONAL = "{what} Nehmen Sie das bitte heraus, und schicken Sie es noch einmal ab."
_FULL = "Gerade warten sehr viele Hinweise. Bitte versuchen Sie es in ein paar Tagen noch einmal."
_NO_CHAPTER = "Dieses Kapitel gibt es nicht mehr. Suchen Sie im Ratgeber, wo es jetzt steht, und schreiben Sie dort."
_GONE = "Diesen Hinweis gibt es hier nicht mehr; vielleicht hat ihn eben jemand erledigt."


class VoiceState(StrEnum):
    """How far a voice is."""

    NEW = "neu"
    NOTE = "notiz"
    DONE = "erledigt"


@dataclass(frozen=True, slots=True)
class Voice:
    """A voice: `moment` is ISO 8601; `section` the heading it is about, "" for the whole page."""

    identifier: str
    chapter: str
    section: str
    kind: VoiceKind
    words: str
    moment: str
    state: VoiceState = VoiceState.NEW
    office: str = ""
    is_changed: bool = False

    @property
    def note(self) -> str:
        """What the note in the chapter says."""
        return f"{self.kind.words}: {self.words}"


class UnfitVoiceError(RefusedError):
    """A voice is not taken as it is; the sentence is for the parent."""


@dataclass(frozen=True, slots=True)
class ParentsVoices:
    """The voices that a desk's store keeps."""

    desk: Desk

    def take(self, *, chapter: str, section: str, kind: str, words: str) -> Voice:
        """Keep a voice; the same words about the same chapter are one voice.  Raises `UnfitVoiceError`."""
        name = self._present_name(chapter)
        said = _one_line(words)
        if not said:
            raise UnfitVoiceError(_EMPTY)
        if len(said) > LONGEST:
            raise UnfitVoiceError(_TOO_LONG)
        if kind not in list(VoiceKind):
            raise UnfitVoiceError(_NO_KIND)
        for found in personal_in(said):
            raise UnfitVoiceError(_PERSONAL.format(what=found.sentence))
        moment = self.desk.now()
        identifier = sha256(f"{name}\n{kind}\n{said}".encode()).hexdigest()[:24]
        about = _one_line(section)[:_LONGEST_SECTION]
        about = "" if any(personal_in(about)) else about
        voice = Voice(identifier, name, about, VoiceKind(kind), said, moment.isoformat(timespec="seconds"))
        now = moment.timestamp()
        self.desk.store.drop_old_papers(now)
        if self.desk.store.paper(_KIND, identifier, now) is None:
            if sum(each.state is VoiceState.NEW for each in self.all()) >= MOST_OPEN:
                raise UnfitVoiceError(_FULL)
            self._keep(voice)
        return voice

    def all(self) -> list[Voice]:
        """Return every voice there is, the oldest first."""
        found = self.desk.store.papers(_KIND, self.desk.now().timestamp())
        voices = [_read(identifier, value) for identifier, value in found.items()]
        return sorted(voices, key=lambda voice: (voice.moment, voice.identifier))

    def voice(self, identifier: str) -> Voice:
        """Return a voice; raises `RefusedError` for one that is gone."""
        found = self.desk.store.paper(_KIND, identifier, self.desk.now().timestamp())
        if found is None:
            raise RefusedError(_GONE)
        return _read(identifier, found)

    def drop(self, identifier: str) -> None:
        """Throw a voice away: it says nothing, or nothing that concerns the guide."""
        self.desk.store.drop_paper(_KIND, identifier)

    def as_note(self, identifier: str, login: Login) -> str:
        """Write a voice into its chapter, as a note at its section; "" or why that is not committed."""
        voice = self.voice(identifier)
        path = self.desk.path_of(voice.chapter)
        with self.desk.held(path):
            before = files.read_bytes(path)
            text = with_note(files.read_exactly(path), voice)
            files.replace(path, text, expected=before)
            refused = self.desk.commit([path], f"{voice.chapter}: Hinweis von Eltern", login)
        self._keep(replace(voice, state=VoiceState.NOTE, office=login.office))
        return refused

    def settle(self, identifier: str, login: Login, *, is_changed: bool) -> str:
        """Say that a voice is done: its note goes; if the text was changed, the page says so once it is released."""
        voice = self.voice(identifier)
        path = self.desk.path_of(voice.chapter)
        with self.desk.held(path):
            before = files.read_bytes(path)
            text = without_note(files.read_exactly(path), voice)
            if is_changed:
                text = with_values(text, {"elternhinweis": f"{local_day(self.desk.now()):%d.%m.%Y}"})
            files.replace(path, text, expected=before)
            refused = self.desk.commit([path], f"{voice.chapter}: Hinweis von Eltern erledigt", login)
        self._keep(replace(voice, state=VoiceState.DONE, office=login.office, is_changed=is_changed))
        return refused

    def _present_name(self, chapter: str) -> str:
        """Return what a chapter is called now that a public page knows by its name then."""
        if chapter in self.desk.chapters():
            return chapter
        now_called = read_log(self.desk.folder.parent).successor(chapter)
        if now_called is None or now_called not in self.desk.chapters():
            raise UnfitVoiceError(_NO_CHAPTER)
        return now_called

    def _keep(self, voice: Voice) -> None:
        days = KEPT_DONE if voice.state is VoiceState.DONE else KEPT_OPEN
        since = self.desk.now() if voice.state is VoiceState.DONE else datetime.fromisoformat(voice.moment)
        until = (since + timedelta(days=days)).timestamp()
        self.desk.store.put_paper(_KIND, voice.identifier, _as_json(voice), until)


def with_note(text: str, voice: Voice) -> str:
    """Return a chapter's `text` with a note of the voice below the heading it is about, else below the title."""
    chapter = _parsed(text)
    headings = [(placed.lines.end, placed.block) for placed in chapter.blocks if isinstance(placed.block, Heading)]
    wanted = [end for end, heading in headings if _same(plain_text(heading.children), voice.section)]
    lines = text.split("\n")
    at = (wanted or [end for end, _ in headings] or [len(lines)])[0]
    note = Container(
        name=dialect.EDITORIAL_NOTE,
        options=(("art", NOTE_KIND),),
        blocks=(Paragraph((Text(voice.note),)),),
    )
    carriage = "\r" if lines[0].endswith("\r") else ""
    written = ["", *myst.write(Document((note,))).strip("\n").split("\n")]
    return "\n".join([*lines[:at], *(f"{line}{carriage}" for line in written), *lines[at:]])


def without_note(text: str, voice: Voice) -> str:
    """Return a chapter's `text` without the note of the voice, as it was if somebody took it out already."""
    chapter = _parsed(text)
    for placed in chapter.blocks:
        block = placed.block
        if isinstance(block, Container) and block.name == dialect.EDITORIAL_NOTE:
            words = " ".join(" ".join(_words(block.blocks)).split())
            if dict(block.options).get("art") == NOTE_KIND and words == voice.note:
                lines = text.split("\n")
                start, end = placed.lines.first, placed.lines.end
                if start and end < len(lines) and not lines[start - 1].strip() and not lines[end].strip():
                    end += 1  # the blank line behind it
                return "\n".join([*lines[:start], *lines[end:]])
    return text


def _parsed(text: str) -> Chapter:
    return parse_chapter(text.replace("\r\n", "\n"), path=Path("kapitel.md"), name="kapitel")


def _words(blocks: Sequence[Any]) -> Iterator[str]:
    for block in blocks:
        if isinstance(block, Paragraph):
            yield plain_text(block.children)


def _same(heading: str, section: str) -> bool:
    return bool(section) and _one_line(heading).casefold() == section.casefold()


def _one_line(text: str) -> str:
    """Return `text` on one line, without signs nobody can see (soft hyphens and joiners among them)."""
    kept = "".join(letter if letter.isprintable() else "" if letter == "\u00ad" else " " for letter in text)
    return " ".join(kept.split())


def _as_json(voice: Voice) -> dict[str, Any]:
    return {
        "chapter": voice.chapter,
        "section": voice.section,
        "kind": voice.kind.value,
        "words": voice.words,
        "moment": voice.moment,
        "state": voice.state.value,
        "office": voice.office,
        "changed": voice.is_changed,
    }


def _read(identifier: str, value: dict[str, Any]) -> Voice:
    return Voice(
        identifier,
        value["chapter"],
        value["section"],
        VoiceKind(value["kind"]),
        value["words"],
        value["moment"],
        VoiceState(value["state"]),
        value["office"],
        value["changed"],
    )
