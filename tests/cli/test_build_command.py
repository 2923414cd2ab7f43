"""`ratgeber build`: Sphinx as a process, its output in German lines, exit codes."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from ratgeber_tools.cli import main
from ratgeber_tools.cli.build_command import as_lines
from ratgeber_tools.cli.sphinx_process import (
    Job,
    SphinxMessage,
    explain_failure,
    read_messages,
    run_sphinx,
)
from ratgeber_tools.cli.warm_sphinx import WarmSphinx
from ratgeber_tools.keyless import build_environment

ROOT = Path(__file__).parents[2]
HEAD = "---\nstatus: entwurf\nzustaendig: Amt\nstand: 24.11.2026\n---\n"


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project with the real settings and one chapter, as the current folder."""
    shutil.copy(ROOT / "conf.py", tmp_path)
    (tmp_path / "ratgeber").mkdir()
    (tmp_path / "ratgeber" / "index.md").write_text("# Ratgeber\n\n```{toctree}\na\n```\n", encoding="utf-8")
    write_chapter(tmp_path, "Text.")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def write_chapter(project: Path, text: str) -> None:
    (project / "ratgeber" / "a.md").write_text(f"{HEAD}# A\n\n{text}\n", encoding="utf-8")


# --------------------------------------------------------------------------------------- what a build gets to see


def test_a_build_sees_no_key_of_the_machine_that_runs_it() -> None:
    secret = ("RATGEBER_TOKEN", "GITHUB_TOKEN", "CI_JOB_TOKEN", "CI_JOB_JWT", "AWS_SECRET_ACCESS_KEY", "DB_PASSWORD",
              "SSH_AUTH_SOCK", "GIT_CONFIG_VALUE_0", "CI_REPOSITORY_URL", "HTTPS_PROXY", "GITHUB_ENV")  # fmt: skip
    seen = build_environment({**dict.fromkeys(secret, "geheim"), "PATH": "/usr/bin", "HOME": "/home/a"})
    assert "geheim" not in seen.values()
    assert (seen["PATH"], seen["HOME"], seen["LC_ALL"]) == ("/usr/bin", "/home/a", "C.UTF-8")


@pytest.mark.parametrize("way", ["process", "warm"])
def test_the_process_that_builds_has_no_key_in_its_environment(
    project: Path, monkeypatch: pytest.MonkeyPatch, way: str, real_processes: None
) -> None:
    monkeypatch.setenv("RATGEBER_TOKEN", "geheim")
    (project / "spion.py").write_text(
        "import os\nfrom pathlib import Path\n\n\ndef setup(app):\n"
        "    Path(app.confdir, 'gesehen.txt').write_text(repr(sorted(os.environ)), encoding='utf-8')\n",
        encoding="utf-8",
    )
    with (project / "conf.py").open("a", encoding="utf-8") as conf:
        conf.write("\nimport sys\nsys.path.insert(0, '.')\nextensions = ['spion', *extensions]\n")
    if way == "process":
        run_sphinx("html", project, job=Job(project / "ratgeber", project / "bau", is_strict=False))
    else:
        with WarmSphinx(project, Job(project / "ratgeber", project / "bau")) as sphinx:
            sphinx.build()
    seen = (project / "gesehen.txt").read_text(encoding="utf-8")
    assert "PATH" in seen
    assert "TOKEN" not in seen


# ------------------------------------------------------------------------------------------ reading Sphinx


def test_messages_are_taken_apart() -> None:
    text = (
        "/g/a.md:3: WARNING: Ein Satz. [ratgeber.bild-fehlt]\n/g/b.md: WARNING: Noch einer.\nWARNING: Ohne Ort [x.y]\n"
    )
    assert list(read_messages(text)) == [
        SphinxMessage(Path("/g/a.md"), 3, "Ein Satz.", "ratgeber.bild-fehlt"),
        SphinxMessage(Path("/g/b.md"), None, "Noch einer."),
        SphinxMessage(None, None, "Ohne Ort", "x.y"),
    ]


def test_a_path_of_windows_is_a_path() -> None:
    (message,) = read_messages("C:\\g\\a.md:3: WARNING: Ein Satz.\n")
    assert (message.path, message.line) == (Path("C:\\g\\a.md"), 3)


def test_lines_below_a_message_belong_to_it_until_a_blank_one() -> None:
    text = "/a.md:1: ERROR: eins\nzwei [docutils]\n\nExtension error!\n\nVersions\n========\n"
    assert [message.text for message in read_messages(text)] == ["eins zwei"]


def test_messages_come_out_in_the_order_of_the_files() -> None:
    messages = [
        SphinxMessage(Path("/g/b.md"), 2, "y"),
        SphinxMessage(Path("/g/a.md"), 10, "x", "ratgeber.platzhalter"),
        SphinxMessage(Path("/g/a.md"), 9, "z", "myst.role_unknown"),
    ]
    assert as_lines(messages) == [
        f"{Path('/g/a.md')}:9: Fehler: z",
        f"{Path('/g/a.md')}:10: Fehler [platzhalter]: x",
        f"{Path('/g/b.md')}:2: Fehler: y",
    ]


def test_a_failure_that_speaks_is_passed_on() -> None:
    text = "Traceback\n    File x\n    sphinx.errors.ExtensionError: Das PDF geht nicht.\n\nThe full traceback\n"
    assert explain_failure(text) == "Das PDF geht nicht."


def test_a_bug_is_named_as_one_with_its_log() -> None:
    said = explain_failure("Traceback\n    KeyError: 'x'\n\nsaved in:\n/ablage/sphinx-err-1.log\n")
    assert said.startswith("Das Werkzeug hat einen Fehler gemacht, nicht Sie: KeyError: 'x'")
    assert "/ablage/sphinx-err-1.log" in said


def test_silence_is_a_bug_too() -> None:
    assert "keine Meldung" in explain_failure("")


# ------------------------------------------------------------------------------------------------- building


def test_a_good_guide_says_where_the_result_lies(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["build", "html"]) == 0
    captured = capsys.readouterr()
    assert captured.out.replace("\\", "/").startswith("Web: _build/html/index.html (")
    assert len(captured.out.splitlines()) == 1
    assert captured.err == ""
    assert (project / "_build" / "html" / "index.html").is_file()


def test_both_editions_are_built_and_a_mistake_is_told_once(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write_chapter(project, "TODO {unfug}`x`")
    assert main(["build"]) == 1
    lines = capsys.readouterr().out.replace("\\", "/").splitlines()
    assert [line.partition(": ")[0] for line in lines[:2]] == ["ratgeber/a.md:8", "ratgeber/a.md:8"]
    assert "Die Auszeichnung {unfug}`…` gibt es nicht." in lines[0] + lines[1]
    assert lines[2] == "2 Fehler. Gebaut wurde trotzdem:"
    assert [line.partition(" (")[0] for line in lines[3:]] == [
        "Web: _build/html/index.html",
        "PDF: _build/pdf/elternratgeber.pdf",
    ]


def test_built_together_the_pages_offer_the_pdf_of_the_same_words(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write_chapter(project, "Ein Satz.")
    assert main(["build"]) == 0
    lines = capsys.readouterr().out.replace("\\", "/").splitlines()
    assert [line.partition(":")[0] for line in lines] == ["Web", "PDF"]
    pages = project / "_build" / "html"
    assert 'href="pdf/kapitel/a.pdf"' in (pages / "a.html").read_text(encoding="utf-8")
    whole = (project / "_build" / "pdf" / "elternratgeber.pdf").read_bytes()
    assert (pages / "pdf" / "elternratgeber.pdf").read_bytes() == whole


def test_the_e_book_is_built_when_asked_for_and_pages_built_with_it_offer_it(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["build", "html", "epub"]) == 0
    lines = capsys.readouterr().out.replace("\\", "/").splitlines()
    assert [line.partition(" (")[0] for line in lines] == [
        "Web: _build/html/index.html",
        "E-Book: _build/epub/elternratgeber.epub",
    ]
    pages = project / "_build" / "html"
    assert 'href="ebook/elternratgeber.epub" type="application/epub+zip"' in (pages / "a.html").read_text("utf-8")
    book = (project / "_build" / "epub" / "elternratgeber.epub").read_bytes()
    assert (pages / "ebook" / "elternratgeber.epub").read_bytes() == book


def test_pages_built_alone_offer_no_older_pdf(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["build"]) == 0
    assert main(["build", "html"]) == 0
    assert "application/pdf" not in (project / "_build" / "html" / "a.html").read_text(encoding="utf-8")


def test_a_missing_picture_stops_and_says_so_in_german(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write_chapter(project, "![Ein Bild](fehlt.png)")
    assert main(["build", "html"]) == 1
    captured = capsys.readouterr()
    lines = captured.out.splitlines()
    assert "[bild-fehlt]: Das Bild fehlt.png gibt es nicht." in lines[0]
    assert lines[1] == "Web nicht gebaut: Ein Bild fehlt; die Stellen stehen oben. Ohne sie wird nichts gebaut."
    assert lines[2] == "1 Fehler."
    assert "Traceback" not in captured.out + captured.err


def test_a_build_that_was_broken_off_is_done_anew(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["build", "html"]) == 0
    index = project / "_build" / "html" / "_static" / "suche" / "index.js"
    whole = index.read_bytes()
    index.write_bytes(whole[: len(whole) // 2])
    (project / "_build" / "html.unfertig").touch()  # what a build leaves that is cut off
    assert main(["build", "html"]) == 0
    assert index.read_bytes() == whole
    assert not (project / "_build" / "html.unfertig").exists()


def test_an_unknown_edition_is_wrong_use(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(["build", "mobi"])
    assert stopped.value.code == 2
    assert "„mobi“ gibt es nicht; möglich sind html, pdf, epub" in capsys.readouterr().err


def test_outside_a_project_it_says_where_to_go(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(["build"]) == 1
    assert "Wechseln Sie in den Projektordner" in capsys.readouterr().err
