"""All pictures of a contribution: made fit, named by content, put into the document, each change reported."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, replace

from ratgeber_tools.contributions.rewriting import PlacedImage, exchange_images, images
from ratgeber_tools.dialect import slug
from ratgeber_tools.document import Document, Image, Picture
from ratgeber_tools.errors import RatgeberError
from ratgeber_tools.findings import Code, Finding
from ratgeber_tools.pictures import fitting

#: Turns drawings (EMF, WMF) by picture name into PNG files; a drawing it cannot turn is missing from the answer.
DrawingConverter = Callable[[Mapping[str, bytes]], Mapping[str, bytes]]

_LONGEST_STEM = 40
_DRAWING_CONVERTED = "Aus einer Zeichnung (EMF/WMF) wurde ein PNG. Vergleichen Sie es mit dem Original."
_DRAWING_FAILED = "Die Zeichnung (EMF/WMF) ließ sich nicht umwandeln. Fügen Sie sie in Word als PNG ein."
_SVG_WHOLE = (
    "Eine Zeichnung (SVG) ist in Word zugeschnitten; hier steht sie ganz: Schneiden Sie sie in Ihrem Programm zu."
)
_FILE_MISSING = "Zu diesem Bild enthält die Datei keine Bilddaten. Fügen Sie es in Word neu ein."


@dataclass(frozen=True, slots=True)
class Illustrated:
    """The document with its pictures in place, the files to write (name → bytes), and what to report."""

    document: Document
    files: Mapping[str, bytes]
    findings: tuple[Finding, ...]


def illustrate(
    document: Document,
    supplied: Iterable[Picture],
    *,
    folder: str,
    alt_placeholder: str = "",
    convert_drawings: DrawingConverter | None = None,
    standing: Collection[str] = (),
) -> Illustrated:
    """Make the pictures that `document` shows fit and let it point at them as `folder/name`.

    A picture without alternative text, which the reader reported, gets `alt_placeholder`; one that cannot be used is
    left out.  Without `convert_drawings`, EMF and WMF drawings keep their bytes; the reader reported them, since
    browsers do not show them.  Pictures whose source is in `standing` are the chapter's own already and stay.
    """
    placed = [place for place in images(document) if place.image.source not in standing]
    if not placed:
        return Illustrated(document, {}, ())
    gallery = _Gallery({picture.name: picture for picture in supplied}, convert_drawings)
    gallery.hang(placed)

    def exchange(image: Image) -> Image | None:
        if image.source in standing:
            return image
        name = gallery.names[image.source]
        if name is None:
            return None
        return replace(image, source=f"{folder}/{name}", alt=image.alt.strip() or alt_placeholder)

    return Illustrated(exchange_images(document, exchange), gallery.files, tuple(gallery.findings))


class _Gallery:
    """The pictures of one contribution on their way to files."""

    def __init__(self, supplied: Mapping[str, Picture], convert_drawings: DrawingConverter | None) -> None:
        self._supplied = {name: picture.data for name, picture in supplied.items()}
        self._crops = {name: picture.crop for name, picture in supplied.items()}
        self._convert_drawings = convert_drawings
        self.names: dict[str, str | None] = {}  # a picture's name in the contribution → its file's, None if left out
        self.files: dict[str, bytes] = {}
        self.findings: list[Finding] = []

    def hang(self, placed: Iterable[PlacedImage]) -> None:
        """Fill `names`, `files` and `findings` for every picture shown."""
        places = list(placed)
        reasons: dict[str, str] = {}
        drawings, failure = self._drawings({place.image.source for place in places})
        for place in places:
            source = place.image.source
            if source not in self.names:
                try:
                    self.names[source] = self._add(place, drawings.get(source), failure)
                except fitting.UnusablePictureError as error:
                    self.names[source], reasons[source] = None, str(error)
            if self.names[source] is None:
                self._report(Code.PICTURE_DROPPED, reasons[source], place)

    def _drawings(self, sources: Iterable[str]) -> tuple[Mapping[str, bytes], str]:
        """Return the drawings as PNG, and why there are none (empty if there are, or none was needed)."""
        found = {
            source: self._supplied[source]
            for source in sorted(sources)
            if source in self._supplied and fitting.is_drawing(self._supplied[source])
        }
        if not found or self._convert_drawings is None:
            return {}, ""
        try:
            return self._convert_drawings(found), _DRAWING_FAILED
        except RatgeberError as error:  # no LibreOffice, or it took too long: the rest of the contribution still comes
            return {}, f"Eine Zeichnung (EMF/WMF) konnte nicht umgewandelt werden: {error}"

    def _add(self, place: PlacedImage, drawing: bytes | None, failure: str) -> str:
        """Make one picture fit and return its file's name; raise `UnusablePictureError`."""
        data = self._supplied.get(place.image.source)
        if data is None:
            raise fitting.UnusablePictureError(_FILE_MISSING)
        note = ""
        crop = self._crops.get(place.image.source)
        if not fitting.is_drawing(data):
            fit = fitting.make_fit(data, crop=crop)
            if crop is not None and fit.extension == ".svg":
                self._report(Code.PICTURE_REVIEW, _SVG_WHOLE, place)
        elif self._convert_drawings is None:
            fit = fitting.FitPicture(data, ".emf" if data[40:44] == b" EMF" else ".wmf")
        elif drawing is not None:
            fit = fitting.make_fit(drawing, crop=crop)
            note = _DRAWING_CONVERTED
        else:
            raise fitting.UnusablePictureError(failure)
        name = fit.file_name(_stem(place))
        self.files[name] = fit.data
        if fit.changes:
            self._report(Code.PICTURE_CHANGED, f"Bild {name}: {'; '.join(fit.changes)}.", place)
        if note:
            self._report(Code.PICTURE_REVIEW, f"Bild {name}: {note}", place)
        return name

    def _report(self, code: Code, text: str, place: PlacedImage) -> None:
        self.findings.append(Finding(code, text, heading=place.heading, words=place.image.alt))


def _stem(place: PlacedImage) -> str:
    """Return a readable beginning for a file name: the alternative text, else the heading above, else `bild`."""
    return slug(place.image.alt, longest=_LONGEST_STEM) or slug(place.heading, longest=_LONGEST_STEM) or "bild"
