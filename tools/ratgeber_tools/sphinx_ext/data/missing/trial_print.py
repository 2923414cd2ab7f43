"""A print edition that does not show everything is a trial print: it says so, and where to look.

What is missing is asked of the records a page uses, and then of the page itself: whatever says “bitte erfragen” in
print is a gap, also where the record around it is confirmed.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Set
from dataclasses import dataclass

from docutils import nodes
from sphinx.environment import BuildEnvironment

from ratgeber_tools.data.disclosure import Edition, Reason
from ratgeber_tools.data.withheld import Withheld, unset_for_print, withheld_of
from ratgeber_tools.sphinx_ext.data.domain import data_domain
from ratgeber_tools.sphinx_ext.data.shown import wording
from ratgeber_tools.sphinx_ext.draft_marks import is_draft
from ratgeber_tools.sphinx_ext.nodes import ratgeber_box

TRIAL_PRINT = "Probedruck"
NOT_RELEASED = "ist nicht freigegeben"
_LONGEST_WORDS = 80


@dataclass(frozen=True, slots=True)
class PrintObstacle:
    """One thing between this file and a clean one, and the chapters it stands in; none for what concerns the whole."""

    entry: Withheld
    chapters: tuple[str, ...] = ()

    def as_line(self) -> str:
        entry = self.entry
        record = f" [{entry.record}]" if entry.record else ""
        office = f"; fragen: {entry.office}" if entry.office else ""
        chapters = f"; in {', '.join(f'{name}.md' for name in self.chapters)}" if self.chapters else ""
        return f"{entry.what}{record}: {entry.reason}{office}{chapters}"


def print_obstacles(
    environment: BuildEnvironment, pages: Mapping[str, nodes.document], *, cut: Set[str] = frozenset()
) -> tuple[PrintObstacle, ...]:
    """Return what is between this print edition and a clean press file, by name; empty for any other edition.

    `pages` are the doctrees of the chapters that get into the file; of those in `cut` only a part does, so that what
    the whole page asked the records for says nothing.
    """
    domain = data_domain(environment)
    if domain.view.edition is not Edition.PRINT:
        return ()
    found: defaultdict[Withheld, list[str]] = defaultdict(list)
    for entry in unset_for_print(domain.view):
        found[entry] = []
    for name, document in pages.items():
        asked = () if name in cut else domain.data["uses"].get(name, ())
        entries = {entry for query in asked for entry in withheld_of(query, domain.answer(query))}
        for entry in (*entries, *_gaps(document, has_entries=bool(entries)), *_drafts(environment, name)):
            if name not in found[entry]:
                found[entry].append(name)
    return tuple(PrintObstacle(entry, tuple(found[entry])) for entry in sorted(found))


def as_text(obstacles: Iterable[PrintObstacle]) -> str:
    """Return the list for a file: one obstacle a line, chapters that are not released last."""
    lines = [obstacle for obstacle in obstacles if obstacle.entry.reason != NOT_RELEASED]
    drafts = [obstacle for obstacle in obstacles if obstacle.entry.reason == NOT_RELEASED]
    parts = [f"{TRIAL_PRINT}: Diese Datei ist noch nicht für die Druckerei.\n"]
    for title, entries in (("Angaben, die im Druck fehlen", lines), ("Kapitel, die nicht freigegeben sind", drafts)):
        if entries:
            parts.append(f"\n{title}: {len(entries)}\n\n")
            parts += [f"- {entry.as_line()}\n" for entry in entries]
    return "".join(parts)


def _drafts(environment: BuildEnvironment, name: str) -> Iterator[Withheld]:
    """A page that is a draft is marked as one on each of its sheets; nobody takes that to a printer."""
    if is_draft(environment, name):
        title = environment.titles[name].astext() if name in environment.titles else name
        yield Withheld(title, NOT_RELEASED, "")


def _gaps(document: nodes.document, *, has_entries: bool) -> Iterator[Withheld]:
    """Yield what the page itself says is unknown, each place once; places its records account for are left out."""
    for node in document.findall(nodes.inline):
        if wording.UNKNOWN_CLASS in node["classes"] or (wording.ASK_CLASS in node["classes"] and not has_entries):
            yield Withheld(_words_around(node), Reason.UNKNOWN, node.get("stelle", ""))


def _words_around(node: nodes.Node) -> str:
    """Return what a reader sees there: the name of the entry or box, and the line."""
    line: nodes.Node = node
    while line.parent is not None and not isinstance(line, nodes.line | nodes.paragraph | nodes.term):
        line = line.parent
    words = " ".join(line.astext().split())
    words = words if len(words) <= _LONGEST_WORDS else words[: _LONGEST_WORDS - 1] + "…"
    around = line.parent
    while around is not None and not isinstance(around, nodes.definition_list_item | ratgeber_box):
        around = around.parent
    if around is None:
        return words
    name = around.children[0].astext() if isinstance(around, nodes.definition_list_item) else _name_in(around)
    return f"{name}, {words}"


def _name_in(box: nodes.Element) -> str:
    """A box of a contact is headed “Kontakt”; its name stands in the first line."""
    strong = next(iter(box.findall(nodes.strong)), None)
    return strong.astext() if strong is not None else str(box["title"])
