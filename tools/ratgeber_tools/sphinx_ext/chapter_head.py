"""What a chapter's head adds to its page: "Das Wichtigste" behind the title, "Quellen und Stand" at the end.

In the public edition the head comes from the manifest, which holds what parents may see of it, and the end says when
the chapter was released.  Behind the sources of the head come those of the records the page shows
(`data.provenance`): by the time the head is added, the page has asked for all of them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from pathlib import Path

from docutils import nodes
from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.transforms import SphinxTransform

from ratgeber_tools import dialect
from ratgeber_tools.checks.building_blocks import key_points_twice
from ratgeber_tools.data.dates import format_date, format_long
from ratgeber_tools.data.disclosure import Edition
from ratgeber_tools.data.provenance import Provenance, mark_of, provenance_of
from ratgeber_tools.editions.manifest import PublicPage
from ratgeber_tools.editions.public_text import UNCHECKED
from ratgeber_tools.editions.working import PageStanding
from ratgeber_tools.files import readable
from ratgeber_tools.findings import Code, Finding
from ratgeber_tools.guide.front_matter import STATUS_WORDS, FrontMatter, Status, read_head
from ratgeber_tools.sphinx_ext.closed_parser import ClosedRenderer, closed_parser
from ratgeber_tools.sphinx_ext.data.domain import data_domain
from ratgeber_tools.sphinx_ext.data.shown.wording import EDITORS_CLASS, PARENTS_CLASS
from ratgeber_tools.sphinx_ext.draft_marks import standing_of
from ratgeber_tools.sphinx_ext.edition import public_edition
from ratgeber_tools.sphinx_ext.nodes import ratgeber_box, ratgeber_box_title
from ratgeber_tools.sphinx_ext.outline import CERTAIN_POINT
from ratgeber_tools.sphinx_ext.reporting import report


class AddHead(SphinxTransform):
    """Runs early, so that references in the key points are resolved like all others."""

    default_priority = 50

    def apply(self, **kwargs: object) -> None:
        docname = self.env.current_document.docname
        path = Path(self.env.doc2path(docname))
        section = next(self.document.findall(nodes.section), None)
        if section is None:
            return
        edition = public_edition(self.config)
        if edition is not None:
            page = edition.pages.get(docname)
            if page is not None and page.has_head:
                self._add_key_points(section, page.key_points, path, line=1)
                section += self._public_provenance(page, path)
            return
        head = read_head(readable(path.read_bytes(), path)[0], path)
        if head is None:
            return
        self._add_key_points(section, head.values.key_points, path, line=head.lines.get("kurz", 1))
        section += self._provenance(head.values, standing_of(self.env, docname), path)

    def _provenance(self, values: FrontMatter, standing: PageStanding, path: Path) -> ratgeber_box:
        is_working = data_domain(self.env).view.edition is Edition.WORKING
        sources = [
            _source(source.title, source.address, _as_of(source.as_of), source.confidence.value if is_working else "")
            for source in values.sources
        ]
        sources += self._record_sources(mark_of(source.title, source.address) for source in values.sources)
        statements: list[nodes.Element] = [
            *_statements(values.as_of, values.review_by, values.responsible, values.heard_on),
            _statement("Bearbeitung", _progress(values.status, standing)),
        ]
        if is_working:  # parents read instead what the public page says
            statements[-1]["classes"].append(EDITORS_CLASS)
            if standing.public_since is not None:
                said = _released(standing.public_since)
                said["classes"].append(PARENTS_CLASS)
                statements.append(addnodes.only("", said, expr="html"))
        box = _provenance_box(sources, statements, path)
        box["status"] = values.status.value
        return box

    def _public_provenance(self, page: PublicPage, path: Path) -> ratgeber_box:
        sources = [_source(source.title, source.address, _as_of(source.as_of)) for source in page.sources]
        sources += self._record_sources(mark_of(source.title, source.address) for source in page.sources)
        statements = [*_statements(page.as_of, page.review_by, page.responsible, page.heard_on)]
        if page.released is not None:
            statements.append(_released(page.released))
        return _provenance_box(sources, statements, path)

    def _record_sources(self, known: Iterable[str]) -> Iterator[nodes.list_item]:
        """Yield the sources of the records the page shows; how far they are trusted is for the editors alone."""
        domain = data_domain(self.env)
        asked = domain.data["uses"].get(self.env.current_document.docname, ())
        found = provenance_of(asked, domain.view, known=known)
        is_working = domain.view.edition is Edition.WORKING
        for source in found.sources:
            yield _source(
                source.title, source.address, _as_of(source.as_of), source.confidence.value if is_working else ""
            )
        if found.number:
            words = _in_short(found)
            yield nodes.list_item("", nodes.paragraph(words, words))

    def _add_key_points(self, section: nodes.section, key_points: Sequence[str], path: Path, *, line: int) -> None:
        if not key_points:
            return
        for box in self.document.findall(ratgeber_box):
            if box["kind"] == dialect.KEY_POINTS:
                report(Finding(Code.KEY_POINTS_TWICE, key_points_twice(line), path=path, line=box.line))
                return
        points = nodes.bullet_list(bullet="-")
        for sentence in key_points:
            item = nodes.list_item("", self._read_inline(sentence, line))
            points += item
        self.env.metadata[self.env.current_document.docname][CERTAIN_POINT] = _first_certain(points)
        box = _box(dialect.CONTAINERS[dialect.KEY_POINTS], path, line)
        box += points
        title = section.first_child_matching_class(nodes.title)
        section.insert(0 if title is None else title + 1, box)

    def _read_inline(self, text: str, line: int) -> nodes.paragraph:
        """Read one sentence of the head as MyST, with the roles and links a chapter may use."""
        paragraph = nodes.paragraph()
        paragraph.source, paragraph.line = self.document["source"], line
        parser = closed_parser(self.document)
        parser.options["current_node"] = paragraph
        renderer = parser.renderer
        assert isinstance(renderer, ClosedRenderer)
        renderer.setup_render(dict(parser.options), {})
        renderer.nested_render_text(text, line, inline=True)
        return paragraph


def _first_certain(points: nodes.bullet_list) -> str:
    """Return the first key point that is nothing but words: a value or a reference may be missing where it is shown."""
    for item in points.children:
        (paragraph,) = item.children
        if all(
            isinstance(node, (nodes.Text, nodes.strong, nodes.emphasis))
            for node in paragraph.findall()
            if node is not paragraph
        ):
            return str(paragraph.astext())
    return ""


def _box(spec: dialect.ContainerSpec, path: Path, line: int) -> ratgeber_box:
    heading = ratgeber_box_title(spec.title, spec.title)
    box = ratgeber_box("", heading, kind=spec.name, title=spec.title, internal=False)
    for node in (box, heading):
        node.source, node.line = str(path), line
    return box


def _progress(status: Status, standing: PageStanding) -> str:
    """Return how far a chapter is; what is released says the release log, whatever the head says."""
    if standing.public_since is None:
        return STATUS_WORDS[status]
    day = format_date(standing.public_since)
    return (
        f"freigegeben am {day}" if standing.is_public else f"{STATUS_WORDS[status]}; öffentlich ist der Stand vom {day}"
    )


def _provenance_box(
    sources: Sequence[nodes.list_item], statements: Sequence[nodes.Element], path: Path
) -> ratgeber_box:
    box = _box(dialect.PROVENANCE, path, 1)
    if sources:
        box += nodes.bullet_list("", *sources, bullet="-")
    box += statements
    return box


def _source(title: str, address: str | None, as_of: str, confidence: str = "") -> nodes.list_item:
    """Return a source; how far it is trusted, and that somebody has still to check it, is for the editors alone."""
    words: list[nodes.Node] = [*_title(title)] if confidence else [nodes.Text(title)]
    if address is not None:
        words = [nodes.reference("", "", *words, refuri=address, internal=False)]
    known: list[nodes.Node] = [nodes.Text(f" ({as_of})")] if as_of else []
    if confidence and as_of:
        known = [
            nodes.Text(" ("),
            nodes.inline("", f"{confidence}, ", classes=[EDITORS_CLASS]),
            nodes.Text(f"{as_of})"),
        ]
    elif confidence:
        known = [nodes.inline("", f" ({confidence})", classes=[EDITORS_CLASS])]
    return nodes.list_item("", nodes.paragraph("", "", *words, *known))


def _title(title: str) -> Iterator[nodes.Node]:
    """Yield a source's title, with what is still to be checked of it for editors only."""
    end = 0
    for remark in UNCHECKED.finditer(title):
        if remark.start() > end:
            yield nodes.Text(title[end : remark.start()])
        yield nodes.inline("", remark[0], classes=[EDITORS_CLASS])
        end = remark.end()
    if title[end:]:
        yield nodes.Text(title[end:])


def _released(day: date) -> nodes.paragraph:
    return nodes.paragraph("", "", nodes.strong("", f"Freigegeben am {format_date(day)}"))


def _in_short(found: Provenance) -> str:
    """Say where the many sources of a page's lists come from; nobody reads sixty lines to learn that.

    There is no page to send readers to instead: which sources an entry has stands in the data, not in the directories.
    """
    places = ", ".join(f"{place} ({count})" for place, count in found.places)
    return f"Für die Listen auf dieser Seite: {found.number} weitere Quellen" + (
        f", im Netz: {places}" if places else ""
    )


def _as_of(text: str) -> str:
    return f"Stand: {text}" if text else ""


def _statements(
    as_of: date | None, review_by: date | None, responsible: str, heard_on: date | None
) -> Iterator[nodes.paragraph]:
    if as_of is not None:
        yield _statement("Stand", format_date(as_of))
    if review_by is not None:
        yield _statement("Nächste Prüfung", f"bis {format_date(review_by)}")
    if responsible:
        yield _statement("Zuständig", responsible)
    if heard_on is not None:
        yield _statement("Geändert nach einem Hinweis von Eltern", format_long(heard_on))


def _statement(label: str, text: str) -> nodes.paragraph:
    return nodes.paragraph("", "", nodes.strong("", f"{label}:"), nodes.Text(f" {text}"))


def setup_chapter_head(app: Sphinx) -> None:
    app.add_transform(AddHead)
