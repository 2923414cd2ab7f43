"""A contribution becomes a MyST file anywhere, outside the guide: text, pictures beside it, report."""

from __future__ import annotations

import errno
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import count
from pathlib import Path

from ratgeber_tools import staging
from ratgeber_tools.contributions import report
from ratgeber_tools.contributions.conversion import Conversion, convert, read_contribution
from ratgeber_tools.contributions.inventory import inventory_of
from ratgeber_tools.dialect import slug
from ratgeber_tools.errors import TargetError, unwritable
from ratgeber_tools.readers.collector import collector_resting


@dataclass(frozen=True, slots=True)
class Written:
    """What was written where, and a few lines on it for the screen.

    `backup` is where an older, different file of the same name went, if there was one.
    """

    conversion: Conversion
    target: Path
    report: Path
    backup: Path | None
    summary: tuple[str, ...]


@collector_resting()
def convert_file(
    source: Path, target: Path, *, repair: bool = True, may_replace: Callable[[Path], None] = lambda _: None
) -> Written:
    """Convert `source` and write `target`, `target.bericht.md` and, if there are pictures, the folder `target-bilder`.

    Pictures that need no change keep their bytes, drawings (EMF, WMF) too, and a missing alternative text stays
    empty; figures are written with MyST's own directive: this is the document as it is, for a person or program that
    goes on from here.  `may_replace` is called with
    `target` if another file lies there, and raises if that has to stay.  Raises `RatgeberError` with nothing written.
    """
    if target.is_dir() or not target.name:
        raise TargetError(f"{target} ist ein Ordner. Geben Sie den Namen der neuen Datei an, etwa {target / 'out.md'}.")
    if target.parent.exists() and not target.parent.is_dir():
        raise unwritable(target, NotADirectoryError(errno.ENOTDIR, ""))
    if not target.parent.is_dir():
        raise TargetError(f"Den Ordner {target.parent} gibt es nicht. Legen Sie ihn an, oder wählen Sie einen anderen.")
    if target.exists() and target.samefile(source):
        raise TargetError(f"{target} ist der Beitrag selbst. Wählen Sie einen anderen Namen für das Ergebnis.")
    pictures = target.with_name(f"{slug(target.stem) or 'beitrag'}-bilder")
    contribution = read_contribution(source, repair=repair)
    conversion = convert(contribution, picture_folder=pictures.name, standard_figures=True)
    text = conversion.text.encode("utf-8")
    previous = target.read_bytes() if target.exists() else None
    backup = next(_backup_names(target)) if previous not in (None, text) else None
    if backup is not None:
        may_replace(target)
    inventory = inventory_of(conversion.document)
    summary = report.summary(inventory, conversion.findings)
    written = Written(conversion, target, target.with_name(f"{target.stem}.bericht.md"), backup, summary)
    additions = {pictures / name: data for name, data in conversion.pictures.items()}
    if backup is not None and previous is not None:
        additions[backup] = previous
    told = report.markdown(source.name, conversion.document, conversion.findings, inventory=inventory)
    staging.publish(
        staging.Publication(
            chapter=target,
            text=text,
            expected=previous,
            additions=additions,
            side_files={written.report: told.encode("utf-8")},
        ),
        folder=target.with_name(f".{target.name}.import"),
    )
    return written


def _backup_names(target: Path) -> Iterator[Path]:
    """Yield free names for the file that stands where the new one goes."""
    for number in count(1):
        path = target.with_name(f"{target.stem}.bisher-{number}{target.suffix}")
        if not path.exists():
            yield path
