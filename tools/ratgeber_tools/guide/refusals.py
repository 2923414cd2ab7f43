"""What a chapter may not contain, as findings: one code and one sentence for checks, release and every build."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from types import MappingProxyType

from ratgeber_tools import dialect
from ratgeber_tools.data.validation import closest
from ratgeber_tools.findings import Code, Finding
from ratgeber_tools.readers.myst.refusals import (
    Refusal,
    RefusalReason,
    fence_name,
    find_refusals,
    html_refusals,
    is_line_break,
    is_open,
    without_conflicts,
)

__all__ = [
    "CODES",
    "Refusal",
    "RefusalReason",
    "fence_name",
    "finding_of",
    "html_refusals",
    "is_line_break",
    "is_open",
    "refusals_in",
    "unknown_block",
    "unknown_role",
    "without_conflicts",
]

#: Findings that no exception lifts and no office may release.
CODES = frozenset(
    {
        Code.NOT_IN_DIALECT,
        Code.RAW_MARKUP,
        Code.FENCE_OPEN,
        Code.CONFLICT_MARKS,
        Code.NESTED_TOO_DEEP,
    }
)


def refusals_in(text: str, path: Path | None) -> Iterator[Finding]:
    """Yield what is refused in a chapter's `text` (line ends `\\n`), by line."""
    for refusal in find_refusals(text):
        yield finding_of(refusal, path)


def finding_of(refusal: Refusal, path: Path | None) -> Finding:
    """Return the finding about `refusal` in the file `path`."""
    code, sentence = _FINDINGS[refusal.reason]
    return Finding(code, sentence(refusal.what), path=path, line=refusal.line + 1)


def unknown_block(name: str) -> str:
    """Return the sentence about a directive that is none of ours."""
    return f"Den Baustein {{{name}}} gibt es nicht.{closest(name, dialect.DIRECTIVES)}"


def unknown_role(name: str) -> str:
    """Return the sentence about a role that is none of ours."""
    return f"Die Auszeichnung {{{name}}}`…` gibt es nicht.{closest(name, dialect.ROLES)}"


def _entry(line: str) -> str:
    return f"Auf die Adresse „{line}“ darf der Ratgeber nicht verweisen."


def _html(tag: str) -> str:
    return f"HTML wie {tag} geht nicht: Es käme weder ins Web noch ins PDF. Schreiben Sie die Stelle als MyST."


def _attribute(name: str) -> str:
    known = ", ".join(["#ziel", "width", *sorted(f".{name}" for name in dialect.CLASSES)])
    return f"Die Angabe „{name}“ in geschweiften Klammern kennt der Ratgeber nicht; möglich sind: {known}."


def _open_box(name: str) -> str:
    return (
        f"Der Baustein {{{name}}} wird nicht geschlossen: Ihm fehlt die letzte Zeile, "
        "mit so vielen Zeichen wie die erste."
    )


def _stray_fence(words: str) -> str:
    if words:
        return f"„:::{words}“ ist kein Baustein: Der Name steht in geschweiften Klammern, zum Beispiel :::{{frist}}."
    return (
        "Diese Zeile mit Doppelpunkten schließt keinen Baustein. Löschen Sie sie, oder geben Sie dem äußeren Baustein "
        "oben und unten mehr Doppelpunkte als dem inneren."
    )


def _open_code(fence: str) -> str:
    return f"Der Block ab „{fence}“ wird nicht geschlossen: Ihm fehlt die letzte Zeile mit denselben Zeichen."


def _too_deep(_words: str) -> str:
    return "Hier steht so viel ineinander, dass es niemand mehr lesen kann; auch das Werkzeug nicht."


def _conflict(line: str) -> str:
    return f"Hier steht „{line}“: Git konnte zwei Fassungen nicht zusammenführen, und niemand hat entschieden."


_FINDINGS: Mapping[RefusalReason, tuple[Code, Callable[[str], str]]] = MappingProxyType(
    {
        RefusalReason.DIRECTIVE: (Code.NOT_IN_DIALECT, unknown_block),
        RefusalReason.ROLE: (Code.NOT_IN_DIALECT, unknown_role),
        RefusalReason.ENTRY: (Code.LINK_BROKEN, _entry),
        RefusalReason.HTML: (Code.RAW_MARKUP, _html),
        RefusalReason.ATTRIBUTE: (Code.RAW_MARKUP, _attribute),
        RefusalReason.OPEN_BOX: (Code.FENCE_OPEN, _open_box),
        RefusalReason.STRAY_FENCE: (Code.FENCE_OPEN, _stray_fence),
        RefusalReason.OPEN_CODE: (Code.FENCE_OPEN, _open_code),
        RefusalReason.TOO_DEEP: (Code.NESTED_TOO_DEEP, _too_deep),
        RefusalReason.CONFLICT: (Code.CONFLICT_MARKS, _conflict),
    }
)
