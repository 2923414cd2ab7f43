"""TMX 1.4b (LISA/GALA): a translation memory, so that what one tool has learnt another need not learn again.

A memory has no chapters and no states; only what is current goes out, and what comes in is offered for units that
have nothing.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from lxml import etree

from ratgeber_tools.errors import InputError
from ratgeber_tools.languages.exchange.offers import OfferState, ReturnedTranslation, ReturnedUnit, TranslationOffer
from ratgeber_tools.languages.exchange.tagged_xml import Element, fill, tagged_text
from ratgeber_tools.languages.units import is_key, key_of
from ratgeber_tools.quotation import quoted
from ratgeber_tools.readers.word.xml import DamagedPartError, parse

SUFFIX = ".tmx"
_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
_DOCTYPE = '<!DOCTYPE tmx SYSTEM "tmx14.dtd">'
_CURRENT = frozenset({OfferState.TRANSLATED, OfferState.CHECKED, OfferState.DRAFT})


def write_tmx(offers: Iterable[TranslationOffer]) -> bytes:
    """Return the memory of some chapters in one language, each German text once; equal offers give equal bytes."""
    root = etree.Element("tmx", {"version": "1.4"})
    header = {
        "creationtool": "ratgeber", "creationtoolversion": "1", "segtype": "block", "o-tmf": "ratgeber",
        "adminlang": "de", "srclang": "de", "datatype": "plaintext",
    }  # fmt: skip
    etree.SubElement(root, "header", header)
    body = etree.SubElement(root, "body")
    known: set[str] = set()
    for offered in offers:
        for unit in offered.units:
            if unit.state in _CURRENT and unit.key not in known:
                known.add(unit.key)
                entry = etree.SubElement(body, "tu", {"tuid": unit.key})
                for language, text in (("de", unit.german), (offered.language, unit.text)):
                    _fill(etree.SubElement(etree.SubElement(entry, "tuv", {_LANGUAGE: language}), "seg"), text)
    return etree.tostring(root, encoding="utf-8", xml_declaration=True, doctype=_DOCTYPE) + b"\n"


def _fill(segment: Element, text: str) -> None:
    def single(number: str) -> Element:
        return etree.Element("ph", {"x": number})

    def pair(number: str) -> Element:
        return etree.Element("hi", {"x": number})

    try:
        fill(segment, text, single, pair)
    except ValueError:
        for child in list(segment):
            segment.remove(child)
        segment.text = text


def read_tmx(path: Path, data: bytes) -> tuple[ReturnedTranslation, ...]:
    """Return what a memory has, by language; raises `InputError` for what is none."""
    try:
        root = parse(_without_doctype(data))
    except DamagedPartError as error:
        raise InputError(
            f"{quoted(path.name)} ist beschädigt ({error}): Bitten Sie um die Datei noch einmal."
        ) from error
    if root.tag != "tmx":
        raise InputError(f"{quoted(path.name)} ist kein Übersetzungsspeicher (TMX).")
    found: dict[str, list[ReturnedUnit]] = {}
    for at, entry in enumerate(root.iter("tu"), start=1):
        texts = {_language_of(variant): _text(variant) for variant in entry.iter("tuv")}
        german = next((text for language, text in texts.items() if language.split("-")[0].lower() == "de"), "")
        key = entry.get("tuid", "")
        for language, text in texts.items():
            if german and language.split("-")[0].lower() != "de":
                unit = ReturnedUnit(key if is_key(key) else key_of(german), german, text, place=f"Eintrag {at}")
                found.setdefault(language, []).append(unit)
    return tuple(ReturnedTranslation(language, "", tuple(units)) for language, units in found.items())


def _without_doctype(data: bytes) -> bytes:
    """Leave out the line that names TMX's own DTD; a file with entities of its own is refused all the same."""
    return data.replace(_DOCTYPE.encode(), b"", 1)


def _language_of(variant: Element) -> str:
    return variant.get(_LANGUAGE) or variant.get("lang") or ""


def _text(variant: Element) -> str:
    segment = variant.find("seg")
    if segment is None:
        return ""
    return tagged_text(segment, lambda child: child.get("x"), pairs=frozenset({"hi"}))
