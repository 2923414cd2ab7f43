"""Walks through a doctree, as cheap as they can be; docutils and Sphinx make some eighty through every page.

* docutils' own go down by one generator inside the other, so that a node is handed up level by level.
* docutils words a message for the debugger at every step, whether or not anybody listens.
* Sphinx has transforms that look for what no page of ours can hold, because the dialect has no words for it.
* Sphinx walks through every page for the language of its code, also through the pages that have none.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.builders.latex.transforms import FootnoteDocnameUpdater
from sphinx.config import Config
from sphinx.domains.c import AliasTransform as CAliasTransform
from sphinx.domains.citation import CitationDefinitionTransform, CitationReferenceTransform
from sphinx.domains.cpp import AliasTransform as CppAliasTransform
from sphinx.transforms import AutoIndexUpgrader, DoctestTransform, MoveModuleTargets
from sphinx.transforms.i18n import (
    AddTranslationClasses,
    Locale,
    RemoveTranslatableInline,
    TranslationProgressTotaliser,
)
from sphinx.transforms.post_transforms import PropagateDescDomain, SigElementFallbackTransform
from sphinx.transforms.post_transforms.code import HighlightLanguageTransform

#: Descriptions of program code, citations, sessions of an interpreter, translated paragraphs, LaTeX: we have none.
IDLE = frozenset(
    {
        AddTranslationClasses,
        AutoIndexUpgrader,
        CAliasTransform,
        CitationDefinitionTransform,
        CitationReferenceTransform,
        CppAliasTransform,
        DoctestTransform,
        FootnoteDocnameUpdater,
        Locale,
        MoveModuleTargets,
        PropagateDescDomain,
        RemoveTranslatableInline,
        SigElementFallbackTransform,
        TranslationProgressTotaliser,
    }
)


def find_of_class(self: nodes.Node, kind: type[nodes.Node]) -> Iterator[nodes.Node]:
    """Yield the node and what lies in it, as far as it is of a class, in reading order."""
    if isinstance(self, kind):
        yield self
    waiting = [iter(self.children)]
    while waiting:
        for node in waiting[-1]:
            if isinstance(node, kind):
                yield node
            if node.children:
                waiting.append(iter(node.children))
                break
        else:
            waiting.pop()


def find_all(self: nodes.Node) -> Iterator[nodes.Node]:
    """Yield the node and everything in it, in reading order."""
    yield self
    waiting = [iter(self.children)]
    while waiting:
        for node in waiting[-1]:
            yield node
            if node.children:
                waiting.append(iter(node.children))
                break
        else:
            waiting.pop()


def walk_about(self: nodes.Node, visitor: nodes.NodeVisitor) -> bool:
    """Visit the node, then what lies in it, then leave it; return whether the visitor wants to go no further.

    A visitor says by exceptions what to leave out: `SkipNode`, `SkipDeparture`, `SkipChildren`, `SkipSiblings`.
    """
    leaves, stops = True, False
    try:
        try:
            visitor.dispatch_visit(self)
        except nodes.SkipNode:
            return False
        except nodes.SkipDeparture:
            leaves = False
        try:  # noqa: SIM105 - a context for each node would cost more than the walk
            stops = any(child.walkabout(visitor) for child in self.children[:])
        except nodes.SkipSiblings:
            pass
    except nodes.SkipChildren:
        pass
    except nodes.StopTraversal:
        stops = True
    if leaves:
        visitor.dispatch_departure(self)
    return stops


def visit(self: nodes.NodeVisitor, node: nodes.Node) -> Any:
    """Call the visitor's method for the node's class."""
    return getattr(self, f"visit_{type(node).__name__}", self.unknown_visit)(node)


def leave(self: nodes.NodeVisitor, node: nodes.Node) -> Any:
    """Call the visitor's method for leaving a node of that class."""
    return getattr(self, f"depart_{type(node).__name__}", self.unknown_departure)(node)


_highlighted = HighlightLanguageTransform.apply


def highlight(self: HighlightLanguageTransform, **kwargs: Any) -> None:
    """Give code its language, on a page that has any."""
    if next(iter(self.document.findall(nodes.literal_block)), None) is not None:
        _highlighted(self, **kwargs)


def _leave_out_idle(app: Sphinx, config: Config) -> None:
    for transforms in (app.registry.transforms, app.registry.post_transforms):
        transforms[:] = [transform for transform in transforms if transform not in IDLE]


def setup_tree_walks(app: Sphinx) -> None:
    nodes.Node._fast_findall = find_of_class  # type: ignore[attr-defined]
    nodes.Node._superfast_findall = find_all  # type: ignore[attr-defined]
    nodes.Node.walkabout = walk_about  # type: ignore[method-assign]
    nodes.NodeVisitor.dispatch_visit = visit  # type: ignore[method-assign]
    nodes.NodeVisitor.dispatch_departure = leave  # type: ignore[method-assign]
    HighlightLanguageTransform.apply = highlight  # type: ignore[method-assign]
    app.connect("config-inited", _leave_out_idle, priority=900)
