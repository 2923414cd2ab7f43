"""Prepare a virtual environment from a lock file; standard library only, runs before anything is installed.

Without arguments it makes `.venv` from `requirements.lock` and installs the tool into it: this is what the Makefile's
one stamp rule and the starter `elternratgeber` call.  The benchmark calls `prepare` for
the environment of its peers.  With `uv` on the path it takes seconds; without it `venv` and `pip` install the same
hashed versions.
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
LOCK = ROOT / "requirements.lock"
STAMP_NAME = ".bereit"
#: What the environment takes on the disk (613 MB in November 2026).
NEEDED_MB = 650
OLDEST_PYTHON = (3, 11)


def venv_python(folder: Path) -> Path:
    """Return the interpreter inside the virtual environment `folder`."""
    return folder / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def is_ready() -> bool:
    """Say whether `.venv` is there and as new as what it is made from; the Makefile's stamp rule says the same."""
    stamp = VENV / STAMP_NAME
    if not (stamp.is_file() and venv_python(VENV).exists()):
        return False
    prepared = stamp.stat().st_mtime
    return all(path.stat().st_mtime <= prepared for path in (LOCK, ROOT / "pyproject.toml", Path(__file__)))


def prepare(folder: Path, lock: Path, *, with_tool: bool, use_uv: bool = True) -> Path:
    """Make `folder` hold exactly what `lock` names (and the tool itself, editable); return its interpreter.

    Raises `subprocess.CalledProcessError` or `OSError` when a step fails.
    """
    python = venv_python(folder)
    uv = shutil.which("uv") if use_uv else None
    if uv:
        pip = [uv, "pip"]
        select = ["--quiet", "--python", python]
        if not python.exists():
            _run(uv, "venv", "--quiet", "--python", sys.executable, folder)
        _run(*pip, "sync", *select, "--require-hashes", lock)
    else:
        pip = [python, "-m", "pip", "--disable-pip-version-check"]
        select = ["--quiet"]
        if not python.exists():
            venv.create(folder, with_pip=True)
        _run(*pip, "install", *select, "--require-hashes", "--no-deps", "-r", lock)
    if with_tool:
        _run(*pip, "install", *select, "--no-deps", "--no-build-isolation", "-e", ".")
    (folder / STAMP_NAME).write_text("bereit\n", encoding="utf-8")
    return python


def _run(*command: str | Path) -> None:
    subprocess.run([str(part) for part in command], check=True, cwd=ROOT)


def _why(error: subprocess.CalledProcessError | OSError) -> str:
    """Return what kept the preparation from its end, as far as anyone can say."""
    from ratgeber_tools.errors import refused  # the standard library is enough for it

    sentence = refused(error) if isinstance(error, OSError) else None
    if sentence is not None:
        return sentence
    free_mb = shutil.disk_usage(ROOT).free // 10**6
    if free_mb < NEEDED_MB:
        return f"Sie braucht etwa {NEEDED_MB} MB, auf dem Datenträger sind noch {free_mb} MB frei. Schaffen Sie Platz."
    step = f"Der Schritt „{Path(error.cmd[0]).name}“ ist nicht gelungen. " if hasattr(error, "cmd") else ""
    return f"{step}Steht der Rechner im Netz? Unter Debian braucht es außerdem das Paket python3-venv."


def main() -> int:
    if sys.version_info < OLDEST_PYTHON:
        print(
            f"Der Ratgeber braucht Python {OLDEST_PYTHON[0]}.{OLDEST_PYTHON[1]} oder neuer, gefunden wurde "
            f"{sys.version_info[0]}.{sys.version_info[1]}. Bitte ein neueres Python installieren.",
            file=sys.stderr,
        )
        return 1
    print(
        "Richte die Arbeitsumgebung in .venv ein; das dauert beim ersten Mal bis zu einer Minute.",
        file=sys.stderr,  # what a command prints may go into a file
        flush=True,
    )
    try:
        prepare(VENV, LOCK, with_tool=True)
    except (subprocess.CalledProcessError, OSError) as error:
        print(
            f"Die Einrichtung ist fehlgeschlagen. {_why(error)} Danach den Ordner .venv löschen und noch einmal "
            "aufrufen.",
            file=sys.stderr,
        )
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
