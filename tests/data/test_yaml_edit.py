from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ratgeber_tools.data.yaml_edit import UneditableError, add_item, set_values, without
from ratgeber_tools.data.yaml_tree import read_yaml

TEXT = """\
# Fristen der Stadt

frist:   # die wichtigste
  titel: "Anmeldefrist: Grundschule"
  wert: 1. März
  quellen:
    - titel: Stadt   # ohne Datum
      vertrauen: amtlich

  bestaetigt_durch:   # noch niemand

# ---------- Hort

hort:
  titel: 'Hort'
  wert:
"""


def test_new_keys_follow_the_entry_and_every_other_line_stays() -> None:
    changed = set_values(TEXT, "hort", {"bestaetigt_durch": "amt", "bestaetigt_am": "01.12.2026"})
    assert changed == TEXT + "  bestaetigt_durch: amt\n  bestaetigt_am: 01.12.2026\n"


def test_a_key_that_is_there_keeps_its_place_and_its_comment() -> None:
    changed = set_values(TEXT, "frist", {"bestaetigt_durch": "amt", "bestaetigt_am": "01.12.2026"})
    assert changed.splitlines()[9:11] == ["  bestaetigt_durch: amt   # noch niemand", "  bestaetigt_am: 01.12.2026"]
    assert [line for line in changed.splitlines() if "bestaetigt" not in line] == [
        line for line in TEXT.splitlines() if "bestaetigt" not in line
    ]


def test_a_second_confirmation_replaces_the_first() -> None:
    once = set_values(TEXT, "frist", {"bestaetigt_am": "01.12.2026"})
    assert set_values(once, "frist", {"bestaetigt_am": "02.12.2026"}) == once.replace("01.12.2026", "02.12.2026")


def test_windows_line_ends_stay() -> None:
    changed = set_values(TEXT.replace("\n", "\r\n"), "frist", {"bestaetigt_durch": "amt"})
    assert changed.replace("\r\n", "\n") == set_values(TEXT, "frist", {"bestaetigt_durch": "amt"})
    assert "\n" not in changed.replace("\r\n", "")


def test_a_file_without_a_last_line_end_is_continued_on_a_new_line() -> None:
    changed = set_values("a:\n  titel: x", "a", {"wert": "y"})
    assert read_yaml(changed).values == {"a": {"titel": "x", "wert": "y"}}


def test_the_value_before_a_comment_of_the_next_entry_stays_with_its_entry() -> None:
    changed = set_values("a:\n  t: x\n\n# b ist neu\nb:\n  t: y\n", "a", {"wert": "z"})
    assert changed == "a:\n  t: x\n  wert: z\n\n# b ist neu\nb:\n  t: y\n"


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("a: {titel: x}\n", "nicht in eigenen, eingerückten Zeilen"),
        ("b:\n  titel: x\n", "gibt es in der Datei nicht"),
        ("a:\n  titel: x: y\n", "Fehler im Aufbau"),
        ("a:\n  wert: >\n    zwei\n    Zeilen\n", "mehrere Zeilen"),
        ("", "gibt es in der Datei nicht"),
    ],
)
def test_what_cannot_be_changed_alone_is_refused(text: str, says: str) -> None:
    with pytest.raises(UneditableError, match=says):
        set_values(text, "a", {"wert": "y"})


#: Values as typed in a file: plain, quoted, with signs that mean something to YAML.
values = st.text(st.characters(codec="utf-8", categories=["L", "N", "P", "S", "Zs"]), max_size=20).map(str.strip)
comments = st.sampled_from(["", "# Bemerkung", "   # eingerückt", "\n"])


@given(
    st.lists(st.tuples(st.sampled_from(["titel", "wert", "hinweis"]), values, comments), unique_by=lambda row: row[0]),
    values.filter(bool),
    comments,
    st.booleans(),
)
def test_any_value_is_read_back_and_nothing_else_changes(
    keys: list[tuple[str, str, str]], value: str, between: str, quoted: bool
) -> None:
    def written(text: str) -> str:
        return "'" + text.replace("'", "''") + "'" if quoted or not text.isalnum() else text

    lines = ["erst:", "  titel: erster"]
    for key, typed, comment in keys:
        lines.append(f"  {key}: {written(typed)}" + (f"  {comment.strip()}" if "#" in comment else ""))
    text = "\n".join([*lines, between, "zweiter:", "  titel: x", ""])
    if any(key == "titel" for key, _, _ in keys):
        text = text.replace("  titel: erster\n", "", 1)
    before = read_yaml(text)
    after = read_yaml(changed := set_values(text, "erst", {"wert": value, "neu": value}))
    entry = before.values["erst"]
    assert isinstance(entry, dict)
    assert after.values == before.values | {"erst": entry | {"wert": value, "neu": value}}
    for comment in ("# Bemerkung", "# eingerückt"):
        assert changed.count(comment) == text.count(comment)


SOURCE = {"titel": "Auskunft", "stand": "01.12.2026"}


def test_an_item_follows_the_last_of_its_list_whatever_stands_behind_it() -> None:
    changed = add_item(TEXT, "frist", "quellen", SOURCE).splitlines()
    assert changed[7:11] == [
        "      vertrauen: amtlich",
        "    - titel: Auskunft",
        "      stand: 01.12.2026",
        "",
    ]
    assert [line for line in changed if line not in changed[8:10]] == TEXT.splitlines()


def test_a_list_that_is_not_there_yet_follows_the_entry() -> None:
    assert add_item(TEXT, "hort", "quellen", SOURCE) == (
        TEXT + "  quellen:\n    - titel: Auskunft\n      stand: 01.12.2026\n"
    )


def test_a_list_in_brackets_is_left_to_a_person() -> None:
    with pytest.raises(UneditableError, match="ist keine Liste mit einer Zeile je Eintrag"):
        add_item("hort:\n  quellen: [{titel: A}]\n", "hort", "quellen", SOURCE)


def test_keys_that_go_take_their_lines_and_nothing_else() -> None:
    assert without(TEXT, "frist", ("wert", "bestaetigt_am")) == TEXT.replace("  wert: 1. März\n", "", 1)
    with pytest.raises(UneditableError, match="geht über mehrere Zeilen"):
        without(TEXT, "frist", ("quellen",))
