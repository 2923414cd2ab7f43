"""Hypothesis strategies for documents: every shape the model allows, in the normal form readers keep.

`documents()` is for MyST.  Its parameters switch off what another format cannot hold, so that other round trips can
use it too.
"""

from __future__ import annotations

import string
from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from hypothesis import strategies as st

from ratgeber_tools import dialect
from ratgeber_tools.document import (
    Block,
    BlockQuote,
    Blocks,
    BulletList,
    Cell,
    Code,
    CodeBlock,
    Container,
    CrossReference,
    Definition,
    DefinitionList,
    Document,
    Emphasis,
    Figure,
    Foreign,
    Heading,
    Image,
    Inline,
    Inlines,
    LineBreak,
    Link,
    ListItem,
    Math,
    NoteReference,
    OrderedList,
    Paragraph,
    Role,
    Row,
    Strikethrough,
    Strong,
    Subscript,
    Superscript,
    Table,
    Text,
    ThematicBreak,
    Verbatim,
    normalise_inlines,
)
from thoroughness import is_thorough

#: Everything that is markup to somebody.
NASTY = "*_~`[](){}<>!&;#+-=.:|\\/^$%@\"'0123 x"

#: Pieces that open something when they stand alone, begin a line or meet their neighbour.
_FRAGMENTS = (
    *NASTY,
    "  ",
    "\t",
    "\u00a0",
    "\u2028",
    "ä",
    "ß",
    "„",
    "“",
    "e\u0301",
    "🏫",
    "مرحبا",
    "Wort",
    "Satz. Noch einer.",
    "z. B. ",
    "1. ",
    "- ",
    "[x] ",
    "# ",
    "> ",
    ":::{tipp}",
    ":::",
    "```",
    "~~~",
    "(ziel)=",
    "{#ziel}",
    "{.klasse}",
    "{sup}",
    "{include} geheim.txt",
    "{spalten=2}",
    "{spalten=2} ",
    "{b}",
    "[^1]",
    "[^1]: ",
    "[wort]: ",
    "](",
    "![",
    "<!-- ",
    " -->",
    "<script>",
    "</b>",
    "<https://example.org>",
    "&amp;",
    "&#65;",
    "$x$",
    "+++",
    "---",
    "===",
    "%",
    ": ",
    "|",
    "--|--",
    "{{x}}",
    "...",
    "\\",
    "\\\\",
)

#: Characters no XML and no keyboard brings: controls (but tab), surrogates, noncharacters.
_WRITABLE = st.characters(exclude_categories=("Cc", "Cs", "Cn"), include_characters="\t")

#: How many containers lie in one another: small documents by day, larger ones at night; both reach every kind of block.
DEPTH = 3 if is_thorough() else 2
#: How many lie beside one another at most: blocks of a document and words of a row, and what is in a container.
#: Drawing a document takes far longer than what is done with it.
MANY, FEW = (5, 3) if is_thorough() else (3, 2)

words = st.text(alphabet=string.ascii_letters + "äöüÄÖÜß", min_size=1, max_size=8)
nasty_texts = st.lists(st.sampled_from(_FRAGMENTS), min_size=1, max_size=6).map("".join)
texts = st.one_of(words, nasty_texts, st.text(alphabet=_WRITABLE, min_size=1, max_size=6))

identifiers = st.lists(st.text(alphabet="abz019", min_size=1, max_size=4), min_size=1, max_size=3).map("-".join)
addresses = st.one_of(
    st.sampled_from(
        (
            "https://example.org/a_(b)?x=1&y=2#z",
            "https://example.org/ä ö",
            "mailto:amt@example.org",
            "tel:+493401234",
            "kapitel.md",
            "../hilfe/a b.md",
            "https://example.org/&amp;<>\\",
        )
    ),
    st.text(alphabet=NASTY + "ä", max_size=8).map(lambda path: "https://example.org/" + path.strip()),
)
#: Content of roles: neither empty nor with a backtick at an end, which MyST's syntax cannot carry.
role_contents = texts.map(lambda text: text.replace("\t", " ").strip("`") or "x")
languages = st.sampled_from(("tr", "ar", "uk", "en-GB", "fa"))
widths_mm = st.one_of(st.none(), st.integers(1, 120).map(float), st.just(50.5))
labels = st.sampled_from(("1", "2", "fn-a"))


def _one_line(text: str) -> str:
    return text.replace("\u2028", " ").replace("\t", " ")


images = st.builds(Image, source=st.sampled_from(("bild.png", "bilder/a b.png", "b(1).jpg")), alt=texts.map(_one_line))
sized_images = st.builds(lambda image, width: Image(image.source, image.alt, width), images, widths_mm)
foreigns = st.builds(
    lambda text, language: Foreign(text, language, dialect.is_right_to_left(language)), role_contents, languages
)


def _leaves(*, for_myst: bool, breaks: bool) -> st.SearchStrategy[Inline]:
    leaves: list[st.SearchStrategy[Inline]] = [
        st.builds(Text, texts),
        st.builds(Text, texts),
        st.builds(Text, words),
        st.just(LineBreak() if breaks else Text(" ")),
        st.builds(Superscript, role_contents),
        st.builds(Subscript, role_contents),
        st.builds(Code, texts.map(_one_line)),
        sized_images,
        st.builds(NoteReference, labels),
        foreigns,
    ]
    if for_myst:
        leaves += [
            st.builds(Math, role_contents),
            st.builds(Role, st.sampled_from(("fakt", "begriff", "ref")), role_contents),
        ]
    return st.one_of(leaves)


def _marks(inner: st.SearchStrategy[Sequence[Inline]]) -> st.SearchStrategy[Inline]:
    children = inner.map(tuple)
    return st.one_of(
        st.builds(Strong, children),
        st.builds(Emphasis, children),
        st.builds(Strikethrough, children),
    )


def _for_link(children: Sequence[Inline]) -> Inlines:
    """Return `children` as MyST can carry them in a link: no footnote in it, and something to click on."""
    return normalise_inlines(_without_notes(children)) or (Text("a"),)


def _without_notes(children: Sequence[Inline]) -> list[Inline]:
    kept: list[Inline] = []
    for inline in children:
        match inline:
            case NoteReference():
                pass
            case Strong(inner) | Emphasis(inner) | Strikethrough(inner):
                kept.append(type(inline)(tuple(_without_notes(inner))))
            case _:
                kept.append(inline)
    return kept


@st.composite
def inlines(draw: st.DrawFn, *, for_myst: bool = True, breaks: bool = True, links: bool = True) -> Inlines:
    """Normalised inlines, at least one; without line breaks for the places that hold one line."""
    return draw(_inlines(for_myst=for_myst, breaks=breaks, links=links))


@cache
def _inlines(*, for_myst: bool, breaks: bool, links: bool) -> st.SearchStrategy[Inlines]:
    leaf = _leaves(for_myst=for_myst, breaks=breaks)
    without_links = st.recursive(leaf, lambda inner: _marks(st.lists(inner, min_size=1, max_size=3)), max_leaves=4)
    one = without_links
    if links:
        children = st.lists(without_links, min_size=1, max_size=3).map(_for_link)
        one = st.one_of(
            without_links,
            without_links,
            st.builds(Link, addresses, children),
            st.builds(CrossReference, identifiers, children),
            st.builds(lambda target, inner: Strong((Text("a"), Link(target, inner))), addresses, children),
        )
    return st.lists(one, min_size=1, max_size=MANY).map(normalise_inlines).map(lambda found: found or (Text("a"),))


def _with_identifiers(found: st.SearchStrategy[Block]) -> st.SearchStrategy[Block]:
    names = st.one_of(st.just(()), st.just(()), st.lists(identifiers, max_size=2).map(tuple))
    return st.builds(
        lambda block, given: block if isinstance(block, Verbatim) else replace(block, identifiers=given), found, names
    )


def _paragraphs(*, for_myst: bool) -> st.SearchStrategy[Paragraph]:
    return st.builds(Paragraph, children=inlines(for_myst=for_myst))


def tables(cell_blocks: st.SearchStrategy[Blocks], *, for_myst: bool = True) -> st.SearchStrategy[Table]:
    """Rectangular tables, some with merged cells, some with a header, cells empty or with blocks."""

    @st.composite
    def build(draw: st.DrawFn) -> Table:
        columns = draw(st.integers(1, 3))
        count = draw(st.integers(1, 3))
        cells = draw(
            st.lists(st.lists(cell_blocks, min_size=columns, max_size=columns), min_size=count, max_size=count)
        )
        rows = [[Cell(blocks) for blocks in row] for row in cells]
        if columns > 1 and draw(st.booleans()):
            rows[-1] = [Cell(rows[-1][0].blocks, column_span=columns)]
        elif count > 1 and draw(st.booleans()):
            rows[-2][0] = Cell(rows[-2][0].blocks, row_span=2)
            rows[-1] = rows[-1][1:]
        if any(not row for row in rows):
            rows = [row or [Cell(())] for row in rows]
        header_rows = draw(st.integers(0, min(2, count)))
        caption = draw(st.one_of(st.just(()), inlines(for_myst=for_myst, breaks=False)))
        options = draw(st.sampled_from(((), (("breiten", "1 2"), ("kopfspalten", "1"))))) if for_myst else ()
        return Table(
            rows=tuple(Row(tuple(row)) for row in rows), header_rows=header_rows, caption=caption, options=options
        )

    return build()


@st.composite
def blocks(draw: st.DrawFn, *, for_myst: bool = True, depth: int = DEPTH) -> Blocks:
    """Blocks of a document; `depth` containers deep."""
    return draw(st.lists(_block(for_myst=for_myst, depth=depth), max_size=MANY).map(tuple))


@cache
def _block(*, for_myst: bool, depth: int) -> st.SearchStrategy[Block]:
    leaf: list[st.SearchStrategy[Block]] = [
        _paragraphs(for_myst=for_myst),
        st.builds(
            Heading,
            level=st.integers(1, 6),
            children=inlines(for_myst=for_myst, breaks=False),
        ),
        st.builds(
            CodeBlock,
            text=st.lists(
                st.sampled_from(("x = 1", "", "```", ":::", "~~~", "  y", "\tz", "<b>", " ")), max_size=4
            ).map("\n".join),
            language=st.sampled_from(("", "python")),
        ),
        st.builds(ThematicBreak),
        st.builds(
            Figure,
            image=sized_images,
            caption=st.one_of(st.just(()), inlines(for_myst=for_myst)),
            options=st.sampled_from(((), (("klasse", "breit"),))) if for_myst else st.just(()),
        ),
    ]
    if for_myst:
        leaf.append(
            st.builds(
                Verbatim,
                source=st.sampled_from(
                    (
                        "```{toctree}\n:maxdepth: 2\n\nhilfe/index\n```",
                        "% Notiz",
                        "<!-- bleibt -->",
                        "[wort]: https://example.org",
                    )
                ),
            )
        )

    if depth == 0:
        return _with_identifiers(st.one_of(leaf))
    inner = st.deferred(lambda: _block(for_myst=for_myst, depth=depth - 1))
    several = st.lists(inner, max_size=FEW).map(tuple)
    some = st.lists(inner, min_size=1, max_size=FEW).map(tuple)
    items = st.one_of(
        st.builds(ListItem, several),
        st.builds(ListItem, _paragraphs(for_myst=for_myst).map(lambda paragraph: (paragraph,))),
        st.builds(
            ListItem,
            st.tuples(_paragraphs(for_myst=for_myst), several).map(lambda parts: (parts[0], *parts[1])),
            checked=st.booleans(),
        ),
    )
    item_lists = st.lists(items, min_size=1, max_size=FEW).map(tuple)
    containers = st.sampled_from(tuple(dialect.CONTAINERS))
    extended: list[st.SearchStrategy[Block]] = [
        st.builds(BulletList, items=item_lists),
        st.builds(OrderedList, items=item_lists, start=st.integers(0, 12)),
        st.builds(BlockQuote, blocks=some),
        tables(several, for_myst=for_myst),
        tables(
            st.one_of(
                st.just(()),
                st.builds(Paragraph, children=inlines(for_myst=for_myst, breaks=False)).map(lambda p: (p,)),
            ),
            for_myst=for_myst,
        ),
        st.builds(
            Container,
            name=containers,
            blocks=several,
            argument=st.sampled_from(("", "1. März 2027", "mit *Auszeichnung*")),
            options=st.lists(
                st.tuples(st.sampled_from(("art", "von", "sprache")), texts.map(_one_line)),
                max_size=2,
                unique_by=lambda option: option[0],
            ).map(tuple),
        ),
    ]
    if for_myst:
        terms = st.one_of(
            st.just(()), inlines(for_myst=for_myst, breaks=False), inlines(for_myst=for_myst, breaks=False)
        )
        definitions = st.builds(Definition, terms, several)
        extended.append(st.builds(DefinitionList, items=st.lists(definitions, min_size=1, max_size=2).map(tuple)))
    return _with_identifiers(st.one_of([*leaf, *extended, *extended]))


@st.composite
def documents(draw: st.DrawFn, *, for_myst: bool = True) -> Document:
    """Whole documents: blocks, footnotes, a head.  Identifiers may repeat; neither reader nor writer minds."""
    head = draw(st.sampled_from(("", "titel: x", "titel: x\nschlagworte:\n  - Hort"))) if for_myst else ""
    notes = {label: draw(blocks(for_myst=for_myst, depth=1)) for label in ("1", "2", "fn-a") if draw(st.booleans())}
    return Document(blocks=draw(blocks(for_myst=for_myst)), notes=notes, front_matter=head)
