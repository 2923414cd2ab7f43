"""What lies at a place a person has named is not overwritten unasked: every command that writes to such a place."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import docx
import pytest

from guide_project import SCHOOL, Project
from ratgeber_tools.cli import COMMANDS, main, parser_of
from ratgeber_tools.cli.named_places import OVERWRITE, keep_what_is_there
from ratgeber_tools.errors import TargetError

GUIDES = Path(__file__).parents[1] / "guides"
FOREIGN = b"Das hat jemand geschrieben.\n"


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    project = Project.create(tmp_path_factory.mktemp("orte") / "projekt")
    (project.root / "conf.py").touch()
    project.lay_over(GUIDES / "klein")
    shutil.copytree(GUIDES / "bausteine" / "daten", project.guide / "daten")
    with (project.guide / "daten" / "anlaufstellen.yaml").open("a", encoding="utf-8") as file:
        file.write("\ngesundheitsamt:\n  name: Gesundheitsamt\n  art: Amt\n  zustaendig: gesundheitsamt\n")
    project.commit(SCHOOL)
    document = docx.Document()
    document.add_paragraph("Packen Sie am Abend.")
    document.save(str(project.root / "Beitrag.docx"))
    return project.root


@pytest.fixture
def project(template: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    shutil.copytree(template, tmp_path / "projekt", symlinks=True)
    monkeypatch.chdir(tmp_path / "projekt")
    (tmp_path / "projekt" / "Ausgaben").mkdir()
    return tmp_path / "projekt"


#: A call, and the file it would write.
CALLS = [
    (["vorlage", "Vorlage.docx"], "Vorlage.docx"),
    (["convert", "Beitrag.docx", "beitrag.md"], "beitrag.md"),
    (["export", "schulanfang/anmeldung", "--nach", "Ausgaben"], "Ausgaben/schulanfang-anmeldung.docx"),
    (["export", "--alle", "--ein-dokument", "--nach", "Ausgaben"], "Ausgaben/elternratgeber.docx"),
    (["check", "--offen", "--als", "tagesordnung.md"], "tagesordnung.md"),
    (["status", "--als", "stand.csv"], "stand.csv"),
    (["status", "--faellig", "1.2027", "--als", "mails.txt"], "mails.txt"),
    (["protokoll", "--seit", "24.11.2020", "--als", "protokoll.md"], "protokoll.md"),
    (
        ["faktenblatt", "--stelle", "Gesundheitsamt", "--nach", "Ausgaben", "--heute", "2026-11-24"],
        "Ausgaben/faktenblatt-gesundheitsamt-2026-11-24.docx",
    ),
    (["kalender", "--nach", "Ausgaben"], "Ausgaben/ferien.ics"),
]  # fmt: skip


@pytest.mark.parametrize(("call", "file"), CALLS, ids=lambda value: " ".join(value) if isinstance(value, list) else "")
def test_a_file_that_is_there_stays_until_the_person_says_otherwise(
    call: list[str], file: str, project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = project / file
    path.write_bytes(FOREIGN)
    assert main(call) == 1
    said = capsys.readouterr().err
    assert f"{file} gibt es schon." in said
    assert OVERWRITE in said
    assert path.read_bytes() == FOREIGN
    assert main([*call, OVERWRITE]) == 0
    assert path.read_bytes() != FOREIGN


@pytest.mark.parametrize(("call", "file"), CALLS, ids=lambda value: " ".join(value) if isinstance(value, list) else "")
def test_a_free_place_needs_no_word(call: list[str], file: str, project: Path) -> None:
    assert main(call) == 0
    assert (project / file).is_file()


@pytest.mark.parametrize("call", [call for call, _ in CALLS if "--nach" in call], ids=lambda call: " ".join(call))
def test_a_folder_that_is_made_for_it_is_told_once(
    call: list[str], project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Whoever has mistyped a folder's name sees it; a file whose folder is missing is refused (`--als`)."""
    (project / "Ausgaben").rmdir()
    assert main(call) == 0
    assert capsys.readouterr().out.count("Den Ordner Ausgaben gab es noch nicht; er ist neu angelegt.\n") == 1
    assert main(call) == 0
    assert "Den Ordner" not in capsys.readouterr().out


def test_calendars_of_ours_are_written_anew(project: Path) -> None:
    call = next(call for call, _ in CALLS if call[0] == "kalender")
    assert [main(call), main(call)] == [0, 0]


def test_pictures_and_contact_sheets_of_somebody_stay(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (project / "Ausgaben" / "elternratgeber-druck-kontaktbogen.png").write_bytes(FOREIGN)
    assert main(["print", "--kontaktbogen", "Ausgaben"]) == 1
    assert "elternratgeber-druck-kontaktbogen.png gibt es schon." in capsys.readouterr().err
    pages = project / "seiten"
    pages.mkdir()
    (pages / "index.html").write_text("<title>x</title>", encoding="utf-8")
    (project / "Ausgaben" / "index-390.png").write_bytes(FOREIGN)
    assert main(["bilder", "index", "--html", str(pages), "--nach", "Ausgaben"]) == 1
    assert "index-390.png gibt es schon." in capsys.readouterr().err


def test_every_command_that_writes_to_a_named_place_has_the_option() -> None:
    writes = {"--nach", "--als", "--kontaktbogen"}
    takes_sections = {
        "import",
        "eingang",
    }  # --nach is a section there; chapters have a rule of their own
    for command in COMMANDS:
        names = {name for action in parser_of(command)._actions for name in action.option_strings}
        places = {action.metavar for action in parser_of(command)._actions if not action.option_strings}
        if command.name not in takes_sections and (names & writes or "NEUE-DATEI" in places):
            assert OVERWRITE in names, command.name


@pytest.mark.parametrize(
    ("arrange", "is_kept"),
    [
        (lambda root: (root / "conf.py").touch(), False),
        (lambda root: None, True),
    ],
    ids=["in a project", "elsewhere"],
)
def test_below_the_builds_of_a_project_everything_is_free(
    arrange: Callable[[Path], None], is_kept: bool, tmp_path: Path
) -> None:
    arrange(tmp_path)
    (tmp_path / "_build").mkdir()
    path = tmp_path / "_build" / "stand.csv"
    path.write_bytes(FOREIGN)
    if is_kept:
        with pytest.raises(TargetError, match="gibt es schon"):
            keep_what_is_there([path], overwrites=False)
    else:
        keep_what_is_there([path], overwrites=False)


def test_the_sentence_says_what_may_be_lost(tmp_path: Path) -> None:
    path = tmp_path / "blatt.docx"
    path.write_bytes(FOREIGN)
    with pytest.raises(TargetError, match=r"gibt es schon\. Vielleicht ausgefüllt\. Es wurde nichts geschrieben\."):
        keep_what_is_there([path], overwrites=False, why="Vielleicht ausgefüllt.")
    keep_what_is_there([path], overwrites=False, is_ours=lambda there: there.read_bytes() == FOREIGN)
