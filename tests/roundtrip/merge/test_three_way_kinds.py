"""Every kind of block, changed on one side, on both in different places, on both in the same."""

from __future__ import annotations

from dataclasses import replace

import pytest

from ratgeber_tools.document import Container, Document, Heading, iterate_blocks, plain_text
from ratgeber_tools.readers import myst
from ratgeber_tools.roundtrip.merge import Merge, VersionSource, merge
from ratgeber_tools.writers.myst import write

Change = tuple[str, str]


def changed(text: str, *changes: Change) -> str:
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    return text


def merged(base: str, ours: str, theirs: str) -> Merge:
    return merge(*(myst.read(text).document for text in (base, ours, theirs)), by_lines=False)


def text_of(result: Merge) -> str:
    return write(result.document)


def conflicts_in(document: Document) -> list[Container]:
    found = iterate_blocks(document.blocks)
    return [block for block in found if isinstance(block, Container) and block.name == "konflikt"]


CHECKLIST = "- [ ] Pass vom Amt holen\n- [ ] Foto machen lassen\n"
DEFINITIONS = "Hort\n: Betreuung nach der Schule\n\nKita\n: Betreuung vor der Schule\n"
FIGURE = "```{abbildung} weg.png\n:alt: Ein Weg\n\nDer Weg zur Schule\n```\n"
TABLE = """:::{list-table}
:header-rows: 1

* - Wer
  - Wann
* - Hort am Park
  - Montag
* - Schule am See
  - Freitag
:::
"""
QUOTE = "> Das Kind geht in die Schule.\n>\n> Der Hort ist nebenan.\n"
NESTED = "- Das Zeugnis mitbringen\n  - eine Kopie davon\n  - das Original auch\n- Den Ausweis mitbringen\n"
BOX = ":::{redaktionsnotiz} An das Amt\n:art: offene Frage\n\nWann ist der Termin?\n\nWo ist der Termin genau?\n:::\n"
NOTE = "Der Antrag ist frei.[^1]\n\nEr geht schnell.\n\n[^1]: Das gilt für alle Kinder.\n"

APART = {
    "checklist": (CHECKLIST, ("Pass vom", "Brief vom"), ("- [ ] Foto", "- [x] Foto")),
    "ticks": (CHECKLIST, ("- [ ] Pass", "- [x] Pass"), ("- [ ] Foto", "- [x] Foto")),
    "term and words": (DEFINITIONS, ("Hort\n", "Der Hort\n"), ("nach der", "mittags nach der")),
    "two definitions": (DEFINITIONS, ("nach der", "mittags nach der"), ("Kita\n", "Die Kita\n")),
    "caption and text for the blind": (FIGURE, ("Ein Weg", "Ein langer Weg"), ("Der Weg zur", "Der Weg in die")),
    "picture and text for the blind": (FIGURE, ("weg.png", "schulweg.png"), ("Ein Weg", "Ein langer Weg")),
    "width and picture": (FIGURE, (":alt:", ":width: 50mm\n:alt:"), ("weg.png", "schulweg.png")),
    "cells": (TABLE, ("Montag", "Dienstag"), ("Freitag", "Samstag")),
    "rows": (
        TABLE,
        ("* - Hort am Park", "* - Kita am Tor\n  - Mittwoch\n* - Hort am Park"),
        ("Freitag\n", "Freitag\n* - Amt im Rathaus\n  - Sonntag\n"),
    ),
    "row and cell": (TABLE, ("* - Hort am Park\n  - Montag\n", ""), ("Freitag", "Samstag")),
    "quote": (QUOTE, ("in die Schule", "in die Kita"), ("nebenan", "weit weg")),
    "nested items": (NESTED, ("eine Kopie", "zwei Kopien"), ("Den Ausweis", "Den Pass")),
    "item in and out": (NESTED, ("  - das Original auch\n", ""), ("- Den Ausweis", "- Ein Foto\n- Den Ausweis")),
    "box and its name": (BOX, ("An das Amt", "An das Schulamt"), ("Wann", "An welchem Tag")),
    "box and its option": (BOX, ("offene Frage", "erledigt"), ("Wo ist", "Wo genau ist")),
    "note and text": (NOTE, ("alle Kinder", "Kinder unter zehn"), ("schnell", "langsam")),
}


@pytest.mark.parametrize("kind", APART)
def test_changes_in_different_places_are_both_taken(kind: str) -> None:
    base, mine, other = APART[kind]
    result = merged(base, changed(base, mine), changed(base, other))
    assert result.document == myst.read(changed(base, mine, other)).document
    assert result.conflicts == 0


def test_a_column_put_in_there_keeps_cells_and_rows_changed_here() -> None:
    ours = changed(TABLE, ("Montag", "Dienstag"), ("Freitag\n", "Freitag\n* - Amt\n  - Sonntag\n"))
    theirs = changed(
        TABLE, ("Wann\n", "Wann\n  - Wo\n"), ("Montag\n", "Montag\n  - Hof\n"), ("Freitag\n", "Freitag\n  - Tor\n")
    )
    result = merged(TABLE, ours, theirs)
    assert result.conflicts == 0
    wanted = changed(
        TABLE,
        ("Wann\n", "Wann\n  - Wo\n"),
        ("Montag\n", "Dienstag\n  - Hof\n"),
        ("Freitag\n", "Freitag\n  - Tor\n* - Amt\n  - Sonntag\n  -\n"),
    )
    assert result.document == myst.read(wanted).document


def test_a_column_taken_out_there_and_changed_here_is_a_conflict() -> None:
    theirs = changed(TABLE, ("  - Wann\n", ""), ("  - Montag\n", ""), ("  - Freitag\n", ""))
    result = merged(TABLE, changed(TABLE, ("Montag", "Dienstag")), theirs)
    assert result.conflicts == 1
    assert "Dienstag" in text_of(result)


SAME = {
    "paragraph": ("Der Weg ist kurz.\n", ("kurz", "lang"), ("kurz", "weit")),
    "heading": ("## Der Weg\n\nText.\n", ("Der Weg", "Der Schulweg"), ("Der Weg", "Der Fußweg")),
    "level": ("# Titel\n\n## Der Weg\n", ("## Der", "### Der"), ("## Der", "#### Der")),
    "item": (CHECKLIST, ("Pass", "Brief"), ("Pass", "Ausweis")),
    "term": (DEFINITIONS, ("Hort\n", "Schulhort\n"), ("Hort\n", "Kinderhort\n")),
    "definition": (DEFINITIONS, ("nach der", "vor der"), ("nach der", "in der")),
    "caption": (FIGURE, ("zur Schule", "zur Kita"), ("zur Schule", "zum Hort")),
    "text for the blind": (FIGURE, ("Ein Weg", "Ein Pfad"), ("Ein Weg", "Ein Bild")),
    "cell": (TABLE, ("Montag", "Dienstag"), ("Montag", "Mittwoch")),
    "quote": (QUOTE, ("nebenan", "weit weg"), ("nebenan", "im Haus")),
    "nested item": (NESTED, ("eine Kopie", "zwei Kopien"), ("eine Kopie", "drei Kopien")),
    "box": (BOX, ("An das Amt", "An das Schulamt"), ("An das Amt", "An die Schule")),
    "note": (NOTE, ("alle Kinder", "manche Kinder"), ("alle Kinder", "viele Kinder")),
}


@pytest.mark.parametrize("kind", SAME)
def test_changes_in_the_same_place_are_both_in_a_conflict_that_can_be_written_and_read(kind: str) -> None:
    base, mine, other = SAME[kind]
    result = merged(base, changed(base, mine), changed(base, other))
    assert result.conflicts == 1
    text = text_of(result)
    if kind != "level":
        assert mine[1].strip("\n") in text
        assert other[1].strip("\n") in text
    assert myst.read(text).document == result.document


@pytest.mark.parametrize("kind", SAME)
def test_the_same_file_again_changes_nothing(kind: str) -> None:
    base, mine, other = SAME[kind]
    first = text_of(merged(base, changed(base, mine), changed(base, other)))
    assert text_of(merged(base, first, changed(base, other))) == first


@pytest.mark.parametrize("kind", [kind for kind in SAME if kind not in ("level", "box", "text for the blind")])
def test_a_second_reviewer_adds_a_version_to_the_same_box(kind: str) -> None:
    base, mine, other = SAME[kind]
    third = changed(base, (other[0], changed(other[0], (other[0].strip("\n"), "Sonstwas"))))
    first = text_of(merged(base, changed(base, mine), changed(base, other)))
    second = merged(base, first, third)
    text = text_of(second)
    notes = [Document(found) for found in second.document.notes.values()]
    assert sum(len(conflicts_in(document)) for document in (second.document, *notes)) == 1
    assert "Aus Word (2):" in text
    assert {mine[1].strip("\n"), other[1].strip("\n"), "Sonstwas"} <= {
        word for word in (mine[1].strip("\n"), other[1].strip("\n"), "Sonstwas") if word in text
    }
    assert text_of(merged(base, text, third)) == text
    assert text_of(merged(base, text, changed(base, other))) == text


@pytest.mark.parametrize(
    "third",
    [("neu", "alt"), ("Die Schule ist neu.", "Die Schule ist neu. Sie liegt am Park."), (" Die Schule ist neu.", "")],
    ids=["another sentence", "a sentence more", "a sentence less"],
)
def test_a_third_answer_leaves_the_versions_of_an_open_conflict_to_the_letter(third: Change) -> None:
    base = "Der Weg ist kurz. Die Schule ist neu.\n"
    first = text_of(merged(base, changed(base, ("kurz", "lang")), changed(base, ("kurz", "weit"))))
    text = text_of(merged(base, first, changed(base, third)))
    assert text.startswith(first.removesuffix(":::\n"))
    assert f"**Aus Word (2):**\n\n{changed(base, third)}".replace(". ", ".\n") in text.replace(". ", ".\n")


def test_a_third_answer_that_says_what_a_version_has_adds_nothing() -> None:
    base = "Der Weg ist kurz. Die Schule ist neu.\n"
    second = changed(base, ("kurz", "weit"), ("neu", "alt"))
    first = text_of(merged(base, changed(base, ("kurz", "lang")), second))
    for third in (second, changed(base, ("kurz", "lang")), changed(base, ("neu", "alt"))):
        assert text_of(merged(base, first, third)) == first


def test_a_conflict_names_the_offices_where_they_are_known() -> None:
    base = "Der Weg ist kurz.\n"
    read = {word: myst.read(changed(base, ("kurz", word))).document for word in ("lang", "weit", "breit", "steil")}
    document = read["lang"]
    for word, office in (("weit", "Jugendamt"), ("breit", ""), ("steil", "Schulamt")):
        document = myst.read(
            write(
                merge(myst.read(base).document, document, read[word], source=VersionSource("Aus Word", office)).document
            )
        ).document
    titles = [line for line in write(document).splitlines() if line.startswith("**")]
    assert titles == [
        "**Im Ratgeber:**",
        "**Aus Word, Jugendamt:**",
        "**Aus Word (2):**",
        "**Aus Word (3), Schulamt:**",
    ]


def test_the_level_of_a_heading_in_a_conflict_is_told() -> None:
    base = "# Titel\n\n## Der Weg\n\nText.\n"
    result = merged(base, "# Titel\n\nText.\n", changed(base, ("Der Weg", "Der Fußweg")))
    assert "*Überschrift der Ebene 2:* Der Fußweg" in text_of(result)


def test_a_heading_taken_out_there_and_changed_here_keeps_its_place_until_somebody_decides() -> None:
    base = "# Titel\n\n## Der Weg\n\nText.\n"
    result = merged(base, changed(base, ("Der Weg", "Der Schulweg")), "# Titel\n\nText.\n")
    assert [plain_text(block.children) for block in result.document.blocks if isinstance(block, Heading)] == [
        "Titel",
        "Der Schulweg",
    ]
    assert result.conflicts == 1
    assert "(gestrichen)" in text_of(result)


def test_a_block_both_sides_moved_to_different_places_is_reported() -> None:
    parts = [
        "Eins zwei drei vier.",
        "Fünf sechs sieben acht.",
        "Neun zehn elf zwölf.",
        "Das ist der Absatz, um den es geht.",
    ]
    base, ours, theirs = (
        "\n\n".join(parts[at] for at in order) + "\n" for order in ((0, 1, 2, 3), (3, 0, 1, 2), (0, 3, 1, 2))
    )
    result = merged(base, ours, theirs)
    assert text_of(result) == ours
    assert result.notices == (
        "„Das ist der Absatz, um den …“ wurde auf beiden Seiten verschoben, an verschiedene Stellen. "
        "Es steht dort, wo es im Ratgeber steht.",
    )


def test_a_block_both_sides_moved_to_the_same_place_is_nothing_to_report() -> None:
    base, moved = (
        "Eins zwei drei.\n\nVier fünf sechs.\n\nSieben acht neun.\n",
        "Sieben acht neun.\n\nEins zwei drei.\n\n",
    )
    ours, theirs = f"{moved}Vier fünf sechs.\n", f"{moved}Vier fünf sieben.\n"
    assert merged(base, ours, theirs).notices == ()


def test_a_paragraph_moved_into_a_box_there_keeps_the_words_changed_here() -> None:
    base = "Das Kind geht allein zur Schule.\n\n:::{tipp}\nÜben Sie den Weg.\n:::\n"
    theirs = ":::{tipp}\nÜben Sie den Weg.\n\nDas Kind geht allein zur Schule.\n:::\n"
    result = merged(base, changed(base, ("allein", "bald allein")), theirs)
    assert text_of(result) == changed(theirs, ("allein", "bald allein"))
    assert result.conflicts == 0


def test_a_paragraph_moved_out_of_a_box_here_keeps_the_words_changed_there() -> None:
    base = ":::{tipp}\nÜben Sie den Weg.\n\nDas Kind geht allein zur Schule.\n:::\n"
    ours = "Das Kind geht allein zur Schule.\n\n:::{tipp}\nÜben Sie den Weg.\n:::\n"
    result = merged(base, ours, changed(base, ("allein", "bald allein")))
    assert text_of(result) == changed(ours, ("allein", "bald allein"))


def test_a_paragraph_moved_into_a_box_there_and_taken_out_here_is_gone() -> None:
    base = "Das Kind geht allein zur Schule.\n\n:::{tipp}\nÜben Sie den Weg.\n:::\n"
    theirs = ":::{tipp}\nÜben Sie den Weg.\n\nDas Kind geht allein zur Schule.\n:::\n"
    ours = ":::{tipp}\nÜben Sie den Weg.\n:::\n"
    assert text_of(merged(base, ours, theirs)) == ours


@pytest.mark.parametrize("side", ["ours", "theirs"])
def test_a_sentence_moved_here_with_others_about_it_and_taken_out_there_is_a_conflict(side: str) -> None:
    base = "Der Anfang ist hier.\n\nDas Amt ist da.\n\nBrauchen Sie Hilfe beim Schreiben? Die Beratung kostet nichts.\n"
    gone = "Der Anfang ist hier.\n\nDas Amt ist da.\n"
    moved = "Neu ist ein Haus im Ort. Die Beratung kostet nichts.\n\nDer Anfang ist hier.\n\nDas Amt ist da.\n"
    result = merged(base, *((moved, gone) if side == "ours" else (gone, moved)))
    assert result.conflicts == 1
    assert text_of(result).count("Die Beratung kostet nichts.") == 1


def test_an_item_moved_to_another_list_there_keeps_the_words_changed_here() -> None:
    base = "- Pass vom Amt holen\n- Foto machen lassen\n\nUnd später:\n\n- Das Geld überweisen\n"
    theirs = "- Foto machen lassen\n\nUnd später:\n\n- Das Geld überweisen\n- Pass vom Amt holen\n"
    result = merged(base, changed(base, ("vom Amt", "vom Bürgeramt")), theirs)
    assert text_of(result) == changed(theirs, ("vom Amt", "vom Bürgeramt"))


def test_an_item_joined_here_to_the_one_before_keeps_the_words_changed_there() -> None:
    base = "1. Rufen Sie im Hort an.\n2. Füllen Sie den Antrag aus.\n3. Geben Sie alles im Rathaus ab.\n"
    ours = changed(base, ("an.\n2. ", "an.\n   "), ("3. Geben", "2. Bitte beachten Sie den Tag.\n3. Geben"))
    result = merged(base, ours, changed(base, ("den Antrag", "den neuen Antrag")))
    assert (text_of(result), result.conflicts) == (changed(ours, ("den Antrag", "den neuen Antrag")), 0)


def test_a_note_taken_out_here_and_changed_there_is_a_conflict() -> None:
    ours = "Der Antrag ist frei.\n\nEr geht schnell.\n"
    result = merged(NOTE, ours, changed(NOTE, ("alle Kinder", "Kinder unter zehn")))
    assert result.conflicts == 1
    assert "Kinder unter zehn" in text_of(result)
    again = merged(NOTE, text_of(result), changed(NOTE, ("alle Kinder", "Kinder unter zehn")))
    assert again.document == result.document


def test_a_note_taken_out_there_is_gone_with_its_sign() -> None:
    theirs = "Der Antrag ist frei.\n\nEr geht schnell.\n"
    result = merged(NOTE, changed(NOTE, ("schnell", "langsam")), theirs)
    assert text_of(result) == changed(theirs, ("schnell", "langsam"))


def test_targets_that_a_copied_text_has_lost_stay() -> None:
    base = "(der-weg)=\n## Der Weg\n\n(hin)=\nDas Kind geht allein.\n\nEs ist nicht weit.\n"
    theirs = "## Der Weg\n\nDas Kind geht bald allein.\n\nEs ist nicht weit.\n"
    ours = changed(base, ("nicht weit", "nah"))
    assert text_of(merged(base, ours, theirs)) == changed(ours, ("geht", "geht bald"))
    assert text_of(merged(base, base, theirs)) == changed(base, ("geht", "geht bald"))


def test_both_versions_of_a_paragraph_have_its_target_once() -> None:
    base = "(hin)=\nDas Kind geht allein.\n"
    result = merged(base, changed(base, ("allein", "bald")), changed(base, ("allein", "nie")))
    assert text_of(result).count("(hin)=") == 1


def test_the_front_matter_is_ours() -> None:
    ours = "---\nstatus: freigegeben\n---\n\nDas Kind geht allein.\n"
    result = merged("---\nstatus: entwurf\n---\n\nDas Kind geht allein.\n", ours, "Das Kind geht bald allein.\n")
    assert result.document.front_matter == "status: freigegeben"
    assert "bald allein" in text_of(result)


def test_sentences_each_side_took_out_side_by_side_are_both_gone() -> None:
    base = "Eins ist da. Zwei ist da. Drei ist da.\n"
    result = merged(base, "Zwei ist da. Drei ist da.\n", "Eins ist da. Drei ist da.\n")
    assert (text_of(result), result.conflicts) == ("Drei ist da.\n", 0)


def test_sentences_both_sides_put_in_at_one_place_both_stay() -> None:
    base = "Eins ist da. Drei ist da.\n"
    result = merged(base, "Eins ist da. Hier ist neu. Drei ist da.\n", "Eins ist da. Dort ist neu. Drei ist da.\n")
    assert (text_of(result), result.conflicts) == ("Eins ist da.\nHier ist neu.\nDort ist neu.\nDrei ist da.\n", 0)


@pytest.mark.parametrize("ours", ["Hier ist neu. Dort ist neu.", "Dort ist neu. Hier ist neu.", "Dort ist neu."])
def test_a_sentence_both_sides_put_in_at_one_place_among_others_stands_once(ours: str) -> None:
    base = "Eins ist da. Drei ist da.\n"
    result = merged(base, f"Eins ist da. {ours} Drei ist da.\n", "Eins ist da. Dort ist neu. Drei ist da.\n")
    text = "".join(f"{sentence}.\n" for sentence in ours.rstrip(".").split(". "))
    assert (text_of(result), result.conflicts) == (f"Eins ist da.\n{text}Drei ist da.\n", 0)


def test_a_word_changed_in_a_sentence_the_other_side_took_out_is_a_conflict() -> None:
    base = "Eins ist da. Zwei ist da.\n"
    assert merged(base, "Eins ist da. Zwei ist hier.\n", "Eins ist da.\n").conflicts == 1


def test_a_list_made_a_numbered_one_there_keeps_the_words_changed_here() -> None:
    base = "- Pass holen\n- Foto machen\n"
    result = merged(base, changed(base, ("Pass", "Ausweis")), "1. Pass holen\n2. Foto machen\n")
    assert text_of(result) == "1. Ausweis holen\n2. Foto machen\n"


def test_paragraphs_joined_here_of_which_one_is_a_heading_there_are_a_conflict() -> None:
    base = "Der Weg ist kurz.\n\nDie Schule ist neu und schön.\n"
    theirs = "## Der Weg ist kurz.\n\nDie Schule ist neu.\n"
    result = merged(base, "Der Weg ist kurz. Die Schule ist neu und schön.\n", theirs)
    assert result.conflicts == 1
    assert "*Überschrift der Ebene 2:* Der Weg ist kurz." in text_of(result)


@pytest.mark.parametrize(("base", "ours", "theirs"), [("Montag", "Dienstag", "Mittwoch"), ("Ja", "Nein", "Vielleicht")])
def test_a_single_word_both_sides_changed_is_a_conflict(base: str, ours: str, theirs: str) -> None:
    result = merged(f"- Sport am Abend\n- {base}\n", f"- Sport am Abend\n- {ours}\n", f"- Sport am Abend\n- {theirs}\n")
    assert result.conflicts == 1
    assert {ours, theirs} <= set(text_of(result).split())


def test_a_box_changed_as_a_whole_on_both_sides_leaves_nothing_of_what_one_side_took_out() -> None:
    base = ":::{tipp} Eins\nÜben Sie den Weg.\n\nDas Kind geht allein zur Schule.\n:::\n"
    ours = ":::{tipp} Zwei\nÜben Sie den Weg.\n:::\n\nDas Kind geht allein zur Schule.\n"
    result = merged(base, ours, ":::{tipp} Drei\nÜben Sie den Weg.\n:::\n")
    assert "allein" not in text_of(result)
    assert result.conflicts == 1


def test_a_paragraph_each_side_took_a_part_of_is_reported_when_nothing_is_left() -> None:
    result = merged("Eins zwei drei. Vier fünf sechs.\n", "Eins zwei drei.\n", "Vier fünf sechs.\n")
    assert text_of(result).strip() == ""
    (notice,) = result.notices
    assert "„Eins zwei drei. Vier" in notice


def test_a_paragraph_others_refer_to_does_not_go_when_each_side_took_a_part_of_it() -> None:
    result = merged(
        "(da)=\nEins zwei drei. Vier fünf sechs.\n", "(da)=\nEins zwei drei.\n", "(da)=\nVier fünf sechs.\n"
    )
    assert len(conflicts_in(result.document)) == 1
    assert text_of(result).count("(da)=") == 1
    assert {"Eins", "Vier"} <= set(text_of(result).split())


def test_paragraphs_joined_there_and_split_here_stand_once() -> None:
    base = "A eins zwei. A drei vier. A fünf sechs.\n\nB eins zwei. B drei vier. B fünf sechs.\n"
    ours = "A drei vier. A fünf sechs.\n\nB eins zwei.\n\nB drei vier. B fünf sechs.\n"
    theirs = "A eins zwei. A drei vier. A fünf sechs. B eins zwei. B drei vier. B fünf sechs.\n"
    result = merged(base, ours, theirs)
    assert text_of(result).count("B eins zwei.") == 1
    assert "A eins zwei." not in text_of(result)


def test_a_footnote_taken_out_here_does_not_come_back_with_a_part_moved_there() -> None:
    base = "Eins zwei drei vier. Fünf sechs sieben acht.[^1]\n\n[^1]: Die Fußnote.\n"
    ours = "Eins zwei drei vier. Fünf sechs sieben acht.\n"
    theirs = "Fünf sechs sieben acht.[^1]\n\nEins zwei drei vier.\n\n[^1]: Die Fußnote.\n"
    result = merged(base, ours, theirs)
    assert "Fußnote" not in text_of(result) or conflicts_in(result.document)


def test_a_list_the_other_side_cut_in_two_keeps_its_second_part() -> None:
    base = "1. Eins a b.\n2. Zwei c d.\n3. Drei e f.\n4. Vier g h.\n"
    ours = "1. Zwei c d.\n2. Drei e f.\n3. Vier g h.\n"
    theirs = "1. Eins a b.\n\nAbsatz dazu.\n\n2. Zwei c d.\n3. Drei e f.\n4. Vier g h.\n"
    documents = [myst.read(text).document for text in (base, ours, theirs)]
    marked = replace(documents[2].blocks[0], lines=documents[0].blocks[0].lines)
    cut = replace(documents[2], blocks=(marked, *(replace(block, lines=None) for block in documents[2].blocks[1:])))
    once = merge(documents[0], documents[1], cut, by_lines=True).document
    assert "Vier g h." in write(once)
    assert merge(cut, once, cut, by_lines=True).document == once


def test_what_only_looks_alike_is_one_conflict_not_several() -> None:
    base = "- Ausweis\n- Geburtsurkunde\n\nDanach kommt ein Brief.\n"
    ours = "- Weg zur Weg zur Schule\n- Geburtsurkunde\n\nDanach kommt ein Brief.\n"
    theirs = "- Haus\n- Geburtsurkunde\n\nWeg zur Schule kommt ein Brief.\n"
    result = merged(base, ours, theirs)
    assert len(conflicts_in(result.document)) == result.conflicts == 1


# --------------------------------------------------------------------------------- sentences written anew

ANEW = "Bringen Sie bitte alle Papiere der Kita mit ins Amt."


def test_a_word_changed_there_does_not_land_in_a_sentence_written_anew_here() -> None:
    base = "Sie gehen mit dem Kind jeden Tag zur Schule. Sie ist nah.\n"
    ours = changed(base, ("Sie gehen mit dem Kind jeden Tag zur Schule.", "Für Kinder fährt Sie ein Bus vom Tor ab."))
    theirs = changed(base, ("Sie gehen", "Wir gehen"))
    result = merged(base, ours, theirs)
    assert result.conflicts == 1
    assert "Wir gehen mit dem Kind jeden Tag zur Schule." in text_of(result)
    assert "Für Kinder fährt Sie ein Bus vom Tor ab." in text_of(result)
    assert result.mixed == ()


@pytest.mark.parametrize(("words", "conflicts"), [("eins zwei", 0), ("eins zwei drei", 1)])
def test_words_of_both_sides_go_together_while_half_of_the_sentence_stands(words: str, conflicts: int) -> None:
    base = "Eins zwei drei vier fünf sechs.\n"  # theirs takes one word, ours two or three
    ours = changed(base, ("Eins zwei drei" if conflicts else "Eins zwei", words.title().replace(" ", "a ") + "a"))
    result = merged(base, ours, changed(base, ("sechs", "sieben")))
    assert result.conflicts == conflicts


@pytest.mark.parametrize("side", ["ours", "theirs"])
@pytest.mark.parametrize(
    ("old", "new"),
    [("Sie ist nah. ", ""), ("nah. ", "nah. Sie ist neu. "), (" Gehen Sie zu Fuß.", ""), ("Fuß.", "Fuß. Es ist gut.")],
    ids=["gone before it", "put in before it", "gone behind it", "put in behind it"],
)
def test_a_paragraph_parted_here_beside_a_sentence_changed_there_is_no_conflict(old: str, new: str, side: str) -> None:
    base = "Die Schule ist da. Sie ist nah. Gehen Sie zu Fuß.\n"
    parted, other = changed(base, ("nah. ", "nah.\n\n")), changed(base, (old, new))
    result = merged(base, *((parted, other) if side == "ours" else (other, parted)))
    assert result.conflicts == 0
    assert text_of(result).split() == other.split()


def test_a_sentence_written_anew_here_and_another_changed_there_are_both_taken() -> None:
    base = "Der Weg ist kurz und schön. Die Schule ist neu.\n"
    result = merged(base, changed(base, ("Der Weg ist kurz und schön.", ANEW)), changed(base, ("neu", "alt")))
    assert (text_of(result), result.conflicts) == (f"{ANEW}\nDie Schule ist alt.\n", 0)


# ------------------------------------------------------------------------------- blocks of another kind

TORN = "Davor ein Satz.\n\nHolen Sie den Pass im Amt. Machen Sie ein gutes Foto. Kommen Sie früh.\n\nDanach.\n"
ITEMS = "Davor ein Satz.\n\n- Holen Sie den Pass im Amt.\n- Machen Sie ein gutes Foto.\n- Kommen Sie früh.\n\nDanach.\n"


@pytest.mark.parametrize("side", ["ours", "theirs"])
@pytest.mark.parametrize(("base", "remade"), [(TORN, ITEMS), (ITEMS, TORN)], ids=["to a list", "to a paragraph"])
def test_what_became_another_kind_here_and_was_changed_there_is_in_the_box_whole(
    base: str, remade: str, side: str
) -> None:
    other = changed(base, ("gutes Foto", "neues Bild"))
    result = merged(base, *((remade, other) if side == "ours" else (other, remade)))
    (box,) = conflicts_in(result.document)
    assert result.document.blocks.index(box) == 1
    assert len(result.document.blocks) == 3
    assert text_of(result).count("Kommen Sie früh.") == 2


@pytest.mark.parametrize(
    "change", [("gutes Foto", "neues Bild"), (" Machen Sie ein gutes Foto.", "")], ids=["changed", "shortened"]
)
def test_a_paragraph_that_became_items_of_a_list_that_was_there_is_in_the_box_whole(change: Change) -> None:
    base = "- Den Ausweis und den Brief.\n\nHolen Sie den Pass im Amt. Machen Sie ein gutes Foto.\n"
    ours = "- Den Ausweis und den Brief.\n- Holen Sie den Pass im Amt.\n- Machen Sie ein gutes Foto.\n"
    result = merged(base, ours, changed(base, change))
    assert len(conflicts_in(result.document)) == 1
    assert text_of(result).count("Holen Sie den Pass im Amt.") == 2  # once in each version
    assert text_of(result).startswith("- Den Ausweis und den Brief.\n\n:::{konflikt}")


@pytest.mark.parametrize("side", ["ours", "theirs"])
def test_paragraphs_joined_there_of_which_one_became_a_list_here_are_in_the_box_whole(side: str) -> None:
    base = "Kommen Sie früh. Ihr Kind ist neu.\n\nHolen Sie den Pass im Amt. Machen Sie ein gutes Foto.\n\nDanach.\n"
    listed = changed(base, ("Holen", "- Holen"), ("Machen", "\n- Machen"))
    joined = changed(base, ("neu.\n\n", "neu. "))
    result = merged(base, *((listed, joined) if side == "ours" else (joined, listed)))
    (box,) = conflicts_in(result.document)
    assert result.document.blocks.index(box) == 0
    assert len(result.document.blocks) == 2
    for sentence in ("Kommen Sie früh.", "Machen Sie ein gutes Foto."):
        assert text_of(result).count(sentence) == 2  # once in each version


def test_a_paragraph_of_which_the_end_became_a_list_keeps_a_word_changed_in_its_beginning() -> None:
    base = "Holen Sie den Pass im Amt. Machen Sie ein gutes Foto. Kommen Sie ganz früh.\n"
    ours = "Holen Sie den Pass im Amt.\n\n- Machen Sie ein gutes Foto.\n- Kommen Sie ganz früh.\n"
    result = merged(base, ours, changed(base, ("den Pass", "den neuen Pass")))
    assert (text_of(result), result.conflicts) == (changed(ours, ("den Pass", "den neuen Pass")), 0)


def test_a_paragraph_that_became_a_list_here_and_nobody_changed_there_is_the_list() -> None:
    theirs = changed(TORN, ("Danach", "Zuletzt"))
    assert text_of(merged(TORN, ITEMS, theirs)) == changed(ITEMS, ("Danach", "Zuletzt"))
