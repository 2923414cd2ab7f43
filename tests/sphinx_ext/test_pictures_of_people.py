"""A picture of people is in an edition only while they have agreed to it; the edition is there either way."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from PIL import Image

from sphinx_ext.data.data_guide import DataGuide, page_guide
from sphinx_ext.sphinx_building import Built

BLOCK = ":::{abbildung} bilder/hof.png\n:alt: Kinder im Hof\n:name: hof\n\nDer Hof im Sommer.\n:::\n"
LIFE = "broschuere: {gilt_bis: 31.07.2028}\n"
LEFT_OUT = "Das Bild ist hier nicht zu sehen."


def guide_with(folder: Path, entry: str, *, text: str = BLOCK, **data: str) -> DataGuide:
    guide = page_guide(folder, text, **data)
    target = io.BytesIO()
    Image.new("L", (900, 600)).save(target, "PNG")
    (guide.source / "bilder").mkdir()
    (guide.source / "bilder" / "hof.png").write_bytes(target.getvalue())
    note(guide, entry)
    return guide


def note(guide: DataGuide, entry: str) -> None:
    text = f"hof.png:\n  urheber: Amt\n  lizenz: frei\n  herkunft: Foto\n  {entry}\n"
    (guide.source / "bilder" / "bilder.yaml").write_text(text, encoding="utf-8")


def told(built: Built) -> list[str]:
    return [line for line in built.warnings if "Das Bild bilder/hof.png ist nicht dabei" in line]


def is_there(built: Built) -> bool:
    copied = [path.name for path in built.folder.rglob("hof*.png")]
    assert bool(copied) is ("Kinder im Hof" in built.article())
    return bool(copied)


@pytest.mark.parametrize(
    ("entry", "shown"),
    [
        ("personen: nein", True),
        ("personen: ja\n  einwilligung_bis: 01.12.2026", True),
        ("personen: ja\n  einwilligung_bis: 30.11.2026", False),
        ("personen: ja", False),
        ("personen: vielleicht", False),
        ("personen: nein\n  einwilligung_bis: bald", True),
        ("personen: [nein", False),
    ],
)
def test_the_public_edition_shows_people_only_while_they_agree(tmp_path: Path, entry: str, shown: bool) -> None:
    built = guide_with(tmp_path, entry).build(edition="oeffentlich")
    assert is_there(built) is shown
    assert (LEFT_OUT in built.article()) is not shown
    assert "Der Hof im Sommer." in built.article()
    assert len(told(built)) == (0 if shown else 1)


def test_the_working_edition_shows_the_picture_that_is_to_be_mended(tmp_path: Path) -> None:
    built = guide_with(tmp_path, "personen: ja\n  einwilligung_bis: 30.11.2026").build()
    assert is_there(built)
    assert told(built) == []


@pytest.mark.parametrize(
    ("life", "until", "shown"),
    [
        (LIFE, "31.07.2028", True),
        (LIFE, "30.07.2028", False),
        ("", "31.07.2040", False),
    ],
)
def test_print_shows_people_only_if_they_agree_for_as_long_as_the_brochure(
    tmp_path: Path, life: str, until: str, shown: bool
) -> None:
    guide = guide_with(tmp_path, f"personen: ja\n  einwilligung_bis: {until}", kommune=f"auskunft: amt\n{life}")
    built = guide.build(builder="pdf", edition="druck")
    source = (built.folder / "satz" / "main.typ").read_text(encoding="utf-8")
    assert ("Kinder im Hof" in source) is shown
    assert len(told(built)) == (0 if shown else 1)
    assert list(built.folder.glob("*.pdf"))


def test_a_page_nobody_changed_loses_its_picture_on_the_day_after_the_consent(tmp_path: Path) -> None:
    guide = guide_with(tmp_path, "personen: ja\n  einwilligung_bis: 01.12.2026")
    assert is_there(guide.build(edition="oeffentlich"))
    built = guide.build(edition="oeffentlich", today="02.12.2026")
    assert LEFT_OUT in built.article()


def test_a_page_nobody_changed_gets_its_picture_back_with_a_new_consent(tmp_path: Path) -> None:
    guide = guide_with(tmp_path, "personen: ja\n  einwilligung_bis: 30.11.2026")
    assert not is_there(guide.build(edition="oeffentlich"))
    note(guide, "personen: ja\n  einwilligung_bis: 30.11.2027")
    assert is_there(guide.build(edition="oeffentlich"))


@pytest.mark.parametrize(
    "text",
    [
        "![Kinder im Hof](bilder/hof.png)",
        "Ein Satz mit ![Kinder im Hof](bilder/hof.png) darin.",
        "[![Kinder im Hof](bilder/hof.png)](https://stadt.example/)",
        "[Das Foto](bilder/hof.png)",
        f"{BLOCK}\nSiehe {{ref}}`Hof <hof>`.",
    ],
)
def test_however_a_chapter_shows_the_picture_it_is_left_out(tmp_path: Path, text: str) -> None:
    guide = guide_with(tmp_path, "personen: ja\n  einwilligung_bis: 30.11.2026", text=text)
    built = guide.build(edition="oeffentlich")
    assert not list(built.folder.rglob("hof*.png"))
    assert "hof.png" not in built.article()
    assert len(told(built)) == 1
