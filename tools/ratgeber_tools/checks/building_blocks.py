"""Can every building block be built as it stands: its options, its content, what is typed behind its name?

Whether there is such a block at all is not asked here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from ratgeber_tools import dialect
from ratgeber_tools.data.validation import closest
from ratgeber_tools.document import CodeBlock, Container, Figure, Role, Table, Verbatim
from ratgeber_tools.findings import Code, Finding
from ratgeber_tools.guide import Chapter, Guide
from ratgeber_tools.guide.walking import PlacedBlock
from ratgeber_tools.readers.myst.directives import directive_in
from ratgeber_tools.traversal import own_inlines

_SIZE = re.compile(r"\d+(?:\.\d+)?\s*(?:[a-zA-Z]{1,4}|%)?")
_WHOLE = re.compile(r"\d+")
_SEVERAL = re.compile(r"[1-9]\d*(?:(?:\s*,\s*|\s+)[1-9]\d*)*")
_NUMBER_OR_NOTHING = re.compile(r"-?\d+|")

#: Options that take no words, by directive, with what they take.
_VALUES: Mapping[tuple[str, str], re.Pattern[str]] = {
    (dialect.TABLE_DIRECTIVE, "kopfzeilen"): _WHOLE,
    (dialect.TABLE_DIRECTIVE, "kopfspalten"): _WHOLE,
    (dialect.TABLE_DIRECTIVE, "breiten"): _SEVERAL,
    (dialect.FIGURE_DIRECTIVE, "breite"): _SIZE,
    ("toctree", "maxdepth"): re.compile(r"-?\d+"),
    ("toctree", "numbered"): _NUMBER_OR_NOTHING,
}


class _Used(NamedTuple):
    """A building block as typed."""

    name: str
    argument: str
    options: Mapping[str, str]
    has_content: bool


def check(guide: Guide) -> Iterator[Finding]:
    for chapter in guide:
        for placed in chapter.blocks:
            used = _used(chapter, placed)
            if used is not None:
                yield from _check_options(used, chapter, placed)
                yield from (_misused(chapter, sentence, placed.line) for sentence in _problems(used))
            yield from _check_roles(chapter, placed)
            yield from _check_language(chapter, placed)
        yield from _check_key_points(chapter)


def unknown_option(name: str, option: str, allowed: tuple[str, ...]) -> str:
    """Return the sentence about a line in colons that a block does not take."""
    return (
        f"Der Baustein {{{name}}} kennt die Zeile „:{option}:“ nicht; möglich sind: {', '.join(allowed)}."
        f"{closest(option, allowed)}"
    )


def key_points_twice(line: int) -> str:
    """Return the sentence about a chapter with `kurz` in `line` of its head and a box that says the same."""
    return f"„Das Wichtigste“ steht zweimal da: hier und als „kurz“ in Zeile {line}."


def _used(chapter: Chapter, placed: PlacedBlock) -> _Used | None:
    block = placed.block
    if isinstance(block, Container):
        return _Used(block.name, block.argument, dict(block.options), bool(block.blocks))
    if isinstance(block, Table | Figure):  # the model has no place for every option
        source = "\n".join(chapter.lines[placed.lines.first : placed.lines.end])
    elif isinstance(block, Verbatim):
        source = block.source
    else:
        return None
    directive = directive_in(source)
    if directive is None:
        return None
    return _Used(directive.name, directive.argument, directive.values, bool(directive.body.strip()))


def _check_options(used: _Used, chapter: Chapter, placed: PlacedBlock) -> Iterator[Finding]:
    allowed = dialect.directive_options(used.name)
    if allowed is None:
        return
    for option, value in used.options.items():
        line = chapter.line_of(f":{option}:", placed)
        pattern = _VALUES.get((used.name, option))
        if option not in allowed:
            yield _misused(chapter, unknown_option(used.name, option, allowed), line)
        elif pattern is not None and not pattern.fullmatch(value.strip()):
            yield _misused(chapter, f"Im Baustein {{{used.name}}} passt „{value}“ nicht zu „:{option}:“.", line)


def _problems(used: _Used) -> Iterator[str]:
    name = used.name
    is_other_box = name in dialect.CONTAINERS and name != dialect.CHECKLIST
    if is_other_box and dialect.tear_out_name(used.argument) is not None:
        yield (
            f"Heraustrennen lässt sich nur eine Checkliste, nicht der Baustein {{{name}}}. Nehmen Sie "
            f"{{{dialect.CHECKLIST}}}, oder streichen Sie „zum Heraustrennen“ aus dem Titel."
        )
    names_record = dialect.record_named(used.argument, has_content=used.has_content) is not None
    if name in dialect.WITHOUT_CONTENT:
        if name in dialect.RECORD_PARTS and not used.argument:
            yield f"Hinter {{{name}}} fehlt eine Angabe in derselben Zeile."
        elif used.has_content:
            yield f"Der Baustein {{{name}}} hat keinen Inhalt. Schließen Sie ihn gleich."
    elif name == "termin":
        if not used.argument:
            yield "Hinter {termin} fehlt die Kennung eines Termins."
    elif name == dialect.FOREIGN_BOX:
        if not re.fullmatch(dialect.LANGUAGE_TAG, used.options.get("sprache", "").strip()):
            yield (
                "Der Baustein {fremdsprache} braucht die Zeile „:sprache:“ mit dem Kürzel der Sprache, "
                "zum Beispiel „:sprache: tr“ für Türkisch."
            )
    elif not used.has_content and _is_titled(name) and not (name in dialect.RECORD_DIRECTIVES and names_record):
        yield f"Der Baustein {{{name}}} ist leer."


def _is_titled(name: str) -> bool:
    return name in dialect.CONTAINERS and bool(dialect.CONTAINERS[name].title)


def _check_roles(chapter: Chapter, placed: PlacedBlock) -> Iterator[Finding]:
    for inline in own_inlines(placed.block):
        if not isinstance(inline, Role) or inline.name != dialect.FOREIGN_ROLE:
            continue
        if not dialect.WORDS_AND_TAG.match(inline.content):
            sentence = (
                f"In {{fremd}}`{inline.content}` fehlt das Kürzel der Sprache. "
                "Richtig ist zum Beispiel {fremd}`merhaba <tr>`."
            )
            yield _misused(chapter, sentence, chapter.line_of(f"`{inline.content}`", placed))


def _check_language(chapter: Chapter, placed: PlacedBlock) -> Iterator[Finding]:
    block = placed.block
    if isinstance(block, CodeBlock) and block.language and not _is_programming_language(block.language):
        sentence = f"Die Programmiersprache „{block.language}“ ist unbekannt. Lassen Sie die Angabe weg."
        yield _misused(chapter, sentence, placed.line)


def _is_programming_language(name: str) -> bool:
    # only where somebody has typed one; the package comes with Sphinx and without types
    from pygments.lexers import get_lexer_by_name  # type: ignore[import-untyped]
    from pygments.util import ClassNotFound  # type: ignore[import-untyped]

    try:
        get_lexer_by_name(name)
    except ClassNotFound:
        return name in _SPHINX_LANGUAGES
    return True


#: Words Sphinx takes beside the names of languages.
_SPHINX_LANGUAGES = frozenset({"none", "default", "guess", "ipython"})


def _check_key_points(chapter: Chapter) -> Iterator[Finding]:
    if chapter.head is None or not chapter.head.values.key_points:
        return
    for placed in chapter.blocks:
        if isinstance(placed.block, Container) and placed.block.name == dialect.KEY_POINTS:
            sentence = key_points_twice(chapter.head.lines.get("kurz", 1))
            yield Finding(Code.KEY_POINTS_TWICE, sentence, path=chapter.path, line=placed.line)
            return


def _misused(chapter: Chapter, sentence: str, line: int) -> Finding:
    return Finding(Code.BLOCK_MISUSED, sentence, path=chapter.path, line=line)
