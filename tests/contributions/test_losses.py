"""What a chapter would lose is counted by kind, and everything is named."""

from __future__ import annotations

from ratgeber_tools.contributions.losses import Losses, between
from ratgeber_tools.readers import myst

CHAPTER = """# Hort

Der Hort hat bis {fakt}`hort-ende` auf, in {kommune}`name` überall. Mehr steht [beim Amt](https://amt.example).

:::{redaktionsnotiz}
:art: offene Frage

Gilt das für alle Horte?
:::

:::{kontakt} jugendamt
:::

:::{tipp}
Melden Sie Ihr Kind früh an.
:::

```{abbildung} ../bilder/weg.png
:alt: Ein Weg zum Hort
```
"""


def lost(chapter: str, contribution: str) -> Losses:
    return between(myst.read(chapter).document, myst.read(contribution).document)


def test_each_kind_is_counted_and_named() -> None:
    found = lost(CHAPTER, "# Hort\n\nDer Hort hat bis 17 Uhr auf, in Dessau überall. Mehr steht beim Amt.\n")
    assert found.values == ("{fakt} hort-ende", "{kommune} name", "{kontakt} jugendamt")
    assert found.notes == ("„Gilt das für alle Horte?“",)
    assert found.boxes == ("Tipp: „Melden Sie Ihr Kind früh an.“",)
    assert found.links == ("https://amt.example",)
    assert found.pictures == ("„Ein Weg zum Hort“",)
    assert found.counted.endswith("3 Angaben, 1 Notiz, 1 Kasten, 1 Link und 1 Alternativtext")
    assert found.sentence().startswith("Aus dem Ratgeber gingen verloren: ")
    assert "Notiz: „Gilt das für alle Horte?“" in found.listed()


def test_nothing_is_lost_to_a_text_that_has_it_all() -> None:
    found = lost("# Hort\n\nDer Hort.\n", "# Hort\n\nDer Hort hat auf.\n\nAuch in den Ferien.\n")
    assert not found
    assert found.sentence() == ""


def test_words_that_only_moved_are_not_lost() -> None:
    assert not lost("# Hort\n\nEins zwei.\n\nDrei vier.\n", "# Hort\n\nDrei vier.\n\nEins zwei.\n")
    assert lost("# Hort\n\nEins zwei.\n", "# Hort\n\nEins.\n").counted == "1 Wort"
