"""The social work at schools as a reviewer reads it: who runs it and how to reach it, and where nothing is known yet.

The offices' numbers and mailboxes only: the file of persons is not read for a Word file.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from ratgeber_tools.data.disclosure import View
from ratgeber_tools.data.school_queries import ShownSchool, ShownSite, SocialWorkAnswer, SocialWorkQuery
from ratgeber_tools.data.social_work import ExampleProject, SocialWorkSite
from ratgeber_tools.editorial.list_options import ListOptions, grouped
from ratgeber_tools.editorial.shown_entries import OPEN, asking, below, bullet, labelled, missing, office, section

#: How a list of schools can be divided, and the heading of a school's group.
GROUPS: Mapping[str, Callable[[ShownSchool], str]] = {
    "schulform": lambda shown: shown.school.record.form.value,
    "traeger": lambda shown: shown.operator.name if shown.operator is not None else "",
    "stadtteil": lambda shown: shown.school.record.district,
    "keine": lambda shown: "",
}
WITHOUT_GROUP = {"traeger": "Träger noch unbekannt", "stadtteil": "Stadtteil noch unbekannt"}

#: What an entry can be missing besides a way to reach it.
_NEEDED = (
    ("hours", "Sprechzeiten"),
    ("room", "Raum"),
    ("weekly_hours", "Stunden in der Woche"),
    ("focus", "Schwerpunkte"),
    ("stand_in", "Vertretung"),
    ("financing", "Finanzierung"),
    ("examples", "Beispiele"),
)


def social_work_lines(options: ListOptions, view: View) -> Iterator[str]:
    """Yield the schools by group; the short view leaves out those nobody knows anything of."""
    answer = SocialWorkQuery(options.school_filter(view.records)).answer(view)
    grouping = options.one_of("gliederung", tuple(GROUPS), "schulform")
    is_short = options.one_of("ansicht", ("ausführlich", "kurz"), "ausführlich") == "kurz"
    if is_short and not answer.sites:
        yield f"Dazu ist noch nichts eingetragen, {asking(answer.ask)}."
    groups = list(grouped((_group(shown, grouping), shown) for shown in answer.sites))
    for name, sites in groups:
        yield from heading(name, grouping, is_needed=is_short or len(groups) > 1)
        for shown in sites:
            yield from (_short_line(shown),) if is_short else _site_lines(shown)
    if not is_short:
        yield from _open_schools(answer, grouping)


def heading(group: str, grouping: str, *, is_needed: bool) -> Iterator[str]:
    """Yield the lines above a group, nothing where there is only one or it has no name."""
    words = group or WITHOUT_GROUP.get(grouping, "")
    if is_needed and words:
        yield from section(words)


def _group(shown: ShownSite, grouping: str) -> str:
    """Here the operator is that of the social work."""
    if grouping == "traeger":
        return shown.operator.name if shown.operator is not None else ""
    return GROUPS[grouping](shown.school)


def _short_line(shown: ShownSite) -> str:
    site, disclosure = shown.site.record, shown.site.disclosure
    ways = tuple(_ways(site))[:1] if disclosure.is_shown else ()
    return bullet(f"{shown.school.school.record.name}: {next(iter(ways), '') or f'{OPEN}, {asking(disclosure.ask)}'}")


def _ways(site: SocialWorkSite) -> Iterator[str]:
    yield from (f"Telefon {site.phone}",) if site.phone else ()
    yield from (str(site.mailbox),) if site.mailbox else ()


def _site_lines(shown: ShownSite) -> Iterator[str]:
    site, disclosure = shown.site.record, shown.site.disclosure
    name = shown.school.school.record.name
    if not disclosure.is_shown:
        yield bullet(f"{name}: {OPEN}, {asking(disclosure.ask)}")
        return
    operator = shown.operator.name if shown.operator is not None else OPEN
    ways = tuple(_ways(site)) or (missing(["Telefon und E-Mail"]),)
    yield bullet(f"{name}: {', '.join((f'Träger {operator}', *ways))}")
    details = labelled(
        ("Raum", site.room),
        ("Sprechzeiten", ", ".join(site.hours)),
        ("Stunden in der Woche", f"{site.weekly_hours:g}".replace(".", ",") if site.weekly_hours else ""),
        ("Schwerpunkte", ", ".join(site.focus)),
        ("Finanzierung", site.financing),
        ("Vertretung", _stand_in(shown)),
    )
    yield from map(below, details)
    for example in site.examples:
        yield from map(below, _example(example))
    unknown = [label for attribute, label in _NEEDED if not getattr(site, attribute)]
    if unknown:
        yield below(f"{missing(unknown)}, {asking(disclosure.ask)}")


def _stand_in(shown: ShownSite) -> str:
    if shown.stand_in is None or shown.stand_in_school is None or not shown.stand_in.disclosure.is_shown:
        return ""
    return ", ".join((shown.stand_in_school.name, *tuple(_ways(shown.stand_in.record))[:1]))


def _example(example: ExampleProject) -> Iterator[str]:
    yield f"Beispiel: {example.title}"
    yield from labelled(
        ("Anlass", example.occasion),
        ("Für wen", example.audience),
        ("Was geschah", example.course),
        ("Ergebnis", example.result),
        ("Partner", ", ".join(example.partners)),
    )


def _open_schools(answer: SocialWorkAnswer, grouping: str) -> Iterator[str]:
    """Name the schools without an entry, each with its own number: its office knows who works there."""
    if not answer.open_schools:
        return
    yield ""
    yield f"Noch ohne Eintrag. Die Redaktion fragt bei den Trägern nach: {office(answer.ask)}"
    by = "schulform" if grouping == "traeger" else grouping  # who runs the social work there is just what is not known
    groups = list(grouped((GROUPS[by](shown), shown) for shown in answer.open_schools))
    for name, schools in groups:
        yield from heading(name, by, is_needed=len(groups) > 1)
        yield from map(_open_school, schools)


def _open_school(shown: ShownSchool) -> str:
    school = shown.school.record
    return bullet(f"{school.name}: {OPEN}{f', Sekretariat Telefon {school.phone}' if school.phone else ''}")
