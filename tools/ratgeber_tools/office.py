"""The only caller of LibreOffice: turns files of other word processors, and drawings, into formats we read.

LibreOffice runs without a window, for a limited time, in a profile of its own that is thrown away: it touches no
settings of the user, runs no macro, follows no link in a document and reaches no network.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from ratgeber_tools.errors import InputError, MissingProgramError
from ratgeber_tools.files import temporary_folder

#: Seconds one call may take; a 300-page file needs about 20 on a small office machine.
TIME_LIMIT_S = 120.0

_PLACES = (
    Path("/Applications/LibreOffice.app/Contents/MacOS/soffice"),
    Path(r"C:\Program Files\LibreOffice\program\soffice.exe"),
    Path(r"C:\Program Files (x86)\LibreOffice\program\soffice.exe"),
)

_SCRIPTING = "/org.openoffice.Office.Common/Security/Scripting"
_INTERNET = "/org.openoffice.Inet/Settings"
#: Path, property and value of every setting that keeps a document from acting on its own; names as in LibreOffice's
#: officecfg schemas.  The proxy leads nowhere (port 9 discards), so even a followed link fetches nothing.
_SETTINGS: tuple[tuple[str, str, str], ...] = (
    (_SCRIPTING, "MacroSecurityLevel", "3"),
    (_SCRIPTING, "DisableMacrosExecution", "true"),
    (_SCRIPTING, "BlockUntrustedRefererLinks", "true"),
    ("/org.openoffice.Office.Writer/Content/Update", "Link", "2"),
    ("/org.openoffice.Office.Calc/Content/Update", "Link", "2"),
    (_INTERNET, "ooInetProxyType", "2"),
    (_INTERNET, "ooInetHTTPProxyName", "127.0.0.1"),
    (_INTERNET, "ooInetHTTPProxyPort", "9"),
    (_INTERNET, "ooInetHTTPSProxyName", "127.0.0.1"),
    (_INTERNET, "ooInetHTTPSProxyPort", "9"),
    (_INTERNET, "ooInetFTPProxyName", "127.0.0.1"),
    (_INTERNET, "ooInetFTPProxyPort", "9"),
)


def program() -> Path | None:
    """Return LibreOffice's program, or None where it is not installed."""
    for name in ("soffice", "libreoffice"):
        found = shutil.which(name)
        if found is not None:
            return Path(found)
    return next((place for place in _PLACES if place.is_file()), None)


def convert(sources: Sequence[Path], *, to: str, folder: Path, time_limit_s: float = TIME_LIMIT_S) -> dict[Path, Path]:
    """Convert `sources` in one run of LibreOffice and return where each result lies.

    `to` is what LibreOffice takes after `--convert-to`: an extension, optionally with a filter and its options
    (``png:draw_png_Export:…``).  Results go to `folder`, named like their source with the new extension, so the
    sources' stems must differ.  A source LibreOffice could not read is missing from the answer.
    Raises `MissingProgramError` without LibreOffice and `InputError` when the time is over.
    """
    soffice = program()
    if soffice is None:
        raise MissingProgramError(
            "LibreOffice ist auf diesem Rechner nicht installiert. Installieren Sie es, oder speichern Sie die Datei "
            "in Ihrem Programm als Word-Dokument (.docx) und nehmen Sie diese."
        )
    with _profile() as profile:
        command = [
            str(soffice),
            f"-env:UserInstallation={profile.as_uri()}",
            *("--headless", "--norestore", "--nolockcheck", "--nodefault", "--nofirststartwizard"),
            *("--convert-to", to, "--outdir", str(folder.resolve())),
            *(str(source.resolve()) for source in sources),
        ]
        _run(command, time_limit_s=time_limit_s, what=", ".join(source.name for source in sources))
    suffix = "." + to.partition(":")[0]
    results = {source: folder / (source.stem + suffix) for source in sources}
    return {source: result for source, result in results.items() if result.is_file()}


@contextlib.contextmanager
def _profile() -> Iterator[Path]:
    """Yield a fresh profile folder with the settings above; it is gone afterwards."""
    with temporary_folder("office") as name:
        user = name / "user"
        user.mkdir()
        items = "".join(
            f'<item oor:path="{path}"><prop oor:name="{key}" oor:op="fuse"><value>{value}</value></prop></item>'
            for path, key, value in _SETTINGS
        )
        (user / "registrymodifications.xcu").write_text(
            '<?xml version="1.0" encoding="UTF-8"?>'
            '<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema" '
            f'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">{items}</oor:items>',
            encoding="utf-8",
        )
        yield Path(name)


def _run(command: Sequence[str], *, time_limit_s: float, what: str) -> None:
    """Run LibreOffice to its end, or stop it and all it started when the time is over."""
    process = subprocess.Popen(
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,  # a group of its own: `soffice` is a script that starts the real program
    )
    try:
        process.wait(timeout=time_limit_s)
    except subprocess.TimeoutExpired:
        raise InputError(
            f"LibreOffice ist mit {what} nach {time_limit_s:.0f} Sekunden nicht fertig geworden. "
            "Öffnen Sie die Datei selbst und speichern Sie sie als Word-Dokument (.docx)."
        ) from None
    finally:
        _stop(process)


def _stop(process: subprocess.Popen[bytes]) -> None:
    """End the process and whatever of its group is left."""
    if sys.platform == "win32":
        process.kill()
    else:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
    process.wait()
