"""A Word file handed in again, and two files for one chapter, through the inbox."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import docx
import pytest

from fake_forge import FakeForge, fake_forge
from guide_project import SCHOOL, YOUTH, Project, git
from proposals import two_steps
from ratgeber_tools.cli import main
from ratgeber_tools.proposals import handing_over, rebuilding

TEXT = (
    "Im Hort sind Kinder nach der Schule gut aufgehoben, bis sie abgeholt werden.",
    "Der Hort hat bis 17 Uhr auf, freitags bis 16 Uhr.",
    "Fragen Sie im Rathaus nach, wenn Sie einen Platz brauchen.",
    "In den Ferien hat der Hort den ganzen Tag offen.",
)
UPLOAD = "Beitrag Hort.docx"
CHAPTER = "ratgeber/schulanfang/hort-und-ferien.md"


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make the forge's repository as it is before anything is handed in; each test has a copy."""
    folder = tmp_path_factory.mktemp("leer")
    made = Project.create(folder / "stadt")
    (made.root / "conf.py").write_text("", encoding="utf-8")
    made.write("index", "# Ratgeber\n\n```{toctree}\nschulanfang/index\n```\n", head="")
    made.write("schulanfang/index", "# Teil A\n\n```{toctree}\n:glob:\n*\n```\n", head="")
    made.commit(SCHOOL)
    bare = folder / "plattform.git"
    git(folder, "clone", "--quiet", "--bare", str(made.root), str(bare))
    return bare


@pytest.fixture
def forge(tmp_path: Path, empty: Path) -> Path:
    return copied(empty, tmp_path / "plattform.git")


def copied(repository: Path, target: Path) -> Path:
    shutil.rmtree(target, ignore_errors=True)
    return Path(shutil.copytree(repository, target))


def clone(forge: Path, office: str) -> Project:
    made = Project(forge.parent / f"klon-{len(list(forge.parent.iterdir()))}")
    git(forge.parent, "clone", "--quiet", str(forge), str(made.root))
    git(made.root, "config", "user.name", "Redaktion")
    made.act_as(office)
    return made


def with_words(*changes: tuple[str, str]) -> tuple[str, ...]:
    paragraphs = "\n".join(TEXT)
    for old, new in changes:
        assert paragraphs.count(old) == 1
        paragraphs = paragraphs.replace(old, new)
    return tuple(paragraphs.split("\n"))


def upload(
    forge: Path, name: str, *paragraphs: str, office: str = YOUTH, title: str = "Hort und Ferien"
) -> None:  # fmt: skip
    person = clone(forge, office)
    path = person.root / "eingang" / "schulanfang" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    document = docx.Document()
    document.add_heading(title, level=1)
    for paragraph in paragraphs:
        document.add_paragraph(paragraph)
    document.save(str(path))
    person.commit(office)
    git(person.root, "push", "--quiet")


def machine(forge: Path, monkeypatch: pytest.MonkeyPatch, *arguments: str) -> Path:
    root = forge.parent / f"lauf-{len(list(forge.parent.iterdir()))}"
    git(forge.parent, "clone", "--quiet", str(forge), str(root))
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(forge.parent / "keine-einstellungen"))
    monkeypatch.chdir(root)
    assert main(["eingang", "--hochladen", "--ohne-vorschau", *arguments]) == 0
    monkeypatch.delenv("GIT_CONFIG_GLOBAL")
    return root


def branches(forge: Path) -> set[str]:
    return set(git(forge, "for-each-ref", "--format=%(refname:short)", "refs/heads/beitrag").split())


def message(root: Path, branch: str) -> str:
    return (root / "_build" / "eingang" / branch.partition("/")[2] / "nachricht.md").read_text(encoding="utf-8")


def accept(forge: Path, branch: str) -> None:
    reviewer = clone(forge, SCHOOL)
    git(reviewer.root, "merge", "--quiet", "--no-ff", "-m", "Angenommen", f"origin/{branch}")
    git(reviewer.root, "push", "--quiet", "origin", "HEAD", f":{branch}")


def change(forge: Path, *changes: tuple[str, str], branch: str = "main") -> None:
    editor = clone(forge, SCHOOL)
    git(editor.root, "checkout", "--quiet", branch)
    path = editor.root / CHAPTER
    text = path.read_text(encoding="utf-8")
    for old, new in changes:
        assert text.count(old) == 1
        text = text.replace(old, new)
    path.write_text(text, encoding="utf-8")
    editor.commit(SCHOOL)
    git(editor.root, "push", "--quiet")


def chapter(forge: Path, branch: str) -> str:
    return git(forge, "show", f"{branch}:{CHAPTER}")


def proposed(forge: Path, monkeypatch: pytest.MonkeyPatch, name: str, *paragraphs: str, office: str = YOUTH) -> str:
    before = branches(forge)
    upload(forge, name, *paragraphs, office=office)
    machine(forge, monkeypatch)
    (branch,) = branches(forge) - before
    return branch


@pytest.fixture(scope="module")
def accepted(empty: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    forge = copied(empty, tmp_path_factory.mktemp("angenommen") / "plattform.git")
    with pytest.MonkeyPatch.context() as monkeypatch:
        accept(forge, proposed(forge, monkeypatch, UPLOAD, *TEXT))
    return forge


@pytest.fixture
def in_the_guide(forge: Path, accepted: Path) -> None:
    """Put the state in which a first file has become a chapter in the place of the empty one."""
    copied(accepted, forge)


@pytest.mark.usefixtures("in_the_guide")
def test_a_file_handed_in_again_is_merged_with_what_the_editors_did(
    forge: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    change(forge, ("17 Uhr", "{fakt}`hort-ende`"), ("gut aufgehoben", "betreut"))
    upload(forge, UPLOAD, *with_words(("im Rathaus", "im Bürgerbüro")))
    root = machine(forge, monkeypatch)
    (branch,) = branches(forge)
    text = chapter(forge, branch)
    for words in ("{fakt}`hort-ende`", "betreut, bis", "im Bürgerbüro nach"):
        assert words in text
    assert message(root, branch).startswith("# Geändertes Kapitel: Hort und Ferien\n")
    assert "ist eine neue Fassung eines Beitrags" in message(root, branch)
    files = git(forge, "ls-tree", "-r", "--name-only", branch).splitlines()
    assert len([name for name in files if "/gelesen/" in name]) == 2


@pytest.mark.usefixtures("in_the_guide")
@pytest.mark.parametrize(("kind", "sign"), [("gitlab", "Draft: "), ("forgejo", "WIP: "), ("github", "WIP: ")])
def test_a_foreign_file_with_a_chapters_name_is_a_draft_to_look_at_first(
    forge: Path, monkeypatch: pytest.MonkeyPatch, kind: str, sign: str
) -> None:
    change(forge, ("17 Uhr", "{fakt}`hort-ende`"))
    upload(forge, "Anderes.docx", "Unser Verein betreut Kinder am Nachmittag.", office=SCHOOL)
    with fake_forge(kind) as server:
        for name, value in server.variables.items():
            monkeypatch.setenv(name, value)
        root = machine(forge, monkeypatch, "--nachricht-an", kind)
        assert server.payload["title"] == f"{sign}Erst ansehen: Geändertes Kapitel: Hort und Ferien"
    (branch,) = branches(forge)
    first = message(root, branch).splitlines()[2]
    assert first.startswith("Aus dem Ratgeber gingen verloren: ")
    assert "1 Angabe" in first


# ------------------------------------------------------------------------------- two proposals for one chapter


@pytest.fixture(scope="module")
def answered(accepted: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str, str]:
    forge = copied(accepted, tmp_path_factory.mktemp("beantwortet") / "plattform.git")
    with pytest.MonkeyPatch.context() as monkeypatch:
        one = proposed(forge, monkeypatch, "Fassung Jugendamt.docx", *with_words(("im Rathaus", "im Bürgerbüro")))
        changes = (("im Rathaus", "im Schulamt"), ("17 Uhr", "18 Uhr"))
        upload(forge, "Fassung Schulamt.docx", *with_words(*changes), office=SCHOOL)
        root = machine(forge, monkeypatch)
    (other,) = branches(forge) - {one}
    said = message(root, other)
    assert "Zu diesem Kapitel gibt es noch einen Vorschlag:" in said
    assert f"„Fassung Jugendamt.docx“ (Zweig {one})" in said
    return forge, one, other


@pytest.fixture
def two_answers(forge: Path, answered: tuple[Path, str, str]) -> tuple[str, str]:
    """Put the state with two proposals for one chapter in the place of the empty one; return their branches."""
    repository, *names = answered
    copied(repository, forge)
    one, other = names
    return one, other


def test_the_second_answer_is_built_again_when_the_first_is_taken(
    forge: Path, monkeypatch: pytest.MonkeyPatch, two_answers: tuple[str, str], capsys: pytest.CaptureFixture[str]
) -> None:
    one, other = two_answers
    before = git(forge, "rev-parse", other)
    accept(forge, one)
    capsys.readouterr()
    root = machine(forge, monkeypatch)
    shown = capsys.readouterr().out
    assert f"Fassung Schulamt.docx: neu gebaut auf dem heutigen Stand → {CHAPTER}" in shown
    assert "Fassung Schulamt.docx: ist schon in Arbeit" in shown
    assert branches(forge) == {other}
    assert git(forge, "rev-parse", other) != before
    assert git(forge, "rev-parse", f"{other}^") == git(forge, "rev-parse", "main")
    assert git(forge, "log", "-1", "--format=%an", other) == SCHOOL
    text = chapter(forge, other)
    assert "bis 18 Uhr auf" in text
    box = text[text.index(":::{konflikt}") :]
    assert "im Bürgerbüro nach" in box[: box.index("**Aus Word, Schulamt:**")]
    assert "im Schulamt nach" in box[box.index("**Aus Word, Schulamt:**") :]
    assert "Zwei Fassungen in einem Kasten „Konflikt“" in message(root, other)
    files = git(forge, "ls-tree", "-r", "--name-only", other).splitlines()
    assert "eingang/schulanfang/Fassung Schulamt.docx" not in files
    after = git(forge, "rev-parse", other)
    machine(forge, monkeypatch)
    assert git(forge, "rev-parse", other) == after
    accept(forge, other)
    machine(forge, monkeypatch)
    assert branches(forge) == set()


def test_a_proposal_somebody_has_worked_on_is_left_alone(
    forge: Path, monkeypatch: pytest.MonkeyPatch, two_answers: tuple[str, str]
) -> None:
    one, other = two_answers
    change(forge, ("18 Uhr", "19 Uhr"), branch=other)
    before = git(forge, "rev-parse", other)
    accept(forge, one)
    machine(forge, monkeypatch)
    assert git(forge, "rev-parse", other) == before


def test_a_proposal_whose_commit_somebody_changed_is_left_alone(
    forge: Path, monkeypatch: pytest.MonkeyPatch, two_answers: tuple[str, str]
) -> None:
    one, other = two_answers
    editor = clone(forge, SCHOOL)
    git(editor.root, "checkout", "--quiet", other)
    path = editor.root / CHAPTER
    path.write_text(path.read_text(encoding="utf-8").replace("18 Uhr", "19 Uhr"), encoding="utf-8")
    git(editor.root, "commit", "--quiet", "--amend", "--no-edit", "-a")
    git(editor.root, "push", "--quiet", "--force")
    before = git(forge, "rev-parse", other)
    accept(forge, one)
    machine(forge, monkeypatch)
    assert git(forge, "rev-parse", other) == before


def test_a_branch_somebody_moves_meanwhile_stays_where_they_put_it(
    forge: Path, monkeypatch: pytest.MonkeyPatch, two_answers: tuple[str, str]
) -> None:
    one, other = two_answers
    accept(forge, one)
    propose = rebuilding.propose

    def slowly(*arguments: Any, **options: Any) -> Any:
        made = propose(*arguments, **options)
        change(forge, ("18 Uhr", "19 Uhr"), branch=other)
        return made

    monkeypatch.setattr(rebuilding, "propose", slowly)
    machine(forge, monkeypatch)
    assert "19 Uhr" in chapter(forge, other)
    assert len(git(forge, "rev-list", f"main..{other}").split()) == 2


def test_a_chapter_that_did_not_move_leaves_its_proposals_alone(
    forge: Path, monkeypatch: pytest.MonkeyPatch, two_answers: tuple[str, str]
) -> None:
    _, other = two_answers
    before = git(forge, "rev-parse", other)
    upload(forge, "Schulweg.docx", "Zum Schulweg gehört ein Helm.", title="Schulweg")
    machine(forge, monkeypatch)
    assert git(forge, "rev-parse", other) == before


@pytest.mark.usefixtures("in_the_guide")
def test_a_better_file_in_its_place_ends_the_proposal_of_the_former_one(
    forge: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = proposed(forge, monkeypatch, UPLOAD, *with_words(("im Rathaus", "im Bürgerbüro")))
    before = git(forge, "rev-parse", first)
    proposed(forge, monkeypatch, UPLOAD, *with_words(("im Rathaus", "im Schulamt")))
    change(forge, ("17 Uhr", "{fakt}`hort-ende`"))
    machine(forge, monkeypatch)
    assert git(forge, "rev-parse", first) == before


@pytest.mark.usefixtures("in_the_guide")
def test_the_proposal_of_a_file_that_lies_in_two_folders_is_built_again_too(
    forge: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    copies = ("../Fassung.docx", "Ablage/Fassung für Übergänge.docx")
    paragraphs = with_words(("17 Uhr", "18 Uhr"))
    upload(forge, copies[1], *paragraphs)
    person = clone(forge, YOUTH)
    shutil.copy(person.root / "eingang/schulanfang" / copies[1], person.root / "eingang/schulanfang" / copies[0])
    person.commit(YOUTH)
    git(person.root, "push", "--quiet")
    machine(forge, monkeypatch)
    (branch,) = branches(forge)
    change(forge, ("im Rathaus", "im Bürgerbüro"))
    machine(forge, monkeypatch)
    text = chapter(forge, branch)
    assert "im Bürgerbüro" in text
    assert "18 Uhr" in text
    assert ".docx" not in git(forge, "ls-tree", "-r", "--name-only", branch)


def test_without_a_forge_the_branches_here_are_built_again(
    forge: Path, monkeypatch: pytest.MonkeyPatch, two_answers: tuple[str, str]
) -> None:
    one, other = two_answers
    here = clone(forge, SCHOOL)
    for branch in (one, other):
        git(here.root, "branch", "--quiet", "--no-track", branch, f"origin/{branch}")
    git(here.root, "merge", "--quiet", "--no-ff", "-m", "Angenommen", one)
    monkeypatch.chdir(here.root)
    assert main(["eingang", "--ohne-vorschau"]) == 0
    assert ":::{konflikt}" in git(here.root, "show", f"{other}:{CHAPTER}")
    assert git(here.root, "for-each-ref", "--format=%(refname)", "refs/heads").count("beitrag/") == 2
    assert git(here.root, "status", "--porcelain", "--", "ratgeber", "eingang") == ""


@pytest.mark.usefixtures("in_the_guide")
@pytest.mark.parametrize("kind", ["gitlab", "forgejo", "github"])
def test_who_watches_a_proposal_hears_of_the_other_and_of_its_building(
    forge: Path, monkeypatch: pytest.MonkeyPatch, kind: str
) -> None:
    upload(forge, "Fassung Jugendamt.docx", *with_words(("im Rathaus", "im Bürgerbüro")))
    upload(forge, "Fassung Schulamt.docx", *with_words(("im Rathaus", "im Schulamt")), office=SCHOOL)
    with fake_forge(kind) as server:
        for name, value in server.variables.items():
            monkeypatch.setenv(name, value)
        root = machine(forge, monkeypatch, "--nachricht-an", kind)  # two files for one chapter in one run
        (one, _), (other, _) = server.requests
        assert f"(Zweig {one})" in message(root, other)
        [(told, words)] = server.comments
        assert told == one
        assert f"„Fassung Schulamt.docx“ (Zweig {other})" in words
        accept(forge, one)
        machine(forge, monkeypatch, "--nachricht-an", kind)
        told, words = server.comments[-1]
        assert told == other
        assert words.startswith("Der Ratgeber hat sich inzwischen geändert.")
        assert "Zwei Fassungen in einem Kasten „Konflikt“" in words
        assert len(server.requests) == 2
        assert len(server.comments) == 2


# ------------------------------------------------------------------------- the same with the token in the last step

KINDS = pytest.mark.parametrize("kind", ["gitlab", "forgejo", "github"])


def kept(root: Path) -> dict[str, Any]:
    (card,) = (
        json.loads(path.read_text(encoding="utf-8"))
        for path in (root / "_build" / "eingang").glob("*/vorschlag.json")
        if "statt" in path.read_text(encoding="utf-8")
    )
    assert isinstance(card, dict)
    return card


@pytest.mark.usefixtures("in_the_guide")
@KINDS
def test_in_two_steps_who_watches_a_proposal_hears_of_the_other_and_of_its_building(
    forge: Path, monkeypatch: pytest.MonkeyPatch, kind: str
) -> None:
    upload(forge, "Fassung Jugendamt.docx", *with_words(("im Rathaus", "im Bürgerbüro")))
    with fake_forge(kind) as server:
        two_steps.both_steps(forge, monkeypatch, server, kind)
        [(one, _)] = server.requests
        upload(forge, "Fassung Schulamt.docx", *with_words(("im Rathaus", "im Schulamt")), office=SCHOOL)
        two_steps.both_steps(forge, monkeypatch, server, kind)
        (other,) = branches(forge) - {one}
        [(told, words)] = server.comments
        assert told == one
        assert f"„Fassung Schulamt.docx“ (Zweig {other})" in words
        assert f"„Fassung Jugendamt.docx“ (Zweig {one})" in (
            server.payload.get("description") or server.payload["body"]
        )
        accept(forge, one)
        before = git(forge, "rev-parse", other)
        two_steps.both_steps(forge, monkeypatch, server, kind)
        assert git(forge, "rev-parse", f"{other}^") == git(forge, "rev-parse", "main")
        assert git(forge, "rev-parse", other) != before
        assert ":::{konflikt}" in chapter(forge, other)
        told, words = server.comments[-1]
        assert told == other
        assert words.startswith("Der Ratgeber hat sich inzwischen geändert.")
        assert "Zwei Fassungen in einem Kasten „Konflikt“" in words
        after = git(forge, "for-each-ref")
        two_steps.both_steps(forge, monkeypatch, server, kind)  # nothing is left to do
        assert git(forge, "for-each-ref") == after
        assert len(server.requests) == 2
        assert len(server.comments) == 2


@pytest.mark.usefixtures("in_the_guide")
def test_of_two_proposals_of_one_run_the_first_is_told_of_the_second_whichever_is_uploaded_first(
    forge: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    upload(forge, "Fassung Jugendamt.docx", *with_words(("im Rathaus", "im Bürgerbüro")))
    upload(forge, "Fassung Schulamt.docx", *with_words(("im Rathaus", "im Schulamt")), office=SCHOOL)
    root = two_steps.clone(forge)
    assert two_steps.first_step(root, monkeypatch) == 0
    for path in (root / "_build" / "eingang").glob("*/vorschlag.json"):  # the one that tells comes first
        card = json.loads(path.read_text(encoding="utf-8"))
        if "kommentare" in card:
            [(_, text)] = card["kommentare"]
            assert "Fassung Schulamt.docx" in text
            teller = path.parent.name
    monkeypatch.setattr(
        handing_over,
        "cards",
        lambda target: tuple(
            sorted(target.glob("*/vorschlag.json"), key=lambda path: (path.parent.name != teller, path))
        ),
    )
    with fake_forge() as server:
        assert two_steps.last_step(root, forge, monkeypatch, server) == 0
        assert server.requests[0][0].endswith(teller)
        [(told, _)] = server.comments
        assert told == server.requests[1][0]
    assert not list((root / "_build" / "eingang").glob("*/vorschlag.json"))


@pytest.mark.usefixtures("in_the_guide")
def test_a_comment_the_forge_refuses_is_written_by_the_next_try_and_once(
    forge: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    upload(forge, "Fassung Jugendamt.docx", *with_words(("im Rathaus", "im Bürgerbüro")))
    with fake_forge() as server:
        two_steps.both_steps(forge, monkeypatch, server)
        upload(forge, "Fassung Schulamt.docx", *with_words(("im Rathaus", "im Schulamt")), office=SCHOOL)
        root = two_steps.clone(forge)
        assert two_steps.first_step(root, monkeypatch) == 0
        with monkeypatch.context() as refusing:
            refusing.setattr(server, "takes_comment", refusing_comments(server))
            assert two_steps.last_step(root, forge, monkeypatch, server) == 1
        assert len(server.requests) == 2
        assert server.comments == []
        server.status = 201
        for _ in range(2):
            assert two_steps.last_step(root, forge, monkeypatch, server) == 0
        assert len(server.requests) == 2
        assert len(server.comments) == 1


def refusing_comments(server: FakeForge) -> Callable[[str, Any], bool]:
    def takes(path: str, _: object) -> bool:
        if path.endswith("/notes"):
            server.status = 500
        return False

    return takes


def rebuilt_by_the_first_step(
    forge: Path, monkeypatch: pytest.MonkeyPatch, two_answers: tuple[str, str]
) -> tuple[Path, str]:
    one, other = two_answers
    before = git(forge, "rev-parse", other).strip()
    accept(forge, one)
    root = two_steps.clone(forge)
    assert two_steps.first_step(root, monkeypatch) == 0
    assert kept(root)["zweig"] == other
    assert kept(root)["statt"] == before
    assert git(forge, "rev-parse", other).strip() == before
    return root, other


@pytest.mark.parametrize("happens", ["somebody works on it", "somebody takes it", "somebody removes it"])
def test_what_is_not_as_it_was_when_the_last_step_comes_stays_and_the_next_run_looks_again(
    forge: Path,
    monkeypatch: pytest.MonkeyPatch,
    two_answers: tuple[str, str],
    capsys: pytest.CaptureFixture[str],
    happens: str,
) -> None:
    root, other = rebuilt_by_the_first_step(forge, monkeypatch, two_answers)
    if happens == "somebody works on it":
        change(forge, ("18 Uhr", "19 Uhr"), branch=other)
    else:
        git(forge, "branch", "-D", other)
    if happens == "somebody takes it":
        git(forge, "branch", other, "main")
    before = git(forge, "for-each-ref")
    with fake_forge() as server:
        server.requests = [(other, "open")]
        assert two_steps.last_step(root, forge, monkeypatch, server) == 0
        assert git(forge, "for-each-ref") == before
        assert server.comments == []
        assert len(server.requests) == 1
        assert "Fassung Schulamt.docx: dort inzwischen anders, darum nicht ersetzt" in capsys.readouterr().out
        assert two_steps.last_step(root, forge, monkeypatch, server) == 0
    assert "Es gibt nichts hochzuladen" in capsys.readouterr().out


def test_a_card_that_names_somebodys_work_as_what_it_replaces_replaces_nothing(
    forge: Path, monkeypatch: pytest.MonkeyPatch, two_answers: tuple[str, str]
) -> None:
    root, other = rebuilt_by_the_first_step(forge, monkeypatch, two_answers)
    change(forge, ("18 Uhr", "19 Uhr"), branch=other)
    before = git(forge, "rev-parse", other)
    card = root / "_build" / "eingang" / other.partition("/")[2] / "vorschlag.json"
    card.write_text(json.dumps({**kept(root), "statt": before.strip()}), encoding="utf-8")
    assert two_steps.last_step(root, forge, monkeypatch) == 0
    assert git(forge, "rev-parse", other) == before


def test_after_a_refused_comment_a_rebuilt_proposal_is_told_of_by_the_next_try(
    forge: Path, monkeypatch: pytest.MonkeyPatch, two_answers: tuple[str, str]
) -> None:
    root, other = rebuilt_by_the_first_step(forge, monkeypatch, two_answers)
    with fake_forge() as server:
        server.requests = [(other, "open")]
        with monkeypatch.context() as refusing:
            refusing.setattr(server, "takes_comment", refusing_comments(server))
            assert two_steps.last_step(root, forge, monkeypatch, server) == 1
        server.status = 201
        for _ in range(2):
            assert two_steps.last_step(root, forge, monkeypatch, server) == 0
        assert [told for told, _ in server.comments] == [other]
    assert git(forge, "rev-parse", f"{other}^") == git(forge, "rev-parse", "main")


@pytest.mark.usefixtures("in_the_guide")
def test_a_proposal_that_waits_here_to_be_uploaded_is_built_again_and_uploaded_as_a_new_one(
    forge: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    upload(forge, UPLOAD, *with_words(("im Rathaus", "im Bürgerbüro")))
    root = two_steps.clone(forge)
    assert two_steps.first_step(root, monkeypatch) == 0
    change(forge, ("17 Uhr", "18 Uhr"))
    git(root, "pull", "--quiet", "--ff-only")
    assert two_steps.first_step(root, monkeypatch) == 0
    with fake_forge() as server:
        assert two_steps.last_step(root, forge, monkeypatch, server) == 0
        (branch,) = branches(forge)
        assert server.requests == [(branch, "open")]
    text = chapter(forge, branch)
    assert "18 Uhr" in text
    assert "im Bürgerbüro" in text
