"""What an author typed stays text: backslashes and character references where MyST would read markup, nowhere else.

Pure functions on strings.  The rules follow CommonMark 0.31, markdown-it's table, strikethrough, task list and
definition list, and MyST's roles, targets, comments, block breaks, colon fences and attributes.  Dollar signs are
escaped where `dollarmath` would read a formula, although our dialect has it switched off: other tools read our files.
"""

from __future__ import annotations

import re
import unicodedata
from html.entities import html5

from ratgeber_tools import dialect

_ASCII_PUNCTUATION = frozenset("!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~")
_WHITESPACE = frozenset("\t\n\x0b\x0c\r ")

#: Characters that end or pad a line for some program on the way: markdown-it, `str.splitlines`, an editor.
_AS_REFERENCE = frozenset("\t\r\x0c\u2028\u2029")

#: Whatever `escape_text` may have to change; most texts have none of it.
_MAY_MATTER = re.compile("[" + re.escape("*_~`[]<&$({^\\" + "".join(sorted(_AS_REFERENCE))) + "]")

CHARACTER_REFERENCE = re.compile(r"&(?:#[xX][0-9a-fA-F]{1,6}|#[0-9]{1,7}|[a-zA-Z][a-zA-Z0-9]{1,31});")
_OPENS_HTML = re.compile(r"<[a-zA-Z/!?]")
_ENDS_AS_ROLE_NAME = re.compile(r"\{[a-zA-Z0-9_\-+:]+\}\Z")

_LINE_STARTS = re.compile(
    r"""
      \#{1,6}(?=[ \t]|$)                                        # heading
    | >                                                         # quotation
    | [-+*](?=[ \t]|$)                                          # bullet
    | (?:-[ \t]*){3,}$ | (?:_[ \t]*){3,}$ | (?:\*[ \t]*){3,}$   # rule
    | \+[ \t]*\+[ \t]*\+                                        # MyST block break
    | %                                                         # MyST comment
    | :{3,}                                                     # colon fence
    | [:~][ \t]                                                 # definition
    | \(.+\)=[ \t]*$                                            # MyST target
    """,
    re.VERBOSE,
)
#: Attributes of the next block (not a role, which opens a line with its name), a table cell's spans, a task's box;
#: strokes or stars alone, which are a rule together with the marker of the item they stand in.
_FIRST_LINE_STARTS = re.compile(
    rf"(?!\{{[\w\-+:]+\}}`)\{{.*\}}[ \t]*$|\{{(?:{dialect.SPAN_COLUMNS}|{dialect.SPAN_ROWS})=|\[[ xX]\][ \t]"
    r"|(?:-[ \t]*)+$|(?:\*[ \t]*)+$"
)
_NEXT_LINE_STARTS = re.compile(r"=+[ \t]*$|-+[ \t]*$|[-:|][-:|\s]*$")  # underlines of headings and table heads
_ORDERED = re.compile(r"(\d{1,9})(?=[.)](?:[ \t]|$))")
_NOTE_DEFINITION = re.compile(r"\[\^[^\]\s]+\](?=:)")
_REFERENCE_DEFINITION = re.compile(r"\[(?:\\.|[^\[\]\\])*\]:", re.DOTALL)
_ENDS_AS_CLOSED_HEADING = re.compile(r"(?:^|[ \t])#+\Z")


def is_whitespace(character: str) -> bool:
    """Say whether markdown-it counts `character` as white space beside emphasis; the edge of a block ("") does."""
    return character == "" or character in _WHITESPACE or unicodedata.category(character) == "Zs"


def is_punctuation(character: str) -> bool:
    """Say whether markdown-it counts `character` as punctuation beside emphasis (Unicode P and S)."""
    return character != "" and unicodedata.category(character)[0] in "PS"


def reference(character: str) -> str:
    """Return `character` as an HTML character reference."""
    return "&nbsp;" if character == "\xa0" else f"&#{ord(character)};"


def escape_text(
    text: str,
    *,
    before: str = "",
    after: str = "",
    brackets: bool = False,
    dollars: bool = False,
    first_as_reference: bool = False,
    last_as_reference: bool = False,
) -> str:
    r"""Return `text` so that it reads back as itself between the source characters `before` and `after`.

    `before` is the one character written before it, `after` everything that matters of what follows (its first
    characters); both are empty at the edge of a block.  A newline in `text` is a soft break.  `brackets` escapes
    every square bracket (inside a link, or where link definitions are about), `dollars` every dollar sign.  The
    first or last character is written as a character reference on demand, which makes it punctuation to its
    neighbour.  Starts of lines are `escape_line_starts`' business.
    """
    edges_matter = first_as_reference or last_as_reference or (after and text[-1:] in ("!", "}"))
    if not edges_matter and not _MAY_MATTER.search(text):
        return text
    size = len(text)
    follower = after[:1]
    chunks: list[str] = []
    index = 0

    def is_reference(index: int) -> bool:
        return (
            (index == 0 and first_as_reference)
            or (index == size - 1 and last_as_reference)
            or text[index] in _AS_REFERENCE
        )

    def neighbour(index: int) -> str:
        """Return what a run of marks sees of the character at `index`; a reference is punctuation, `&` or `;`."""
        return ";" if is_reference(index) else text[index]

    while index < size:
        character = text[index]
        following = text[index + 1] if index + 1 < size else follower
        if is_reference(index):
            chunks.append(reference(character))
        elif character in "*_~":
            end = index + 1
            while end < size and text[end] == character:
                end += 1
            left = neighbour(index - 1) if index else before
            right = neighbour(end) if end < size else follower
            if _run_matters(character, end - index, left, right, at_edge=index <= 1 or end >= size - 1):
                chunks.extend(["\\" + character] * (end - index))
            else:
                chunks.extend([character] * (end - index))
            index = end
            continue
        elif _matters(text, index, character, following, before=before, brackets=brackets, dollars=dollars):
            chunks.append("\\" + character)
        else:
            chunks.append(character)
        index += 1
    # A backslash escapes what is written after it, not what is meant: look at the neighbour's final form.
    for index, chunk in enumerate(chunks):
        if chunk == "\\":
            beside = chunks[index + 1][0] if index + 1 < size else follower
            if beside == "" or beside in _ASCII_PUNCTUATION or (beside != " " and beside.isspace()):
                chunks[index] = "\\\\"
    if size and after:
        _guard_end(text, chunks, after)
    return "".join(chunks)


def _matters(
    text: str, index: int, character: str, following: str, *, before: str, brackets: bool, dollars: bool
) -> bool:
    """Say whether one of the characters that work alone would be read as markup."""
    match character:
        case "`":
            return True
        case "[":
            return brackets or following == "^" or (before == "]" and index == 0)
        case "]":
            return brackets or (following != "" and following in "([{")
        case "<":
            return _OPENS_HTML.match(text, index) is not None
        case "&":
            found = CHARACTER_REFERENCE.match(text, index)
            return found is not None and (found[0][1] == "#" or found[0][1:] in html5)
        case "^":
            return following == "["  # a footnote in the text, to other tools
        case "$":
            return dollars
        case "(":
            return before == "]" and index == 0
        case "{":
            return index == 0 and before in ("`", ")", ">", "}")
        case _:
            return False


def _guard_end(text: str, chunks: list[str], after: str) -> None:
    """Escape what only the markup that follows would bring to life: `!` before a link, `{name}` before code."""
    if text[-1] == "!" and after[0] == "[":
        chunks[-1] = "\\!"
    elif text[-1] == "}" and after[0] == "`" and (found := _ENDS_AS_ROLE_NAME.search(text)):
        chunks[found.start()] = "\\{"


def _run_matters(character: str, length: int, left: str, right: str, *, at_edge: bool) -> bool:
    """Say whether a run of `*`, `_` or `~` between `left` and `right` might open or close something."""
    if character == "~":
        return length > 1 or "~" in (left, right)
    if is_whitespace(left) and is_whitespace(right):
        return False
    if character == "*":
        return True
    opens_left = not is_whitespace(right) and (not is_punctuation(right) or is_whitespace(left) or is_punctuation(left))
    opens_right = not is_whitespace(left) and (
        not is_punctuation(left) or is_whitespace(right) or is_punctuation(right)
    )
    can_open = opens_left and (not opens_right or is_punctuation(left))
    can_close = opens_right and (not opens_left or is_punctuation(right))
    # A neighbour at the edge may yet be written as a character reference, which is punctuation.
    return can_open or can_close or at_edge


def escape_edges(source: str) -> str:
    """Return the source of a block's inlines with white space at its ends safe from trimming."""
    if source and source[0].isspace():
        source = reference(source[0]) + source[1:]
    if source and source[-1].isspace():
        source = source[:-1] + reference(source[-1])
    return source


def escape_line_starts(source: str, *, opens_link: bool = False) -> str:
    """Return the inlines' source of a paragraph with nothing at a line's start that opens another block.

    `opens_link` says that a bracket at the very start is a link's and must live.
    """
    if _REFERENCE_DEFINITION.match(source) and not source.startswith("[^"):
        # A link can look like a definition when code or a role in it holds `]:`; an empty span hides it.
        source = ("[]{}" if opens_link else "\\") + source
    lines = source.split("\n")
    for number, line in enumerate(lines):
        lines[number] = _escape_line_start(line, is_first=number == 0)
    return "\n".join(lines)


def opens_block(line: str) -> bool:
    """Say whether `line` would open another block, or end its own, in the midst of a paragraph."""
    return _escape_line_start(line, is_first=False) != line


def _escape_line_start(line: str, *, is_first: bool) -> str:
    others = _FIRST_LINE_STARTS if is_first else _NEXT_LINE_STARTS
    if _LINE_STARTS.match(line) or others.match(line):
        return "\\" + line
    found = _ORDERED.match(line)
    if found and (is_first or int(found[1]) == 1):  # only a 1 may interrupt a paragraph
        return f"{found[1]}\\{line[found.end() :]}"
    found = _NOTE_DEFINITION.match(line)
    if found:
        return f"{found[0]}\\{line[found.end() :]}"
    return line


def escape_heading_end(source: str) -> str:
    """Return a heading's source with closing number signs kept: `# Zimmer #` would lose its last one."""
    return source[:-1] + "\\#" if _ENDS_AS_CLOSED_HEADING.search(source) else source
