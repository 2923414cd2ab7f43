"""What the Word template says itself: its instructions and the prompts in its fields.

The template is written from here, and an import knows by it what is not the author's: a style alone does not say so,
since whoever goes on typing below a line of the instructions types in their style.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from difflib import SequenceMatcher
from functools import cache
from types import MappingProxyType

from ratgeber_tools.dialect import AUDIENCE_LABEL, CONTAINERS, OFFICE_LABEL, PICTURE_LABELS, SOURCES_LABEL

HEADLINE = "So schreiben Sie einen Beitrag zum Elternratgeber"

#: What stands on the first page: how each line begins, in bold, and how it goes on.
STEPS = (
    ("Schreiben Sie auf der nächsten Seite los. ", "Diese Seite müssen Sie nicht löschen; sie wird nicht übernommen."),
    (
        "Überschriften: ",
        "Überschrift 1 ist der Titel, Überschrift 2 und 3 gliedern den Text. Fett allein genügt nicht.",
    ),
    ("Listen und Tabellen: ", "Nehmen Sie die von Word, keine getippten Striche und keine Leerzeichen."),
    ("Bilder: ", "Rechtsklick, „Alternativtext“: ein Satz, was zu sehen ist. Wer das Bild nicht sieht, hört ihn."),
    (
        "Zu jedem Bild ",
        "füllen Sie dort oben drei Zeilen aus: Wem gehört es? Wer ist zu sehen? Dürfen wir es zeigen? "
        "Bei mehreren Bildern kopieren Sie die drei Zeilen. Ohne Antwort bleibt ein Bild weg.",
    ),
    ("Angaben: ", "Nur, was belegt ist, mit Quelle. Was Sie nicht wissen: „bitte erfragen“ und bei wem."),
    ("Personen: ", "Ämter und Dienststellen nennen, keine Namen."),
)
GALLERY = "Diese Bausteine finden Sie oben bei den Formatvorlagen. Anklicken, dann schreiben:"
EXAMPLE_NOTE = "Beispiel: So sieht ein fertiger Beitrag aus. Die Angaben haben den Stand 23. November 2026."

#: Label of a field and what stands in it until somebody types.
PROMPTS: Mapping[str, str] = MappingProxyType(
    {
        OFFICE_LABEL: "Wer steht für den Inhalt gerade? Ein Amt oder eine Stelle, keine Person.",
        AUDIENCE_LABEL: "Für welche Eltern ist der Text? Zum Beispiel: Eltern von Vorschulkindern",
        SOURCES_LABEL: "Woher stammen die Angaben? Gesetz, Satzung, Internetadresse, mit Tag",
        PICTURE_LABELS[0]: "Urheberin oder Urheber, Lizenz",
        PICTURE_LABELS[1]: "niemand, oder: wer, und wer eingewilligt hat",
        PICTURE_LABELS[2]: "ja, bis wann; oder nein",
    }
)
TITLE_PROMPT = "Titel: Worum geht es?"

#: So much of a line is at least an instruction's own, if it is one of an earlier template.
_ALIKE = 0.8


def purpose_line(name: str, purpose: str) -> str:
    """Return the line that says what a building block is for."""
    return f"{name}: {purpose}"


def own_start(line: str) -> int:
    """Return how many characters of a line in the instructions' style are the template's, from its start.

    A line that is much like an instruction, as one of an earlier template, is the template's to its end.
    """
    bare = line.strip()
    if not bare:
        return len(line)
    for own in _instructions():
        if bare.startswith(own):
            return line.index(own) + len(own)
    if any(_is_like(bare, own) for own in _instructions()):
        return len(line)
    return 0


def without_prompt(label: str, words: str) -> str:
    """Return what an author says in the field `label`; other word processors keep the prompt as if it were typed."""
    words = words.strip()
    prompt = PROMPTS.get(label, "")
    if prompt:
        words = words.removeprefix(prompt).removesuffix(prompt).strip()
    return words


@cache
def _instructions() -> tuple[str, ...]:
    """Return every line of the instructions, the longest first."""
    boxes = (
        purpose_line(spec.title or spec.label or spec.name, spec.purpose)
        for spec in CONTAINERS.values()
        if spec.is_for_authors
    )
    lines = (HEADLINE, GALLERY, EXAMPLE_NOTE, *(f"{lead}{rest}" for lead, rest in STEPS), *boxes)
    return tuple(sorted((re.sub(r"\s+", " ", line) for line in lines), key=len, reverse=True))


def _is_like(line: str, own: str) -> bool:
    matcher = SequenceMatcher(None, line, own, autojunk=False)
    return matcher.real_quick_ratio() >= _ALIKE and matcher.quick_ratio() >= _ALIKE and matcher.ratio() >= _ALIKE
