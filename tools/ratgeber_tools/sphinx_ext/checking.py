"""The guide's checks inside Sphinx: the same findings as `ratgeber check`, as warnings, before anything is read."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.errors import ExtensionError

from ratgeber_tools.checks import BUILD_CHECKS, run_checks
from ratgeber_tools.errors import InputError
from ratgeber_tools.findings import Code, Finding
from ratgeber_tools.guide import chapter_files
from ratgeber_tools.guide.kept import load_kept
from ratgeber_tools.sphinx_ext.data.domain import data_domain
from ratgeber_tools.sphinx_ext.edition import public_edition
from ratgeber_tools.sphinx_ext.reporting import report


class PictureMissingError(ExtensionError):
    """Ends the build: Sphinx would read a page with a missing picture anew on every build, for ever."""

    category = "Bild fehlt"


def check_guide(app: Sphinx, environment: BuildEnvironment, docnames: list[str]) -> None:
    """Report every finding; raise `PictureMissingError` if a picture is missing.

    Not for the public edition: what is released was checked then, and nothing in it can be mended now.  Not where
    `ratgeber_pruefen` is off: the preview checks beside the build, and shows a page whatever is wrong with it.
    """
    if public_edition(app.config) is not None or not app.config.ratgeber_pruefen:
        return
    guide = load_kept(Path(app.srcdir), place=Path(app.doctreedir), data=data_domain(environment).loaded)
    findings = run_checks(guide, BUILD_CHECKS)
    for finding in findings:
        report(finding)
    missing = [finding for finding in findings if finding.code is Code.PICTURE_MISSING]
    if missing:
        raise PictureMissingError(_summary(missing))


def refuse_links_out(app: Sphinx) -> None:
    """End the build where a link leads out of the sources, before anything of it is read."""
    try:
        next(chapter_files(Path(app.srcdir)), None)
    except InputError as error:
        raise ExtensionError(str(error)) from error


def _summary(missing: Sequence[Finding]) -> str:
    count = "Ein Bild fehlt" if len(missing) == 1 else f"{len(missing)} Bilder fehlen"
    return f"{count}; die Stellen stehen oben. Ohne sie wird nichts gebaut."


def setup_checking(app: Sphinx) -> None:
    app.add_config_value("ratgeber_pruefen", True, "", (bool,))
    app.connect("builder-inited", refuse_links_out)
    app.connect("env-before-read-docs", check_guide)
