"""What a reviewer sees where a chapter shows something of its own: words, never a key or a sign of markup."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from ratgeber_tools.document import Container, Role, Verbatim
from ratgeber_tools.editorial.shown.words import ShownWords
from ratgeber_tools.guide import load

DAY = date(2026, 11, 24)
CONTACTS = """amt:
  name: Schulamt
  art: amt
  strasse: Markt 1
  plz: "01234"
  ort: Musterstadt
  telefon: 01234 567-0
  email: schulamt@stadt.example
  quelle: Stadt Musterstadt
  stand: 01.11.2026
leer:
  name: Jugendamt
  art: amt
  quelle: Stadt Musterstadt
  stand: 01.11.2026
"""
CHAPTER = """# {kommune}`titel_des_ratgebers`

(preise)=
| Was | Preis |
|---|---|
| Hort | 10 Euro |

:::{tabelle} Beiträge im Hort
:name: beitraege
- - Was
- - Hort
:::
"""


@pytest.fixture
def shown(tmp_path: Path) -> ShownWords:
    guide = tmp_path / "ratgeber"
    (guide / "daten").mkdir(parents=True)
    (guide / "daten" / "anlaufstellen.yaml").write_text(CONTACTS, encoding="utf-8")
    (guide / "hort.md").write_text(CHAPTER, encoding="utf-8")
    (guide / "film.md").write_text("# Ein *Film*\n", encoding="utf-8")
    loaded = load(guide)
    return ShownWords(loaded, loaded.chapters["hort"], DAY)


def test_a_contact_is_shown_with_the_ways_to_reach_it(shown: ShownWords) -> None:
    box = Container(name="kontakt", blocks=(), argument="amt")
    assert shown.of_block(box).splitlines() == [
        "Kontakt: Schulamt",
        "Markt 1, 01234 Musterstadt",
        "Telefon 01234 567-0",
        "schulamt@stadt.example",
    ]


def test_a_contact_nobody_can_reach_yet_says_so(shown: ShownWords) -> None:
    box = Container(name="kontakt", blocks=(), argument="leer")
    assert shown.of_block(box) == "Kontakt: Jugendamt\n[noch offen: Telefon]"


def test_a_value_of_the_town_that_is_not_set_is_open_not_a_key(shown: ShownWords) -> None:
    assert shown.of_inline(Role("kommune", "adresse_des_ratgebers")) == "[noch offen: Adresse des ratgebers]"
    assert shown.of_inline(Role("kommune", "gibt_es_nicht")) == "[Angabe fehlt: gibt_es_nicht]"


def test_the_title_is_shown_as_it_is_read(shown: ShownWords) -> None:
    assert shown.title == "[noch offen: Titel des ratgebers]"


def test_a_reference_to_a_table_is_its_caption(shown: ShownWords) -> None:
    assert shown.of_inline(Role("numref", "beitraege")) == "Beiträge im Hort"


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("{.rg-wege}\n- **[Anmelden](anmeldung.md)**: im Amt\n  1. hingehen\n", "• Anmelden: im Amt\n    1. hingehen"),
        ("% ein Kommentar", "ein Kommentar"),
        ("<!-- noch einer -->", "noch einer"),
        (":::{glossar}\nHort\n: Betreuung nach dem *Unterricht*\n:::", "• Hort: Betreuung nach dem Unterricht"),
        (
            "```{toctree}\n:hidden:\n\nhort\n```",
            "Reihenfolge der Kapitel (im Ratgeber nicht zu sehen).",
        ),
        ("```{toctree}\nfilm\n```", "Hier steht die Liste der Kapitel:\n• Ein Film"),
        (
            ":::{anlaufstellen}\n:art: Amt\n:::",
            "Hier steht die Liste der Anlaufstellen aus den Daten:\n"
            "• Schulamt: Markt 1, 01234 Musterstadt, Telefon 01234 567-0, schulamt@stadt.example\n"
            "• Jugendamt: [noch offen: Telefon]",
        ),
        (
            ":::{anlaufstellen}\n:art: Notfall\n:::",
            "Hier steht die Liste der Anlaufstellen aus den Daten:\nDazu ist keine Stelle eingetragen.",
        ),
        (":::{foerderung} plus\n:::", "Förderung: [Angabe fehlt: plus]"),
        (":::{kontakt} Ihr Amt\n:unbekannt: x\n\nIm *Rathaus*.\n:::", "Im Rathaus."),
    ],
)
def test_what_the_model_has_no_type_for_is_shown_without_its_markup(shown: ShownWords, source: str, words: str) -> None:
    assert shown.of_block(Verbatim(source=source)) == words


@pytest.mark.parametrize(("tag", "name"), [("ar", "Arabisch"), ("uk-UA", "Ukrainisch"), ("xx", "Andere Sprache (xx)")])
def test_a_passage_in_another_language_is_named_in_german(shown: ShownWords, tag: str, name: str) -> None:
    assert shown.of_block(Container(name="fremdsprache", blocks=(), options=(("sprache", tag),))) == name
