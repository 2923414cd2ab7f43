"""The table for Word: German left, the translation right; it comes back as it went out, also through LibreOffice."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import docx
import pytest
from exchange_units import entry, offered, translated, units

from ratgeber_tools.errors import InputError
from ratgeber_tools.languages.ageing import standings
from ratgeber_tools.languages.catalogue import Catalogue
from ratgeber_tools.languages.exchange.offers import ReturnedTranslation, TranslationOffer, offer
from ratgeber_tools.languages.exchange.word_table import read_word_table, write_word_table
from ratgeber_tools.languages.taking import TranslatedBy, take
from ratgeber_tools.office import convert

DAY = date(2026, 11, 30)


def written(folder: Path, sent: TranslationOffer) -> Path:
    path = folder / "hort-uk.docx"
    path.write_bytes(write_word_table(sent, DAY))
    return path


def said(back: ReturnedTranslation) -> list[tuple[str, str, str, str]]:
    return [(unit.key, unit.german, unit.text, unit.base) for unit in back.units]


def test_every_row_comes_back_as_it_went_out(tmp_path: Path) -> None:
    sent = offered()
    [back] = read_word_table(written(tmp_path, sent))
    assert (back.language, back.chapter) == ("uk", "schulanfang/hort")
    assert said(back) == [(unit.key, unit.german, unit.text, unit.base) for unit in sent.units]


def test_equal_offers_of_a_day_give_equal_bytes() -> None:
    assert write_word_table(offered(), DAY) == write_word_table(offered(), DAY)


def test_what_a_translator_types_goes_into_the_catalogue(tmp_path: Path) -> None:
    all_units = units()
    sent = offer("ar", "schulanfang/hort", "Hort", standings(all_units, Catalogue("ar", "")))
    path = written(tmp_path, sent)
    document = docx.Document(str(path))
    rows = document.tables[0].rows[1:]
    for row, unit in zip(rows, sent.units, strict=True):
        signs = "".join(part for part in row.cells[1].text.replace("‹", "\0‹").split("\0") if part.startswith("‹"))
        row.cells[2].paragraphs[0].text = f"نص {signs}" if unit.places else "نص"
        row.cells[3].paragraphs[0].text = "Frage?"
    document.save(str(path))
    [back] = read_word_table(path)
    result = take(Catalogue("ar", ""), all_units, back.units, TranslatedBy("Büro", DAY), path=path)
    assert result.findings == ()
    assert result.taken == len(sent.units)
    assert {found.remark for found in result.catalogue.entries} == {"Frage?"}


def test_rows_may_change_their_order_and_be_deleted(tmp_path: Path) -> None:
    sent = offered()
    path = written(tmp_path, sent)
    document = docx.Document(str(path))
    rows = [row._tr for row in document.tables[0].rows]
    rows[0].addnext(rows[-1])
    rows[2].getparent().remove(rows[2])
    document.save(str(path))
    [back] = read_word_table(path)
    assert sorted(unit.key for unit in back.units) == sorted(unit.key for unit in (sent.units[0], *sent.units[2:]))


def test_another_word_file_is_refused_with_a_sentence(tmp_path: Path) -> None:
    path = tmp_path / "Brief.docx"
    docx.Document().save(str(path))
    with pytest.raises(InputError, match=r"„Brief\.docx“ ist keine Tabelle zum Übersetzen"):
        read_word_table(path)


@pytest.mark.office
def test_it_comes_back_through_libreoffice(tmp_path: Path) -> None:
    sent = {}
    for language in ("uk", "ar"):
        all_units = units()
        known = Catalogue(language, "", tuple(entry(unit, translated(unit)) for unit in all_units))
        sent[language] = offer(language, "schulanfang/hort", "Hort", standings(all_units, known))
        (tmp_path / f"{language}.docx").write_bytes(write_word_table(sent[language], DAY))
    (tmp_path / "odt").mkdir()
    (tmp_path / "zurück").mkdir()
    odt = convert(sorted(tmp_path.glob("*.docx")), to="odt", folder=tmp_path / "odt")
    back = convert(list(odt.values()), to="docx", folder=tmp_path / "zurück")
    found = {path.stem: said(read_word_table(path)[0]) for path in back.values()}
    assert set(found) == set(sent)
    for language, rows in found.items():
        assert rows == [(unit.key, unit.german, unit.text, unit.base) for unit in sent[language].units]
