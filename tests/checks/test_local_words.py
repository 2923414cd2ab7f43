from __future__ import annotations

from pathlib import Path

import pytest

from data.data_files import write_data
from ratgeber_tools.checks import local_words
from ratgeber_tools.findings import Finding, Severity
from ratgeber_tools.guide import load

CONTACTS = (
    "schulamt:\n  name: Amt für Schule und Sport\n  art: Amt\n  telefon: 0340 204-2040\n"
    "  email: schulamt@stadt.example\n  strasse: Schulstraße 4\njugendamt:\n  name: Jugendamt\n  art: Amt\n"
)
TOWN = "name: Groß-Musterstadt\namtlicher_name: Stadt Groß-Musterstadt\nortsnamen: [Groß-Musterstadt, Musterdorf]\n"


def check(folder: Path, text: str) -> list[Finding]:
    write_data(folder / "daten", anlaufstellen=CONTACTS, kommune=TOWN)
    (folder / "kapitel.md").write_text(text, encoding="utf-8")
    return list(local_words.check(load(folder)))


@pytest.mark.parametrize(
    ("text", "instead"),
    [
        ("Rufen Sie an: 0340 204-2040.", "{kontakt}`schulamt telefon`"),
        ("[0340 204-2040](tel:+493402042040)", "{kontakt}`schulamt telefon`"),
        ("Schreiben Sie an schulamt@stadt.example.", "{kontakt}`schulamt email`"),
        ("Gehen Sie in die Schulstraße 4, zweiter Stock.", "{kontakt}`schulamt anschrift`"),
        ("Fragen Sie das Amt für Schule und Sport.", "{kontakt}`schulamt name`"),
        ("In Groß-Musterstadt gibt es Schulen.", "{kommune}`name`"),
        ("Die Stadt Groß-Musterstadt hilft.", "{kommune}`amtlicher_name`"),
    ],
)
def test_what_the_data_know_is_not_typed_into_a_chapter(tmp_path: Path, text: str, instead: str) -> None:
    (finding,) = check(tmp_path, f"# Kapitel\n\n{text}\n")
    assert finding.line == 3
    assert finding.severity is Severity.HINT
    assert finding.text.endswith(f"Schreiben Sie {instead}.")


@pytest.mark.parametrize(
    "text",
    [
        "{kontakt}`schulamt telefon` und {kommune}`name`",
        "Das Jugendamt hilft.",
        "Schulstraße 45",
        "0340 204-20401",
        "Groß-Musterstadter",
        ":::{redaktionsnotiz}\nGroß-Musterstadt fragen: 0340 204-2040\n:::",
        "```\n0340 204-2040\n```",
        "% Musterdorf",
        "[Seite](https://stadt.example/Musterdorf)",
    ],
)
def test_roles_other_words_notes_and_code_are_left_alone(tmp_path: Path, text: str) -> None:
    assert check(tmp_path, f"# Kapitel\n\n{text}\n") == []


def test_a_word_is_told_once_a_chapter_with_its_number(tmp_path: Path) -> None:
    (finding,) = check(tmp_path, "# Kapitel\n\nText\n\nMusterdorf\n\n- Musterdorf und Musterdorf\n")
    assert finding.line == 5
    assert "„Musterdorf“ (hier 3-mal)" in finding.text


def test_of_the_head_only_what_parents_read_counts(tmp_path: Path) -> None:
    head = "---\nkurz:\n  - In Musterdorf.\nzustaendig: Amt für Schule und Sport\nstand: 24.11.2026\n---\n"
    (finding,) = check(tmp_path, f"{head}# Kapitel\n")
    assert finding.line == 3
    assert "Musterdorf" in finding.text


def test_without_data_there_is_nothing_to_find(tmp_path: Path) -> None:
    (tmp_path / "kapitel.md").write_text("# Kapitel\n\nGroß-Musterstadt\n", encoding="utf-8")
    assert list(local_words.check(load(tmp_path))) == []
