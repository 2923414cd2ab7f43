"""At one's own computer the table of offices says what somebody may do; who stands in none may what git lets them."""

from __future__ import annotations

from pathlib import Path

from desk.desk_network import MOMENT
from guide_project import MAILBOXES, SCHOOL, YOUTH, Project
from ratgeber_tools.desk.server.running import local_logins
from ratgeber_tools.desk.store import Login, SqliteStore
from ratgeber_tools.editorial.rights import OWN_COMPUTER, USUAL, DeskRight
from ratgeber_tools.editorial.roles import ROLES

SOMEBODY = Login("Redaktion", "jemand@example.org")


def test_an_office_of_the_table_may_publish_at_its_own_computer_and_somebody_else_may_not(tmp_path: Path) -> None:
    project = Project.create(tmp_path / "projekt")
    logins = local_logins(SqliteStore(tmp_path / "desk.sqlite"), lambda: MOMENT, project.root)
    assert logins.rights(Login(SCHOOL, MAILBOXES[SCHOOL])) == USUAL
    assert logins.rights(SOMEBODY) == OWN_COMPUTER
    with (project.root / ROLES).open("a", encoding="utf-8") as table:
        table.write(f"rechte:\n  {YOUTH}: kommentieren\n")
    assert logins.rights(Login(YOUTH, MAILBOXES[YOUTH])) == {DeskRight.COMMENT}


def test_a_table_that_cannot_be_read_keeps_nobody_from_their_own_desk(tmp_path: Path) -> None:
    project = Project.create(tmp_path / "projekt")
    (project.root / ROLES).write_text("stellen: [", encoding="utf-8")
    logins = local_logins(SqliteStore(tmp_path / "desk.sqlite"), lambda: MOMENT, project.root)
    assert logins.rights(Login(SCHOOL, MAILBOXES[SCHOOL])) == OWN_COMPUTER
