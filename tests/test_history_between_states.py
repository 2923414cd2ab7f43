"""What minutes ask of git: what differs between two states, and who changed it."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from guide_project import SCHOOL, YOUTH, Project
from ratgeber_tools.history import Repository


def test_two_states_are_compared_with_renames_as_one_change(tmp_path: Path) -> None:
    project = Project.create(tmp_path / "p")
    project.write("a", "# A\n\nEin langer Text, der bleibt, wie er war.\n")
    project.write("b", "Ganz anderes steht hier, und auch das ist lang genug.\n", head="")
    before = project.commit(SCHOOL)
    (project.guide / "a.md").rename(project.guide / "ä.md")
    (project.guide / "b.md").unlink()
    project.write("c", "# C\n", head="")
    project.commit(SCHOOL)
    repository = Repository(project.root.resolve())
    found = {(change.old_name, change.new_name) for change in repository.compare(project.guide, since=before)}
    assert found == {("ratgeber/a.md", "ratgeber/ä.md"), ("ratgeber/b.md", None), (None, "ratgeber/c.md")}
    since_nothing = repository.compare(project.guide, since=None)
    assert {change.new_name for change in since_nothing} >= {"ratgeber/ä.md", "ratgeber/c.md"}
    assert all(change.old_blob is None for change in since_nothing)


def test_the_state_before_a_moment_is_the_commit_then(tmp_path: Path) -> None:
    project = Project.create(tmp_path / "p")
    project.write("a", "# A\n")
    first = project.commit(SCHOOL)
    moment = project.now + timedelta(seconds=30)
    project.write("a", "# A\n\nNeu.\n")
    second = project.commit(YOUTH)
    repository = Repository(project.root.resolve())
    assert repository.revision_before(moment) == first
    assert repository.revision_before(project.now + timedelta(minutes=5)) == second
    assert repository.revision_before(project.now - timedelta(days=1)) is None
    ((name, changes),) = repository.changes_since(first, project.guide).items()
    assert (name, [change.commit for change in changes]) == ("ratgeber/a.md", [second])
