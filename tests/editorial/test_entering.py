"""An office enters the table of those who may release."""

from __future__ import annotations

from pathlib import Path

import pytest

from data.data_files import write_data
from ratgeber_tools.editorial.entering import enter, standing
from ratgeber_tools.editorial.roles import ROLES, read_roles
from ratgeber_tools.errors import InputError, TargetError
from ratgeber_tools.guide import load

NETWORK = "Netzwerkstelle „Schulerfolg für Musterstadt“"
CONTACTS = f"""\
netzwerkstelle:
  name: {NETWORK}
  art: Amt
jugendamt:
  name: Jugendamt
  art: Amt
"""
TABLE = """\
# Wer steht wofür?
stellen:
  Jugendamt: jugendamt@example.org  # am Markt

  # noch eine
  Hort: [hort@example.org, ferien@example.org]
"""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    guide = tmp_path / "ratgeber"
    write_data(guide / "daten", kommune="name: Musterstadt\nredaktion: netzwerkstelle\n", anlaufstellen=CONTACTS)
    head = "---\nstatus: entwurf\nzustaendig: {}\nstand: 24.11.2026\n---\n\n# K\n"
    for name, office in {"a": "Jugendamt", "b": "Rechtsamt", "c": "Netzwerkstelle", "d": "offen"}.items():
        (guide / f"{name}.md").write_text(head.format(office), encoding="utf-8")
    (tmp_path / ROLES).parent.mkdir(parents=True)
    (tmp_path / ROLES).write_text(TABLE, encoding="utf-8")
    return tmp_path


def add(root: Path, words: str, mailbox: str) -> str:
    return enter(root, load(root / "ratgeber"), words, mailbox)


def table(root: Path) -> str:
    return (root / ROLES).read_bytes().decode("utf-8")


@pytest.mark.parametrize("words", ["netzwerkstelle", "Netzwerkstelle", NETWORK])
def test_an_office_is_entered_by_identifier_short_or_full_name_and_everything_else_stays(
    root: Path, words: str
) -> None:
    assert add(root, words, "netzwerk@example.org") == NETWORK
    assert table(root) == f"{TABLE}  {NETWORK}: netzwerk@example.org\n"
    assert read_roles(root).office_of("netzwerk@example.org") == NETWORK


def test_an_office_that_only_answers_for_a_chapter_may_be_entered(root: Path) -> None:
    assert add(root, "Rechtsamt", "recht@example.org") == "Rechtsamt"


def test_a_second_mailbox_stands_behind_the_first_with_its_comment(root: Path) -> None:
    add(root, "jugendamt", "zweite@example.org")
    add(root, "Hort", "dritte@example.org")
    assert "  Jugendamt: [jugendamt@example.org, zweite@example.org]  # am Markt\n" in table(root)
    assert "  Hort: [hort@example.org, ferien@example.org, dritte@example.org]\n" in table(root)


def test_what_stands_there_already_is_not_written_again(root: Path) -> None:
    assert add(root, "Jugendamt", "Jugendamt@example.org") == "Jugendamt"
    assert table(root) == TABLE


def test_the_name_the_table_has_for_an_office_is_kept(root: Path) -> None:
    (root / ROLES).write_text("stellen:\n  Netzwerkstelle: netzwerk@example.org\n", encoding="utf-8")
    assert add(root, "netzwerkstelle", "zwei@example.org") == "Netzwerkstelle"
    assert read_roles(root).names == ("Netzwerkstelle",)


@pytest.mark.parametrize(
    "before", [None, "", "# Kommentar\n", "stellen:\n", "# A\r\nstellen: {}  # leer\r\n# B\r\n", "stellen: {}"]
)
def test_the_first_office_makes_the_table(root: Path, before: str | None) -> None:
    path = root / ROLES
    if before is None:
        path.unlink()
    else:
        path.write_bytes(before.encode("utf-8"))
    add(root, "Jugendamt", "jugendamt@example.org")
    assert read_roles(root).offices == {"jugendamt@example.org": "Jugendamt"}
    for comment in ("# Kommentar\n", "# A\r\n", "# B\r\n"):
        assert comment not in (before or "") or comment in table(root)


def test_line_ends_stay_as_they_are(root: Path) -> None:
    (root / ROLES).write_bytes(TABLE.replace("\n", "\r\n").encode("utf-8"))
    add(root, "netzwerkstelle", "netzwerk@example.org")
    assert "\n" not in table(root).replace("\r\n", "")


def test_an_address_of_another_office_is_refused(root: Path) -> None:
    with pytest.raises(InputError, match=r"„hort@example\.org“ steht schon bei „Hort“"):
        add(root, "Jugendamt", "hort@example.org")
    assert table(root) == TABLE


def test_an_office_nobody_knows_is_refused_with_the_nearest_name(root: Path) -> None:
    with pytest.raises(InputError, match=r"„Jugendmat“ kennt der Ratgeber nicht\. Meinten Sie „Jugendamt“"):
        add(root, "Jugendmat", "x@example.org")


@pytest.mark.parametrize("mailbox", ["x", "x@", "@example.org", "x@example", "x y@example.org", "<x@example.org>"])
def test_what_is_no_address_is_refused(root: Path, mailbox: str) -> None:
    with pytest.raises(InputError, match="ist keine E-Mail-Adresse"):
        add(root, "Jugendamt", mailbox)


def test_a_table_written_otherwise_is_left_alone_with_what_to_do(root: Path) -> None:
    text = "stellen:\n  Jugendamt:\n    - jugendamt@example.org\n"
    (root / ROLES).write_text(text, encoding="utf-8")
    with pytest.raises(TargetError, match="Tragen Sie die Adresse von Hand ein"):
        add(root, "Jugendamt", "x@example.org")
    assert table(root) == text


def test_who_answers_for_a_chapter_or_edits_the_guide_and_is_not_entered_is_missing(root: Path) -> None:
    assert standing(root, load(root / "ratgeber")).missing == (NETWORK, "Rechtsamt")
    add(root, "Netzwerkstelle", "netzwerk@example.org")
    assert standing(root, load(root / "ratgeber")).missing == ("Rechtsamt",)
