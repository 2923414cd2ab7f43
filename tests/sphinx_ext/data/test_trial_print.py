"""Print with a gap is a trial print; the clean file has none."""

from __future__ import annotations

from pathlib import Path

import pytest

from ratgeber_tools.sphinx_ext.data.trial_print import print_obstacles
from sphinx_ext.data.data_guide import CONFIRMED, page_guide
from sphinx_ext.sphinx_building import Built

LASTING = "frist:\n  titel: Frist\n  wert: 1. März\n  gueltig_bis: 31.12.2028\n" + CONFIRMED
TOWN = "broschuere: {gilt_bis: 31.07.2028}\nauskunft: amt\nredaktion: amt\n"
CLEAN = {"fakten": LASTING, "kommune": TOWN}


def edition_in(built: Built) -> str:
    """Return the lines of the Typst source that set the cover."""
    return "\n".join((built.folder / "satz" / "main.typ").read_text(encoding="utf-8").splitlines()[:2])


def test_a_print_edition_that_shows_everything_is_no_trial_print(tmp_path: Path) -> None:
    built = page_guide(tmp_path, "{fakt}`frist`", **CLEAN).build(builder="pdf", edition="druck")
    assert print_obstacles(built.app.env) == ()
    assert "Probedruck" not in edition_in(built)


@pytest.mark.parametrize(
    ("text", "data", "what"),
    [
        ("{fakt}`frist`", {"fakten": LASTING.replace("2028", "2027")}, "Frist"),
        ("{fakt}`weg`", {}, "weg"),
        ("{kommune}`herausgeber`", {}, "herausgeber"),
        ("{fakt}`frist`", {"kommune": TOWN.replace("31.07.2028", "")}, "Laufzeit der Broschüre"),
        ("Text", {"kommune": TOWN + "foerderhinweise:\n  - geber: ESF+\n"}, "Förderhinweis ESF+"),
        (":::{schulverzeichnis}\n:::", {"schulen": "a:\n  name: Schule A\n  schulform: Gymnasium\n"}, "Schule A"),
    ],
)
def test_one_gap_makes_the_whole_file_a_trial_print(tmp_path: Path, text: str, data: dict[str, str], what: str) -> None:
    built = page_guide(tmp_path, text, **CLEAN | data).build(builder="pdf", edition="druck")
    assert what in [entry.what for entry in print_obstacles(built.app.env)]
    assert "Probedruck" in edition_in(built)


def test_other_editions_are_never_trial_prints(tmp_path: Path) -> None:
    built = page_guide(tmp_path, "{fakt}`weg`", **CLEAN).build(builder="pdf", edition="oeffentlich")
    assert print_obstacles(built.app.env) == ()
    assert "Probedruck" not in edition_in(built)


def test_a_second_build_without_a_change_says_the_same(tmp_path: Path) -> None:
    guide = page_guide(tmp_path, "{fakt}`weg`", **CLEAN)
    for _ in range(2):
        assert "Probedruck" in edition_in(guide.build(builder="pdf", edition="druck"))
