from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest
from guide_case import files, make_contribution, make_guide

from picture_makers import jpeg, png
from ratgeber_tools.contributions import chapters
from ratgeber_tools.contributions.chapters import ChapterDraft
from ratgeber_tools.contributions.conversion import read_contribution
from ratgeber_tools.errors import InputError, TargetError
from ratgeber_tools.guide.front_matter import read_head

TODAY = date(2026, 11, 24)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "projekt").mkdir()
    return make_guide(tmp_path / "projekt")


def drafted(root: Path, *paragraphs: str, title: str = "Hort", picture: bytes | None = None) -> ChapterDraft:
    path = make_contribution(root.parent / "Beitrag.docx", *paragraphs, title=title, picture=picture)
    contribution = read_contribution(path)
    return chapters.draft(contribution, root=root, section=root / "ratgeber" / "schulanfang", today=TODAY)


def test_drafting_writes_nothing(root: Path) -> None:
    before = files(root)
    drafted(root, "Text.", picture=png())
    assert files(root) == before


def test_a_new_chapter_gets_a_head_its_pictures_and_a_report(root: Path) -> None:
    chapter = drafted(root, "Der Hort ist offen.", picture=png())
    assert chapter.is_new
    chapters.write(chapter)
    written = files(root)
    text = written["ratgeber/schulanfang/hort.md"].decode()
    assert text.startswith(
        "---\nstatus: entwurf\nzustaendig: offen\nstand: 24.11.2026\n---\n\n# Hort\n\nDer Hort ist offen.\n"
    )
    [picture] = [name for name in written if name.startswith("ratgeber/bilder/")]
    assert picture.startswith("ratgeber/bilder/schulanfang/hort/hort-")
    assert f"../bilder/schulanfang/hort/{Path(picture).name}" in text
    assert written[picture] == png()
    assert any(
        re.fullmatch(r"eingang/berichte/schulanfang-hort-[a-z]+-[0-9a-f]{8}\.bericht\.md", name) for name in written
    )
    assert not (root / ".import").exists()


def test_the_head_of_a_new_chapter_passes_the_guides_own_check(root: Path) -> None:
    text = drafted(root, "Text.").text
    head = read_head(text, Path("hort.md"))
    assert head is not None
    assert head.findings == ()


def test_a_picture_without_alternative_text_is_marked_so_that_the_check_finds_it(root: Path) -> None:
    assert "BITTE BESCHREIBEN" in drafted(root, picture=png()).text


def test_replacing_keeps_the_head_to_the_byte(root: Path) -> None:
    head = "---\nstatus: steuergruppe   # fast fertig\nkurz:\n  - Eins.\n---\n"
    path = root / "ratgeber" / "schulanfang" / "hort.md"
    path.write_text(f"{head}\n# Hort\n\nAlt.\n", encoding="utf-8")
    chapter = drafted(root, "Neu.")
    assert not chapter.is_new
    chapters.write(chapter)
    assert path.read_text(encoding="utf-8") == f"{head}\n# Hort\n\nNeu.\n"


def test_a_chapter_with_windows_line_ends_is_understood(root: Path) -> None:
    path = root / "ratgeber" / "schulanfang" / "hort.md"
    path.write_bytes(b"\xef\xbb\xbf---\r\nstatus: entwurf\r\n---\r\n\r\n# Hort\r\n\r\nText.\r\n")
    chapter = drafted(root, "Text.")
    assert chapter.is_unchanged


def test_a_chapter_in_another_encoding_is_refused(root: Path) -> None:
    (root / "ratgeber" / "schulanfang" / "hort.md").write_bytes(b"# H\xf6rt\n")
    with pytest.raises(InputError, match="UTF-8"):
        drafted(root, "Text.")


def test_a_head_that_is_not_closed_is_not_taken_for_the_chapter(root: Path) -> None:
    (root / "ratgeber" / "schulanfang" / "hort.md").write_text("---\nstatus: entwurf\n# Hort\n", encoding="utf-8")
    with pytest.raises(TargetError, match="nicht geschlossen"):
        drafted(root, "Text.")


def test_taking_in_the_same_contribution_again_changes_nothing(root: Path) -> None:
    chapters.write(drafted(root, "Text.", picture=png()))
    assert drafted(root, "Text.", picture=png()).is_unchanged


def test_a_lost_picture_makes_the_contribution_worth_taking_in_again(root: Path) -> None:
    first = drafted(root, "Text.", picture=png())
    chapters.write(first)
    next(iter(first.pictures)).unlink()
    assert not drafted(root, "Text.", picture=png()).is_unchanged


def test_the_difference_names_the_lines_that_go_and_come(root: Path) -> None:
    chapters.write(drafted(root, "Eins.", "Zwei.", "Drei."))
    lines = list(chapters.difference(drafted(root, "Eins.", "2.", "Drei.")))
    assert lines[:2] == ["--- ratgeber/schulanfang/hort.md (bisher)", "+++ ratgeber/schulanfang/hort.md (neu)"]
    assert lines[2].startswith("… ab Zeile ")
    assert [line for line in lines[3:] if line[0] in "+-"] == ["-Zwei.", "+2\\."]


def test_a_picture_the_new_version_no_longer_shows_goes(root: Path) -> None:
    chapters.write(drafted(root, picture=png()))
    chapters.write(drafted(root, picture=jpeg()))
    assert [path.suffix for path in (root / "ratgeber" / "bilder").rglob("*.*")] == [".jpg"]


def test_a_picture_that_another_chapter_shows_stays(root: Path) -> None:
    first = drafted(root, picture=png())
    chapters.write(first)
    [picture] = first.pictures
    (root / "ratgeber" / "hilfe" / "x.md").write_text(
        f"![x](../bilder/schulanfang/hort/{picture.name})", encoding="utf-8"
    )
    chapters.write(drafted(root, picture=jpeg()))
    assert picture.exists()


def test_a_retouched_picture_stays_and_is_reported(root: Path) -> None:
    first = drafted(root, picture=png())
    chapters.write(first)
    [picture] = first.pictures
    picture.write_bytes(b"retouched")
    again = drafted(root, "Neu.", picture=png())
    assert any("von Hand geändert" in finding.text for finding in again.findings)
    chapters.write(again)
    assert picture.read_bytes() == b"retouched"
    chapters.write(drafted(root, "Noch neuer."))
    assert picture.read_bytes() == b"retouched"


def test_an_edit_between_drafting_and_writing_is_not_lost(root: Path) -> None:
    chapters.write(drafted(root, "Eins."))
    chapter = drafted(root, "Zwei.")
    edited = chapter.path.read_bytes() + "Ergänzt.\n".encode()
    chapter.path.write_bytes(edited)
    with pytest.raises(TargetError):
        chapters.write(chapter)
    assert chapter.path.read_bytes() == edited
