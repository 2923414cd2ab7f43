"""Fields: instructions Word carries out, and the results it left behind.

A field is a run of `begin`, instruction, `separate`, result, `end`, nested at will and across paragraphs
(ISO/IEC 29500-1, 17.16).  No instruction is ever carried out here; only its meaning for the result is taken.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from ratgeber_tools.readers.word.drafts import Target
from ratgeber_tools.readers.word.symbols import symbol

#: Lists Word makes from the headings and marks; the guide makes its own.
GENERATED_LISTS = {
    "TOC": "Das Inhaltsverzeichnis",
    "INDEX": "Das Stichwortverzeichnis",
    "TOA": "Das Quellenverzeichnis",
}
PAGE_NUMBERS = frozenset({"PAGE", "NUMPAGES", "SECTIONPAGES", "PAGEREF"})
#: Instructions that would start a program or fetch a file if anybody carried them out.
DANGEROUS = frozenset({"DDE", "DDEAUTO", "INCLUDEPICTURE", "INCLUDETEXT", "IMPORT", "INCLUDE", "LINK", "DATABASE"})

#: Fields inside each other that are told apart; Word itself stops at 20.
DEEPEST = 64

_TOKEN = re.compile(r'"((?:[^"\\]|\\.)*)"|“([^”]*)”|(\\[a-zA-Z*@#!])|(\S+)')
_SWITCHES_WITH_VALUE = frozenset({"\\o", "\\f", "\\s", "\\t", "\\l", "\\*", "\\@", "\\#"})


@dataclass(slots=True)
class InstructionField:
    """One field that is open."""

    instruction: list[str] = field(default_factory=list)
    in_result: bool = False
    kind: str = ""
    target: Target | None = None
    dropped: list[str] | None = None  # words of a generated list, collected for the report
    swallowed: list[str] = field(default_factory=list)  # text met inside the instruction
    chosen: str = ""  # of an old drop-down list, which Word shows without a result
    before: int = 0  # characters of the paragraph before the result


class Fields:
    """The fields open at a place of a story, innermost last."""

    def __init__(self) -> None:
        self._open: list[InstructionField] = []
        self._ignored = 0  # fields opened beyond `DEEPEST`
        self.in_instruction = False
        self.target: Target | None = None
        self.dropped: list[str] | None = None

    def begin(self, chosen: str = "") -> None:
        if len(self._open) >= DEEPEST:
            self._ignored += 1
            return
        self._open.append(InstructionField(chosen=chosen))
        self.refresh()

    def instruct(self, text: str) -> None:
        """Add to the instruction of the innermost field that has not reached its result."""
        for entry in reversed(self._open):
            if not entry.in_result:
                entry.instruction.append(text)
                return

    def swallow(self, text: str) -> None:
        """Add ordinary text that stands inside an instruction (the result of a field nested in it)."""
        self.instruct(text)
        if self._open:
            self._open[0].swallowed.append(text)

    def separate(self) -> InstructionField | None:
        """Close the innermost instruction and return its field, now classified; None without one."""
        if self._ignored or not self._open or self._open[-1].in_result:
            return None
        entry = self._open[-1]
        entry.in_result = True
        classify(entry)
        self.refresh()
        return entry

    def end(self) -> InstructionField | None:
        """Close the innermost field and return it; a field without a result is classified now."""
        if self._ignored:
            self._ignored -= 1
            return None
        if not self._open:
            return None
        entry = self._open.pop()
        if not entry.in_result:
            classify(entry)
        self.refresh()
        return entry

    def abandon_lists(self) -> list[InstructionField]:
        """Close every field down to the outermost generated list, because the text shows that it has ended."""
        at = next((at for at, entry in enumerate(self._open) if entry.dropped is not None), len(self._open))
        abandoned = self._open[at:]
        del self._open[at:]
        self.refresh()
        return [entry for entry in abandoned if entry.dropped is not None]

    def abandon_all(self) -> list[InstructionField]:
        """Close everything at the end of a story."""
        abandoned, self._open = self._open, []
        self.refresh()
        return abandoned

    def refresh(self) -> None:
        """Work out what the open fields mean for the text that follows."""
        self.in_instruction = any(not entry.in_result for entry in self._open)
        self.target = next((entry.target for entry in reversed(self._open) if entry.target is not None), None)
        self.dropped = next((entry.dropped for entry in self._open if entry.dropped is not None), None)


def tokens(instruction: str) -> list[str]:
    """Split an instruction into words, quoted texts and switches (``\\l``)."""
    found: list[str] = []
    for match in _TOKEN.finditer(instruction):
        quoted = match[1] if match[1] is not None else match[2]
        found.append(re.sub(r"\\(.)", r"\1", quoted) if quoted is not None else match[0])
    return found


def classify(entry: InstructionField) -> None:
    """Read the instruction: the field's kind, where its result leads, whether it is a generated list."""
    words = tokens("".join(entry.instruction))
    entry.kind = words[0].upper() if words else ""
    handler = _CLASSIFIERS.get(entry.kind)
    if handler is not None:
        handler(entry, words[1:])


def merged_name(entry: InstructionField) -> str:
    """Return the name of the column that a mail merge fills in, empty for any other field."""
    words = tokens("".join(entry.instruction))
    return words[1] if entry.kind == "MERGEFIELD" and len(words) > 1 else ""


def shown_text(entry: InstructionField) -> str:
    """Return what Word shows for a field that has no result of its own, empty for most."""
    words = tokens("".join(entry.instruction))
    if entry.kind == "FORMDROPDOWN" or not entry.kind:  # a deleted field keeps no instruction, but its list
        return entry.chosen
    if entry.kind == "MACROBUTTON":
        return " ".join(words[2:])
    if entry.kind == "SYMBOL" and len(words) > 1:
        font = next((words[at + 1] for at, word in enumerate(words[:-1]) if word.lower() == "\\f"), "")
        try:
            code = int(words[1], 0)
        except ValueError:
            return ""
        return symbol(font, f"{code:04X}") or (chr(code) if 32 <= code < 0xD800 else "")
    return ""


def _hyperlink(entry: InstructionField, words: list[str]) -> None:
    address = anchor = ""
    at = 0
    while at < len(words):
        word = words[at]
        if word.lower() in _SWITCHES_WITH_VALUE:
            at += 1
            if word.lower() == "\\l" and at < len(words):
                anchor = words[at]
        elif not word.startswith("\\") and not address:
            address = word
        at += 1
    if address:
        entry.target = Target(f"{address}#{anchor}" if anchor else address, internal=False)
    elif anchor:
        entry.target = Target(anchor, internal=True)


def _reference(entry: InstructionField, words: list[str]) -> None:
    name = next((word for word in words if not word.startswith("\\")), "")
    if name:
        entry.target = Target(name, internal=True)


def _generated(entry: InstructionField, words: list[str]) -> None:
    entry.dropped = []


_CLASSIFIERS: dict[str, Callable[[InstructionField, list[str]], None]] = {
    "HYPERLINK": _hyperlink,
    "REF": _reference,
    "PAGEREF": _reference,
    **dict.fromkeys(GENERATED_LISTS, _generated),
}
