"""What records say (`data.presentation`), set as docutils nodes: the same for every edition and builder."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import assert_never

from docutils import nodes
from sphinx import addnodes
from sphinx.environment import BuildEnvironment

from ratgeber_tools.data.appointments import Appointment
from ratgeber_tools.data.dates import format_long
from ratgeber_tools.data.disclosure import Ask, Disclosure, Edition, View
from ratgeber_tools.data.presentation import values as said
from ratgeber_tools.data.presentation.places import SCHOOLS
from ratgeber_tools.data.presentation.statements import appointment
from ratgeber_tools.data.queries import ShownRecord
from ratgeber_tools.dialect import slug
from ratgeber_tools.exports.events import calendars_of
from ratgeber_tools.exports.single_dates import single_date_name
from ratgeber_tools.sphinx_ext.data.record_files import download, path_of, picture
from ratgeber_tools.sphinx_ext.data.shown import wording
from ratgeber_tools.sphinx_ext.data.shown.agenda import cohort_steps
from ratgeber_tools.sphinx_ext.data.shown.calendar_links import calendar_links
from ratgeber_tools.sphinx_ext.data.shown.dated_rows import mark_dates
from ratgeber_tools.sphinx_ext.data.shown.films import screen
from ratgeber_tools.sphinx_ext.data.shown.portraits import portrait
from ratgeber_tools.sphinx_ext.data.shown.tables import table
from ratgeber_tools.sphinx_ext.data.shown.tiles import TILE, Tile, tile_of
from ratgeber_tools.sphinx_ext.data.shown.wording import EDITORS_CLASS, PARENTS_CLASS
from ratgeber_tools.sphinx_ext.nodes import (
    ratgeber_birthday_form,
    ratgeber_checkbox,
    ratgeber_gap,
    ratgeber_sign,
    ratgeber_state,
)

#: A postal address; the web adds a link to a map.
ADDRESS_CLASS = "rg-anschrift"

#: Of the place where the calendar of a school year is offered: the year.
_YEAR = "school_year"

#: Of the page being read: anchors that are taken, and choices in the order of their classes.
_ANCHORS, _CHOICES = "ratgeber_anker", "ratgeber_auswahl"
#: So many choices of a page have a rule in the style sheet.
MOST_CHOICES = 40


def choice_class(number: int) -> str:
    """Return the class of what stays when the choice of this number is taken, counted from one."""
    return f"rg-nur-{number}"


#: How text of each type is set.
_TYPED: Mapping[type[said.Typed], Callable[[str], nodes.Node]] = {
    said.Strong: lambda text: nodes.strong(text, text),
    said.Phone: wording.phone,
    said.Fax: wording.fax,
    said.Mail: wording.mail,
    said.Web: wording.web,
    said.PostalAddress: lambda text: wording.span(text, ADDRESS_CLASS),
    said.Amount: lambda text: wording.span(text, "rg-fakt"),
    said.Period: lambda text: wording.span(text, "rg-termin"),
}


#: The list of what comes next, and those of it that move up when others are past.
NEXT_CLASS, LATER_CLASS = "rg-naechste", "rg-spaeter"

#: Of a line: it says what a thing is or how to reach it.
IS_BRIEF = "is_brief"
#: What the anchors of schools begin with (`data.presentation.places`).
_SCHOOL = "schule-"


def schools_listed(document: nodes.document) -> dict[str, nodes.definition_list_item]:
    """Return the entries of the schools a page lists, by the school's identifier."""
    return {
        anchor.removeprefix(_SCHOOL): item
        for directory in document.findall(nodes.definition_list)
        if f"rg-{SCHOOLS}" in directory["classes"]
        for item in directory.findall(nodes.definition_list_item)
        for term in item.findall(nodes.term)
        for anchor in term["ids"][:1]
    }


def calendar_places(document: nodes.document) -> dict[str, nodes.paragraph]:
    """Return where a page offers the calendar of a school year, by the year (`2026/27`)."""
    return {place[_YEAR]: place for place in document.findall(nodes.paragraph) if _YEAR in place}


@dataclass(frozen=True, slots=True)
class Renderer:
    """Sets words and blocks for the page that is being read."""

    view: View
    environment: BuildEnvironment

    # ------------------------------------------------------------------ words

    def words(self, words: Iterable[said.Said]) -> list[nodes.Node]:
        """Return words as inline nodes; text that stands side by side becomes one node."""
        result: list[nodes.Node] = []
        for word in words:
            if isinstance(word, said.StateMark) and self.view.edition is not Edition.PRINT:
                self._mark_last(result, word.disclosure)
            for node in self._word(word):
                if isinstance(node, nodes.Text) and result and isinstance(result[-1], nodes.Text):
                    result[-1] = nodes.Text(f"{result[-1]}{node}")
                elif not isinstance(node, nodes.Text) or node:
                    result.append(node)
        return result

    def _afterwards(self, words: said.Words) -> list[nodes.Node]:
        """What a page left alone says one day; nobody settles gaps then, so it says whom to ask."""
        told = (wording.ask(word.whom) if isinstance(word, said.Asking) else self._word(word) for word in words)
        return [node for nodes_of_word in told for node in nodes_of_word]

    def _mark_last(self, words: list[nodes.Node], disclosure: Disclosure) -> None:
        """Have the last of the words say how far it can be trusted: a way to reach somebody bears no date."""
        if disclosure.is_for_parents:
            if signs := wording.sign(disclosure):
                words.append(nodes.inline("", "", words.pop(), *signs, classes=[wording.WHOLE_CLASS]))
        elif disclosure.is_shown:
            marked = [words.pop(), wording.state_mark(disclosure)]
            words += wording.missing(disclosure.ask, self.view.edition, marked)

    def _not_yet(self) -> list[nodes.Node]:
        """“noch offen”, for whoever reads that; it is counted with whom to ask."""
        told = nodes.Text("noch offen")
        if self.view.edition is Edition.PRINT:
            return [told]
        return [
            ratgeber_gap(
                "", *([told] if self.view.edition is Edition.WORKING else []), office="", number=0, is_whole=False
            )
        ]

    def _open(self, labels: Sequence[str], whom: Ask, *, is_counted: bool = True) -> list[nodes.Node]:
        """What is not known of a record, told once: on paper with whom to ask, for editors by name."""
        told = nodes.Text(f"Noch offen: {', '.join(labels)}")
        if self.view.edition is Edition.PRINT:
            return [told, nodes.Text("; "), *wording.ask(whom)]
        number = len(labels) if is_counted else 0
        return wording.missing(whom, self.view.edition, [told], number=number, is_whole=True)

    def _word(self, word: said.Said) -> list[nodes.Node]:
        match word:
            case str():
                return [nodes.Text(word)]
            case said.Typed(text):
                return [_TYPED[type(word)](text)]
            case said.Office(whom):
                return wording.office(whom)
            case said.Asking(whom):
                asking = [nodes.Text(wording.ASK)]
                return wording.missing(whom, self.view.edition, asking, is_whole=True)
            case said.NotYet():
                return self._not_yet()
            case said.Gap(whom, is_unknown) if self.view.edition is Edition.PRINT:
                return wording.ask_for_missing(whom) if is_unknown else wording.ask(whom)
            case said.Gap(whom, is_felt=is_felt):
                return wording.missing(whom, self.view.edition, number=int(is_felt))
            case said.Lacking(labels, whom):
                return self._open(labels, whom)
            case said.Stated(value, disclosure):
                is_whole = isinstance(value, str)
                return wording.value(self._word(value), disclosure, self.view.edition, is_whole=is_whole)
            case said.StateMark():
                return []  # `words` looks at it with what stands before
            case said.Ending(words, until, afterwards):
                return wording.expiring(self.words(words), self._afterwards(afterwards), until)
            case said.Download(title, file):
                return [download(title, file, self.environment)]

    # ------------------------------------------------------------------ lines

    def _line(self, line: said.Line) -> nodes.line:
        speaks_for_itself = not line.label or isinstance(line.words[0], said.PostalAddress)
        words = self.words(line.words if speaks_for_itself else (f"{line.label}: ", *line.words))
        return nodes.line("", "", *words, **{IS_BRIEF: line.is_brief})

    def _closing(self, closing: said.Closing) -> Iterator[nodes.line]:
        """What an edition adds: the sign of a source or the date of a confirmation, and for editors what is open."""
        disclosure, edition = closing.disclosure, self.view.edition
        if edition is Edition.PRINT:
            return
        known = [*wording.sign(disclosure), *wording.stamp(disclosure)]
        if edition is Edition.WORKING:
            known = known if disclosure.is_for_parents else [wording.state_mark(disclosure)]
        elif not disclosure.is_shown or disclosure.is_past:
            known = wording.value([], disclosure, edition)
        elif known:
            outdated = wording.ended("Diese Angaben können veraltet sein", disclosure.ask)
            known = wording.expiring(known, outdated, disclosure.until)
        if known:
            yield wording.line(*known)
        if edition is Edition.WORKING and closing.missing:
            yield wording.line(*self._open(closing.missing, disclosure.ask, is_counted=False))  # parents never see it

    def _lines(self, lines: said.Lines) -> Iterator[nodes.line]:
        """Yield the lines; a sign that would stand alone closes the line before, and editors see what parents do not.

        Parents read of a record that is not for them only what is open anyway.
        """
        closing = next((line for line in lines.lines if isinstance(line, said.Closing)), None)
        is_marked = (
            self.view.edition is Edition.WORKING and closing is not None and not closing.disclosure.is_for_parents
        )
        result: list[nodes.line] = []
        for line in lines.lines:
            if self.view.edition is Edition.PRINT and isinstance(line, said.Line) and _is_only_wanted(line):
                continue
            for node in self._closing(line) if isinstance(line, said.Closing) else (self._line(line),):
                if is_marked and isinstance(line, said.Line) and not line.is_open:
                    node["classes"].append(EDITORS_CLASS)
                if result and all(isinstance(child, ratgeber_sign | ratgeber_state) for child in node.children):
                    result[-1] += [child.deepcopy() for child in node.children]
                else:
                    result.append(node)
        if is_marked and closing is not None:
            gap = ratgeber_gap("", office=closing.disclosure.ask.office, number=1, is_whole=True)
            result.append(wording.line(gap))  # what parents miss, to be counted
        yield from result

    # ------------------------------------------------------------------ blocks

    def blocks(self, blocks: Iterable[said.Block]) -> list[nodes.Node]:
        return [node for block in blocks for node in self._block(block)]

    def _block(self, block: said.Block) -> list[nodes.Node]:
        match block:
            case said.Lines():
                return [wording.lines(self._lines(block))]
            case said.Paragraph(words, for_parents):
                return self._paragraph(words, for_parents)
            case said.Open(labels, whom, is_alone):
                if is_alone and self.view.edition is Edition.PRINT:
                    return [wording.paragraph("Noch offen, ", *wording.ask(whom), ".")]
                return [wording.paragraph(*self._open(labels, whom), ".")]
            case said.Supply(labels, whom):
                return self._supply(labels, whom)
            case said.Heading(text, marks):
                return [nodes.rubric(text, text, classes=["rg-gruppe", *map(self._choice, marks)])]
            case said.Choices():
                return [addnodes.only("", self._choices(block), expr="html")]
            case said.Bullets(items):
                return [nodes.bullet_list("", *map(self._item, items), bullet="-")]
            case said.Steps(items):
                return [nodes.enumerated_list("", *map(self._item, items), enumtype="arabic", prefix="", suffix=".")]
            case said.Checklist(points):
                return [_checklist(points)]
            case said.Entry(name, blocks):
                return self._alone(name, blocks)
            case said.Directory(entries, kind):
                return [self._definitions(entries, kind)]
            case said.Parts(parts, kind):
                return self._parts(parts, kind)
            case said.YearCalendar(year):
                offer = f"{block.title}: ein Blatt zum Aufhängen, mit Platz für eigene Termine."
                return [nodes.paragraph(offer, offer, **{_YEAR: year})]
            case said.NextDates():
                return [addnodes.only("", *self._next_dates(block), expr="html")]
            case said.DateTable(dates, when):
                return self._date_table(dates, when)
            case said.Dates(dates):
                dated = (nodes.list_item("", *self.blocks(_titled(shown))) for shown in dates)
                return [nodes.bullet_list("", *dated, bullet="-")]
            case said.CohortSteps():
                return cohort_steps(block, self.view.edition, self.environment, self.words)
            case said.BirthdayForm():
                return [addnodes.only("", ratgeber_birthday_form(), expr="html")]
            case said.ShownPicture(shown, rights):
                whose = [wording.paragraph(f"Bild: {rights}")] if rights else []
                return [picture(shown, self.environment), *whose]
            case said.Emblem(file, alt):
                return [nodes.image(uri=path_of(file, self.environment), alt=alt, classes=["rg-foerderzeichen"])]
            case said.Portrait(person):
                return [portrait(person, self.environment)]
            case said.Screen(answer):
                return screen(answer, self.view.edition, self.environment)
            case _:
                assert_never(block)

    def _paragraph(self, words: said.Words, for_parents: said.Words) -> list[nodes.Node]:
        """Set words, and beside those for editors what parents read, in the web alone."""
        told = wording.paragraph(*self.words(words))
        if not for_parents:
            return [told]
        told["classes"].append(EDITORS_CLASS)
        instead = wording.paragraph(*self.words(for_parents))
        instead["classes"].append(PARENTS_CLASS)
        return [told, addnodes.only("", instead, expr="html")]

    def _parts(self, parts: Sequence[said.Part], kind: str) -> list[nodes.Node]:
        """Set the parts of a record; what somebody still has to supply is the editors' business, and paper's."""
        told = [part for part in parts if part.name != said.OPEN_PART or self.view.edition is not Edition.PUBLIC]
        node = self._definitions((said.Entry(part.heading, part.blocks) for part in told), kind)
        if self.view.edition is Edition.WORKING:
            for part, item in zip(told, node.children, strict=True):
                if part.name == said.OPEN_PART:
                    assert isinstance(item, nodes.Element)
                    for each in item.children:
                        assert isinstance(each, nodes.Element)
                        each["classes"].append(EDITORS_CLASS)
        return [node]

    def _supply(self, labels: Sequence[str], whom: Ask) -> list[nodes.Node]:
        told = wording.paragraph("Das liefert noch: ", *wording.office(whom), ".")
        items = [nodes.list_item("", wording.paragraph(label)) for label in labels]
        listed = nodes.bullet_list("", *items, bullet="-")
        if self.view.edition is Edition.PRINT:
            return [told, listed]
        for node in (told, listed):
            node["classes"].append(EDITORS_CLASS)
        gap = wording.paragraph(ratgeber_gap("", office="", number=0, is_whole=True))  # a section of it alone goes
        return [told, listed, gap] if self.view.edition is Edition.WORKING else [gap]

    def _alone(self, name: str, blocks: said.Blocks) -> list[nodes.Node]:
        """Set an entry outside a directory: its name is the first of its lines."""
        first, rest = (blocks[0], blocks[1:]) if blocks and isinstance(blocks[0], said.Lines) else (None, blocks)
        lines = [wording.line(nodes.strong(name, name)), *(self._lines(first) if first is not None else ())]
        is_open = [True, *(line.is_open for line in first.lines if isinstance(line, said.Line))] if first else [True]
        for line, is_bare in zip(lines, is_open, strict=False):
            line["is_bare"] = is_bare  # says who somebody is, which is nothing without a way to reach them
        if any(not line.get("is_bare") and not any(True for _ in line.findall(ratgeber_gap)) for line in lines):
            for gap in (gap for line in lines for gap in line.findall(ratgeber_gap)):
                gap["number"] = 0  # there is another way to them; the directory counts what is missing
        return [wording.lines(lines), *self.blocks(rest)]

    def _item(self, item: said.Item) -> nodes.list_item:
        words = [wording.paragraph(*self.words(item.words))] if item.words else []
        return nodes.list_item("", *words, *self.blocks(item.below))

    def _definitions(self, entries: Iterable[said.Entry], kind: str) -> nodes.definition_list:
        items = (
            nodes.definition_list_item(
                "",
                nodes.term("", "", nodes.Text(entry.name), ids=self._new_ids(entry.anchor)),
                nodes.definition("", *self.blocks(entry.blocks)),
                classes=[self._choice(mark) for mark in entry.marks],
            )
            for entry in entries
        )
        return nodes.definition_list("", *items, classes=[f"rg-{kind}"])

    def _new_ids(self, *anchors: str) -> list[str]:
        """Return the anchors that the page does not have yet: a second list of the same things has none."""
        page = self.environment.current_document
        if _ANCHORS not in page:
            page[_ANCHORS] = set()
        new = [anchor for anchor in anchors if anchor and anchor not in page[_ANCHORS]]
        page[_ANCHORS].update(new)
        return new

    def _choices(self, choices: said.Choices) -> nodes.container:
        """Links that lead to themselves: the style sheet then shows what stays, without any script."""
        lines = []
        for label, several in choices.groups:
            links: list[nodes.Node] = []
            for choice in several:
                mark = self._choice(choice.mark)
                words, anchor = f"{choice.words} ({choice.count})", f"nur-{slug(choice.mark)}"
                ids = self._new_ids(anchor)
                links += [
                    nodes.Text(" "),
                    nodes.reference("", words, refuri=f"#{anchor}", ids=ids, classes=[mark], internal=True),
                ]
            lines.append(nodes.paragraph("", "", nodes.inline("", f"{label}:"), *links))
        words = f"Alle {choices.every} zeigen"
        every = nodes.reference("", words, refuri="#alle-schulen", ids=self._new_ids("alle-schulen"), internal=True)
        return nodes.container("", *lines, nodes.paragraph("", "", every), classes=["rg-auswahl"])

    def _choice(self, mark: str) -> str:
        """Return the class the style sheet has for a choice, by its number on the page."""
        page = self.environment.current_document
        if _CHOICES not in page:
            page[_CHOICES] = []
        known: list[str] = page[_CHOICES]
        if mark not in known:
            known.append(mark)
        return choice_class(known.index(mark) + 1)

    def _next_dates(self, block: said.NextDates) -> Iterator[nodes.Element]:
        """What comes next under a heading, each with its tile, and the day the page knows of."""
        yield nodes.rubric(block.title, block.title, classes=["rg-gruppe"])
        items = nodes.bullet_list(bullet="-", classes=[NEXT_CLASS])
        for number, shown in enumerate(block.dates):
            title, *rest = self.blocks(_titled_apart(shown))
            later = [LATER_CLASS] if number >= block.at_once else []
            items += nodes.list_item("", title, *rest, classes=later, **{TILE: Tile.of(shown.record).as_attribute()})
        yield items
        yield nodes.paragraph("", "", nodes.Text(f"Stand: {format_long(block.today)}"), classes=["rg-naechste-stand"])

    def _date_table(self, dates: Sequence[ShownRecord[Appointment]], when: str) -> list[nodes.Node]:
        rows = [([wording.paragraph(shown.record.title)], self.blocks(appointment(shown))) for shown in dates]
        names = (name for shown in dates for name in calendars_of(shown.record))
        dated = (
            (tile_of(shown), single_date_name(shown.record, shown.disclosure), shown.disclosure.is_past)
            for shown in dates
        )
        listed = mark_dates(table(("Was", when), rows, widths=(45, 55)), 1, dated)
        return [listed, *calendar_links(names, self.environment)]


def _is_only_wanted(line: said.Line) -> bool:
    """Say whether a line tells what an office is still asked for: the editors' business, and paper does not wait."""
    return bool(line.words) and all(isinstance(word, said.Lacking) for word in line.words)


def _titled(shown: ShownRecord[Appointment]) -> Iterator[said.Paragraph]:
    first, *rest = appointment(shown)
    yield said.Paragraph((f"{shown.record.title}: ", *first.words))
    yield from rest


def _titled_apart(shown: ShownRecord[Appointment]) -> Iterator[said.Paragraph]:
    yield said.paragraph(said.Strong(shown.record.title))
    yield from appointment(shown)


def _checklist(points: Iterable[str]) -> nodes.bullet_list:
    items = (
        nodes.list_item(
            "",
            nodes.paragraph("", "", ratgeber_checkbox(checked=False), nodes.Text(point)),
            classes=["task-list-item"],
        )
        for point in points
    )
    return nodes.bullet_list("", *items, bullet="-", classes=["contains-task-list"])
