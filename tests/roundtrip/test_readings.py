"""What a returned chapter was made of: what went out, or what was read of an earlier file."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from ratgeber_tools.document import BulletList, Document, ListItem, Paragraph, Text
from ratgeber_tools.readers import myst
from ratgeber_tools.roundtrip.readings import Reading, parent_of, place_of, reading_of, valid_readings

SENT = myst.read(
    "# Wer hilft\n\nFangen Sie oben an.\nGehen Sie weiter, wenn es nicht hilft.\n\nSchreiben Sie auf, was war.\n\n"
    "Rufen Sie im Amt an.\n"
).document
HEADING, FIRST, SECOND, THIRD = SENT.blocks


def paragraph(text: str, marked: object = None) -> Paragraph:
    """Return a paragraph that bears the mark of a block that went out, or none."""
    return Paragraph((Text(text),), lines=getattr(marked, "lines", None))


def reading(*blocks: object) -> Reading:
    return Reading("hilfe/amt", Document((HEADING, *blocks)), "", ())  # type: ignore[arg-type]  # blocks


def goes_on(read: Reading, *blocks: object) -> bool:
    said = Document((HEADING, *blocks))  # type: ignore[arg-type]  # blocks
    return parent_of(said, SENT, [read]) is read.document


PARTED = reading(
    paragraph("Gehen Sie weiter, wenn es nicht hilft."), SECOND, paragraph("Fangen Sie oben an.", FIRST), THIRD
)


def test_a_sentence_parted_and_moved_is_known_when_its_mark_is_on_the_other_part_by_now() -> None:
    assert goes_on(
        PARTED,
        paragraph("Gehen Sie weiter, wenn es nicht hilft.", FIRST),
        paragraph("Schreiben Sie auf, was war. Fangen Sie oben an.", SECOND),
        THIRD,
    )


def test_who_left_a_sentence_where_it_was_did_not_go_on_from_the_file_it_was_moved_in() -> None:
    assert not goes_on(PARTED, FIRST, SECOND, paragraph("Rufen Sie heute im Amt an.", THIRD))


def test_a_sentence_of_ones_own_is_known_at_another_place() -> None:
    own = paragraph("Nehmen Sie jemanden mit.")
    assert goes_on(reading(own, FIRST, SECOND, THIRD), FIRST, SECOND, own, THIRD)


def test_two_who_struck_the_same_did_not_go_on_from_one_another() -> None:
    assert not goes_on(reading(SECOND, paragraph("Rufen Sie an.", THIRD)), SECOND, THIRD)


TICKED = myst.read("- [ ] Ich habe den Brief gelesen.\n- [ ] Ich habe eine Kopie gemacht.\n").document
(LIST,) = TICKED.blocks
assert isinstance(LIST, BulletList)
LETTER, COPY = LIST.items


def checklist(*items: ListItem) -> Document:
    return Document((replace(LIST, items=items),))


def test_an_item_parted_from_another_is_known_when_it_was_joined_to_the_one_before() -> None:
    own = ListItem((paragraph("Er kam im März.", COPY.blocks[0]),), checked=False)  # the mark goes with the first part
    rest = ListItem((paragraph("Ich habe eine Kopie gemacht."),), checked=False)
    read = Reading("hilfe/amt", checklist(LETTER, own, rest), "", ())
    joined = replace(LETTER, blocks=(paragraph("Ich habe den Brief gelesen. Er kam im März.", LETTER.blocks[0]),))
    assert parent_of(checklist(joined, COPY), TICKED, [read]) is read.document


def test_a_tick_is_known() -> None:
    read = Reading("hilfe/amt", checklist(replace(LETTER, checked=True), COPY), "", ())
    assert (
        parent_of(checklist(replace(LETTER, checked=True), replace(COPY, checked=True)), TICKED, [read])
        is read.document
    )
    assert parent_of(checklist(LETTER, replace(COPY, checked=True)), TICKED, [read]) is TICKED


def counts_still(folder: Path, before: str, after: str, now: str, *, is_old: bool = False) -> bool:
    """Say whether a file that made `after` of a chapter counts as read when the chapter is `now`; without git.

    One that `is_old` does not say what text it was read into.
    """
    chapter = folder / "hilfe" / "amt.md"
    chapter.parent.mkdir(parents=True, exist_ok=True)
    chapter.write_text(now, encoding="utf-8", newline="\n")
    read = reading_of("hilfe/amt", SENT, before=before.encode(), after=after.encode())
    place = place_of(folder, "ausgabe", "0123456789abcdef")
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_bytes((replace(read, before="") if is_old else read).content())
    return bool(valid_readings(folder, "ausgabe", "hilfe/amt", chapter))


def test_without_git_an_import_is_thrown_away_only_by_putting_the_very_same_file_back(tmp_path: Path) -> None:
    before, after = "Eins.\nZwei.\n\nDrei.\n", "Eins.\n\nZwei.\n\nDrei.\n"
    assert not counts_still(tmp_path, before, after, before)
    assert counts_still(
        tmp_path, before, after, before.replace("Drei", "Vier")
    )  # parted, joined again, and gone on from


def test_a_long_conflict_is_no_more_than_a_conflict() -> None:
    table = "".join(f"| {number} | Zeile |\n" for number in range(12))
    box = f":::{{konflikt}}\n**Im Ratgeber:**\n\n{table}\n**Aus Word:**\n\n{table.replace('| 3 | Zeile |', '')}:::\n"
    text = "Oben.\n\n{}\nUnten.\n"
    read = reading_of("hilfe/amt", SENT, before=text.format(table).encode(), after=text.format(box).encode())
    assert read.is_disputed
    changed = text.format(box).replace("Unten", "Ganz unten")
    assert not reading_of("hilfe/amt", SENT, before=text.format(table).encode(), after=changed.encode()).is_disputed


def test_a_paragraph_put_in_at_the_end_counts_as_read_when_somebody_changed_a_word_of_it(tmp_path: Path) -> None:
    before = "# Wer hilft\n\nFangen Sie oben an.\n"
    after = f"{before}\nDie Stadt hat ein Büro.\n"
    assert counts_still(tmp_path / "changed", before, after, f"{before}\nDie kleine Stadt hat ein Büro.\n", is_old=True)
    assert not counts_still(tmp_path / "taken-back", before, after, before, is_old=True)


def test_a_file_that_made_the_chapter_counts_as_read_while_half_of_it_stands(tmp_path: Path) -> None:
    after = "# Wer hilft\n\nFangen Sie oben an.\nGehen Sie weiter, wenn es nicht hilft.\n\nRufen Sie im Amt an.\n"
    assert counts_still(tmp_path, "", after, after.replace("oben", "unten"), is_old=True)
