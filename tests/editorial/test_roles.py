"""The table of offices: who is meant by a mail address, and what the table's mistakes say."""

from __future__ import annotations

from pathlib import Path

import pytest

from ratgeber_tools.editorial.rights import DeskRight
from ratgeber_tools.editorial.roles import ROLES, RolesError, read_roles


def project(folder: Path, table: str) -> Path:
    path = folder / ROLES
    path.parent.mkdir(parents=True)
    path.write_text(table, encoding="utf-8")
    return folder


def test_an_office_is_found_by_its_mailbox(tmp_path: Path) -> None:
    roles = read_roles(project(tmp_path, "stellen:\n  Jugendamt: jugendamt@stadt.example\n"))
    assert roles.office_of("jugendamt@stadt.example") == "Jugendamt"
    assert roles.office_of("niemand@stadt.example") is None


def test_capitals_and_blanks_do_not_hide_an_office(tmp_path: Path) -> None:
    roles = read_roles(project(tmp_path, "stellen:\n  Jugendamt: Jugendamt@Stadt.example\n"))
    assert roles.office_of(" JUGENDAMT@stadt.EXAMPLE ") == "Jugendamt"


def test_an_office_may_have_several_mailboxes(tmp_path: Path) -> None:
    roles = read_roles(project(tmp_path, "stellen:\n  Jugendamt: [a@stadt.example, b@stadt.example]\n"))
    assert roles.office_of("b@stadt.example") == "Jugendamt"
    assert roles.names == ("Jugendamt",)


def test_a_missing_table_says_what_to_make(tmp_path: Path) -> None:
    with pytest.raises(RolesError, match=r"rollen\.yaml fehlt\. .*ratgeber rollen eintragen STELLE ADRESSE$"):
        read_roles(tmp_path)


def test_every_mistake_has_its_line(tmp_path: Path) -> None:
    table = "stellen:\n  Jugendamt: jugendamt\n  Schulamt: a@stadt.example\n  Hort: a@stadt.example\n"
    with pytest.raises(RolesError) as caught:
        read_roles(project(tmp_path, table))
    first, second = str(caught.value).splitlines()
    assert "rollen.yaml:2:" in first
    assert "„jugendamt“ bei „Jugendamt“ ist keine E-Mail-Adresse" in first
    assert "rollen.yaml:4:" in second
    assert "bei zwei Stellen: „Schulamt“ und „Hort“" in second


def test_a_foreign_key_is_named(tmp_path: Path) -> None:
    with pytest.raises(RolesError, match=r"rollen\.yaml:1: Den Schlüssel „aemter“ gibt es hier nicht"):
        read_roles(project(tmp_path, "aemter:\n  Jugendamt: a@stadt.example\n"))


def test_a_mistake_in_the_syntax_is_german(tmp_path: Path) -> None:
    with pytest.raises(RolesError, match=r"rollen\.yaml:2: Der Wert enthält einen Doppelpunkt"):
        read_roles(project(tmp_path, "stellen:\n  Jugendamt: a: b\n"))


RIGHTS = "stellen:\n  Jugendamt: j@stadt.example\n  Elternbeirat: e@stadt.example\nrechte:\n  Elternbeirat: "


def test_an_office_may_do_what_the_table_says_and_what_that_includes(tmp_path: Path) -> None:
    roles = read_roles(project(tmp_path, f"{RIGHTS}[Schreiben, verwalten]\n"))
    assert roles.rights_of("e@stadt.example") == {
        DeskRight.WRITE,
        DeskRight.PROPOSE,
        DeskRight.COMMENT,
        DeskRight.ADMINISTER,
    }


def test_an_office_without_a_line_of_rights_may_do_all_but_administer(tmp_path: Path) -> None:
    roles = read_roles(project(tmp_path, f"{RIGHTS}kommentieren\n"))
    assert roles.rights_of("J@stadt.example") == frozenset(DeskRight) - {DeskRight.ADMINISTER}
    assert roles.rights_of("e@stadt.example") == {DeskRight.COMMENT}
    assert roles.rights_of("niemand@stadt.example") == frozenset()


def test_a_right_that_does_not_exist_and_an_office_without_a_mailbox_are_named(tmp_path: Path) -> None:
    with pytest.raises(RolesError, match=r"rollen\.yaml:5: .*„zaubern“"):
        read_roles(project(tmp_path / "eins", f"{RIGHTS}zaubern\n"))
    with pytest.raises(RolesError, match=r"rollen\.yaml:4: „Hort“ hat Rechte, steht aber nicht unter „stellen“"):
        read_roles(project(tmp_path / "zwei", "stellen:\n  Amt: a@stadt.example\nrechte:\n  Hort: schreiben\n"))
