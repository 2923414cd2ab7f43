"""What a merge changes, in the terminal: the places alone, legible without colour."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ratgeber_tools.document import Document, Paragraph, Text
from ratgeber_tools.readers import myst
from ratgeber_tools.roundtrip.merge import merge
from ratgeber_tools.roundtrip.preview.changes import Fate, conflicts
from ratgeber_tools.roundtrip.preview.comparison import compare
from ratgeber_tools.roundtrip.preview.lines import LEGEND, preview_lines
from strategies import documents
from thoroughness import examples

BASE = """# Anmeldung

Sie melden Ihr Kind im Rathaus an.

## Unterlagen

- Ausweis
- [ ] Geburtsurkunde

:::{tipp}
Rufen Sie vorher an.
:::

:::{tabelle}
:kopfzeilen: 1

- - Tag
  - Zeit
- - Montag
  - 9 Uhr
:::

## Danach

Dann kommt ein Brief.[^1]

Der Brief kommt im Herbst.

[^1]: Mit der Post.
"""


def changed(*changes: tuple[str, str]) -> Document:
    text = BASE
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    return myst.read(text).document


def told_lines(ours: Document, merged: Document) -> list[str]:
    return list(preview_lines(compare(ours, merged)))


def lines(*changes: tuple[str, str]) -> list[str]:
    """The lines for these changes, without the legend and empty ones."""
    first, *rest = told_lines(changed(), changed(*changes))
    assert first == LEGEND
    return [line.strip() for line in rest if line]


def test_nothing_changed_is_one_sentence() -> None:
    assert list(told_lines(changed(), changed())) == ["Am Kapitel ändert sich nichts."]


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("Rathaus", "Bürgerbüro", ["Anmeldung", "Geändert: Sie melden Ihr Kind im [-Rathaus-] {+Bürgerbüro+} an."]),
        ("Rufen", "Bitte rufen", ["Unterlagen", "Im Kasten „Tipp“ geändert: [-Rufen-] {+Bitte rufen+} Sie vorher an."]),
        ("- Ausweis\n", "", ["Unterlagen", "In der Liste gestrichen: Ausweis"]),
        ("- Ausweis\n", "- Ausweis\n- Pass\n", ["Unterlagen", "In der Liste neu: Pass"]),
        ("[ ] Geb", "[x] Geb", ["Unterlagen", "In der Liste: Kästchen angekreuzt: Geburtsurkunde"]),
        ("9 Uhr", "10 Uhr", ["Unterlagen", "In der Tabelle bei „Montag“ geändert: [-9-] {+10+} Uhr"]),
        (
            "  - 9 Uhr\n",
            "  - 9 Uhr\n- - Freitag\n  - zu\n",
            ["Unterlagen", "In der Tabelle neu: Freitag | zu"],
        ),
        ("Mit der", "Per", ["Fußnote 1", "Geändert: [-Mit der-] {+Per+} Post."]),
        ("## Danach", "### Danach", ["Danach", "Überschrift jetzt auf Ebene 3 statt 2: Danach"]),
        ("## Danach", "Danach", ["Unterlagen", "Absatz statt Überschrift: Danach"]),
        ("\nDer Brief kommt im Herbst.\n", "", ["Danach", "Gestrichen: Der Brief kommt im Herbst."]),
        ("## Danach\n", "## Danach\n\nBald.\n", ["Danach", "Neu: Bald."]),
        ("Rathaus", "*Rathaus*", ["Anmeldung", "Geändert: Sie melden Ihr Kind im [-Rathaus-] {+*Rathaus*+} an."]),
        (
            "Rathaus",
            "[Rathaus](https://example.org)",
            ["Anmeldung", "Geändert: Sie melden Ihr Kind im Rathaus {+<https://example.org>+} an."],
        ),
    ],
)
def test_a_change_is_told_in_its_place(old: str, new: str, expected: list[str]) -> None:
    assert lines((old, new)) == expected


def test_a_column_that_comes_is_told_by_cell() -> None:
    told = lines(("  - Zeit\n", "  - Zeit\n  - Raum\n"), ("  - 9 Uhr\n", "  - 9 Uhr\n  - 12\n"))
    assert told == [
        "Unterlagen",
        "In der Tabelle bei „Tag“ neu: Raum",
        "In der Tabelle bei „Montag“ neu: 12",
    ]


def test_a_moved_paragraph_is_not_taken_for_two_changes() -> None:
    moved = "Der Brief kommt im Herbst.\n\n"
    assert lines(("\n\nDer Brief kommt im Herbst.", ""), ("## Unterlagen", f"{moved}## Unterlagen")) == [
        "Anmeldung",
        "Verschoben (stand weiter unten): Der Brief kommt im Herbst.",
    ]


def test_a_conflict_shows_both_versions_once_and_what_to_do() -> None:
    ours, theirs = changed(("Rathaus", "Amt")), changed(("Rathaus", "Schulamt"))
    told = list(told_lines(ours, merge(changed(), ours, theirs).document))
    assert "  Konflikt:" in told
    assert "      Sie melden Ihr Kind im Amt an." in told
    assert "      Sie melden Ihr Kind im [-Amt-] {+Schulamt+} an." in told
    assert sum("Ihr Kind" in line for line in told) == 2
    assert any(line.startswith("Entscheiden Sie sich für eine Fassung.") for line in told)


def test_a_conflict_beside_a_heading_says_what_it_is_about() -> None:
    headings = [f"## So geht es {word} der Anmeldung weiter" for word in ("nach", "während", "vor")]
    base, ours, theirs = (changed(("## Danach", heading)) for heading in headings)
    merged = merge(base, ours, theirs).document
    told = "\n".join(told_lines(ours, merged))
    assert "Konflikt: Überschrift:" in told
    assert "Setzen Sie dort die andere ein" in " ".join(told.split())


def test_a_conflict_that_was_there_before_is_still_told() -> None:
    ours, theirs = changed(("Rathaus", "Amt")), changed(("Rathaus", "Schulamt"))
    merged = merge(changed(), ours, theirs).document
    assert any("Konflikt" in line for line in told_lines(merged, merged))


def test_words_of_a_file_cannot_drive_the_terminal() -> None:
    evil = Paragraph(children=(Text("rot \x1b[31m\x07\x9b2J links\u202e"),))
    told = list(told_lines(changed(), replace(changed(), blocks=(*changed().blocks, evil))))
    assert all(line.isprintable() for line in told)
    assert "\N{REPLACEMENT CHARACTER}[31m" in "".join(told)


def test_of_a_long_paragraph_only_what_stands_beside_a_change_is_shown() -> None:
    long = " ".join(f"Wort{number}" for number in range(200))
    ours = Document((Paragraph(children=(Text(f"{long} alt {long}"),)),))
    merged = Document((Paragraph(children=(Text(f"{long} neu {long}"),)),))
    told = " ".join(told_lines(ours, merged))
    assert "Wort199 [-alt-] {+neu+} Wort0" in told
    assert "Wort100" not in told


@examples(10, by_night=20)
@given(documents(), documents())
def test_whatever_the_versions_are_there_are_lines_and_none_drives_the_terminal(
    ours: Document, merged: Document
) -> None:
    told = list(told_lines(ours, merged))
    assert told
    assert not any(sign in line for line in told for sign in "\x1b\n\r\u2028")


@examples(15)
@given(documents())
def test_a_document_beside_itself_has_no_changes(document: Document) -> None:
    changes = compare(document, document)
    assert changes.is_empty
    assert all(change.fate is Fate.SAME for change in changes.all)


@given(st.sampled_from(["Amt", "Rathaus"]), st.sampled_from(["Haus", "Amt", "Rathaus"]))
def test_there_are_as_many_conflicts_as_the_merge_counts(mine: str, other: str) -> None:
    ours = changed(("Rathaus", mine))
    merged = merge(changed(), ours, changed(("Rathaus", other)))
    assert len(list(conflicts(compare(ours, merged.document).all))) == merged.conflicts
