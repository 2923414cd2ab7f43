"""Typst's CMYK pages become a press file: boxes, marks, overprinting, output intent, and nothing a press cannot use.

Links, bookmarks and tags go: they are for screens, and PDF/X allows no link on the printed page.
"""

from __future__ import annotations

import datetime
import io
import uuid
from dataclasses import dataclass

import pikepdf
from pikepdf import Array, Dictionary, Name, String

from ratgeber_tools.press.boxes import set_boxes
from ratgeber_tools.press.overprinting import overprint_black_text
from ratgeber_tools.press.printers import Printer

LABEL = "PDF/X-4"
_LABEL_KEY = "{http://www.npes.org/pdfx/ns/id/}GTS_PDFXVersion"
_PRODUCER = "ratgeber (Typst, pikepdf)"
_KEPT_IN_CATALOG = frozenset({"/Type", "/Pages", "/Lang", "/Metadata", "/OutputIntents", "/PageLabels"})
_GONE_FROM_PAGES = ("/Annots", "/StructParents", "/Tabs", "/AA")


@dataclass(frozen=True, slots=True)
class FileIdentity:
    """What the file says about itself.  `moment` has a time zone and comes from the input, so that builds repeat."""

    title: str
    moment: datetime.datetime
    condition: str  # the printing condition in words, from the profile
    keywords: str = ""


def finish(pages: bytes, printer: Printer, identity: FileIdentity, *, is_labelled: bool) -> bytes:
    """Return the press file of Typst's `pages`; `is_labelled` writes PDF/X-4 into it."""
    with pikepdf.open(io.BytesIO(pages)) as pdf:
        for key in sorted(set(pdf.Root.keys()) - _KEPT_IN_CATALOG):
            del pdf.Root[key]
        for page in pdf.pages:
            for key in _GONE_FROM_PAGES:
                if key in page.obj:
                    del page.obj[key]
            if "/Group" in page.obj:
                page.obj.Group.CS = Name.DeviceCMYK
        for thing in pdf.objects:
            if isinstance(thing, pikepdf.Stream) and thing.get("/Subtype") == Name.Form:
                _tidy(thing)
        overprint_black_text(pdf)
        set_boxes(pdf, page_mm=printer.page_mm, bleed_mm=printer.bleed_mm, has_marks=printer.has_marks)
        _set_output_intent(pdf, printer, identity)
        _set_identity(pdf, identity, is_labelled=is_labelled)
        pdf.remove_unreferenced_resources()
        return _saved(pdf)


def _saved(pdf: pikepdf.Pdf) -> bytes:
    buffer = io.BytesIO()
    pdf.save(
        buffer,
        deterministic_id=True,
        force_version="1.6",
        object_stream_mode=pikepdf.ObjectStreamMode.disable,
        compress_streams=True,
    )
    return buffer.getvalue()


def without_label(press_file: bytes) -> bytes:
    """Return the same file without the words PDF/X-4."""
    with pikepdf.open(io.BytesIO(press_file)) as pdf:
        if "/GTS_PDFXVersion" in pdf.docinfo:
            del pdf.docinfo["/GTS_PDFXVersion"]
        with pdf.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as xmp:
            if _LABEL_KEY in xmp:
                del xmp[_LABEL_KEY]
        return _saved(pdf)


def without_cover(pages: bytes) -> tuple[bytes, bytes]:
    """Return the inner pages and the four of the cover: the first two pages and the last two."""
    parts = []
    for is_kept in (lambda at, count: 2 <= at < count - 2, lambda at, count: not 2 <= at < count - 2):
        with pikepdf.open(io.BytesIO(pages)) as pdf:
            count = len(pdf.pages)
            for key in sorted(set(pdf.Root.keys()) - _KEPT_IN_CATALOG | {"/PageLabels"}):
                if key in pdf.Root:
                    del pdf.Root[key]
            for at in reversed(range(count)):
                if not is_kept(at, count):
                    del pdf.pages[at]
            buffer = io.BytesIO()
            pdf.save(buffer, deterministic_id=True)
            parts.append(buffer.getvalue())
    return parts[0], parts[1]


def with_cover(inner: bytes, cover: bytes) -> bytes:
    """Return the whole volume again: the first two pages of the cover, what is inside, the last two."""
    with pikepdf.open(io.BytesIO(inner)) as pdf, pikepdf.open(io.BytesIO(cover)) as outer:
        pdf.pages.insert(0, outer.pages[1])
        pdf.pages.insert(0, outer.pages[0])
        pdf.pages.append(outer.pages[2])
        pdf.pages.append(outer.pages[3])
        buffer = io.BytesIO()
        pdf.save(buffer, deterministic_id=True)
        return buffer.getvalue()


def _tidy(form: pikepdf.Stream) -> None:
    if "/Group" in form and _mixes_in_rgb(form.Group):
        form.Group.CS = Name.DeviceCMYK
    for key in ("/StructParents", "/StructParent"):
        if key in form:
            del form[key]


def _mixes_in_rgb(group: pikepdf.Object) -> bool:
    """Say whether a transparency group mixes in screen colours; grey ones belong to soft masks."""
    space = group.get("/CS")
    if isinstance(space, pikepdf.Array) and space[0] == Name.ICCBased:
        return int(space[1].N) == 3
    return space in (Name.DeviceRGB,)


def _set_output_intent(pdf: pikepdf.Pdf, printer: Printer, identity: FileIdentity) -> None:
    """Say which printing the colours are meant for (ISO 32000-1, 14.11.5), with its profile."""
    profile = pdf.make_stream(printer.profile.read_bytes(), N=4, Alternate=Name.DeviceCMYK)
    intent = Dictionary(
        Type=Name.OutputIntent,
        S=Name.GTS_PDFX,
        OutputConditionIdentifier=String(printer.condition),
        OutputCondition=String(identity.condition),
        RegistryName=String("http://www.color.org"),
        Info=String(identity.condition),
        DestOutputProfile=profile,
    )
    pdf.Root.OutputIntents = Array([pdf.make_indirect(intent)])


def _set_identity(pdf: pikepdf.Pdf, identity: FileIdentity, *, is_labelled: bool) -> None:
    """Write the properties twice, as PDF/X wants them: in the document information and in XMP."""
    moment = identity.moment.astimezone(datetime.UTC)
    if "/Metadata" in pdf.Root:
        del pdf.Root.Metadata
    with pdf.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as xmp:
        xmp["dc:title"] = identity.title
        xmp["dc:format"] = "application/pdf"
        for key in ("xmp:CreateDate", "xmp:ModifyDate", "xmp:MetadataDate"):
            xmp[key] = moment.isoformat(timespec="seconds")
        xmp["xmp:CreatorTool"] = _PRODUCER
        xmp["pdf:Producer"] = _PRODUCER
        xmp["pdf:Trapped"] = "False"
        if identity.keywords:
            xmp["pdf:Keywords"] = identity.keywords
        name = uuid.uuid5(uuid.NAMESPACE_URL, f"{identity.title}|{moment.isoformat()}")
        xmp["xmpMM:DocumentID"] = f"uuid:{name}"
        xmp["xmpMM:VersionID"] = "1"
        xmp["xmpMM:RenditionClass"] = "default"
        if is_labelled:
            xmp[_LABEL_KEY] = LABEL
    for key in list(pdf.docinfo.keys()):
        del pdf.docinfo[key]
    stamp = moment.strftime("D:%Y%m%d%H%M%SZ")
    entries = {"/Title": identity.title, "/Creator": _PRODUCER, "/Producer": _PRODUCER}
    entries |= {"/CreationDate": stamp, "/ModDate": stamp}
    entries |= {"/Keywords": identity.keywords} if identity.keywords else {}
    entries |= {"/GTS_PDFXVersion": LABEL} if is_labelled else {}
    for key, value in entries.items():
        pdf.docinfo[key] = String(value)
    pdf.docinfo["/Trapped"] = Name("/False")
