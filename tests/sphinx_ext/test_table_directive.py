"""`{tabelle}`: spans, headings, and what happens when it does not come out even."""

from __future__ import annotations

from pathlib import Path

import pytest
from docutils import nodes
from sphinx_building import build_text

TABLE = """\
:::{tabelle} Gebühren
:kopfzeilen: 1
:kopfspalten: 1
:breiten: 50 25 25
:name: gebuehren

- - Einkommen
  - {spalten=2} Beitrag im *Monat*
- - {zeilen=2} bis 20 000 €
  - Kita
  - - Liste
    - in der Zelle
- - Hort
  - {zeilen=1}
    10 €
- - {spalten=3}
:::
"""


def test_spans_become_those_of_docutils(tmp_path: Path) -> None:
    built = build_text(tmp_path, TABLE)
    assert built.warnings == []
    (table,) = built.doctree().findall(nodes.table)
    spans = [
        [(entry.get("morecols", 0), entry.get("morerows", 0)) for entry in row] for row in table.findall(nodes.row)
    ]
    assert spans == [[(0, 0), (1, 0)], [(0, 1), (0, 0), (0, 0)], [(0, 0), (0, 0)], [(2, 0)]]
    assert [column["colwidth"] for column in table.findall(nodes.colspec)] == [50, 25, 25]
    assert "{spalten" not in built.article()


def test_cells_keep_their_blocks_and_their_words(tmp_path: Path) -> None:
    (table,) = build_text(tmp_path, TABLE).doctree().findall(nodes.table)
    cells = [entry.astext() for entry in table.findall(nodes.entry)]
    assert cells == [
        "Einkommen",
        "Beitrag im Monat",
        "bis 20 000 €",
        "Kita",
        "Liste\n\nin der Zelle",
        "Hort",
        "10 €",
        "",
    ]
    assert len(list(table.findall(nodes.bullet_list))) == 1


def test_headings_say_what_they_are_for(tmp_path: Path) -> None:
    article = build_text(tmp_path, TABLE).article()
    assert '<th scope="col"><p>Einkommen</p></th>' in article
    assert '<th colspan="2" scope="colgroup">' in article
    assert '<th rowspan="2" scope="rowgroup"><p>bis 20 000 €</p></th>' in article
    assert "<td><p>Hort</p></td>" in article
    assert '<span class="caption-number">Tabelle 1 </span><span class="caption-text">Gebühren</span>' in article


def test_a_pipe_table_says_so_too(tmp_path: Path) -> None:
    article = build_text(tmp_path, "| a | b |\n|---|---|\n| c | d |\n").article()
    assert article.count('scope="col"') == 2
    assert article.count("<td") == 2


def test_nothing_over_the_first_column_is_no_heading_and_its_cells_are_what_the_rows_are_about(tmp_path: Path) -> None:
    article = build_text(tmp_path, "| | Gymnasium |\n|---|---|\n| Klassen | 5 bis 12 |\n").article()
    assert "<td><p></p></td>" in article
    assert article.count("</th>") == 2
    assert '<th scope="row"><p>Klassen</p></th>' in article


@pytest.mark.parametrize(
    ("body", "line", "words"),
    [
        ("- - a\n  - b\n- - c\n", 8, "Es fehlt 1 Zelle"),
        ("- - a\n- - b\n  - c\n", 7, "überzählig"),
        ("- - a\n  - b\n- - {spalten=3} c\n", 8, "rechten Rand"),
        ("- - a\n- - {zeilen=2} c\n", 7, "letzte Zeile"),
    ],
)
def test_an_uneven_table_is_told_once_and_shown_as_it_was_typed(
    tmp_path: Path, body: str, line: int, words: str
) -> None:
    built = build_text(tmp_path, f":::{{tabelle}}\n:kopfzeilen: 1\n\n{body}:::\n")
    (warning,) = built.warnings
    assert warning.startswith(f"index.md:{line}: WARNING: Zeile 2")
    assert words in warning
    assert warning.endswith("[ratgeber.tabelle-raster]")
    for word in ("a", "c"):
        assert f"<p>{word}</p>" in built.article()


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("nur Text", "keine Liste von Zeilen"),
        ("- a\n- b", "keine Liste von Zeilen"),
        ("- - {spalte=2} a\n  - b\n- - c\n  - d", "Die Angabe {spalte=2} ist unbekannt"),
    ],
)
def test_what_is_no_table_is_told_and_no_word_is_lost(tmp_path: Path, source: str, words: str) -> None:
    built = build_text(tmp_path, f":::{{tabelle}}\n:kopfzeilen: 1\n\n{source}\n:::\n")
    assert any(words in warning for warning in built.warnings)
    assert source.split()[-1] in built.article()


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (":kopfzeilen: 2", "nur aus Kopfzeilen"),
        (":kopfzeilen: 1\n:breiten: 50 50 50", "„breiten“ nennt 3 Werte"),
        (":kopfzeilen: viele", "passt „viele“ nicht zu „:kopfzeilen:“"),
        (":kopfzeilen: 1\n:kopfzeile: 1", "Meinten Sie „kopfzeilen“?"),
    ],
)
def test_wrong_options_are_told_in_german(tmp_path: Path, options: str, words: str) -> None:
    built = build_text(tmp_path, f":::{{tabelle}}\n{options}\n\n- - a\n  - b\n- - c\n  - d\n:::\n")
    assert any(words in warning for warning in built.warnings)
    assert "<table" in built.article()


def test_a_heading_may_not_reach_into_the_rows_below(tmp_path: Path) -> None:
    built = build_text(tmp_path, ":::{tabelle}\n:kopfzeilen: 1\n\n- - {zeilen=2} a\n  - b\n- - c\n:::\n")
    assert "Erhöhen Sie „kopfzeilen“" in built.warnings[0]
