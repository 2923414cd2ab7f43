"""The project's own workflows on GitHub, which run when somebody has it there: right by the schema, and pinned."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

from ruamel.yaml import YAML

WORKFLOWS = sorted((Path(__file__).parents[2] / ".github" / "workflows").glob("*.yml"))


def test_they_are_right_by_the_published_schema() -> None:
    command = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", "vendor.github-workflows"]
    done = subprocess.run(
        [*command, *map(str, WORKFLOWS)], capture_output=True, text=True, encoding="utf-8", check=False
    )
    assert done.returncode == 0, done.stdout


def test_what_others_wrote_is_pinned_to_one_commit_and_may_only_read() -> None:
    assert WORKFLOWS
    for path in WORKFLOWS:
        content = YAML(typ="safe").load(path.read_text(encoding="utf-8"))
        assert content["permissions"] == {"contents": "read"}
        used = [step["uses"] for job in content["jobs"].values() for step in job["steps"] if "uses" in step]
        assert used
        assert all(re.fullmatch(r"[\w./-]+@[0-9a-f]{40}", action) for action in used)


def test_the_suite_runs_on_windows_as_on_any_machine() -> None:
    (path,) = [path for path in WORKFLOWS if path.name == "windows.yml"]
    (job,) = YAML(typ="safe").load(path.read_text(encoding="utf-8"))["jobs"].values()
    assert job["runs-on"] == "windows-latest"
    lines = [step["run"] for step in job["steps"] if "run" in step]
    assert r".venv\Scripts\ratgeber test" in lines
