"""Files that records name, as Sphinx wants them: they lie in the guide, whichever folder the pages are read from.

The sources of the public edition are staged elsewhere and hold only what chapters have released; what a record names
is there as long as the record is.
"""

from __future__ import annotations

import os

from docutils import nodes
from sphinx import addnodes
from sphinx.environment import BuildEnvironment

from ratgeber_tools.data.media import MediaPicture
from ratgeber_tools.sphinx_ext.data.domain import data_domain

#: Marks downloads a record names, not a chapter.
RECORD_FILE = "rg-datei"


def path_of(file: str, environment: BuildEnvironment) -> str:
    """Return the path from the folder of the sources, which may lead out of it, with a slash in front."""
    path = data_domain(environment).folder.parent / file.lstrip("/")
    return "/" + os.path.relpath(path, environment.srcdir).replace(os.sep, "/")


def download(words: str, file: str, environment: BuildEnvironment) -> addnodes.download_reference:
    return addnodes.download_reference(
        "", "", nodes.Text(words), reftarget=path_of(file, environment), classes=[RECORD_FILE]
    )


def picture(entry: MediaPicture, environment: BuildEnvironment) -> nodes.image:
    return nodes.image(uri=path_of(entry.file, environment), alt=entry.alt)
