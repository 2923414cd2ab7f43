"""Every command the handbook and the README name, run as it stands there, or at least understood."""

from __future__ import annotations

import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import docx
import pytest

from guide_project import SCHOOL, YOUTH, Project, git
from ratgeber_tools.cli import COMMANDS, parser_of

ROOT = Path(__file__).parents[2]
PAGES = (*sorted((ROOT / "docs" / "handbuch").glob("*.md")), ROOT / "README.md", ROOT / "CONTRIBUTING.md")
STARTER = "./elternratgeber"
#: A line of its own, indented or in a fence; a remark behind it does not count.
LINE = re.compile(r"^ *((?:\./elternratgeber|make|git) ?[^#`\n]*?)(?: +#.*)?$", re.MULTILINE)
INLINE = re.compile(r"(?<!`)`((?:\./elternratgeber|make) [^`…]+)`(?!`)")
#: Names of the command that are not there for who has only cloned the project, but for the sentence that says so.
ELSE = re.compile(r"\.venv[/\\](?:bin|Scripts)|^ *ratgeber [a-z]|`ratgeber [a-z]", re.MULTILINE)
SAID = "Wo eine Meldung `ratgeber check` sagt"
#: What cannot run inside a test, and where it is run instead.
ELSEWHERE = {
    "test": "this run itself",
    "lint": "before each commit, on the whole tool",
    "benchmark": "takes minutes; its suites are imported by it",
    "vorschau": "never ends; tests/preview",
    "bilder": "needs Chromium and minutes; tests/browser",
    "print": "takes minutes; tests/press, tests/cli/test_print_edition.py",
}
GUIDES = ROOT / "tests" / "guides"
MAKEFILE = (ROOT / "Makefile").read_text(encoding="utf-8")


def lines() -> list[str]:
    """Return every command that stands on a line of its own, each once."""
    found = [match[1].strip() for page in PAGES for match in LINE.finditer(page.read_text(encoding="utf-8"))]
    return list(dict.fromkeys(line for line in found if line.split()[0] in (STARTER, "make", "git")))


def mentioned() -> list[str]:
    """Return every command in a sentence, each once."""
    found = [match[1] for page in PAGES for match in INLINE.finditer(page.read_text(encoding="utf-8"))]
    return list(dict.fromkeys(found))


def recipe(target: str) -> list[str]:
    """Return what a make target calls, as words behind `ratgeber`; a test fails if there is no such target."""
    found = re.search(rf"^{target}:.*\n\t@\$\(RATGEBER\) ?(.*)$", MAKEFILE, re.MULTILINE)
    assert found is not None, f"make {target}"
    return shlex.split(found[1])


def command_of(line: str) -> list[str]:
    """Return the words behind `ratgeber` that a line comes to."""
    words = shlex.split(line)
    if words[0] == STARTER:
        return words[1:]
    targets = [word for word in words[1:] if "=" not in word]
    if targets == ["clean"]:
        return []
    return recipe(targets[0] if targets else "working")


def runs_elsewhere(line: str) -> bool:
    return line.split()[0] != "git" and command_of(line)[:1] != [] and command_of(line)[0] in ELSEWHERE


#: What the handbook's examples name besides the records of `tests/guides/bausteine`.
OFFICE = """
landesschulamt:
  name: Landesschulamt
  art: Amt
  zustaendig: landesschulamt

gesundheitsamt:
  name: Gesundheitsamt
  art: Amt
  zustaendig: gesundheitsamt
"""
FACT = """
anmeldefrist:
  titel: Anmeldefrist
  wert: 1. März
  zustaendig: landesschulamt
  quellen: [{titel: Stadt Musterstadt, vertrauen: amtlich}]

untersuchung-termin:
  titel: Termin der Untersuchung
  wert: im Frühjahr
  zustaendig: gesundheitsamt
  quellen: [{titel: Stadt Musterstadt, vertrauen: amtlich}]
"""
#: A fact sheet the office sends back; it has to lie there before it can be read.
SHEET = f"{STARTER} faktenblatt --stelle gesundheitsamt --nach . --heute 24.11.2026"
#: A chapter that went out and came back, under the names the handbook and the README give such a file.
ANSWERS = (
    f"{STARTER} export schulanfang/anmeldung --nach Ausgaben && "
    "cp Ausgaben/schulanfang-anmeldung.docx 'Antwort vom Jugendamt.docx'"
)


def make_guide(root: Path) -> Project:
    """Make a small guide without mistakes; its chapter on enrolment is public, and has been changed since."""
    project = Project.create(root)
    shutil.copyfile(ROOT / "conf.py", root / "conf.py")
    (root / ".gitignore").write_text("_build/\n", encoding="utf-8")
    project.lay_over(GUIDES / "klein")
    shutil.copytree(GUIDES / "bausteine" / "daten", project.guide / "daten")
    shutil.copytree(GUIDES / "bausteine" / "anhang" / "formulare", project.guide / "anhang" / "formulare")
    for name, addition in (("anlaufstellen", OFFICE), ("fakten", FACT)):
        with (project.guide / "daten" / f"{name}.yaml").open("a", encoding="utf-8") as file:
            file.write(addition)
    project.commit(SCHOOL)
    for name in ("index", "schulanfang/index", "schulanfang/anmeldung", "anhang/glossar"):
        project.release(name, YOUTH)
    chapter = project.guide / "schulanfang" / "anmeldung.md"
    chapter.write_text(chapter.read_text(encoding="utf-8") + "\nBringen Sie Ihr Kind mit.\n", encoding="utf-8")
    project.commit(SCHOOL)
    return project


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project as an office has it: a clone, with the tool prepared, and a Word file waiting."""
    folder = tmp_path_factory.mktemp("handbuch")
    released = make_guide(folder / "redaktion")
    git(folder, "clone", "--quiet", "--bare", str(released.root), str(folder / "plattform.git"))
    project = Project(folder / "projekt", released.now)
    git(folder, "clone", "--quiet", str(folder / "plattform.git"), str(project.root))
    git(project.root, "config", "user.name", "Redaktion")
    project.act_as(YOUTH)
    with (project.root / ".git" / "info" / "exclude").open("a") as excluded:
        excluded.write("/*\n!/ratgeber\n!/eingang\n")
    for name in ("Makefile", "elternratgeber", "pyproject.toml", "requirements.lock", "tools/ensure_venv.py"):
        (project.root / name).parent.mkdir(exist_ok=True)
        shutil.copy(ROOT / name, project.root / name)
    shutil.copytree(ROOT / "docs" / "handbuch", project.root / "docs" / "handbuch")
    programs = project.root / ".venv" / "bin"
    programs.mkdir(parents=True)
    for name, call in (("ratgeber", "-m ratgeber_tools.cli"), ("python", "")):
        (programs / name).write_text(f'#!/bin/sh\nexec "{sys.executable}" {call} "$@"\n', encoding="utf-8")
        (programs / name).chmod(0o755)
    (project.root / ".venv" / ".bereit").touch()
    document = docx.Document()
    document.add_heading("Brotdose", level=1)
    document.add_paragraph("Packen Sie am Abend.")
    (project.root / "eingang" / "schulanfang").mkdir(parents=True)
    for place in ("Beitrag.docx", "Beitrag Hort.docx", "eingang/schulanfang/Beitrag.docx"):
        document.save(str(project.root / place))
    return folder


@pytest.fixture
def project(template: Path, tmp_path: Path) -> Path:
    shutil.copytree(template / "projekt", tmp_path / "projekt", symlinks=True)
    return tmp_path / "projekt"


def accept(words: list[str]) -> None:
    """Let the command's own parser read the words; it ends the test with a usage message if it cannot."""
    if words in (["--help"], ["--version"]):
        return
    command = next((command for command in COMMANDS if command.name == words[0]), None)
    assert command is not None, f"ratgeber {words[0]}"
    if "--help" not in words:
        parser_of(command).understand(words[1:])


#: README's heading -> its first commands; who writes needs none.
ROLES = {
    "Ich schreibe": 0,
    "Ich redigiere": 3,
    "Ich betreue den Server": 3,
    "Ich entwickle": 3,
}


@pytest.mark.parametrize("role", ROLES)
def test_the_readme_gives_each_role_its_first_commands(role: str) -> None:
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    section = text.partition(f"## {role}\n")[2].partition("\n## ")[0]
    assert section
    assert len(LINE.findall(section)) == ROLES[role]
    assert all(match[1].strip() in lines() for match in LINE.finditer(section))


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_page_calls_the_tool_by_its_starter(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    assert not [text[found.start() :][:60] for found in ELSE.finditer(text.replace(SAID, ""))]


def test_commands_are_found_at_all() -> None:
    assert len(lines()) > 25
    assert len(mentioned()) > 10


@pytest.mark.parametrize("line", [line for line in lines() if not runs_elsewhere(line)], ids=str)
def test_a_command_on_a_line_of_its_own_does_what_it_should(line: str, project: Path) -> None:
    if "../sicherung.git" in line and "--mirror" not in line:  # the line before it has made the backup
        git(project, "clone", "--quiet", "--mirror", ".", "../sicherung.git")
    if "--einlesen" in line:
        run(SHEET, project)
    if "ratgeber import" in line and "--nach" not in line and ("Antwort" in line or "Ausgaben/" in line):
        run(ANSWERS, project)
    run(line, project)


def run(line: str, project: Path) -> None:
    """Run a command as it is typed in the project's folder; it has to succeed."""
    path = f"{Path(sys.executable).parent}:/usr/local/bin:/usr/bin:/bin"
    done = subprocess.run(
        ["bash", "-c", line], cwd=project, env={"PATH": path, "HOME": str(project.parent), "LANG": "C.UTF-8"},
        capture_output=True, text=True, stdin=subprocess.DEVNULL, check=False,
    )  # fmt: skip
    assert done.returncode == 0, f"{line}\n{done.stdout[-3000:]}{done.stderr[-3000:]}"


@pytest.mark.parametrize("line", [line for line in lines() if runs_elsewhere(line)])
def test_a_command_that_is_run_elsewhere_is_understood(line: str) -> None:
    accept(command_of(line))


@pytest.mark.parametrize("line", mentioned())
def test_a_command_in_a_sentence_is_understood(line: str) -> None:
    words = command_of(line)
    if words:
        accept(words)
