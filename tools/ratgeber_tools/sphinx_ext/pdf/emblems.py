"""Who pays for the guide, on its cover: emblem and prescribed wording; an emblem too coarse to print stops the build.

ESF+ asks for the emblem of the Union beside its sentence (Regulation (EU) 2021/1060, Annex IX).
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from ratgeber_tools.data.municipality import FundingNotice
from ratgeber_tools.errors import InputError
from ratgeber_tools.pictures.formats import PNG_SIGNATURE, BrokenPictureError, walk_jpeg, walk_png
from ratgeber_tools.quotation import quoted
from ratgeber_tools.sphinx_ext.pdf import syntax
from ratgeber_tools.sphinx_ext.pdf.sources import GuideSources

#: How high an emblem is printed (`theme/cover.typ`), and how many dots an inch that has to give.
HEIGHT_MM = 15.0
LEAST_DPI = 150
_MM_PER_INCH = 25.4
_LEAST_PIXELS = math.ceil(LEAST_DPI * HEIGHT_MM / _MM_PER_INCH)
_VECTOR = (".svg",)


@dataclass(frozen=True, slots=True)
class CoverEmblem:
    """What stands on the cover for a funder: `picture` is its place in the staged source, empty without an emblem."""

    wording: str
    picture: str = ""
    alt: str = ""

    def as_typst(self) -> str:
        image = syntax.call("image", syntax.string(f"/{self.picture}"), alt=syntax.string(self.alt))
        return syntax.dictionary({"picture": image if self.picture else "none", "wording": syntax.words(self.wording)})


def emblems(notices: Sequence[FundingNotice], sources: GuideSources, folder: Path) -> tuple[CoverEmblem, ...]:
    """Return what the notices ask for; one without its wording is left out, for the wording is prescribed.

    `folder` is the one beside whose records the emblems lie; the pages of a released edition are staged elsewhere.
    Raises `InputError` with a line for each emblem that is not there, is not described or is too coarse.
    """
    found: list[CoverEmblem] = []
    wrong: list[str] = []
    for notice in notices:
        try:
            found += _emblem(notice, sources, folder)
        except InputError as error:
            wrong.append(str(error))
    if wrong:
        raise InputError("\n".join(wrong))
    return tuple(found)


def _emblem(notice: FundingNotice, sources: GuideSources, folder: Path) -> Iterator[CoverEmblem]:
    if not notice.wording:
        return
    if not notice.emblem:
        yield CoverEmblem(notice.wording)
        return
    path = folder / notice.emblem
    name = sources.picture_at(path)
    where = f"kommune.yaml: Das Zeichen {quoted(notice.emblem)} von {quoted(notice.funder)}"
    if name is None:
        raise InputError(f"{where} gibt es nicht. Legen Sie die Datei in den Ordner des Ratgebers.")
    if not notice.emblem_alt:
        raise InputError(f"{where} ist nicht beschrieben. Schreiben Sie unter „emblem_beschreibung“, was es zeigt.")
    if not notice.emblem.lower().endswith(_VECTOR):
        _refuse_coarse(path, where)
    yield CoverEmblem(notice.wording, name, notice.emblem_alt)


def _refuse_coarse(path: Path, where: str) -> None:
    data = path.read_bytes()
    try:
        pixels = (walk_png if data.startswith(PNG_SIGNATURE) else walk_jpeg)(data).height
    except BrokenPictureError:
        raise InputError(f"{where} ist kein lesbares PNG oder JPEG. Legen Sie es neu an, am besten als SVG.") from None
    if pixels < _LEAST_PIXELS:
        dpi = pixels / HEIGHT_MM * _MM_PER_INCH
        raise InputError(
            f"{where} ist zu grob: {pixels} Bildpunkte hoch, das sind gedruckt {dpi:.0f} dpi; nötig sind {LEAST_DPI}, "
            f"also {_LEAST_PIXELS} Bildpunkte. Nehmen Sie eine größere Datei, am besten SVG."
        )
