"""A paragraph's source becomes one sentence a line; only white space changes."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ratgeber_tools.writers.formatting import format_paragraph

CASES = (
    ("Eins. Zwei.", "Eins.\nZwei."),
    ("Ein Satz über\nzwei Zeilen. Noch\neiner.", "Ein Satz über zwei Zeilen.\nNoch einer."),
    ("Eins.\nZwei.", "Eins.\nZwei."),
    ("**Frist:**\nHeute.", "**Frist:**\nHeute."),
    ("Bis Klasse 10.\nEltern wählen.", "Bis Klasse 10.\nEltern wählen."),
    ("Das geht z. B.\nmontags.", "Das geht z. B.\nmontags."),
    ("Das geht z. B. montags\num 8 Uhr.", "Das geht z. B. montags um 8 Uhr."),
    ("**Eins. Zwei.** Drei.", "**Eins.\nZwei.**\nDrei."),
    ("[Eins. Zwei](https://example.org/a.b?c). Drei.", "[Eins.\nZwei](https://example.org/a.b?c).\nDrei."),
    ("`Eins. Zwei.` Drei.", "`Eins. Zwei.`\nDrei."),
    ("{fremd}`Bir. Iki. <tr>`. Drei.", "{fremd}`Bir. Iki. <tr>`.\nDrei."),
    ("Eins.[^1] Zwei.", "Eins.[^1]\nZwei."),
    ("![Eins. Zwei.](b.png) Drei. Vier.", "![Eins. Zwei.](b.png) Drei.\nVier."),
    ('[Wort](b "Eins. Zwei."). Drei.', '[Wort](b "Eins. Zwei.").\nDrei.'),
    ("<span title='Eins. Zwei.'>Drei.</span> Vier.", "<span title='Eins. Zwei.'>Drei.</span>\nVier."),
    ("<!-- Eins. Zwei. --> Drei. Vier.", "<!-- Eins. Zwei. --> Drei.\nVier."),
    ("Weg 1\\\nOrt. Land.", "Weg 1\\\nOrt.\nLand."),
    ("Weg 1  \nOrt. Land.", "Weg 1  \nOrt.\nLand."),
    ("Am 1\\. Mai. Dann.", "Am 1\\. Mai.\nDann."),
    ("Eins.&nbsp;Zwei. Drei.", "Eins.&nbsp;Zwei.\nDrei."),
    ("Eins.  Zwei. Drei.", "Eins.  Zwei.\nDrei."),
    ("Eins. 1. Mai ist frei.", "Eins. 1. Mai ist frei."),
    ("Eins. # Zwei.", "Eins. # Zwei."),
    ("Eins. <div> Zwei. Drei.", "Eins. <div> Zwei.\nDrei."),
    ("Eins. <https://example.org> Zwei.", "Eins. <https://example.org> Zwei."),
    ("Eins.\n  Zwei. Drei.", "Eins.\nZwei.\nDrei."),
    ("{begriff}`Hort`. Das ist gut.", "{begriff}`Hort`.\nDas ist gut."),
)


@pytest.mark.parametrize(("source", "formatted"), CASES)
def test_a_paragraph_is_one_sentence_a_line(source: str, formatted: str) -> None:
    assert format_paragraph(source) == formatted


@pytest.mark.parametrize(("source", "formatted"), CASES)
def test_formatting_again_changes_nothing(source: str, formatted: str) -> None:
    assert format_paragraph(formatted) == formatted


@given(st.text(alphabet="aA1. !?\\`*_[]()<>{}&;\n", max_size=40))
def test_only_white_space_changes(source: str) -> None:
    assert "".join(format_paragraph(source).split()) == "".join(source.split())


def test_many_backticks_do_not_take_long() -> None:
    assert format_paragraph("` `` " * 2000 + "Eins. Zwei.").endswith("Eins.\nZwei.")
