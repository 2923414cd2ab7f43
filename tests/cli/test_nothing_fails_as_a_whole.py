"""Every command against every obstacle: one German sentence that names the place, and nothing half is left.

The commands run in this process; what Sphinx itself writes is another process and tested in `test_builds_in_the_way`.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import docx
import pytest

from data.data_files import write_data
from fact_sheets.filled_sheets import CONTACTS, FACTS, RIGHT, Filled
from guide_project import SCHOOL, YOUTH, Project
from obstacles import OBSTACLES, SENTENCES
from ratgeber_tools.cli import main
from ratgeber_tools.data import dates
from thoroughness import is_thorough

NOW = datetime(2026, 12, 10, 10, 0, tzinfo=dates.GUIDE_ZONE)
DAY = ("--heute", "10.12.2026")
HEAD = "---\nstatus: entwurf\nzustaendig: Schulamt\nstand: 24.11.2026\npruefen_bis: 31.01.2027\n---\n\n"
VOTES = ("--beschluss", "TOP 3", "--ja", "9", "--nein", "1", "--enthalten", "2")
#: Whoever reads this is told nothing: the system's own words, Python's, and that the tool is to blame.
FOREIGN = (
    "Traceback", "Errno", "No space", "Read-only", "Permission denied", "Is a directory", "Not a directory",
    "No such file", "File exists", "File name too long", "codec can", "Error:", "Werkzeug hat einen Fehler gemacht",
)  # fmt: skip
#: Names of files that are only there while something is being written.
HALF = (".ratgeber-neu", ".neu", ".import", ".unfertig", ".fresh", ".frisch", ".alt", "ratgeber-tmp-")

COMMANDS: dict[str, tuple[str, ...]] = {
    "import": ("import", "Beitrag.docx", "--nach", "schulanfang"),
    "import of a return": ("import", "ziel/hort.docx"),
    "eingang": ("eingang", "--ohne-vorschau"),
    "export": ("export", "geld", "--nach", "ziel"),
    "convert": ("convert", "Beitrag.docx", "ziel/neu.md"),
    "vorlage": ("vorlage", "ziel/vorlage.docx"),
    "format": ("format",),
    "check": ("check",),
    "check --offen": ("check", "--offen"),
    "check --als": ("check", "--offen", "--als", "ziel/offen.md"),
    "check --lesbarkeit": ("check", "--lesbarkeit"),
    "status": ("status", *DAY),
    "status --als": ("status", "--als", "ziel/stand.html", *DAY),
    "status --faellig": ("status", "--faellig", *DAY),
    "protokoll": ("protokoll", "--seit", "20.11.2026", *DAY),
    "protokoll --als": ("protokoll", "--seit", "20.11.2026", "--als", "ziel/p.html", *DAY),
    "fakten": ("fakten", "--alle", *DAY),
    "fakten bestaetigen": ("fakten", "bestaetigen", "frist", "--stelle", "amt", "--am", "24.11.2026", *DAY),
    "faktenblatt": ("faktenblatt", "--stelle", "anderes-amt", "--nach", "ziel", *DAY),
    "faktenblatt --einlesen": (
        "faktenblatt", "--einlesen", "ziel/faktenblatt-amt-2026-11-24.docx", "--am", "03.12.2026", "--herkunft", "Post",
        *DAY,
    ),
    "kalender": ("kalender", "--nach", "ziel"),
    "freigeben": ("freigeben", "hort", *VOTES, "--ohne-seite"),
    "freigeben --zurueckziehen": ("freigeben", "frei", "--zurueckziehen", "--grund", "Zahl falsch"),
    "rollen": ("rollen",),
    "rollen eintragen": ("rollen", "eintragen", "Schulamt", "neu@stadt.example"),
}  # fmt: skip
#: Commands that change nothing: a place where nobody can write does not keep them from answering.
READING = {
    "check", "check --offen", "check --lesbarkeit", "status", "status --faellig", "protokoll", "fakten", "rollen",
}  # fmt: skip


DATES = """\
herbst:
  titel: Herbstferien
  art: Ferien
  von: 18.10.2027
  bis: 22.10.2027
  zustaendig: amt
  bestaetigt_durch: amt
  bestaetigt_am: 01.11.2026
"""


@dataclass
class Outcome:
    code: int
    out: str
    err: str

    @property
    def said(self) -> str:
        return self.out + self.err


@pytest.fixture(scope="module")
def original(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a project with everything in it once: each test has a copy."""
    folder = tmp_path_factory.mktemp("vorlage")
    made = Project.create(folder / "p")
    (made.root / "conf.py").touch()
    (made.root / ".gitignore").write_text("_build/\nziel/\n", encoding="utf-8")
    contents = "# Ratgeber\n\n```{toctree}\nhort\ngeld\nfrei\nschulanfang/index\n```\n"
    made.write("index", contents, head="")
    made.write("schulanfang/index", "# Teil A\n\n```{toctree}\n:glob:\n*\n```\n", head="")
    made.write("hort", "# Hort\n\nDer Hort ist {fakt}`frist` offen. Zweiter Satz.\n", head=HEAD)
    made.write("geld", "# Geld\n\nEs gibt Geld.\n\n:::{redaktionsnotiz}\nAn das Schulamt: Wie viel?\n:::\n", head=HEAD)
    made.write("frei", "# Frei\n\nFerien.\n", head=HEAD)
    municipality = "name: M\nredaktion: amt\nkalender_kennung: ratgeber-musterstadt\n"
    write_data(made.guide / "daten", kommune=municipality, fakten=FACTS, anlaufstellen=CONTACTS, termine=DATES)
    (made.guide / "redaktion" / "pruefungen.yaml").write_text("{}\n", encoding="utf-8")
    write_contribution(made.root / "Beitrag.docx")
    write_contribution(made.root / "eingang" / "schulanfang" / "Ferien.docx")
    made.commit(SCHOOL)
    made.release("frei", YOUTH)
    (made.root / "ziel").mkdir()
    here = Path.cwd()
    os.chdir(made.root)
    try:
        assert main(["export", "hort", "--nach", "ziel"]) == 0
        assert main(["faktenblatt", "--stelle", "amt", "--nach", "ziel", "--heute", "24.11.2026"]) == 0
        made.commit(SCHOOL)
        assert main(["check"]) == 0  # fills the stores of earlier findings
    finally:
        os.chdir(here)
    sheet = made.root / "ziel" / "faktenblatt-amt-2026-11-24.docx"
    Filled(sheet.read_bytes()).tick("frist", RIGHT).save(sheet)
    answer = docx.Document(str(made.root / "ziel" / "hort.docx"))
    next(each for each in answer.paragraphs if "Zweiter" in each.text).add_run(" Und noch einer.")
    answer.save(str(made.root / "ziel" / "hort.docx"))
    made.act_as(YOUTH)
    return made.root


def write_contribution(path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    document = docx.Document()
    document.add_heading(path.stem, level=1)
    document.add_paragraph("Ein Absatz.")
    document.save(str(path))


@pytest.fixture
def project(original: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    root = tmp_path / "p"
    shutil.copytree(original, root)
    (tmp_path / "tmp").mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "tmp"))
    monkeypatch.setattr(dates, "local_now", lambda: NOW)
    monkeypatch.chdir(root)
    return root


Call = Callable[..., Outcome]


@pytest.fixture
def call(capsys: pytest.CaptureFixture[str]) -> Call:
    def run(*arguments: str) -> Outcome:
        capsys.readouterr()
        code = main(arguments)
        return Outcome(code, *capsys.readouterr())

    return run


def contents(root: Path) -> dict[str, bytes]:
    """Return every file that is not made anew at any time."""
    return {
        path.relative_to(root).as_posix(): path.read_bytes()
        for path in sorted(root.rglob("*"))
        if path.is_file() and not {".git", "_build"} & set(path.relative_to(root).parts)
    }


def halves(root: Path) -> list[str]:
    """Return what is only there while something is being written."""
    made = [path.relative_to(root).as_posix() for path in root.rglob("*") if ".git" not in path.parts]
    return [name for name in made if name.endswith(HALF) or any(half in name for half in HALF[-1:])]


@pytest.mark.parametrize("name", COMMANDS)
def test_without_an_obstacle_every_command_does_its_work(project: Path, call: Call, name: str) -> None:
    outcome = call(*COMMANDS[name])
    assert outcome.code == 0, outcome.said
    assert halves(project.parent) == []


@pytest.mark.parametrize("obstacle", OBSTACLES)
@pytest.mark.parametrize("name", COMMANDS)
def test_where_nothing_can_be_written_a_sentence_says_so_and_nothing_half_is_left(
    project: Path, call: Call, monkeypatch: pytest.MonkeyPatch, name: str, obstacle: str
) -> None:
    before = contents(project)
    with monkeypatch.context() as patch:
        OBSTACLES[obstacle](patch, project)
        outcome = call(*COMMANDS[name])
    assert not [words for words in FOREIGN if words in outcome.said], outcome.said
    if name in READING:
        assert (outcome.code, outcome.err) == (0, "")
    else:
        assert outcome.code == 1, outcome.said
        sentences = [line for line in outcome.err.splitlines() if SENTENCES[obstacle] in line]
        assert sentences, outcome.said
        assert all(str(project) in sentence or "ziel" in sentence for sentence in sentences)
        assert len(sentences) == 1 or name == "format"  # one a chapter
    assert contents(project) == before
    assert halves(project.parent) == []


@pytest.mark.parametrize("obstacle", OBSTACLES)
@pytest.mark.parametrize("name", [name for name, words in COMMANDS.items() if any("ziel" in word for word in words)])
def test_where_only_the_target_takes_nothing_the_guide_stays_as_it_was_too(
    project: Path, call: Call, monkeypatch: pytest.MonkeyPatch, name: str, obstacle: str
) -> None:
    before = contents(project)
    with monkeypatch.context() as patch:
        OBSTACLES[obstacle](patch, project / "ziel")
        outcome = call(*COMMANDS[name])
    if name in {"import of a return", "faktenblatt --einlesen"}:  # these only read there
        assert outcome.code == 0
        return
    assert (outcome.code, SENTENCES[obstacle] in outcome.err) == (1, True), outcome.said
    assert "ziel" in outcome.err
    assert contents(project) == before
    assert halves(project.parent) == []


# ------------------------------------------------------------------------------------------- a file in ANSI

ANSI = "Größe für Bücher: ä\n".encode("cp1252")
#: What every command may read, and what stands in it.
KINDS = {
    "a chapter": "ratgeber/geld.md",
    "facts": "ratgeber/daten/fakten.yaml",
    "the municipality": "ratgeber/daten/kommune.yaml",
    "contacts": "ratgeber/daten/anlaufstellen.yaml",
    "roles": "ratgeber/redaktion/rollen.yaml",
    "waivers": "ratgeber/redaktion/pruefungen.yaml",
    "addresses": "ratgeber/redaktion/adressen.yaml",
    "words": "ratgeber/redaktion/amtsdeutsch.yaml",
    "a release": "ratgeber/redaktion/freigaben/*/*.yaml",
    "an export's card": "ratgeber/redaktion/ausgaben/*/ausgabe.yaml",
    "a kept fact sheet": "ratgeber/redaktion/faktenblaetter/*.json",
    "pictures": "ratgeber/bilder/bilder.yaml",
    "search words": "ratgeber/daten/suchwoerter.yaml",
    "a calendar's ledger": "ratgeber/redaktion/kalender/*.yaml",
}
#: What a command must not pass over in silence: it cannot do its work without that file.
NEEDED = {
    ("check", "a chapter"), ("check", "facts"), ("check", "waivers"), ("check", "addresses"), ("check", "words"),
    ("check", "pictures"), ("check", "search words"), ("rollen", "roles"), ("rollen eintragen", "roles"),
    ("freigeben", "roles"), ("freigeben", "a release"), ("export", "a chapter"), ("format", "a chapter"),
    ("fakten", "facts"), ("fakten bestaetigen", "facts"), ("faktenblatt", "facts"),
    ("import of a return", "an export's card"), ("faktenblatt --einlesen", "a kept fact sheet"),
}  # fmt: skip

LOOKED_AT = {"check", "status", "freigeben"}  # these read nearly everything


@pytest.mark.parametrize("kind", KINDS)
def test_a_file_in_ansi_is_told_by_name_or_is_none_of_the_commands_business(
    original: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, call: Call, kind: str
) -> None:
    monkeypatch.setattr(dates, "local_now", lambda: NOW)
    for name, words in COMMANDS.items():  # all of them take a minute: for the night
        if not (is_thorough() or (name, kind) in NEEDED or name in LOOKED_AT):
            continue
        root = tmp_path / name.replace(" ", "-")
        shutil.copytree(original, root)
        monkeypatch.chdir(root)
        paths = sorted(root.glob(KINDS[kind])) or [root / KINDS[kind].replace("*", "x")]
        for path in paths:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes((path.read_bytes() if path.is_file() else b"") + ANSI)
        outcome = call(*words)
        assert not [foreign for foreign in FOREIGN if foreign in outcome.said], f"{name}: {outcome.said}"
        assert outcome.code in (0, 1)
        if outcome.code or (name, kind) in NEEDED:
            assert any(path.name in outcome.said or path.parent.name in outcome.said for path in paths), (
                f"{name}: {outcome.said}"
            )
        assert halves(root) == []
        shutil.rmtree(root)


# --------------------------------------------------------------------------- places that cannot be, and names


@pytest.mark.parametrize(
    ("place", "sentence"),
    [
        ("ziel/ordner.{}", "Ordner"),
        ("Beitrag.docx/{}.{}", "wo ihr Ordner sein müsste, liegt eine Datei"),
        ("ziel/" + "n" * 300 + ".{}", "der Name ist zu lang"),
    ],
    ids=["a folder where the file should be", "a file where the folder should be", "a name that is too long"],
)
@pytest.mark.parametrize(
    ("words", "ending"),
    [
        (("vorlage",), "docx"),
        (("convert", "Beitrag.docx"), "md"),
        (("check", "--offen", "--als"), "md"),
        (("status", *DAY, "--als"), "html"),
        (("protokoll", "--seit", "20.11.2026", *DAY, "--als"), "md"),
    ],
    ids=lambda value: value[0] if isinstance(value, tuple) else "",
)
def test_a_place_that_cannot_be_is_said(
    project: Path, call: Call, words: tuple[str, ...], ending: str, place: str, sentence: str
) -> None:
    target = place.format(*(["x"] * (place.count("{}") - 1)), ending)
    if "ordner" in target:
        (project / target).mkdir()
    before = contents(project)
    outcome = call(*words, target)
    if words[0] == "vorlage" and "ordner" in target:  # a folder is a place for the template too
        assert outcome.code == 0
        return
    assert (outcome.code, sentence in outcome.err) == (1, True), outcome.said
    assert not [foreign for foreign in FOREIGN if foreign in outcome.said]
    assert contents(project) == before


@pytest.mark.parametrize(
    "words",
    [
        ("export", "geld", "--nach", "Beitrag.docx"),
        ("faktenblatt", "--alle", "--nach", "Beitrag.docx", *DAY),
        ("kalender", "--nach", "Beitrag.docx"),
    ],
    ids=lambda words: words[0],
)
def test_a_file_in_the_place_of_the_target_folder_is_said(project: Path, call: Call, words: tuple[str, ...]) -> None:
    before = contents(project)
    outcome = call(*words)
    assert outcome.code == 1
    assert "Beitrag.docx" in outcome.err
    assert not [foreign for foreign in FOREIGN if foreign in outcome.said], outcome.said
    assert contents(project) == before


@pytest.mark.parametrize(
    "words",
    [
        ("import", "{}"), ("eingang", "{}"), ("convert", "{}", "ziel/a.md"), ("format", "{}"),
        ("check", "--ordner", "{}"),
        ("faktenblatt", "--einlesen", "{}", "--am", "03.12.2026", "--herkunft", "Post"),
        ("freigeben", "{}", *VOTES, "--ohne-seite"),
        ("export", "{}", "--nach", "ziel"),
    ],
    ids=lambda words: words[0],
)  # fmt: skip
@pytest.mark.parametrize("there", ["nicht-da.docx", "ziel", "n" * 300 + ".docx", "Beitrag.docx/darin.docx"])
def test_a_file_that_cannot_be_read_is_said(project: Path, call: Call, words: tuple[str, ...], there: str) -> None:
    if there == "ziel" and words[0] in {"check", "import", "eingang", "format"}:
        return  # they take folders
    before = contents(project)
    outcome = call(*(word.format(there) for word in words))
    assert not [foreign for foreign in FOREIGN if foreign in outcome.said], outcome.said
    assert outcome.code == 1
    assert there[:20] in outcome.said
    assert contents(project) == before
