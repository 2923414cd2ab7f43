from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import docx
import pytest

from data.data_files import write_data
from guide_project import HEAD, SCHOOL, YOUTH, Project
from html_reading import read_html
from ratgeber_tools.cli import main
from ratgeber_tools.newsroom.meeting.kept_minutes import every_minutes

NOTE = "\n:::{redaktionsnotiz}\nAn das Schulamt: Stimmt das?\n:::\n"
FACT = "frist:\n  titel: Anmeldefrist\n  wert: 1. März\n  zustaendig: amt\n"


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Project:
    """Two chapters and a fact on 24 November; what a test does comes on the 25th."""
    project = Project.create(tmp_path / "projekt")
    (project.root / "conf.py").touch()
    write_data(project.guide / "daten", fakten=FACT)
    project.write("index", "# Ratgeber\n", head="")
    project.write("hort", f"# Hort\n\nDer Hort ist am Nachmittag offen.\nEr kostet *Geld*.\n{NOTE}")
    project.write("geld", "# Geld\n\nEs gibt Geld.\n")
    project.commit(SCHOOL)
    project.now += timedelta(days=1)
    monkeypatch.chdir(project.root)
    return project


def minutes(capsys: pytest.CaptureFixture[str], *arguments: str, since: str = "25.11.2026") -> str:
    assert main(["protokoll", "--seit", since, "--heute", "26.11.2026", *arguments]) == 0
    return capsys.readouterr().out


def test_a_changed_sentence_shows_its_changed_words(project: Project, capsys: pytest.CaptureFixture[str]) -> None:
    project.write("hort", f"# Hort\n\nDer Hort ist am Mittag offen.\nEr kostet *Geld*.\n{NOTE}")
    project.commit(YOUTH)
    shown = minutes(capsys)
    assert "- **Hort** (hort): geändert am 25.11.2026 durch Jugendamt." in shown
    assert "  - Der Hort ist am ~~Nachmittag~~ **Mittag** offen.\n" in shown
    assert "kostet" not in shown
    assert "geld" not in shown.partition("## Offen")[0]


def test_nothing_is_said_where_nothing_happened(project: Project, capsys: pytest.CaptureFixture[str]) -> None:
    shown = minutes(capsys)
    assert "eingecheckt ist: nichts Neues." in shown
    assert shown.count("- Nichts.") == 3


def test_the_day_itself_belongs_to_the_minutes(project: Project, capsys: pytest.CaptureFixture[str]) -> None:
    assert "3 Kapitel neu" in minutes(capsys, since="24.11.2026")
    assert "nichts Neues" in minutes(capsys, since="25.11.2026")


def test_new_renamed_and_deleted_chapters_are_told_apart(project: Project, capsys: pytest.CaptureFixture[str]) -> None:
    project.write("neu", "# Neues Kapitel\n\nEin Satz. Noch ein Satz.\n", head="")
    (project.guide / "geld.md").unlink()
    (project.guide / "hort.md").rename(project.guide / "betreuung.md")
    project.commit(SCHOOL)
    shown = minutes(capsys)
    assert "- **Neues Kapitel** (neu): neu am 25.11.2026 durch Schulamt, 3 Sätze." in shown
    assert "- **Geld** (geld): gelöscht am 25.11.2026 durch Schulamt, 2 Sätze." in shown
    assert "(betreuung, vorher hort): umbenannt am 25.11.2026 durch Schulamt; am Text hat sich nichts" in shown


def test_status_and_answered_and_new_questions_are_told(project: Project, capsys: pytest.CaptureFixture[str]) -> None:
    text = "# Hort\n\nDer Hort ist am Nachmittag offen.\nEr kostet *Geld*.\n\n:::{redaktionsnotiz}\nWas noch?\n:::\n"
    project.write("hort", text, head=HEAD.replace("entwurf", "fachprüfung"))
    project.commit(SCHOOL)
    shown = minutes(capsys)
    assert "  - Status: entwurf → fachprüfung.\n" in shown
    assert "  - **Erledigt:** Stimmt das?\n" in shown
    assert "  - **Neue Frage:** Was noch?\n" in shown


def test_releases_and_withdrawals_are_told_with_their_decision(
    project: Project, capsys: pytest.CaptureFixture[str]
) -> None:
    project.release("geld", YOUTH)
    project.withdraw("geld", SCHOOL)
    shown = minutes(capsys)
    assert "freigegeben am 25.11.2026 durch Jugendamt (Protokoll 7, TOP 3; 9 Ja, 1 Nein, 2 Enthaltungen)." in shown
    assert "zurückgezogen am 25.11.2026 durch Schulamt: Zahl falsch." in shown


def test_values_that_changed_or_were_confirmed_are_told(project: Project, capsys: pytest.CaptureFixture[str]) -> None:
    confirmed = "  bestaetigt_durch: amt\n  bestaetigt_am: 25.11.2026\n"
    write_data(project.guide / "daten", fakten=FACT.replace("1. März", "4. März") + confirmed)
    project.commit(SCHOOL)
    shown = minutes(capsys)
    assert "- **Fakt „Anmeldefrist“:** ~~1. März~~ **4. März** bestätigt am 25.11.2026 durch Schulamt\n" in shown


def test_what_was_only_confirmed_has_not_changed_and_what_changed_is_said_in_words(
    project: Project, capsys: pytest.CaptureFixture[str]
) -> None:
    confirmed = "  bestaetigt_durch: amt\n  bestaetigt_am: 25.11.2026\n"
    write_data(project.guide / "daten", fakten=FACT + confirmed)
    project.commit(SCHOOL)
    assert "- **Fakt „Anmeldefrist“:** bestätigt am 25.11.2026 durch Schulamt\n" in minutes(capsys)
    write_data(project.guide / "daten", fakten=FACT + "  rechtsgrundlage: Erlass\n")
    project.commit(SCHOOL)
    assert "- **Fakt „Anmeldefrist“:** geändert (Rechtsgrundlage)\n" in minutes(capsys)


def test_no_mailbox_or_name_of_a_person_is_in_the_minutes(project: Project, capsys: pytest.CaptureFixture[str]) -> None:
    project.write("geld", "# Geld\n\nEs gibt viel Geld.\n")
    project.commit("jemand@privat.example")
    shown = minutes(capsys)
    assert "durch unbekannte Stelle" in shown
    assert "@" not in shown
    assert "Redaktion" not in shown


def test_a_page_holds_what_it_can_and_counts_the_rest(project: Project, capsys: pytest.CaptureFixture[str]) -> None:
    project.write("geld", "# Geld\n\n" + "\n".join(f"Das ist der Satz {number}." for number in range(60)) + "\n")
    project.commit(SCHOOL)
    assert "… und noch" in minutes(capsys)
    assert "Satz 59." not in minutes(capsys)
    full = minutes(capsys, "--vollstaendig")
    assert "Satz 59." in full
    assert "… und noch" not in full


def test_many_new_chapters_are_one_line(project: Project, capsys: pytest.CaptureFixture[str]) -> None:
    for number in range(9):
        project.write(f"neu-{number}", f"# Neu {number}\n")
    project.commit(SCHOOL)
    assert "- **9 Kapitel neu:** Neu 0; Neu 1;" in minutes(capsys)


def test_what_is_only_on_the_disk_is_no_news(project: Project, capsys: pytest.CaptureFixture[str]) -> None:
    project.write("geld", "# Geld\n\nEs gibt viel Geld.\n")
    assert "nichts Neues" in minutes(capsys)


def test_signs_of_markdown_and_html_stay_signs(project: Project, capsys: pytest.CaptureFixture[str]) -> None:
    project.write("geld", "# Geld\n\nEs gibt 3 \\* 4 &lt;b&gt; Geld.\n")
    project.commit(SCHOOL)
    assert "3 \\* 4 \\<b\\>" in minutes(capsys)
    minutes(capsys, "--als", "protokoll.html")
    text = Path("protokoll.html").read_text(encoding="utf-8")
    read_html(text)
    assert "<ins>3 * 4 &lt;b&gt;</ins>" in text


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["--seit", "27.11.2026", "--heute", "26.11.2026"], "liegt in der Zukunft"),
        (["--seit", "25.11.2026", "--als", "protokoll.odt", "--heute", "26.11.2026"], "als .docx, .md und .html"),
    ],
)
def test_wrong_use_is_one_sentence(
    project: Project, capsys: pytest.CaptureFixture[str], arguments: list[str], sentence: str
) -> None:
    assert main(["protokoll", *arguments]) == 1
    assert sentence in capsys.readouterr().err


def test_a_shallow_clone_cannot_write_minutes(
    project: Project, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(project.clone(tmp_path / "flach", "--depth=1").root)
    assert main(["protokoll", "--seit", "24.11.2026"]) == 1
    assert "git fetch --unshallow" in capsys.readouterr().err


def test_a_name_that_ends_in_docx_gives_a_word_file(project: Project) -> None:
    project.write("hort", f"# Hort\n\nDer Hort ist am Mittag offen.\nEr kostet *Geld*.\n{NOTE}")
    project.commit(YOUTH)
    assert main(["protokoll", "--seit", "25.11.2026", "--heute", "26.11.2026", "--als", "protokoll.docx"]) == 0
    lines = [paragraph.text for paragraph in docx.Document("protokoll.docx").paragraphs]
    assert "Der Hort ist am Nachmittag Mittag offen." in lines


def test_minutes_that_are_kept_say_who_was_there_and_the_next_begin_where_they_end(
    project: Project, capsys: pytest.CaptureFixture[str]
) -> None:
    project.write("hort", f"# Hort\n\nDer Hort ist am Mittag offen.\nEr kostet *Geld*.\n{NOTE}")
    project.commit(YOUTH)
    assert "Abgelegt: ratgeber/redaktion/protokolle/2026-11-26.md" in minutes(
        capsys, "--ablegen", "--anwesend", YOUTH, "--anwesend", SCHOOL
    )
    (kept,) = every_minutes(project.root)
    assert kept.present == (YOUTH, SCHOOL)
    assert "Der Hort ist am ~~Nachmittag~~ **Mittag** offen." in kept.text
    assert main(["protokoll", "--heute", "27.11.2026"]) == 0
    assert "was seit dem 26.11.2026 geschehen ist" in capsys.readouterr().out


def test_where_no_minutes_are_kept_the_day_has_to_be_said(project: Project, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["protokoll"])
    assert "Nennen Sie mit --seit den Tag, ab dem erzählt wird." in capsys.readouterr().err


@pytest.mark.parametrize("wrong", [["--ablegen", "--als", "x.docx"], ["--anwesend", "Jugendamt"]])
def test_what_belongs_to_kept_minutes_alone_is_refused_elsewhere(project: Project, wrong: list[str]) -> None:
    with pytest.raises(SystemExit):
        main(["protokoll", "--seit", "25.11.2026", *wrong])
