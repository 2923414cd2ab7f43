"""What becomes of a page where a value is missing: it reads well without, and says once at its end how much is missing.

A gap (`ratgeber_gap`) stands in a sentence, a line, a cell.  What says nothing without the value goes: a sentence that
is only its name (`Höhe im Monat: …`), then the item, list, row, table or box that is empty without it, and the line
that leads to it, at last a section of which only the title is left.  Any other sentence stays and says “(noch offen)”;
among the key points it goes too.

In the working edition nothing goes.  The same places bear a class instead (`EDITORS_CLASS`), so that the page can be
seen as parents will see it, and what they read instead stands beside (`PARENTS_CLASS`), in the web alone.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from docutils import nodes
from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.transforms import SphinxTransform

from ratgeber_tools import dialect
from ratgeber_tools.data.disclosure import Edition
from ratgeber_tools.data.reaching import Reach, ReachQuery
from ratgeber_tools.sphinx_ext.data.domain import data_domain
from ratgeber_tools.sphinx_ext.data.missing.sentences import Sentence, sentences_of, words_of
from ratgeber_tools.sphinx_ext.data.shown import wording
from ratgeber_tools.sphinx_ext.data.shown.wording import EDITORS_CLASS, PARENTS_CLASS
from ratgeber_tools.sphinx_ext.nodes import ratgeber_box, ratgeber_box_title, ratgeber_gap

#: What a sentence that makes sense without the value says in its place.
OPEN = "(noch offen)"
OPEN_CLASS = "rg-offen"
#: How many values a page lacks, with a way to ask.
NOTE_CLASS = "rg-luecken"

#: An instruction to parents; `Rufen Sie an: …` is more than the name of a value.
_ADDRESSED = re.compile(r"\bSie\b")
#: What leads to a value, and is nothing without it: `Jobcenter, Telefon …`, `Antrag – wie das geht, ist …`.
_LEAD = re.compile(r"(?:,\s*(?:Telefon\s*)?|\s+–\s[^–]*)\Z")
_NOTHING = " .:;,–-()"


class SettleGaps(SphinxTransform):
    """Runs right after the head is added and internal parts are gone, before anything collects words of the page."""

    default_priority = 70

    def apply(self, **kwargs: object) -> None:
        domain = data_domain(self.env)
        if domain.view.edition is Edition.PRINT:
            return
        is_working = domain.view.edition is Edition.WORKING
        offices = _missing(self.document)
        _GapSettling(is_working).settle(self.document)
        section = next(self.document.findall(nodes.section), None)
        if offices and section is not None:
            office = max(offices, key=offices.__getitem__)
            reach = domain.ask(self.env.current_document.docname, ReachQuery(office))
            _add(section, _note(offices.total(), reach), is_working=is_working)


def _missing(document: nodes.document) -> Counter[str]:
    """Return how many values the page lacks, by the office to ask.

    The key points only say again what stands below.
    """
    found: Counter[str] = Counter()
    for gap in document.findall(ratgeber_gap):
        if gap["number"] and not any(map(_is_key_points, _around(gap))):
            found[gap["office"]] += gap["number"]
    return found


def _note(number: int, reach: Reach | None) -> nodes.paragraph:
    words = "1 Angabe fehlt noch." if number == 1 else f"{number} Angaben fehlen noch."
    note = nodes.paragraph("", "", nodes.Text(words), classes=[NOTE_CLASS])
    if reach is not None:
        label = f"{reach.office} fragen: {reach.way}"
        note += [nodes.Text(" "), nodes.reference(label, label, refuri=reach.address, internal=False)]
    return note


def _add(section: nodes.section, note: nodes.paragraph, *, is_working: bool) -> None:
    """Put the note at the end of the page, before its sources."""
    if is_working:
        note["classes"].append(PARENTS_CLASS)
    block = addnodes.only("", note, expr="html") if is_working else note
    place = next((index for index, child in enumerate(section.children) if _is_end(child)), len(section.children))
    section.insert(place, block)


def _is_end(node: nodes.Node) -> bool:
    return isinstance(node, ratgeber_box) and node["kind"] == dialect.PROVENANCE.name


class _GapSettling:
    """Settles the gaps of one page; `is_working` only marks what parents will not see."""

    def __init__(self, is_working: bool) -> None:
        self.is_working = is_working
        self.gone: list[nodes.Element] = []

    def settle(self, document: nodes.document) -> None:
        holders = dict.fromkeys(_holder(gap) for gap in document.findall(ratgeber_gap))
        for holder in holders:
            self._holder(holder)
        for gap in list(document.findall(ratgeber_gap)):  # what stays is for editors
            if wording.SUBJECT in gap:
                wording.about(gap[wording.SUBJECT], gap.children)
            gap.parent.replace(gap, gap.children)
        if not self.is_working:
            for node in self.gone:
                if node.parent is not None:
                    node.parent.replace(node, _anchors(node))

    def _holder(self, holder: nodes.Element) -> None:
        """Settle the sentences of a paragraph, line or title."""
        is_strict = any(map(_is_key_points, _around(holder)))
        kept: list[nodes.Node] = []
        is_empty = True
        for sentence in sentences_of(holder):
            gaps = [gap for node in sentence for gap in _gaps(node)]
            if not gaps:
                result, is_said = sentence, bool(words_of(sentence))
            elif is_strict or _says_nothing_without(sentence, gaps):
                result, is_said = self._without(sentence), False
            else:
                result, is_said = self._open(sentence), True
            kept += result
            is_empty = is_empty and not is_said
        for child in list(holder.children):
            holder.remove(child)
        holder += kept
        _trim(holder)
        if is_empty:
            self._take_out(holder)

    def _without(self, sentence: Sentence) -> list[nodes.Node]:
        if not self.is_working:
            return []
        seen = [node for node in sentence if not (isinstance(node, ratgeber_gap) and not node.children)]
        return [nodes.inline("", "", *seen, classes=[EDITORS_CLASS])] if seen else []

    def _open(self, sentence: Sentence) -> list[nodes.Node]:
        """Return a sentence that stays, with a short word in place of each value, or less what leads to it."""
        result: list[nodes.Node] = []
        for node in sentence:
            if not any(True for _ in _gaps(node)):
                result.append(node)
                continue
            before = result[-1] if result else None
            lead = _LEAD.search(before.astext()) if isinstance(before, nodes.Text) else None
            if lead is not None and before is not None:
                result[-1] = nodes.Text(before.astext()[: lead.start()])
                if self.is_working:
                    led = nodes.Text(before.astext()[lead.start() :])
                    result.append(nodes.inline("", "", led, node, classes=[EDITORS_CLASS]))
            elif self.is_working:
                result += [
                    nodes.inline("", "", node, classes=[EDITORS_CLASS]),
                    nodes.inline(OPEN, OPEN, classes=[PARENTS_CLASS]),
                ]
            else:
                result.append(nodes.inline(OPEN, OPEN, classes=[OPEN_CLASS]))
        return result

    def _take_out(self, node: nodes.Element) -> None:
        """Take out what says nothing any more, and whatever that leaves empty."""
        around = node.parent
        assert around is not None
        if node.children or not self.is_working:
            node["classes"].append(EDITORS_CLASS)
            self.gone.append(node)
        else:
            around.remove(node)  # only counted, never shown
        if isinstance(around, nodes.entry):
            self._take_out_of_table(around)
        elif (isinstance(around, _EMPTIED) or _is_part(around)) and not any(map(self._is_there, around.children)):
            self._take_out(around)
        if isinstance(node, _LED_TO) and node in around.children:
            self._take_out_lead(node, around)

    def _take_out_of_table(self, entry: nodes.entry) -> None:
        """A row without what it is about says nothing; one of several cells says that it is open."""
        row = entry.parent
        first, *others = row.children
        if any(map(self._is_there, entry.children)):
            return
        if any(any(map(self._is_there, other.children)) for other in others or [first]):
            self._fill(entry)
            return
        row["classes"].append(EDITORS_CLASS)
        self.gone.append(row)
        body = row.parent
        if isinstance(body, nodes.tbody) and not any(map(self._is_there, body.children)):
            self._take_out(next(each for each in _around(row) if isinstance(each, nodes.table)))

    def _fill(self, entry: nodes.entry) -> None:
        word = nodes.paragraph("", "", nodes.Text("–"))
        if self.is_working:
            word["classes"].append(PARENTS_CLASS)
            entry += addnodes.only("", word, expr="html")
        else:
            entry += word

    def _take_out_lead(self, node: nodes.Element, around: nodes.Element) -> None:
        """Take out the sentence that ends in a colon right before what is gone."""
        place = around.index(node)
        before = around.children[place - 1] if place else None
        if not isinstance(before, nodes.paragraph) or EDITORS_CLASS in before["classes"]:
            return
        *first, last = sentences_of(before)
        if not words_of(last).endswith(":"):
            return
        kept = [part for sentence in first for part in sentence] + self._without(last)
        before.children.clear()
        before += kept
        _trim(before)
        if not first:
            self._take_out(before)

    def _is_there(self, node: nodes.Node) -> bool:
        """Say whether parents see anything of a node."""
        if isinstance(node, nodes.Element) and (EDITORS_CLASS in node["classes"] or node in self.gone):
            return False
        if isinstance(node, nodes.line) and node.get("is_bare"):
            return False
        if isinstance(node, ratgeber_box) and node["internal"]:
            return False
        return not isinstance(node, nodes.title | ratgeber_box_title | nodes.target | addnodes.index)


#: What is nothing once all in it is gone.
_EMPTIED = (
    nodes.list_item,
    nodes.bullet_list,
    nodes.enumerated_list,
    nodes.line_block,
    nodes.block_quote,
    nodes.definition,
    ratgeber_box,
)
#: What a line before may lead to.
_LED_TO = (nodes.bullet_list, nodes.enumerated_list, nodes.table, nodes.line_block, nodes.paragraph)


def _says_nothing_without(sentence: Sentence, gaps: list[ratgeber_gap]) -> bool:
    """Say whether a sentence is only the name of the values that are missing in it."""
    if any(gap["is_whole"] for gap in gaps):
        return True
    rest = ["" if any(True for _ in _gaps(node)) else node.astext() for node in sentence]
    if not "".join(rest).strip(_NOTHING):
        return True
    last = max(index for index, node in enumerate(sentence) if any(True for _ in _gaps(node)))
    before, after = "".join(rest[:last]).rstrip(), "".join(rest[last:]).strip(_NOTHING)
    return before.endswith(":") and not after and not _ADDRESSED.search(before)


def _gaps(node: nodes.Node) -> Iterator[ratgeber_gap]:
    if isinstance(node, nodes.Element):
        yield from node.findall(ratgeber_gap)


def _holder(gap: ratgeber_gap) -> nodes.Element:
    """Return the paragraph, line, term or title around a gap."""
    return next(each for each in _around(gap) if not isinstance(each, nodes.Inline))


def _around(node: nodes.Node) -> Iterator[nodes.Element]:
    while node.parent is not None:
        node = node.parent
        yield node


def _is_part(node: nodes.Node) -> bool:
    """Say whether it is a section of a page, not the page."""
    return isinstance(node, nodes.section) and isinstance(node.parent, nodes.section)


def _anchors(node: nodes.Element) -> list[nodes.Node]:
    """Return what keeps links to a section alive that is gone: they lead to where it was."""
    if not isinstance(node, nodes.section):
        return []
    names = [name for each in node.findall(nodes.Element) for name in each["ids"]]
    return [nodes.target("", "", ids=names)]


def _is_key_points(node: nodes.Node) -> bool:
    return isinstance(node, ratgeber_box) and node["kind"] == dialect.KEY_POINTS


def _trim(holder: nodes.Element) -> None:
    """Leave no blank at the edges of what is left."""
    while holder.children and isinstance(holder.children[-1], nodes.Text):
        text = holder.children[-1].astext().rstrip()
        if text:
            holder.children[-1] = nodes.Text(text)
            holder.children[-1].parent = holder
            break
        holder.remove(holder.children[-1])
    if holder.children and isinstance(holder.children[0], nodes.Text):
        text = holder.children[0].astext().lstrip()
        holder.children[0] = nodes.Text(text)
        holder.children[0].parent = holder


def setup_gaps(app: Sphinx) -> None:
    app.add_transform(SettleGaps)
