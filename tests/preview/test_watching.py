from __future__ import annotations

from pathlib import Path

from ratgeber_tools.preview.watching import changes, look, watch


def test_a_saved_a_new_and_a_deleted_file_are_changes(tmp_path: Path) -> None:
    kept, saved, gone = (tmp_path / name for name in ("a.md", "b.md", "c.md"))
    for path in (kept, saved, gone):
        path.write_text("alt", encoding="utf-8")
    before = look([tmp_path])
    saved.write_text("neuer Text", encoding="utf-8")
    gone.unlink()
    new = tmp_path / "teil" / "d.md"
    new.parent.mkdir()
    new.write_text("neu", encoding="utf-8")
    assert changes(before, look([tmp_path])) == {saved, gone, new}


def test_what_editors_leave_beside_an_open_file_is_no_change(tmp_path: Path) -> None:
    before = look([tmp_path])
    for name in (".a.md.swp", "a.md~", ".~lock.a.docx#", "#a.md#", "x.tmp"):
        (tmp_path / name).touch()
    assert changes(before, look([tmp_path])) == set()


def test_a_place_that_is_not_there_holds_nothing(tmp_path: Path) -> None:
    assert look([tmp_path / "fehlt"]) == {}


def test_a_save_before_watching_began_is_told_too(tmp_path: Path) -> None:
    known = look([tmp_path])
    chapter = tmp_path / "a.md"
    chapter.write_text("während des ersten Baus", encoding="utf-8")
    assert next(watch([tmp_path], known, interval_s=0)) == {chapter}
