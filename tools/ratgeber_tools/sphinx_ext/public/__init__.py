"""The public edition inside Sphinx: everything that is not public goes or becomes plain words.

The sources are staged without anything internal (`ratgeber_tools.editions`); what is done here holds for every
builder, and takes out once more what must not be in any of them.  In the working edition all of it does nothing.
"""

from __future__ import annotations

from sphinx.application import Sphinx

from ratgeber_tools.sphinx_ext.public.files import setup_public_files
from ratgeber_tools.sphinx_ext.public.pictures import setup_public_pictures
from ratgeber_tools.sphinx_ext.public.pruning import setup_pruning
from ratgeber_tools.sphinx_ext.public.references import setup_public_references
from ratgeber_tools.sphinx_ext.public.table_of_contents import setup_table_of_contents
from ratgeber_tools.sphinx_ext.public.tombstones import setup_tombstones


def setup_public(app: Sphinx) -> None:
    setup_pruning(app)
    setup_public_pictures(app)
    setup_public_files(app)
    setup_tombstones(app)
    setup_public_references(app)
    setup_table_of_contents(app)
