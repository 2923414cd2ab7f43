from __future__ import annotations

from pathlib import Path

import pytest

from guide_project import SCHOOL, Project, git


@pytest.fixture
def project(tmp_path: Path) -> Project:
    made = Project.create(tmp_path / "stadt")
    (made.root / "conf.py").write_text("", encoding="utf-8")
    made.write("index", "# Ratgeber\n\n```{toctree}\nschulanfang/index\n```\n", head="")
    made.write("schulanfang/index", "# Teil A\n\n```{toctree}\n:glob:\n*\n```\n", head="")
    made.write("schulanfang/anmeldung", "# Anmeldung\n\nSie melden Ihr Kind an.\n")
    made.commit(SCHOOL)
    return made


@pytest.fixture
def forge(project: Project, tmp_path: Path) -> Path:
    """The repository of the forge; the project's work tree is forgotten."""
    bare = tmp_path / "plattform.git"
    git(tmp_path, "clone", "--quiet", "--bare", str(project.root), str(bare))
    return bare
