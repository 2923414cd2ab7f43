"""What comes back goes into the catalogue unit by unit; nothing is written over somebody else's words."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from exchange_units import entry, translated, units
from hypothesis import given

from ratgeber_tools import document as doc
from ratgeber_tools.languages.ageing import standings
from ratgeber_tools.languages.catalogue import Catalogue, TranslationState
from ratgeber_tools.languages.exchange.gettext_files import read_gettext, write_gettext
from ratgeber_tools.languages.exchange.offers import ReturnedUnit, offer
from ratgeber_tools.languages.exchange.xliff import read_xliff, write_xliff
from ratgeber_tools.languages.tagged import tag
from ratgeber_tools.languages.taking import TakenTranslation, TranslatedBy, checked, take
from ratgeber_tools.languages.unchanged_meaning import OtherMeaningError, same_meaning
from ratgeber_tools.languages.units import TranslationUnit, UnitKind
from strategies import inlines

BY = TranslatedBy("Sprachmittlung", date(2026, 11, 30))
ALL = units()
EMPTY = Catalogue("uk", "schulanfang/hort")
PATH = Path("hort.xlf")


def back(at: int, text: str, known: Catalogue = EMPTY) -> ReturnedUnit:
    """Return unit number `at` as a file that went out now brings it back with other words."""
    sent = offer("uk", "schulanfang/hort", "Hort", standings(ALL, known)).units[at]
    return ReturnedUnit(sent.key, sent.german, text, sent.base)


def taken(known: Catalogue, *returned: ReturnedUnit, now: tuple[TranslationUnit, ...] = ALL) -> TakenTranslation:
    return take(known, now, returned, BY, path=PATH)


def test_a_translated_unit_is_entered_with_who_and_when() -> None:
    result = taken(EMPTY, back(0, "Група"))
    [entered] = result.catalogue.entries
    assert (entered.text, entered.by, entered.on, entered.state) == (
        "Група", "Sprachmittlung", BY.day, TranslationState.TRANSLATED,
    )  # fmt: skip
    assert (result.taken, result.findings) == (1, ())


def test_what_came_back_unchanged_or_empty_is_not_entered_again() -> None:
    known = Catalogue("uk", "", (entry(ALL[0], "Група"),))
    result = taken(known, back(0, "Група", known), back(1, "  "))
    assert (result.catalogue, result.taken, result.findings) == (known, 0, ())


def test_a_unit_whose_record_is_gone_is_refused_with_its_sentence_and_the_others_are_taken() -> None:
    result = taken(EMPTY, back(2, "Зателефонуйте."), back(0, "Група"))
    assert result.taken == 1
    [finding] = result.findings
    assert finding.text == (
        "„Rufen Sie das Jugendamt unter an.“: Die Stelle <1> fehlt: Dort steht eine Angabe, ein Verweis oder eine "
        "Fußnote."
    )


def test_what_somebody_entered_meanwhile_stays_and_the_returned_words_stand_beside_it() -> None:
    came = back(0, "Гурток")
    meanwhile = Catalogue("uk", "", (entry(ALL[0], "Група"),))
    result = taken(meanwhile, came)
    [kept] = result.catalogue.entries
    assert (kept.text, kept.remark) == ("Група", "Auch zurückgekommen: Гурток")
    assert [finding.code.identifier for finding in result.findings] == ["uebersetzung-zweimal"]
    again = taken(result.catalogue, came)
    assert again.catalogue == result.catalogue


def test_what_came_back_as_it_went_out_does_not_undo_what_somebody_wrote_since() -> None:
    first = Catalogue("uk", "", (entry(ALL[0], "Група"),))
    came = back(0, "Група", first)
    later = Catalogue("uk", "", (entry(ALL[0], "Гурток"),))
    assert taken(later, came).catalogue == later


def test_a_translation_of_german_that_changed_meanwhile_is_kept_for_the_old_words() -> None:
    came = back(0, "Група")
    now = (replace(ALL[0], german=tag((doc.Text("Der Hort"),))), *ALL[1:])
    result = taken(EMPTY, came, now=now)
    assert result.taken == 1
    [old] = [standing for standing in standings(now, result.catalogue) if standing.is_old]
    assert (old.unit.german.text, old.entry.text if old.entry else "") == ("Der Hort", "Група")


def test_a_second_office_checks_and_the_first_cannot_check_itself() -> None:
    known = taken(EMPTY, back(0, "Група")).catalogue
    key = known.entries[0].key
    assert list(checked(known, [key], "Sprachmittlung")) == []
    [done] = checked(known, [key], "Netzwerkstelle")
    assert (done.state, done.checked_by, done.by) == (TranslationState.CHECKED, "Netzwerkstelle", "Sprachmittlung")


def test_the_same_meaning_makes_an_old_translation_current() -> None:
    known = Catalogue("uk", "", tuple(entry(unit, translated(unit)) for unit in ALL))
    now = (replace(ALL[0], german=tag((doc.Text("Der Hort"),))), *ALL[1:])
    [old] = [standing for standing in standings(now, known) if standing.is_old]
    assert old.entry is not None
    said = same_meaning(known, old.entry, old.unit, BY)
    assert all(standing.is_current for standing in standings(now, said))


def test_no_meaning_is_the_same_where_a_record_is_missing() -> None:
    known = Catalogue("uk", "", tuple(entry(unit, translated(unit)) for unit in ALL))
    with_record = replace(ALL[0], german=tag((doc.Text("Hort "), doc.Role("fakt", "hort-beitrag"))))
    with pytest.raises(OtherMeaningError, match="andere Angaben"):
        same_meaning(known, known.entries[0], with_record, BY)


@given(inlines())
def test_no_place_and_no_letter_is_lost_in_a_file_and_back(words: doc.Inlines) -> None:
    german = tag(words)
    if not german.has_words or not german.text.isprintable():
        return
    unit = TranslationUnit(1, UnitKind.TEXT, german)
    known = Catalogue("uk", "", (entry(unit, german.text),))
    sent = offer("uk", "hort", "Hort", standings([unit], known))
    for returned in (*read_xliff(PATH, write_xliff(sent)), *read_gettext(PATH, write_gettext(sent))):
        [one] = returned.units
        assert (one.german, one.text) == (german.text, german.text)
        assert take(known, [unit], returned.units, BY, path=PATH).findings == ()
