"""The pipelines in `vorlagen/ci`: right by the forges' schemas, thin, and a token nowhere it should not be."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest
from ruamel.yaml import YAML

from pipeline_runs import FILES, TEMPLATES, TOKEN, Event, jobs, lines_of, read, runs

SCHEMAS = {
    "gitlab": ("vendor.gitlab-ci", "--data-transform", "gitlab-ci"),
    "forgejo": ("vendor.github-workflows",),  # Forgejo publishes none that could be had; its words are GitHub's
    "github": ("vendor.github-workflows",),
}
COMMAND = "./elternratgeber "
#: Steps besides our command: what a job needs before it can call it, and on GitLab what leads from one job to the next.
PREPARATION = re.compile(
    r"sh vorlagen/ci/(?:vorbereiten|abbild)\.sh"
    r"|command -v git (?:&& command -v node )?\|\| "
    r"\(apt-get update -qq && apt-get install -qq --yes ca-certificates git(?: nodejs)?\)"
    r'|git remote set-url origin "\$CI_PROJECT_URL\.git"'
    r"|test -f _build/public/html/index\.html"
)
WORKFLOWS = sorted(path for path in TEMPLATES.rglob("*.yml"))
ALL_WORKFLOWS = pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: f"{path.parent.name}/{path.name}")
EACH = pytest.mark.parametrize("kind", FILES)
IMAGE = re.compile(r"debian:[\d.]+-slim@sha256:[0-9a-f]{64}")

#: Everything that makes a pipeline run, by somebody who may push, and by somebody who may not.
EVENTS = [
    Event("push"),
    Event("push", "beitrag/neu"),
    Event("push", "entwurf"),
    Event("push", "pages"),
    Event("pull_request", "entwurf"),
    Event("schedule"),
    Event("schedule", "entwurf"),
    Event("dispatch", inputs={"kapitel": "a"}),
    Event("dispatch", "entwurf", inputs={"kapitel": "a"}),
]


def needs_token(kind: str, name: str) -> bool:
    """Say whether a job gets the token: on GitLab that of the environment, elsewhere the secret a step names."""
    job = jobs(kind)[name]
    if kind == "gitlab":
        return job.get("environment", {}).get("name") == "hochladen"
    return "secrets." in json.dumps(job)


# --------------------------------------------------------------------------------------------------------- form


@ALL_WORKFLOWS
def test_the_pipeline_is_right_by_the_published_schema(path: Path, tmp_path: Path) -> None:
    schema, *more = SCHEMAS[path.parent.name]
    file = tmp_path / "ablauf.yml"  # GitLab's inputs stand in a document of their own, which the schema does not know
    file.write_text(path.read_text(encoding="utf-8").rpartition("\n---\n")[2], encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "check_jsonschema", "--builtin-schema", schema, *more, str(file)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout


@EACH
def test_every_step_is_one_command_of_ours(kind: str) -> None:
    assert {"eingang", "vorschlag", "veroeffentlichen", "freigeben", "gruendlich"} <= set(jobs(kind))
    for line in (line for name in jobs(kind) for line in lines_of(kind, name)):
        assert "\n" not in line
        if line.startswith(COMMAND):
            assert not set("|;&`") & set(line)
        else:
            assert PREPARATION.fullmatch(line), line


@EACH
def test_asking_other_servers_is_in_no_pipeline(kind: str) -> None:
    assert "--extern" not in FILES[kind].read_text(encoding="utf-8")


@ALL_WORKFLOWS
def test_actions_of_others_are_pinned_by_their_commit_and_say_which_version(path: Path) -> None:
    for line in path.read_text(encoding="utf-8").splitlines():
        if "uses:" in line:
            assert re.fullmatch(r"\s*- uses: [\w/-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+", line), line


@EACH
def test_only_pages_messages_and_the_report_are_handed_on(kind: str) -> None:
    if kind == "gitlab":
        kept = {name: job["artifacts"] for name, job in jobs(kind).items() if "artifacts" in job}
        paths = {name: (each["paths"], each.get("exclude", [])) for name, each in kept.items()}
    else:
        paths = {
            f"{name}-{step['with'].get('name', 'seiten')}": (
                [path for path in step["with"]["path"].split() if path[0] != "!"],
                [path[1:] for path in step["with"]["path"].split() if path[0] == "!"],
            )
            for name, job in jobs(kind).items()
            for step in job["steps"]
            if "upload" in step.get("uses", "")
        }
    assert len(paths) >= 2
    for places, excluded in paths.values():
        assert not {"_build", "_build/", ".venv/"} & set(places)
        if "_build/eingang/" in places:  # each preview there lies beside the doctrees it was made from
            assert any("/doctrees/" in pattern for pattern in excluded)


# -------------------------------------------------------------------------------------------------------- image


def instructions() -> list[str]:
    text = (TEMPLATES / "Containerfile").read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if line.strip() and not line.startswith("#")]
    return "\n".join(lines).replace("\\\n", " ").splitlines()


def test_the_image_rests_on_one_fixed_state_everywhere() -> None:
    (base,) = [line for line in instructions() if line.startswith("FROM ")]
    (digest,) = IMAGE.findall(base)
    for path in WORKFLOWS:
        for image in re.findall(r"\bdebian:\S+?(?=[\"'\s])", path.read_text(encoding="utf-8") + "\n"):
            assert image == digest, path
        assert ":latest" not in path.read_text(encoding="utf-8")


def test_the_image_keeps_no_lists_and_no_secrets_and_takes_in_what_fixes_versions_alone() -> None:
    for line in instructions():
        if "apt-get update" in line:
            assert line.endswith("rm -rf /var/lib/apt/lists/*")
            assert "--no-install-recommends" in line
        assert not re.search(r"^ADD |(?i:token|passw|secret|curl |wget |sudo |:latest)", line)
    taken = [line.split()[1] for line in instructions() if line.startswith("COPY ")]
    assert taken == ["vorlagen/ci/pakete.txt", "requirements.lock", "tools/ensure_venv.py"]


def test_what_the_image_is_made_of_makes_it_anew() -> None:
    made_of = {"requirements.lock", "tools/ensure_venv.py", "vorlagen/ci/Containerfile", "vorlagen/ci/pakete.txt"}
    for path in WORKFLOWS:
        if path.name == "abbild.yml":
            assert set(read(path)["on"]["push"]["paths"]) == made_of
    (changes,) = [set(rule["changes"]) for rule in jobs("gitlab")["abbild"]["rules"] if "changes" in rule]
    assert changes == made_of


def test_every_job_runs_in_the_image_a_town_names_or_in_the_plain_one() -> None:
    assert read(FILES["gitlab"])["default"]["image"] == "$ABBILD"
    for kind in ("forgejo", "github"):
        for job in jobs(kind).values():
            if any("run" in step for step in job["steps"]):
                assert job["container"]["image"].startswith("${{ vars.ABBILD || 'debian:")


# ---------------------------------------------------------------------------------------- tokens, and who types


@EACH
def test_a_job_that_has_the_token_runs_on_main_alone_and_never_for_a_request(kind: str) -> None:
    holders = [name for name in jobs(kind) if needs_token(kind, name)]
    assert len(holders) == 3
    for name in holders:
        ran = [event for event in EVENTS if runs(kind, name, event)]
        assert ran, name
        assert all(event.branch == "main" and event.name != "pull_request" for event in ran), name


@ALL_WORKFLOWS
def test_nothing_runs_the_code_of_a_fork_with_our_rights(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert "pull_request_target" not in text
    assert "workflow_run" not in text


@EACH
def test_the_token_comes_after_everything_that_builds(kind: str) -> None:
    for name in jobs(kind):
        if not needs_token(kind, name):
            continue
        *before, last = [line for line in lines_of(kind, name) if line.startswith(COMMAND)]
        assert "--hochladen" in last
        assert kind != "gitlab" or not before
        assert "--nur-hochladen" in last or last.startswith("./elternratgeber freigeben ")  # which builds nothing


@pytest.mark.parametrize("kind", ["forgejo", "github"])
def test_no_step_but_the_last_is_given_the_token(kind: str) -> None:
    content = read(FILES[kind])
    assert "secrets." not in json.dumps(content.get("env", {}))
    for job in content["jobs"].values():
        assert "secrets." not in json.dumps(job.get("env", {}))
        *before, last = job["steps"]
        assert "secrets." not in json.dumps(before)
        assert ("secrets." in json.dumps(last)) is ("--hochladen" in last.get("run", ""))
        for step in job["steps"]:
            if "checkout" in step.get("uses", ""):
                assert step["with"]["persist-credentials"] is False


def test_on_gitlab_no_job_names_the_token_and_what_builds_is_in_no_environment_that_has_it() -> None:
    for name, job in jobs("gitlab").items():
        assert TOKEN not in json.dumps(job)
        builds = any(re.match(r"\./elternratgeber (?:build|public$|eingang --adresse|test)", line)
                     for line in job["script"])  # fmt: skip
        assert not (builds and needs_token("gitlab", name))


def test_on_github_the_token_belongs_to_an_environment_that_other_branches_do_not_get() -> None:
    for name, job in jobs("github").items():
        assert (job.get("environment") == "hochladen") is needs_token("github", name)
    assert read(FILES["github"])["permissions"] == {"contents": "read"}
    assert "secrets.GITHUB_TOKEN" not in FILES["github"].read_text(encoding="utf-8")  # what it pushes starts no checks


@EACH
def test_git_finds_the_token_in_the_environment_and_nowhere_else(kind: str, tmp_path: Path) -> None:
    content = read(FILES[kind])
    settings = content["variables" if kind == "gitlab" else "env"]
    value = settings["GIT_CONFIG_VALUE_0"]
    helper = value["value"] if isinstance(value, dict) else value
    environment = {
        "PATH": "/usr/bin:/bin",
        "HOME": str(tmp_path),
        "GIT_CONFIG_COUNT": settings["GIT_CONFIG_COUNT"],
        "GIT_CONFIG_KEY_0": settings["GIT_CONFIG_KEY_0"],
        "GIT_CONFIG_VALUE_0": helper,
        "GIT_TERMINAL_PROMPT": "0",
        TOKEN: "ge$heim",
    }
    done = subprocess.run(
        ["git", "credential", "fill"],
        input="protocol=https\nhost=plattform.example\n\n",
        env=environment,
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=True,
    )
    assert "password=ge$heim\n" in done.stdout


@pytest.mark.parametrize("kind", ["forgejo", "github"])
def test_nothing_somebody_types_is_put_into_a_shell_line(kind: str) -> None:
    assert not [line for name in jobs(kind) for line in lines_of(kind, name) if "${{" in line]


def test_what_people_type_in_on_gitlab_are_inputs_that_stay_as_typed() -> None:
    header, content = YAML(typ="safe").load_all(FILES["gitlab"].read_text(encoding="utf-8"))
    names = set(header["spec"]["inputs"])
    assert names == {"kapitel", "beschluss", "ja", "nein", "enthalten", "trotzdem"}
    variables = content["freigeben"]["variables"]
    assert {name.upper(): variables[name.upper()] for name in names} == {
        name.upper(): {"value": f"$[[ inputs.{name} ]]", "expand": False} for name in names
    }
    in_rules = {name for name in names if f"inputs.{name} " in json.dumps(content["freigeben"]["rules"])}
    assert all(re.fullmatch(header["spec"]["inputs"][name]["regex"], 'a" || "') is None for name in in_rules)


@EACH
def test_whose_release_it_is_is_told_by_the_forge_and_typed_by_nobody(kind: str) -> None:
    typed = read(FILES[kind])["on"]["workflow_dispatch"]["inputs"] if kind != "gitlab" else {}
    assert not {"adresse", "mail", "stelle", "name"} & set(typed)
    mails = re.findall(r"GIT_AUTHOR_EMAIL: (.+?)(?: #.*)?$", FILES[kind].read_text(encoding="utf-8"), re.MULTILINE)
    assert mails == [
        {
            "gitlab": "$GITLAB_USER_EMAIL",
            "github": "${{ github.actor_id }}+${{ github.actor }}@users.noreply.github.com",
            "forgejo": "${{ github.actor }}@${{ vars.POST }}",
        }[kind]
    ]


# ---------------------------------------------------------------------------------------------------- what runs


@EACH
def test_each_event_starts_what_it_should_and_nothing_else(kind: str) -> None:
    upload = {"eingang", "eingang-hochladen"} & set(jobs(kind))
    public = {"oeffentliche-fassung", "festhalten", "veroeffentlichen"} & set(jobs(kind))
    expected = {
        ("push", "main"): upload | public,
        ("pull_request", "entwurf"): {"vorschlag"},
        ("schedule", "main"): public | {"gruendlich"},
        ("dispatch", "main"): {"freigeben"},
    }
    for event in EVENTS:
        ran = {name for name in jobs(kind) if runs(kind, name, event)}
        assert ran == expected.get((event.name, event.branch), set()), event


@EACH
def test_the_inbox_is_looked_at_whatever_a_push_changed(kind: str) -> None:
    """A PDF, a fact sheet, and a chapter of the guide, for which open proposals are built again."""
    narrowing = {"changes", "paths", "paths-ignore", "exists"}
    if kind == "gitlab":
        for name in ("eingang", "eingang-hochladen"):
            assert not [rule for rule in jobs(kind)[name]["rules"] if narrowing & set(rule)]
    else:
        assert read(FILES[kind])["on"]["push"] == {"branches": ["main"]}
        assert not re.search(r"commits|head_commit|changed", jobs(kind)["eingang"]["if"])


@EACH
def test_the_inbox_sees_every_branch_of_the_forge_without_asking_for_it(kind: str) -> None:
    """All history means all branches: GitLab's runner and the action that checks out fetch refs/heads/* then."""
    if kind == "gitlab":
        assert read(FILES[kind])["variables"]["GIT_DEPTH"] == "0"
        assert "GIT_DEPTH" not in jobs(kind)["eingang"].get("variables", {})
        return
    (checkout,) = [step for step in jobs(kind)["eingang"]["steps"] if "checkout" in step.get("uses", "")]
    assert checkout["with"]["fetch-depth"] == 0


@EACH
def test_the_property_tests_draw_anew_at_night_and_keep_nothing_from_being_published(kind: str) -> None:
    assert lines_of(kind, "gruendlich")[-1] == "./elternratgeber test --gruendlich"
    assert jobs(kind)["gruendlich"].get("needs", []) == []
    assert all("gruendlich" not in json.dumps(job.get("needs", [])) for job in jobs(kind).values())


def test_pages_appear_only_after_what_has_to_last_is_kept() -> None:
    assert jobs("gitlab")["veroeffentlichen"]["needs"] == ["oeffentliche-fassung", "festhalten"]
    assert jobs("github")["veroeffentlichen"]["needs"] == "oeffentliche-fassung"
    assert lines_of("github", "oeffentliche-fassung")[-1].startswith("./elternratgeber public --nur-hochladen")


def test_a_proposal_on_gitlab_has_its_preview_behind_a_button() -> None:
    job = jobs("gitlab")["vorschlag"]
    assert job["environment"]["url"] == "$CI_JOB_URL/artifacts/file/_build/html/index.html"
    assert "_build/html/" in job["artifacts"]["paths"]
