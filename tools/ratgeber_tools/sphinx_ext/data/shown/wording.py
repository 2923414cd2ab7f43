"""Values, gaps and what a value says of itself, as docutils nodes, the same for every builder.

Paper says beside each value that is not there whom to ask.  In the web a gap is a node (`ratgeber_gap`) that
`data.gaps` settles once the page is read: what says nothing without the value goes, and the page counts it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from docutils import nodes

from ratgeber_tools.data.dates import format_date
from ratgeber_tools.data.disclosure import Ask, Disclosure, Edition
from ratgeber_tools.data.fields import Source
from ratgeber_tools.data.phones import dial_address
from ratgeber_tools.sphinx_ext.nodes import (
    ratgeber_expiring,
    ratgeber_gap,
    ratgeber_sign,
    ratgeber_stamp,
    ratgeber_state,
)

#: What stands in print for a value that is not shown.
ASK = "bitte erfragen"
ASK_CLASS = "rg-erfragen"
#: What stands in a printed edition for a value that ends before the copy does.
SEE_SHEET = "siehe Einlegeblatt"
SHEET_CLASS = "rg-einlegeblatt"
#: What editors read in place of a value nobody knows.
UNKNOWN = "fehlt"
STATE_CLASS = "rg-zustand"
#: A number and its sign, which never stand on two lines.
WHOLE_CLASS = "rg-ganz"
#: What editors see in the working edition and parents do not; and what is there for parents instead.
#: Whom to ask about a value that has ended.
WHOM_CLASS = "rg-wen"
EDITORS_CLASS = "rg-redaktion"
PARENTS_CLASS = "rg-eltern"
#: Beside the class of `ask`: the value is unknown although its record may be shown.
UNKNOWN_CLASS = "rg-unbekannt"
#: A number that never breaks at a line's end, in the web or in print.
PHONE_CLASS = "rg-telefon"
#: Attribute of a node that shows a record: what the record is called, for the search; no reader sees it.
SUBJECT = "worum"


def phone(number: str) -> nodes.reference:
    return nodes.reference(number, number, refuri=dial_address(number), internal=False, classes=[PHONE_CLASS])


def fax(number: str) -> nodes.inline:
    """A number nobody dials by tapping."""
    return span(number, PHONE_CLASS)


def mail(address: str) -> nodes.reference:
    return nodes.reference(address, address, refuri=f"mailto:{address}", internal=False)


def web(address: str) -> nodes.reference:
    """The address without its scheme, as one would say it."""
    words = address.partition("://")[2].rstrip("/")
    return nodes.reference(words, words, refuri=address, internal=False)


def ask(whom: Ask) -> list[nodes.Node]:
    """“bitte erfragen (Schulamt, Telefon 0340 204-2040)”: always whom, and a number to tap where there is one."""
    return [span(ASK, ASK_CLASS), *in_brackets(office(whom))] if whom.office else [span(ASK, ASK_CLASS)]


def ended(told: str, whom: Ask) -> list[nodes.Node]:
    """What a page left alone says of a value one day: “abgelaufen; fragen Sie: Schulamt, Telefon 0340 204-2040”.

    The script of the page says of each office but once how to reach it.
    """
    asked = [nodes.inline("", "", nodes.Text("; fragen Sie: "), *office(whom), classes=[WHOM_CLASS])]
    return [nodes.Text(told), *(asked if whom.office else [])]


def elsewhere(disclosure: Disclosure) -> list[nodes.Node]:
    """Say where to find a value that is not shown: on the loose date sheet, else at the office."""
    return [span(SEE_SHEET, SHEET_CLASS)] if disclosure.is_on_sheet else ask(disclosure.ask)


def ask_for_missing(whom: Ask) -> list[nodes.Node]:
    """`ask` for one value that is missing in a record that is shown; print takes note of it."""
    first, *rest = ask(whom)
    assert isinstance(first, nodes.inline)
    first["classes"].append(UNKNOWN_CLASS)
    first["stelle"] = whom.office
    return [first, *rest]


def office(whom: Ask) -> list[nodes.Node]:
    """The office in words, with its number; an office without one is left out for the office that knows the way to it.

    A parent needs somebody to ring, and a sentence with two offices and one number is hard to read.
    """
    if whom.phone is None:
        return [nodes.Text(whom.office)]
    return [nodes.Text(f"{whom.via or whom.office}, Telefon "), phone(whom.phone)]


def missing(
    whom: Ask, edition: Edition, editors: Iterable[nodes.Node] = (), *, number: int = 1, is_whole: bool = False
) -> list[nodes.Node]:
    """Return what stands in for something nobody may say yet: on paper whom to ask, in the web a gap to be settled.

    `editors` is what the working edition shows there, that it is missing if nothing.
    """
    if edition is Edition.PRINT:
        return ask(whom)
    seen = list(editors) or [span(UNKNOWN, STATE_CLASS)]
    return [
        ratgeber_gap(
            "", *(seen if edition is Edition.WORKING else ()), office=whom.office, number=number, is_whole=is_whole
        )
    ]


def value(
    words: Sequence[nodes.Node], disclosure: Disclosure, edition: Edition, *, is_whole: bool = False
) -> list[nodes.Node]:
    """Return what an edition shows of a value: the words with a sign where nobody vouches for them, or a gap.

    `is_whole`: the words are a whole sentence, and nothing around them is needed where they are missing.
    """
    if edition is Edition.PRINT:
        return list(words) if disclosure.is_shown else elsewhere(disclosure)
    if not disclosure.is_for_parents:
        marked = [*words, state_mark(disclosure)] if disclosure.is_shown else []
        return missing(disclosure.ask, edition, marked, is_whole=is_whole)
    if disclosure.is_past:
        return [*words, nodes.Text(" "), span("(vorbei)", "rg-stand")]
    shown = [*words, *sign(disclosure), *stamp(disclosure)]
    if edition is Edition.WORKING:
        return shown
    afterwards = past(words) if disclosure.is_dated else [*ended("(abgelaufen", disclosure.ask), nodes.Text(")")]
    return expiring(shown, afterwards, disclosure.until)


def sign(disclosure: Disclosure) -> list[nodes.Node]:
    """The sign behind a value that rests on a source alone, with that source; nothing where somebody vouches for it."""
    source = disclosure.evidence
    if source is None:
        return []
    return [signed(source)]


def signed(source: Source) -> ratgeber_sign:
    """The sign with the day the source bears, or somebody has seen it; none for a page that says “ohne Datum”."""
    seen = format_date(source.day) if source.day is not None else ""
    day = source.as_of if source.as_of[:1].isdigit() else seen
    return ratgeber_sign("", title=source.title, address=source.address or "", day=day)


def stamp(disclosure: Disclosure) -> list[nodes.Node]:
    """Where the value may say until when it holds; a day says that of itself."""
    if disclosure.confirmed_on is None or disclosure.is_dated:
        return []
    return [stamped(disclosure.confirmed_on, disclosure.until, ends_soon=disclosure.ends_soon)]


def stamped(confirmed_on: date, until: date | None, *, ends_soon: bool) -> ratgeber_stamp:
    end = until.isoformat() if until is not None else ""
    return ratgeber_stamp("", confirmed_on=confirmed_on.isoformat(), until=end, ends_soon=ends_soon)


def past(words: Iterable[nodes.Node]) -> list[nodes.Node]:
    """Return words about a day once that day has passed, in nodes of their own."""
    return [*(word.deepcopy() for word in words), nodes.Text(" "), span("(vorbei)", "rg-stand")]


def state_mark(disclosure: Disclosure) -> ratgeber_state:
    """A light mark for the editors, in the working edition only."""
    return ratgeber_state("", state=disclosure.state.value)


def expiring(words: Iterable[nodes.Node], replacement: Iterable[nodes.Node], until: date | None) -> list[nodes.Node]:
    """Return words that say by themselves, in a browser with scripts, when their last day has passed."""
    if until is None:
        return list(words)
    shown, instead = nodes.inline("", "", *words), nodes.inline("", "", *replacement)
    return [ratgeber_expiring("", shown, instead, until=until.isoformat())]


def span(text: str, *classes: str) -> nodes.inline:
    return nodes.inline(text, text, classes=list(classes))


def about(subject: str, words: list[nodes.Node]) -> list[nodes.Node]:
    """Return words that say what they are about; a whole sentence, which is text alone, says so itself."""
    for node in words:
        if isinstance(node, nodes.Element):
            node[SUBJECT] = subject
            break
    return words


def in_brackets(words: Iterable[nodes.Node]) -> list[nodes.Node]:
    return [nodes.Text(" ("), *words, nodes.Text(")")]


def line(*parts: nodes.Node | str) -> nodes.line:
    """One line of an address or an entry; strings become text."""
    return nodes.line("", "", *(nodes.Text(part) if isinstance(part, str) else part for part in parts))


def lines(entries: Iterable[nodes.line]) -> nodes.line_block:
    return nodes.line_block("", *entries)


def paragraph(*parts: nodes.Node | str) -> nodes.paragraph:
    return nodes.paragraph("", "", *(nodes.Text(part) if isinstance(part, str) else part for part in parts))
