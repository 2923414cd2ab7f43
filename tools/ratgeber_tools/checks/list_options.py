"""Do the options of the lists drawn from the data name something the data have?"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from enum import StrEnum

from ratgeber_tools import dialect
from ratgeber_tools.data.appointments import AppointmentKind
from ratgeber_tools.data.cohorts import CLASSES
from ratgeber_tools.data.dates import parse_date
from ratgeber_tools.data.places import ContactKind, OperatorKind, SchoolForm
from ratgeber_tools.data.records import Records
from ratgeber_tools.data.school_years import parse_school_year
from ratgeber_tools.data.steps import Topic
from ratgeber_tools.data.validation import closest
from ratgeber_tools.document import Verbatim
from ratgeber_tools.findings import Code, Finding
from ratgeber_tools.guide import Guide
from ratgeber_tools.guide.walking import take_apart

#: School starts `:jahrgang:` may name.
STARTS = range(1990, 2200)
GROUPINGS = ("schulform", "traeger", "stadtteil", "keine")
VIEWS = ("ausführlich", "kurz")
_RANGE = re.compile(r"(?P<first>.+?)\s+(?:bis|–|-)\s+(?P<last>.+)")


def check(guide: Guide) -> Iterator[Finding]:
    records = guide.data.records
    for chapter in guide:
        for placed in chapter.blocks:
            directive = take_apart(placed.block.source) if isinstance(placed.block, Verbatim) else None
            if directive is None or directive.name not in dialect.WITHOUT_CONTENT:
                continue
            for option, text in directive.options.items():
                for sentence in _problems(directive.name, option, text, records):
                    yield Finding(Code.BLOCK_MISUSED, sentence, path=chapter.path, line=placed.line)


def _words(kind: type[StrEnum]) -> Callable[[Records], Iterable[str]]:
    return lambda _: [choice.value.casefold() for choice in kind]


def _topics(records: Records) -> Iterable[str]:
    topics = {topic for contact in records.contacts.values() for topic in contact.topics}
    return topics | {topic.casefold() for topic in topics}


#: What an option may name, by directive or for every list (""), in the way people may type it.
_KNOWN: Mapping[tuple[str, str], Callable[[Records], Iterable[str]]] = {
    ("termine", "art"): _words(AppointmentKind),
    ("anlaufstellen", "art"): _words(ContactKind),
    ("traegerverzeichnis", "art"): _words(OperatorKind),
    ("anlaufstellen", "thema"): _topics,
    ("was-ist-wann-dran", "thema"): _words(Topic),
    ("", "schulform"): _words(SchoolForm),
    ("", "traeger"): lambda records: records.operators,
    ("", "stadtteil"): lambda records: [each.district.casefold() for each in records.schools.values() if each.district],
    ("", "schule"): lambda records: records.schools,
    ("", "foerderung"): lambda records: records.funding,
    ("", "ausstellung"): lambda records: records.exhibitions,
    ("", "gliederung"): lambda _: GROUPINGS,
    ("", "ansicht"): lambda _: VIEWS,
}


def _known(name: str, option: str, records: Records) -> list[str] | None:
    """Return what an option may name, None for one that names nothing of the data."""
    if option == "teile":
        return list(dialect.RECORD_PARTS.get(name, ()))
    words = _KNOWN.get((name, option)) or _KNOWN.get(("", option))
    return None if words is None else list(words(records))


def _problems(name: str, option: str, text: str, records: Records) -> Iterator[str]:
    values = [part.strip() for part in text.split(",") if part.strip()]
    known = _known(name, option, records)
    if known is not None:
        for value in values:
            if value not in known and value.casefold() not in known:
                yield f"„{value}“ geht bei „:{option}:“ in {{{name}}} nicht.{closest(value, known)}"
    elif option == "schuljahr":
        for value in values:
            if parse_school_year(value) is None:
                yield f"„{value}“ bei „:schuljahr:“ ist kein Schuljahr. Schreiben Sie 2026/27."
    elif option in ("jahrgang", "klasse"):
        allowed = STARTS if option == "jahrgang" else CLASSES
        for value in values:
            if not (value.isdigit() and int(value) in allowed):
                yield f"„{value}“ geht bei „:{option}:“ nicht: {allowed[0]} bis {allowed[-1]}."
    elif option == "geboren" and text.strip() and not _is_span(text.strip()):
        yield f"„{text.strip()}“ bei „:geboren:“ geht nicht. Schreiben Sie 01.07.2021 bis 30.06.2022."


def _is_span(text: str) -> bool:
    match = _RANGE.fullmatch(text)
    first, last = (parse_date(match[part]) if match else parse_date(text) for part in ("first", "last"))
    return first is not None and last is not None and first <= last
