"""Whose a picture is, whether it may be shown, and whether it fits paper and phone."""

from __future__ import annotations

import io
from datetime import date
from pathlib import Path

import pytest
from PIL import Image

from ratgeber_tools.checks import picture_records, picture_sizes
from ratgeber_tools.findings import Code, Finding
from ratgeber_tools.guide import load

TODAY = date(2026, 11, 24)
RIGHTS = "urheber: Redaktion\n  lizenz: frei\n  herkunft: gezeichnet"


def png(width: int, height: int = 2) -> bytes:
    target = io.BytesIO()
    Image.new("L", (width, height)).save(target, "PNG")
    return target.getvalue()


def find(folder: Path, records: str, *, text: str = "![Weg](bilder/weg.png)") -> list[Finding]:
    (folder / "bilder").mkdir(exist_ok=True)
    (folder / "bilder" / "weg.png").write_bytes(png(900))
    (folder / "bilder" / "bilder.yaml").write_text(records, encoding="utf-8")
    (folder / "kapitel.md").write_text(f"# Kapitel\n\n{text}\n", encoding="utf-8")
    return list(picture_records.findings_on(load(folder), TODAY))


@pytest.mark.parametrize(
    ("people", "codes"),
    [
        ("personen: nein", []),
        ("personen: ja\n  einwilligung_bis: 24.11.2026", []),
        ("personen: ja\n  einwilligung_bis: 23.11.2026", [Code.PICTURE_CONSENT]),
        ("personen: ja", [Code.PICTURE_CONSENT]),
        ("", [Code.DATA_MISSING]),
        ("personen: vielleicht", [Code.DATA_VALUE]),
        ("personen: nein\n  person: ich", [Code.DATA_UNKNOWN]),
    ],
)
def test_who_is_to_be_seen_has_agreed_until_today(tmp_path: Path, people: str, codes: list[Code]) -> None:
    findings = find(tmp_path, f"weg.png:\n  {RIGHTS}\n  {people}\n")
    assert [finding.code for finding in findings] == codes


def test_an_end_of_a_consent_is_told_with_its_day(tmp_path: Path) -> None:
    (finding,) = find(tmp_path, f"weg.png:\n  {RIGHTS}\n  personen: ja\n  einwilligung_bis: 1.2.2026\n")
    assert "galt bis 01.02.2026" in finding.text


@pytest.mark.parametrize("key", ["urheber", "lizenz", "herkunft"])
def test_an_empty_value_is_told_as_missing(tmp_path: Path, key: str) -> None:
    entry = f"weg.png:\n  {RIGHTS}\n  personen: nein\n".replace(f"{key}:", f"{key}: # ")
    (finding,) = find(tmp_path, entry)
    assert finding.code is Code.DATA_MISSING
    assert f"„{key}“" in finding.text


def test_a_picture_that_is_shown_needs_an_entry(tmp_path: Path) -> None:
    (finding,) = find(tmp_path, "")
    assert (finding.code, finding.line) == (Code.PICTURE_RECORD, 3)


def test_an_entry_for_a_folder_counts_for_all_in_it(tmp_path: Path) -> None:
    (tmp_path / "bilder" / "hort").mkdir(parents=True)
    (tmp_path / "bilder" / "hort" / "a.png").write_bytes(png(900))
    records = f"hort/:\n  {RIGHTS}\n  personen: nein\nweg.png:\n  {RIGHTS}\n  personen: nein\n"
    assert find(tmp_path, records, text="![W](bilder/weg.png) ![A](bilder/hort/a.png)") == []


def test_a_picture_no_chapter_shows_is_a_hint(tmp_path: Path) -> None:
    (finding,) = find(tmp_path, "", text="Kein Bild.")
    assert (finding.code, finding.path) == (Code.PICTURE_UNUSED, tmp_path / "bilder" / "weg.png")


def test_a_picture_to_download_is_used(tmp_path: Path) -> None:
    assert find(tmp_path, "", text="[Plakat](bilder/weg.png)") == []


def test_an_entry_without_a_picture_is_found(tmp_path: Path) -> None:
    findings = find(tmp_path, f"weg.png:\n  {RIGHTS}\n  personen: nein\nfort.png:\n  {RIGHTS}\n  personen: nein\n")
    assert [(finding.code, finding.line) for finding in findings] == [(Code.DATA_REFERENCE, 6)]


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (png(900), ""),
        (png(300), "nur 300 Punkte breit"),
        (png(900) + bytes(1_200_000), "1,2 MB"),
        (b"kein Bild", ""),
    ],
)
def test_a_picture_is_neither_too_coarse_nor_too_heavy(tmp_path: Path, content: bytes, words: str) -> None:
    (tmp_path / "weg.png").write_bytes(content)
    (tmp_path / "a.md").write_text("# A\n\n![Weg](weg.png)\n\n![Noch einmal](weg.png)\n", encoding="utf-8")
    findings = list(picture_sizes.check(load(tmp_path)))
    assert len(findings) == bool(words)
    assert all(words in finding.text for finding in findings)
