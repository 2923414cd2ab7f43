"""What a paragraph style stands for, by its name, its id or its outline level.

Word stores the names of its own styles in English whatever language it runs in, but style ids follow the language
(``berschrift1``), and other programs write German names; both are known here.
"""

from __future__ import annotations

import re
from enum import Enum, auto

from ratgeber_tools.dialect import CONTAINERS, HEAD_STYLE, INSTRUCTION_STYLE, PARTICULAR_STYLE, slug


class StyleRole(Enum):
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
    HEAD_LINE = auto()  # what an export shows of a chapter's head
    PARTICULAR = auto()  # what an author says of the contribution in one of the template's fields


_ROLES: dict[str, StyleRole] = {
    "title": StyleRole.TITLE,
    "titel": StyleRole.TITLE,
    "subtitle": StyleRole.PREFACE,
    "untertitel": StyleRole.PREFACE,
    "author": StyleRole.PREFACE,
    "date": StyleRole.PREFACE,
    "abstract": StyleRole.PREFACE,
    "abstract title": StyleRole.PREFACE,
    "table heading": StyleRole.PREFACE,
    "tabellenüberschrift": StyleRole.PREFACE,
    "quote": StyleRole.QUOTE,
    "quotations": StyleRole.QUOTE,
    "intense quote": StyleRole.QUOTE,
    "block text": StyleRole.QUOTE,
    "block quote": StyleRole.QUOTE,
    "blockquote": StyleRole.QUOTE,
    "zitat": StyleRole.QUOTE,
    "intensives zitat": StyleRole.QUOTE,
    "blocktext": StyleRole.QUOTE,
    "source code": StyleRole.CODE,
    "sourcecode": StyleRole.CODE,
    "code": StyleRole.CODE,
    "quellcode": StyleRole.CODE,
    "quelltext": StyleRole.CODE,
    "html preformatted": StyleRole.CODE,
    "html vorformatiert": StyleRole.CODE,
    "preformatted text": StyleRole.CODE,
    "vorformatierter text": StyleRole.CODE,
    "macro text": StyleRole.CODE,
    "makrotext": StyleRole.CODE,
    "caption": StyleRole.CAPTION,
    "beschriftung": StyleRole.CAPTION,
    "table caption": StyleRole.CAPTION,
    "image caption": StyleRole.CAPTION,
    "figure caption": StyleRole.CAPTION,
    "toc heading": StyleRole.CONTENTS_HEADING,
    "contents heading": StyleRole.CONTENTS_HEADING,
    "inhaltsverzeichnisüberschrift": StyleRole.CONTENTS_HEADING,
    "table of figures": StyleRole.CONTENTS,
    "abbildungsverzeichnis": StyleRole.CONTENTS,
    "list paragraph": StyleRole.LIST,
    "listenabsatz": StyleRole.LIST,
    "definition term": StyleRole.TERM,
    "definitionsbegriff": StyleRole.TERM,
    "definition": StyleRole.DEFINITION,
    "list heading": StyleRole.TERM,  # LibreOffice, of what is a list of terms on a web page
    "listenüberschrift": StyleRole.TERM,
    "list contents": StyleRole.DEFINITION,
    "listeninhalt": StyleRole.DEFINITION,
    INSTRUCTION_STYLE.lower(): StyleRole.INSTRUCTION,
    PARTICULAR_STYLE.lower(): StyleRole.PARTICULAR,
    HEAD_STYLE.lower(): StyleRole.HEAD_LINE,
}

_PATTERNS: tuple[tuple[re.Pattern[str], StyleRole], ...] = (
    (re.compile(r"(?:toc|contents|verzeichnis|inhaltsverzeichnis) ?[1-9]"), StyleRole.CONTENTS),
    (re.compile(r"(?:list continue|listenfortsetzung)(?: ?[1-9])?"), StyleRole.CONTINUATION),
)

_HEADING = re.compile(
    r"(?:heading|überschrift|ueberschrift|berschrift|titre|titolo|título|nagłówek|заголовок) ?([1-9])"
)

CODE_CHARACTERS = frozenset(
    {
        "verbatim char", "source code char", "code", "code char", "html code", "html typewriter", "html sample",
        "html keyboard", "html-code", "html-schreibmaschine", "html-beispiel", "html-tastatur", "source text",
        "quelltext", "quellcode", "macro text char", "html preformatted char", "inline code",
    }
)  # fmt: skip

#: Containers by the style names an author may meet: the block's title, its directive, with or without our prefix.
_CONTAINER_STYLES = {
    key: spec.name for spec in CONTAINERS.values() if spec.is_for_authors
    for key in (slug(spec.title), spec.name)
}  # fmt: skip


def meaning(name: str, identifier: str, outline: int | None) -> tuple[StyleRole, int, str] | None:
    """Return what a style says it is: role, heading level (0 for none), container (empty for none).

    None if it says nothing, so that the style it is based on decides.
    """
    name = name.lower().strip()
    container = _CONTAINER_STYLES.get(slug(name.removeprefix("ratgeber ")))
    if container is not None:
        return StyleRole.CONTAINER, 0, container
    for text in (name, re.sub(r"(?<=[a-z])(?=[A-Z])", " ", identifier).lower()):
        role = _ROLES.get(text) or next((role for pattern, role in _PATTERNS if pattern.fullmatch(text)), None)
        if role is not None:
            return role, 0, ""
        heading = _HEADING.fullmatch(text)
        if heading is not None:
            return StyleRole.HEADING, int(heading[1]), ""
    if outline is None:
        return None
    return (StyleRole.HEADING, outline + 1, "") if 0 <= outline <= 8 else (StyleRole.BODY, 0, "")
