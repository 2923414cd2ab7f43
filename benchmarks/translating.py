"""Languages: what edits make old, what comes back from files, and what a machine gets in; on the guide as it is."""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from benchmarks.measure import Row, Table
from benchmarks.peers import Peers
from ratgeber_tools.guide import load
from ratgeber_tools.languages.ageing import standings
from ratgeber_tools.languages.catalogue import Catalogue, TranslationEntry, TranslationState
from ratgeber_tools.languages.exchange.kinds import KINDS
from ratgeber_tools.languages.exchange.offers import OfferState, offer
from ratgeber_tools.languages.machine.drafting import translate
from ratgeber_tools.languages.units import TranslationUnit, units_of
from ratgeber_tools.office import convert

_EDITS, _SEED, _DAY = 500, 24, date(2026, 11, 30)
_LANGUAGE = "uk"


def measure(root: Path, folder: Path, _peers: Peers) -> Sequence[Row | Table]:
    """Return the figures of languages as one table."""
    chapters = {chapter.name: _distinct(units_of(chapter)) for chapter in load(root / "ratgeber")}
    rows = [*_ageing(chapters), *_files(chapters, folder), *_machine(chapters)]
    return [Table("Sprachen", ("Messung", "Ergebnis"), tuple(rows))]


def _distinct(units: Sequence[TranslationUnit]) -> tuple[TranslationUnit, ...]:
    return tuple({unit.key: unit for unit in units}.values())


def _catalogue(units: Sequence[TranslationUnit]) -> Catalogue:
    """Return a catalogue in which every unit is translated, by made-up words."""
    entries = tuple(
        TranslationEntry(
            quelle=unit.key, deutsch=unit.german.text, text=_foreign(unit.german.text), stand=TranslationState.CHECKED,
            von="Büro", stellen=unit.german.signatures,
        )
        for unit in units
    )  # fmt: skip
    return Catalogue(_LANGUAGE, "", entries)


def _foreign(german: str) -> str:
    return german.replace("e", "є").replace("u", "у")


def _ageing(chapters: Mapping[str, Sequence[TranslationUnit]]) -> Iterator[tuple[str, str]]:
    """Edit units of chapters at random, drop and move others, and count which are said to be old."""
    chance = random.Random(_SEED)
    names = [name for name, units in chapters.items() if len(units) > 3]
    right = said = wanted = by_facts = 0
    for _ in range(_EDITS):
        units = chapters[chance.choice(names)]
        known = _catalogue(units)
        edited = set(chance.sample(range(len(units)), chance.randint(1, min(4, len(units)))))
        after = [_edited(unit, chance) if at in edited else unit for at, unit in enumerate(units)]
        if chance.random() < 0.3:  # somebody puts another sentence elsewhere
            after.insert(chance.randrange(len(after)), after.pop(chance.randrange(len(after))))
        keys = {after_unit.key for after_unit in after} - {unit.key for unit in units}
        old = {each.unit.key for each in standings(after, known) if each.is_old}
        right, said, wanted = right + len(old & keys), said + len(old), wanted + len(keys)
        facts = [
            replace(unit, german=replace(unit.german, places=tuple(reversed(unit.german.places)))) for unit in units
        ]
        by_facts += sum(not each.is_current for each in standings(facts, known))
    yield f"„veraltet“ nach {_EDITS} zufälligen Änderungen, Genauigkeit", f"{right / said:.3f} ({right} von {said})"
    yield (
        f"„veraltet“ nach {_EDITS} zufälligen Änderungen, Vollständigkeit",
        f"{right / wanted:.3f} ({right} von {wanted})",
    )
    yield "veraltet, weil sich nur Angaben oder Ziele änderten", str(by_facts)


def _edited(unit: TranslationUnit, chance: random.Random) -> TranslationUnit:
    """Return a unit with a word more at one of its ends, or a letter of its last word changed."""
    text = unit.german.text
    word = f"neu{chance.randrange(10**6)}"
    changed = f"{text} {word}" if chance.random() < 0.5 else f"{word} {text}"
    return replace(unit, german=replace(unit.german, text=changed))


def _files(chapters: Mapping[str, Sequence[TranslationUnit]], folder: Path) -> Iterator[tuple[str, str]]:
    """Send every chapter out in every kind of file, and count what comes back otherwise."""
    offers = {
        name: offer(_LANGUAGE, name, name, standings(units, _catalogue(units))) for name, units in chapters.items()
    }
    for kind in ("xliff", "tmx", "po", "word"):
        changed = total = whole = 0
        for name, sent in offers.items():
            path = folder / f"{name.replace('/', '-')}{KINDS[kind].suffix}"
            path.write_bytes(KINDS[kind].write(sent, _DAY))
            back = {unit.key: unit for each in KINDS[kind].read(path) for unit in each.units}
            wanted = [unit for unit in sent.units if kind != "tmx" or unit.state is OfferState.CHECKED]
            wrong = sum(
                unit.key not in back or (back[unit.key].german, back[unit.key].text) != (unit.german, unit.text)
                for unit in wanted
            )
            changed, total, whole = changed + wrong, total + len(wanted), whole + (not wrong)
        yield (
            f"{kind}: Sätze, die anders zurückkommen",
            f"{changed} von {total} ({whole} von {len(offers)} Kapiteln ganz)",
        )
    path = max(folder.glob("*.docx"), key=lambda each: each.stat().st_size)
    chosen = next(sent for name, sent in offers.items() if name.replace("/", "-") == path.stem)
    (folder / "odt").mkdir()
    (folder / "zurueck").mkdir()
    odt = convert([path], to="odt", folder=folder / "odt")
    [again] = convert(list(odt.values()), to="docx", folder=folder / "zurueck").values()
    found = {unit.key: unit.text for each in KINDS["word"].read(again) for unit in each.units}
    good = sum(found.get(unit.key) == unit.text for unit in chosen.units)
    yield f"Word-Tabelle „{path.stem}“ durch LibreOffice und zurück", f"{good} von {len(chosen.units)} Zeilen"


@dataclass(frozen=True, slots=True)
class _Shuffling:
    """A service that puts places where others belong."""

    chance: random.Random
    name: str = "mischt"
    takes_glossary: bool = False

    def translate(self, texts: Sequence[str], source: str, target: str, glossary: Mapping[str, str]) -> Sequence[str]:
        return [self._shuffled(text) for text in texts]

    def _shuffled(self, text: str) -> str:
        parts = text.split(' id="')
        numbers = [part.partition('"')[0] for part in parts[1:]]
        others = numbers[:]
        while others == numbers:
            self.chance.shuffle(others)
        rests = [part.partition('"')[2] for part in parts[1:]]
        return parts[0] + "".join(f' id="{number}"{rest}' for number, rest in zip(others, rests, strict=True))


def _machine(chapters: Mapping[str, Sequence[TranslationUnit]]) -> Iterator[tuple[str, str]]:
    several = [unit for units in chapters.values() for unit in units if len(unit.german.places) > 1]
    taken = translate(several, "de", _LANGUAGE, {}, _Shuffling(random.Random(_SEED)))
    yield (
        "Entwürfe mit vertauschten Stellen, übernommen",
        f"{sum(bool(each.text) for each in taken)} von {len(several)}",
    )
