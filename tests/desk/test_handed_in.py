"""A picture put in at the desk goes through the guards of an import."""

from __future__ import annotations

from pathlib import Path

import pytest

import picture_makers
from ratgeber_tools.desk import handed_in
from ratgeber_tools.errors import InputError


def test_a_picture_lies_beside_the_others_of_its_chapter_and_is_named_after_what_is_to_be_seen(tmp_path: Path) -> None:
    path, source = handed_in.hand_in(
        picture_makers.png(20, 10), "Kinder auf dem Hof", chapter="schulanfang/hort", folder=tmp_path
    )
    assert path.parent == tmp_path / "bilder" / "schulanfang" / "hort"
    assert path.name.startswith("kinder-auf-dem-hof-")
    assert (tmp_path / "schulanfang" / source).resolve() == path


def test_the_same_picture_twice_is_one_file(tmp_path: Path) -> None:
    data = picture_makers.png(20, 10)
    first = handed_in.hand_in(data, "Hof", chapter="hort", folder=tmp_path)
    assert handed_in.hand_in(data, "Hof", chapter="hort", folder=tmp_path) == first
    assert len(list(first[0].parent.iterdir())) == 1


def test_a_way_out_of_the_guide_in_the_words_stays_words(tmp_path: Path) -> None:
    path, _ = handed_in.hand_in(picture_makers.png(4, 4), "../../etc/passwd", chapter="hort", folder=tmp_path)
    assert path.parent == tmp_path / "bilder" / "hort"


@pytest.mark.parametrize("data", [b"", b"MZ\x00\x01", b"<html><script>alert(1)</script></html>", b"%PDF-1.7"])
def test_what_is_no_picture_is_refused_and_nothing_is_written(tmp_path: Path, data: bytes) -> None:
    with pytest.raises(InputError, match="kann nicht eingefügt werden"):
        handed_in.hand_in(data, "Bild", chapter="hort", folder=tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_a_script_in_a_drawing_does_not_come_along(tmp_path: Path) -> None:
    drawing = b'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><script>x()</script></svg>'
    path, _ = handed_in.hand_in(drawing, "Zeichnung", chapter="hort", folder=tmp_path)
    assert b"script" not in path.read_bytes()


def test_a_picture_too_large_is_refused_before_it_is_opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(handed_in, "LARGEST_PICTURE", 10)
    with pytest.raises(InputError, match="größer als 25 MB"):
        handed_in.hand_in(b"x" * 11, "Bild", chapter="hort", folder=tmp_path)
