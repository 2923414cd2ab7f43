from __future__ import annotations

from datetime import date
from pathlib import Path

import docx
import pytest

from picture_makers import png
from ratgeber_tools import office
from ratgeber_tools.contributions.conversion import Contribution, convert, read_contribution
from ratgeber_tools.document import Document, Figure, Heading, Image, Paragraph, Picture, Text
from ratgeber_tools.errors import InputError, MissingProgramError
from ratgeber_tools.readers import ReadResult
from ratgeber_tools.writers.word.export import ExportHeader, StandInWords, write


def word_file(path: Path) -> Path:
    document = docx.Document()
    document.add_heading("Hort und Ferien", level=1)
    document.add_paragraph("Ein Satz. Noch einer.")
    document.save(str(path))
    return path


def test_the_title_is_the_first_top_heading(tmp_path: Path) -> None:
    assert read_contribution(word_file(tmp_path / "a.docx")).title == "Hort und Ferien"


def test_the_text_carries_the_head_it_is_given(tmp_path: Path) -> None:
    contribution = read_contribution(word_file(tmp_path / "a.docx"))
    conversion = convert(contribution, picture_folder="bilder", front_matter="status: entwurf")
    assert conversion.text == "---\nstatus: entwurf\n---\n\n# Hort und Ferien\n\nEin Satz.\nNoch einer.\n"


@pytest.mark.parametrize("name", ["a.odt", "a.doc", "A.RTF"])
def test_other_formats_are_refused_without_libreoffice(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.setattr(office, "program", lambda: None)
    (tmp_path / name).write_bytes(b"x")
    with pytest.raises(MissingProgramError, match=rf"{name}: .* als Word-Dokument"):
        read_contribution(tmp_path / name)


@pytest.mark.office
@pytest.mark.parametrize(("suffix", "kind"), [("odt", "odt"), ("rtf", "rtf"), ("doc", "doc")])
def test_other_formats_come_in_through_libreoffice(tmp_path: Path, suffix: str, kind: str) -> None:
    source = word_file(tmp_path / "a.docx")
    other = office.convert([source], to=kind, folder=tmp_path)[source]
    blocks = read_contribution(other).result.document.blocks
    assert Heading(1, (Text("Hort und Ferien"),)).children == blocks[0].children  # type: ignore[union-attr]
    assert Paragraph((Text("Ein Satz. Noch einer."),)) == blocks[1]


@pytest.mark.office
def test_a_damaged_file_of_another_format_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.odt").write_bytes(b"PK\x03\x04 damaged")
    with pytest.raises(InputError, match="LibreOffice kann die Datei nicht lesen"):
        read_contribution(tmp_path / "a.odt")


def test_a_folder_is_no_contribution(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="ist ein Ordner"):
        read_contribution(tmp_path)


def test_a_contribution_without_headings_has_no_title() -> None:
    assert Contribution(Path("a.docx"), ReadResult(Document(()))).title == ""


def test_figures_come_in_our_directive_or_in_the_one_every_program_knows() -> None:
    picture = Picture("a", png())
    figure = Figure(Image("a", "Weg", 40.0), (Text("Der Weg"),))
    contribution = Contribution(Path("a.docx"), ReadResult(Document((figure,)), (picture,)))
    ours = convert(contribution, picture_folder="b").text
    standard = convert(contribution, picture_folder="b", standard_figures=True).text
    assert ours == standard.replace("{figure}", "{abbildung}").replace(":width:", ":breite:")
    assert ours != standard


def test_a_chapter_sent_out_for_review_is_not_taken_in_as_a_new_contribution(tmp_path: Path) -> None:
    path = tmp_path / "zurück.docx"
    document = Document(blocks=(Heading(level=1, children=(Text("Hort"),)),))
    cover = ExportHeader("2026-11-24-hort-1", "Hort", date(2026, 11, 24))
    path.write_bytes(write(document, cover=cover, words=StandInWords(lambda inline: "", lambda block: "")))
    with pytest.raises(InputError, match=r"zurück\.docx: .* zum Gegenlesen hinausging .* ratgeber import"):
        read_contribution(path)
