"""A parent's voice: taken without a login or a cookie, checked, kept for a while, a note by one click, answered."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from urllib.parse import urlencode

import pytest

from desk.served_desks import Answer, Browser, ServedDesk, served_desk
from guide_project import MAILBOXES, SCHOOL, YOUTH, Project, git
from ratgeber_tools.desk import parents_voices
from ratgeber_tools.desk.parents_voices import NOTE_KIND, ParentsVoices, Voice, VoiceState, with_note, without_note
from ratgeber_tools.editorial.addressees import Offices
from ratgeber_tools.editorial.notes import open_notes
from ratgeber_tools.editorial.roles import ROLES
from ratgeber_tools.guide import load
from ratgeber_tools.voices import KEPT_DONE, KEPT_OPEN, LONGEST, TRAP, VoiceKind

WORDS = "Der Hort hat freitags nur bis 15 Uhr *offen*."
HORT = "# Hort\n\nText.\n\n## Zeiten\n\nBis 17 Uhr.\n"


@pytest.fixture
def project(tmp_path: Path) -> Project:
    project = Project.create(tmp_path / "projekt")
    project.write("index", "# Ratgeber\n\n```{toctree}\nhort\n```\n", head="")
    project.write("hort", HORT)
    data = project.guide / "daten"
    data.mkdir(parents=True, exist_ok=True)
    (data / "kommune.yaml").write_text(
        "name: Stadt\nadresse_des_ratgebers: https://ratgeber.stadt.example/\n", encoding="utf-8"
    )
    project.commit(SCHOOL)
    return project


@pytest.fixture
def desk(project: Project) -> Iterator[ServedDesk]:
    with served_desk(project.root) as found:
        yield found


@pytest.fixture
def voices(desk: ServedDesk) -> ParentsVoices:
    return ParentsVoices(desk.desk)


@pytest.fixture
def office(desk: ServedDesk) -> Browser:
    return desk.browser().log_in(MAILBOXES[YOUTH])


def send(desk: ServedDesk, address: str = "192.0.2.7", **fields: str) -> Answer:
    """Send what the form below a public page sends: from another site that gives no referrer away."""
    given = {"kapitel": "hort", "abschnitt": "Zeiten", "art": "falsch", "worte": WORDS, **fields}
    browser = Browser(desk, address=address)
    return browser.ask("/stimme", urlencode(given), {"Origin": "null", "Sec-Fetch-Site": "cross-site"})


def hort(desk: ServedDesk) -> str:
    return (desk.root / "ratgeber" / "hort.md").read_text(encoding="utf-8")


class TestTheFormOfAPublicPage:
    def test_is_thanked_for_led_back_and_given_no_cookie(self, desk: ServedDesk, voices: ParentsVoices) -> None:
        answer = send(desk)
        assert answer.status == 200
        assert 'href="https://ratgeber.stadt.example/hort.html"' in answer.body
        assert answer.headers["Set-Cookie"] is None
        (voice,) = voices.all()
        assert (voice.chapter, voice.section, voice.kind, voice.words) == ("hort", "Zeiten", VoiceKind.WRONG, WORDS)

    def test_sent_twice_is_one_voice(self, desk: ServedDesk, voices: ParentsVoices) -> None:
        send(desk)
        send(desk)
        assert len(voices.all()) == 1

    @pytest.mark.parametrize(
        ("fields", "said"),
        [
            ({"worte": "Rufen Sie 0171 2345678 an"}, "ist eine Handynummer"),
            ({"worte": "Frau Beispiel war unfreundlich"}, "nennt eine Person"),
            ({"worte": "Mail: max@gmx.de"}, "private Postfächer"),
            ({"worte": "x" * (LONGEST + 1)}, "zu lang"),
            ({"worte": " \n"}, "Schreiben Sie in das Feld"),
            ({"art": "spam"}, "worum es geht"),
            ({"kapitel": "../conf"}, "gibt es nicht mehr"),
        ],
    )
    def test_what_may_not_be_kept_comes_back_with_why_and_every_word(
        self, desk: ServedDesk, voices: ParentsVoices, fields: dict[str, str], said: str
    ) -> None:
        answer = send(desk, **fields)
        assert answer.status == 400
        assert said in answer.body
        assert fields.get("worte", WORDS) in answer.body
        assert voices.all() == []

    def test_a_program_that_fills_in_every_field_is_thanked_and_forgotten(
        self, desk: ServedDesk, voices: ParentsVoices
    ) -> None:
        assert send(desk, **{TRAP: "https://spam.example"}).status == 200
        assert voices.all() == []

    def test_one_household_sends_five_at_once_and_others_still_can(
        self, desk: ServedDesk, voices: ParentsVoices
    ) -> None:
        assert [send(desk, worte=f"Satz {n}").status for n in range(6)] == [200] * 5 + [429]
        assert send(desk, address="192.0.2.8").status == 200

    def test_what_is_written_in_it_is_words_never_markup(self, desk: ServedDesk, office: Browser) -> None:
        send(desk, worte="<script>alert(1)</script>", abschnitt="<b>")
        assert "<script>alert" not in office.ask("/stimmen").body
        assert "<script>alert" not in send(desk, worte="<script>alert(1)</script>", art="").body

    def test_no_address_of_the_sender_is_in_the_store(self, desk: ServedDesk) -> None:
        send(desk, address="203.0.113.99")
        kept = b"".join(path.read_bytes() for path in (desk.root / "_redaktion").iterdir() if path.is_file())
        assert b"203.0.113.99" not in kept

    def test_the_way_of_the_form_is_open_to_nothing_else(self, desk: ServedDesk) -> None:
        foreign = {"Origin": "https://anderswo.example"}
        assert desk.browser().ask("/stimmen/weg", "kennung=x", foreign).status == 403
        assert desk.browser().ask("/stimme", headers=foreign).status == 403


class TestAtTheDesk:
    def test_a_voice_becomes_a_note_at_its_section_addressed_to_the_chapters_office(
        self, desk: ServedDesk, voices: ParentsVoices, office: Browser
    ) -> None:
        send(desk)
        assert office.post("/stimmen/notiz", kennung=voices.all()[0].identifier).place == "/stimmen"
        guide = load(desk.root / "ratgeber")
        (note,) = open_notes(guide.chapters["hort"], Offices.of(guide.data.records))
        assert note.kind == NOTE_KIND
        assert (note.words, note.office) == (f"Etwas stimmt nicht: {WORDS}", "Schulamt")
        assert hort(desk).index("## Zeiten") < hort(desk).index(NOTE_KIND) < hort(desk).index("Bis 17 Uhr")
        assert git(desk.root, "log", "-1", "--format=%ae") == MAILBOXES[YOUTH]

    def test_who_has_the_chapter_open_sees_the_note_come_and_loses_nothing(
        self, desk: ServedDesk, voices: ParentsVoices, office: Browser
    ) -> None:
        send(desk)
        with office.room("hort") as talk:
            talk.hear("state")
            office.post("/stimmen/notiz", kennung=voices.all()[0].identifier)
            assert "redaktionsnotiz" in str(talk.hear("steps")["steps"])

    def test_done_takes_the_note_out_and_the_head_says_what_parents_will_read(
        self, desk: ServedDesk, voices: ParentsVoices, office: Browser
    ) -> None:
        send(desk)
        (voice,) = voices.all()
        office.post("/stimmen/notiz", kennung=voice.identifier)
        office.post("/stimmen/erledigt", kennung=voice.identifier, geaendert="ja")
        assert NOTE_KIND not in hort(desk)
        assert hort(desk).endswith(HORT)
        head = load(desk.root / "ratgeber").chapters["hort"].head
        assert head is not None
        assert head.values.heard_on == desk.moment.date()
        assert voices.all()[0].state is VoiceState.DONE

    def test_without_a_change_the_page_says_nothing(
        self, desk: ServedDesk, voices: ParentsVoices, office: Browser
    ) -> None:
        send(desk)
        before = hort(desk)
        (voice,) = voices.all()
        office.post("/stimmen/notiz", kennung=voice.identifier)
        office.post("/stimmen/erledigt", kennung=voice.identifier)
        assert hort(desk) == before

    def test_who_may_only_read_has_no_button_and_is_refused(self, desk: ServedDesk, voices: ParentsVoices) -> None:
        table = desk.root / ROLES
        table.write_text(f"{table.read_text(encoding='utf-8')}rechte:\n  {SCHOOL}: kommentieren\n", encoding="utf-8")
        send(desk)
        reader = desk.browser().log_in(MAILBOXES[SCHOOL])
        page = reader.ask("/stimmen").body
        assert "Als Notiz ins Kapitel" in page
        assert "Löschen" not in page
        assert reader.post("/stimmen/weg", kennung=voices.all()[0].identifier).status == 403

    def test_voices_go_when_that_was_promised(self, desk: ServedDesk, voices: ParentsVoices, office: Browser) -> None:
        send(desk)
        send(desk, worte="Noch einer.")
        first, second = voices.all()
        office.post("/stimmen/erledigt", kennung=first.identifier)
        desk.moment += timedelta(days=KEPT_DONE)
        assert voices.all() == [second]
        desk.moment += timedelta(days=KEPT_OPEN - KEPT_DONE)
        assert voices.all() == []

    def test_when_nobody_reads_them_no_more_are_taken(
        self, desk: ServedDesk, voices: ParentsVoices, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(parents_voices, "MOST_OPEN", 1)
        assert send(desk).status == 200
        assert "sehr viele Hinweise" in send(desk, worte="Noch einer.").body


class TestANote:
    VOICE = Voice("a", "hort", "Zeiten", VoiceKind.MISSING, "Wo? {fakt}`x` :::", "2026-11-30T12:00:00+01:00")

    @pytest.mark.parametrize("end", ["\n", "\r\n"])
    def test_leaves_every_other_line_as_it_is_and_goes_without_a_trace(self, end: str) -> None:
        text = HORT.replace("\n", end)
        noted = with_note(text, self.VOICE)
        assert [line for line in text.split("\n") if line not in noted.split("\n")] == []
        assert without_note(noted, self.VOICE) == text

    def test_about_a_section_that_is_gone_stands_below_the_title(self) -> None:
        noted = with_note("# Hort\n\nText.\n", self.VOICE)
        assert noted.startswith("# Hort\n\n:::{redaktionsnotiz}")

    def test_somebody_has_taken_out_is_not_looked_for(self) -> None:
        assert without_note(HORT, self.VOICE) == HORT
