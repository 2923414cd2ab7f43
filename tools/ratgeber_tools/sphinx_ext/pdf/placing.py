"""From the typesetter's words to a place in the guide, and which moment its files name."""

from __future__ import annotations

import datetime
import os
from collections.abc import Iterator
from contextlib import contextmanager

from ratgeber_tools.sphinx_ext.pdf.sources import GuideSources
from ratgeber_tools.sphinx_ext.pdf.translator import TypstSource
from ratgeber_tools.typesetting.typesetter import TypesettingError

NO_DATE = datetime.date(2000, 1, 1)


@contextmanager
def placed(source: TypstSource, sources: GuideSources) -> Iterator[None]:
    """Have each thing Typst says of `source` begin with the place in the guide where the reason lies."""
    try:
        yield
    except TypesettingError as error:
        told = (_with_place(each, source, sources) for each in (error, *error.others))
        raise TypesettingError("\n".join(dict.fromkeys(told))) from error


def _with_place(error: TypesettingError, source: TypstSource, sources: GuideSources) -> str:
    place = ""
    if error.unprintable:
        place = sources.place_of_text(error.unprintable)
    elif error.picture:
        place = sources.place_of_picture(error.picture)
    elif error.line is not None and (origin := source.origin(error.line)) is not None:
        place = sources.file_name(origin.docname) + (f", Zeile {origin.line}" if origin.line else "")
    return f"{place}: {error}" if place else str(error)


def moment_of(sources: GuideSources, *pages: str) -> datetime.datetime:
    """Return the moment written into a file, of the whole or only of some `pages`.

    It comes from the input alone, so that two builds of the same guide give the same bytes: the day on which the newest
    of the pages was released, else `SOURCE_DATE_EPOCH` if set, else the newest `stand` in the chapters' front matter,
    else 1 January 2000.
    """
    released = sources.newest_release(pages)
    if released is not None:
        return datetime.datetime.combine(released, datetime.time(), tzinfo=datetime.UTC)
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    if epoch.isdigit():
        return datetime.datetime.fromtimestamp(int(epoch), tz=datetime.UTC)
    date = sources.newest_date() or NO_DATE
    return datetime.datetime.combine(date, datetime.time(), tzinfo=datetime.UTC)
