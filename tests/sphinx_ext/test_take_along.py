"""What a page offers to take along: its PDF, its short address, a code to scan, a letter."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from ratgeber_tools.sphinx_ext.pdf_files import note_files
from sphinx_ext.sphinx_building import Built, build

ADDRESS = "https://stadt.example/r"


def built(folder: Path, *, address: str = "", sizes: dict[str, int] | None = None) -> Built:
    """Build a guide of one chapter; `sizes` are the PDFs that lie there, in bytes by page."""
    source = folder / "ratgeber"
    line = f"adresse_des_ratgebers: {address}\n" if address else ""
    files = {
        "index.md": "# Ratgeber\n\nErster Satz.\n\n```{toctree}\nhort\n```\n",
        "hort.md": "# Hort\n\nBetreuung.\n",
        "daten/kommune.yaml": f"name: Stadt\n{line}",
    }
    for name, text in files.items():
        path = source / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    settings = {"ratgeber_daten": str(source / "daten")}
    if sizes is not None:
        pdfs = folder / "pdf"
        (pdfs / "kapitel").mkdir(parents=True, exist_ok=True)
        names = {"index": "elternratgeber.pdf", "hort": "kapitel/hort.pdf"}
        for name, size in sizes.items():
            (pdfs / names[name]).write_bytes(b"x" * size)
        note_files(pdfs, {name: names[name] for name in sizes})
        settings["ratgeber_pdf_ordner"] = str(pdfs)
    return build(source, folder / "bau", **settings)


def offered(page: str) -> str:
    found = re.search(r'<section class="rg-mitnehmen".*?</section>', page, re.DOTALL)
    return found[0] if found else ""


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Built:
    folder = tmp_path_factory.mktemp("mitnehmen")
    return built(folder, address=ADDRESS, sizes={"index": 2_400_000, "hort": 84_000})


def test_a_chapter_offers_its_own_pdf_and_the_whole_with_their_sizes(whole: Built) -> None:
    assert re.findall(r'<a href="([^"]+)" type="application/pdf">([^<]+)</a>', offered(whole.page("hort"))) == [
        ("pdf/kapitel/hort.pdf", "Diese Seite als PDF (84\N{NO-BREAK SPACE}KB)"),
        ("pdf/elternratgeber.pdf", "Der ganze Ratgeber als PDF (2,4\N{NO-BREAK SPACE}MB)"),
    ]


def test_the_start_page_offers_the_whole(whole: Built) -> None:
    assert re.findall(r'type="application/pdf">([^<]+)</a>', offered(whole.page())) == [
        "Der ganze Ratgeber als PDF (2,4\N{NO-BREAK SPACE}MB)"
    ]


def test_the_files_lie_beside_the_pages(whole: Built) -> None:
    assert (whole.folder / "pdf" / "kapitel" / "hort.pdf").stat().st_size == 84_000
    assert (whole.folder / "pdf" / "elternratgeber.pdf").is_file()


def test_without_a_script_there_is_an_address_to_read_and_a_letter_to_send(whole: Built) -> None:
    section = offered(whole.page("hort"))
    assert f'<a href="{ADDRESS}/k/hort/">stadt.example/<wbr>r/<wbr>k/<wbr>hort</a>' in section
    assert 'href="mailto:?subject=Hort&amp;body=Hort%0D%0Ahttps%3A%2F%2Fstadt.example%2Fr%2Fk%2Fhort%2F"' in section
    assert '<button type="button" class="rg-teilen" disabled>' in section


def test_the_code_is_a_drawing_that_only_who_wants_it_loads(whole: Built) -> None:
    assert '<img src="_static/qr/hort.svg" width="180" height="180" loading="lazy" alt="QR-Code, führt zu ' in offered(
        whole.page("hort")
    )
    assert (whole.folder / "_static" / "qr" / "hort.svg").read_text(encoding="utf-8").startswith("<svg ")


def test_what_was_not_built_in_the_same_run_is_not_offered(tmp_path: Path) -> None:
    assert offered(built(tmp_path, sizes={"index": 10, "hort": 10}).page("hort"))
    again = built(tmp_path)
    assert offered(again.page("hort")) == ""
    assert not (again.folder / "pdf").exists()


def test_a_page_says_the_new_size_though_nothing_else_has_changed(tmp_path: Path) -> None:
    built(tmp_path, sizes={"hort": 84_000})
    assert "(85\N{NO-BREAK SPACE}KB)" in offered(built(tmp_path, sizes={"hort": 85_000}).page("hort"))
