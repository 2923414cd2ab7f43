"""`:::{entscheidung}`: a list that pages, paper and books draw as a tree, and that stays a list for everybody else."""

from __future__ import annotations

import re
import subprocess
from datetime import date
from pathlib import Path

import pytest
from docutils import nodes
from hypothesis import given
from hypothesis import strategies as st

from ratgeber_tools.document import plain_text
from ratgeber_tools.readers import myst
from ratgeber_tools.readers.word.returned import read_returned
from ratgeber_tools.sphinx_ext.decision_trees import ANSWER, mark_tree
from ratgeber_tools.writers import myst as myst_writer
from ratgeber_tools.writers.word.export import ExportHeader, StandInWords, write
from sphinx_ext.pdf.pdf_building import Build, build_chapter, can_read_text
from sphinx_ext.sphinx_building import build_text

TREE = """\
:::{entscheidung} Geht es nicht weiter?
Hat Ihr Kind Angst?

- Nein: Warten Sie ab.
- Ja: Wovor hat es Angst?
  - Vor dem Weg: Gehen Sie mit.
    Nach einer Woche geht es allein.
  - **Vor anderen:** Lesen Sie [mehr](#titel).
:::
"""
COVER = ExportHeader("2026-11-24-probe-1", "Probe", date(2026, 11, 24))


def item(words: str, *below: nodes.Node) -> nodes.list_item:
    return nodes.list_item("", nodes.paragraph("", words), *below)


def answers(*items: nodes.list_item) -> nodes.bullet_list:
    return nodes.bullet_list("", *items)


# ------------------------------------------------------------------------------------------------ what is marked


def test_on_the_page_it_is_a_list_in_a_list_whose_answers_are_read_with_their_colon(tmp_path: Path) -> None:
    built = build_text(tmp_path, TREE)
    assert built.warnings == []
    (box,) = re.findall(r'<div class="rg-box rg-entscheidung".*?</div>', built.article(), re.DOTALL)
    assert '<p class="rg-frage">Hat Ihr Kind Angst?</p>\n<ul class="rg-antworten' in box
    assert '<strong class="rg-antwort">Vor anderen</strong><span class="rg-spoken">: </span>Lesen Sie <a' in box
    assert box.count("<ul") == box.count("rg-antworten") == 2
    heard = " ".join(re.sub(r"<[^>]+>", "", box).split())
    assert "Hat Ihr Kind Angst? Nein: Warten Sie ab. Ja: Wovor hat es Angst? Vor dem Weg: Gehen Sie mit." in heard


@pytest.mark.parametrize(("how_many", "at_first", "below"), [(1, 0, 0), (2, 1, 1), (3, 1, 0), (4, 0, 0)])
def test_two_answers_that_end_in_advice_stand_side_by_side_and_three_where_there_is_room(
    how_many: int, at_first: int, below: int
) -> None:
    advice = (item(f"Antwort {number}: Rat.") for number in range(how_many))
    first = answers(*advice)
    mark_tree(nodes.container("", first))
    assert first["classes"].count("rg-gabel") == at_first
    second = answers(*(child.deepcopy() for child in first.children))
    mark_tree(nodes.container("", answers(item("Ja: Und?", second))))
    assert second["classes"].count("rg-gabel") == below


def test_answers_of_which_one_asks_on_stand_below_each_other() -> None:
    tree = answers(item("Ja: Rat."), item("Nein: Warum?", answers(item("A: Rat."), item("B: Rat."))))
    mark_tree(nodes.container("", tree))
    assert "rg-gabel" not in tree["classes"]


WORDS = st.text(alphabet="aÄß :?.,–", max_size=60)


@given(st.lists(WORDS, min_size=1, max_size=4), WORDS)
def test_marking_loses_no_word(items: list[str], below: str) -> None:
    box = nodes.container("", nodes.paragraph("", "Frage?"), answers(*(item(t, answers(item(below))) for t in items)))
    before = box.astext()
    mark_tree(box)
    assert re.sub(r"[\s:]", "", box.astext()) == re.sub(r"[\s:]", "", before)
    found = sum(ANSWER in strong["classes"] for strong in box.findall(nodes.strong))
    assert box.astext().count(":") >= before.count(":") - found


# ------------------------------------------------------------------------------------------------ Word and MyST


def test_typed_text_is_written_back_byte_for_byte() -> None:
    assert myst_writer.write(myst.read(TREE).document) == TREE


def test_in_word_it_is_a_nested_list_in_its_style_and_comes_back_whole(tmp_path: Path) -> None:
    chapter = myst.read(f"# Titel\n\n{TREE}").document
    sent = tmp_path / "hin.docx"
    words = StandInWords(lambda inline: plain_text((inline,)), lambda block: "…")
    sent.write_bytes(write(chapter, cover=COVER, words=words))
    assert read_returned(sent, sent=sent, chapter=chapter).document == chapter


# ------------------------------------------------------------------------------------------------------- paper


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> Build:
    """A tree behind so much text that it would not fit on the page's rest, and one that no page holds."""
    advice = "Das ist ein Rat mit vielen Worten, der über mehr als eine Zeile geht. " * 3
    long = "".join(
        f"- Antwort {n}: Frage {n}?\n  - Ja: {advice} Ende-{n}a.\n  - Nein: {advice} Ende-{n}b.\n" for n in range(9)
    )
    filler = "Grundtext steht vor dem Baum.\n\n" * 22
    text = f"# Titel\n\n{filler}{TREE}\n\n:::{{entscheidung}} Lang\nWelche?\n\n{long}:::\n"
    return build_chapter(tmp_path_factory.mktemp("pdf"), text)


def test_paper_names_the_answer_as_the_label_of_its_item(printed: Build) -> None:
    assert printed.warnings == ""
    assert (
        'question({"Hat Ihr Kind Angst?"});answers(({"Nein"},{par({"Warten Sie ab."})},false),({"Ja"},'
        in printed.source
    )


@pytest.mark.skipif(not can_read_text(), reason="needs poppler")
def test_a_tree_that_fits_a_page_stays_on_one_and_a_long_one_keeps_each_answer_whole(printed: Build) -> None:
    done = subprocess.run(
        ["pdftotext", "-layout", str(printed.pdf), "-"], capture_output=True, encoding="utf-8", check=True
    )
    pages = done.stdout.split("\f")
    (page,) = [page for page in pages if "Geht es nicht weiter" in page and "Hat Ihr Kind" in page]
    assert "Vor anderen" in page
    with_the_long_one = [page for page in pages if "Ende-" in page]
    assert len(with_the_long_one) > 1
    for number in range(9):
        asked = [page for page in pages if f"Frage {number}?" in page]
        assert len(asked) == 1
        assert f"Ende-{number}a" in asked[0]  # its first answer, whole, is on the question's page
