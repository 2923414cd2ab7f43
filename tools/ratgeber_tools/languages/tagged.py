"""Words with numbered places in them: what a translator gets of a unit, and gives back.

    Rufen Sie das [Jugendamt](…) unter {kontakt}`jugendamt telefon` an.
    Rufen Sie das <1>Jugendamt</1> unter <2/> an.

A place that holds words (a mark, a link, a word of the glossary, a field to fill in) is a pair, whatever else is no
text (a record, a formula, a picture, a footnote, a line break) a single one.  They are numbered in German reading
order.  `<`, `>` and `&` in a text are written as entities, so that a tagged text is well-formed XML content but for
its tags' names: XLIFF, TMX and machine translation take it nearly as it is.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from html import unescape

from ratgeber_tools import dialect
from ratgeber_tools import document as doc
from ratgeber_tools.traversal import Holder

#: A place in a tagged text: its beginning, its end, or the whole of one without words.
PLACE = re.compile(r"<(?P<close>/)?(?P<number>[1-9]\d{0,3})(?P<single>/)?>")
_NUMBERS = re.compile(r"\d+")
_ENTITIES = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;"})


def escaped(words: str) -> str:
    """Return words as they stand in a tagged text."""
    return words.translate(_ENTITIES)


#: Places whose loss is a loss of looks only: a translation may do without, and may not have them twice.
_LOOKS = (doc.Emphasis, doc.Strong, doc.Strikethrough, doc.LineBreak)


@dataclass(frozen=True, slots=True)
class TaggedText:
    """A unit's words: `text` with numbered places, `places` what stands in them, the first of them number 1.

    Places that hold words are kept without them.
    """

    text: str
    places: tuple[doc.Inline, ...] = ()

    @property
    def signatures(self) -> tuple[str, ...]:
        """What stands in each place, in words that tell records, targets and pictures apart."""
        return tuple(map(_signature, self.places))

    @property
    def has_words(self) -> bool:
        """Whether there is anything to translate: a letter outside the tags."""
        return any(char.isalpha() for char in unescape(PLACE.sub("", self.text)))

    @property
    def plain(self) -> str:
        """The text without tags and entities."""
        return " ".join(unescape(PLACE.sub(" ", self.text)).split())

    @property
    def numbers(self) -> tuple[str, ...]:
        """The numbers in it, with the digits 0 to 9 whatever the script, in reading order."""
        found = _NUMBERS.findall(self.plain)
        return tuple("".join(str(unicodedata.digit(char)) for char in number) for number in found)


def tag(inlines: Iterable[doc.Inline]) -> TaggedText:
    """Return `inlines` as a tagged text; `untag` with its places gives them back, normalised."""
    places: list[doc.Inline] = []
    return TaggedText(_written(inlines, places), tuple(places))


def _written(inlines: Iterable[doc.Inline], places: list[doc.Inline]) -> str:
    parts: list[str] = []
    for inline in inlines:
        if isinstance(inline, doc.Text):
            parts.append(escaped(inline.text))
            continue
        words = _words_in(inline)
        places.append(replace(inline, children=()) if isinstance(inline, Holder) else inline)
        number = len(places)
        parts.append(f"<{number}>{_written(words, places)}</{number}>" if words else f"<{number}/>")
    return "".join(parts)


#: A word of the glossary as it is shown, and as the glossary has it: `Hortes <Hort>`.
_SHOWN_TERM = re.compile(r"(?s)(?P<shown>.+?)\s*<(?P<term>[^<>]+)>\s*\Z")


def term_of(role: doc.Role) -> tuple[str, str]:
    """Return the words `{begriff}` shows, and the word of the glossary it leads to."""
    match = _SHOWN_TERM.match(role.content)
    return (match["shown"], match["term"]) if match else (role.content, role.content)


def _signature(place: doc.Inline) -> str:
    match place:
        case doc.Role(name=dialect.TERM_ROLE):
            return f"{place.name} {term_of(place)[1]}"
        case doc.Role(name=name, content=content):
            return f"{name} {content}"
        case doc.Link(target=target) | doc.CrossReference(target=target):
            return f"verweis {target}"
        case doc.Image(source=source):
            return f"bild {source}"
        case doc.NoteReference(label=label):
            return f"fussnote {label}"
        case doc.Math(tex):
            return f"formel {tex}"
        case doc.Foreign(text=text, language=language):
            return f"fremd {text} <{language}>"
        case doc.Code(text) | doc.Superscript(text) | doc.Subscript(text):
            return f"zeichen {text}"
        case _:
            return "auszeichnung"


def _words_in(inline: doc.Inline) -> doc.Inlines:
    """Return the words a place holds, which are translated; nothing for a place without any."""
    if isinstance(inline, Holder):
        return inline.children
    if isinstance(inline, doc.Role) and inline.name == dialect.TERM_ROLE:
        return (doc.Text(" ".join(term_of(inline)[0].split())),)
    if isinstance(inline, doc.Role) and inline.name == dialect.FIELD_ROLE:
        match = dialect.FIELD.match(inline.content)
        return (doc.Text(match["label"]),) if match and match["label"] else ()
    return ()


def _holding(place: doc.Inline, children: doc.Inlines) -> doc.Inline:
    """Return a place with other words in it; a role holds text alone, so marks and places inside one are dropped."""
    if isinstance(place, Holder):
        return replace(place, children=children)
    assert isinstance(place, doc.Role)
    words = " ".join(doc.plain_text(children).replace("`", "'").replace("<", "‹").replace(">", "›").split())
    if children == _words_in(place) or not words:
        return place
    if place.name == dialect.TERM_ROLE:
        return replace(place, content=f"{words} <{term_of(place)[1]}>")
    match = dialect.FIELD.match(place.content)
    lines = match["lines"] if match else None
    return replace(place, content=words.replace(";", ",") + (f"; {lines} Zeilen" if lines else ""))


@dataclass(frozen=True, slots=True)
class TagMistake:
    """Why a translation cannot be taken: a German sentence."""

    sentence: str


def untag(text: str, german: TaggedText) -> doc.Inlines | TagMistake:
    """Return the words of a translation of `german`, its places where `text` has them; normalised.

    Every record, link, note and picture has to stand there once; marks may be left out.
    """
    mistake = _mistake(text, german)
    if mistake is not None:
        return mistake
    stack: list[tuple[int, list[doc.Inline]]] = [(0, [])]
    end = 0
    for match in PLACE.finditer(text):
        _add_text(stack[-1][1], text[end : match.start()])
        end = match.end()
        number = int(match["number"])
        if match["close"]:
            _, children = stack.pop()
            stack[-1][1].append(_holding(german.places[number - 1], tuple(children)))
        elif match["single"]:
            stack[-1][1].append(german.places[number - 1])
        else:
            stack.append((number, []))
    _add_text(stack[-1][1], text[end:])
    return doc.normalise_inlines(stack[0][1])


def _add_text(inlines: list[doc.Inline], written: str) -> None:
    if written:
        inlines.append(doc.Text(unescape(written)))


def _mistake(text: str, german: TaggedText) -> TagMistake | None:
    if not PLACE.sub("", text).strip() and german.has_words:
        return TagMistake("Es steht kein Text da.")
    if "\n" in text:
        return TagMistake("Der Text hat mehrere Zeilen; er muss in einer stehen.")
    wanted = _shapes(german.text)
    counts: Counter[int] = Counter()
    open_pairs: list[int] = []
    for match in PLACE.finditer(text):
        number = int(match["number"])
        if number not in wanted:
            return TagMistake(f"Die Stelle {match[0]} gibt es im deutschen Text nicht.")
        if match["close"]:
            if not open_pairs or open_pairs.pop() != number:
                return TagMistake(f"Vor {match[0]} fehlt der Anfang <{number}>, oder zwei Stellen sind verschränkt.")
            continue
        if bool(match["single"]) == wanted[number]:
            form = f"<{number}>…</{number}>" if wanted[number] else f"<{number}/>"
            return TagMistake(f"Die Stelle {number} muss als {form} dastehen.")
        counts[number] += 1
        if not match["single"]:
            open_pairs.append(number)
    if open_pairs:
        return TagMistake(f"Die Stelle <{open_pairs[-1]}> wird nicht mit </{open_pairs[-1]}> geschlossen.")
    for number in wanted:
        may_go = isinstance(german.places[number - 1], _LOOKS)
        if counts[number] > 1:
            return TagMistake(f"Die Stelle <{number}> steht {counts[number]}-mal da; sie darf nur einmal vorkommen.")
        if not counts[number] and not may_go:
            return TagMistake(f"Die Stelle <{number}> fehlt: Dort steht eine Angabe, ein Verweis oder eine Fußnote.")
    return None


def _shapes(text: str) -> Mapping[int, bool]:
    """Return the numbers of the places in a tagged text, and whether each is a pair."""
    return {int(match["number"]): not match["single"] for match in PLACE.finditer(text) if not match["close"]}
