"""How far every chapter is, at the desk: what `ratgeber status` says, and what keeps a chapter from being released."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from html import unescape
from pathlib import Path

import pytest
from docx import Document

from desk.desk_servers import RunningDesk, Visitor, running_desk
from guide_project import CLOCK, HEALTH, MAILBOXES, SCHOOL, YOUTH, Project
from ratgeber_tools.desk.server.pages import status_page
from ratgeber_tools.desk.store import Login

HEAD = "---\nstatus: entwurf\nzustaendig: {office}\nstand: 24.10.2026\npruefen_bis: 01.11.2026\n---\n\n"
NOTE = "\n:::{redaktionsnotiz}\n:art: offene Frage\nAb wann?\n:::\n"


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningDesk]:
    project = Project.create(tmp_path_factory.mktemp("projekt"))
    project.write("index", "# Ratgeber\n\n```{toctree}\nteil/hort\nteil/essen\nteil/bus\n```\n", head="")
    project.write("teil/hort", "# Hort\n\nDer Hort hat offen. Mehr bei [](essen.md).\n", head=HEAD.format(office=YOUTH))
    project.write("teil/essen", f"# Essen\n\nEs gibt [Essen](fehlt.md).\n{NOTE}{NOTE}", head=HEAD.format(office=SCHOOL))
    project.write("teil/bus", "# Bus\n\nDer Bus fährt.\n", head=HEAD.format(office=SCHOOL))
    project.commit(HEALTH)
    project.release("teil/bus", YOUTH)
    with running_desk(project.root) as found:
        yield found


@pytest.fixture
def visitor(running: RunningDesk) -> Visitor:
    return running.visitor(Login(YOUTH, MAILBOXES[YOUTH]))


def rows(visitor: Visitor, query: str = "") -> list[str]:
    status, _, body = visitor.get(f"/stand{query}")
    assert status == 200
    found = re.findall(r'<li class="kapitelstand">(.*?)</li>', body.decode(), re.DOTALL)
    return [" ".join(unescape(re.sub(r"<[^>]+>", " ", each)).split()) for each in found]


def test_every_chapter_says_what_it_lacks_and_what_counts(visitor: Visitor) -> None:
    hort, essen, bus = rows(visitor)

    assert hort.startswith(
        f"Hort {YOUTH} fertig zum Beschließen verweist auf ein Kapitel, das Eltern nicht sehen "
        f"prüfen bis 01.11.2026 (überfällig) · geändert am 24.11.2026, {HEALTH}"
    )
    assert essen.startswith(f"Essen {SCHOOL} Entwurf Es fehlt: ein Fehler, 2 offene Notizen")
    assert bus.startswith(f"Bus {SCHOOL} Freigegeben frei seit 24.11.2026")


def test_a_meeting_is_told_the_same(visitor: Visitor) -> None:
    lacks = "ein Fehler, 2 offene Notizen"
    assert lacks in rows(visitor)[1]
    assert lacks in unescape(visitor.get("/sitzung")[2].decode())


@pytest.mark.parametrize(
    ("query", "titles"),
    [
        (f"?stelle={SCHOOL}", ["Essen", "Bus"]),
        ("?zeigen=bereit", ["Hort"]),
        ("?zeigen=offen", ["Essen"]),
        (f"?stelle={SCHOOL}&zeigen=frei", ["Bus"]),
        ("?stelle=Niemand", []),
        ("?zeigen=unfug", ["Hort", "Essen", "Bus"]),
    ],
)
def test_only_what_is_asked_for_is_shown(visitor: Visitor, query: str, titles: list[str]) -> None:
    assert [row.split()[0] for row in rows(visitor, query)] == titles


def test_each_chapter_leads_to_its_text_its_page_and_its_history(visitor: Visitor) -> None:
    body = visitor.get("/stand")[2].decode()
    for place in ("/kapitel/teil/hort", "/ansehen/teil/hort", "/verlauf/teil/hort"):
        assert f'href="{place}"' in body


def test_the_status_is_a_word_file_with_the_words_of_the_command_line(visitor: Visitor) -> None:
    status, answer, body = visitor.get("/stand/word")

    assert (status, "attachment" in answer.headers["Content-Disposition"]) == (200, True)
    paper = Document(io.BytesIO(body))
    cells = [cell.text for table in paper.tables for row in table.rows for cell in row.cells]
    assert "Hort" in cells
    assert any("überfällig" in cell for cell in cells)


def test_what_somebody_has_not_saved_yet_is_said(running: RunningDesk, visitor: Visitor, tmp_path: Path) -> None:
    path = running.root / "ratgeber/teil/bus.md"
    before = path.read_bytes()
    path.write_bytes(before + b"\nNeu.\n")
    try:
        assert "noch nicht gesichert" in rows(visitor)[2]
    finally:
        path.write_bytes(before)


def test_the_clock_of_the_desk_says_what_is_overdue(running: RunningDesk, visitor: Visitor) -> None:
    running.moment, moment = CLOCK.replace(month=10), running.moment
    try:
        assert "überfällig" not in rows(running.visitor())[0]
    finally:
        running.moment = moment


def test_the_rows_are_made_anew_when_something_was_saved_and_only_then(
    running: RunningDesk, visitor: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[int] = []
    genuine = status_page.chapter_rows
    monkeypatch.setattr(status_page, "chapter_rows", lambda *of: made.append(1) or genuine(*of))
    chapter = running.root / "ratgeber/teil/hort.md"
    before = chapter.read_bytes()
    rows(visitor)
    made.clear()
    try:
        chapter.write_bytes(before + NOTE.encode())
        assert "Es fehlt: eine offene Notiz" in rows(visitor)[0]
        assert rows(visitor, "?zeigen=offen")
        assert len(made) == 1
    finally:
        chapter.write_bytes(before)
