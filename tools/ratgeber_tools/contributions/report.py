"""What became of a contribution, for the person who sent it or takes it in: a Markdown file and a summary.

Names of persons never appear: authors of comments and changes are not read, only the words.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from ratgeber_tools import document as doc
from ratgeber_tools import traversal
from ratgeber_tools.contributions.inventory import Inventory, inventory_of
from ratgeber_tools.contributions.losses import Losses
from ratgeber_tools.contributions.persons import ADVICE, HEADING
from ratgeber_tools.findings import Code, Finding, Treatment
from ratgeber_tools.quotation import quoted
from ratgeber_tools.writers import myst

_EMPTY = {
    Treatment.CHANGED: "Nichts.",
    Treatment.DROPPED: "Nichts.",
    Treatment.REVIEW: "Nichts.",
}

#: What to do next, where something is to be looked at, and where nothing is.
_LOOK_AT = "Sehen Sie sich das Kapitel in der Vorschau an, und klären Sie, was unter „Bitte ansehen“ steht."
_READ_THROUGH = "Lesen Sie das Kapitel in der Vorschau einmal ganz durch."
_CHANGE_IT = (
    "Ändern Sie es im Kapitel oder in Word; die Word-Datei dürfen Sie noch einmal abgeben, dann wird beides "
    "zusammengeführt."
)
NOTHING_LOST = Losses()
_NO_HEADING = "Vor der ersten Überschrift oder im ganzen Beitrag:"


def summary(inventory: Inventory, findings: Iterable[Finding]) -> tuple[str, ...]:
    """Return a few lines for the screen: how much was taken over, changed, dropped, and is to be looked at."""
    found = list(findings)
    lines = [f"Übernommen: {', '.join(inventory.taken_over) or 'nichts'}"]
    for treatment in Treatment:
        number = sum(finding.code.treatment is treatment for finding in found)
        lines.append(f"{treatment.value}: {number or 'nichts'}")
    return tuple(lines)


def markdown(
    name: str,
    document: doc.Document,
    findings: Iterable[Finding],
    *,
    inventory: Inventory | None = None,
    lost: Losses = NOTHING_LOST,
) -> str:
    """Return the report on the contribution `name` (its file name) as Markdown.

    `inventory` is that of `document`, for whoever has it already.

    It begins with what touches persons and what is replaced, and ends with the next step.  It is a document of our own
    model, so whatever an author typed stays text in it.
    """
    found = list(findings)
    inventory = inventory or inventory_of(document)
    blocks: list[doc.Block] = [_heading(1, f"Bericht zu {name}")]
    if inventory.to_settle:
        lines = [(_paragraph(line),) for line in inventory.to_settle]
        blocks += [_heading(2, HEADING), _paragraph(ADVICE), _bullets(lines)]
    if lost:
        blocks += [_paragraph(lost.sentence("ersetzt")), _bullets([(_paragraph(line),) for line in lost.listed()])]
    title = traversal.title_of(doc.iterate_blocks(document.blocks))
    asked = f"Titel: {quoted(title)}. Stimmt das?" if title else "Der Beitrag hat keinen Titel: Schreiben Sie einen."
    blocks.append(_paragraph(asked))
    blocks.append(_heading(2, "Übernommen"))
    phrases = [(_paragraph(phrase),) for phrase in inventory.taken_over]
    blocks.append(_bullets(phrases) if phrases else _paragraph("Nichts."))
    for treatment in Treatment:
        blocks.append(_heading(2, treatment.value))
        chosen = [finding for finding in found if finding.code.treatment is treatment]
        blocks += entries(chosen) if chosen else [_paragraph(_EMPTY[treatment])]
    is_open = any(finding.code.treatment is Treatment.REVIEW for finding in found)
    blocks += [
        _heading(2, "So geht es weiter"),
        _paragraph(f"{_LOOK_AT if is_open else _READ_THROUGH} {_CHANGE_IT}"),
    ]
    return myst.write(doc.Document(tuple(blocks)))


def entries(findings: Iterable[Finding]) -> Iterator[doc.Block]:
    """Yield the findings grouped under the headings an author would look for, each heading once.

    What is found several times under a heading in the same words is one item, which says how often.
    """
    groups: dict[str, list[Finding]] = {}
    for finding in findings:
        groups.setdefault(finding.heading, []).append(finding)
    for heading, group in groups.items():
        yield _paragraph(f"Unter der Überschrift {quoted(heading)}:" if heading else _NO_HEADING)
        said = Counter((finding.code, finding.text, finding.words) for finding in group)
        yield _bullets([_entry(*key, times=times) for key, times in said.items()])


def _entry(code: Code, text: str, concerned: str, *, times: int) -> doc.Blocks:
    sentence = f"{text} {code.remedy}".strip() + (f" (Das gilt {times}-mal.)" if times > 1 else "")
    is_there = code.treatment is Treatment.CHANGED  # whoever looks for the words finds them in the chapter
    if is_there or all(word in text for word in concerned.split()):
        return (_paragraph(sentence),)
    return (_paragraph(sentence), doc.BlockQuote((_paragraph(concerned),)))


def _heading(level: int, text: str) -> doc.Heading:
    return doc.Heading(level, _line(text))


def _paragraph(text: str) -> doc.Paragraph:
    return doc.Paragraph(_line(text))


def _bullets(items: Iterable[doc.Blocks]) -> doc.BulletList:
    return doc.BulletList(tuple(doc.ListItem(blocks) for blocks in items))


def _line(text: str) -> doc.Inlines:
    return doc.normalise_inlines((doc.Text(" ".join(text.split())),))
