"""Anchors that stand for more than there is memory, and brackets without end: one sentence that names the file."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from guide_project import CLOCK, SCHOOL, YOUTH, Project
from ratgeber_tools.checks import run_checks
from ratgeber_tools.data.yaml_edit import UneditableError, set_values
from ratgeber_tools.data.yaml_tree import read_yaml
from ratgeber_tools.editorial.roles import ROLES, read_roles
from ratgeber_tools.errors import RatgeberError
from ratgeber_tools.exports.ledger import read_ledger
from ratgeber_tools.guide import load
from ratgeber_tools.releases.keeping import read_log
from ratgeber_tools.roundtrip import outgoing
from ratgeber_tools.roundtrip.word_files import Export

BOMB = "a: &a [x, x, x, x, x, x, x, x, x]\n" + "".join(
    f"{chr(98 + index)}: &{chr(98 + index)} [{', '.join(['*' + chr(97 + index)] * 9)}]\n" for index in range(12)
)
HOSTILE = {
    "anchors": BOMB,
    "an alias to itself": "a: &a [*a]\n",
    "open brackets": "a: " + "[" * 1500 + "\n",
    "brackets": "a: " + "[" * 1500 + "]" * 1500 + "\n",
    "braces": "a: " + "{a: " * 1500 + "\n",
    "lines": "\n".join(" " * depth + "a:" for depth in range(1500)) + "\n",
    "strokes": "a:\n" + "- " * 1500 + "x\n",
}
SENTENCES = ("Ein Wert verweist mit „*“", "zu tief verschachtelt")
GUIDE = Path(__file__).parent / "guides" / "bausteine"


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_reading_ends_with_a_sentence_and_its_line(text: str) -> None:
    tree = read_yaml(f"gut: ja\n{text}")
    assert tree.values["gut"] == "ja"
    assert tree.mistakes[0].sentence.startswith(SENTENCES) or SENTENCES[1] in tree.mistakes[0].sentence
    assert tree.mistakes[0].line >= 2


#: One for each sentence; every file is read by `read_yaml`, which is held against all of them above.
TOLD = ("anchors", "brackets")
FILES = (
    *(f"daten/{path.name}" for path in sorted((GUIDE / "daten").glob("*.yaml"))),
    "daten/suchwoerter.yaml",
    "daten/suchwoerter-sprachen.yaml",
    "redaktion/pruefungen.yaml",
    "redaktion/amtsdeutsch.yaml",
    "redaktion/adressen.yaml",
    "bilder/bilder.yaml",
    "kapitel.md",
)


@pytest.mark.parametrize(
    ("file", "text"),
    [
        pytest.param(file, text, id=f"{file}-{name}")
        for file in FILES
        for name, text in HOSTILE.items()
        if name in TOLD or file == "kapitel.md"
    ],
)
def test_a_check_names_the_file(tmp_path: Path, file: str, text: str) -> None:
    folder = tmp_path / "ratgeber"
    shutil.copytree(GUIDE / "daten", folder / "daten")
    path = folder / file
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"---\n{text}---\n# A\n" if file.endswith(".md") else text, encoding="utf-8")
    findings = run_checks(load(folder))
    told = [each for each in findings if each.path == path and any(words in each.text for words in SENTENCES)]
    assert told, [each.as_line() for each in findings if each.path == path][:3]
    assert told[0].line is not None


@pytest.mark.parametrize("text", ["a: " + "[" * 1500, "a: " + "[" * 1500 + "]" * 1500])
def test_a_file_that_cannot_be_read_is_not_edited(text: str) -> None:
    with pytest.raises(UneditableError):
        set_values(text, "a", {"b": "c"})


# ---------------------------------------------------------------------------- everything else below redaktion/


@pytest.fixture(scope="module")
def released(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """A project with a release, an export and a ledger of a calendar."""
    made = Project.create(tmp_path_factory.mktemp("feindlich") / "p")
    (made.root / "conf.py").touch()
    made.write("index", "# Ratgeber\n\n```{toctree}\nhort\n```\n", head="")
    made.write("hort", "# Hort\n\nText.\n")
    made.commit(SCHOOL)
    made.release("hort", YOUTH)
    chapter = made.guide / "hort.md"
    export = Export(load(made.guide), CLOCK.date(), dict).single(load(made.guide).chapters["hort"])
    outgoing.store(
        made.guide,
        identifier=export.identifier,
        chapter="hort",
        source=chapter.read_bytes(),
        sent=export.content,
        day=CLOCK.date(),
    )
    return made


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
@pytest.mark.parametrize("file", ["rollen", "freigabe", "ausgabe", "kalender"])
def test_a_file_of_the_newsroom_ends_with_a_sentence(released: Project, tmp_path: Path, file: str, text: str) -> None:
    root = tmp_path / "p"
    shutil.copytree(released.root, root)
    folder = root / "ratgeber" / "redaktion"
    path = {
        "rollen": root / ROLES,
        "freigabe": next((folder / "freigaben").rglob("*.yaml")),
        "ausgabe": next((folder / "ausgaben").rglob("ausgabe.yaml")),
        "kalender": folder / "kalender" / "termine.yaml",
    }[file]
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    readers: dict[str, Callable[[], object]] = {
        "rollen": lambda: read_roles(root),
        "freigabe": lambda: read_log(root),
        "ausgabe": lambda: outgoing.load(root / "ratgeber", path.parent.name, file="Antwort.docx"),
        "kalender": lambda: read_ledger(path),
    }
    with pytest.raises(RatgeberError) as told:
        readers[file]()
    assert path.name in str(told.value) or path.parent.name in str(told.value)


def test_yaml_is_parsed_in_one_place() -> None:
    """A second parser would be a second door: anchors and brackets without end are watched at one."""
    package = Path(__file__).parents[1] / "tools" / "ratgeber_tools"
    loading = re.compile(r"\.load\(|\.load_all\(|YAML\(typ|safe_load")
    found = {
        path.relative_to(package).as_posix()
        for path in package.rglob("*.py")
        if "ruamel" in path.read_text(encoding="utf-8") and loading.search(path.read_text(encoding="utf-8"))
    }
    assert found <= {"data/yaml_tree.py"}
