"""Translating at the desk: fields beside the German, nothing typed is lost, four eyes, the same files as elsewhere."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape

import pytest

from desk.desk_servers import RunningDesk, Visitor, running_desk
from desk.posting import send_files, send_form
from guide_project import HEALTH, MAILBOXES, SCHOOL, YOUTH, Project, git
from ratgeber_tools.cli import main
from ratgeber_tools.desk.store import Login
from ratgeber_tools.desk.translating import Translating
from ratgeber_tools.editorial.rights import DeskRight
from ratgeber_tools.languages.catalogue import TranslationEntry, TranslationState, load_catalogue
from ratgeber_tools.languages.exchange.offers import digest_of
from ratgeber_tools.languages.units import key_of

TEXT = "# {title}\n\nDer Hort kostet {{fakt}}`hort-beitrag` im Monat.\n\nSie melden Ihr Kind an.\n"
COST, CALL = "Der Hort kostet <1/> im Monat.", "Sie melden Ihr Kind an."
NAMES = ("typed", "lost", "twice", "checked", "meaning", "files", "moved")


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningDesk]:
    project = Project.create(tmp_path_factory.mktemp("projekt"))
    (project.root / "conf.py").touch()
    project.write("index", "# Ratgeber\n\n```{toctree}\n" + "\n".join(NAMES) + "\n```\n", head="")
    for name in NAMES:
        project.write(name, TEXT.format(title=f"Hort {name}"))
    project.commit(SCHOOL)
    with running_desk(project.root) as found:
        yield found


@pytest.fixture
def youth(running: RunningDesk) -> Visitor:
    return running.visitor(Login(YOUTH, MAILBOXES[YOUTH]))


@pytest.fixture
def health(running: RunningDesk) -> Visitor:
    return running.visitor(Login(HEALTH, MAILBOXES[HEALTH]))


def page(visitor: Visitor, place: str) -> str:
    status, _, body = visitor.get(place)
    assert status == 200
    return body.decode()


def said(html: str) -> str:
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", html)).split())


def save(
    visitor: Visitor, name: str, texts: dict[str, str], deed: str = "speichern", base: str = "", **more: str
) -> tuple[int, str, str]:
    fields = dict(more)
    for german, text in texts.items():
        key = key_of(german)
        fields |= {f"text-{key}": text, f"deutsch-{key}": german, f"war-{key}": digest_of(base)}
    return send_form(visitor, f"/sprachen/uk/{name}", tun=deed, **fields)


def entries(running: RunningDesk, name: str) -> dict[str, TranslationEntry]:
    return {entry.german: entry for entry in load_catalogue(running.desk.folder, "uk", name).entries}


def test_what_is_typed_is_saved_in_the_name_of_the_office(running: RunningDesk, youth: Visitor) -> None:
    before = page(youth, "/sprachen/uk/typed")
    assert "Der Hort kostet ‹1:" in said(before)
    status, place, _ = save(youth, "typed", {COST: "Група коштує ‹1: …› на місяць.", CALL: "Ви"})
    assert (status, place) == (303, "/sprachen/uk/typed")
    assert "2 Sätze sind gespeichert." in said(page(youth, place))
    found = entries(running, "typed")
    assert (found[COST].text, found[COST].by, found[COST].state) == (
        "Група коштує <1/> на місяць.", YOUTH, TranslationState.TRANSLATED,
    )  # fmt: skip
    assert git(running.root, "log", "-1", "--format=%ae", "--", "ratgeber/sprachen/uk/typed.yaml") == MAILBOXES[YOUTH]
    assert "3 Sätze" not in said(page(youth, "/sprachen/uk"))
    assert "2 übersetzt" in said(page(youth, "/sprachen"))


def test_a_sentence_without_its_place_stays_typed_and_the_others_are_saved(
    running: RunningDesk, youth: Visitor
) -> None:
    status, _, answer = save(youth, "lost", {COST: "Група <b> коштує.", CALL: "Ви"})
    assert status == 400
    assert "Ein Satz ist gespeichert. Ein Satz braucht noch etwas." in said(answer)
    assert "Die Stelle ‹1› fehlt: Dort steht eine Angabe" in said(answer)
    assert ">Група &lt;b&gt; коштує.</textarea>" in answer
    assert list(entries(running, "lost")) == [CALL]


def test_of_two_people_the_later_is_kept_as_a_remark_until_somebody_decides(
    running: RunningDesk, youth: Visitor, health: Visitor
) -> None:
    save(youth, "twice", {CALL: "Перше"})
    status, _, answer = save(health, "twice", {CALL: "Друге"})
    assert status == 400
    assert "Auch zurückgekommen: Друге" in said(answer)
    assert (entries(running, "twice")[CALL].text, entries(running, "twice")[CALL].by) == ("Перше", YOUTH)
    key = key_of(CALL)
    status, _, _ = save(health, "twice", {CALL: "Перше"}, base="Перше", **{f"erledigt-{key}": "1"})
    assert status == 303
    assert entries(running, "twice")[CALL].remark == ""


def test_a_second_office_checks_what_it_has_seen_and_no_office_its_own(
    running: RunningDesk, youth: Visitor, health: Visitor
) -> None:
    save(youth, "checked", {CALL: "Ви"})
    key = key_of(CALL)
    assert f"geprueft {key}" not in page(youth, "/sprachen/uk/checked")
    _, place, _ = save(youth, "checked", {CALL: "Ви"}, f"geprueft {key}", base="Ви")
    assert "prüft eine andere Stelle" in said(page(youth, place.partition("#")[0]))
    assert f"geprueft {key}" in page(health, "/sprachen/uk/checked")
    save(health, "checked", {}, f"geprueft {key}")
    _, place, _ = save(health, "checked", {CALL: ""}, f"geprueft {key}", base="Інше")
    assert "inzwischen jemand etwas anderes" in said(page(health, place.partition("#")[0]))
    assert entries(running, "checked")[CALL].state is TranslationState.TRANSLATED
    save(health, "checked", {CALL: "Ви"}, f"geprueft {key}", base="Ви")
    done = entries(running, "checked")[CALL]
    assert (done.state, done.by, done.checked_by) == (TranslationState.CHECKED, YOUTH, HEALTH)


def test_a_meaning_that_stays_is_said_at_the_desk_and_counts_on_the_command_line(
    running: RunningDesk, youth: Visitor, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    save(youth, "meaning", {CALL: "Ви", COST: "Група ‹1: …›."})
    path = running.desk.folder / "meaning.md"
    text = path.read_text(encoding="utf-8").replace("melden Ihr Kind an", "melden Ihr Kind jetzt an")
    path.write_text(text.replace("im Monat", "in 2 Monaten"), encoding="utf-8")
    shown = page(youth, "/sinn/meaning")
    assert "Sie melden Ihr Kind neu: jetzt an." in said(shown)
    assert "Darin steht eine andere Zahl als vorher" in said(shown)
    now = key_of("Sie melden Ihr Kind jetzt an.")
    status, place, _ = send_form(youth, "/sinn/meaning", satz=now)
    assert status == 303
    assert "Eine Übersetzung gilt weiter." in said(page(youth, place))
    [same] = entries(running, "meaning")[CALL].also
    assert (same.key, same.by) == (now, YOUTH)
    monkeypatch.chdir(running.root)
    assert main(["sprachen", "veraltet", "uk", "meaning"]) == 0
    assert "meaning, Satz 2 (uk)" in (out := capsys.readouterr().out)
    assert "Satz 3" not in out


def test_a_file_goes_out_and_its_answer_comes_in(running: RunningDesk, youth: Visitor) -> None:
    for kind in ("word", "xliff", "tmx"):
        assert youth.get(f"/sprachdatei/uk/{kind}/files")[0] == 200
    status, _, data = youth.get("/sprachdatei/uk/po/files")
    assert status == 200
    filled = data.decode().replace(f'msgid "{CALL}"\nmsgstr ""', f'msgid "{CALL}"\nmsgstr "Ви"')
    assert filled != data.decode()
    taken, findings, alert = Translating(running.desk).take_in(filled.encode(), "C:\\x\\files-uk.po", by_youth())
    assert (taken, findings, alert) == (1, (), "")
    assert (entries(running, "files")[CALL].text, entries(running, "files")[CALL].by) == ("Ви", YOUTH)
    status, _, answer = send_files(youth, "/sprachdatei", {"datei": data}, sprache="uk")
    assert status == 400
    assert "„datei“ ist keine Datei mit Übersetzungen." in said(answer)
    assert youth.get("/sprachdatei/uk/exe/files")[0] == 404


def by_youth() -> Login:
    return Login(YOUTH, MAILBOXES[YOUTH])


def test_translations_of_a_renamed_chapter_are_brought_along(running: RunningDesk, youth: Visitor) -> None:
    save(youth, "moved", {CALL: "Ви", "Hort moved": "Група"})
    folder = running.desk.folder
    (folder / "moved.md").rename(folder / "anders.md")
    assert "hat einen neuen Namen bekommen" in said(page(youth, "/sprachen"))
    status, place, _ = send_form(youth, "/sprachen")
    assert (status, place) == (303, "/sprachen")
    assert set(entries(running, "anders")) == {CALL, "Hort moved"}
    assert git(running.root, "status", "--porcelain", "ratgeber/sprachen") == ""


def test_what_there_is_not_is_answered_with_a_sentence(youth: Visitor) -> None:
    for place in ("/sprachen/xx", "/sprachen/uk/fehlt", "/sinn/fehlt", "/sprachdatei/xx/po/files"):
        assert youth.get(place)[0] == 404
    assert "Kreuzen Sie an, was gleich blieb." in said(send_form(youth, "/sinn/meaning")[2])


def test_who_may_not_write_reads_and_finds_no_button(
    running: RunningDesk, health: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(running.logins, "rights", lambda _login: frozenset({DeskRight.COMMENT}))
    shown = page(health, "/sprachen/uk/typed")
    assert "readonly" in shown
    assert 'name="tun"' not in shown
    assert 'type="file"' not in page(health, "/sprachen")
    assert save(health, "typed", {CALL: "Інше"})[0] == 403
