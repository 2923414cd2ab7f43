"""A chapter goes into the editor and comes back: to the byte where nobody wrote, one line where somebody did."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from prosemirror.transform import Transform

from desk.desk_chapters import CHAPTER, node_with, read_chapter
from ratgeber_tools.desk.into_editor import as_json, as_node
from ratgeber_tools.desk.out_of_editor import as_in_chapter, document_of, normal_form
from ratgeber_tools.desk.schema import SCHEMA
from ratgeber_tools.document import (
    BulletList,
    Container,
    Document,
    Emphasis,
    Heading,
    LineBreak,
    LineRange,
    Link,
    NoteReference,
    Paragraph,
    Strong,
    Text,
)
from ratgeber_tools.readers import myst as reader
from ratgeber_tools.roundtrip.patching.proven import patch
from ratgeber_tools.writers import myst as writer
from strategies import documents
from thoroughness import examples

A, B = {"type": "text", "text": "a"}, {"type": "text", "text": "b"}


def through_editor(source: bytes) -> bytes:
    chapter = read_chapter(source)
    edited = document_of(as_node(chapter), front_matter=chapter.front_matter)
    return patch(source, as_in_chapter(edited, chapter))


def test_a_chapter_with_everything_comes_back_to_the_byte() -> None:
    assert through_editor(CHAPTER) == CHAPTER


@given(documents())
@examples(15, by_night=100)
def test_any_document_comes_back_to_the_byte(document: Document) -> None:
    source = writer.write(document).encode("utf-8")

    as_node(read_chapter(source)).check()
    assert through_editor(source) == source


@given(documents())
@examples(15, by_night=100)
def test_the_normal_form_of_a_normal_form_is_itself(document: Document) -> None:
    once = normal_form(reader.read(writer.write(document)).document)

    assert normal_form(once) == once


def test_one_word_typed_is_one_line_changed() -> None:
    chapter = read_chapter(CHAPTER)
    node = as_node(chapter)
    transform = Transform(node)
    transform.insert(
        node.text_between(0, node.content.size, "", "x").index("Bis") and _at(node, "Bis"), SCHEMA.text("Neu ")
    )

    edited = document_of(transform.doc, front_matter=chapter.front_matter)
    after = patch(CHAPTER, as_in_chapter(edited, chapter)).splitlines()
    before = CHAPTER.splitlines()

    assert len(after) == len(before)
    assert [new for new, old in zip(after, before, strict=True) if new != old] == [
        "Neu Bis März muss *alles* **fertig** sein.".encode()
    ]


def _at(node: object, words: str) -> int:
    found: list[int] = []
    node.descendants(lambda inner, at, _parent, _index: found.append(at) if words in (inner.text or "") else None)  # type: ignore[attr-defined]
    return found[0]


def test_blocks_bear_the_lines_they_stand_in() -> None:
    node = as_json(read_chapter(b"# Titel\n\nErster.\n\n- a\n- b\n"))

    assert [child["attrs"]["src"] for child in node["content"]] == ["0-1", "2-3", "4-6"]


def test_a_copy_of_a_block_is_a_new_one() -> None:
    node = as_json(read_chapter(b"Erster.\n\nZweiter.\n"))
    node["content"].append(node["content"][0])

    assert [block.lines for block in document_of(node).blocks] == [LineRange(0, 1), LineRange(2, 3), None]


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        pytest.param(
            [{"type": "paragraph"}, {"type": "bullet_list"}, {"type": "table_block"}], (), id="what says nothing goes"
        ),
        pytest.param(
            [{"type": "paragraph", "attrs": {"ids": ["ziel"]}}, {"type": "rule"}, {"type": "paragraph"}],
            None,
            id="the targets of an emptied paragraph go on",
        ),
        pytest.param(
            [{"type": "heading", "content": [A, {"type": "hard_break"}, B]}],
            (Heading(2, (Text("a b"),)),),
            id="a heading has one line",
        ),
        pytest.param(
            [{"type": "table_block", "content": [{"type": "caption", "content": [A]}]}],
            (Paragraph((Text("a"),)),),
            id="a table without rows leaves its caption",
        ),
    ],
)  # fmt: skip
def test_what_the_model_has_no_place_for_is_put_where_its_words_stay(
    content: list[dict[str, object]], expected: object
) -> None:
    blocks = document_of(node_with(content)).blocks

    if expected is None:
        assert [block.identifiers for block in blocks] == [("ziel",)]
    else:
        assert blocks == expected


def test_two_texts_of_one_footnote_both_stay() -> None:
    said = [{"type": "paragraph", "content": [{"type": "text", "text": words}]} for words in ("eins", "zwei")]
    node = node_with([{"type": "note", "attrs": {"label": "1"}, "content": [words]} for words in said])

    assert document_of(node).notes["1"] == (Paragraph((Text("eins"),)), Paragraph((Text("zwei"),)))


@pytest.mark.parametrize(
    "words",
    [
        (Strong((Link("https://example.org", (Text("hier"),)), Text(" und da"))),),
        (Link("https://example.org", (Text("ganz "), Strong((Text("hier"),)))),),
        (Emphasis((Text("a "), Strong((Text("b"),)), Text(" c"))), LineBreak(), Text("d")),
    ],
)
def test_marks_that_reach_differently_far_keep_their_nesting(words: tuple[object, ...]) -> None:
    document = Document((Paragraph(words),))  # type: ignore[arg-type]

    assert normal_form(document) == document


def test_a_link_never_falls_into_two_but_around_a_footnote() -> None:
    link = {"type": "link", "attrs": {"target": "https://example.org"}}
    words = [
        {"type": "text", "text": "a", "marks": [{"type": "strong"}]},
        {"type": "text", "text": "b", "marks": [link, {"type": "strong"}]},
        {"type": "text", "text": "c", "marks": [link]},
        {"type": "note_ref", "attrs": {"label": "1"}, "marks": [link]},
    ]

    (paragraph,) = document_of(node_with([{"type": "paragraph", "content": words}])).blocks
    assert paragraph == Paragraph(
        (
            Strong((Text("a"),)),
            Link("https://example.org", (Strong((Text("b"),)), Text("c"))),
            NoteReference("1"),
        )
    )


def test_what_nobody_touched_is_restored_as_it_stands_in_the_chapter() -> None:
    chapter = Document((Paragraph((Link("https://example.org", (Strong((Text("x"),)),)),)), Paragraph((Text("y"),))))
    edited = replace(normal_form(chapter), blocks=(*normal_form(chapter).blocks, Container("tipp", ())))

    assert as_in_chapter(edited, chapter).blocks == (*chapter.blocks, Container("tipp", ()))
    assert not isinstance(normal_form(chapter).blocks[0].children[0], Link), "the case shows nothing else"  # type: ignore[union-attr]
    assert BulletList(()) not in as_in_chapter(edited, chapter).blocks


HOLES = b"""# Titel

| Tag | Zeit |
|-----|------|
| Mo  |      |

:::{tipp} Ohne Worte
:::

:::{kontakt} amt
:::

-
- zwei
"""


def test_a_cursor_can_stand_in_whatever_is_empty_and_nothing_comes_of_it() -> None:
    node = as_node(read_chapter(HOLES))
    empty: list[str] = []

    def look(inner: object, _at: int, parent: object, _index: int) -> None:
        if inner.type.name != "paragraph" and not inner.inline_content and not inner.is_leaf:  # type: ignore[attr-defined]
            empty.extend([inner.type.name] * (inner.child_count == 0))  # type: ignore[attr-defined]

    node.descendants(look)
    assert empty == ["box"]  # the contact's: what it shows comes from the register
    assert through_editor(HOLES) == HOLES
