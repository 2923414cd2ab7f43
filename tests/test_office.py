"""LibreOffice is called for real here; the tests without the mark need none."""

from __future__ import annotations

import http.server
import os
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import docx
import pytest

from ratgeber_tools import office
from ratgeber_tools.errors import InputError, MissingProgramError

FLAT_ODT = (
    '<?xml version="1.0" encoding="UTF-8"?>'
    '<office:document xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"'
    ' xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"'
    ' xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0"'
    ' xmlns:svg="urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0"'
    ' xmlns:xlink="http://www.w3.org/1999/xlink"'
    ' office:version="1.2" office:mimetype="application/vnd.oasis.opendocument.text">'
    "<office:body><office:text>{body}</office:text></office:body></office:document>"
)


def flat_odt(path: Path, body: str) -> Path:
    path.write_text(FLAT_ODT.format(body=body), encoding="utf-8")
    return path


@pytest.mark.office
def test_a_file_of_another_word_processor_becomes_docx(tmp_path: Path) -> None:
    source = flat_odt(tmp_path / "Beitrag Müller.fodt", "<text:p>Grüße aus dem Hort</text:p>")
    results = office.convert([source], to="docx", folder=tmp_path)
    assert results == {source: tmp_path / "Beitrag Müller.docx"}
    assert docx.Document(str(results[source])).paragraphs[0].text == "Grüße aus dem Hort"


@pytest.mark.office
def test_what_libreoffice_cannot_read_is_missing_from_the_answer(tmp_path: Path) -> None:
    good = flat_odt(tmp_path / "gut.fodt", "<text:p>x</text:p>")
    bad = tmp_path / "kaputt.odt"
    bad.write_bytes(b"PK\x03\x04 damaged")
    assert set(office.convert([bad, good], to="docx", folder=tmp_path)) == {good}


@pytest.fixture
def server() -> Iterator[tuple[str, list[str]]]:
    """A web server on this machine that notes every request."""
    requests: list[str] = []

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            requests.append(self.path)
            self.send_response(404)
            self.end_headers()

        do_HEAD = do_OPTIONS = do_PROPFIND = do_GET  # noqa: N815

        def log_message(self, format: str, *args: object) -> None:
            pass

    running = http.server.HTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=running.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{running.server_port}", requests
    running.shutdown()
    running.server_close()
    thread.join()


@pytest.mark.office
def test_a_document_reaches_no_network(tmp_path: Path, server: tuple[str, list[str]]) -> None:
    address, requests = server
    picture = (
        f'<draw:frame svg:width="3cm" svg:height="3cm"><draw:image xlink:href="{address}/picture.png"/></draw:frame>'
    )
    included = f'<text:section-source xlink:href="{address}/s.odt"/>'
    section = f'<text:section text:name="s">{included}<text:p>x</text:p></text:section>'
    source = flat_odt(tmp_path / "neugierig.fodt", f"<text:p>Text {picture}</text:p>{section}")
    assert office.convert([source], to="docx", folder=tmp_path)
    assert requests == []


@pytest.mark.office
def test_no_profile_and_no_process_is_left_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(scratch))
    source = flat_odt(tmp_path / "a.fodt", "<text:p>x</text:p>")
    office.convert([source], to="docx", folder=tmp_path)
    assert list(scratch.glob("ratgeber-*")) == []


def fake_program(folder: Path, body: str) -> Path:
    """Put a program called soffice into `folder`."""
    path = folder / "soffice"
    path.write_text(f"#!{sys.executable}\n{body}\n", encoding="utf-8")
    path.chmod(0o755)
    return path


@pytest.mark.skipif(sys.platform == "win32", reason="the fake program is a script of Unix")
def test_a_hanging_libreoffice_is_stopped_with_all_it_started(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    noted = tmp_path / "child.pid"
    body = (
        "import subprocess, sys, time\n"
        "child = subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(60)'])\n"
        f"open({str(noted)!r}, 'w').write(str(child.pid))\n"
        "time.sleep(60)"
    )
    monkeypatch.setenv("PATH", str(fake_program(tmp_path, body).parent), prepend=os.pathsep)
    started = time.monotonic()
    with pytest.raises(InputError, match=r"Beitrag\.odt nach 1 Sekunden"):
        office.convert([tmp_path / "Beitrag.odt"], to="docx", folder=tmp_path, time_limit_s=1)
    assert time.monotonic() - started < 10
    child = Path(f"/proc/{noted.read_text(encoding='utf-8')}/stat")
    deadline = time.monotonic() + 5
    while child.exists() and child.read_text(encoding="utf-8").split()[2] != "Z" and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not child.exists() or child.read_text(encoding="utf-8").split()[2] == "Z"


def test_without_libreoffice_the_sentence_says_what_to_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(office, "program", lambda: None)
    with pytest.raises(MissingProgramError, match="als Word-Dokument"):
        office.convert([tmp_path / "a.odt"], to="docx", folder=tmp_path)
