"""The index: what weighs how much, and the scripts it becomes."""

from __future__ import annotations

import json
import re
from typing import Any

from ratgeber_tools.search.index import STEPS, SearchIndex, build_index
from ratgeber_tools.search.pages import IndexedPage, Section
from ratgeber_tools.search.scripts import languages_script, search_scripts
from ratgeber_tools.search.words import stem


def page(title: str, text: str = "", *sections: Section, key_points: str = "") -> IndexedPage:
    return IndexedPage(title, f"{title.lower()}.html", "Teil", (Section("", "", text, key_points), *sections))


def weights(index: SearchIndex, word: str) -> dict[int, int]:
    """Return the weight of a word by section."""
    number = next(number for number, known in enumerate(index.words) if stem(known) == stem(word))
    posting = index.postings[number]
    return dict(zip(posting[::2], posting[1::2], strict=True))


def test_a_word_counts_most_in_the_title_then_in_a_heading_then_in_the_key_points() -> None:
    rest = " ".join(f"Wort{number}" for number in range(20))
    index = build_index(
        [
            page("Hort", rest),
            page("A", rest, Section("Hort", "hort", rest)),
            page("B", rest, key_points="Hort"),
            page("C", f"{rest} Hort"),
        ],
        {},
    )
    in_title, in_heading, in_key_points, in_text = (weights(index, "Hort")[number] for number in (0, 2, 3, 4))
    assert STEPS >= in_title > in_heading > in_key_points > in_text >= 1


def test_a_compound_also_counts_for_its_parts_but_less() -> None:
    index = build_index([page("A", "Hort"), page("B", "Vertrag"), page("C", "Hortvertrag")], {})
    assert weights(index, "Vertrag").keys() == {1, 2}
    assert weights(index, "Vertrag")[2] < weights(index, "Hortvertrag")[2]


def test_an_everyday_word_is_kept_only_where_its_meaning_is_in_these_pages() -> None:
    words = {"blau machen": ["fehlen"], "Gymi": ["Gymnasium"], "Taxi": ["fehlen", "Auto"]}
    index = build_index([page("A", "Wenn Kinder fehlen")], words)
    number = index.words.index("fehlen")
    assert index.synonyms == {"blau machen": [number], "Taxi": [number]}


def test_a_meaning_the_guide_has_only_in_compounds_is_found_by_its_parts() -> None:
    index = build_index([page("Hort"), page("Vertrag")], {"Betreuungspapier": ["Hortvertrag"]})
    assert index.synonyms == {"Betreuungspapier": [index.words.index("Hort"), index.words.index("Vertrag")]}


def test_a_number_with_blanks_is_found_as_one_and_by_its_pieces() -> None:
    index = build_index([page("Notruf", "Der Bereitschaftsdienst hat die 116 117.")], {})
    assert {"116", "117", "116117"} <= set(index.words)


def test_what_a_section_is_about_counts_though_nobody_reads_it() -> None:
    index = build_index(
        [IndexedPage("Alltag", "a.html", "", (Section("", "", "Bis zum 1. März.", subjects="Anmeldefrist"),))], {}
    )
    assert weights(index, "Anmeldefrist").keys() == {0}
    assert "Anmeldefrist" not in search_scripts(index)["0.js"]


def test_words_of_other_languages_lie_in_a_script_of_their_own() -> None:
    script = languages_script(
        {"Schule": {"uk": ["школа"], "en": ["school"]}, "Noten": {"en": ["marks"]}}, {"en": ["my"]}
    )
    (content,) = arguments(script)
    assert content == {
        "deutsch": ["Schule", "Noten"],
        "sprachen": [
            {"code": "en", "klein": ["my"], "worte": [["school"], ["marks"]]},
            {"code": "uk", "klein": [], "worte": [["школа"], []]},
        ],
    }


def test_an_empty_guide_has_an_empty_index() -> None:
    assert build_index([], {"Gymi": ["Gymnasium"]}) == SearchIndex((), (), (), {})


def arguments(script: str) -> list[Any]:
    match = re.fullmatch(r"ratgeberSuche\.\w+\((.*)\);\n", script, re.DOTALL)
    assert match is not None
    values: list[Any] = json.loads(f"[{match[1]}]")
    return values


def test_the_index_holds_no_text_and_the_texts_lie_apart() -> None:
    scripts = search_scripts(build_index([page("Hort", "Der Antrag eilt."), page("Weg", "Zu Fuß.")], {}))
    assert list(scripts) == ["index.js", "0.js", "1.js"]
    (index,) = arguments(scripts["index.js"])
    assert "eilt." not in scripts["index.js"]
    assert index["woerter"].split(" ") == sorted(["Antrag", "Fuß", "Hort", "Teil", "Weg", "eilt"])
    assert len(index["stellen"].split(";")) == 6
    assert arguments(scripts["0.js"]) == [0, ["Der Antrag eilt."]]


def test_other_texts_are_another_version() -> None:
    first, second = (arguments(search_scripts(build_index([page("A", text)], {}))["index.js"])[0] for text in "xy")
    assert first["stand"] != second["stand"]
