"""A page's source in the public edition."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from ratgeber_tools.editions.navigation import TocList
from ratgeber_tools.editions.public_text import page_source, public_head, skeleton_source
from ratgeber_tools.guide.toctrees import TocEntry

LIST = TocList((TocEntry("teil/a"), TocEntry("https://stadt.example", "Stadt", is_address=True)), {"hidden": ""})
WRITTEN = "```{toctree}\n:hidden:\n\n/teil/a\nStadt <https://stadt.example>\n```"


def test_the_head_goes_and_the_text_stays() -> None:
    assert page_source("---\nstatus: entwurf\n---\n\n# Titel\n\nText\n", []) == "# Titel\n\nText\n"


def test_a_head_never_closed_takes_everything_with_it() -> None:
    assert page_source("---\nstatus: entwurf\n# Titel\n", []) == "\n"


def test_notes_go() -> None:
    assert page_source("# Titel\n\n:::{redaktionsnotiz}\ngeheim\n:::\n\nText\n", []) == "# Titel\n\n%\n\nText\n"


def test_a_list_stands_where_the_page_had_one() -> None:
    text = "# Titel\n\n```{toctree}\nb\ngeheim\n```\n\nEnde\n"
    assert page_source(text, [LIST]) == f"# Titel\n\n{WRITTEN}\n\nEnde\n"


def test_more_lists_than_the_page_had_stand_at_its_end() -> None:
    assert page_source("# Titel\n\n```{toctree}\nb\n```\n\nEnde\n", [LIST, LIST]) == (
        f"# Titel\n\n{WRITTEN}\n\nEnde\n\n{WRITTEN}\n"
    )


def test_a_list_nothing_public_is_in_disappears() -> None:
    assert page_source("# Titel\n\n```{toctree}\ngeheim\n```\n\nEnde\n", []) == "# Titel\n\n\n\nEnde\n"


def test_a_list_inside_something_moves_to_the_end() -> None:
    text = "# Titel\n\n- a\n- ```{toctree}\n  b\n  ```\n\nEnde\n"
    assert page_source(text, [LIST]) == f"# Titel\n\n- a\n- \n\nEnde\n\n{WRITTEN}\n"


def test_a_page_never_released_is_its_title_and_its_lists() -> None:
    assert skeleton_source("Teil A", [LIST]) == f"# Teil A\n\n{WRITTEN}\n"


def test_a_title_is_words_and_no_markup() -> None:
    assert skeleton_source("A *b* {c}", []) == "# A \\*b\\* \\{c\\}\n"


def test_of_the_head_only_what_parents_may_see_is_left() -> None:
    text = (
        "---\nstatus: entwurf\nzustaendig: Schulamt\nmitwirkende: [Hort]\nstand: 24.11.2026\nkurz:\n"
        "  - Eins <!-- geheim --> zwei.\nquellen:\n  - titel: Stadt\n    stand: 2026\n    vertrauen: Presse\n---\n# T\n"
    )
    page = public_head(text, Path("t.md"))
    assert page.model_dump(exclude_defaults=True) == {
        "has_head": True,
        "responsible": "Schulamt",
        "as_of": date(2026, 11, 24),
        "key_points": ("Eins zwei.",),
        "sources": ({"title": "Stadt", "as_of": "2026"},),
    }
