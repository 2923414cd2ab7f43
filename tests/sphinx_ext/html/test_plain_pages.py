"""Pages in Einfache Sprache: beside their original, one sentence a line, a picture a question, and on the web alone."""

from __future__ import annotations

from pathlib import Path

import pytest

from ratgeber_tools.artwork.pictograms import Pictogram
from ratgeber_tools.guide.chapters import parse_chapter
from ratgeber_tools.languages.plain import held_beside
from ratgeber_tools.sphinx_ext.outline import GuideOutline, OutlineEntry
from ratgeber_tools.sphinx_ext.plain_pages import PlainPair, section_sign
from sphinx_ext.sphinx_building import build_pages

HEAD = "---\nstatus: entwurf\nzustaendig: Amt\nstand: 24.11.2026\n"
NAME = "sprachen/de-einfach/hort"
GERMAN = f"{HEAD}---\n\n# Hort\n\nDer Hort öffnet früh. Er kostet Geld.\n"
PLAIN = (
    f"{HEAD}zu: hort\n---\n\n# Der Hort\n\n## Wann?\n\nDer Hort öffnet früh.\nEr ist nah.\n\n## Geld\n\nEr kostet.\n"
)


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    before = parse_chapter(GERMAN.replace("früh", "spät"), path=Path("hort.md"), name="hort")
    plain = held_beside(parse_chapter(PLAIN, path=Path("einfach.md"), name=NAME), before)
    built = build_pages(
        tmp_path_factory.mktemp("einfach"),
        hort=GERMAN,
        anders=f"{HEAD}---\n\n# Anderes\n",
        **{NAME.replace("/", "__"): plain},
    )
    assert built.warnings == []
    return {
        name: (built.folder / f"{name}.html").read_text(encoding="utf-8") for name in ("hort", "anders", NAME)
    }  # fmt: skip


def test_both_pages_lead_to_each_other_and_others_nowhere(pages: dict[str, str]) -> None:
    assert f'<a href="{NAME}.html">In Einfacher Sprache</a>' in pages["hort"]
    assert '<a href="../../hort.html">Zum ausführlichen Text</a>' in pages[NAME]
    assert "rg-fassung" not in pages["anders"]


def test_each_sentence_stands_in_a_line_of_its_own(pages: dict[str, str]) -> None:
    assert '<span class="rg-satz">Der Hort öffnet früh.</span>' in pages[NAME]
    assert '<span class="rg-satz">Er ist nah.</span>' in pages[NAME]
    assert "rg-satz" not in pages["hort"]


def test_it_says_below_its_heading_where_the_original_is_newer_and_nowhere_else(pages: dict[str, str]) -> None:
    article = pages[NAME]
    assert article.count("Der ausführliche Text ist hier neuer") == 1
    assert article.index("Wann?</h2>") < article.index("hier neuer") < article.index("Geld</h2>")
    assert "rg-aelter" not in pages["hort"]


def test_a_heading_has_the_picture_of_its_question(pages: dict[str, str]) -> None:
    assert section_sign("Wann melde ich mein Kind an?") is Pictogram.CALENDAR
    assert section_sign("Was kostet der Hort?") is Pictogram.MONEY
    assert section_sign("Sonstiges") is None
    assert "<h2><svg" in pages[NAME]


def test_paper_has_the_originals_alone() -> None:
    plain = OutlineEntry("Der Hort", NAME, 1)
    index = OutlineEntry("Einfach", "sprachen/de-einfach/index", 1, (plain,), is_part=True)
    hort = OutlineEntry("Hort", "hort", 0)
    paths = {"hort": (hort,), "sprachen/de-einfach/index": (index,), NAME: (index, plain)}
    assert GuideOutline("index", (hort, index), paths).on_paper().order == ("index", "hort")


def test_only_leichte_sprache_that_readers_have_tested_is_called_so() -> None:
    easy = "sprachen/de-leicht/hort"
    assert PlainPair(easy, "hort", has_reader_test=True).words == "In Leichter Sprache"
    assert PlainPair(easy, "hort").words == "In Einfacher Sprache"
    assert PlainPair(NAME, "hort", has_reader_test=True).words == "In Einfacher Sprache"
