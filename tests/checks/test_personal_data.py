"""Nothing that belongs to a person.  All names and numbers here are made up of words no person has."""

from __future__ import annotations

from pathlib import Path

import pytest

from data.data_files import write_data
from ratgeber_tools.checks import personal_data
from ratgeber_tools.findings import Code, Finding
from ratgeber_tools.guide import load


def find(folder: Path, text: str) -> list[Finding]:
    (folder / "kapitel.md").write_text(text, encoding="utf-8")
    return list(personal_data.check(load(folder)))


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Rufen Sie an: 0151 00000000", Code.MOBILE_NUMBER),
        ("+49 170 0000000", Code.MOBILE_NUMBER),
        ("0176/000 000 00", Code.MOBILE_NUMBER),
        ("hilfe-fuer-eltern@gmx.de", Code.PRIVATE_MAILBOX),
        ("hilfe@t-online.de", Code.PRIVATE_MAILBOX),
        ("anna.beispielfrau@schule.example", Code.PERSON_NAMED),
        ("Fragen Sie Frau Beispielfrau.", Code.PERSON_NAMED),
        ("Sprechen Sie mit Herrn Dr. Mustermann.", Code.PERSON_NAMED),
        ("Dr. Mustermann hilft.", Code.PERSON_NAMED),
        ("Es hilft Anna Beispielfrau.", Code.PERSON_NAMED),
    ],
)
def test_what_belongs_to_a_person_is_found(tmp_path: Path, text: str, code: Code) -> None:
    findings = find(tmp_path, f"# Kapitel\n\n{text}\n")
    assert [(finding.code, finding.line) for finding in findings] == [(code, 3)]


@pytest.mark.parametrize(
    "text",
    [
        "0340 204-2040", "0800 1110111", "schulamt@stadt.example", "Liebe Frau Direktorin", "eine Frau und ein Mann",
        "Anna und Peter spielen.", "Das Jahr 0151", "Frau Nachname", "schul.amt@stadt.example",
        "```\n0151 00000000\n```",
        "Im Mai Ferien", "Erziehungsberatung Dessau",
    ],
)  # fmt: skip
def test_offices_functions_and_code_are_left_alone(tmp_path: Path, text: str) -> None:
    assert find(tmp_path, f"# Kapitel\n\n{text}\n") == []


def test_notes_and_the_head_are_searched_but_for_the_sources(tmp_path: Path) -> None:
    text = (
        "---\nzustaendig: Frau Beispielfrau\nquellen:\n  - titel: Frau Musterfrau erzählt\n    vertrauen: Presse\n---\n"
        "# Kapitel\n\n:::{redaktionsnotiz}\nFrau Notizfrau fragen.\n:::\n"
    )
    assert [finding.line for finding in find(tmp_path, text)] == [2, 10]


def test_the_data_are_searched_but_for_sources_and_names_of_schools(tmp_path: Path) -> None:
    write_data(
        tmp_path / "daten",
        anlaufstellen="\namt:\n  name: Schulamt\n  art: Amt\n  telefon: 0151 00000000\n",
        schulen="\nschule:\n  name: Anna Beispielfrau\n  schulform: Grundschule\n  zustaendig: amt\n",
    )
    (finding,) = find(tmp_path, "# Kapitel\n")
    assert (finding.code, finding.path and finding.path.name) == (Code.MOBILE_NUMBER, "anlaufstellen.yaml")
