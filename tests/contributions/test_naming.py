from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ratgeber_tools.contributions.naming import chapter_name, checked_name, gather, section_folder
from ratgeber_tools.errors import InputError, TargetError


@pytest.mark.parametrize(
    ("title", "file", "name"),
    [
        ("Hort und Ferien", "x.docx", "hort-und-ferien"),
        ("", "03 Für Eltern.docx", "fuer-eltern"),
        ("مدرسة", "Schule.docx", "schule"),
        ("", "2027.docx", "2027"),
        ("مدرسة", "مدرسة.docx", "beitrag"),
        ("Index", "x.docx", "index-kapitel"),
        ("Con", "x.docx", "con-kapitel"),
    ],
)
def test_a_chapter_is_named_after_its_title_or_its_file(title: str, file: str, name: str) -> None:
    assert chapter_name(title, Path(file)) == name


@given(st.text(max_size=60), st.text(alphabet=st.characters(exclude_characters="/\0"), min_size=1, max_size=30))
def test_every_title_gives_a_name_that_can_be_typed(title: str, stem: str) -> None:
    name = chapter_name(title, Path("beitraege") / f"{stem}.docx")
    assert checked_name(name) == name


@pytest.mark.parametrize("name", ["../boese", "Hort", "hört", "a b", "index", "", "nul"])
def test_a_name_that_would_not_do_is_refused(name: str) -> None:
    with pytest.raises(TargetError):
        checked_name(name)


def test_a_refused_name_comes_with_a_better_one() -> None:
    with pytest.raises(TargetError, match="Vorschlag: fuer-eltern"):
        checked_name("Für Eltern")


def guide(tmp_path: Path) -> Path:
    for name in ("schulanfang", "hilfe"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "index.md").write_text("# x\n", encoding="utf-8")
    (tmp_path / "bilder").mkdir()
    (tmp_path / "bilder" / "index.md").write_text("", encoding="utf-8")
    return tmp_path


def test_a_section_is_found_by_its_name(tmp_path: Path) -> None:
    assert section_folder(guide(tmp_path), "schulanfang/") == tmp_path / "schulanfang"


@pytest.mark.parametrize("section", ["bilder", "schule", "", ".", "..", "../schulanfang"])
def test_an_unknown_section_is_refused_with_those_there_are(tmp_path: Path, section: str) -> None:
    with pytest.raises(TargetError, match=r": hilfe, schulanfang\.$"):
        section_folder(guide(tmp_path), section)


def test_files_of_a_folder_come_in_the_order_of_their_numbers(tmp_path: Path) -> None:
    for name in ("10 Ende.docx", "2 Mitte.docx", "1 Anfang.DOCX", "Übrig.odt", "über.docx"):
        (tmp_path / name).touch()
    found = [path.name for path in gather([tmp_path], suffixes=(".docx", ".odt"))]
    assert found == ["1 Anfang.DOCX", "2 Mitte.docx", "10 Ende.docx", "über.docx", "Übrig.odt"]


def test_lock_files_hidden_files_folders_and_other_files_are_passed_over(tmp_path: Path) -> None:
    for name in ("~$Beitrag.docx", ".verborgen.docx", "notiz.txt", "Beitrag.docx"):
        (tmp_path / name).touch()
    (tmp_path / "ordner.docx").mkdir()
    assert [path.name for path in gather([tmp_path], suffixes=(".docx",))] == ["Beitrag.docx"]


def test_a_file_named_twice_comes_once_and_named_files_keep_their_order(tmp_path: Path) -> None:
    first, second = tmp_path / "b.docx", tmp_path / "a.docx"
    first.touch()
    second.touch()
    assert gather([first, second, tmp_path], suffixes=(".docx",)) == [first, second]


def test_a_folder_without_contributions_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="kein Beitrag"):
        gather([tmp_path], suffixes=(".docx",))


def test_names_stored_in_pieces_by_macos_sort_like_others(tmp_path: Path) -> None:
    for name in (unicodedata.normalize("NFD", "1 Über.docx"), "1 Unter.docx"):
        (tmp_path / name).touch()
    assert [path.name[2] for path in gather([tmp_path], suffixes=(".docx",))] == ["U", "U"]
