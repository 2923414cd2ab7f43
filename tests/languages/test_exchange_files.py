"""XLIFF, TMX and .po: what goes out comes back, and other programs read the same in it."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest
from exchange_units import entry, offered, units

from ratgeber_tools.errors import InputError
from ratgeber_tools.languages.ageing import standings
from ratgeber_tools.languages.catalogue import Catalogue
from ratgeber_tools.languages.exchange.gettext_files import read_gettext, write_gettext
from ratgeber_tools.languages.exchange.offers import OfferState, ReturnedTranslation, TranslationOffer, offer
from ratgeber_tools.languages.exchange.tmx import read_tmx, write_tmx
from ratgeber_tools.languages.exchange.xliff import read_xliff, write_xliff

Writer = Callable[[TranslationOffer], bytes]
Reader = Callable[[Path, bytes], tuple[ReturnedTranslation, ...]]
FORMATS: dict[str, tuple[Writer, Reader]] = {"xlf": (write_xliff, read_xliff), "po": (write_gettext, read_gettext)}


@pytest.mark.parametrize("name", FORMATS)
def test_every_unit_comes_back_as_it_went_out(name: str) -> None:
    write, read = FORMATS[name]
    sent = offered()
    [back] = read(Path(f"hort.{name}"), write(sent))
    assert (back.language, back.chapter) == ("uk", "schulanfang/hort")
    assert [(unit.key, unit.german, unit.text, unit.base, unit.remark) for unit in back.units] == [
        (unit.key, unit.german, unit.text, unit.base, unit.remark) for unit in sent.units
    ]


@pytest.mark.parametrize("name", FORMATS)
def test_a_blank_between_two_places_is_not_lost(name: str) -> None:
    write, read = FORMATS[name]
    known = units("# Hort\n\n**Für Eltern:** {kontakt}`hort telefon`\n")
    sent = offer(
        "uk", "hort", "Hort", standings(known, Catalogue("uk", "", tuple(entry(u, u.german.text) for u in known)))
    )
    [back] = read(Path("hort"), write(sent))
    assert [unit.text for unit in back.units] == [unit.german.text for unit in known]
    assert "<1>Für Eltern:</1> <2/>" in [unit.german for unit in back.units]


@pytest.mark.parametrize("name", FORMATS)
def test_equal_offers_give_equal_bytes(name: str) -> None:
    write, _ = FORMATS[name]
    assert write(offered()) == write(offered())


def test_a_memory_holds_what_is_translated_and_comes_back() -> None:
    sent = offered("ar")
    [back] = read_tmx(Path("speicher.tmx"), write_tmx([sent, sent]))
    assert back.language == "ar"
    current = [unit for unit in sent.units if unit.state is OfferState.CHECKED]
    assert len(current) >= 3
    assert [(unit.key, unit.german, unit.text) for unit in back.units] == [
        (unit.key, unit.german, unit.text) for unit in current
    ]


def test_another_program_reads_the_same_in_our_xliff() -> None:
    xliff = pytest.importorskip("translate.storage.xliff2", reason="translate-toolkit is not installed")
    sent = offered()
    store = xliff.Xliff2File.parsestring(write_xliff(sent))
    found = [unit for unit in store.units if not unit.isheader()]
    assert [_plain(str(unit.source)) for unit in found] == [_plain(unit.german) for unit in sent.units]
    assert [_plain(str(unit.target or "")) for unit in found] == [_plain(unit.text) for unit in sent.units]


def test_another_program_reads_the_same_in_our_memory() -> None:
    tmx = pytest.importorskip("translate.storage.tmx", reason="translate-toolkit is not installed")
    sent = offered()
    store = tmx.tmxfile.parsestring(write_tmx([sent]))
    current = [unit for unit in sent.units if unit.state is OfferState.CHECKED]
    assert [_plain(str(unit.source)) for unit in store.units] == [_plain(unit.german) for unit in current]
    assert [_plain(str(unit.target)) for unit in store.units] == [_plain(unit.text) for unit in current]


def test_another_program_reads_the_same_in_our_po() -> None:
    po = pytest.importorskip("translate.storage.po", reason="translate-toolkit is not installed")
    sent = offered()
    store = po.pofile(BytesIO(write_gettext(sent)))
    found = [unit for unit in store.units if not unit.isheader()]
    assert [(str(unit.source), str(unit.target), unit.getcontext()) for unit in found] == [
        (unit.german, unit.text, unit.key) for unit in sent.units
    ]
    assert [unit.isfuzzy() for unit in found] == [
        unit.state in (OfferState.OLD, OfferState.DRAFT) for unit in sent.units
    ]


def _plain(text: str) -> str:
    """Return the letters and digits of a text without what stands in tags, whoever wrote these."""
    import re
    from html import unescape

    return "".join(char for char in unescape(re.sub(r"<[^<>]*>", "", text)) if char.isalpha())


@pytest.mark.parametrize(
    ("read", "data", "sentence"),
    [
        (read_xliff, b"<a/>", "„x“ ist keine XLIFF-Datei; gelesen wird XLIFF 2.0."),
        (read_xliff, b'<xliff version="1.2" xmlns="urn:oasis:names:tc:xliff:document:1.2"/>', "„x“ ist XLIFF 1.2;"),
        (read_xliff, b"<xliff", "„x“ ist beschädigt"),
        (read_xliff, b'<!DOCTYPE a [<!ENTITY b "c">]><xliff>&b;</xliff>', "„x“ ist beschädigt"),
        (read_tmx, b"<a/>", "„x“ ist kein Übersetzungsspeicher (TMX)."),
        (read_gettext, b"Hallo", "„x“, Zeile 1: Das ist keine Zeile einer .po-Datei in UTF-8."),
        (read_gettext, b'msgid "\xff"\nmsgstr ""\n', "„x“: Das ist keine Zeile einer .po-Datei in UTF-8."),
    ],
)
def test_what_is_none_is_refused_with_a_sentence(read: Reader, data: bytes, sentence: str) -> None:
    with pytest.raises(InputError) as refused:
        read(Path("x"), data)
    assert str(refused.value).startswith(sentence)
