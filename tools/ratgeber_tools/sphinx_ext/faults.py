"""What ends a build: the faults of a guide are gathered and told in one go, not one a build.

A step that fails gives up its own result alone; what would have rested on that is looked at as far as it goes.  Only
then the build ends, before anything is written, with a sentence for every fault that has no line of its own above.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TypeVar
from weakref import WeakKeyDictionary

from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.errors import ExtensionError

from ratgeber_tools.errors import RatgeberError, in_one_line
from ratgeber_tools.findings import Finding
from ratgeber_tools.sphinx_ext.builders import is_final

_Result = TypeVar("_Result")

#: Of a build that is under way: what was found while its pages were read, and whether it stands on the screen already.
_NOTED: WeakKeyDictionary[Sphinx, dict[Finding, bool]] = WeakKeyDictionary()


class FaultyGuideError(ExtensionError):
    """Ends the build; its message says every fault that no warning before it has said."""

    category = "Fehler im Ratgeber"


def note_fault(app: Sphinx, finding: Finding, *, is_reported: bool = False) -> None:
    """Have the build end with `finding` once everything else is known."""
    _NOTED.setdefault(app, {})[finding] = is_reported


class Faults:
    """The faults of one build: those noted while its pages were read, and those of the steps tried here."""

    def __init__(self, app: Sphinx) -> None:
        self._app = app
        self._sentences: dict[str, None] = {}

    def attempt(self, step: Callable[[], _Result]) -> _Result | None:
        """Return what a step gives, None if it fails: then its sentences are kept."""
        try:
            return step()
        except RatgeberError as error:
            self._sentences.update(dict.fromkeys(str(error).splitlines()))
            return None

    def end(self) -> None:
        """Raise `FaultyGuideError` with all there is to say, if anything is wrong."""
        noted = _NOTED.get(self._app, {})
        reported = [finding for finding, is_reported in noted.items() if is_reported]
        told = [self._sentence(finding) for finding, is_reported in noted.items() if not is_reported]
        told += [each for each in self._sentences if not any(_is_about(each, finding) for finding in noted)]
        count = len(told) + len(reported)
        if reported:
            told.append(_above(reported))
        if len(told) == 1:
            raise FaultyGuideError(told[0])
        if told:
            lines = [f"{count} Fehler halten den Bau auf:", *(f"- {each}" for each in told)]
            raise FaultyGuideError(in_one_line(lines))

    def _sentence(self, finding: Finding) -> str:
        said = f"{finding.text} {finding.code.remedy}".rstrip()
        if finding.path is None:
            return said
        root = Path(self._app.srcdir).parent
        path = finding.path.relative_to(root) if finding.path.is_relative_to(root) else finding.path
        return f"{path.as_posix()}{_line(finding)}: {said}"


def _line(finding: Finding) -> str:
    return "" if finding.line is None else f", Zeile {finding.line}"


def _is_about(sentence: str, finding: Finding) -> bool:
    """Say whether a step has stumbled over what a finding says of the same line."""
    return finding.path is not None and finding.line is not None and f"{finding.path.name}{_line(finding)}:" in sentence


def _above(reported: Sequence[Finding]) -> str:
    what = "Ein Bild fehlt" if len(reported) == 1 else f"{len(reported)} Bilder fehlen"
    return f"{what}; die Stellen stehen oben. Ohne sie wird nichts gebaut."


def _forget(app: Sphinx, environment: BuildEnvironment, docnames: list[str]) -> None:
    _NOTED.pop(app, None)


def _refuse(app: Sphinx, environment: BuildEnvironment) -> list[str]:
    """End the build of pages for the web; a PDF is translated first, to say what else it cannot show."""
    if not is_final(app):
        Faults(app).end()
    return []


def setup_faults(app: Sphinx) -> None:
    app.connect("env-before-read-docs", _forget, priority=1)
    app.connect("env-updated", _refuse, priority=999)
