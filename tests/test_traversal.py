"""The verbs of the document model."""

from __future__ import annotations

from collections.abc import Iterable

import pytest
from hypothesis import given

from ratgeber_tools.document import (
    Code,
    CrossReference,
    Emphasis,
    Heading,
    Inline,
    Inlines,
    LineBreak,
    Link,
    Paragraph,
    Strikethrough,
    Strong,
    Text,
)
from ratgeber_tools.traversal import children_of, inlines_in, map_inlines, title_heading, title_of
from strategies import inlines
from thoroughness import examples

A, B = Text("a"), Code("b")
HOLDERS = [
    Emphasis((A,)),
    Strong((A,)),
    Strikethrough((A,)),
    Link("https://a.example", (A,)),
    CrossReference("z", (A,)),
]


@pytest.mark.parametrize("holder", HOLDERS, ids=lambda holder: type(holder).__name__)
def test_whatever_holds_others_is_gone_through_and_changed_inside(holder: Inline) -> None:
    assert children_of(holder) == (A,)
    assert list(inlines_in((Strong((holder, B)),))) == [Strong((holder, B)), holder, A, B]
    (changed,) = map_inlines((holder,), lambda inline: (B,) if inline == A else None)
    assert type(changed) is type(holder)
    assert children_of(changed) == (B,)


def test_every_inline_of_the_model_that_has_children_is_known() -> None:
    held = {kind for kind in Inline.__args__ if "children" in kind.__dataclass_fields__}
    assert held == {type(holder) for holder in HOLDERS}


def test_what_is_put_in_is_not_changed_again_and_may_be_nothing_or_several() -> None:
    def change(inline: Inline) -> Iterable[Inline] | None:
        return {A: (A, A), LineBreak(): ()}.get(inline)

    assert map_inlines((A, LineBreak(), B), change) == (A, A, B)


@examples(50)
@given(inlines())
def test_keeping_everything_changes_nothing(words: Inlines) -> None:
    assert map_inlines(words, lambda _: None) == words


def test_the_title_is_the_first_heading_of_the_first_level() -> None:
    blocks = (Paragraph((Text("Vorab"),)), Heading(2, (Text("Zuerst"),)), Heading(1, (Text(" Kita "),)))
    assert title_of((*blocks, Heading(1, (Text("Schule"),)))) == "Kita"
    assert title_heading(blocks) == blocks[2]


def test_without_a_heading_of_the_first_level_there_is_no_title() -> None:
    blocks = (Heading(2, (Text("Kita"),)),)
    assert title_heading(blocks) is None
    assert title_of(blocks) == ""
