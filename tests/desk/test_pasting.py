"""What is pasted at the desk is fitted to where the cursor stands, and no post from elsewhere gets anything."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest

from desk.desk_chapters import node_with
from desk.desk_servers import RunningDesk, Visitor, running_desk
from desk.posting import post
from guide_project import SCHOOL, Project
from ratgeber_tools.desk.out_of_editor import document_of
from ratgeber_tools.desk.pasting import PastePlace, insertion_of
from ratgeber_tools.errors import InputError
from ratgeber_tools.writers import myst

CHAPTER = "teil/hort"
HEADINGS = "<h1>Titel</h1><p>Text.</p><h2>Unter</h2><p>Text.</p>"


def put_in(html: str, place: PastePlace, text: str = "") -> str:
    return myst.write(document_of(node_with(insertion_of(html, text, place).content)))


@pytest.mark.parametrize(
    ("html", "above", "levels"),
    [
        (HEADINGS, 0, [1, 2]),  # an empty chapter gets its title
        (HEADINGS, 1, [2, 3]),  # no second title
        (HEADINGS, 2, [2, 3]),  # a part of its own beside the one above
        ("<h3>A</h3><p>Text.</p>", 1, [2]),  # no level is skipped
        ("<h3>A</h3><p>Text.</p>", 2, [3]),
        ("<p><b>Nur fett</b></p><p>Das ist ein Satz.</p>", 2, [3]),
    ],
)
def test_headings_take_the_level_that_may_stand_there(html: str, above: int, levels: list[int]) -> None:
    written = put_in(html, PastePlace(above=above))
    assert [line.index(" ") for line in written.splitlines() if line.startswith("#")] == levels


def test_in_an_item_a_cell_or_a_box_a_heading_is_bold() -> None:
    assert put_in(HEADINGS, PastePlace(above=1, is_inside=True)).startswith("**Titel**\n\nText.\n\n**Unter**")


def test_a_first_row_in_bold_is_the_head_of_its_table() -> None:
    html = "<table><tr><td><b>Tag</b></td><td><b>Zeit</b></td></tr><tr><td>Mo</td><td>8</td></tr></table>"
    assert put_in(html, PastePlace(above=1)).startswith("| Tag | Zeit |\n| --- | --- |")


def test_what_would_stand_too_deep_is_refused_before_it_is_put_in() -> None:
    with pytest.raises(InputError, match="So tief"):
        insertion_of("<ul><li>eins</ul>", "", PastePlace(is_inside=True, depth=12))


def test_nothing_to_put_in_is_said_with_its_reason() -> None:
    with pytest.raises(InputError, match=r"nichts, was sich einfügen lässt\. Nicht übernommen: ein Bild von einer"):
        insertion_of('<img src="https://fremd.example/a.png">', "", PastePlace())


def test_a_picture_waits_for_who_says_whose_it_is() -> None:
    insertion = insertion_of('<p>Text</p><img alt="Hof" src="data:image/png;base64,iVBORw0K">', "", PastePlace())
    figure = insertion.content[-1]
    assert figure["attrs"]["source"] == insertion.pictures[0].name
    assert (figure["attrs"]["alt"], insertion.pictures[0].data) == ("Hof", b"\x89PNG\r\n")


def test_the_head_of_a_mail_is_left_out_and_said() -> None:
    text = "Von: Petra Beispiel\nGesendet: Montag\nAn: Jugendamt\nBetreff: Hort\n\nDer Hort hat neue Zeiten."
    insertion = insertion_of("", text, PastePlace(above=1))
    assert "Petra" not in json.dumps(insertion.content)
    assert "Der Kopf einer E-Mail wurde weggelassen" in insertion.sentences[0]


# ------------------------------------------------------------------------------------------------- over the server


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningDesk]:
    project = Project.create(tmp_path_factory.mktemp("projekt"))
    (project.root / "conf.py").touch()
    project.write("index", "# Ratgeber\n", head="")
    project.write(CHAPTER, "# Hort\n\nText.\n")
    project.commit(SCHOOL)
    with running_desk(project.root) as found:
        yield found


def paste(visitor: Visitor, body: bytes, name: str = CHAPTER, *, origin: str | None = None) -> tuple[int, Any]:
    status, answer = post(visitor, f"/api/einfuegen/{name}", body, origin=origin)
    return status, answer if status == 200 else str(answer)


def test_the_server_answers_with_nodes_pictures_and_sentences(running: RunningDesk) -> None:
    body = json.dumps({"html": "<p>Gut <u>so</u></p>", "text": "", "above": 1, "inside": False, "depth": 0}).encode()
    status, answer = paste(running.visitor(), body)
    assert (status, answer["pictures"]) == (200, [])
    assert answer["content"][0]["content"] == [{"type": "text", "text": "Gut so"}]
    assert answer["sentences"] == ["Nicht übernommen: Unterstreichungen."]


@pytest.mark.parametrize("body", [
    b"", b"[]", b"{", b'{"html": 7}', b'{"html": "", "above": "1"}', b'{"html": "x", "above": 9}',
    b'{"html": "x", "depth": -1}', b'{"html": "x", "inside": 1}', b"[" * 100_000,
])  # fmt: skip
def test_what_no_editor_sends_is_refused_in_a_sentence(running: RunningDesk, body: bytes) -> None:
    status, answer = paste(running.visitor(), body)
    assert status == 400
    assert "Laden Sie die Seite neu" in answer


@pytest.mark.parametrize("name", ["../conf", "teil/gibt-es-nicht", "redaktion/rollen.yaml", "%2e%2e/%2e%2e/etc/passwd"])
def test_nothing_is_put_into_what_is_no_chapter(running: RunningDesk, name: str) -> None:
    status, answer = paste(running.visitor(), b'{"html": "<p>x</p>"}', name)
    assert status in (400, 404)
    assert "gibt es nicht" in answer or "gibt es hier nicht" in answer


def test_nobody_else_and_no_other_page_gets_an_answer(running: RunningDesk) -> None:
    body = b'{"html": "<p>x</p>"}'
    assert paste(Visitor(running, cookie="erfunden"), body)[0] == 401
    assert paste(running.visitor(), body, origin="https://fremd.example")[0] == 403


def test_fifty_megabytes_are_refused_with_what_to_do(running: RunningDesk) -> None:
    status, answer = paste(running.visitor(), b'{"html": "' + b"x" * 50_000_000)
    assert status == 400
    assert "40 MB" in answer
