"""The only caller of LibreOffice: turns files of other word processors, and drawings, into formats we read.

LibreOffice runs without a window, for a limited time, on copies in a folder of its own that is thrown away: it touches
no settings of the user, runs no macro, and knows none of our environment.  Where it can be shut away (`sandbox`) it
sees no other file and no network, whatever a document asks for.  Where it cannot, only files are taken that by a look
inside ask for nothing (`linked_content`).
"""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from ratgeber_tools import sandbox
from ratgeber_tools.errors import InputError, MissingProgramError
from ratgeber_tools.files import temporary_folder
from ratgeber_tools.linked_content import may_lead_out

#: Seconds one call may take; a 300-page file needs about 20 on a small office machine.
TIME_LIMIT_S = 120.0

_PLACES = (
    Path("/Applications/LibreOffice.app/Contents/MacOS/soffice"),
    Path(r"C:\Program Files\LibreOffice\program\soffice.exe"),
    Path(r"C:\Program Files (x86)\LibreOffice\program\soffice.exe"),
)

#: What lies in the folder LibreOffice works in.
_SOURCES, _RESULTS, _HOME, _PROFILE = "quelle", "ergebnis", "heim", "profil"
#: What LibreOffice needs of our environment, by system; nothing in it tells on anybody.
_VARIABLES = ("PATH", "SYSTEMROOT", "WINDIR", "SYSTEMDRIVE", "COMSPEC", "PROGRAMDATA", "PROGRAMFILES", "TEMP", "TMP")

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
    Raises `MissingProgramError` without LibreOffice, and `InputError` when the time is over, or for a file that could
    lead LibreOffice elsewhere where it cannot be shut away.
    """
    soffice = program()
    if soffice is None:
        raise MissingProgramError(
            "LibreOffice ist auf diesem Rechner nicht installiert. Installieren Sie es, oder speichern Sie die Datei "
            "in Ihrem Programm als Word-Dokument (.docx) und nehmen Sie diese."
        )
    is_shut_away = sandbox.is_available()
    if not is_shut_away:
        _refuse_leading_out(sources)
    with _workplace(sources) as workplace:
        seen = sandbox.INSIDE if is_shut_away else workplace
        arguments = [
            f"-env:UserInstallation={(seen / _PROFILE).as_uri()}",
            *("--headless", "--norestore", "--nolockcheck", "--nodefault", "--nofirststartwizard"),
            *("--convert-to", to, "--outdir", str(seen / _RESULTS)),
            *(str(seen / _SOURCES / source.name) for source in sources),
        ]
        environment = _environment(seen)
        command = (
            sandbox.command(soffice, arguments, folder=workplace, environment=environment)
            if is_shut_away
            else [str(soffice), *arguments]
        )
        _run(command, environment, time_limit_s=time_limit_s, what=", ".join(source.name for source in sources))
        return _fetched(sources, workplace / _RESULTS, folder, suffix="." + to.partition(":")[0])


def _refuse_leading_out(sources: Sequence[Path]) -> None:
    for source in sources:
        if may_lead_out(source):
            raise InputError(
                f"{source.name}: Diese Datei kann andere Dateien des Rechners nachladen, und LibreOffice lässt sich "
                "hier nicht einsperren (das Programm bubblewrap fehlt oder darf nicht arbeiten). "
                "Öffnen Sie sie in Ihrem Programm und speichern Sie sie als Word-Dokument (.docx)."
            )


def _fetched(sources: Sequence[Path], results: Path, folder: Path, *, suffix: str) -> dict[Path, Path]:
    """Move what LibreOffice wrote to `folder`; only plain files, since a link would lead out of the sandbox."""
    fetched = {}
    for source in sources:
        result = results / (source.stem + suffix)
        if result.is_file() and not result.is_symlink():
            fetched[source] = Path(shutil.move(result, folder / result.name))
    return fetched


def _environment(home: Path) -> dict[str, str]:
    """Return the variables LibreOffice gets: none of a forge's tokens, and a home of its own."""
    kept = {name: os.environ[name] for name in _VARIABLES if name in os.environ}
    return {**kept, "HOME": str(home / _HOME), "LANG": "C.UTF-8"}


@contextlib.contextmanager
def _workplace(sources: Sequence[Path]) -> Iterator[Path]:
    """Yield a folder with copies of `sources`, an empty home and a fresh profile; it is gone afterwards."""
    with temporary_folder("office") as workplace:
        for part in (_SOURCES, _RESULTS, _HOME):
            (workplace / part).mkdir()
        for source in sources:
            with contextlib.suppress(FileNotFoundError):  # missing from the answer, as whatever cannot be read
                shutil.copyfile(source, workplace / _SOURCES / source.name)
        _write_settings(workplace / _PROFILE)
        yield workplace


def _write_settings(profile: Path) -> None:
    user = profile / "user"
    user.mkdir(parents=True)
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


def _run(command: Sequence[str], environment: Mapping[str, str], *, time_limit_s: float, what: str) -> None:
    """Run LibreOffice to its end, or stop it and all it started when the time is over."""
    process = subprocess.Popen(
        command,
        env=environment,
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
