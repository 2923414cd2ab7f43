"""The short booklet: what of each chapter is in it, what is said once, where references lead."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pikepdf
import pytest

from ratgeber_tools.editions.manifest import Manifest, PublicPage, write_manifest
from ratgeber_tools.guide.booklet import Share
from sphinx_ext.sphinx_building import Built, build

OFFICE = (
    "amt:\n  name: Schulamt\n  art: Amt\n  zustaendig: amt\n  telefon: 0340 123456\n"
    "  bestaetigt_durch: amt\n  bestaetigt_am: 01.11.2026\n"
)
TOWN = (
    "auskunft: amt\nredaktion: amt\nadresse_des_ratgebers: https://eltern.example.org\n"
    "broschuere:\n  gilt_bis: 31.07.2027\n"
)
CHAPTER = """# {title}

:::{{wichtigste}}
- Das zuerst in {title}.
:::

## Das tun Sie zuerst

1. Schritt in {title}.

## Nur lang

Langes in {title}.

:::{{frist}} Abgabe
Frist in {title}.
:::

:::{{nur-netz}}
Netz in {title}.
:::

:::{{nur-heft}}
Heft in {title}.
:::

## Hier fragen Sie nach

:::{{kontakt}} amt
:::
"""
SHARES = {"alles": Share.WHOLE, "kern": Share.CORE, "kasten": Share.BOX, "nichts": Share.NOTHING}


def chapter(name: str, more: str = "") -> str:
    return CHAPTER.format(title=name.capitalize()) + more


def booklet(folder: Path, **pages: str) -> Built:
    """Build the booklet of a guide with a chapter of each share, all released; `pages` replace chapters."""
    guide = folder / "ratgeber"
    texts = {name: chapter(name) for name in SHARES} | pages
    listed = "\n".join(texts)
    (guide / "teil").mkdir(parents=True)
    (guide / "daten").mkdir()
    (guide / "index.md").write_text("# Ratgeber\n\n```{toctree}\nteil/index\n```\n", encoding="utf-8")
    (guide / "teil" / "index.md").write_text(f"# Teil\n\nVorwort.\n\n```{{toctree}}\n{listed}\n```\n", encoding="utf-8")
    for name, text in texts.items():
        (guide / "teil" / f"{name}.md").write_text(text, encoding="utf-8")
    (guide / "daten" / "kommune.yaml").write_text(TOWN, encoding="utf-8")
    (guide / "daten" / "anlaufstellen.yaml").write_text(OFFICE, encoding="utf-8")
    manifest = folder / "fassung.json"
    shown = {f"teil/{name}": PublicPage(has_head=True, booklet=SHARES.get(name, Share.WHOLE)) for name in texts}
    write_manifest(Manifest(pages={"index": PublicPage(), "teil/index": PublicPage(), **shown}), manifest)
    return build(
        guide,
        folder / "bau",
        builder="heft",
        ratgeber_manifest=str(manifest),
        ratgeber_fassung="druck",
        ratgeber_heute="30.11.2026",
    )


def source(built: Built) -> str:
    return next(built.folder.rglob("main.typ")).read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Built:
    return booklet(tmp_path_factory.mktemp("heft"))


@pytest.mark.parametrize(
    ("share", "has"),
    [
        ("Alles", {"Das zuerst", "Schritt", "Langes", "Frist", "Heft"}),
        ("Kern", {"Das zuerst", "Schritt", "Frist", "Heft"}),
        ("Kasten", {"Das zuerst", "Heft"}),
        ("Nichts", set()),
    ],
)
def test_each_chapter_has_its_share_and_nothing_that_is_for_the_web(made: Built, share: str, has: set[str]) -> None:
    text = source(made)
    words = ("Das zuerst", "Schritt", "Langes", "Frist", "Netz", "Heft")
    assert {word for word in words if f"{word} in {share}." in text} == has


def test_a_page_that_only_lists_others_gives_its_title_alone(made: Built) -> None:
    assert re.search(r'^part\(.*"Teil"', source(made), re.MULTILINE)
    assert "Vorwort" not in source(made)


def test_a_contact_stands_in_full_once_and_then_with_its_number_and_page(made: Built) -> None:
    text = source(made)
    assert text.count('kind:"kontakt"') == 1
    assert text.count('contact-again(phone:"0340 123456","einmal#1","Schulamt")') == 2


def test_sources_and_marks_stay_in_the_web(made: Built) -> None:
    assert "Quellen und Stand" not in source(made)
    assert "draft:true" not in source(made)


def test_the_first_page_says_where_the_rest_is(made: Built) -> None:
    assert 'more:"eltern.example.org"' in source(made)


def test_the_file_is_a_press_file_with_the_name_of_the_booklet(made: Built) -> None:
    folder = made.folder
    (volume,) = json.loads((folder / "druck.json").read_text(encoding="utf-8"))["volumes"]
    assert volume["file"].endswith("-kurzheft-druck.pdf")
    with pikepdf.open(folder / volume["file"]) as pdf:
        assert len(pdf.pages) == volume["pages"]
    lengths = {each["title"]: each["length"] for each in volume["chapters"]}
    assert 0 < lengths["Kern"] < 1  # chapters follow each other on a page
    assert 0 < lengths["Kasten"] < 1


def test_references_lead_to_what_is_printed(tmp_path: Path) -> None:
    more = (
        "\nSiehe [das Lange](kern.md#nur-lang), [den Kern](kern.md), [Nichts davon](nichts.md) "
        "und [hier](#langes-hier).\n\n(langes-hier)=\n## Langes hier\n\nEnde.\n"
    )
    text = source(booklet(tmp_path, alles=chapter("alles", more), kasten=chapter("kasten", more)))
    assert text.count('reference("teil/kern",') == 2  # its section is cut: the chapter is what is there
    assert '"Nichts davon"}};" (im Netz)"' in text
    assert 'reference("teil/alles#langes-hier"' in text


def test_what_stands_in_a_passage_for_the_booklet_comes_once(tmp_path: Path) -> None:
    more = "\n::::{nur-heft}\n:::{frist} Im Heft\nNur hier.\n:::\n::::\n"
    assert source(booklet(tmp_path, kern=chapter("kern", more))).count("Nur hier.") == 1


def test_what_a_cut_chapter_does_not_show_is_no_gap_of_the_booklet(tmp_path: Path) -> None:
    unknown = "\n## Noch eins\n\n:::{kontakt} unbekannte\n:::\n"
    folder = tmp_path / "a"
    folder.mkdir()
    built = booklet(folder, kern=chapter("kern", unknown))
    (volume,) = json.loads((built.folder / "druck.json").read_text(encoding="utf-8"))["volumes"]
    assert not any("unbekannte" in line for line in volume["findings"])
