"""People with their consent at the desk: names stay outside the project, and a withdrawal counts at once."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from desk.desk_servers import RunningDesk, running_desk
from desk.posting import send_files, send_form
from desk.test_record_pages import form_of, shown, somebody, words_of
from guide_project import SCHOOL, Project, git
from ratgeber_tools.data.consents import Purpose
from ratgeber_tools.data.persons import PERSONS_VARIABLE, load_persons

TODAY = date(2026, 11, 30)
NAME = "Beispielname"
PHOTO = Path(__file__).parents[1] / "guides" / "bausteine" / "bilder" / "quadrat.png"
PERSONS = f"""\
# Nur hier
eins:   # seit 2025
  name: {NAME}
  einwilligungen:
    - zweck: web
      umfang: [name]
      erteilt_am: 01.09.2026
      bis: 31.07.2027
    - zweck: druck   # auf Papier
      umfang: name
      erteilt_am: 01.09.2026
      bis: 31.07.2027
"""


@pytest.fixture
def path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    path = tmp_path / "namen" / "personen.yaml"
    path.parent.mkdir()
    path.write_text(PERSONS, encoding="utf-8")
    monkeypatch.setenv(PERSONS_VARIABLE, str(path))
    return path


@pytest.fixture
def project(tmp_path: Path) -> Project:
    made = Project.create(tmp_path / "projekt")
    made.write("index", "# Ratgeber\n", head="")
    made.commit(SCHOOL)
    return made


@pytest.fixture
def running(project: Project, path: Path) -> Iterator[RunningDesk]:
    with running_desk(project.root) as found:
        yield found


def is_shown(path: Path, purpose: Purpose = Purpose.WEB, day: date = TODAY) -> bool:
    return load_persons(path)[0].shown("eins", purpose, day, cover=day) is not None


def test_what_each_agreed_to_is_told_in_words(running: RunningDesk) -> None:
    said = words_of(shown(somebody(running), "/personen"))
    assert f"{NAME} gilt Im Internet: der Name bis 31.07.2027 Gedruckt: der Name bis 31.07.2027" in said


def test_a_withdrawal_counts_at_once_and_for_its_purpose_alone(running: RunningDesk, path: Path) -> None:
    visitor = somebody(running)
    assert is_shown(path)

    send_form(visitor, "/personen/eins", tun="widerruf", nummer="0")

    assert not is_shown(path)
    assert is_shown(path, Purpose.PRINT)
    assert path.read_text(encoding="utf-8") == PERSONS.replace(
        "      bis: 31.07.2027\n    - zweck: druck",
        "      bis: 31.07.2027\n      widerrufen_am: 30.11.2026\n    - zweck: druck",
    )
    said = words_of(shown(visitor, "/personen/eins"))
    assert "Im Internet wird gezeigt: nichts." in said
    assert "Im Internet: der Name, vom 01.09.2026, widerrufen am 30.11.2026 Gedruckt: der Name, vom 01.09.2026" in said


def test_no_name_gets_into_the_project(running: RunningDesk, project: Project, path: Path) -> None:
    visitor = somebody(running)
    form = form_of(shown(visitor, "/personen/neu")) | {
        "name": "Anderer Name",
        "einwilligungen.0.zweck": "web",
        "einwilligungen.0.umfang": "name",
        "einwilligungen.0.erteilt_am": "01.09.2026",
        "einwilligungen.0.bis": "31.07.2027",
    }

    status, place, _ = send_form(visitor, "/personen/neu", **form)

    assert (status, place) == (303, "/personen/person-1")
    assert load_persons(path)[0].entries["person-1"].name == "Anderer Name"
    assert git(project.root, "log", "--format=%s") == "Stand\nStand"
    inside = [each for each in project.root.rglob("*") if each.is_file() and b"Anderer Name" in each.read_bytes()]
    assert inside == []


def test_a_mistake_in_a_consent_stands_at_its_field(running: RunningDesk, path: Path) -> None:
    visitor = somebody(running)
    form = form_of(shown(visitor, "/personen/eins")) | {
        "einwilligungen.0.bis": "bald",
        "einwilligungen.0.umfang": "name",
    }
    status, _, page = send_form(visitor, "/personen/eins", **form)
    assert status == 400
    assert 'id="feld-einwilligungen.0.bis-fehler-1">„bald“ ist kein Datum' in page
    assert path.read_text(encoding="utf-8") == PERSONS


def test_a_photo_and_a_signed_consent_lie_beside_the_names(running: RunningDesk, project: Project, path: Path) -> None:
    visitor = somebody(running)
    send_files(visitor, "/personen/eins", {"datei": PHOTO.read_bytes()}, tun="foto")
    send_files(visitor, "/personen/eins", {"datei": b"%PDF-1.7 x"}, tun="einwilligung")
    assert visitor.get("/personen/eins/foto")[0] == 200
    assert visitor.get("/personen/eins/einwilligung/1")[2] == b"%PDF-1.7 x"
    assert {each.name for each in path.parent.iterdir() if not each.name.startswith(".")} >= {
        "einwilligungen",
        load_persons(path)[0].entries["eins"].photo,
    }
    assert git(project.root, "status", "--porcelain") in ("", "?? _redaktion/")


def test_without_a_place_for_names_none_is_asked_for(
    running: RunningDesk, monkeypatch: pytest.MonkeyPatch, project: Project
) -> None:
    visitor = somebody(running)
    monkeypatch.setenv(PERSONS_VARIABLE, "")
    assert "kein Ort dafür eingerichtet" in words_of(shown(visitor, "/personen"))
    monkeypatch.setenv(PERSONS_VARIABLE, str(project.root / "personen.yaml"))
    status, _, body = visitor.get("/personen/neu")
    assert status != 200
    assert "liegt in einer Versionsverwaltung" in body.decode()
