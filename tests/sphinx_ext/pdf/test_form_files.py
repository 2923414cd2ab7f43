"""Forms: from one box in a chapter a PDF to fill in, a Word file, and links to both on the web."""

from __future__ import annotations

import io
from pathlib import Path

import docx
import page
import pikepdf
import pytest
from docx.oxml.ns import qn

from second_opinion import objections
from sphinx_ext.sphinx_building import HEAD, Built, build, build_text

FORM = """:::{vordruck} Kind entschuldigen
Name des Kindes: {feld}`Name des Kindes`\\
Klasse: {feld}`Klasse`

mein Kind war vom {feld}`Tag` bis zum {feld}`Tag` **krank**.

Der Grund: {feld}`Grund und nähere Umstände; 3 Zeilen`

- [ ] Ein Zeugnis liegt dabei.
:::
"""


@pytest.fixture(scope="module")
def guide(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("vordruck") / "ratgeber"
    (folder / "teil").mkdir(parents=True)
    (folder / "index.md").write_text("# Ratgeber\n\n```{toctree}\nteil/a\n```\n", encoding="utf-8")
    (folder / "teil" / "a.md").write_text(f"{HEAD}# A\n\n{FORM}\n{FORM}", encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def printed(guide: Path) -> Built:
    return build(guide, guide.parent / "bau", builder="pdf")


def files(printed: Built) -> Path:
    return printed.folder / "vordrucke" / "teil.a"


def test_two_forms_of_one_title_have_files_of_their_own(printed: Built) -> None:
    assert sorted(path.name for path in files(printed).iterdir()) == [
        "kind-entschuldigen-2.docx",
        "kind-entschuldigen-2.pdf",
        "kind-entschuldigen.docx",
        "kind-entschuldigen.pdf",
    ]


def test_every_place_to_write_is_a_field_that_says_what_belongs_there(printed: Built) -> None:
    with pikepdf.open(files(printed) / "kind-entschuldigen.pdf") as pdf:
        fields = list(pdf.Root.AcroForm.Fields)
        assert [str(field.T) for field in fields] == [
            "Name des Kindes",
            "Klasse",
            "Tag",
            "Tag (2)",
            "Grund und nähere Umstände",
            "Ein Zeugnis liegt dabei.",
        ]
        assert all(field.Subtype == "/Widget" and str(field.TU) == str(field.T) for field in fields)
        assert [str(field.FT) for field in fields] == ["/Tx"] * 5 + ["/Btn"]
        assert int(fields[4].Ff) & 4096  # several lines
        assert {str(name) for name in fields[5].AP.N} == {"/Ja", "/Off"}
        widths = [float(field.Rect[2]) - float(field.Rect[0]) for field in fields[:5]]
        assert min(widths) > 60


def test_fields_stand_in_the_tree_of_tags_as_forms(printed: Built) -> None:
    with pikepdf.open(files(printed) / "kind-entschuldigen.pdf") as pdf:
        kinds: list[str] = []
        waiting = [pdf.Root.StructTreeRoot.K]
        while waiting:
            node = waiting.pop()
            if isinstance(node, pikepdf.Array):
                waiting += list(node)
            elif isinstance(node, pikepdf.Dictionary):
                kinds.append(str(node.get("/S", "")))
                waiting.append(node.get("/K"))
        assert kinds.count("/Form") == 6
        assert "/Link" not in kinds
        assert bool(pdf.Root.MarkInfo.Marked)
        with pdf.open_metadata() as metadata:
            assert metadata.get("pdfuaid:part") == "1"
            assert "pdfaid:part" not in metadata


def test_a_second_tool_finds_the_form_conforming(printed: Built) -> None:
    assert objections(files(printed) / "kind-entschuldigen.pdf", page.ValidationProfile.PDF_UA_1) == []


def test_the_word_file_has_the_same_words_and_a_control_at_each_place(printed: Built) -> None:
    document = docx.Document(io.BytesIO((files(printed) / "kind-entschuldigen.docx").read_bytes()))
    text = "\n".join(paragraph.text for paragraph in document.paragraphs)
    assert "Kind entschuldigen" in text
    assert "krank" in text
    assert "\u2610 Ein Zeugnis liegt dabei." in text
    controls = [each.get(qn("w:val")) for each in document.element.iter(qn("w:alias"))]
    assert controls == ["Name des Kindes", "Klasse", "Tag", "Tag", *["Grund und nähere Umstände"] * 3]


def test_the_web_has_the_words_to_copy_and_leads_to_both_files(guide: Path, printed: Built) -> None:
    built = build(guide, guide.parent / "bau", ratgeber_pdf_ordner=str(printed.folder))
    article = built.article("teil/a")
    assert built.warnings == []
    assert "rg-vordruck" in article
    assert "(Name des Kindes eintragen)" in article
    assert 'href="../pdf/vordrucke/teil.a/kind-entschuldigen.pdf"' in article
    assert 'href="../pdf/vordrucke/teil.a/kind-entschuldigen-2.docx"' in article
    assert (built.folder / "pdf" / "vordrucke" / "teil.a" / "kind-entschuldigen.pdf").is_file()


def test_a_field_that_does_not_say_what_it_is_for_is_a_finding(tmp_path: Path) -> None:
    (warning,) = build_text(tmp_path, ":::{vordruck} A\nName: {feld}`; 3 Zeilen`\n:::\n").warnings
    assert "fehlt, was einzutragen ist" in warning


def test_two_builds_give_the_same_bytes(guide: Path, printed: Built, tmp_path: Path) -> None:
    again = build(guide, tmp_path / "bau", builder="pdf")
    for path in files(printed).iterdir():
        assert (files(again) / path.name).read_bytes() == path.read_bytes()
