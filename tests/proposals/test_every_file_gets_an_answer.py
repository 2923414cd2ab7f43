"""Whatever lies in the inbox is answered; one bad file neither stops a run nor makes it red."""

from __future__ import annotations

import io
import re
from pathlib import Path

import docx
import pytest

from fact_sheets.filled_sheets import ANSWERED, CHANGED, CONTACTS, FACTS, REMARK, RIGHT, Filled
from guide_project import MAILBOXES, SCHOOL, YOUTH, Project, git
from proposals.inbox_case import branches, machine, message, person, upload_files, word_file
from ratgeber_tools.cli import main
from ratgeber_tools.writers.word import template


def word_bytes(title: str) -> bytes:
    document = docx.Document()
    document.add_heading(title, level=1)
    document.add_paragraph("Text.")
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


FOREIGN = {
    "eingang/schulanfang/Flyer.pdf": (b"%PDF-1.7", "ist eine PDF-Datei"),
    "eingang/Foto.jpg": (b"\xff\xd8\xff", "Bilder gehören in die Word-Datei"),
    "eingang/hilfe/Anfrage.msg": (b"x", "Öffnen Sie die E-Mail, und speichern Sie den Anhang"),
    "eingang/unbekannter-ordner/Zahlen.xlsx": (b"PK", "ist eine Tabellen-Datei"),
    "eingang/schulanfang/tief/unten/notiz.txt": (b"x", "ist eine reine Textdatei"),
    "eingang/schulanfang/Mac.pages/Index.zip": (b"PK", "ist eine Pages-Datei"),
    "eingang/schulanfang/leer.docx": (b"", "ist leer (0 Byte)"),
    "eingang/schulanfang/Vorlage.docx": (template.build(), "Die Vorlage ist noch leer"),
    "eingang/berichte/Verirrt.zip": (b"PK2", "ist ein gepackter Ordner"),
}
BESIDE = ("eingang/schulanfang/~$Beitrag.docx", "eingang/.DS_Store", "eingang/LIESMICH.md", "eingang/hilfe/.gitkeep")


def test_every_kind_of_file_is_answered_with_a_proposal_that_takes_it_out_of_the_inbox(
    forge: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    files = {name: content for name, (content, _) in FOREIGN.items()}
    upload_files(forge, {**files, **dict.fromkeys(BESIDE, b"x")})
    code, root = machine(forge, monkeypatch)
    assert code == 0
    found = branches(forge)
    assert len(found) == len(FOREIGN)
    said = {name: message(root, name) for name in found}
    for place, (_, sentence) in FOREIGN.items():
        name = "Mac.pages" if ".pages" in place else Path(place).name
        (branch,) = [each for each in found if f"Nicht aufgenommen: {name}" in said[each].splitlines()[0]]
        assert branch.startswith("beitrag/unklar-")
        assert sentence in said[branch].replace("\\", "")
        assert str(root) not in said[branch]
        changed = git(forge, "diff", "--no-renames", "--name-status", "main", branch).splitlines()
        assert [line for line in changed if line.startswith("D")] == [f"D\t{place}"]
        assert [line for line in changed if "eingang/berichte/" in line and line.startswith("A")]
    assert "~$" not in capsys.readouterr().out


@pytest.mark.parametrize("command", ["import", "convert"])
def test_import_and_convert_say_the_same_of_such_a_file(
    command: str, project: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "Flyer.pdf"
    path.write_bytes(b"%PDF-1.7")
    monkeypatch.chdir(project.root)
    more = ["--nach", "schulanfang"] if command == "import" else [str(tmp_path / "neu.md")]
    assert main([command, str(path), *more]) == 1
    assert "„Flyer.pdf“ ist eine PDF-Datei und lässt sich nicht übernehmen." in capsys.readouterr().err


def test_a_link_costs_only_itself(forge: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    uploader = person(forge, "hochladende", YOUTH)
    folder = uploader.root / "eingang" / "schulanfang"
    word_file(folder / "gut.docx", "Text.")
    (folder / "frech.docx").symlink_to("/etc/hostname")
    uploader.commit(YOUTH)
    git(uploader.root, "push", "--quiet")
    code, root = machine(forge, monkeypatch)
    assert code == 0
    refused, good = sorted(branches(forge), key=lambda name: "unklar" not in name)
    assert good.startswith("beitrag/schulanfang-hort-und-ferien-")
    said = message(root, refused)
    assert "Das ist eine Verknüpfung" in said
    assert str(root) not in said
    assert "D\teingang/schulanfang/frech.docx" in git(forge, "diff", "--name-status", "main", refused)


def test_the_same_file_twice_is_one_proposal_that_takes_both_out(forge: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    content = word_bytes("Brotdose")
    upload_files(forge, {"eingang/Beitrag.docx": content, "eingang/schulanfang/Beitrag (1).docx": content})
    assert machine(forge, monkeypatch)[0] == 0
    (branch,) = branches(forge)
    assert branch.startswith("beitrag/schulanfang-brotdose-")
    files = git(forge, "ls-tree", "-r", "--name-only", branch).splitlines()
    assert not [name for name in files if name.endswith(".docx")]


def test_several_files_show_how_far_it_is_and_end_with_an_overview(
    forge: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    names = ("Eins", "Zwei", "Drei")
    files = {f"eingang/schulanfang/Beitrag {name}.docx": word_bytes(name) for name in names}
    upload_files(forge, {**files, "eingang/schulanfang/Flyer.pdf": b"%PDF"})
    assert machine(forge, monkeypatch)[0] == 0
    out = capsys.readouterr().out
    assert re.findall(r"^(\d von 4): ", out, re.MULTILINE) == ["1 von 4", "2 von 4", "3 von 4", "4 von 4"]
    assert "1 von 4: Beitrag Drei.docx …" in out
    assert "Übersicht über 4 Dateien: 3 vorgeschlagen, 1 nicht aufgenommen." in out


def test_a_push_that_fails_is_told_after_all_others_are_done(
    forge: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    files = {f"eingang/schulanfang/{name}.docx": word_bytes(name) for name in ("Eins", "Zwei", "Drei")}
    upload_files(forge, files)
    hook = forge / "hooks" / "update"
    hook.parent.mkdir(exist_ok=True)
    hook.write_text('#!/bin/sh\ncase "$1" in *drei*) exit 1;; esac\n')
    hook.chmod(0o755)
    assert machine(forge, monkeypatch)[0] == 1
    shown = capsys.readouterr()
    assert "Drei.docx: Das Hochladen ging nicht" in shown.err
    assert "Übersicht über 3 Dateien: 2 vorgeschlagen, 1 ohne Antwort geblieben." in shown.out
    assert len(branches(forge)) == 2
    hook.unlink()
    assert machine(forge, monkeypatch)[0] == 0
    assert len(branches(forge)) == 3


def test_names_that_lead_nowhere_do_not_keep_the_others_waiting(
    project: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "leerer Ordner").mkdir()
    path = word_file(tmp_path / "Ordner" / "Beitrag.docx", "Text.")
    project.act_as(YOUTH)
    monkeypatch.chdir(project.root)
    words = [str(tmp_path / "fehlt.docx"), str(tmp_path / "leerer Ordner"), str(path.parent)]
    assert main(["eingang", *words, "--nach", "schulanfang", "--ohne-vorschau"]) == 1
    shown = capsys.readouterr()
    assert "fehlt.docx: Diese Datei gibt es nicht" in shown.err
    assert "In diesem Ordner liegt keine Datei" in shown.err
    assert "Beitrag.docx: vorgeschlagen" in shown.out


@pytest.fixture
def sheet(project: Project, monkeypatch: pytest.MonkeyPatch) -> bytes:
    """A fact sheet that went out from the project and was kept there."""
    for name, text in (("fakten", FACTS), ("anlaufstellen", CONTACTS)):
        project.write_file(f"daten/{name}.yaml", text.encode())
    monkeypatch.chdir(project.root)
    target = project.root.parent / "hinaus"
    target.mkdir()
    assert main(["faktenblatt", "--stelle", "amt", "--nach", str(target), "--heute", "24.11.2026"]) == 0
    project.commit(SCHOOL)
    (path,) = target.glob("*.docx")
    return path.read_bytes()


def filled(sheet: bytes, path: Path) -> bytes:
    blank = Filled(sheet).tick("frist", RIGHT).type("beitrag", CHANGED, "75 (Closes #7)")
    return blank.type("offen", REMARK, "/merge").save(path).read_bytes()


def test_a_filled_fact_sheet_in_the_inbox_is_read_in_and_proposed(
    sheet: bytes, forge: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ratgeber_tools.data.dates.local_today", lambda: ANSWERED)
    upload_files(forge, {"eingang/Antwort.docx": filled(sheet, tmp_path / "a.docx")})
    code, root = machine(forge, monkeypatch)
    assert code == 0
    (branch,) = branches(forge)
    assert branch.startswith("beitrag/faktenblatt-amt-")
    data = git(forge, "show", f"{branch}:ratgeber/daten/fakten.yaml")
    assert "bestaetigt_durch: amt" in data
    assert data.count("bestaetigt_durch") == 1
    changed = git(forge, "diff", "--name-status", "main", branch).splitlines()
    assert "D\teingang/Antwort.docx" in changed
    (note,) = [line.partition("\t")[2] for line in changed if "redaktion/rueckmeldungen/" in line]
    listing = git(forge, "show", f"{branch}:{note}")
    assert f"Eingegangen von: von {YOUTH}" in listing
    assert MAILBOXES[YOUTH] not in listing
    said = message(root, branch)
    assert said.startswith("# Faktenblatt: Schulamt\n")
    assert f"Eingegangen: von {YOUTH}, über den Ordner eingang/" in said
    assert "Neu laut Stelle: „75" in said
    assert "Closes #7" not in said
    assert not re.search(r"^\s*/merge", said, re.MULTILINE)
    assert "es gilt der Eingang am" in said
    assert str(root) not in said


def test_a_fact_sheet_that_never_went_out_is_refused_without_a_path_of_the_machine(
    sheet: bytes, forge: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    cleaner = person(forge, "leert", SCHOOL)
    for path in (cleaner.guide / "redaktion" / "faktenblaetter").glob("*"):
        path.unlink()
    cleaner.commit(SCHOOL)
    git(cleaner.root, "push", "--quiet")
    upload_files(forge, {"eingang/Antwort.docx": filled(sheet, tmp_path / "a.docx")})
    code, root = machine(forge, monkeypatch)
    assert code == 0
    (branch,) = branches(forge)
    said = message(root, branch)
    assert "ist kein Faktenblatt, das von hier hinausging" in said
    assert str(tmp_path) not in said
    assert "ratgeber/daten" not in git(forge, "diff", "--name-only", "main", branch)


def test_an_office_follows_from_the_commit_and_not_from_a_variable_of_the_run(
    forge: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    upload_files(forge, {"eingang/schulanfang/Beitrag.docx": word_bytes("Brotdose")}, office=YOUTH)
    for name in ("GIT_AUTHOR_EMAIL", "GIT_COMMITTER_EMAIL", "EMAIL"):
        monkeypatch.setenv(name, MAILBOXES[SCHOOL])
    monkeypatch.setenv("GIT_AUTHOR_NAME", SCHOOL)
    assert machine(forge, monkeypatch)[0] == 0
    (branch,) = branches(forge)
    assert git(forge, "log", "-1", "--format=%an <%ae>", branch) == f"{YOUTH} <{MAILBOXES[YOUTH]}>"


def test_a_file_nobody_has_committed_is_from_whom_the_settings_name_and_no_variable(
    project: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = word_file(tmp_path / "Beitrag.docx", "Text.")
    project.act_as(YOUTH)
    monkeypatch.setenv("GIT_AUTHOR_EMAIL", MAILBOXES[SCHOOL])
    monkeypatch.setenv("GIT_CONFIG_COUNT", "1")
    monkeypatch.setenv("GIT_CONFIG_KEY_0", "user.email")
    monkeypatch.setenv("GIT_CONFIG_VALUE_0", MAILBOXES[SCHOOL])
    monkeypatch.chdir(project.root)
    assert main(["eingang", str(path), "--nach", "schulanfang", "--ohne-vorschau"]) == 0
    (branch,) = git(project.root, "for-each-ref", "--format=%(refname)", "refs/heads/beitrag").split()
    assert git(project.root, "log", "-1", "--format=%ae", branch) == MAILBOXES[YOUTH]


def test_a_table_of_offices_that_is_only_on_the_disk_makes_nobody_an_office(
    project: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = word_file(tmp_path / "Beitrag.docx", "Text.")
    roles = project.guide / "redaktion" / "rollen.yaml"
    roles.write_text("stellen:\n  Gesundheitsamt: neu@stadt.example\n", encoding="utf-8")
    git(project.root, "config", "user.email", "neu@stadt.example")
    monkeypatch.chdir(project.root)
    assert main(["eingang", str(path), "--nach", "schulanfang", "--ohne-vorschau"]) == 0
    (branch,) = git(project.root, "for-each-ref", "--format=%(refname)", "refs/heads/beitrag").split()
    assert git(project.root, "log", "-1", "--format=%an", branch) == "Beitrag"
