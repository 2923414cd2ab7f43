"""Every kind of file that is no contribution is named, with what to do next, the same for every command."""

from __future__ import annotations

import zipfile
from pathlib import Path

import docx
import pytest

from ratgeber_tools.contributions.conversion import SUFFIXES, read_contribution
from ratgeber_tools.contributions.foreign_files import KINDS, is_beside
from ratgeber_tools.errors import InputError
from ratgeber_tools.writers.word import template


@pytest.mark.parametrize(
    ("name", "what", "remedy"),
    [
        ("a.pdf", "ist eine PDF-Datei", "die Word-Datei, aus der sie entstanden ist"),
        ("a.PDF", "ist eine PDF-Datei", "die Word-Datei, aus der sie entstanden ist"),
        ("a.pages", "ist eine Pages-Datei", "„Exportieren“, „Word“"),
        ("a.txt", "ist eine reine Textdatei", "in ein Word-Dokument"),
        ("a.md", "ist eine Textdatei mit Auszeichnungen", "im Ordner ratgeber/"),
        ("a.jpg", "Bilder gehören in die Word-Datei", "„Einfügen“, „Bilder“"),
        ("a.png", "Bilder gehören in die Word-Datei", "Alternativtext"),
        ("a.heic", "Bilder gehören in die Word-Datei", "Alternativtext"),
        ("a.msg", "ist eine E-Mail", "Öffnen Sie die E-Mail, und speichern Sie den Anhang"),
        ("a.eml", "ist eine E-Mail", "Öffnen Sie die E-Mail, und speichern Sie den Anhang"),
        ("a.xlsx", "ist eine Tabellen-Datei", "als Tabelle in ein Word-Dokument"),
        ("a.pptx", "ist eine Präsentation", "in ein Word-Dokument"),
        ("a.zip", "ist ein gepackter Ordner", "Entpacken Sie ihn"),
    ],
)
def test_a_foreign_file_is_named_with_what_to_do(tmp_path: Path, name: str, what: str, remedy: str) -> None:
    path = tmp_path / name
    path.write_bytes(b"irgendwas")
    with pytest.raises(InputError) as refused:
        read_contribution(path)
    assert str(refused.value).startswith(f"„{name}“")
    assert what in str(refused.value)
    assert remedy in str(refused.value)
    assert str(tmp_path) not in str(refused.value)


def test_no_kind_of_the_table_can_become_a_chapter_and_none_stands_twice() -> None:
    suffixes = [suffix for kind in KINDS for suffix in kind.suffixes]
    assert not set(suffixes) & set(SUFFIXES)
    assert len(suffixes) == len(set(suffixes))


def test_a_pages_file_that_is_a_folder_is_named_as_well(tmp_path: Path) -> None:
    (tmp_path / "Beitrag.pages").mkdir()
    with pytest.raises(InputError, match="ist eine Pages-Datei"):
        read_contribution(tmp_path / "Beitrag.pages")


@pytest.mark.parametrize("name", ["a.docx", "a.odt", "a.pdf", "a.rtf"])
def test_an_empty_file_is_called_empty_whatever_its_name(tmp_path: Path, name: str) -> None:
    (tmp_path / name).touch()
    with pytest.raises(InputError, match=r"ist leer \(0 Byte\)"):
        read_contribution(tmp_path / name)


def test_the_template_as_it_was_handed_out_is_no_contribution(tmp_path: Path) -> None:
    path = tmp_path / "Vorlage.docx"
    path.write_bytes(template.build())
    with pytest.raises(InputError, match=r"Die Vorlage ist noch leer: .*Vorlage\.docx"):
        read_contribution(path)


def test_the_template_with_one_sentence_is_one(tmp_path: Path) -> None:
    path = tmp_path / "Vorlage.docx"
    path.write_bytes(template.build())
    document = docx.Document(str(path))
    document.paragraphs[-1].text = "Der Hort hat offen."
    document.save(str(path))
    assert read_contribution(path).result.document.blocks


def test_a_document_without_a_word_is_no_contribution(tmp_path: Path) -> None:
    docx.Document().save(str(tmp_path / "leer.docx"))
    with pytest.raises(InputError, match=r"„leer\.docx“ enthält keinen Text"):
        read_contribution(tmp_path / "leer.docx")


def test_a_document_of_hidden_words_alone_is_refused_with_these_words(tmp_path: Path) -> None:
    document = docx.Document()
    document.add_paragraph().add_run("Hort ab 7 Uhr").font.hidden = True
    document.save(str(tmp_path / "leer.docx"))
    with pytest.raises(InputError, match=r"enthält keinen Text\. Verborgener Text .*: „Hort ab 7 Uhr“"):
        read_contribution(tmp_path / "leer.docx")


def test_a_file_of_no_known_kind_is_told_apart_by_what_it_holds(tmp_path: Path) -> None:
    path = tmp_path / "Beitrag.xyz"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("a", "b")
    with pytest.raises(InputError, match="ist ein Zip-Archiv, aber kein Word-Dokument"):
        read_contribution(path)


@pytest.mark.parametrize("name", ["~$Beitrag.docx", ".DS_Store", ".~lock.x.odt#", "LIESMICH.txt", "Thumbs.db"])
def test_what_merely_lies_beside_documents_was_handed_in_by_nobody(name: str) -> None:
    assert is_beside(name)
    assert not is_beside("Beitrag.docx")
