"""The table of a birth cohort: its steps with their days, in HTML with a calendar to subscribe to."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from docutils import nodes
from sphinx import addnodes
from sphinx.environment import BuildEnvironment

from ratgeber_tools import dialect
from ratgeber_tools.data.agenda import DueStep
from ratgeber_tools.data.appointments import Appointment
from ratgeber_tools.data.disclosure import Ask, Edition
from ratgeber_tools.data.presentation.values import CohortSteps, DueLine, Said
from ratgeber_tools.data.queries import RecordQuery
from ratgeber_tools.exports.events import calendar_name
from ratgeber_tools.exports.single_dates import single_date_name
from ratgeber_tools.sphinx_ext.data.domain import data_domain
from ratgeber_tools.sphinx_ext.data.shown import wording
from ratgeber_tools.sphinx_ext.data.shown.calendar_links import calendar_links
from ratgeber_tools.sphinx_ext.data.shown.dated_rows import mark_dates
from ratgeber_tools.sphinx_ext.data.shown.tables import table
from ratgeber_tools.sphinx_ext.data.shown.tiles import Tile
from ratgeber_tools.sphinx_ext.nodes import ratgeber_cohort, ratgeber_gap, ratgeber_state


def cohort_steps(
    block: CohortSteps,
    edition: Edition,
    environment: BuildEnvironment,
    words: Callable[[Iterable[Said]], list[nodes.Node]],
) -> list[nodes.Node]:
    """Return the table of a cohort; the script finds it by its birthdays, where they may be told.

    In the web a step whose days parents do not see stands below the table: it has to be done all the same.
    """
    told = [line for line in block.lines if edition is Edition.PRINT or not _is_dayless(line)]
    rest = [line for line in block.lines if line not in told]
    if edition is Edition.WORKING:
        told = list(block.lines)
    body: list[nodes.Node] = []
    if told:
        rows = [([_when(line, edition)], _what(line, edition, environment, words)) for line in told]
        steps = table(("Wann", "Was"), rows, widths=(36, 64), title=block.title)
        mark_dates(steps, 0, ((_tile(line), _own_file(line, environment), line.is_over) for line in told))
        for row, line in zip(list(steps.findall(nodes.row))[1:], told, strict=True):
            if line in rest:
                row["classes"].append(wording.EDITORS_CLASS)
        body.append(steps)
    if rest:
        body += _without_days(block.title if len(rest) == len(block.lines) else "", rest, edition, environment)
    body += calendar_links([calendar_name(block.topic, block.cohort)], environment)
    first, last = block.cohort.first_birthday.isoformat(), block.cohort.last_birthday.isoformat()
    born = {"first": first, "last": last} if block.is_born_shown else {"first": "", "last": ""}
    return [ratgeber_cohort("", *body, **born)]


def _tile(line: DueLine) -> Tile:
    """The days as parents may see them; an open end has no last one."""
    days, due = line.due.days, line.due
    is_seen = days.is_known and due.is_shown and due.is_for_parents
    return Tile(days.first, None if days.is_open else days.last) if is_seen else Tile(None, None)


def _own_file(line: DueLine, environment: BuildEnvironment) -> str:
    """The file of the appointment that names the days of a step, empty where none does or nobody stands by it."""
    due = line.due
    name = due.step.appointment_names(due.cohort.start).get("termin", "") if due.days.is_exact else ""
    if not name:
        return ""
    docname = environment.current_document.docname
    shown = data_domain(environment).ask(docname, RecordQuery(dialect.RECORD_DIRECTIVES["termin"], name))
    if isinstance(shown, Ask) or not isinstance(shown.record, Appointment):
        return ""
    return single_date_name(shown.record, shown.disclosure)


def _is_dayless(line: DueLine) -> bool:
    """Say whether parents do not learn the days of a step, nor who will name them."""
    due = line.due
    return not due.is_for_parents if due.days.is_known else not due.step.announcement


def _without_days(
    title: str, lines: Sequence[DueLine], edition: Edition, environment: BuildEnvironment
) -> list[nodes.Node]:
    """Return the steps without a day, by name; `title` is that of a table which is not there."""
    docname = environment.current_document.docname
    words: list[nodes.Node] = [nodes.Text("Auch das gehört dazu: " if not title else f"{title}: ")]
    for number, line in enumerate(lines):
        words += [nodes.Text("; ")] if number else []
        words.append(_title(line, environment, docname))
    words.append(nodes.Text("."))
    named = nodes.paragraph("", "", *words)
    gaps = nodes.paragraph()
    for line in lines:
        gaps += ratgeber_gap("", office=line.due.ask.office, number=1, is_whole=True)
    if edition is Edition.WORKING:
        named["classes"].append(wording.PARENTS_CLASS)
        return [addnodes.only("", named, expr="html"), gaps]
    return [named, gaps]


def _when(line: DueLine, edition: Edition) -> nodes.paragraph:
    """The days as the edition may show them; a note or advice follows in words."""
    due, result = line.due, nodes.paragraph()
    if due.days.is_known and not due.is_shown:
        result += wording.span(wording.ASK, wording.ASK_CLASS)
        return result
    words = nodes.Text(due.days.words)
    if line.is_over:
        result += [words, wording.span(" (vorbei)", "rg-vorbei")]
    elif edition is Edition.PUBLIC and due.days.is_known:
        result += _with_its_end(words, due)
    else:
        result += words
        if edition is Edition.WORKING:
            result += _marks(due)
    if edition is Edition.PRINT and not due.days.is_known and not due.is_told:
        result += [nodes.Text(", "), wording.span(wording.ASK, wording.ASK_CLASS)]
    return result


def _marks(due: DueStep) -> list[nodes.Node]:
    if not due.days.is_known:
        return []
    return _signs(due) if due.is_for_parents else [ratgeber_state("", state=due.state.value)]


def _signs(due: DueStep) -> list[nodes.Node]:
    source = due.evidence
    if source is not None:
        return [wording.signed(source)]
    if due.confirmed_on is None or due.days.is_exact:
        return []
    return [wording.stamped(due.confirmed_on, due.until, ends_soon=due.ends_soon)]


def _what(
    line: DueLine,
    edition: Edition,
    environment: BuildEnvironment,
    words: Callable[[Iterable[Said]], list[nodes.Node]],
) -> list[nodes.Node]:
    """The step with what to know besides; on paper with whom to ask, because the column of days is narrow."""
    title = nodes.strong("", "", _title(line, environment, environment.current_document.docname))
    result: list[nodes.Node] = [nodes.paragraph("", "", title)]
    if line.notes:
        result.append(wording.paragraph(" ".join(line.notes)))
    if line.asked and edition is Edition.PRINT:
        result.append(wording.paragraph(*words(line.asked)))
    return result


def _with_its_end(words: nodes.Text, due: DueStep) -> list[nodes.Node]:
    """The days; a page left alone says by itself when they are past or unsure.

    Days that an appointment names hold until they are past, so an end beside them would only say them again.
    """
    shown = [words, *_signs(due)]
    last = None if due.days.is_open else due.days.last or due.days.first
    if last is not None and (due.until is None or last <= due.until):
        return wording.expiring(shown, wording.past([words]), last)
    return wording.expiring(shown, [*wording.ended("(abgelaufen", due.ask), nodes.Text(")")], due.until)


def _title(line: DueLine, environment: BuildEnvironment, docname: str) -> nodes.Node:
    step = line.due.step
    if step.chapter and step.chapter in environment.found_docs:
        return _chapter_link(step.chapter, step.title, docname)
    return nodes.inline(step.title, step.title)


def _chapter_link(chapter: str, words: str, docname: str) -> nodes.Node:
    """A link that falls back to its words in an edition without that chapter."""
    link = addnodes.pending_xref(
        "",
        nodes.inline(words, words),
        refdomain="std",
        reftype="doc",
        reftarget=f"/{chapter}",
        refdoc=docname,
        refexplicit=True,
        refwarn=False,
    )
    return link
