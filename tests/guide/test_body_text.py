"""What of a chapter is running text."""

from __future__ import annotations

from pathlib import Path

import pytest

from guide.guides import HEAD, make_guide
from ratgeber_tools.guide.body_text import body_measure, body_sentences

HEAD_WITH_KEY_POINT = HEAD.replace("stand:", "kurz:\n  - Kurz gesagt.\nstand:")


def sentences(folder: Path, text: str, head: str = HEAD) -> list[str]:
    (chapter,) = make_guide(folder, kapitel=f"{head}{text}\n")
    return list(body_sentences(chapter))


def test_paragraphs_items_and_boxes_are_read_sentence_by_sentence(tmp_path: Path) -> None:
    text = "# Titel\n\nEins ist da.\nZwei auch.\n\n- Drei\n\n:::{checkliste}\n- [ ] Vier\n:::\n\n:::{tipp}\nFünf.\n:::"
    assert sentences(tmp_path, text) == ["Eins ist da.", "Zwei auch.", "Drei", "Vier", "Fünf."]


def test_the_key_points_of_the_head_count(tmp_path: Path) -> None:
    assert sentences(tmp_path, "# Titel\n\nText.", HEAD_WITH_KEY_POINT) == ["Text.", "Kurz gesagt."]


@pytest.mark.parametrize(
    "text",
    [
        "## Überschrift",
        "| A | B |\n| --- | --- |\n| eins | zwei |",
        ":::{kontakt}\n**Schulamt**\n:::",
        ":::{kontakt} schulamt\n:::",
        ":::{quelle}\nGesetz\n:::",
        ":::{redaktionsnotiz}\nBitte klären.\n:::",
        ":::{fremdsprache}\n:sprache: en\n\nHello.\n:::",
        "```\nCode\n```",
    ],
)
def test_what_is_no_running_text_is_left_out(tmp_path: Path, text: str) -> None:
    assert sentences(tmp_path, f"# Titel\n\n{text}") == []


def test_what_the_data_put_in_is_not_the_authors_text(tmp_path: Path) -> None:
    (sentence,) = sentences(tmp_path, "# Titel\n\nLetzter Tag ist {fakt}`anmeldefrist` im Jahr.")
    assert sentence == "Letzter Tag ist im Jahr."


def test_a_term_counts_as_it_stands_in_the_sentence(tmp_path: Path) -> None:
    (sentence,) = sentences(tmp_path, "# Titel\n\nFragen Sie im {begriff}`Ganztag <Ganztagsangebot>` nach.")
    assert sentence == "Fragen Sie im Ganztag nach."


def test_an_abbreviation_does_not_end_a_sentence(tmp_path: Path) -> None:
    (chapter,) = make_guide(tmp_path, kapitel=f"{HEAD}# Titel\n\nDas gilt z. B. am 1. März für alle.\n")
    assert body_measure(chapter).sentences == 1
