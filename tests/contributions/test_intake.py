from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from guide_case import make_contribution, make_guide

from ratgeber_tools.contributions.chapters import ChapterDraft
from ratgeber_tools.contributions.intake import IntakeStatus, Settings, take_in
from ratgeber_tools.readers import ReadResult, word

Consent = Callable[[ChapterDraft], bool]


def settings(root: Path, *, consent: Consent = lambda chapter: False, name: str | None = None) -> Settings:
    section = root / "ratgeber" / "schulanfang"
    return Settings(root=root, section=section, today=date(2026, 11, 24), consent=consent, name=name)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return make_guide(tmp_path)


def test_one_bad_file_does_not_stop_the_rest(root: Path) -> None:
    good = [make_contribution(root / f"{n}.docx", "Text.", title=f"Kapitel {n}") for n in (1, 3)]
    bad = root / "2.docx"
    bad.write_bytes(b"no word file")
    outcomes = list(take_in([good[0], bad, good[1]], settings(root)))
    assert [outcome.status for outcome in outcomes] == [IntakeStatus.NEW, IntakeStatus.FAILED, IntakeStatus.NEW]
    assert "2.docx" in outcomes[1].problem
    assert (root / "ratgeber" / "schulanfang" / "kapitel-3.md").exists()


def test_a_bug_of_ours_costs_the_file_it_happens_in(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    paths = [make_contribution(root / f"{n}.docx", "Text.", title=f"Kapitel {n}") for n in (1, 2, 3)]
    sound = word.read

    def read(path: Path, *, repair: bool = True) -> ReadResult:
        if path.name == "2.docx":
            raise IndexError("list index out of range")
        return sound(path, repair=repair)

    monkeypatch.setattr(word, "read", read)
    outcomes = list(take_in(paths, settings(root)))
    assert [outcome.status for outcome in outcomes] == [IntakeStatus.NEW, IntakeStatus.FAILED, IntakeStatus.NEW]
    assert outcomes[1].problem.startswith(
        "2.docx: Das Werkzeug hat einen Fehler gemacht, nicht Sie (IndexError: list index out of range; test_intake.py"
    )
    assert isinstance(outcomes[1].error, IndexError)


def test_two_contributions_of_one_call_never_overwrite_each_other(root: Path) -> None:
    paths = [make_contribution(root / f"{n}.docx", f"Text {n}.") for n in (1, 2)]
    outcomes = list(take_in(paths, settings(root, consent=lambda chapter: True)))
    assert [outcome.status for outcome in outcomes] == [IntakeStatus.NEW, IntakeStatus.FAILED]
    assert "--name" in outcomes[1].problem
    assert "Text 1." in (root / "ratgeber" / "schulanfang" / "hort.md").read_text(encoding="utf-8")


def test_an_existing_chapter_stays_without_consent(root: Path) -> None:
    chapter = root / "ratgeber" / "schulanfang" / "hort.md"
    chapter.write_text("# Hort\n\nVon Hand.\n", encoding="utf-8")
    asked: list[str] = []

    def consent(draft: ChapterDraft) -> bool:
        asked.append(draft.place)
        return False

    [outcome] = take_in([make_contribution(root / "a.docx", "Neu.")], settings(root, consent=consent))
    assert (outcome.status, asked) == (IntakeStatus.KEPT, ["ratgeber/schulanfang/hort.md"])
    assert chapter.read_text(encoding="utf-8") == "# Hort\n\nVon Hand.\n"


def test_an_existing_chapter_is_replaced_with_consent(root: Path) -> None:
    chapter = root / "ratgeber" / "schulanfang" / "hort.md"
    chapter.write_text("# Hort\n", encoding="utf-8")
    path = make_contribution(root / "a.docx", "Neu.")
    [outcome] = take_in([path], settings(root, consent=lambda draft: True))
    assert outcome.status is IntakeStatus.REPLACED
    [again] = take_in([path], settings(root))
    assert again.status is IntakeStatus.UNCHANGED


def test_a_name_given_by_hand_is_the_chapters(root: Path) -> None:
    path = make_contribution(root / "a.docx", "Neu.")
    [outcome] = take_in([path], settings(root, name="nachmittags"))
    assert outcome.chapter is not None
    assert outcome.chapter.place == "ratgeber/schulanfang/nachmittags.md"
