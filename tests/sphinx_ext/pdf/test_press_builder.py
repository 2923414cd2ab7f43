"""The print edition as press files: volumes, pictures, bad input."""

from __future__ import annotations

import json
import struct
import zlib
from pathlib import Path

import pikepdf
import pytest
from PIL import Image
from sphinx.errors import ExtensionError

from press.screen_pages import picture_file
from ratgeber_tools.editions.manifest import Manifest, PublicPage, write_manifest
from ratgeber_tools.press.preflight import inspect
from ratgeber_tools.press.printers import load_printer
from sphinx_ext.sphinx_building import HEAD, Built, build

PRINTER = load_printer("standard")
TOWN = "auskunft: amt\nredaktion: amt\nbroschuere:\n  gilt_bis: 31.07.2028\n"
OFFICE = "amt:\n  name: Schulamt\n  art: Amt\n  zustaendig: amt\n"
SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="200" height="100"><rect width="200" height="100" fill="#00565e"/>'
    '<text x="10" y="60" font-family="Source Sans 3" font-size="20">Wort</text>{more}</svg>'
)


def guide_of(folder: Path, town: str = "", **pages: str) -> Path:
    """A guide of two parts and what both share; `pages` replace or add (`eins__a` is `eins/a.md`)."""
    texts = {
        "index": "# Ratgeber\n\n```{toctree}\nvor/index\neins/index\nzwei/index\n```\n",
        "vor__index": "# Vorweg\n\n```{toctree}\na\n```\n",
        "vor__a": "# Für alle\n\nLesen Sie {doc}`/eins/a` und {doc}`/zwei/a`.\n",
        "eins__index": "# Teil A: Schulanfang\n\n```{toctree}\na\n```\n",
        "eins__a": "# Anmeldung\n\nSiehe {doc}`/zwei/a`.\n",
        "zwei__index": "# Teil B: Danach\n\n```{toctree}\na\n```\n",
        "zwei__a": "# Wechsel\n\nText.\n",
        **pages,
    }
    guide = folder / "ratgeber"
    for name, text in texts.items():
        path = guide / f"{name.replace('__', '/')}.md"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text((HEAD if "/" in str(path.relative_to(guide)) else "") + text, encoding="utf-8")
    (guide / "daten").mkdir(exist_ok=True)
    (guide / "daten" / "kommune.yaml").write_text(TOWN + town, encoding="utf-8")
    (guide / "daten" / "anlaufstellen.yaml").write_text(OFFICE, encoding="utf-8")
    return guide


def printed(guide: Path, **settings: object) -> Built:
    """Build press files of a guide whose pages are all released."""
    manifest = guide.parent / "fassung.json"
    pages = {path.relative_to(guide).with_suffix("").as_posix(): PublicPage() for path in guide.rglob("*.md")}
    write_manifest(Manifest(pages=pages), manifest)
    return build(
        guide,
        guide.parent / "bau",
        builder="print",
        ratgeber_fassung="druck",
        ratgeber_edition="",
        ratgeber_manifest=str(manifest),
        **settings,
    )


def summary(built: Built) -> list[dict[str, object]]:
    volumes = json.loads((built.folder / "druck.json").read_text(encoding="utf-8"))["volumes"]
    assert isinstance(volumes, list)
    return volumes


def words_of(pdf: Path, built: Built) -> str:
    """All words of the pages before they lost their tags: what a volume says."""
    return (built.folder / "satz" / pdf.name.replace("-druck.pdf", "") / "main.typ").read_text(encoding="utf-8")


def test_one_book_holds_every_part_and_is_fit_for_the_press(tmp_path: Path) -> None:
    built = printed(guide_of(tmp_path))
    (volume,) = summary(built)
    assert (volume["file"], volume["is_fit"], volume["is_labelled"]) == ("elternratgeber-druck.pdf", True, True)
    assert volume["findings"] == []
    press_file = built.folder / "elternratgeber-druck.pdf"
    inspection = inspect(press_file.read_bytes(), PRINTER)
    assert inspection.is_fit
    assert inspection.page_count == volume["pages"]
    assert inspection.page_count % 4 == 0
    with pikepdf.open(press_file) as pdf:
        assert str(pdf.docinfo["/GTS_PDFXVersion"]) == "PDF/X-4"
    report = (built.folder / "preflight.md").read_text(encoding="utf-8")
    assert "**Kann an die Druckerei.**" in report
    assert "| Anmeldung |" in report


def test_the_cover_says_who_publishes_the_guide_and_for_which_school_year(tmp_path: Path) -> None:
    said = "impressum:\n  herausgeber: Stadt Musterstadt\n"
    guide = guide_of(tmp_path)
    with (guide / "daten" / "kommune.yaml").open("a", encoding="utf-8") as file:
        file.write(said)
    built = printed(guide)
    cover = words_of(built.folder / "elternratgeber-druck.pdf", built)
    assert 'publisher:"Stadt Musterstadt"' in cover
    assert 'edition:"Ausgabe 2027/28"' in cover


def test_two_volumes_share_what_belongs_to_both_and_name_each_other(tmp_path: Path) -> None:
    built = printed(guide_of(tmp_path, "  baende: [eins, zwei]\n"))
    one, two = (built.folder / f"elternratgeber-{name}-druck.pdf" for name in ("eins", "zwei"))
    assert [volume["file"] for volume in summary(built)] == [one.name, two.name]
    first, second = words_of(one, built), words_of(two, built)
    for text in (first, second):
        assert "Für alle" in text
    assert "Anmeldung" in first
    assert '"Text."' not in first
    assert '"Text."' in second
    assert '" (Heft „Danach“)"' in first
    assert '" (Heft „Schulanfang“)"' in second
    assert {volume["title"] for volume in summary(built)} == {"Ratgeber: Schulanfang", "Ratgeber: Danach"}


@pytest.mark.parametrize(
    ("town", "said"),
    [
        ("  baende: [eins, drei]\n", "„drei“ unter „baende“ ist kein Teil"),
        ("  baende: [eins]\n", "Ein Band allein geht nicht"),
        ("  druckprofil: nirgends\n", "Das Druckprofil „nirgends“ gibt es nicht"),
    ],
)
def test_wrong_settings_are_told_in_german(tmp_path: Path, town: str, said: str) -> None:
    with pytest.raises(ExtensionError, match=said):
        printed(guide_of(tmp_path, town))


def test_the_town_decides_on_marks_and_on_a_cover_apart(tmp_path: Path) -> None:
    built = printed(guide_of(tmp_path, "  schnittmarken: ja\n  umschlag_getrennt: ja\n"))
    (volume,) = summary(built)
    with pikepdf.open(built.folder / str(volume["cover"])) as cover:
        assert len(cover.pages) == 4
    with pikepdf.open(built.folder / str(volume["file"])) as inner:
        assert len(inner.pages) % 4 == 0
        page = inner.pages[0].obj
        assert list(page.MediaBox) != list(page.BleedBox)


def test_a_printer_of_the_town_is_used(tmp_path: Path) -> None:
    guide = guide_of(tmp_path, "  druckprofil: hier\n")
    ours = (Path(load_printer.__code__.co_filename).parent / "printers" / "standard.toml").read_text(encoding="utf-8")
    (guide / "daten" / "druckereien").mkdir()
    text = ours.replace("beschnitt_mm = 3", "beschnitt_mm = 5")
    (guide / "daten" / "druckereien" / "hier.toml").write_text(text, encoding="utf-8")
    (volume,) = summary(printed(guide))
    assert volume["is_fit"] is True


def test_drawings_and_photos_are_printed_in_cmyk_alone(tmp_path: Path) -> None:
    guide = guide_of(tmp_path, eins__a="# A\n\n![Zeichnung](z.svg)\n\n![Foto](f.jpg)\n\n![Bild](b.png)\n")
    (guide / "eins" / "z.svg").write_text(SVG.format(more=""), encoding="utf-8")
    noise = Image.merge("RGB", [Image.effect_noise((600, 400), sigma) for sigma in (60, 90, 120)])
    (guide / "eins" / "f.jpg").write_bytes(picture_file(noise, "JPEG", dpi=(300, 300)))
    (guide / "eins" / "b.png").write_bytes(picture_file(noise.resize((60, 40)), "PNG"))
    built = printed(guide)
    (volume,) = summary(built)
    inspection = inspect((built.folder / "elternratgeber-druck.pdf").read_bytes(), PRINTER)
    assert inspection.is_fit
    assert inspection.picture_count == 2
    (low,) = volume["findings"]  # type: ignore[misc]
    assert "nur 72 dpi" in low
    assert "„A“" in low
    kept = sorted((built.folder / "druckbilder").glob("*.pdf"))
    stamps = [path.stat().st_mtime_ns for path in kept]
    assert len(kept) == 3
    printed(guide)
    assert [path.stat().st_mtime_ns for path in kept] == stamps


def huge_png() -> bytes:
    header = struct.pack(">IIBBBBB", 17_321, 17_321, 8, 2, 0, 0, 0)
    parts = ((b"IHDR", header), (b"IDAT", zlib.compress(b"\0")), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body)) for kind, body in parts
    )


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("b.png", b"kein Bild", "weder JPEG noch PNG"),
        ("b.jpg", picture_file(Image.effect_noise((60, 60), 50), "JPEG")[:900], "beschädigt"),
        ("b.png", huge_png(), "300 Millionen Bildpunkten zu groß"),
        ("b.svg", b"<svg", "beschädigt"),
    ],
    ids=["kein Bild", "abgeschnitten", "300 Megapixel", "kein SVG"],
)
def test_a_picture_that_cannot_be_printed_is_a_finding_with_its_place(
    tmp_path: Path, name: str, data: bytes, said: str
) -> None:
    guide = guide_of(tmp_path, eins__a=f"# A\n\n![Bild]({name})\n")
    (guide / "eins" / name).write_bytes(data)
    with pytest.raises(ExtensionError) as caught:
        printed(guide)
    assert said in str(caught.value)
    assert "ratgeber/eins/a.md, Zeile" in str(caught.value)
    assert name in str(caught.value)


def test_a_drawing_with_code_is_printed_without_it(tmp_path: Path) -> None:
    guide = guide_of(tmp_path, eins__a="# A\n\n![Zeichnung](z.svg)\n")
    (guide / "eins" / "z.svg").write_text(SVG.format(more="<script>alert(1)</script>"), encoding="utf-8")
    (volume,) = summary(printed(guide))
    assert volume["findings"] == []
    assert volume["is_fit"] is True


def test_a_word_of_three_hundred_letters_keeps_to_its_column(tmp_path: Path) -> None:
    table = f"| Kopf | Wert |\n|---|---|\n| {'x' * 300} | b |\n"
    built = printed(guide_of(tmp_path, eins__a=f"# A\n\n{'Wort' * 75}\n\n{table}"))
    (volume,) = summary(built)
    assert volume["findings"] == []


def test_a_table_of_forty_columns_is_a_finding_and_no_broken_page(tmp_path: Path) -> None:
    row = "| " + " | ".join(f"Wort{number}" for number in range(40)) + " |"
    table = f"{row}\n|{'---|' * 40}\n{row}\n"
    with pytest.raises(ExtensionError, match=r"ratgeber/eins/a\.md, Zeile 8: Die Tabelle mit 40 Spalten passt nicht"):
        printed(guide_of(tmp_path, eins__a=f"# A\n\n{table}\n"))


def test_the_same_guide_gives_the_same_file(tmp_path: Path) -> None:
    first = printed(guide_of(tmp_path / "eins")).folder / "elternratgeber-druck.pdf"
    second = printed(guide_of(tmp_path / "zwei")).folder / "elternratgeber-druck.pdf"
    assert first.read_bytes() == second.read_bytes()


def test_nothing_of_ours_is_too_fine_for_a_press(tmp_path: Path) -> None:
    built = printed(guide_of(tmp_path, vor__b="# Danach\n\nText.\n"))
    assert [line for volume in summary(built) for line in volume["findings"] if "zu-fein" in str(line)] == []  # type: ignore[attr-defined]
    press_file = (built.folder / "elternratgeber-druck.pdf").read_bytes()
    assert inspect(press_file, PRINTER).too_fine == []
