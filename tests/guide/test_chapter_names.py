from __future__ import annotations

from pathlib import Path

import pytest

from ratgeber_tools.errors import TargetError
from ratgeber_tools.guide.chapter_names import chapter_called

KNOWN = (
    "index",
    "schulanfang/index",
    "schulanfang/anmeldung",
    "schulanfang/geld",
    "hilfe/index",
    "hilfe/haeufige-fragen",
    "weiterfuehrend/geld",
)


def called(words: str, folder: Path = Path("ratgeber"), here: Path | None = None) -> str:
    return chapter_called(words, KNOWN, folder=folder, here=here)


@pytest.mark.parametrize(
    "words",
    [
        "schulanfang/anmeldung", "anmeldung", "anmeldung.md", "schulanfang/anmeldung.md", "Anmeldung",
        "ratgeber/schulanfang/anmeldung.md", "./ratgeber/schulanfang/anmeldung", "schulanfang\\anmeldung",
        "ratgeber\\schulanfang\\anmeldung.md", "/schulanfang/anmeldung/", " anmeldung ",
    ],
)  # fmt: skip
def test_a_chapter_is_understood_however_it_is_called(words: str) -> None:
    assert called(words) == "schulanfang/anmeldung"


@pytest.mark.parametrize("words", ["häufige-fragen", "Häufige Fragen", "hilfe/Ha\u0308ufige-Fragen.md"])
def test_umlauts_may_be_written_as_people_write_them(words: str) -> None:
    assert called(words) == "hilfe/haeufige-fragen"


def test_a_whole_name_comes_before_the_end_of_another() -> None:
    assert called("index") == "index"


def test_a_name_several_chapters_end_with_lists_them() -> None:
    with pytest.raises(TargetError, match=r"„geld“ heißen mehrere Kapitel.*: schulanfang/geld, weiterfuehrend/geld"):
        called("geld")


def test_a_file_is_understood_from_where_the_person_stands(tmp_path: Path) -> None:
    (tmp_path / "ratgeber" / "schulanfang").mkdir(parents=True)
    folder = tmp_path / "ratgeber"
    assert called("../schulanfang/geld.md", folder, folder / "hilfe") == "schulanfang/geld"
    assert called(str(folder / "weiterfuehrend" / "geld.md"), folder, tmp_path) == "weiterfuehrend/geld"


@pytest.mark.parametrize(
    ("words", "near"),
    [
        ("anmeldnug", "Meinten Sie „schulanfang/anmeldung“?"),
        ("schulanfnag/anmeldung", "Meinten Sie „schulanfang/anmeldung“ oder „schulanfang/geld“?"),
        ("xyzzy", "Ein Kapitel heißt wie seine Datei: schulanfang/anmeldung."),
        ("", "Ein Kapitel heißt wie seine Datei"),
    ],
)
def test_an_unknown_chapter_is_refused_with_the_nearest_names(words: str, near: str) -> None:
    with pytest.raises(TargetError) as refusal:
        called(words)
    assert str(refusal.value).startswith(f"Das Kapitel „{words}“ gibt es nicht. ")
    assert near in str(refusal.value)
