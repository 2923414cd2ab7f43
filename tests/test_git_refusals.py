"""Each way git or the other side refuses is a German sentence of its own, with what to do next."""

from __future__ import annotations

from pathlib import Path

import pytest

from guide_project import Project
from ratgeber_tools import branches
from ratgeber_tools.git_refusals import in_german
from ratgeber_tools.history import HistoryError, find_repository

#: What git 2.39 and forges write, with words of the sentence it becomes.
WORDS = {
    "no network": (
        "fatal: unable to access 'https://forge.example/stadt.git/': Could not resolve host: forge.example",
        "Der Rechner forge.example ist von hier nicht zu finden.",
    ),
    "no network, ssh": (
        "ssh: Could not resolve hostname forge.example: Name or service not known\nfatal: Could not read from remote "
        "repository.\n\nPlease make sure you have the correct access rights\nand the repository exists.",
        "Der Rechner forge.example ist von hier nicht zu finden.",
    ),
    "off": (
        "fatal: unable to access 'http://127.0.0.1:9/x.git/': Failed to connect to 127.0.0.1 port 9 after 0 ms: "
        "Couldn't connect to server",
        "Die Plattform antwortet nicht.",
    ),
    "off, ssh": (
        "ssh: connect to host forge.example port 22: Connection refused\nfatal: Could not read from remote repository.",
        "Die Plattform antwortet nicht.",
    ),
    "wrong password": (
        "remote: HTTP Basic: Access denied\nfatal: Authentication failed for 'https://forge.example/stadt.git/'",
        "Die Plattform lässt Sie nicht hinein",
    ),
    "no password": (
        "fatal: could not read Username for 'https://forge.example': terminal prompts disabled",
        "Die Plattform lässt Sie nicht hinein",
    ),
    "wrong key": (
        "git@forge.example: Permission denied (publickey).\nfatal: Could not read from remote repository.",
        "Die Plattform lässt Sie nicht hinein",
    ),
    "no right to write": (
        "remote: Permission to stadt/ratgeber.git denied to jugendamt.\nfatal: unable to access "
        "'https://forge.example/stadt/ratgeber.git/': The requested URL returned error: 403",
        "Ihr Konto darf dort nicht schreiben",
    ),
    "protected": (
        "remote: GitLab: You are not allowed to push code to protected branches on this project.\nTo forge.example\n"
        " ! [remote rejected] main -> main (pre-receive hook declined)\nerror: failed to push some refs",
        "der Zweig ist geschützt",
    ),
    "overtaken": (
        "To forge.example\n ! [rejected]        main -> main (fetch first)\nerror: failed to push some refs\n"
        "hint: Updates were rejected because the remote contains work that you do",
        "Dort hat inzwischen jemand etwas geändert.",
    ),
    "no project there": (
        "fatal: '../forge.git' does not appear to be a git repository\nfatal: Could not read from remote repository."
        "\n\nPlease make sure you have the correct access rights\nand the repository exists.",
        "Unter der Adresse liegt kein Projekt",
    ),
    "no such branch": ("fatal: couldn't find remote ref refs/heads/mainn", "Den Zweig „mainn“ gibt es dort nicht."),
    "certificate": (
        "fatal: unable to access 'https://forge.example/': server certificate verification failed. CAfile: none",
        "Das Zertifikat der Plattform lässt sich nicht prüfen.",
    ),
    "other owner": (
        "fatal: detected dubious ownership in repository at '/srv/ratgeber'\nTo add an exception, call:",
        "git config --global --add safe.directory /srv/ratgeber",
    ),
    "full": ("error: unable to write file x: No space left on device", "kein Platz mehr"),
    "somebody else works": (
        "fatal: Unable to create '/srv/ratgeber/.git/index.lock': File exists.\n\nAnother git process seems to run",
        "arbeitet gerade ein anderes Programm mit git",
    ),
    "no key to sign": (
        "error: Couldn't load public key /x: No such file or directory?\n\nfatal: failed to write commit object",
        "Die Unterschrift kam nicht zustande.",
    ),
    "old git": ("error: unknown option `no-write-fetch-head'\nusage: git fetch", "Ihr git ist zu alt"),
}


@pytest.mark.parametrize("case", WORDS)
def test_what_git_says_is_a_german_sentence(case: str) -> None:
    words, expected = WORDS[case]
    sentence = in_german(words)
    assert expected in sentence
    assert "fatal" not in sentence


def test_what_nobody_foresaw_is_quoted_by_its_reason_and_not_by_its_last_line() -> None:
    words = "fatal: the moon is full\nPlease make sure you have the correct access rights\nand the repository exists.\n"
    assert in_german(words) == "git sagt dazu: „fatal: the moon is full“. Fragen Sie die IT."
    assert in_german("") == "git sagt nicht, warum."


def test_a_token_in_what_is_quoted_is_left_out() -> None:
    assert "geheim" not in in_german("fatal: strange thing at 'https://ratgeber:geheim@forge.example/x.git'")


def test_a_git_that_is_too_old_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    project = Project.create(tmp_path / "stadt")
    old = tmp_path / "bin" / "git"
    old.parent.mkdir()
    old.write_text("#!/bin/sh\necho \"Unknown option: $1\" >&2\necho 'usage: git [--version] [--help]' >&2\nexit 129\n")
    old.chmod(0o755)
    monkeypatch.setenv("PATH", str(old.parent))
    with pytest.raises(HistoryError, match="Ihr git ist zu alt; gebraucht wird"):
        find_repository(project.root)


def test_a_forge_that_is_not_there_is_named_by_what_to_do(tmp_path: Path) -> None:
    repository = find_repository(Project.create(tmp_path / "stadt").root)
    assert repository is not None
    with pytest.raises(branches.BranchError, match="Unter der Adresse liegt kein Projekt"):
        branches.remote_branches(repository, str(tmp_path / "nirgends.git"))
