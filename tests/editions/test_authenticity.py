"""Whether each release comes from the office it names: by the address of its commit, or by a signature."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from guide_project import HEALTH, MAILBOXES, SCHOOL, YOUTH, Project, git
from ratgeber_tools.cli import main
from ratgeber_tools.editions.authenticity import Audit, audit
from ratgeber_tools.editions.overview import as_markdown
from ratgeber_tools.editions.released import NothingReleasedError, read_released
from ratgeber_tools.editions.stage import stage
from ratgeber_tools.editorial.roles import ROLES, SIGNERS, RolesError
from ratgeber_tools.history import find_repository
from ratgeber_tools.releases.keeping import read_committed_log

needs_keys = pytest.mark.skipif(shutil.which("ssh-keygen") is None, reason="ssh-keygen fehlt: openssh-client")


@pytest.fixture
def project(tmp_path: Path) -> Project:
    made = Project.create(tmp_path / "p")
    for name in ("anmeldung", "hort"):
        made.write(name, f"# {name.capitalize()}\n")
    made.commit(SCHOOL)
    return made


def audited(project: Project) -> Audit:
    repository = find_repository(project.root)
    assert repository is not None
    return audit(project.root, repository, read_committed_log(project.root, repository))


def sentences(project: Project) -> list[str]:
    return [doubt.sentence for doubt in audited(project).doubts]


def test_a_release_entered_by_its_office_is_beyond_doubt(project: Project) -> None:
    project.release("anmeldung", YOUTH)
    project.release("anmeldung", HEALTH)
    project.withdraw("anmeldung", SCHOOL)
    assert audited(project).doubts == ()
    assert audited(project).unknown == ""


def test_a_release_entered_by_another_address_is_told_and_counts_all_the_same(project: Project) -> None:
    project.release("anmeldung", YOUTH, commit=False)
    commit = project.commit("fremd@anderswo.example")
    (sentence,) = sentences(project)
    assert sentence == (
        "„anmeldung“, freigegeben am 24.11.2026 durch „Jugendamt“: Eingetragen hat es fremd@anderswo.example "
        f"(Stand {commit[:10]}); diese Adresse gehört nicht zu der Stelle."
    )
    assert set(read_released(project.root).releases) == {"anmeldung"}


def test_another_office_may_not_enter_it_either(project: Project) -> None:
    project.release("anmeldung", YOUTH, commit=False)
    project.commit(SCHOOL)
    assert MAILBOXES[SCHOOL] in sentences(project)[0]


def test_of_two_releases_of_one_content_only_the_doubtful_one_is_told(project: Project) -> None:
    project.release("anmeldung", YOUTH)
    project.release("anmeldung", HEALTH, commit=False)
    project.commit(SCHOOL)
    (sentence,) = sentences(project)
    assert "durch „Gesundheitsamt“" in sentence


def test_what_is_no_longer_public_is_not_told(project: Project) -> None:
    project.release("anmeldung", YOUTH, commit=False)
    project.commit(SCHOOL)
    project.write("anmeldung", "# Anmeldung, neu\n")
    project.commit(SCHOOL)
    project.release("anmeldung", YOUTH)
    assert sentences(project) == []


def test_the_table_counts_as_it_is_committed(project: Project) -> None:
    project.release("anmeldung", YOUTH, commit=False)
    project.commit("fremd@anderswo.example")
    table = project.root / ROLES
    table.write_text(table.read_text(encoding="utf-8").replace(MAILBOXES[YOUTH], "fremd@anderswo.example"))
    assert len(sentences(project)) == 1
    project.commit(SCHOOL)
    assert sentences(project) == []


def test_without_a_committed_table_it_is_said_that_nothing_was_compared(project: Project) -> None:
    project.release("anmeldung", YOUTH)
    git(project.root, "rm", "--quiet", str(ROLES))
    git(project.root, "commit", "--quiet", "-m", "ohne")
    found = audited(project)
    assert "rollen.yaml fehlt" in found.unknown
    assert found.log.events


def test_releases_of_two_clones_that_were_merged_are_each_traced(project: Project, tmp_path: Path) -> None:
    first, second = project.clone(tmp_path / "eins"), project.clone(tmp_path / "zwei")
    first.release("anmeldung", YOUTH)
    second.release("anmeldung", HEALTH)
    git(first.root, "pull", "--quiet", "--no-rebase", "--no-edit", str(second.root), "main")
    assert sentences(first) == []


def key(folder: Path, name: str) -> Path:
    path = folder / name
    subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", name, "-f", str(path)], check=True)
    return path


@pytest.fixture
def signing(project: Project, tmp_path: Path) -> Project:
    """A project that demands signatures; the key of the youth office is known, one more is not."""
    keys = {name: key(tmp_path, name) for name in ("jugend", "fremd")}
    public = keys["jugend"].with_suffix(".pub").read_text(encoding="utf-8").split()
    (project.root / SIGNERS).write_text(f"{MAILBOXES[YOUTH]} {public[0]} {public[1]}\n", encoding="utf-8")
    table = project.root / ROLES
    table.write_text("signaturen: verlangt\n" + table.read_text(encoding="utf-8"), encoding="utf-8")
    project.commit(SCHOOL)
    git(project.root, "config", "gpg.format", "ssh")
    return project


def sign_with(project: Project, path: Path | None) -> None:
    git(project.root, "config", "commit.gpgSign", "true" if path else "false")
    if path:
        git(project.root, "config", "user.signingKey", str(path))


@needs_keys
def test_a_signed_release_counts_and_an_unsigned_one_does_not(signing: Project, tmp_path: Path) -> None:
    sign_with(signing, tmp_path / "jugend")
    signing.release("anmeldung", YOUTH)
    sign_with(signing, None)
    signing.release("hort", YOUTH)
    assert set(read_released(signing.root).releases) == {"anmeldung"}
    (sentence,) = sentences(signing)
    assert sentence.startswith("„hort“, freigegeben am 24.11.2026 durch „Jugendamt“: Der Eintrag ist nicht untersch")


@needs_keys
def test_a_key_nobody_knows_and_a_key_of_another_office_do_not_count(signing: Project, tmp_path: Path) -> None:
    sign_with(signing, tmp_path / "fremd")
    signing.release("anmeldung", YOUTH)
    sign_with(signing, tmp_path / "jugend")
    signing.release("hort", HEALTH)
    with pytest.raises(NothingReleasedError, match=r"(?s)Schlüssel steht nicht in unterschriften.*Unterschrieben hat"):
        read_released(signing.root)


@needs_keys
def test_a_withdrawal_counts_without_a_signature_and_is_told(signing: Project, tmp_path: Path) -> None:
    sign_with(signing, tmp_path / "jugend")
    signing.release("anmeldung", YOUTH)
    signing.release("hort", YOUTH)
    sign_with(signing, None)
    signing.withdraw("hort", SCHOOL)
    assert set(read_released(signing.root).releases) == {"anmeldung"}
    assert sentences(signing)[0].startswith("„hort“, zurückgezogen durch „Schulamt“:")


@needs_keys
def test_keys_that_are_not_committed_do_not_count(signing: Project, tmp_path: Path) -> None:
    sign_with(signing, tmp_path / "jugend")
    signing.release("anmeldung", YOUTH)
    git(signing.root, "rm", "--quiet", "--cached", str(SIGNERS))
    git(signing.root, "commit", "--quiet", "-m", "ohne")
    with pytest.raises(RolesError, match="unterschriften ist nicht eingecheckt"):
        audited(signing)


def test_the_overview_names_doubtful_pages_without_addresses(project: Project, tmp_path: Path) -> None:
    project.write("index", "# Ratgeber\n\n```{toctree}\nanmeldung\nhort\n```\n", head="")
    project.commit(SCHOOL)
    for name in ("index", "hort"):
        project.release(name, YOUTH)
    project.release("anmeldung", YOUTH, commit=False)
    project.commit("fremd@anderswo.example")
    text = as_markdown(stage(project.root, tmp_path / "bau"))
    assert text.endswith("passt der Eintrag der Freigabe nicht zur genannten Stelle:\n\n- Anmeldung\n")
    assert "@" not in text


@needs_keys
def test_what_the_command_uploads_is_signed_where_the_town_demands_it(
    signing: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    bare = tmp_path / "plattform.git"
    git(tmp_path, "clone", "--quiet", "--bare", str(signing.root), str(bare))
    git(signing.root, "remote", "add", "origin", str(bare))
    (signing.root / ".git/info/exclude").write_text("conf.py\n", encoding="utf-8")
    (signing.root / "conf.py").write_text("", encoding="utf-8")
    sign_with(signing, tmp_path / "jugend")
    git(signing.root, "config", "commit.gpgSign", "false")
    signing.act_as(YOUTH)
    monkeypatch.chdir(signing.root)
    votes = ["--ja", "3", "--nein", "0", "--enthalten", "0"]
    assert main(["freigeben", "hort", "--beschluss", "P 1", *votes, "--ohne-seite", "--hochladen"]) == 0
    assert "hort" in read_released(signing.root).releases
    assert git(signing.root, "status", "--porcelain") == ""
