"""What a paragraph style stands for, by its name, its id or its outline level.

Word stores the names of its own styles in English whatever language it runs in, but style ids follow the language
(``berschrift1``), and other programs write German names; both are known here.
"""

from __future__ import annotations

import re
from enum import Enum, auto

from ratgeber_tools.dialect import CONTAINERS, HEAD_STYLE, INSTRUCTION_STYLE, PARTICULAR_STYLE, slug


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
    HEAD_LINE = auto()  # what an export shows of a chapter's head
    PARTICULAR = auto()  # what an author says of the contribution in one of the template's fields


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
    PARTICULAR_STYLE.lower(): Role.PARTICULAR,
    HEAD_STYLE.lower(): Role.HEAD_LINE,
}

_PATTERNS: tuple[tuple[re.Pattern[str], Role], ...] = (
    (re.compile(r"(?:toc|contents|verzeichnis|inhaltsverzeichnis) ?[1-9]"), Role.CONTENTS),
    (re.compile(r"(?:list continue|listenfortsetzung)(?: ?[1-9])?"), Role.CONTINUATION),
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


def meaning(name: str, identifier: str, outline: int | None) -> tuple[Role, int, str] | None:
    """Return what a style says it is: role, heading level (0 for none), container (empty for none).

    None if it says nothing, so that the style it is based on decides.
    """
    name = name.lower().strip()
    container = _CONTAINER_STYLES.get(slug(name.removeprefix("ratgeber ")))
    if container is not None:
        return Role.CONTAINER, 0, container
    for text in (name, re.sub(r"(?<=[a-z])(?=[A-Z])", " ", identifier).lower()):
        role = _ROLES.get(text) or next((role for pattern, role in _PATTERNS if pattern.fullmatch(text)), None)
        if role is not None:
            return role, 0, ""
        heading = _HEADING.fullmatch(text)
        if heading is not None:
            return Role.HEADING, int(heading[1]), ""
    if outline is None:
        return None
    return (Role.HEADING, outline + 1, "") if 0 <= outline <= 8 else (Role.BODY, 0, "")
