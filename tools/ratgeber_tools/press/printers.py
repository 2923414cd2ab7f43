"""Printers as data: what a print shop wants to be sent, one TOML file each, with where it says so.

The keys are German, because whoever has the print shop's data sheet in hand fills them in.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ratgeber_tools.errors import InputError
from ratgeber_tools.files import read_text

FOLDER = Path(__file__).parent / "printers"
PROFILES = Path(__file__).parent / "profiles"
STANDARD = "standard"

#: The only format the theme sets (ISO 216).
A5_MM = (148.0, 210.0)


@dataclass(frozen=True, slots=True)
class Printer:
    """What a print shop asks for.  `page_mm` is the trimmed size; `most_ink` counts 3.0 for 300 %.

    `condition` names the printing condition as the registry of the ICC does (`FOGRA39`).  `wants_label`: the file is
    to say PDF/X-4, which it only does if every rule of it holds.  `leaf_mm` is how thick a leaf of the inside is, None
    if the data sheet does not say it; without it nobody knows how wide a spine is.
    """

    name: str
    title: str
    source: str
    read_on: str
    page_mm: tuple[float, float]
    bleed_mm: float
    has_marks: bool
    least_dpi: float
    most_ink: float
    profile: Path
    condition: str
    wants_label: bool
    leaf_mm: float | None = None
    remarks: tuple[str, ...] = ()


def printer_names() -> tuple[str, ...]:
    return tuple(sorted(path.stem for path in FOLDER.glob("*.toml")))


def load_printer(name: str, *, local: Path | None = None) -> Printer:
    """Return the printer called `name`: one of ours, or `name.toml` in the folder `local`, which comes first.

    A colour profile is looked for beside the file, then among ours.  Raises `InputError` with a line for each mistake
    that names file and key.
    """
    candidates = [folder / f"{name}.toml" for folder in (local, FOLDER) if folder is not None]
    path = next((candidate for candidate in candidates if candidate.is_file()), None)
    if path is None:
        known = ", ".join(printer_names())
        raise InputError(f"Das Druckprofil „{name}“ gibt es nicht. Mitgeliefert sind: {known}.")
    try:
        values = tomllib.loads(read_text(path))
    except tomllib.TOMLDecodeError as error:
        raise InputError(f"{path.name}: Das Druckprofil ist nicht lesbar ({error}).") from None
    wrong = [
        f"{path.name}: „{key}“ ist unbekannt. Möglich sind: {', '.join(_KEYS)}."
        for key in sorted(set(values) - set(_KEYS))
    ]
    wrong += [
        f"{path.name}: „{key}“ fehlt oder ist falsch; erwartet wird {description}."
        for key, (is_right, description) in _KEYS.items()
        if not (is_right(values[key]) if key in values else key == _LEAF)
    ]
    if wrong:
        raise InputError("\n".join(wrong))
    return _printer(name, path, values)


def _printer(name: str, path: Path, values: Mapping[str, Any]) -> Printer:
    icc = next(
        (folder / values["icc"] for folder in (path.parent, PROFILES) if (folder / values["icc"]).is_file()), None
    )
    if icc is None:
        raise InputError(f"{path.name}: Das Farbprofil „{values['icc']}“ liegt nicht daneben. Legen Sie es dazu.")
    width, height = (float(side) for side in values["seite_mm"])
    if (width, height) != A5_MM:
        raise InputError(
            f"{path.name}: „seite_mm“ ist {width:g} × {height:g}; der Ratgeber wird in A5 gesetzt, 148 × 210."
        )
    return Printer(
        name=name,
        title=values["bezeichnung"],
        source=values["quelle"],
        read_on=values["gelesen_am"],
        page_mm=(width, height),
        bleed_mm=float(values["beschnitt_mm"]),
        has_marks=values["schnittmarken"],
        least_dpi=float(values["bild_dpi"]),
        most_ink=float(values["farbauftrag_prozent"]) / 100,
        profile=icc,
        condition=values["druckbedingung"],
        wants_label=values["pdf_x_4"],
        leaf_mm=float(values[_LEAF]) if _LEAF in values else None,
        remarks=tuple(values["hinweise"]),
    )


def differences(printer: Printer) -> tuple[str, ...]:
    """Return what a printer wants otherwise than most, which is what the theme's own measures are: in German."""
    usual = load_printer(STANDARD)
    said = (
        (f"Beschnitt {printer.bleed_mm:g} mm statt {usual.bleed_mm:g} mm", printer.bleed_mm != usual.bleed_mm),
        ("mit Schnittmarken" if printer.has_marks else "ohne Schnittmarken", printer.has_marks != usual.has_marks),
        (f"Bilder ab {printer.least_dpi:g} statt {usual.least_dpi:g} dpi", printer.least_dpi != usual.least_dpi),
        (
            f"Farbauftrag bis {printer.most_ink * 100:g} statt {usual.most_ink * 100:g} %",
            printer.most_ink != usual.most_ink,
        ),
        (f"Farbprofil {printer.condition} statt {usual.condition}", printer.condition != usual.condition),
        ("PDF/X-4" if printer.wants_label else "ohne Etikett PDF/X-4", printer.wants_label != usual.wants_label),
    )
    return tuple(words.replace(".", ",") for words, is_other in said if is_other)


def _is_number(low: float, high: float) -> Callable[[object], bool]:
    return lambda value: isinstance(value, int | float) and not isinstance(value, bool) and low <= value <= high


def _is_text(value: object) -> bool:
    return isinstance(value, str)


def _is_truth(value: object) -> bool:
    return isinstance(value, bool)


def _is_size(value: object) -> bool:
    return isinstance(value, list) and len(value) == 2 and all(_is_number(10, 1000)(side) for side in value)


def _is_texts(value: object) -> bool:
    return isinstance(value, list) and all(map(_is_text, value))


#: How thick a leaf is, in mm; the one key a data sheet may leave out.
_LEAF = "blatt_mm"
#: Key -> whether a value is right, and how it should be.
_KEYS: Mapping[str, tuple[Callable[[object], bool], str]] = {
    "bezeichnung": (_is_text, "ein Text"),
    "quelle": (_is_text, "ein Text: wo die Druckerei das schreibt, oder „unbekannt“"),
    "gelesen_am": (_is_text, "ein Datum in Anführungszeichen"),
    "seite_mm": (_is_size, "Breite und Höhe, zum Beispiel [148, 210]"),
    "beschnitt_mm": (_is_number(0, 10), "eine Zahl von 0 bis 10"),
    "schnittmarken": (_is_truth, "true oder false"),
    "bild_dpi": (_is_number(72, 1200), "eine Zahl von 72 bis 1200"),
    "farbauftrag_prozent": (_is_number(200, 300), "eine Zahl von 200 bis 300"),
    "icc": (_is_text, "der Name einer ICC-Datei"),
    "druckbedingung": (_is_text, "ein Text, zum Beispiel FOGRA39"),
    "pdf_x_4": (_is_truth, "true oder false"),
    _LEAF: (_is_number(0.03, 0.5), "eine Zahl von 0.03 bis 0.5; die Zeile darf fehlen"),
    "hinweise": (_is_texts, "eine Liste von Texten"),
}
