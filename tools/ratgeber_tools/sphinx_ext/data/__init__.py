"""The records in the guide: roles, boxes and lists that make ordinary docutils nodes, alike for web and print."""

from __future__ import annotations

from sphinx.application import Sphinx

from ratgeber_tools.sphinx_ext.data.agenda import setup_agenda
from ratgeber_tools.sphinx_ext.data.appointments import setup_appointments
from ratgeber_tools.sphinx_ext.data.boxes import setup_record_boxes
from ratgeber_tools.sphinx_ext.data.calendars import setup_calendars
from ratgeber_tools.sphinx_ext.data.contacts import setup_contacts
from ratgeber_tools.sphinx_ext.data.design import setup_design
from ratgeber_tools.sphinx_ext.data.exhibitions import setup_exhibitions
from ratgeber_tools.sphinx_ext.data.film_player import setup_film_player
from ratgeber_tools.sphinx_ext.data.films import setup_films
from ratgeber_tools.sphinx_ext.data.funding import setup_funding
from ratgeber_tools.sphinx_ext.data.funding_notices import setup_funding_notices
from ratgeber_tools.sphinx_ext.data.nodes_html import setup_nodes_html
from ratgeber_tools.sphinx_ext.data.operators import setup_operators
from ratgeber_tools.sphinx_ext.data.roles import setup_roles
from ratgeber_tools.sphinx_ext.data.schools import setup_schools
from ratgeber_tools.sphinx_ext.data.settings import setup_settings
from ratgeber_tools.sphinx_ext.data.social_work import setup_social_work


def setup_data(app: Sphinx) -> None:
    """Register everything; after `setup_boxes`, whose plain `{kontakt}` and `{frist}` learn to show records."""
    setup_settings(app)
    setup_nodes_html(app)
    setup_roles(app)
    setup_record_boxes(app)
    setup_schools(app)
    setup_social_work(app)
    setup_contacts(app)
    setup_appointments(app)
    setup_agenda(app)
    setup_funding(app)
    setup_funding_notices(app)
    setup_operators(app)
    setup_film_player(app)
    setup_films(app)
    setup_exhibitions(app)
    setup_design(app)
    setup_calendars(app)
