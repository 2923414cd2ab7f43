"""What Sphinx is called with to build what is released (`editions.stage`): pages, PDF, booklet, a look beforehand."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

from ratgeber_tools.cli.sphinx_process import Job
from ratgeber_tools.editions.manifest import as_of

if TYPE_CHECKING:
    from ratgeber_tools.editions.stage import StagedEdition

_NO_SETTINGS: Mapping[str, str] = MappingProxyType({})


def staged_job(edition: StagedEdition, target: Path, settings: Mapping[str, str] = _NO_SETTINGS) -> Job:
    """Return the build of a staged edition into `target`; its day is that of the newest release."""
    day = max((each.release.day for each in edition.chapters), default=None)
    return Job(
        source=edition.sources,
        target=target,
        settings={
            "ratgeber_manifest": str(edition.manifest),
            "ratgeber_daten": str(edition.data),
            **({} if day is None else {"ratgeber_edition": as_of(day)}),
            **settings,
        },
        environment={"SOURCE_DATE_EPOCH": str(int(edition.moment.timestamp()))},
        is_strict=False,
    )
