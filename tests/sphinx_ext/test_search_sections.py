"""What of a page goes into the search: what readers of this edition see, less what may expire or is about the page."""

from __future__ import annotations

from pathlib import Path

from ratgeber_tools.search.pages import IndexedPage, Section
from ratgeber_tools.sphinx_ext.html.search.indexing import SearchIndexing
from sphinx_ext.data.data_guide import page_guide
from sphinx_ext.sphinx_building import Built, build_text


def pages_of(built: Built) -> list[IndexedPage]:
    assert isinstance(built.app.builder, SearchIndexing)
    return built.app.builder.search_pages["index"]


def test_each_heading_begins_a_section_with_its_anchor(tmp_path: Path) -> None:
    built = build_text(
        tmp_path, "Anfang.\n\n## Zweites\n\n- ein Punkt\n- noch einer\n\n### Drittes\n\nText *betont*.\n"
    )
    (page,) = pages_of(built)
    assert page.sections == (
        Section("", "", "Anfang."),
        Section("Zweites", "zweites", "ein Punkt. noch einer."),
        Section("Drittes", "drittes", "Text betont."),
    )


def test_key_points_stand_apart_and_notes_sources_and_pictures_are_left_out(tmp_path: Path) -> None:
    text = (
        ":::{wichtigste}\n- Kurz gesagt.\n:::\n\nText.\n\n"
        ":::{redaktionsnotiz}\n:art: offene Frage\n:von: Amt\n\nGeheim?\n:::\n\n"
        ":::{quelle}\nEin Gesetz.\n:::\n\n% Bemerkung\n"
    )
    (page,) = pages_of(build_text(tmp_path, text))
    assert page.sections == (Section("", "", "Text.", "Kurz gesagt."),)


def test_a_word_of_the_glossary_is_a_page_of_its_own(tmp_path: Path) -> None:
    page, word = pages_of(build_text(tmp_path, ":::{glossar}\nHort\n: Betreuung nach der Schule.\n:::\n"))
    assert page.sections == (Section("", "", ""),)
    assert word.is_word
    assert word.title == "Hort"
    assert word.sections == (Section("", "term-Hort", "Betreuung nach der Schule."),)


def test_a_value_that_may_have_expired_is_not_shown_and_no_state_of_the_editors_is(tmp_path: Path) -> None:
    guide = page_guide(tmp_path, "Frist: {fakt}`frist` Ende.\n\nBetrag: {fakt}`betrag` Ende.\n")
    (public,) = pages_of(guide.build(edition="oeffentlich"))
    assert public.sections[0].text.startswith("Frist: … Ende.")
    (working,) = pages_of(guide.build())
    assert "2.000 Euro" in working.sections[0].text
    assert "unbestätigt" not in working.sections[0].text


def test_a_section_is_found_by_the_title_of_a_record_it_shows(tmp_path: Path) -> None:
    guide = page_guide(tmp_path, "Melden Sie sich an: {fakt}`frist`.\n\n## Geld\n\nBis zu {fakt}`betrag`.\n")
    (page,) = pages_of(guide.build())
    assert [section.subjects for section in page.sections] == ["Anmeldefrist", "Höchstbetrag"]
    assert "Anmeldefrist" not in page.sections[0].text
