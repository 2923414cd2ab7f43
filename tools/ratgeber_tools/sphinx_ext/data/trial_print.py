"""A print edition that does not show everything is a trial print, and says so."""

from __future__ import annotations

from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.util import logging

from ratgeber_tools.data.disclosure import Edition
from ratgeber_tools.data.withheld import Withheld, unset_for_print, withheld_by
from ratgeber_tools.sphinx_ext.data.domain import data_domain

_LOGGER = logging.getLogger(__name__)

TRIAL_PRINT = "Probedruck"


def print_obstacles(environment: BuildEnvironment) -> tuple[Withheld, ...]:
    """Return what is between this print edition and a clean press file; empty for any other edition."""
    domain = data_domain(environment)
    if domain.view.edition is not Edition.PRINT:
        return ()
    queries = {query for asked in domain.data["uses"].values() for query in asked}
    found = {entry for query in queries for entry in withheld_by(query, domain.view)}
    return tuple(sorted(found | set(unset_for_print(domain.view))))


def mark_trial_print(app: Sphinx, environment: BuildEnvironment) -> list[str]:
    """Name the edition on the cover, and say on the screen what is missing; nothing is read or written anew."""
    obstacles = print_obstacles(environment)
    if obstacles:
        app.config.ratgeber_edition = TRIAL_PRINT
        _LOGGER.info("%s: %d Angaben fehlen für den Druck.", TRIAL_PRINT, len(obstacles))
        for entry in obstacles:
            _LOGGER.info("  %s: %s (%s)", entry.what, entry.reason, entry.office)
    return []


def setup_trial_print(app: Sphinx) -> None:
    app.connect("env-updated", mark_trial_print)
