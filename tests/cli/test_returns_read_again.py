"""A returned file that was read has itself as base: reading it again changes nothing, whatever went on since."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from guide_project import git
from ratgeber_tools.cli import main
from word_editing import edit, with_note, with_paragraph_after, without_paragraph

SOURCE = """\
---
status: entwurf
zustaendig: Jugendamt
---

# Hort

Im Hort sind Kinder nach der Schule.
Er hat bis 17 Uhr auf.

- Turnbeutel
- Brotdose

Fragen Sie im Rathaus nach.

Zum Schluss ein Satz.
"""


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    root = tmp_path / "Projekt"
    (root / "ratgeber" / "schulanfang").mkdir(parents=True)
    (root / "ratgeber" / "schulanfang" / "index.md").write_text("# Teil\n", encoding="utf-8")
    (root / "conf.py").write_text("", encoding="utf-8")
    write(root, SOURCE)
    monkeypatch.chdir(root)
    return root


@pytest.fixture
def repository(project: Path) -> Path:
    git(project, "init", "--quiet", "-b", "main")
    git(project, "config", "user.name", "Redaktion")
    git(project, "config", "user.email", "redaktion@stadt.example")
    return project


def chapter(root: Path) -> Path:
    return root / "ratgeber" / "schulanfang" / "hort.md"


def source(root: Path) -> str:
    return chapter(root).read_text(encoding="utf-8")


def write(root: Path, text: str) -> None:
    chapter(root).write_text(text, encoding="utf-8", newline="\n")


def change_here(root: Path, old: str, new: str) -> None:
    assert source(root).count(old) == 1
    write(root, source(root).replace(old, new))


def went_out(root: Path) -> Path:
    assert main(["export", "schulanfang/hort", "--nach", "Aus"]) == 0
    return root / "Aus" / "schulanfang-hort.docx"


def commit(root: Path) -> None:
    git(root, "add", "-A")
    git(root, "commit", "--quiet", "-m", "Stand")


def read(path: Path) -> None:
    assert main(["import", str(path)]) == 0


def memories(root: Path) -> list[Path]:
    return sorted((root / "ratgeber" / "redaktion" / "ausgaben").glob("*/gelesen/*.json"))


def assert_known(root: Path, back: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = source(root)
    capsys.readouterr()
    read(back)
    assert source(root) == before
    out = capsys.readouterr().out
    assert "(unverändert)" in out
    assert "Diese Datei ist schon eingelesen" in out


def with_conflict(root: Path) -> Path:
    back = edit(went_out(root), root / "zurück.docx", ("Rathaus", "Bürgerbüro"))
    change_here(root, "Rathaus", "Jugendamt")
    return back


def decided(root: Path, words: str) -> None:
    text = source(root)
    start, end = text.index(":::{konflikt}"), text.index(":::\n", text.index("**Aus Word:**")) + 4
    write(root, f"{text[:start]}{words}\n{text[end:]}")


def test_what_was_read_is_kept_with_the_export_and_nothing_for_an_unedited_file(project: Path) -> None:
    sent = went_out(project)
    read(sent)
    assert memories(project) == []
    read(edit(sent, project / "zurück.docx", ("Rathaus", "Bürgerbüro")))
    assert len(memories(project)) == 1


def test_a_paragraph_is_not_there_twice(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    back = with_paragraph_after(went_out(project), project / "zurück.docx", "Brotdose", "Bitte mit Namen.")
    change_here(project, "- Brotdose\n", "")
    read(back)
    assert source(project).count("Bitte mit Namen.") == 1
    assert_known(project, back, capsys)


@pytest.mark.parametrize("commits", [False, True])
@pytest.mark.parametrize(
    "words", ["Fragen Sie uns.", "Fragen Sie im Bürgerbüro nach.", "Fragen Sie im Jugendamt nach."]
)
def test_a_conflict_that_was_decided_does_not_come_back(
    repository: Path, words: str, commits: bool, capsys: pytest.CaptureFixture[str]
) -> None:
    back = with_conflict(repository)
    commit(repository)
    read(back)
    decided(repository, words)
    if commits:
        commit(repository)
    assert_known(repository, back, capsys)


def test_a_conflict_decided_without_git_does_not_come_back(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    back = with_conflict(project)
    read(back)
    decided(project, "Fragen Sie uns.")
    assert_known(project, back, capsys)


@pytest.mark.parametrize("commits", [False, True])
def test_a_file_that_says_what_the_chapter_says_already_counts_as_read(
    repository: Path, commits: bool, capsys: pytest.CaptureFixture[str]
) -> None:
    back = without_paragraph(went_out(repository), repository / "zurück.docx", "Zum Schluss")
    commit(repository)
    change_here(repository, "\nZum Schluss ein Satz.\n", "")  # both struck it
    read(back)
    assert "zusammengeführt" not in capsys.readouterr().out
    if commits:
        commit(repository)
    change_here(repository, "- Turnbeutel", "Zum Schluss ein Satz.\n\n- Turnbeutel")  # put in again, elsewhere
    assert_known(repository, back, capsys)


def test_a_file_that_said_what_was_thrown_away_is_read_again(repository: Path) -> None:
    back = without_paragraph(went_out(repository), repository / "zurück.docx", "Zum Schluss")
    commit(repository)
    change_here(repository, "\nZum Schluss ein Satz.\n", "")
    read(back)
    git(repository, "checkout", "--", "ratgeber/schulanfang/hort.md")
    assert "Zum Schluss" in source(repository)
    read(back)
    assert "Zum Schluss" not in source(repository)


def test_what_somebody_took_out_again_later_stays_out(repository: Path, capsys: pytest.CaptureFixture[str]) -> None:
    back = with_paragraph_after(went_out(repository), repository / "zurück.docx", "Zum Schluss", "Ganz neu.")
    commit(repository)
    read(back)
    commit(repository)
    change_here(repository, "\nGanz neu.\n", "")
    commit(repository)
    assert_known(repository, back, capsys)


def test_a_file_is_known_when_others_were_read_since(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    sent = went_out(project)
    first = edit(sent, project / "eins.docx", ("Rathaus", "Bürgerbüro"))
    second = edit(sent, project / "zwei.docx", ("Rathaus", "Schulamt"), ("Brotdose", "Box"))
    read(first)
    read(second)
    assert_known(project, first, capsys)
    assert_known(project, second, capsys)


def test_a_paragraph_that_was_only_split_is_known(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    sent = went_out(project)
    back = project / "zurück.docx"
    edit(sent, back, ("Schule. Er hat", 'Schule.</w:t></w:r></w:p><w:p><w:r><w:t xml:space="preserve">Er hat'))
    read(back)
    assert "Schule.\n\nEr hat" in source(project)
    change_here(project, "Er hat bis", "- Er hat bis")
    assert_known(project, back, capsys)


def test_a_file_is_known_though_nothing_of_it_is_left_when_another_was_read_since(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    sent = went_out(project)
    first = edit(sent, project / "eins.docx", ("Rathaus", "Bürgerbüro"))
    read(first)
    read(edit(sent, project / "zwei.docx", ("Brotdose", "Box")))
    change_here(project, "Bürgerbüro", "Rathaus")
    assert_known(project, first, capsys)


def test_an_import_that_was_thrown_away_does_not_count(repository: Path) -> None:
    back = edit(went_out(repository), repository / "zurück.docx", ("Rathaus", "Bürgerbüro"))
    commit(repository)
    read(back)
    git(repository, "checkout", "--", "ratgeber/schulanfang/hort.md")
    assert "Rathaus" in source(repository)
    assert len(memories(repository)) == 1
    read(back)
    assert source(repository) == SOURCE.replace("Rathaus", "Bürgerbüro")


def test_nor_does_it_when_something_else_was_changed_since(repository: Path) -> None:
    back = edit(went_out(repository), repository / "zurück.docx", ("Rathaus", "Bürgerbüro"))
    commit(repository)
    read(back)
    git(repository, "checkout", "--", "ratgeber/schulanfang/hort.md")
    change_here(repository, "Turnbeutel", "Turnschuhe")
    commit(repository)
    read(back)
    assert source(repository) == SOURCE.replace("Rathaus", "Bürgerbüro").replace("Turnbeutel", "Turnschuhe")


def test_an_import_on_a_branch_that_was_not_merged_does_not_count(repository: Path) -> None:
    back = edit(went_out(repository), repository / "zurück.docx", ("Rathaus", "Bürgerbüro"))
    commit(repository)
    git(repository, "checkout", "--quiet", "-b", "beitrag")
    read(back)
    commit(repository)
    git(repository, "checkout", "--quiet", "main")
    read(back)
    assert source(repository) == SOURCE.replace("Rathaus", "Bürgerbüro")


@pytest.mark.parametrize("squash", [False, True])
def test_an_import_on_a_branch_that_was_merged_counts(
    repository: Path, squash: bool, capsys: pytest.CaptureFixture[str]
) -> None:
    back = edit(went_out(repository), repository / "zurück.docx", ("Rathaus", "Bürgerbüro"))
    commit(repository)
    git(repository, "checkout", "--quiet", "-b", "beitrag")
    read(back)
    commit(repository)
    git(repository, "checkout", "--quiet", "main")
    change_here(repository, "Turnbeutel", "Turnschuhe")
    commit(repository)
    git(repository, "merge", "--quiet", *(["--squash"] if squash else ["-m", "Zweig"]), "beitrag")
    commit(repository) if squash else None
    change_here(repository, "Bürgerbüro", "Amt")
    commit(repository)
    assert_known(repository, back, capsys)


def test_a_renamed_chapter_is_still_the_one_that_was_read_into(
    repository: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    back = edit(went_out(repository), repository / "zurück.docx", ("Rathaus", "Bürgerbüro"))
    read(back)
    commit(repository)
    git(repository, "mv", "ratgeber/schulanfang/hort.md", "ratgeber/schulanfang/nachmittag.md")
    commit(repository)
    path = repository / "ratgeber" / "schulanfang" / "nachmittag.md"
    path.write_text(path.read_text(encoding="utf-8").replace("Bürgerbüro", "Amt"), encoding="utf-8")
    commit(repository)
    capsys.readouterr()
    assert main(["import", str(back), "--kapitel", "schulanfang/nachmittag"]) == 0
    assert "unverändert" in capsys.readouterr().out
    assert "Fragen Sie im Amt nach." in path.read_text(encoding="utf-8")


def test_windows_line_ends_make_no_other_chapter(repository: Path, capsys: pytest.CaptureFixture[str]) -> None:
    back = edit(went_out(repository), repository / "zurück.docx", ("Rathaus", "Bürgerbüro"))
    read(back)
    commit(repository)
    chapter(repository).write_bytes(chapter(repository).read_bytes().replace(b"\n", b"\r\n"))
    before = chapter(repository).read_bytes()
    read(back)
    assert chapter(repository).read_bytes() == before
    assert "schon eingelesen" in capsys.readouterr().out


def test_a_file_worked_on_further_brings_only_what_is_new(project: Path) -> None:
    first = edit(went_out(project), project / "eins.docx", ("Rathaus", "Bürgerbüro"), ("Brotdose", "Box"))
    read(first)
    change_here(project, "Bürgerbüro", "Amt am Markt")  # what she wrote was changed since, and she did not
    second = edit(
        first, project / "zwei.docx", ("Zum Schluss ein", "Zum Schluss noch ein"), ("Turnbeutel", "Sportzeug")
    )
    read(second)
    wanted = SOURCE.replace("Rathaus", "Amt am Markt").replace("Brotdose", "Box")
    assert source(project) == wanted.replace("ein Satz", "noch ein Satz").replace("Turnbeutel", "Sportzeug")


def test_what_a_reviewer_took_back_herself_goes(project: Path) -> None:
    once = edit(went_out(project), project / "eins.docx", ("Turnbeutel", "Turnbeutel und Schuhe und Socken"))
    read(once)
    second = edit(once, project / "zwei.docx", (" und Socken", ""))
    read(second)
    assert "- Turnbeutel und Schuhe\n" in source(project)


def test_a_paragraph_somebody_added_and_moved_later_stands_once(project: Path) -> None:
    sent = went_out(project)
    first = edit(sent, project / "a.docx", ("Turnbeutel", "Turnschuhe"))
    first = with_paragraph_after(first, project / "eins.docx", "Im Hort sind", "Neu ist der Garten. Er ist groß.")
    read(first)
    second = without_paragraph(first, project / "b.docx", "Neu ist der Garten.")
    read(with_paragraph_after(second, project / "zwei.docx", "Fragen Sie", "Neu ist der Garten. Er ist groß."))
    added = "nach.\n\nNeu ist der Garten.\nEr ist groß.\n"
    assert source(project) == SOURCE.replace("Turnbeutel", "Turnschuhe").replace("nach.\n", added)


WITH_NOTE = SOURCE.replace("17 Uhr auf.", "17 Uhr auf.[^1]") + "\n[^1]: Freitags nur bis 15 Uhr.\n"


@pytest.mark.parametrize("also_new", [False, True])
def test_a_footnote_of_ones_own_is_worked_on_under_the_label_it_got_in_the_chapter(
    project: Path, also_new: bool
) -> None:
    write(project, WITH_NOTE)
    sent = went_out(project)
    first = with_note(sent, project / "eins.docx", "Zum Schluss", "Das ist der letzte Satz hier.")
    ours = WITH_NOTE.replace("Rathaus nach.", "Rathaus nach.[^2]") + "[^2]: Es steht am Markt.\n"
    write(project, ours)
    read(first)
    assert "[^3]: Das ist der letzte Satz hier.\n" in source(project)
    second = edit(first, project / "zwei.docx", ("letzte Satz", "allerletzte Satz"), part="word/footnotes.xml")
    if also_new:  # in front of hers, so that hers gets another number
        second = with_note(second, project / "drei.docx", "Im Hort sind", "Mit Garten.", number=91)
    read(second)
    text = source(project)
    assert "{konflikt}" not in text
    assert "[^2]: Es steht am Markt.\n" in text
    assert "ein Satz.[^3]" in text
    assert "[^3]: Das ist der allerletzte Satz hier.\n" in text
    assert ("[^4]: Mit Garten.\n" in text) == also_new


def test_another_reviewer_who_struck_the_same_takes_nothing_else_back(project: Path) -> None:
    sent = went_out(project)
    first = without_paragraph(sent, project / "a.docx", "Im Hort sind Kinder")
    read(edit(first, project / "eins.docx", ("Brotdose", "Box")))
    second = without_paragraph(sent, project / "b.docx", "Im Hort sind Kinder")
    read(edit(second, project / "zwei.docx", ("Turnbeutel", "Sportzeug")))
    assert "- Sportzeug\n- Box\n" in source(project)


def test_a_damaged_memory_is_named_with_what_to_do(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    back = edit(went_out(project), project / "zurück.docx", ("Rathaus", "Bürgerbüro"))
    read(back)
    (memory,) = memories(project)
    memory.write_text("<<<<<<< HEAD\n", encoding="utf-8")
    capsys.readouterr()
    assert main(["import", str(back)]) == 1
    assert "beschädigt" in capsys.readouterr().err
    memory.unlink()
    read(back)
    assert source(project) == SOURCE.replace("Rathaus", "Bürgerbüro")


def test_the_memory_can_be_taken_away_to_compare_anew(project: Path) -> None:
    back = edit(went_out(project), project / "zurück.docx", ("Rathaus", "Bürgerbüro"))
    read(back)
    change_here(project, "Bürgerbüro", "Rathaus")
    shutil.rmtree(memories(project)[0].parent)
    read(back)
    assert source(project) == SOURCE.replace("Rathaus", "Bürgerbüro")


def test_each_chapter_of_one_file_is_remembered(repository: Path, capsys: pytest.CaptureFixture[str]) -> None:
    other = repository / "ratgeber" / "schulanfang" / "geld.md"
    other.write_text("# Geld\n\nGeld gibt es im Amt.\n", encoding="utf-8")
    assert main(["export", "--alle", "--ein-dokument", "--nach", "Alle"]) == 0
    sent = next((repository / "Alle").glob("*.docx"))
    back = edit(sent, repository / "zurück.docx", ("Rathaus", "Bürgerbüro"), ("Geld gibt es im", "Geld gibt es nur im"))
    read(back)
    assert len(memories(repository)) == 2
    commit(repository)
    change_here(repository, "Bürgerbüro", "Amt")
    before = source(repository), other.read_text(encoding="utf-8")
    capsys.readouterr()
    read(back)
    assert (source(repository), other.read_text(encoding="utf-8")) == before
    assert before[1] == "# Geld\n\nGeld gibt es nur im Amt.\n"


def test_a_preview_remembers_nothing(project: Path) -> None:
    back = edit(went_out(project), project / "zurück.docx", ("Rathaus", "Bürgerbüro"))
    assert main(["import", str(back), "--vorschau"]) == 0
    assert memories(project) == []


def test_three_offices_answers_stand_side_by_side_to_the_letter(project: Path) -> None:
    (project / "ratgeber" / "redaktion").mkdir(exist_ok=True)
    offices = {"Jugendamt": "Bürgerbüro", "Schulamt": "Schulamt", "Gesundheitsamt": "Gesundheitsamt"}
    table = "".join(f"  {office}: {office.lower()}@stadt.example\n" for office in offices)
    (project / "ratgeber" / "redaktion" / "rollen.yaml").write_text(f"stellen:\n{table}", encoding="utf-8")
    sent = went_out(project)
    back = {office: edit(sent, project / f"{office}.docx", ("Rathaus", word)) for office, word in offices.items()}
    edit(back["Gesundheitsamt"], back["Gesundheitsamt"], ("Fragen Sie", "Bitte fragen Sie"))
    for office, path in back.items():
        assert main(["import", str(path), "--stelle", office]) == 0
    text = source(project)
    assert (
        text[text.index(":::{konflikt}") : text.index("Zum Schluss")]
        == """\
:::{konflikt}
**Im Ratgeber:**

Fragen Sie im Bürgerbüro nach.

**Aus Word, Schulamt:**

Fragen Sie im Schulamt nach.

**Aus Word (2), Gesundheitsamt:**

Bitte fragen Sie im Gesundheitsamt nach.
:::

"""
    )
    for office, path in back.items():
        assert main(["import", str(path), "--stelle", office]) == 0
    assert source(project) == text
