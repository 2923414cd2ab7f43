"""The calendar files beside the web pages."""

from __future__ import annotations

from pathlib import Path

from sphinx.application import Sphinx
from sphinx.errors import ExtensionError

from ratgeber_tools.errors import RatgeberError
from ratgeber_tools.exports.calendar_files import calendar_files
from ratgeber_tools.exports.offered import FOLDER
from ratgeber_tools.exports.single_dates import single_date_files
from ratgeber_tools.sphinx_ext.builders import makes_web_pages
from ratgeber_tools.sphinx_ext.data.domain import data_domain
from ratgeber_tools.sphinx_ext.data.settings import guide_folder


def write_calendars(app: Sphinx, exception: Exception | None) -> None:
    """Write them whole and remove those that are no longer there."""
    if exception is not None or not makes_web_pages(app):
        return
    folder = Path(app.outdir, FOLDER)
    try:
        view = data_domain(app.env).view
        files = {**calendar_files(view, guide_folder(app)), **single_date_files(view)}
    except RatgeberError as error:
        raise ExtensionError(str(error)) from error
    for path in folder.glob("*.ics"):
        if path.name not in files:
            path.unlink()
    if files:
        folder.mkdir(parents=True, exist_ok=True)
    for name, content in files.items():
        (folder / name).write_bytes(content)


def setup_calendars(app: Sphinx) -> None:
    app.connect("build-finished", write_calendars)
