"""Whatever stands on a page, each of its words is in what was pasted, once, and a real file of LibreOffice's too."""

from __future__ import annotations

import re
from collections import Counter
from html import escape
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from ratgeber_tools.readers import pasted
from ratgeber_tools.writers import myst

#: As LibreOffice 7 wrote it of a Word file (`--convert-to html`); its clipboard holds the same.
LIBREOFFICE = Path(__file__).parent / "clipboards" / "libreoffice.html"

_WORDS = st.lists(st.integers(0, 9999).map("Wort{}x".format), min_size=1, max_size=6).map(" ".join)
_INLINE = st.sampled_from(("", "b", "i", "span", "font", "u", "sup", "s", "o:p"))


@st.composite
def _line(draw: st.DrawFn) -> str:
    parts = []
    for words in draw(st.lists(_WORDS, min_size=1, max_size=3)):
        tag = draw(_INLINE)
        parts.append(f"<{tag}>{escape(words)}</{tag}>" if tag else escape(words))
    return draw(st.sampled_from((" ", "<br>", "&nbsp;", "\n"))).join(parts)


def _blocks(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    several = st.lists(inner, min_size=1, max_size=3)
    cell = st.sampled_from(("<td>{}</td>", "<th>{}</th>", "<td colspan=2>{}</td>", "<td rowspan=3>{}</td>", "<td>{}"))
    cells = st.tuples(cell, inner).map(lambda pair: pair[0].format(pair[1]))
    rows = st.lists(cells, min_size=1, max_size=3).map(lambda row: f"<tr>{''.join(row)}</tr>")
    return st.one_of(
        several.map(lambda items: "<ul>" + "".join(f"<li>{item}" for item in items) + "</ul>"),
        several.map(lambda items: "<ol type=a>" + "".join(f"<li>{item}</li>" for item in items) + "</ol>"),
        several.map(lambda items: f"<div class='rg-box rg-tipp'>{''.join(items)}</div>"),
        several.map(lambda items: f"<blockquote>{''.join(items)}</blockquote>"),
        several.map("".join).map("<b style='font-weight:normal'>{}</b>".format),
        st.lists(rows, min_size=1, max_size=3).map(lambda found: f"<table>{''.join(found)}</table>"),
    )


_PLAIN = st.tuples(st.sampled_from(("p", "h1", "h3", "div", "dt", "dd", "pre", "center", "figcaption")), _line()).map(
    lambda pair: f"<{pair[0]}>{pair[1]}</{pair[0]}>"
)
_PAGE = st.lists(st.recursive(_PLAIN, _blocks, max_leaves=8), min_size=1, max_size=5).map("".join)


def words_in(text: str) -> Counter[str]:
    return Counter(re.findall(r"Wort\d+x", text))


@given(_PAGE)
def test_every_word_of_a_page_is_in_what_was_pasted_once(html: str) -> None:
    read = pasted.read_html(html)
    assert words_in(myst.write(read.document)) == words_in(html)


def test_a_file_of_libreoffice_is_what_its_author_meant() -> None:
    written = myst.write(pasted.read_html(LIBREOFFICE.read_text(encoding="utf-8")).document)
    assert written.startswith(
        "# Der Hort\n\n## Anmelden\n\nMelden Sie Ihr Kind **bis März** an, am besten *schriftlich*."
    )
    assert "\n1. Antrag holen\n2. Antrag abgeben\n\n### Kosten\n" in written
    assert written.endswith("Roter Satz.\n\n- [ ] Ticket\n- [x] Brotdose\n")
