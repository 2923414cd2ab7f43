"""The only place that calls Typst: compiles a source that uses our theme into a PDF.

Everything Typst may read (source, theme, pictures) is gathered in one folder first; nothing outside it is reachable,
no system font is used, no package is fetched.  The same input gives the same bytes: fonts and theme are ours, and the
time written into the file is handed in.
"""

from __future__ import annotations

import datetime
import json
import re
import shutil
from collections.abc import Mapping
from enum import StrEnum
from functools import cache, cached_property
from pathlib import Path
from types import MappingProxyType

import typst

from ratgeber_tools.artwork import typst as artwork
from ratgeber_tools.dialect import BOXES
from ratgeber_tools.errors import RatgeberError, TargetError, reason
from ratgeber_tools.hues import GREYS, HUES, NO_PART, STONE
from ratgeber_tools.typesetting.kept_files import KeptFiles, staged_digest
from ratgeber_tools.typesetting.packing import packed

HERE = Path(__file__).parent
THEME = HERE / "theme"
FONTS = HERE / "fonts"
MAIN = "main.typ"


class Mode(StrEnum):
    """The two files that come out of one source; the theme reads it as `sys.inputs.mode`."""

    SCREEN = "screen"  # tagged, RGB, PDF/UA-1 and PDF/A-2a
    PRESS = "press"  # CMYK with bleed; the standards' RGB and tags would be in the printer's way


#: Standards Typst enforces while it writes; `cmyk()` is refused under A-2a, so the press file goes without.
STANDARDS: Mapping[Mode, tuple[typst.PDFStandard, ...]] = {Mode.SCREEN: ("ua-1", "a-2a"), Mode.PRESS: ()}


_DRAWING = """#set page(width: auto, height: auto, margin: 0pt)
#image("zeichnung.svg")
"""
_NO_MOMENT = datetime.datetime(2000, 1, 1, tzinfo=datetime.UTC)  # only goes into a page that is drawn on another


class TypesettingError(RatgeberError):
    """Typst refused the source, or warned.

    `line` is the 1-based line of the main source it points at, None where it names no place; `picture` the path of
    the staged picture it cannot use; `unprintable` the characters no font of ours has.  Both are empty for any other
    reason.  `others` are further warnings of the same run.
    """

    def __init__(self, message: str, *, line: int | None = None, picture: str = "", unprintable: str = "") -> None:
        super().__init__(message)
        self.others: tuple[TypesettingError, ...] = ()
        self.line = line
        self.picture = picture
        self.unprintable = unprintable


def stage(folder: Path, source: str, pictures: Mapping[str, Path]) -> Path:
    """Gather in `folder` what Typst may read and return the main file; whatever lay there before is removed.

    `pictures` maps names as the source says them (`bilder/…`) to files.  Raises `TargetError` if something cannot be
    copied or written.
    """
    try:
        shutil.rmtree(folder, ignore_errors=True)
        shutil.copytree(THEME, folder / "theme")
        for name, text in _theme_files().items():
            (folder / "theme" / name).write_text(text, encoding="utf-8", newline="\n")
        for name, path in pictures.items():
            target = folder / name
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, target)
        main = folder / MAIN
        main.write_text(source, encoding="utf-8", newline="\n")
    except OSError as error:
        raise TargetError(
            f"{error.filename or folder}: Der Satz des PDFs lässt sich nicht vorbereiten: {reason(error)}. "
            "Prüfen Sie, ob Platz da ist und der Ordner beschrieben werden darf."
        ) from error
    return main


def typeset(
    main: Path,
    *,
    timestamp: datetime.datetime,
    mode: Mode = Mode.SCREEN,
    settings: Mapping[str, str] = MappingProxyType({}),
    kept: KeptFiles | None = None,
) -> bytes:
    """Compile the staged `main` and return the PDF.

    `timestamp` (with time zone) is the creation date written into the file; `settings` are what the theme reads besides
    the mode (`theme/mode.typ`).  Raises `TypesettingError` for an error
    and for any warning: a warning is a missing font, a layout that does not settle, a picture drawn wrongly.
    """
    return Typesetter(main.parent, mode=mode, settings=settings, kept=kept).typeset(main, timestamp=timestamp)


class Typesetter:
    """Typst set up once for several files of one staged folder: fonts and theme are read and understood once.

    What is `kept` from an earlier run, set from the very same, is not set again.
    """

    def __init__(
        self,
        folder: Path,
        *,
        mode: Mode = Mode.SCREEN,
        settings: Mapping[str, str] = MappingProxyType({}),
        kept: KeptFiles | None = None,
    ) -> None:
        self._folder, self._mode, self._kept = folder, mode, kept or KeptFiles()
        self._inputs = {**settings, "mode": str(mode)}

    def typeset(self, main: Path, *, timestamp: datetime.datetime) -> bytes:
        """Compile a file of the folder, as the function `typeset` does."""
        return self._kept.made(
            lambda: self._compiled(main, timestamp),
            "satz",
            main.read_text(encoding="utf-8"),
            self._staged,
            json.dumps(self._inputs, sort_keys=True),
            timestamp.isoformat(),
        )

    @cached_property
    def _staged(self) -> str:
        return staged_digest(self._folder)

    @cached_property
    def _compiler(self) -> typst.Compiler:
        return typst.Compiler(
            str(self._folder / MAIN), root=str(self._folder), font_paths=our_fonts(), sys_inputs=self._inputs
        )

    def _compiled(self, main: Path, timestamp: datetime.datetime) -> bytes:
        try:
            pdf, warnings = self._compiler.compile_with_warnings(
                str(main), format="pdf", pdf_standards=list(STANDARDS[self._mode]), timestamp=timestamp
            )
        except typst.TypstError as error:
            raise _error(error, main.name) from error
        if warnings:
            first, *others = (_error(warning, main.name) for warning in warnings)
            first.others = tuple(others)
            raise first
        if not isinstance(pdf, bytes):
            raise AssertionError("Typst returned no PDF and no error")
        return packed(pdf) if self._mode is Mode.SCREEN else pdf


def drawing_as_page(svg: Path, folder: Path) -> bytes:
    """Return a drawing as a PDF page of its own size, set with our fonts; `folder` is where it is staged.

    Raises `TypesettingError` if Typst cannot read it, and `TargetError` as `stage` does.
    """
    main = stage(folder, _DRAWING, {"zeichnung.svg": svg})
    return typeset(main, timestamp=_NO_MOMENT, mode=Mode.PRESS)


@cache
def our_fonts() -> typst.Fonts:
    """Return the fonts beside this module, and Typst's own; none of the system's."""
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=True, font_paths=[FONTS])


def _error(problem: typst.TypstError | typst.TypstWarning, main: str) -> TypesettingError:
    """Turn Typst's message into ours: its words, where it points, and which characters it could not print."""
    place = re.search(rf"{re.escape(main)}:(\d+):\d+", problem.diagnostic)
    line = int(place[1]) if place else None
    if found := re.search(r'the text `"(.+?)"` could not be displayed', problem.message):
        characters = found[1]
        return TypesettingError(
            f"Für das Zeichen „{characters}“ ({_code_points(characters)}) hat der Ratgeber keine Schrift. "
            "Ersetzen Sie es durch Worte oder durch ein übliches Zeichen.",
            line=line,
            unprintable=characters,
        )
    hints = "".join(f" ({hint})" for hint in problem.hints)
    said = " ".join(f"Typst sagt: {problem.message}{hints}.".split())  # one line, for whoever reads it by line
    if re.search(r"image|SVG", problem.message):
        picture = re.search(r"┌─ (.+\.(?:svg|png|jpe?g)):\d+:\d+", problem.diagnostic)
        return TypesettingError(
            "Ein Bild lässt sich nicht lesen, oder es lädt Fremdes nach. "
            f"Speichern Sie es neu als PNG, JPEG oder als SVG ohne Verweise. {said}",
            line=line,
            picture=picture[1] if picture else "",
        )
    return TypesettingError(f"Der Satz des PDFs ist gescheitert. {said}", line=line)


def _code_points(text: str) -> str:
    return " ".join(f"U+{ord(character):04X}" for character in text)


@cache
def _theme_files() -> Mapping[str, str]:
    """Return the files the theme reads colours, boxes and artwork from, by name."""
    hues = {
        hue.name: {
            "deep": (hue.deep, hue.deep_inks),
            "mid": (hue.mid, hue.mid_inks),
            "tint": (hue.tint, hue.tint_inks),
            "tab": (hue.deep, hue.tab_inks),
        }
        for hue in HUES
    }
    greys = {grey.name: (grey.light, grey.inks) for grey in GREYS}
    boxes = {
        spec.name: {
            "hue": spec.shown_hue.name,
            "is-quiet": spec.shown_hue is STONE,
            "sign": spec.sign,
            "frame": spec.frame,
            "fine-print": spec.is_fine_print,
        }
        for spec in BOXES.values()
    }
    return {
        **artwork.theme_files(),
        "hues.json": json.dumps({"hues": hues, "greys": greys, "no-part": NO_PART.name}),
        "boxes.json": json.dumps(boxes),
    }
