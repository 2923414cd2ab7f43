from __future__ import annotations

import errno
import os
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from killed_runs import killed_runs
from patience import PATIENCE_S
from ratgeber_tools import files
from ratgeber_tools.errors import InputError, TargetError
from ratgeber_tools.findings import Code

on_unix = pytest.mark.skipif(sys.platform == "win32", reason="SIGKILL and fork are things of Unix")


@pytest.fixture
def project(tmp_path: Path) -> Path:
    (tmp_path / "conf.py").write_text("", encoding="utf-8")
    (tmp_path / "ratgeber").mkdir()
    return tmp_path


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


# ------------------------------------------------------------------------------------------------------------- reading


@pytest.mark.parametrize(
    ("content", "line", "byte"),
    [
        (b"M\xfcller\n", 1, "FC"),
        (b"eins\r\nzwei\r\n\xe4\r\n", 3, "E4"),
        (b"\xef\xbb\xbfeins\n\n\xffdrei", 3, "FF"),
        (b"\xef\xbb\xbf\xff", 1, "FF"),
        (b"ab\ncut \xc3", 2, "C3"),
    ],
)
def test_a_file_in_another_encoding_is_named_with_its_first_bad_line(
    tmp_path: Path, content: bytes, line: int, byte: str
) -> None:
    path = tmp_path / "hort.md"
    path.write_bytes(content)
    with pytest.raises(files.EncodingError) as raised:
        files.read_text(path)
    assert f"{path}:{line}: Die Datei ist kein UTF-8 (Zeile {line}, Byte 0x{byte})" in str(raised.value)
    assert "Speichern Sie sie" in str(raised.value)
    text, (finding,) = files.readable(content, path)
    assert (finding.code, finding.path, finding.line) == (Code.ENCODING, path, line)
    assert "\N{REPLACEMENT CHARACTER}" in text


def test_text_comes_without_its_byte_order_mark_and_with_its_own_line_ends(tmp_path: Path) -> None:
    (tmp_path / "x").write_bytes(b"\xef\xbb\xbf\xc3\xa4\r\nb\n")
    assert files.read_text(tmp_path / "x") == "ä\r\nb\n"


def test_a_file_that_is_not_there_is_said_in_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="gibt es nicht"):
        files.read_text(tmp_path / "x")


# ------------------------------------------------------------------------------------------------------------- writing


def test_a_file_is_written_with_its_folder_and_nothing_beside_it(project: Path) -> None:
    files.write_whole(project / "ratgeber" / "a" / "x.md", "ä\n")
    assert (project / "ratgeber" / "a" / "x.md").read_bytes() == "ä\n".encode()
    assert names(project / "ratgeber" / "a") == ["x.md"]


def test_a_file_keeps_its_rights_and_a_link_stays_a_link(project: Path) -> None:
    target, link = project / "x", project / "link"
    target.write_bytes(b"old")
    target.chmod(0o640)
    link.symlink_to(target)
    files.write_whole(link, b"new")
    assert (target.read_bytes(), target.stat().st_mode & 0o777, link.is_symlink()) == (b"new", 0o640, True)


def test_a_file_changed_meanwhile_is_not_overwritten(project: Path) -> None:
    (project / "x").write_bytes(b"by hand")
    with pytest.raises(files.ChangedError, match="gerade von jemand anderem geändert"):
        files.replace(project / "x", b"new", expected=b"old")
    with pytest.raises(files.ChangedError):
        files.replace(project / "x", b"new", expected=None)
    assert (project / "x").read_bytes() == b"by hand"
    assert names(project) == ["_build", "conf.py", "ratgeber", "x"]


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (errno.ENOSPC, "der Datenträger ist voll"),
        (errno.EROFS, "schreibgeschützt"),
        (errno.EACCES, "fehlen die Rechte"),
        (errno.EPERM, "fehlen die Rechte"),
        (errno.EIO, "der Datenträger meldet einen Fehler"),
    ],
)
@pytest.mark.parametrize("call", ["fsync", "replace"])
def test_a_disk_that_refuses_is_one_sentence_and_leaves_the_old_file_alone(
    project: Path, monkeypatch: pytest.MonkeyPatch, number: int, words: str, call: str
) -> None:
    (project / "x").write_bytes(b"old")

    def refuse(*_: object) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(os, call, refuse)
    with pytest.raises(TargetError, match=words) as raised:
        files.write_whole(project / "x", b"new")
    monkeypatch.undo()
    assert "Es wurde nichts geschrieben." in str(raised.value)
    assert (project / "x").read_bytes() == b"old"
    assert names(project) == ["_build", "conf.py", "ratgeber", "x"]


def test_a_name_too_long_and_a_folder_in_the_way_are_said(project: Path) -> None:
    with pytest.raises(TargetError, match="der Name ist zu lang"):
        files.write_whole(project / ("x" * 300), b"")
    with pytest.raises(TargetError, match="Ordner dieses Namens"):
        files.write_whole(project / "ratgeber", b"")
    with pytest.raises(TargetError, match="lässt sich nicht schreiben"):
        files.write_whole(project / "conf.py" / "x", b"")
    assert names(project) == ["_build", "conf.py", "ratgeber"]


def test_a_name_as_long_as_a_disk_takes_can_be_written(project: Path) -> None:
    files.write_whole(project / ("x" * 255), b"whole")
    assert (project / ("x" * 255)).read_bytes() == b"whole"


@on_unix
def test_a_kill_at_any_moment_leaves_the_old_file_or_the_new_and_the_next_write_clears_up(project: Path) -> None:
    source = project / "projekt"
    (source / "ratgeber").mkdir(parents=True)
    (source / "conf.py").write_bytes(b"")
    (source / "ratgeber" / "x.md").write_bytes(b"old")
    copies = killed_runs(
        source,
        "from ratgeber_tools import files\n"
        "def job(folder): files.rewrite(folder / 'ratgeber' / 'x.md', lambda text: 'new and longer')\n",
    )
    states = [(copy / "ratgeber" / "x.md").read_bytes() for copy in copies]
    assert (states[0], states[-1], set(states)) == (b"old", b"new and longer", {b"old", b"new and longer"})
    littered = 0
    for copy in copies:
        littered += len(names(copy / "ratgeber")) > 1
        files.write_whole(copy / "ratgeber" / "other.md", b"")
        assert names(copy / "ratgeber") == ["other.md", "x.md"]
    assert littered


def test_what_another_run_is_just_writing_is_not_cleared_away(project: Path) -> None:
    lock = files._lock_file(project / "slow.md")
    beside = project / f".{lock.name}.ratgeber-neu"
    beside.write_bytes(b"half")
    done, go_on = threading.Event(), threading.Event()

    def slow() -> None:
        with files.held(project / "slow.md"):
            done.set()
            go_on.wait(PATIENCE_S)

    thread = threading.Thread(target=slow)
    thread.start()
    done.wait(PATIENCE_S)
    files.write_whole(project / "x.md", b"")
    assert beside.exists()
    go_on.set()
    thread.join()
    files.write_whole(project / "x.md", b"")
    assert not beside.exists()


# -------------------------------------------------------------------------------------------------------- one at a time


def test_a_change_keeps_byte_order_mark_and_line_ends(project: Path) -> None:
    path = project / "x"
    path.write_bytes(b"\xef\xbb\xbfa\r\n")
    assert files.rewrite(path, lambda text: files.appended(text or "", "b\n"))
    assert path.read_bytes() == b"\xef\xbb\xbfa\r\nb\r\n"
    assert not files.rewrite(path, lambda text: text)
    assert not files.rewrite(path, lambda text: None)
    assert files.rewrite(project / "new", lambda text: "None" if text is None else "")
    assert (project / "new").read_bytes() == b"None"


def test_a_change_is_made_anew_on_what_an_editor_has_saved_meanwhile(project: Path) -> None:
    path = project / "x"
    path.write_bytes(b"a")
    seen: list[str | None] = []

    def change(text: str | None) -> str:
        seen.append(text)
        if len(seen) == 1:
            path.write_bytes(b"by hand ")  # saved by a program that knows no locks
        return f"{text}added"

    assert files.rewrite(path, change)
    assert path.read_bytes() == b"by hand added"
    assert seen == ["a", "by hand "]


def test_a_file_that_never_comes_to_rest_is_left_to_whoever_writes_it(project: Path) -> None:
    path = project / "x"

    def change(text: str | None) -> str:
        path.write_bytes((text or "").encode() + b".")
        return "new"

    with pytest.raises(files.ChangedError):
        files.rewrite(path, change)
    assert set(path.read_bytes()) == set(b".")


def test_who_comes_second_waits_and_is_told_if_it_takes_too_long(project: Path) -> None:
    done, go_on = threading.Event(), threading.Event()

    def first() -> None:
        with files.held(project / "x"):
            done.set()
            go_on.wait(PATIENCE_S)

    thread = threading.Thread(target=first)
    thread.start()
    done.wait(PATIENCE_S)
    with (
        pytest.raises(files.BusyError, match="schreibt gerade ein anderer Aufruf"),
        files.held(project / "x", wait_s=0.1),
    ):
        pass
    with files.held(project / "y", wait_s=0):
        go_on.set()
    with files.held(project / "x"), files.held(project / "x", project / "y", wait_s=0):
        pass
    thread.join()


def test_lock_files_lie_in_build_where_git_does_not_see_them_and_stay(project: Path) -> None:
    files.write_whole(project / "ratgeber" / "x.md", b"")
    (lock,) = (path for path in (project / files.LOCKS).iterdir() if path.name != ".gitignore")
    assert (project / files.LOCKS / ".gitignore").read_text(encoding="utf-8") == "*\n"
    number = lock.stat().st_ino
    files.write_whole(project / "ratgeber" / "x.md", b"again")
    assert lock.stat().st_ino == number


def test_a_lock_file_that_was_removed_under_its_holder_stops_nobody_from_seeing_it(project: Path) -> None:
    lock = files._lock_file(project / "x")
    with files.held(project / "x"):
        lock.unlink()
    with files.held(project / "x"):
        assert lock.exists()


ADDING = """
import sys
from pathlib import Path
from ratgeber_tools import files
path, me, rounds = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3])
files.WAIT_S = float(sys.argv[4])
for number in range(rounds):
    files.rewrite(path, lambda text: files.appended(text or "", f"{me}-{number}\\n"))
"""


@pytest.mark.parametrize("runs", [2, 8])
def test_of_many_runs_that_change_one_file_at_once_no_change_is_lost(project: Path, runs: int) -> None:
    path, rounds = project / "ratgeber" / "x", 25
    command = [sys.executable, "-c", ADDING, str(path)]
    children = [subprocess.Popen([*command, str(number), str(rounds), str(PATIENCE_S)]) for number in range(runs)]
    assert [child.wait(PATIENCE_S) for child in children] == [0] * runs
    lines = path.read_text(encoding="utf-8").splitlines()
    assert sorted(lines) == sorted(f"{run}-{number}" for run in range(runs) for number in range(rounds))
    assert names(project / "ratgeber") == ["x"]


# -------------------------------------------------------------------------------------------------------------- folders


def filled(folder: Path, words: str) -> Path:
    folder.mkdir(parents=True)
    for number in range(3):
        (folder / f"{number}").write_text(words, encoding="utf-8")
    return folder


def content(folder: Path) -> set[str]:
    return {path.read_text(encoding="utf-8") for path in folder.iterdir()}


@pytest.mark.parametrize("can_exchange", [True, False])
def test_a_folder_takes_the_place_of_another(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, can_exchange: bool
) -> None:
    if not can_exchange:
        monkeypatch.setattr(files, "_exchange", lambda one, other: False)
    for words in ("old", "new"):
        files.replace_folder(filled(tmp_path / "fresh", words), tmp_path / "target")
        assert (content(tmp_path / "target"), names(tmp_path)) == ({words}, ["target"])
    files.remove_folder(tmp_path / "target")
    files.remove_folder(tmp_path / "target")
    assert names(tmp_path) == []


@on_unix
@pytest.mark.parametrize("exchange", ["", "files._exchange = lambda one, other: False\n"])
def test_a_kill_while_folders_change_places_leaves_one_of_them_whole(tmp_path: Path, exchange: str) -> None:
    source = tmp_path / "projekt"
    filled(source / "fresh", "new")
    filled(source / "target", "old")
    copies = killed_runs(
        source,
        f"from ratgeber_tools import files\n{exchange}"
        "def job(folder): files.replace_folder(folder / 'fresh', folder / 'target')\n",
    )
    states = []
    for copy in copies:
        if not exchange:
            assert len(content(copy / "target")) == 1  # never a moment without
        files.recover_folder(copy / "target")
        assert len(list((copy / "target").iterdir())) == 3
        (words,) = content(copy / "target")
        states.append(words)
        assert not (copy / ".target.alt").exists()
    assert (states[0], states[-1]) == ("old", "new")


# ------------------------------------------------------------------------------------------------------ folders of ours


def test_a_temporary_folder_and_its_lock_are_gone_afterwards(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    with files.temporary_folder("probe") as folder:
        (folder / "x").write_bytes(b"")
        assert list(files.abandoned_folders()) == []
    assert names(tmp_path) == []


@on_unix
def test_a_temporary_folder_of_a_run_killed_at_any_moment_goes_with_the_next(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = tmp_path / "projekt"
    source.mkdir()
    copies = killed_runs(
        source,
        "import tempfile\n"
        "from ratgeber_tools import files\n"
        "def job(folder):\n"
        "    tempfile.tempdir = str(folder)\n"
        "    with files.temporary_folder('probe') as made:\n"
        "        files.write_synced(made / 'x', b'')\n",
    )
    assert any(names(copy) for copy in copies)
    for copy in copies:
        monkeypatch.setattr("tempfile.tempdir", str(copy))
        with files.temporary_folder("probe"):
            pass
        assert names(copy) == []
