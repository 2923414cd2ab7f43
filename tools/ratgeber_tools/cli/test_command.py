"""`ratgeber test`: pytest, after seeing to the programs some tests need."""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys

from ratgeber_tools.cli.project import project_root

#: Program looked for, Debian package that brings it, which tests need it.
TEST_PROGRAMS: tuple[tuple[str, str, str], ...] = (
    ("chromium", "chromium", "die Tests im Browser"),
    ("soffice", "libreoffice-writer-nogui", "die Tests mit LibreOffice"),
    ("bwrap", "bubblewrap", "die Tests mit eingesperrtem LibreOffice"),
    ("pdftotext", "poppler-utils", "die Tests, die ein PDF zurücklesen"),
    ("hunspell", "hunspell", "die Tests der Rechtschreibung"),
    ("hunspell", "hunspell-de-de", "die Tests der Rechtschreibung"),
)


def configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("pytest", nargs="*", metavar="ANGABE", help="geht an pytest, etwa eine Testdatei")
    parser.add_argument("--einzeln", action="store_true", help="ein Test nach dem anderen, ohne Nebenläufigkeit")


def run(arguments: argparse.Namespace) -> int:
    """Install what is missing where that is allowed, run pytest and return its exit code."""
    missing = [entry for entry in TEST_PROGRAMS if shutil.which(entry[0]) is None]
    if missing and may_install():
        install([package for _, package, _ in missing])
        missing = [entry for entry in missing if shutil.which(entry[0]) is None]
    parallel = () if arguments.einzeln else ("-n", "auto", "--dist", "loadfile")
    command = [sys.executable, "-m", "pytest", *parallel, *arguments.pytest]
    code = subprocess.run(command, cwd=project_root(), check=False).returncode
    for program, package, tests in missing:
        print(
            f"\nACHTUNG: {program} fehlt, {tests} sind übersprungen. Nachholen: apt-get install {package}",
            file=sys.stderr,
        )
    return code


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
