"""What the other side has is asked for at most once a minute, by a clock that may be set."""

from __future__ import annotations

import pytest

from guide_project import SCHOOL, Project
from ratgeber_tools.desk.other_side import OtherSideProposals
from ratgeber_tools.history import Repository, find_repository

ASKED_AT = 1_000_000.0


@pytest.fixture(scope="module")
def repository(tmp_path_factory: pytest.TempPathFactory) -> Repository:
    project = Project.create(tmp_path_factory.mktemp("seite"))
    project.write("index", "# Ratgeber\n", head="")
    project.commit(SCHOOL)
    found = find_repository(project.root)
    assert found is not None
    return found


@pytest.mark.parametrize(("passed", "is_due"), [(0, False), (59, False), (60, True), (-1, True), (-86_400, True)])
def test_it_is_asked_again_after_a_minute_and_when_the_clock_was_set_back(
    repository: Repository, passed: float, is_due: bool
) -> None:
    clock = [ASKED_AT]
    other = OtherSideProposals(repository, lambda: clock[0])
    assert other.is_due
    other.exchange()
    clock[0] += passed
    assert other.is_due is is_due
