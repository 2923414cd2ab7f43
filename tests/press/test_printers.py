from __future__ import annotations

from pathlib import Path

import pytest

from ratgeber_tools.errors import InputError
from ratgeber_tools.press.colours import ColourConversion
from ratgeber_tools.press.printers import FOLDER, STANDARD, differences, load_printer, printer_names

OURS = (FOLDER / f"{STANDARD}.toml").read_text(encoding="utf-8")


def test_every_printer_we_ship_is_readable_and_says_where_its_wishes_stand() -> None:
    assert STANDARD in printer_names()
    documented = 0
    for name in printer_names():
        printer = load_printer(name)
        assert printer.most_ink <= 3
        assert ColourConversion(printer.profile).description
        assert printer.source.startswith(("http", "unbekannt")), name
        documented += printer.source.startswith("http")
    assert documented >= 2


def test_marks_are_off_unless_a_printer_asks_for_them() -> None:
    assert not any(load_printer(name).has_marks for name in printer_names())


def test_a_data_sheet_may_be_silent_on_how_thick_the_paper_is() -> None:
    assert load_printer("woelfer").leaf_mm is None
    assert load_printer(STANDARD).leaf_mm == 0.1


def test_what_a_printer_wants_otherwise_than_most_is_said_in_words(tmp_path: Path) -> None:
    own = OURS.replace("beschnitt_mm = 3", "beschnitt_mm = 2.5").replace(
        "schnittmarken = false", "schnittmarken = true"
    )
    (tmp_path / "eigene.toml").write_text(own, encoding="utf-8")
    found = differences(load_printer("eigene", local=tmp_path))
    assert found == ("Beschnitt 2,5 mm statt 3 mm", "mit Schnittmarken")
    assert differences(load_printer("woelfer")) == ("Bilder ab 300 statt 250 dpi",)
    assert differences(load_printer(STANDARD)) == ()


def test_a_printer_of_the_town_comes_before_ours(tmp_path: Path) -> None:
    (tmp_path / "standard.toml").write_text(OURS.replace("beschnitt_mm = 3", "beschnitt_mm = 5"), encoding="utf-8")
    assert load_printer("standard", local=tmp_path).bleed_mm == 5
    assert load_printer("woelfer", local=tmp_path).bleed_mm == 3


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        (
            "beschnitt_mm = 3",
            "beschnitt_mm = 30",
            "erwartet wird eine Zahl von 0 bis 10",
        ),
        ("beschnitt_mm = 3", "", "„beschnitt_mm“ fehlt"),
        ("blatt_mm = 0.1 ", "blatt_mm = 1.0 ", "eine Zahl von 0.03 bis 0.5"),
        ("schnittmarken = false", 'schnittmarken = "nein"', "true oder false"),
        ("farbauftrag_prozent = 300", "farbauftrag_prozent = 340", "von 200 bis 300"),
        ("[148, 210]", "[210, 297]", "148 × 210"),
        ('"ISOcoated_v2_300_bas.icc"', '"fehlt.icc"', "„fehlt.icc“ liegt nicht daneben"),
        ("beschnitt_mm = 3", "beschnitt = 3", "„beschnitt“ ist unbekannt"),
        ("beschnitt_mm = 3", "beschnitt_mm = = 3", "nicht lesbar"),
    ],
)
def test_a_wrong_printer_file_is_told_with_file_and_key(tmp_path: Path, old: str, new: str, said: str) -> None:
    (tmp_path / "hier.toml").write_text(OURS.replace(old, new), encoding="utf-8")
    with pytest.raises(InputError, match=r"hier\.toml") as caught:
        load_printer("hier", local=tmp_path)
    assert said in str(caught.value)


def test_an_unknown_printer_is_told_with_the_known_ones() -> None:
    with pytest.raises(InputError, match=r"„nirgends“ gibt es nicht.*standard"):
        load_printer("nirgends")
