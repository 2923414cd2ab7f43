"""Inlines → runs, as WordprocessingML: marks as formatting, whatever Word cannot hold as a marked, locked passage."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from itertools import count
from xml.sax.saxutils import escape, quoteattr

from ratgeber_tools import document as doc
from ratgeber_tools.writers.word.export_styles import CODE, LINK, PROTECTED

#: What XML 1.0 cannot hold at all.
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_SCHEME = re.compile(r"(?:https?|mailto|tel):", re.IGNORECASE)

#: A locked passage right behind a link; LibreOffice saves it, too, as XML that nobody can open.
_LOCKED_BESIDE_LINK = re.compile(
    r"(</w:hyperlink>(?:<w:bookmark(?:Start|End) [^>]*/>)*)<w:sdt>.*?<w:sdtContent>(.*?)</w:sdtContent></w:sdt>",
    re.DOTALL,
)

#: Marks in the order `w:rPr` wants them (ECMA-376 part 1, 17.3.2.28).
_ORDER = ("rStyle", "b", "i", "strike", "vertAlign", "rtl", "lang")


@dataclass(slots=True)
class RunWriter:
    """Writes the words of one story.

    `shown` says what a reader sees of an inline that has no words of its own; `picture`, `note` and `address` return
    the XML of a drawing, the XML of a note's sign and a relationship's id, or None where that is not possible here;
    `anchor` the bookmark a reference leads to, None if that is not in the file.  Numbers are those of the unit.
    """

    shown: Callable[[doc.Inline, int], str]
    picture: Callable[[doc.Image, int], str | None]
    note: Callable[[str], str | None]
    address: Callable[[str], str]
    anchor: Callable[[doc.Inline, int], str | None]
    bookmarks: Iterator[int] = field(default_factory=lambda: count(1))

    def bookmarked(self, name: str, content: str) -> str:
        """Return `content` inside a bookmark; a name that begins with a stroke is hidden in Word."""
        number = next(self.bookmarks)
        return f'<w:bookmarkStart w:id="{number}" w:name={quoteattr(name)}/>{content}<w:bookmarkEnd w:id="{number}"/>'

    def words(self, inlines: doc.Inlines, number: int) -> str:
        """Return the runs of unit `number`; its atoms are counted as `outline.atoms` does."""
        written = "".join(self._inlines(inlines, _RunLook(), number, count()))
        return _LOCKED_BESIDE_LINK.sub(r"\1\2", written)

    def protected(self, words: str, look: _RunLook | None = None) -> str:
        """Return `words` as a passage that Word lets nobody type into; deleting the whole is possible."""
        look = look or _RunLook()
        return _locked(_run(words, replace(look, style=PROTECTED)), look)

    def _inlines(
        self, inlines: Iterable[doc.Inline], look: _RunLook, number: int, atoms: Iterator[int]
    ) -> Iterator[str]:
        for inline in inlines:
            match inline:
                case doc.Text(text):
                    yield _run(text, look)
                case doc.LineBreak():
                    yield f"<w:r>{look.properties()}<w:br/></w:r>"
                case doc.Strong(children):
                    yield from self._inlines(children, replace(look, strong=True), number, atoms)
                case doc.Emphasis(children):
                    yield from self._inlines(children, replace(look, emphasis=True), number, atoms)
                case doc.Strikethrough(children):
                    yield from self._inlines(children, replace(look, strike=True), number, atoms)
                case doc.Superscript(text):
                    yield _run(text, replace(look, raised="superscript"))
                case doc.Subscript(text):
                    yield _run(text, replace(look, raised="subscript"))
                case doc.Code(text):
                    yield _run(text, replace(look, style=CODE))
                case (
                    doc.Link() | doc.CrossReference() | doc.Role() | doc.Math() | doc.Foreign() | doc.Image()
                    | doc.NoteReference()
                ):  # fmt: skip
                    name = f"_rg_{number}_{next(atoms)}"
                    yield self.bookmarked(name, self._atom(inline, look, number, atoms))

    def _atom(self, inline: doc.Inline, look: _RunLook, number: int, atoms: Iterator[int]) -> str:
        match inline:
            case doc.Link(target=target, children=children) | doc.CrossReference(target=target, children=children):
                linked = replace(look, style=LINK, is_linked=True)
                content = "".join(self._inlines(children, linked, number, atoms)) or _run(
                    self.shown(inline, number), linked
                )
                return self._linked(inline, target, number, content)
            case doc.Image():
                return self.picture(inline, number) or self.protected(self.shown(inline, number), look)
            case doc.NoteReference(label):
                return self.note(label) or self.protected(self.shown(inline, number), look)
            case doc.Foreign(text=text, language=language, right_to_left=rtl):
                return _locked(_run(text, replace(look, language=language, rtl=rtl)), look)
            case _:
                return self.protected(self.shown(inline, number), look)

    def _linked(self, inline: doc.Inline, target: str, number: int, content: str) -> str:
        """Return `content` with its link; the words alone if it leads to a file the reader of this one has not got."""
        if isinstance(inline, doc.Link) and _SCHEME.match(target):
            return f"<w:hyperlink r:id={quoteattr(self.address(target))}>{content}</w:hyperlink>"
        anchor = self.anchor(inline, number)
        return content if anchor is None else f"<w:hyperlink w:anchor={quoteattr(anchor)}>{content}</w:hyperlink>"


@dataclass(frozen=True, slots=True)
class _RunLook:
    strong: bool = False
    emphasis: bool = False
    strike: bool = False
    raised: str = ""
    style: str = ""
    language: str = ""
    rtl: bool = False
    is_linked: bool = False

    def properties(self) -> str:
        parts = {
            "rStyle": f'<w:rStyle w:val="{self.style}"/>' if self.style else "",
            "b": "<w:b/>" if self.strong else "",
            "i": "<w:i/>" if self.emphasis else "",
            "strike": "<w:strike/>" if self.strike else "",
            "vertAlign": f'<w:vertAlign w:val="{self.raised}"/>' if self.raised else "",
            "rtl": "<w:rtl/>" if self.rtl else "",
            "lang": self._lang(),
        }
        inner = "".join(parts[name] for name in _ORDER)
        return f"<w:rPr>{inner}</w:rPr>" if inner else ""

    def _lang(self) -> str:
        if not self.language:
            return ""
        return f"<w:lang w:{'bidi' if self.rtl else 'val'}={quoteattr(self.language)}/>"


def printable(text: str) -> str:
    """Return `text` with a sign in the place of what XML cannot hold."""
    return _NOT_XML.sub("\ufffd", text)


def plain_run(text: str, *, strong: bool = False) -> str:
    return _run(text, _RunLook(strong=strong))


def _run(text: str, look: _RunLook) -> str:
    if not text:
        return ""
    lines = (
        "<w:tab/>".join(
            f'<w:t xml:space="preserve">{escape(printable(part))}</w:t>' if part else "" for part in line.split("\t")
        )
        for line in text.split("\n")
    )
    return f"<w:r>{look.properties()}{'<w:br/>'.join(lines)}</w:r>"


def _locked(runs: str, look: _RunLook) -> str:
    """Return `runs` locked, but not in a link: LibreOffice saves what is locked there as XML that nobody can open."""
    if not runs or look.is_linked:
        return runs
    return (
        '<w:sdt><w:sdtPr><w:alias w:val="Geschützte Angabe"/><w:lock w:val="contentLocked"/></w:sdtPr>'
        f"<w:sdtContent>{runs}</w:sdtContent></w:sdt>"
    )
