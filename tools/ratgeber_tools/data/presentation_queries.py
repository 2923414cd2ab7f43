"""What the pages of the film, the exhibition and the funders show."""

from __future__ import annotations

from dataclasses import dataclass

from ratgeber_tools.data import exhibition as exhibitions
from ratgeber_tools.data import film as films
from ratgeber_tools.data.appointments import Appointment, AppointmentKind
from ratgeber_tools.data.design import Design
from ratgeber_tools.data.disclosure import Ask, Edition, View
from ratgeber_tools.data.exhibition import Exhibition
from ratgeber_tools.data.film import Film
from ratgeber_tools.data.media import MediaPicture, is_cleared
from ratgeber_tools.data.municipality import FundingNotice
from ratgeber_tools.data.places import ContactPoint
from ratgeber_tools.data.queries import AppointmentsQuery, Query, ShownRecord


@dataclass(frozen=True)
class FilmAnswer:
    """A film; `is_cleared` says whether rights and consents allow to show it, `missing` what is still to be supplied.

    `poster` is None where it may not be shown.  `is_expected` says whether readers of the edition know of the film:
    one that nobody has made yet is the editors' business alone.
    """

    film: ShownRecord[Film]
    is_cleared: bool
    poster: MediaPicture | None
    missing: tuple[str, ...]
    is_expected: bool
    screenings: ShownRecord[ContactPoint] | None


@dataclass(frozen=True)
class FilmQuery(Query["FilmAnswer | Ask"]):
    identifier: str

    def answer(self, view: View) -> FilmAnswer | Ask:
        film = view.records.films.get(self.identifier)
        if film is None:
            return view.whom_to_ask()
        return FilmAnswer(
            film=ShownRecord(film, view.disclose(film)),
            is_cleared=is_cleared(film.rights, film.consents, view.purpose, view.today, view.cover),
            poster=_shown(film.poster, view),
            missing=films.missing_in(film),
            is_expected=film.is_known or view.edition is Edition.WORKING,
            screenings=_contact(film.screenings, view),
        )


@dataclass(frozen=True)
class ExhibitionAnswer:
    """An exhibition; `pictures` belong to its panels one by one, None where one may not be shown.

    `tour` are all its dates in order; `now` are the places where it stands today.
    """

    exhibition: ShownRecord[Exhibition]
    pictures: tuple[MediaPicture | None, ...]
    tour: tuple[ShownRecord[Appointment], ...]
    now: tuple[ShownRecord[Appointment], ...]
    missing: tuple[str, ...]
    lender: ShownRecord[ContactPoint] | None


@dataclass(frozen=True)
class ExhibitionQuery(Query["ExhibitionAnswer | Ask"]):
    identifier: str

    def answer(self, view: View) -> ExhibitionAnswer | Ask:
        exhibition = view.records.exhibitions.get(self.identifier)
        if exhibition is None:
            return view.whom_to_ask()
        tour = AppointmentsQuery(exhibition=self.identifier).answer(view)
        return ExhibitionAnswer(
            exhibition=ShownRecord(exhibition, view.disclose(exhibition)),
            pictures=tuple(_shown(panel.picture, view) for panel in exhibition.panels),
            tour=tour,
            now=tuple(shown for shown in tour if _stands_today(shown, view)),
            missing=exhibitions.missing_in(exhibition),
            lender=_contact(exhibition.lending.contact, view),
        )


@dataclass(frozen=True)
class DesignQuery(Query[Design]):
    """How the pages on school social work look: as the first exhibition does, which is the only one so far."""

    def answer(self, view: View) -> Design:
        return next((entry.design for entry in view.records.exhibitions.values()), Design())


@dataclass(frozen=True)
class FundingNoticesAnswer:
    notices: tuple[FundingNotice, ...]
    ask: Ask


@dataclass(frozen=True)
class FundingNoticesQuery(Query[FundingNoticesAnswer]):
    """Who pays, in the words and with the emblem that are prescribed."""

    def answer(self, view: View) -> FundingNoticesAnswer:
        return FundingNoticesAnswer(view.records.municipality.funding_notices, view.whom_to_ask_about_gaps())


def _shown(picture: MediaPicture | None, view: View) -> MediaPicture | None:
    return picture if picture is not None and picture.may_be_shown(view.purpose, view.today, view.cover) else None


def _contact(identifier: str | None, view: View) -> ShownRecord[ContactPoint] | None:
    contact = view.records.contacts.get(identifier or "")
    return ShownRecord(contact, view.disclose(contact)) if contact is not None else None


def _stands_today(shown: ShownRecord[Appointment], view: View) -> bool:
    entry = shown.record
    if entry.kind is not AppointmentKind.EXHIBITION or entry.first is None or not shown.disclosure.is_shown:
        return False
    last = entry.last_day
    return entry.first <= view.today and (last is None or view.today <= last)
