"""What a reviewer sees in Word where a chapter shows a record, a reference or a generated list."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from ratgeber_tools import dialect, traversal
from ratgeber_tools import document as doc
from ratgeber_tools.data.disclosure import Edition, View
from ratgeber_tools.data.queries import municipality_values
from ratgeber_tools.editorial.shown.records import list_lines, record_lines, record_words
from ratgeber_tools.editorial.shown.text import bullet
from ratgeber_tools.guide import Chapter, Guide
from ratgeber_tools.guide.toctrees import named_by, read_toctrees, resolve_entries
from ratgeber_tools.readers import myst
from ratgeber_tools.readers.myst.directives import Directive, directive_in

_TITLED = re.compile(r"(?s)(?P<words>.+?)\s*<(?P<target>[^<>]+)>\Z")

#: A line that gives a block a class or the like; and the sign of a comment.
_ATTRIBUTES = re.compile(r"^[ \t]*\{[.#][^{}\n]*\}[ \t]*\n", re.MULTILINE)
_COMMENT = re.compile(r"^[ \t]*%[ \t]?|^[ \t]*<!--[ \t]*|[ \t]*-->[ \t]*$", re.MULTILINE)

#: By the first part of a BCP 47 tag.
_LANGUAGES: Mapping[str, str] = {
    "ar": "Arabisch", "bg": "Bulgarisch", "en": "Englisch", "es": "Spanisch", "fa": "Persisch", "fr": "Französisch",
    "ku": "Kurdisch", "pl": "Polnisch", "ps": "Paschtu", "ro": "Rumänisch", "ru": "Russisch", "so": "Somali",
    "sq": "Albanisch", "sr": "Serbisch", "ti": "Tigrinya", "tr": "Türkisch", "uk": "Ukrainisch", "vi": "Vietnamesisch",
}  # fmt: skip


@dataclass(slots=True)
class ShownWords:
    """Answers for one chapter; `today` decides what is open, as in the working edition."""

    guide: Guide
    chapter: Chapter
    today: date
    _view: View = field(init=False)

    def __post_init__(self) -> None:
        self._view = View(self.guide.data.records, Edition.WORKING, self.today)

    @property
    def title(self) -> str:
        """The words of the chapter's first heading as a reader sees them, empty if there is none."""
        heading = traversal.title_heading(placed.block for placed in self.chapter.blocks)
        return self.plain(heading.children) if heading else ""

    def plain(self, inlines: Iterable[doc.Inline]) -> str:
        """Return inlines as plain words, with what has none of its own as it is shown."""
        parts = []
        for inline in inlines:
            match inline:
                case doc.Role() | doc.Math():
                    parts.append(self.of_inline(inline))
                case doc.Link(children=()) | doc.CrossReference(children=()):
                    parts.append(self.of_inline(inline))
                case doc.Strong(children) | doc.Emphasis(children) | doc.Strikethrough(children):
                    parts.append(self.plain(children))
                case doc.Link(children=children) | doc.CrossReference(children=children):
                    parts.append(self.plain(children))
                case _:
                    parts.append(doc.plain_text((inline,)))
        return " ".join("".join(parts).split())

    def of_inline(self, inline: doc.Inline) -> str:
        """Return the words of an inline that has none of its own; never empty."""
        match inline:
            case doc.Role(name=name, content=content):
                return self._of_role(name, content) or content
            case doc.Math(tex):
                return tex
            case doc.NoteReference(label):
                return f"(siehe Fußnote {label})"
            case doc.Image(source, alt):
                return f"[Bild: {alt or source}]"
            case doc.CrossReference(target=target):
                return self._title_of(target) or target
            case doc.Link(target=target):
                path, _, anchor = target.partition("#")
                chapter = self.guide.chapter_at(path, self.chapter.folder) if path.endswith(".md") else None
                return (self._title_of(anchor) if anchor else "") or (chapter.title if chapter else "") or target
            case _:
                return doc.plain_text((inline,)) or "…"

    def of_block(self, block: doc.Block) -> str:
        """Return the words of a block that Word only shows: a heading of a box, a list, a record; never empty."""
        match block:
            case doc.Container(name=name, argument=argument, blocks=blocks):
                spec = dialect.CONTAINERS.get(name)
                title = (spec.title if spec else "") or _language(dict(block.options).get("sprache", "")) or name
                record = dialect.record_named(argument, has_content=bool(blocks))
                lines = record_lines(name, record, dict(block.options), self._view) if record else None
                return "\n".join(lines) if lines else title
            case doc.CodeBlock(text=text):
                return text or "(leer)"
            case doc.Verbatim(source=source):
                return self._of_source(source)
            case _:
                return "…"

    # ------------------------------------------------------------------ roles

    def _of_role(self, name: str, content: str) -> str:
        if name in dialect.RECORD_ROLES:
            return record_words(name, content, self._view)
        if name == dialect.MUNICIPALITY_ROLE:
            value = municipality_values(self._view).get(content.strip())
            if value is None:
                return f"[Angabe fehlt: {content}]"
            return value or f"[noch offen: {content.strip().replace('_', ' ').capitalize()}]"
        if name == dialect.FIELD_ROLE:
            return f"[{content.strip()}]"
        if name == dialect.EXPLANATION_ROLE:
            return f"[Erklärung aus dem Glossar: {content.strip()}]"
        if titled := _TITLED.match(content):
            return titled["words"]
        if name in ("ref", "numref"):
            return self._title_of(content.strip())
        if name == "doc":
            chapter = self.guide.chapter_at(content.strip(), self.chapter.folder)
            return chapter.title if chapter else ""
        return content

    # ------------------------------------------------------------------ sources

    def _of_source(self, source: str) -> str:
        directive = directive_in(source)
        if directive is None:
            return "\n".join(self._lines(myst.read(_ATTRIBUTES.sub("", source)).document.blocks)) or "(leer)"
        if directive.name == "toctree":
            return self._of_toctree(source)
        if directive.name == "index":
            return "Einträge für das Stichwortverzeichnis."
        if generated := self._generated(directive):
            return "\n".join(generated)
        alt = directive.values.get("alt", "")
        picture = [f"[Bild: {alt}]"] if alt else []
        body = "\n".join(self._lines(myst.read(directive.body).document.blocks))
        return "\n".join((*picture, body)).strip() or directive.argument or directive.name

    def _generated(self, directive: Directive) -> tuple[str, ...] | None:
        """Return the lines of a directive that shows records; a box with words of its own shows those."""
        if directive.body.strip():
            return None
        name, options = directive.name, directive.values
        return list_lines(name, options, self._view) or record_lines(name, directive.argument, options, self._view)

    def _of_toctree(self, source: str) -> str:
        """Return the chapters a toctree lists, by their titles; a hidden one only gives their order."""
        toctree = next(iter(read_toctrees(source)), None)
        if toctree is None or "hidden" in toctree.options:
            return "Reihenfolge der Kapitel (im Ratgeber nicht zu sehen)."
        every = read_toctrees("\n".join(self.chapter.lines))
        others = named_by(
            (each for each in every if each.lines != toctree.lines), self.chapter.name, self.guide.chapters
        )
        entries = resolve_entries(
            toctree, self.chapter.name, [name for name in self.guide.chapters if name not in others]
        )
        titles = (entry.title or self._title_of_chapter(entry.target) for entry in entries)
        head = f"Hier steht die Liste der Kapitel{f' „{toctree.caption}“' if toctree.caption else ''}:"
        return "\n".join((head, *map(bullet, titles)))

    def _title_of_chapter(self, name: str) -> str:
        chapter = self.guide.chapters.get(name)
        return (ShownWords(self.guide, chapter, self.today).title if chapter else "") or name

    def _lines(self, blocks: Iterable[doc.Block], depth: int = 0) -> Iterator[str]:
        """Yield what blocks say, a line each, without any markup."""
        for block in blocks:
            match block:
                case doc.BulletList(items=items) | doc.OrderedList(items=items):
                    for number, item in enumerate(items):
                        sign = f"{block.start + number}." if isinstance(block, doc.OrderedList) else "•"
                        first, *rest = *self._lines(item.blocks, depth + 1), ""
                        yield f"{'    ' * depth}{sign} {first.strip()}"
                        yield from (
                            f"{'    ' * (depth + 1)}{line.strip()}" if not line.startswith(" ") else line
                            for line in rest
                            if line
                        )
                case doc.DefinitionList(items=definitions):
                    for definition in definitions:
                        yield f"• {self.plain(definition.term)}: {' '.join(self._lines(definition.blocks))}"
                case doc.Table(rows=rows):
                    for row in rows:
                        yield " | ".join(" ".join(self._lines(cell.blocks)) for cell in row.cells)
                case doc.BlockQuote(blocks=children):
                    yield from self._lines(children, depth)
                case doc.Container(blocks=children):
                    yield self.of_block(block)
                    yield from self._lines(children, depth)
                case doc.Heading(children=children) | doc.Paragraph(children=children):
                    yield self.plain(children)
                case doc.Figure(image=image):
                    yield f"[Bild: {image.alt}]"
                case doc.Verbatim(source=source) if _COMMENT.match(source):
                    yield _COMMENT.sub("", source).strip()
                case doc.Verbatim(source=source) if directive_in(source) is None:
                    yield source.strip()
                case doc.ThematicBreak():
                    pass
                case _:
                    yield self.of_block(block)

    def _title_of(self, target: str) -> str:
        """Return the words of the heading, or the caption, that a reference leads to; empty if there is none."""
        for chapter in (self.chapter, self.guide.chapter_with(target.lower())):
            for placed in chapter.blocks if chapter else ():
                match placed.block:
                    case doc.Heading(children=words) if target in placed.block.identifiers:
                        return self.plain(words)
                    case doc.Table(caption=words) | doc.Figure(caption=words) if words and target in _names(
                        placed.block
                    ):
                        return self.plain(words)
                    case _:
                        pass
        return ""


def _names(block: doc.Table | doc.Figure) -> tuple[str, ...]:
    return (*block.identifiers, dict(block.options).get("name", ""))


def _language(tag: str) -> str:
    return _LANGUAGES.get(tag.partition("-")[0].lower()) or (f"Andere Sprache ({tag})" if tag else "")
