"""PDF/X-4: every rule we know of it, each with a test on the finished file.

The text of ISO 15930-7 is sold, not public; the rules here are those its public descriptions name (PDF Association,
“PDF/X in a Nutshell”; Adobe's and Heidelberg's help on PDF/X; data sheets of print shops).  Where they leave room the
test is stricter than the standard: what it lets through holds whatever the finer print says.
"""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pikepdf
from pikepdf import Name

from ratgeber_tools.press.boxes import box
from ratgeber_tools.press.finishing import LABEL
from ratgeber_tools.press.preflight import Inspection
from ratgeber_tools.press.spaces import PRINTABLE

_CATALOG = frozenset(
    {"/Type", "/Pages", "/Lang", "/Metadata", "/OutputIntents", "/PageLabels", "/Version", "/Extensions"}
)
_FILTERS = frozenset({"/FlateDecode", "/DCTDecode"})
_BLENDS = frozenset({"/Normal", "/Compatible", "/Multiply", "/Screen", "/Overlay", "/Darken", "/Lighten"})
_STATE_KEYS = frozenset(
    {"/Type", "/OP", "/op", "/OPM", "/CA", "/ca", "/BM", "/AIS", "/SMask", "/LW", "/LC", "/LJ", "/ML"}
)
_DATE = re.compile(r"D:\d{14}(?:Z|[+-]\d\d'\d\d'?)$")
_VERSION = "{http://www.npes.org/pdfx/ns/id/}GTS_PDFXVersion"


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule: what has to hold, in German, and the test that returns what is wrong, empty if nothing is."""

    sentence: str
    test: Callable[[pikepdf.Pdf, Inspection], str]


@dataclass(frozen=True, slots=True)
class StandardVerdict:
    """A rule and why it does not hold; empty if it does."""

    rule: Rule
    reason: str

    @property
    def holds(self) -> bool:
        return not self.reason


def judge(press_file: bytes, inspection: Inspection) -> tuple[StandardVerdict, ...]:
    """Test every rule on the file as it will be sent, label included."""
    with pikepdf.open(io.BytesIO(press_file)) as pdf:
        return tuple(StandardVerdict(rule, rule.test(pdf, inspection)) for rule in RULES)


# ------------------------------------------------------------------------------------------------- the file


def _version(pdf: pikepdf.Pdf, inspection: Inspection) -> str:
    return "" if pdf.pdf_version == "1.6" else f"die Datei ist PDF {pdf.pdf_version}"


def _identity(pdf: pikepdf.Pdf, inspection: Inspection) -> str:
    identity = pdf.trailer.get("/ID")
    return "" if isinstance(identity, pikepdf.Array) and len(identity) == 2 else "die Kennung (ID) fehlt"


def _open(pdf: pikepdf.Pdf, inspection: Inspection) -> str:
    return "die Datei ist verschlüsselt" if pdf.is_encrypted else ""


def _catalog(pdf: pikepdf.Pdf, inspection: Inspection) -> str:
    foreign = sorted(set(pdf.Root.keys()) - _CATALOG)
    return f"im Katalog steht {foreign[0]}" if foreign else ""


def _intent(pdf: pikepdf.Pdf, inspection: Inspection) -> str:
    intents = pdf.Root.get("/OutputIntents", pikepdf.Array())
    if len(intents) != 1 or intents[0].get("/S") != Name.GTS_PDFX:
        return "es gibt nicht genau eine Ausgabebedingung für PDF/X"
    if not str(intents[0].get("/OutputConditionIdentifier", "")):
        return "die Ausgabebedingung hat keine Kennung"
    return "" if str(intents[0].get("/Info", "")) else "die Ausgabebedingung hat keine Beschreibung"


def _profile(pdf: pikepdf.Pdf, inspection: Inspection) -> str:
    """ICC.1:2004-10, 7.2: bytes 12 to 23 are class and colour space, byte 8 the version."""
    intents = pdf.Root.get("/OutputIntents", pikepdf.Array())
    profile = intents[0].get("/DestOutputProfile") if len(intents) else None
    if profile is None:
        return "das Farbprofil ist nicht eingebettet"
    data = profile.read_bytes()
    if data[12:16] != b"prtr" or data[16:20] != b"CMYK" or data[36:40] != b"acsp":
        return "das Farbprofil beschreibt keinen Vierfarbdruck"
    return "" if data[8] <= 4 and int(profile.get("/N", 0)) == 4 else "das Farbprofil ist neuer als ICC 4"


def _metadata(pdf: pikepdf.Pdf, inspection: Inspection) -> str:
    with pdf.open_metadata() as xmp:
        for key in ("dc:title", "xmp:CreateDate", "xmp:ModifyDate", "xmp:MetadataDate", "xmpMM:DocumentID"):
            if not xmp.get(key):
                return f"in den XMP-Angaben fehlt {key}"
        if xmp.get("xmpMM:RenditionClass") != "default" or not xmp.get("xmpMM:VersionID"):
            return "in den XMP-Angaben fehlt, welche Fassung es ist"
        if str(xmp.get("pdf:Trapped")) != "False":
            return "in den XMP-Angaben fehlt, dass nicht überfüllt ist"
        if xmp.get(_VERSION) != LABEL:
            return "in den XMP-Angaben fehlt das Etikett"
    return ""


def _information(pdf: pikepdf.Pdf, inspection: Inspection) -> str:
    information = pdf.docinfo
    if not str(information.get("/Title", "")):
        return "der Titel fehlt"
    if not all(_DATE.match(str(information.get(key, ""))) for key in ("/CreationDate", "/ModDate")):
        return "Datum der Herstellung oder Änderung fehlt"
    if information.get("/Trapped") != Name("/False"):
        return "es steht nicht da, dass nicht überfüllt ist (Trapped)"
    return ""


# ------------------------------------------------------------------------------------------------ the pages


def _boxes(pdf: pikepdf.Pdf, inspection: Inspection) -> str:
    for number, page in enumerate(pdf.pages, start=1):
        media, bleed, trim = (box(page.obj, name) for name in ("/MediaBox", "/BleedBox", "/TrimBox"))
        if media is None or bleed is None or trim is None or "/ArtBox" in page.obj or "/CropBox" in page.obj:
            return f"Seite {number} hat nicht genau MediaBox, BleedBox und TrimBox"
        inside = media.holds(bleed.left, bleed.bottom) and media.holds(bleed.right, bleed.top)
        if not (inside and bleed.holds(trim.left, trim.bottom) and bleed.holds(trim.right, trim.top)):
            return f"auf Seite {number} liegen die Rahmen nicht ineinander"
    return ""


def _annotations(pdf: pikepdf.Pdf, inspection: Inspection) -> str:
    for number, page in enumerate(pdf.pages, start=1):
        for key in ("/Annots", "/AA", "/PresSteps", "/Trans"):
            if key in page.obj:
                return f"Seite {number} hat {key}"
    return ""


def _colours(pdf: pikepdf.Pdf, inspection: Inspection) -> str:
    if inspection.foreign:
        return f"es gibt {' im Farbraum '.join(next(iter(inspection.foreign)))}"
    unknown = set(inspection.spaces) - PRINTABLE - {"Pattern", "Maske"}
    return f"es gibt Farben in {sorted(unknown)[0]}" if unknown or inspection.unreadable else ""


def _fonts(pdf: pikepdf.Pdf, inspection: Inspection) -> str:
    missing = [name for name, is_embedded in inspection.fonts.items() if not is_embedded]
    return f"die Schrift „{missing[0]}“ ist nicht eingebettet" if missing or inspection.has_type3 else ""


# ---------------------------------------------------------------------------------------------- every object


def _states(pdf: pikepdf.Pdf, inspection: Inspection) -> str:
    """No transfer curves, halftones, black generation: only keys that have nothing to do with the device."""
    for state in _dictionaries(pdf, "/ExtGState"):
        foreign = sorted(set(state.keys()) - _STATE_KEYS)
        if foreign:
            return f"ein Grafikzustand setzt {foreign[0]}"
        if "/BM" in state and str(state.BM) not in _BLENDS:
            return f"ein Grafikzustand mischt mit {state.BM}"
    return ""


def _streams(pdf: pikepdf.Pdf, inspection: Inspection) -> str:
    for thing in pdf.objects:
        if not isinstance(thing, pikepdf.Stream):
            continue
        filters = thing.get("/Filter", pikepdf.Array())
        names = [str(each) for each in (filters if isinstance(filters, pikepdf.Array) else [filters])]
        if foreign := sorted(set(names) - _FILTERS):
            return f"ein Datenstrom ist mit {foreign[0]} gepackt"
        for key in ("/F", "/OPI", "/Ref", "/PS", "/Alternates", "/OC"):
            if key in thing:
                return f"ein Objekt hat {key}"
        if thing.get("/Subtype") == Name.PS or thing.get("/Subtype2") == Name.PS:
            return "es gibt PostScript"
    return ""


def _groups(pdf: pikepdf.Pdf, inspection: Inspection) -> str:
    for thing in pdf.objects:
        group = thing.get("/Group") if isinstance(thing, pikepdf.Dictionary | pikepdf.Stream) else None
        if group is not None and group.get("/CS") not in (None, Name.DeviceCMYK, Name.DeviceGray):
            return "Transparenz wird nicht in CMYK gemischt"
    return ""


def _actions(pdf: pikepdf.Pdf, inspection: Inspection) -> str:
    for thing in pdf.objects:
        if isinstance(thing, pikepdf.Dictionary) and any(key in thing for key in ("/JS", "/URI", "/AA", "/A")):
            return "es gibt Aktionen oder Verweise"
    return ""


def _dictionaries(pdf: pikepdf.Pdf, kind: str) -> Iterator[pikepdf.Object]:
    """Yield all resources of a kind, wherever they hang."""
    for thing in pdf.objects:
        if isinstance(thing, pikepdf.Dictionary | pikepdf.Stream):
            for holder in (thing, thing.get("/Resources")):
                entries = holder.get(kind) if isinstance(holder, pikepdf.Dictionary | pikepdf.Stream) else None
                if isinstance(entries, pikepdf.Dictionary):
                    yield from (each for _, each in entries.items() if isinstance(each, pikepdf.Dictionary))


RULES: tuple[Rule, ...] = (
    Rule("Die Datei ist PDF 1.6.", _version),
    Rule("Sie hat eine Kennung.", _identity),
    Rule("Sie ist nicht verschlüsselt.", _open),
    Rule("Im Katalog steht nichts für den Bildschirm: keine Aktionen, Formulare, Ebenen, Anhänge.", _catalog),
    Rule("Genau eine Ausgabebedingung sagt, für welchen Druck die Farben gemeint sind.", _intent),
    Rule("Ihr Farbprofil ist eingebettet, für Vierfarbdruck und höchstens ICC 4.", _profile),
    Rule("Titel, Daten, Kennung, Fassung, Überfüllung und Etikett stehen in den XMP-Angaben.", _metadata),
    Rule("Titel, Daten und Überfüllung stehen auch in den Dokumentangaben.", _information),
    Rule("Jede Seite hat MediaBox, BleedBox und TrimBox, ineinander.", _boxes),
    Rule("Auf keiner Seite liegen Verweise oder Kommentare.", _annotations),
    Rule("Alle Farben sind CMYK oder Grau, auch in Formen, Mustern und Bildern.", _colours),
    Rule("Alle Schriften sind eingebettet.", _fonts),
    Rule("Kein Grafikzustand verstellt die Maschine: keine Kennlinien, keine Raster.", _states),
    Rule("Alle Daten liegen in der Datei, gepackt mit Flate oder JPEG; kein PostScript, keine Ersatzbilder.", _streams),
    Rule("Transparenz wird in CMYK gemischt, Masken in Grau.", _groups),
    Rule("Es gibt keine Aktionen und keine Adressen.", _actions),
)
