"""The room for files: text is read or the place named that is none, files are written whole, by one run at a time.

Every command that writes goes through here (several files at once: `staging`).  What holds:

- A file is at any moment the old one or the new one, also after a power cut: the new content is written beside it under
  a hidden name, brought to the disk, renamed, and the folder brought to the disk.  An error leaves no litter; what a
  killed run left goes with the next write in the same folder.
- `rewrite` loses nobody's change: it takes the file's lock, reads, changes, and writes only if the file still holds
  what was read; if an editor without a lock was quicker, the change is made anew on what is there then.
- Who comes second waits, up to `WAIT_S` seconds.

Locks are advisory ones of the operating system (flock, on Windows msvcrt.locking); they end with their process.  Lock
files lie in `_build/sperren/` of the project, named by a digest of the place they guard as seen from the project: each
checkout has its own, two computers on one network drive share them, git ignores them, the guide stays clean.  Outside
any project they lie in the user's own temporary folder.  A lock file is never removed while it may be held: whoever
waits on a removed file and whoever makes a new one would both go on.
"""

from __future__ import annotations

import contextlib
import ctypes
import os
import re
import secrets
import shutil
import sys
import tempfile
import threading
import time
import unicodedata
from collections.abc import Callable, Iterator
from hashlib import sha256
from pathlib import Path
from types import EllipsisType

from ratgeber_tools.errors import InputError, RatgeberError, TargetError, unreadable, unwritable
from ratgeber_tools.findings import Code, Finding

#: How long a second run waits for the first, in seconds.
WAIT_S = 30.0
#: Where a project's lock files lie, seen from its folder.
LOCKS = Path("_build", "sperren")
_OUTSIDE = "ratgeber-sperren-"
_TEMPORARY = "ratgeber-tmp-"
_ALIVE = ".sperre"
_POLL_S = 0.02
_ATTEMPTS = 5
_LITTER = ".ratgeber-neu"
_LITTER_NAME = re.compile(rf"\.([0-9a-f]{{16}}){re.escape(_LITTER)}")
_MARK = "\ufeff".encode()


class EncodingError(InputError):
    """A file is no UTF-8; `path` and `line` (1-based) say where that shows first."""

    def __init__(self, path: Path, line: int, byte: int) -> None:
        super().__init__(
            f"{path}:{line}: Die Datei ist kein UTF-8 (Zeile {line}, Byte 0x{byte:02X}). "
            "Speichern Sie sie im Editor als UTF-8, und rufen Sie den Befehl noch einmal auf."
        )
        self.path, self.line = path, line


class ChangedError(TargetError):
    """Somebody has changed a file since it was read; nothing was written."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            f"{path}: Die Datei wurde gerade von jemand anderem geändert. Es wurde nichts geschrieben. "
            "Rufen Sie den Befehl noch einmal auf."
        )


class BusyError(TargetError):
    """Another run is writing at the same place, and did not end while we waited."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            f"{path}: Hier schreibt gerade ein anderer Aufruf des Werkzeugs. Es wurde nichts geschrieben. Warten Sie, "
            "bis er fertig ist, und rufen Sie den Befehl noch einmal auf."
        )


# ---------------------------------------------------------------------- reading


def decode(data: bytes, path: Path) -> str:
    """Return the text in `data`, without a byte order mark and with its line ends as they are.

    Raises `EncodingError`, an `InputError`, that names `path` and the first line that is no UTF-8.
    """
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise EncodingError(path, _line(data, error), _byte(data, error)) from None


def read_text(path: Path) -> str:
    """Return the text of a file as `decode` does; raises `InputError` too if it cannot be read at all."""
    return decode(read_bytes(path), path)


def read_exactly(path: Path) -> str:
    """Return the text of a file with its byte order mark, if it has one: written again, every other byte is the same.

    Raises `InputError` as `read_text` does.
    """
    data = read_bytes(path)
    decode(data, path)
    return data.decode("utf-8")


def read_bytes(path: Path) -> bytes:
    """Return what is in a file; raises `InputError` if it cannot be read."""
    try:
        return path.read_bytes()
    except OSError as error:
        raise unreadable(path, error) from error


def readable(data: bytes, path: Path) -> tuple[str, list[Finding]]:
    """Return the text as `decode` does, bad bytes replaced, and a finding about the first line that has one."""
    try:
        return data.decode("utf-8-sig"), []
    except UnicodeDecodeError as error:
        sentence = "Die Datei enthält Zeichen, die kein UTF-8 sind."
        finding = Finding(Code.ENCODING, sentence, path=path, line=_line(data, error))
        return data.decode("utf-8-sig", errors="replace"), [finding]


def _line(data: bytes, error: UnicodeDecodeError) -> int:
    return data.count(b"\n", 0, error.start + _skipped(data)) + 1


def _byte(data: bytes, error: UnicodeDecodeError) -> int:
    return data[error.start + _skipped(data)]


def _skipped(data: bytes) -> int:
    """Return how many bytes in front of the text the decoder does not count."""
    return len(_MARK) if data.startswith(_MARK) else 0


# ---------------------------------------------------------------------- writing


def write_whole(path: Path, content: str | bytes) -> None:
    """Write a file, whatever stands there now; its folder is made.  Raises `TargetError` with nothing changed."""
    with held(path), _explained(path):
        _swap(path, _as_bytes(content))


def replace(path: Path, content: str | bytes, *, expected: bytes | None) -> None:
    """Write a file that still holds `expected` (None: that is not there).

    Raises `ChangedError` if it holds something else, else as `write_whole`.
    """
    with held(path), _explained(path):
        _swap(path, _as_bytes(content), expected=expected)


def rewrite(path: Path, change: Callable[[str | None], str | None]) -> bool:
    """Change the text of a file without losing what anybody else writes into it; return whether it is another now.

    `change` gets the text as it stands (line ends as they are, no byte order mark; None if there is no file) and
    returns the new one, None to leave the file alone.  It may be called more than once and so must only compute; what
    it raises ends the job with nothing written.  A byte order mark stays.  Raises `EncodingError`, `BusyError`,
    `ChangedError` if the file never came to rest, and `TargetError`.
    """
    with held(path), _explained(path):
        for _ in range(_ATTEMPTS):
            before = _current(path)
            after = change(None if before is None else decode(before, path))
            if after is None:
                return False
            data = (_MARK if before is not None and before.startswith(_MARK) else b"") + after.encode("utf-8")
            if data == before:
                return False
            with contextlib.suppress(ChangedError):
                _swap(path, data, expected=before)
                return True
    raise ChangedError(path)


def appended(text: str, lines: str) -> str:
    """Return `text` with whole `lines` behind it, with the line ends `text` has."""
    newline = "\r\n" if "\r\n" in text else "\n"
    return text + (newline if text and not text.endswith("\n") else "") + lines.replace("\n", newline)


def replace_folder(fresh: Path, target: Path) -> None:
    """Put the finished folder `fresh` in the place of `target`, on the same file system, in one step.

    Whoever looks sees the old folder or the new one.  Where the system cannot exchange two folders (Windows) the old
    one is set aside first; a run killed in between leaves it there, and `recover_folder` brings it back.  Raises
    `TargetError`.
    """
    aside = _aside(target)
    with _explained(target):
        target.parent.mkdir(parents=True, exist_ok=True)
        recover_folder(target)
        if not target.exists():
            fresh.rename(target)
        elif _exchange(fresh, target):
            fresh.rename(aside)
        else:
            target.rename(aside)
            fresh.rename(target)
        sync_folder(target.parent)
    shutil.rmtree(aside, ignore_errors=True)


@contextlib.contextmanager
def rebuilding(target: Path) -> Iterator[None]:
    """Be the only run that builds what lies in `target`; the old folder stays whole until `replace_folder`.

    If the job cannot go on it goes: what can no longer be built may no longer hold.  A killed run leaves it.
    """
    with held(target):
        with _explained(target):
            recover_folder(target)
        try:
            yield
        except RatgeberError:
            remove_folder(target)
            raise


def remove_folder(target: Path) -> None:
    """Remove a folder so that nobody ever sees half of it; one that is not there is no mistake.

    Raises `TargetError` if something in it is in use.
    """
    aside = _aside(target)
    with _explained(target):
        shutil.rmtree(aside, ignore_errors=True)
        if target.exists():
            target.rename(aside)
    shutil.rmtree(aside, ignore_errors=True)


def recover_folder(target: Path) -> None:
    """Bring back or clear away what a killed `replace_folder` has set aside."""
    aside = _aside(target)
    if not aside.exists():
        return
    if target.exists():
        shutil.rmtree(aside, ignore_errors=True)
    else:
        aside.rename(target)


def write_synced(path: Path, data: bytes) -> None:
    """Write a file nobody looks at yet, and bring it to the disk."""
    with path.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def make_folder(folder: Path) -> None:
    """Make a folder and those above it, on the disk too."""
    missing = [path for path in (folder, *folder.parents) if not path.is_dir()]
    folder.mkdir(parents=True, exist_ok=True)
    for path in missing:
        sync_folder(path.parent)


def sync_folder(folder: Path) -> None:
    """Bring a folder's names to the disk, where the system can; a rename counts already, so a refusal is no mistake."""
    if sys.platform == "win32":  # folders cannot be opened there; NTFS journals renames
        return
    with contextlib.suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def _as_bytes(content: str | bytes) -> bytes:
    return content.encode("utf-8") if isinstance(content, str) else content


def _current(path: Path) -> bytes | None:
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return None


def _swap(path: Path, data: bytes, *, expected: bytes | EllipsisType | None = ...) -> None:
    """Write `data` beside `path` and rename it, the lock being held.

    Raises `ChangedError` if the file does not hold `expected` then; `...` stands for anything.
    """
    path = Path(os.path.realpath(path))  # a link stays one
    make_folder(path.parent)
    beside = path.with_name(f".{_lock_file(path).name}{_LITTER}")
    try:
        write_synced(beside, data)
        if path.exists():
            shutil.copymode(path, beside)
        if expected is not ... and _current(path) != expected:
            raise ChangedError(path)
        os.replace(beside, path)
    except BaseException:
        with contextlib.suppress(OSError):
            beside.unlink(missing_ok=True)
        raise
    sync_folder(path.parent)
    _clear_litter(path.parent)


def _clear_litter(folder: Path) -> None:
    """Remove what killed runs left in `folder`: whose lock is free, nobody is writing it."""
    with contextlib.suppress(OSError):
        for path in list(folder.glob(f".*{_LITTER}")):
            found = _LITTER_NAME.fullmatch(path.name)
            if found is not None:
                lock = _lock_file(folder / "x").with_name(found[1])
                with contextlib.suppress(TargetError), _held(lock, path, deadline=0.0):
                    path.unlink(missing_ok=True)


@contextlib.contextmanager
def _explained(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise unwritable(path, error) from error


def _aside(target: Path) -> Path:
    return target.with_name(f".{target.name}.alt")


def _exchange(one: Path, other: Path) -> bool:
    """Exchange two folders in one step and say whether the system can: renameat2(2) on Linux, renamex_np on macOS."""
    try:
        system = ctypes.CDLL(None, use_errno=True)
        if sys.platform == "linux":
            here, exchange = -100, 2  # AT_FDCWD, RENAME_EXCHANGE (linux/fcntl.h, linux/fs.h)
            return bool(system.renameat2(here, os.fsencode(one), here, os.fsencode(other), exchange) == 0)
        if sys.platform == "darwin":
            swap = 2  # RENAME_SWAP (sys/stdio.h)
            return bool(system.renamex_np(os.fsencode(one), os.fsencode(other), swap) == 0)
    except (AttributeError, OSError, TypeError):  # a C library without it, or none
        pass
    return False


# ---------------------------------------------------------------------- folders of our own


@contextlib.contextmanager
def temporary_folder(purpose: str) -> Iterator[Path]:
    """Yield an empty folder in the system's temporary one; it is gone afterwards.

    Those of runs that were killed go with the next one made: the lock in it says whether its run still lives.
    """
    for folder in abandoned_folders():
        _remove_temporary(folder)
    folder = Path(tempfile.gettempdir()).resolve() / f"{_TEMPORARY}{purpose}-{secrets.token_hex(8)}"
    try:
        with _acquired(folder.with_name(f"{folder.name}{_ALIVE}"), folder, time.monotonic()):
            with _explained(folder):
                folder.mkdir(mode=0o700)
            yield folder
    finally:
        _remove_temporary(folder)


def abandoned_folders() -> Iterator[Path]:
    """Yield the temporary folders of runs that were killed."""
    for lock in Path(tempfile.gettempdir()).resolve().glob(f"{_TEMPORARY}*-*{_ALIVE}"):
        with contextlib.suppress(OSError, TargetError):
            with _acquired(lock, lock, 0.0):
                pass
            yield lock.with_name(lock.name.removesuffix(_ALIVE))


def is_temporary(folder: Path) -> bool:
    """Say whether a folder is, or was, one that `temporary_folder` makes."""
    return folder.name.startswith(_TEMPORARY) and folder.parent == Path(tempfile.gettempdir()).resolve()


def _remove_temporary(folder: Path) -> None:
    """Remove folder and lock; its name is never given again, so nobody can be waiting for it."""
    shutil.rmtree(folder, ignore_errors=True)
    with contextlib.suppress(OSError):
        folder.with_name(f"{folder.name}{_ALIVE}").unlink(missing_ok=True)


# ---------------------------------------------------------------------- one at a time


def project_of(path: Path) -> Path | None:
    """Return the nearest folder from `path` upwards that is a project (with `conf.py` and `ratgeber/`), if any."""
    for folder in (path, *path.parents):
        if os.path.isfile(folder / "conf.py") and os.path.isdir(folder / "ratgeber"):  # false for what cannot be
            return folder
    return None


@contextlib.contextmanager
def held(*paths: Path, wait_s: float | None = None) -> Iterator[None]:
    """Be the only run that writes the files or folders `paths`; within it, those may be taken again.

    Read what is to be changed inside.  Locks are taken in one order, so that no two runs wait for each other.  Raises
    `BusyError` after `wait_s` seconds (else `WAIT_S`), `TargetError` if there can be no lock.
    """
    deadline = time.monotonic() + (WAIT_S if wait_s is None else wait_s)
    with contextlib.ExitStack() as stack:
        for lock, path in sorted({_lock_file(path): path for path in paths}.items()):
            stack.enter_context(_held(lock, path, deadline=deadline))
        yield


class _Mine(threading.local):
    """The locks this thread holds."""

    def __init__(self) -> None:
        self.locks: set[Path] = set()


_mine = _Mine()


@contextlib.contextmanager
def _held(lock: Path, path: Path, *, deadline: float) -> Iterator[None]:
    if lock in _mine.locks:
        yield
        return
    with _acquired(lock, path, deadline):
        _mine.locks.add(lock)
        try:
            yield
        finally:
            _mine.locks.discard(lock)


@contextlib.contextmanager
def _acquired(lock: Path, path: Path, deadline: float) -> Iterator[None]:
    """Hold the file `lock`, which the system lets go of when its process dies."""
    while True:
        with _explained(path):
            descriptor = _opened(lock)
        try:
            is_mine = _lock(descriptor)
            if is_mine and _is_there(descriptor, lock):  # else somebody has cleared `_build` meanwhile
                yield
                return
        finally:
            os.close(descriptor)
        if not is_mine:
            if time.monotonic() >= deadline:
                raise BusyError(path)
            time.sleep(_POLL_S)


def _opened(lock: Path) -> int:
    if lock.suffix != _ALIVE:
        is_outside = lock.parent.name.startswith(_OUTSIDE)
        lock.parent.mkdir(parents=True, exist_ok=True, mode=0o700 if is_outside else 0o777)
        ignored = lock.with_name(".gitignore")
        if not ignored.exists():
            with contextlib.suppress(OSError):  # the folder may be another person's; their run has seen to it
                ignored.write_bytes(b"*\n")
    return os.open(lock, os.O_RDONLY | os.O_CREAT, 0o666)  # another person's lock file can be locked too


def _is_there(descriptor: int, lock: Path) -> bool:
    try:
        return os.path.samestat(os.fstat(descriptor), lock.stat())
    except FileNotFoundError:
        return False


def _lock(descriptor: int) -> bool:
    try:
        if sys.platform == "win32":
            import msvcrt

            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


def _lock_file(path: Path) -> Path:
    full = Path(os.path.realpath(path))
    project = project_of(full)
    if project is None:
        place, name = Path(tempfile.gettempdir(), f"{_OUTSIDE}{_user()}"), full.as_posix()
    else:
        place, name = project / LOCKS, full.relative_to(project).as_posix()
    # A disk may not tell capitals or Unicode forms apart; two files with one lock only wait a little for each other.
    key = unicodedata.normalize("NFC", name).casefold()
    return place / sha256(key.encode("utf-8", "surrogateescape")).hexdigest()[:16]


def _user() -> str:
    return str(os.getuid()) if hasattr(os, "getuid") else os.environ.get("USERNAME", "")
