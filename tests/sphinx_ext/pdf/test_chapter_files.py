"""Each chapter as a PDF of its own, set from the same guide as the whole."""

from __future__ import annotations

import json
from pathlib import Path

import page
import pikepdf
import pytest

from ratgeber_tools.editions.manifest import Manifest, PublicPage, write_manifest
from ratgeber_tools.sphinx_ext.pdf_files import read_files, said_size
from second_opinion import objections
from sphinx_ext.sphinx_building import HEAD, build

TEXT = f"{HEAD}# Anmeldung\n\nMehr steht bei [Hort](hort.md).\n\n## Unterlagen\n\nEin Satz.\n"
FILES = {
    "index.md": "# Ratgeber\n\n```{toctree}\nteil/index\n```\n",
    "teil/index.md": "# Teil A: Anfang\n\nDas ist Teil A.\n\n```{toctree}\nanmeldung\nhort\n```\n",
    "teil/anmeldung.md": TEXT,
    "teil/hort.md": f"{HEAD}# Hort\n\nBetreuung, siehe [Unterlagen](anmeldung.md#unterlagen).\n",
    "daten/kommune.yaml": "name: Stadt\ntitel_des_ratgebers: Ratgeber\nadresse_des_ratgebers: https://stadt.example/r\n",
}


def built(folder: Path, *, is_public: bool) -> Path:
    """Return the folder with the PDFs."""
    source = folder / "ratgeber"
    for name, text in FILES.items():
        path = source / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    settings = {"ratgeber_daten": str(source / "daten"), "ratgeber_kapitel_pdfs": True}
    if is_public:
        pages = {name.removesuffix(".md"): PublicPage() for name in FILES if name.endswith(".md")}
        write_manifest(Manifest(pages=pages), folder / "fassung.json")
        settings["ratgeber_manifest"] = str(folder / "fassung.json")
    made = build(source, folder / "bau", builder="pdf", **settings)
    assert made.warnings == []
    return made.folder


@pytest.fixture(scope="module")
def working(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return built(tmp_path_factory.mktemp("arbeit"), is_public=False)


@pytest.fixture(scope="module")
def public(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return built(tmp_path_factory.mktemp("oeffentlich"), is_public=True)


def links(path: Path) -> set[str]:
    with pikepdf.open(path) as pdf:
        found = (note.get("/A", {}).get("/URI") for sheet in pdf.pages for note in sheet.get("/Annots", []))
        return {str(address) for address in found if address is not None}


def test_each_chapter_has_one_and_the_pages_of_parts_have_none(working: Path) -> None:
    noted = json.loads((working / "dateien.json").read_text(encoding="utf-8"))
    assert {name: entry["datei"] for name, entry in noted.items()} == {
        "index": "elternratgeber.pdf",
        "teil/anmeldung": "kapitel/anmeldung.pdf",
        "teil/hort": "kapitel/hort.pdf",
    }


def test_the_list_says_how_large_each_is(working: Path) -> None:
    for file in read_files(working).values():
        assert file.size == (working / file.path).stat().st_size


@pytest.mark.parametrize("profile", [page.ValidationProfile.PDF_UA_1, page.ValidationProfile.PDF_A_2A])
def test_a_chapter_conforms_to_what_the_whole_conforms_to(public: Path, profile: page.ValidationProfile) -> None:
    assert objections(public / "kapitel" / "anmeldung.pdf", profile) == []


def test_it_is_called_as_the_chapter(working: Path) -> None:
    with pikepdf.open(working / "kapitel" / "anmeldung.pdf") as pdf:
        assert pdf.docinfo["/Title"] == "Anmeldung"
        assert len(pdf.pages) == 1


def test_the_public_one_leads_to_the_web_for_what_is_not_in_it(public: Path) -> None:
    assert links(public / "kapitel" / "anmeldung.pdf") == {"https://stadt.example/r/teil/hort.html"}
    assert links(public / "kapitel" / "hort.pdf") == {"https://stadt.example/r/teil/anmeldung.html#unterlagen"}


def test_that_of_a_draft_leads_nowhere_for_its_pages_are_not_there(working: Path) -> None:
    assert links(working / "kapitel" / "anmeldung.pdf") == set()


def test_two_builds_give_the_same_bytes(public: Path, tmp_path: Path) -> None:
    again = built(tmp_path, is_public=True)
    assert (again / "kapitel" / "hort.pdf").read_bytes() == (public / "kapitel" / "hort.pdf").read_bytes()


@pytest.mark.parametrize(("size", "words"), [(312, "1 KB"), (84_400, "84 KB"), (2_430_000, "2,4 MB")])
def test_sizes_are_said_as_people_say_them_on_one_line(size: int, words: str) -> None:
    assert said_size(size) == words.replace(" ", "\N{NO-BREAK SPACE}")
