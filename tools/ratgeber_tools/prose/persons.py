"""What in a text belongs to a person: a mobile number, a private mailbox, a name.

A name is seen behind “Frau”, “Herr” or a title, in a mailbox (`vorname.nachname@`), and as a common first name before a
surname; other names no program can tell from nouns.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from enum import Enum, auto
from typing import NamedTuple

#: 015, 016 and 017 are mobile (Bundesnetzagentur, Nummernplan Mobile Dienste).
_MOBILE = re.compile(
    r"(?<![\d.])(?:\+49[ /-]?(?:\(0\)[ /-]?)?|0049[ /-]?|0)1(?:5\d|6[023]|7\d)(?:[ /-]{0,3}\d){6,9}(?!\d)"
)
#: One of these is in every mobile number, and in every form of address: a long text without is not searched.
_SIGNS_OF_MOBILE = ("01", "+49", "0049")
_SIGNS_OF_ADDRESS = ("Frau", "Herr", "Fr.", "Hr.", "Dr.", "Prof.")
_PRIVATE_MAIL = re.compile(
    r"[\w.+-]+@(?:gmx|web|t-online|gmail|googlemail|outlook|hotmail|live|yahoo|icloud|aol|freenet|posteo|arcor|"
    r"protonmail|proton|mail|online|me|mailbox)\.(?:de|com|net|org|me|ch|at)\b",
    re.IGNORECASE,
)
_PERSONAL_MAIL = re.compile(r"\b[a-zäöü]{3,}[._][a-zäöü]{3,}(?:-[a-zäöü]{3,})?@[\w.-]+\.[a-z]{2,}\b", re.IGNORECASE)
_SURNAME = r"[A-ZÄÖÜ][a-zäöüß]{2,}(?:-[A-ZÄÖÜ][a-zäöüß]+)?"
_ADDRESSED = re.compile(
    rf"\b(?:Frau|Herrn?|Fr\.|Hr\.)\s+(?:(?:Prof\.|Dr\.)\s+)*(?P<name>{_SURNAME})\b|\b(?:Dr\.|Prof\.)\s+(?P<titled>{_SURNAME})\b"
)
#: Behind “Frau” these are no names.
_FUNCTIONS = """
    Doktor Professor Professorin Lehrerin Lehrer Direktorin Direktor Schulleiterin Schulleiter Minister Ministerin
    Oberbürgermeister Oberbürgermeisterin Bürgermeister Bürgermeisterin Mann Kind Nachname Name
"""
_COMMON_FIRST_NAMES = """
    Alexander Alexandra Andrea Andreas Angela Angelika Anja Anke Anna Anne Annett Anton Antje Astrid Barbara Beate Ben
    Benjamin Bernd Bianca Birgit Britta Carola Carolin Christa Christian Christiane Christina Christine Christoph
    Claudia Cornelia Dagmar Daniel Daniela David Detlef Diana Dieter Dirk Doreen Doris Elena Elias Elisabeth Elke Emma
    Emilia Enrico Erik Eva Felix Finn Florian Frank Franziska Friederike Gabriele Gerd Gisela Grit Günter Hanna Hannah
    Hannes Hans Heike Heiko Heinz Helga Helmut Henrik Henry Holger Ines Ingo Ingrid Jan Jana Jens Joachim Johanna
    Johannes Jonas Jörg Julia Jürgen Jutta Kai Karin Karl Karsten Katharina Kathrin Katja Katrin Kerstin Klaus Kristin
    Lara Laura Lea Lena Leon Leonie Lisa Luca Lukas Lutz Maik Mandy Manfred Manuela Marco Marcel Maria Marie Marina
    Mario Marion Markus Martin Martina Matthias Max Maximilian Melanie Mia Michael Michaela Mike Mirko Monika Moritz
    Nadine Nadja Nico Nicole Nina Norbert Oliver Olaf Paul Paula Peggy Peter Petra Philipp Ralf Ramona Regina Renate
    René Robert Roland Ronny Sabine Sabrina Sandra Sandy Sarah Sebastian Silke Silvia Simone Sofia Sophie Stefan
    Stefanie Steffen Steffi Stephan Susann Susanne Sven Sylvia Tanja Thomas Thorsten Tim Tina Tobias Tom Torsten Ulrich
    Ulrike Ursula Ute Uwe Volker Walter Werner Wolfgang Yvonne
"""
_NO_NAMES = frozenset(_FUNCTIONS.split())
_FIRST_NAMES = frozenset(_COMMON_FIRST_NAMES.split())
# That no letter stands before the capital is asked behind it: so the search runs from capital to capital.
_FULL_NAME = re.compile(rf"(?P<first>[A-ZÄÖÜ](?<!\w.)[a-zäöüé]+) (?=(?P<last>{_SURNAME})\b)")


class PersonalKind(Enum):
    """What kind of thing belongs to a person."""

    MOBILE = auto()
    MAILBOX = auto()
    NAME = auto()


class Personal(NamedTuple):
    """One thing that belongs to a person: its kind, and a German sentence that quotes it."""

    kind: PersonalKind
    sentence: str


def personal_in(text: str) -> Iterator[Personal]:
    """Yield what in `text` belongs to a person: numbers first, then mailboxes, then names."""
    for match in _MOBILE.finditer(text) if _has_any(_SIGNS_OF_MOBILE, text) else ():
        yield Personal(PersonalKind.MOBILE, f"„{match[0]}“ ist eine Handynummer.")
    mailboxes: set[str] = set()
    has_mailboxes = "@" in text
    for match in _PRIVATE_MAIL.finditer(text) if has_mailboxes else ():
        mailboxes.add(match[0])
        yield Personal(PersonalKind.MAILBOX, f"„{match[0]}“ liegt bei einem Anbieter für private Postfächer.")
    for match in _PERSONAL_MAIL.finditer(text) if has_mailboxes else ():
        local = re.split(r"[._@]", match[0])
        if match[0] not in mailboxes and any(part.capitalize() in _FIRST_NAMES for part in local[:2]):
            yield Personal(PersonalKind.NAME, f"„{match[0]}“ nennt eine Person.")
    for match in _ADDRESSED.finditer(text) if _has_any(_SIGNS_OF_ADDRESS, text) else ():
        if (match["name"] or match["titled"]) not in _NO_NAMES:
            yield Personal(PersonalKind.NAME, f"„{match[0]}“ nennt eine Person.")
    for match in _FULL_NAME.finditer(text):
        if match["first"] in _FIRST_NAMES:
            sentence = f"„{match['first']} {match['last']}“ sieht nach dem Namen einer Person aus."
            yield Personal(PersonalKind.NAME, sentence)


def _has_any(signs: Iterable[str], text: str) -> bool:
    return any(sign in text for sign in signs)
