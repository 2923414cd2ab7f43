"""The guide's checks inside Sphinx: the same findings as `ratgeber check`, as warnings, before anything is read."""

from __future__ import annotations

from pathlib import Path

from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.errors import ExtensionError

from ratgeber_tools.checks import BUILD_CHECKS, run_checks
from ratgeber_tools.errors import InputError
from ratgeber_tools.findings import Code
from ratgeber_tools.guide import chapter_files
from ratgeber_tools.guide.kept import load_kept
from ratgeber_tools.sphinx_ext.data.domain import data_domain
from ratgeber_tools.sphinx_ext.edition import public_edition
from ratgeber_tools.sphinx_ext.faults import note_fault
from ratgeber_tools.sphinx_ext.reporting import report


def check_guide(app: Sphinx, environment: BuildEnvironment, docnames: list[str]) -> None:
    """Report every finding; a missing picture ends the build, or Sphinx would read its page anew for ever.

    Not for the public edition: what is released was checked then, and nothing in it can be mended now.  Not where
    `ratgeber_pruefen` is off: the preview checks beside the build, and shows a page whatever is wrong with it.
    """
    if public_edition(app.config) is not None or not app.config.ratgeber_pruefen:
        return
    guide = load_kept(Path(app.srcdir), place=Path(app.doctreedir), data=data_domain(environment).loaded)
    findings = run_checks(guide, BUILD_CHECKS)
    for finding in findings:
        report(finding)
        if finding.code is Code.PICTURE_MISSING:
            note_fault(app, finding, is_reported=True)


def refuse_links_out(app: Sphinx) -> None:
    """End the build where a link leads out of the sources, before anything of it is read."""
    try:
        next(chapter_files(Path(app.srcdir)), None)
    except InputError as error:
        raise ExtensionError(str(error)) from error


def setup_checking(app: Sphinx) -> None:
    app.add_config_value("ratgeber_pruefen", True, "", (bool,))
    app.connect("builder-inited", refuse_links_out)
    app.connect("env-before-read-docs", check_guide)
