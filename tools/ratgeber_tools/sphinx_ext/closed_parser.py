"""MyST as far as the dialect goes: no other directive, role, head key, attribute, HTML or address does anything.

What an author wrote is told by the checks (`guide.refusals`), with the same sentence; here it has no effect, whatever a
check may have overlooked.  In the public edition an old release may hold something of the kind: there parents read the
sentence of `public.tombstones`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from copy import copy
from functools import cache
from inspect import isfunction
from itertools import accumulate
from pathlib import Path
from types import ModuleType
from typing import Any
from urllib.parse import unquote

from docutils import nodes
from docutils.parsers.rst import Directive
from docutils.utils import Reporter
from markdown_it import MarkdownIt
from markdown_it.token import Token
from markdown_it.tree import SyntaxTreeNode
from myst_parser.mdit_to_docutils.base import token_line
from myst_parser.mdit_to_docutils.sphinx_ import SphinxRenderer
from myst_parser.parsers.mdit import create_md_parser
from myst_parser.parsers.sphinx_ import MystParser
from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.util.docutils import CustomReSTDispatcher

from ratgeber_tools import dialect
from ratgeber_tools.files import readable
from ratgeber_tools.guide.front_matter import read_head
from ratgeber_tools.guide.refusals import (
    Refusal,
    RefusalReason,
    fence_name,
    finding_of,
    html_refusals,
    is_line_break,
    is_open,
    refusals_in,
    without_conflicts,
)
from ratgeber_tools.sphinx_ext.edition import is_translated, public_edition
from ratgeber_tools.sphinx_ext.nodes import ratgeber_checkbox, ratgeber_strikethrough
from ratgeber_tools.sphinx_ext.public.tombstones import block_tombstone, inline_tombstone, tell_buried
from ratgeber_tools.sphinx_ext.reporting import report
from ratgeber_tools.sphinx_ext.table_source import SPAN_ROLE, is_span_mark

#: Classes MyST itself sets: lists to tick off.
_MYST_CLASSES = frozenset({"contains-task-list", "task-list-item"})
#: What reaches a node of MyST's attributes; `id` and `class` have rules of their own.
_KEPT_ATTRIBUTES = frozenset({"class", "id", "width", "start", "reftitle", "title"})


#: A role nobody has: it stands where git has left a conflict in an old release.
_CONFLICT = "git-konflikt"


class ClosedRenderer(SphinxRenderer):
    """Makes docutils nodes of what the dialect names, and nothing of anything else."""

    _boxes: int = 0
    _is_open: bool = False  # the colon fence being rendered has no last line
    _tables: int = 0

    def __init__(self, parser: MarkdownIt) -> None:
        """Bind the rules; MyST searches every attribute for them, anew for each text."""
        self.md = parser
        self.rules = {name: getattr(self, name) for name in _rule_names()}
        self._inventories = None

    # ------------------------------------------------------------------------------------ directives and roles

    def render_restructuredtext(self, token: SyntaxTreeNode) -> None:
        self._refuse_block(RefusalReason.DIRECTIVE, "eval-rst", token_line(token, 0))

    def render_colon_fence(self, token: SyntaxTreeNode) -> None:
        words = (token.info or "").strip()
        if fence_name(words) is not None:
            # Before MyST adds a line to a box that begins with another one.
            self._is_open = token.map is not None and is_open(token.map, token.content)
            super().render_colon_fence(token)
        else:  # a stray line of colons: what is behind it is the chapter's text
            self._note(RefusalReason.STRAY_FENCE, words, token_line(token, 0))
            self.nested_render_text(token.content, token_line(token, 0))

    def render_directive(
        self,
        token: SyntaxTreeNode,
        name: str,
        arguments: str,
        *,
        additional_options: dict[str, str] | None = None,
    ) -> None:
        if name not in dialect.DIRECTIVES:
            self._refuse_block(RefusalReason.DIRECTIVE, name, token_line(token, 0))
        elif self._boxes >= dialect.DEEPEST_BOX:
            self._refuse_block(RefusalReason.TOO_DEEP, "", token_line(token, 0))
        else:
            is_colon_fence = token.type == "colon_fence"
            if self._is_open if is_colon_fence else token.map and is_open(token.map, token.content):
                self._note(RefusalReason.OPEN_BOX, name, token_line(token, 0))
            super().render_directive(token, name, arguments, additional_options=additional_options)

    def run_directive(self, name: str, *arguments: Any, **options: Any) -> list[nodes.Element]:
        is_table = name == dialect.TABLE_DIRECTIVE
        self._boxes += 1
        self._tables += is_table
        try:
            made: list[nodes.Element] = super().run_directive(name, *arguments, **options)
        finally:
            self._boxes -= 1
            self._tables -= is_table
        for node in made:
            for toctree in node.findall(addnodes.toctree):
                toctree["entries"] = [entry for entry in toctree["entries"] if dialect.is_allowed_address(entry[1])]
            if name == dialect.FIGURE_DIRECTIVE:
                self._keep_pictures_inside(node)
        return made

    def render_myst_role(self, token: SyntaxTreeNode) -> None:
        name = str(token.meta["name"])
        is_ours = name == dialect.TRANSLATION_ROLE and is_translated(self.sphinx_env.config)
        if name not in dialect.ROLES and not is_ours and not (self._tables and is_span_mark(name, token.content)):
            is_conflict = name == _CONFLICT
            reason, what = (RefusalReason.CONFLICT, token.content) if is_conflict else (RefusalReason.ROLE, name)
            self._refuse_words(reason, what, token)
            return
        before = len(self.current_node)
        super().render_myst_role(token)
        for node in self.current_node.children[before:]:
            for reference in list(node.findall(addnodes.download_reference)):
                if not self._is_our_file(reference["reftarget"]):
                    reference.replace_self(reference.children)

    # ------------------------------------------------------------------------------------------------- HTML

    def render_html_block(self, token: SyntaxTreeNode) -> None:
        refusal = self._html(token)
        if refusal is not None:
            self._refuse_block(*refusal)

    def render_html_inline(self, token: SyntaxTreeNode) -> None:
        if is_line_break(token.content):
            self.render_hardbreak(token)
            return
        refusal = self._html(token)
        if refusal is not None:  # the words between two tags are the chapter's text
            self._note(*refusal)

    def render_s(self, token: SyntaxTreeNode) -> None:
        struck = ratgeber_strikethrough()
        self.add_line_and_source_path(struck, token)
        with self.current_node_context(struck, append=True):
            self.render_children(token)

    def render_list_item(self, token: SyntaxTreeNode) -> None:
        """A box to tick is a node of ours where MyST has raw HTML."""
        super().render_list_item(token)
        if "checked" in (token.meta or {}):
            for raw in list(self.current_node[-1].findall(nodes.raw)):
                if raw.astext().startswith('<input class="task-list-item-checkbox"'):
                    raw.replace_self(ratgeber_checkbox("", checked='checked="checked"' in raw.astext()))
                    break

    def _html(self, token: SyntaxTreeNode) -> tuple[RefusalReason, str, int] | None:
        refusal = next(html_refusals(token.content, token_line(token, 0)), None)
        return None if refusal is None else (refusal.reason, refusal.what, refusal.line)

    # ---------------------------------------------------------------------------- addresses and attributes

    def render_link(self, token: SyntaxTreeNode) -> None:
        target = str(token.attrGet("href") or "")
        if dialect.is_allowed_address(target) and (_leads_elsewhere(target) or self._is_inside(target)):
            super().render_link(token)
        else:
            self.render_children(token)

    def render_image(self, token: SyntaxTreeNode) -> None:
        source = str(token.attrGet("src") or "")
        if self._is_our_file(source):
            super().render_image(token)
        elif self._is_public():
            self.current_node.append(inline_tombstone(self.sphinx_env))

    def copy_attributes(
        self,
        token: SyntaxTreeNode,
        node: nodes.Element,
        keys: Sequence[str] = ("class",),
        *,
        converters: dict[str, Callable[[str], Any]] | None = None,
        aliases: dict[str, str] | None = None,
    ) -> None:
        super().copy_attributes(
            token,
            node,
            [key for key in keys if key in _KEPT_ATTRIBUTES],
            converters=converters,
            aliases=aliases,
        )
        node["classes"] = [each for each in node["classes"] if each in dialect.CLASSES | _MYST_CLASSES]

    def _is_our_file(self, source: str) -> bool:
        return dialect.is_allowed_address(source) and not _leads_elsewhere(source) and self._is_inside(source)

    def _keep_pictures_inside(self, node: nodes.Element) -> None:
        for image in list(node.findall(nodes.image)):
            if not self._is_our_file(image["uri"]):
                image.parent.remove(image)

    def _is_inside(self, target: str) -> bool:
        """Say whether a path, seen from the page, stays in the sources; also behind links of the file system."""
        path = unquote(target.partition("#")[0])
        if not path:
            return True
        environment = self.sphinx_env
        folder = "" if path.startswith(("/", "\\")) else environment.docname.rpartition("/")[0]
        return _lies_inside(Path(environment.srcdir), folder, path.lstrip("/\\"))

    # ------------------------------------------------------------------------------------------------ depth

    def _render_tokens(self, tokens: list[Token]) -> None:
        for token in tokens:
            if token.children and _depth(token.children) > dialect.DEEPEST_WORDS:
                token.children = [Token("text", "", 0, content=token.content)]
        super()._render_tokens(tokens)

    # --------------------------------------------------------------------------------------------- refusing

    def _is_public(self) -> bool:
        return public_edition(self.sphinx_env.config) is not None

    def _refuse_block(self, reason: RefusalReason, what: str, line: int) -> None:
        self._note(reason, what, line, is_buried=True)
        if self._is_public():
            self.current_node.append(block_tombstone(self.sphinx_env))

    def _refuse_words(self, reason: RefusalReason, what: str, token: SyntaxTreeNode) -> None:
        self._note(reason, what, token_line(token, 0), is_buried=True)
        if self._is_public():
            self.current_node.append(inline_tombstone(self.sphinx_env))

    def _note(self, reason: RefusalReason, what: str, line: int, *, is_buried: bool = False) -> None:
        """Tell what the checks may have overlooked; in the public edition, whether a sentence stands in its place."""
        path = Path(self.sphinx_env.doc2path(self.sphinx_env.docname))
        finding = finding_of(Refusal(reason, what, max(line - 1, 0)), path)
        if self._is_public():
            tell_buried(finding, is_buried=is_buried)
        else:
            report(finding, repeats=True)


class ClosedLookups(CustomReSTDispatcher):
    """Finds no directive and no role the dialect does not name, in whatever domain or language it may be."""

    def directive(
        self, directive_name: str, language_module: ModuleType, document: nodes.document
    ) -> tuple[type[Directive] | None, list[nodes.system_message]]:
        if directive_name not in dialect.DIRECTIVES:
            return None, []
        return super().directive(directive_name, language_module, document)

    def role(
        self, role_name: str, language_module: ModuleType, lineno: int, reporter: Reporter
    ) -> tuple[Any, list[nodes.system_message]]:
        if role_name not in (*dialect.ROLES, SPAN_ROLE, dialect.TRANSLATION_ROLE):
            return None, []
        return super().role(role_name, language_module, lineno, reporter)


class ClosedParser(MystParser):
    """Reads a chapter: the head is ours alone (`chapter_head`), what follows is MyST as far as the dialect goes."""

    def parse(self, inputstring: str, document: nodes.document) -> None:
        environment = document.settings.env
        text = dialect.blank_head(inputstring.removeprefix("\ufeff"))
        if public_edition(environment.config) is not None:
            text = without_conflicts(text, f"{{{_CONFLICT}}}`<<<<<<<`")
        elif not environment.config.ratgeber_pruefen:
            path = Path(environment.doc2path(environment.docname))
            for finding in (*readable(path.read_bytes(), path)[1], *refusals_in(inputstring, path)):
                report(finding)
        environment.metadata[environment.docname].update(_our_head(inputstring, environment))
        parser = closed_parser(document)
        with ClosedLookups():
            try:
                parser.render(text)
            except RecursionError:  # the findings say where; half a tree would be worse than none
                document.children.clear()


@cache
def _rule_names() -> tuple[str, ...]:
    """Return MyST's and our methods that render a kind of token."""
    names = (name for name in dir(ClosedRenderer) if name.startswith("render_") and name != "render_children")
    return tuple(name for name in names if isfunction(getattr(ClosedRenderer, name)))


@cache
def _lies_inside(sources: Path, folder: str, path: str) -> bool:
    """Say whether a path, seen from a folder of the sources, stays in them; neighbours link to the same pages."""
    try:
        return Path(sources, folder, path).resolve().is_relative_to(_real_path(sources))
    except (OSError, ValueError):  # no name of a file
        return False


@cache
def _real_path(folder: Path) -> Path:
    return folder.resolve()


def _leads_elsewhere(target: str) -> bool:
    return dialect.scheme_of(target) != ""


def _depth(tokens: Iterable[Token]) -> int:
    """Return how deep marks and links stand in each other."""
    return max(accumulate(token.nesting for token in tokens), default=0)


def _our_head(text: str, environment: BuildEnvironment) -> dict[str, str]:
    """Return what pages ask for of a chapter's head later: who answers for it, its day, its short address,
    how much of it the booklet has, its pictogram."""
    head = read_head(text, Path(environment.doc2path(environment.docname)))
    if head is None:
        return {}
    values = head.values
    day = "" if values.as_of is None else values.as_of.isoformat()
    return {
        "stand": day,
        "zustaendig": values.responsible,
        "kurzadresse": values.short_name,
        "kurzheft": values.booklet.value,
        "zeichen": values.sign or "",
    }


def closed_parser(document: nodes.document) -> Any:
    """Return a parser that renders into `document`, or into the node that is set as `current_node` in its options."""
    config = document.settings.env.myst_config
    engine = _engines.get(id(config))
    if engine is None or engine.options["myst_config"] is not config:
        engine = create_md_parser(config, ClosedRenderer)
        engine.disable("front_matter")  # the head is blank by now; MyST takes “- 5--7 Jahre” in a box for one
        _engines.clear()
        _lies_inside.cache_clear()  # another build, maybe other links in the file system
        _real_path.cache_clear()
        _engines[id(config)] = engine
    parser = copy(engine)  # shares the rules; what a rendering changes is its own
    parser.options = copy(engine.options)
    parser.options._options = {**engine.options._options, "document": document}  # type: ignore[typeddict-unknown-key]
    parser.renderer = ClosedRenderer(parser)
    return parser


#: The parser of the build, by the identity of its configuration.
_engines: dict[int, MarkdownIt] = {}


def forbid_files(app: Sphinx) -> None:
    """Take from docutils what reads files and passes on markup, for whatever might still ask."""
    app.env.settings.update(file_insertion_enabled=False, raw_enabled=False)


def setup_closed_parser(app: Sphinx) -> None:
    app.add_source_parser(ClosedParser, override=True)
    app.connect("builder-inited", forbid_files)
