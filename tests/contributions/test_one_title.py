"""Import and check agree on exactly one title."""

from __future__ import annotations

from pathlib import Path

import pytest

from ratgeber_tools.contributions.conversion import Contribution
from ratgeber_tools.contributions.one_title import title_from_name, with_one_title
from ratgeber_tools.contributions.report import markdown
from ratgeber_tools.document import Block, Document, Heading, Image, Paragraph, Text, plain_text
from ratgeber_tools.readers import ReadResult


def heading(level: int, text: str) -> Heading:
    return Heading(level, (Text(text),))


def titled(*blocks: Block, name: str = "2026-03-01_hort-und_essen.docx", title: str = "") -> tuple[list[str], int]:
    """Return the blocks as lines, and how many findings there are; `title` is what the file's properties say."""
    made = with_one_title(Contribution(Path(name), ReadResult(Document(blocks), title=title))).result
    lines = [
        ("#" * block.level + " " if isinstance(block, Heading) else "") + plain_text(block.children)
        for block in made.document.blocks
        if isinstance(block, Heading | Paragraph)
    ]
    return lines, len(made.findings)


TEXT = Paragraph((Text("Text."),))


def test_a_contribution_with_a_title_stays_as_it_is() -> None:
    assert titled(heading(1, "Hort"), TEXT, heading(2, "Essen")) == (["# Hort", "Text.", "## Essen"], 0)


def test_several_titles_stand_below_the_name_of_the_file() -> None:
    blocks = heading(1, "A"), TEXT, heading(2, "B"), heading(1, "C")
    assert titled(*blocks) == (["# Hort und essen", "## A", "Text.", "### B", "## C"], 1)


def test_a_text_without_headings_gets_the_name_of_the_file() -> None:
    assert titled(TEXT) == (["# Hort und essen", "Text."], 1)


def test_the_title_among_the_properties_comes_before_the_name_of_the_file() -> None:
    assert titled(heading(1, "A"), heading(1, "B"), title="Schulstart") == (["# Schulstart", "## A", "## B"], 1)
    assert titled(TEXT, title="Schulstart") == (["# Schulstart", "Text."], 1)


def test_the_first_of_several_titles_is_it_if_the_file_is_called_so() -> None:
    blocks = heading(1, "Hort und Essen"), TEXT, heading(1, "B")
    assert titled(*blocks) == (["# Hort und Essen", "Text.", "## B"], 1)


def test_a_heading_without_words_is_no_title() -> None:
    blocks = Heading(1, (Image("logo", "Logo"),)), heading(1, "Hort")
    assert titled(*blocks)[0] == ["# Hort", ""]


def test_what_stands_before_the_title_stands_below_it() -> None:
    assert titled(TEXT, heading(1, "Hort"), heading(2, "A")) == (["# Hort", "Text.", "## A"], 1)


@pytest.mark.parametrize(
    ("name", "title"),
    [("01_Hort.docx", "Hort"), ("2026-03-01 Der Hort.docx", "Der Hort"), ("12.docx", "12"), ("essen.odt", "Essen")],
)
def test_a_title_made_of_a_name_has_words_only(name: str, title: str) -> None:
    assert title_from_name(Path(name)) == title


def test_the_report_always_asks_whether_the_title_is_right() -> None:
    assert "Titel: „Hort“.\nStimmt das?" in markdown("a.docx", Document((heading(1, "Hort"),)), ())
    assert "keinen Titel" in markdown("a.docx", Document((TEXT,)), ())
