"""Every command the handbook and the README name, run as it stands there, or at least understood.

A line is run twice over: as it is typed, with a tool that only writes down the words that reach it; and these words by
the tool itself, once for all lines that come to the same.
"""

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
from ratgeber_tools.cli import COMMANDS, main, parser_of
from ratgeber_tools.editions.legal import LEGAL_CHAPTERS
from ratgeber_tools.guide.internal_parts import without_internal_parts

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
    "einrichten": "asks on a terminal; tests/cli/test_setup_command.py",
    "vorschau": "never ends; tests/preview",
    "redaktion": "never ends; tests/desk",
    "editor": "asks the network for npm's packages; tests/desk/test_bundle.py",
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
SHEET = "faktenblatt --stelle gesundheitsamt --nach . --heute 24.11.2026"
#: The same of a school.
SCHOOL_SHEET = "faktenblatt --stelle gs-nord --nach . --heute 24.11.2026"
#: A chapter that went out and came back, under the names the handbook and the README give such a file.
ANSWERS = ("Ausgaben/schulanfang-anmeldung.docx", "Antwort vom Jugendamt.docx")
#: A chapter that went out to be translated.
TRANSLATION = Path("Blätter", "schulanfang-anmeldung-uk.docx")
#: What writes below `_build` only: these run one after another in one place, as they do in an office.
BUILDING = ("build", "public", "handbuch")
#: Stands where the tool is installed, for make and for the starter, and keeps the words it is called with.
WRITES_DOWN = """#!/bin/sh
[ "$1 $2 $3" = "-P -m ratgeber_tools.cli" ] && shift 3
printf '%s\\n' "$@" >> gerufen
"""


def make_guide(root: Path) -> Project:
    """Make a small guide without mistakes; its chapter on enrolment is public, and has been changed since.

    The chapter on the way to school is new and waits for its first release.
    """
    project = Project.create(root)
    shutil.copyfile(ROOT / "conf.py", root / "conf.py")
    (root / ".gitignore").write_text("_build/\n", encoding="utf-8")
    project.lay_over(GUIDES / "klein")
    shutil.copytree(GUIDES / "bausteine" / "daten", project.guide / "daten")
    shutil.copytree(GUIDES / "bausteine" / "anhang" / "formulare", project.guide / "anhang" / "formulare")
    for name, addition in (("anlaufstellen", OFFICE), ("fakten", FACT)):
        with (project.guide / "daten" / f"{name}.yaml").open("a", encoding="utf-8") as file:
            file.write(addition)
    project.write("schulanfang/schulweg", "# Schulweg\n\nÜben Sie den Weg mit Ihrem Kind.\n")
    project.allow_corrections(YOUTH)
    targets = "\n".join(f"({target})=" for target, _ in LEGAL_CHAPTERS)
    project.write("schulanfang/rechtliches", f"{targets}\n# Rechtliches\n\nDas gibt die Stadt heraus.\n")
    project.commit(SCHOOL)
    for name in ("index", "schulanfang/index", "schulanfang/anmeldung", "schulanfang/rechtliches", "anhang/glossar"):
        project.release(name, YOUTH)
    chapter = project.guide / "schulanfang" / "anmeldung.md"
    settled = without_internal_parts(chapter.read_text(encoding="utf-8"))  # an open note stops a release
    chapter.write_text(settled + "\nBringen Sie Ihr Kind mit.\n", encoding="utf-8")
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
    for name in ("ratgeber", "python"):
        (programs / name).write_text(WRITES_DOWN, encoding="utf-8")
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
    return copy_of(template, tmp_path)


def copy_of(template: Path, folder: Path) -> Path:
    shutil.copytree(template / "projekt", folder / "projekt", symlinks=True)
    return folder / "projekt"


@pytest.fixture(scope="session")
def building(template: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return copy_of(template, tmp_path_factory.mktemp("gebaut"))


@pytest.fixture(scope="session")
def waiting(template: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project whose fact sheet and chapter are out, and have come back."""
    project = copy_of(template, tmp_path_factory.mktemp("wartet"))
    with pytest.MonkeyPatch.context() as monkeypatch:
        monkeypatch.chdir(project)
        assert main(shlex.split(SHEET)) == main(shlex.split(SCHOOL_SHEET)) == 0
        assert main(["export", "schulanfang/anmeldung", "--nach", "Ausgaben"]) == 0
        assert main(["sprachen", "ausgeben", "uk", "anmeldung", "--nach", TRANSLATION.parent.name]) == 0
        table = docx.Document(str(project / TRANSLATION))
        table.tables[0].rows[1].cells[2].paragraphs[0].text = "Запис"
        table.save(str(project / TRANSLATION))
        assert main(["sprachen", "einlesen", str(TRANSLATION), "--stelle", "Netzwerkstelle"]) == 0
        plain = project / "ratgeber" / "sprachen" / "de-einfach" / "anmeldung.md"
        plain.parent.mkdir(parents=True)
        plain.write_text("---\nzu: schulanfang/anmeldung\n---\n\n# Anmelden\n\nKommen Sie.\n", encoding="utf-8")
    shutil.copy(project / ANSWERS[0], project / ANSWERS[1])
    return project.parent


def accept(words: list[str]) -> None:
    """Let the command's own parser read the words; it ends the test with a usage message if it cannot."""
    if words in (["--help"], ["--version"]):
        return
    command = next((command for command in COMMANDS if command.name == words[0]), None)
    assert command is not None, f"ratgeber {words[0]}"
    if "--help" not in words:
        parser_of(command).understand(words[1:])


#: README's heading -> its first commands; who writes needs but one, to open the desk.
ROLES = {
    "Ich schreibe, redigiere oder beschließe": 1,
    "Ich arbeite mit Befehlen": 3,
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


def is_ours(line: str) -> bool:
    return line.split()[0] != "git"


@pytest.mark.parametrize("line", [line for line in lines() if is_ours(line)])
def test_a_command_on_a_line_of_its_own_reaches_the_tool(line: str, project: Path) -> None:
    run(line, project)
    assert (project / "gerufen").read_text(encoding="utf-8").splitlines() == command_of(line)


#: What the lines come to, each once.
CALLS = dict.fromkeys(tuple(command_of(line)) for line in lines() if is_ours(line) and not runs_elsewhere(line))


@pytest.mark.parametrize("words", CALLS, ids=" ".join)
def test_a_command_on_a_line_of_its_own_does_what_it_should(
    words: tuple[str, ...], request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if words[0] in BUILDING:
        project = request.getfixturevalue("building")
    elif (
        "--einlesen" in words
        or any(answer in words for answer in ANSWERS)
        or words[1:2] in (("einlesen",), ("geprueft",), ("einfach",))
    ):
        project = copy_of(request.getfixturevalue("waiting"), tmp_path)
    else:
        project = request.getfixturevalue("project")
    monkeypatch.chdir(project)
    assert main(list(words)) == 0


@pytest.mark.parametrize("line", [line for line in lines() if not is_ours(line)])
def test_a_command_to_git_does_what_it_should(line: str, project: Path) -> None:
    if "../sicherung.git" in line and "--mirror" not in line:  # the line before it has made the backup
        git(project, "clone", "--quiet", "--mirror", ".", "../sicherung.git")
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
