"""The meeting's pages: agenda, vote, withdrawal and minutes, and the command line beside them."""

from __future__ import annotations

import html
import io
import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlencode

import docx
import pytest

from desk.desk_servers import RunningDesk, Visitor, running_desk
from desk.posting import post
from desk.test_desk_server import typing
from guide_project import MAILBOXES, SCHOOL, YOUTH, Project, git
from ratgeber_tools import office
from ratgeber_tools.cli import main
from ratgeber_tools.desk.protocol import RefusedError
from ratgeber_tools.desk.rooms.desk import Desk
from ratgeber_tools.desk.store import Login
from ratgeber_tools.editorial.rights import USUAL, DeskRight
from ratgeber_tools.editorial.roles import ROLES
from ratgeber_tools.newsroom.meeting.kept_minutes import every_minutes
from ratgeber_tools.releases.keeping import Release, Votes, Withdrawal, read_log

WHO = Login(YOUTH, MAILBOXES[YOUTH])
NOTE = "\n:::{redaktionsnotiz}\n:art: offene Frage\nAn das Schulamt: Seit wann?\n:::\n"
RESULT = {"beschluss": "Sitzung vom 30.11.2026, Punkt 3", "ja": "9", "nein": "1", "enthalten": "2", "am": "2026-11-30"}


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Project:
    made = Project.create(tmp_path / "p")
    (made.root / "conf.py").touch()
    made.write("index", "# Ratgeber\n\n```{toctree}\nhort\nweg\ngeld\n```\n", head="")
    made.write("hort", "# Hort und Ferien\n\nZum [Weg](weg.md).\n")
    made.write("weg", "# Der Schulweg\n\nDer Weg ist lang.\n")
    made.write("geld", f"# Geld\n\nText.\n{NOTE}")
    made.commit(SCHOOL)
    monkeypatch.chdir(made.root)
    return made


@contextmanager
def at_the_desk(project: Project, rights: frozenset[DeskRight] = USUAL) -> Iterator[tuple[RunningDesk, Visitor]]:
    with running_desk(project.root) as desk:
        desk.logins.rights = lambda _login: rights
        yield desk, desk.visitor(WHO)


def words(page: str) -> str:
    """Return what a page says, blanks single."""
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", page)).split())


def read(visitor: Visitor, path: str, *, status: int = 200) -> str:
    found, _, body = visitor.get(path)
    assert found == status, body
    return body.decode()


def send(visitor: Visitor, path: str, *more: tuple[str, str], **fields: str) -> tuple[int, str]:
    """Send a form, follow where it leads, and return what is said there."""
    status, page = post(visitor, path, urlencode([*fields.items(), *more]).encode())
    return status, words(str(page))


def vote(visitor: Visitor, names: Sequence[str], *more: tuple[str, str], **fields: str) -> tuple[int, str]:
    return send(visitor, "/sitzung/abstimmen", *(("kapitel", name) for name in names), *more, **{**RESULT, **fields})


def released(project: Project) -> set[str]:
    return set(read_log(project.root).released())


def test_the_agenda_has_chapters_that_are_ready_and_what_the_others_lack(project: Project) -> None:
    with at_the_desk(project) as (_, visitor):
        page = read(visitor, "/sitzung")
    said = words(page)
    assert "2 Kapitel sind bereit zur Abstimmung, 1 hat noch offene Punkte." in said
    assert re.findall(r'value="(\w+)" checked', page) == ["hort", "weg"]
    assert "Geld Schulamt; eine offene Notiz" in said
    assert "Was am meisten aufhält Geld : Seit wann? (offene Frage)" in said


def test_the_agenda_can_be_taken_away(project: Project) -> None:
    with at_the_desk(project) as (_, visitor):
        status, answer, body = visitor.get("/sitzung/tagesordnung.docx")
        assert (status, "Tagesordnung%202026-11-30.docx" in answer.headers["Content-Disposition"]) == (200, True)
        assert "Offene Punkte" in [paragraph.text for paragraph in docx.Document(io.BytesIO(body)).paragraphs]
        assert visitor.get("/sitzung/tagesordnung.exe")[0] == 404


@pytest.mark.skipif(office.program() is None, reason="LibreOffice is not installed")
def test_a_paper_can_be_taken_away_as_pdf(project: Project) -> None:
    with at_the_desk(project) as (_, visitor):
        status, answer, body = visitor.get("/sitzung/tagesordnung.pdf")
    assert (status, answer.headers["Content-Type"], body[:5]) == (200, "application/pdf", b"%PDF-")


def test_a_vote_releases_all_at_once_and_is_committed_in_the_office_s_name(project: Project) -> None:
    with at_the_desk(project) as (_, visitor):
        status, said = vote(visitor, ["hort", "weg"], ("anwesend", YOUTH), ("anwesend", SCHOOL))
    assert status == 200
    assert "Das sehen Eltern ab der nächsten Veröffentlichung Hort und Ferien Der Schulweg Dazu die Übersicht" in said
    log = read_log(project.root)
    assert released(project) == {"hort", "weg", "index"}
    event = log.current("hort")
    assert event is not None
    assert (event.office, event.decision, event.votes) == (YOUTH, RESULT["beschluss"], Votes(9, 1, 2))
    assert git(project.root, "status", "--porcelain", "ratgeber") == ""
    assert git(project.root, "log", "-1", "--format=%an %ae %s") == (
        f"{YOUTH} {MAILBOXES[YOUTH]} Freigabe: hort, weg (Sitzung vom 30.11.2026, Punkt 3)"
    )
    assert every_minutes(project.root)[0].present == (YOUTH, SCHOOL)


def test_what_the_command_refuses_is_refused_with_the_same_sentence_and_the_others_go_through(
    project: Project, capsys: pytest.CaptureFixture[str]
) -> None:
    project.write("weg", "# Der Schulweg\n\n" + "Ein ganz anderer Text, von uns selbst geschrieben. " * 9)
    project.commit(YOUTH)
    given = ("--beschluss", "P", "--ja", "9", "--nein", "1", "--enthalten", "2", "--ohne-seite")
    for name in ("weg", "geld"):
        assert main(["freigeben", name, *given]) == 1
    told = capsys.readouterr().err
    with at_the_desk(project) as (_, visitor):
        before = words(read(visitor, "/sitzung/abstimmen?kapitel=hort&kapitel=weg&kapitel=geld"))
        status, after = vote(visitor, ["hort", "weg", "geld"])
    assert status == 200
    for sentence in (
        "„Jugendamt“ hat das Kapitel am 24.11.2026 selbst geändert, und das meiste",
        "Hier ist noch etwas offen, offene Frage (Schulamt): An das Schulamt: Seit wann?",
    ):
        assert sentence in told
        assert sentence in before
        assert sentence in after
    assert "2 Kapitel wurden nicht freigegeben" in after
    assert released(project) == {"hort", "index"}


def test_open_points_are_waived_with_a_reason_that_stays_at_that_chapter(project: Project) -> None:
    with at_the_desk(project) as (_, visitor):
        status, said = vote(visitor, ["hort", "geld"], ("trotzdem", "geld"))
        assert (status, "Schreiben Sie, warum trotz offener Punkte freigegeben wird." in said) == (400, True)
        assert released(project) == set()
        status, _ = vote(visitor, ["hort", "geld"], ("trotzdem", "geld"), grund="Das Schuljahr beginnt.")
    assert status == 200
    log = read_log(project.root)
    told = {name: release.in_spite_of for name, release in log.released().items() if name != "index"}
    assert told == {"hort": "", "geld": "Das Schuljahr beginnt."}


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"ja": "viele"}, "Tragen Sie bei Ja, Nein und Enthaltungen je eine Zahl ein"),
        ({"am": ""}, "Wählen Sie den Tag"),
        ({"ja": "1", "nein": "9"}, "Mit 1 Ja und 9 Nein ist die Freigabe nicht beschlossen."),
        ({"beschluss": " "}, "Nennen Sie den Beschluss"),
        ({"am": "2026-12-01"}, "Der 01.12.2026 liegt in der Zukunft."),
    ],
)
def test_what_is_no_decision_yet_is_said_and_everything_typed_is_still_there(
    project: Project, fields: dict[str, str], sentence: str
) -> None:
    with at_the_desk(project) as (_, visitor):
        typed = {**RESULT, "grund": "Weil es eilt <jetzt>.", **fields}
        body = urlencode([*typed.items(), ("kapitel", "hort"), ("kapitel", "geld"), ("anwesend", SCHOOL)])
        status, page = post(visitor, "/sitzung/abstimmen", body.encode())
    assert status == 400
    assert sentence in words(page)
    assert 'value="12' not in page
    assert "Weil es eilt &lt;jetzt&gt;." in page
    assert f'value="{SCHOOL}" checked' in page
    assert released(project) == set()


def test_what_is_typed_in_an_open_room_is_part_of_what_is_released(project: Project) -> None:
    with at_the_desk(project) as (_, visitor), visitor.room("hort") as talk:
        state = talk.hear("state")
        talk.say(typing("Neu: ", 1, version=state["version"], request="request-000001"))
        talk.hear("answer")
        status, _ = vote(visitor, ["hort"])
    assert status == 200
    event = read_log(project.root).current("hort")
    assert event is not None
    assert "Neu: " in git(project.root, "cat-file", "blob", event.blob)


def test_a_chapter_whose_room_cannot_be_saved_is_left_and_the_others_go_through(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_arguments: object) -> None:
        raise RefusedError("Der Datenträger ist voll.")

    with at_the_desk(project) as (_, visitor), visitor.room("hort") as talk:
        state = talk.hear("state")
        talk.say(typing("Neu: ", 1, version=state["version"], request="request-000001"))
        talk.hear("answer")
        with monkeypatch.context() as patched:
            patched.setattr(Desk, "save", refuse)
            status, said = vote(visitor, ["hort", "weg"])
    assert (status, "ist noch nicht gesichert: Gerade schreibt jemand" in said) == (200, True)
    assert released(project) == {"weg", "index"}


def test_a_chapter_is_taken_back_after_what_follows_was_shown(project: Project) -> None:
    with at_the_desk(project) as (_, visitor):
        vote(visitor, ["hort", "weg"])
        assert "Der Schulweg freigegeben am 30.11.2026" in words(read(visitor, "/sitzung/zuruecknehmen"))
        said = words(read(visitor, "/sitzung/zuruecknehmen/weg"))
        assert "Ein Kapitel verweist darauf; dort steht statt des Verweises nur noch sein Text: Hort und Ferien" in said
        status, said = send(visitor, "/sitzung/zuruecknehmen/weg")
        assert (status, "Schreiben Sie, warum das Kapitel zurückgenommen wird." in said) == (400, True)
        status, said = send(visitor, "/sitzung/zuruecknehmen/weg", grund="Der Weg ist gesperrt.")
        assert (status, "„Der Schulweg“ ist zurückgenommen." in said) == (200, True)
        assert "Dieses Kapitel ist nicht freigegeben." in words(read(visitor, "/sitzung/zuruecknehmen/weg", status=404))
    newest = read_log(project.root).history("weg")[-1]
    assert isinstance(newest, Withdrawal)
    assert (newest.office, newest.reason) == (YOUTH, "Der Weg ist gesperrt.")
    assert git(project.root, "status", "--porcelain", "ratgeber") == ""


def test_minutes_are_written_taken_away_and_signed_off_once(project: Project) -> None:
    with at_the_desk(project) as (_, visitor):
        vote(visitor, ["hort"], ("anwesend", SCHOOL))
        form = read(visitor, "/sitzung/protokoll")
        assert f'value="{SCHOOL}" checked' in form
        fields = {"am": "2026-11-30", "seit": "2026-11-20", "bemerkungen": "Der Weg kommt im Januar.\nDanach Geld."}
        status, said = send(visitor, "/sitzung/protokoll", ("anwesend", SCHOOL), ("anwesend", "Fremde"), **fields)
        assert status == 200
        assert "Protokoll der Sitzung vom 30.11.2026" in said
        assert "Anwesend: Schulamt." in said
        assert "Hort und Ferien: freigegeben am 30.11.2026 durch Jugendamt (Sitzung vom 30.11.2026, Punkt 3;" in said
        assert "Bemerkungen Der Weg kommt im Januar. Danach Geld." in said
        assert "Der Weg kommt im Januar." in read(visitor, "/sitzung/protokoll?am=2026-11-30")
        body = visitor.get("/sitzung/protokoll/2026-11-30.docx")[2]
        told = [paragraph.text for paragraph in docx.Document(io.BytesIO(body)).paragraphs]
        assert "Protokoll der Sitzung vom 30.11.2026" in told
        status, said = send(visitor, "/sitzung/protokoll/2026-11-30/genehmigen")
        assert (status, "Genehmigt am 30.11.2026 durch Jugendamt." in said) == (200, True)
        for path, more in (("/sitzung/protokoll/2026-11-30/genehmigen", {}), ("/sitzung/protokoll", fields)):
            status, said = send(visitor, path, **more)
            assert (status, "ist schon genehmigt" in said) == (400, True)
        assert "Sitzung vom 30.11.2026 genehmigt am 30.11.2026" in words(read(visitor, "/sitzung/protokoll"))
    assert git(project.root, "status", "--porcelain", "ratgeber") == ""


def test_a_person_in_the_minutes_is_refused_and_the_words_stay_in_the_form(project: Project) -> None:
    with at_the_desk(project) as (_, visitor):
        body = urlencode({"am": "2026-11-30", "seit": "2026-11-20", "bemerkungen": "Mobil 0171 2345678."})
        status, page = post(visitor, "/sitzung/protokoll", body.encode())
    assert (status, "Mobil 0171 2345678." in page) == (400, True)
    assert every_minutes(project.root) == ()


def test_each_side_finishes_what_the_other_began(project: Project, capsys: pytest.CaptureFixture[str]) -> None:
    given = ("--beschluss", "P", "--ja", "9", "--nein", "1", "--enthalten", "2", "--ohne-seite")
    project.act_as(YOUTH)
    assert main(["freigeben", "hort", *given]) == 0
    project.commit(YOUTH)
    assert main(["protokoll", "--seit", "20.11.2026", "--heute", "30.11.2026", "--ablegen"]) == 0
    project.commit(YOUTH)
    with at_the_desk(project) as (_, visitor):
        assert 'value="hort"' not in read(visitor, "/sitzung")
        assert "Hort und Ferien" in words(read(visitor, "/sitzung/zuruecknehmen"))
        assert send(visitor, "/sitzung/protokoll/2026-11-30/genehmigen")[0] == 200
        assert vote(visitor, ["weg"])[0] == 200
    assert main(["freigeben", "weg", "--zurueckziehen", "--grund", "falsch"]) == 0
    assert main(["protokoll", "--heute", "01.12.2026"]) == 0
    assert "was seit dem 30.11.2026 geschehen ist" in capsys.readouterr().out


def test_where_releases_must_be_signed_the_desk_says_so_and_releases_nothing(project: Project) -> None:
    path = project.root / ROLES
    path.write_text(f"{path.read_text(encoding='utf-8')}signaturen: verlangt\n", encoding="utf-8")
    project.commit(SCHOOL)
    with at_the_desk(project) as (_, visitor):
        assert "gilt eine Freigabe nur mit Unterschrift" in words(
            read(visitor, "/sitzung/abstimmen?kapitel=hort", status=400)
        )
        assert vote(visitor, ["hort"])[0] == 400
    assert released(project) == set()


def test_who_may_not_publish_sees_everything_and_no_button_for_it(project: Project) -> None:
    with at_the_desk(project, USUAL - {DeskRight.PUBLISH}) as (_, visitor):
        page = read(visitor, "/sitzung")
        assert "Nacheinander vorführen" in page
        assert "abstimmen</button>" not in page
        assert "zurücknehmen" not in page
        assert "<form" not in read(visitor, "/sitzung/protokoll")
        assert "Über dieses Kapitel abstimmen" not in read(visitor, "/sitzung/kapitel/hort")
        for path in ("/sitzung/abstimmen?kapitel=hort", "/sitzung/zuruecknehmen", "/sitzung/zuruecknehmen/hort"):
            assert visitor.get(path)[0] == 403
        assert vote(visitor, ["hort"])[0] == 403
        for path in ("/sitzung/zuruecknehmen/hort", "/sitzung/protokoll", "/sitzung/protokoll/2026-11-30/genehmigen"):
            assert send(visitor, path, grund="x")[0] == 403
    assert released(project) == set()


def test_the_projector_says_what_changed_since_the_release_and_what_is_missing(project: Project) -> None:
    with at_the_desk(project) as (_, visitor):
        assert "Noch nie freigegeben: Alles ist neu." in words(read(visitor, "/sitzung/kapitel/weg"))
        vote(visitor, ["weg"])
        assert "am Text hat sich seitdem nichts geändert" in words(read(visitor, "/sitzung/kapitel/weg"))
        project.write("weg", "# Der Schulweg\n\nDer Weg ist kurz.\n")
        page = read(visitor, "/sitzung/kapitel/weg?kapitel=hort&kapitel=weg&kapitel=geld")
        assert "Der Weg ist <del>lang.</del> <ins>kurz.</ins>" in page
        assert 'rel="prev" href="/sitzung/kapitel/hort?kapitel=hort&amp;kapitel=weg&amp;kapitel=geld"' in page
        assert "2 von 3" in words(page)
        assert "Offene Notizen An das Schulamt: Seit wann? offene Frage" in words(
            read(visitor, "/sitzung/kapitel/geld")
        )
        assert "verweist auf ein Kapitel" not in words(read(visitor, "/sitzung/kapitel/hort"))
        assert visitor.get("/sitzung/kapitel/nie")[0] in (400, 404, 500)


def test_releases_are_of_the_text_alone(project: Project) -> None:
    with at_the_desk(project) as (_, visitor):
        vote(visitor, ["hort"])
        status, said = vote(visitor, ["hort"])
    assert status == 200
    assert "„Hort und Ferien“ ist in dieser Fassung schon freigegeben" in said
    assert len([event for event in read_log(project.root).history("hort") if isinstance(event, Release)]) == 1
