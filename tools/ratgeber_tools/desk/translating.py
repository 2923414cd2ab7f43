"""Translating at the desk: how far every chapter is, its sentences beside their German, and what is done with them.

Everything goes into the same catalogues as on the command line, and is committed in the office's name.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from ratgeber_tools import files
from ratgeber_tools.checks.personal_data import require_impersonal
from ratgeber_tools.data.dates import local_day
from ratgeber_tools.desk.protocol import RefusedError
from ratgeber_tools.desk.rooms.desk import Desk
from ratgeber_tools.desk.store.interface import Login
from ratgeber_tools.desk.word_files import plain_name
from ratgeber_tools.dialect import direction_of
from ratgeber_tools.editorial.shown.words import ShownWords
from ratgeber_tools.findings import Finding
from ratgeber_tools.guide import Chapter, Guide
from ratgeber_tools.languages.ageing import UnitStanding, standings
from ratgeber_tools.languages.catalogue import TranslationState, load_catalogue
from ratgeber_tools.languages.exchange.kinds import KINDS
from ratgeber_tools.languages.exchange.offers import OfferState, digest_of, offer, state_of
from ratgeber_tools.languages.intake import take_file
from ratgeber_tools.languages.moved_chapters import move_along, stray_catalogues
from ratgeber_tools.languages.progress import LanguageProgress, progress_of
from ratgeber_tools.languages.reviewing import ReviewOutcome, note_checked
from ratgeber_tools.languages.signs import signed
from ratgeber_tools.languages.tagged import TaggedText
from ratgeber_tools.languages.taking import TranslatedBy
from ratgeber_tools.languages.tongues import TONGUES, Tongue
from ratgeber_tools.languages.typed import TypedOutcome, TypedUnit, enter_typed
from ratgeber_tools.languages.unchanged_meaning import (
    ChangedSentence,
    MeaningKept,
    changed_sentences,
    note_same_meaning,
)
from ratgeber_tools.languages.units import TranslationUnit, units_of
from ratgeber_tools.prose.comparison import SentencePiece, compare_words

_NO_LANGUAGE = "Diese Sprache gibt es hier nicht. Wählen Sie eine aus der Liste."
_NO_CHAPTER = "Dieses Kapitel gibt es nicht mehr. Wählen Sie eines aus der Liste."
_NO_KIND = "Diese Art von Datei gibt es hier nicht."
_NO_PERSON = "Im Konto steht eine Person statt einer Stelle."


@dataclass(frozen=True, slots=True)
class SentenceField:
    """A sentence as its page shows it: `german` and `text` with signs for places, `before` what changed in the German.

    `base` is the digest of the text as it is now; `may_check` says that this office may say it is right.
    """

    number: int
    key: str
    kind: str
    state: OfferState
    tagged: str
    german: str
    text: str
    base: str
    before: tuple[SentencePiece, ...] = ()
    remark: str = ""
    by: str = ""
    on: date | None = None
    checked_by: str = ""
    may_check: bool = False


@dataclass(frozen=True, slots=True)
class TranslatedChapter:
    """A chapter in a language, with all its sentences."""

    tongue: Tongue
    name: str
    title: str
    direction: str
    fields: tuple[SentenceField, ...]
    progress: LanguageProgress


@dataclass(slots=True)
class Translating:
    """The catalogues of a desk's guide."""

    desk: Desk
    _units: dict[str, tuple[Chapter, tuple[TranslationUnit, ...]]] = field(default_factory=dict)

    @property
    def today(self) -> date:
        return local_day(self.desk.now())

    # ------------------------------------------------------------------ what there is

    def progress(self, language: str) -> list[tuple[str, str, LanguageProgress]]:
        """Return name, title and progress of each chapter in reading order; raises `RefusedError`."""
        self.tongue(language)
        guide = self.desk.guide.load()
        return [
            (name, title, progress_of(standings(units, load_catalogue(guide.folder, language, name))))
            for name, title in self.desk.titles()
            if name in guide.chapters and (units := self._units_of(guide.chapters[name]))
        ]

    def tongue(self, language: str) -> Tongue:
        """Raises `RefusedError` for a language there is not."""
        if language not in TONGUES:
            raise RefusedError(_NO_LANGUAGE)
        return TONGUES[language]

    def chapter(self, language: str, name: str, office: str) -> TranslatedChapter:
        """Return a chapter with its fields for an office; raises `RefusedError`."""
        tongue = self.tongue(language)
        guide, chapter = self._known(name)
        found = standings(self._units_of(chapter), load_catalogue(guide.folder, language, name))
        distinct = tuple({each.unit.key: each for each in reversed(found)}.values())[::-1]
        words = ShownWords(guide, chapter, self.today)
        fields = tuple(_field(number, each, words, office) for number, each in enumerate(distinct, start=1))
        direction = direction_of(language)
        return TranslatedChapter(tongue, name, words.title or name, direction, fields, progress_of(found))

    def _known(self, name: str) -> tuple[Guide, Chapter]:
        guide = self.desk.guide.load()
        if name not in guide.chapters:
            raise RefusedError(_NO_CHAPTER)
        return guide, guide.chapters[name]

    def _units_of(self, chapter: Chapter) -> tuple[TranslationUnit, ...]:
        known = self._units.get(chapter.name)
        if known is None or known[0] is not chapter:
            known = self._units[chapter.name] = (chapter, units_of(chapter))
        return known[1]

    # ------------------------------------------------------------------ what is done

    def enter(
        self, language: str, name: str, typed: Sequence[TypedUnit], login: Login
    ) -> tuple[TypedOutcome, str]:  # fmt: skip
        """Enter what was typed; return what became of it, and why it may not be committed, "" if it is."""
        tongue = self.tongue(language)
        guide, _ = self._known(name)
        with self.desk.held():
            outcome = enter_typed(guide, language, name, typed, self._by(login))
            alert = self._commit([outcome.path], f"{name}: {tongue.german_name} übersetzt", login, outcome.is_written)
        return outcome, alert

    def check(
        self, language: str, name: str, seen: Mapping[str, str], login: Login
    ) -> tuple[ReviewOutcome, str]:  # fmt: skip
        """Enter sentences as checked while they say what was seen; return as `enter` does."""
        tongue = self.tongue(language)
        guide, _ = self._known(name)
        with self.desk.held():
            outcome = note_checked(guide, language, name, login.office, seen)
            is_any = bool(outcome.checked or outcome.adopted)
            alert = self._commit([outcome.path], f"{name}: {tongue.german_name} geprüft", login, is_any)
        return outcome, alert

    def changed(self, name: str) -> tuple[ChangedSentence, ...]:
        """Return the sentences of a chapter whose translations are old; raises `RefusedError`."""
        guide, _ = self._known(name)
        return changed_sentences(guide, name, tuple(TONGUES))

    def keep_meaning(
        self, name: str, keys: Collection[str], login: Login, languages: Collection[str] = tuple(TONGUES)
    ) -> tuple[MeaningKept, str]:
        """Enter that sentences mean what they meant before; return as `enter` does."""
        guide, _ = self._known(name)
        with self.desk.held():
            kept = note_same_meaning(guide, name, languages, keys, self._by(login))
            alert = self._commit(kept.paths, f"{name}: Sinn unverändert", login, bool(kept.paths))
        return kept, alert

    def strays(self) -> int:
        """Return how many catalogues wait for being brought to the chapter they fit."""
        return sum(bool(each.fits) and not each.is_taken for each in stray_catalogues(self.desk.guide.load()))

    def bring_along(self, login: Login) -> tuple[int, str]:
        """Bring catalogues to their chapters; return how many, and as `enter` does."""
        with self.desk.held():
            moved = move_along(self.desk.guide.load())
            paths = [path for pair in moved for path in pair]
            alert = self._commit(paths, "Übersetzungen zu ihren Kapiteln", login, bool(moved))
        return len(moved), alert

    def _by(self, login: Login) -> TranslatedBy:
        require_impersonal(login.office, _NO_PERSON)
        return TranslatedBy(login.office, self.today)

    def _commit(self, paths: Sequence[Path], message: str, login: Login, is_written: bool) -> str:
        return self.desk.commit(paths, message, login) if is_written else ""

    # ------------------------------------------------------------------ files

    def file(self, language: str, name: str, kind: str) -> tuple[str, bytes]:
        """Return name and content of a file to translate in; raises `RefusedError`."""
        self.tongue(language)
        guide, chapter = self._known(name)
        if kind not in KINDS:
            raise RefusedError(_NO_KIND)
        found = standings(self._units_of(chapter), load_catalogue(guide.folder, language, name))
        offered = offer(language, name, ShownWords(guide, chapter, self.today).title or name, found)
        return KINDS[kind].file_name(name, language), KINDS[kind].write(offered, self.today)

    def take_in(self, data: bytes, name: str, login: Login) -> tuple[int, tuple[Finding, ...], str]:
        """Take a file in that came back; return how many sentences, what to look at, and as `enter` does.

        Raises `InputError` for a file that is none.
        """
        with files.temporary_folder("uebersetzung") as folder:
            path = folder / (plain_name(name) or "Datei")
            path.write_bytes(data)
            with self.desk.held():
                taken = take_file(self.desk.guide.load(), path, self._by(login))
                paths = [each.path for each in taken if each.path.is_file()]
                alert = self._commit(paths, "Übersetzung aufgenommen", login, bool(paths))
        return sum(each.taken for each in taken), tuple(one for each in taken for one in each.findings), alert


def difference(before: str, now: str) -> tuple[SentencePiece, ...]:
    """Return what changed between two German tagged texts, word by word."""
    return tuple(compare_words(TaggedText(before).plain, TaggedText(now).plain))


def _field(number: int, standing: UnitStanding, words: ShownWords, office: str) -> SentenceField:
    unit, entry = standing.unit, standing.entry
    places = [words.of_inline(place) for place in unit.german.places]
    bare = SentenceField(
        number, unit.key, unit.kind.value, state_of(standing), unit.german.text, signed(unit.german.text, places), "",
        digest_of(""),
    )  # fmt: skip
    if entry is None:
        return bare
    before = difference(entry.german, unit.german.text) if standing.is_old else ()
    is_open = standing.is_current and entry.state is not TranslationState.CHECKED
    return SentenceField(
        number, unit.key, unit.kind.value, bare.state, bare.tagged, bare.german, signed(entry.text, places),
        digest_of(entry.text), before, entry.remark, entry.by, entry.on, entry.checked_by,
        may_check=is_open and entry.by != office,
    )  # fmt: skip
