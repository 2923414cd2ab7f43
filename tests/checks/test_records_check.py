from __future__ import annotations

from pathlib import Path

import pytest

from data.data_files import write_data
from ratgeber_tools.checks import part_looks, records
from ratgeber_tools.findings import Code, Finding
from ratgeber_tools.guide import load

FACT = "frist:\n  titel: F\n  wert: 1. März\n  zustaendig: amt\n  quellen: [{titel: Stadt, vertrauen: amtlich}]\n"


def check(folder: Path, text: str, **files: str) -> list[Finding]:
    write_data(folder / "daten", **({"fakten": FACT} | files))
    (folder / "kapitel.md").write_text("# Kapitel\n\n" + text, encoding="utf-8")
    return list(records.check(load(folder)))


@pytest.mark.parametrize(
    "text",
    [
        "Bis zum {fakt}`frist`.",
        "{wortlaut}`frist`",
        "Fragen Sie {kontakt}`amt`, Telefon {kontakt}`amt telefon`.",
        ":::{kontakt} amt\n:::",
        ":::{frist} Anmeldung\nBis zum 1. März.\n:::",
        ":::{frist} anmeldung\nEin Kasten mit eigenem Inhalt.\n:::",
        ":::{kontakt}\nEin Kasten ohne Eintrag.\n:::",
        "| a |\n|---|\n| {fakt}`frist` |",
        "`{fakt}` ist eine Rolle, und {begriff}`Hort` keine der Daten.",
    ],
)
def test_what_exists_may_be_used(tmp_path: Path, text: str) -> None:
    assert check(tmp_path, text) == []


@pytest.mark.parametrize(
    ("text", "line", "says"),
    [
        ("Bis zum {fakt}`frits`.", 3, "„frits“ gibt es in den Daten nicht (Fakt). Meinten Sie „frist“?"),
        ("Zeile\nBis zum {fakt}`frits`.", 4, "Meinten Sie „frist“?"),
        ("{kontakt}`frist`", 3, "(Anlaufstelle oder Schule oder Träger)"),
        (":::{kontakt} amtt\n:::", 3, "Meinten Sie „amt“?"),
        (":::{frist} anmeldung\n:::", 3, "„anmeldung“ gibt es in den Daten nicht (Termin)."),
        (":::{termin} anmeldung\n:::", 3, "(Termin)"),
        (":::{foerderung} plus\n:::", 3, "(Förderung)"),
        ("- a\n- | x |\n  |---|\n  | {fakt}`frits` |", 6, "Meinten Sie „frist“?"),
    ],
)
def test_what_does_not_exist_is_told_with_its_line(tmp_path: Path, text: str, line: int, says: str) -> None:
    (finding,) = check(tmp_path, text)
    assert (finding.code, finding.line) == (Code.RECORD_UNKNOWN, line)
    assert says in finding.text


def test_mistakes_in_the_data_files_are_findings_of_the_guide(tmp_path: Path) -> None:
    (finding,) = check(tmp_path, "Text.", fakten=FACT + "  gueltig_bis: bald\n")
    assert finding.code is Code.DATA_VALUE
    assert finding.path == tmp_path.resolve() / "daten" / "fakten.yaml"


def test_a_colour_for_a_folder_that_is_no_part_is_told(tmp_path: Path) -> None:
    write_data(tmp_path / "daten", kommune="teile:\n  - ordner: schulanfnag\n    farbe: violett\n")
    (tmp_path / "schulanfang").mkdir()
    (tmp_path / "schulanfang" / "index.md").write_text("# Schulanfang\n", encoding="utf-8")
    (finding,) = part_looks.check(load(tmp_path))
    assert finding.path is not None
    assert finding.path.name == "kommune.yaml"
    assert "„schulanfnag“ unter „teile“ ist kein Ordner mit Kapiteln. Meinten Sie „schulanfang“?" in finding.text


@pytest.mark.parametrize(
    ("entry", "says"),
    [
        ("    farbe: lila\n", "„lila“ geht bei „teile, Eintrag 1, farbe“ nicht; möglich sind: petrol, violett, beere,"),
        ("    zeichen: schulwegg\n", "Meinten Sie „schulweg“?"),
        ("  - ordner: hilfe\n", "„hilfe“ steht zweimal da."),
    ],
)
def test_a_wrong_look_of_a_part_is_one_sentence(tmp_path: Path, entry: str, says: str) -> None:
    write_data(tmp_path / "daten", kommune=f"teile:\n  - ordner: hilfe\n{entry}")
    assert [says in finding.text for finding in load(tmp_path).data.findings] == [True]
