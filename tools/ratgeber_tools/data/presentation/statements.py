"""What is said of a fact, an appointment and the notices of funders, and what a role shows in a sentence."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from ratgeber_tools.data.absence import ABSENT
from ratgeber_tools.data.appointments import Appointment, AppointmentKind
from ratgeber_tools.data.attestation import Attested
from ratgeber_tools.data.dates import format_date
from ratgeber_tools.data.disclosure import Ask, Edition
from ratgeber_tools.data.facts import Fact
from ratgeber_tools.data.funding import Form
from ratgeber_tools.data.media import Right
from ratgeber_tools.data.places import Place
from ratgeber_tools.data.presentation import values as said
from ratgeber_tools.data.presentation.options import ListOptions
from ratgeber_tools.data.presentation.pages import Page
from ratgeber_tools.data.presentation_queries import FundingNoticesAnswer, FundingNoticesQuery
from ratgeber_tools.data.queries import AppointmentsQuery, NextDatesQuery, SchoolYearsQuery, ShownRecord
from ratgeber_tools.data.school_years import parse_school_year

NOTHING = "Dazu ist nichts eingetragen."


def gone(whom: Ask) -> said.Words:
    """What a page says of a record that is gone; a chapter released long ago may still name it."""
    return "Diese Angabe gibt es nicht mehr, ", said.Asking(whom)


# ------------------------------------------------------------------ facts


def fact(shown: ShownRecord[Fact]) -> said.Words:
    """The value alone."""
    return (said.Stated(said.Amount(shown.record.value_with_unit), shown.disclosure),)


def sentence(shown: ShownRecord[Fact]) -> said.Words:
    """The fact as a whole sentence; where it is not shown, what it is about and whom to ask."""
    stated = shown.record
    if not shown.disclosure.is_shown:
        return f"{stated.title}: ", said.Stated("", shown.disclosure)
    return (said.Stated(stated.wording or f"{stated.title}: {stated.value_with_unit}", shown.disclosure),)


# ------------------------------------------------------------------ appointments


def days(shown: ShownRecord[Appointment]) -> said.Words:
    """The days, or whom to ask for them; in print who will tell them, where that is all there is to know."""
    if shown.disclosure.is_announced:
        return (shown.record.announcement.removesuffix("."),)
    return (said.Stated(said.Period(shown.record.period), shown.disclosure),)


def appointment(shown: ShownRecord[Appointment]) -> tuple[said.Paragraph, ...]:
    """The days with time and place below, or who will tell them and whom to ask until then."""
    told = shown.record.announcement
    if shown.disclosure.is_announced:
        return (
            said.paragraph(
                told,
                *(
                    (" Fragen Sie sonst: ", said.Office(shown.disclosure.ask), ".")
                    if shown.disclosure.ask.office
                    else ()
                ),
            ),
        )
    if told and not shown.disclosure.is_shown:
        return (said.paragraph(f"{told} Bis dahin ", said.Asking(shown.disclosure.ask)),)
    details = ", ".join(part for part in (shown.record.time, shown.record.place) if part)
    return said.Paragraph(days(shown)), *((said.paragraph(details),) if details and shown.disclosure.is_shown else ())


def appointments(options: ListOptions, page: Page) -> said.Blocks:
    query = AppointmentsQuery(
        kinds=options.choices("art", AppointmentKind),
        years=frozenset(filter(None, map(parse_school_year, options.values("schuljahr")))),
        schools=frozenset(options.known("schule")),
        funding=options.first("foerderung"),
        exhibition=options.first("ausstellung"),
    )
    answer = page.ask(query)
    return (said.DateTable(answer),) if answer else (said.paragraph("Dazu ist kein Termin eingetragen."),)


#: So many are on the page; without a script three of them are seen, and stay until the page is built again.
_NEXT_DATES = 6


def next_dates(options: ListOptions, page: Page) -> said.Blocks:
    """What comes next; paper is read for years, and a page without any says nothing."""
    answer = () if page.view.edition is Edition.PRINT else page.ask(NextDatesQuery(_NEXT_DATES))
    return (said.NextDates(answer, page.view.today),) if answer else ()


def year_calendars(options: ListOptions, page: Page) -> said.Blocks:
    """The sheets to hang up; a page that names no school year is about those that are not over."""
    named = tuple(filter(None, map(parse_school_year, options.values("schuljahr"))))
    years = named or page.ask(SchoolYearsQuery())
    if not years:
        return (said.paragraph("Dazu ist noch kein Schuljahr eingetragen."),)
    return tuple(said.YearCalendar(str(year)) for year in years)


# ------------------------------------------------------------------ in a sentence


def contact(shown: ShownRecord[Place], part: str) -> said.Words:
    """Name and phone, or the one `part` asked for (`dialect.CONTACT_PARTS`); one that is unknown says whom to ask."""
    place, disclosure = shown.record, shown.disclosure
    if part == "name":
        return (place.name,)
    attribute, say = _PARTS[part or _way_to(place)]
    value = getattr(place, attribute)
    if not value and disclosure.is_shown and place.has_no(attribute):
        return (ABSENT,) if part else (place.name,)
    if value and disclosure.is_shown:
        words: said.Words = ("" if part or attribute != "phone" else "Telefon ", say(value))
    else:
        words = (said.Gap(disclosure.ask, is_unknown=disclosure.is_shown),)
    if value:
        words = (*words, said.StateMark(disclosure))
    return words if part else (f"{place.name}, ", *words)


#: The words of `dialect.CONTACT_PARTS`: the field of each, and how it is said.
_PARTS: Mapping[str, tuple[str, Callable[[str], said.Said]]] = {
    "telefon": ("phone", said.Phone),
    "email": ("mail", said.Mail),
    "web": ("web", said.Web),
    "anschrift": ("address", str),  # no map amid a sentence
}


def _way_to(place: Place) -> str:
    """Return what stands beside a name: the phone, and of somebody without one the next best."""
    if not place.has_no("phone"):
        return "telefon"
    return next((part for part in ("email", "web") if getattr(place, _PARTS[part][0])), "telefon")


def record_words(role: str, shown: ShownRecord[Attested], part: str) -> said.Words:
    """Return what a role of `dialect.RECORD_ROLES` shows of a record."""
    record, disclosure = shown.record, shown.disclosure
    if isinstance(record, Fact):
        fact_shown = ShownRecord(record, disclosure)
        return sentence(fact_shown) if role == "wortlaut" else fact(fact_shown)
    if isinstance(record, Appointment):
        return days(ShownRecord(record, disclosure))
    assert isinstance(record, Place)
    return contact(ShownRecord(record, disclosure), part)


# ------------------------------------------------------------------ forms, rights, notices


def form(form: Form) -> said.Words:
    """A file to download, with its version and date; print names the file."""
    version = f"Fassung {form.version}" if form.version else ""
    day = f"Stand {format_date(form.as_of)}" if form.as_of else ""
    words = ", ".join(part for part in (version, day) if part)
    return said.Download(form.title, form.file), *((f" ({words})",) if words else ())


def right_words(right: Right) -> str:
    holder = f": {right.holder}" if right.holder else ""
    end = f", bis {format_date(right.until)}" if right.until else ""
    return f"{right.subject}{holder}{end}"


def notices(options: ListOptions, page: Page) -> said.Blocks:
    """A bullet a funder; what is not supplied yet says so, because neither words nor emblem may be made up."""
    answer = page.ask(FundingNoticesQuery())
    return (said.Bullets(tuple(_notices(answer))),) if answer.notices else (said.paragraph(NOTHING),)


def _notices(answer: FundingNoticesAnswer) -> Iterator[said.Item]:
    for notice in answer.notices:
        body: list[said.Block] = []
        if notice.emblem and notice.emblem_alt:
            body.append(said.Emblem(notice.emblem, notice.emblem_alt))
        is_open: said.Words = (
            f"{notice.funder}: Wortlaut und Zeichen sind ",
            said.NotYet(),
            ", ",
            said.Asking(answer.ask),
            ".",
        )
        body.append(said.Paragraph((notice.wording,) if notice.wording else is_open))
        yield said.Item((), tuple(body))
