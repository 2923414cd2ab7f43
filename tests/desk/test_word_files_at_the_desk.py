"""A Word file dropped on an open chapter: put in where the cursor stands, or merged as an import does; or refused."""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest

from desk.desk_servers import RunningDesk, running_desk
from desk.posting import post
from desk.word_contributions import contribution, exported
from guide_project import MAILBOXES, SCHOOL, YOUTH, Project, git
from ratgeber_tools.desk.store import Login
from ratgeber_tools.desk.word_files import as_file, with_free_names
from ratgeber_tools.errors import InputError
from ratgeber_tools.readers import myst as reader
from ratgeber_tools.writers import myst
from word_editing import edit

CHAPTER = "teil/hort"
TEXT = (
    "# Hort\n\nDer Hort hat offen.\n\n(zeit)=\n## Zeiten\n\nAb sieben Uhr.[^a]\n\nBis Abend.\n\n[^a]: Außer sonntags.\n"
)


@pytest.fixture
def running(tmp_path: Path) -> Iterator[RunningDesk]:
    project = Project.create(tmp_path / "p")
    (project.root / "conf.py").touch()
    project.write("index", "# Ratgeber\n\n```{toctree}\nteil/hort\nteil/essen\n```\n", head="")
    project.write(CHAPTER, TEXT)
    project.write("teil/essen", "# Essen\n\nEs gibt Essen.\n")
    project.commit(SCHOOL)
    with running_desk(project.root) as found:
        yield found


def word(running: RunningDesk, data: bytes, *, name: str = CHAPTER, file: str = "Beitrag.docx", **asked: Any) -> Any:
    """Return status and answer of a file that an office drops on a chapter."""
    more = "".join(f"&{key}={quote(str(value))}" for key, value in asked.items())
    return post(running.visitor(), f"/api/word/{name}?datei={quote(file, safe='')}{more}", data)


def said(running: RunningDesk, name: str = CHAPTER) -> str:
    return (running.root / "ratgeber" / f"{name}.md").read_text(encoding="utf-8")


# ------------------------------------------------------------------------------------------------------- a new text


def test_a_contribution_is_offered_with_its_persons_first_and_its_pictures_to_be_asked_about(
    running: RunningDesk,
) -> None:
    status, answer = word(running, contribution(picture=True), above=2)
    assert (status, answer["changes"]) == (200, False)
    assert "Beispiel" in answer["persons"][0]
    (picture,) = answer["pictures"]
    figure = next(node for node in answer["content"] if node["type"] == "figure")
    assert figure["attrs"]["source"] == picture["name"]
    assert said(running).endswith(TEXT)


def test_its_headings_stand_below_the_one_above(running: RunningDesk) -> None:
    assert [word(running, contribution(), above=above)[1]["content"][0]["attrs"]["level"] for above in (0, 1, 2)] == [
        1, 2, 2,
    ]  # fmt: skip


def test_its_notes_and_targets_get_names_the_chapter_does_not_have() -> None:
    source = "(zeit)=\n## Zeit\n\nSiehe [oben](#zeit).[^a][^b]\n\n[^a]: Eins.\n\n[^b]: Zwei.\n"
    renamed = with_free_names(reader.read(source).document, frozenset({"zeit", "a", "a-2"}))
    assert myst.write(renamed) == (
        "(zeit-2)=\n## Zeit\n\nSiehe [oben](#zeit-2).[^a-3][^b]\n\n[^a-3]: Eins.\n\n[^b]: Zwei.\n"
    )


def test_in_an_item_the_same_file_brings_no_heading(running: RunningDesk) -> None:
    _, answer = word(running, contribution(), above=1, inside=1)
    assert all(node["type"] != "heading" for node in answer["content"])


# ------------------------------------------------------------------------------------------------- a file comes back


def test_a_returned_chapter_is_merged_while_somebody_types_and_nothing_is_lost(running: RunningDesk) -> None:
    file = exported(running.root)
    edit(file, file, ("Bis Abend.", "Bis siebzehn Uhr."))
    visitor = running.visitor(Login(YOUTH, MAILBOXES[YOUTH]))
    with visitor.room(CHAPTER) as talk:
        state = talk.hear("state")
        typed = {"stepType": "replace", "from": 1, "to": 1, "slice": {"content": [{"type": "text", "text": "Der "}]}}
        talk.say({"type": "steps", "id": "request-1", "version": state["version"], "steps": [typed]})
        talk.hear("answer")

        _, told = word(running, file.read_bytes())
        assert (told["changes"], told["content"]) == (True, None)
        assert SCHOOL in told["offices"]
        before = git(running.root, "rev-parse", "HEAD")
        status, answer = word(running, file.read_bytes(), tun="uebernehmen", stelle=SCHOOL)

        assert status == 200
        assert answer["sentences"] == ["Die Änderungen aus der Word-Datei stehen jetzt im Kapitel."]
        steps = talk.hear("steps")
        assert "siebzehn" in str(steps["steps"])
    written = said(running)
    assert "# Der Hort" in written
    assert "Bis siebzehn Uhr." in written
    changed = git(running.root, "log", "--name-only", "--format=", f"{before}..HEAD").split()
    assert "ratgeber/teil/hort.md" in changed
    assert any("/gelesen/" in name for name in changed)


def test_the_same_file_a_second_time_changes_nothing(running: RunningDesk) -> None:
    file = exported(running.root)
    edit(file, file, ("Bis Abend.", "Bis siebzehn Uhr."))
    word(running, file.read_bytes(), tun="uebernehmen")
    before = git(running.root, "rev-parse", "HEAD")
    _, told = word(running, file.read_bytes())
    assert (told["changes"], told["sentences"]) == (
        False,
        ["In dieser Datei steht nichts, was nicht schon im Kapitel ist."],
    )
    assert git(running.root, "rev-parse", "HEAD") == before


def test_where_both_changed_the_same_both_stand_in_a_box_and_that_is_said(running: RunningDesk) -> None:
    file = exported(running.root)
    edit(file, file, ("Bis Abend.", "Bis siebzehn Uhr."))
    path = running.root / "ratgeber" / f"{CHAPTER}.md"
    path.write_text(said(running).replace("Bis Abend.", "Bis achtzehn Uhr."), encoding="utf-8")
    _, told = word(running, file.read_bytes())
    assert told["sentences"][0] == "Konflikt unter der Überschrift „Zeiten“."
    _, answer = word(running, file.read_bytes(), tun="uebernehmen")
    assert "Kästen „Konflikt“" in answer["sentences"][1]
    assert said(running).count(":::{konflikt}") + said(running).count("::::{konflikt}") >= 1


def test_a_file_of_another_chapter_is_sent_there(running: RunningDesk) -> None:
    status, answer = word(running, exported(running.root, "teil/essen").read_bytes())
    assert status == 400
    assert "gehört zu einem anderen Kapitel: „teil/essen“" in answer["sentence"]


# ---------------------------------------------------------------------------------------------------------- hostile


def bomb() -> bytes:
    with zipfile.ZipFile(io.BytesIO(contribution())) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    files["word/document.xml"] = files["word/document.xml"].replace(b"<w:body>", b"<w:body>" + b" " * 12_000_000)
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return stream.getvalue()


REFUSED = {
    "nothing": (b"", "Beitrag.docx", "ist leer"),
    "a letter of LibreOffice": (contribution(), "Beitrag.odt", "speichern Sie sie als Word-Dokument"),
    "an old file of Word's": (contribution(), "Beitrag.doc", "speichern Sie sie als Word-Dokument"),
    "old Word under a new name": (bytes.fromhex("d0cf11e0a1b11ae1") * 9, "Beitrag.docx", "alten Word-Format"),
    "a PDF": (b"%PDF-1.7", "Beitrag.pdf", "PDF"),
    "a PDF under a new name": (b"%PDF-1.7", "Beitrag.docx", "PDF-Datei"),
    "a program": (b"MZ" * 99, "setup.exe", "keine Word-Datei"),
    "a page": (b"<!DOCTYPE html><script>alert(1)</script>", "Beitrag.docx", "Webseite"),
    "a packed folder": (b"PK\x05\x06" + bytes(18), "Beitrag.docx", "kein"),
    "a bomb": (bomb(), "Beitrag.docx", "lässt sich nicht lesen"),
    "a torn file": (contribution()[:2000], "Beitrag.docx", "beschädigt"),
    "a file that says it has a million parts": (
        contribution()[:-22] + b"PK\x05\x06" + struct.pack("<HHHHIIH", 0, 0, 65535, 65535, 0, 0, 0), "x.docx", "Teile",
    ),
}  # fmt: skip


def test_what_is_no_contribution_is_refused_with_what_to_do(running: RunningDesk) -> None:
    for data, file, words in REFUSED.values():
        status, answer = word(running, data, file=file)
        assert status == 400
        assert words in answer["sentence"]


@pytest.mark.parametrize("name", [
    "../../../etc/cron.d/x.docx", "..\\..\\x.docx", "C:\\Users\\x.docx", "/etc/passwd.docx", "a\0b.docx",
    "%2e%2e%2fx.docx",     "ä" * 300 + ".docx", "\ud83cx.docx", "con.docx",
])  # fmt: skip
def test_no_name_leads_out_of_the_folder_a_file_is_read_in(name: str) -> None:
    with as_file(contribution(), name) as path:
        folder = path.parent
        assert path.resolve().parent == folder.resolve()
        assert [each.name for each in folder.iterdir()] == [path.name]
    assert not folder.exists()


@pytest.mark.parametrize("name", ["", "..", "/", ".docx", ". . .docx", "x.docx/..", "docx"])
def test_a_name_that_is_none_is_no_word_file(name: str) -> None:
    with pytest.raises(InputError, match="keine Word-Datei"), as_file(contribution(), name):
        pass


def test_too_large_a_file_is_refused_and_the_answer_arrives(running: RunningDesk) -> None:
    status, answer = word(running, b"PK\x03\x04" + bytes(61_000_000))
    assert status == 400
    assert "60 MB" in answer["sentence"]


def test_a_place_that_is_none_is_refused(running: RunningDesk) -> None:
    asked: tuple[dict[str, str], ...] = ({"above": "x"}, {"depth": "-1"}, {"above": "1" * 30})
    assert [word(running, contribution(), **place)[0] for place in asked] == [400] * 3


def test_a_new_text_cannot_be_taken_over_by_a_request_that_says_so(running: RunningDesk) -> None:
    before = said(running)
    status, answer = word(running, contribution(), tun="uebernehmen")
    assert status == 400
    assert "ein neuer Text" in answer["sentence"]
    assert said(running) == before
