from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from staging_case import NEW, OLD, prepare, publication, staging

from ratgeber_tools.errors import TargetError

Publication, publish = staging.Publication, staging.publish


def files(root: Path) -> dict[str, bytes]:
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in root.rglob("*") if path.is_file()}


def everything(root: Path) -> dict[str, bytes]:
    made = publication(root)
    return {
        path.relative_to(root).as_posix(): data
        for path, data in {made.chapter: NEW, **made.additions, **made.side_files}.items()
    }


def test_all_files_arrive_and_nothing_else_is_left(tmp_path: Path) -> None:
    prepare(tmp_path)
    publish(publication(tmp_path), folder=tmp_path / ".import")
    assert files(tmp_path) == everything(tmp_path)
    assert not (tmp_path / ".import").exists()


def test_a_new_chapter_needs_no_folder_to_be_there(tmp_path: Path) -> None:
    publish(publication(tmp_path, expected=None), folder=tmp_path / ".import")
    assert files(tmp_path) == everything(tmp_path)


def test_an_edit_made_meanwhile_is_not_lost(tmp_path: Path) -> None:
    prepare(tmp_path)
    (tmp_path / "kapitel" / "hort.md").write_bytes(b"edited meanwhile")
    with pytest.raises(TargetError, match="gerade von jemand anderem geändert"):
        publish(publication(tmp_path), folder=tmp_path / ".import")
    assert files(tmp_path) == {"kapitel/hort.md": b"edited meanwhile"}


def test_a_chapter_that_appeared_meanwhile_is_not_overwritten(tmp_path: Path) -> None:
    prepare(tmp_path)
    with pytest.raises(TargetError):
        publish(publication(tmp_path, expected=None), folder=tmp_path / ".import")
    assert files(tmp_path) == {"kapitel/hort.md": OLD}


def test_a_retouched_picture_stays_as_it_is(tmp_path: Path) -> None:
    prepare(tmp_path)
    retouched = tmp_path / "bilder" / "hort" / "bild-1.png"
    retouched.parent.mkdir(parents=True)
    retouched.write_bytes(b"retouched")
    publish(publication(tmp_path), folder=tmp_path / ".import")
    assert retouched.read_bytes() == b"retouched"


def test_a_second_run_at_the_same_place_is_refused(tmp_path: Path) -> None:
    prepare(tmp_path)
    with staging._locked(tmp_path / ".import"), pytest.raises(TargetError, match="läuft schon eine Aufnahme"):
        publish(publication(tmp_path), folder=tmp_path / ".import")
    assert files(tmp_path) == {"kapitel/hort.md": OLD}


def traced(monkeypatch: pytest.MonkeyPatch, root: Path, *, failing: int | None = None) -> tuple[list[Path | None], str]:
    """Publish below `root` with the call `failing` to the disk refused.

    Return what each call brought in place (None: only to the disk, which `fsync` does), and what the run said.
    """
    root.mkdir()
    prepare(root)
    calls: list[Path | None] = []

    def refusing(original: Callable[..., object], moves: bool) -> Callable[..., object]:
        def call(*arguments: Any, **options: Any) -> object:
            calls.append(Path(arguments[1]) if moves else None)
            if len(calls) - 1 == failing:
                raise OSError(28, "No space left on device", "hort.md")
            return original(*arguments, **options)

        return call

    problem = ""
    with monkeypatch.context() as disk:
        disk.setattr(os, "fsync", refusing(os.fsync, False))
        disk.setattr(os, "replace", refusing(os.replace, True))
        try:
            publish(publication(root), folder=root / ".import")
        except TargetError as error:
            problem = str(error)
    return calls, problem


def test_a_failing_disk_leaves_everything_as_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    calls, problem = traced(monkeypatch, tmp_path / "ohne")
    assert problem == ""
    counts_at = calls.index(publication(tmp_path / "ohne").chapter)
    assert counts_at > 1
    for failing in range(len(calls)):
        root = tmp_path / str(failing)
        made, problem = traced(monkeypatch, root, failing=failing)
        if failing <= counts_at:
            assert "Es wurde nichts geschrieben" in problem
            assert files(root) == {"kapitel/hort.md": OLD}
            assert not (root / "bilder" / "hort").exists()
        elif made[failing] is None:  # the rename itself to the disk: it counts already
            assert (problem, files(root)) == ("", everything(root))
        else:
            assert files(root)["kapitel/hort.md"] == NEW
            assert "hort.md ist geschrieben, aber" in problem


#: Publishes once for each moment at which a run touches the disk, and dies there; the last run of all ends well.
#: The moments are found, not counted by hand: whatever of the work folder Python opens, moves, makes or removes.
KILLED_RUNS = """
import os, signal, sys
from pathlib import Path
sys.path.insert(0, sys.argv[1])
from staging_case import prepare, publication, staging

TOUCHES = {"open", "os.rename", "os.link", "os.mkdir", "os.remove", "os.rmdir", "os.truncate", "fcntl.flock"}

def run(root, remaining):
    def touch():
        nonlocal remaining
        if remaining == 0:
            os.kill(os.getpid(), signal.SIGKILL)
        remaining -= 1
    def hook(event, arguments):
        if event in TOUCHES and str(root) in str(arguments):
            touch()
    def fsync(descriptor, original=os.fsync):
        touch()
        original(descriptor)
    sys.addaudithook(hook)
    os.fsync = fsync
    staging.publish(publication(root), folder=root / ".import")
    os._exit(0)

step, code = 0, None
while code != 0:
    root = Path(sys.argv[2]) / str(step)
    root.mkdir()
    prepare(root)
    child = os.fork()
    if child == 0:
        run(root, step)
    code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    print(code)
    step += 1
"""


ENDED_AFTER_THE_CHAPTER = """
import os, sys
from pathlib import Path
sys.path.insert(0, sys.argv[1])
from staging_case import publication, staging

staging._sync_folder = lambda folder: os._exit(9)
staging.publish(publication(Path(sys.argv[2])), folder=Path(sys.argv[2]) / ".import")
"""


@pytest.mark.skipif(sys.platform == "win32", reason="SIGKILL and fork are things of Unix")
def test_a_kill_at_any_moment_leaves_the_old_chapter_or_the_new_one_whole(tmp_path: Path) -> None:
    here = str(Path(__file__).parent)
    done = subprocess.run(
        [sys.executable, "-c", KILLED_RUNS, here, str(tmp_path)], capture_output=True, text=True, check=True
    )
    codes = [int(line) for line in done.stdout.split()]
    assert set(codes[:-1]) == {-9}
    assert codes[-1] == 0
    states = [check_what_a_kill_left(tmp_path / str(step)) for step in range(len(codes))]
    assert states == sorted(states, key=[OLD, NEW].index)  # once the chapter is the new one, it stays so
    assert set(states) == {OLD, NEW}


def check_what_a_kill_left(root: Path) -> bytes:
    """Return which chapter a killed run has left; all that belongs to it is there now or after the next run."""
    left = files(root)
    whole = everything(root)
    if left["kapitel/hort.md"] == NEW:
        pictures = [name for name in whole if name.startswith("bilder/")]
        assert all(left[name] == whole[name] for name in pictures)
    else:
        assert left["kapitel/hort.md"] == OLD

    # The next run, here of another chapter, cleans up: no staging folder, no picture of a chapter that never counted.
    other = Publication(chapter=root / "kapitel" / "other.md", text=b"x", expected=None)
    publish(other, folder=root / ".import")
    after = files(root)
    assert not any(name.startswith(".import") for name in after)
    if after["kapitel/hort.md"] == OLD:
        assert set(after) == {"kapitel/hort.md", "kapitel/other.md"}
    else:
        assert after["eingang/hort.bericht.md"] == b"report"
    return after["kapitel/hort.md"]


@pytest.mark.parametrize(("meanwhile", "left"), [(None, b"report"), (b"by hand", b"by hand")])
def test_a_file_beside_a_chapter_that_counts_is_brought_there_unless_somebody_changed_it(
    tmp_path: Path, meanwhile: bytes | None, left: bytes
) -> None:
    prepare(tmp_path)
    report = tmp_path / "eingang" / "hort.bericht.md"
    here = str(Path(__file__).parent)
    subprocess.run([sys.executable, "-c", ENDED_AFTER_THE_CHAPTER, here, str(tmp_path)], check=False)
    assert files(tmp_path)["kapitel/hort.md"] == NEW
    assert not report.exists()
    if meanwhile is not None:
        report.parent.mkdir(parents=True)
        report.write_bytes(meanwhile)
    staging.recover(tmp_path / ".import")
    assert report.read_bytes() == left
    assert not (tmp_path / ".import").exists()
