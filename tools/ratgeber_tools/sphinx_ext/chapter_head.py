"""What a chapter's head adds to its page: "Das Wichtigste" behind the title, "Quellen und Stand" at the end."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from docutils import nodes
from myst_parser.mdit_to_docutils.sphinx_ import SphinxRenderer
from myst_parser.parsers.mdit import create_md_parser
from sphinx.application import Sphinx
from sphinx.transforms import SphinxTransform

from ratgeber_tools import dialect
from ratgeber_tools.data.dates import format_date
from ratgeber_tools.findings import Code, Finding
from ratgeber_tools.guide.front_matter import FrontMatter, Head, Source, Status, read_head
from ratgeber_tools.sphinx_ext.nodes import ratgeber_box, ratgeber_box_title
from ratgeber_tools.sphinx_ext.reporting import report

KEY_POINTS = dialect.CONTAINERS["wichtigste"]
PROVENANCE = "stand"
PROVENANCE_TITLE = "Quellen und Stand"

_STATUS_WORDS = {
    Status.DRAFT: "Entwurf, noch nicht geprüft",
    Status.EXPERT_REVIEW: "in der fachlichen Prüfung",
    Status.STEERING_GROUP: "liegt der Steuergruppe vor",
}


class AddHead(SphinxTransform):
    """Runs early, so that references in the key points are resolved like all others."""

    default_priority = 50

    def apply(self, **kwargs: object) -> None:
        path = Path(self.env.doc2path(self.env.current_document.docname))
        head = read_head(path.read_text(encoding="utf-8"), path)
        section = next(self.document.findall(nodes.section), None)
        if head is None or section is None:
            return
        self._add_key_points(section, head, path)
        section += _provenance(head.values, path)

    def _add_key_points(self, section: nodes.section, head: Head, path: Path) -> None:
        if not head.values.key_points:
            return
        line = head.lines.get("kurz", 1)
        for box in self.document.findall(ratgeber_box):
            if box["kind"] == KEY_POINTS.name:
                sentence = f"„Das Wichtigste“ steht zweimal da: hier und als „kurz“ in Zeile {line}."
                report(Finding(Code.KEY_POINTS_TWICE, sentence, path=path, line=box.line))
                return
        points = nodes.bullet_list(bullet="-")
        for sentence in head.values.key_points:
            item = nodes.list_item("", self._read_inline(sentence, line))
            points += item
        box = _box(KEY_POINTS.name, KEY_POINTS.title, path, line)
        box += points
        title = section.first_child_matching_class(nodes.title)
        section.insert(0 if title is None else title + 1, box)

    def _read_inline(self, text: str, line: int) -> nodes.paragraph:
        """Read one sentence of the head as MyST, with the roles and links a chapter may use."""
        paragraph = nodes.paragraph()
        paragraph.source, paragraph.line = self.document["source"], line
        parser = create_md_parser(self.env.myst_config, SphinxRenderer)  # type: ignore[attr-defined]
        parser.options["document"] = self.document
        parser.options["current_node"] = paragraph
        renderer = parser.renderer
        assert isinstance(renderer, SphinxRenderer)
        renderer.setup_render(dict(parser.options), {})
        renderer.nested_render_text(text, line, inline=True)
        return paragraph


def _box(kind: str, title: str, path: Path, line: int) -> ratgeber_box:
    heading = ratgeber_box_title(title, title)
    box = ratgeber_box("", heading, kind=kind, title=title, internal=False)
    for node in (box, heading):
        node.source, node.line = str(path), line
    return box


def _provenance(values: FrontMatter, path: Path) -> ratgeber_box:
    box = _box(PROVENANCE, PROVENANCE_TITLE, path, 1)
    box["status"] = values.status.value
    if values.sources:
        box += nodes.bullet_list("", *(_source(source) for source in values.sources), bullet="-")
    for label, text in _statements(values):
        box += nodes.paragraph("", "", nodes.strong("", f"{label}:"), nodes.Text(f" {text}"))
    return box


def _source(source: Source) -> nodes.list_item:
    title: nodes.Node = nodes.Text(source.title)
    if source.address is not None:
        title = nodes.reference(source.title, source.title, refuri=source.address, internal=False)
    qualities = [source.confidence.value, *([f"Stand: {source.as_of}"] if source.as_of else [])]
    return nodes.list_item("", nodes.paragraph("", "", title, nodes.Text(f" ({', '.join(qualities)})")))


def _statements(values: FrontMatter) -> Iterator[tuple[str, str]]:
    if values.as_of is not None:
        yield "Stand", format_date(values.as_of)
    if values.review_by is not None:
        yield "Nächste Prüfung", f"bis {format_date(values.review_by)}"
    if values.responsible:
        yield "Zuständig", values.responsible
    yield "Bearbeitung", _STATUS_WORDS[values.status]


def setup_chapter_head(app: Sphinx) -> None:
    app.add_transform(AddHead)
