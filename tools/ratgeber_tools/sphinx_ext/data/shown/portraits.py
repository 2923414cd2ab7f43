"""Photos of people: taken from beside the file of persons straight into the edition, never into the sources."""

from __future__ import annotations

import os

from docutils import nodes
from sphinx.environment import BuildEnvironment

from ratgeber_tools.data.persons import ShownPerson

#: The class of photos that come from beside the file of persons, outside the guide.
PORTRAIT = "rg-portrait"


def portrait(person: ShownPerson, environment: BuildEnvironment) -> nodes.image:
    """Return the photo as Sphinx wants it: a path from the folder of the sources, which may lead out of it."""
    assert person.photo is not None
    path = os.path.relpath(person.photo, environment.srcdir).replace(os.sep, "/")
    return nodes.image(uri=f"/{path}", alt=person.photo_alt, width="30mm", classes=[PORTRAIT])
