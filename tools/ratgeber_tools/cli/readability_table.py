"""`ratgeber check --lesbarkeit`: how long and how hard every chapter is, as a table."""

from __future__ import annotations

from collections.abc import Iterator
from statistics import median

from ratgeber_tools.guide import Guide
from ratgeber_tools.guide.body_text import body_measure
from ratgeber_tools.newsroom.text_columns import GAP, fitted, shortened

_HEAD = ("Wörter", "Sätze", "W./Satz", "bis 6 W.", "Wiener 1")
#: Characters a column of figures has, the gap before it among them.
_COLUMN = 10
_SHORTEST_NAME = 20


def readability_lines(guide: Guide, *, width: int | None = None) -> Iterator[str]:
    """Yield the table's lines, hardest chapter first, and below it the middle and the worst value.

    Long names give way where a line may have at most `width` characters.

    Index pages are left out: they are lists of links.
    """
    measured = [(chapter.name, body_measure(chapter)) for chapter in guide if not chapter.is_index]
    rows = [(name, text, text.difficulty) for name, text in measured if text.difficulty is not None]
    if not rows:
        yield "Hier steht noch kein Text."
        return
    natural = [max(len(name) for name, *_ in rows), *(_COLUMN - GAP for _ in _HEAD)]
    name_width = fitted(natural, {0: _SHORTEST_NAME}, width)[0]
    yield f"{'Kapitel':{name_width}}" + "".join(f"{words:>{_COLUMN}}" for words in _HEAD)
    for name, text, value in sorted(rows, key=lambda row: -row[2]):
        mean = _german(text.words_in_a_sentence)
        share = text.short_share
        short = "" if share is None else f"{share:.0f} %"
        figures = (text.words, text.sentences, mean, short, _german(value))
        yield f"{shortened(name, name_width):{name_width}}" + "".join(f"{figure:>{_COLUMN}}" for figure in figures)
    values = [value for *_, value in rows]
    words = sum(text.words for _, text, _ in rows)
    yield ""
    yield f"{len(rows)} Kapitel, {words} Wörter; Mitte {_german(median(values))}, höchster Wert {_german(max(values))}."


def _german(value: float) -> str:
    return f"{value:.1f}".replace(".", ",")
