"""A glossary goes out to Word, its words and explanations are edited like any text, and only those lines change."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from ratgeber_tools import office
from ratgeber_tools.cli import main
from word_editing import edit, without_marks

HORT = """\
Hort
: Hier sind Kinder nach der Schule.
  Der Hort kostet Geld.

"""
NOTE = """\
Note
: Eine Zahl von 1 bis 6.
  1 ist sehr gut.

"""
ZEUGNIS = """\
Zeugnis
: Darin stehen alle Noten.
  Siehe {begriff}`Note`.

"""
HEAD = """\
---
status: entwurf
zustaendig: Schulamt
---

(woerter)=
# Wörter erklärt

Hier stehen schwere Wörter.

:::{glossar}

"""
TAIL = """\
:::

Fehlt ein Wort?
"""
SOURCE = HEAD + HORT + NOTE + ZEUGNIS + TAIL


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    root = tmp_path / "Projekt"
    (root / "ratgeber" / "anhang").mkdir(parents=True)
    (root / "ratgeber" / "anhang" / "index.md").write_text("# Anhang\n", encoding="utf-8")
    (root / "conf.py").write_text("", encoding="utf-8")
    chapter(root).write_text(SOURCE, encoding="utf-8")
    monkeypatch.chdir(root)
    return root


def chapter(root: Path) -> Path:
    return root / "ratgeber" / "anhang" / "glossar.md"


def source(root: Path) -> str:
    return chapter(root).read_bytes().decode("utf-8")


def went_out(root: Path) -> Path:
    assert main(["export", "anhang/glossar", "--nach", "Ausgabe"]) == 0
    return root / "Ausgabe" / "anhang-glossar.docx"


def styled(words: str, style: str) -> str:
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr><w:r><w:t>{words}</w:t></w:r></w:p>'


def entry(term: str, meaning: str) -> str:
    return styled(term, "DefinitionTerm") + styled(meaning, "Definition")


def changed(file: Path, change: Callable[[str], str]) -> Path:
    """Return a copy of `file` with the XML of its text changed."""
    target = file.with_name("zurück.docx")
    with zipfile.ZipFile(file) as old, zipfile.ZipFile(target, "w") as new:
        for name in old.namelist():
            data = old.read(name)
            if name == "word/document.xml":
                data = change(data.decode("utf-8")).encode("utf-8")
            new.writestr(name, data)
    return target


def behind(words: str, new: str) -> Callable[[str], str]:
    """Return the change that puts `new` behind the paragraph that begins with `words`."""

    return lambda xml: xml.replace(paragraph := paragraph_of(xml, words), paragraph + new)


def without(xml: str, words: str) -> str:
    return xml.replace(paragraph_of(xml, words), "")


def paragraph_of(xml: str, words: str) -> str:
    """Return the paragraph that begins with `words`."""
    paragraphs = re.findall(r"<w:p[ >].*?</w:p>", xml, re.DOTALL)
    found = [each for each in paragraphs if re.sub(r"<[^>]+>", "", each).startswith(words)]
    assert len(found) == 1, words
    return str(found[0])


def text_of(file: Path) -> str:
    with zipfile.ZipFile(file) as archive:
        return archive.read("word/document.xml").decode("utf-8")


def test_words_and_explanations_are_ordinary_paragraphs_in_their_styles(project: Path) -> None:
    xml = text_of(went_out(project))
    assert xml.count('<w:pStyle w:val="DefinitionTerm"/>') == 3
    assert xml.count('<w:pStyle w:val="Definition"/>') == 3
    assert "GeschuetzteZeile" not in xml
    assert ">Glossar<" in xml


def test_an_unedited_glossary_changes_no_byte(project: Path) -> None:
    assert main(["import", str(went_out(project))]) == 0
    assert source(project) == SOURCE


@pytest.mark.office
@pytest.mark.parametrize("formats", [("docx",), ("odt", "docx"), ("doc", "docx")], ids=" ".join)
def test_a_glossary_saved_by_libreoffice_changes_no_byte(project: Path, formats: tuple[str, ...]) -> None:
    file = went_out(project)
    for number, name in enumerate(formats):
        folder = project / str(number)
        folder.mkdir()
        file = office.convert([file], to=name, folder=folder)[file]
    assert main(["import", str(file)]) == 0
    assert source(project) == SOURCE


def test_an_edited_explanation_changes_only_its_own_line(project: Path) -> None:
    back = edit(went_out(project), project / "zurück.docx", ("kostet Geld", "kostet oft Geld"))
    assert main(["import", str(back)]) == 0
    assert source(project) == SOURCE.replace("kostet Geld", "kostet oft Geld")


def test_an_edited_word_changes_only_its_own_line(project: Path) -> None:
    back = edit(went_out(project), project / "zurück.docx", (">Hort<", ">Schulhort<"))
    assert main(["import", str(back)]) == 0
    assert source(project) == SOURCE.replace("\nHort\n", "\nSchulhort\n")


@pytest.mark.parametrize(
    ("term", "meaning", "gone"),
    [("Hort", "Hier sind", HORT), ("Note", "Eine Zahl", NOTE), ("Zeugnis", "Darin", ZEUGNIS)],
)
def test_a_deleted_entry_goes_with_its_lines(project: Path, term: str, meaning: str, gone: str) -> None:
    back = changed(went_out(project), lambda xml: without(without(xml, meaning), term))
    assert main(["import", str(back)]) == 0
    assert source(project) == SOURCE.replace(gone, "")


def test_an_entry_whose_paragraphs_were_only_emptied_is_gone_as_well(project: Path) -> None:
    def emptied(xml: str) -> str:
        for words in ("Hort", "Hier sind"):
            xml = xml.replace(paragraph := paragraph_of(xml, words), re.sub(r"<w:r>.*</w:r>", "", paragraph))
        return xml

    back = changed(went_out(project), emptied)
    assert main(["import", str(back)]) == 0
    assert source(project) == SOURCE.replace(HORT, "")


@pytest.mark.parametrize(
    ("words", "term", "expected"),
    [
        ("Glossar", "Abitur", HEAD + "Abitur\n: Ein Abschluss.\n\n" + HORT + NOTE + ZEUGNIS + TAIL),
        ("Hier sind", "Klasse", HEAD + HORT + "Klasse\n: Ein Abschluss.\n\n" + NOTE + ZEUGNIS + TAIL),
        ("Darin stehen", "Zug", HEAD + HORT + NOTE + ZEUGNIS + "Zug\n: Ein Abschluss.\n\n" + TAIL),
    ],
    ids=["first", "between", "last"],
)
def test_a_new_entry_stands_where_it_was_typed(project: Path, words: str, term: str, expected: str) -> None:
    back = changed(went_out(project), behind(words, entry(term, "Ein Abschluss.")))
    assert main(["import", str(back)]) == 0
    assert source(project) == expected


@pytest.mark.parametrize("style", ["Definition", "Normal", "Glossar"])
def test_a_further_paragraph_belongs_to_the_word_it_stands_below(project: Path, style: str) -> None:
    back = changed(went_out(project), behind("Hier sind", styled("Fragen Sie dort.", style)))
    assert main(["import", str(back)]) == 0
    assert source(project) == SOURCE.replace(HORT, HORT + "  Fragen Sie dort.\n\n")


def test_an_explanation_that_lost_its_style_stays_in_the_glossary(project: Path) -> None:
    def plain(xml: str) -> str:
        return re.sub(r'<w:pStyle w:val="Definition"/>(?=(?:(?!</w:p>).)*Hier sind)', "", xml, count=1)

    back = changed(went_out(project), plain)
    assert "Hier sind" in text_of(back)
    assert main(["import", str(back)]) == 0
    assert source(project) == SOURCE


def test_all_entries_exchanged_leave_one_glossary(project: Path) -> None:
    file = went_out(project)
    xml = text_of(file)
    start, end = xml.index("</w:p>", xml.index(">Glossar<")) + 6, xml.rindex("<w:p>", 0, xml.index("Fehlt ein Wort"))
    back = changed(file, lambda whole: whole[:start] + entry("Ranzen", "Eine Tasche.") + whole[end:])
    assert main(["import", str(back)]) == 0
    assert source(project).count("{glossar}") == 1
    assert ":::{glossar}\n\nRanzen\n: Eine Tasche.\n\n:::\n\nFehlt ein Wort?\n" in source(project)


def test_without_marks_entries_are_found_by_their_words(project: Path) -> None:
    once = edit(went_out(project), project / "a.docx", ("kostet Geld", "kostet oft Geld"))
    assert main(["import", str(without_marks(once, project / "zurück.docx"))]) == 0
    assert source(project) == SOURCE.replace("kostet Geld", "kostet oft Geld")


def test_edits_of_different_entries_on_both_sides_are_both_there(project: Path) -> None:
    back = edit(went_out(project), project / "zurück.docx", ("kostet Geld", "kostet oft Geld"))
    chapter(project).write_text(SOURCE.replace("1 ist sehr gut.", "6 ist die schlechteste."), encoding="utf-8")
    assert main(["import", str(back)]) == 0
    assert source(project) == SOURCE.replace("kostet Geld", "kostet oft Geld").replace(
        "1 ist sehr gut.", "6 ist die schlechteste."
    )


def test_one_explanation_changed_on_both_sides_is_a_conflict_below_its_word(project: Path) -> None:
    back = edit(went_out(project), project / "zurück.docx", ("kostet Geld", "kostet wenig"))
    chapter(project).write_text(SOURCE.replace("kostet Geld", "kostet nichts"), encoding="utf-8")
    assert main(["import", str(back)]) == 0
    before, after = source(project).split(NOTE)
    assert before.startswith(HEAD.replace(":::{glossar}", "::::{glossar}") + "Hort\n: ")
    assert {"kostet wenig", "kostet nichts"} <= set(re.findall(r"kostet \w+", before))
    assert "  :::{konflikt}" in before or ": :::{konflikt}" in before
    assert after == ZEUGNIS + ":" + TAIL


def test_the_line_that_names_a_glossary_is_not_to_be_changed(project: Path) -> None:
    back = edit(went_out(project), project / "zurück.docx", (">Glossar<", ">Lexikon<"))
    assert main(["import", str(back)]) == 0
    assert "vorher „Glossar“, jetzt „Lexikon“" in " ".join(source(project).split())
    assert HORT + NOTE + ZEUGNIS in source(project)
    assert source(project).count("{glossar}") == 1


def test_a_preview_names_the_glossary_and_the_word(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    back = edit(went_out(project), project / "zurück.docx", ("kostet Geld", "kostet oft Geld"))
    assert main(["import", str(back), "--vorschau"]) == 0
    out = " ".join(capsys.readouterr().out.split())
    assert "Kasten „Glossar“" in out
    assert "„Hort“ geändert: Der Hort kostet {+oft+} Geld." in out
