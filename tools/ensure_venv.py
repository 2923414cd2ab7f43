"""Prepare `.venv` from `requirements.lock`; standard library only, runs before anything is installed.

Called by the Makefile's one stamp rule, and by hand where there is no make (Windows).  With `uv` on the path
it takes seconds, without it `venv` and `pip` install the same hashed versions.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
STAMP = VENV / ".bereit"
OLDEST_PYTHON = (3, 11)


def venv_python(folder: Path) -> Path:
    """Return the interpreter inside the virtual environment `folder`."""
    return folder / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def run(*command: str | Path) -> None:
    subprocess.run([str(part) for part in command], check=True, cwd=ROOT)


def install_with_uv(uv: str, python: Path) -> None:
    if not python.exists():
        run(uv, "venv", "--quiet", "--python", sys.executable, VENV)
    run(uv, "pip", "sync", "--quiet", "--python", python, "--require-hashes", "requirements.lock")
    run(uv, "pip", "install", "--quiet", "--python", python, "--no-deps", "--no-build-isolation", "-e", ".")


def install_with_pip(python: Path) -> None:
    if not python.exists():
        venv.create(VENV, with_pip=True)
    pip = (python, "-m", "pip", "--disable-pip-version-check", "--quiet")
    run(*pip, "install", "--require-hashes", "--no-deps", "-r", "requirements.lock")
    run(*pip, "install", "--no-deps", "--no-build-isolation", "-e", ".")


def main() -> int:
    if sys.version_info < OLDEST_PYTHON:
        print(
            f"Der Ratgeber braucht Python {OLDEST_PYTHON[0]}.{OLDEST_PYTHON[1]} oder neuer, gefunden wurde "
            f"{sys.version_info[0]}.{sys.version_info[1]}. Bitte ein neueres Python installieren.",
            file=sys.stderr,
        )
        return 1
    print("Richte die Arbeitsumgebung in .venv ein; das dauert beim ersten Mal etwa eine Minute.", flush=True)
    python = venv_python(VENV)
    uv = shutil.which("uv")
    try:
        if uv:
            install_with_uv(uv, python)
        else:
            install_with_pip(python)
    except (subprocess.CalledProcessError, OSError) as error:
        print(
            f"Die Einrichtung ist fehlgeschlagen ({error}). Steht der Rechner im Netz? "
            "Sonst den Ordner .venv löschen und noch einmal aufrufen.",
            file=sys.stderr,
        )
        return 1
    STAMP.write_text("bereit\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
