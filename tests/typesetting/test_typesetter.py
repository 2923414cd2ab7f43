from __future__ import annotations

import datetime
from pathlib import Path

import page
import pytest

from ratgeber_tools.errors import TargetError
from ratgeber_tools.typesetting.typesetter import FONTS, THEME, Mode, TypesettingError, stage, typeset
from second_opinion import objections

NOON = datetime.datetime(2026, 9, 1, 12, tzinfo=datetime.UTC)

GUIDE = """#import "theme/theme.typ": *
#show: guide.with(title: "Titel", subtitle: "Untertitel", publisher: "Musterstadt", edition: "Arbeitsfassung")
#{
part(number: 1, plain: "Teil", "Teil")
chapter(level: 2, plain: "Kapitel", draft: true, "Kapitel")
par("Ein Absatz.")
info-box(kind: "frist", lines: 2, title: "Frist", par("Bald."))
info-box(kind: "redaktionsnotiz", lines: 2, title: "Notiz", par("Prüfen."))
data-table(columns: (1fr, 2fr), head: (head-cell("Kopf"), head-cell("Wert")), cell("a"), cell("b"))
}
"""


def set_guide(folder: Path, source: str = GUIDE, *, mode: Mode = Mode.SCREEN) -> bytes:
    return typeset(stage(folder / "satz", source, {}), timestamp=NOON, mode=mode)


def test_the_theme_passes_a_second_opinion_on_pdf_ua_1_and_pdf_a_2a(tmp_path: Path) -> None:
    pdf = set_guide(tmp_path)
    for profile in (page.ValidationProfile.PDF_UA_1, page.ValidationProfile.PDF_A_2A):
        assert objections(pdf, profile) == []


def test_a_file_for_screens_lies_packed_and_one_for_the_press_as_it_was_set(tmp_path: Path) -> None:
    assert b"/ObjStm" in set_guide(tmp_path)
    assert b"/ObjStm" not in set_guide(tmp_path, mode=Mode.PRESS)


def test_the_second_opinion_objects_to_a_file_without_tags(tmp_path: Path) -> None:
    pdf = set_guide(tmp_path, GUIDE, mode=Mode.PRESS)
    assert objections(pdf, page.ValidationProfile.PDF_A_2A)


def test_the_same_source_gives_the_same_bytes_wherever_it_is_staged(tmp_path: Path) -> None:
    assert set_guide(tmp_path / "hier") == set_guide(tmp_path / "dort")


def test_another_timestamp_gives_other_bytes(tmp_path: Path) -> None:
    main = stage(tmp_path / "satz", GUIDE, {})
    assert typeset(main, timestamp=NOON) != typeset(main, timestamp=NOON + datetime.timedelta(days=1))


def test_an_error_names_the_line_of_the_source(tmp_path: Path) -> None:
    with pytest.raises(TypesettingError, match="Typst sagt") as caught:
        set_guide(tmp_path, GUIDE.replace('par("Ein Absatz.")', "par(unknown-name)"))
    assert caught.value.line == 6


def test_a_warning_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(TypesettingError, match="unknown font family"):
        set_guide(tmp_path, GUIDE.replace('par("Ein Absatz.")', 'text(font: "No Such Font", "x")'))


def test_a_character_without_a_font_is_named_with_its_code_point(tmp_path: Path) -> None:
    with pytest.raises(TypesettingError, match=r"U\+1F4DE") as caught:
        set_guide(tmp_path, GUIDE.replace("Ein Absatz.", "Ruf an: \U0001f4de"))
    assert caught.value.unprintable == "\U0001f4de"


@pytest.mark.parametrize(
    "words",
    [
        "Straße, Größe, „Anführung“ – Gedankenstrich … 1½ € § ©",
        "Zażółć gęślą jaźń",
        "Școală, învățământ",
        "Okula hoş geldiniz, ığüşöç İ",
        "Trường học và phụ huynh",
        "Ласкаво просимо до школи, ґ є ї",
        "مرحبا بكم في المدرسة",
        "به مدرسه خوش آمدید، پ چ ژ گ",
    ],
)
def test_the_fonts_cover_the_languages_of_the_town(tmp_path: Path, words: str) -> None:
    assert set_guide(tmp_path, GUIDE.replace("Ein Absatz.", words)).startswith(b"%PDF")


def test_nothing_outside_the_staged_folder_can_be_read(tmp_path: Path) -> None:
    (tmp_path / "geheim.txt").write_text("geheim", encoding="utf-8")
    with pytest.raises(TypesettingError):
        set_guide(tmp_path, GUIDE.replace('par("Ein Absatz.")', 'par(read("../geheim.txt"))'))


def test_staging_removes_what_lay_there_before(tmp_path: Path) -> None:
    (tmp_path / "bild.png").write_bytes(b"x")
    stage(tmp_path / "satz", "alt", {"bilder/alt.png": tmp_path / "bild.png"})
    main = stage(tmp_path / "satz", "neu", {})
    assert main.read_text(encoding="utf-8") == "neu"
    assert not (tmp_path / "satz" / "bilder").exists()


def test_a_picture_that_cannot_be_copied_is_told_in_german(tmp_path: Path) -> None:
    with pytest.raises(TargetError, match="lässt sich nicht vorbereiten"):
        stage(tmp_path / "satz", "", {"bilder/x.png": tmp_path / "fehlt.png"})


def test_the_theme_says_no_english_word() -> None:
    source = (THEME / "words.typ").read_text(encoding="utf-8")
    for english in ("Contents", "Figure", "Table", "Page", "Index", "Draft", "see"):
        assert f'"{english}"' not in source


def test_every_font_has_a_licence_and_an_origin_beside_it() -> None:
    origin = (FONTS / "ORIGIN.md").read_text(encoding="utf-8")
    for font in FONTS.glob("*.ttf"):
        family = font.name.split("_")[0]
        assert f"{family}_*.ttf" in origin
        assert "SIL OPEN FONT LICENSE" in (FONTS / f"LICENSE-{family}.txt").read_text(encoding="utf-8").upper()
