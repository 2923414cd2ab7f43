"""`ratgeber check --lesbarkeit`: how long and how hard every chapter is, as a table."""

from __future__ import annotations

from collections.abc import Iterator
from statistics import median

from ratgeber_tools.guide import Guide
from ratgeber_tools.guide.body_text import body_measure

_HEAD = ("Wörter", "Sätze", "W./Satz", "Wiener 1")


def readability_lines(guide: Guide) -> Iterator[str]:
    """Yield the table's lines, hardest chapter first, and below it the middle and the worst value.

    Index pages are left out: they are lists of links.
    """
    measured = [(chapter.name, body_measure(chapter)) for chapter in guide if not chapter.is_index]
    rows = [(name, text, text.difficulty) for name, text in measured if text.difficulty is not None]
    if not rows:
        yield "Hier steht noch kein Text."
        return
    width = max(len(name) for name, *_ in rows)
    yield f"{'Kapitel':{width}}" + "".join(f"{words:>10}" for words in _HEAD)
    for name, text, value in sorted(rows, key=lambda row: -row[2]):
        mean = _german(text.words_in_a_sentence)
        yield f"{name:{width}}{text.words:>10}{text.sentences:>10}{mean:>10}{_german(value):>10}"
    values = [value for *_, value in rows]
    words = sum(text.words for _, text, _ in rows)
    yield ""
    yield f"{len(rows)} Kapitel, {words} Wörter; Mitte {_german(median(values))}, höchster Wert {_german(max(values))}."


def _german(value: float) -> str:
    return f"{value:.1f}".replace(".", ",")
