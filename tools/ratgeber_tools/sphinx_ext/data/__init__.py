"""The records in the guide: roles, boxes and lists that make ordinary docutils nodes, alike for web and print.

directives ── what an author writes ──► shown ── what a record says, as nodes ──► the page
missing    ── looks at the whole page afterwards: what has no value goes, and is counted once at its end
web        ── what only web pages have: scripts, calendar files
"""

from __future__ import annotations

from sphinx.application import Sphinx

from ratgeber_tools.sphinx_ext.data.directives.boxes import setup_record_boxes
from ratgeber_tools.sphinx_ext.data.directives.lists import setup_lists
from ratgeber_tools.sphinx_ext.data.directives.roles import setup_roles
from ratgeber_tools.sphinx_ext.data.missing.gaps import setup_gaps
from ratgeber_tools.sphinx_ext.data.missing.page_end import setup_page_end
from ratgeber_tools.sphinx_ext.data.settings import setup_settings
from ratgeber_tools.sphinx_ext.data.shown.film_player import setup_film_player
from ratgeber_tools.sphinx_ext.data.web.calendars import setup_calendars
from ratgeber_tools.sphinx_ext.data.web.design import setup_design
from ratgeber_tools.sphinx_ext.data.web.nodes_html import setup_nodes_html


def setup_data(app: Sphinx) -> None:
    """Register everything; after `setup_boxes`, whose plain `{kontakt}` and `{frist}` learn to show records."""
    setup_settings(app)
    setup_nodes_html(app)
    setup_gaps(app)
    setup_page_end(app)
    setup_roles(app)
    setup_record_boxes(app)
    setup_lists(app)
    setup_film_player(app)
    setup_design(app)
    setup_calendars(app)
