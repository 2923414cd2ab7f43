"""What a page says once at its end, not beside every value: what ° means and who says so, and what is vouched for.

Values whose end differs from the page's keep a date of their own.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date
from urllib.parse import urlsplit

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.transforms import SphinxTransform

from ratgeber_tools import dialect
from ratgeber_tools.data.dates import format_date
from ratgeber_tools.data.disclosure import Edition
from ratgeber_tools.data.provenance import FEW, mark_of
from ratgeber_tools.data.states import State
from ratgeber_tools.sphinx_ext.data.domain import data_domain
from ratgeber_tools.sphinx_ext.data.shown import wording
from ratgeber_tools.sphinx_ext.data.shown.wording import EDITORS_CLASS
from ratgeber_tools.sphinx_ext.nodes import ratgeber_box, ratgeber_sign, ratgeber_stamp, ratgeber_state

#: What leads from a sign to its sources; every page has its own.
ANCHOR = "laut"
SIGN = "°"
END_CLASS = "rg-fussnote"
#: The editors' marks, light enough to read a page with hundreds of them.
MARKS: dict[str, str] = {
    State.UNCONFIRMED.value: "?",
    State.CONTRADICTORY.value: "≠",
    State.EXPIRED.value: "†",
    State.UNKNOWN.value: "?",
}
_MEANINGS = {"?": "nicht amtlich belegt", "≠": "widersprüchlich", "†": "abgelaufen"}


class AddPageEnd(SphinxTransform):
    """Runs once all gaps are settled: what is not on the page needs no source."""

    default_priority = 75

    def apply(self, **kwargs: object) -> None:
        edition = data_domain(self.env).view.edition
        section = next(self.document.findall(nodes.section), None)
        if edition is Edition.PRINT or section is None:
            return
        end = [*_vouched(self.document), *sources_line(self.document)]
        if edition is Edition.WORKING:
            end += _legend(self.document)
        place = next(
            (index for index, child in enumerate(section.children) if _is_provenance(child)), len(section.children)
        )
        for paragraph in reversed(end):
            section.insert(place, paragraph)


def _vouched(document: nodes.document) -> Iterator[nodes.paragraph]:
    """Yield the line that says until when the page's values hold, and leave a date only beside those that differ."""
    stamps = list(document.findall(ratgeber_stamp))
    if not stamps:
        return
    ends = Counter(stamp["until"] for stamp in stamps)
    until = max(ends, key=lambda end: (ends[end], end))
    since = min(stamp["confirmed_on"] for stamp in stamps)
    for stamp in stamps:
        differs = bool(stamp["until"]) and (not until or stamp["until"] < until)
        stamp.parent.replace(stamp, _own_date(stamp) if differs or stamp["ends_soon"] else [])
    words = f"Angaben ohne Zeichen sind bestätigt oder geprüft, Stand {_day(since)}."
    if until:
        words = f"{words[:-1]}, und gelten bis {_day(until)}, wo nichts anderes steht."
    yield nodes.paragraph(words, words, classes=[END_CLASS])


def _own_date(stamp: ratgeber_stamp) -> list[nodes.Node]:
    return [nodes.Text(" "), wording.span(f"(gilt bis {_day(stamp['until'])})", "rg-stand")]


def sources_line(document: nodes.Element) -> Iterator[nodes.paragraph]:
    """Yield what the sign means, with every source it stands for, or of many the places they come from."""
    found: dict[str, ratgeber_sign] = {}
    for sign in document.findall(ratgeber_sign):
        found.setdefault(mark_of(sign["title"], sign["address"]), sign)
    if not found:
        return
    words: list[nodes.Node] = [nodes.Text(f"{SIGN} laut ")]
    named = [_named(sign) for sign in found.values()] if len(found) <= FEW else [*_places(list(found.values()))]
    for number, source in enumerate(named):
        words += [nodes.Text("; " if number else ""), *source]
    words.append(nodes.Text("; vom Amt noch nicht bestätigt"))
    yield nodes.paragraph("", "", *words, classes=[END_CLASS], ids=[ANCHOR])


def _named(sign: ratgeber_sign) -> list[nodes.Node]:
    day = [nodes.Text(f", {sign['day']}")] if sign["day"] else []
    return [_link(sign["title"], sign["address"]), *day]


def _places(signs: Sequence[ratgeber_sign]) -> Iterator[list[nodes.Node]]:
    """Yield each site with a link to the first page of it, the most frequent first."""
    sites: dict[str, list[str]] = {}
    for sign in signs:
        site = (urlsplit(sign["address"]).hostname or "").removeprefix("www.")
        sites.setdefault(site or sign["title"], []).append(sign["address"])
    for site, addresses in sorted(sites.items(), key=lambda entry: (-len(entry[1]), entry[0])):
        count = f" ({len(addresses)} Seiten)" if len(addresses) > 1 else ""
        yield [_link(site, addresses[0]), nodes.Text(count)]


def _link(words: str, address: str) -> nodes.Node:
    return nodes.reference(words, words, refuri=address, internal=False) if address else nodes.Text(words)


def _legend(document: nodes.document) -> Iterator[nodes.paragraph]:
    """Yield what the editors' marks mean, of those on the page."""
    marks = dict.fromkeys(MARKS[node["state"]] for node in document.findall(ratgeber_state) if node["state"] in MARKS)
    if marks:
        words = "; ".join(f"{mark} {_MEANINGS[mark]}" for mark in _MEANINGS if mark in marks)
        words = f"Nur in der Arbeitsfassung zu sehen: {words}."
        yield nodes.paragraph(words, words, classes=[END_CLASS, EDITORS_CLASS])


def _is_provenance(node: nodes.Node) -> bool:
    return isinstance(node, ratgeber_box) and node["kind"] == dialect.PROVENANCE.name


def _day(text: str) -> str:
    return format_date(date.fromisoformat(text))


def setup_page_end(app: Sphinx) -> None:
    app.add_transform(AddPageEnd)
