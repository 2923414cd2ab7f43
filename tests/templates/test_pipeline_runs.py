"""Each template run as its forge would, from an upload to a published page, with the steps as they stand in it."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import docx
import pytest

from editions.released_guide import make_released_guide
from fake_forge import fake_forge
from guide_project import MAILBOXES, SCHOOL, YOUTH, Project, git
from pipeline_runs import FILES, Event, Machine
from ratgeber_tools.editorial.roles import ROLES

ROOT = Path(__file__).parents[2]
EACH = pytest.mark.parametrize("kind", FILES)
#: Jobs in the order their forge runs them.
INTAKE = {"gitlab": ("eingang", "eingang-hochladen"), "forgejo": ("eingang",), "github": ("eingang",)}
PUBLIC = {
    "gitlab": ("oeffentliche-fassung", "festhalten", "veroeffentlichen"),
    "forgejo": ("veroeffentlichen",),
    "github": ("oeffentliche-fassung",),  # the pages themselves are handed over by an action of GitHub's
}
PAGES = {
    "gitlab": "oeffentliche-fassung/_build/public/html",
    "github": "oeffentliche-fassung/_build/public/html",
}
#: The account as each forge confirms it.
CONFIRMED = {
    "gitlab": MAILBOXES[SCHOOL],
    "forgejo": MAILBOXES[SCHOOL],
    "github": "41+schulamt@users.noreply.github.com",
}


@pytest.fixture(scope="module")
def released(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """The small released guide; an office may act from its account on GitHub as well."""
    project = make_released_guide(tmp_path_factory.mktemp("vorlage") / "stadt")
    table = project.root / ROLES
    text = table.read_text(encoding="utf-8")
    both = f"[{MAILBOXES[SCHOOL]}, {CONFIRMED['github']}]"
    table.write_text(text.replace(MAILBOXES[SCHOOL], both), encoding="utf-8")
    project.commit(SCHOOL)
    return project


@pytest.fixture
def machine_of(tmp_path: Path) -> Iterator[Callable[[str, Project], Machine]]:
    with fake_forge() as forge:

        def make(kind: str, project: Project) -> Machine:
            forge.kind = kind
            machine = Machine(kind, tmp_path / "plattform", forge)
            machine.folder.mkdir()
            git(machine.folder, "clone", "--quiet", "--bare", str(project.root), str(machine.repository))
            return machine

        yield make


def at_a_desk(machine: Machine, project: Project, name: str, office: str) -> Project:
    """Return a clone somebody of `office` works in."""
    desk = Project(machine.folder / name, project.now)
    git(machine.folder, "clone", "--quiet", str(machine.repository), str(desk.root))
    git(desk.root, "config", "user.name", office)
    desk.act_as(office)
    return desk


@EACH
def test_from_an_upload_to_a_published_page_with_a_red_file_among_good_ones(
    kind: str, released: Project, machine_of: Callable[[str, Project], Machine]
) -> None:
    machine = machine_of(kind, released)
    uploader = at_a_desk(machine, released, "hochladende", YOUTH)
    inbox = uploader.root / "eingang" / "schulanfang"
    inbox.mkdir(parents=True)
    document = docx.Document()
    document.add_heading("Brotdose", level=1)
    document.add_paragraph("Packen Sie am Abend.")
    document.save(str(inbox / "Beitrag.docx"))
    (inbox / "Aaa kaputt.docx").write_bytes(b"das ist kein Word")
    uploader.commit(YOUTH)
    git(uploader.root, "push", "--quiet")

    assert machine.run(*INTAKE[kind], event=Event("push"))[-1] == 0, machine.said
    branches = [branch for branch, _ in machine.forge.requests]
    (good,) = [branch for branch in branches if "brotdose" in branch]
    (refused,) = [branch for branch in branches if "unklar" in branch]
    assert {good, refused} <= set(git(machine.repository, "branch", "--format=%(refname:short)").splitlines())
    assert not list(machine.artifacts.rglob("*.doctree"))
    assert list(machine.artifacts.rglob("eingang/*/html/schulanfang/brotdose.html"))

    reviewer = at_a_desk(machine, released, "pruefende", YOUTH)
    for branch in (good, refused):
        git(reviewer.root, "merge", "--quiet", "--no-ff", "-m", "Angenommen", f"origin/{branch}")
    chapter = reviewer.guide / "schulanfang" / "brotdose.md"
    chapter.write_text(chapter.read_text(encoding="utf-8").replace("offen", SCHOOL), encoding="utf-8")
    reviewer.commit(YOUTH)
    git(reviewer.root, "push", "--quiet")

    form = {"kapitel": "schulanfang/brotdose", "beschluss": 'Protokoll "7" $HOME', "ja": "9", "nein": "1",
            "enthalten": "2", "trotzdem": ""}  # fmt: skip
    assert machine.run("freigeben", event=Event("dispatch", inputs=form)) == [0], machine.said
    assert git(machine.repository, "log", "-1", "--format=%ae", "main") == CONFIRMED[kind]
    entry = git(machine.repository, "show", "--format=", "main")
    assert "$HOME" in entry

    before = git(machine.repository, "rev-parse", "main")
    assert set(machine.run(*PUBLIC[kind], event=Event("push"))) == {0}, machine.said
    assert "ratgeber/redaktion/adressen.yaml" in git(machine.repository, "diff", "--name-only", before, "main")
    if kind == "forgejo":
        assert "Packen Sie am Abend." in git(machine.repository, "show", "pages:schulanfang/brotdose.html")
        assert git(machine.repository, "rev-list", "--count", "pages") == "1"
    else:
        page = machine.artifacts / PAGES[kind] / "schulanfang" / "brotdose.html"
        assert "Packen Sie am Abend." in page.read_text(encoding="utf-8")
    assert "geheim" not in machine.said


def test_at_night_the_public_edition_is_built_anew_and_nothing_new_means_no_commit(
    released: Project, machine_of: Callable[[str, Project], Machine]
) -> None:
    machine = machine_of("gitlab", released)
    before = git(machine.repository, "rev-parse", "main")
    assert machine.run(*PUBLIC["gitlab"], event=Event("schedule")) == [0, 0, 0], machine.said
    assert machine.run(*PUBLIC["gitlab"], event=Event("schedule")) == [0, 0, 0], machine.said
    assert git(machine.repository, "rev-list", "--count", f"{before}..main") == "1"


@pytest.mark.parametrize("kind", ["gitlab"])  # has most steps; what the others ask of the tool is in tests/proposals
def test_an_open_proposal_is_built_again_by_the_next_run_when_its_chapter_has_changed_in_main(
    kind: str, released: Project, machine_of: Callable[[str, Project], Machine]
) -> None:
    machine = machine_of(kind, released)

    def upload(name: str, *paragraphs: str) -> str:
        desk = at_a_desk(machine, released, name, YOUTH)
        place = desk.root / "eingang" / "schulanfang" / f"{name}.docx"
        place.parent.mkdir(parents=True)
        document = docx.Document()
        document.add_heading("Brotdose", level=1)
        for paragraph in paragraphs:
            document.add_paragraph(paragraph)
        document.save(str(place))
        desk.commit(YOUTH)
        git(desk.root, "push", "--quiet")
        assert machine.run(*INTAKE[kind], event=Event("push"))[-1] == 0, machine.said
        return machine.forge.requests[-1][0]

    def to_main(name: str, branch: str, old: str = "", new: str = "") -> None:
        desk = at_a_desk(machine, released, name, SCHOOL)
        if branch:
            git(desk.root, "merge", "--quiet", "--no-ff", "-m", "Angenommen", f"origin/{branch}")
        else:
            chapter = desk.guide / "schulanfang" / "brotdose.md"
            chapter.write_text(chapter.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")
            desk.commit(SCHOOL)
        git(desk.root, "push", "--quiet")

    to_main("pruefende", upload("erste", "Packen Sie am Abend.", "Obst hält lange frisch."))
    branch = upload("zweite", "Packen Sie am Abend.", "Obst und Gemüse halten lange frisch.")
    to_main("redaktion", "", "am Abend", "am Vorabend")
    assert machine.run(*INTAKE[kind], event=Event("push"))[-1] == 0, machine.said
    assert git(machine.repository, "rev-parse", f"{branch}^") == git(machine.repository, "rev-parse", "main")
    text = git(machine.repository, "show", f"{branch}:ratgeber/schulanfang/brotdose.md")
    assert "am Vorabend" in text
    assert "Obst und Gemüse" in text
    assert [told for told, _ in machine.forge.comments] == [branch]
    assert "geheim" not in machine.said


# ------------------------------------------------------------------------------------------------------ proposals


@pytest.fixture(scope="module")
def faulty(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """A guide whose main branch has a mistake, with two proposals that leave it alone: `gut`, and `schlecht`."""
    project = Project.create(tmp_path_factory.mktemp("vorlage") / "stadt")
    shutil.copyfile(ROOT / "conf.py", project.root / "conf.py")
    (project.root / ".gitignore").write_text("_build/\n", encoding="utf-8")
    project.write("index", "# Ratgeber\n\n```{toctree}\na\nb\n```\n", head="")
    project.write("a", "# A\n\n[weg](fehlt.md)\n")
    project.write("b", "# B\n\nText.\n")
    project.commit(SCHOOL)
    for branch, text in (("gut", "Anderer Text."), ("schlecht", "[weg](eigener-fehler.md)")):
        git(project.root, "checkout", "--quiet", "-b", branch, "main")
        project.write("b", f"# B\n\n{text}\n")
        project.commit(YOUTH)
    git(project.root, "checkout", "--quiet", "main")
    return project


@pytest.mark.parametrize("kind", ["gitlab", "forgejo"])  # GitHub's steps are Forgejo's, and run below
def test_a_proposal_is_not_red_for_what_it_found_and_can_be_looked_at(
    kind: str, faulty: Project, machine_of: Callable[[str, Project], Machine]
) -> None:
    machine = machine_of(kind, faulty)
    base = git(machine.repository, "rev-parse", "main")
    assert machine.run("vorschlag", event=Event("pull_request", "gut"), revision="gut", base=base) == [0], machine.said
    assert (machine.artifacts / "vorschlag/_build/html/b.html").is_file()
    assert not list(machine.artifacts.rglob("*.doctree"))


def test_a_proposal_with_a_mistake_of_its_own_is_red_is_told_all_of_it_and_can_be_looked_at(
    faulty: Project, machine_of: Callable[[str, Project], Machine]
) -> None:
    machine = machine_of("github", faulty)
    base = git(machine.repository, "rev-parse", "main")
    event = Event("pull_request", "schlecht")
    assert machine.run("vorschlag", event=event, revision="schlecht", base=base) == [1]
    assert "check --gegenueber" in machine.said
    assert "eigener-fehler.md" in machine.said
    assert "fehlt.md" not in machine.said
    assert (machine.artifacts / "vorschlag/_build/html/b.html").is_file()


# -------------------------------------------------------------------------------------- the machine they run on


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """The scripts in a project whose `ensure_venv` says that it was called."""
    shutil.copytree(ROOT / "vorlagen" / "ci", tmp_path / "vorlagen" / "ci")
    (tmp_path / "tools").mkdir()
    (tmp_path / "tools" / "ensure_venv.py").write_text("print('Umgebung')\n", encoding="utf-8")
    return tmp_path


def run_script(name: str, checkout: Path, programs: dict[str, str], **variables: str) -> str:
    """Run a script of the templates where of the programs it may call only `programs` are, each a line of shell."""
    folder = checkout / "programme"
    folder.mkdir()
    for program, line in programs.items():
        (folder / program).write_text(
            f'#!/bin/sh\necho "{program} $*" >> "{checkout}/aufrufe"\n{line}\n', encoding="utf-8"
        )
        (folder / program).chmod(0o755)
    (folder / "python3").write_text(f'#!/bin/sh\nexec "{sys.executable}" "$@"\n', encoding="utf-8")
    (folder / "python3").chmod(0o755)
    for program in ("sh", "dirname", "tr", "cat", "ln", "xargs"):
        (folder / program).symlink_to(shutil.which(program) or "")
    environment = {"PATH": str(folder), "HOME": str(checkout), **variables}
    done = subprocess.run(
        ["sh", f"vorlagen/ci/{name}"], cwd=checkout, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    called = checkout / "aufrufe"
    return (called.read_text(encoding="utf-8") if called.exists() else "") + done.stdout + done.stderr


def test_in_our_image_nothing_is_installed_and_its_environment_is_used(checkout: Path) -> None:
    image = checkout / "abbild"
    (image / ".venv" / "bin").mkdir(parents=True)
    (image / ".venv" / "bin" / "python").symlink_to("/bin/sh")
    programs = {"git": "", "apt-get": "exit 9", "id": "echo 0"}
    said = run_script("vorbereiten.sh", checkout, programs, ELTERNRATGEBER_ABBILD=str(image))
    assert "apt-get" not in said
    assert said.endswith("Umgebung\n")
    assert (checkout / ".venv").resolve() == image / ".venv"


def test_in_a_plain_image_the_same_programs_are_installed(checkout: Path) -> None:
    programs = {"git": "", "apt-get": "", "id": "echo 0"}
    said = run_script("vorbereiten.sh", checkout, programs, ELTERNRATGEBER_ABBILD="/nirgends")
    packages = (checkout / "vorlagen/ci/pakete.txt").read_text(encoding="utf-8").split()
    assert f"--no-install-recommends {' '.join(packages)}\n" in said
    assert said.index("apt-get") < said.index("Umgebung")


def test_where_nothing_can_be_installed_one_sentence_says_so(checkout: Path) -> None:
    programs = {"git": "", "apt-get": "exit 9", "id": "echo 1000"}
    said = run_script("vorbereiten.sh", checkout, programs, ELTERNRATGEBER_ABBILD="/nirgends")
    assert "Programme werden hier nicht installiert" in said
    assert "Umgebung" in said


@pytest.mark.parametrize("builder", ["docker", "buildah"])
def test_the_image_is_built_and_stored_with_a_password_no_list_of_processes_shows(checkout: Path, builder: str) -> None:
    programs = {builder: 'if [ "$1" = login ]; then cat >/dev/null; fi'}
    said = run_script(
        "abbild.sh", checkout, programs, ABBILD="ghcr.io/Stadt/Ratgeber:umgebung", KONTO="konto", PASSWORT="geheim"
    )
    assert f"{builder} login --username konto --password-stdin ghcr.io" in said
    assert f"{builder} push ghcr.io/stadt/ratgeber:umgebung" in said
    assert "geheim" not in said
