"""Styles: what a paragraph or character style makes of its text, through the whole chain it is based on.

Word stores the names of its own styles in English whatever language it runs in, but style ids follow the language
(``berschrift1``), and other programs write German names; both are known here.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from enum import Enum, auto

from ratgeber_tools.dialect import CONTAINERS, INSTRUCTION_STYLE, slug
from ratgeber_tools.readers.word.namespaces import VAL, W
from ratgeber_tools.readers.word.properties import (
    PLAIN,
    ParagraphProperties,
    RunProperties,
    read_paragraph_properties,
    read_run_properties,
)
from ratgeber_tools.readers.word.xml import Element


class Role(Enum):
    """What a paragraph style stands for."""

    BODY = auto()
    TITLE = auto()
    HEADING = auto()
    PREFACE = auto()  # subtitle, author, head of a table: paragraphs whose looks belong to the style
    QUOTE = auto()
    CODE = auto()
    CAPTION = auto()
    CONTENTS = auto()  # a line of a table of contents
    CONTENTS_HEADING = auto()
    CONTINUATION = auto()  # goes on in the list item above
    LIST = auto()  # a list's paragraph; numbering decides
    TERM = auto()
    DEFINITION = auto()
    CONTAINER = auto()  # one of our building blocks
    INSTRUCTION = auto()  # what the template tells its author


_ROLES: dict[str, Role] = {
    "title": Role.TITLE,
    "titel": Role.TITLE,
    "subtitle": Role.PREFACE,
    "untertitel": Role.PREFACE,
    "author": Role.PREFACE,
    "date": Role.PREFACE,
    "abstract": Role.PREFACE,
    "abstract title": Role.PREFACE,
    "table heading": Role.PREFACE,
    "tabellenüberschrift": Role.PREFACE,
    "quote": Role.QUOTE,
    "quotations": Role.QUOTE,
    "intense quote": Role.QUOTE,
    "block text": Role.QUOTE,
    "block quote": Role.QUOTE,
    "blockquote": Role.QUOTE,
    "zitat": Role.QUOTE,
    "intensives zitat": Role.QUOTE,
    "blocktext": Role.QUOTE,
    "source code": Role.CODE,
    "sourcecode": Role.CODE,
    "code": Role.CODE,
    "quellcode": Role.CODE,
    "quelltext": Role.CODE,
    "html preformatted": Role.CODE,
    "html vorformatiert": Role.CODE,
    "preformatted text": Role.CODE,
    "vorformatierter text": Role.CODE,
    "macro text": Role.CODE,
    "makrotext": Role.CODE,
    "caption": Role.CAPTION,
    "beschriftung": Role.CAPTION,
    "table caption": Role.CAPTION,
    "image caption": Role.CAPTION,
    "figure caption": Role.CAPTION,
    "toc heading": Role.CONTENTS_HEADING,
    "contents heading": Role.CONTENTS_HEADING,
    "inhaltsverzeichnisüberschrift": Role.CONTENTS_HEADING,
    "table of figures": Role.CONTENTS,
    "abbildungsverzeichnis": Role.CONTENTS,
    "list paragraph": Role.LIST,
    "listenabsatz": Role.LIST,
    "definition term": Role.TERM,
    "definitionsbegriff": Role.TERM,
    "definition": Role.DEFINITION,
    INSTRUCTION_STYLE.lower(): Role.INSTRUCTION,
}

_PATTERNS: tuple[tuple[re.Pattern[str], Role], ...] = (
    (re.compile(r"(?:toc|contents|verzeichnis|inhaltsverzeichnis) ?[1-9]"), Role.CONTENTS),
    (re.compile(r"(?:list continue|listenfortsetzung)(?: ?[1-9])?"), Role.CONTINUATION),
)

_HEADING = re.compile(
    r"(?:heading|überschrift|ueberschrift|berschrift|titre|titolo|título|nagłówek|заголовок) ?([1-9])"
)

_CODE_CHARACTERS = frozenset(
    {
        "verbatim char", "source code char", "code", "code char", "html code", "html typewriter", "html sample",
        "html keyboard", "html-code", "html-schreibmaschine", "html-beispiel", "html-tastatur", "source text",
        "quelltext", "quellcode", "macro text char", "html preformatted char", "inline code",
    }
)  # fmt: skip

#: Containers by the style names an author may meet: the block's title, its directive, with or without our prefix.
_CONTAINER_STYLES = {
    key: spec.name for spec in CONTAINERS.values() if not spec.internal and spec.title
    for key in (slug(spec.title), spec.name)
}  # fmt: skip


@dataclass(slots=True)
class Style:
    """A style with everything it inherits."""

    id: str
    name: str
    role: Role = Role.BODY
    heading_level: int = 0  # 1 to 9 for Role.HEADING
    container: str = ""  # directive name for Role.CONTAINER
    is_code: bool = False
    run: RunProperties = field(default_factory=lambda: PLAIN)
    paragraph: ParagraphProperties = field(default_factory=ParagraphProperties)

    @property
    def carries_emphasis(self) -> bool:
        """Whether bold or italics of the style itself are the author's emphasis and not the look of its role."""
        return self.role in (Role.BODY, Role.LIST, Role.CONTINUATION)


@dataclass(slots=True)
class _Raw:
    id: str
    name: str
    kind: str
    based_on: str | None
    default: bool
    run: RunProperties
    paragraph: ParagraphProperties


class Styles:
    """The styles of a document, resolved when asked for; cycles and missing styles end a chain."""

    def __init__(self, root: Element | None) -> None:
        self._raw: dict[tuple[str, str], _Raw] = {}
        self._resolved: dict[tuple[str, str], Style] = {}
        self._default_ids: dict[str, str] = {}
        self.defaults = PLAIN
        self.numbering_links: dict[str, str] = {}  # numbering style id → numId
        if root is not None:
            self._read(root)
        if self.defaults.size is None:
            self.defaults = RunProperties(size=20).over(self.defaults)
        self.plain_character = Style("", "", run=PLAIN)

    @property
    def language(self) -> str:
        """The document's main language as Word was told, empty if it was not."""
        return self.paragraph(None).run.language or self.defaults.language or ""

    def paragraph(self, identifier: str | None) -> Style:
        """Return the paragraph style `identifier`, or the default one."""
        return self._style("paragraph", identifier or self._default_ids.get("paragraph", ""))

    def character(self, identifier: str | None) -> Style:
        """Return the character style `identifier`; a plain one for None or an unknown one."""
        if not identifier or ("character", identifier) not in self._raw:
            return self.plain_character
        return self._style("character", identifier)

    def _style(self, kind: str, identifier: str) -> Style:
        key = (kind, identifier)
        style = self._resolved.get(key)
        if style is None:
            style = self._resolved[key] = self._resolve(kind, identifier)
        return style

    def _read(self, root: Element) -> None:
        defaults = root.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr")
        self.defaults = read_run_properties(defaults)
        for element in root.iterchildren(f"{W}style"):
            identifier = element.get(f"{W}styleId")
            kind = element.get(f"{W}type", "paragraph")
            if not identifier:
                continue
            name = element.find(f"{W}name")
            based_on = element.find(f"{W}basedOn")
            raw = _Raw(
                id=identifier,
                name=(name.get(VAL) or identifier) if name is not None else identifier,
                kind=kind,
                based_on=None if based_on is None else based_on.get(VAL),
                default=is_on_attribute(element.get(f"{W}default")),
                run=read_run_properties(element.find(f"{W}rPr")),
                paragraph=read_paragraph_properties(element.find(f"{W}pPr")),
            )
            self._raw.setdefault((kind, identifier), raw)
            if raw.default:
                self._default_ids.setdefault(kind, identifier)
            if kind == "numbering" and raw.paragraph.number is not None:
                self.numbering_links[identifier] = raw.paragraph.number

    def _chain(self, kind: str, identifier: str) -> list[_Raw]:
        """Return the style and those it is based on, nearest first."""
        chain: list[_Raw] = []
        seen: set[str] = set()
        following: str | None = identifier
        while following is not None and following not in seen:
            seen.add(following)
            raw = self._raw.get((kind, following))
            if raw is None:
                break
            chain.append(raw)
            following = raw.based_on
        return chain

    def _resolve(self, kind: str, identifier: str) -> Style:
        chain = self._chain(kind, identifier)
        style = Style(identifier, chain[0].name if chain else identifier)
        for raw in reversed(chain):
            style.run = raw.run.over(style.run)
            _inherit(style.paragraph, raw.paragraph)
        if kind == "character":
            style.is_code = any(raw.name.lower() in _CODE_CHARACTERS for raw in chain)
            return style
        if not chain and identifier:  # a style that styles.xml does not know: its id is all there is
            chain = [_Raw(identifier, identifier, kind, None, False, PLAIN, ParagraphProperties())]
        for raw in chain:
            if _assign_role(style, raw):
                break
        return style


def is_on_attribute(value: str | None) -> bool:
    return value is not None and value.lower() in ("1", "true", "on")


def _inherit(target: ParagraphProperties, nearer: ParagraphProperties) -> None:
    for name in ("left", "first", "outline", "number", "level", "right_to_left"):
        value = getattr(nearer, name)
        if value is not None:
            setattr(target, name, value)
    if nearer.number is not None and nearer.level is None:
        target.level = None


def _assign_role(style: Style, raw: _Raw) -> bool:
    """Give `style` the role that `raw` has by its name, id or outline level; say whether it has one."""
    name = raw.name.lower().strip()
    container = _CONTAINER_STYLES.get(slug(name.removeprefix("ratgeber ")))
    if container is not None:
        style.role, style.container = Role.CONTAINER, container
        return True
    for text in (name, re.sub(r"(?<=[a-z])(?=[A-Z])", " ", raw.id).lower()):
        role = _ROLES.get(text) or next((role for pattern, role in _PATTERNS if pattern.fullmatch(text)), None)
        if role is not None:
            style.role = role
            return True
        heading = _HEADING.fullmatch(text)
        if heading is not None:
            style.role, style.heading_level = Role.HEADING, int(heading[1])
            return True
    outline = raw.paragraph.outline
    if outline is None:
        return False
    if 0 <= outline <= 8:
        style.role, style.heading_level = Role.HEADING, outline + 1
    return True
