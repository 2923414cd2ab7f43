"""Drawings: pictures, text boxes, diagrams and embedded objects in DrawingML and VML.

Everything a drawing holds is met in one walk through it: pictures go into the line, a text box follows its paragraph,
words of a diagram or chart are reported.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from ratgeber_tools.document import Crop, Image, Picture
from ratgeber_tools.findings import Code
from ratgeber_tools.readers.word.context import Context, Story
from ratgeber_tools.readers.word.drafts import DraftPiece, ParagraphDraft, Target
from ratgeber_tools.readers.word.inlines import links as link_targets
from ratgeber_tools.readers.word.inlines.paragraph import ParagraphReader
from ratgeber_tools.readers.word.namespaces import CHART, DECORATIVE, DIAGRAM, MC, PIC, SVG, WP, A, O, R, V, W
from ratgeber_tools.readers.word.pictures import WINDOWS_DRAWINGS
from ratgeber_tools.readers.word.properties import whole_number
from ratgeber_tools.readers.word.report import quoted, tidy
from ratgeber_tools.readers.word.xml import Element, choose_alternative, text_of

NO_ALTERNATIVE_TEXT = "Ein Bild hat keinen Alternativtext: Beschreiben Sie in einem Satz, was darauf zu sehen ist."

_EMU_PER_MM = 36_000  # ECMA-376 20.1.2.1
_CHART_EX = "{http://schemas.microsoft.com/office/drawing/2014/chartex}"
#: What Word adds to a description its own picture recognition has guessed.
_GUESSED = re.compile(
    r"(?:Automatisch generierte Beschreibung|Description automatically generated|"
    r"KI-generierte Inhalte können fehlerhaft sein\.|AI-generated content may be incorrect\.)(?: mit .*Konfidenz)?"
)
_POINTS = re.compile(r"(?:^|;)\s*width:\s*([\d.]+)(pt|in|cm|mm|px)?", re.IGNORECASE)
_ABSOLUTE = re.compile(r"(?:^|;)\s*position:\s*absolute", re.IGNORECASE)
_MM = {"pt": 25.4 / 72, "in": 25.4, "cm": 10.0, "mm": 1.0, "px": 25.4 / 96, None: 25.4 / 96}


@dataclass(slots=True)
class _Drawing:
    """What was met so far in one drawing."""

    alt: str = ""
    decorative: bool = False
    width_mm: float | None = None
    target: Target | None = None
    floats: bool = False  # stands beside the text, wherever in its paragraph it is stored
    crop: Crop | None = None
    words: list[str] = field(default_factory=list)  # text in shapes that are no text boxes


class DrawingReader:
    """Reads `w:drawing`, `w:pict` and `w:object` for one story."""

    def __init__(self, context: Context, story: Story) -> None:
        self.context = context
        self.story = story

    def read(self, element: Element, line: ParagraphReader) -> None:
        """Read one drawing into the paragraph that `line` reads."""
        found = _Drawing()
        for child in _walk(element):
            handler = _HANDLERS.get(child.tag)
            if handler is not None:
                handler(self, child, found, line)
        text = tidy(" ".join(found.words))
        if text:
            box = ParagraphDraft(pieces=[DraftPiece(text)], position=line.draft.position)
            line.draft.after.append(box)
            self._report_text_box(text)

    # ------------------------------------------------------------------ what describes a picture

    def description(self, element: Element, found: _Drawing, line: ParagraphReader) -> None:
        alt = tidy(element.get("descr") or element.get("title") or "")
        if element.tag == f"{WP}docPr" or (not found.alt and not _is_file_name(alt)):
            found.alt = alt
        decorative = next(element.iter(f"{DECORATIVE}decorative"), None)
        if decorative is not None:
            found.decorative = decorative.get("val", "1") in ("1", "true")
        click = element.find(f"{A}hlinkClick")
        link = None if click is None else self.story.relationships.get(click.get(f"{R}id", ""))
        if link is not None and link.external:
            found.target = link_targets.checked(self.context, Target(link.target, internal=False))

    def extent(self, element: Element, found: _Drawing, line: ParagraphReader) -> None:
        width = whole_number(element.get("cx"))
        found.width_mm = round(width / _EMU_PER_MM, 1) if width > 0 else None

    def anchor(self, element: Element, found: _Drawing, line: ParagraphReader) -> None:
        found.floats = True

    def crop(self, element: Element, found: _Drawing, line: ParagraphReader) -> None:
        """`a:srcRect`: how much of each edge is cut off, in thousandths of a percent."""
        sides = (max(0, whole_number(element.get(side))) / 100_000 for side in "ltrb")
        found.crop = Crop.of(*sides)

    def vml_shape(self, element: Element, found: _Drawing, line: ParagraphReader) -> None:
        found.alt = tidy(element.get("alt") or "") or found.alt
        style = element.get("style") or ""
        found.floats = found.floats or _ABSOLUTE.search(style) is not None
        width = _POINTS.search(style)
        if width is not None:
            found.width_mm = round(float(width[1].strip(".") or 0) * _MM[width[2].lower() if width[2] else None], 1)
        if element.get(f"{O}hr") in ("t", "true", "1"):
            line.draft.rule_below = True

    # ------------------------------------------------------------------ pictures

    def blip(self, element: Element, found: _Drawing, line: ParagraphReader) -> None:
        raster = element.get(f"{R}embed") or element.get(f"{R}link")
        vector = next((svg.get(f"{R}embed") for svg in element.iter(f"{SVG}svgBlip")), None)
        found.crop = None
        parent = element.getparent()
        source = None if parent is None else parent.find(f"{A}srcRect")
        if source is not None and not self.context.literal:
            self.crop(source, found, line)
        self._picture(vector or raster, raster if vector else None, found, line)

    def vml_image(self, element: Element, found: _Drawing, line: ParagraphReader) -> None:
        title = tidy(element.get(f"{O}title") or "")
        if title and not found.alt and not _is_file_name(title):
            found.alt = title
        self._picture(element.get(f"{R}id") or element.get(f"{R}pict"), None, found, line)

    def _picture(self, identifier: str | None, fallback: str | None, found: _Drawing, line: ParagraphReader) -> None:
        links = self.story.relationships
        link = links.get(identifier or "")
        if link is None:
            if identifier:
                self.context.report.add(
                    Code.PICTURE_DROPPED,
                    "Ein Bild fehlt in der Word-Datei selbst: Fügen Sie es in Word neu ein, oder lassen Sie es weg.",
                    words=found.alt,
                )
            return
        described, found.alt = found.alt, ""
        alt = tidy(_GUESSED.sub("", described))
        file = ""
        if _says_nothing(alt, literal=self.context.literal):
            file = _name_of_file(alt)
            described = alt = ""
        picture = self.context.pictures.take(link, alt, links.get(fallback or ""), found.crop)
        if picture is None:
            return
        image = Image(picture.name, alt, found.width_mm)
        if line.add_image(image, found.target, floats=found.floats and not self.context.literal):
            self.context.pictures.keep(picture)
            self._report_picture(picture, alt, found, line)
            if file:
                self.context.report.add(
                    Code.CONTENT_DROPPED,
                    f"Als Alternativtext stand nur der Name einer Datei da, {quoted(file)}; er sagt niemandem, was zu "
                    "sehen ist.",
                    words=file,
                )
            if alt != described:
                self.context.report.add(
                    Code.PICTURE_REVIEW,
                    f"Den Alternativtext {quoted(alt)} hat ein Programm geraten: Prüfen Sie, ob er stimmt.",
                    words=described,
                )

    def _report_picture(self, picture: Picture, alt: str, found: _Drawing, line: ParagraphReader) -> None:
        if picture.media_type in WINDOWS_DRAWINGS:
            self.context.report.add(
                Code.PICTURE_REVIEW,
                f"Das Bild {quoted(alt) if alt else picture.name} ist eine alte Windows-Zeichnung "
                f"({picture.name.rpartition('.')[2].upper()}), die kein Browser zeigt: Nehmen Sie PNG oder SVG.",
                words=alt,
            )
        if not alt and not found.decorative:
            self.context.report.add(
                Code.PICTURE_REVIEW,
                NO_ALTERNATIVE_TEXT,
                words=line.draft.text[-80:],
            )

    # ------------------------------------------------------------------ text

    def text_box(self, element: Element, found: _Drawing, line: ParagraphReader) -> None:
        drafts = line.blocks.inside().read(element)
        text = tidy(" ".join(line.blocks.words_of(drafts)))
        if line.takes(text):
            line.draft.after.extend(drafts)
            if text:
                self._report_text_box(text)

    def _report_text_box(self, text: str) -> None:
        self.context.report.add(
            Code.TEXT_BOX_MOVED,
            f"Der Text eines Textfelds ({quoted(text, longest=50)}) steht jetzt hinter dem Absatz, an dem es hing: "
            "Prüfen Sie, ob er dort hingehört.",
            words=text,
        )

    def shape_text(self, element: Element, found: _Drawing, line: ParagraphReader) -> None:
        found.words.append(element.text or "")

    def word_art(self, element: Element, found: _Drawing, line: ParagraphReader) -> None:
        found.words.append(element.get("string") or "")

    # ------------------------------------------------------------------ what cannot be kept

    def diagram(self, element: Element, found: _Drawing, line: ParagraphReader) -> None:
        self._report_words("Eine SmartArt-Grafik", element.get(f"{R}dm"), found)

    def chart(self, element: Element, found: _Drawing, line: ParagraphReader) -> None:
        self._report_words("Ein Diagramm", element.get(f"{R}id"), found)

    def _report_words(self, what: str, identifier: str | None, found: _Drawing) -> None:
        link = self.story.relationships.get(identifier or "")
        words = [found.alt] if found.alt else []
        if link is not None and not link.external:
            root = self.context.package.xml(link.target)
            if root is not None:
                words += _words_of_graphic(root)
        text = "; ".join(filter(None, map(tidy, words)))
        self.context.report.add(
            Code.CONTENT_DROPPED,
            f"{what} kann nicht übernommen werden ({quoted(text, longest=60) if text else 'ohne Text'}): "
            "Schreiben Sie den Inhalt als Text, Liste oder Tabelle, oder fügen Sie ein Bild davon ein.",
            words=text,
        )

    def embedded(self, element: Element, found: _Drawing, line: ParagraphReader) -> None:
        program = element.get("ProgID") or "unbekannt"
        self.context.report.add(
            Code.CONTENT_DROPPED,
            f"Ein eingebettetes Objekt ({program}) wurde weggelassen, nur sein Bild blieb: "
            "Übernehmen Sie seinen Inhalt als Text oder Tabelle.",
        )


def _walk(element: Element) -> Iterator[Element]:
    """Yield everything in a drawing in document order; not into text boxes, and one branch of each alternative."""
    stack = [iter((element,))]
    while stack:
        node = next(stack[-1], None)
        if node is None:
            stack.pop()
            continue
        if node.tag == f"{MC}AlternateContent":
            chosen = choose_alternative(node)
            if chosen is not None:
                stack.append(iter(chosen))
            continue
        yield node
        if node.tag != f"{W}txbxContent":
            stack.append(iter(node))


def _words_of_graphic(root: Element) -> list[str]:
    """Return the texts of a diagram's data or a chart: one string a shape, title, label or category."""
    texts: list[str] = []
    for paragraph in root.iter(f"{A}p"):
        texts.append(text_of(paragraph, f"{A}t"))
    for cached in root.iter(f"{CHART}strCache", f"{CHART}numCache"):
        texts.extend(text_of(point, f"{CHART}v") for point in cached.iterchildren(f"{CHART}pt"))
    loose = [node.text or "" for node in root.iter(f"{A}t") if next(node.iterancestors(f"{A}p"), None) is None]
    return [text for text in (*texts, *loose) if text.strip()]


def _is_file_name(text: str) -> bool:
    return re.search(r"\.\w{3,4}$", text) is not None or bool(re.fullmatch(r"\w+", text) and not text.isalpha())


def _says_nothing(alt: str, *, literal: bool) -> bool:
    """Whether an alternative text is only where a file lay (which can hold a person's name) or what Word calls it."""
    if _PATH.match(alt) is not None:
        return True
    return not literal and (_FILE.fullmatch(alt) is not None or _DEFAULT_NAME.fullmatch(alt) is not None)


def _name_of_file(alt: str) -> str:
    """Return the name of the file an alternative text is, without its folders (they can hold a person's name)."""
    is_file = _PATH.match(alt) is not None or _FILE.fullmatch(alt) is not None
    return re.split(r"[\\/]", alt)[-1] if is_file else ""


_PATH = re.compile(r"(?:file:|[A-Za-z]:[\\/]|\\\\|/(?:Users|home)/)", re.IGNORECASE)
_FILE = re.compile(
    r"(?:https?://|www\.)\S+|\S+(?: \S+){0,3}\.(?:png|jpe?g|gif|bmp|tiff?|svg|emf|wmf|webp|heic|pdf)", re.IGNORECASE
)
_DEFAULT_NAME = re.compile(
    r"(?:(?:Grafik|Bild|Picture|Image|Foto|Abbildung|Inhaltsplatzhalter|Shape)[ _-]?\d+"
    r"|(?:IMG|DSC[FN]?|PXL|MVIMG|WhatsApp[ _-]Image|Screenshot|Bildschirmfoto|Scan)[ _-]?\d\S*)",
    re.IGNORECASE,
)

_HANDLERS: dict[str, Callable[[DrawingReader, Element, _Drawing, ParagraphReader], None]] = {
    f"{WP}docPr": DrawingReader.description,
    f"{PIC}cNvPr": DrawingReader.description,
    f"{WP}extent": DrawingReader.extent,
    f"{WP}anchor": DrawingReader.anchor,
    f"{A}blip": DrawingReader.blip,
    f"{A}t": DrawingReader.shape_text,
    f"{W}txbxContent": DrawingReader.text_box,
    f"{DIAGRAM}relIds": DrawingReader.diagram,
    f"{CHART}chart": DrawingReader.chart,
    f"{_CHART_EX}chart": DrawingReader.chart,
    f"{V}shape": DrawingReader.vml_shape,
    f"{V}rect": DrawingReader.vml_shape,
    f"{V}imagedata": DrawingReader.vml_image,
    f"{V}fill": DrawingReader.vml_image,
    f"{V}textpath": DrawingReader.word_art,
    f"{O}OLEObject": DrawingReader.embedded,
}
