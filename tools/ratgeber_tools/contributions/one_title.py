"""A chapter begins with exactly one title (`checks.titles`): a contribution without one gets its file's name."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

from ratgeber_tools.contributions.conversion import Contribution
from ratgeber_tools.document import Block, Heading, Text
from ratgeber_tools.findings import Code, Finding

_DEEPEST = 6


def with_one_title(contribution: Contribution) -> Contribution:
    """Return the contribution with one heading of the first level, and that before everything else.

    One heading of the first level is the title, wherever it stands.  With several, or none, none of them is: the
    file's name becomes the title, and all headings stand one level below it.  Whatever was changed is a finding.
    """
    document = contribution.result.document
    tops = [at for at, block in enumerate(document.blocks) if isinstance(block, Heading) and block.level == 1]
    if tops == [0] or not document.blocks:
        return contribution
    blocks: tuple[Block, ...]
    if len(tops) == 1:
        [at] = tops
        blocks = (document.blocks[at], *document.blocks[:at], *document.blocks[at + 1 :])
        text = "Vor dem Titel stand noch etwas; es steht jetzt darunter: Prüfen Sie, ob es in das Kapitel gehört."
    else:
        title = title_from_name(contribution.path)
        blocks = (Heading(1, (Text(title),)), *(_lowered(block) for block in document.blocks))
        why = "mehrere Überschriften der ersten Ebene" if tops else "keinen Titel"
        text = f"Der Beitrag hat {why}; als Titel steht der Name der Datei da, „{title}“: Schreiben Sie einen besseren."
        if tops:
            text += " Alle Überschriften rückten eine Ebene nach unten."
    result = contribution.result
    findings = (Finding(Code.CONTENT_REVIEW, text), *result.findings)
    return replace(contribution, result=replace(result, document=replace(document, blocks=blocks), findings=findings))


def title_from_name(path: Path) -> str:
    """Return words made of a file's name: without a number or day in front, signs between words as blanks."""
    words = re.sub(r"[\s_+-]+", " ", path.stem).strip()
    words = re.sub(r"^(?:\d[\d.]*\s+)+", "", words) or words or "Beitrag"
    return words[:1].upper() + words[1:]


def _lowered(block: Block) -> Block:
    return replace(block, level=min(block.level + 1, _DEEPEST)) if isinstance(block, Heading) else block
