"""A tree of questions that leads somewhere whichever way one goes, and what is said of one that does not."""

from __future__ import annotations

from pathlib import Path

import pytest

from ratgeber_tools.checks import decision_trees
from ratgeber_tools.findings import Finding
from ratgeber_tools.guide import load

SOUND = """\
Hat Ihr Kind Angst?

- Ja: Wovor hat es Angst?
  - Vor dem Weg: Gehen Sie eine Woche lang mit.
  - **Vor anderen Kindern:** Lesen Sie [Mobbing](mobbing.md).
- Nein: {wortlaut}`rat`
"""


def find(folder: Path, tree: str) -> list[Finding]:
    (folder / "kapitel.md").write_text(f"# Kapitel\n\n:::{{entscheidung}}\n{tree}\n:::\n", encoding="utf-8")
    return list(decision_trees.check(load(folder)))


def test_questions_whose_answers_all_end_in_advice_are_sound(tmp_path: Path) -> None:
    assert find(tmp_path, SOUND) == []


@pytest.mark.parametrize(
    ("tree", "line", "words"),
    [
        ("Nur Text.", 3, "fehlen die Antworten"),
        ("Was nun.\n\n- Ja: Gut.\n- Nein: Auch gut.", 6, "fehlt die Frage"),
        ("- Ja: Gut.\n- Nein: Auch gut.", 4, "fehlt die Frage"),
        ("Gut?\n\n- Ja: Gut.\n- Rufen Sie an. Sagen Sie: Hallo.", 7, "„Rufen Sie an. Sagen Sie: Hallo.“ beginnt nicht"),
        ("Gut?\n\n- Ja: Gut.\n- Nein:", 7, "„Nein“ führt nirgendwohin"),
        ("Gut?\n\n- Ja: Gut.\n- Nein: Warum nicht?", 7, "Auf die Frage „Warum nicht?“ folgt keine Antwort"),
        ("Gut?\n\n- Ja: Gut.", 4, "Zu „Gut?“ gibt es nur eine Antwort"),
        ("Gut?\n\n- Ja: Gut.\n- Nein: Warum?\n  - Darum: Aha.", 7, "Zu „Warum?“ gibt es nur eine Antwort"),
        ("Gut?\n\n- Ja: Gut.\n- ja: Sehr gut.", 7, "„ja“ steht zweimal"),
    ],
)
def test_a_way_that_leads_nowhere_is_found_in_its_line(tmp_path: Path, tree: str, line: int, words: str) -> None:
    (finding,) = find(tmp_path, tree)
    assert words in finding.text
    assert finding.line == line


def test_a_fifth_question_in_a_row_is_one_too_many(tmp_path: Path) -> None:
    asked = ["Frage 1?", ""]
    for depth in range(5):
        step = "  " * depth
        asked += [f"{step}- Nein: Rat.", f"{step}- Ja: {f'Frage {depth + 2}?' if depth < 4 else 'Rat.'}"]
    (finding,) = find(tmp_path, "\n".join(asked))
    assert "„Frage 5?“ ist die 5. Frage hintereinander; mehr als 4" in finding.text
    assert find(tmp_path, "\n".join([*asked[:9], "      - Ja: Rat."])) == []


def test_a_tree_inside_another_box_is_found_in_its_line_too(tmp_path: Path) -> None:
    text = "# Kapitel\n\n::::{nur-netz}\n:::{entscheidung}\nGut?\n\n- Ja: Gut.\n- Nein:\n:::\n::::\n"
    (tmp_path / "kapitel.md").write_text(text, encoding="utf-8")
    (finding,) = decision_trees.check(load(tmp_path))
    assert finding.line == 8
