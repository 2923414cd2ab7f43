"""A typed sentence that says a text is not finished is found, and keeps a chapter from being released."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from guide.guides import HEAD, make_guide
from ratgeber_tools.checks import draft_sentences
from ratgeber_tools.findings import Code
from ratgeber_tools.prose.draft_words import draft_words_in
from ratgeber_tools.releases.log import ReleaseLog
from ratgeber_tools.releases.seeing import see


@pytest.mark.parametrize(
    "sentence",
    [
        "Die Gebühr beträgt 20 Euro [unbestätigt].",
        "Die Frist endet im März (noch zu prüfen).",
        "Telefon: bitte erfragen",
        "Die Nummer bitte noch erfragen.",
        "Der Termin ist noch offen.",
        "Eine Liste der Schulen folgt noch.",
        "Anschrift und Telefon fehlen noch.",
        "Die Adresse wird noch nachgetragen.",
        "(Quelle fehlt) Text folgt",
        "Die Regel ist noch rechtlich zu prüfen.",
    ],
)
def test_words_that_say_so_are_found(sentence: str) -> None:
    assert list(draft_words_in(sentence))


@pytest.mark.parametrize(
    "sentence",
    [
        "Sonst steht dort „bitte erfragen“.",
        "Die Gruppengröße bitte in der Schule erfragen.",
        "Fehlt noch ein Zeugnis, rufen Sie an.",
        "Steht der Termin noch nicht fest, fragen Sie nach.",
        "Wer gar nicht kommt, wird noch einmal eingeladen.",
        "Die Schule prüft, ob Plätze offen sind.",
        "Darauf folgt noch ein Gespräch.",
    ],
)
def test_what_parents_are_told_about_the_world_is_no_draft(sentence: str) -> None:
    assert list(draft_words_in(sentence)) == []


DRAFT = """# Kapitel

Die Gebühr ist noch offen.

:::{redaktionsnotiz}
:erledigt: ja

Die Nummer fehlt noch.
:::
"""


def test_the_check_names_the_line_and_leaves_the_editors_notes_alone(tmp_path: Path) -> None:
    guide = make_guide(tmp_path, kapitel=HEAD + DRAFT)
    (finding,) = draft_sentences.check(guide)
    chapter = guide.chapters["kapitel"]
    assert (finding.code, chapter.lines[(finding.line or 0) - 1]) == (Code.DRAFT_SENTENCE, "Die Gebühr ist noch offen.")


@pytest.mark.parametrize(
    ("head", "text"),
    [
        ("kurz:\n  - Die Gebühr ist noch offen.\n", "Fertig."),
        ("", "Die Gebühr ist noch offen."),
    ],
    ids=["key point", "text"],
)
def test_a_release_waits_for_it_wherever_parents_would_read_it(tmp_path: Path, head: str, text: str) -> None:
    guide = make_guide(tmp_path, kapitel=f"---\nstatus: entwurf\n{head}---\n# Kapitel\n\n{text}\n")
    seen = see(guide, guide.chapters["kapitel"], ReleaseLog(()), together=("kapitel",), today=date(2026, 12, 1))
    (reason,) = map(str, seen.reasons())
    assert "kapitel.md:" in reason
    assert "steht noch da: Der Text sagt, dass er nicht fertig ist." in reason
