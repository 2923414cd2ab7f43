"""The page with the numbers for an emergency: the web leads there from every page, print has it inside both covers."""

from __future__ import annotations

from docutils import nodes
from sphinx.environment import BuildEnvironment

from ratgeber_tools.sphinx_ext.nodes import ratgeber_box

#: The place in a chapter that makes it that page.
EMERGENCY_TARGET = "notrufe"


def emergency_page(environment: BuildEnvironment) -> str:
    """Return the name of the page with the emergency numbers; nothing for an edition without one."""
    label = environment.domains.standard_domain.anonlabels.get(EMERGENCY_TARGET)
    return label[0] if label is not None else ""


def emergency_box(document: nodes.document) -> tuple[str, ratgeber_box] | None:
    """Return the first box below the place for emergencies, and the heading there; None on other pages."""
    for section in document.findall(nodes.section):
        box = next(section.findall(ratgeber_box), None) if EMERGENCY_TARGET in section["ids"] else None
        if box is not None:
            return section.children[0].astext(), box
    return None
