"""Lists of schools and of the social work at them, filtered."""

from __future__ import annotations

from dataclasses import dataclass

from ratgeber_tools.data.appointments import Appointment, AppointmentKind
from ratgeber_tools.data.disclosure import Ask, View
from ratgeber_tools.data.persons import ShownPerson
from ratgeber_tools.data.places import Operator, OperatorKind, School, SchoolForm
from ratgeber_tools.data.queries import Query, ShownRecord
from ratgeber_tools.data.social_work import SocialWorkSite


@dataclass(frozen=True)
class SchoolFilter:
    """Which schools: every part that is not empty has to match."""

    forms: frozenset[SchoolForm] = frozenset()
    operators: frozenset[str] = frozenset()
    districts: frozenset[str] = frozenset()
    schools: frozenset[str] = frozenset()

    def matches(self, school: School) -> bool:
        return (
            (not self.forms or school.form in self.forms)
            and (not self.operators or school.operator in self.operators)
            and (not self.districts or school.district.casefold() in {name.casefold() for name in self.districts})
            and (not self.schools or school.identifier in self.schools)
        )


@dataclass(frozen=True)
class ShownSchool:
    """A school of a list, with its operator if that is known, and its open days that are and are to come."""

    school: ShownRecord[School]
    operator: Operator | None
    open_days: tuple[ShownRecord[Appointment], ...] = ()


@dataclass(frozen=True)
class SchoolsQuery(Query[tuple[ShownSchool, ...]]):
    filter: SchoolFilter = SchoolFilter()

    def answer(self, view: View) -> tuple[ShownSchool, ...]:
        schools = [school for school in view.records.schools.values() if self.filter.matches(school)]
        return tuple(_school(school, view) for school in schools)


@dataclass(frozen=True)
class ShownOperator:
    """An operator with the names of the schools it runs, and of those where it runs the social work."""

    operator: ShownRecord[Operator]
    schools: tuple[str, ...]
    social_work: tuple[str, ...]


@dataclass(frozen=True)
class OperatorsQuery(Query[tuple[ShownOperator, ...]]):
    kinds: frozenset[OperatorKind] = frozenset()

    def answer(self, view: View) -> tuple[ShownOperator, ...]:
        schools, sites = view.records.schools, view.records.social_work
        return tuple(
            ShownOperator(
                operator=ShownRecord(operator, view.disclose(operator)),
                schools=tuple(school.name for school in schools.values() if school.operator == identifier),
                social_work=tuple(
                    schools[site.school].name
                    for site in sites.values()
                    if site.operator == identifier and site.school in schools
                ),
            )
            for identifier, operator in view.records.operators.items()
            if not self.kinds or operator.kind in self.kinds
        )


@dataclass(frozen=True)
class ShownSite:
    """School social work at one school; `stand_in` is the entry to turn to when nobody is there."""

    site: ShownRecord[SocialWorkSite]
    school: ShownSchool
    operator: Operator | None
    person: ShownPerson | None
    stand_in: ShownRecord[SocialWorkSite] | None
    stand_in_school: School | None


@dataclass(frozen=True)
class SocialWorkAnswer:
    """The sites of the schools asked for, and the schools of which nothing is known yet.

    Of a school that has none there is nothing to tell, once that may be told.
    """

    sites: tuple[ShownSite, ...]
    open_schools: tuple[ShownSchool, ...]
    ask: Ask


@dataclass(frozen=True)
class SocialWorkQuery(Query[SocialWorkAnswer]):
    """`operators` of the filter are those of the social work here, not of the school."""

    filter: SchoolFilter = SchoolFilter()

    def answer(self, view: View) -> SocialWorkAnswer:
        schools = view.records.schools
        of_school = SchoolFilter(self.filter.forms, frozenset(), self.filter.districts, self.filter.schools)
        sites = [
            site
            for site in view.records.social_work.values()
            if site.school in schools
            and of_school.matches(schools[site.school])
            and (not self.filter.operators or site.operator in self.filter.operators)
            and not (site.is_none and self.filter.operators)
        ]
        known = {site.school for site in view.records.social_work.values()}
        is_open = not self.filter.operators  # whose social work is unknown belongs to no operator's list
        return SocialWorkAnswer(
            sites=tuple(self._site(site, view) for site in sites),
            open_schools=tuple(
                _school(school, view)
                for school in schools.values()
                if is_open and school.identifier not in known and of_school.matches(school)
            ),
            ask=view.whom_to_ask_about_gaps(),
        )

    @staticmethod
    def _site(site: SocialWorkSite, view: View) -> ShownSite:
        stand_in = view.records.social_work.get(site.stand_in or "")
        return ShownSite(
            site=ShownRecord(site, view.disclose(site)),
            school=_school(view.records.schools[site.school], view),
            operator=view.records.operators.get(site.operator or ""),
            person=view.person(site.person),
            stand_in=ShownRecord(stand_in, view.disclose(stand_in)) if stand_in is not None else None,
            stand_in_school=view.records.schools.get(stand_in.school) if stand_in is not None else None,
        )


def _school(school: School, view: View) -> ShownSchool:
    days = (
        entry
        for entry in view.records.appointments.values()
        if entry.school == school.identifier
        and entry.kind is AppointmentKind.OPEN_DAY
        and entry.last_day is not None
        and entry.last_day >= view.today
    )
    return ShownSchool(
        ShownRecord(school, view.disclose(school)),
        view.records.operators.get(school.operator or ""),
        tuple(ShownRecord(day, view.disclose(day)) for day in sorted(days, key=lambda day: day.last_day or view.today)),
    )
