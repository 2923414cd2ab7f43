"""Which office a note of the editors is meant for: whom it addresses or names, else who answers for its chapter."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from ratgeber_tools.data.records import Records

#: Stands in the head of a chapter no office answers for yet.
NOBODY_YET = "offen"
#: “An das Jugendamt: Bis wann …?”, and without the first words, “Jugendamt: Welche …?”
_ADDRESSED = re.compile(r"An\s+(?:(?:das|die|den|der)\s+)?(?P<who>[^:?!]{3,80}):\s+")
_OPENING = re.compile(r"(?P<who>[^:?!]{3,80}):\s+")
#: What follows the short name of an office: “Gesundheitsamt, Kinder- und …”, “Netzwerkstelle „Schulerfolg …“”.
_SPECIFICS = re.compile(r"\s*[,(„“”\"»«].*")
_QUOTES = re.compile(r"[„“”\"»«]")
_AND = re.compile(r"\s+und\s+(?:(?:das|die|den|der)\s+)?")


class Addressed(NamedTuple):
    """Who is to answer, empty if nobody can be told, and the note without the words that only said so."""

    office: str
    words: str


def addressed_in(notes: Iterable[str]) -> frozenset[str]:
    """Return whom notes address with “An …:”, whether anybody has entered that office or not."""
    matches = (_ADDRESSED.match(note) for note in notes)
    return frozenset(_short(match["who"]) for match in matches if match is not None)


def address_in(note: str) -> tuple[str, str]:
    """Return whom a note addresses with “An …:”, "" for nobody, and its words without that."""
    found = _ADDRESSED.match(note)
    return (" ".join(found["who"].split()), note[found.end() :]) if found else ("", note)


class Offices:
    """The offices a guide knows, by every name people use for them.

    `names` are those entered in the data, `identifiers` what they are called there.  `also` are names other files use
    (the table of those who may release, heads of chapters): a shorter or longer name of exactly one office is that
    office, not a second one, and only what is neither is one more.  `others` are known from notes alone and keep the
    name they have there.
    """

    def __init__(
        self,
        names: Iterable[str],
        others: Iterable[str] = (),
        *,
        also: Iterable[str] = (),
        identifiers: Mapping[str, str] | None = None,
    ) -> None:
        self._names = tuple(dict.fromkeys(names))
        self._aliases = dict(identifiers or {})
        more: list[str] = []
        for name in dict.fromkeys(also):
            same = set(self._called_so(name))
            if len(same) == 1:
                self._aliases.setdefault(name, same.pop())
            elif name not in self._aliases:
                more.append(name)
        self._names += tuple(more)
        self._by_name = _known_by(self._names)
        self._by_name.update({other: other for other in others if not self.named(_AND.split(other)[0])})
        # An alternative that comes first wins: "Amt für Bildung und Sport" must not be read as "Amt für Bildung".
        longest_first = sorted(self._by_name, key=len, reverse=True)
        alternatives = "|".join(map(re.escape, longest_first)) or r"(?!)"
        self._mention = re.compile(rf"(?<!\w)(?:{alternatives})(?=(?:e?s)?(?!\w))")

    @classmethod
    def of(cls, records: Records, others: Iterable[str] = (), *, also: Iterable[str] = ()) -> Offices:
        """Return the offices of the data, by name and identifier, with those other files name."""
        identifiers = {identifier: contact.name for identifier, contact in records.contacts.items()}
        return cls(identifiers.values(), others, also=also, identifiers=identifiers)

    def _called_so(self, name: str) -> Iterator[str]:
        """Yield the offices of the data of which `name` is the full name, a shorter or a longer one."""
        wanted = _plain(name)
        for known in self._names:
            full = _plain(known)
            if wanted == full:
                yield known
                return
            if wanted == _plain(_short(known)) or full == _plain(_short(name)) or full.startswith(f"{wanted} "):
                yield known

    @property
    def names(self) -> frozenset[str]:
        """Every full name, and every short one only one office has."""
        return frozenset(self._by_name)

    def named(self, words: str) -> str:
        """Return the office of that full or short name, or the only one that is called so with more words behind."""
        words = " ".join(words.split())
        short = _short(words)
        longer = [name for name in self._names if short and name.startswith(f"{short} ")]
        entered = self._by_name.get(words) or self._aliases.get(words) or (longer[0] if len(longer) == 1 else "")
        return entered or self._by_name.get(short, "")

    def addressee(self, note: str, *, asked: str = "", responsible: str = "") -> Addressed:
        """Return the office that is to answer a note.

        `asked` is the note's option `von`, which may also hold the initials of whoever wrote it and then counts for
        nothing; `responsible` is the office of the chapter.  An office nobody has entered keeps the name it is given.
        """
        addressed = _ADDRESSED.match(note)
        opening = addressed or _OPENING.match(note)
        if opening is not None and (office := self.named(opening["who"])):
            return Addressed(office, note[opening.end() :] if _is_only(opening["who"], office) else note)
        if addressed is not None:
            first = _AND.split(addressed["who"])[0]
            return Addressed(self.named(first) or _short(addressed["who"]), note)
        mention = self._mention.search(note)
        office = (
            self.named(asked)
            or (self._by_name[mention[0]] if mention is not None else "")
            or self.named(responsible)
            or responsible
        )
        return Addressed(office, note)


def _is_only(words: str, office: str) -> bool:
    """Say whether the words are a name of the office and nothing more (“das Jugendamt, erster Punkt von allen”)."""
    return office.startswith(" ".join(words.split()))


def _known_by(names: tuple[str, ...]) -> dict[str, str]:
    """Return each full name, and each short one that only one office has."""
    short = [_short(name) for name in names]
    known = {_short(name): name for name in names if short.count(_short(name)) == 1}
    return known | {name: name for name in names}


def _plain(name: str) -> str:
    """Return a name without quotation marks, of which everybody types others, and with single blanks."""
    return " ".join(_QUOTES.sub("", name).split())


def _short(name: str) -> str:
    return _SPECIFICS.sub("", " ".join(name.split()))
