"""“Stellen”: who speaks for which office, what it may do, and how somebody is let in."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlencode

import pytest

from desk.desk_servers import Visitor, running_desk
from desk.posting import post
from desk.served_desks import ServedDesk, served_desk
from guide_project import MAILBOXES, SCHOOL, YOUTH, Project, git
from ratgeber_tools.cli import main
from ratgeber_tools.desk.store import Login
from ratgeber_tools.editorial.rights import DeskRight
from ratgeber_tools.editorial.roles import ROLES, read_roles

WHO = Login(YOUTH, MAILBOXES[YOUTH])
RIGHTS = "# Wer darf was?\nrechte:\n  Jugendamt: [schreiben, verwalten]  # vorläufig\n"


@pytest.fixture
def project(tmp_path: Path) -> Project:
    made = Project.create(tmp_path / "p")
    (made.root / "conf.py").touch()
    made.write("index", "# Ratgeber\n", head="")
    made.write("hort", "# Hort\n", head="---\nstatus: entwurf\nzustaendig: Rechtsamt\nstand: 24.11.2026\n---\n\n")
    path = made.root / ROLES
    path.write_text(path.read_text(encoding="utf-8") + RIGHTS, encoding="utf-8")
    made.commit(SCHOOL)
    return made


@pytest.fixture
def visitor(project: Project) -> Iterator[Visitor]:
    with running_desk(project.root) as desk:
        desk.logins.rights = lambda login: read_roles(project.root).rights_of(login.mail)
        yield desk.visitor(WHO)


def send(visitor: Visitor, path: str, *more: tuple[str, str], **fields: str) -> tuple[int, str]:
    status, page = post(visitor, path, urlencode([*fields.items(), *more]).encode())
    return status, words(str(page))


def words(page: str) -> str:
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", page)).split())


def test_the_page_names_who_is_entered_and_who_is_missing(visitor: Visitor) -> None:
    page = visitor.get("/stellen")[2].decode()
    assert "Zuständig für Kapitel, aber noch ohne Adresse: Rechtsamt." in words(page)
    assert MAILBOXES[SCHOOL] in page
    (youth,) = re.findall(r"<legend>Jugendamt darf</legend>(.*?)</fieldset>", page, re.DOTALL)
    assert re.findall(r'value="(\w+)" checked', youth) == ["kommentieren", "vorschlagen", "schreiben", "verwalten"]


def test_an_office_is_entered_in_the_name_of_the_office_that_does_it(visitor: Visitor, project: Project) -> None:
    status, said = send(visitor, "/stellen/eintragen", stelle="Rechtsamt", adresse="recht@stadt.example")
    assert (status, "recht@stadt.example spricht für „Rechtsamt“" in said) == (200, True)
    assert read_roles(project.root).office_of("recht@stadt.example") == "Rechtsamt"
    assert "# vorläufig" in (project.root / ROLES).read_text(encoding="utf-8")
    assert git(project.root, "log", "-1", "--format=%ae %s") == f"{MAILBOXES[YOUTH]} Stellen geändert"
    assert git(project.root, "status", "--porcelain", "ratgeber") == ""


@pytest.mark.parametrize(
    ("office", "mailbox", "sentence"),
    [
        ("Rechtsamt", "keine", "ist keine E-Mail-Adresse"),
        ("Zoo", "zoo@stadt.example", "kennt der Ratgeber nicht"),
        ("Rechtsamt", "erika.mustermann@gmail.com", "nie das einer Person"),
        ("Rechtsamt", MAILBOXES[SCHOOL], "steht schon bei „Schulamt“"),
    ],
)
def test_what_cannot_be_entered_is_said_and_stays_typed(
    visitor: Visitor, project: Project, office: str, mailbox: str, sentence: str
) -> None:
    before = (project.root / ROLES).read_bytes()
    body = urlencode({"stelle": office, "adresse": mailbox}).encode()
    status, page = post(visitor, "/stellen/eintragen", body)
    assert (status, sentence in words(page)) == (400, True)
    assert f'value="{mailbox}"' in page
    assert (project.root / ROLES).read_bytes() == before


def test_rights_and_mailboxes_are_changed_and_somebody_goes_on_administering(
    visitor: Visitor, project: Project
) -> None:
    given = [("recht", "schreiben"), ("recht", "veröffentlichen")]
    assert send(visitor, "/stellen/rechte", *given, stelle=SCHOOL)[0] == 200
    assert DeskRight.PUBLISH in read_roles(project.root).rights[SCHOOL]
    assert DeskRight.DECIDE not in read_roles(project.root).rights[SCHOOL]
    status, said = send(visitor, "/stellen/rechte", *given, stelle=YOUTH)
    assert (status, "niemand mehr die Stellen verwalten" in said) == (400, True)
    status, said = send(visitor, "/stellen/entfernen", stelle=SCHOOL, adresse=MAILBOXES[SCHOOL])
    assert (status, "spricht nicht mehr für „Schulamt“" in said) == (200, True)
    assert SCHOOL not in read_roles(project.root).names


def test_who_does_not_administer_neither_sees_nor_changes_it(project: Project) -> None:
    with running_desk(project.root) as desk:
        desk.logins.rights = lambda login: read_roles(project.root).rights_of(login.mail)
        visitor = desk.visitor(Login(SCHOOL, MAILBOXES[SCHOOL]))
        assert visitor.get("/stellen")[0] == 403
        assert 'href="/stellen"' not in visitor.get("/sitzung")[2].decode()
        for deed in ("eintragen", "entfernen", "rechte", "einladen"):
            assert send(visitor, f"/stellen/{deed}", stelle=YOUTH, adresse=MAILBOXES[YOUTH])[0] == 403


def test_each_side_goes_on_from_the_other(
    visitor: Visitor, project: Project, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(project.root)
    assert main(["rollen", "eintragen", "Rechtsamt", "recht@stadt.example"]) == 0
    assert main(["rollen", "rechte", "rechtsamt", "schreiben,veroeffentlichen"]) == 0
    assert "„Rechtsamt“ darf jetzt: schreiben, veröffentlichen." in capsys.readouterr().out
    assert "recht@stadt.example" in visitor.get("/stellen")[2].decode()
    send(visitor, "/stellen/rechte", ("recht", "kommentieren"), stelle="Rechtsamt")
    assert read_roles(project.root).rights["Rechtsamt"] == {DeskRight.COMMENT}
    assert main(["rollen", "entfernen", "Rechtsamt", "recht@stadt.example"]) == 0
    assert "recht@stadt.example" not in visitor.get("/stellen")[2].decode()
    assert main(["rollen", "rechte", "Schulamt", "fliegen"]) == 1
    assert "Ein Recht „fliegen“ gibt es nicht." in capsys.readouterr().err


def test_at_one_s_own_computer_nobody_is_invited(visitor: Visitor) -> None:
    assert "einladen" not in visitor.get("/stellen")[2].decode()
    status, said = send(visitor, "/stellen/einladen", adresse=MAILBOXES[SCHOOL])
    assert (status, "Hier arbeiten nur Sie." in said) == (400, True)


@pytest.fixture
def served(project: Project) -> Iterator[ServedDesk]:
    with served_desk(project.root) as found:
        yield found


def test_an_invitation_is_shown_once_or_mailed_and_lets_in_once(served: ServedDesk) -> None:
    browser = served.browser().log_in(MAILBOXES[YOUTH])
    shown = browser.post("/stellen/einladen", adresse=MAILBOXES[SCHOOL], wie="zeigen")
    (link,) = re.findall(r'value="(http[^"]+zeichen=[^"]+)"', shown.body)
    assert link not in browser.ask("/stellen").body
    guest = served.browser()
    assert guest.follow(html.unescape(link).removeprefix(served.served.address)).status == 303
    assert guest.is_in
    assert browser.post("/stellen/einladen", adresse=MAILBOXES[SCHOOL], wie="schicken").status == 303
    other = served.browser()
    assert other.follow(served.mailed_link()).status == 303
    assert served.letters[-1]["To"] == MAILBOXES[SCHOOL]
    assert browser.post("/stellen/einladen", adresse="fremd@anderswo.example").status == 400
