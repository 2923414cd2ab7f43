"""The pictures at the desk: what is missing first, rights and people by a form, another picture in their place."""

from __future__ import annotations

import html
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from desk.desk_servers import RunningDesk, running_desk
from desk.posting import send_files, send_form
from desk.test_record_pages import form_of, shown, somebody, words_of
from guide_project import SCHOOL, YOUTH, Project, git
from ratgeber_tools.data.persons import PERSONS_VARIABLE
from ratgeber_tools.data.picture_records import load_picture_records

TODAY = date(2026, 11, 30)
PICTURE = Path(__file__).parents[1] / "guides" / "bausteine" / "bilder" / "quadrat.png"
SVG = b'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><rect width="9" height="9"/></svg>'
RECORDS = """\
# Von wem ein Bild ist
haus.png:   # vom Fest
  urheber: Schulamt
  lizenz: frei
  herkunft: eigenes Foto
  personen: nein
teil/:
  urheber: Jugendamt
  lizenz: frei
  herkunft: eigene Zeichnung
  personen: nein
"""
HOUSE = "/bilder/haus.png"


@pytest.fixture
def project(tmp_path: Path) -> Project:
    made = Project.create(tmp_path / "projekt")
    made.write("index", "# Ratgeber\n\n```{toctree}\nhort\n```\n", head="")
    made.write("hort", "# Der Hort\n\n![Ein Haus](bilder/haus.png)\n")
    made.write_file("bilder/bilder.yaml", RECORDS.encode())
    made.write_file("bilder/haus.png", PICTURE.read_bytes())
    made.write_file("bilder/offen.png", PICTURE.read_bytes())
    made.write_file("bilder/teil/weg.svg", SVG)
    made.commit(SCHOOL)
    return made


@pytest.fixture
def running(project: Project) -> Iterator[RunningDesk]:
    with running_desk(project.root) as found:
        yield found


def noted(project: Project) -> str:
    return (project.guide / "bilder" / "bilder.yaml").read_text(encoding="utf-8")


def test_a_picture_of_which_nothing_is_noted_stands_first_and_each_says_where_it_is_used(running: RunningDesk) -> None:
    visitor = somebody(running)
    said = words_of(shown(visitor, "/bilder"))
    assert "Bei 1 Bild fehlt etwas; es steht zuerst. Offen Rechte fehlen" in said
    page = shown(visitor, HOUSE)
    assert '<a href="/kapitel/hort">Der Hort</a>' in page
    assert "/api/bild/bilder/haus.png" in page
    assert "In keinem Kapitel." in words_of(shown(visitor, "/bilder/offen.png"))


@pytest.mark.parametrize(
    ("alt", "drawing", "label"),
    [
        ("Ein Weg", b'<svg xmlns="http://www.w3.org/2000/svg" aria-label="Der Weg"/>', "Ein Weg"),
        ("Lang, " * 20, b'<svg xmlns="http://www.w3.org/2000/svg" role="img" aria-label="Der Weg &amp; das Ziel"/>',
         "Der Weg & das Ziel"),
        ("Lang, " * 20, b'<svg xmlns="http://www.w3.org/2000/svg"><title>Der Weg</title></svg>', "Der Weg"),
        ("Vier Schritte nacheinander. " + "Lang, " * 20, SVG, "Vier Schritte nacheinander"),
        ("Schritt um Schritt geht das Kind den ganzen Weg zur Schule und wieder zurück", SVG,
         "Schritt um Schritt geht das Kind den ganzen Weg zur Schule …"),
    ],
)  # fmt: skip
def test_a_picture_is_called_after_what_it_shows(project: Project, alt: str, drawing: bytes, label: str) -> None:
    project.write("hort", f"# Der Hort\n\n![{alt.strip()}](bilder/teil/weg.svg)\n")
    project.write_file("bilder/teil/weg.svg", drawing)
    with running_desk(project.root) as running:
        assert label in html.unescape(shown(somebody(running), "/bilder"))


def test_rights_are_noted_in_the_pictures_own_lines_in_the_offices_name(running: RunningDesk, project: Project) -> None:
    visitor = somebody(running)
    form = form_of(shown(visitor, HOUSE)) | {"personen": "ja", "einwilligung_bis": "31.07.2028"}

    status, place, _ = send_form(visitor, HOUSE, **form)

    assert (status, place) == (303, HOUSE)
    assert noted(project) == RECORDS.replace(
        "  personen: nein\nteil/:", "  personen: ja\n  einwilligung_bis: 31.07.2028\nteil/:"
    )
    assert git(project.root, "log", "-1", "--format=%an|%s") == "Schulamt|Bild Ein Haus: Rechte"
    assert "geklärt bis 31.07.2028" in words_of(shown(visitor, HOUSE))


def test_the_first_rights_of_a_picture_are_an_entry_of_its_own(running: RunningDesk, project: Project) -> None:
    visitor, place = somebody(running), "/bilder/offen.png"
    form = form_of(shown(visitor, place))
    status, _, page = send_form(visitor, place, **form | {"urheber": "Schulamt"})
    assert status == 400
    assert 'id="feld-lizenz-fehler-1">Das fehlt hier noch.' in page
    assert form_of(page)["urheber"] == "Schulamt"
    send_form(visitor, place, **form_of(page) | {"lizenz": "frei", "herkunft": "Foto", "personen": "nein"})
    assert noted(project) == RECORDS + (
        "\noffen.png:\n  urheber: Schulamt\n  lizenz: frei\n  herkunft: Foto\n  personen: nein\n"
    )


def test_what_is_noted_for_a_folder_stays_when_one_picture_of_it_differs(
    running: RunningDesk, project: Project
) -> None:
    visitor, place = somebody(running), "/bilder/teil/weg.svg"
    form = form_of(shown(visitor, place))
    assert form["urheber"] == "Jugendamt"
    send_form(visitor, place, **form)
    assert noted(project) == RECORDS
    send_form(visitor, place, **form | {"urheber": "Schule"})
    assert noted(project).startswith(RECORDS)
    records = load_picture_records(project.guide).entries
    assert (records["teil/weg.svg"].author, records["teil/"].author) == ("Schule", "Jugendamt")


def test_people_without_a_consent_and_one_that_is_over_are_told(running: RunningDesk, project: Project) -> None:
    visitor = somebody(running)
    send_form(visitor, HOUSE, **form_of(shown(visitor, HOUSE)) | {"personen": "ja"})
    assert "Einwilligung fehlt" in words_of(shown(visitor, HOUSE))
    send_form(visitor, HOUSE, **form_of(shown(visitor, HOUSE)) | {"einwilligung_bis": "31.12.2026"})
    assert "endet bald Einverstanden sind alle nur bis 31.12.2026." in words_of(shown(visitor, HOUSE))


def test_a_withdrawal_counts_at_once(running: RunningDesk, project: Project) -> None:
    visitor = somebody(running)
    change = {"personen": "ja", "einwilligung_bis": "31.07.2028"}
    send_form(visitor, HOUSE, **form_of(shown(visitor, HOUSE)) | change)
    assert load_picture_records(project.guide).obstacle("haus.png", TODAY) == ""

    send_form(visitor, HOUSE, tun="widerruf")

    assert load_picture_records(project.guide).obstacle("haus.png", TODAY) != ""
    assert "Eltern sehen das Bild nicht mehr." in words_of(shown(visitor, HOUSE))


def test_another_picture_is_put_in_its_place_when_its_rights_were_looked_at(
    running: RunningDesk, project: Project
) -> None:
    visitor = somebody(running)
    form, before = form_of(shown(visitor, HOUSE)), (project.guide / "bilder/haus.png").read_bytes()
    status, _, page = send_files(visitor, HOUSE, {"bild": SVG}, **form)
    assert status == 400
    assert "ob die Angaben auch für das neue Bild gelten" in words_of(page)
    status, _, page = send_files(visitor, HOUSE, {"bild": SVG}, **form, **{"gilt-auch": "ja"})
    assert "Das neue Bild ist von einer anderen Art (SVG statt PNG)." in words_of(page)
    assert (project.guide / "bilder/haus.png").read_bytes() == before


def test_a_drawing_is_replaced_by_another_and_committed_with_its_rights(running: RunningDesk, project: Project) -> None:
    visitor, place = somebody(running), "/bilder/teil/weg.svg"
    fresh = SVG.replace(b'width="9"', b'width="8"')
    form = form_of(shown(visitor, place)) | {"urheber": "Schule", "gilt-auch": "ja"}
    status, _, _ = send_files(visitor, place, {"bild": fresh}, **form)
    assert status == 303
    assert b'width="8"' in (project.guide / "bilder/teil/weg.svg").read_bytes()
    assert git(project.root, "status", "--porcelain", "--untracked-files=no") == ""
    assert load_picture_records(project.guide).entries["teil/weg.svg"].author == "Schule"


def test_two_who_note_something_else_of_one_picture_are_both_right(running: RunningDesk, project: Project) -> None:
    one, other = somebody(running), somebody(running, YOUTH)
    mine = form_of(shown(one, HOUSE)) | {"lizenz": "nur hier"}
    send_form(other, HOUSE, **form_of(shown(other, HOUSE)) | {"herkunft": "vom Fest"})
    send_form(one, HOUSE, **mine)
    assert "lizenz: nur hier" in noted(project)
    assert "herkunft: vom Fest" in noted(project)


def test_a_signed_consent_lies_outside_the_project_and_comes_back_as_it_was(
    running: RunningDesk, project: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    visitor = somebody(running)
    assert "Es ist kein Ort dafür eingerichtet." in words_of(shown(visitor, HOUSE))
    monkeypatch.setenv(PERSONS_VARIABLE, str(tmp_path / "namen" / "personen.yaml"))
    scan = b"%PDF-1.7 unterschrieben"

    status, _, _ = send_files(visitor, HOUSE, {"einwilligung": scan}, tun="einwilligung")

    assert status == 303
    assert visitor.get("/bilder-einwilligung/1/haus.png")[2] == scan
    assert git(project.root, "status", "--porcelain") in ("", "?? _redaktion/")
    status, _, page = send_files(visitor, HOUSE, {"einwilligung": b"<html>"}, tun="einwilligung")
    assert "Eine Einwilligung ist eine PDF-Datei oder ein Foto" in words_of(page)
    monkeypatch.setenv(PERSONS_VARIABLE, str(project.root / "personen.yaml"))
    status, _, page = send_files(visitor, HOUSE, {"einwilligung": scan}, tun="einwilligung")
    assert status == 400
    assert not (project.root / "einwilligungen").exists()
