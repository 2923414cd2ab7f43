"""Conflicts that wait in a chapter: found wherever they stand, decided one by one in any order."""

from __future__ import annotations

from itertools import permutations

from ratgeber_tools.desk.conflicts import ConflictChoice, open_conflicts, with_decided, without_conflicts
from ratgeber_tools.document import Document
from ratgeber_tools.readers import myst as reader
from ratgeber_tools.writers import myst as writer


def box(*versions: str, about: str = "") -> str:
    names = ["Im Ratgeber", "Aus Word, Jugendamt", "Aus Word (2), Schulamt"]
    said = "\n\n".join(f"**{name}:**\n\n{version}" for name, version in zip(names, versions, strict=False))
    return f":::{{konflikt}}{f' {about}' if about else ''}\n{said}\n:::\n"


def read(text: str) -> Document:
    return reader.read(text).document


def decided(text: str, *choices: tuple[int, ConflictChoice]) -> str:
    """Return a chapter with conflicts decided one after the other, by their numbers in it."""
    document = read(text)
    keys = [each.key for each in open_conflicts(document)]
    for number, choice in choices:
        document = with_decided(document, {keys[number]: choice})
    return writer.write(document)


TIMES = f"{box('Vier.', '(gestrichen)')}\n{box('Vier.', 'Neun.')}"
THREE = f"# Hort\n\n{box('Eins.', 'Zwei.', 'Drei.')}\n## Zeiten\n\n{TIMES}"


def test_three_versions_have_the_names_of_their_offices() -> None:
    first = open_conflicts(read(THREE))[0]
    names = [version.name for version in first.versions]
    assert names == ["Im Ratgeber", "Aus Word, Jugendamt", "Aus Word (2), Schulamt"]


def test_they_are_decided_in_any_order_with_the_same_result() -> None:
    choices = [(0, ConflictChoice(2)), (1, ConflictChoice(1)), (2, ConflictChoice(words="Zehn.\n\nElf."))]
    results = {decided(THREE, *order) for order in permutations(choices)}
    assert results == {"# Hort\n\nDrei.\n\n## Zeiten\n\nZehn.\n\nElf.\n"}


def test_one_in_a_list_and_one_in_a_box_are_found_where_they_stand() -> None:
    inner = box("Eins.", "Zwei.").replace("\n", "\n  ").rstrip()
    text = f"# Hort\n\n- Davor.\n\n  {inner}\n\n::::{{wichtig}}\n{box('Drei.', 'Vier.')}::::\n"
    assert len(open_conflicts(read(text))) == 2
    made = decided(text, (0, ConflictChoice(1)), (1, ConflictChoice(0)))
    assert "konflikt" not in made
    assert "Zwei." in made
    assert "Drei." in made


def test_a_box_somebody_has_worked_on_is_left_to_the_editor() -> None:
    (found,) = open_conflicts(read(":::{konflikt}\nIch habe hier schon einmal angefangen.\n:::\n"))
    assert found.versions == ()


def test_words_in_the_box_that_are_more_than_words_are_left_to_the_editor() -> None:
    (found,) = open_conflicts(read(box("Siehe [hier](https://stadt.example).", "Zwei.")))
    assert found.own is None


def test_what_a_merge_has_brought_is_taken_out_and_what_waited_before_stays() -> None:
    before = f"# Hort\n\n{box('Eins.', 'Zwei.')}"
    after = f"{before}\n{box('Drei.', 'Vier.')}"
    assert writer.write(without_conflicts(read(after), but=read(before))) == writer.write(read(f"{before}\nDrei.\n"))
