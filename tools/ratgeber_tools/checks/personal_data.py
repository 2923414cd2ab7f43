"""Is something in the guide or its data that belongs to a person: a mobile number, a private mailbox, a name?

Offices and functions are named, persons never (people at schools live in a file outside the repository).  Notes and
heads are searched too: whoever reads the repository reads them.  Sources may quote whom they like.  A name is seen
behind “Frau”, “Herr” or a title, in a mailbox (`vorname.nachname@`), and as a common first name before a surname;
other names no program can tell from nouns.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from pydantic import BaseModel

from ratgeber_tools.data.places import School
from ratgeber_tools.dialect import head_end
from ratgeber_tools.findings import Code, Finding
from ratgeber_tools.guide import Chapter, Guide
from ratgeber_tools.guide.walking import is_code

#: 015, 016 and 017 are mobile (Bundesnetzagentur, Nummernplan Mobile Dienste).
_MOBILE = re.compile(
    r"(?<![\d.])(?:\+49[ /-]?(?:\(0\)[ /-]?)?|0049[ /-]?|0)1(?:5\d|6[023]|7\d)(?:[ /-]{0,3}\d){6,9}(?!\d)"
)
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
_FULL_NAME = re.compile(rf"\b(?P<first>[A-ZÄÖÜ][a-zäöüé]+) (?=(?P<last>{_SURNAME})\b)")


def check(guide: Guide) -> Iterator[Finding]:
    for chapter in guide:
        for number, line in _lines(chapter):
            yield from personal_data(line, path=chapter.path, line=number)
    records = guide.data.records
    for key, record in records.everything():
        origin = records.origins[key]
        for text in _texts(record):
            yield from personal_data(text, path=origin.path, line=origin.line)


def personal_data(text: str, *, path: Path, line: int) -> Iterator[Finding]:
    """Yield what in `text` belongs to a person."""
    for match in _MOBILE.finditer(text):
        yield Finding(Code.MOBILE_NUMBER, f"„{match[0]}“ ist eine Handynummer.", path=path, line=line)
    mailboxes: set[str] = set()
    for match in _PRIVATE_MAIL.finditer(text):
        mailboxes.add(match[0])
        sentence = f"„{match[0]}“ liegt bei einem Anbieter für private Postfächer."
        yield Finding(Code.PRIVATE_MAILBOX, sentence, path=path, line=line)
    for match in _PERSONAL_MAIL.finditer(text):
        local = re.split(r"[._@]", match[0])
        if match[0] not in mailboxes and any(part.capitalize() in _FIRST_NAMES for part in local[:2]):
            yield _named(f"„{match[0]}“ nennt eine Person.", path, line)
    for match in _ADDRESSED.finditer(text):
        if (match["name"] or match["titled"]) not in _NO_NAMES:
            yield _named(f"„{match[0]}“ nennt eine Person.", path, line)
    for match in _FULL_NAME.finditer(text):
        if match["first"] in _FIRST_NAMES:
            yield _named(f"„{match['first']} {match['last']}“ sieht nach dem Namen einer Person aus.", path, line)


def _named(sentence: str, path: Path, line: int) -> Finding:
    return Finding(Code.PERSON_NAMED, sentence, path=path, line=line)


def _lines(chapter: Chapter) -> Iterator[tuple[int, str]]:
    """Yield the lines but code and the head's sources, with their 1-based numbers."""
    hidden: set[int] = set()
    for placed in chapter.blocks:
        if is_code(placed.block):
            hidden.update(range(placed.lines.first, placed.lines.end))
    if chapter.head is not None and "quellen" in chapter.head.lines:
        start = chapter.head.lines["quellen"]
        later = [line for line in chapter.head.lines.values() if line > start]
        fence = (head_end(chapter.lines) or 0) + 1
        hidden.update(range(start - 1, min([*later, fence]) - 1))
    yield from ((index + 1, line) for index, line in enumerate(chapter.lines) if index not in hidden)


def _texts(value: Any, name: str = "") -> Iterator[str]:
    """Yield every text of a record but those of its sources and of what other sources say."""
    if name in ("sources", "contradictions"):
        return
    if isinstance(value, School):  # a school may be named after somebody
        value = value.model_copy(update={"name": ""})
    if isinstance(value, str):
        yield value
    elif isinstance(value, BaseModel):
        for field in type(value).model_fields:
            yield from _texts(getattr(value, field), field)
    elif isinstance(value, tuple | list):
        for item in value:
            yield from _texts(item, name)
