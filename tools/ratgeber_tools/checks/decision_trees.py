"""Does every way through a decision tree end in advice: each question with answers, each answer with what follows?"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from ratgeber_tools import dialect
from ratgeber_tools import document as doc
from ratgeber_tools.findings import Code, Finding
from ratgeber_tools.guide import Chapter, Guide
from ratgeber_tools.guide.walking import PlacedBlock
from ratgeber_tools.quotation import quoted

#: So much of somebody's words tells which are meant.
_SHOWN = 40


def check(guide: Guide) -> Iterator[Finding]:
    for chapter in guide:
        for placed in chapter.blocks:
            if isinstance(placed.block, doc.Container) and placed.block.name == dialect.DECISION_BOX:
                yield from _check(chapter, placed, placed.block)


class _Problem(NamedTuple):
    sentence: str
    where: doc.Block | None = None  # None: the box itself


def _check(chapter: Chapter, placed: PlacedBlock, box: doc.Container) -> Iterator[Finding]:
    moved = (
        placed.lines.first - box.lines.first if box.lines is not None else 0
    )  # lines may count from a fence around it
    for sentence, where in _problems(box):
        line = placed.line if where is None or where.lines is None else where.lines.first + moved + 1
        yield Finding(Code.DECISION_TREE, sentence, path=chapter.path, line=line)


def _problems(box: doc.Container) -> Iterator[_Problem]:
    if not box.blocks:
        return  # an empty box is said to be one
    if not any(isinstance(block, doc.BulletList) for block in box.blocks):
        yield _Problem(
            f"Im Baustein {{{box.name}}} fehlen die Antworten. Schreiben Sie unter die Frage eine Liste, in der jeder "
            "Punkt mit einer Antwort beginnt, zum Beispiel „Ja: …“."
        )
    yield from _questions(box.blocks, depth=1)


def _questions(blocks: doc.Blocks, *, depth: int) -> Iterator[_Problem]:
    for before, block in zip((None, *blocks), blocks, strict=False):
        if isinstance(block, doc.BulletList):
            yield from _question(before, block, depth=depth)


def _question(before: doc.Block | None, answers: doc.BulletList, *, depth: int) -> Iterator[_Problem]:
    """Yield what is wrong with a question, the paragraph right before its answers, and with each of these."""
    asked = _words(before)
    if not asked.endswith("?"):
        yield _Problem(
            "Vor diesen Antworten fehlt die Frage. Schreiben Sie sie direkt darüber, mit einem Fragezeichen am Ende.",
            answers,
        )
    named = quoted(_short(_after_answer(asked))) if asked else "dieser Frage"
    if depth > dialect.MOST_QUESTIONS:
        yield _Problem(
            f"{named} ist die {depth}. Frage hintereinander; mehr als {dialect.MOST_QUESTIONS} behält niemand im Kopf. "
            "Geben Sie früher einen Rat, oder machen Sie zwei Bausteine daraus.",
            before or answers,
        )
    if len(answers.items) == 1:
        yield _Problem(
            f"Zu {named} gibt es nur eine Antwort. Schreiben Sie auch die andere, oder lassen Sie die Frage weg.",
            before or answers,
        )
    seen: set[str] = set()
    for item in answers.items:
        yield from _answer(item, seen, depth=depth)


def _answer(item: doc.ListItem, seen: set[str], *, depth: int) -> Iterator[_Problem]:
    first = item.blocks[0] if item.blocks else None
    words = _words(first)
    match = dialect.ANSWER.match(words)
    if match is None:
        yield _Problem(
            f"Der Punkt {quoted(_short(words))} beginnt nicht mit einer Antwort. Setzen Sie eine davor, zum Beispiel "
            "„Ja:“ oder „Nein:“.",
            first,
        )
    else:
        answer = match["answer"]
        if answer.casefold() in seen:
            yield _Problem(
                f"Die Antwort {quoted(answer)} steht zweimal unter derselben Frage. Fassen Sie beide zusammen, oder "
                "nennen Sie eine anders.",
                first,
            )
        seen.add(answer.casefold())
        if len(item.blocks) == 1 and not _has_content(first, match.end()):
            yield _Problem(
                f"Die Antwort {quoted(answer)} führt nirgendwohin. Schreiben Sie dahinter, was zu tun ist, oder die "
                "nächste Frage.",
                first,
            )
    last = item.blocks[-1] if item.blocks else None
    if isinstance(last, doc.Paragraph) and (asked := _words(last)).endswith("?"):
        yield _Problem(
            f"Auf die Frage {quoted(_short(_after_answer(asked)))} folgt keine Antwort. Setzen Sie die Antworten als "
            "Liste eine Stufe tiefer darunter, oder schreiben Sie einen Rat.",
            last,
        )
    yield from _questions(item.blocks, depth=depth + 1)


def _has_content(block: doc.Block | None, from_: int) -> bool:
    """Say whether something stands behind an answer; what a record says is no word of the author's, but something."""
    if not isinstance(block, doc.Paragraph):
        return False
    shown = sum(not isinstance(inline, doc.Text | doc.Strong) for inline in block.children)
    return bool(_words(block)[from_:].strip()) or shown > 0


def _after_answer(words: str) -> str:
    match = dialect.ANSWER.match(words)
    return words[match.end() :] if match is not None else words


def _words(block: doc.Block | None) -> str:
    return " ".join(doc.plain_text(block.children).split()) if isinstance(block, doc.Paragraph) else ""


def _short(words: str) -> str:
    return words if len(words) <= _SHOWN else f"{words[:_SHOWN].rsplit(' ', 1)[0]} …"
