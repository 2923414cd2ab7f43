"""The foot of every page: what law and contracts want there, who speaks, and whom to ask."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.util import logging
from sphinx.util.fileutil import copy_asset_file

from ratgeber_tools.data.disclosure import Edition
from ratgeber_tools.data.municipality import FundingNotice, Municipality
from ratgeber_tools.data.phones import dial_address
from ratgeber_tools.editions.legal import LEGAL_CHAPTERS
from ratgeber_tools.sphinx_ext.builders import makes_web_pages
from ratgeber_tools.sphinx_ext.data.domain import data_domain
from ratgeber_tools.sphinx_ext.data.settings import data_folder
from ratgeber_tools.sphinx_ext.edition import stands_alone

_LOGGER = logging.getLogger(__name__)

_FOLDER = "_static/foerderung"
_MISSING = "fehlt noch"
#: Targets of chapters that help on, and what the foot calls them; a chapter this edition does not have is not linked.
_HELP = (("ich-suche-hilfe", "Hilfe finden"), ("so-benutzen-sie-den-ratgeber", "So benutzen Sie den Ratgeber"))


@dataclass(frozen=True, slots=True)
class Notice:
    """A funder's notice: its sentence, and below the built pages the emblem with its description ("" for none)."""

    words: str
    emblem: str = ""
    emblem_alt: str = ""


@dataclass(frozen=True, slots=True)
class OfficeToAsk:
    """Whom to ask; `phone` and the address that dials it are empty where this edition shows none."""

    name: str
    phone: str
    dial: str


@dataclass(frozen=True, slots=True)
class PageFoot:
    """`legal`: name of the page and words of the link; `missing`: what the working edition says is not there yet.

    `absent` are legal chapters a public edition went out without; `ways` lead to help, as `legal` does to the law.
    """

    legal: tuple[tuple[str, str], ...]
    publisher: str
    notices: tuple[Notice, ...]
    missing: tuple[str, ...]
    absent: tuple[str, ...] = ()
    ways: tuple[tuple[str, str], ...] = ()
    office: OfficeToAsk | None = None


def page_foot(environment: BuildEnvironment) -> PageFoot:
    """Return what every page says at its foot; a chapter this edition does not have is not linked."""
    domain = data_domain(environment)
    municipality = domain.view.records.municipality
    anchors = environment.domains.standard_domain.anonlabels
    return PageFoot(
        legal=tuple((anchors[name][0], words) for name, words in LEGAL_CHAPTERS if name in anchors),
        publisher=municipality.imprint.publisher,
        notices=tuple(
            Notice(notice.wording, emblem_name(notice), notice.emblem_alt)
            for notice in municipality.funding_notices
            if notice.wording
        ),
        missing=tuple(_missing(municipality)) if domain.view.edition is Edition.WORKING else (),
        absent=tuple(words for name, words in LEGAL_CHAPTERS if name not in anchors)
        if stands_alone(environment.config)
        else (),
        ways=tuple(_ways(environment)),
        office=office_to_ask(environment),
    )


def _ways(environment: BuildEnvironment) -> Iterator[tuple[str, str]]:
    anchors = environment.domains.standard_domain.anonlabels
    yield from ((anchors[target][0], words) for target, words in _HELP if target in anchors)
    if environment.config.html_use_index:
        yield "genindex", "Stichwörter A bis Z"


def office_to_ask(environment: BuildEnvironment) -> OfficeToAsk | None:
    """Return the office of `auskunft` in kommune.yaml, with its number as far as this edition may show it."""
    whom = data_domain(environment).view.whom_to_ask()
    if not whom.office:
        return None
    phone = whom.phone or ""
    return OfficeToAsk(whom.office, phone, dial_address(phone) if phone else "")


def emblem_name(notice: FundingNotice) -> str:
    """Return where the emblem lies among the built pages, or nothing."""
    return f"{_FOLDER}/{Path(notice.emblem).name}" if notice.emblem else ""


def _missing(municipality: Municipality) -> Iterator[str]:
    """Yield what is not known yet; a guide without any data of a municipality (a handbook) misses nothing."""
    if not municipality.name:
        return
    if not municipality.imprint.publisher:
        yield f"Herausgeber: {_MISSING}"
    for notice in municipality.funding_notices:
        absent = [word for word, value in (("Wortlaut", notice.wording), ("Zeichen", notice.emblem)) if not value]
        if absent:
            yield f"Förderhinweis {notice.funder}: {' und '.join(absent)} {'fehlen' if absent[1:] else 'fehlt'} noch"


def copy_emblems(app: Sphinx, exception: Exception | None) -> None:
    """Copy the emblems beside the pages; tells, with the line to mend, which are not there."""
    if exception is not None or not makes_web_pages(app):
        return
    folder = data_folder(app)
    for notice in data_domain(app.env).view.records.municipality.funding_notices:
        if not (notice.wording and notice.emblem):
            continue
        source = folder.parent / notice.emblem
        if source.is_file():
            target = Path(app.outdir, emblem_name(notice))
            target.parent.mkdir(parents=True, exist_ok=True)
            copy_asset_file(source, target.parent, force=True)
        else:
            _LOGGER.warning(
                "Das Zeichen „%s“ von „%s“ gibt es nicht. Legen Sie die Datei in den Ordner „%s“ "
                "oder leeren Sie in kommune.yaml die Zeile „emblem“.",
                notice.emblem,
                notice.funder,
                folder.parent.name,
                type="ratgeber",
                subtype="bild-fehlt",
            )


def setup_imprint(app: Sphinx) -> None:
    app.connect("build-finished", copy_emblems)
