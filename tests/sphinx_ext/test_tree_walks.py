"""The cheap walks through a page meet what docutils' own meet, and no page misses a transform that was left out."""

from __future__ import annotations

from pathlib import Path

from docutils import nodes
from docutils.utils import new_document
from myst_parser.mdit_to_docutils.sphinx_ import SphinxRenderer

from ratgeber_tools.sphinx_ext.closed_parser import ClosedRenderer, closed_parser
from ratgeber_tools.sphinx_ext.tree_walks import IDLE, find_all, find_of_class, walk_about
from sphinx_ext.sphinx_building import HEAD, build_pages


def page() -> nodes.section:
    """Return a section with words at three depths."""
    item = nodes.list_item("", nodes.paragraph("", "", nodes.Text("eins"), nodes.strong("", "zwei")))
    return nodes.section("", nodes.title("", "Titel"), nodes.bullet_list("", item), nodes.paragraph("", "drei"))


def slow_walk(node: nodes.Node) -> list[nodes.Node]:
    return [node, *(inner for child in node.children for inner in slow_walk(child))]


class Visitor(nodes.GenericNodeVisitor):
    """Notes what it meets and leaves; `skips` says by which exception it goes on at which class."""

    def __init__(self, document: nodes.document, skips: dict[type[nodes.Node], Exception]) -> None:
        super().__init__(document)
        self.skips = skips
        self.met: list[str] = []

    def default_visit(self, node: nodes.Node) -> None:
        self.met.append(type(node).__name__)
        if type(node) in self.skips:
            raise self.skips[type(node)]

    def default_departure(self, node: nodes.Node) -> None:
        self.met.append(f"/{type(node).__name__}")


def walked(skips: dict[type[nodes.Node], Exception]) -> list[str]:
    visitor = Visitor(new_document("seite"), skips)
    visitor.met.append(str(walk_about(page(), visitor)))
    return visitor.met


def test_nodes_are_found_in_reading_order() -> None:
    root = page()
    assert list(find_all(root)) == slow_walk(root)
    assert [node.astext() for node in find_of_class(root, nodes.Text)] == ["Titel", "eins", "zwei", "drei"]
    assert list(find_of_class(root, nodes.section)) == [root]
    assert not list(find_of_class(root, nodes.image))


def test_what_is_put_in_ahead_of_a_walk_is_met_as_well() -> None:
    root = page()
    for paragraph in find_of_class(root, nodes.paragraph):
        if paragraph.astext() == "einszwei":
            root += nodes.paragraph("", "vier")
    assert [node.astext() for node in find_of_class(root, nodes.paragraph)] == ["einszwei", "drei", "vier"]


def test_a_visitor_skips_what_it_wants_to_skip() -> None:
    rest = ["paragraph", "Text", "/Text", "/paragraph", "/section", "False"]
    title = ["section", "title", "Text", "/Text", "/title", "bullet_list"]
    assert walked({nodes.bullet_list: nodes.SkipNode()}) == [*title, *rest]
    assert walked({nodes.bullet_list: nodes.SkipChildren()}) == [*title, "/bullet_list", *rest]
    assert walked({nodes.bullet_list: nodes.SkipSiblings()}) == [*title, "/section", "False"]
    assert walked({nodes.bullet_list: nodes.StopTraversal()}) == [*title, "/bullet_list", "/section", "True"]
    departs = walked({nodes.bullet_list: nodes.SkipDeparture()})
    assert "list_item" in departs
    assert "/bullet_list" not in departs


def test_pages_are_read_without_the_transforms_that_find_nothing_there(tmp_path: Path) -> None:
    code = "```python\nprint()\n```\n"
    built = build_pages(
        tmp_path, a=f"{HEAD}# A\n\nText mit Note.[^n]\n\n{code}\n[^n]: So.\n", b=f"{HEAD}# B\n\nText.\n"
    )
    registry = built.app.registry
    assert not IDLE & {*registry.transforms, *registry.post_transforms}
    assert [block["language"] for block in built.doctree("a").findall(nodes.literal_block)] == ["python"]
    assert [note.astext() for note in built.doctree("a").findall(nodes.footnote)] == ["1\n\nSo."]


def test_our_renderer_knows_the_rules_that_myst_would_find(tmp_path: Path) -> None:
    built = build_pages(tmp_path, a=f"{HEAD}# A\n\nText.\n")
    document = nodes.document(built.doctree("a").settings, built.doctree("a").reporter)
    document.settings.env = built.app.env
    parser = closed_parser(document)
    found = object.__new__(ClosedRenderer)
    SphinxRenderer.__init__(found, parser)
    assert parser.renderer.rules.keys() == found.rules.keys()
    assert vars(parser.renderer).keys() == vars(found).keys()
