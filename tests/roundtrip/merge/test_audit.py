"""A merge is counted through: a sentence that no rule explains is in doubt, and what is about it is one conflict."""

from __future__ import annotations

import pytest

from ratgeber_tools.document import Container, Document
from ratgeber_tools.readers import myst
from ratgeber_tools.roundtrip.merge import Merge, merge, three_way
from ratgeber_tools.roundtrip.merge.audit import doubts
from ratgeber_tools.roundtrip.merge.standing import standing
from ratgeber_tools.writers.myst import write


def read(text: str) -> Document:
    return myst.read(text).document


def in_doubt(base: str, ours: str, theirs: str, merged: str) -> tuple[str, ...]:
    return doubts(*(standing(read(text).blocks) for text in (base, ours, theirs, merged)))


HORT = "Der Hort ist offen. Die Kita ist es auch.\n"
BOX = ":::{{konflikt}}\n**Im Ratgeber:**\n\n{}\n\n**Aus Word:**\n\n{}\n:::\n"


def test_what_one_side_alone_did_is_in_no_doubt() -> None:
    struck, more = "Der Hort ist offen.\n", f"{HORT}\nDas ist ganz neu.\n"
    assert in_doubt(HORT, struck, HORT, struck) == ()
    assert in_doubt(HORT, struck, more, "Der Hort ist offen.\n\nDas ist ganz neu.\n") == ()


def test_a_sentence_one_side_struck_is_in_doubt_when_it_is_back() -> None:
    assert in_doubt(HORT, "Der Hort ist offen.\n", HORT, HORT) == ("Die Kita ist es auch.",)


def test_a_sentence_is_in_doubt_when_it_is_lost() -> None:
    assert in_doubt(HORT, HORT, f"{HORT}\nDas ist ganz neu.\n", HORT) == ("Das ist ganz neu.",)
    assert in_doubt(HORT, HORT, HORT, "Der Hort ist offen.\n") == ("Die Kita ist es auch.",)


def test_a_sentence_is_in_doubt_when_it_is_doubled() -> None:
    assert in_doubt(HORT, HORT, HORT, f"{HORT}\n- Die Kita ist es auch.\n") == ("Die Kita ist es auch.",)
    added = f"{HORT}\nDas ist ganz neu.\n"
    assert in_doubt(HORT, added, added, f"{added}\nDas ist ganz neu.\n") == ("Das ist ganz neu.",)


def test_a_word_or_two_may_be_put_in_by_both() -> None:
    table = "| Wo | Wann |\n| --- | --- |\n| Hort | nie |\n"
    ours, theirs = f"{table}| Kita | ja |\n", f"{table}| Amt | ja |\n"
    assert in_doubt(table, ours, theirs, f"{table}| Kita | ja |\n| Amt | ja |\n") == ()


def test_what_stands_in_a_conflict_is_neither_lost_nor_there_twice() -> None:
    box = BOX.format("Der Hort ist immer offen.", "Der Hort ist offen.")
    ours, theirs = (
        HORT.replace("ist offen", "ist immer offen"),
        HORT.replace("Die Kita ist es auch.", "Ganz neu ist das."),
    )
    assert in_doubt(HORT, ours, theirs, f"{box}\nGanz neu ist das.\n") == ()
    assert in_doubt(HORT, HORT, HORT, f"{BOX.format(HORT.strip(), HORT.strip())}") == ()


def test_a_sentence_with_changes_of_both_sides_stands_for_what_either_made_of_it() -> None:
    ours, theirs = HORT.replace("Der Hort", "Unser Hort"), HORT.replace("Hort ist offen", "Hort ist lange offen")
    both = HORT.replace("Der Hort ist offen", "Unser Hort ist lange offen")
    assert in_doubt(HORT, ours, theirs, both) == ()
    assert in_doubt(HORT, ours, theirs, ours) == ("Der Hort ist lange offen.",)


def test_what_both_made_of_one_sentence_does_not_stand_there_twice() -> None:
    ours, theirs = HORT.replace("Der Hort", "Unser Hort"), HORT.replace("offen", "lange offen")
    made = in_doubt(HORT, ours, theirs, f"{ours}\nDer Hort ist lange offen.\n")
    assert made == ("Unser Hort ist offen.", "Der Hort ist lange offen.")


def test_a_note_is_in_doubt_as_a_whole() -> None:
    note = ":::{{redaktionsnotiz}}\n{} Ändern Sie das in den Daten.\n:::\n"
    one, other = (f"{HORT}\n{note.format(words)}" for words in ("Hier war eine Nummer.", "Hier war ein Name."))
    assert in_doubt(HORT, one, other, f"{one}\n{note.format('Hier war ein Name.')}") == ()


# ------------------------------------------------------------------------------------------- in one conflict


def merged(base: str, ours: str, theirs: str) -> Merge:
    return merge(read(base), read(ours), read(theirs))


def the_conflict(result: Merge) -> str:
    (box,) = (block for block in result.document.blocks if isinstance(block, Container) and block.name == "konflikt")
    assert result.conflicts == 1
    return write(Document(box.blocks))


SCHOOL = """- Brief der Schule
- Die Karte der Krankenkasse

Haben Sie nicht alles? Kommen Sie trotzdem. Sie können Papiere später bringen.

## So geht es

Kommen Sie früh.
"""


def test_a_paragraph_one_side_struck_and_the_other_made_a_list_of_is_a_conflict() -> None:
    ours = SCHOOL.replace(
        "\nHaben Sie nicht alles? Kommen Sie trotzdem. Sie",
        "- Haben Sie nicht alles?\n- Kommen Sie bitte trotzdem.\n- Sie",
    )
    theirs = SCHOOL.replace("Haben Sie nicht alles? Kommen Sie trotzdem. Sie können Papiere später bringen.\n\n", "")
    result = merged(SCHOOL, ours, theirs.replace("früh", "recht früh"))
    assert (
        the_conflict(result)
        == """**Im Ratgeber:**

- Brief der Schule
- Die Karte der Krankenkasse
- Haben Sie nicht alles?
- Kommen Sie bitte trotzdem.
- Sie können Papiere später bringen.

**Aus Word:**

- Brief der Schule
- Die Karte der Krankenkasse
"""
    )
    assert write(Document(result.document.blocks[1:])) == "## So geht es\n\nKommen Sie recht früh.\n"


def test_what_a_reviewer_parts_and_joins_of_her_own_in_her_second_file_does_not_stand_there_twice() -> None:
    first = (
        "Kommen Sie früh.\n\nBitte beachten Sie den Aushang. Die Stadt hat Räume.\n\nDie Bücher leiht die Schule aus.\n"
    )
    base = "Kommen Sie früh.\n\nDie Bücher leiht die Schule aus.\n"
    second = first.replace("Bitte", "Neu ist ein Büro im Amt.\n\nBitte").replace(" Die Stadt hat Räume.", "")
    result = merged(base, first, second)
    text = write(result.document)
    assert the_conflict(result).count("Bitte beachten Sie den Aushang.") == 2  # ours and theirs
    assert text.count("Bitte beachten Sie den Aushang.") == 2
    assert "\nNeu ist ein Büro im Amt.\n" in text


BOXES = """:::{checkliste}
- [ ] Ich kenne den Tag.
:::

Brauchen Sie Hilfe beim Schreiben? Eine Beratung kostet nichts.

- Gehen Sie zur Beratung.

Das bleibt, wie es ist.
"""


def test_a_passage_that_each_side_put_into_another_list_is_one_conflict_with_both_lists() -> None:
    words = "\nBrauchen Sie Hilfe beim Schreiben? Eine Beratung kostet nichts.\n\n"
    ours = BOXES.replace(words, "\n- Brauchen Sie Hilfe beim Schreiben?\n- Eine Beratung kostet nichts.\n")
    theirs = BOXES.replace(words, "\n").replace(
        "den Tag.\n", "den Tag.\n- [ ] Brauchen Sie Hilfe beim Schreiben?\n- [ ] Eine Beratung kostet nichts mehr.\n"
    )
    result = merged(BOXES, ours, theirs)
    box = the_conflict(result)
    assert box.count("{checkliste}") == 2
    assert box.index("- Eine Beratung kostet nichts.") < box.index("Aus Word") < box.index("kostet nichts mehr.")
    assert write(Document(result.document.blocks[1:])) == "Das bleibt, wie es ist.\n"


FRIST = """# Amt

:::{frist} Melden Sie sich
Der Tag steht im Brief. Danach wird es schwer.

- Kommen Sie früh.
- Bringen Sie den Brief mit.
:::

Das bleibt, wie es ist.
"""


def test_the_conflict_stands_inside_the_box_that_has_all_of_it() -> None:
    ours = FRIST.replace(" Danach wird es schwer.", "").replace(
        "- Bringen Sie den Brief mit.", "\nBringen Sie den Brief mit. Danach wird es schwer."
    )
    theirs = FRIST.replace(
        "früh.\n- Bringen Sie den Brief mit.", "früh. Bringen Sie den Brief mit. Danach wird es schwer."
    )
    result = merged(FRIST, ours, theirs)
    title, box, rest = result.document.blocks
    assert isinstance(box, Container)
    assert (box.name, box.argument) == ("frist", "Melden Sie sich")
    assert [inner.name for inner in box.blocks if isinstance(inner, Container)] == ["konflikt"]
    assert (title, rest) == (read(FRIST).blocks[0], read(FRIST).blocks[2])


def test_what_leads_nowhere_is_named_all_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(three_way, "_MOST_DOUBTS", 0)
    words = "Haben Sie nicht alles? Kommen Sie trotzdem. Sie können Papiere später bringen."
    ours = SCHOOL.replace(
        f"\n{words}", "- Haben Sie nicht alles?\n- Kommen Sie bitte trotzdem.\n- Sie können Papiere später bringen."
    )
    result = merged(SCHOOL, ours, SCHOOL.replace(f"{words}\n\n", "").replace("früh", "recht früh"))
    assert result.notices[0] == (
        "Bitte vergleichen: „Haben Sie nicht alles?“ steht öfter oder seltener da, als die drei Stände es erklären."
    )
