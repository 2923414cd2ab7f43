"""What an author finds while writing: chapters to refer to, values of the register, glossary words; and what the
chapter's references, values and generated lists say at the moment.

Answers are plain values for the editor (`web/`); `Hit.key` is what is put into the text.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from ratgeber_tools import dialect
from ratgeber_tools import document as doc
from ratgeber_tools.data.appointments import Appointment
from ratgeber_tools.data.attestation import Attested
from ratgeber_tools.data.facts import Fact
from ratgeber_tools.data.places import Place
from ratgeber_tools.data.records import german_name
from ratgeber_tools.editorial.shown.words import ShownWords
from ratgeber_tools.guide import Chapter, Guide
from ratgeber_tools.readers import myst
from ratgeber_tools.search.words import fold, is_stop_word, stem, words_of

#: So many are shown; who sees more types another letter.
MOST_HITS = 12

#: What an author types for a part of a contact, by `dialect.CONTACT_PARTS`.
_PART_WORDS: Mapping[str, tuple[str, ...]] = {
    "name": ("name",),
    "telefon": ("telefon", "nummer", "anrufen"),
    "email": ("mail", "email"),
    "anschrift": ("anschrift", "adresse"),
    "web": ("web", "internet", "webseite"),
}


class Hit(NamedTuple):
    """Something to put into the text: `key` is what is put there, `label` and `detail` are for the author."""

    key: str
    label: str
    detail: str = ""

    def as_json(self) -> dict[str, str]:
        return self._asdict()


@dataclass(frozen=True, slots=True)
class Lookups:
    """Answers for one chapter of a guide on a day."""

    guide: Guide
    chapter: Chapter
    today: date

    def chapters(self, words: str) -> list[Hit]:
        """Return the chapters whose titles have all of `words`, the best first; every chapter for no words."""
        paths = dict(zip(self.guide.chapters, self.guide.paths_from(self.chapter.folder), strict=True))
        hits = (
            Hit(paths[other.name], other.title or other.name, self._part(other))
            for other in self.guide
            if other.name != self.chapter.name
        )
        return _best(hits, words)

    def _part(self, chapter: Chapter) -> str:
        """Return the title of the page above a chapter."""
        above = self.guide.chapters.get(f"{chapter.folder}/index") if chapter.folder else None
        return above.title if above and above is not chapter else ""

    def records(self, words: str) -> list[Hit]:
        """Return the values of the register that have all of `words`: role and content as key, with what they say.

        A part of a contact may be among the words: "Jugendamt Telefon" finds the number alone.
        """
        asked, parts = _without_parts(words)
        hits = _best(self._records(parts[0] if parts else ""), asked, has_details=True)
        return [hit._replace(detail=self.words_of_role(*hit.key.split(" ", 1)) or hit.detail) for hit in hits]

    def _records(self, part: str) -> Iterator[Hit]:
        for key, record in self.guide.data.records.attested():
            content = f"{key.identifier} {part}" if part else key.identifier
            if (role := _role_of(record)) is not None and not (part and role != "kontakt"):
                value = _value_of(record)
                yield Hit(f"{role} {content}", record.label, f"{german_name(key.collection)} {value}".strip())

    def terms(self, words: str) -> list[Hit]:
        """Return the words of the glossary that have `words` in them."""
        return _best((Hit(term, term) for term in sorted(self._terms())), words)

    def _terms(self) -> Iterator[str]:
        for chapter in self.guide:
            for placed in chapter.blocks:
                if isinstance(placed.block, doc.DefinitionList) and dialect.GLOSSARY_DIRECTIVE in placed.within:
                    yield from (doc.plain_text(item.term) for item in placed.block.items)

    # ------------------------------------------------------------------ what is shown

    def words_of_role(self, name: str, content: str) -> str:
        """Return what a role says at the moment, as the working edition does."""
        return self._shown.of_inline(doc.Role(name, content))

    def title_of(self, target: str, *, is_reference: bool = False) -> str:
        """Return what a link or reference without words of its own is called."""
        return self._shown.of_inline((doc.CrossReference if is_reference else doc.Link)(target, ()))

    def words_of_source(self, source: str) -> str:
        """Return what a block says that is kept as its source: a list, a record, the chapters below."""
        return "\n".join(self._shown.of_block(block) for block in myst.read(source).document.blocks)

    @property
    def _shown(self) -> ShownWords:
        return ShownWords(self.guide, self.chapter, self.today)

    def answers(self, questions: Iterable[Any]) -> list[str]:
        """Answer what the editor asks of the parts it only shows; a question is `[kind, words…]`.

        Raises `ValueError` for a question of no such kind.
        """
        return [self._answer(question) for question in questions]

    def _answer(self, question: Any) -> str:
        match question:
            case ["role", str(name), str(content)]:
                return self.words_of_role(name, content)
            case ["link" | "xref" as kind, str(target)]:
                return self.title_of(target, is_reference=kind == "xref")
            case ["source", str(source)]:
                return self.words_of_source(source)
        raise ValueError(question)


def _role_of(record: Attested) -> str | None:
    match record:
        case Fact():
            return "fakt"
        case Appointment():
            return "termin"
        case Place():
            return "kontakt"
    return None


def _value_of(record: Attested) -> str:
    """Return what somebody may look for who knows the value and not what it is called."""
    match record:
        case Fact():
            return record.value_with_unit
        case Appointment():
            return record.period
        case Place():
            return record.phone or ""
    return ""


def _without_parts(words: str) -> tuple[str, list[str]]:
    """Return the words without those that name a part of a contact, and the parts they name."""
    left, parts = [], []
    for word in words_of(words):
        part = next((name for name, said in _PART_WORDS.items() if fold(word) in said), None)
        if part:
            parts.append(part)
        else:
            left.append(word)
    return " ".join(left), parts


def _best(hits: Iterable[Hit], words: str, *, has_details: bool = False) -> list[Hit]:
    """Return the hits that have every word that says something, those whose label begins with them first.

    A word counts when it stands in the label, in whatever form, or begins a word or a part of a compound.
    """
    asked = [word for word in words_of(words) if not is_stop_word(word)]
    found = []
    for number, hit in enumerate(hits):
        label = fold(f"{hit.label} {hit.key} {hit.detail if has_details else ''}")
        stems = {stem(word) for word in words_of(hit.label)}
        if all(fold(word) in label or stem(word) in stems for word in asked):
            is_start = bool(asked) and fold(hit.label).startswith(fold(asked[0]))
            found.append((not is_start, number, hit))
    return [hit for _, _, hit in sorted(found)[:MOST_HITS]]
