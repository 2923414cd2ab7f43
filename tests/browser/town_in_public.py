"""A small town whose guide is public and whose desk is served: what a journey from the desk to parents begins with."""

from __future__ import annotations

import functools
import http.server
import shutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from browser.following import follow
from desk.served_desks import ServedDesk, served_desk
from editions.ended_runs import ended_run
from guide_project import MAILBOXES, SCHOOL, YOUTH, Project
from ratgeber_tools.data.dates import local_now
from ratgeber_tools.desk.publishing import Publishing
from ratgeber_tools.desk.store import Login
from ratgeber_tools.editions.legal import LEGAL_CHAPTERS
from ratgeber_tools.editions.placing import FOLDER
from ratgeber_tools.editions.run_card import RunEnd, RunGoal

ROOT = Path(__file__).parents[2]
HORT = """# Hort

Der Hort hatt jeden Tag offen.

## Zeiten

Auch am Freitag.

## Kosten

Das Essen kostet extra.
"""


class _WithItsRules(http.server.SimpleHTTPRequestHandler):
    """Serves an edition with the policy it was written with."""

    def end_headers(self) -> None:
        rules = Path(self.directory, "_headers")
        lines = rules.read_text(encoding="utf-8").splitlines() if rules.is_file() else []
        for line in lines:
            name, _, value = line.strip().partition(": ")
            if line.startswith("  ") and name in ("Content-Security-Policy", "Referrer-Policy"):
                self.send_header(name, value)
        super().end_headers()

    def log_message(self, format: str, *args: object) -> None:
        pass


@dataclass
class Town:
    """`web` is where parents read the guide, `www` the folder behind it."""

    project: Project
    desk: ServedDesk
    web: str
    www: Path

    def publish(self) -> None:
        """Build and put in place what is released, and wait for it."""
        Publishing(self.desk.desk).begin(RunGoal.BUILD_AND_PLACE, Login(YOUTH, MAILBOXES[YOUTH]))
        self.wait()

    def wait(self) -> None:
        run = ended_run(self.project.root)
        assert run.end is RunEnd.DONE, run

    def log_in(self, page: Any, office: str) -> None:
        token = self.desk.logins.invite(Login(office, MAILBOXES[office]))
        page.goto(f"{self.desk.served.address}/anmelden?zeichen={token}")
        follow(page.get_by_role("button", name="Jetzt anmelden"))


@contextmanager
def town_in_public(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Town]:
    """Make it: one chapter about after-school care with a slip of the pen, released and published."""
    www = folder / "www"
    www.mkdir(parents=True)
    monkeypatch.setenv(FOLDER, str(www))
    project = Project.create(folder / "projekt")
    shutil.copyfile(ROOT / "conf.py", project.root / "conf.py")
    (project.root / ".gitignore").write_text("_build/\n/_redaktion/\n", encoding="utf-8")
    project.allow_corrections(YOUTH)
    project.write("index", "# Ratgeber\n\n```{toctree}\nhort\nrechtliches\n```\n", head="")
    project.write("hort", HORT)
    targets = "\n".join(f"({target})=" for target, _ in LEGAL_CHAPTERS)
    project.write("rechtliches", f"{targets}\n# Rechtliches\n\nDas gibt die Stadt heraus.\n")
    site = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(_WithItsRules, directory=str(www)))
    threading.Thread(target=site.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
    web = f"http://127.0.0.1:{site.server_address[1]}"
    with served_desk(project.root) as desk:
        desk.moment = local_now()
        data = project.guide / "daten" / "kommune.yaml"
        data.parent.mkdir(parents=True, exist_ok=True)
        addresses = f"adresse_des_ratgebers: {web}\nadresse_des_redaktionstischs: {desk.served.address}\n"
        data.write_text(f"name: Stadt\ntitel_des_ratgebers: Ratgeber\n{addresses}", encoding="utf-8")
        project.commit(SCHOOL)
        for name in ("index", "hort", "rechtliches"):
            project.release(name, YOUTH)
        town = Town(project, desk, web, www)
        town.publish()
        try:
            yield town
        finally:
            town.wait()
            site.shutdown()
            site.server_close()
