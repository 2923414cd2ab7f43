"""No key of the machine reaches a program that reads what anybody has sent in."""

from __future__ import annotations

import ast
import shutil
import subprocess
from pathlib import Path
from typing import Any

import docx
import pytest

from guide_project import SCHOOL, Project, git
from ratgeber_tools import history, sandbox
from ratgeber_tools.cli import main
from ratgeber_tools.keyless import environment

PACKAGE = Path(__file__).parents[1] / "tools" / "ratgeber_tools"
SECRET = "streng-geheim"
KEYS = {
    **dict.fromkeys(
        (
            "RATGEBER_TOKEN",
            "GITHUB_TOKEN",
            "CI_JOB_TOKEN",
            "CI_JOB_JWT_V2",
            "DB_PASSWORD",
            "AWS_SECRET_ACCESS_KEY",
            "RATGEBER_VORSCHAU_SCHLUESSEL",
        ),
        SECRET,
    ),
    "GEGENSTELLE": f"https://ratgeber:{SECRET}@forge.example/a.git",
    "GIT_CONFIG_COUNT": "1",
    "GIT_CONFIG_KEY_0": "http.extraheader",
    "GIT_CONFIG_VALUE_0": f"AUTHORIZATION: basic {SECRET}",
}
#: These start what developers call, and read nothing that anybody has sent in.
FOR_DEVELOPERS = {"cli/lint_command.py", "cli/test_command.py", "cli/benchmark_command.py"}


def test_what_looks_like_a_key_goes_and_everything_else_stays() -> None:
    plain = {"PATH": "/usr/bin", "SSH_AUTH_SOCK": "/run/agent", "GIT_AUTHOR_EMAIL": "a@b.example", "KEYMAP": "de"}
    assert environment({**KEYS, **plain}) == {**plain, "GIT_CONFIG_KEY_0": "http.extraheader"}


def test_settings_of_git_without_a_key_stay() -> None:
    settings = {"GIT_CONFIG_COUNT": "1", "GIT_CONFIG_KEY_0": "core.autocrlf", "GIT_CONFIG_VALUE_0": "false"}
    assert environment(settings) == settings


def test_every_program_is_started_with_an_environment_somebody_has_chosen() -> None:
    left = set()
    for path in PACKAGE.rglob("*.py"):
        name = path.relative_to(PACKAGE).as_posix()
        text = path.read_text(encoding="utf-8")
        for node in ast.walk(ast.parse(text)) if "subprocess." in text else ():  # to read them all takes seconds
            starts = (
                isinstance(node, ast.Call)
                and isinstance(node.func, ast.Attribute)
                and isinstance(node.func.value, ast.Name)
                and (node.func.value.id, node.func.attr)
                in {("subprocess", each) for each in ("run", "Popen", "call", "check_call", "check_output")}
            )
            if starts and "env" not in {keyword.arg for keyword in node.keywords}:
                left.add(name)
    assert left <= FOR_DEVELOPERS


@pytest.fixture
def seen(monkeypatch: pytest.MonkeyPatch, real_processes: None) -> list[tuple[list[str], dict[str, str]]]:
    """Return what is started from now on, and with which environment."""
    started: list[tuple[list[str], dict[str, str]]] = []
    sound = subprocess.Popen

    class Watched(sound):  # type: ignore[type-arg]
        def __init__(self, command: Any, *arguments: Any, **named: Any) -> None:
            import os

            given = named.get("env")
            started.append(([str(part) for part in command], dict(os.environ if given is None else given)))
            super().__init__(command, *arguments, **named)

    monkeypatch.setattr(subprocess, "Popen", Watched)
    return started


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Project:
    made = Project.create(tmp_path / "p")
    (made.root / "conf.py").touch()
    made.write("index", "# Ratgeber\n\n```{toctree}\nhort\n```\n", head="")
    made.write("hort", "# Hort\n\nDer Hort ist offen.\n")
    path = made.root / "eingang" / "schulanfang" / "Ferien.docx"
    path.parent.mkdir(parents=True)
    document = docx.Document()
    document.add_heading("Ferien", level=1)
    document.add_paragraph("Ein Absatz.")
    document.save(str(path))
    made.commit(SCHOOL)
    git(tmp_path, "clone", "--quiet", "--bare", str(made.root), str(tmp_path / "forge.git"))
    for name, value in KEYS.items():
        monkeypatch.setenv(name, value)
    monkeypatch.chdir(made.root)
    return made


@pytest.mark.parametrize(
    "words",
    [
        ("import", "eingang/schulanfang/Ferien.docx", "--nach", "schulanfang"),
        ("convert", "eingang/schulanfang/Ferien.docx", "neu.md"),
        ("eingang", "--ohne-vorschau"),
        ("eingang", "--ohne-vorschau", "--hochladen", "{forge}"),
        ("check", "--neu"),
        ("status",),
        ("freigeben", "hort", "--beschluss", "TOP 3", "--ja", "9", "--nein", "1", "--enthalten", "2"),
    ],
    ids=lambda words: " ".join(words[:3]),
)
def test_no_key_reaches_a_program_that_does_not_talk_to_another_machine(
    project: Project, seen: list[tuple[list[str], dict[str, str]]], words: tuple[str, ...]
) -> None:
    main([word.format(forge=project.root.parent / "forge.git") for word in words])
    told = [
        command
        for command, given in seen
        if not {"push", "fetch", "ls-remote"} & set(command) and any(SECRET in value for value in given.values())
    ]
    assert told == []
    assert seen or words[0] in {"convert", "import"}


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
@pytest.mark.office
def test_neither_does_it_reach_the_office_program(
    project: Project, seen: list[tuple[list[str], dict[str, str]]]
) -> None:
    (project.root / "alt.rtf").write_text(r"{\rtf1 Hallo}", encoding="ascii")
    sandbox._bubblewrap.cache_clear()
    main(["convert", "alt.rtf", "neu.md"])
    assert any("soffice" in part for command, _ in seen for part in command)
    assert not any(SECRET in value for _, given in seen for value in given.values())


def test_git_that_only_reads_sees_none(project: Project, seen: list[tuple[list[str], dict[str, str]]]) -> None:
    repository = history.find_repository(project.root)
    assert repository is not None
    assert repository.has_commits()
    assert seen
    assert not any(SECRET in value for _, given in seen for value in given.values())
