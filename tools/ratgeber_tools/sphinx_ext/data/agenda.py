"""The table of a birth cohort: its steps with their days, in HTML with a calendar to subscribe to."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from docutils import nodes
from sphinx import addnodes
from sphinx.environment import BuildEnvironment

from ratgeber_tools.data.agenda import DueStep
from ratgeber_tools.data.dates import format_date
from ratgeber_tools.data.disclosure import Edition
from ratgeber_tools.data.presentation.values import CohortSteps, DueLine, Said
from ratgeber_tools.data.states import State
from ratgeber_tools.exports.events import calendar_name
from ratgeber_tools.sphinx_ext.data import wording
from ratgeber_tools.sphinx_ext.data.calendar_links import calendar_links
from ratgeber_tools.sphinx_ext.data.tables import table
from ratgeber_tools.sphinx_ext.nodes import ratgeber_cohort


def cohort_steps(
    block: CohortSteps,
    edition: Edition,
    environment: BuildEnvironment,
    words: Callable[[Iterable[Said]], list[nodes.Node]],
) -> ratgeber_cohort:
    """Return the table of a cohort; the script finds it by its birthdays, where they may be told."""
    rows = [([_when(line, edition)], _what(line, environment, words)) for line in block.lines]
    body = table(("Wann", "Was"), rows, widths=(36, 64), title=block.title)
    links = calendar_links([calendar_name(block.topic, block.cohort)], environment)
    first, last = block.cohort.first_birthday.isoformat(), block.cohort.last_birthday.isoformat()
    born = {"first": first, "last": last} if block.is_born_shown else {"first": "", "last": ""}
    return ratgeber_cohort("", body, *links, **born)


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
        result += [nodes.Text(" "), _mark(due.state)]
    if not due.days.is_known and not due.step.announcement:
        result += [nodes.Text(", "), wording.span(wording.ASK, wording.ASK_CLASS)]
    return result


def _what(
    line: DueLine, environment: BuildEnvironment, words: Callable[[Iterable[Said]], list[nodes.Node]]
) -> list[nodes.Node]:
    """The step with what to know besides; whom to ask stands here, because the column of days is narrow."""
    step = line.due.step
    title: nodes.Node = nodes.strong(step.title, step.title)
    if step.chapter and step.chapter in environment.found_docs:
        title = _chapter_link(step.chapter, step.title, environment.current_document.docname)
    result: list[nodes.Node] = [nodes.paragraph("", "", title)]
    if line.notes:
        result.append(wording.paragraph(" ".join(line.notes)))
    if line.asked:
        result.append(wording.paragraph(*words(line.asked)))
    return result


def _with_its_end(words: nodes.Text, due: DueStep) -> list[nodes.Node]:
    """The days with the date of their confirmation; a page left alone says by itself when they are past or unsure.

    Days that an appointment names hold until they are past, so an end beside them would only say them again.
    """
    stamp = f"Stand {format_date(due.confirmed_on)}" if due.confirmed_on is not None else ""
    if due.until is not None and not due.days.is_exact:
        stamp += f", gilt bis {format_date(due.until)}"
    shown = [words, wording.span(f" ({stamp})", "rg-stand")] if stamp else [words]
    last = None if due.days.is_open else due.days.last or due.days.first
    if last is not None and (due.until is None or last <= due.until):
        return wording.expiring(shown, wording.past([words]), last)
    return wording.expiring(shown, wording.ask(due.ask), due.until)


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
    return nodes.strong("", "", link)


def _mark(state: State) -> nodes.inline:
    return wording.span(f"[{state.value}]", "rg-zustand", f"rg-zustand-{state.name.lower()}")
