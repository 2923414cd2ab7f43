"""The field documents beside the project: each carries one thing of real files, beside it what an editor would type.

What the editor typed is compared sign by sign: the whole chapter where all of it is given, else lines that must stand
in it one after the other.  What the editor only says in words is said here as what must and must not stand there.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest

from ratgeber_tools.contributions import report
from ratgeber_tools.contributions.conversion import convert, read_contribution
from ratgeber_tools.contributions.one_title import with_one_title
from ratgeber_tools.dialect import ALT_PLACEHOLDER

FIELD = Path(__file__).parents[4] / "shared" / "word-corpus" / "field"

pytestmark = [
    pytest.mark.corpus,
    pytest.mark.skipif(not FIELD.is_dir(), reason="the Word corpus is not there: word-corpus beside the project"),
]


@dataclass(frozen=True)
class Said:
    """What the editor says in words: of the chapter and of its report."""

    chapter: tuple[str, ...] = ()
    never: tuple[str, ...] = ()
    report: tuple[str, ...] = ()


WHOLE = ("cell-double-dash", "empty-first-bullet", "several-h1-title", "two-line-title", "url-percent")
PARTS = (
    "bold-punctuation", "box-table-1x1", "break-in-sentence", "check-and-cross", "dropcap", "dropdown-legacy",
    "faq-bold-questions", "lists-separated-by-blank", "nesting-by-indent",
)  # fmt: skip
IN_WORDS = {
    "alt-file-name": Said(
        (f":alt: {ALT_PLACEHOLDER}",), ("Bild1", "erika", "Grafik 3"), ("Ein Bild hat keinen Alternativtext",)
    ),
    "german-marked-foreign": Said(never=("{fremd}", "{fremdsprache}")),
    "names-urls-english": Said(never=("{fremd}", "{fremdsprache}")),
    "heading-quirks": Said(("# Schulanfang",), ("Schul-",), ("ist ungewöhnlich lang",)),
    "mergefield": Said(report=("Das Seriendruckfeld „Anrede“ ist nicht ausgefüllt",)),
    "several-h1-no-title": Said(("## Anmeldung", "## Hort"), (), ("Stimmt das?", "Schreiben Sie einen besseren")),
    "typed-heading-numbers": Said(
        ("## Einschulung", "### Anmeldung"), ("1.1",), ("Nummer vor einer Überschrift wurde 5-mal weggelassen",)
    ),
    "typed-toc": Said(("## Anmeldung",), ("....",), ("Das Inhaltsverzeichnis aus Word wurde weggelassen",)),
}


@cache
def taken_in(name: str) -> tuple[str, str]:
    """Return the chapter and the report that an import makes of a document."""
    contribution = with_one_title(read_contribution(FIELD / f"{name}.docx"))
    conversion = convert(contribution, picture_folder="bilder", alt_placeholder=ALT_PLACEHOLDER)
    return conversion.text.strip(), report.markdown(f"{name}.docx", conversion.document, conversion.findings)


def typed(name: str) -> str:
    """Return what the editor typed, without what stands beside it for us."""
    text = (FIELD / f"{name}.md").read_text(encoding="utf-8")
    return re.sub(r"<!--.*?-->|^\(.*\)$|^…$", "", text, flags=re.MULTILINE | re.DOTALL).strip()


def names() -> list[str]:
    return sorted(path.stem for path in FIELD.glob("*.docx"))


def test_every_field_document_is_compared() -> None:
    assert sorted([*WHOLE, *PARTS, *IN_WORDS]) == names()


@pytest.mark.parametrize("name", WHOLE)
def test_the_chapter_is_what_the_editor_typed(name: str) -> None:
    assert taken_in(name)[0] == typed(name)


@pytest.mark.parametrize("name", PARTS)
def test_what_the_editor_typed_stands_in_the_chapter(name: str) -> None:
    assert f"\n\n{typed(name)}\n" in f"\n\n{taken_in(name)[0]}\n"


@pytest.mark.parametrize("name", IN_WORDS)
def test_chapter_and_report_are_as_the_editor_says(name: str) -> None:
    chapter, told = taken_in(name)
    said = IN_WORDS[name]
    assert set(said.chapter) <= set(chapter.splitlines())
    assert not [words for words in said.never if words in chapter]
    assert not [words for words in said.report if words not in told]


@pytest.mark.parametrize("name", names())
def test_the_chapter_has_exactly_one_title_and_the_report_asks_for_it(name: str) -> None:
    chapter, told = taken_in(name)
    assert len(re.findall(r"^# ", chapter, flags=re.MULTILINE)) == 1
    assert chapter.startswith("# ")
    assert "Stimmt das?" in told
