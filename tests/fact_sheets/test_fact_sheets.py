from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from hypothesis import given
from hypothesis import strategies as st

from fact_sheets.filled_sheets import (
    CHANGED,
    CONTACTS,
    DROPPED,
    FACTS,
    REMARK,
    RIGHT,
    SENT,
    Filled,
    judged,
    judged_file,
    make_guide,
    make_sheet,
)
from ratgeber_tools import guide as guides
from ratgeber_tools import office
from ratgeber_tools.errors import InputError
from ratgeber_tools.fact_sheets.answers import AnswerVerdict, interpret
from ratgeber_tools.fact_sheets.returned import AnswerKind
from ratgeber_tools.fact_sheets.sheets import offices, sheet_for
from ratgeber_tools.readers.word.fact_sheets import SheetField


@pytest.fixture
def guide(tmp_path: Path) -> Path:
    return make_guide(tmp_path)


@pytest.fixture
def sheet(guide: Path) -> bytes:
    return make_sheet(guide)


def kinds(filled: Filled, guide: Path) -> list[AnswerKind]:
    return [outcome.kind for outcome in judged(filled, guide).outcomes]


# ------------------------------------------------------------------ going out


def test_a_sheet_has_only_the_entries_of_its_office(guide: Path) -> None:
    sheet = sheet_for(guides.load(guide), "amt", today=SENT)
    titles = [entry.title for section in sheet.sections for entry in section.entries]
    assert titles == ["Anmeldefrist", "Beitrag", "Hortbeitrag"]


def test_an_entry_shows_its_value_and_the_sentence_that_uses_it(guide: Path) -> None:
    sheet = sheet_for(guides.load(guide), "amt", today=SENT)
    first = sheet.sections[0].entries[0]
    assert first.lines == ("1. März",)
    assert first.uses == ("Kapitel „Anmeldung“: „Melden Sie Ihr Kind bis zum 1. März an.“",)


def test_a_place_shows_its_address_in_one_line_and_what_nobody_knows(tmp_path: Path) -> None:
    folder = make_guide(
        tmp_path,
        schulen="""\
        grundschule:
          name: Grundschule am Park
          schulform: Grundschule
          strasse: Parkweg 1
          plz: "06844"
          ort: Dessau-Roßlau
          telefon: 0340 204-2040
          zustaendig: amt
        """,
    )
    sheet = sheet_for(guides.load(folder), "amt", today=SENT)
    assert sheet.sections[1].entries[0].lines == (
        "Anschrift: Parkweg 1, 06844 Dessau-Roßlau",
        "Telefon: 0340 204-2040",
        "Schulform: Grundschule",
        "Das wissen wir nicht: Träger, E-Mail, Internet, Sprechzeiten, Barrierefreiheit, Sprachen, "
        "Abschlüsse und Profile, Fremdsprachen, Ganztag, Hort, Tag der offenen Tür",
    )


def test_each_office_that_owns_something_is_asked(guide: Path) -> None:
    assert list(offices(guides.load(guide).data.records, SENT)) == ["amt", "anderes-amt"]


def test_a_day_that_is_over_is_not_asked_about(tmp_path: Path) -> None:
    folder = make_guide(
        tmp_path,
        termine="""\
        alt: {titel: Alter Termin, art: Frist, bis: 01.10.2026, zustaendig: amt}
        neu: {titel: Neuer Termin, art: Frist, bis: 01.10.2027, zustaendig: amt}
        """,
    )
    sheet = sheet_for(guides.load(folder), "amt", today=SENT)
    assert [entry.title for entry in sheet.sections[1].entries] == ["Neuer Termin"]


def test_an_unknown_office_is_refused_with_the_nearest_name(guide: Path) -> None:
    with pytest.raises(InputError, match=r"„amtt“ gibt es in anlaufstellen\.yaml nicht\..*amt"):
        sheet_for(guides.load(guide), "amtt", today=SENT)


def test_an_office_without_entries_is_refused(tmp_path: Path) -> None:
    folder = make_guide(tmp_path, fakten="")
    with pytest.raises(InputError, match="nichts zu bestätigen"):
        sheet_for(guides.load(folder), "amt", today=SENT)


def test_the_same_sheet_is_the_same_file(guide: Path) -> None:
    assert make_sheet(guide) == make_sheet(guide)


def test_bookmarks_are_short_enough_for_word_and_hidden(sheet: bytes) -> None:
    document = docx.Document(io.BytesIO(sheet))
    names = [mark.get(qn("w:name")) for mark in document.element.body.iter(qn("w:bookmarkStart"))]
    assert len(names) == len(set(names)) == 5
    assert all(len(name) <= 40 and name.startswith("_") for name in names)


def test_a_box_can_be_ticked_with_a_click(sheet: bytes) -> None:
    document = docx.Document(io.BytesIO(sheet))
    boxes = [element for element in document.element.body.iter() if str(element.tag).endswith("}checkbox")]
    assert len(boxes) == 3 + 3 + 2  # an entry without a value cannot be right


# ------------------------------------------------------------------ coming back


def test_an_untouched_sheet_says_nothing(guide: Path, sheet: bytes) -> None:
    result = judged(Filled(sheet), guide)
    assert [outcome.kind for outcome in result.outcomes] == [AnswerKind.EMPTY] * 3
    assert (result.confirmed, result.remarks, result.missing) == ((), (), 0)


@pytest.mark.parametrize(
    "fill",
    [
        lambda sheet: sheet.tick("frist", RIGHT),
        lambda sheet: sheet.tick("frist", RIGHT, "☑"),
        lambda sheet: sheet.type("frist", RIGHT, "x"),
        lambda sheet: sheet.type("frist", RIGHT, "X"),
        lambda sheet: sheet.type("frist", RIGHT, "ja"),
        lambda sheet: sheet.overwrite("frist", RIGHT, "x"),
        lambda sheet: sheet.overwrite("frist", RIGHT, "stimmt"),
        lambda sheet: sheet.overwrite("frist", RIGHT, "Ja, stimmt."),
        lambda sheet: sheet.overwrite("frist", RIGHT, "[x] stimmt"),
        lambda sheet: sheet.tick("frist", RIGHT).type("frist", REMARK, "keine"),
    ],
)
def test_every_way_to_say_yes_confirms(fill: Callable[[Filled], Filled], guide: Path, sheet: bytes) -> None:
    result = judged(fill(Filled(sheet)), guide)
    assert [key.identifier for key in result.confirmed] == ["frist"]


@pytest.mark.parametrize(
    ("fill", "says"),
    [
        (lambda sheet: sheet.tick("frist", RIGHT).tick("frist", DROPPED), "Mehr als eine Antwort"),
        (lambda sheet: sheet.tick("frist", RIGHT).type("frist", CHANGED, "4. März"), "Mehr als eine Antwort"),
        (lambda sheet: sheet.tick("frist", RIGHT).type("frist", RIGHT, "bis Juli"), "Neben dem Kästchen"),
        (lambda sheet: sheet.type("frist", RIGHT, "nicht"), "Neben dem Kästchen"),
        (lambda sheet: sheet.tick("frist", RIGHT).type("frist", REMARK, "nur noch bis Juli"), "Anmerkung"),
        (lambda sheet: sheet.tick("frist", CHANGED), "nicht da, in was"),
        (lambda sheet: sheet.tick("frist", RIGHT, "☐"), "zugleich leer und angekreuzt"),
    ],
)
def test_an_answer_that_can_be_read_in_two_ways_is_for_a_person(
    fill: Callable[[Filled], Filled], says: str, guide: Path, sheet: bytes
) -> None:
    outcome = judged(fill(Filled(sheet)), guide).outcomes[0]
    assert outcome.kind is AnswerKind.UNCLEAR
    assert says in outcome.text


def test_a_crossed_out_field_is_for_a_person(guide: Path, sheet: bytes) -> None:
    filled = Filled(sheet).tick("frist", RIGHT)
    for run in filled.cell("frist", DROPPED).paragraphs[0].runs:
        run.font.strike = True
    assert kinds(filled, guide)[0] is AnswerKind.UNCLEAR


def test_a_new_value_is_listed_with_its_words_and_not_written(guide: Path, sheet: bytes) -> None:
    result = judged(Filled(sheet).tick("frist", CHANGED).type("frist", CHANGED, "4. März"), guide)
    assert result.outcomes[0].kind is AnswerKind.CHANGED
    assert result.outcomes[0].text == "Neu laut Stelle: „4. März“."
    assert result.confirmed == ()


def test_a_value_that_was_missing_is_listed_when_it_is_named(guide: Path, sheet: bytes) -> None:
    outcome = judged(Filled(sheet).type("offen", CHANGED, "55 Euro"), guide).outcomes[2]
    assert (outcome.kind, outcome.text) == (AnswerKind.CHANGED, "Neu laut Stelle: „55 Euro“.")


def test_a_missing_value_cannot_be_right(guide: Path, sheet: bytes) -> None:
    assert kinds(Filled(sheet).type("offen", RIGHT, "x"), guide)[2] is AnswerKind.UNCLEAR


def test_a_dropped_entry_is_listed(guide: Path, sheet: bytes) -> None:
    assert kinds(Filled(sheet).tick("beitrag", DROPPED), guide)[1] is AnswerKind.DROPPED


def test_words_typed_over_the_value_are_reported_even_with_a_tick(guide: Path, sheet: bytes) -> None:
    filled = Filled(sheet).tick("frist", RIGHT)
    filled.shown("frist").paragraphs[1].runs[0].text = "15. März"
    outcome = judged(filled, guide).outcomes[0]
    assert outcome.kind is AnswerKind.UNCLEAR
    assert "15. März" in outcome.text


def test_words_typed_over_the_value_are_reported_without_a_tick(guide: Path, sheet: bytes) -> None:
    filled = Filled(sheet)
    filled.shown("frist").paragraphs[1].runs[0].text = "15. März"
    outcome = judged(filled, guide).outcomes[0]
    assert outcome.kind is AnswerKind.UNCLEAR
    assert "15. März" in outcome.text


def test_a_tracked_change_of_the_value_is_reported(guide: Path, sheet: bytes) -> None:
    filled = Filled(sheet).tick("frist", RIGHT)
    paragraph = filled.shown("frist").paragraphs[1]._p
    run = paragraph.findall(qn("w:r"))[0]
    inserted = parse_xml(f'<w:ins {nsdecls("w")} w:id="90" w:author="x"><w:r><w:t>oder 4. März</w:t></w:r></w:ins>')
    run.addnext(inserted)
    assert kinds(filled, guide)[0] is AnswerKind.UNCLEAR


def test_a_value_changed_in_the_register_since_is_not_confirmed(guide: Path, sheet: bytes) -> None:
    (guide / "daten" / "fakten.yaml").write_text(FACTS.replace("1. März", "2. März"), encoding="utf-8")
    outcome = judged(Filled(sheet).tick("frist", RIGHT), guide).outcomes[0]
    assert outcome.kind is AnswerKind.UNCLEAR
    assert "seit das Blatt am 24.11.2026" in outcome.text


def test_a_contradiction_noticed_since_is_not_settled_by_the_sheet(guide: Path, sheet: bytes) -> None:
    doubt = "  widersprueche: [{aussage: Anderswo steht der 4. März., notiert_am: 26.11.2026}]\n"
    text = FACTS.replace("beitrag:\n", f"{doubt}\nbeitrag:\n", 1)
    (guide / "daten" / "fakten.yaml").write_text(text, encoding="utf-8")
    assert kinds(Filled(sheet).tick("frist", RIGHT), guide)[0] is AnswerKind.UNCLEAR


def test_a_chapter_that_moved_on_does_not_hold_up_a_confirmation(guide: Path, sheet: bytes) -> None:
    (guide / "anmeldung.md").write_text("# Neu\n\nGanz anders: {fakt}`frist`.\n", encoding="utf-8")
    assert kinds(Filled(sheet).tick("frist", RIGHT), guide)[0] is AnswerKind.CONFIRMED


def test_another_owner_now_is_for_a_person(guide: Path, sheet: bytes) -> None:
    text = FACTS.replace("zustaendig: amt", "zustaendig: anderes-amt", 1)
    (guide / "daten" / "fakten.yaml").write_text(text, encoding="utf-8")
    outcome = judged(Filled(sheet).tick("frist", RIGHT), guide).outcomes[0]
    assert outcome.kind is AnswerKind.UNCLEAR
    assert "anderes-amt" in outcome.text


def test_a_value_past_its_end_asks_until_when_it_holds(tmp_path: Path) -> None:
    folder = make_guide(tmp_path, fakten=FACTS.replace("  wert: 1. März", "  gueltig_bis: 30.11.2026\n  wert: 1. März"))
    outcome = judged(Filled(make_sheet(folder)).tick("frist", RIGHT), folder).outcomes[0]
    assert outcome.kind is AnswerKind.UNCLEAR
    assert "gilt bis 30.11.2026" in outcome.text


def test_an_entry_gone_from_the_register_is_listed(guide: Path, sheet: bytes) -> None:
    (guide / "daten" / "fakten.yaml").write_text(FACTS.replace("frist:", "neue-frist:", 1), encoding="utf-8")
    outcome = judged(Filled(sheet).tick("frist", RIGHT), guide).outcomes[0]
    assert (outcome.kind, outcome.key, outcome.title) == (AnswerKind.UNCLEAR, None, "Anmeldefrist")


def test_an_entry_cut_out_of_the_sheet_is_counted(guide: Path, sheet: bytes) -> None:
    filled = Filled(sheet)
    table = filled.document.tables[0]._tbl
    table.getparent().remove(table)
    result = judged(filled, guide)
    assert (len(result.outcomes), result.missing) == (2, 1)


def test_an_entry_copied_twice_is_for_a_person(guide: Path, sheet: bytes) -> None:
    from copy import deepcopy

    filled = Filled(sheet).tick("frist", RIGHT)
    table = filled.document.tables[0]._tbl
    table.addnext(deepcopy(table))
    assert kinds(filled, guide)[:2] == [AnswerKind.UNCLEAR, AnswerKind.UNCLEAR]


def test_words_anywhere_else_in_the_file_are_kept(guide: Path, sheet: bytes) -> None:
    filled = Filled(sheet).closing(1, "Wir ziehen um.")
    filled.document.add_paragraph("Noch etwas.")
    filled.document.sections[0].header.add_paragraph("Eilt!")
    assert judged(filled, guide).remarks == ("Wir ziehen um.", "Noch etwas.", "Eilt!")


def test_a_comment_goes_with_its_entry_and_holds_up_the_tick(guide: Path, sheet: bytes) -> None:
    filled = Filled(sheet).tick("frist", RIGHT)
    filled.document.add_comment(filled.shown("frist").paragraphs[1].runs, text="Ab 2028 anders.", author="x")
    outcome = judged(filled, guide).outcomes[0]
    assert (outcome.kind, outcome.remarks) == (AnswerKind.UNCLEAR, ("Ab 2028 anders.",))


def test_a_confirmation_as_new_as_the_answer_stays(guide: Path, sheet: bytes) -> None:
    confirmed = "  bestaetigt_durch: amt\n  bestaetigt_am: 05.12.2026\n"
    text = FACTS.replace("  wert: 1. März", f"{confirmed}  wert: 1. März")
    (guide / "daten" / "fakten.yaml").write_text(text, encoding="utf-8")
    result = judged(Filled(sheet).tick("frist", RIGHT), guide)
    assert (result.outcomes[0].kind, result.confirmed) == (AnswerKind.ALREADY, ())


# ------------------------------------------------------------------ the day


def test_the_day_on_the_sheet_counts_when_none_is_given(guide: Path, sheet: bytes) -> None:
    assert judged(Filled(sheet).closing(0, "02.12.2026"), guide, day=None).day == date(2026, 12, 2)


def test_a_day_that_cannot_be_read_is_listed(guide: Path, sheet: bytes) -> None:
    assert "Anfang Dezember" in judged(Filled(sheet).closing(0, "Anfang Dezember"), guide).remarks[0]


@pytest.mark.parametrize(
    ("typed", "day", "says"),
    [
        ("", None, "Nennen Sie den Tag mit --am"),
        ("Anfang Dezember", None, "Nennen Sie den Tag mit --am"),
        ("02.12.2026", date(2026, 12, 3), "Klären Sie den Tag"),
        ("", date(2026, 12, 24), "in der Zukunft"),
        ("", date(2026, 11, 1), "kann nicht am 01.11.2026"),
    ],
)
def test_a_day_that_cannot_be_is_one_sentence(
    typed: str, day: date | None, says: str, guide: Path, sheet: bytes
) -> None:
    filled = Filled(sheet)
    if typed:
        filled.closing(0, typed)
    with pytest.raises(InputError, match=says):
        judged(filled, guide, day=day)


# ------------------------------------------------------------------ wrong files


def test_a_sheet_of_another_guide_is_refused(guide: Path, sheet: bytes) -> None:
    (guide / "daten" / "kommune.yaml").write_text("name: Anderstadt\n", encoding="utf-8")
    with pytest.raises(InputError, match="anderen Ratgeber"):
        judged(Filled(sheet), guide)


def test_a_sheet_of_an_office_that_is_gone_is_refused(guide: Path, sheet: bytes) -> None:
    for name, text in (("anlaufstellen", CONTACTS.replace("amt:", "bildungsamt:", 1)), ("fakten", "")):
        (guide / "daten" / f"{name}.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(InputError, match=r"gibt es in anlaufstellen\.yaml nicht mehr"):
        judged(Filled(sheet), guide)


def test_any_other_word_file_is_refused(guide: Path, tmp_path: Path) -> None:
    docx.Document().save(tmp_path / "brief.docx")
    with pytest.raises(InputError, match=r"„brief\.docx“ ist kein Faktenblatt"):
        judged_file(tmp_path / "brief.docx", guide)


def test_a_damaged_file_is_refused(guide: Path, sheet: bytes, tmp_path: Path) -> None:
    (tmp_path / "halb.docx").write_bytes(sheet[: len(sheet) // 2])
    with pytest.raises(InputError, match=r"„halb\.docx“ ist beschädigt"):
        judged_file(tmp_path / "halb.docx", guide)


def test_a_sheet_without_its_bookmarks_is_refused(guide: Path, sheet: bytes) -> None:
    filled = Filled(sheet)
    for mark in list(filled.document.element.body.iter(qn("w:bookmarkStart"))):
        mark.getparent().remove(mark)
    with pytest.raises(InputError, match="Kennungen seiner Einträge verloren"):
        judged(filled, guide)


# ------------------------------------------------------------------ through LibreOffice


@pytest.mark.office
@pytest.mark.parametrize("way", [("docx",), ("odt", "docx"), ("doc", "docx")], ids=" ".join)
def test_a_sheet_saved_by_libreoffice_says_the_same(
    way: tuple[str, ...], guide: Path, sheet: bytes, tmp_path: Path
) -> None:
    filled = Filled(sheet).tick("frist", RIGHT).type("beitrag", CHANGED, "75 Euro").type("offen", REMARK, "Mai")
    filled.closing(0, "02.12.2026").closing(1, "Wir ziehen um.")
    path = filled.save(tmp_path / "blatt.docx")
    before = judged_file(path, guide, day=None)
    for number, kind in enumerate(way):
        folder = tmp_path / f"{number}"
        folder.mkdir()
        path = office.convert([path], to=kind, folder=folder)[path]
    after = judged_file(path, guide, day=None)
    assert [outcome.kind for outcome in before.outcomes] == [
        AnswerKind.CONFIRMED,
        AnswerKind.CHANGED,
        AnswerKind.REMARK,
    ]
    assert after == before


# ------------------------------------------------------------------ properties

_WORDS = st.text(alphabet="abcxäß ☐☒✓.:0", max_size=12)


@given(st.tuples(_WORDS, _WORDS, _WORDS, _WORDS))
def test_a_confirmation_never_hides_words(texts: tuple[str, str, str, str]) -> None:
    fields = [
        SheetField(f"☐ {label} {text}")
        for label, text in zip(("stimmt", "geändert in:", "entfällt", "Anmerkung:"), texts, strict=True)
    ]
    answer = interpret(fields)
    if answer.verdict is AnswerVerdict.RIGHT:
        assert set(texts[0].replace("x", "").replace("ok", "")) <= set(" .:☐☒✓")
        assert not any(sign.isalnum() for sign in texts[1] + texts[2])


@given(st.lists(_WORDS, max_size=6).filter(lambda texts: len(texts) != 4))
def test_a_form_that_lost_its_shape_is_never_an_answer(texts: list[str]) -> None:
    assert interpret([SheetField(text) for text in texts]).verdict is AnswerVerdict.UNCLEAR


def test_what_is_crossed_out_is_no_answer() -> None:
    fields = [SheetField("☐ stimmt"), SheetField("☐ geändert in:"), SheetField("☒ entfällt"), SheetField("Anmerkung:")]
    assert interpret(fields).verdict is AnswerVerdict.DROPPED
    struck = [*fields[:2], replace(fields[2], is_struck=True), fields[3]]
    assert interpret(struck).verdict is AnswerVerdict.UNCLEAR
