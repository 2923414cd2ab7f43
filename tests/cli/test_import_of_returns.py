"""A chapter goes out to Word, both sides go on working, and `ratgeber import` brings them together."""

from __future__ import annotations

import shutil
import struct
import zlib
from pathlib import Path

import docx
import pytest

from ratgeber_tools.cli import main
from word_editing import edit, with_paragraph_after, with_picture, without_marks, without_paragraph

#: As a hand types it: two sentences in a line, a star as list sign, an indented item.
SOURCE = """\
---
status: entwurf
zustaendig: Jugendamt
---

# Hort

Im Hort sind Kinder nach der Schule. Er hat bis 17 Uhr auf.

*   Turnbeutel
*   Brotdose

Fragen Sie im Rathaus nach.

Zum Schluss ein Satz.
"""


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    root = tmp_path / "Projekt"
    for section in ("schulanfang", "hilfe"):
        (root / "ratgeber" / section).mkdir(parents=True)
        (root / "ratgeber" / section / "index.md").write_text("# Teil\n", encoding="utf-8")
    (root / "conf.py").write_text("", encoding="utf-8")
    chapter(root).write_text(SOURCE, encoding="utf-8")
    monkeypatch.chdir(root)
    return root


def chapter(root: Path) -> Path:
    return root / "ratgeber" / "schulanfang" / "hort.md"


def source(root: Path) -> str:
    return chapter(root).read_bytes().decode("utf-8")


def went_out(root: Path) -> Path:
    assert main(["export", "schulanfang/hort", "--nach", "Aus gabe"]) == 0
    return root / "Aus gabe" / "schulanfang-hort.docx"


def change_here(root: Path, old: str, new: str) -> None:
    assert source(root).count(old) == 1
    chapter(root).write_text(source(root).replace(old, new), encoding="utf-8")


def test_an_unedited_return_changes_no_byte(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["import", str(went_out(project))]) == 0
    assert source(project) == SOURCE
    assert "ratgeber/schulanfang/hort.md (unverändert)" in capsys.readouterr().out


def test_a_page_end_a_reviewer_put_into_a_paragraph_changes_no_byte(project: Path) -> None:
    page_end = '</w:t><w:br w:type="page"/><w:t xml:space="preserve">'
    cuts = (("Kinder nach", f"Kinder {page_end}nach"), ("Zum Schluss", f"{page_end}Zum Schluss"))
    back = edit(went_out(project), project / "zurück.docx", *cuts)
    assert main(["import", str(back)]) == 0
    assert source(project) == SOURCE


def test_what_only_word_changed_is_taken_and_every_other_line_stays(project: Path) -> None:
    back = edit(went_out(project), project / "zurück.docx", ("Rathaus", "Bürgerbüro"))
    assert main(["import", str(back)]) == 0
    assert source(project) == SOURCE.replace("Rathaus", "Bürgerbüro")


def test_changes_of_both_sides_in_different_places_are_both_there(project: Path) -> None:
    back = edit(went_out(project), project / "zurück.docx", ("Rathaus", "Bürgerbüro"))
    change_here(project, "Brotdose", "Brotdose und Trinkflasche")
    assert main(["import", str(back)]) == 0
    assert source(project) == SOURCE.replace("Rathaus", "Bürgerbüro").replace("Brotdose", "Brotdose und Trinkflasche")


def test_new_and_deleted_paragraphs_come_and_go(project: Path) -> None:
    once = without_paragraph(went_out(project), project / "a.docx", "Fragen Sie im")
    back = with_paragraph_after(once, project / "zurück.docx", "Zum Schluss", "Ganz neu.")
    assert main(["import", str(back)]) == 0
    assert source(project) == SOURCE.replace("Fragen Sie im Rathaus nach.\n\n", "") + "\nGanz neu.\n"


def test_the_same_words_changed_on_both_sides_are_a_conflict_with_both(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    back = edit(went_out(project), project / "zurück.docx", ("Rathaus", "Bürgerbüro"))
    change_here(project, "Rathaus", "Jugendamt")
    assert main(["import", str(back)]) == 0
    said = next(line for line in capsys.readouterr().out.splitlines() if "Offene Konflikte: 1" in line)
    assert "unter der Überschrift „" in said
    assert "Alle Fassungen stehen im Kasten." in said
    assert "Zeile" not in said
    assert {"Bürgerbüro", "Jugendamt"} <= set(source(project).replace(".", " ").split())
    report = next((project / "eingang" / "berichte").glob("schulanfang-hort-zurueck-*.rueckweg.md")).read_text("utf-8")
    assert "Alle Fassungen stehen im Kasten." in report
    assert "Zeile" not in report


def test_a_sentence_both_sides_touched_is_named(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    back = edit(went_out(project), project / "zurück.docx", ("Zum Schluss ein Satz", "Zum Schluss ein kurzer Satz"))
    change_here(project, "Zum Schluss", "Am Ende")
    assert main(["import", str(back)]) == 0
    assert "Am Ende ein kurzer Satz." in source(project)
    out = capsys.readouterr().out
    assert "Beide Seiten haben etwas geändert in 1 Satz:" in out
    assert "Am Ende ein kurzer Satz." in out


def test_the_same_file_twice_changes_nothing_the_second_time(project: Path) -> None:
    back = edit(went_out(project), project / "zurück.docx", ("Rathaus", "Bürgerbüro"), ("Brotdose", "Box"))
    change_here(project, "Rathaus", "Jugendamt")
    assert main(["import", str(back)]) == 0
    once = source(project)
    assert main(["import", str(back)]) == 0
    assert source(project) == once


def test_copies_of_several_reviewers_are_merged_one_after_the_other(project: Path) -> None:
    sent = went_out(project)
    first = edit(sent, project / "eins.docx", ("Rathaus", "Bürgerbüro"))
    second = edit(sent, project / "zwei.docx", ("Brotdose", "Box"))
    assert main(["import", str(first), str(second)]) == 0
    assert source(project) == SOURCE.replace("Rathaus", "Bürgerbüro").replace("Brotdose", "Box")


def test_a_preview_shows_the_changes_and_writes_only_its_page(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    back = edit(went_out(project), project / "zurück.docx", ("Rathaus", "Bürgerbüro"))
    capsys.readouterr()
    assert main(["import", str(back), "--vorschau"]) == 0
    assert source(project) == SOURCE
    out = capsys.readouterr().out
    assert "Bürgerbüro" in out
    assert "Nichts geschrieben (Vorschau)." in out
    assert "(Vorschau: würde zusammengeführt)" in out
    assert "Seite: _build/rueckweg/schulanfang-hort.html" in out
    page = (project / "_build" / "rueckweg" / "schulanfang-hort.html").read_text(encoding="utf-8")
    assert "Rathaus" in page
    assert "Bürgerbüro" in page


def test_without_marks_paragraphs_are_found_by_their_words_and_it_is_said(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    once = edit(went_out(project), project / "a.docx", ("Rathaus", "Bürgerbüro"))
    assert main(["import", str(without_marks(once, project / "zurück.docx"))]) == 0
    assert source(project) == SOURCE.replace("Rathaus", "Bürgerbüro")
    report = next((project / "eingang" / "berichte").glob("*.rueckweg.md")).read_text(encoding="utf-8")
    assert "Die unsichtbaren Marken fehlen" in report
    assert "1 Hinweis im Bericht" in capsys.readouterr().out


@pytest.mark.parametrize("options", [[], ["--vorschau"]], ids=["unchanged", "preview"])
def test_where_no_report_is_written_findings_are_said_at_once(
    project: Path, capsys: pytest.CaptureFixture[str], options: list[str]
) -> None:
    sent = went_out(project)
    back = edit(sent, project / "a.docx", ("Rathaus", "Bürgerbüro")) if options else sent
    capsys.readouterr()
    assert main(["import", str(without_marks(back, project / "zurück.docx")), *options]) == 0
    assert not (project / "eingang" / "berichte").exists()
    out = capsys.readouterr().out
    assert "  Bitte ansehen:\n    Die unsichtbaren Marken fehlen" in out
    assert "Bericht" not in out


def test_without_what_went_out_the_return_is_refused_with_what_to_do(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    back = went_out(project)
    shutil.rmtree(project / "ratgeber" / "redaktion")
    assert main(["import", str(back)]) == 1
    error = capsys.readouterr().err
    assert "gehört zur Ausgabe" in error
    assert "git pull" in error


def test_a_renamed_chapter_is_asked_for_and_taken_under_its_new_name(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    back = edit(went_out(project), project / "zurück.docx", ("Rathaus", "Bürgerbüro"))
    chapter(project).rename(project / "ratgeber" / "hilfe" / "nachmittag.md")
    assert main(["import", str(back)]) == 1
    assert "Heißt es jetzt anders, geben Sie den neuen Namen mit --kapitel an" in capsys.readouterr().err
    assert main(["import", str(back), "--kapitel", "ratgeber/hilfe/nachmittag.md"]) == 0
    text = (project / "ratgeber" / "hilfe" / "nachmittag.md").read_text(encoding="utf-8")
    assert text == SOURCE.replace("Rathaus", "Bürgerbüro")


def test_only_an_office_of_the_guide_may_stand_at_comments(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["import", str(went_out(project)), "--stelle", "Frau Irgendwer"]) == 1
    assert "„Frau Irgendwer“ ist keine Stelle des Ratgebers. Bekannt sind: Jugendamt." in capsys.readouterr().err
    assert main(["import", str(went_out(project)), "--stelle", "Jugendamd"]) == 1
    assert "Meinten Sie „Jugendamt“?" in capsys.readouterr().err
    assert main(["import", str(went_out(project)), "--stelle", "jugendamt"]) == 0


def test_new_contributions_and_returns_come_in_one_call(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    back = edit(went_out(project), project / "zurück.docx", ("Rathaus", "Bürgerbüro"))
    (project / "kaputt.docx").write_bytes(b"nichts")
    assert main(["import", str(back), "kaputt.docx"]) == 1
    assert source(project) == SOURCE.replace("Rathaus", "Bürgerbüro")
    printed = capsys.readouterr()
    assert "Übersicht: 1 von 2 aufgenommen" in printed.out
    assert "kaputt.docx" in printed.err


def png(shade: int) -> bytes:
    """Return a picture of one grey, 40 by 40."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    rows = b"".join(b"\0" + bytes([shade]) * 40 for _ in range(40))
    head = struct.pack(">IIBBBBB", 40, 40, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")


def test_a_picture_exchanged_in_word_is_filed_and_the_old_one_stays(project: Path) -> None:
    pictures = project / "ratgeber" / "bilder"
    pictures.mkdir()
    (pictures / "hof.png").write_bytes(png(0))
    figure = ":::{abbildung} ../bilder/hof.png\n:alt: Der Hof\n:name: hof\n\nUnser Hof\n:::\n"
    chapter(project).write_text(SOURCE + f"\n{figure}", encoding="utf-8")
    back = with_picture(went_out(project), project / "zurück.docx", png(200))
    assert main(["import", str(back)]) == 0
    (filed,) = (pictures / "schulanfang" / "hort").iterdir()
    assert filed.name.startswith("der-hof-")
    new = figure.replace("../bilder/hof.png", f"../bilder/schulanfang/hort/{filed.name}")
    assert source(project) == SOURCE + f"\n{new}"
    assert (pictures / "hof.png").read_bytes() == png(0)


def test_windows_line_ends_stay(project: Path) -> None:
    chapter(project).write_bytes(SOURCE.replace("\n", "\r\n").encode("utf-8"))
    back = edit(went_out(project), project / "zurück.docx", ("Rathaus", "Bürgerbüro"))
    assert main(["import", str(back)]) == 0
    assert source(project) == SOURCE.replace("Rathaus", "Bürgerbüro").replace("\n", "\r\n")


def test_a_comment_is_not_noted_twice_though_its_note_was_moved_and_answered(project: Path) -> None:
    file = went_out(project)
    document = docx.Document(str(file))
    [asked] = [paragraph for paragraph in document.paragraphs if "Fragen Sie" in paragraph.text]
    document.add_comment(asked.runs, text="Stimmt das?", author="X")
    document.save(str(file))
    assert main(["import", str(file)]) == 0
    before, opening, rest = source(project).partition(":::{redaktionsnotiz}")
    note, _, after = rest.partition("\n:::\n\n")
    moved = f"{before}{after}\n{opening}{note.replace('das?', 'das? Ja.')}\n:::\n"
    chapter(project).write_text(moved, encoding="utf-8")
    assert main(["import", str(file)]) == 0
    assert source(project) == moved


def test_what_the_dialect_refuses_in_the_chapter_is_told_as_a_check_tells_it(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Somebody has typed it while the file was out; the build would make nothing of it."""
    file = edit(went_out(project), project / "zurück.docx", ("bis 17 Uhr", "bis 18 Uhr"))
    chapter(project).write_text(source(project) + "\n:::{raw}\nx\n:::\n\n:::{tipp}\nOffen.\n", encoding="utf-8")
    capsys.readouterr()
    assert main(["import", str(file)]) == 0
    out = capsys.readouterr().out
    assert "ratgeber/schulanfang/hort.md:" in out
    assert "Den Baustein {raw} gibt es nicht." in out
    assert "bis 18 Uhr" in source(project)
