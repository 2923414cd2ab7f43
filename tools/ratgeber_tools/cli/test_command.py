"""`ratgeber test`: pytest, after seeing to the programs some tests need."""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
from pathlib import Path

from ratgeber_tools.cli.project import project_root

#: Program looked for (or a file), Debian package that brings it, which tests need it.
TEST_PROGRAMS: tuple[tuple[str, str, str], ...] = (
    ("chromium", "chromium", "die Tests im Browser"),
    ("soffice", "libreoffice-writer-nogui", "die Tests mit LibreOffice"),
    ("bwrap", "bubblewrap", "die Tests mit eingesperrtem LibreOffice"),
    ("pdftotext", "poppler-utils", "die Tests, die ein PDF zurücklesen"),
    ("hunspell", "hunspell", "die Tests der Rechtschreibung"),
    ("/usr/share/hunspell/de_DE.dic", "hunspell-de-de", "die Tests der Rechtschreibung"),
    ("gs", "ghostscript", "die Tests, die den Farbauftrag nachmessen"),
    ("qpdf", "qpdf", "die Tests, die den Aufbau der Druckdatei nachprüfen"),
    ("git", "git", "die Tests mit Geschichte und Zweigen"),
    ("rsync", "rsync", "die Tests, die eine Fassung auf einen Server bringen"),
    ("ssh-keygen", "openssh-client", "die Tests mit Unterschriften"),
    ("pg_lsclusters", "postgresql", "die Tests des Redaktionstischs mit Postgres"),
)

#: Read by `tests/thoroughness.py`: the property tests draw anew, and many times as much.
THOROUGH = {"HYPOTHESIS_PROFILE": "gruendlich"}


EXAMPLES = (
    "test",
    "test tests/cli",
    "test --einzeln tests/cli -- -k freigabe",
)


def configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("pytest", nargs="*", metavar="ANGABE", help="geht an pytest, etwa eine Testdatei")
    parser.add_argument("--einzeln", action="store_true", help="ein Test nach dem anderen, ohne Nebenläufigkeit")
    parser.add_argument(
        "--gruendlich",
        action="store_true",
        help="nur die Tests, die Beispiele ziehen, mit neuen und viel mehr Beispielen; dauert lange",
    )


def run(arguments: argparse.Namespace) -> int:
    """Install what is missing where that is allowed, run pytest and return its exit code."""
    missing = missing_programs()
    if missing and may_install():
        install([package for _, package, _ in missing])
        missing = missing_programs()
    # Whoever is done takes over from the others: a file with few tests may take longer than ten with many.
    parallel = () if arguments.einzeln else ("-n", "auto", "--dist", "worksteal")
    chosen = ("-m", "hypothesis") if arguments.gruendlich else ()
    command = [sys.executable, "-m", "pytest", *parallel, *chosen, *arguments.pytest]
    code = subprocess.run(command, cwd=project_root(), env=environment(arguments.gruendlich), check=False).returncode
    for program, package, tests in missing:
        print(
            f"\nACHTUNG: {program} fehlt, {tests} sind übersprungen. Nachholen: apt-get install {package}",
            file=sys.stderr,
        )
    return code


def missing_programs() -> list[tuple[str, str, str]]:
    """Return the entries of `TEST_PROGRAMS` that are not there; where a file lies is known on Debian only."""
    return [entry for entry in TEST_PROGRAMS if not _is_there(entry[0])]


def _is_there(program: str) -> bool:
    if program.startswith("/"):
        return Path(program).is_file() or shutil.which("apt-get") is None
    return shutil.which(program) is not None


def environment(thorough: bool) -> dict[str, str]:
    """Return the variables of a run: by default the order of sets is fixed too, and nothing is drawn by chance.

    Python keeps what it has compiled, whatever the person's own settings: the tests start it hundreds of times.
    """
    ours = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return {**ours, **THOROUGH} if thorough else {"PYTHONHASHSEED": "0", **ours}


def may_install() -> bool:
    """Say whether this process may call apt-get: Debian or a relative, and the administrator."""
    return shutil.which("apt-get") is not None and hasattr(os, "geteuid") and os.geteuid() == 0


def install(packages: list[str]) -> None:
    """Install Debian packages; a failure is told, the tests that need them will be skipped."""
    print(f"Für die Tests fehlen Programme; installiere {', '.join(packages)} …", flush=True)
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for command in (
        ["apt-get", "update", "-qq"],
        ["apt-get", "install", "-y", "-qq", "--no-install-recommends", *packages],
    ):
        done = subprocess.run(command, env=environment, stdout=subprocess.DEVNULL, check=False)
        if done.returncode:
            print(f"{' '.join(command)} ging nicht (Ende mit {done.returncode}).", file=sys.stderr)
            return
