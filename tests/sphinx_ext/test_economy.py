"""What is done once for all pages leaves each page its own."""

from __future__ import annotations

from pathlib import Path

from docutils import nodes
from docutils.readers import standalone

from ratgeber_tools.sphinx_ext.closed_parser import closed_parser
from ratgeber_tools.sphinx_ext.economy import settings_of
from sphinx_ext.sphinx_building import HEAD, build_pages


def settings(**defaults: object) -> object:
    return settings_of(standalone.Reader, defaults=defaults)


def test_settings_are_made_once_and_each_page_has_its_copy() -> None:
    first, second = settings(traceback=True), settings(traceback=True)
    assert vars(first).keys() == vars(second).keys()
    first.record_dependencies.add("bild.svg")  # type: ignore[attr-defined]
    first.strip_classes = ["weg"]  # type: ignore[attr-defined]
    assert second.record_dependencies.list == []  # type: ignore[attr-defined]
    assert second.strip_classes is None  # type: ignore[attr-defined]


def test_other_defaults_are_other_settings() -> None:
    assert settings(tab_width=4).tab_width == 4  # type: ignore[attr-defined]
    assert settings(tab_width=8).tab_width == 8  # type: ignore[attr-defined]


def test_no_link_or_footnote_of_one_page_is_known_on_the_next(tmp_path: Path) -> None:
    first = f"{HEAD}# A\n\n[Amt][amt] und eine Note.[^n]\n\n[amt]: https://amt.example/\n\n[^n]: Von A.\n"
    second = f"{HEAD}# B\n\nDas [Amt][amt] steht hier nicht.\n"
    built = build_pages(tmp_path, a=first, b=second)
    assert [link["refuri"] for link in built.doctree("a").findall(nodes.reference)] == ["https://amt.example/"]
    assert not list(built.doctree("b").findall(nodes.reference))
    assert not list(built.doctree("b").findall(nodes.footnote))


def test_a_parser_renders_into_the_document_it_was_made_for(tmp_path: Path) -> None:
    built = build_pages(tmp_path, a=f"{HEAD}# A\n\nText A.\n", b=f"{HEAD}# B\n\nText B.\n")
    documents = []
    for name in ("a", "b"):
        document = nodes.document(built.doctree(name).settings, built.doctree(name).reporter)
        document.settings.env = built.app.env
        documents.append(document)
    first, second = (closed_parser(document) for document in documents)
    assert first.options["document"] is documents[0]
    assert second.options["document"] is documents[1]
    assert first.block is second.block
    assert first.renderer is not second.renderer


def test_figures_and_tables_have_their_numbers(tmp_path: Path) -> None:
    table = "```{list-table} Zwei\n:name: zwei\n:header-rows: 1\n\n* - A\n* - B\n```\n"
    built = build_pages(tmp_path, a=f"{HEAD}# A\n\n{table}", b=f"{HEAD}# B\n\n{table.replace('zwei', 'drei')}")
    assert built.app.env.toc_fignumbers == {"a": {"table": {"zwei": (1,)}}, "b": {"table": {"drei": (2,)}}}
