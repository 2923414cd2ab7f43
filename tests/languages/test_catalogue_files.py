"""A catalogue as a file: written so that a person can read it, read so that a mistake costs one entry."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from ratgeber_tools.languages.catalogue import (
    Catalogue,
    SameMeaning,
    TranslationEntry,
    TranslationState,
    languages_of,
    load_catalogue,
    merged,
    parse_catalogue,
    path_of,
    write_catalogue,
)
from ratgeber_tools.languages.units import key_of

PATH = Path("hort.yaml")


def entry(german: str, text: str, **more: object) -> TranslationEntry:
    return TranslationEntry.model_validate(
        {"quelle": key_of(german), "deutsch": german, "text": text, "stand": "geprüft", **more}
    )


def test_an_entry_is_written_as_people_read_it() -> None:
    same = SameMeaning(quelle=key_of("Der Hort."), deutsch="Der Hort.", von="Schulamt", am=date(2026, 11, 30))
    one = entry("Hort", "Група", von="Netzwerkstelle", am="24.11.2026", stellen=("begriff Hort",), auch=(same,))
    assert write_catalogue(Catalogue("uk", "schulanfang/hort", (one,))).split("\n")[1:] == [
        "sprache: uk",
        "kapitel: schulanfang/hort",
        "saetze:",
        f'  - quelle: "{one.key}"',
        '    deutsch: "Hort"',
        '    text: "Група"',
        "    stand: geprüft",
        '    von: "Netzwerkstelle"',
        "    am: 24.11.2026",
        "    stellen:",
        '      - "begriff Hort"',
        "    auch:",
        f'      - quelle: "{same.key}"',
        '        deutsch: "Der Hort."',
        '        von: "Schulamt"',
        "        am: 30.11.2026",
        "",
    ]


LINES = st.text().map(lambda text: " ".join(text.split()))


@given(st.lists(st.tuples(LINES.filter(bool), LINES), max_size=5, unique_by=lambda pair: key_of(pair[0])))
def test_whatever_is_written_is_read_again(pairs: list[tuple[str, str]]) -> None:
    catalogue = Catalogue("ar", "hort", tuple(entry(german, text) for german, text in pairs))
    assert parse_catalogue(write_catalogue(catalogue), PATH, "ar", "hort") == catalogue


def test_a_wrong_entry_costs_that_entry_and_is_named_with_its_line() -> None:
    text = write_catalogue(Catalogue("uk", "hort", (entry("Hort", "Група"), entry("Essen", "Їжа"))))
    wrong = text.replace("stand: geprüft", "stand: fertig", 1)
    read = parse_catalogue(wrong, PATH, "uk", "hort")
    assert [each.german for each in read.entries] == ["Essen"]
    [finding] = read.findings
    assert finding.line == 8
    assert "fertig" in finding.text


def test_unreadable_yaml_is_said_and_no_traceback() -> None:
    read = parse_catalogue("saetze:\n  - quelle: [\n", PATH, "uk", "hort")
    assert read.entries == ()
    assert [finding.code.identifier for finding in read.findings] == ["uebersetzung-syntax"]


def test_a_new_entry_for_the_same_german_takes_the_place_of_the_old_one() -> None:
    before = Catalogue("uk", "hort", (entry("Hort", "Група"), entry("Essen", "Їжа")))
    after = merged(before, [entry("Hort", "Гурток"), entry("Schule", "Школа")])
    assert [each.text for each in after.entries] == ["Гурток", "Їжа", "Школа"]


def test_languages_are_those_with_a_catalogue_in_the_order_of_menus(tmp_path: Path) -> None:
    for language in ("ar", "uk"):
        path = path_of(tmp_path, language, "schulanfang/hort")
        path.parent.mkdir(parents=True)
        path.write_text(
            write_catalogue(Catalogue(language, "schulanfang/hort", (entry("Hort", "x"),))), encoding="utf-8"
        )
    assert languages_of(tmp_path) == ("uk", "ar")
    assert load_catalogue(tmp_path, "uk", "schulanfang/hort").entries[0].state is TranslationState.CHECKED
    assert load_catalogue(tmp_path, "uk", "schulanfang/essen").entries == ()
