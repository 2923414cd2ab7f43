"""Boxes, pictures, glossary, foreign words, checklists: from MyST to doctree and HTML."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from docutils import nodes
from sphinx import addnodes
from sphinx_building import build_text

from ratgeber_tools import dialect
from ratgeber_tools.sphinx_ext import nodes as own
from ratgeber_tools.sphinx_ext.glossary import sorting_key


@pytest.mark.parametrize(
    "spec", [spec for spec in dialect.CONTAINERS.values() if spec.title], ids=lambda spec: spec.name
)
def test_every_container_of_the_dialect_is_a_box(tmp_path: Path, spec: dialect.ContainerSpec) -> None:
    built = build_text(tmp_path, f":::{{{spec.name}}}\nInhalt mit *Betonung*\n:::\n")
    assert built.warnings == []
    (box,) = built.doctree().findall(own.ratgeber_box)
    assert (box["kind"], box["title"], box["internal"]) == (spec.name, spec.title, spec.internal)
    assert isinstance(box[0], own.ratgeber_box_title)
    assert box[-1].astext() == "Inhalt mit Betonung"
    assert f"rg-{spec.name}" in built.article()
    assert f'<p class="rg-box-title">{spec.title}</p>' in built.article()


def test_words_behind_a_box_join_its_title(tmp_path: Path) -> None:
    built = build_text(tmp_path, ":::{frist} bis **1. März**\nText\n:::\n")
    (box,) = built.doctree().findall(own.ratgeber_box)
    assert box["title"] == "Frist: bis 1. März"
    assert '<p class="rg-box-title">Frist: bis <strong>1. März</strong></p>' in built.article()


def test_an_editorial_note_says_what_it_is_about_and_from_whom(tmp_path: Path) -> None:
    built = build_text(tmp_path, ":::{redaktionsnotiz}\n:art: Frage\n:von: Jugendamt\n\nText\n:::\n")
    (box,) = built.doctree().findall(own.ratgeber_box)
    assert (box["title"], box["art"], box["von"]) == ("Redaktionsnotiz: Frage (Jugendamt)", "Frage", "Jugendamt")


def test_a_box_can_be_referred_to(tmp_path: Path) -> None:
    built = build_text(tmp_path, ":::{kontakt}\n:name: amt\n\nText\n:::\n\n[Das Amt](#amt)\n")
    assert built.warnings == []
    assert 'href="#amt"' in built.article()


def test_an_empty_box_is_told(tmp_path: Path) -> None:
    assert build_text(tmp_path, ":::{tipp}\n:::\n").warnings == [
        "index.md:3: WARNING: Der Baustein {tipp} ist leer. [ratgeber.baustein]"
    ]


def test_checklists_are_boxes_to_tick_in_every_builder(tmp_path: Path) -> None:
    built = build_text(tmp_path, "- [ ] offen\n- [x] fertig\n- gewöhnlich\n")
    boxes = list(built.doctree().findall(own.ratgeber_checkbox))
    assert [box["checked"] for box in boxes] == [False, True]
    assert not list(built.doctree().findall(nodes.raw))
    assert 'type="checkbox"' not in built.article()
    assert '<span class="rg-spoken">erledigt: </span>fertig' in built.article()


def test_struck_out_words_keep_what_is_in_them(tmp_path: Path) -> None:
    built = build_text(tmp_path, "vor ~~weg *ganz* weg~~ und ~~noch~~ nach\n")
    struck = [node.astext() for node in built.doctree().findall(own.ratgeber_strikethrough)]
    assert struck == ["weg ganz weg", "noch"]
    assert "vor <s>weg <em>ganz</em> weg</s> und <s>noch</s> nach" in built.article()
    assert not list(built.doctree().findall(nodes.raw))


def test_struck_out_words_may_lie_in_struck_out_words(tmp_path: Path) -> None:
    built = build_text(tmp_path, "~~a **b ~~c~~ d** e~~ f\n")
    assert "".join(built.doctree().findall(nodes.Text)).replace("Titel", "") == "a b c d e f"


def test_foreign_words_say_their_language_and_direction(tmp_path: Path) -> None:
    built = build_text(
        tmp_path, "{fremd}`merhaba <tr>` {fremd}`سلام <fa>`\n\n:::{fremdsprache}\n:sprache: ar\n\nمرحبا\n:::\n"
    )
    assert built.warnings == []
    inline = [(node["language"], node["direction"]) for node in built.doctree().findall(own.ratgeber_foreign_inline)]
    assert inline == [("tr", "ltr"), ("fa", "rtl")]
    assert '<span dir="ltr" lang="tr">merhaba</span>' in built.article()
    assert '<div dir="rtl" lang="ar">\n<p>مرحبا</p>' in built.article()


@pytest.mark.parametrize("text", ["{fremd}`merhaba`\n", ":::{fremdsprache}\n\nmerhaba\n:::\n"])
def test_a_missing_language_is_told_and_no_word_is_lost(tmp_path: Path, text: str) -> None:
    built = build_text(tmp_path, text)
    assert len(built.warnings) == 1
    assert "[ratgeber.baustein]" in built.warnings[0]
    assert "merhaba" in built.article()


def test_a_figure_has_words_a_caption_and_a_number(tmp_path: Path) -> None:
    (tmp_path / "ratgeber").mkdir()
    (tmp_path / "ratgeber" / "ein weg.svg").write_text('<svg xmlns="http://www.w3.org/2000/svg"/>', encoding="utf-8")
    built = build_text(
        tmp_path,
        ":::{abbildung} ein weg.svg\n:alt: Ein Weg\n:breite: 40mm\n:name: weg\n\nDer *Weg*\n\nLegende\n:::\n\n"
        "{numref}`weg`\n",
    )
    assert built.warnings == []
    article = built.article()
    assert 'alt="Ein Weg"' in article
    assert re.search(r'<img [^>]*width="151"', article)  # 40 mm in CSS pixels
    assert (
        '<span class="caption-number">Abbildung 1 </span><span class="caption-text">Der <em>Weg</em></span>' in article
    )
    assert "Legende" in article
    assert '<span class="std std-numref">Abbildung 1</span>' in article


def test_the_glossary_is_sorted_as_in_a_dictionary_and_words_lead_there(tmp_path: Path) -> None:
    built = build_text(
        tmp_path,
        "{begriff}`Übergang`, {begriff}`Hortes <hort>`\n\n"
        ":::{glossar}\nZensur\n: Note\n\nÜbergang\n: Wechsel\n\nHort\n: Betreuung *danach*.\n:::\n",
    )
    assert built.warnings == []
    terms = [term.astext() for term in built.doctree().findall(nodes.term)]
    assert terms == ["Hort", "Übergang", "Zensur"]
    assert list(built.doctree().findall(addnodes.glossary))
    assert 'href="#term-Hort"' in built.article()
    assert "Betreuung <em>danach</em>." in built.article()


def test_what_is_no_entry_of_the_glossary_is_told_and_kept(tmp_path: Path) -> None:
    built = build_text(tmp_path, ":::{glossar}\nNur ein Satz.\n:::\n")
    assert "[ratgeber.baustein]" in built.warnings[0]
    assert "Nur ein Satz." in built.article()


def test_a_note_to_the_editors_in_a_glossary_is_kept_and_no_mistake(tmp_path: Path) -> None:
    note = "{redaktionsnotiz}\nWer prüft das?\n"
    built = build_text(tmp_path, f"::::{{glossar}}\nHort\n: Da.\n\n:::{note}:::\n\nNote\n: Zahl.\n::::\n")
    assert built.warnings == []
    assert [term.astext() for term in built.doctree().findall(nodes.term)] == ["Hort", "Note"]
    assert "Wer prüft das?" in built.article()


def test_dictionary_order_reads_umlauts_as_their_vowels() -> None:
    assert sorted(["Zug", "Ähre", "Straße", "Strasse", "apfel"], key=sorting_key) == [
        "Ähre", "apfel", "Straße", "Strasse", "Zug",
    ]  # fmt: skip
