"""The words of one paragraph that came back: passages of the chapter found again in it, each as it was.

A passage is whatever Word cannot hold: a record, a formula, a reference.  While the pieces are folded, a character of
a private area stands in for it, so that marks and blanks around it come out as for any other word.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby

from ratgeber_tools import document as doc
from ratgeber_tools.readers.word.assembly.folding import fold
from ratgeber_tools.readers.word.drafts import CODE, SUBSCRIPT, SUPERSCRIPT, DraftPiece, Target
from ratgeber_tools.readers.word.returned.mending import mended
from ratgeber_tools.readers.word.returned.pictures import ReturnedPictures
from ratgeber_tools.readers.word.returned.pieces import outside_in, text_of
from ratgeber_tools.traversal import map_inlines

_FIRST = 0xF0000  # of a private use area


@dataclass(slots=True)
class Wording:
    """What a paragraph says, and the words that now stand where a passage was, by its name."""

    inlines: doc.Inlines
    changed: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Passages:
    """The passages of an export by their bookmarks, and the words each was shown with (empty for signs, pictures)."""

    atoms: Mapping[str, doc.Inline]
    shown: Mapping[str, str]
    images: Mapping[str, doc.Image] = field(default_factory=dict)  # as they went out, by passage
    pictures: ReturnedPictures = field(default_factory=lambda: ReturnedPictures({}, {}))

    def words_of(self, pieces: Sequence[DraftPiece]) -> Wording:
        """Return the words of a paragraph with every passage as the chapter has it."""
        wording = Wording(())
        tokens: list[doc.Inline] = []
        made = list(self._pieces(mended(outside_in(pieces), self.shown), wording, tokens))
        names = {piece.target.address: piece.target.address for piece in made if piece.target and piece.target.internal}
        folded = fold(made, names)
        wording.inlines = doc.normalise_inlines(self._restored(folded, tokens))
        return wording

    def _pieces(self, pieces: Sequence[DraftPiece], wording: Wording, tokens: list[doc.Inline]) -> Iterator[DraftPiece]:
        for name, group in groupby(pieces, key=lambda piece: piece.passages[0] if piece.passages else ""):
            members = list(group)
            atom = self.atoms.get(name)
            if atom is None:
                if name:
                    yield from self._pieces([_inside(piece) for piece in members], wording, tokens)
                else:
                    yield from (self._loose(piece, tokens) for piece in members)
                continue
            if isinstance(atom, doc.Link | doc.CrossReference):
                yield from self._link(name, atom, members, wording, tokens)
            else:
                yield from self._leaf(name, atom, members, wording, tokens)

    def _picture(self, name: str, atom: doc.Image, returned: doc.Image) -> doc.Image:
        sent = self.images.get(name)  # None where only its words went out
        if sent is None:
            return replace(atom, source=returned.source)
        return self.pictures.settled(atom, sent, returned)

    def _loose(self, piece: DraftPiece, tokens: list[doc.Inline]) -> DraftPiece:
        """Return a piece outside of all passages; a picture of the chapter is known by what it shows."""
        if isinstance(piece.content, doc.Image):
            for name, image in self.images.items():
                atom = self.atoms.get(name)
                if image.source == piece.content.source and isinstance(atom, doc.Image):
                    return _stand_in(self.pictures.settled(atom, image, piece.content), [piece], tokens)
        return piece

    def _link(
        self,
        name: str,
        atom: doc.Link | doc.CrossReference,
        members: list[DraftPiece],
        wording: Wording,
        tokens: list[doc.Inline],
    ) -> Iterator[DraftPiece]:
        words = text_of(members)
        if not atom.children and words.strip() == self.shown.get(name, words).strip():
            yield _stand_in(atom, members, tokens)
            return
        if not words.strip() and atom.children and not any(isinstance(piece.content, doc.Image) for piece in members):
            return
        target = _new_target(atom, members) or Target(name, internal=True)
        inner = [_inside(piece)._replace(target=None) for piece in members]
        yield from (piece._replace(target=target) for piece in self._pieces(inner, wording, tokens))

    def _leaf(
        self, name: str, atom: doc.Inline, members: list[DraftPiece], wording: Wording, tokens: list[doc.Inline]
    ) -> Iterator[DraftPiece]:
        words, expected = text_of(members), self.shown.get(name, "")
        objects = [piece for piece in members if isinstance(piece.content, doc.Image | doc.NoteReference)]
        if objects and isinstance(objects[0].content, type(atom)):
            for piece in members:
                if piece is not objects[0]:
                    yield piece._replace(passages=(), target=None)  # typed beside it
                elif isinstance(atom, doc.Image) and isinstance(piece.content, doc.Image):
                    yield _stand_in(self._picture(name, atom, piece.content), [piece], tokens)
                else:
                    yield _stand_in(atom, [piece], tokens)
        elif not (words.strip() or objects) and (expected.strip() or isinstance(atom, doc.NoteReference | doc.Image)):
            return  # deleted; or LibreOffice moved the bookmark off the sign
        elif _tidy(words) == _tidy(expected):
            yield _stand_in(atom, members, tokens)
        elif expected and expected in words:
            before, _, after = words.partition(expected)
            plain = members[0]._replace(passages=(), target=None)
            yield from (plain._replace(content=before),) if before else ()
            yield _stand_in(atom, members, tokens)
            yield from (plain._replace(content=after),) if after else ()
        else:
            wording.changed[name] = words
            yield _stand_in(atom, members, tokens)

    def _restored(self, inlines: Iterable[doc.Inline], tokens: Sequence[doc.Inline]) -> Iterator[doc.Inline]:
        for inline in inlines:
            match inline:
                case doc.Text(text):
                    yield from _split(text, tokens)
                case doc.Strong(children) | doc.Emphasis(children) | doc.Strikethrough(children):
                    yield type(inline)(tuple(self._restored(children, tokens)))
                case doc.Link(target, children):
                    yield doc.Link(target, tuple(self._restored(children, tokens)))
                case doc.CrossReference(target, children):
                    inner = tuple(self._restored(children, tokens))
                    atom = self.atoms.get(target)
                    if isinstance(atom, doc.Link | doc.CrossReference):
                        yield replace(atom, children=inner)
                    else:
                        yield doc.CrossReference(target, inner)
                case _:
                    yield inline


def _inside(piece: DraftPiece) -> DraftPiece:
    return piece._replace(passages=piece.passages[1:])


def _tidy(words: str) -> str:
    return " ".join(words.split())


def _stand_in(atom: doc.Inline, members: Sequence[DraftPiece], tokens: list[doc.Inline]) -> DraftPiece:
    shown = [piece for piece in members if piece.content != ""] or list(members)
    marks = shown[0].marks & ~(CODE | SUPERSCRIPT | SUBSCRIPT)
    for piece in shown:
        marks &= piece.marks
    tokens.append(atom)
    return DraftPiece(chr(_FIRST + len(tokens) - 1), marks)


def _split(text: str, tokens: Sequence[doc.Inline]) -> Iterator[doc.Inline]:
    words = ""
    for character in text:
        index = ord(character) - _FIRST
        if 0 <= index < len(tokens):
            if words:
                yield doc.Text(words)
            words = ""
            yield tokens[index]
        else:
            words += character
    if words:
        yield doc.Text(words)


def _new_target(atom: doc.Link | doc.CrossReference, members: Sequence[DraftPiece]) -> Target | None:
    """Return where a reviewer made the link lead, None if it leads where it did or was exported as words alone."""
    targets = {piece.target for piece in members if piece.target is not None and not piece.target.internal}
    if len(targets) != 1 or not isinstance(atom, doc.Link):
        return None
    (target,) = targets
    return None if _same_address(target.address, atom.target) else target


def _same_address(returned: str, ours: str) -> bool:
    """Say whether a link leads where it did; an address with characters none may have comes back cut or mangled."""
    return plain_address(returned) == plain_address(ours) or any(sign in ours for sign in '"\\') or ours.count("#") > 1


def plain_address(address: str) -> str:
    """Return what two programs that write an address differently agree in."""
    from urllib.parse import unquote

    return unquote(unquote(address)).replace(" ", "").replace("\\", "/").rstrip("/#").lower()


def without_languages(inlines: Iterable[doc.Inline], *, kept: frozenset[doc.Inline] = frozenset()) -> doc.Inlines:
    """Return `inlines` with words of other languages as plain words, but those in `kept`.

    Which script a run is in, LibreOffice notes by itself; an author who sets a language uses our role.
    """

    def plain(inline: doc.Inline) -> doc.Inlines | None:
        return (doc.Text(inline.text),) if isinstance(inline, doc.Foreign) and inline not in kept else None

    return doc.normalise_inlines(map_inlines(inlines, plain))
