"""Returned files that cannot be read, or say odd things of themselves: one sentence, never a traceback."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from returned_files import COVER, exported

from ratgeber_tools.errors import InputError
from ratgeber_tools.readers import myst
from ratgeber_tools.readers.word.exports import export_identifier
from ratgeber_tools.readers.word.returned import read_returned

CHAPTER = myst.read("# Hort\n\nDer Hort kostet Geld.\n").document


def sent_file(folder: Path) -> Path:
    path = folder / "hin.docx"
    path.write_bytes(exported(CHAPTER))
    return path


def with_part(path: Path, target: Path, name: str, edit: Callable[[bytes], bytes]) -> Path:
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(target, "w") as new:
        for entry in old.namelist():
            data = old.read(entry)
            new.writestr(entry, edit(data) if entry == name else data)
    return target


def named(folder: Path, identifier: str) -> Path:
    return with_part(
        sent_file(folder),
        folder / "zurück.docx",
        "docProps/custom.xml",
        lambda data: data.replace(COVER.identifier.encode(), identifier.encode()),
    )


def is_one_sentence_on(error: InputError, path: Path) -> bool:
    text = str(error)
    return path.name in text and text.endswith((".", ")")) and "\n" not in text


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"kein Word",
        bytes.fromhex("d0cf11e0a1b11ae1") + "EncryptedPackage".encode("utf-16-le"),
        b"PK\x03\x04kaputt",
    ],
    ids=["empty", "text", "password", "damaged"],
)
def test_a_file_that_is_no_word_file_is_refused_in_one_sentence(content: bytes, tmp_path: Path) -> None:
    path = tmp_path / "zurück.docx"
    path.write_bytes(content)
    for read in (export_identifier, lambda file: read_returned(file, sent=sent_file(tmp_path), chapter=CHAPTER)):
        with pytest.raises(InputError) as caught:
            read(path)
        assert is_one_sentence_on(caught.value, path)


def test_a_file_cut_off_on_its_way_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "zurück.docx"
    whole = sent_file(tmp_path).read_bytes()
    path.write_bytes(whole[: len(whole) // 2])
    with pytest.raises(InputError) as caught:
        export_identifier(path)
    assert is_one_sentence_on(caught.value, path)


def test_a_file_with_a_damaged_text_is_refused(tmp_path: Path) -> None:
    path = with_part(sent_file(tmp_path), tmp_path / "zurück.docx", "word/document.xml", lambda data: data[:-40])
    assert export_identifier(path) == COVER.identifier
    with pytest.raises(InputError) as caught:
        read_returned(path, sent=sent_file(tmp_path), chapter=CHAPTER)
    assert is_one_sentence_on(caught.value, path)


def test_a_file_with_damaged_properties_is_no_returned_export(tmp_path: Path) -> None:
    path = with_part(sent_file(tmp_path), tmp_path / "zurück.docx", "docProps/custom.xml", lambda data: data[:50])
    assert export_identifier(path) is None


@pytest.mark.parametrize(
    "identifier", ["../../geheim", "a/b", "..", "C:\\x", "a&#10;b", "ä" * 20, "x" * 400, "*"], ids=repr
)
def test_an_id_that_no_export_has_is_refused_in_one_sentence(identifier: str, tmp_path: Path) -> None:
    path = named(tmp_path, identifier)
    with pytest.raises(InputError, match=r"Kennung") as caught:
        export_identifier(path)
    assert is_one_sentence_on(caught.value, path)
    assert len(str(caught.value)) < 400


def test_an_id_with_blanks_around_it_is_the_id(tmp_path: Path) -> None:
    assert export_identifier(named(tmp_path, f" {COVER.identifier} ")) == COVER.identifier


def test_a_file_saved_with_macros_comes_back_like_any_other(tmp_path: Path) -> None:
    main = b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
    path = with_part(
        sent_file(tmp_path),
        tmp_path / "zurück.docm",
        "[Content_Types].xml",
        lambda data: data.replace(main, b"application/vnd.ms-word.document.macroEnabled.main+xml"),
    )
    assert export_identifier(path) == COVER.identifier
    assert read_returned(path, sent=sent_file(tmp_path), chapter=CHAPTER).document == CHAPTER
