"""The meeting: what is to be decided, what a withdrawal does to other pages, and the minutes that are kept."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from guide_project import SCHOOL, YOUTH, Project
from ratgeber_tools import document as doc
from ratgeber_tools.checks import run_checks
from ratgeber_tools.document import plain_text
from ratgeber_tools.editions.newsroom import read_survey
from ratgeber_tools.guide import load
from ratgeber_tools.history import find_repository
from ratgeber_tools.newsroom.meeting.agenda import MeetingAgenda, meeting_agenda, to_decide
from ratgeber_tools.newsroom.meeting.ballot import candidates
from ratgeber_tools.newsroom.meeting.changed import since_release
from ratgeber_tools.newsroom.meeting.kept_minutes import (
    KeptMinutesError,
    every_minutes,
    keep_minutes,
    last_meeting,
    minutes_of,
    minutes_path,
    note_presence,
    sign_off,
)
from ratgeber_tools.newsroom.meeting.withdrawing import consequences
from ratgeber_tools.newsroom.minutes.outline import DECIDED, MinutesItem, MinutesOutline, MinutesSection, plain
from ratgeber_tools.newsroom.open_points import open_points
from ratgeber_tools.prose.comparison import Mark, SentencePiece
from ratgeber_tools.releases.keeping import read_log

DAY, BEFORE, LATER = date(2026, 11, 30), date(2026, 10, 19), date(2026, 12, 7)
NOTE = ":::{redaktionsnotiz}\n:art: offene Frage\nAn das Schulamt: Seit wann?\n:::\n"
CONFLICT = ":::{konflikt}\nso oder so\n:::\n"
CHANGED = MinutesItem((SentencePiece(Mark.REMOVED, "März"), SentencePiece(Mark.ADDED, "Mai")))
OUTLINE = MinutesOutline(
    "Ratgeber: was seit dem 19.10.2026 geschehen ist",
    "Stand 30.11.2026: 1 Freigabe.",
    (
        MinutesSection(
            "Kapitel", (MinutesItem((SentencePiece(Mark.REMOVED, "März"), SentencePiece(Mark.ADDED, "Mai"))),)
        ),
        MinutesSection(DECIDED, (MinutesItem(plain("freigegeben mit 9 * 1 Stimmen"), "Hort:"),)),
    ),
)


@pytest.fixture
def project(tmp_path: Path) -> Project:
    made = Project.create(tmp_path / "p")
    listed = "# Ratgeber\n\n```{toctree}\nhort\nteil/index\n```\n"
    made.write("index", listed, head="")
    made.write("teil/index", "# Teil\n\n```{toctree}\nweg\ngeld\n```\n", head="")
    made.write("hort", "# Hort\n\nZum [Weg](teil/weg.md).\n")
    made.write("teil/weg", "# Weg\n\nDer Weg ist lang.\n")
    made.write("teil/geld", f"# Geld\n\nText.\n\n{NOTE}\n{CONFLICT}")
    made.commit(SCHOOL)
    return made


def agenda(project: Project) -> MeetingAgenda:
    guide, log, today = load(project.guide), read_log(project.root), project.now.date()
    survey = read_survey(project.root, guide, today=today)
    before = candidates(guide, log, to_decide(survey), run_checks(guide), today=today)
    return meeting_agenda(guide, survey, before, open_points(guide, today))


def test_chapters_are_ready_or_lack_what_is_counted(project: Project) -> None:
    found = agenda(project)
    assert [each.status.title for each in found.ready] == ["Hort", "Weg"]
    assert [(each.status.title, each.lacks()) for each in found.waiting] == [
        ("Geld", ("ein Konflikt", "eine offene Notiz"))
    ]


def test_what_an_office_has_brought_before_the_group_comes_first(project: Project) -> None:
    head = "---\nstatus: steuergruppe\nzustaendig: Schulamt\nstand: 24.11.2026\n---\n\n"
    project.write("teil/weg", "# Weg\n\nDer Weg ist lang.\n", head=head)
    project.commit(SCHOOL)
    assert [each.status.title for each in agenda(project).ready] == ["Weg", "Hort"]


def test_what_is_public_as_it_stands_is_no_more_to_be_decided_until_it_changes(project: Project) -> None:
    project.release("hort")
    assert [each.status.title for each in agenda(project).ready] == ["Weg"]
    project.write("hort", "# Hort\n\nZum [Weg](teil/weg.md). Bald.\n")
    project.commit(SCHOOL)
    (hort, _weg) = agenda(project).ready
    assert (hort.status.title, hort.is_changed) == ("Hort", True)


def test_points_are_first_or_in_the_rest_and_none_is_both(project: Project) -> None:
    found = agenda(project)
    rest = [point for groups in found.rest.values() for _, points in groups for point in points]
    guide = load(project.guide)
    assert sorted([*found.first, *rest], key=str) == sorted(open_points(guide, project.now.date()), key=str)
    assert not set(found.first) & set(rest)


def test_since_a_release_the_changed_sentences_are_told(project: Project) -> None:
    release = project.release("teil/weg").event
    project.write("teil/weg", "# Weg\n\nDer Weg ist kurz. Neu ist das.\n")
    guide, repository = load(project.guide), find_repository(project.root)
    found = since_release(repository, read_log(project.root).current("teil/weg"), guide.chapters["teil/weg"])
    assert found.release == release
    assert found.new_sentences == ("Der Weg ist kurz.", "Neu ist das.")
    assert since_release(repository, None, guide.chapters["hort"]).new_sentences == ()


def test_a_withdrawal_shows_who_leads_there_and_which_part_goes_with_it(project: Project) -> None:
    for name in ("hort", "teil/weg"):
        project.release(name)
    project.release_all("index", "teil/index")
    project.write("hort", "# Hort\n\nDer Verweis ist weg, aber noch nicht freigegeben.\n")
    project.commit(SCHOOL)
    guide, repository, log = load(project.guide), find_repository(project.root), read_log(project.root)
    assert repository is not None
    found = consequences(guide, repository, log, "teil/weg")
    assert (found.linking, found.emptied) == (("hort",), ("teil/index",))
    assert consequences(guide, repository, log, "hort").emptied == ()


def test_minutes_are_kept_and_read_back_as_they_were_said(tmp_path: Path) -> None:
    remarks = "Der Hort *bleibt* offen.\n\nNächstes Mal: Geld."
    path = keep_minutes(tmp_path, DAY, OUTLINE, since=BEFORE, present=[YOUTH, "Netzwerk „Erfolg“"], remarks=remarks)
    assert path == minutes_path(tmp_path, DAY)
    (kept,) = every_minutes(tmp_path)
    assert (kept.day, kept.since, kept.present) == (DAY, BEFORE, (YOUTH, "Netzwerk „Erfolg“"))
    words = [plain_text(block.children) for block in kept.document.blocks if isinstance(block, doc.Paragraph)]
    assert words[:2] == ["Anwesend: Jugendamt, Netzwerk „Erfolg“.", "Stand 30.11.2026: 1 Freigabe."]
    assert words[2:4] == ["Der Hort *bleibt* offen.", "Nächstes Mal: Geld."]
    headings = [plain_text(block.children) for block in kept.document.blocks if isinstance(block, doc.Heading)]
    assert headings == ["Protokoll der Sitzung vom 30.11.2026", DECIDED, "Bemerkungen", "Kapitel", "Genehmigt"]
    assert kept.remarks == remarks


def test_minutes_are_written_anew_until_they_are_signed_off(tmp_path: Path) -> None:
    for words in ("erst so", "dann so"):
        keep_minutes(tmp_path, DAY, OUTLINE, since=BEFORE, present=[], remarks=words)
    sign_off(tmp_path, DAY, YOUTH, today=LATER)
    kept = minutes_of(tmp_path, DAY)
    assert kept is not None
    assert "dann so" in kept.text
    assert "erst so" not in kept.text
    last = kept.document.blocks[-1]
    assert isinstance(last, doc.Paragraph)
    assert plain_text(last.children) == "Genehmigt am 07.12.2026 durch Jugendamt."
    before = minutes_path(tmp_path, DAY).read_bytes()
    with pytest.raises(KeptMinutesError, match="schon genehmigt"):
        keep_minutes(tmp_path, DAY, OUTLINE, since=BEFORE, present=[], remarks="")
    with pytest.raises(KeptMinutesError, match=r"schon genehmigt, am 07\.12\.2026 durch Jugendamt"):
        sign_off(tmp_path, DAY, SCHOOL, today=LATER)
    assert minutes_path(tmp_path, DAY).read_bytes() == before


def test_who_was_there_is_known_before_the_minutes_are_written(tmp_path: Path) -> None:
    assert note_presence(tmp_path, DAY, [YOUTH], since=BEFORE) is not None
    assert note_presence(tmp_path, DAY, [SCHOOL], since=DAY) is not None
    assert note_presence(tmp_path, DAY, [YOUTH], since=BEFORE) is None
    kept = minutes_of(tmp_path, DAY)
    assert kept is not None
    assert (kept.since, kept.present, kept.text) == (BEFORE, (YOUTH, SCHOOL), "")
    with pytest.raises(KeptMinutesError, match="noch kein Protokoll"):
        sign_off(tmp_path, DAY, YOUTH, today=LATER)


def test_the_last_meeting_is_the_newest_before_a_day(tmp_path: Path) -> None:
    for day in (BEFORE, DAY):
        note_presence(tmp_path, day, [YOUTH], since=BEFORE)
    assert last_meeting(tmp_path, before=DAY) == BEFORE
    assert last_meeting(tmp_path, before=LATER) == DAY
    assert last_meeting(tmp_path, before=BEFORE) is None


def test_minutes_somebody_has_broken_are_named(tmp_path: Path) -> None:
    path = minutes_path(tmp_path, DAY)
    path.parent.mkdir(parents=True)
    path.write_text("---\nsitzung: bald\n---\n", encoding="utf-8")
    with pytest.raises(KeptMinutesError, match=r"2026-11-30\.md: „sitzung“ und „seit“ müssen ein Tag sein"):
        every_minutes(tmp_path)
