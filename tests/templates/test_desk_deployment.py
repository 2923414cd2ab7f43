"""The files a town runs the desk with: each checked by the program it is for, where that is installed."""

from __future__ import annotations

import configparser
import json
import re
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
import uvicorn
from websockets.sync.client import connect

from desk.desk_network import MOMENT, OFFICE
from desk.desk_servers import PATIENCE_S, RunningDesk, Visitor
from guide_project import SCHOOL, Project
from ratgeber_tools.cli.desk_command import _DATABASE
from ratgeber_tools.data.persons import PERSONS_VARIABLE
from ratgeber_tools.desk.login.settings import ADDRESS, LISTENS, read_settings
from ratgeber_tools.desk.rooms.desk import Desk
from ratgeber_tools.desk.server.app import application
from ratgeber_tools.desk.server.logins import COOKIE, Logins
from ratgeber_tools.desk.server.running import DEFAULT_PORT, HOST, open_port
from ratgeber_tools.desk.store import SqliteStore
from ratgeber_tools.editions import placing

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / "vorlagen" / "redaktion"
UNITS = sorted(path.name for path in FOLDER.iterdir() if path.suffix in (".service", ".timer"))
PAGE = ROOT / "docs" / "handbuch" / "redaktionstisch-betreiben.md"
SETTING = re.compile(r"RATGEBER_[A-Z_]+")
#: What podman-systemd.unit(5) of Podman 4.6 knows in a [Container], as far as it is used here.
QUADLET_KEYS = {
    "Image", "ContainerName", "Volume", "EnvironmentFile", "Environment", "Secret", "Network", "ReadOnly", "Tmpfs",
    "DropCapability", "NoNewPrivileges", "HealthCmd", "HealthInterval", "HealthRetries", "HealthOnFailure",
    "PodmanArgs",
}  # fmt: skip


def text(name: str) -> str:
    return (FOLDER / name).read_text(encoding="utf-8")


def program(name: str) -> str:
    found = shutil.which(name)
    if found is None:
        pytest.skip(f"{name} is not installed, so its file is NOT checked: apt-get install {name.partition('-')[0]}")
    return found


def values(name: str, section: str) -> list[tuple[str, str]]:
    """Return the settings in a section of a unit; a key may come several times."""
    inside, found = "", []
    for line in text(name).splitlines():
        if line.startswith("["):
            inside = line.strip("[]")
        elif inside == section and line and not line.startswith("#"):
            key, _, value = line.partition("=")
            found.append((key, value))
    return found


@pytest.mark.parametrize("name", UNITS)
def test_systemd_understands_every_line_of_a_unit(name: str, tmp_path: Path) -> None:
    checking = program("systemd-analyze")
    for unit in UNITS:
        here = text(unit).replace("/srv/elternratgeber/.venv/bin/python", sys.executable)
        (tmp_path / unit).write_text(here, encoding="utf-8")
    done = subprocess.run(
        [checking, "verify", "--man=no", tmp_path / name], capture_output=True, text=True, encoding="utf-8", check=False
    )
    assert (done.returncode, done.stderr) == (0, "")


def test_the_service_is_shut_away() -> None:
    checking = program("systemd-analyze")
    unit = FOLDER / "elternratgeber-redaktion.service"
    command = [checking, "security", "--no-pager", "--offline=yes", "--threshold=15", unit]  # 1.5 of 10
    assert subprocess.run(command, capture_output=True, check=False).returncode == 0


def test_caddy_understands_its_file_and_it_is_in_its_own_form() -> None:
    caddy = program("caddy")
    path = FOLDER / "Caddyfile"
    command = [caddy, "validate", "--adapter", "caddyfile", "--config", path]
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stderr
    formed = subprocess.run([caddy, "fmt", path], capture_output=True, encoding="utf-8", check=True).stdout
    assert formed == path.read_text(encoding="utf-8")


def test_through_caddy_people_log_in_and_write(tmp_path: Path) -> None:
    caddy = program("caddy")
    project = Project.create(tmp_path / "projekt")
    (project.root / "conf.py").touch()
    project.write("index", "# Ratgeber\n", head="")
    project.write("teil/hort", "# Hort\n\nDer Hort hat offen.\n")
    project.commit(SCHOOL)
    with open_port(0, is_chosen=True) as reserved:
        front = reserved.getsockname()[1]
    with _served(project.root, front) as running, _caddy(caddy, tmp_path, front, running.port):
        visitor = Visitor(RunningDesk(running.root, front, running.logins, running.desk))
        visitor.get(f"/anmelden?zeichen={running.logins.invite(OFFICE)}")
        assert visitor.json("/api/ich")["office"] == OFFICE.office
        status, answer, _ = visitor.get("/")
        assert status == 200
        assert "max-age=31536000" in answer.headers["Strict-Transport-Security"]
        assert answer.headers["Content-Security-Policy"].startswith("default-src 'self'")
        origin = f"http://{HOST}:{front}"
        with connect(
            f"ws://{HOST}:{front}/raum/teil/hort", origin=origin, open_timeout=PATIENCE_S, max_size=None,
            additional_headers={"Cookie": f"{COOKIE}={visitor.cookie}"},
        ) as socket:  # type: ignore[arg-type]  # fmt: skip
            socket.send(json.dumps({"type": "open", "client": "tab-00001"}))
            heard = [json.loads(socket.recv(timeout=PATIENCE_S))["type"] for _ in range(2)]
            assert heard == ["right", "state"]


@contextmanager
def _served(root: Path, front: int) -> Iterator[RunningDesk]:
    """Run a desk that answers under the name people call: Caddy's."""
    listening = open_port(0, is_chosen=True)
    port = listening.getsockname()[1]
    store = SqliteStore(root / "desk.sqlite")
    desk = Desk((root / "ratgeber").resolve(), store, None, lambda: MOMENT)
    logins = Logins(store, lambda: MOMENT)
    app = application(desk, logins, frozenset({f"{HOST}:{front}", f"{HOST}:{port}"}))
    server = uvicorn.Server(uvicorn.Config(app, log_level="warning", ws="websockets-sansio"))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
    thread.start()
    try:
        yield RunningDesk(root, port, logins, desk)
    finally:
        server.should_exit = True
        thread.join(PATIENCE_S)
        listening.close()
        store.close()


@contextmanager
def _caddy(caddy: str, folder: Path, front: int, port: int) -> Iterator[None]:
    """Run Caddy with the town's file: another name, another port, and no wait for a first look at its health."""
    config = text("Caddyfile").replace("redaktion.stadt.example", f"http://{HOST}:{front}")
    config = config.replace(f"{HOST}:{DEFAULT_PORT}", f"{HOST}:{port}").replace("/var/log/caddy", str(folder))
    path = folder / "Caddyfile"
    path.write_text("{\n\tadmin off\n}\n\n" + config, encoding="utf-8")
    environment = {"HOME": str(folder), "XDG_DATA_HOME": str(folder), "XDG_CONFIG_HOME": str(folder), "PATH": ""}
    command = [caddy, "run", "--adapter", "caddyfile", "--config", str(path)]
    process = subprocess.Popen(command, env=environment, stderr=subprocess.PIPE, text=True, encoding="utf-8")
    assert process.stderr is not None
    try:
        for line in process.stderr:
            if "serving initial configuration" in line:
                break
        yield
    finally:
        process.terminate()
        process.communicate(timeout=PATIENCE_S)


class _Asked(dict[str, str]):
    """An environment that says something to every question and knows what was asked."""

    def get(self, name: str, default: object = None) -> str:  # type: ignore[override]
        self[name] = ""
        if name.endswith("SICHERUNG"):
            return "tls"
        if name.endswith("VERMITTLER"):
            return "127.0.0.1"
        if name == "RATGEBER_PASSKEYS":
            return "ja"
        if name.endswith("_DATEI"):
            return __file__
        return "https://konto.stadt.example" if name.endswith("ANBIETER") else "mail@stadt.example"


def test_every_setting_there_is_stands_in_the_template_and_in_the_handbook() -> None:
    asked = _Asked()
    read_settings("https://redaktion.stadt.example", asked)
    known = {*asked, ADDRESS, LISTENS, _DATABASE, placing.FOLDER, placing.RSYNC, placing.BRANCH, PERSONS_VARIABLE}
    given = set(SETTING.findall(text("redaktion.env")))
    files = {name for name in known if name.endswith("_DATEI")}

    assert given == known - files
    for unit in ("elternratgeber-redaktion.service", "elternratgeber-redaktion.container"):
        assert files <= set(SETTING.findall(text(unit)))
    assert known <= set(SETTING.findall(PAGE.read_text(encoding="utf-8")))


def test_the_container_bears_no_text_and_no_secret_and_is_the_image_of_the_pipelines() -> None:
    here, pipelines = text("Containerfile"), (ROOT / "vorlagen" / "ci" / "Containerfile").read_text(encoding="utf-8")
    base = re.compile(r"^FROM (\S+@sha256:[0-9a-f]{64})$", re.MULTILINE)
    assert base.findall(here) == base.findall(pipelines)
    assert [line.split()[1] for line in here.splitlines() if line.startswith("COPY ")] == [
        "requirements.lock",
        "tools/ensure_venv.py",
    ]
    assert not re.search(r"^ADD |(?i:token|passw|secret|curl |wget |sudo |:latest)", here, re.MULTILINE)
    assert "\nUSER elternratgeber\n" in here


def test_the_container_and_the_service_agree() -> None:
    container = values("elternratgeber-redaktion.container", "Container")
    assert {key for key, _ in container} <= QUADLET_KEYS
    assert ("EnvironmentFile", "/etc/elternratgeber/redaktion.env") in container
    assert ("EnvironmentFile", "/etc/elternratgeber/redaktion.env") in values(
        "elternratgeber-redaktion.service", "Service"
    )
    for name in ("Caddyfile", "elternratgeber-redaktion.container"):
        assert f"{HOST}:{DEFAULT_PORT}" in text(name)
    parser = configparser.RawConfigParser(strict=False)
    parser.read_string(text("elternratgeber-sicherung.timer"))
    assert parser["Timer"]["Persistent"] == "true"
