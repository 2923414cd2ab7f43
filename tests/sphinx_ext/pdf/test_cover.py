"""What stands on the cover: volume, edition, publisher, and the emblems of who pays."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from PIL import Image
from sphinx.errors import ExtensionError

from sphinx_ext.pdf.test_inside_covers import pages_with
from sphinx_ext.pdf.test_press_builder import guide_of, printed, summary

PUBLISHER = "impressum:\n  herausgeber: Stadt Musterhausen\n  druckerei: Druckhaus\n"
VECTOR = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="6"><rect width="30" height="20" fill="#036"/></svg>'


def notice(emblem: str, *, described: str = "Flagge") -> str:
    return (
        "foerderhinweise:\n  - geber: Fonds\n    wortlaut: Gefördert vom Fonds\n"
        f"    emblem: {emblem}\n    emblem_beschreibung: {described}\n"
    )


def guide(folder: Path, more: str, **emblems: bytes) -> Path:
    made = guide_of(folder)
    path = made / "daten" / "kommune.yaml"
    path.write_text(path.read_text(encoding="utf-8") + more, encoding="utf-8")
    for name, data in emblems.items():
        (made / name.replace("_", ".")).write_bytes(data)
    return made


def picture(height: int) -> bytes:
    buffer = io.BytesIO()
    Image.new("RGB", (height, height), "navy").save(buffer, "PNG")
    return buffer.getvalue()


def test_publisher_and_funder_stand_on_the_front_printer_and_publisher_on_the_back(tmp_path: Path) -> None:
    built = printed(guide(tmp_path, PUBLISHER + notice("fonds.svg"), fonds_svg=VECTOR.encode()))
    (volume,) = summary(built)
    file = built.folder / str(volume["file"])
    assert 1 in pages_with(file, "Gefördert vom Fonds")
    assert 1 in pages_with(file, "Stadt Musterhausen")
    assert -1 in pages_with(file, "Herausgeber: Stadt Musterhausen · Druck: Druckhaus")


def test_an_emblem_fine_enough_for_its_size_is_printed(tmp_path: Path) -> None:
    built = printed(guide(tmp_path, notice("fonds.png"), fonds_png=picture(89)))
    assert summary(built)


@pytest.mark.parametrize(
    ("more", "sentence"),
    [
        (notice("fonds.png"), "ist zu grob: 88 Bildpunkte hoch, das sind gedruckt 149 dpi; nötig sind 150"),
        (notice("fehlt.png"), "Das Zeichen „fehlt.png“ von „Fonds“ gibt es nicht."),
        (notice("fonds.png", described=""), "ist nicht beschrieben. Schreiben Sie unter „emblem_beschreibung“"),
    ],
    ids=["coarse", "missing", "not described"],
)
def test_an_emblem_that_cannot_be_printed_stops_the_build(tmp_path: Path, more: str, sentence: str) -> None:
    with pytest.raises(ExtensionError, match=r"kommune\.yaml") as stopped:
        printed(guide(tmp_path, more, fonds_png=picture(88)))
    assert sentence in str(stopped.value)
