"""Where the records lie, which edition is built, and which day it is: from `conf.py`, or as good as known."""

from __future__ import annotations

import os
from collections.abc import Set
from datetime import date
from pathlib import Path

from sphinx.application import Sphinx
from sphinx.config import Config
from sphinx.environment import BuildEnvironment
from sphinx.errors import ExtensionError

from ratgeber_tools.data.dates import local_today, parse_date
from ratgeber_tools.data.disclosure import Edition, View, lacks_its_number, missing_number
from ratgeber_tools.data.persons import NOBODY, PERSONS_VARIABLE, Persons, load_persons
from ratgeber_tools.data.places import ContactKind, ContactPoint
from ratgeber_tools.data.queries import RecordQuery, ShownRecord
from ratgeber_tools.errors import RatgeberError
from ratgeber_tools.findings import Code, Finding
from ratgeber_tools.quotation import quoted
from ratgeber_tools.sphinx_ext.data.domain import DataDomain, data_domain
from ratgeber_tools.sphinx_ext.faults import note_fault
from ratgeber_tools.sphinx_ext.reporting import report


def load_data(app: Sphinx) -> None:
    """Load the records when a build begins; raises `ExtensionError` with a German sentence for a wrong setting."""
    domain = data_domain(app.env)
    try:
        loaded = domain.load(data_folder(app))
        domain.view = View(loaded.records, edition_of(app.config), _today(app.config), _persons(app.config))
    except RatgeberError as error:
        raise ExtensionError(str(error)) from error


def data_folder(app: Sphinx) -> Path:
    """Return the folder with the records.

    The sources of the public edition are staged elsewhere and hold no data; `ratgeber public` sets the folder with the
    committed ones.
    """
    if app.config.ratgeber_daten:
        return Path(app.confdir, app.config.ratgeber_daten)
    return _source_folder(app) / "daten"


def guide_folder(app: Sphinx) -> Path:
    """Return the folder of the guide itself, where it is remembered which calendars are out."""
    return _source_folder(app)


def _source_folder(app: Sphinx) -> Path:
    """Return the folder the pages come from; those of the public edition were staged without any data."""
    is_staged = app.config.ratgeber_manifest and not Path(app.srcdir, "daten").is_dir()
    return Path(app.confdir, "ratgeber") if is_staged else Path(app.srcdir)


def edition_of(config: Config) -> Edition:
    """Return the edition: as set, else the public one where a manifest describes it, else the working one."""
    if config.ratgeber_fassung:
        try:
            return Edition(config.ratgeber_fassung)
        except ValueError:
            choices = ", ".join(Edition)
            raise ExtensionError(f"ratgeber_fassung = „{config.ratgeber_fassung}“ geht nicht: {choices}.") from None
    return Edition.PUBLIC if config.ratgeber_manifest else Edition.WORKING


def outdated_pages(
    app: Sphinx, environment: BuildEnvironment, added: Set[str], changed: Set[str], removed: Set[str]
) -> list[str]:
    """Have the pages read again whose records show something else now."""
    domain: DataDomain = data_domain(environment)
    return sorted(domain.outdated() & environment.found_docs - added - changed)


def refuse_without_numbers(app: Sphinx, environment: BuildEnvironment) -> list[str]:
    """Have the build end if a page sends somebody to an emergency number that is not there.

    A public page needs the number to be shown too: “bitte erfragen” helps nobody in danger.
    """
    domain = data_domain(environment)
    for name, queries in domain.data["uses"].items():
        for query in queries:
            shown = query.answer(domain.view) if isinstance(query, RecordQuery) else None
            record = shown.record if isinstance(shown, ShownRecord) else None
            if not isinstance(shown, ShownRecord) or not isinstance(record, ContactPoint):
                continue
            is_held_back = domain.view.edition is Edition.PUBLIC and not shown.disclosure.is_shown
            if lacks_its_number(record) or (record.kind is ContactKind.EMERGENCY and is_held_back):
                why = missing_number(record) if not record.is_known else _not_shown(record)
                path = Path(environment.doc2path(name))
                note_fault(app, Finding(Code.EMERGENCY_INCOMPLETE, why, path=path))
    return []


def _not_shown(contact: ContactPoint) -> str:
    return f"Die Nummer {quoted(contact.name)} ({contact.identifier}) hat keine amtliche Quelle, niemand sähe sie."


def _today(config: Config) -> date:
    if not config.ratgeber_heute:
        return local_today()
    day = parse_date(config.ratgeber_heute)
    if day is None:
        raise ExtensionError(f"ratgeber_heute = „{config.ratgeber_heute}“ ist kein Datum (24.11.2026).")
    return day


def _persons(config: Config) -> Persons:
    path = os.environ.get(PERSONS_VARIABLE) or config.ratgeber_personen
    if not path:
        return NOBODY
    persons, findings = load_persons(Path(path))
    for finding in findings:
        report(finding)
    return persons


def setup_settings(app: Sphinx) -> None:
    app.add_domain(DataDomain)
    app.add_config_value("ratgeber_daten", "", "", (str,))
    app.add_config_value("ratgeber_fassung", "", "env", (str,))
    app.add_config_value("ratgeber_heute", "", "", (str,))
    app.add_config_value("ratgeber_personen", "", "", (str,))
    app.connect("builder-inited", load_data)
    app.connect("env-get-outdated", outdated_pages)
    app.connect("env-updated", refuse_without_numbers)
