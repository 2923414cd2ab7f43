from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from staging_case import NEW, OLD, publication

from ratgeber_tools.contributions import staging
from ratgeber_tools.contributions.staging import Publication, publish
from ratgeber_tools.errors import TargetError


def prepare(root: Path) -> None:
    (root / "kapitel").mkdir()
    (root / "kapitel" / "hort.md").write_bytes(OLD)


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


@pytest.mark.parametrize("failing_call", range(1, 14))
def test_a_failing_disk_leaves_everything_as_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, failing_call: int
) -> None:
    prepare(tmp_path)
    calls = 0

    def failing(original: object) -> object:
        def call(*arguments: object, **options: object) -> object:
            nonlocal calls
            calls += 1
            if calls == failing_call:
                raise OSError(28, "No space left on device", "hort.md")
            assert callable(original)
            return original(*arguments, **options)

        return call

    monkeypatch.setattr(os, "fsync", failing(os.fsync))
    monkeypatch.setattr(os, "replace", failing(os.replace))
    files_synced_and_moved, folder_synced = 7 + 4, 12
    problem = ""
    try:
        publish(publication(tmp_path), folder=tmp_path / ".import")
    except TargetError as error:
        problem = str(error)
    monkeypatch.undo()
    if failing_call <= files_synced_and_moved:
        assert "Es wurde nichts geschrieben" in problem
        assert files(tmp_path) == {"kapitel/hort.md": OLD}
        assert not (tmp_path / "bilder" / "hort").exists()
    elif failing_call > folder_synced + 1:
        assert (problem, files(tmp_path)) == ("", everything(tmp_path))
    else:
        assert files(tmp_path)["kapitel/hort.md"] == NEW
        assert ("hort.md ist geschrieben, aber" in problem) == (failing_call == folder_synced + 1)


KILLED_RUN = """
import os, signal, sys
from pathlib import Path
sys.path.insert(0, sys.argv[1])
from staging_case import publication
from ratgeber_tools.contributions.staging import publish

remaining = int(sys.argv[3])
def dying(original):
    def call(*arguments, **options):
        global remaining
        remaining -= 1
        if remaining < 0:
            os.kill(os.getpid(), signal.SIGKILL)
        return original(*arguments, **options)
    return call
for name in ("fsync", "replace", "mkdir", "unlink", "rmdir", "open"):
    setattr(os, name, dying(getattr(os, name)))
publish(publication(Path(sys.argv[2])), folder=Path(sys.argv[2]) / ".import")
"""


ENDED_AFTER_THE_CHAPTER = """
import os, sys
from pathlib import Path
sys.path.insert(0, sys.argv[1])
from staging_case import publication
from ratgeber_tools.contributions import staging

staging._sync_folder = lambda folder: os._exit(9)
staging.publish(publication(Path(sys.argv[2])), folder=Path(sys.argv[2]) / ".import")
"""


@pytest.mark.skipif(sys.platform == "win32", reason="SIGKILL is a thing of Unix")
@pytest.mark.parametrize("steps", range(36))
def test_a_kill_at_any_moment_leaves_the_old_chapter_or_the_new_one_whole(tmp_path: Path, steps: int) -> None:
    prepare(tmp_path)
    here = str(Path(__file__).parent)
    done = subprocess.run([sys.executable, "-c", KILLED_RUN, here, str(tmp_path), str(steps)], check=False)
    assert done.returncode in (0, -9)

    left = files(tmp_path)
    whole = everything(tmp_path)
    if left["kapitel/hort.md"] == NEW:
        pictures = [name for name in whole if name.startswith("bilder/")]
        assert all(left[name] == whole[name] for name in pictures)
    else:
        assert left["kapitel/hort.md"] == OLD
        assert done.returncode == -9

    # The next run, here of another chapter, cleans up: no staging folder, no picture of a chapter that never counted.
    other = Publication(chapter=tmp_path / "kapitel" / "other.md", text=b"x", expected=None)
    publish(other, folder=tmp_path / ".import")
    after = files(tmp_path)
    assert not any(name.startswith(".import") for name in after)
    if after["kapitel/hort.md"] == OLD:
        assert set(after) == {"kapitel/hort.md", "kapitel/other.md"}
    else:
        assert after["eingang/hort.bericht.md"] == b"report"


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


def test_the_kill_test_reaches_both_sides_of_the_rename(tmp_path: Path) -> None:
    states = set()
    for steps in (0, 35):
        root = tmp_path / str(steps)
        root.mkdir()
        prepare(root)
        here = str(Path(__file__).parent)
        subprocess.run([sys.executable, "-c", KILLED_RUN, here, str(root), str(steps)], check=False)
        states.add(files(root)["kapitel/hort.md"])
    assert states == {OLD, NEW}
