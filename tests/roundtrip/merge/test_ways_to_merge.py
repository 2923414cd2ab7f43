"""How whoever asks for a merge says where the other side comes from, and what to do with two insertions at one spot."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ratgeber_tools.readers import myst
from ratgeber_tools.roundtrip.merge import VersionSource, merge
from ratgeber_tools.roundtrip.merge.boxes import SOURCES, read_box
from ratgeber_tools.writers.myst import write
from thoroughness import examples

_BASE = "Der Weg zur Schule ist kurz. Die Schule ist neu."


def merged(ours: str, theirs: str, *, base: str = _BASE, keeps_both: bool = False) -> str:
    documents = (myst.read(f"{text}\n").document for text in (base, ours, theirs))
    return " ".join(write(merge(*documents, keeps_both=keeps_both).document).split())


def test_a_conflict_at_the_desk_says_that_it_is_from_there() -> None:
    base, ours, theirs = (myst.read(f"Der Weg ist {word}.\n").document for word in ("kurz", "lang", "weit"))
    made = merge(base, ours, theirs, source=VersionSource("Vom Redaktionstisch", "Jugendamt")).document
    assert "**Vom Redaktionstisch, Jugendamt:**" in write(made)
    third = myst.read("Der Weg ist breit.\n").document
    text = write(merge(base, made, third, source=VersionSource("Aus Word")).document)
    assert [line for line in text.splitlines() if line.startswith("**")] == [
        "**Im Ratgeber:**",
        "**Vom Redaktionstisch, Jugendamt:**",
        "**Aus Word (2):**",
    ]


def test_every_source_is_read_back_from_a_box() -> None:
    for label in SOURCES:
        for office in ("", "Amt für Schule, Kita und Sport"):
            base, ours, theirs = (myst.read(f"Der Weg ist {word}.\n").document for word in ("kurz", "lang", "weit"))
            made = merge(base, ours, theirs, source=VersionSource(label, office)).document
            (block,) = myst.read(write(made)).document.blocks
            box = read_box(block)
            assert box is not None
            assert box.sources == (VersionSource(label, office),)


def test_words_put_in_by_both_at_one_spot_are_in_conflict_where_each_read_alone() -> None:
    assert "konflikt" in merged(_BASE.replace("kurz", "sehr kurz"), _BASE.replace("kurz", "meist kurz"))


def test_words_put_in_by_both_at_one_spot_stay_where_people_write_together() -> None:
    text = merged(_BASE.replace("kurz", "sehr kurz"), _BASE.replace("kurz", "meist kurz"), keeps_both=True)
    assert text == "Der Weg zur Schule ist sehr meist kurz. Die Schule ist neu."


def test_sentences_put_in_by_both_at_one_spot_stay_ours_first() -> None:
    ours, theirs = f"{_BASE} Er ist hell.", f"{_BASE} Er ist breit."
    assert merged(ours, theirs, keeps_both=True) == f"{_BASE} Er ist hell. Er ist breit."


def test_words_replaced_differently_are_in_conflict_even_where_people_write_together() -> None:
    assert "konflikt" in merged(_BASE.replace("kurz", "lang"), _BASE.replace("kurz", "weit"), keeps_both=True)


@examples(100)
@given(data=st.data())
def test_together_no_inserted_word_is_lost_and_nothing_is_in_conflict(data: st.DataObject) -> None:
    words = _BASE.split()

    def with_insertions(mark: str) -> tuple[str, set[str]]:
        places = data.draw(st.lists(st.integers(0, len(words)), max_size=4, unique=True))
        row = list(words)
        for at in sorted(places, reverse=True):
            row.insert(at, f"{mark}{at}")
        return " ".join(row), {f"{mark}{at}" for at in places}

    (ours, mine), (theirs, others) = with_insertions("hier"), with_insertions("dort")
    text = merged(ours, theirs, keeps_both=True)
    assert "konflikt" not in text
    assert sorted(text.replace(".", "").split()) == sorted([*_BASE.replace(".", "").split(), *mine, *others])


_THREE = "Den Antrag holen Sie im Amt. Füllen Sie ihn aus. Heben Sie alles auf."


@pytest.mark.parametrize(
    ("ours", "theirs", "both"),
    [
        (("im Amt.", "oben."), ("Füllen Sie", "Lesen Sie"), "Den Antrag holen Sie oben. Lesen Sie ihn aus."),
        (("Den Antrag holen Sie im Amt. ", ""), ("Füllen Sie", "Und füllen Sie"), "Und füllen Sie ihn aus."),
        (("Den Antrag holen Sie im Amt. ", ""), (" Füllen", " Sofort. Füllen"), "Sofort. Füllen Sie ihn aus."),
        (("Den", "Unseren"), ("Den", "Ja! Den"), "Ja! Unseren Antrag holen Sie im Amt. Füllen Sie ihn aus."),
        (("Amt.", "Rat!"), (" Füllen", " Sofort. Füllen"), "Den Antrag holen Sie im Rat! Sofort. Füllen Sie ihn aus."),
        ((" Füllen Sie ihn aus.", ""), (" Füllen", " Sofort. Füllen"), "Den Antrag holen Sie im Amt. Sofort."),
    ],
)  # fmt: skip
def test_changes_of_neighbouring_sentences_are_both_taken(
    ours: tuple[str, str], theirs: tuple[str, str], both: str
) -> None:
    assert merged(_THREE.replace(*ours), _THREE.replace(*theirs), base=_THREE) == f"{both} Heben Sie alles auf."


def test_a_sentence_one_side_struck_and_the_other_changed_is_in_conflict() -> None:
    assert "konflikt" in merged(
        _THREE.replace(" Füllen Sie ihn aus.", ""), _THREE.replace("ihn aus", "ihn zu Hause aus"), base=_THREE
    )


@pytest.mark.parametrize(
    ("words", "marks", "both"),
    [
        ("Der kurze Weg ist neu.", "**Der Weg ist neu.**", "**Der kurze Weg ist neu.**"),
        ("Der Weg ist sehr neu.", "Der **Weg** ist neu.", "Der **Weg** ist sehr neu."),
        ("Der Weg ist alt.", "Der Weg ist *neu*.", "Der Weg ist *alt*."),
        (
            "Der Weg ist sehr neu.",
            "Der Weg [ist neu](https://example.org).",
            "Der Weg [ist sehr neu](https://example.org).",
        ),
        ("Der **Weg** ist neu.", "Der Weg ist *neu*.", "Der **Weg** ist *neu*."),
    ],
)
def test_words_of_one_side_are_taken_in_the_marks_of_the_other(words: str, marks: str, both: str) -> None:
    for ours, theirs in ((words, marks), (marks, words)):
        text = merged(ours, theirs, base="Der Weg ist neu.")
        assert myst.read(f"{text}\n").document == myst.read(f"{both}\n").document


def test_two_links_on_one_text_are_in_conflict() -> None:
    ours, theirs = (f"Der Weg ist [neu](https://example.org/{page})." for page in "ab")
    assert "konflikt" in merged(ours, theirs, base="Der Weg ist neu.")


@pytest.mark.parametrize(
    ("plain", "shell"),
    [
        ("{}", "- {}"),
        ("{}", ":::{{tipp}}\n{}\n:::"),
        ("{}", "> {}"),
        (":::{{tipp}}\n{}\n:::", "{}"),
        ("- {}", "- :::{{tipp}}\n  {}\n  :::"),
    ],
)
def test_words_go_on_in_the_list_or_box_the_other_side_put_them_in(plain: str, shell: str) -> None:
    words, changed = "Der Weg zur Schule ist kurz.", "Der Weg zur Schule ist sehr kurz."
    base, shelled, other, both = (
        myst.read(f"Vorn.\n\n{around.format(text)}\n\nHinten.\n").document
        for around, text in ((plain, words), (shell, words), (plain, changed), (shell, changed))
    )
    for ours, theirs in ((shelled, other), (other, shelled)):
        made = merge(base, ours, theirs)
        assert made.document == both
        assert made.conflicts == 0


def test_whoever_goes_on_with_a_version_in_conflict_changes_that_version_and_makes_no_other() -> None:
    base, ours, theirs, further = (
        myst.read(f"Der Weg ist {word}.\n").document for word in ("kurz", "lang", "weit", "weit und hell")
    )
    in_conflict = merge(base, ours, theirs, keeps_both=True).document
    made = merge(theirs, in_conflict, further, keeps_both=True)
    (block,) = made.document.blocks
    box = read_box(block)
    assert box is not None
    assert box.versions == (ours.blocks, further.blocks)
    assert made.conflicts == 0
