"""A page says once, at its end, whose word its values are and until when; only what differs says so itself."""

from __future__ import annotations

from pathlib import Path

import pytest

from sphinx_ext.data.data_guide import CONFIRMED, UNSURE, page_guide, words_of

SOURCE = (
    "  zustaendig: amt\n  quellen:\n    - titel: Stadt\n      adresse: https://stadt.example/a\n"
    "      vertrauen: amtlich\n      stand: 14.01.2026\n"
)


def fact(name: str, value: str, state: str) -> str:
    return f"{name}:\n  titel: {name.title()}\n  wert: {value}\n{state}"


def test_a_value_that_rests_on_a_source_bears_a_sign_and_the_page_names_the_source_once(tmp_path: Path) -> None:
    facts = fact("eins", "eins", SOURCE) + fact("zwei", "zwei", SOURCE)
    built = page_guide(tmp_path, "A {fakt}`eins` und {fakt}`zwei` Z", fakten=facts).build(edition="oeffentlich")
    assert built.warnings == []
    assert "A eins ° und zwei ° Z" in words_of(built)
    assert words_of(built).count("° laut Stadt , 14.01.2026; vom Amt noch nicht bestätigt") == 1
    assert 'href="#laut"' in built.article()
    assert 'id="laut"' in built.article()
    assert 'href="https://stadt.example/a"' in built.article()


def test_what_is_vouched_for_bears_nothing_and_the_page_says_until_when_it_holds(tmp_path: Path) -> None:
    ends = CONFIRMED + "  gueltig_bis: 31.07.2027\n"
    facts = fact("eins", "eins", ends) + fact("zwei", "zwei", ends)
    shown = words_of(
        page_guide(tmp_path, "A {fakt}`eins` und {fakt}`zwei` Z", fakten=facts).build(edition="oeffentlich")
    )
    assert "A eins und zwei Z" in shown
    line = "Angaben ohne Zeichen sind bestätigt oder geprüft, Stand 01.11.2026, und gelten bis 31.07.2027"
    assert shown.count(line) == 1


@pytest.mark.parametrize(
    ("end", "today", "shown"),
    [
        ("30.06.2027", "01.12.2026", "A eins (gilt bis 30.06.2027) Z"),  # sooner than the others of the page
        ("31.08.2027", "01.12.2026", "A eins Z"),  # later: what the page says holds for it too
        ("31.07.2027", "02.06.2027", "A eins (gilt bis 31.07.2027) Z"),  # within sixty days
        ("31.07.2027", "31.05.2027", "A eins Z"),
    ],
)
def test_only_an_end_that_differs_or_is_near_stands_beside_its_value(
    tmp_path: Path, end: str, today: str, shown: str
) -> None:
    usual = CONFIRMED + "  gueltig_bis: 31.07.2027\n"
    facts = fact("eins", "eins", f"{CONFIRMED}  gueltig_bis: {end}\n") + fact("zwei", "zwei", usual)
    facts += fact("drei", "drei", usual)
    text = "A {fakt}`eins` Z\n\n{fakt}`zwei` {fakt}`drei`"
    assert shown in words_of(page_guide(tmp_path, text, fakten=facts).build(edition="oeffentlich", today=today))


def test_a_page_of_many_sources_names_the_places_they_come_from(tmp_path: Path) -> None:
    facts = "".join(
        fact(
            f"wert{number}",
            str(number),
            SOURCE.replace("example/a", f"example/{number}").replace("titel: Stadt", f"titel: S{number}"),
        )
        for number in range(8)
    )
    text = " ".join(f"{{fakt}}`wert{number}`" for number in range(8))
    shown = words_of(page_guide(tmp_path, text, fakten=facts).build(edition="oeffentlich"))
    assert "° laut stadt.example (8 Seiten); vom Amt noch nicht bestätigt" in shown


def test_the_editors_marks_are_explained_once_where_there_are_any(tmp_path: Path) -> None:
    guide = page_guide(tmp_path, "A {fakt}`betrag` und {fakt}`betrag` Z")
    assert words_of(guide.build()).count("Nur in der Arbeitsfassung zu sehen: ? nicht amtlich belegt.") == 1
    assert "Arbeitsfassung" not in words_of(guide.build(edition="oeffentlich"))


@pytest.mark.parametrize("edition", ["arbeitsfassung", "oeffentlich"])
def test_signs_and_marks_are_set_in_the_pdf_too(tmp_path: Path, edition: str) -> None:
    facts = fact("eins", "eins", SOURCE) + fact("zwei", "zwei", UNSURE)
    guide = page_guide(tmp_path, "A {fakt}`eins` Z\n\nB {fakt}`zwei` Z", fakten=facts)
    built = guide.build(builder="pdf", edition=edition)
    assert built.warnings == []
    source = (built.folder / "satz" / "main.typ").read_text(encoding="utf-8")
    assert "°" in source
    assert ("super" in source) is (edition == "arbeitsfassung")
    assert ("noch offen" in source) is (edition == "oeffentlich")
