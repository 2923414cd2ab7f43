"""What is kept of an export: whole, findable by the returned file, and missing with a sentence that says what to do."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest

from ratgeber_tools.document import plain_text
from ratgeber_tools.errors import InputError
from ratgeber_tools.readers import myst
from ratgeber_tools.roundtrip import outgoing
from ratgeber_tools.writers.word.export import ExportHeader, StandInWords, write
from word_editing import edit

SOURCE = b"# Hort\r\n\r\nDer Hort kostet Geld.\r\n"
DAY = date(2026, 11, 24)


def stored(folder: Path) -> tuple[outgoing.Base, Path]:
    document = myst.read(SOURCE.decode("utf-8")).document
    identifier = outgoing.identifier_of("schulanfang/hort", SOURCE, DAY)
    words = StandInWords(lambda inline: plain_text((inline,)) or "…", lambda block: "…")
    sent = write(document, cover=ExportHeader(identifier, "Hort", DAY), words=words)
    base = outgoing.store(
        folder, identifier=identifier, chapter="schulanfang/hort", source=SOURCE, sent=sent, day=DAY, commit="abc"
    )
    returned = folder / "zurück.docx"
    returned.write_bytes(sent)
    return base, returned


def test_a_returned_file_finds_its_base_with_the_source_to_the_byte(tmp_path: Path) -> None:
    base, returned = stored(tmp_path)
    found = outgoing.base_of(tmp_path, returned)
    assert found == base
    assert found.source == SOURCE
    assert outgoing.read_back(returned, found).document == found.document


def test_an_older_export_is_read_with_its_glossary_as_the_one_locked_passage_it_was(tmp_path: Path) -> None:
    source = "# Wörter\n\n:::{glossar}\nHort\n: Da.\n\nNote\n: Zahl.\n:::\n\nFehlt ein Wort?\n"
    document = myst.read(source, sealed=frozenset({"glossar"})).document
    words = StandInWords(lambda inline: "…", lambda block: "Hort: Da.")
    identifier = outgoing.identifier_of("anhang/glossar", source.encode(), DAY)
    folder = tmp_path / outgoing.FOLDER / identifier
    folder.mkdir(parents=True)
    (folder / "kapitel.md").write_text(source, encoding="utf-8")
    (folder / "ausgabe.yaml").write_text(f"id: {identifier}\ndatum: {DAY}\nkapitel: anhang/glossar\n", encoding="utf-8")
    sent = folder / "ausgabe.docx"
    sent.write_bytes(write(document, cover=ExportHeader(identifier, "Wörter", DAY), words=words))
    found = outgoing.base_of(tmp_path, sent)
    assert found is not None
    assert found.document == document
    assert outgoing.read_back(
        edit(sent, tmp_path / "zurück.docx", ("Fehlt ein", "Fehlt noch ein")), found
    ).document == (myst.read(source.replace("Fehlt ein", "Fehlt noch ein"), sealed=frozenset({"glossar"})).document)


def test_nothing_half_written_is_left_beside_a_stored_export(tmp_path: Path) -> None:
    base, _ = stored(tmp_path)
    stored(tmp_path)  # the same again
    assert [path.name for path in (tmp_path / outgoing.FOLDER).iterdir()] == [base.identifier]


def test_a_damaged_export_that_is_stored_anew_keeps_what_was_read_of_its_returns(tmp_path: Path) -> None:
    base, _ = stored(tmp_path)
    memory = base.sent.parent / outgoing.READ / "abc.json"
    memory.parent.mkdir()
    memory.write_text("{}", encoding="utf-8")
    (base.sent.parent / "ausgabe.yaml").unlink()
    assert stored(tmp_path)[0] == base
    assert memory.read_text(encoding="utf-8") == "{}"


def test_a_missing_base_is_refused_with_what_to_do(tmp_path: Path) -> None:
    base, returned = stored(tmp_path)
    shutil.rmtree(base.sent.parent)
    with pytest.raises(InputError, match=r"git pull") as caught:
        outgoing.base_of(tmp_path, returned)
    assert base.identifier in str(caught.value)


def test_an_export_that_does_not_read_back_is_not_kept(tmp_path: Path) -> None:
    base, returned = stored(tmp_path)
    shutil.rmtree(base.sent.parent)
    with pytest.raises(outgoing.ProofError):
        outgoing.store(
            tmp_path,
            identifier=base.identifier,
            chapter="schulanfang/hort",
            source=SOURCE.replace(b"Geld", b"nichts") + b"\n- neu\n",
            sent=returned.read_bytes(),
            day=DAY,
        )
    assert not base.sent.parent.exists()
