"""Three versions of a chapter become one, and nobody's words are lost."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ratgeber_tools.document import Container, Document, Heading, iterate_blocks, plain_text
from ratgeber_tools.readers import myst
from ratgeber_tools.roundtrip.merge import merge
from ratgeber_tools.roundtrip.merge.alignment import words_of
from ratgeber_tools.roundtrip.merge.boxes import read_box
from ratgeber_tools.roundtrip.merge.tokens import inlines_of, tokens_of
from ratgeber_tools.writers.myst import write
from strategies import inlines
from thoroughness import examples

BASE = """# Anmeldung

Sie melden Ihr Kind im Rathaus an. Bringen Sie Ihren Ausweis mit.

- Ausweis
- Geburtsurkunde

Danach bekommen Sie einen Brief von der Schule.
"""


def read(text: str) -> Document:
    return myst.read(text).document


def words(document: Document) -> str:
    return " ".join(" ".join(words_of(block)) for block in document.blocks)


def with_changes(*changes: tuple[str, str]) -> Document:
    text = BASE
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    return read(text)


def test_changes_in_different_blocks_are_both_taken() -> None:
    merged = merge(read(BASE), with_changes(("Rathaus", "Bürgerbüro")), with_changes(("Brief", "Anruf")))
    assert merged.document == with_changes(("Rathaus", "Bürgerbüro"), ("Brief", "Anruf"))
    assert (merged.conflicts, merged.mixed) == (0, ())


def test_the_same_word_changed_differently_keeps_both_versions() -> None:
    merged = merge(read(BASE), with_changes(("Rathaus", "Bürgerbüro")), with_changes(("Rathaus", "Schulamt")))
    (conflict,) = (block for block in merged.document.blocks if isinstance(block, Container))
    assert conflict.name == "konflikt"
    assert {"Bürgerbüro", "Schulamt"} <= set(words_of(conflict))
    assert merged.conflicts == 1


def test_a_sentence_both_sides_touched_is_merged_and_reported() -> None:
    merged = merge(read(BASE), with_changes(("Ihr Kind", "Ihre Tochter")), with_changes(("Rathaus", "Schulamt")))
    assert merged.mixed == ("Sie melden Ihre Tochter im Schulamt an.",)
    assert merged.conflicts == 0


def test_two_sentences_of_one_paragraph_are_merged_without_a_word() -> None:
    merged = merge(read(BASE), with_changes(("Rathaus", "Schulamt")), with_changes(("Ausweis mit", "Pass mit")))
    assert merged.document == with_changes(("Rathaus", "Schulamt"), ("Ausweis mit", "Pass mit"))
    assert (merged.conflicts, merged.mixed) == (0, ())


def test_a_deletion_of_what_nobody_changed_is_honoured() -> None:
    merged = merge(read(BASE), with_changes(("Brief", "Anruf")), with_changes(("- Geburtsurkunde\n", "")))
    assert "Geburtsurkunde" not in words(merged.document)
    assert "Anruf" in words(merged.document)


@pytest.mark.parametrize("left", [1, 2])
def test_a_sentence_that_stands_twice_is_not_taken_for_another_one_that_was_split(left: int) -> None:
    twice = "Ich weiß, an welchen Tagen und wie viele Stunden wir brauchen."
    here, there = "Sie überlegen, an welchen Tagen und wie viele", "Stunden Sie brauchen."
    items, changed = f"- {twice}\n", f"- {twice.replace('wie', 'wie ungefähr')}\n"
    base = read(f"{items}{items}\n{here} {there}\n")
    ours = read(f"{changed}{items * (left - 1)}\n{here} {there}\n")

    merged = merge(base, ours, read(f"{items}{items}\n{here}\n\n{there}\n"))

    assert merged.document == read(f"{changed}{items * (left - 1)}\n{here}\n\n{there}\n")


@pytest.mark.parametrize("side", ["ours", "theirs"])
def test_a_paragraph_deleted_here_and_changed_there_is_a_conflict(side: str) -> None:
    gone = with_changes(("Danach bekommen Sie einen Brief von der Schule.\n", ""))
    changed = with_changes(("Brief", "Anruf"))
    merged = merge(read(BASE), *((gone, changed) if side == "ours" else (changed, gone)))
    assert merged.conflicts == 1
    assert "Anruf" in words(merged.document)


def test_new_blocks_of_both_sides_at_one_place_both_stay() -> None:
    place = "- Ausweis\n"
    merged = merge(
        read(BASE), with_changes((place, f"Hier neu.\n\n{place}")), with_changes((place, f"Dort neu.\n\n{place}"))
    )
    assert "Hier neu. Dort neu." in words(merged.document)
    assert merged.conflicts == 0


def test_a_moved_block_keeps_the_words_changed_here() -> None:
    last = "Danach bekommen Sie einen Brief von der Schule.\n"
    theirs = with_changes((last, ""), ("- Ausweis", f"{last}\n- Ausweis"))
    merged = merge(read(BASE), with_changes(("Brief", "Anruf")), theirs)
    assert words(merged.document).index("Anruf") < words(merged.document).index("Geburtsurkunde")
    assert merged.conflicts == 0


def test_a_split_paragraph_keeps_the_words_changed_here() -> None:
    theirs = with_changes((" an. Bringen", " an.\n\nBringen"))
    merged = merge(read(BASE), with_changes(("Ihren Ausweis", "Ihren Pass")), theirs)
    assert merged.document == with_changes((" an. Bringen", " an.\n\nBringen"), ("Ihren Ausweis", "Ihren Pass"))


@pytest.mark.parametrize("rest", ["### drei vier", "drei vier"])
@pytest.mark.parametrize("around", ["{}\n", ":::{{tipp}}\n{}\n:::\n"])
def test_a_heading_split_by_one_side_keeps_the_words_of_the_other(rest: str, around: str) -> None:
    base, typed = "### eins zwei drei vier", "### eins zwei drei neu vier"
    split = f"### eins zwei\n\n{rest}"
    wanted = read(around.format(split.replace("drei vier", "drei neu vier")))
    for sides in ((typed, split), (split, typed)):
        merged = merge(*(read(around.format(text)) for text in (base, *sides)))
        assert (merged.conflicts, words(merged.document)) == (0, words(wanted))
        assert [type(block) for block in iterate_blocks(merged.document.blocks)] == [
            type(block) for block in iterate_blocks(wanted.blocks)
        ]


def test_a_heading_made_a_paragraph_here_and_split_there_is_two_paragraphs() -> None:
    sides = "eins zwei drei vier\n", "### eins zwei\n\n### drei vier\n"
    merged = merge(*map(read, ("### eins zwei drei vier\n", *sides)))
    assert write(merged.document) == "eins zwei\n\ndrei vier\n"


def test_a_paragraph_made_a_heading_here_and_split_there_is_a_conflict() -> None:
    sides = "### eins zwei drei vier\n", "eins zwei\n\ndrei vier\n"
    merged = merge(*map(read, ("eins zwei drei vier\n", *sides)))
    (box,) = merged.document.blocks
    found = read_box(box)
    assert found is not None
    assert tuple(Document(blocks=version) for version in found.versions) == tuple(map(read, sides))


def test_a_heading_split_there_and_said_otherwise_here_stands_in_the_conflict_alone() -> None:
    base = ":::{tipp}\n### eins zwei drei vier\n:::\n"
    sides = base.replace("drei", "dreizehn"), base.replace("zwei drei", "zwei\n\n### dreißig")
    merged = merge(*map(read, (base, *sides)))
    (tip,) = merged.document.blocks
    assert isinstance(tip, Container)
    (box,) = tip.blocks
    found = read_box(box)
    assert found is not None
    assert [words(Document(blocks=version)).split() for version in found.versions] == [
        ["eins", "zwei", "dreizehn", "vier"],
        ["eins", "zwei", "dreißig", "vier"],
    ]


def test_joined_paragraphs_keep_the_words_changed_here() -> None:
    base = "Eins zwei drei vier fünf.\n\nSechs sieben acht neun zehn.\n"
    merged = merge(read(base), read(base.replace("neun", "neunzig")), read(base.replace(".\n\nSechs", ". Sechs")))
    assert merged.document == read("Eins zwei drei vier fünf. Sechs sieben acht neunzig zehn.\n")


def test_a_restyled_heading_keeps_the_words_changed_here() -> None:
    ours, theirs = with_changes(("Danach", "Später")), with_changes(("Danach", "## Danach"))
    merged = merge(read(BASE), ours, theirs)
    last = merged.document.blocks[-1]
    assert isinstance(last, Heading)
    assert plain_text(last.children).startswith("Später")


def test_cells_of_one_table_are_merged_each() -> None:
    base = "| Wer | Wann |\n|---|---|\n| Hort | Montag |\n| Schule | Freitag |\n"
    merged = merge(read(base), read(base.replace("Montag", "Dienstag")), read(base.replace("Freitag", "Samstag")))
    assert merged.document == read(base.replace("Montag", "Dienstag").replace("Freitag", "Samstag"))


def test_new_footnotes_of_both_sides_under_one_label_both_stay() -> None:
    base = "Eins.\n\nZwei.\n"
    ours, theirs = "Eins.[^1]\n\nZwei.\n\n[^1]: Hier.\n", "Eins.\n\nZwei.[^1]\n\n[^1]: Dort.\n"
    merged = merge(read(base), read(ours), read(theirs)).document
    said = [plain_text(block.children) for blocks in merged.notes.values() for block in iterate_blocks(blocks)]  # type: ignore[union-attr]  # paragraphs
    assert said == ["Hier.", "Dort."]


@given(inlines())
def test_tokens_joined_again_are_the_inlines(found: tuple[object, ...]) -> None:
    assert inlines_of(tokens_of(found)) == found  # type: ignore[arg-type]  # inlines


@st.composite
def versions(draw: st.DrawFn) -> tuple[list[str], list[str], list[str]]:
    """A base of paragraphs and two versions: words and paragraphs replaced, taken out and put in, each once only."""
    base = [" ".join(f"b{n}x{k}" for k in range(5)) for n in range(draw(st.integers(1, 5)))]
    sides = []
    for name in "ot":
        side = list(base)
        for number in range(draw(st.integers(0, 4))):
            at = draw(st.integers(0, len(side)))
            match draw(st.sampled_from(("word", "gone", "new", "cut"))):
                case "new":
                    side.insert(at, f"{name}{number}neu {name}{number}satz")
                case "gone" if at < len(side):
                    del side[at]
                case "word" | "cut" as kind if at < len(side):
                    parts = side[at].split()
                    place = draw(st.integers(0, len(parts) - 1))
                    parts[place : place + 1] = [f"{name}{number}wort"] if kind == "word" else []
                    side[at] = " ".join(parts) or f"{name}{number}rest"
                case _:
                    pass
        sides.append(side)
    return base, sides[0], sides[1]


@examples(200)
@given(versions())
def test_every_inserted_word_stays_and_every_deletion_is_honoured_or_in_a_conflict(
    drawn: tuple[list[str], list[str], list[str]],
) -> None:
    base, ours, theirs = drawn
    merged = merge(*(read("\n\n".join(version) + "\n") for version in drawn))
    before, mine, other = (set(" ".join(version).split()) for version in (base, ours, theirs))
    result = set(words(merged.document).split())
    assert (mine | other) - before <= result
    settled = set(
        " ".join(
            " ".join(words_of(block))
            for block in merged.document.blocks
            if not (isinstance(block, Container) and block.name == "konflikt")
        ).split()
    )
    assert not settled & ((before - mine) | (before - other))


@pytest.mark.parametrize("is_first", [True, False])
def test_a_paragraph_split_there_of_which_a_sentence_is_taken_out_here_keeps_the_other(is_first: bool) -> None:
    one, other = "Brauchen Sie Hilfe beim Schreiben?", "Eine Beratung kostet nichts."
    base, ours, theirs = f"{one}\n{other}\n", f"{other if is_first else one}\n", f"{one}\n\n{other}\n"
    for by_lines in (True, False):
        result = merge(*(myst.read(text).document for text in (base, ours, theirs)), by_lines=by_lines)
        assert write(result.document) == ours
        assert result.conflicts == 0
