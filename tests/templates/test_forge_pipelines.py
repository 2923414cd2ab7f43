"""The pipelines in `vorlagen/ci`: right by the forges' schemas, thin, and their own commands run here in order."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import threading
from collections.abc import Iterator, Mapping
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any

import docx
import pytest
from ruamel.yaml import YAML

from editions.released_guide import make_released_guide
from guide_project import MAILBOXES, SCHOOL, YOUTH, Project, git

TEMPLATES = Path(__file__).parents[2] / "vorlagen" / "ci"
FILES = {
    "gitlab": TEMPLATES / "gitlab" / ".gitlab-ci.yml",
    "forgejo": TEMPLATES / "forgejo" / "ratgeber.yml",
    "github": TEMPLATES / "github" / "ratgeber.yml",
}
SCHEMAS = {
    "gitlab": ("vendor.gitlab-ci", "--data-transform", "gitlab-ci"),
    "forgejo": ("vendor.github-workflows",),  # Forgejo publishes none that could be had; its words are GitHub's
    "github": ("vendor.github-workflows",),
}
COMMAND = ".venv/bin/ratgeber "
#: Steps besides our command: what every job needs before it can call it.
PREPARATION = ("python3 tools/ensure_venv.py", "apt-get update ")


def read(kind: str) -> Mapping[str, Any]:
    *_, content = YAML(typ="safe").load_all(FILES[kind].read_text(encoding="utf-8"))
    assert isinstance(content, dict)
    return content


def jobs(kind: str) -> dict[str, list[str]]:
    """Return the shell lines of each job."""
    content = read(kind)
    if kind == "gitlab":
        return {name: job["script"] for name, job in content.items() if isinstance(job, dict) and "script" in job}
    return {name: [step["run"] for step in job["steps"] if "run" in step] for name, job in content["jobs"].items()}


def command_of(kind: str, job: str) -> str:
    (line,) = [line for line in jobs(kind)[job] if line.startswith(COMMAND)]
    return line


class AnsweringForge(HTTPServer):
    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.asked: list[dict[str, Any]] = []


class Handler(BaseHTTPRequestHandler):
    server: AnsweringForge

    def do_POST(self) -> None:
        self.server.asked.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
        self.send_response(201)
        self.end_headers()
        self.wfile.write(b'{"web_url": "https://plattform.example/1", "html_url": "https://plattform.example/1"}')

    def log_message(self, format: str, *arguments: object) -> None:
        pass


@pytest.fixture
def web() -> Iterator[AnsweringForge]:
    server = AnsweringForge()
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield server
    server.shutdown()
    thread.join()
    server.server_close()


def run_job(line: str, forge: Path, web: AnsweringForge, **variables: str) -> Path:
    """Run a shell line of a pipeline as the forge would: in a fresh clone, with its variables."""
    root = forge.parent / f"lauf-{len(list(forge.parent.iterdir()))}"
    git(forge.parent, "clone", "--quiet", str(forge), str(root))
    scripts = root / ".venv" / "bin"
    scripts.mkdir(parents=True)
    (scripts / "ratgeber").write_text(f'#!/bin/sh\nexec "{sys.executable}" -m ratgeber_tools.cli "$@"\n')
    (scripts / "ratgeber").chmod(0o755)
    address = f"http://127.0.0.1:{web.server_port}"
    environment = {
        **os.environ,
        "GIT_CONFIG_GLOBAL": str(forge.parent / "keine-einstellungen"),
        "GEGENSTELLE": str(forge),
        "CI_DEFAULT_BRANCH": "main",
        "CI_JOB_URL": "https://plattform.example/lauf/7",
        "CI_API_V4_URL": address,
        "CI_PROJECT_ID": "1",
        "GITHUB_API_URL": address,
        "GITHUB_REPOSITORY": "stadt/ratgeber",
        "LAUF": "https://plattform.example/lauf/7",
        "RATGEBER_TOKEN": "geheim",
        **variables,
    }
    done = subprocess.run(
        ["bash", "-euo", "pipefail", "-c", line], cwd=root, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, f"{line}\n{done.stdout}{done.stderr}"
    return root


@pytest.mark.parametrize("kind", FILES)
def test_the_pipeline_is_right_by_the_published_schema(kind: str, tmp_path: Path) -> None:
    schema, *more = SCHEMAS[kind]
    file = tmp_path / "ablauf.yml"  # GitLab's inputs stand in a document of their own, which the schema does not know
    file.write_text(FILES[kind].read_text(encoding="utf-8").rpartition("\n---\n")[2], encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "check_jsonschema", "--builtin-schema", schema, *more, str(file)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize("kind", FILES)
def test_every_step_is_one_command_of_ours(kind: str) -> None:
    found = jobs(kind)
    assert {"eingang", "vorschlag", "veroeffentlichen", "freigeben"} <= set(found)
    for line in (line for lines in found.values() for line in lines):
        assert line.startswith((COMMAND, *PREPARATION))
        assert "\n" not in line
        if line.startswith(COMMAND):
            assert not set("|;&`") & set(line)


@pytest.mark.parametrize("kind", FILES)
def test_the_property_tests_draw_anew_at_night_alone_and_keep_nothing_from_being_published(kind: str) -> None:
    assert command_of(kind, "gruendlich") == ".venv/bin/ratgeber test --gruendlich"
    content = read(kind)
    job = content["gruendlich"] if kind == "gitlab" else content["jobs"]["gruendlich"]
    when = job["rules"][0]["if"] if kind == "gitlab" else job["if"]
    assert "schedule" in when
    assert "push" not in when
    assert job.get("needs", []) == []


@pytest.mark.parametrize("kind", ["forgejo", "github"])
def test_nothing_somebody_types_is_put_into_a_shell_line(kind: str) -> None:
    assert not [line for lines in jobs(kind).values() for line in lines if "${{" in line]


def test_what_people_type_in_on_gitlab_are_inputs_that_stay_as_typed() -> None:
    header, content = YAML(typ="safe").load_all(FILES["gitlab"].read_text(encoding="utf-8"))
    names = set(header["spec"]["inputs"])
    assert names == {"kapitel", "beschluss", "ja", "nein", "enthalten"}
    variables = content["freigeben"]["variables"]
    assert {name.upper(): variables[name.upper()] for name in names} == {
        name.upper(): {"value": f"$[[ inputs.{name} ]]", "expand": False} for name in names
    }
    assert not [value for value in content["variables"].values() if isinstance(value, dict)]
    assert variables["GIT_AUTHOR_EMAIL"] == "$GITLAB_USER_EMAIL"


@pytest.mark.parametrize("kind", FILES)
def test_the_token_is_only_where_something_is_uploaded(kind: str) -> None:
    content = read(kind)
    if kind == "gitlab":
        holders = {name for name, job in content.items() if "RATGEBER_TOKEN" in json.dumps(job)}
        assert holders == {"eingang", "veroeffentlichen", "freigeben"}
        return
    for job in content["jobs"].values():
        *before, last = [step for step in job["steps"] if "run" in step]
        assert not [step for step in (*before, job.get("env", {})) if "TOKEN" in json.dumps(step)]
        assert ("TOKEN" in json.dumps(last)) is ("--hochladen" in last["run"])
        for step in job["steps"]:
            if "uses" in step:
                assert "TOKEN" not in json.dumps(step)
                assert "checkout" not in step["uses"] or step["with"]["persist-credentials"] is False


#: Its id could not be established; the handbook asks the IT to pin it on their own forge.
UNPINNED = {"forgejo/upload-artifact@v4"}


@pytest.mark.parametrize("kind", ["forgejo", "github"])
def test_actions_of_others_are_pinned_by_their_commit_and_say_which_version(kind: str) -> None:
    lines = [line.strip() for line in FILES[kind].read_text(encoding="utf-8").splitlines() if "uses:" in line]
    assert lines
    for line in lines:
        if line.removeprefix("- uses: ") not in UNPINNED:
            assert re.fullmatch(r"- uses: [\w/-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+", line), line


@pytest.mark.parametrize("kind", FILES)
def test_asking_other_servers_is_in_no_pipeline(kind: str) -> None:
    assert "--extern" not in FILES[kind].read_text(encoding="utf-8")


@pytest.mark.parametrize("kind", FILES)
def test_from_an_upload_to_a_published_page_with_the_pipelines_own_commands(
    kind: str, tmp_path: Path, web: AnsweringForge
) -> None:
    released = make_released_guide(tmp_path / "stadt")
    forge = tmp_path / "plattform.git"
    git(tmp_path, "clone", "--quiet", "--bare", str(released.root), str(forge))

    uploader = Project(tmp_path / "hochladende", released.now)
    git(tmp_path, "clone", "--quiet", str(forge), str(uploader.root))
    git(uploader.root, "config", "user.name", "Redaktion")
    path = uploader.root / "eingang" / "schulanfang" / "Beitrag.docx"
    path.parent.mkdir(parents=True)
    document = docx.Document()
    document.add_heading("Brotdose", level=1)
    document.add_paragraph("Packen Sie am Abend.")
    document.save(str(path))
    uploader.commit(YOUTH)
    git(uploader.root, "push", "--quiet")

    run_job(command_of(kind, "eingang"), forge, web)
    (asked,) = web.asked
    assert asked["title"] == "Neues Kapitel: Brotdose"
    assert "https://plattform.example/lauf/7" in (asked.get("description") or asked["body"])
    branch = asked.get("source_branch") or asked["head"]

    reviewer = Project(tmp_path / "pruefende", released.now)
    git(tmp_path, "clone", "--quiet", str(forge), str(reviewer.root))
    git(reviewer.root, "config", "user.name", "Redaktion")
    reviewer.act_as(YOUTH)
    git(reviewer.root, "merge", "--quiet", "--no-ff", "-m", "Angenommen", f"origin/{branch}")
    chapter = reviewer.guide / "schulanfang" / "brotdose.md"
    assert "Packen Sie am Abend." in chapter.read_text(encoding="utf-8")
    chapter.write_text(chapter.read_text(encoding="utf-8").replace("offen", SCHOOL), encoding="utf-8")
    reviewer.commit(YOUTH)
    git(reviewer.root, "push", "--quiet")

    decision = {"BESCHLUSS": 'Protokoll "7" $HOME', "JA": "9", "NEIN": "1", "ENTHALTEN": "2"}
    office = {"GIT_AUTHOR_NAME": "Konto", "GIT_AUTHOR_EMAIL": MAILBOXES[SCHOOL]}
    run_job(command_of(kind, "freigeben"), forge, web, KAPITEL="schulanfang/brotdose", **decision, **office)
    assert git(forge, "log", "-1", "--format=%ae", "main") == MAILBOXES[SCHOOL]

    root = run_job(command_of(kind, "veroeffentlichen"), forge, web)
    assert "Packen Sie am Abend." in (root / "_build/public/html/schulanfang/brotdose.html").read_text(encoding="utf-8")
    if kind == "forgejo":
        assert "Packen Sie am Abend." in git(forge, "show", "pages:schulanfang/brotdose.html")
        assert git(forge, "rev-list", "--count", "pages") == "1"


def test_what_must_be_kept_for_good_is_committed_by_the_public_job(tmp_path: Path, web: AnsweringForge) -> None:
    released = make_released_guide(tmp_path / "stadt")
    forge = tmp_path / "plattform.git"
    git(tmp_path, "clone", "--quiet", "--bare", str(released.root), str(forge))
    before = git(forge, "rev-parse", "main")
    run_job(command_of("gitlab", "veroeffentlichen"), forge, web)
    changed = git(forge, "diff", "--name-only", before, "main").splitlines()
    assert "ratgeber/redaktion/adressen.yaml" in changed
    run_job(command_of("gitlab", "veroeffentlichen"), forge, web)
    assert git(forge, "rev-list", "--count", f"{before}..main") == "1"  # nothing new, so no commit and no endless loop
