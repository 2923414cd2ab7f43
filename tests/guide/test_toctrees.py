"""The order of the guide as its toctrees say it."""

from __future__ import annotations

from ratgeber_tools.guide.toctrees import TocEntry, read_toctrees, resolve_entries

NAMES = ("index", "teil/index", "teil/a", "teil/b", "teil/c", "teil/tief/d", "anhang/glossar")


def resolved(lines: str, *, page: str = "teil/index") -> list[str]:
    (toctree,) = read_toctrees(f"# Teil\n\n```{{toctree}}\n{lines}\n```\n")
    return [entry.target for entry in resolve_entries(toctree, page, NAMES)]


def test_entries_are_seen_from_the_pages_folder() -> None:
    assert resolved("b\na.md\n/anhang/glossar") == ["teil/b", "teil/a", "anhang/glossar"]


def test_a_pattern_catches_what_is_not_listed_above_it() -> None:
    assert resolved(":glob:\n\nb\n*") == ["teil/b", "teil/a", "teil/c"]


def test_a_pattern_without_the_option_is_a_name_nobody_has() -> None:
    assert resolved("*") == []


def test_two_stars_reach_into_folders() -> None:
    assert resolved(":glob:\n\n**") == ["teil/a", "teil/b", "teil/c", "teil/tief/d"]


def test_brackets_choose_letters() -> None:
    assert resolved(":glob:\n\n[!a]") == ["teil/b", "teil/c"]


def test_reversed_turns_the_order() -> None:
    assert resolved(":reversed:\n\na\nb") == ["teil/b", "teil/a"]


def test_pages_that_do_not_exist_and_the_page_itself_are_left_out() -> None:
    assert resolved("weg\nself\nindex\na\na") == ["teil/a"]


def test_titles_and_addresses_are_kept() -> None:
    text = "```{toctree}\nKurz <a>\nStadt <https://stadt.example>\n```\n"
    assert resolve_entries(read_toctrees(text)[0], "teil/index", NAMES) == (
        TocEntry("teil/a", "Kurz"),
        TocEntry("https://stadt.example", "Stadt", is_address=True),
    )


def test_options_and_place_are_known() -> None:
    text = "# Teil\n\n:::{toctree}\n:caption: Für Eltern\n:hidden:\n\na\n:::\n\nEnde\n"
    (toctree,) = read_toctrees(text)
    assert toctree.caption == "Für Eltern"
    assert "hidden" in toctree.options
    assert text[toctree.span.start : toctree.span.end].splitlines()[-1] == ":::"


def test_a_toctree_shown_as_code_is_none() -> None:
    assert read_toctrees("````\n```{toctree}\na\n```\n````\n") == ()
