"""A Word file handed in again is merged: what its author changed and what the editors did since are both there."""

from __future__ import annotations

import io
import sys
from pathlib import Path

import docx
import pytest
from docx.shared import Mm

from guide_project import git
from picture_makers import png
from ratgeber_tools import office
from ratgeber_tools.cli import main
from word_editing import edit

TEXT = (
    "Im Hort sind Kinder nach der Schule gut aufgehoben, bis sie abgeholt werden.",
    "Der Hort hat bis 17 Uhr auf, freitags bis 16 Uhr.",
    "Fragen Sie im Rathaus nach, wenn Sie einen Platz brauchen.",
    "In den Ferien hat der Hort den ganzen Tag offen.",
)


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    root = tmp_path / "Projekt"
    (root / "ratgeber" / "schulanfang").mkdir(parents=True)
    (root / "ratgeber" / "schulanfang" / "index.md").write_text("# Teil\n", encoding="utf-8")
    (root / "conf.py").write_text("", encoding="utf-8")
    monkeypatch.chdir(root)
    return root


def word_file(path: Path, *paragraphs: str, title: str = "Hort und Ferien") -> Path:
    document = docx.Document()
    document.add_heading(title, level=1)
    for paragraph in paragraphs:
        document.add_paragraph(paragraph)
    document.save(str(path))
    return path


def chapter(root: Path, name: str = "hort-und-ferien") -> Path:
    return root / "ratgeber" / "schulanfang" / f"{name}.md"


def source(root: Path) -> str:
    return chapter(root).read_text(encoding="utf-8")


def memories(root: Path) -> list[Path]:
    return sorted((root / "ratgeber" / "redaktion" / "ausgaben").glob("beitrag-*/gelesen/*.json"))


def taken_in(root: Path, path: Path, *arguments: str) -> int:
    return main(["import", str(path), "--nach", "schulanfang", *arguments])


NOTE = ":::{redaktionsnotiz}\n:art: offene Frage\n\nGilt das für alle Horte?\n:::\n"


def edited(root: Path) -> None:
    """What editors do: a value as a role, a note, a box, a sentence in other words, a description, the head."""
    text = source(root)
    for old, new in (
        ("17 Uhr", "{fakt}`hort-ende`"),
        ("gut aufgehoben, bis", "betreut, bis"),
        ("In den Ferien", f"{NOTE}\n:::{{tipp}}\nMelden Sie Ihr Kind früh an.\n:::\n\nIn den Ferien"),
        ("zustaendig: offen", "zustaendig: Jugendamt"),
    ):
        assert text.count(old) == 1
        text = text.replace(old, new)
    chapter(root).write_text(text, encoding="utf-8")


def assert_edits_are_there(text: str) -> None:
    for words in ("{fakt}`hort-ende`", "betreut, bis", NOTE, ":::{tipp}\nMelden Sie Ihr Kind früh an.\n:::"):
        assert words in text
    assert "zustaendig: Jugendamt" in text


def test_what_editors_did_and_what_the_author_changed_are_both_there(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = word_file(project / "Beitrag Hort.docx", *TEXT)
    assert taken_in(project, path) == 0
    assert len(memories(project)) == 1
    edited(project)
    edit(path, path, ("im Rathaus nach", "im Bürgerbüro nach"))
    capsys.readouterr()
    assert taken_in(project, path) == 0
    assert "(zusammengeführt)" in capsys.readouterr().out
    assert_edits_are_there(source(project))
    assert "im Bürgerbüro nach" in source(project)
    assert "konflikt" not in source(project)

    before = source(project)
    assert taken_in(project, path) == 0
    out = capsys.readouterr().out
    assert "(unverändert)" in out
    assert "Diese Datei ist schon aufgenommen" in out
    assert source(project) == before


def test_the_same_words_changed_on_both_sides_are_a_conflict(project: Path) -> None:
    path = word_file(project / "Beitrag Hort.docx", *TEXT)
    taken_in(project, path)
    edited(project)
    edit(path, path, ("bis 17 Uhr", "bis 18 Uhr"))
    assert taken_in(project, path) == 0
    text = source(project)
    assert ":::{konflikt}" in text
    assert "{fakt}`hort-ende`" in text
    assert "18 Uhr" in text


def test_an_earlier_file_counts_from_where_it_was_read(project: Path) -> None:
    first = word_file(project / "Beitrag Hort.docx", *TEXT)
    second = edit(first, project / "Beitrag Hort neu.docx", ("im Rathaus nach", "im Bürgerbüro nach"))
    taken_in(project, first)
    taken_in(project, second)
    edited(project)
    before = source(project)
    assert taken_in(project, first) == 0
    assert source(project) == before


def test_two_who_went_on_from_one_text_take_nothing_back_from_each_other(project: Path) -> None:
    first = word_file(project / "Beitrag Hort.docx", *TEXT)
    one = edit(first, project / "Jugendamt.docx", ("im Rathaus", "im Bürgerbüro"), ("17 Uhr", "18 Uhr"))
    other = edit(first, project / "Schulamt.docx", ("im Rathaus", "im Schulamt"), ("freitags", "am Freitag"))
    for path in (first, one, other):
        assert taken_in(project, path) == 0
    text = source(project)
    assert "18 Uhr auf, am Freitag" in text
    box = text[text.index(":::{konflikt}") :]
    assert box.index("im Bürgerbüro") < box.index("**Aus Word:**") < box.index("im Schulamt")


def test_an_author_may_change_her_own_words_once_more(project: Path) -> None:
    path = word_file(project / "Beitrag Hort.docx", *TEXT)
    taken_in(project, path)
    for old, new in (("bis 17 Uhr", "bis 18 Uhr"), ("bis 18 Uhr", "bis 19 Uhr")):
        edit(path, path, (old, new))
        assert taken_in(project, path) == 0
        assert f"{new} auf" in source(project)
    assert "konflikt" not in source(project)


def test_a_new_title_does_not_make_a_second_chapter_of_the_same_file(project: Path) -> None:
    path = word_file(project / "Beitrag Hort.docx", *TEXT)
    taken_in(project, path)
    edited(project)
    word_file(path, *TEXT, title="Der Hort")
    assert taken_in(project, path) == 0
    assert not chapter(project, "der-hort").exists()
    assert "# Der Hort\n" in source(project)
    assert_edits_are_there(source(project))


@pytest.mark.parametrize("arguments", [["--nach", "schulanfang"], []], ids=["section", "no section"])
def test_a_new_title_and_a_new_name_do_not_make_a_second_chapter_either(project: Path, arguments: list[str]) -> None:
    taken_in(project, word_file(project / "Beitrag Hort.docx", *TEXT))
    edited(project)
    renamed = word_file(project / "Fassung 2 (neu).docx", *TEXT, title="Der Hort")
    assert main(["import", str(renamed), *arguments]) == 0
    assert not chapter(project, "der-hort").exists()
    assert "# Der Hort\n" in source(project)
    assert_edits_are_there(source(project))


def test_a_text_that_took_a_chapter_as_its_model_is_a_chapter_of_its_own(project: Path) -> None:
    taken_in(project, word_file(project / "Beitrag Hort.docx", *TEXT))
    before = source(project)
    model = (TEXT[0], "Die Kita hat andere Zeiten.", "Dort gibt es Mittagessen für alle Kinder, die es wollen.")
    assert taken_in(project, word_file(project / "Beitrag Kita.docx", *model, title="Die Kita")) == 0
    assert chapter(project, "die-kita").exists()
    assert source(project) == before


def test_without_a_section_a_text_nobody_knows_is_asked_for_one(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["import", str(word_file(project / "Beitrag Hort.docx", *TEXT))]) == 1
    assert capsys.readouterr().err.startswith("Beitrag Hort.docx: nicht aufgenommen. Geben Sie mit --nach an")


def test_another_text_in_a_file_of_the_same_name_is_a_chapter_of_its_own(project: Path) -> None:
    path = word_file(project / "Beitrag.docx", *TEXT)
    taken_in(project, path)
    before = source(project)
    word_file(path, "Zum Schulweg gehört ein Helm.", "Üben Sie vorher am Wochenende.", title="Schulweg")
    assert taken_in(project, path) == 0
    assert chapter(project, "schulweg").exists()
    assert source(project) == before


def test_a_chapter_checked_in_and_changed_since_has_its_base_in_the_history(project: Path) -> None:
    git(project, "init", "--quiet", "-b", "main")
    git(project, "config", "user.name", "Redaktion")
    git(project, "config", "user.email", "redaktion@stadt.example")
    path = word_file(project.parent / "Beitrag Hort.docx", *TEXT)
    taken_in(project, path)
    git(project, "add", "-A")
    git(project, "commit", "--quiet", "-m", "Stand")
    edited(project)
    git(project, "commit", "--quiet", "-am", "Redaktion")
    edit(path, path, ("im Rathaus nach", "im Bürgerbüro nach"))
    assert taken_in(project, path) == 0
    assert_edits_are_there(source(project))
    assert "im Bürgerbüro nach" in source(project)


def test_an_import_thrown_away_with_git_is_no_base(project: Path) -> None:
    path = word_file(project / "Beitrag Hort.docx", *TEXT)
    taken_in(project, path)
    chapter(project).write_text("# Hort und Ferien\n\nGanz von Hand.\n\n{fakt}`hort-ende`\n", encoding="utf-8")
    assert taken_in(project, path) == 1
    assert "Ganz von Hand." in source(project)


def test_without_a_base_the_first_line_says_what_would_be_lost_and_nothing_is(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = word_file(project / "Beitrag Hort.docx", *TEXT)
    taken_in(project, path)
    edited(project)
    for memory in memories(project):
        memory.unlink()
    before = source(project)
    edit(path, path, ("im Rathaus nach", "im Bürgerbüro nach"))
    capsys.readouterr()
    assert taken_in(project, path) == 1
    shown = capsys.readouterr()
    first, *rest = shown.out.splitlines()
    assert first.startswith("ratgeber/schulanfang/hort-und-ferien.md: Aus dem Ratgeber gingen verloren: ")
    assert first.endswith("1 Angabe, 1 Notiz und 1 Kasten.")
    assert "  Angabe: {fakt} hort-ende" in rest
    assert "  Notiz: „Gilt das für alle Horte?“" in rest
    assert "  Kasten: Tipp: „Melden Sie Ihr Kind früh an.“" in rest
    assert "--ersetzen" in shown.err
    assert source(project) == before
    assert taken_in(project, path, "--vorschau") == 0
    assert capsys.readouterr().out.splitlines()[0] == first
    assert taken_in(project, path, "--ersetzen") == 0
    assert "Aus dem Ratgeber ersetzt: " in capsys.readouterr().out
    assert "{fakt}" not in source(project)
    report = max((project / "eingang" / "berichte").glob("*.bericht.md"), key=lambda place: place.stat().st_mtime_ns)
    assert "Aus dem Ratgeber ersetzt: " in report.read_text(encoding="utf-8")


def test_a_foreign_file_with_a_chapters_name_does_not_replace_it(
    project: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    taken_in(project, word_file(project / "Beitrag Hort.docx", *TEXT))
    edited(project)
    before = source(project)
    foreign = word_file(project / "Anderes.docx", "Unser Verein betreut Kinder am Nachmittag.", "Rufen Sie uns an.")
    monkeypatch.setattr(sys, "stdin", Terminal("j\n"))
    monkeypatch.setattr(sys, "stdout", shown := Terminal())
    assert taken_in(project, foreign) == 1
    assert source(project) == before
    assert "Aus dem Ratgeber gingen verloren" in shown.getvalue().splitlines()[0]
    monkeypatch.setattr(sys, "stdin", Terminal("ersetzen\n"))
    assert taken_in(project, foreign) == 0
    assert "Unser Verein" in source(project)


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_the_memory_is_written_with_the_chapter_or_not_at_all(project: Path) -> None:
    path = word_file(project / "Beitrag Hort.docx", *TEXT)
    assert taken_in(project, path, "--vorschau") == 0
    assert memories(project) == []
    assert not chapter(project).exists()


def test_two_files_of_one_name_have_two_reports(project: Path) -> None:
    for folder, words in (("a", "Zum Hort sagt das Amt dieses."), ("b", "Zum Weg sagt das Amt jenes.")):
        (project / folder).mkdir()
        path = word_file(project / folder / "Beitrag.docx", words, title="Hort")
        assert taken_in(project, path, "--ersetzen") == 0
    assert len(list((project / "eingang" / "berichte").glob("*.bericht.md"))) == 2


def test_a_description_somebody_wrote_stays_and_windows_line_ends_do_too(project: Path) -> None:
    path = word_file(project / "Beitrag Hort.docx", *TEXT)
    document = docx.Document(str(path))
    document.add_picture(io.BytesIO(png()), width=Mm(40))
    document.save(str(path))
    taken_in(project, path)
    text = source(project)
    assert text.count("BITTE BESCHREIBEN") == 1
    text = text.replace("BITTE BESCHREIBEN", "Kinder spielen im Hort").replace("17 Uhr", "{fakt}`hort-ende`")
    chapter(project).write_bytes(text.replace("\n", "\r\n").encode("utf-8"))
    edit(path, path, ("im Rathaus nach", "im Bürgerbüro nach"))
    assert taken_in(project, path) == 0
    expected = text.replace("im Rathaus nach", "im Bürgerbüro nach")
    assert chapter(project).read_bytes() == expected.replace("\n", "\r\n").encode("utf-8")
    assert len(list((project / "ratgeber" / "bilder").rglob("*.png"))) == 1


def test_nothing_of_a_long_text_that_both_sides_worked_on_is_lost(project: Path) -> None:
    """Every second paragraph is the editors', every third the author's: each word of either is there, or in a box."""
    paragraphs = [f"Satz {n} sagt den Eltern, was im Monat {n} zu tun ist und wo sie fragen." for n in range(1, 31)]
    path = word_file(project / "Beitrag Hort.docx", *paragraphs)
    taken_in(project, path)
    text = source(project)
    for n in range(2, 31, 2):
        text = text.replace(f"was im Monat {n} zu", f"was im Monat {n} laut {{fakt}}`wert-{n}` zu")
    chapter(project).write_text(text, encoding="utf-8")
    changed = [
        paragraph.replace("den Eltern", f"allen Eltern{n}") if n % 3 == 0 else paragraph
        for n, paragraph in enumerate(paragraphs, start=1)
    ]
    word_file(path, *changed[10:], *changed[:10], "Ein Satz am Ende.")
    assert taken_in(project, path) == 0
    text = source(project)
    assert [n for n in range(2, 31, 2) if f"{{fakt}}`wert-{n}`" not in text] == []
    assert [n for n in range(3, 31, 3) if f"allen Eltern{n}," not in text] == []
    assert "Ein Satz am Ende." in text


def with_comment(path: Path, paragraph: str, words: str) -> Path:
    document = docx.Document(str(path))
    place = next(each for each in document.paragraphs if each.text == paragraph)
    document.add_comment(place.runs, text=words, author="Beispielname")
    document.save(str(path))
    return path


def test_a_comment_is_noted_once_however_often_the_file_comes(project: Path) -> None:
    path = with_comment(word_file(project / "Beitrag Hort.docx", *TEXT), TEXT[1], "Stimmt das noch?")
    taken_in(project, path)
    assert source(project).count("Stimmt das noch?") == 1
    edit(path, path, ("bis 17 Uhr", "bis 18 Uhr"))
    taken_in(project, path)
    assert source(project).count("Stimmt das noch?") == 1
    text = source(project)
    start = text.index(":::{redaktionsnotiz}")
    chapter(project).write_text(text[:start] + text[text.index(":::\n", start + 1) + 5 :], encoding="utf-8")
    assert "Stimmt das noch?" not in source(project)
    edit(path, path, ("bis 18 Uhr", "bis 19 Uhr"))
    taken_in(project, path)
    assert "bis 19 Uhr" in source(project)
    assert "Stimmt das noch?" not in source(project)
    with_comment(path, TEXT[2], "Und am Samstag?")
    taken_in(project, path)
    assert source(project).count("Und am Samstag?") == 1
    assert "Stimmt das noch?" not in source(project)


@pytest.mark.office
def test_the_file_may_come_again_as_odt(project: Path) -> None:
    path = word_file(project / "Beitrag Hort.docx", *TEXT)
    taken_in(project, path)
    edited(project)
    before = source(project)
    folder = project / "odt"
    folder.mkdir()
    same = office.convert([path], to="odt", folder=folder)[path]
    assert taken_in(project, same) == 0
    assert source(project) == before
    changed = edit(path, project / "neu.docx", ("im Rathaus nach", "im Bürgerbüro nach"))
    assert taken_in(project, office.convert([changed], to="odt", folder=folder)[changed]) == 0
    assert_edits_are_there(source(project))
    assert "im Bürgerbüro nach" in source(project)
    assert "konflikt" not in source(project)
