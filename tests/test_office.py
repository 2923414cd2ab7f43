"""LibreOffice is called for real here; the tests without the mark need none."""

from __future__ import annotations

import http.server
import io
import os
import shlex
import subprocess
import sys
import threading
import time
import zipfile
from collections.abc import Iterator
from pathlib import Path

import docx
import pytest
from PIL import Image

from patience import until
from ratgeber_tools import office, sandbox
from ratgeber_tools.errors import InputError, MissingProgramError
from ratgeber_tools.linked_content import may_lead_out

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
    thread = threading.Thread(target=running.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
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


def fake_program(folder: Path, body: str, *, by: str = sys.executable) -> Path:
    """Put a program called soffice into `folder`."""
    path = folder / "soffice"
    path.write_text(f"#!{by}\n{body}\n", encoding="utf-8")
    path.chmod(0o755)
    return path


@pytest.mark.skipif(sys.platform == "win32", reason="the fake program is a script of Unix")
def test_a_hanging_libreoffice_is_stopped_with_all_it_started(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sandbox, "is_available", lambda: False)
    monkeypatch.setattr(office, "may_lead_out", lambda path: False)
    noted = tmp_path / "child.pid"
    body = f"sleep 600 &\necho $! > {shlex.quote(str(noted))}\nsleep 600"
    monkeypatch.setenv("PATH", str(fake_program(tmp_path, body, by="/bin/sh").parent), prepend=os.pathsep)
    started = time.monotonic()
    with pytest.raises(InputError, match=r"Beitrag\.odt nach 2 Sekunden"):
        office.convert([tmp_path / "Beitrag.odt"], to="docx", folder=tmp_path, time_limit_s=2)
    assert time.monotonic() - started < 300
    child = Path(f"/proc/{noted.read_text(encoding='utf-8').strip()}/stat")

    def is_over() -> bool:
        try:
            return child.read_text(encoding="utf-8").split()[2] == "Z"
        except OSError:
            return True

    until(is_over)


def test_without_libreoffice_the_sentence_says_what_to_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(office, "program", lambda: None)
    with pytest.raises(MissingProgramError, match="als Word-Dokument"):
        office.convert([tmp_path / "a.odt"], to="docx", folder=tmp_path)


MANIFEST = (
    '<?xml version="1.0" encoding="UTF-8"?>'
    '<m:manifest xmlns:m="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0" m:version="1.2">'
    '<m:file-entry m:full-path="/" m:version="1.2" m:media-type="application/vnd.oasis.opendocument.text"/>'
    '<m:file-entry m:full-path="content.xml" m:media-type="text/xml"/></m:manifest>'
)


def odt(path: Path, body: str, *, parts: dict[str, bytes] | None = None) -> Path:
    """Write an OpenDocument package with this text."""
    content = FLAT_ODT.format(body=body).replace("office:document ", "office:document-content ")
    content = content.replace("</office:document>", "</office:document-content>")
    with zipfile.ZipFile(path, "w") as package:
        package.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        package.writestr("content.xml", content)
        package.writestr("META-INF/manifest.xml", MANIFEST)
        for name, data in (parts or {}).items():
            package.writestr(name, data)
    return path


FRAME = '<text:p><draw:frame svg:width="3cm" svg:height="3cm"><draw:image xlink:href="{0}"/></draw:frame></text:p>'
SECTION = '<text:section text:name="s"><text:section-source xlink:href="{0}"/><text:p>x</text:p></text:section>'


def greedy(folder: Path, kind: str) -> Path:
    """Return a file that asks LibreOffice for `geheim.png` or `geheim.txt` beside it."""
    picture, text = (folder / "geheim.png").as_uri(), (folder / "geheim.txt").as_uri()
    if kind == "rtf-bild":
        path = folder / "frech.rtf"
        path.write_text(
            r"{\rtf1 Text {\field{\*\fldinst INCLUDEPICTURE " + f'"{picture}"' + r" \\* MERGEFORMAT}{\fldrslt }}\par}",
            encoding="ascii",
        )
        return path
    if kind == "rtf-text":
        path = folder / "frech.rtf"
        path.write_text(
            r"{\rtf1 Text {\field{\*\fldinst INCLUDETEXT " + f'"{text}"' + r"}{\fldrslt x}}\par}", encoding="ascii"
        )
        return path
    body = FRAME.format(picture) if kind.endswith("bild") else SECTION.format(text)
    return odt(folder / "frech.odt", body) if kind.startswith("odt") else flat_odt(folder / "frech.fodt", body)


GREEDY = ("rtf-bild", "rtf-text", "odt-bild", "odt-text", "fodt-bild", "fodt-text")


@pytest.mark.office
@pytest.mark.skipif(not sandbox.is_available(), reason="bubblewrap is missing or may not work here")
@pytest.mark.parametrize("kind", GREEDY)
def test_a_document_gets_no_file_of_the_machine(tmp_path: Path, kind: str) -> None:
    noise = Image.effect_noise((40, 40), 90).tobytes()
    Image.frombytes("L", (40, 40), noise).save(tmp_path / "geheim.png")
    (tmp_path / "geheim.txt").write_text("Planwort Nachtfalter", encoding="utf-8")
    source = greedy(tmp_path, kind)
    (tmp_path / "neu").mkdir()
    result = office.convert([source], to="docx", folder=tmp_path / "neu").get(source)
    assert result is not None
    with zipfile.ZipFile(result) as package:
        for name in package.namelist():
            data = package.read(name)
            assert b"Nachtfalter" not in data
            if "media/" in name:
                with Image.open(io.BytesIO(data)) as image:
                    assert image.convert("L").tobytes() != noise


@pytest.mark.skipif(not sandbox.is_available(), reason="bubblewrap is missing or may not work here")
def test_a_program_in_the_sandbox_sees_one_folder_and_no_network(
    tmp_path: Path, server: tuple[str, list[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    address, requests = server
    monkeypatch.setenv("FORGE_TOKEN", "Planwort")
    (tmp_path / "arbeit").mkdir()
    (tmp_path / "geheim.txt").write_text("Planwort", encoding="utf-8")
    (tmp_path / "arbeit" / "da.txt").write_text("x", encoding="utf-8")
    port = address.rpartition(":")[2]
    script = (
        f"ls da.txt; env; ls /etc /home /root /work /tmp; cat /etc/passwd {tmp_path}/geheim.txt; "
        f"(exec 3<>/dev/tcp/127.0.0.1/{port}) && echo VERBUNDEN; "
        "cat /proc/*/environ /proc/*/cmdline | tr '\\0' ' '; touch /usr/neu neu.txt"
    )
    walled = sandbox.command(Path("/bin/bash"), ["-s"], folder=tmp_path / "arbeit", environment={"PATH": "/usr/bin"})
    done = subprocess.run(walled, env={"PATH": "/usr/bin"}, input=script, capture_output=True, text=True, check=False)
    assert done.stdout.startswith("da.txt\n")
    assert "Planwort" not in done.stdout
    assert "root:" not in done.stdout
    assert "\npasswd\n" not in done.stdout
    assert "VERBUNDEN" not in done.stdout
    assert requests == []
    assert (tmp_path / "arbeit" / "neu.txt").is_file()
    assert not Path("/usr/neu").exists()


@pytest.fixture
def unshackled(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A machine where bubblewrap is there but may not work, as in many containers."""
    sandbox._bubblewrap.cache_clear()
    monkeypatch.setattr(sandbox.subprocess, "run", lambda *_, **__: subprocess.CompletedProcess([], 1))
    yield
    sandbox._bubblewrap.cache_clear()


@pytest.mark.parametrize("kind", GREEDY)
def test_without_a_sandbox_a_document_that_may_ask_for_files_is_refused(
    tmp_path: Path, kind: str, unshackled: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(office, "program", lambda: Path("/nie/gestartet"))
    source = greedy(tmp_path, kind)
    with pytest.raises(InputError, match=r"frech\.\w+: Diese Datei kann andere Dateien .* als Word-Dokument"):
        office.convert([source], to="docx", folder=tmp_path)


@pytest.mark.office
def test_without_a_sandbox_a_harmless_document_is_still_taken(tmp_path: Path, unshackled: None) -> None:
    link = '<text:p><text:a xlink:href="https://example.org/">Seite</text:a></text:p>'
    source = flat_odt(tmp_path / "brav.fodt", link)
    assert set(office.convert([source], to="docx", folder=tmp_path)) == {source}


@pytest.mark.parametrize(
    ("body", "parts", "leads_out"),
    [
        ("<text:p>Text</text:p>", {}, False),
        (FRAME.format("Pictures/a.png"), {"Pictures/a.png": b"x"}, False),
        (FRAME.format("./Object 1"), {"Object 1/content.xml": b"<a/>"}, False),
        (FRAME.format("Pictures/fehlt.png"), {}, True),
        (FRAME.format("../nachbar.png"), {}, True),
        (FRAME.format("/etc/passwd"), {}, True),
        (FRAME.format("\\\\server\\bild.png"), {}, True),
        (FRAME.format("https://example.org/a.png"), {}, True),
        ("<text:p>x</text:p>", {"Object 1/content.xml": b'<!DOCTYPE a [<!ENTITY b "c">]><a/>'}, True),
        ("<text:p>x</text:p>", {"Basic/Standard/Module1.xml": b"<a/>"}, True),
        ("<text:p>x</text:p>", {"styles.xml": b"<broken"}, True),
    ],
)
def test_a_look_inside_says_whether_a_package_leads_out(
    tmp_path: Path, body: str, parts: dict[str, bytes], leads_out: bool
) -> None:
    assert may_lead_out(odt(tmp_path / "a.odt", body, parts=parts)) is leads_out


def test_no_variable_of_ours_reaches_libreoffice(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RATGEBER_FORGE_TOKEN", "geheim")
    monkeypatch.setattr(sandbox, "is_available", lambda: False)
    noted = tmp_path / "umgebung.txt"
    body = f"import os\nopen({str(noted)!r}, 'w').write(repr(dict(os.environ)))"
    monkeypatch.setattr(office, "program", lambda: fake_program(tmp_path, body))
    office.convert([flat_odt(tmp_path / "a.fodt", "<text:p>x</text:p>")], to="docx", folder=tmp_path)
    assert "geheim" not in noted.read_text(encoding="utf-8")
