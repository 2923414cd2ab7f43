"""XLIFF 2.0 (OASIS), what agencies work with: one file a chapter, one unit of theirs a unit of ours.

Places are `ph` and `pc`, what stands in them is in `originalData`, so that no tool offers it for translation.  The
digest of what went out is a note, since agencies' tools drop what they do not know and keep notes.
"""

from __future__ import annotations

from pathlib import Path

from lxml import etree

from ratgeber_tools.errors import InputError
from ratgeber_tools.languages.exchange.offers import (
    OfferedUnit,
    OfferState,
    ReturnedTranslation,
    ReturnedUnit,
    TranslationOffer,
)
from ratgeber_tools.languages.exchange.tagged_xml import Element, fill, tagged_text
from ratgeber_tools.quotation import quoted
from ratgeber_tools.readers.word.xml import DamagedPartError, parse

SUFFIX = ".xlf"
_NAMESPACE = "urn:oasis:names:tc:xliff:document:2.0"
_X = f"{{{_NAMESPACE}}}"
_STATES = {
    OfferState.OPEN: "initial",
    OfferState.OLD: "initial",
    OfferState.DRAFT: "initial",
    OfferState.TRANSLATED: "translated",
    OfferState.CHECKED: "final",
}
_CHECKED = frozenset({"reviewed", "final"})
#: Categories of our notes.
_BASE, _KIND, _BEFORE, _REMARK, _STANDING = "ratgeber-stand", "art", "vorher", "bemerkung", "zustand"


def write_xliff(offered: TranslationOffer) -> bytes:
    """Return the file; equal offers give equal bytes."""
    root = etree.Element(
        f"{_X}xliff",
        {"version": "2.0", "srcLang": "de", "trgLang": offered.language},
        nsmap={None: _NAMESPACE},  # type: ignore[dict-item]
    )
    file = etree.SubElement(root, f"{_X}file", {"id": "f1", "original": offered.chapter})
    segments = [_write_unit(file, unit) for unit in offered.units]
    etree.indent(root, space="  ")  # before there are words in it: a blank between two places is one of them
    for unit, segment in zip(offered.units, segments, strict=True):
        _fill(segment[0], unit.german)
        if unit.text:
            _fill(segment[1], unit.text)
    return etree.tostring(root, encoding="utf-8", xml_declaration=True) + b"\n"


def _write_unit(file: Element, unit: OfferedUnit) -> Element:
    """Write a unit but for its words, and return its segment, with an element for each language there is text in."""
    element = etree.SubElement(file, f"{_X}unit", {"id": f"u-{unit.key}", "name": unit.kind})
    notes = etree.SubElement(element, f"{_X}notes")
    said = {
        _KIND: unit.kind, _STANDING: unit.state.value, _BEFORE: unit.german_before, _REMARK: unit.remark,
        _BASE: unit.base,
    }  # fmt: skip
    for category, words in said.items():
        if words:
            etree.SubElement(notes, f"{_X}note", {"category": category}).text = words
    if unit.places:
        data = etree.SubElement(element, f"{_X}originalData")
        for number, place in enumerate(unit.places, start=1):
            etree.SubElement(data, f"{_X}data", {"id": f"d{number}"}).text = place
    segment = etree.SubElement(element, f"{_X}segment", {"state": _STATES[unit.state]})
    etree.SubElement(segment, f"{_X}source")
    if unit.text:
        etree.SubElement(segment, f"{_X}target")
    return segment


def _fill(element: Element, text: str) -> None:
    element.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")

    def single(number: str) -> Element:
        return etree.Element(f"{_X}ph", {"id": number, "dataRef": f"d{number}"})

    def pair(number: str) -> Element:
        return etree.Element(f"{_X}pc", {"id": number, "dataRefStart": f"d{number}"})

    try:
        fill(element, text, single, pair)
    except ValueError:  # typed by hand into the catalogue: shown as it stands, refused when it comes back unchanged
        for child in list(element):
            element.remove(child)
        element.text = text


def read_xliff(path: Path, data: bytes) -> tuple[ReturnedTranslation, ...]:
    """Return what came back, a chapter for each `file`; raises `InputError` for what is no XLIFF 2.0."""
    try:
        root = parse(data)
    except DamagedPartError as error:
        raise InputError(
            f"{quoted(path.name)} ist beschädigt ({error}): Bitten Sie um die Datei noch einmal."
        ) from error
    name = etree.QName(root)
    if name.localname != "xliff" or name.namespace != _NAMESPACE:
        version = root.get("version", "")
        what = f"XLIFF {version}" if name.localname == "xliff" and version else "keine XLIFF-Datei"
        raise InputError(
            f"{quoted(path.name)} ist {what}; gelesen wird XLIFF 2.0. Bitten Sie darum, so zu exportieren, wie die "
            "Datei ankam."
        )
    language = root.get("trgLang", "")
    return tuple(
        ReturnedTranslation(language, file.get("original", ""), tuple(map(_read_unit, file.iter(f"{_X}unit"))))
        for file in root.iter(f"{_X}file")
    )


def _read_unit(element: Element) -> ReturnedUnit:
    notes = {note.get("category", ""): note.text or "" for note in element.iter(f"{_X}note")}
    sources = [_text(found) for found in element.iter(f"{_X}source")]
    targets = [_text(found) for found in element.iter(f"{_X}target")]
    states = [segment.get("state", "") for segment in element.iter(f"{_X}segment")]
    return ReturnedUnit(
        element.get("id", "").removeprefix("u-"),
        "".join(sources),
        "".join(targets),
        notes.get(_BASE, ""),
        notes.get(_REMARK, ""),
        "",
        bool(states) and all(state in _CHECKED for state in states),
    )


def _text(element: Element) -> str:
    return tagged_text(element, lambda child: child.get("id"), pairs=frozenset({"pc"}))
