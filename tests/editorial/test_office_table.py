"""The table of offices is changed: rights and mailboxes, comments and order stay."""

from __future__ import annotations

from pathlib import Path

import pytest

from ratgeber_tools.editorial.office_table import drop_mailbox, set_rights
from ratgeber_tools.editorial.rights import USUAL, DeskRight
from ratgeber_tools.editorial.roles import ROLES, read_roles
from ratgeber_tools.errors import InputError, TargetError

TABLE = """\
# Wer steht wofür?
stellen:
  Jugendamt: jugendamt@example.org  # am Markt

  # noch eine
  Hort: [hort@example.org, ferien@example.org]
  Elternrat: rat@example.org
"""
RIGHTS = """\
# Wer darf was?
rechte:
  Jugendamt: [schreiben, verwalten]  # vorläufig
  Elternrat: kommentieren
"""


def table(root: Path, text: str) -> Path:
    path = root / ROLES
    path.parent.mkdir(parents=True)
    path.write_bytes(text.encode())
    return path


def test_the_first_rights_are_a_part_of_their_own(tmp_path: Path) -> None:
    path = table(tmp_path, TABLE)
    set_rights(tmp_path, "Hort", [DeskRight.WRITE, DeskRight.COMMENT, DeskRight.ADMINISTER])
    assert path.read_text(encoding="utf-8") == f"{TABLE}rechte:\n  Hort: [schreiben, verwalten]\n"
    assert DeskRight.PROPOSE in read_roles(tmp_path).rights["Hort"]


def test_rights_are_changed_in_their_line_and_comments_stay(tmp_path: Path) -> None:
    path = table(tmp_path, TABLE + RIGHTS)
    set_rights(tmp_path, "Jugendamt", [DeskRight.PUBLISH, DeskRight.ADMINISTER])
    expected = RIGHTS.replace("[schreiben, verwalten]", '["veröffentlichen", verwalten]')
    assert path.read_text(encoding="utf-8").replace('"', "") == (TABLE + expected).replace('"', "")
    assert read_roles(tmp_path).rights["Jugendamt"] == {DeskRight.PUBLISH, DeskRight.ADMINISTER}


def test_rights_that_are_as_they_were_leave_the_file_alone(tmp_path: Path) -> None:
    path = table(tmp_path, TABLE)
    set_rights(tmp_path, "Hort", USUAL)
    assert path.read_text(encoding="utf-8") == TABLE


def test_a_mailbox_goes_and_the_others_of_the_office_stay(tmp_path: Path) -> None:
    path = table(tmp_path, TABLE + RIGHTS)
    drop_mailbox(tmp_path, "Hort", "Ferien@example.org")
    expected = TABLE.replace("[hort@example.org, ferien@example.org]", "hort@example.org")
    assert path.read_text(encoding="utf-8") == expected + RIGHTS


def test_with_its_last_mailbox_an_office_and_what_it_may_do_go(tmp_path: Path) -> None:
    path = table(tmp_path, TABLE + RIGHTS)
    drop_mailbox(tmp_path, "Elternrat", "rat@example.org")
    text = path.read_text(encoding="utf-8")
    assert "Elternrat" not in text
    assert "# vorläufig" in text
    assert read_roles(tmp_path).names == ("Jugendamt", "Hort")


def test_the_part_of_rights_goes_with_its_last_office(tmp_path: Path) -> None:
    path = table(tmp_path, TABLE + "rechte:\n  Elternrat: kommentieren\n")
    drop_mailbox(tmp_path, "Elternrat", "rat@example.org")
    assert "rechte" not in path.read_text(encoding="utf-8")
    assert "# noch eine" in path.read_text(encoding="utf-8")


def test_line_ends_of_windows_stay(tmp_path: Path) -> None:
    path = table(tmp_path, (TABLE + RIGHTS).replace("\n", "\r\n"))
    set_rights(tmp_path, "Hort", [DeskRight.COMMENT])
    drop_mailbox(tmp_path, "Elternrat", "rat@example.org")
    assert b"\n" not in path.read_bytes().replace(b"\r\n", b"")
    assert read_roles(tmp_path).rights["Hort"] == {DeskRight.COMMENT}


def test_somebody_can_always_administer(tmp_path: Path) -> None:
    path = table(tmp_path, TABLE + RIGHTS)
    before = path.read_bytes()
    for change in (
        lambda: set_rights(tmp_path, "Jugendamt", [DeskRight.WRITE]),
        lambda: drop_mailbox(tmp_path, "Jugendamt", "jugendamt@example.org"),
    ):
        with pytest.raises(InputError, match="niemand mehr die Stellen verwalten"):
            change()
    assert path.read_bytes() == before


@pytest.mark.parametrize(
    ("office", "rights", "sentence"),
    [("Rechtsamt", [DeskRight.WRITE], "ist nicht eingetragen"), ("Hort", [], "dürfte dann gar nichts")],
)
def test_what_makes_no_table_is_refused(tmp_path: Path, office: str, rights: list[DeskRight], sentence: str) -> None:
    table(tmp_path, TABLE)
    with pytest.raises(InputError, match=sentence):
        set_rights(tmp_path, office, rights)


def test_a_mailbox_that_is_not_there_and_the_last_of_all_are_refused(tmp_path: Path) -> None:
    table(tmp_path, "stellen:\n  Hort: hort@example.org\n")
    with pytest.raises(InputError, match="steht nicht bei „Hort“"):
        drop_mailbox(tmp_path, "Hort", "ferien@example.org")
    with pytest.raises(InputError, match="Das ist die letzte Adresse"):
        drop_mailbox(tmp_path, "Hort", "hort@example.org")


def test_a_table_in_braces_is_left_to_people(tmp_path: Path) -> None:
    path = table(tmp_path, "stellen: {Hort: hort@example.org, Rat: rat@example.org}\n")
    before = path.read_bytes()
    with pytest.raises(TargetError, match="Ändern Sie es von Hand"):
        drop_mailbox(tmp_path, "Rat", "rat@example.org")
    assert path.read_bytes() == before
