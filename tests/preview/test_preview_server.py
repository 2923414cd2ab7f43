from __future__ import annotations

import http.client
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from patience import PATIENCE_S
from ratgeber_tools.preview.server import PortError, PreviewServer, open_server
from ratgeber_tools.preview.state import PreviewState


@pytest.fixture
def server(tmp_path: Path) -> Iterator[PreviewServer]:
    (tmp_path / "html").mkdir()
    (tmp_path / "geheim.txt").write_text("geheim", encoding="utf-8")
    (tmp_path / "html" / "index.html").write_text("<body>Start</body>", encoding="utf-8")
    (tmp_path / "html" / "bild.svg").write_text("<svg/>", encoding="utf-8")
    with open_server(8400, tmp_path / "html", PreviewState()) as server:
        thread = threading.Thread(target=lambda: server.serve_forever(poll_interval=0.01))
        thread.start()
        yield server
        server.state.close()
        server.shutdown()
        thread.join()


def get(server: PreviewServer, address: str, *, host: str = "") -> tuple[int, str, str]:
    connection = http.client.HTTPConnection("127.0.0.1", server.server_port, timeout=PATIENCE_S)
    connection.request("GET", address, headers={"Host": host or f"127.0.0.1:{server.server_port}"})
    answer = connection.getresponse()
    body = answer.read().decode()
    connection.close()
    return answer.status, answer.headers["Content-Type"], body


def test_a_page_is_served_with_the_preview_and_other_files_as_they_are(server: PreviewServer) -> None:
    status, kind, body = get(server, "/")
    assert (status, kind) == (200, "text/html; charset=utf-8")
    assert body.startswith("<body>Start<link")
    assert get(server, "/bild.svg") == (200, "image/svg+xml", "<svg/>")


def test_nothing_outside_the_built_pages_is_served(server: PreviewServer) -> None:
    assert get(server, "/../geheim.txt")[0] == 404
    assert get(server, "/%2e%2e/geheim.txt")[0] == 404


def test_another_name_for_this_computer_is_refused(server: PreviewServer) -> None:
    assert get(server, "/", host=f"boese.example:{server.server_port}")[0] == 403
    assert get(server, "/", host=f"localhost:{server.server_port}")[0] == 200


def test_the_server_listens_on_this_computer_only(server: PreviewServer) -> None:
    assert server.server_address[0] == "127.0.0.1"


def test_a_build_wakes_the_page_that_listens(server: PreviewServer) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", server.server_port, timeout=PATIENCE_S)
    connection.request("GET", "/_vorschau/ereignisse?seite=/index.html")
    stream = connection.getresponse()
    assert '"gebaut": 0' in stream.readline().decode()
    stream.readline()
    server.state.note_build(failure="", remarks=())
    assert '"gebaut": 1' in stream.readline().decode()
    stream.close()
    connection.close()


def test_a_port_in_use_is_passed_over(server: PreviewServer, tmp_path: Path) -> None:
    with open_server(server.server_port, tmp_path, PreviewState()) as other:
        assert other.server_port > server.server_port


def test_a_port_somebody_chose_is_not_changed_for_another_one(server: PreviewServer, tmp_path: Path) -> None:
    taken = server.server_port
    with pytest.raises(PortError, match=rf"Der Port {taken} ist belegt.* Frei ist (\d+): ratgeber vorschau --port \1"):
        open_server(taken, tmp_path, PreviewState(), is_chosen=True)


def test_a_port_that_cannot_be_is_answered_in_german(tmp_path: Path) -> None:
    with pytest.raises(PortError, match="gibt es nicht"):
        open_server(70000, tmp_path, PreviewState())
