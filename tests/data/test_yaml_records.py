"""An entry of a data file is changed in the lines it has; every other byte of the file stays."""

from __future__ import annotations

from difflib import SequenceMatcher

import pytest

from ratgeber_tools.data.yaml_edits import YamlEditError
from ratgeber_tools.data.yaml_records import entry_of, with_new_record, with_record, without_record

TEXT = """\
# Fristen der Stadt

frist:   # die wichtigste
  titel: "Anmeldefrist: Grundschule"
  wert: 1. März   # laut Satzung
  hinweis: >
    Steht so
    im Amtsblatt.
  # von der Stadt
  quellen:
    - titel: Stadt   # ohne Datum
      vertrauen: amtlich
      stand: 01.12.2026
    - titel: Land
      vertrauen: amtlich

# ---------- Hort

hort:
    titel: 'Hort'
    wert:           # noch unbekannt
    ausleihe:
        # in Metern
        masse: 2 x 1   # je Tafel
        formular:
            titel: Antrag
            datei: a.pdf
"""
ORDER = ("titel", "wert", "einheit", "hinweis", "quellen")


def lines_changed(before: str, after: str) -> list[str]:
    old, new = before.split("\n"), after.split("\n")
    changed = []
    for kind, i, j, k, m in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind != "equal":
            changed += [f"- {line}" for line in old[i:j]] + [f"+ {line}" for line in new[k:m]]
    return changed


@pytest.mark.parametrize(
    ("entry", "wanted", "changed"),
    [
        ("frist", {"wert": "2. März"}, ["-   wert: 1. März   # laut Satzung", "+   wert: 2. März   # laut Satzung"]),
        ("frist", {"einheit": "Euro"}, ["+   einheit: Euro"]),
        ("frist", {"hinweis": ""}, ["-   hinweis: >", "-     Steht so", "-     im Amtsblatt."]),
        (
            "frist",
            {"quellen": [{"titel": "Stadt", "vertrauen": "amtlich"}, {"titel": "Land", "vertrauen": "amtlich"}]},
            ["-       stand: 01.12.2026"],
        ),
        (
            "hort",
            {"wert": "12"},
            ["-     wert:           # noch unbekannt", "+     wert: 12           # noch unbekannt"],
        ),
        (
            "hort",
            {"ausleihe": {"masse": "3 x 1", "formular": {"titel": "Antrag", "datei": "a.pdf"}}},
            ["-         masse: 2 x 1   # je Tafel", "+         masse: 3 x 1   # je Tafel"],
        ),
        (
            "hort",
            {"ausleihe": {"masse": "2 x 1", "formular": {"titel": "Antrag", "datei": "b.pdf"}}},
            ["-             datei: a.pdf", "+             datei: b.pdf"],
        ),
    ],
)
def test_only_the_lines_of_what_is_changed_differ(entry: str, wanted: dict[str, object], changed: list[str]) -> None:
    assert lines_changed(TEXT, with_record(TEXT, entry, wanted, order=ORDER)) == changed  # type: ignore[arg-type]


def test_what_says_the_same_is_written_the_same() -> None:
    said = entry_of(TEXT, "frist")
    assert said is not None
    assert with_record(TEXT, "frist", said, order=ORDER) == TEXT


def test_windows_line_ends_and_a_missing_last_one_stay() -> None:
    text = TEXT.replace("\n", "\r\n").removesuffix("\r\n")
    changed = with_record(text, "hort", {"titel": "Der Hort"}, order=ORDER)
    assert changed == text.replace("titel: 'Hort'", "titel: Der Hort")


def test_a_file_that_is_one_record_is_changed_at_its_keys() -> None:
    text = "# Die Stadt\nname: Dessau   # kurz\nimpressum:\n  server:   # wer\n  druckerei: eine\n"
    changed = with_record(text, None, {"impressum": {"server": "Rechenzentrum", "druckerei": "eine"}}, order=())
    assert changed == text.replace("server:   # wer", "server: Rechenzentrum   # wer")


def test_a_new_record_stands_behind_the_others_with_a_blank_line_between() -> None:
    changed = with_new_record("a:\n  titel: x\n\n\n", "b", {"titel": "y: z", "quellen": [{"titel": "q"}]}, order=ORDER)
    assert changed == 'a:\n  titel: x\n\nb:\n  titel: "y: z"\n  quellen:\n    - titel: q\n'


def test_the_first_record_of_an_empty_file_is_one() -> None:
    assert with_new_record("", "a", {"titel": "x"}, order=ORDER) == "a:\n  titel: x\n"


def test_a_record_is_taken_out_and_comments_around_it_stay() -> None:
    changed = without_record(TEXT, "frist")
    assert entry_of(changed, "frist") is None
    assert changed.startswith("# Fristen der Stadt\n\n# ---------- Hort\n\nhort:\n")


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("a: {titel: x}\n", "nicht in eigenen, eingerückten Zeilen"),
        ("b:\n  titel: x\n", "gibt es nicht mehr"),
        ("a:\n  titel: x: y\n", "Doppelpunkt"),
    ],
)
def test_what_cannot_be_changed_alone_is_refused(text: str, says: str) -> None:
    with pytest.raises(YamlEditError, match=says):
        with_record(text, "a", {"titel": "z"}, order=ORDER)


def test_what_is_there_already_is_no_new_record() -> None:
    with pytest.raises(YamlEditError, match="gibt es schon"):
        with_new_record(TEXT, "hort", {"titel": "x"}, order=ORDER)
