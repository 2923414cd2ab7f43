"""A project with a guide and a git history, made in a test's own folder."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from dataclasses import dataclass
from datetime import date, datetime, timedelta, timezone
from pathlib import Path

from ratgeber_tools.editorial.roles import ROLES
from ratgeber_tools.guide import load
from ratgeber_tools.releases.deciding import Decision, WrittenRelease, release_all, withdraw
from ratgeber_tools.releases.keeping import Votes

SCHOOL, YOUTH, HEALTH = "Schulamt", "Jugendamt", "Gesundheitsamt"
MAILBOXES = {
    SCHOOL: "schulamt@stadt.example",
    YOUTH: "jugendamt@stadt.example",
    HEALTH: "gesundheit@stadt.example",
}
CLOCK = datetime(2026, 11, 24, 10, 15, tzinfo=timezone(timedelta(hours=1)))
CARRIED = Votes(yes=9, no=1, abstained=2)

HEAD = """---
status: entwurf
zustaendig: Schulamt
stand: 24.11.2026
---

"""


def git(folder: Path, *arguments: str) -> str:
    done = subprocess.run(["git", "-C", str(folder), *arguments], capture_output=True, text=True, check=False)
    assert done.returncode == 0, f"git {' '.join(arguments)}: {done.stdout}{done.stderr}"
    return done.stdout.strip()


#: What `git init` writes, less its examples of hooks.
_CONFIG = f"""[core]
\trepositoryformatversion = 0
\tfilemode = {str(os.name != "nt").lower()}
\tbare = false
\tlogallrefupdates = true
[user]
\tname = Redaktion
"""


def _init(root: Path) -> None:
    """Do what `git init -b main` does: hundreds of tests begin with it, and a process each is dear."""
    folder = root / ".git"
    for name in ("objects", "refs/heads", "refs/tags", "info"):
        (folder / name).mkdir(parents=True)
    (folder / "info" / "exclude").touch()
    (folder / "HEAD").write_text("ref: refs/heads/main\n", encoding="utf-8", newline="\n")
    (folder / "config").write_text(_CONFIG, encoding="utf-8", newline="\n")


@dataclass(slots=True)
class Project:
    """A work tree; every commit and release comes a minute after the one before."""

    root: Path
    now: datetime = CLOCK

    @classmethod
    def create(cls, root: Path) -> Project:
        """Make an empty project with its table of offices committed."""
        root.mkdir(parents=True, exist_ok=True)
        _init(root)
        project = cls(root)
        attributes = "ratgeber/redaktion/freigaben/**/*.yaml merge=union\n"
        (root / ".gitattributes").write_text(attributes, encoding="utf-8")
        table = "".join(f"  {office}: {mailbox}\n" for office, mailbox in MAILBOXES.items())
        path = root / ROLES
        path.parent.mkdir(parents=True)
        path.write_text(f"stellen:\n{table}", encoding="utf-8")
        project.commit(SCHOOL)
        return project

    @property
    def guide(self) -> Path:
        return self.root / "ratgeber"

    def clone(self, target: Path, *arguments: str) -> Project:
        git(target.parent, "clone", "--quiet", *arguments, self.root.as_uri(), str(target))
        git(target, "config", "user.name", "Redaktion")
        return Project(target, self.now)

    def write(self, name: str, text: str, *, head: str = HEAD) -> Path:
        """Write the chapter `name`."""
        path = self.guide / f"{name}.md"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(head + text, encoding="utf-8", newline="\n")
        return path

    def write_file(self, name: str, content: bytes) -> Path:
        path = self.guide / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
        return path

    def lay_over(self, folder: Path) -> None:
        """Copy all files of `folder` over the guide."""
        shutil.copytree(folder, self.guide, dirs_exist_ok=True)

    def allow_corrections(self, office: str) -> None:
        """Let an office correct a few words of a released chapter by itself, as the steering group has decided."""
        table = self.root / ROLES
        rule = f"berichtigungen:\n  beschluss: Protokoll 3, TOP 2\n  stellen: {office}\n"
        table.write_text(table.read_text(encoding="utf-8") + rule, encoding="utf-8")

    def act_as(self, office: str) -> None:
        """Set git's mail address of this work tree, as `git config user.email` does."""
        path = self.root / ".git" / "config"
        text = path.read_text(encoding="utf-8")
        line = f"\temail = {MAILBOXES.get(office, office)}\n"
        changed, times = re.subn(r"^\temail = .*\n", lambda _: line, text, flags=re.MULTILINE)
        path.write_text(changed if times else f"{text}[user]\n{line}", encoding="utf-8", newline="\n")

    def commit(self, office: str) -> str:
        """Commit all there is in an office's name and return the commit."""
        self.act_as(office)
        self.now += timedelta(minutes=1)
        git(self.root, "add", "-A")
        moment = self.now.isoformat()
        subprocess.run(
            ["git", "-C", str(self.root), "commit", "--quiet", "--allow-empty", "-m", "Stand"],
            env={**os.environ, "GIT_AUTHOR_DATE": moment, "GIT_COMMITTER_DATE": moment},
            check=True,
        )
        head = (self.root / ".git" / "HEAD").read_text(encoding="utf-8").strip()
        branch = self.root / ".git" / head.removeprefix("ref: ")
        return branch.read_text(encoding="utf-8").strip() if head.startswith("ref: ") else head

    def release(
        self,
        name: str,
        office: str = YOUTH,
        *,
        reference: str = "Protokoll 7, TOP 3",
        votes: Votes = CARRIED,
        day: date | None = None,
        replaces: tuple[str, ...] = (),
        commit: bool = True,
    ) -> WrittenRelease:
        """Release one chapter."""
        (entry,) = self.release_all(
            name, office=office, reference=reference, votes=votes, day=day, replaces=replaces, commit=commit
        )
        return entry

    def release_all(
        self,
        *names: str,
        office: str = YOUTH,
        reference: str = "Protokoll 7, TOP 3",
        votes: Votes = CARRIED,
        day: date | None = None,
        replaces: tuple[str, ...] = (),
        commit: bool = True,
    ) -> tuple[WrittenRelease, ...]:
        self.act_as(office)
        self.now += timedelta(minutes=1)
        decision = Decision(reference, votes, day or self.now.date())
        entries = release_all(self.root, load(self.guide), names, decision, now=self.now, replaces=replaces)
        if commit:
            self.commit(office)
        return entries

    def withdraw(
        self, name: str, office: str = SCHOOL, *, reason: str = "Zahl falsch", commit: bool = True
    ) -> WrittenRelease:
        self.act_as(office)
        self.now += timedelta(minutes=1)
        entry = withdraw(self.root, name, reason, now=self.now)
        if commit:
            self.commit(office)
        return entry
