"""The guide as a PDF in another language: released chapters, of them what is checked, in the way its lines run."""

from __future__ import annotations

import io
import shutil
from pathlib import Path

import page
import pikepdf
import pytest

from guide_project import HEALTH, SCHOOL, YOUTH, Project
from ratgeber_tools.cli import main
from ratgeber_tools.guide import load
from ratgeber_tools.languages.catalogue import Catalogue, TranslationEntry, path_of, write_catalogue
from ratgeber_tools.languages.interface import interface_words
from ratgeber_tools.languages.units import units_of
from second_opinion import objections
from typesetting.spoken_text import spoken

ROOT = Path(__file__).parents[2]
TEXT = """# Anmeldung

Rufen Sie im Schulamt an: [0340 204-1234](tel:+493402041234).

Bringen Sie Papiere mit.

:::{tipp}
Rufen Sie an.
:::
"""
CALL = "اتصلوا بمكتب التعليم، ولا تتأخروا:"
WORDS = {
    "Anmeldung": ("التسجيل", "geprüft"),
    "Rufen Sie im Schulamt an: <1>0340 204-1234</1>.": (f"{CALL} <1>0340 204-1234</1>.", "geprüft"),
    "Rufen Sie an.": ("اتصلوا.", "geprüft"),
    "Bringen Sie Papiere mit.": ("أحضروا أوراقكم.", "maschinell"),
}


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Project:
    project = Project.create(tmp_path_factory.mktemp("stadt"))
    shutil.copy(ROOT / "conf.py", project.root / "conf.py")
    project.write_file("daten/kommune.yaml", b"titel_des_ratgebers: Elternratgeber\n")
    project.write("index", "# Ratgeber\n\n```{toctree}\nanmeldung\n```\n")
    project.write("anmeldung", TEXT)
    entries = tuple(
        TranslationEntry(
            quelle=unit.key, deutsch=unit.german.text, text=WORDS[unit.german.text][0],
            stand=WORDS[unit.german.text][1], von=YOUTH, geprueft_von=HEALTH, stellen=unit.german.signatures,
        )
        for unit in units_of(load(project.guide).chapters["anmeldung"])
    )  # fmt: skip
    path = path_of(project.guide, "ar", "anmeldung")
    path.parent.mkdir(parents=True)
    path.write_text(write_catalogue(Catalogue("ar", "anmeldung", entries)), encoding="utf-8")
    project.commit(SCHOOL)
    for name in ("index", "anmeldung"):
        project.release(name)
    return project


def test_the_guide_in_a_language_is_read_as_it_was_written_and_has_nothing_unchecked(
    project: Project, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(project.root)
    assert main(["sprachen", "pdf", "ar", "--nach", "Blätter"]) == 0, capsys.readouterr()
    assert "1 Kapitel, nur Geprüftes übersetzt → " in capsys.readouterr().out
    pdf = (project.root / "Blätter" / "elternratgeber-ar.pdf").read_bytes()
    for profile in (page.ValidationProfile.PDF_UA_1, page.ValidationProfile.PDF_A_2A):
        assert objections(pdf, profile) == []
    with pikepdf.open(io.BytesIO(pdf)) as document:
        assert str(document.Root.Lang) == "ar"
        said = [" ".join(words.split()) for words in spoken(document, "P", "H1", "H2", "Caption")]
    assert f"{CALL} 0340 204-1234." in said
    assert "Bringen Sie Papiere mit." in said
    assert any("التسجيل" in words for words in said)
    assert not any("أوراقكم" in words for words in said)
    ours = interface_words("ar")("Tipp")  # what our pages say nobody has checked either
    assert ours != "Tipp"
    assert "Tipp" in said
    assert not any(ours in words for words in said)


def test_a_language_without_anything_checked_has_no_file(
    project: Project, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(project.root)
    assert main(["sprachen", "pdf", "uk"]) == 1
    assert "Auf Ukrainisch gibt es noch kein freigegebenes Kapitel" in capsys.readouterr().err
