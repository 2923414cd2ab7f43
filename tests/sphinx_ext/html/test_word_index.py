"""The index of the web edition, and the numbers of tables there."""

from __future__ import annotations

import re
from pathlib import Path

from sphinx_ext.sphinx_building import HEAD, Built, build_pages

GLOSSARY = f"{HEAD}# Wörter\n\n:::{{glossar}}\nÜbung\n: Üben.\n\nHort\n: Am Nachmittag.\n:::\n"


def register(built: Built) -> list[tuple[str, str]]:
    article = re.search(r"<article>.*?</article>", built.page("genindex"), re.DOTALL)
    assert article is not None
    listed = article[0].partition("</nav>")[2]
    return re.findall(r'<li><a href="([^"]*)">([^<]*)</a>', listed)


def test_a_word_leads_to_its_explanation_and_to_the_chapters_that_use_it(tmp_path: Path) -> None:
    text = f"{HEAD}# Geld\n\n## Kosten\n\n{{begriff}}`Hort`, {{begriff}}`Hort` und {{begriff}}`Nachmittag <Übung>`\n"
    built = build_pages(tmp_path, geld=text, glossar=GLOSSARY)
    assert register(built) == [
        ("geld.html", "Geld"),
        ("glossar.html#term-Hort", "Hort"),
        ("geld.html#kosten", "Geld"),
        ("glossar.html#term-uebung", "Übung"),
        ("geld.html#kosten", "Geld"),
        ("glossar.html", "Wörter"),
    ]


def test_a_chapter_that_no_longer_uses_a_word_leaves_the_index(tmp_path: Path) -> None:
    build_pages(tmp_path, geld=f"{HEAD}# Geld\n\n{{begriff}}`Hort`\n", glossar=GLOSSARY)
    built = build_pages(tmp_path, geld=f"{HEAD}# Geld\n\nNichts.\n", glossar=GLOSSARY)
    assert ("geld.html", "Geld") in register(built)
    assert len([words for _, words in register(built) if words == "Geld"]) == 1


def test_without_a_glossary_the_chapters_are_listed(tmp_path: Path) -> None:
    assert register(build_pages(tmp_path, b=f"{HEAD}# Zeit\n", a=f"{HEAD}# Ämter\n")) == [
        ("a.html", "Ämter"),
        ("b.html", "Zeit"),
    ]


def test_tables_are_numbered_on_their_page_not_through_the_book(tmp_path: Path) -> None:
    table = "```{list-table} Gebühren\n:header-rows: 1\n:name: t-%s\n\n* - A\n  - B\n* - 1\n  - 2\n```\n"
    built = build_pages(
        tmp_path,
        a=f"{HEAD}# A\n\n{table % 'eins'}",
        b=f"{HEAD}# B\n\n{table % 'zwei'}\n{table % 'drei'}\nSiehe {{numref}}`t-drei`.\n",
    )
    assert re.findall(r'caption-number">([^<]*)<', built.page("b")) == ["Tabelle 1 ", "Tabelle 2 "]
    assert ">Tabelle 2</span></a>" in built.page("b")
    numbers = built.app.env.toc_fignumbers
    assert [numbers["a"]["table"]["t-eins"], numbers["b"]["table"]["t-drei"]] == [(1,), (3,)], "print counts on"
