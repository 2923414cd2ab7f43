"""The public edition in two steps: one builds it without a token, the other uploads it and builds nothing."""

from __future__ import annotations

import json
from datetime import date, timedelta
from pathlib import Path

import pytest

from editions.released_guide import make_released_guide
from guide_project import SCHOOL, Project, git
from ratgeber_tools.cli import main
from ratgeber_tools.editions.publication import HTML, PUBLIC
from ratgeber_tools.editions.upload_card import CARD, read_card, write_card
from ratgeber_tools.errors import TargetError
from ratgeber_tools.history import Repository, find_repository
from ratgeber_tools.proposals.forge import TOKEN

LEDGERS = Path("redaktion", "kalender")
TODAY = date(2026, 11, 24)


def run(root: Path, monkeypatch: pytest.MonkeyPatch, *words: str) -> int:
    with monkeypatch.context() as step:
        step.setenv("GIT_CONFIG_GLOBAL", str(root.parent / "keine-einstellungen"))
        step.delenv(TOKEN, raising=False)
        step.chdir(root)
        return main(["public", *words])


def test_one_step_builds_without_a_token_and_the_other_uploads_it_from_another_clone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    released = make_released_guide(tmp_path / "stadt")
    forge = tmp_path / "plattform.git"
    git(tmp_path, "clone", "--quiet", "--bare", str(released.root), str(forge))
    for name in ("bau", "hochladen"):
        git(tmp_path, "clone", "--quiet", str(forge), str(tmp_path / name))
    built, other = tmp_path / "bau", tmp_path / "hochladen"
    git(built, "config", "remote.origin.pushurl", str(built / "gibt-es-nicht"))
    assert run(built, monkeypatch) == 0
    before = git(forge, "for-each-ref")
    (other / "_build").mkdir()
    (built / PUBLIC).rename(other / PUBLIC)
    (built / CARD).rename(other / CARD)

    def refuse(*_: object, **__: object) -> object:
        raise AssertionError("the last step builds nothing")

    monkeypatch.setattr("ratgeber_tools.cli.sphinx_process.run_sphinx", refuse)
    monkeypatch.setattr("ratgeber_tools.editions.stage.stage", refuse)
    assert git(forge, "for-each-ref") == before
    assert run(other, monkeypatch, "--nur-hochladen", "--hochladen", str(forge), "--seiten", "pages") == 0
    assert "Webseiten hochgeladen in den Zweig „pages“." in capsys.readouterr().out
    pages = git(forge, "ls-tree", "-r", "--name-only", "pages").splitlines()
    assert "index.html" in pages
    assert CARD.name not in pages
    assert "ratgeber/redaktion/adressen.yaml" in git(forge, "ls-tree", "-r", "--name-only", "main").splitlines()
    assert git(other, "status", "--porcelain", "-uall") == ""


@pytest.fixture
def project(tmp_path: Path) -> Project:
    made = Project.create(tmp_path / "stadt")
    (made.root / "conf.py").write_text("", encoding="utf-8")
    made.write("index", "# Ratgeber\n", head="")
    made.write_file("redaktion/adressen.yaml", b"alt.html: alt\n")
    made.commit(SCHOOL)
    (made.root / PUBLIC / HTML).mkdir(parents=True)
    return made


def repository(project: Project) -> Repository:
    found = find_repository(project.root)
    assert found is not None
    return found


def card(project: Project, text: str = "neu.html: neu\n") -> Path:
    """Write a card as the building step does, then forget its changes as a fresh clone has never had them."""
    path = project.guide / "redaktion" / "adressen.yaml"
    path.write_text(text, encoding="utf-8")
    file = write_card(project.root, [path], commit=git(project.root, "rev-parse", "HEAD"), day=TODAY)
    git(project.root, "checkout", "--quiet", "--", ".")
    return file


def read(project: Project, today: date = TODAY) -> tuple[Path, ...]:
    return read_card(project.root, repository(project), ledgers=LEDGERS, today=today)


def test_what_has_to_be_kept_is_there_again_in_a_fresh_clone(project: Project) -> None:
    card(project)
    (path,) = read(project)
    assert path.read_text(encoding="utf-8") == "neu.html: neu\n"


def test_without_a_finished_edition_there_is_nothing_to_upload(project: Project) -> None:
    with pytest.raises(TargetError, match="Es liegt keine fertige öffentliche Fassung"):
        read(project)


def test_an_edition_of_another_commit_does_not_go_out(project: Project) -> None:
    card(project)
    project.write("index", "# Ratgeber\n\nZurückgenommen.\n", head="")
    project.commit(SCHOOL)
    with pytest.raises(TargetError, match="aus einem anderen Stand gebaut"):
        read(project)


@pytest.mark.parametrize(("days", "goes_out"), [(0, True), (1, True), (2, False), (-1, False)])
def test_an_edition_goes_out_on_its_day_or_just_after_midnight(project: Project, days: int, goes_out: bool) -> None:
    card(project)
    if goes_out:
        assert read(project, TODAY + timedelta(days=days))
        return
    with pytest.raises(TargetError, match="ist von einem anderen Tag"):
        read(project, TODAY + timedelta(days=days))


def test_what_somebody_has_changed_here_since_is_not_written_over(project: Project) -> None:
    card(project)
    path = project.guide / "redaktion" / "adressen.yaml"
    path.write_text("alt.html: von-hand\n", encoding="utf-8")
    with pytest.raises(TargetError, match="wurde hier geändert"):
        read(project)
    assert path.read_text(encoding="utf-8") == "alt.html: von-hand\n"


@pytest.mark.parametrize(
    "name", ["conf.py", "ratgeber/redaktion/rollen.yaml", "ratgeber/redaktion/kalender/../rollen.yaml", "../x.yaml"]
)
def test_a_card_writes_no_other_file(project: Project, name: str) -> None:
    file = card(project)
    values = json.loads(file.read_text(encoding="utf-8"))
    file.write_text(json.dumps({**values, "festzuhalten": {name: "boese"}}), encoding="utf-8")
    with pytest.raises(TargetError, match="gehört nicht zu dem, was festgehalten wird"):
        read(project)


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"commit": "x", "tag": "gestern", "festzuhalten": {}}'])
def test_a_damaged_card_is_one_sentence(project: Project, text: str) -> None:
    card(project).write_text(text, encoding="utf-8")
    with pytest.raises(TargetError, match="Diese Datei ist beschädigt"):
        read(project)


def test_uploading_only_needs_a_place_to_upload_to(
    project: Project, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(project.root)
    with pytest.raises(SystemExit):
        main(["public", "--nur-hochladen"])
    assert "--nur-hochladen gehört zu --hochladen." in capsys.readouterr().err


def test_a_card_without_its_edition_uploads_nothing(project: Project) -> None:
    card(project)
    (project.root / PUBLIC / HTML).rmdir()
    with pytest.raises(TargetError, match="Es liegt keine fertige öffentliche Fassung"):
        read_card(project.root, repository(project), ledgers=LEDGERS, today=TODAY)
