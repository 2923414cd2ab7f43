"""Checks of chapters in Einfache Sprache, and of nothing else."""

from __future__ import annotations

from pathlib import Path

import pytest

from ratgeber_tools.checks import plain_language, plain_originals, readability
from ratgeber_tools.findings import Code, Finding
from ratgeber_tools.guide import Guide, load
from ratgeber_tools.languages.plain import held_beside
from ratgeber_tools.prose import word_frequency

HEAD = "---\nstatus: entwurf\nzustaendig: Amt\nstand: 24.11.2026\n"
GERMAN = f"{HEAD}---\n\n# Hort\n\nDer Hort öffnet früh.\n"
FREQUENCIES = {"Obliegenheit": 1.4}


@pytest.fixture(autouse=True)
def _known_frequencies(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(word_frequency, "is_there", lambda: True)
    monkeypatch.setattr(word_frequency, "zipf", lambda word: FREQUENCIES.get(word, 5.0))


def guide(folder: Path, text: str, *, to: str = "hort", where: str = "de-einfach", german: str = GERMAN) -> Guide:
    plain = folder / "ratgeber" / "sprachen" / where / "hort.md"
    plain.parent.mkdir(parents=True)
    plain.write_text(f"{HEAD}zu: {to}\n---\n\n# Der Hort\n\n{text}\n", encoding="utf-8")
    (folder / "ratgeber" / "hort.md").write_text(german, encoding="utf-8")
    return load(folder / "ratgeber")


def texts(found: list[Finding], code: Code) -> list[str]:
    return [finding.text for finding in found if finding.code is code]


def test_two_sentences_in_one_line_are_told(tmp_path: Path) -> None:
    found = list(plain_language.check(guide(tmp_path, "Der Hort ist da. Er ist schön.\nEr ist nah.")))
    assert [(finding.code, finding.line) for finding in found] == [(Code.PLAIN_LINE, 10)]


def test_a_hard_sentence_is_told_in_its_line(tmp_path: Path) -> None:
    found = list(plain_language.check(guide(tmp_path, "Der Hort ist da.\nEr wird von der Stadt bezahlt.")))
    assert [(finding.code, finding.line) for finding in found] == [(Code.PLAIN_SENTENCE, 11)]
    assert "Passiv" in found[0].text


def test_a_word_few_people_know_is_named_with_what_to_do(tmp_path: Path) -> None:
    (text,) = texts(list(plain_language.check(guide(tmp_path, "Das ist eine Obliegenheit."))), Code.WORD_RARE)
    assert "„Obliegenheit“ kennen nur wenige (Häufigkeit 1,4" in text


def test_a_rare_word_of_the_glossary_is_offered_and_one_that_leads_there_is_fine(tmp_path: Path) -> None:
    glossary = GERMAN + "\n:::{glossar}\nObliegenheit\n: Etwas, das Sie tun.\n:::\n"
    found = list(plain_language.check(guide(tmp_path, "Das ist eine Obliegenheit.", german=glossary)))
    assert "{begriff}`Obliegenheit`" in texts(found, Code.WORD_RARE)[0]
    other = guide(tmp_path / "b", "Das ist eine {begriff}`Obliegenheit`.", german=glossary)
    assert texts(list(plain_language.check(other)), Code.WORD_RARE) == []


def test_without_the_programs_it_is_said_that_words_were_not_looked_at(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(word_frequency, "is_there", lambda: False)
    found = list(plain_language.check(guide(tmp_path, "Das ist eine Obliegenheit.")))
    assert [finding.code for finding in found] == [Code.WORD_RARE_SKIPPED]


def test_other_chapters_are_not_judged_by_these_rules(tmp_path: Path) -> None:
    (tmp_path / "hort.md").write_text(GERMAN + "\nA. Er wird bezahlt. Obliegenheit.\n", encoding="utf-8")
    assert list(plain_language.check(load(tmp_path))) == []
    assert list(plain_originals.check(load(tmp_path))) == []


def test_short_sentences_are_no_fault_there(tmp_path: Path) -> None:
    found = readability.check(guide(tmp_path, "\n".join(f"Das ist Satz {number}." for number in range(30))))
    assert Code.STACCATO not in [finding.code for finding in found]


def test_a_chapter_without_an_original_is_an_error_in_the_line_of_its_head(tmp_path: Path) -> None:
    (finding,) = plain_originals.check(guide(tmp_path, "Gut.", to="schulweg"))
    assert (finding.code, finding.line) == (Code.PLAIN_ORIGINAL, 5)


def test_it_is_told_until_somebody_has_compared_both_and_again_when_the_original_changes(tmp_path: Path) -> None:
    before = guide(tmp_path, "Der Hort öffnet früh.")
    assert [finding.code for finding in plain_originals.check(before)] == [Code.PLAIN_NOT_COMPARED]
    chapter = before.chapters["sprachen/de-einfach/hort"]
    chapter.path.write_text(held_beside(chapter, before.chapters["hort"]), encoding="utf-8")
    assert list(plain_originals.check(load(before.folder))) == []
    (before.folder / "hort.md").write_text(GERMAN.replace("früh", "spät"), encoding="utf-8")
    changed = load(before.folder)
    (finding,) = plain_originals.check(changed)
    assert finding.code is Code.PLAIN_OLDER
    assert finding.line is not None
    assert changed.chapters[chapter.name].lines[finding.line - 1] == "Der Hort öffnet früh."


def test_leichte_sprache_may_not_be_claimed_without_readers_who_have_tested_it(tmp_path: Path) -> None:
    found = plain_originals.check(guide(tmp_path, "Das ist Leichte Sprache."))
    assert Code.EASY_READ_CLAIM in [finding.code for finding in found]
    found = plain_originals.check(guide(tmp_path / "b", "Gut.", where="de-leicht"))
    assert Code.EASY_READ_CLAIM in [finding.code for finding in found]
