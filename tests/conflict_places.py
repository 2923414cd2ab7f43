"""Chapters with a `{konflikt}` at every place one can stand, as a merge writes it."""

from __future__ import annotations

from types import MappingProxyType

OURS, THEIRS = "Hausfassung", "Wortfassung"
BOX = f":::{{konflikt}}\n**Im Ratgeber:**\n\n{OURS} eins.\n\n**Aus Word:**\n\n{THEIRS} zwei.\n:::\n"


def _indented(blanks: int, *, first: bool = False) -> str:
    lines = BOX.splitlines(keepends=True)
    moved = "".join(" " * blanks + line if line.strip() else line for line in lines)
    return moved if not first else moved[blanks:]


#: By place: a chapter's text below its title, and in which of its lines (1-based, title and blank line count) it is.
PLACES = MappingProxyType(
    {
        "Kapitel": (BOX, 3),
        "Punkt": (f"- a\n\n{_indented(2)}", 5),
        "Anfang eines Punkts": (f"- {_indented(2, first=True)}", 3),
        "Nummer": (f"1. a\n\n{_indented(3)}", 5),
        "Punkt im Punkt": (f"- a\n  - b\n\n{_indented(4)}", 6),
        "Zelle": (f"::::{{tabelle}}\n:kopfzeilen: 1\n- - a\n  - b\n- - c\n  - {_indented(4, first=True)}::::\n", 8),
        "Fußnote": (f"a[^1]\n\n[^1]: Text\n\n{_indented(4)}", 7),
        "Kasten": (f"::::{{tipp}}\nText\n\n{BOX}::::\n", 6),
        "Zitat": ("> Text\n>\n" + "".join(f"> {line}" for line in BOX.splitlines(keepends=True)), 5),
        "Begriff": (f"Wort\n: Das ist es.\n\n{_indented(2)}", 6),
        "Glossar": (f"::::{{glossar}}\nHort\n: Da.\n\n{_indented(2)}::::\n", 7),
        "fremder Kasten": (f"::::{{admonition}} Titel\nText\n\n{BOX}::::\n", 6),
        "andere Sprache": (f"::::{{fremdsprache}}\n:sprache: tr\n\nmerhaba\n\n{BOX}::::\n", 8),
    }
)
