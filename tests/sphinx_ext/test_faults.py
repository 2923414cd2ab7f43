"""All faults of a guide in one run: three mistakes are one build with three sentences, not three builds."""

from __future__ import annotations

from pathlib import Path

import pytest
from sphinx.errors import ExtensionError

from ratgeber_tools.cli.sphinx_process import explain_failure
from ratgeber_tools.errors import in_one_line, lines_again
from sphinx_ext.sphinx_building import HEAD, build

OFFICES = "polizei: {name: Polizei, art: Notfall}\nrettung: {name: Rettung, art: Notfall}\n"
PAGES = {
    "index": "# Ratgeber\n\n```{toctree}\na\nb\nc\n```\n",
    "a": "# A\n\nWählen Sie {kontakt}`polizei telefon`.\n\n![Weg](fehlt.png)\n",
    "b": "# B\n\n{math}`\\eins`\n\nSatz.\n\n{math}`\\zwei`\n\n![Karte](kaputt.png)\n",
    "c": "# C\n\nWählen Sie {kontakt}`rettung telefon`.\n",
}


def faulty(folder: Path, *, town: str = "") -> Path:
    guide = folder / "ratgeber"
    (guide / "daten").mkdir(parents=True)
    for name, text in PAGES.items():
        (guide / f"{name}.md").write_text((HEAD if name != "index" else "") + text, encoding="utf-8")
    (guide / "kaputt.png").write_bytes(b"kein Bild")
    (guide / "daten" / "anlaufstellen.yaml").write_text(OFFICES, encoding="utf-8")
    (guide / "daten" / "kommune.yaml").write_text(town, encoding="utf-8")
    return guide


def failure(guide: Path, builder: str, **settings: object) -> list[str]:
    with pytest.raises(ExtensionError) as caught:
        build(guide, guide.parent / "bau", builder=builder, **settings)
    return lines_again(str(caught.value)).splitlines()


def test_pages_for_the_web_name_every_missing_number_and_picture(tmp_path: Path) -> None:
    first, *told = failure(faulty(tmp_path), "html")
    assert first == "3 Fehler halten den Bau auf:"
    assert [line.partition(":")[0] for line in told[:2]] == ["- ratgeber/a.md", "- ratgeber/c.md"]
    assert all("Polizei" in line or "Rettung" in line for line in told[:2])
    assert told[2:] == ["- Ein Bild fehlt; die Stellen stehen oben. Ohne sie wird nichts gebaut."]


@pytest.mark.parametrize("builder", ["pdf", "print"])
def test_a_pdf_says_with_them_what_it_cannot_set_and_where(tmp_path: Path, builder: str) -> None:
    told = "\n".join(failure(faulty(tmp_path), builder))
    for expected in (
        "6 Fehler halten den Bau auf:",
        "ratgeber/a.md: ",
        "ratgeber/c.md: ",
        "ratgeber/b.md, Zeile 8: ",
        "ratgeber/b.md, Zeile 12: ",
        "Das Bild kaputt.png wird nicht veröffentlicht.",
        "Ein Bild fehlt; die Stellen stehen oben.",
    ):
        assert expected in told
    assert not list((tmp_path / "bau" / builder).glob("*.pdf"))


def test_a_press_file_says_with_them_what_the_town_has_written_wrongly(tmp_path: Path) -> None:
    town = "broschuere: {baende: [nirgends, woanders], druckprofil: eigene}\nfoerderhinweise:\n" + "".join(
        f"  - {{geber: {name}, wortlaut: W, emblem: {name}.svg, emblem_beschreibung: B}}\n" for name in ("land", "eu")
    )
    guide = faulty(tmp_path, town=town)
    (guide / "daten" / "druckereien").mkdir()
    (guide / "daten" / "druckereien" / "eigene.toml").write_text("seite_mm = 5\nfarbe = 1\n", encoding="utf-8")
    told = "\n".join(failure(guide, "print"))
    for expected in (
        "eigene.toml: „farbe“ ist unbekannt.",
        "eigene.toml: „seite_mm“ fehlt oder ist falsch",
        "eigene.toml: „bild_dpi“ fehlt oder ist falsch",
        "kommune.yaml: „nirgends“ unter „baende“ ist kein Teil des Ratgebers.",
        "kommune.yaml: „woanders“ unter „baende“ ist kein Teil des Ratgebers.",
        "Das Zeichen „land.svg“ von „land“ gibt es nicht.",
        "Das Zeichen „eu.svg“ von „eu“ gibt es nicht.",
        "ratgeber/b.md, Zeile 8: ",
    ):
        assert expected in told


def test_the_lines_arrive_on_the_other_side_of_the_process() -> None:
    stderr = (
        f"    ratgeber_tools.sphinx_ext.faults.FaultyGuideError: {in_one_line(['2 Fehler:', '- eins', '- zwei'])}\n"
    )
    assert explain_failure(stderr) == "2 Fehler:\n- eins\n- zwei"
