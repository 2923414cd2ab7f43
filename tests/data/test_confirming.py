"""Confirming records that lie in several files: all of them or none, whenever the run is killed."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path

import pytest

from data.data_files import write_data
from killed_runs import killed_runs
from ratgeber_tools.data.confirming import confirm, recover
from ratgeber_tools.data.loading import load_records
from ratgeber_tools.data.records import Key
from ratgeber_tools.errors import InputError

FACT = "frist:\n  titel: Anmeldefrist\n  wert: 1. März\n  zustaendig: amt\n"
DAY = date(2026, 11, 24)
KEYS = (Key("facts", "frist"), Key("contacts", "amt"))

JOB = """
from ratgeber_tools.data.confirming import write_data
def job(folder):
    paths = [folder / "daten" / f"{name}.yaml" for name in ("fakten", "anlaufstellen")]
    before = {path: path.read_bytes() for path in paths}
    write_data({path: data + b"  bestaetigt_am: 24.11.2026\\n" for path, data in before.items()}, before)
"""


def confirmed(folder: Path) -> tuple[bool, ...]:
    names = ("fakten.yaml", "anlaufstellen.yaml")
    return tuple("bestaetigt_am" in (folder / "daten" / name).read_text(encoding="utf-8") for name in names)


@pytest.mark.skipif(sys.platform == "win32", reason="SIGKILL is a thing of Unix")
def test_two_data_files_are_written_both_or_neither(tmp_path: Path) -> None:
    source = tmp_path / "ratgeber"
    write_data(source / "daten", fakten=FACT)
    states = []
    for copy in killed_runs(source, JOB):
        recover(copy / "daten")
        states.append(confirmed(copy))
        assert sorted(path.name for path in copy.iterdir()) == ["daten"]
    assert set(states) == {(False, False), (True, True)}
    assert (states[0], states[-1]) == ((False, False), (True, True))


def test_what_others_wrote_since_the_data_were_read_stays(tmp_path: Path) -> None:
    write_data(tmp_path / "daten", fakten=FACT)
    records = load_records(tmp_path / "daten").records
    path = tmp_path / "daten" / "fakten.yaml"
    path.write_text(path.read_text(encoding="utf-8") + "\nneu:\n  titel: Neu\n", encoding="utf-8")
    confirm(records, KEYS, office="amt", day=DAY, today=DAY)
    assert "titel: Neu" in path.read_text(encoding="utf-8")
    assert confirmed(tmp_path) == (True, True)


def test_a_record_somebody_has_just_taken_out_is_said(tmp_path: Path) -> None:
    write_data(tmp_path / "daten", fakten=FACT)
    records = load_records(tmp_path / "daten").records
    (tmp_path / "daten" / "fakten.yaml").write_text("", encoding="utf-8")
    with pytest.raises(InputError, match="hat gerade jemand aus den Daten genommen"):
        confirm(records, KEYS, office="amt", day=DAY, today=DAY)
    assert confirmed(tmp_path) == (False, False)
