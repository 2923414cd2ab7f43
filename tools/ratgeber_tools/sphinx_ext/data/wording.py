"""Values, states and “bitte erfragen” as docutils nodes, the same for every edition and builder."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from docutils import nodes

from ratgeber_tools.data.dates import format_date
from ratgeber_tools.data.disclosure import Ask, Disclosure, Edition
from ratgeber_tools.data.phones import dial_address
from ratgeber_tools.sphinx_ext.nodes import ratgeber_expiring

#: What stands in for a value that is not shown.
ASK = "bitte erfragen"
ASK_CLASS = "rg-erfragen"
#: What stands in a printed edition for a value that ends before the copy does.
SEE_SHEET = "siehe Einlegeblatt"
SHEET_CLASS = "rg-einlegeblatt"
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


def value(words: Sequence[nodes.Node], disclosure: Disclosure, edition: Edition) -> list[nodes.Node]:
    """Return what an edition shows of a value: the words with their state or date, or whom to ask."""
    if not disclosure.is_shown:
        return elsewhere(disclosure)
    if edition is Edition.WORKING:
        return [*words, nodes.Text(" "), state_mark(disclosure)]
    if edition is Edition.PRINT:
        return list(words)
    stamped = [*words, nodes.Text(" "), span(f"({public_stamp(disclosure)})", "rg-stand")]
    if disclosure.is_past:
        return stamped
    afterwards = past(words) if disclosure.is_dated else ask(disclosure.ask)
    return expiring(stamped, afterwards, disclosure.until)


def past(words: Iterable[nodes.Node]) -> list[nodes.Node]:
    """Return words about a day once that day has passed, in nodes of their own."""
    return [*(word.deepcopy() for word in words), nodes.Text(" "), span("(vorbei)", "rg-stand")]


def state_mark(disclosure: Disclosure) -> nodes.inline:
    """“[unbestätigt]”: for the editors, in the working edition only."""
    words = "vorbei" if disclosure.is_past else disclosure.state.value
    return span(f"[{words}]", "rg-zustand", f"rg-zustand-{disclosure.state.name.lower()}")


def public_stamp(disclosure: Disclosure) -> str:
    """The date beside a public value: when it was confirmed and how long it holds."""
    if disclosure.is_past:
        return "vorbei"
    if disclosure.confirmed_on is None:
        return "noch nicht bestätigt"
    stamp = f"Stand {format_date(disclosure.confirmed_on)}"
    return stamp if disclosure.until is None else f"{stamp}, gilt bis {format_date(disclosure.until)}"


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
