"""The templates in `vorlagen/ci` read, and their jobs run here: line by line as they stand, with a forge's variables.

A job runs in a checkout of its own of a local bare repository.  The machine is prepared already: what installs
programs or fetches an action of others does nothing here.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

import prepared_processes
from fake_forge import FakeForge
from guide_project import git

TEMPLATES = Path(__file__).parents[1] / "vorlagen" / "ci"
FILES = {
    "gitlab": TEMPLATES / "gitlab" / ".gitlab-ci.yml",
    "forgejo": TEMPLATES / "forgejo" / "ratgeber.yml",
    "github": TEMPLATES / "github" / "ratgeber.yml",
}
TOKEN = "RATGEBER_TOKEN"
#: Words of GitLab's file that are no jobs.
_NO_JOBS = {"variables", "default", "stages", "spec", "workflow", "include"}
_EXPRESSION = re.compile(r"\$\{\{\s*(.+?)\s*\}\}")
_INPUT = re.compile(r"\$\[\[\s*inputs\.(\w+)\s*\]\]")


@cache
def read(path: Path) -> Mapping[str, Any]:
    """Return the last document of a template: before GitLab's jobs its inputs stand in one of their own."""
    *_, content = YAML(typ="safe").load_all(path.read_text(encoding="utf-8"))
    assert isinstance(content, dict)
    return content


def jobs(kind: str) -> Mapping[str, Mapping[str, Any]]:
    content = read(FILES[kind])
    if kind != "gitlab":
        return content["jobs"]  # type: ignore[no-any-return]
    return {name: job for name, job in content.items() if name not in _NO_JOBS}


def lines_of(kind: str, name: str) -> list[str]:
    """Return the shell lines of a job in their order."""
    job = jobs(kind)[name]
    if kind != "gitlab":
        return [step["run"] for step in job["steps"] if "run" in step]
    return [*job.get("before_script", read(FILES[kind])["default"]["before_script"]), *job["script"]]


@dataclass(frozen=True, slots=True)
class Event:
    """What made a pipeline run, in one vocabulary for all forges: push, pull_request, schedule or dispatch."""

    name: str
    branch: str = "main"
    inputs: Mapping[str, str] = field(default_factory=dict)


def runs(kind: str, name: str, event: Event) -> bool:
    """Say whether a job runs for `event`, by its own condition."""
    job = jobs(kind)[name]
    return _by_rules(job, event) if kind == "gitlab" else _by_condition(kind, job, event)


def _by_condition(kind: str, job: Mapping[str, Any], event: Event) -> bool:
    triggers = read(FILES[kind])["on"]
    word = {"dispatch": "workflow_dispatch"}.get(event.name, event.name)
    if word not in triggers:
        return False
    branches = (triggers[word] or {}).get("branches") if isinstance(triggers[word], dict) else None
    if branches is not None and event.branch not in branches:
        return False
    ref = "refs/pull/7/merge" if event.name == "pull_request" else f"refs/heads/{event.branch}"
    words = job.get("if", "True").replace("&&", " and ").replace("||", " or ")
    words = words.replace("github.ref", repr(ref)).replace("github.event_name", repr(word))
    return bool(eval(words))  # our own file, nothing but comparisons


def _by_rules(job: Mapping[str, Any], event: Event) -> bool:
    """A merge request of a fork or of a branch has no CI_COMMIT_BRANCH (GitLab, predefined variables)."""
    is_request = event.name == "pull_request"
    values: dict[str, str | None] = {
        "CI_PIPELINE_SOURCE": {"pull_request": "merge_request_event", "dispatch": "web"}.get(event.name, event.name),
        "CI_COMMIT_BRANCH": None if is_request else event.branch,
        "CI_DEFAULT_BRANCH": "main",
        "CI_REGISTRY_IMAGE": None,
        "ABBILD_BAUEN": None,
    }
    for rule in job["rules"]:
        words = _INPUT.sub(lambda match: event.inputs.get(match[1], ""), rule["if"])
        words = re.sub(r"\$(\w+)", lambda match: repr(values[match[1]]), words)
        words = words.replace("&&", " and ").replace("||", " or ").replace("null", "None")
        if eval(words) and "changes" not in rule:  # our own file, nothing but comparisons
            return rule.get("when") not in ("never", "manual")
    return False


@dataclass(slots=True)
class Machine:
    """Where jobs run: a folder with the bare repository, the forge that is asked, and who has started the run."""

    kind: str
    folder: Path
    forge: FakeForge
    account: str = "schulamt"
    domain: str = "stadt.example"
    said: str = ""

    @property
    def repository(self) -> Path:
        return self.folder / "plattform.git"

    def run(self, *names: str, event: Event, revision: str = "main", base: str = "") -> list[int]:
        """Run jobs one after another, each if the ones before let it; return the exit code of each that ran."""
        codes: list[int] = []
        for name in names:
            assert runs(self.kind, name, event), f"{name} does not run for {event}"
            code = self._run(name, event, revision, base)
            codes.append(code)
            if code and not jobs(self.kind)[name].get("allow_failure"):
                break
        return codes

    @property
    def artifacts(self) -> Path:
        """What jobs have handed on, as the forge keeps it."""
        return self.folder / "ablage"

    def _run(self, name: str, event: Event, revision: str, base: str) -> int:
        checkout = self.folder / f"lauf-{len(list(self.folder.glob('lauf-*')))}"
        git(self.folder, "clone", "--quiet", str(self.repository), str(checkout))
        git(checkout, "checkout", "--quiet", "--detach", f"origin/{revision}")
        self._prepare(checkout)
        return (self._run_gitlab if self.kind == "gitlab" else self._run_steps)(name, event, checkout, base)

    def _prepare(self, checkout: Path) -> None:
        """Put the starter and the preparation beside the guide, where a real project has them; ours are ready."""
        prepared_processes.starter(checkout / "elternratgeber")
        preparation = checkout / "vorlagen" / "ci" / "vorbereiten.sh"
        preparation.parent.mkdir(parents=True)
        preparation.write_text("exit 0\n", encoding="utf-8")
        with (checkout / ".git" / "info" / "exclude").open("a", encoding="utf-8") as exclude:
            exclude.write("/elternratgeber\n/vorlagen/\n")
        programs = self.folder / "programme"
        programs.mkdir(exist_ok=True)
        for program, does in (("apt-get", "exit 99"), ("node", "exit 0")):
            (programs / program).write_text(f"#!/bin/sh\n{does}\n", encoding="utf-8")
            (programs / program).chmod(0o755)

    def _environment(self, checkout: Path) -> dict[str, str]:
        return {
            **{name: value for name, value in os.environ.items() if not name.startswith("GIT_")},
            "PATH": f"{self.folder / 'programme'}{os.pathsep}{os.environ['PATH']}",
            "GIT_CONFIG_GLOBAL": str(self.folder / "gitconfig"),
            **{name: value for name, value in self.forge.variables.items() if name != TOKEN},
            "CI_DEFAULT_BRANCH": "main",
            "CI_JOB_URL": "https://plattform.example/lauf/7",
            "CI_PROJECT_URL": str(self.repository).removesuffix(".git"),
            "GITLAB_USER_NAME": "Konto",
            "GITLAB_USER_EMAIL": f"{self.account}@{self.domain}",
        }

    def _bash(self, lines: str, checkout: Path, environment: Mapping[str, str]) -> int:
        done = subprocess.run(
            ["bash", "-eo", "pipefail", "-c", lines], cwd=checkout, env=environment, capture_output=True, text=True,
            check=False,
        )  # fmt: skip
        self.said += f"$ {lines}\n{done.stdout}{done.stderr}"
        return done.returncode

    # ------------------------------------------------------------------------------------------------- GitLab

    def _run_gitlab(self, name: str, event: Event, checkout: Path, base: str) -> int:
        """One shell for all lines; a variable of the environment `hochladen` is there for jobs of that one alone."""
        job = jobs("gitlab")[name]
        environment = self._environment(checkout) | {"CI_MERGE_REQUEST_DIFF_BASE_SHA": base}
        place = job.get("environment", {}).get("name")
        if place == "hochladen" and event.branch == "main" and event.name != "pull_request":
            environment[TOKEN] = "geheim"
        for variable, value in {**read(FILES["gitlab"])["variables"], **job.get("variables", {})}.items():
            raw = isinstance(value, dict) and value.get("expand") is False
            text = _INPUT.sub(
                lambda match: event.inputs.get(match[1], ""), value["value"] if isinstance(value, dict) else value
            )
            environment[variable] = text if raw else _expanded(text, environment)
        for needed in job.get("needs", []):
            if (self.artifacts / needed).is_dir():
                shutil.copytree(self.artifacts / needed, checkout, dirs_exist_ok=True)
        code = self._bash("\n".join(lines_of("gitlab", name)), checkout, environment)
        if code == 0 or job.get("artifacts", {}).get("when") == "always":
            kept = job.get("artifacts", {})
            self._keep(name, checkout, kept.get("paths", []), kept.get("exclude", []))
        return code

    # ---------------------------------------------------------------------------------------- Forgejo, GitHub

    def _run_steps(self, name: str, event: Event, checkout: Path, base: str) -> int:
        job = jobs(self.kind)[name]
        shared = {**read(FILES[self.kind]).get("env", {}), **job.get("env", {})}
        failed = 0
        for step in job["steps"]:
            condition = step.get("if", "success()")
            if failed and condition == "success()":
                continue
            if "uses" in step and "upload" in step["uses"]:
                paths = step["with"]["path"].split()
                self._keep(
                    name,
                    checkout,
                    [path for path in paths if not path.startswith("!")],
                    [path.removeprefix("!") for path in paths if path.startswith("!")],
                )
            if "run" in step:
                environment = self._environment(checkout)
                for variable, value in {**shared, **step.get("env", {})}.items():
                    environment[variable] = self._evaluated(str(value), event, base)
                code = self._bash(step["run"], checkout, environment)
                failed = failed or code
        return failed

    def _evaluated(self, text: str, event: Event, base: str) -> str:
        known = {
            f"secrets.{TOKEN}": "geheim" if event.name != "pull_request" else "",
            "github.server_url": "https://plattform.example",
            "github.repository": "stadt/ratgeber",
            "github.run_id": "7",
            "github.run_number": "7",
            "github.actor": self.account,
            "github.actor_id": "41",
            "secrets.RATGEBER_VORSCHAU_SCHLUESSEL": "",
            "vars.POST": self.domain,
            "github.event.pull_request.base.sha": base,
            **{f"inputs.{name}": value for name, value in event.inputs.items()},
        }
        return _EXPRESSION.sub(lambda match: known[match[1]], text)

    def _keep(self, name: str, checkout: Path, patterns: list[str], excluded: list[str]) -> None:
        for path in _files(checkout, patterns):
            inside = path.relative_to(checkout)
            if any(_matches(inside, pattern) for pattern in excluded):
                continue
            target = self.artifacts / name / inside
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, target)


def _files(checkout: Path, patterns: list[str]) -> Iterator[Path]:
    for pattern in patterns:
        place = checkout / pattern
        yield from ([place] if place.is_file() else (path for path in place.rglob("*") if path.is_file()))


def _matches(path: Path, pattern: str) -> bool:
    """`_build/eingang/**/doctrees/**`, with or without a last `/*`: any file below such a folder."""
    head, _, tail = pattern.removesuffix("/*").removesuffix("/**").partition("/**/")
    return path.is_relative_to(head) and tail in path.relative_to(head).parts[:-1]


def _expanded(text: str, environment: Mapping[str, str]) -> str:
    return re.sub(r"\$\{?(\w+)\}?", lambda match: environment.get(match[1], ""), text)
