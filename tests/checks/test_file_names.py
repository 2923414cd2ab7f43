"""Two files with one name, and a name spelled in two ways."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest

from ratgeber_tools.checks import file_names
from ratgeber_tools.findings import Code, Finding
from ratgeber_tools.guide import load

NFC = unicodedata.normalize("NFC", "bücher")
NFD = unicodedata.normalize("NFD", "bücher")


def findings(folder: Path, *files: str, text: str = "# A\n") -> list[Finding]:
    for name in files:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text if name.endswith("a.md") else "x\n", encoding="utf-8")
    return list(file_names.check(load(folder)))


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (f"{NFC}.md", f"{NFD}.md"),
        (f"bilder/{NFC}.png", f"bilder/{NFD}.png"),
        ("bilder/Weg.png", "bilder/weg.png"),
        (f"bilder/{NFC.upper()}.png", f"bilder/{NFD}.png"),
        (f"{NFC}/x.md", f"{NFD}/x.md"),
        ("daten/Fakten.yaml", "daten/fakten.yaml"),
    ],
)
def test_two_files_with_one_name_are_named_both(tmp_path: Path, first: str, second: str) -> None:
    found = findings(tmp_path, first, second)
    assert {each.code for each in found} == {Code.NAMES_ALIKE}
    assert any(Path(first).name in each.text and Path(second).name in each.text for each in found)


def test_names_of_their_own_are_no_twins(tmp_path: Path) -> None:
    assert findings(tmp_path, "a.md", "b/a.md", f"{NFC}.md", "buecher.md") == []


@pytest.mark.parametrize(("typed", "file"), [(NFC, NFD), (NFD, NFC)])
@pytest.mark.parametrize("form", ["[x]({}.md)", "![x]({}.md)", "[x]({}.md#y)"])
def test_a_reference_in_another_form_than_the_file_is_told(tmp_path: Path, typed: str, file: str, form: str) -> None:
    (found,) = findings(tmp_path, f"{file}.md", "a.md", text=f"# A\n\n{form.format(typed)}\n")
    assert (found.line, found.path) == (3, tmp_path / "a.md")
    assert "anders gespeichert" in found.text


def test_a_reference_in_the_form_of_the_file_is_none(tmp_path: Path) -> None:
    assert findings(tmp_path, f"{NFD}.md", "a.md", text=f"# A\n\n[x]({NFD}.md)\n") == []
