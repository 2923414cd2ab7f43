"""What the tool says to people at the desk speaks of nothing they do not see."""

from __future__ import annotations

import pytest

from ratgeber_tools.desk.plainly import plainly

OTHERWISE = "Fragen Sie die Redaktion."


@pytest.mark.parametrize(
    ("said", "heard"),
    [
        ("Die Datei ist leer. Wählen Sie eine andere.", "Die Datei ist leer. Wählen Sie eine andere."),
        ("Der Stand fehlt. Holen Sie ihn mit git.", f"Der Stand fehlt. {OTHERWISE}"),
        ("Nennen Sie den Tag mit --am.", OTHERWISE),
        ("Unter ratgeber/daten ist ein Fehler.", OTHERWISE),
    ],
)
def test_a_sentence_about_the_machinery_is_left_out_and_says_what_to_do_instead(said: str, heard: str) -> None:
    assert plainly(said, OTHERWISE) == heard
