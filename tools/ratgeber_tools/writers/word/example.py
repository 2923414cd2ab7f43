"""The filled example in the template: a short chapter that uses every building block once.

All statements come from the town's collection of facts (as of 23 November 2026) and name their source.
"""

from __future__ import annotations

from typing import NamedTuple


class ExampleLine(NamedTuple):
    """One paragraph: its style, its words, and where they lead if they are a link."""

    style: str
    text: str
    address: str = ""


TITLE = "Mein Kind in der Grundschule anmelden"

OPENING: tuple[ExampleLine, ...] = (
    ExampleLine("Das Wichtigste", "Sie melden Ihr Kind rund eineinhalb Jahre vor dem Schulstart an."),
    ExampleLine("Das Wichtigste", "Zuständig ist die Grundschule Ihres Schulbezirks."),
    ExampleLine("Das Wichtigste", "Die Anmeldetage liegen im Februar. Die Stadt nennt sie im Januar."),
    ExampleLine("Heading 2", "Wann melde ich mein Kind an?"),
    ExampleLine("Normal", "Es kommt darauf an, wann Ihr Kind geboren ist."),
)

#: First row is the header.
TABLE: tuple[tuple[str, ...], ...] = (
    ("Geboren", "Anmeldung", "Schulstart"),
    ("1. Juli 2020 bis 30. Juni 2021", "Februar und März 2026", "August 2027"),
    ("1. Juli 2021 bis 30. Juni 2022", "Februar 2027, bis 1. März 2027", "August 2028"),
)

#: Together the width of the text, less what Word lets a table stick out.
COLUMNS_MM = (66.0, 62.0, 30.0)

CLOSING: tuple[ExampleLine, ...] = (
    ExampleLine("Frist", "Im ganzen Land endet die Anmeldung am 1. März des Jahres vor der Einschulung."),
    ExampleLine("Heading 2", "Was bringe ich mit?"),
    ExampleLine("Checkliste", "Geburtsurkunde oder Familienstammbuch"),
    ExampleLine("Checkliste", "Nachweis der Sorgeberechtigung"),
    ExampleLine("Checkliste", "Name, Anschrift und Telefon der Kita"),
    ExampleLine("Wichtig", "Beide Sorgeberechtigte melden das Kind gemeinsam an."),
    ExampleLine("Heading 2", "So läuft es ab"),
    ExampleLine("List Number", "Die Stadt veröffentlicht im Januar die Anmeldetage."),
    ExampleLine("List Number", "Sie gehen im Februar zur Grundschule Ihres Schulbezirks."),
    ExampleLine("List Number", "Das Gesundheitsamt untersucht Ihr Kind, aber nicht am Tag der Anmeldung."),
    ExampleLine("Tipp", "Geht die Anmeldung in Dessau-Roßlau auch online? Bitte beim Amt erfragen."),
    ExampleLine("Heading 2", "Wer hilft mir weiter?"),
    ExampleLine("Kontakt", "Amt für Bildung und Schulentwicklung"),
    ExampleLine("Kontakt", "Zerbster Straße 4, 06844 Dessau-Roßlau"),
    ExampleLine("Kontakt", "Telefon 0340 204-2040"),
    ExampleLine("Kontakt", "schulamt@dessau-rosslau.de", "mailto:schulamt@dessau-rosslau.de"),
    ExampleLine(
        "Quelle",
        "Stadt Dessau-Roßlau: Einschulung in die Grundschule, ohne Datum",
        "http://verwaltung.dessau-rosslau.de/sport-freizeit/schulen/einschulung-in-die-grundschule.html",
    ),
    ExampleLine(
        "Quelle",
        "Frist im Land: kompakt.media, 8. Februar 2024",
        "https://www.kompakt.media/2024/02/08/anmeldung-fuer-das-schuljahr-2025-2026-bis-zum-1-maerz-2024/",
    ),
    ExampleLine(
        "Quelle",
        "Unterlagen: Grundschule Rottleberode, für 2025",
        "https://www.gs-rottleberode.bildung-lsa.de/einschulung-2025/",
    ),
    ExampleLine("Quelle", "Jahrgänge gerechnet aus Stichtag und Anmeldefrist, 23. November 2026"),
)
