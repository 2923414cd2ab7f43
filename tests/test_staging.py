from __future__ import annotations

import os
import subprocess
import sys
import threading
from dataclasses import replace
from itertools import count
from pathlib import Path

import pytest

from killed_runs import killed_runs
from patience import PATIENCE_S
from ratgeber_tools.errors import TargetError
from ratgeber_tools.files import held
from ratgeber_tools.staging import Publication, publish, recover
from staging_case import NEW, OLD, publication


def prepare(root: Path) -> None:
    (root / "kapitel").mkdir()
    (root / "kapitel" / "hort.md").write_bytes(OLD)


def files(root: Path) -> dict[str, bytes]:
    """Return all there is but lock files."""
    every = {path.relative_to(root).as_posix(): path.read_bytes() for path in root.rglob("*") if path.is_file()}
    return {name: data for name, data in every.items() if not name.startswith("_build/")}


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


def test_a_second_run_at_the_same_place_waits_for_the_first(tmp_path: Path) -> None:
    prepare(tmp_path)
    done, go_on = threading.Event(), threading.Event()

    def first() -> None:
        with held(tmp_path / ".import"):
            done.set()
            go_on.wait(PATIENCE_S)

    thread = threading.Thread(target=first)
    thread.start()
    done.wait(PATIENCE_S)
    second = threading.Thread(target=publish, args=(publication(tmp_path),), kwargs={"folder": tmp_path / ".import"})
    second.start()
    second.join(0.1)
    assert files(tmp_path) == {"kapitel/hort.md": OLD}
    go_on.set()
    second.join()
    thread.join()
    assert files(tmp_path) == everything(tmp_path)


def test_a_file_beside_the_chapter_changed_meanwhile_stops_all_of_it(tmp_path: Path) -> None:
    prepare(tmp_path)
    report = tmp_path / "eingang" / "hort.bericht.md"
    report.parent.mkdir()
    report.write_bytes(b"by hand")
    with pytest.raises(TargetError, match=r"hort\.bericht\.md: Die Datei wurde gerade von jemand anderem geändert"):
        publish(
            replace(publication(tmp_path), expected_beside={report: b"as it was read"}), folder=tmp_path / ".import"
        )
    assert files(tmp_path) == {"kapitel/hort.md": OLD, "eingang/hort.bericht.md": b"by hand"}


def test_a_failing_disk_leaves_everything_as_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every sync and every rename fails once; what a refused sync of a folder is worth, the disk decides."""
    problems = []
    for failing_call in count(1):
        root = tmp_path / str(failing_call)
        root.mkdir()
        prepare(root)
        calls = 0

        def failing(original: object, failing_call: int = failing_call) -> object:
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
        problem = ""
        try:
            publish(publication(root), folder=root / ".import")
        except TargetError as error:
            problem = str(error)
        monkeypatch.undo()
        if calls < failing_call:
            break
        if "Es wurde nichts geschrieben" in problem:
            assert files(root) == {"kapitel/hort.md": OLD}
            assert not (root / "bilder" / "hort").exists()
        elif "ist aber schon geschrieben" in problem:
            assert files(root)["kapitel/hort.md"] == NEW
        else:
            assert (problem, files(root)) == ("", everything(root))
        problems.append(problem)
    assert sum("Es wurde nichts geschrieben" in problem for problem in problems) == 7 + 4  # files synced and moved
    assert sum("ist aber schon geschrieben" in problem for problem in problems) == 1


ENDED_AT_THE_CHAPTER = """
import os, sys
from pathlib import Path
sys.path.insert(0, sys.argv[1])
from staging_case import publication
from ratgeber_tools import staging

real = os.replace
def replace(source, target):
    is_it = Path(target).name == "hort.md"
    if is_it and sys.argv[3] == "before":
        os._exit(9)
    real(source, target)
    if is_it:
        os._exit(9)
os.replace = replace
staging.publish(publication(Path(sys.argv[2])), folder=Path(sys.argv[2]) / ".import")
"""


def end_at_the_chapter(root: Path, when: str) -> None:
    here = str(Path(__file__).parent)
    done = subprocess.run([sys.executable, "-c", ENDED_AT_THE_CHAPTER, here, str(root), when], check=False)
    assert done.returncode == 9


@pytest.mark.skipif(sys.platform == "win32", reason="SIGKILL is a thing of Unix")
def test_a_kill_at_any_moment_leaves_the_old_chapter_or_the_new_one_whole(tmp_path: Path) -> None:
    source = tmp_path / "projekt"
    source.mkdir()
    prepare(source)
    copies = killed_runs(
        source,
        "from staging_case import publication\n"
        "from ratgeber_tools.staging import publish\n"
        "def job(folder): publish(publication(folder), folder=folder / '.import')\n",
    )
    states = []
    for copy in copies:
        left, whole = files(copy), everything(copy)
        states.append(left["kapitel/hort.md"])
        assert states[-1] in (OLD, NEW)
        if states[-1] == NEW:
            pictures = [name for name in whole if name.startswith("bilder/")]
            assert all(left[name] == whole[name] for name in pictures)
        # The next run, here of another chapter, cleans up: no staging folder, no picture of a chapter that never was.
        other = Publication(chapter=copy / "kapitel" / "other.md", text=b"x", expected=None)
        publish(other, folder=copy / ".import")
        expected = {"kapitel/hort.md": OLD} if states[-1] == OLD else whole
        assert files(copy) == {**expected, "kapitel/other.md": b"x"}
    assert (states[0], states[-1]) == (OLD, NEW)


@pytest.mark.skipif(sys.platform == "win32", reason="SIGKILL is a thing of Unix")
@pytest.mark.parametrize(("when", "state"), [("before", OLD), ("after", NEW)])
def test_a_run_that_is_killed_while_it_cleans_up_is_cleaned_up_by_the_next(
    tmp_path: Path, when: str, state: bytes
) -> None:
    source = tmp_path / "projekt"
    source.mkdir()
    prepare(source)
    end_at_the_chapter(source, when)
    copies = killed_runs(
        source,
        "from ratgeber_tools.staging import recover\ndef job(folder): recover(folder / '.import')\n",
    )
    assert len(copies) > 5
    for copy in copies:
        recover(copy / ".import")
        assert not (copy / ".import").exists()
        assert files(copy) == ({"kapitel/hort.md": OLD} if state == OLD else everything(copy))


@pytest.mark.parametrize(("meanwhile", "left"), [(None, b"report"), (b"by hand", b"by hand")])
def test_a_file_beside_a_chapter_that_counts_is_brought_there_unless_somebody_changed_it(
    tmp_path: Path, meanwhile: bytes | None, left: bytes
) -> None:
    prepare(tmp_path)
    report = tmp_path / "eingang" / "hort.bericht.md"
    end_at_the_chapter(tmp_path, "after")
    assert files(tmp_path)["kapitel/hort.md"] == NEW
    assert not report.exists()
    if meanwhile is not None:
        report.parent.mkdir(parents=True)
        report.write_bytes(meanwhile)
    recover(tmp_path / ".import")
    assert report.read_bytes() == left
    assert not (tmp_path / ".import").exists()
