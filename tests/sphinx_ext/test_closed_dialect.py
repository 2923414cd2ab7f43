"""The dialect is closed: what docutils, Sphinx and MyST know beside it does nothing, and is told with file and line."""

from __future__ import annotations

import dataclasses
import html
import io
import re
import socket
import warnings as python_warnings
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
from docutils import nodes
from docutils.languages import en as docinfo
from docutils.parsers.rst import directives, roles
from docutils.parsers.rst.languages import de, en
from mdit_py_plugins.myst_role.index import VALID_NAME_PATTERN
from myst_parser.config.main import MdParserConfig
from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.deprecation import RemovedInSphinx11Warning
from sphinx.errors import ExtensionError
from sphinx.util.docutils import docutils_namespace
from sphinx_building import HEAD, ROOT, Built, build, build_pages, build_text

from ratgeber_tools import dialect
from ratgeber_tools.checks import BUILD_CHECKS, run_checks
from ratgeber_tools.editions.manifest import Manifest, PublicPage, write_manifest
from ratgeber_tools.findings import Code
from ratgeber_tools.guide import load
from ratgeber_tools.guide.front_matter import FrontMatter
from ratgeber_tools.sphinx_ext import nodes as own
from ratgeber_tools.sphinx_ext.table_source import SPAN_ROLE

SECRET = "GEHEIM"
#: Every node a page of ours consists of; nothing foreign may leave another.
OUR_NODES = {
    nodes.document, nodes.section, nodes.title, nodes.paragraph, nodes.Text, nodes.compound, addnodes.toctree,
    nodes.bullet_list, nodes.list_item, nodes.strong, nodes.table, nodes.tgroup, nodes.colspec, nodes.thead,
    nodes.tbody, nodes.row, nodes.entry, nodes.footnote, nodes.label, nodes.footnote_reference, nodes.transition,
    own.ratgeber_box, own.ratgeber_box_title, nodes.definition_list, nodes.definition_list_item, nodes.term,
    nodes.definition, addnodes.glossary,
}  # fmt: skip
#: What MyST takes from a head beside its settings, and what Sphinx and docutils take.
HEAD_KEYS = (
    "myst",
    "mystnb",
    "substitutions",
    "html_meta",
    "orphan",
    "nocomments",
    "tocdepth",
    "no-search",
    "nosearch",
)


@pytest.fixture(scope="module")
def known(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, list[str]]:
    """Return every name of a directive and of a role there is in a build of ours, less those of the dialect."""
    folder = tmp_path_factory.mktemp("namen")
    (folder / "index.md").write_text("# A\n", encoding="utf-8")
    with python_warnings.catch_warnings(), docutils_namespace():
        python_warnings.simplefilter("ignore", RemovedInSphinx11Warning)  # myst-parser 5.2 still uses what goes
        app = Sphinx(folder, ROOT, folder / "bau", folder / "bau", "html", status=None, warning=io.StringIO())
        blocks = {*directives._directive_registry, *directives._directives, *en.directives, *de.directives, "eval-rst"}
        words = {*roles._role_registry, *roles._roles, *en.roles, *de.roles}
    for domain in app.env.domains.sorted():
        blocks |= {*domain.directives, *(f"{domain.name}:{name}" for name in domain.directives)}
        words |= {*domain.roles, *(f"{domain.name}:{name}" for name in domain.roles)}
    blocks |= {name.upper() for name in (*dialect.DIRECTIVES, "include", "raw", "eval-rst")}
    words |= {name.upper() for name in dialect.ROLES} | {SPAN_ROLE}
    return {
        "blocks": sorted(name for name in blocks - set(dialect.DIRECTIVES) if not set(name) & set(" {}")),
        "words": sorted(name for name in words - set(dialect.ROLES) if VALID_NAME_PATTERN.match(f"{{{name}}}")),
    }


def blocks_in(syntax: str, names: list[str]) -> tuple[str, list[int]]:
    """Return a page that uses each name once, and the line each stands in."""
    lines, places = [f"# {syntax}", ""], []
    for name in names:
        before, fence, after = {
            "colons": ([], ":::", []),
            "backticks": ([], "```", []),
            "tildes": ([], "~~~", []),
            "in a box": (["::::{tipp}"], ":::", ["::::"]),
            "in a list": (["- Punkt", ""], "  ```", []),
            "in a table": (["::::{list-table}", "* - Zelle", "", "    Text", ""], "    ```", ["::::"]),
        }[syntax]
        lines += before
        places.append(len(lines) + 1)
        lines += [f"{fence}{{{name}}} geheim.md", f"{fence.replace('`', ' ').replace(':', ' ').replace('~', ' ')}"]
        indent = fence[: len(fence) - len(fence.lstrip())]
        lines[-1:] = [f"{indent}:file: geheim.md", f"{indent}:url: http://127.0.0.1:9/", "", f"{indent}{SECRET}", fence]
        lines += [*after, ""]
    return "\n".join(lines) + "\n", places


@pytest.fixture(scope="module")
def full(
    tmp_path_factory: pytest.TempPathFactory, known: Mapping[str, list[str]]
) -> tuple[Built, dict[str, list[int]]]:
    """Build a guide whose pages hold every foreign name in every syntax."""
    folder = tmp_path_factory.mktemp("alles")
    pages, places = {}, {}
    for number, syntax in enumerate(("colons", "backticks", "tildes", "in a box", "in a list", "in a table")):
        text, lines = blocks_in(syntax, known["blocks"])
        pages[f"s{number}"] = HEAD + text
        places[f"s{number}"] = [line + HEAD.count("\n") for line in lines]
    words = [f"# Rollen\n\n{{{name}}}`geheim.md`" for name in known["words"][:1]]
    words += [f"{{{name}}}`{SECRET}`" for name in known["words"][1:]]
    pages["rollen"] = HEAD + "\n\n".join(words) + "\n"
    start = HEAD.count("\n") + 3
    places["rollen"] = [start + 2 * index for index in range(len(known["words"]))]
    rows = "\n".join(f"| {{{name}}}`{SECRET}` |" for name in known["words"])
    pages["zellen"] = HEAD + f"# Zellen\n\n| Kopf |\n|---|\n{rows}\n"
    (folder / "ratgeber").mkdir()
    (folder / "ratgeber" / "geheim.md").write_text(f"# {SECRET}\n\n{SECRET}\n", encoding="utf-8")
    return build_pages(folder, **pages), places


def test_the_registries_were_read(known: Mapping[str, list[str]]) -> None:
    assert {"include", "raw", "csv-table", "only", "py:function", "figure-md", "einfügen", "RAW"} <= set(
        known["blocks"]
    )
    assert {"raw", "download".upper(), "py:func", "sub-ref", "kbd", "guilabel"} <= set(known["words"])
    assert len(known["blocks"]) > 150
    assert len(known["words"]) > 100


def test_no_foreign_name_leaves_anything_on_a_page(full: tuple[Built, dict[str, list[int]]]) -> None:
    built, places = full
    for name in (*places, "zellen"):
        found = {type(node) for node in built.doctree(name).findall()}
        assert found <= OUR_NODES, (name, found - OUR_NODES)
        assert SECRET not in built.page(name)
        assert "127.0.0.1:9" not in built.page(name)


def test_each_foreign_name_is_an_error_with_its_line_in_check_and_in_build(
    full: tuple[Built, dict[str, list[int]]], known: Mapping[str, list[str]]
) -> None:
    built, places = full
    findings = run_checks(load(Path(built.app.srcdir)), BUILD_CHECKS)
    for page, lines in places.items():
        told = [f for f in findings if f.code is Code.NOT_IN_DIALECT and f.path and f.path.stem == page]
        assert [finding.line for finding in told] == lines, page
        warned = [w for w in built.warnings if w.startswith(f"{page}.md:") and "[ratgeber.baustein-unbekannt]" in w]
        assert [w.split("WARNING: ")[1].split(". ")[0] for w in warned] == [
            f.text.split(". ")[0].rstrip(".") for f in told
        ]
        assert [int(w.split(":")[1]) for w in warned] == lines
    cells = [f for f in findings if f.code is Code.NOT_IN_DIALECT and f.path and f.path.stem == "zellen"]
    assert len(cells) == len(known["words"])


def head_keys() -> Iterator[str]:
    yield from HEAD_KEYS
    yield from (field.name for field in dataclasses.fields(MdParserConfig))
    yield from docinfo.bibliographic_fields


def test_no_foreign_key_of_a_head_does_anything(tmp_path: Path) -> None:
    keys = sorted(set(head_keys()) - {field.alias or name for name, field in FrontMatter.model_fields.items()})
    head = HEAD.removesuffix("---\n") + "\n".join(f"{key}: {SECRET}" for key in keys) + "\n---\n"
    built = build_pages(tmp_path, a=f"{head}# A\n\nText {{{{ {SECRET} }}}}\n", b=HEAD + "# B\n")
    assert set(built.app.env.metadata["a"]) <= {
        "myst_slugs",
        "wordcount",
        "stand",
        "zustaendig",
        "kurzadresse",
        "kurzheft",
        "zeichen",
    }
    assert SECRET not in built.page("a").replace(f"{{{{ {SECRET} }}}}", "")
    unknown = [w for w in built.warnings if "[ratgeber.kopf-unbekannt]" in w]
    assert len(unknown) == len(keys)
    assert all(f"„{key}“" in warning for key, warning in zip(keys, unknown, strict=True))


MYST_HEAD = HEAD.removesuffix("---\n") + (
    "myst:\n  enable_extensions: [substitution, html_image, html_admonition, dollarmath, amsmath, fieldlist, linkify]\n"
    "  substitutions:\n    wert: eingesetzt\n  html_meta:\n    refresh: 0\n  url_schemes: [javascript]\n---\n"
)


def test_a_head_switches_no_syntax_on(tmp_path: Path) -> None:
    text = (
        "# A\n\n{{ wert }} und {{ 6 * 7 }} und $a^2$\n\n$$b$$\n\n:feld: wert\n\n"
        "{{ cycler.__init__.__globals__.os.popen('echo eingebrochen').read() }}\n"
    )
    built = build_pages(tmp_path, a=MYST_HEAD + text)
    assert "{{ wert }} und {{ 6 * 7 }} und $a^2$" in built.article("a")
    assert "eingesetzt" not in built.page("a")
    assert "eingebrochen\n" not in built.page("a")
    assert not list(built.doctree("a").findall(lambda node: isinstance(node, nodes.math | nodes.meta | nodes.field)))


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        "<div onclick='x()'>a</div>",
        "Wort <video onerror=alert(1)> Wort",
        "<?php x ?>",
        "<!DOCTYPE html>",
        "<![CDATA[x]]>",
        "<iframe src='https://boese.example/'></iframe>",
        "Wort <!-- a --> <b>x</b>",
        "- <form action=x>",
        "| <b>a</b> |\n|---|\n| <i>b</i> |",
        ":::{tipp} <b>a</b>\n<u>b</u>\n:::",
        "[^1]\n\n[^1]: <b>a</b>",
    ],
)
def test_no_html_reaches_a_page(tmp_path: Path, text: str) -> None:
    built = build_text(tmp_path, f"{text}\n")
    assert not list(built.doctree().findall(nodes.raw))
    for sign in ("<script>a", "onclick", "onerror", "<?php", "CDATA", "<iframe", "<b>", "<i>", "<u>", "<form action=x"):
        assert sign not in built.article()
    assert any("[ratgeber.html-im-text]" in warning for warning in built.warnings)


def test_comments_and_line_breaks_are_no_html(tmp_path: Path) -> None:
    built = build_text(tmp_path, "<!-- Notiz -->\n\nWort<br>Wort <!-- auch --> Wort\n\n% noch eine\n")
    assert built.warnings == []
    assert "Notiz" not in built.article()
    assert "Wort<br />" in built.article()


ADDRESSES = (
    "javascript:alert(1)", "JaVaScRiPt:alert(1)", "data:text/html,x", "data:image/png;base64,AAAA", "file:///etc/passwd",
    "vbscript:x", "//boese.example/", "javascript&colon;alert(1)", "java%0ascript:x", "foo:bar", "inv:x#y",
    "path:index.md", "project:index.md", "ftp://boese.example/",
)  # fmt: skip
PLACES = ("[x]({})", "[x](<{}>)", "<{}>", "![x]({})", "[x]({}){{.rg-wege}}", "[**x**]({} 'y')", "{{download}}`x <{}>`")


def test_no_odd_address_reaches_a_page(tmp_path: Path) -> None:
    lines = [place.format(address) for address in ADDRESSES for place in PLACES if not place.startswith("![")]
    lines += [f"[x][r{number}]\n\n[r{number}]: {address}" for number, address in enumerate(ADDRESSES)]
    built = build_text(tmp_path, "\n\n".join(lines) + "\n")
    for target in re.findall(r'(?:href|src)="([^"]*)"', built.article()):
        assert dialect.is_allowed_address(html.unescape(target)), target


def test_no_picture_comes_from_elsewhere(tmp_path: Path) -> None:
    source = tmp_path / "quelle"
    (source / "daten").mkdir(parents=True)  # else the records beside conf.py, those of the real guide
    pictures = "\n\n".join(
        f"![x]({address})\n\n:::{{abbildung}} {address}\n:alt: x\n:::"
        for address in (*ADDRESSES, "https://boese.example/x.png", "../x.png")
    )
    (source / "index.md").write_text(f"# Titel\n\n{pictures}\n", encoding="utf-8")
    (tmp_path / "x.png").write_bytes(b"x")
    write_manifest(Manifest(pages={"index": PublicPage(responsible="Amt")}), tmp_path / "fassung.json")
    built = build(source, tmp_path / "bau", ratgeber_manifest=str(tmp_path / "fassung.json"))
    sources = re.findall(r'<img[^>]* src="([^"]*)"', built.article())
    assert [html.unescape(source) for source in sources if dialect.scheme_of(html.unescape(source))] == []
    assert not [source for source in sources if source.startswith(("//", "../", "_images"))]


@pytest.mark.parametrize("attributes", [".fremd", 'style="color:red"', "onclick=x", "target=_blank", "data-x=1"])
def test_no_attribute_but_ours_reaches_a_page(tmp_path: Path, attributes: str) -> None:
    text = f"[Wort]{{{attributes}}} und [x](https://a.example/){{{attributes}}}\n\n{{{attributes}}}\nAbsatz\n\n# B\n"
    built = build_text(tmp_path, text)
    for sign in ("fremd", "color:red", "onclick", "_blank", "data-x"):
        assert sign not in built.article()
    told = [warning.split(":")[1] for warning in built.warnings if "[ratgeber.html-im-text]" in warning]
    assert told in (["3", "5"], ["5"])  # the parser itself drops what listens to events from words


def test_a_table_of_contents_leads_to_no_odd_address(tmp_path: Path) -> None:
    built = build_text(tmp_path, "```{toctree}\nWort <javascript://x%0aalert(1)>\nGut <https://a.example/>\n```\n")
    assert "javascript:" not in built.page()
    assert 'href="https://a.example/"' in built.page()
    assert any(warning.startswith("index.md:4: ") and "javascript" in warning for warning in built.warnings)


def published_with(words: str, folder: Path) -> list[Path]:
    """Return the files below `folder` that hold `words`."""
    files = (path for path in folder.rglob("*") if path.is_file())
    return [path for path in files if words.encode() in path.read_bytes()]


def test_a_build_reads_no_file_outside_the_guide(tmp_path: Path) -> None:
    (tmp_path / "geheim.txt").write_text(SECRET, encoding="utf-8")
    built = build_text(tmp_path, "[a](../geheim.txt) {download}`b <../geheim.txt>` [c](/../geheim.txt)\n")
    assert "_downloads" not in built.page()
    assert not (built.folder / "_downloads").exists()
    assert published_with(SECRET, tmp_path / "bau") == []


@pytest.mark.parametrize("is_checked", [True, False])
def test_a_link_that_leads_out_of_the_guide_ends_the_build_before_anything_is_read(
    tmp_path: Path, *, is_checked: bool
) -> None:
    (tmp_path / "geheim.txt").write_text(SECRET, encoding="utf-8")
    (tmp_path / "ratgeber").mkdir()
    try:
        (tmp_path / "ratgeber" / "verweis.txt").symlink_to(tmp_path / "geheim.txt")
    except OSError:
        pytest.skip("this system makes no links")
    text = f"{HEAD}# Titel\n\n[d](verweis.txt) {{download}}`e <verweis.txt>`\n"
    (tmp_path / "ratgeber" / "index.md").write_text(text, encoding="utf-8")
    with pytest.raises(ExtensionError, match=r"verweis\.txt: Das ist eine Verknüpfung, die aus"):
        build(tmp_path / "ratgeber", tmp_path / "bau", ratgeber_pruefen=is_checked)
    assert not list((tmp_path / "bau").rglob("index.html"))
    assert published_with(SECRET, tmp_path / "bau") == []


def test_a_build_asks_nobody_on_the_network(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*arguments: object, **options: object) -> None:
        raise AssertionError("a build opened a socket")

    monkeypatch.setattr(socket, "socket", refuse)
    monkeypatch.setattr(socket, "create_connection", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    text = "[x](https://a.example/) <https://b.example/> [y](inv:z#w)\n\n:::{kontakt}\n[a](mailto:a@b.example)\n:::\n"
    build_text(tmp_path, text)
    for builder in ("html", "pdf"):
        assert not build(tmp_path / "ratgeber", tmp_path / "bau", builder=builder).app.statuscode


def test_docutils_may_not_read_files_or_pass_on_markup(tmp_path: Path) -> None:
    settings = build_text(tmp_path, "Text\n").app.env.settings
    assert (settings["file_insertion_enabled"], settings["raw_enabled"]) == (False, False)


@pytest.mark.parametrize("form", ["{}", ":::{{tipp}}\n{}\n:::"])
def test_an_old_release_shows_whom_to_ask_instead(tmp_path: Path, form: str) -> None:
    source = tmp_path / "quelle"
    (source / "daten").mkdir(parents=True)  # else the records beside conf.py, those of the real guide
    (source / "geheim.md").write_text(f"# {SECRET}\n", encoding="utf-8")
    text = form.format("```{include} geheim.md\n```\n\n```{raw} html\n<script>x</script>\n```\n\n{raw}`a`")
    (source / "index.md").write_text(f"# Titel\n\n{text}\n", encoding="utf-8")
    write_manifest(Manifest(pages={"index": PublicPage(responsible="Amt")}), tmp_path / "fassung.json")
    built = build(source, tmp_path / "bau", ratgeber_manifest=str(tmp_path / "fassung.json"))
    assert built.article().count("Bitte fragen Sie hier nach: Amt") == 3
    assert SECRET not in built.article()
    assert [w for w in built.warnings if "index.md" in w and "Geben Sie das Kapitel berichtigt neu frei" in w]


def test_the_key_points_of_a_head_are_no_way_in(tmp_path: Path) -> None:
    head = HEAD.removesuffix("---\n") + "kurz:\n  - '{raw}`x` <b>y</b> [z](javascript:1)'\n---\n"
    built = build_pages(tmp_path, a=f"{head}# A\n")
    assert "<b>" not in built.article("a")
    assert 'javascript:1"' not in built.article("a")
    line = HEAD.count("\n")
    told = [w for w in built.warnings if w.startswith(f"a.md:{line}: ")]
    assert any("{raw}" in w for w in told)
    assert any("HTML" in w for w in told)


@pytest.mark.parametrize(
    ("text", "is_deep"),
    [
        ("> " * 1100 + "x", True),
        ("- " * 1100 + "x", True),
        ("".join(f"{':' * (1103 - depth)}{{tipp}}\n" for depth in range(1100)) + "x\n", True),
        ("*a _b " * 550 + "x" + " b_ a*" * 550, True),
        ("[" * 1100 + "x" + "](a)" * 1100, False),  # links do not stand in links: brackets and words
        ("![" * 1100 + "x" + "](a)" * 1100, False),
    ],
    ids=["quotes", "lists", "boxes", "marks", "links", "pictures"],
)
def test_a_text_nested_without_end_ends_with_a_sentence(tmp_path: Path, text: str, is_deep: bool) -> None:
    (tmp_path / "ratgeber").mkdir()
    (tmp_path / "ratgeber" / "a").write_bytes(b"")
    built = build_pages(tmp_path, a=f"{HEAD}# A\n\n{text}\n")
    findings = run_checks(load(tmp_path / "ratgeber"))
    told = {finding.path.name for finding in findings if finding.code is Code.NESTED_TOO_DEEP and finding.path}
    assert told == ({"a.md"} if is_deep else set())
    assert any("[ratgeber.zu-tief-verschachtelt]" in warning for warning in built.warnings) == is_deep
    assert not [warning for warning in built.warnings if "Traceback" in warning or "Recursion" in warning]


@pytest.mark.parametrize("box", ["", ":::{tipp}", "> "])
@pytest.mark.parametrize("words", ["5--7 Jahre", "a---b"])
def test_dashes_in_the_first_item_of_a_list_are_no_head(tmp_path: Path, box: str, words: str) -> None:
    lines = [f"- {words}", "- Zweites"]
    text = [box, *lines, ":::"] if "{" in box else [f"{box}{line}" for line in lines]
    article = build_pages(tmp_path, a=f"{HEAD}# A\n\n" + "\n".join([*text, "", "Danach."])).article("a")
    assert words in article
    assert "Zweites" in article
    assert "Danach." in article


def test_the_preview_and_the_handbook_refuse_the_same_though_no_check_runs_beside_them(tmp_path: Path) -> None:
    """Both build without the checks (`ratgeber_pruefen = 0`): then the parser itself tells."""
    planted = tmp_path / "geheim.txt"
    planted.write_text("planwort", encoding="utf-8")
    guide = tmp_path / "ratgeber"
    guide.mkdir()
    (guide / "index.md").write_text("# R\n\n```{toctree}\na\n```\n", encoding="utf-8")
    foreign = {
        "include": f":::{{include}} {planted}\n:::",
        "literalinclude": f":::{{literalinclude}} {planted}\n:::",
        "raw": ":::{raw} html\n<b>planwort</b>\n:::",
        "eval-rst": f"```{{eval-rst}}\n.. include:: {planted}\n```",
        "only": ":::{only} html\nplanwort\n:::",
    }
    (guide / "a.md").write_text(f"{HEAD}# A\n\n" + "\n\n".join(foreign.values()) + "\n", encoding="utf-8")
    built = build(guide, tmp_path / "bau", ratgeber_pruefen=False)
    assert "planwort" not in built.page("a")
    for name in foreign:
        assert any(f"{{{name}}}" in warning and "ratgeber.baustein" in warning for warning in built.warnings), name
