"""A chapter begins with exactly one title (`checks.titles`): where none is, the file may say what it is called."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

from ratgeber_tools.contributions.conversion import Contribution
from ratgeber_tools.document import Block, Heading, Paragraph, Text, plain_text
from ratgeber_tools.findings import Code, Finding
from ratgeber_tools.quotation import quoted

_DEEPEST = 6


def with_one_title(contribution: Contribution) -> Contribution:
    """Return the contribution with one heading of the first level, and that before everything else.

    One heading of the first level is the title, wherever it stands.  With several, or none, the title is the one that
    the file's properties or its name repeat, else what the properties say, else the file's name; all other headings
    stand one level below it.  Whatever was changed is a finding.
    """
    document = contribution.result.document
    blocks = tuple(_with_words(block) for block in document.blocks)
    tops = [at for at, block in enumerate(blocks) if isinstance(block, Heading) and block.level == 1]
    if tops == [0] or not blocks:
        return contribution
    title, origin = _title_beside(contribution)
    names = {_letters(title), _letters(title_from_name(contribution.path))}
    chosen = tops if len(tops) == 1 else [at for at in tops[:1] if _letters(_text(blocks[at])) in names]
    if chosen:
        [at] = chosen
        others = (*blocks[:at], *blocks[at + 1 :])
        blocks = (blocks[at], *(others if len(tops) == 1 else map(_lowered, others)))
        text = "Vor dem Titel stand noch etwas; es steht jetzt darunter: Prüfen Sie, ob es in das Kapitel gehört."
        if len(tops) > 1:
            text = f"Titel ist die erste Überschrift, „{_text(blocks[0])}“; alle anderen rückten eine Ebene nach unten."
    else:
        blocks = (Heading(1, (Text(title),)), *map(_lowered, blocks))
        why = "mehrere Überschriften der ersten Ebene" if tops else "keinen Titel"
        text = f"Der Beitrag hat {why}; als Titel steht {origin} da, {quoted(title)}: Schreiben Sie einen besseren."
        if tops:
            text += " Alle Überschriften rückten eine Ebene nach unten."
    result = contribution.result
    findings = (Finding(Code.CONTENT_REVIEW, text), *result.findings)
    return replace(contribution, result=replace(result, document=replace(document, blocks=blocks), findings=findings))


def _title_beside(contribution: Contribution) -> tuple[str, str]:
    """Return a title that no heading of the document says, and where it is from, as the subject of a sentence."""
    if contribution.result.title:
        return contribution.result.title, "der Titel aus den Eigenschaften der Datei"
    return title_from_name(contribution.path), "der Name der Datei"


def title_from_name(path: Path) -> str:
    """Return words made of a file's name: without a number or day in front, signs between words as blanks."""
    words = re.sub(r"[\s_+-]+", " ", path.stem).strip()
    words = re.sub(r"^(?:\d[\d.]*\s+)+", "", words) or words or "Beitrag"
    return words[:1].upper() + words[1:]


def _with_words(block: Block) -> Block:
    """Return a block; a heading that holds only a picture is none."""
    if isinstance(block, Heading) and not plain_text(block.children).strip():
        return Paragraph(block.children, identifiers=block.identifiers)
    return block


def _text(block: Block) -> str:
    return plain_text(block.children) if isinstance(block, Heading) else ""


def _letters(words: str) -> str:
    return re.sub(r"[\W\d_]+", "", words).lower()


def _lowered(block: Block) -> Block:
    return replace(block, level=min(block.level + 1, _DEEPEST)) if isinstance(block, Heading) else block
