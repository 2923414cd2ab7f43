"""What changed in an element though none of its words shows it, in German."""

from __future__ import annotations

from collections.abc import Iterator

from ratgeber_tools import document as doc
from ratgeber_tools.roundtrip.merge.alignment import Cluster

_BOXES = {None: "Kein Kästchen mehr", True: "Kästchen angekreuzt", False: "Kästchen nicht mehr angekreuzt"}


def remarks(before: object, after: object) -> tuple[str, ...]:
    """Return what to tell of an element beside its words; nothing if there is nothing."""
    found = tuple(_remarks(before, after))
    targets = [" ".join(getattr(version, "identifiers", ())) for version in (before, after)]
    if targets[0] != targets[1]:
        found += (f"Sprungziel geändert: {targets[0] or 'keines'} → {targets[1] or 'keines'}",)
    return found


def _remarks(before: object, after: object) -> Iterator[str]:
    match before, after:
        case doc.Paragraph(), doc.Heading(level=level):
            yield f"Überschrift (Ebene {level}) statt Absatz"
        case doc.Heading(), doc.Paragraph():
            yield "Absatz statt Überschrift"
        case doc.Heading(level=old), doc.Heading(level=new) if old != new:
            yield f"Überschrift jetzt auf Ebene {new} statt {old}"
        case doc.BulletList(), doc.OrderedList():
            yield "Nummerierte Liste statt Aufzählung"
        case doc.OrderedList(), doc.BulletList():
            yield "Aufzählung statt nummerierter Liste"
        case doc.OrderedList(start=old), doc.OrderedList(start=new) if old != new:
            yield f"Die Liste beginnt jetzt mit {new} statt {old}"
        case doc.ListItem(checked=was), doc.ListItem(checked=is_now) if was != is_now:
            yield "Kästchen davor" if was is None and is_now is False else _BOXES[is_now]
        case Cluster(blocks=old_blocks), Cluster(blocks=new_blocks) if len(old_blocks) != len(new_blocks):
            yield "Absatz geteilt" if len(new_blocks) > len(old_blocks) else "Absätze zusammengezogen"
        case doc.Figure(image=old_image), doc.Figure(image=new_image):
            if old_image.source != new_image.source:
                yield f"Anderes Bild: {old_image.source} → {new_image.source}"
            if old_image.width_mm != new_image.width_mm:
                yield "Breite des Bildes geändert"
        case doc.Table(header_rows=old), doc.Table(header_rows=new) if old != new:
            yield f"Kopfzeilen der Tabelle: {new} statt {old}"
        case doc.CodeBlock(language=old_name), doc.CodeBlock(language=new_name) if old_name != new_name:
            yield f"Sprache des Codes: {new_name or 'keine'} statt {old_name or 'keine'}"
        case doc.Container(options=old_options), doc.Container(options=new_options) if old_options != new_options:
            yield _options(old_options, new_options)
        case _:
            pass
    match before, after:
        case doc.Table() | doc.Figure(), doc.Table() | doc.Figure() if before.options != after.options:
            yield _options(before.options, after.options)
        case _:
            pass


def _options(before: tuple[tuple[str, str], ...], after: tuple[tuple[str, str], ...]) -> str:
    lists = [", ".join(f"{name}: {value}" for name, value in options) for options in (before, after)]
    return f"Angaben geändert: {lists[0] or 'keine'} → {lists[1] or 'keine'}"
