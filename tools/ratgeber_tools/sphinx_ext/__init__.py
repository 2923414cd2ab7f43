"""The Sphinx extension: wires the features together, one `setup_x` each, and does nothing else."""

from __future__ import annotations

from typing import Any

from sphinx.application import Sphinx

from ratgeber_tools.sphinx_ext.anchors import setup_anchors
from ratgeber_tools.sphinx_ext.boxes import setup_boxes
from ratgeber_tools.sphinx_ext.catalogues import setup_catalogues
from ratgeber_tools.sphinx_ext.chapter_head import setup_chapter_head
from ratgeber_tools.sphinx_ext.chapter_tree import setup_chapter_tree
from ratgeber_tools.sphinx_ext.checking import setup_checking
from ratgeber_tools.sphinx_ext.closed_parser import setup_closed_parser
from ratgeber_tools.sphinx_ext.data import setup_data
from ratgeber_tools.sphinx_ext.draft_marks import setup_draft_marks
from ratgeber_tools.sphinx_ext.economy import setup_economy
from ratgeber_tools.sphinx_ext.edition import setup_edition
from ratgeber_tools.sphinx_ext.epub import setup_epub
from ratgeber_tools.sphinx_ext.failing_pages import setup_failing_pages
from ratgeber_tools.sphinx_ext.faults import setup_faults
from ratgeber_tools.sphinx_ext.figures import setup_figures
from ratgeber_tools.sphinx_ext.foreign import setup_foreign
from ratgeber_tools.sphinx_ext.forms import setup_forms
from ratgeber_tools.sphinx_ext.german_warnings import setup_german_warnings
from ratgeber_tools.sphinx_ext.glossary import setup_glossary
from ratgeber_tools.sphinx_ext.guide_title import setup_guide_title
from ratgeber_tools.sphinx_ext.html import setup_html
from ratgeber_tools.sphinx_ext.html.overview import setup_overview
from ratgeber_tools.sphinx_ext.lenient_encoding import setup_lenient_encoding
from ratgeber_tools.sphinx_ext.media import setup_media
from ratgeber_tools.sphinx_ext.pdf import setup_pdf
from ratgeber_tools.sphinx_ext.plain_pages import setup_plain_pages
from ratgeber_tools.sphinx_ext.public import setup_public
from ratgeber_tools.sphinx_ext.published_pictures import setup_published_pictures
from ratgeber_tools.sphinx_ext.reporting import setup_reporting
from ratgeber_tools.sphinx_ext.rereading import setup_rereading
from ratgeber_tools.sphinx_ext.tables import setup_tables
from ratgeber_tools.sphinx_ext.translated import setup_translated
from ratgeber_tools.sphinx_ext.tree_walks import setup_tree_walks
from ratgeber_tools.sphinx_ext.untitled import setup_untitled

#: Raise when pickled doctrees or stored values change shape, so that old ones are read anew.
ENVIRONMENT_VERSION = 18

FEATURES = (
    setup_economy,
    setup_tree_walks,
    setup_catalogues,
    setup_reporting,
    setup_german_warnings,
    setup_rereading,
    setup_edition,
    setup_guide_title,
    setup_closed_parser,
    setup_lenient_encoding,
    setup_faults,
    setup_checking,
    setup_failing_pages,
    setup_html,
    setup_chapter_tree,
    setup_chapter_head,
    setup_plain_pages,
    setup_untitled,
    setup_public,
    setup_published_pictures,
    setup_draft_marks,
    setup_overview,
    setup_anchors,
    setup_boxes,
    setup_tables,
    setup_figures,
    setup_glossary,
    setup_foreign,
    setup_translated,
    setup_forms,
    setup_media,
    setup_data,
    setup_pdf,
    setup_epub,
)


def setup(app: Sphinx) -> dict[str, Any]:
    for setup_feature in FEATURES:
        setup_feature(app)
    return {
        "version": "1",
        "env_version": ENVIRONMENT_VERSION,
        "parallel_read_safe": True,
        "parallel_write_safe": True,
    }
