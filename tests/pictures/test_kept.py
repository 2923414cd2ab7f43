"""Cleaned copies of pictures: made once, used again, and gone when no page needs them."""

from __future__ import annotations

import io
import os
from pathlib import Path

import pytest
from PIL import Image

from ratgeber_tools.errors import TargetError
from ratgeber_tools.pictures.kept import forget_unused, publishable

LONG_AGO = 1_700_000_000


def picture(folder: Path, shade: str) -> Path:
    content = io.BytesIO()
    Image.new("RGB", (8, 8), shade).save(content, "PNG")
    path = folder / f"{shade}.png"
    path.write_bytes(content.getvalue())
    return path


def test_a_copy_nobody_needs_goes_after_a_day_and_one_in_use_stays(tmp_path: Path) -> None:
    kept = tmp_path / "kopien"
    used, old, young = (publishable(picture(tmp_path, shade), kept) for shade in ("red", "green", "blue"))
    for copy in (used, old):
        os.utime(copy.parent, (LONG_AGO, LONG_AGO))
    forget_unused(kept, {used.parent.name})
    assert (used.exists(), old.exists(), young.exists()) == (True, False, True)


def test_where_there_are_no_copies_nothing_happens(tmp_path: Path) -> None:
    forget_unused(tmp_path / "gibt es nicht", ())


def test_a_copy_that_cannot_be_written_leaves_nothing_half(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    source = picture(tmp_path, "red")

    def refuse(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "replace", refuse)
    with pytest.raises(TargetError, match="der Datenträger ist voll"):
        publishable(source, tmp_path / "kopien")
    assert [path for path in (tmp_path / "kopien").rglob("*") if path.is_file()] == []
