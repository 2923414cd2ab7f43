"""A whole contribution as real authors hand it in, and what becomes of it.

`pytest tests/golden --update-golden` writes the expected files anew; read the difference before you commit it.
"""

from __future__ import annotations

import zipfile
from pathlib import Path

import make_contribution
import pytest

from ratgeber_tools.contributions.file_conversion import convert_file

HERE = Path(__file__).parent
CONTRIBUTION = HERE / "hort-und-ferien.docx"
EXPECTED = ("hort-und-ferien.md", "hort-und-ferien.bericht.md")


@pytest.fixture(scope="module")
def converted(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("golden")
    convert_file(CONTRIBUTION, folder / EXPECTED[0])
    return folder


@pytest.mark.parametrize("name", EXPECTED)
def test_the_contribution_becomes_the_expected_files(converted: Path, name: str, pytestconfig: pytest.Config) -> None:
    text = (converted / name).read_text(encoding="utf-8")
    if pytestconfig.getoption("--update-golden"):
        (HERE / name).write_text(text, encoding="utf-8", newline="\n")
    assert text == (HERE / name).read_text(encoding="utf-8")


def test_the_picture_arrives_byte_for_byte(converted: Path) -> None:
    [picture] = (converted / "hort-und-ferien-bilder").iterdir()
    with zipfile.ZipFile(CONTRIBUTION) as archive:
        [member] = [name for name in archive.namelist() if name.startswith("word/media/")]
        assert picture.read_bytes() == archive.read(member)


def test_nothing_but_the_expected_files_is_written(converted: Path) -> None:
    assert {path.name for path in converted.iterdir()} == {*EXPECTED, "hort-und-ferien-bilder"}


def test_the_word_file_is_what_its_script_writes(tmp_path: Path) -> None:
    made = tmp_path / "made.docx"
    make_contribution.write(made)
    with zipfile.ZipFile(made) as ours, zipfile.ZipFile(CONTRIBUTION) as kept:
        assert ours.namelist() == kept.namelist()
        for name in ours.namelist():
            if not name.startswith("word/media/"):  # another zlib packs the same pixels into other bytes
                assert ours.read(name) == kept.read(name), name
