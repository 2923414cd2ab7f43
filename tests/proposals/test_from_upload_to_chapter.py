"""The door as a whole, on a bare repository: somebody uploads a Word file, a machine proposes, somebody merges."""

from __future__ import annotations

import tempfile
from fnmatch import fnmatch
from pathlib import Path

import pytest

from fake_forge import fake_forge
from guide_project import SCHOOL, YOUTH, Project, git
from proposals.inbox_case import UPLOAD, branches, machine, message, person, upload, word_file
from ratgeber_tools.cli import inbox_command, main
from ratgeber_tools.readers import word
from word_editing import edit


def test_an_uploaded_file_becomes_a_branch_and_merging_it_takes_the_chapter_in(
    forge: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    upload(forge, UPLOAD, "Der Hort hat auch in den Ferien offen.")
    code, root = machine(forge, monkeypatch)
    assert code == 0
    (branch,) = branches(forge)
    assert branch.startswith("beitrag/schulanfang-hort-und-ferien-")
    assert git(root, "status", "--porcelain", "--", "ratgeber", "eingang") == ""  # the clone itself is as it was
    said = message(root, branch)
    assert said.startswith("# Neues Kapitel: Hort und Ferien\n")
    assert "„Zusammenführen“" in said

    reviewer = person(forge, "pruefer", SCHOOL)
    git(reviewer.root, "merge", "--quiet", "--no-ff", "-m", "Angenommen", f"origin/{branch}")
    git(reviewer.root, "push", "--quiet")
    files = git(forge, "ls-tree", "-r", "--name-only", "main").splitlines()
    assert "ratgeber/schulanfang/hort-und-ferien.md" in files
    assert [name for name in files if fnmatch(name, "eingang/berichte/schulanfang-hort-und-ferien-*.bericht.md")]
    assert not [name for name in files if name.endswith(".docx")]
    chapter = git(forge, "show", "main:ratgeber/schulanfang/hort-und-ferien.md")
    assert "Der Hort hat auch in den Ferien offen." in chapter
    assert machine(forge, monkeypatch)[0] == 0
    assert branches(forge) == [branch]


def test_the_branch_is_in_the_name_of_who_brought_the_file(forge: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    upload(forge, UPLOAD, "Text.")
    machine(forge, monkeypatch)
    (branch,) = branches(forge)
    assert git(forge, "log", "-1", "--format=%an <%ae>", branch) == f"{YOUTH} <jugendamt@stadt.example>"


def test_a_second_run_leaves_a_branch_alone_that_somebody_works_on(
    forge: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    upload(forge, UPLOAD, "Text.")
    machine(forge, monkeypatch)
    (branch,) = branches(forge)
    editor = person(forge, "redaktion", SCHOOL)
    git(editor.root, "checkout", "--quiet", branch)
    path = editor.guide / "schulanfang" / "hort-und-ferien.md"
    path.write_text(path.read_text(encoding="utf-8") + "\nVon Hand ergänzt.\n", encoding="utf-8")
    editor.commit(SCHOOL)
    git(editor.root, "push", "--quiet")
    before = git(forge, "rev-parse", branch)
    assert machine(forge, monkeypatch)[0] == 0
    assert "ist schon in Arbeit" in capsys.readouterr().out
    assert git(forge, "rev-parse", branch) == before


def test_a_better_file_gets_a_branch_of_its_own(forge: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    upload(forge, UPLOAD, "Erster Versuch.")
    machine(forge, monkeypatch)
    upload(forge, UPLOAD, "Zweiter Versuch.")
    machine(forge, monkeypatch)
    assert len(branches(forge)) == 2


def test_a_changed_chapter_is_proposed_and_the_old_one_stays_until_it_is_merged(
    forge: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    upload(forge, Path("eingang/schulanfang/anmeldung.docx"), "Ganz neu.", title="Ihr Kind anmelden")
    _, root = machine(forge, monkeypatch)
    (branch,) = branches(forge)
    said = message(root, branch).splitlines()
    assert said[0] == "# Erst ansehen: Geändertes Kapitel: Ihr Kind anmelden"
    assert said[2].startswith("Aus dem Ratgeber gingen verloren: 4 Wörter.")
    assert "Sie melden Ihr Kind an." in git(forge, "show", "main:ratgeber/schulanfang/anmeldung.md")
    assert "Ganz neu." in git(forge, "show", f"{branch}:ratgeber/schulanfang/anmeldung.md")


@pytest.mark.parametrize(
    ("place", "sentence"),
    [
        ("eingang/Beitrag.docx", "Legen Sie sie in einen dieser Ordner: eingang/schulanfang/."),
        ("eingang/schule/Beitrag.docx", "Den Abschnitt „schule“ gibt es im Ratgeber nicht"),
    ],
)
def test_a_file_nobody_can_place_is_answered_with_what_to_do(
    forge: Path, monkeypatch: pytest.MonkeyPatch, place: str, sentence: str
) -> None:
    upload(forge, Path(place), "Text.")
    code, root = machine(forge, monkeypatch)
    assert code == 0
    (branch,) = branches(forge)
    said = message(root, branch)
    assert "Nicht aufgenommen: Beitrag.docx" in said
    assert sentence in said
    changed = git(forge, "diff", "--name-status", "main", branch).splitlines()
    assert sorted(line[0] for line in changed) == ["A", "D"]
    assert not [line for line in changed if "ratgeber/" in line]


def test_a_damaged_file_does_not_keep_the_others_waiting(
    forge: Path, project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    uploader = person(forge, "hochladende", YOUTH)
    folder = uploader.root / "eingang" / "schulanfang"
    word_file(folder / "gut.docx", "Text.")
    (folder / "defekt.docx").write_bytes(b"defekt")
    uploader.commit(YOUTH)
    git(uploader.root, "push", "--quiet")
    assert machine(forge, monkeypatch)[0] == 0
    assert [name.rpartition("-")[0] for name in branches(forge)] == [
        "beitrag/schulanfang-hort-und-ferien",
        "beitrag/unklar-defekt",
    ]


@pytest.mark.parametrize("where", [(word, "read"), (inbox_command, "_findings_in")], ids=["reading", "checking"])
def test_a_bug_of_ours_costs_the_file_it_happens_in(
    where: tuple[object, str], project: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    paths = [word_file(tmp_path / f"{name}.docx", "Text.", title=f"Kapitel {name}") for name in ("a", "b")]
    owner, name = where
    sound = getattr(owner, name)

    def stumble(path: Path, *arguments: object, **options: object) -> object:
        if "a.docx" in path.name or any("kapitel-a" in str(argument) for argument in arguments):
            raise IndexError("list index out of range")
        return sound(path, *arguments, **options)

    monkeypatch.setattr(owner, name, stumble)
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    project.act_as(YOUTH)
    monkeypatch.chdir(project.root)
    assert main(["eingang", *map(str, paths), "--nach", "schulanfang", "--ohne-vorschau"]) == 0
    shown = capsys.readouterr()
    assert "b.docx: vorgeschlagen → ratgeber/schulanfang/kapitel-b.md" in shown.out
    told = next((project.root / "_build" / "eingang").glob("unklar-a-*/nachricht.md")).read_text("utf-8")
    assert "a.docx: Das Werkzeug hat einen Fehler gemacht, nicht Sie" in told
    assert "Traceback" not in shown.err


def test_a_file_handed_over_needs_no_forge(
    project: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    path = word_file(tmp_path / "Beitrag.docx", "Text.")
    project.act_as(YOUTH)
    monkeypatch.chdir(project.root)
    assert main(["eingang", str(path), "--nach", "schulanfang", "--ohne-vorschau"]) == 0
    assert "Beitrag.docx: vorgeschlagen → ratgeber/schulanfang/hort-und-ferien.md" in capsys.readouterr().out
    assert git(project.root, "status", "--porcelain", "--", "ratgeber") == ""
    assert path.exists()


def test_a_chapter_that_already_says_it_is_not_proposed_again(
    forge: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    upload(forge, UPLOAD, "Text.")
    machine(forge, monkeypatch)
    (branch,) = branches(forge)
    reviewer = person(forge, "pruefer", SCHOOL)
    git(reviewer.root, "merge", "--quiet", "--no-ff", "-m", "Angenommen", f"origin/{branch}")
    git(reviewer.root, "push", "--quiet", "origin", "HEAD", f":{branch}")
    monkeypatch.chdir(reviewer.root)
    path = word_file(forge.parent / "Beitrag Hort.docx", "Text.")
    assert main(["eingang", str(path), "--nach", "schulanfang", "--ohne-vorschau"]) == 0
    assert "ändert nichts" in capsys.readouterr().out


def test_a_branch_the_forge_was_not_told_of_is_tried_again(
    forge: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    upload(forge, UPLOAD, "Text.")
    for name in ("CI_API_V4_URL", "CI_PROJECT_ID", "RATGEBER_TOKEN"):
        monkeypatch.delenv(name, raising=False)
    assert machine(forge, monkeypatch, "--nachricht-an", "gitlab")[0] == 1
    assert "RATGEBER_TOKEN" in capsys.readouterr().err
    assert branches(forge) == []
    assert machine(forge, monkeypatch)[0] == 0
    assert len(branches(forge)) == 1


@pytest.mark.parametrize("kind", ["gitlab", "forgejo", "github"])
def test_a_run_killed_between_branch_and_request_is_made_good_by_the_next(
    forge: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], kind: str
) -> None:
    upload(forge, UPLOAD, "Text.")
    with fake_forge(kind) as server:
        for name, value in server.variables.items():
            monkeypatch.setenv(name, value)
        with monkeypatch.context() as killed:
            killed.setattr("ratgeber_tools.proposals.forge.open_request", interrupt)
            assert machine(forge, monkeypatch, "--nachricht-an", kind)[0] != 0
        (branch,) = branches(forge)
        before = git(forge, "rev-parse", branch)
        assert server.requests == []
        code, root = machine(forge, monkeypatch, "--nachricht-an", kind)
        assert code == 0
        assert server.requests == [(branch, "open")]
        assert server.payload["title"] == "Neues Kapitel: Hort und Ferien"
        assert message(root, branch).startswith("# Neues Kapitel: Hort und Ferien\n")
        assert "vorgeschlagen" in capsys.readouterr().out
        for state in ("open", "closed"):
            server.requests = [(branch, state)]
            assert machine(forge, monkeypatch, "--nachricht-an", kind)[0] == 0
            assert "ist schon in Arbeit" in capsys.readouterr().out
            assert server.requests == [(branch, state)]
        server.requests, server.status = [], 500
        assert machine(forge, monkeypatch, "--nachricht-an", kind)[0] == 1
        assert git(forge, "rev-parse", branch) == before


def interrupt(*_: object, **__: object) -> str:
    raise KeyboardInterrupt


def test_a_branch_that_is_only_here_is_brought_to_the_other_side(
    forge: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    upload(forge, UPLOAD, "Text.")
    _, root = machine(forge, monkeypatch)
    (branch,) = branches(forge)
    git(forge, "branch", "-D", branch)
    monkeypatch.chdir(root)
    assert main(["eingang", "--hochladen", "--ohne-vorschau"]) == 0
    assert branches(forge) == [branch]


def test_a_chapter_back_from_review_is_merged_on_its_branch_wherever_it_was_dropped(
    project: Project, forge: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(project.root)
    assert main(["export", "schulanfang/anmeldung", "--nach", str(project.root.parent / "hinaus")]) == 0
    project.write("schulanfang/anmeldung", "# Anmeldung\n\nSie melden Ihr Kind an.\n\nInzwischen dazu.\n")
    project.commit(SCHOOL)
    git(project.root, "push", "--quiet", str(forge), "HEAD:main")

    sender = person(forge, "gegenleser", YOUTH)
    (sender.root / "eingang").mkdir(exist_ok=True)
    sent = project.root.parent / "hinaus" / "schulanfang-anmeldung.docx"
    edit(sent, sender.root / "eingang" / "Antwort vom Amt.docx", ("melden Ihr Kind an", "melden Ihr Kind dort an"))
    sender.commit(YOUTH)
    git(sender.root, "push", "--quiet")

    assert machine(forge, monkeypatch)[0] == 0
    (branch,) = branches(forge)
    assert branch.startswith("beitrag/schulanfang-anmeldung-")
    chapter = git(forge, "show", f"{branch}:ratgeber/schulanfang/anmeldung.md")
    assert "Sie melden Ihr Kind dort an.\n\nInzwischen dazu.\n" in f"{chapter}\n"
    _, root = machine(forge, monkeypatch)
    files = git(forge, "ls-tree", "-r", "--name-only", branch).splitlines()
    assert "eingang/Antwort vom Amt.docx" not in files
    assert [name for name in files if fnmatch(name, "eingang/berichte/schulanfang-anmeldung-antwort-*.rueckweg.md")]
    said = next(root.parent.glob("lauf-*/_build/eingang/*/nachricht.md")).read_text(encoding="utf-8")
    assert said.startswith("# Gegengelesen: Anmeldung\n")
    assert "Was inzwischen im Ratgeber geändert wurde, ist noch da" in said


def test_an_empty_inbox_is_no_mistake(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(project.root)
    assert main(["eingang"]) == 0


def test_the_preview_shows_the_new_chapter_and_the_message_leads_to_it(
    forge: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    conf = (Path(__file__).parents[2] / "conf.py").read_text(encoding="utf-8")
    uploader = person(forge, "hochladende", YOUTH)
    (uploader.root / "conf.py").write_text(conf, encoding="utf-8")
    word_file(uploader.root / UPLOAD, "Der Hort hat offen.")
    monkeypatch.chdir(uploader.root)
    uploader.commit(YOUTH)
    assert main(["eingang", "--adresse", "https://plattform.example/lauf/7"]) == 0
    (branch,) = git(uploader.root, "for-each-ref", "--format=%(refname:short)", "refs/heads/beitrag").split()
    place = f"_build/eingang/{branch.partition('/')[2]}/html/schulanfang/hort-und-ferien.html"
    assert "Der Hort hat offen." in (uploader.root / place).read_text(encoding="utf-8")
    assert f"[Vorschau öffnen](https://plattform.example/lauf/7/{place})" in message(uploader.root, branch)


def test_a_foreign_building_block_in_the_chapter_a_file_goes_back_to_is_told_in_the_message(
    project: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    planted = tmp_path / "geheim.txt"
    planted.write_text("planwort", encoding="utf-8")
    monkeypatch.chdir(project.root)
    assert main(["export", "schulanfang/anmeldung", "--nach", str(tmp_path / "aus")]) == 0
    chapter = project.guide / "schulanfang" / "anmeldung.md"
    text = chapter.read_text(encoding="utf-8")
    chapter.write_text(f"{text}\n:::{{include}} {planted}\n:::\n", encoding="utf-8")
    project.commit(SCHOOL)
    target = project.root / "eingang" / "Antwort.docx"
    target.parent.mkdir(exist_ok=True)
    edit(tmp_path / "aus" / "schulanfang-anmeldung.docx", target, ("Sie melden", "Bitte melden Sie"))
    main(["eingang", "--ohne-vorschau"])
    (message,) = (project.root / "_build" / "eingang").rglob("nachricht.md")
    told = message.read_text(encoding="utf-8")
    assert "Den Baustein {include} gibt es nicht." in told
    assert "planwort" not in told
