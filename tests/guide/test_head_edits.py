"""A value of a chapter's head is changed: its line is, and nothing else; comments and order stay."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ratgeber_tools.data.yaml_tree import Tree, read_yaml
from ratgeber_tools.guide.head_edits import HeadError, with_values
from thoroughness import examples

BODY = "\n# Hort\n\nzustaendig: kein Kopf.\n"
HEAD = """---
# wer es ist
status: entwurf
zustaendig: Jugendamt  # seit 2025
stand: "24.11.2026"

# kurz und gut
kurz:
  - Der Hort hat offen.
  # das prüft das Amt
  - Er kostet Geld.
quellen:
  - titel: 'Gesetz: über Horte'
    adresse: https://example.org/
    vertrauen: amtlich
  - titel: Zeitung
    vertrauen: Presse
---
"""


def changed(before: str, after: str) -> list[str]:
    """Return the lines that went and came."""
    old, new = before.split("\n"), after.split("\n")
    return [f"-{line}" for line in old if line not in new] + [f"+{line}" for line in new if line not in old]


@pytest.mark.parametrize(
    ("wanted", "lines"),
    [
        ({"zustaendig": "Schulamt"}, ["-zustaendig: Jugendamt  # seit 2025", "+zustaendig: Schulamt  # seit 2025"]),
        ({"stand": "1.12.2026"}, ['-stand: "24.11.2026"', "+stand: 1.12.2026"]),
        ({"zustaendig": ""}, ["-zustaendig: Jugendamt  # seit 2025", "+# seit 2025"]),
        ({"zielgruppe": "alle: Eltern"}, ['+zielgruppe: "alle: Eltern"']),
        ({"mitwirkende": ["Amt", "Schule"]}, ["+mitwirkende:", "+  - Amt", "+  - Schule"]),
        ({"kurz": ["Der Hort hat offen.", "Er kostet wenig."]}, ["-  - Er kostet Geld.", "+  - Er kostet wenig."]),
        ({"kurz": ["Der Hort hat offen.", "Er ist da.", "Er kostet Geld."]}, ["+  - Er ist da."]),
        ({"kurz": ["Der Hort hat offen."]}, ["-  - Er kostet Geld."]),
        (
            {"quellen": [{"titel": "Gesetz", "adresse": "", "vertrauen": "amtlich"},
                         {"titel": "Zeitung", "stand": "2024", "vertrauen": "Presse"}]},
            ["-  - titel: 'Gesetz: über Horte'", "-    adresse: https://example.org/", "+  - titel: Gesetz",
             "+    stand: 2024"],
        ),
        ({"status": "entwurf", "zielgruppe": ""}, []),
    ],
)  # fmt: skip
def test_only_the_lines_of_the_value_change(wanted: dict[str, Tree], lines: list[str]) -> None:
    assert changed(HEAD + BODY, with_values(HEAD + BODY, wanted)) == lines


def test_a_new_key_stands_behind_the_one_before_it() -> None:
    after = with_values(HEAD + BODY, {"pruefen_bis": "31.12.2026"}).split("\n")

    assert after[after.index("pruefen_bis: 31.12.2026") - 1] == 'stand: "24.11.2026"'


def test_a_chapter_without_a_head_gets_one_and_line_ends_stay() -> None:
    assert with_values("# Hort\n", {"zustaendig": "Amt"}) == "---\nzustaendig: Amt\n---\n\n# Hort\n"
    assert with_values("# Hort\n", {"zustaendig": ""}) == "# Hort\n"
    windows = (HEAD + BODY).replace("\n", "\r\n")
    after = with_values(windows, {"zustaendig": "Schulamt", "zielgruppe": "alle"})
    assert after.count("\r\n") == after.count("\n") == windows.count("\n") + 1


@pytest.mark.parametrize("head", ["---\nstatus: entwurf\n", "---\nstatus: 'offen\n---\n"])
def test_a_head_with_mistakes_is_left_alone(head: str) -> None:
    with pytest.raises(HeadError):
        with_values(head + "\n# Hort\n", {"zustaendig": "Amt"})


WORDS = st.text(st.sampled_from("ab ä:#-\"'[]{}|>&*!%@`,?0\\„"), max_size=8).map(lambda words: " ".join(words.split()))
VALUES = st.fixed_dictionaries(
    {},
    optional={
        "zustaendig": WORDS,
        "zielgruppe": WORDS,
        "kurz": st.lists(WORDS.filter(bool), max_size=4),
        "quellen": st.lists(
            st.fixed_dictionaries({"titel": WORDS.filter(bool), "adresse": WORDS, "vertrauen": WORDS.filter(bool)}),
            max_size=3,
        ),
    },
)


@given(VALUES, VALUES)
@examples(40, by_night=400)
def test_any_values_are_read_as_they_were_meant(first: dict[str, Tree], second: dict[str, Tree]) -> None:
    text = with_values(with_values(HEAD + BODY, first), second)

    values = read_yaml(text.split("---\n")[1]).values
    for key, value in second.items():
        meant = [
            {name: words for name, words in each.items() if words} if isinstance(each, dict) else each for each in value
        ] if isinstance(value, list) else value  # fmt: skip
        assert (values.get(key) or type(meant)()) == meant
    for comment in ("# wer es ist", "# kurz und gut", "# seit 2025"):
        assert comment in text
    assert text.endswith("---\n" + BODY)
