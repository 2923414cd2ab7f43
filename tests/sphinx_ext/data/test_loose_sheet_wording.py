"""Print refers to the loose date sheet for what ends before the brochure does, and is no trial print because of it."""

from __future__ import annotations

from pathlib import Path

from data.data_files import write_data
from sphinx_ext.sphinx_building import HEAD, build

CONFIRMED = "  zustaendig: amt\n  bestaetigt_durch: amt\n  bestaetigt_am: 24.11.2026\n"
FACTS = (
    f"geld:\n  titel: Schulbedarf\n  wert: '100'\n  einheit: Euro\n  gueltig_bis: 31.12.2027\n{CONFIRMED}"
    f"frist:\n  titel: Frist\n  wert: 1. März\n  gueltig_bis: 31.12.2029\n{CONFIRMED}"
    "offen:\n  titel: Beitrag\n  wert: '70'\n  gueltig_bis: 31.12.2027\n  zustaendig: amt\n"
    "  quellen: [{titel: Zeitung, vertrauen: Presse}]\n"
)


def printed(folder: Path, text: str, *, sheet: str = "ja") -> tuple[str, str]:
    """Return the Typst source of the print edition, and why it is a trial print (empty if it is none)."""
    guide = folder / "ratgeber"
    write_data(guide / "daten", kommune=f"broschuere:\n  gilt_bis: 31.07.2028\n  einlegeblatt: {sheet}\n", fakten=FACTS)
    (guide / "index.md").write_text(f"{HEAD}# Ratgeber\n\n{text}\n", encoding="utf-8")
    built = build(guide, folder, builder="pdf", ratgeber_fassung="druck", ratgeber_heute="01.12.2026")
    assert built.warnings == []
    reasons = next(iter(built.folder.glob("*-probedruck.txt")), None)
    source = (built.folder / "satz" / "main.typ").read_text(encoding="utf-8")
    return source, reasons.read_text(encoding="utf-8") if reasons is not None else ""


def test_a_value_that_ends_too_soon_refers_to_the_sheet(tmp_path: Path) -> None:
    source, reasons = printed(tmp_path, "Es gibt {fakt}`geld` bis {fakt}`frist`. {wortlaut}`geld`")
    assert source.count("siehe Einlegeblatt") == 2
    assert "1. März" in source
    assert "100" not in source
    assert "Schulbedarf [" not in reasons


def test_without_a_sheet_in_every_copy_the_value_is_asked_and_the_file_is_a_trial_print(tmp_path: Path) -> None:
    source, reasons = printed(tmp_path, "Es gibt {fakt}`geld`.", sheet="nein")
    assert "siehe Einlegeblatt" not in source
    assert "bitte erfragen" in source
    assert "- Schulbedarf [fakten.yaml: geld]: " in reasons


def test_a_value_nobody_confirmed_is_asked_all_the_same(tmp_path: Path) -> None:
    source, reasons = printed(tmp_path, "Es kostet {fakt}`offen`.")
    assert "siehe Einlegeblatt" not in source
    assert "bitte erfragen" in source
    assert "- Beitrag [fakten.yaml: offen]: unbestätigt" in reasons
