"""Styles: what a paragraph or character style makes of its text, through the whole chain it is based on."""

from __future__ import annotations

from dataclasses import dataclass, field

from ratgeber_tools.readers.word.namespaces import VAL, W
from ratgeber_tools.readers.word.properties import (
    PLAIN,
    ParagraphProperties,
    RunProperties,
    read_paragraph_properties,
    read_run_properties,
)
from ratgeber_tools.readers.word.style_names import CODE_CHARACTERS, StyleRole, meaning
from ratgeber_tools.readers.word.xml import Element


@dataclass(slots=True)
class Style:
    """A style with everything it inherits."""

    id: str
    name: str
    role: StyleRole = StyleRole.BODY
    heading_level: int = 0  # 1 to 9 for StyleRole.HEADING
    container: str = ""  # directive name for StyleRole.CONTAINER
    is_code: bool = False
    run: RunProperties = field(default_factory=lambda: PLAIN)
    paragraph: ParagraphProperties = field(default_factory=ParagraphProperties)

    @property
    def carries_emphasis(self) -> bool:
        """Whether bold or italics of the style itself are the author's emphasis and not the look of its role."""
        return self.role in (StyleRole.BODY, StyleRole.LIST, StyleRole.CONTINUATION)


@dataclass(slots=True)
class _Raw:
    id: str
    name: str
    based_on: str | None
    run: RunProperties
    paragraph: ParagraphProperties


class Styles:
    """The styles of a document, read and resolved when asked for: Word brings a hundred along for the ten it uses.

    Cycles and missing styles end a chain.
    """

    def __init__(self, root: Element | None) -> None:
        self._elements: dict[tuple[str, str], Element] = {}
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
        if not identifier or ("character", identifier) not in self._elements:
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
            self._elements.setdefault((kind, identifier), element)
            if is_on_attribute(element.get(f"{W}default")):
                self._default_ids.setdefault(kind, identifier)
            if kind == "numbering" and (number := _raw(identifier, element).paragraph.number) is not None:
                self.numbering_links[identifier] = number

    def _chain(self, kind: str, identifier: str) -> list[_Raw]:
        """Return the style and those it is based on, nearest first."""
        chain: list[_Raw] = []
        seen: set[str] = set()
        following: str | None = identifier
        while following is not None and following not in seen:
            seen.add(following)
            key = (kind, following)
            if key not in self._elements:
                break
            if key not in self._raw:
                self._raw[key] = _raw(following, self._elements[key])
            raw = self._raw[key]
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
            style.is_code = any(raw.name.lower() in CODE_CHARACTERS for raw in chain)
            return style
        if not chain and identifier:  # a style that styles.xml does not know: its id is all there is
            chain = [_Raw(identifier, identifier, None, PLAIN, ParagraphProperties())]
        for raw in chain:
            said = meaning(raw.name, raw.id, raw.paragraph.outline)
            if said is not None:
                style.role, style.heading_level, style.container = said
                break
        return style


def _raw(identifier: str, element: Element) -> _Raw:
    name = element.find(f"{W}name")
    based_on = element.find(f"{W}basedOn")
    return _Raw(
        id=identifier,
        name=(name.get(VAL) or identifier) if name is not None else identifier,
        based_on=None if based_on is None else based_on.get(VAL),
        run=read_run_properties(element.find(f"{W}rPr")),
        paragraph=read_paragraph_properties(element.find(f"{W}pPr")),
    )


def is_on_attribute(value: str | None) -> bool:
    return value is not None and value.lower() in ("1", "true", "on")


def _inherit(target: ParagraphProperties, nearer: ParagraphProperties) -> None:
    for name in ("left", "first", "outline", "number", "level", "right_to_left"):
        value = getattr(nearer, name)
        if value is not None:
            setattr(target, name, value)
    if nearer.number is not None and nearer.level is None:
        target.level = None
